"""Sync jobs: another server's mail is copied into a mailbox here, each message once,
whatever happens in between."""

import contextlib
import imaplib
import json
import os
import random
import re
import signal
import tempfile
import time
import unittest

from api_case import Caller
from harness import ServerTest, wait_for
from outside_servers import PASSWORD, BareDovecot, Certificate, Dovecot

BOXES = re.compile(rb'\((?P<flags>[^)]*)\) "." (?P<name>.+)')


def letter(n, size=0, more=""):
    return (f"Message-ID: <{n}@there.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nFrom: a@there.example\r\n"
            f"To: b@there.example\r\nSubject: letter {n}\r\n{more}\r\n{'x' * 70}\r\n" + ("y" * 72 + "\r\n") * (size // 74)).encode()


class Person:
    """Of the server there: mailboxes of his own."""

    def __init__(self, server):
        self.server, self.name = server, f"p{random.randrange(16 ** 10):010x}"

    @contextlib.contextmanager
    def imap(self, box=None):
        with imaplib.IMAP4("127.0.0.1", self.server.plain, timeout=60) as c:
            c.login(self.name, PASSWORD)
            if box:
                assert c.select(f'"{box}"')[0] == "OK"
            yield c

    def put(self, *letters, box="INBOX", flags="", date=None):
        with self.imap() as c:
            if box != "INBOX":
                c.create(f'"{box}"')
            for l in letters:
                kind, data = c.append(f'"{box}"', flags, date, l)
                assert kind == "OK", data


class Elsewhere(Dovecot):
    anybody = True


class BareElsewhere(BareDovecot):
    anybody = True


class SyncJobCase(ServerTest):
    kind = Elsewhere

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        certificate = Certificate(folder.name)
        cls.config = f"fetch.authorities = {certificate.cert}\n"
        super().setUpClass()
        cls.server = cls.kind(certificate)
        cls.addClassCleanup(cls.server.close)
        done = cls.stack.command("api", "add", "apikey", "name=sync jobs", "--json")
        cls.api = Caller(cls.stack, json.loads(done.stdout)["key"])

    def setUp(self):
        super().setUp()
        self.there = Person(self.server)
        self.me = self.stack.new_account("sync")

    def job(self, **more):
        self.api.done("add/syncjob", {"username": self.me.address, "host1": "localhost", "port1": self.server.port, "enc1": "SSL",
                                      "user1": self.there.name, "password1": PASSWORD, "mins_interval": 60, **more})
        [job] = [j for j in self.jobs() if j["user1"] == more.get("user1", self.there.name)]
        self.addCleanup(self.api.post, "delete/syncjob", [job["id"]])
        return job["id"]

    def jobs(self, path="syncjobs/all/no_log"):
        return [j for j in self.api.get(path) or [] if j["user2"] == self.me.address]

    def shown(self, job):
        [shown] = [j for j in self.jobs("syncjobs/all") if j["id"] == job]
        return shown

    def done(self, job, run=1, seconds=120):
        """The job as it is shown when its run of that number has ended."""
        wait_for(lambda: int(self.stack.sql(f"SELECT CASE WHEN running THEN run - 1 ELSE run END FROM sync_job WHERE id = {job}")[0][0]) >= run,
                 seconds, 0.1, lambda: self.shown(job)["log"])
        return self.shown(job)

    def again(self, job, **attr):
        """Run it now, as an edit does."""
        run = int(self.stack.sql(f"SELECT run FROM sync_job WHERE id = {job}")[0][0]) + 1
        self.api.done("edit/syncjob", {"items": [job], "attr": {"mins_interval": 60, **attr}})
        return self.done(job, run)

    def fine(self, shown):
        self.assertEqual(("EX_OK", 1, 0), (shown["exit_status"], shown["success"], shown["is_running"]), shown["log"])
        return shown

    def here(self, box="INBOX"):
        """Subjects by number, with flags, of a mailbox here."""
        c = self.me.imap()
        try:
            if c.select(f'"{box}"', readonly=True)[0] != "OK":
                return None
            kind, data = c.uid("FETCH", "1:*", "(FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            found = []
            for d in data:
                if isinstance(d, tuple):
                    flags = set(imaplib.ParseFlags(d[0])) - {rb"\Recent"}
                    found.append((d[1].decode().split(":", 1)[1].strip(), {f.decode() for f in flags},
                                  re.search(rb'INTERNALDATE "([^"]*)"', d[0])[1].decode()))
            return found
        finally:
            c.logout()

    def subjects(self, box="INBOX"):
        found = self.here(box)
        return None if found is None else sorted(subject for subject, _, _ in found)

    def boxes(self):
        c = self.me.imap()
        try:
            return {BOXES.match(b)["name"].decode().strip('"') for b in c.list()[1]}
        finally:
            c.logout()


class SyncJobTest(SyncJobCase):
    def test_all_that_a_message_is(self):
        self.there.put(letter(1), flags=r"(\Seen \Flagged $Forwarded)", date='"03-Feb-2019 04:05:06 +0100"')
        self.there.put(letter(2), letter(3, 300000), letter("no blank", more="X: y\r\n"))
        self.there.put(letter(4), box="Sent")
        self.there.put(letter(5), box="Work/Alpha &- B&AOQ-")
        self.there.put(letter(6), box="Spam")
        job = self.job(exclude="(?i)spam|(?i)junk")
        shown = self.fine(self.done(job))
        self.assertEqual(6, shown["copied"])
        self.assertIn("Spam: left out", shown["log"])
        self.assertEqual(shown["log"], shown["returned_text"])
        self.assertEqual("", self.jobs()[0]["log"])
        self.assertNotIn(PASSWORD, json.dumps(shown))
        [one] = [m for m in self.here() if m[0] == "letter 1"]
        self.assertEqual({r"\Seen", r"\Flagged", "$Forwarded"}, one[1])
        self.assertEqual("03-Feb-2019 03:05:06 +0000", self.utc(one[2]))
        self.assertEqual(["letter 1", "letter 2", "letter 3", "letter no blank"], self.subjects())
        self.assertEqual(["letter 4"], self.subjects("Sent"))
        self.assertEqual(["letter 5"], self.subjects("Work/Alpha &- B&AOQ-"))
        self.assertNotIn("Spam", self.boxes())
        # What is new comes, and nothing comes twice.
        self.there.put(letter(7))
        self.assertEqual(1, self.fine(self.again(job))["copied"])
        self.assertEqual(0, self.fine(self.again(job))["copied"])
        self.assertEqual(5, len(self.subjects()))

    @staticmethod
    def utc(text):
        from datetime import datetime, timezone
        return datetime.strptime(text.strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(timezone.utc).strftime("%d-%b-%Y %H:%M:%S %z")

    def test_flags_and_deletions_are_followed(self):
        self.there.put(*[letter(n) for n in range(5)])
        job = self.job()
        self.fine(self.done(job))
        c = self.me.imap()
        c.select("INBOX")
        c.store("1", "+FLAGS", r"($mine)")
        c.store("5", "+FLAGS", r"(\Deleted)")
        c.expunge()
        c.logout()
        with self.there.imap("INBOX") as t:
            t.store("1", "+FLAGS", r"(\Seen)")
            t.store("2", "+FLAGS", r"(\Deleted)")
            t.expunge()
        self.fine(self.again(job))
        # What somebody did here stays; without delete2 nothing goes.
        self.assertEqual([f"letter {n}" for n in range(4)], self.subjects())
        self.assertEqual({r"\Seen", "$mine"}, [m for m in self.here() if m[0] == "letter 0"][0][1])
        self.me.send(self.me.address, "Subject: only here\n\nx")
        wait_for(lambda: "only here" in self.subjects())
        self.fine(self.again(job, delete2=1))
        self.assertEqual(["letter 0", "letter 2", "letter 3", "only here"], self.subjects())

    def test_what_was_copied_goes_there(self):
        self.there.put(*[letter(n) for n in range(30)])
        job = self.job(delete1=1, delete2=1)
        self.fine(self.done(job))
        with self.there.imap("INBOX") as t:
            self.assertEqual([b""], t.search(None, "ALL")[1])
        self.there.put(letter(99))
        self.fine(self.again(job))
        self.assertEqual(31, len(self.subjects()))

    def test_options(self):
        self.there.put(letter("old"), date='"03-Feb-2019 04:05:06 +0100"')
        self.there.put(letter("new"), letter("large", 5000))
        self.there.put(letter("new"), box="Copy")
        job = self.job(subfolder2="/External", maxage=30, custom_params="--maxsize 2000", skipcrossduplicates=1)
        self.fine(self.done(job))
        self.assertEqual(["letter new"], (self.subjects("External/INBOX") or []) + (self.subjects("External/Copy") or []))
        self.assertEqual([], self.subjects())
        # All of it is looked at again after a change.
        self.fine(self.again(job, maxage=0, custom_params="", skipcrossduplicates=0))
        self.assertEqual(["letter large", "letter new", "letter old"], self.subjects("External/INBOX"))
        for field, value in (("exclude", "(((("), ("custom_params", "--search ALL"), ("port1", 22), ("host1", "a b"), ("mins_interval", 0)):
            self.assertEqual("danger", self.api.post("edit/syncjob", {"items": [job], "attr": {field: value}})[0]["type"], field)

    def test_a_dry_run_changes_nothing(self):
        self.there.put(letter(1), letter(2))
        self.there.put(letter(3), box="Other")
        job = self.job(custom_params="--dry", delete1=1)
        self.assertIn("2 to be copied", self.fine(self.done(job))["log"])
        self.assertEqual([], self.subjects())
        self.assertNotIn("Other", self.boxes())
        self.fine(self.again(job, custom_params=""))
        self.assertEqual(2, len(self.subjects()))

    def test_what_is_here_already(self):
        """Another program brought it, or was it a worker that died: it is not copied again."""
        for n in range(20):
            self.there.put(letter(n))
        c = self.me.imap()
        for n in range(0, 20, 2):
            c.append("INBOX", "", None, letter(n))
        c.append("INBOX", "", None, letter(4))
        c.logout()
        job = self.job()
        self.assertEqual(10, self.fine(self.done(job))["copied"])
        # The one that was twice here is here once.
        self.assertEqual(sorted(f"letter {n}" for n in range(20)), self.subjects())

    def test_another_uidvalidity(self):
        self.there.put(*[letter(n) for n in range(8)], box="Work")
        job = self.job()
        self.fine(self.done(job))
        with self.there.imap() as t:
            t.delete("Work")
        self.there.put(*[letter(n) for n in range(10)], box="Work")
        self.assertEqual(2, self.fine(self.again(job))["copied"])
        self.assertEqual(sorted(f"letter {n}" for n in range(10)), self.subjects("Work"))
        c = self.me.imap()
        c.delete("Work")
        c.logout()
        self.assertEqual(10, self.fine(self.again(job))["copied"])

    def test_what_goes_wrong_is_told(self):
        wrong = self.job(password1="the-wrong-one")
        shown = self.done(wrong)
        self.assertEqual(("EXIT_AUTHENTICATION_FAILURE_USER1", 0), (shown["exit_status"], shown["success"]), shown)
        self.assertNotIn("the-wrong-one", json.dumps(shown) + self.stack.log(100000))
        self.assertEqual("EX_OK", self.again(wrong, password1=PASSWORD)["exit_status"])
        # Its password goes to no other server.
        for attr in ({"host1": "evil.example"}, {"port1": 1993}, {"user1": "x"}, {"enc1": "PLAIN"}):
            self.assertEqual("password_empty", self.api.refused("edit/syncjob", {"items": [wrong], "attr": attr}), attr)
        self.assertEqual("EXIT_TLS_FAILURE", self.again(wrong, enc1="SSL", port1=self.server.plain, password1=PASSWORD)["exit_status"])
        self.assertEqual("EX_OK", self.again(wrong, enc1="TLS", port1=self.server.plain, password1=PASSWORD)["exit_status"])
        self.assertEqual("EX_OK", self.again(wrong, enc1="PLAIN", port1=self.server.plain, password1=PASSWORD)["exit_status"])
        # Our own network is not to be looked into.
        self.assertEqual("EXIT_CONNECTION_FAILURE_HOST1", self.again(wrong, host1="10.1.2.3", password1=PASSWORD)["exit_status"])
        [[sealed]] = self.stack.sql(f"SELECT position('{PASSWORD}'::bytea IN secret) FROM sync_job WHERE id = {wrong}")
        self.assertEqual("0", sealed)
        self.assertNotIn(PASSWORD, json.dumps(self.stack.sql("SELECT coalesce(before::text, '') || coalesce(after::text, '') FROM audit")))

    def test_over_quota(self):
        self.there.put(*[letter(n, 400000) for n in range(4)])
        self.api.done("edit/mailbox", {"items": [self.me.address], "attr": {"quota": 1}})
        job = self.job()
        shown = self.done(job)
        self.assertEqual("EXIT_OVERQUOTA", shown["exit_status"], shown["log"])
        few = len(self.subjects())
        self.assertLess(few, 4)
        self.api.done("edit/mailbox", {"items": [self.me.address], "attr": {"quota": 100}})
        self.fine(self.again(job))
        self.assertEqual(4, len(self.subjects()))

    def test_whose_it_is(self):
        self.there.put(letter(1))
        job = self.job()
        self.done(job)
        mine, other = Caller(self.stack, client=self.me), Caller(self.stack, client=self.bob)
        self.assertEqual([job], [j["id"] for j in mine.get(f"syncjobs/{self.me.address}")])
        self.assertFalse([j for j in other.get("syncjobs/all") or [] if j["id"] == job])
        self.assertEqual("danger", other.post("edit/syncjob", {"items": [job], "attr": {"active": 0}})[0]["type"])
        self.assertEqual("danger", other.post("delete/syncjob", [job])[0]["type"])
        mine.done("edit/syncjob", {"items": [job], "attr": {"active": 0}})
        wait_for(lambda: self.stack.sql(f"SELECT count(*) FROM task WHERE ref = {job}") == [["0"]])

    def test_a_worker_that_dies(self):
        many = 200
        self.there.put(*[letter(n, 3000) for n in range(many)])
        job = self.job()
        for _ in range(int(os.environ.get("HAYLOFT_SOAK_KILLS", 1))):
            before = self.count()
            wait_for(lambda: self.count() > before or self.count() == many)
            for pid in self.stack.pids("worker", pool="slow"):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.fine(self.done(job, seconds=300))
        self.assertEqual(sorted(f"letter {n}" for n in range(many)), self.subjects())

    def count(self):
        c = self.me.imap()
        try:
            return int(c.select("INBOX", readonly=True)[1][0])
        finally:
            c.logout()


class BareServerTest(SyncJobCase):
    """A server without any extension: no CONDSTORE, no UIDPLUS, no SPECIAL-USE."""
    kind = BareElsewhere

    def test_copied_followed_and_taken(self):
        self.there.put(*[letter(n) for n in range(5)], flags=r"(\Seen)")
        self.there.put(letter("s"), box="Spam")		# of the names that stand for Junk
        job = self.job(exclude="")
        self.fine(self.done(job))
        self.assertEqual((5, ["letter s"]), (len(self.subjects()), self.subjects("Junk")))
        with self.there.imap("INBOX") as t:
            t.store("1", "-FLAGS", r"(\Seen)")
            t.store("2", "+FLAGS", r"(\Deleted)")
            t.expunge()
        self.fine(self.again(job, delete2=1))
        self.assertEqual((4, set()), (len(self.subjects()), self.here()[0][1]))
        self.fine(self.again(job, delete1=1))
        with self.there.imap("INBOX") as t:
            self.assertEqual([b""], t.search(None, "ALL")[1])
        self.assertEqual(4, len(self.subjects()))


@unittest.skipUnless(os.environ.get("HAYLOFT_SOAK"), "make soak")
class ManyMessagesTest(SyncJobCase):
    def test_ten_thousand(self):
        many = 10000
        with self.there.imap() as t:
            for n in range(many):
                t.append("INBOX", r"(\Seen)" if n % 3 else "", None, letter(n, n % 7 * 1000))
        began = time.monotonic()
        job = self.job()
        self.assertEqual(many, self.fine(self.done(job, seconds=1200))["copied"])
        print(f"{many} messages in {time.monotonic() - began:.0f} s")
        self.assertEqual(sorted(f"letter {n}" for n in range(many)), self.subjects())
        began = time.monotonic()
        self.assertEqual(0, self.fine(self.again(job))["copied"])
        print(f"again, with nothing new, in {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    unittest.main()
