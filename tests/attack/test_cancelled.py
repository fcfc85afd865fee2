"""Requests that make workers wait, given up as soon as they run.

The session table is locked, so whoever comes with a cookie waits in a worker
until its deadline.  A client that resets its streams leaves the workers at it:
they count against it, so that it can never hold all of them.
"""
import contextlib
import time
import unittest

from attack import AttackTest

STREAMS = 100		# of one connection: fewer than what counts as a reset attack
DEADLINE = 12


def give_up(target):
    """Slow requests from one address, all reset; how many still wait when the first have ended, and a while later."""
    with target.stack.locked("session"):
        held = []
        for n in range(10):
            c = target.http2()
            streams = [c.request("/api/v2/session", more=[("cookie", f"__Host-hayloft={'a' * 40}{n}{i:02}")])
                       for i in range(STREAMS)]
            c.flush()
            held.append((c, streams))
        for c, streams in held:
            for stream in streams:
                c.h2.reset_stream(stream)
            with contextlib.suppress(OSError):
                c.flush()
        time.sleep(DEADLINE)
        # An honest one may be among them for a moment.
        for _ in range(30):
            if (waiting := target.counter('hayloft_pool_queue{pool="admin"}')) == 0:
                break
            time.sleep(1)
    for c, _ in held:
        c.close()
    return waiting


class CancelledTest(AttackTest):
    config = f"deadline = {DEADLINE}\n"

    def test_others_find_a_worker(self):
        self.assertEqual(0, self.unharmed(give_up))
        self.assertLess(self.slowest, DEADLINE - 1)	# never until a deadline sets a worker free


class GreedyTest(AttackTest):
    config = f"deadline = {DEADLINE}\nworkers.account = 8\n"

    def test_one_that_may_have_all_makes_others_wait(self):
        self.unharmed(give_up)
        self.assertGreater(self.slowest, DEADLINE / 3)


if __name__ == "__main__":
    unittest.main()
