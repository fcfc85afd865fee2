"""Snoozed mail (docs/jmap-snooze.md): away, and back by the server's timer."""

import time
import unittest
from datetime import datetime, timedelta, timezone

from jmap_case import JmapTest, mail, wait_until


def utc(seconds):
    return (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Snooze(JmapTest):
    def snooze(self, email, seconds, **more):
        r = self.one("EmailSnooze/set", create={"s": {"emailId": email, "wakeAt": utc(seconds), **more}})
        return r["notCreated"]["s"] if r["notCreated"] else r["created"]["s"]

    def wake(self, email):
        """Let its time come now."""
        self.stack.sql(f"UPDATE mail_snooze SET wake = extract(epoch FROM now()) - 1 WHERE email_id = {email[1:]};"
                       f"UPDATE task SET due = now() WHERE kind = 'snooze' AND ref = {email[1:]};"
                       "SELECT pg_notify('hayloft_task', '0')")

    def where(self, subject):
        """(names of the mailboxes, keywords, receivedAt) of each email of that subject."""
        names = {m["id"]: m["name"] for m in self.boxes()}
        return [(sorted(names[b] for b in e["mailboxIds"]), set(e["keywords"]), e["receivedAt"])
                for e in self.emails(self.query(filter={"subject": subject}), "mailboxIds", "keywords", "receivedAt")]

    def test_comes_back(self):
        self.append(mail("older"), flags="(\\Seen \\Flagged label)", date='"01-Jan-2020 10:00:00 +0000"')
        self.append(mail("newer"), date='"01-Jan-2021 10:00:00 +0000"')
        [email] = self.query(filter={"subject": "older"})
        s = self.snooze(email, 600)
        self.assertEqual(email, s["emailId"])
        [(boxes, keywords, _)] = self.where("older")
        self.assertEqual((["Snoozed"], {"$seen", "$flagged", "label", "$snoozed"}), (boxes, keywords))
        [one] = self.one("EmailSnooze/get", ids=None)["list"]
        self.assertEqual((email, s["wakeAt"], self.box("inbox")["id"]), (one["id"], one["wakeAt"], one["mailboxId"]))
        wake = utc(4)
        self.assertEqual({email: None}, self.one("EmailSnooze/set", update={email: {"wakeAt": wake}})["updated"])
        back = wait_until(lambda: [w for w in self.where("older") if w[0] == ["Inbox"]])
        self.assertTrue(back, self.where("older"))
        [(_, keywords, received)] = back
        self.assertEqual({"$flagged", "label"}, keywords)
        self.assertGreaterEqual(received, wake)
        self.assertEqual(["older", "newer"], [e["subject"] for e in self.emails(
            self.query(filter={"inMailbox": self.box("inbox")["id"]}, sort=[{"property": "receivedAt", "isAscending": False}]), "subject")])
        self.assertTrue(wait_until(lambda: self.one("EmailSnooze/get", ids=None)["list"] == []))
        self.assertEqual(1, len(self.where("older")))

    def test_changes_are_told(self):
        since = lambda state: (lambda c: [c["created"], c["updated"], c["destroyed"]])(
            self.one("EmailSnooze/changes", sinceState=state))
        before = self.one("EmailSnooze/get", ids=[])["state"]
        self.append(mail("watched"))
        [email] = self.query()
        stream = self.me.events("EmailSnooze")
        try:
            self.snooze(email, 600)
            told = next(data for kind, data in stream if kind == "state")["changed"][self.me.account()]
            self.assertEqual({"EmailSnooze": self.one("EmailSnooze/get", ids=[])["state"]}, told)
            self.assertEqual([[email], [], []], since(before))
            asleep = told["EmailSnooze"]
            self.one("EmailSnooze/set", update={email: {"wakeAt": utc(900)}}, ifInState=asleep)
            self.assertEqual([[], [email], []], since(asleep))
            self.assertEqual("stateMismatch", self.error("EmailSnooze/set", update={email: {"wakeAt": utc(999)}}, ifInState=asleep))
            self.wake(email)
            self.assertTrue(wait_until(lambda: since(asleep) == [[], [], [email]]))
            now = self.one("EmailSnooze/get", ids=[])["state"]
            self.assertTrue(any(data["changed"][self.me.account()] == {"EmailSnooze": now} for kind, data in stream if kind == "state"))
        finally:
            stream.close()
        self.assertEqual([[], [], []], since(before))	# came and went
        self.assertEqual("cannotCalculateChanges", self.error("EmailSnooze/changes", sinceState="1"))

    def test_put_off_and_brought_back(self):
        self.append(mail("patience"), flags="(\\Seen)", date='"01-Jan-2020 10:00:00 +0000"')
        [email] = self.query()
        self.snooze(email, 60)
        self.stack.sql(f"UPDATE task SET due = now() WHERE ref = {email[1:]}; SELECT pg_notify('hayloft_task', '0')")	# too early: it sleeps on
        r = self.one("EmailSnooze/set", update={email: {"wakeAt": utc(600)}})
        self.assertEqual({email: None}, r["updated"])
        self.append(mail("clock"))
        [clock] = self.query(filter={"subject": "clock"})
        self.snooze(clock, 600)
        self.wake(clock)
        self.assertTrue(wait_until(lambda: ["Inbox"] in [w[0] for w in self.where("clock")]))
        self.assertEqual(["Snoozed"], self.where("patience")[0][0])
        r = self.one("EmailSnooze/set", destroy=[email])
        self.assertEqual([email], r["destroyed"])
        [(boxes, keywords, received)] = self.where("patience")
        self.assertEqual((["Inbox"], {"$seen"}, "2020-01-01T10:00:00Z"), (boxes, keywords, received))
        self.assertEqual([], self.one("EmailSnooze/get", ids=None)["list"])

    def test_taken_out_meanwhile(self):
        self.append(mail("taken"))
        [email] = self.query()
        self.snooze(email, 600)
        self.set(update={email: {"mailboxIds": {self.box("archive")["id"]: True}}})
        self.wake(email)
        self.assertTrue(wait_until(lambda: self.one("EmailSnooze/get", ids=None)["list"] == []))
        [(boxes, _, _)] = self.where("taken")
        self.assertEqual(["Archive"], boxes)

    def test_mailbox_is_gone(self):
        box = self.one("Mailbox/set", create={"m": {"name": "Project"}})["created"]["m"]["id"]
        self.append(mail("homeless"), box="Project")
        [email] = self.query()
        self.assertEqual(box, self.snooze(email, 600)["mailboxId"])
        self.one("Mailbox/set", destroy=[box])
        self.wake(email)
        self.assertTrue(wait_until(lambda: ["Inbox"] in [w[0] for w in self.where("homeless")]), self.where("homeless"))

    def test_refusals(self):
        self.append(mail("one"))
        [email] = self.query()
        for given in ({"emailId": "e1", "wakeAt": utc(60)}, {"emailId": email}, {"emailId": email, "wakeAt": "soon"},
                      {"emailId": email, "wakeAt": utc(-60)}, {"emailId": email, "wakeAt": "2999-01-01T00:00:00Z"},
                      {"emailId": email, "wakeAt": utc(60), "mailboxId": self.box("trash")["id"]},
                      {"emailId": email, "wakeAt": utc(60), "x": 1}, {}):
            r = self.one("EmailSnooze/set", create={"s": given})
            self.assertEqual("invalidProperties", r["notCreated"]["s"]["type"], given)
        self.snooze(email, 600)
        self.assertEqual("alreadyExists", self.snooze(email, 600)["type"])
        r = self.one("EmailSnooze/set", self.bob, update={email: {"wakeAt": utc(99)}}, destroy=[email])
        self.assertEqual(("notFound", "notFound"), (r["notUpdated"][email]["type"], r["notDestroyed"][email]["type"]))
        self.assertEqual([email], self.one("EmailSnooze/get", self.bob, ids=[email])["notFound"])


if __name__ == "__main__":
    unittest.main()
