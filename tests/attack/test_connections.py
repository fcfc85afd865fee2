"""Connections of one address."""
import time
import unittest

from attack import AttackTest, is_closed

CONNECTIONS = 60
MOST = 40


def hoard(target, seconds=30):
    """How many connections of one address the server keeps; it is given SECONDS to end some."""
    held = [target.knock() for _ in range(CONNECTIONS)]
    end = time.monotonic() + seconds
    while True:
        time.sleep(0.5)
        kept = sum(not is_closed(c, 0.01) for c in held)
        if kept <= MOST or time.monotonic() > end:
            break
    for c in held:
        c.close()
    return kept


class ConnectionsTest(AttackTest):
    config = f"connections.address = {MOST}\n"

    def test_one_address_has_its_share(self):
        kept = self.unharmed(hoard)
        self.assertGreater(kept, 0)
        self.assertLessEqual(kept, MOST)

    def test_bare_keeps_all(self):
        self.assertEqual(CONNECTIONS, self.against_bare(hoard, 1))


if __name__ == "__main__":
    unittest.main()
