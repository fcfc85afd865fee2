"""Mail that is sent later (RFC 8621, section 7; RFC 4865): held, cancelled, sent once."""

import os
import random
import signal
import time
import unittest
from datetime import datetime, timedelta, timezone
from http.client import HTTPException

from jmap_case import JmapTest, mail, wait_until


def utc(seconds):
    return (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


class HeldTest(JmapTest):
    def setUp(self):
        super().setUp()
        self.you = self.stack.new_account("you")
        [self.identity] = self.one("Identity/get", ids=None)["list"]

    def email(self, subject=None, to=None):
        self.subject = subject or f"held {random.random()}"
        return self.set(create={"d": {
            "mailboxIds": {self.box_id("drafts"): True}, "keywords": {"$draft": True},
            "from": [{"email": self.me.address}], "to": [{"email": to or self.you.address}],
            "subject": self.subject, "textBody": [{"partId": "t", "type": "text/plain"}],
            "bodyValues": {"t": {"value": "later\n"}}}})["created"]["d"]["id"]

    def submit(self, email, parameters=None, to=None, **arguments):
        to = to or [self.you.address]
        return self.one("EmailSubmission/set", create={"s": {
            "identityId": self.identity["id"], "emailId": email, "envelope": {
                "mailFrom": {"email": self.me.address, "parameters": parameters},
                "rcptTo": [{"email": a} for a in to]}}}, **arguments)

    def hold(self, email, seconds, **kw):
        return self.submit(email, {"HOLDFOR": str(seconds)}, **kw)["created"]["s"]

    def due(self, submission):
        """Let its time come now."""
        self.stack.sql(f"UPDATE task SET due = now() WHERE kind = 'send' AND ref = {submission[1:]};"
                       "SELECT pg_notify('hayloft_task', '0')")

    def tasks(self):
        return self.stack.sql(f"SELECT kind, ref, attempts, fault FROM task WHERE account_id = {self.me.account()[1:]}")

    def get(self, submission):
        return self.one("EmailSubmission/get", ids=[submission])["list"][0]

    def got(self, who=None, **filter):
        who = who or self.you
        ids = self.one("Email/query", who, filter=filter or None)["ids"]
        return [e["subject"] for e in self.one("Email/get", who, ids=ids, properties=["subject"])["list"]]


class Held(HeldTest):
    def test_capability(self):
        c = self.me.session()["accounts"][self.me.account()]["accountCapabilities"]["urn:ietf:params:jmap:submission"]
        self.assertGreater(c["maxDelayedSend"], 86400)
        self.assertEqual(str(c["maxDelayedSend"]), c["submissionExtensions"]["FUTURERELEASE"][0])

    def test_sent_when_due(self):
        email, since = self.email(), self.state("EmailSubmission")
        created = self.hold(email, 600)
        self.assertEqual("pending", created["undoStatus"])
        s = self.get(created["id"])
        self.assertEqual(("pending", None, {"HOLDFOR": "600"}), (s["undoStatus"], s["deliveryStatus"],
                                                                s["envelope"]["mailFrom"]["parameters"]))
        self.assertEqual(created["sendAt"], s["sendAt"])
        self.assertEqual([], self.got())
        # What was submitted is what goes, whatever becomes of the draft.
        self.assertEqual([email], self.set(destroy=[email])["destroyed"])
        self.due(created["id"])
        self.assertEqual([self.subject], wait_until(self.got))
        s = wait_until(lambda: self.get(created["id"])["undoStatus"] == "final" and self.get(created["id"]))
        # Postfix' answer, or already Dovecot's.
        self.assertIn(s["deliveryStatus"][self.you.address]["delivered"], ("queued", "yes"))
        self.assertRegex(s["deliveryStatus"][self.you.address]["smtpReply"], r"^250 2\.0\.0 (Ok|<.*Saved)")
        self.assertEqual([created["id"]], self.one("EmailSubmission/changes", sinceState=since)["created"])
        self.assertEqual([["0"]], self.stack.sql(f"SELECT count(*) FROM mail_held WHERE account_id = {self.me.account()[1:]}"))

    def test_until(self):
        when = utc(600)
        created = self.submit(self.email(), {"holduntil": when})["created"]["s"]
        self.assertEqual(("pending", when), (created["undoStatus"], created["sendAt"]))
        self.due(created["id"])
        self.assertEqual([self.subject], wait_until(self.got))
        past = self.submit(self.email(), {"HOLDUNTIL": utc(-60)})["created"]["s"]
        self.assertEqual("final", past["undoStatus"])

    def test_cancel(self):
        email = self.email()
        s = self.hold(email, 600)["id"]
        answers = self.me.jmap(("EmailSubmission/set", {"update": {s: {"undoStatus": "canceled"}},
                                                        "onSuccessUpdateEmail": {s: {"keywords/$cancelled": True}}}))
        self.assertEqual({s: None}, answers[0][1]["updated"], answers)
        self.assertEqual({email: None}, answers[1][1]["updated"], answers)
        self.assertEqual("canceled", self.get(s)["undoStatus"])
        self.assertEqual([], self.tasks())	# nothing is left that could send it
        again = self.one("EmailSubmission/set", update={s: {"undoStatus": "pending"}})
        self.assertEqual("invalidProperties", again["notUpdated"][s]["type"])
        later = self.submit(self.email("after"))["created"]["s"]["id"]
        self.assertEqual(["after"], wait_until(self.got))
        self.assertEqual("cannotUnsend", self.one("EmailSubmission/set", update={
            later: {"undoStatus": "canceled"}})["notUpdated"][later]["type"])
        self.assertEqual("notFound", self.one("EmailSubmission/set", update={
            "s1": {"undoStatus": "canceled"}})["notUpdated"]["s1"]["type"])
        self.assertEqual("invalidProperties", self.one("EmailSubmission/set", update={
            later: {"emailId": "e1"}})["notUpdated"][later]["type"])

    def test_destroying_cancels(self):
        s = self.hold(self.email(), 600)["id"]
        self.assertEqual([s], self.one("EmailSubmission/set", destroy=[s])["destroyed"])
        self.assertEqual([["0", "0"]], self.stack.sql(
            f"SELECT (SELECT count(*) FROM task WHERE account_id = {self.me.account()[1:]}), (SELECT count(*) FROM mail_held WHERE account_id = {self.me.account()[1:]})"))

    def test_failed_update_updates_no_email(self):
        email = self.email()
        s = self.submit(email)["created"]["s"]["id"]
        answers = self.me.jmap(("EmailSubmission/set", {"update": {s: {"undoStatus": "canceled"}},
                                                        "onSuccessDestroyEmail": [s]}))
        self.assertEqual(1, len(answers), answers)
        self.assertEqual([email], self.query())

    def test_parameters(self):
        email = self.email()
        for parameters in ({"HOLDFOR": "-1"}, {"HOLDFOR": "x"}, {"HOLDFOR": None}, {"HOLDFOR": "999999999"},
                           {"HOLDUNTIL": "tomorrow"}, {"HOLDUNTIL": "2099-01-01T00:00:00Z"},
                           {"HOLDFOR": "9", "HOLDUNTIL": utc(9)}, {"RET": "NONE"}, {"ENVID": "a b"}, {"ENVID": "a\r\nb"},
                           {"SOLICIT": "x"}, {"HOLDFOR": 5}, {"HOLDFOR": "1" * 400}):
            with self.subTest(parameters):
                r = self.submit(email, parameters)
                self.assertEqual("invalidProperties", r["notCreated"]["s"]["type"], r)
                self.assertEqual(["envelope"], r["notCreated"]["s"]["properties"])
        for parameters in ({"NOTIFY": "SOMETIMES"}, {"NOTIFY": "NEVER,FAILURE"}, {"ORCPT": "x"}, {"ORCPT": "rfc822;a\r\nDATA"}):
            with self.subTest(parameters):
                r = self.one("EmailSubmission/set", create={"s": {
                    "identityId": self.identity["id"], "emailId": email, "envelope": {
                        "mailFrom": {"email": self.me.address},
                        "rcptTo": [{"email": self.you.address, "parameters": parameters}]}}})
                self.assertEqual("invalidProperties", r["notCreated"]["s"]["type"], r)
        self.assertEqual([], self.one("EmailSubmission/query")["ids"])

    def test_query_and_its_changes(self):
        a, b = self.email("a"), self.email("b")
        first = self.hold(a, 600)["id"]
        pending = {"filter": {"undoStatus": "pending"}, "sort": [{"property": "sentAt", "isAscending": False}]}
        q = self.one("EmailSubmission/query", calculateTotal=True, **pending)
        self.assertEqual(([first], 1, True), (q["ids"], q["total"], q["canCalculateChanges"]))
        second = self.hold(b, 900)["id"]
        c = self.one("EmailSubmission/queryChanges", sinceQueryState=q["queryState"], calculateTotal=True, **pending)
        self.assertEqual(([], [{"id": second, "index": 0}], 2), (c["removed"], c["added"], c["total"]))
        self.one("EmailSubmission/set", update={first: {"undoStatus": "canceled"}})
        c = self.one("EmailSubmission/queryChanges", sinceQueryState=c["newQueryState"], **pending)
        self.assertEqual(([first], []), (c["removed"], c["added"]))
        both = {"operator": "OR", "conditions": [{"emailIds": [a]}, {"operator": "NOT", "conditions": [{"undoStatus": "canceled"}]}]}
        self.assertEqual([second, first], self.one("EmailSubmission/query", filter=both)["ids"])
        self.assertEqual([first], self.one("EmailSubmission/query", anchor=second, anchorOffset=1)["ids"])
        self.assertEqual([first], self.one("EmailSubmission/query", position=-1)["ids"])
        self.assertEqual([first, second], self.one("EmailSubmission/query", sort=[{"property": "sentAt"}])["ids"])
        self.assertEqual([second], self.one("EmailSubmission/query", filter={"after": utc(700)})["ids"])
        for arguments, error in (({"filter": {"x": 1}}, "unsupportedFilter"), ({"sort": [{"property": "x"}]}, "unsupportedSort"),
                                 ({"anchor": "s1"}, "anchorNotFound"), ({"filter": {"before": "x"}}, "invalidArguments"),
                                 ({"filter": {"operator": "XOR", "conditions": []}}, "invalidArguments"),
                                 ({"filter": {"emailIds": "e1"}}, "invalidArguments")):
            self.assertEqual(error, self.error("EmailSubmission/query", **arguments), arguments)
        self.assertEqual("tooManyChanges", self.error("EmailSubmission/queryChanges", sinceQueryState=q["queryState"], maxChanges=1))
        self.assertEqual("cannotCalculateChanges", self.error("EmailSubmission/queryChanges", sinceQueryState="1"))

    def test_refused_when_due(self):
        """The sender is not there to see it, so a message tells him."""
        nobody = f"nobody-{random.randrange(10**9)}@example.org"
        s = self.hold(self.email(), 600, to=[nobody, self.you.address])["id"]
        self.due(s)
        self.assertEqual([self.subject], wait_until(self.got))
        done = wait_until(lambda: (self.get(s)["deliveryStatus"] or {}).get(nobody) and self.get(s))
        self.assertEqual("no", done["deliveryStatus"][nobody]["delivered"])
        self.assertIn(done["deliveryStatus"][self.you.address]["delivered"], ("queued", "yes"))
        [notice] = wait_until(lambda: self.emails(self.query(filter={"subject": "was not sent"}), "preview", "bodyStructure"))
        self.assertIn(nobody, notice["preview"])
        self.assertEqual("multipart/report", notice["bodyStructure"]["type"])

    def test_refused_by_all(self):
        nobody = f"nobody-{random.randrange(10**9)}@example.org"
        email = self.email()
        s = self.hold(email, 600, to=[nobody])["id"]
        self.due(s)
        done = wait_until(lambda: self.get(s)["deliveryStatus"] and self.get(s))
        self.assertEqual(("final", "no"), (done["undoStatus"], done["deliveryStatus"][nobody]["delivered"]))
        self.assertTrue(wait_until(lambda: self.query(filter={"subject": "was not sent"})))
        self.assertTrue(wait_until(lambda: self.tasks() == []), self.tasks())
        [blob] = wait_until(lambda: self.get(s)["dsnBlobIds"])
        self.assertIn(self.subject.encode(), self.download(blob).body)

    def test_other_people_s(self):
        s = self.hold(self.email(), 600)["id"]
        r = self.one("EmailSubmission/set", self.you, update={s: {"undoStatus": "canceled"}}, destroy=[s])
        self.assertEqual(("notFound", "notFound"), (r["notUpdated"][s]["type"], r["notDestroyed"][s]["type"]))
        self.assertEqual([s], self.one("EmailSubmission/get", self.you, ids=[s])["notFound"])
        self.assertEqual("pending", self.get(s)["undoStatus"])


    def test_rate(self):
        """2000 recipients an hour, unless the administrator says otherwise."""
        email = self.email()
        if time.time() % 3600 > 3540:	# all of it in one hour
            time.sleep(3602 - time.time() % 3600)
        self.submit(email)
        self.stack.sql(f"UPDATE mail_rate SET recipients = 1998 WHERE account_id = {self.me.account()[1:]}")
        refused = self.submit(email, to=[f"x{i}@example.org" for i in range(3)])["notCreated"]["s"]
        self.assertEqual("rateLimit", refused["type"])
        self.assertIn("2000 recipients an hour", refused["description"])
        for want in ("created", "created", "notCreated"):
            self.assertTrue(self.submit(email)[want], want)
        self.stack.sql(f"UPDATE mail_rate SET hour = hour - 1 WHERE account_id = {self.me.account()[1:]}")
        self.assertTrue(self.submit(email)["created"])

    def test_worker_dies_after_postfix_took_it(self):
        """The row says that an attempt was begun, and Postfix had it: nothing is sent a second time."""
        s = self.hold(self.email(), 600)["id"]
        row = f"account_id = {self.me.account()[1:]} AND id = {s[1:]}"
        [[envid]] = self.stack.sql(f"SELECT envid FROM mail_submission WHERE {row}")
        # As after a death between Postfix' answer and our commit.
        self.stack.sql(f"UPDATE mail_submission SET begun = true, undo_status = 'final', taken = now() WHERE {row};"
                       f"UPDATE task SET due = now() WHERE ref = {s[1:]}; SELECT pg_notify('hayloft_task', '0')")
        self.assertTrue(wait_until(lambda: self.stack.sql(f"SELECT count(*) FROM task WHERE ref = {s[1:]}") == [["0"]]))
        self.assertEqual("queued", self.get(s)["deliveryStatus"][self.you.address]["delivered"])
        # As after a death before we could even look: Postfix itself refuses.
        s = self.hold(self.email("not twice"), 600)["id"]
        row = f"account_id = {self.me.account()[1:]} AND id = {s[1:]}"
        [[envid]] = self.stack.sql(f"SELECT envid FROM mail_submission WHERE {row}")
        self.assertEqual([["DUNNO"]], self.stack.sql(f"SELECT mail.hand_over('hl-{envid}')"))
        self.assertTrue(self.stack.sql(f"SELECT mail.hand_over('hl-{envid}')")[0][0].startswith("REJECT"))
        self.assertEqual([[""]], self.stack.sql("SELECT mail.hand_over('hl-unknown')"))
        self.stack.sql(f"UPDATE task SET due = now() WHERE ref = {s[1:]}; SELECT pg_notify('hayloft_task', '0')")
        self.assertTrue(wait_until(lambda: self.get(s)["deliveryStatus"]))
        self.assertEqual("queued", self.get(s)["deliveryStatus"][self.you.address]["delivered"])
        self.assertEqual("last", self.hold(self.email("last"), 1) and self.subject)
        self.assertEqual(["last"], wait_until(self.got))


class OnceOnly(HeldTest):
    own_stack = True
    config = "message.size = 1\n"

    def test_too_much_waits(self):
        first = self.hold(self.email(), 600)["id"]
        self.stack.sql(f"UPDATE mail_held SET data = convert_to(repeat('x', 20 << 20), 'UTF8') WHERE submission_id = {first[1:]}")
        email = self.email()
        refused = self.submit(email, {"HOLDFOR": "600"})["notCreated"]["s"]
        self.assertEqual(("overQuota", "too much mail waits to be sent"), (refused["type"], refused["description"]))
        self.one("EmailSubmission/set", destroy=[first])
        self.assertEqual("pending", self.hold(email, 600)["undoStatus"])

    def test_killed_and_restarted(self):
        """Many held messages, workers killed meanwhile: each arrives, and arrives once."""
        wanted = {f"n{i}" for i in range(8)}
        for name in sorted(wanted):
            self.hold(self.email(name), 2)
        end = time.monotonic() + 4
        while time.monotonic() < end:
            for pid in self.stack.pids("worker", "mail"):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.4)
        def all_there():
            try:
                return len(self.got()) >= len(wanted) and self.stack.sql("SELECT count(*) FROM task") == [["0"]]
            except (AssertionError, OSError, HTTPException):
                return False
        self.assertTrue(wait_until(all_there, 300, 0.5), self.stack.sql("SELECT * FROM task"))
        self.assertEqual(sorted(wanted), sorted(self.got()))

    def test_postfix_cannot_take_it_now(self):
        """It is not lost and not refused: it waits, and can be taken back meanwhile."""
        patient, withdrawn = self.email("patient"), self.email("withdrawn")
        self.stack.sql("ALTER FUNCTION mail.hand_over(text) RENAME TO hand_over_away; CREATE FUNCTION mail.hand_over(text)"
                       " RETURNS text LANGUAGE sql AS $$ SELECT '450 4.3.0 not now' $$")
        try:
            ids = [self.submit(e)["created"]["s"] for e in (patient, withdrawn)]
            self.assertEqual(["pending", "pending"], [s["undoStatus"] for s in ids])
            self.due(ids[0]["id"])
            self.assertTrue(wait_until(lambda: any(attempts != "0" and fault for _, _, attempts, fault in self.tasks())), self.tasks())
            wait_until(lambda: self.get(ids[0]["id"])["undoStatus"] == "pending")
            # Not in the moment in which it is handed over.
            self.assertTrue(wait_until(lambda: self.one(
                "EmailSubmission/set", update={ids[1]["id"]: {"undoStatus": "canceled"}}).get("updated")))
        finally:
            self.stack.sql("DROP FUNCTION mail.hand_over(text); ALTER FUNCTION mail.hand_over_away(text) RENAME TO hand_over")
        self.due(ids[0]["id"])
        self.assertEqual(["patient"], wait_until(self.got))
        self.assertTrue(wait_until(lambda: self.get(ids[0]["id"])["undoStatus"] == "final"))
        self.assertEqual("canceled", self.get(ids[1]["id"])["undoStatus"])


if __name__ == "__main__":
    unittest.main()
