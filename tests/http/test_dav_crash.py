"""The database crashes between a change that others have seen and the disk."""

import os
import signal
import unittest

import harness
from dav_case import D, Dav, condition, event
from harness import ServerTest


class CrashTest(ServerTest):
    own_stack = True

    def setUp(self):
        super().setUp()
        self.dora = Dav(self.stack.new_account("dora"))
        self.path = self.dora.calendar()
        self.dora.put(self.path + "a.ics", event("a.ics"), expect=201)

    def hold_log(self):
        """Nobody but who commits brings the log to the disk from here on; the process that else would."""
        [master] = self.stack.pids("postgresql")
        for name in os.listdir("/proc"):
            try:
                with open(f"/proc/{name}/stat") as f:
                    parent = int(f.read().rsplit(")", 1)[1].split()[1]) if name.isdigit() else 0
                with open(f"/proc/{name}/cmdline") as f:
                    if parent == master and "walwriter" in f.read():
                        os.kill(int(name), signal.SIGSTOP)
                        return int(name)
            except OSError:
                pass
        self.fail("the log's writer is not there")

    def crash(self, pid):
        """One of its processes dies, and the server begins anew with what the disk has."""
        os.kill(pid, signal.SIGKILL)
        harness.wait_for(lambda: not os.path.exists(f"/proc/{pid}"))
        harness.wait_for(lambda: self.dora.client.request("PROPFIND", self.path, headers={"Depth": "0"}).code == 207)

    def number(self, token):
        return int(token.split(":")[4])

    def test_what_was_answered_is_there(self):
        writer = self.hold_log()
        for i in range(20):
            self.dora.put(self.path + f"{i}.ics", event(f"{i}.ics"), expect=201)
        self.crash(writer)
        self.assertEqual({"a.ics", *(f"{i}.ics" for i in range(20))}, set(self.dora.sync(self.path).by_name()))

    def test_a_number_never_comes_again(self):
        for _ in range(5):	# somebody else's commit may have brought it to the disk
            kept = self.dora.sync(self.path).token
            collection = int(kept.split(":")[3])
            writer = self.hold_log()
            # What item_put() does first.
            self.stack.sql("BEGIN; SET LOCAL synchronous_commit = off; UPDATE collection SET modseq = modseq + 1"
                           f" WHERE id = {collection}; UPDATE item SET modseq = modseq + 1"
                           f" WHERE collection_id = {collection} AND name = 'a.ics'; COMMIT")
            seen = self.dora.sync(self.path, kept).token
            self.assertEqual(self.number(kept) + 1, self.number(seen))
            self.crash(writer)
            [[after]] = self.stack.sql(f"SELECT lost_after FROM collection WHERE id = {collection}")
            if int(after) == self.number(kept):
                break
        else:
            self.fail("nothing was lost")
        self.dora.put(self.path + "b.ics", event("b.ics"), expect=201)
        # Who knows what was lost begins anew, everybody else goes on.
        self.assertEqual(D + "valid-sync-token", condition(self.dora.sync(self.path, seen, expect=403)))
        second = self.dora.sync(self.path, kept)
        self.assertEqual({"b.ics"}, set(second.by_name()))
        self.assertGreater(self.number(second.token), self.number(seen))
        self.assertEqual([], list(self.dora.sync(self.path, second.token)))
        # Again, and all that were good since the last time still are.
        self.crash(self.hold_log())
        self.dora.put(self.path + "c.ics", event("c.ics"), expect=201)
        self.assertEqual({"c.ics"}, set(self.dora.sync(self.path, second.token).by_name()))
        self.dora.sync(self.path, seen, expect=403)
        r = self.stack.command("dav", "verify", "--json", check=False)
        self.assertEqual(0, r.returncode, r.stdout)


if __name__ == "__main__":
    unittest.main()
