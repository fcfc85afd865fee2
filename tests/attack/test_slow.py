"""500 connections that hardly move: header, body on HTTP/1 and HTTP/2, reading."""
import contextlib
import re
import time
import unittest

from attack import ATTACKERS, AttackTest, frame, is_closed

CONNECTIONS = 500
SECONDS = 28


def slow_header(c):
    c.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    return lambda: c.sendall(b"a")


def slow_body(c):
    c.sendall(b"POST /api/v2/session HTTP/1.1\r\nHost: localhost\r\n"
              b"Content-Length: 10000\r\n\r\n")
    return lambda: c.sendall(b"a")


def slow_body_h2(c):
    c.request("/api/v2/session", "POST", end=False)
    c.flush()
    return lambda: c.sock.sendall(frame(0, 0, 1, b"a"))


def slow_reader_h2(c):
    # A window of nothing: the answer can never be sent.  Pings keep the connection warm.
    c.sock.sendall(frame(4, 0, 0, b"\x00\x04\x00\x00\x00\x00"))
    c.request("/")
    c.flush()
    return lambda: c.sock.sendall(frame(6, 0, 0, b"12345678"))


KINDS = [(slow_header, "http/1.1"), (slow_body, "http/1.1"), (slow_body_h2, "h2"),
         (slow_reader_h2, "h2")]


def slowly(target, count=CONNECTIONS):
    """How many of each kind still stand after SECONDS."""
    held = []
    for n in range(count):
        kind, protocol = KINDS[n % len(KINDS)]
        source = ATTACKERS[n % len(ATTACKERS)]
        with contextlib.suppress(OSError):
            c = target.http2(source=source) if protocol == "h2" else \
                target.connect(protocol, source)
            held.append((kind, c, kind(c)))
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for _, _, push in held:
            with contextlib.suppress(OSError):
                push()
        time.sleep(1)
    standing = {}
    for kind, c, _ in held:
        sock = getattr(c, "sock", c)
        if not is_closed(sock, 0.05):
            standing[kind.__name__] = standing.get(kind.__name__, 0) + 1
        sock.close()
    return standing


def deaf(target):
    """Readers on HTTP/1 that ask for megabytes and take nothing; how many connections
    stand then, those of the honest one and of this question included."""
    c = target.connect()
    c.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    page = b""
    while part := c.recv(65536):
        page += part
    c.close()
    asked = b"".join(b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path
                     for path in sorted(set(re.findall(rb"/assets/[\w-]+\.js", page))))
    held = []
    for source in ATTACKERS:
        c = target.connect(source=source)
        c.settimeout(1)
        with contextlib.suppress(OSError):
            # Answers that are more than the kernel's buffers take.
            c.sendall(asked * 200)
        held.append(c)
    time.sleep(12)
    # Not by reading from them, which would be progress.
    standing = target.counter("hayloft_connections ")
    for c in held:
        c.close()
    return standing


class SlowTest(AttackTest):
    config = "timeout.request = 5\ntimeout.write = 5\n"

    def test_all_are_cut(self):
        self.assertEqual({}, self.unharmed(slowly))

    def test_bare_holds_bodies_and_readers(self):
        standing = self.against_bare(slowly, 20)
        self.assertEqual({"slow_body_h2": 5, "slow_reader_h2": 5}, standing)


class DeafTest(AttackTest):
    config = "timeout.write = 4\n"

    def test_readers_that_take_nothing_are_cut(self):
        self.assertLess(self.unharmed(deaf), len(ATTACKERS))


class PatientTest(AttackTest):
    config = "timeout.write = 3600\n"

    def test_they_stand_where_patience_is_endless(self):
        self.assertGreater(self.unharmed(deaf), len(ATTACKERS))


if __name__ == "__main__":
    unittest.main()
