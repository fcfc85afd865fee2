"""Addresses that are for our own processes."""
import unittest

from attack import AttackTest


def ask(target):
    codes = {}
    for path in ("/internal/sync?account=1", "/internal/sync", "//internal/sync?account=1",
                 "/%69nternal/sync?account=1", "/x/../internal/sync?account=1"):
        c = target.connect()
        c.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                  "Connection: close\r\n\r\n".encode())
        codes[path] = int(c.recv(65536).split()[1])
        c.close()
    return codes


class InternalTest(AttackTest):
    def test_no_client_reaches_them(self):
        for path, code in self.unharmed(ask).items():
            self.assertEqual(404, code, path)


if __name__ == "__main__":
    unittest.main()
