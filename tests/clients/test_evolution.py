"""Evolution's data server (also GNOME Calendar's and Contacts'), driven without a desktop (evolution.py)."""

import json
import os
import re
import select
import subprocess
import sys
import tempfile
import time
import unittest

from dav_case import card, event
from harness import wait_for
from scheduling_case import SchedulingTest, meeting, partstat
from tunnel import Tunnel

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "evolution.py")


def component(text):
    """Evolution hands over what is within the VCALENDAR."""
    return re.search("BEGIN:VEVENT.*END:VEVENT\r\n", text, re.S).group(0)


class EvolutionTest(SchedulingTest):
    fresh = True

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        tunnel = Tunnel(self.stack)
        self.addCleanup(tunnel.close)
        home = {name: folder.name for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.log = tempfile.TemporaryFile("w+")
        self.addCleanup(self.log.close)
        self.program = subprocess.Popen(
            ["dbus-run-session", "--", sys.executable, SCRIPT, str(tunnel.port), self.anna.address, self.anna.client.password,
             self.anna.calendar(), self.anna.book()], env={**environment, **home, "GSETTINGS_BACKEND": "memory"}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.addCleanup(self.end)
        self.assertEqual([True] * 4, self.answer())

    def end(self):
        """With its bus everything ends that it started."""
        self.program.stdin.close()
        try:
            self.program.wait(30)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        self.program.stdout.close()

    def answer(self):
        line = self.program.stdout.readline() if select.select([self.program.stdout], [], [], 300)[0] else ""
        if "result" not in (reply := json.loads(line or "{}")):
            self.log.seek(0)
            self.fail(f"{reply.get('error', 'no answer')}\n{self.log.read()[-2000:]}")
        return reply["result"]

    def ask(self, *order):
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()
        return self.answer()

    def comes_to_know(self, what, want):
        asked = 0
        def knows():
            nonlocal asked
            if time.monotonic() - asked > 5:	# a refresh that was under way may have missed it
                self.ask("refresh")
                asked = time.monotonic()
            return self.ask(what) == want
        wait_for(knows, 90, pause=.2, message=f"{what}: not {want}")

    def test_both_ways(self):
        path = self.anna.calendar()
        self.anna.put(path + "one.ics", event("one", "First"), expect=201)
        self.anna.put(self.anna.book() + "ann.vcf", card("ann"), expect=201)
        self.comes_to_know("events", {"one": "First"})
        self.comes_to_know("contacts", {"ann": "Ann Example"})
        # From there.
        self.assertEqual("two", self.ask("add_event", component(event("two", "Second"))))
        self.ask("change_event", "one", "Changed")
        self.assertIn("SUMMARY:Changed", self.anna.text("one"))
        self.assertIn("SUMMARY:Second", self.anna.text("two"))
        zoe = self.ask("add_contact", card("zoe", "Zoe Example"))
        self.assertIn("FN:Zoe Example", self.anna.get(self.anna.book(), expect=200).text)
        # From here.
        self.anna.put(path + "one.ics", event("one", "Third"), expect=204)
        self.anna.delete(self.anna.find("two")[0], expect=204)
        self.anna.delete(self.anna.book() + "ann.vcf", expect=204)
        self.comes_to_know("events", {"one": "Third"})
        self.comes_to_know("contacts", {zoe: "Zoe Example"})
        self.ask("remove_event", "one")
        self.ask("remove_contact", zoe)
        self.assertEqual({}, self.anna.objects(path))

    def test_an_invitation(self):
        uid = self.ask("add_event", component(meeting("by-evolution", self.anna.address, [self.anna.me(), self.ben.address])))
        self.assertEqual(["REQUEST"], self.ben.messages(uid))
        self.ben.answer(uid, "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))
        self.comes_to_know("events", {uid: "Plan"})
        self.ask("change_event", uid, "New plan")
        self.assertIn("SUMMARY:New plan", self.ben.text(uid))
        self.assertEqual("ACCEPTED", partstat(self.ben.text(uid), self.ben.address))
        busy = "".join(self.ask("busy", 1804982400, 1805241600, self.ben.address))	# 2027-03-14 to 17
        self.assertIn("20270315T100000Z/20270315T110000Z", busy)
        self.ask("remove_event", uid)
        self.assertIsNone(self.ben.text(uid))


if __name__ == "__main__":
    unittest.main()
