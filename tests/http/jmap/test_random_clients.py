"""Clients of both kinds at random on one mailbox (make soak: for longer): then
`hayloft index verify` finds no difference."""
import os
import sys
import unittest

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), *parts) for parts in (("..",), ("..", "..", "soak"))]
import harness  # noqa: E402
import soak_mail  # noqa: E402


class RandomClientsTest(harness.ServerTest):
    own_stack = True	# processes are killed

    def one(self, kill):
        # A rename while others write can hold Dovecot up for longer than this runs: make soak has them.
        soak = soak_mail.Soak(self.stack, 8, seed=7, renames=0)
        soak.run(kill)
        report = soak.verify()
        self.assertEqual([], soak.troubles)
        self.assertEqual([], report["differences"])
        self.assertGreater(report["messages"], 0)

    def test_at_random(self):
        self.one(False)

    def test_while_processes_are_killed(self):
        self.one(True)


if __name__ == "__main__":
    unittest.main()
