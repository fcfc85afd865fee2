"""Requests that two servers in a row would read differently."""
import contextlib
import unittest

from attack import AttackTest

SHAPES = {
    "no Host": b"GET / HTTP/1.1\r\n\r\n",
    "two Hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a Host that is none": b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "both lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "two codings": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n"
                   b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks on 1.0": b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "folded line": b"GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
    "bare LF": b"GET / HTTP/1.1\nHost: a\n\n",
    "bare LF at one line": b"GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n",
    "fragment": b"GET /#a HTTP/1.1\r\nHost: a\r\n\r\n",
    "odd scheme": b"GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
}
# Refused by libh2o itself, too.
STRICT = {"space before colon": b"GET / HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n",
          "signed length": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd",
          "NUL": b"GET / HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n"}
SECOND = b"GET /second HTTP/1.1\r\nHost: a\r\n\r\n"


def answers(target, shape, seconds):
    """The status codes that a shape and a request behind it get; after the first SECONDS without more are the end."""
    c = target.connect()
    data = b""
    with contextlib.suppress(OSError):
        c.sendall(shape + SECOND)
        while part := c.recv(65536):
            data += part
            c.settimeout(seconds)
    c.close()
    return [int(line.split()[1]) for line in data.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def try_all(target, shapes, seconds):
    return {name: answers(target, shape, seconds) for name, shape in shapes.items()}


class SmugglingTest(AttackTest):
    def test_each_is_refused_and_ends_the_connection(self):
        got = self.unharmed(try_all, SHAPES | STRICT, 30)
        self.assertEqual({name: [400] for name in SHAPES | STRICT}, got)

    def test_bare_takes_them(self):
        got = self.against_bare(try_all, SHAPES, 1)
        self.assertTrue(all(codes[:1] == [200] for codes in got.values()), got)


if __name__ == "__main__":
    unittest.main()
