"""What sogo-tool does, done by `hayloft` (docs/sogo-tool.md)."""

import json
import os
import random
import shutil
import stat
import tempfile
import unittest

from dav_case import Dav, card, event
from harness import ServerTest


class SogoToolTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.dora, self.emil = Dav(self.stack.new_account("dora")), Dav(self.stack.new_account("emil"))
        self.folder = tempfile.mkdtemp(prefix="hayloft-sogo-")
        self.addCleanup(shutil.rmtree, self.folder)

    def run_ok(self, *args):
        done = self.stack.command(*args, "--json", check=False)
        self.assertEqual(0, done.returncode, (args, done.stdout, done.stderr))
        return json.loads(done.stdout)

    def refused(self, code, *args):
        done = self.stack.command(*args, "--json", check=False)
        self.assertEqual(code, done.returncode, (args, done.stdout, done.stderr))
        detail = json.loads(done.stdout)["error"]["detail"]
        self.assertTrue(detail)
        return detail

    def put(self, who, path, body):
        who.request("PUT", path, body, expect=(201, 204))

    def get(self, who, path):
        return who.request("GET", path, expect=200).text

    def agrees(self, *who):
        for w in who:
            self.assertEqual([], self.run_ok("dav", "verify", w.address)["faults"])

    def collections(self, who):
        return {k["collection"]: k for k in self.run_ok("dav", "list", who.address)}

    def test_create_list_and_delete(self):
        me = self.dora.address
        made = self.run_ok("dav", "create", me, "calendar/team", "--label", "The team", "--color", "#ff0000")
        self.assertEqual(("calendar/team", "The team", 0), (made["collection"], made["label"], made["objects"]))
        self.run_ok("dav", "create", me, "addressbook/friends")
        self.put(self.dora, self.dora.calendar("team") + "a.ics", event("a"))
        found = self.collections(self.dora)
        self.assertEqual(1, found["calendar/team"]["objects"])
        self.assertTrue({"calendar/personal", "addressbook/personal", "addressbook/friends"} <= set(found))
        self.refused(4, "dav", "create", me, "calendar/team")
        for bad in ("team", "calendar/", "calendar/a/b", "inbox/x", "calendar/..", "calendar/" + "x" * 256):
            self.assertIn("calendar/NAME", self.refused(6, "dav", "create", me, bad))
        self.refused(3, "dav", "create", "nobody@example.org", "calendar/x")
        self.refused(6, "dav", "create", "no address", "calendar/x")
        self.assertEqual({"deleted": "calendar/team"}, self.run_ok("dav", "delete", me, "calendar/team"))
        self.dora.request("GET", self.dora.calendar("team") + "a.ics", expect=404)
        self.refused(3, "dav", "delete", me, "calendar/team")
        self.refused(6, "dav", "delete", me, "outbox/outbox")
        events = [e for [e] in self.stack.sql(f"SELECT event FROM audit JOIN account a ON a.id = account_id WHERE a.address = '{me}'"
                                              " AND actor LIKE 'cli:%' ORDER BY audit.id")]
        self.assertEqual(["collection.add", "collection.add", "collection.delete"], [e for e in events if e.startswith("collection")])

    def test_rights(self):
        me, him = self.dora.address, self.emil.address
        path = self.dora.calendar() + "a.ics"
        self.put(self.dora, path, event("a"))
        self.assertEqual([], self.run_ok("dav", "rights", me, "calendar/personal"))
        for level, read, write in (("busy", 403, 403), ("read", 200, 403), ("write", 200, 204), ("all", 200, 204), ("read", 200, 403), ("none", 403, 403)):
            shown = self.run_ok("dav", "grant", me, "calendar/personal", him, level)
            self.assertEqual([] if level == "none" else [{"grantee": him, "rights": level, "state": "accepted"}], shown)
            self.emil.request("GET", path, expect=(read, 404) if read == 403 else read)
            self.emil.request("PUT", path, event("a", summary=level), expect=(write, 404) if write == 403 else write)
        self.run_ok("dav", "grant", me, "calendar/personal", "everybody", "read")
        self.run_ok("dav", "grant", me, "calendar/personal", him, "write")
        self.assertEqual({"everybody": "read", him: "write"},
                         {r["grantee"]: r["rights"] for r in self.run_ok("dav", "rights", me, "calendar/personal")})
        self.refused(6, "dav", "grant", me, "calendar/personal", him, "much")
        self.refused(6, "dav", "grant", me, "calendar/personal", me, "read")
        self.refused(3, "dav", "grant", me, "calendar/personal", "nobody@example.org", "read")
        self.refused(3, "dav", "rights", me, "calendar/none")

    def test_truncate(self):
        me, base = self.dora.address, self.dora.calendar()
        there = {"old": event("old", start="20200101T100000Z", end="20200101T110000Z"),
                 "edge": event("edge", start="20231231T230000Z", end="20240101T000000Z"),
                 "after": event("after", start="20231231T230000Z", end="20240101T000100Z"),
                 "series": event("series", start="20200101T100000Z", end="20200101T110000Z", extra="RRULE:FREQ=YEARLY\r\n"),
                 "over": event("over", start="20200101T100000Z", end="20200101T110000Z", extra="RRULE:FREQ=DAILY;COUNT=3\r\n"),
                 "task": event("task", start="20200101T100000Z", end="20200101T110000Z").replace("VEVENT", "VTODO").replace("DTEND", "DUE")}
        for name, body in there.items():
            self.put(self.dora, f"{base}{name}.ics", body)
        token = self.dora.sync(base).token
        self.assertEqual({"collection": "calendar/personal", "removed": 2},
                         {**(r := self.run_ok("dav", "truncate", me, "calendar/personal", "2023-12-31", "--dry-run"))})
        self.assertEqual(6, self.collections(self.dora)["calendar/personal"]["objects"])
        self.run_ok("dav", "truncate", me, "calendar/personal", "2024-01-01")
        left = {n for n in there if self.dora.request("GET", f"{base}{n}.ics").code == 200}
        self.assertTrue({"after", "series", "task"} <= left <= {"after", "series", "task", "edge"}, left)
        # Who syncs hears of them as deletions.
        gone = {f.href.rsplit("/", 1)[-1] for f in self.dora.sync(base, token) if f.code == 404}
        self.assertTrue({"old.ics", "over.ics"} <= gone <= {"old.ics", "over.ics", "edge.ics"}, gone)
        for bad in ("yesterday", "2024-13-01", "2024-1-1", "2024-01-01x", ""):
            self.refused(6, "dav", "truncate", me, "calendar/personal", bad)
        self.put(self.dora, self.dora.book() + "a.vcf", card("a"))
        self.assertIn("no calendar", self.refused(6, "dav", "truncate", me, "addressbook/personal", "2024-01-01"))
        self.agrees(self.dora)

    def test_remove_doubles(self):
        me, base = self.dora.address, self.dora.book()
        shuffled = card("c3").replace("FN:Ann Example\r\nN:Example;Ann;;;\r\n", "N:Example;Ann;;;\r\nFN:Ann Example\r\n")
        for name, body in (("a", card("c1")), ("b", card("c2", extra="REV:20260101T000000Z\r\nPRODID:-//other//EN\r\n")), ("c", shuffled),
                           ("d", card("c4", mail="other@example.net")), ("e", card("c5", extra="NOTE:more\r\n"))):
            self.put(self.dora, f"{base}{name}.vcf", body)
        self.assertEqual(2, self.run_ok("dav", "remove-doubles", me, "addressbook/personal", "--dry-run")["removed"])
        self.assertEqual(5, self.collections(self.dora)["addressbook/personal"]["objects"])
        self.assertEqual(2, self.run_ok("dav", "remove-doubles", me, "addressbook/personal")["removed"])
        left = {n for n in "abcde" if self.dora.request("GET", f"{base}{n}.vcf").code == 200}
        self.assertEqual({"c", "d", "e"}, left)
        self.assertEqual(0, self.run_ok("dav", "remove-doubles", me, "addressbook/personal")["removed"])
        self.put(self.dora, self.dora.calendar() + "a.ics", event("a"))
        self.assertIn("no address book", self.refused(6, "dav", "remove-doubles", me, "calendar/personal"))
        self.agrees(self.dora)

    def test_backup_and_restore(self):
        me, file = self.dora.address, os.path.join(self.folder, self.dora.address + ".jsonl")
        team = self.dora.new_calendar("team", "<D:displayname>Team “x”</D:displayname>")
        bodies = {f"{team}{i}.ics": event(f"t{i}", summary=f"Größe {i}") for i in range(30)}
        bodies[self.dora.calendar() + "p.ics"] = event("p")
        bodies[self.dora.book() + "c.vcf"] = card("c", extra="X-OWN:kept\r\n")
        for path, body in bodies.items():
            self.put(self.dora, path, body)
        self.run_ok("dav", "grant", me, "calendar/team", self.emil.address, "write")
        self.run_ok("dav", "settings", me, "undoSeconds", "7")
        [done] = self.run_ok("dav", "backup", self.folder, me)
        self.assertEqual((me, file, 32), (done["address"], done["file"], done["objects"]))
        self.assertEqual(0o600, stat.S_IMODE(os.stat(file).st_mode))
        # Nothing to do where all is there.
        again = self.run_ok("dav", "restore", file)
        self.assertEqual((32, 32, 0), (again["objects"], again["unchanged"], again["refused"]))
        # Changed, gone, new, and a whole collection gone.
        self.put(self.dora, self.dora.calendar() + "p.ics", event("p", summary="Changed"))
        self.dora.request("DELETE", self.dora.book() + "c.vcf", expect=204)
        self.put(self.dora, self.dora.calendar() + "new.ics", event("new"))
        self.dora.request("DELETE", team, expect=204)
        self.run_ok("dav", "settings", me, "--unset")
        listed = {k["collection"]: k["objects"] for k in self.run_ok("dav", "restore", file, "--list")}
        self.assertEqual((30, 1, 1), tuple(listed[k] for k in ("calendar/team", "calendar/personal", "addressbook/personal")))
        self.dora.request("GET", f"{team}1.ics", expect=404)
        self.run_ok("dav", "restore", file, "--only", "calendar/team")
        self.dora.request("GET", self.dora.book() + "c.vcf", expect=404)
        self.run_ok("dav", "restore", file)
        for path, body in bodies.items():
            self.assertEqual(body, self.get(self.dora, path), path)
        self.get(self.dora, self.dora.calendar() + "new.ics")
        self.assertEqual("Team “x”", self.collections(self.dora)["calendar/team"]["label"])
        self.assertEqual("write", self.run_ok("dav", "rights", me, "calendar/team")[0]["rights"])
        self.assertEqual(bodies[f"{team}1.ics"], self.get(self.emil, f"{team}1.ics"))
        self.assertEqual({"undoSeconds": 7}, self.run_ok("dav", "settings", me, "undoSeconds"))
        # To somebody else; and what has its UID at another place is passed over.
        self.run_ok("dav", "restore", file, self.emil.address)
        self.assertEqual(bodies[f"{team}1.ics"], self.get(self.emil, self.emil.calendar("team") + "1.ics"))
        self.dora.request("DELETE", self.dora.calendar() + "p.ics", expect=204)
        self.put(self.dora, self.dora.calendar() + "moved.ics", event("p", summary="Moved"))
        self.assertEqual(1, self.run_ok("dav", "restore", file)["refused"])
        self.agrees(self.dora, self.emil)

    def test_a_meeting_comes_back_without_a_word(self):
        me, him = self.dora.address, self.emil.address
        path = self.dora.calendar() + "m.ics"
        self.put(self.dora, path, event(f"m-{random.random()}", extra=f"ORGANIZER:mailto:{me}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{me}\r\nATTENDEE:mailto:{him}\r\n"))
        self.run_ok("dav", "backup", self.folder, me)
        tag = self.dora.request("GET", path).headers["schedule-tag"]
        self.dora.request("DELETE", path, headers={"Schedule-Reply": "F"}, expect=204)
        copies = lambda: self.stack.sql(f"SELECT count(*) FROM item i JOIN account a ON a.id = i.account_id WHERE a.address = '{him}'")
        before = copies()
        self.run_ok("dav", "restore", os.path.join(self.folder, me + ".jsonl"))
        self.assertTrue(self.dora.request("GET", path, expect=200).headers["schedule-tag"] or tag)
        self.assertEqual(before, copies())

    def test_backups_that_are_none(self):
        me = self.dora.address
        self.put(self.dora, self.dora.calendar() + "p.ics", event("p"))
        self.run_ok("dav", "backup", self.folder, me)
        file = os.path.join(self.folder, me + ".jsonl")
        with open(file) as f:
            good = f.read()
        self.dora.request("DELETE", self.dora.calendar() + "p.ics", expect=204)
        lines = good.splitlines(keepends=True)
        for bad in ("", "\n", "{}\n" + good, good[:-20], good.replace("BEGIN:VCALENDAR", "BEGIN:NOTHING"), good.replace('"p.ics"', '"../p.ics"'),
                    lines[0] + '{"name":"x.ics","body":"x"}\n', lines[0] + "[1]\n", lines[0] + '{"collection":"inbox/x"}\n', good.replace('"hayloft":1', '"hayloft":2'),
                    "\x00" * 100, lines[0] + "[" * 100000):
            with open(file, "w") as f:
                f.write(bad)
            self.refused(6, "dav", "restore", file)
            self.dora.request("GET", self.dora.calendar() + "p.ics", expect=404)
        self.refused(3, "dav", "restore", os.path.join(self.folder, "none.jsonl"), me)
        self.refused(6, "dav", "backup", os.path.join(self.folder, "none"), me)
        self.refused(3, "dav", "backup", self.folder, "nobody@example.org")
        with open(file, "w") as f:
            f.write(good)
        self.assertIn("has no", self.refused(3, "dav", "restore", file, "--only", "calendar/other"))

    def test_all_of_them(self):
        done = {r["address"] for r in self.run_ok("dav", "backup", self.folder, "all")}
        self.assertTrue({self.dora.address, self.emil.address, "alice@example.org"} <= done)
        self.assertEqual({a + ".jsonl" for a in done}, set(os.listdir(self.folder)))

    def test_settings(self):
        me = self.dora.address
        self.assertEqual({}, self.run_ok("dav", "settings", me))
        self.assertEqual({"theme": "dark"}, self.run_ok("dav", "settings", me, "theme", "dark"))
        self.run_ok("dav", "settings", me, "labels", '{"a <&> b": [1, "ü"]}')
        self.assertEqual({"theme": "dark", "labels": {"a <&> b": [1, "ü"]}}, self.run_ok("dav", "settings", me))
        # The page reads the same.
        seen = self.dora.request("PROPFIND", self.dora.home("addressbooks"), '<propfind xmlns="DAV:"><prop><settings xmlns="urn:hayloft:webmail"/></prop></propfind>',
                                 headers={"Depth": "0"}, expect=207).text
        self.assertIn("dark", seen)
        self.assertEqual({"labels": {"a <&> b": [1, "ü"]}}, self.run_ok("dav", "settings", me, "theme", "--unset"))
        self.refused(3, "dav", "settings", me, "theme")
        self.refused(3, "dav", "settings", me, "theme", "--unset")
        self.refused(6, "dav", "settings", me, "theme", "x", "--unset")
        self.assertNotIn("code", self.run_ok("dav", "settings", me, "--unset"))
        self.assertIn(self.stack.command("dav", "settings", me, "big", json.dumps("x" * 70000), check=False).returncode, (1, 6, 7))

    def test_expire_sessions(self):
        one, two = self.stack.client(self.dora.address, "correct horse battery"), self.stack.client(self.emil.address, "correct horse battery")
        one.sign_in(), two.sign_in()
        self.stack.sql("UPDATE session SET last_used = now() - interval '5 hours' WHERE account_id ="
                       f" (SELECT id FROM account WHERE address = '{self.dora.address}')")
        self.assertGreaterEqual(self.run_ok("user", "expire-sessions", "4")["ended"], 1)
        one.get("/api/v2/sessions", expect=401)
        two.get("/api/v2/sessions", expect=200)
        for bad in ("1", "0", "-5", "x", "4x", "999999"):
            self.refused(6, "user", "expire-sessions", bad)

    def test_config(self):
        shown = {k["key"]: k for k in self.run_ok("config")}
        self.assertEqual(("on", "off", False), tuple(shown["offline"][k] for k in ("value", "otherwise", "is_default")))
        self.assertEqual("30", shown["session.days"]["value"])
        changed = {k["key"] for k in self.run_ok("config", "--changed")}
        self.assertIn("offline", changed)
        self.assertNotIn("session.days", changed)

    def test_the_table_names_what_there_is(self):
        """Each verb of sogo-tool has a row, and each command of a row is one."""
        with open(os.path.join(os.path.dirname(__file__), "..", "..", "docs", "sogo-tool.md")) as f:
            rows = [line.split("|") for line in f if line.startswith("| `")]
        verbs = {row[1].split("`")[1].split()[0] for row in rows}
        self.assertEqual(set("backup restore checkup cleanup create-folder dump-defaults expire-sessions manage-acl manage-eas remove remove-doubles"
                             " rename-user truncate-calendar update-autoreply update-secret user-preferences".split()), verbs)
        for row in rows:
            for code in row[2].split("`")[1::2]:
                if code.startswith("hayloft "):
                    words = code.split()[1:]
                    verb = [words[1]] if len(words) > 1 and words[1].replace("-", "").isalpha() and words[1].islower() else []
                    self.assertEqual(0, self.stack.command(words[0], *verb, "--help", check=False).returncode, code)


if __name__ == "__main__":
    unittest.main()
