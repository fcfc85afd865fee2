"""Connections of one address."""
import time
import unittest

from attack import AttackTest, is_closed

CONNECTIONS = 60


def hoard(target):
    """How many connections of one address the server keeps."""
    held = [target.knock() for _ in range(CONNECTIONS)]
    time.sleep(0.5)
    kept = sum(not is_closed(c, 0.01) for c in held)
    for c in held:
        c.close()
    return kept


class ConnectionsTest(AttackTest):
    config = "connections.address = 40\n"

    def test_one_address_has_its_share(self):
        kept = self.unharmed(hoard)
        self.assertGreater(kept, 0)
        self.assertLessEqual(kept, 40)

    def test_bare_keeps_all(self):
        self.assertEqual(CONNECTIONS, self.against_bare(hoard))


if __name__ == "__main__":
    unittest.main()
