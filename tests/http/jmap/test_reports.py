"""What became of mail that was sent (RFC 8621, section 7: deliveryStatus), told by
reports that come back (RFC 3461, RFC 3464, RFC 8098)."""

import smtplib
import time
import unittest
import uuid
from email.message import EmailMessage

from jmap_case import mail, wait_until
from test_held import HeldTest


def report(kind, machine, to, sender="MAILER-DAEMON@elsewhere.test"):
    """A multipart/report as another server makes it."""
    part = "delivery-status" if kind == "delivery-status" else "disposition-notification"
    return (f"From: {sender}\r\nTo: {to}\r\nSubject: report {uuid.uuid4().hex[:8]}\r\n"
            f"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{uuid.uuid4().hex}@elsewhere.test>\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type={kind}; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain\r\n\r\nsomething happened\r\n"
            f"--b\r\nContent-Type: message/{part}\r\n\r\n{machine}\r\n--b--\r\n").encode()


class Reports(HeldTest):
    def deliver(self, message, sender=""):
        with smtplib.SMTP("127.0.0.1", self.stack.port("smtp"), timeout=60) as c:
            c.sendmail(sender, [self.me.address], message)

    def send(self, to, parameters=None):
        email = self.email()
        r = self.one("EmailSubmission/set", create={"s": {
            "identityId": self.identity["id"], "emailId": email, "envelope": {
                "mailFrom": {"email": self.me.address},
                "rcptTo": [{"email": a, "parameters": parameters} for a in to]}}})
        self.assertIsNone(r["notCreated"], r)
        self.sent_state = r["newState"]
        return r["created"]["s"]["id"], email

    def status(self, submission, address):
        return (self.get(submission)["deliveryStatus"] or {}).get(address, {})

    def envid(self, submission):
        return self.stack.sql(f"SELECT envid FROM mail_submission WHERE id = {submission[1:]}")[0][0]

    def arrived(self, count):
        self.assertTrue(wait_until(lambda: len(self.query(filter={"from": "MAILER-DAEMON"})) >= count), "no report arrived")

    def idle(self):
        """Every report that is there has been read."""
        self.assertTrue(wait_until(lambda: self.stack.sql("SELECT count(*) FROM task WHERE kind = 'report'") == [["0"]]))

    def nowhere(self):
        """An address that is there and leads to nobody."""
        alias = f"old-{uuid.uuid4().hex[:8]}@example.org"
        self.stack.command("alias", "add", alias, f"nobody-{uuid.uuid4().hex[:8]}@example.org")
        return alias

    def test_bounce(self):
        """Postfix takes it, finds nobody behind the alias, and reports it."""
        away = self.nowhere()
        s, _ = self.send([self.you.address, away])
        self.assertTrue(wait_until(lambda: self.status(s, away)["delivered"] == "no"), self.get(s))
        self.assertTrue(self.status(s, away)["smtpReply"].startswith("5"), self.status(s, away))
        self.assertIn(self.status(s, self.you.address)["delivered"], ("queued", "yes"))
        self.assertEqual([s], self.one("EmailSubmission/changes", sinceState=self.sent_state)["updated"])
        # Our own log may know it before the report is here.
        [blob] = wait_until(lambda: self.get(s)["dsnBlobIds"])
        self.assertIn(b"multipart/report", self.download(blob, expect=200).body)

    def test_the_clients_own_envelope_id(self):
        """It is on the message's way instead of ours, and what comes back with it is understood."""
        away, own = self.nowhere(), f"order-{uuid.uuid4().hex[:8]}"
        r = self.one("EmailSubmission/set", create={"s": {
            "identityId": self.identity["id"], "emailId": self.email(), "envelope": {
                "mailFrom": {"email": self.me.address, "parameters": {"ENVID": own}}, "rcptTo": [{"email": away}]}}})
        s = r["created"]["s"]["id"]
        self.assertTrue(wait_until(lambda: self.get(s)["dsnBlobIds"]), self.get(s))
        self.assertIn(own.encode(), self.download(self.get(s)["dsnBlobIds"][0], expect=200).body)
        self.assertTrue(wait_until(lambda: self.status(s, away)["delivered"] == "no"), self.get(s))

    def test_old_ones_are_forgotten(self):
        old, email = self.send([self.you.address])
        new, _ = self.send([self.you.address])
        state = self.state("EmailSubmission")
        self.stack.sql(f"UPDATE mail_submission SET send_at = now() - interval '366 days' WHERE id = {old[1:]};"
                       f"UPDATE mail_state SET purged = now() - interval '2 days' WHERE account_id = {self.me.account()[1:]}")
        self.append(mail("something moves"))
        self.assertTrue(wait_until(lambda: self.one("EmailSubmission/get", ids=[old])["notFound"]))
        changes = self.one("EmailSubmission/changes", sinceState=state)
        self.assertEqual(([old], []), (changes["destroyed"], changes["created"]))
        self.assertEqual([new], [s["id"] for s in self.one("EmailSubmission/get", ids=None)["list"]])
        self.assertEqual([email], [e["id"] for e in self.one("Email/get", ids=[email])["list"]])

    def test_success(self):
        s, _ = self.send([self.you.address], {"NOTIFY": "SUCCESS,FAILURE"})
        self.assertTrue(wait_until(lambda: self.status(s, self.you.address)["delivered"] == "yes"), self.get(s))

    def test_from_our_own_log(self):
        """No report is asked for, and yet it is known what Postfix did."""
        away = self.nowhere()
        s, _ = self.send([self.you.address, away], {"NOTIFY": "NEVER"})
        self.assertTrue(wait_until(lambda: self.status(s, self.you.address).get("delivered") == "yes"), self.get(s))
        self.assertIn("Saved", self.status(s, self.you.address)["smtpReply"])
        self.assertTrue(wait_until(lambda: self.status(s, away).get("delivered") == "no"), self.get(s))
        self.assertRegex(self.status(s, away)["smtpReply"], r"^5\d\d 5\.1\.1 ")
        self.assertEqual([], self.get(s)["dsnBlobIds"])

    def test_told_before_we_know_of_it(self):
        """Postfix has delivered it long before the worker could write down what it gave to Postfix."""
        s = self.hold(self.email(), 600)["id"]
        # Its bytes are removed when it is written down that they were sent.
        with self.stack.holding(f"SELECT 1 FROM mail_held WHERE submission_id = {s[1:]} FOR UPDATE"):
            self.due(s)
            self.assertEqual([self.subject], wait_until(self.got))
            time.sleep(4)
        self.assertTrue(wait_until(lambda: self.status(s, self.you.address).get("delivered") == "yes"), self.get(s))

    def test_never(self):
        away = self.nowhere()
        s, _ = self.send([away], {"NOTIFY": "NEVER"})
        t, _ = self.send([away])
        self.assertTrue(wait_until(lambda: self.status(t, away)["delivered"] == "no"))
        self.assertEqual([], self.get(s)["dsnBlobIds"])

    def test_forged(self):
        s, _ = self.send([self.you.address])
        you, envid = self.you.address, self.envid(s)
        failed = f"Final-Recipient: rfc822; {you}\r\nAction: failed\r\nStatus: 5.0.0\r\n"
        for n, machine in enumerate((
                f"Reporting-MTA: dns; x\r\nOriginal-Envelope-Id: {'0' * 32}\r\n\r\n{failed}",		# a guess
                f"Reporting-MTA: dns; x\r\n\r\n{failed}",						# none
                f"Reporting-MTA: dns; x\r\nOriginal-Envelope-Id: {envid}\r\n\r\nFinal-Recipient: rfc822; other@x.test\r\nAction: failed\r\n",
                f"Original-Envelope-Id: {envid}\r\nAction: failed\r\nFinal-Recipient: rfc822; {you}\r\n",	# no group of its own
                "\r\n\r\n:\r\n", "x" * 300000), 1):
            self.deliver(report("delivery-status", machine, self.me.address))
            self.arrived(n)
        self.idle()
        self.assertIn(self.status(s, you)["delivered"], ("queued", "yes"))
        self.assertEqual([], self.get(s)["dsnBlobIds"])
        # Somebody else's mailbox cannot speak about ours.
        with smtplib.SMTP("127.0.0.1", self.stack.port("smtp"), timeout=60) as c:
            c.sendmail("", [you], report("delivery-status", f"Reporting-MTA: dns; x\r\nOriginal-Envelope-Id: {envid}\r\n\r\n{failed}", you))
        self.assertTrue(wait_until(lambda: self.one("Email/query", self.you, filter={"from": "MAILER-DAEMON"})["ids"]))
        self.idle()
        self.assertIn(self.status(s, you)["delivered"], ("queued", "yes"))

    def test_delay_then_failure(self):
        s, _ = self.send([self.you.address])
        you, envid = self.you.address, self.envid(s)
        def tell(action, status, n):
            self.deliver(report("delivery-status", f"Reporting-MTA: dns; mx.elsewhere.test\r\nOriginal-Envelope-Id: {envid}\r\n\r\n"
                                f"Original-Recipient: rfc822;{you}\r\nFinal-Recipient: rfc822; relay@else.test\r\nAction: {action}\r\n"
                                f"Status: {status}\r\nDiagnostic-Code: smtp; {status[0]}50 {status} so\r\n  it is\r\n", self.me.address))
            self.assertTrue(wait_until(lambda: len(self.get(s)["dsnBlobIds"]) == n))
            return self.status(s, you)
        # Postfix' own word comes first: Dovecot has it.  A later delay takes nothing of that back.
        self.assertTrue(wait_until(lambda: self.status(s, you).get("delivered") == "yes"))
        self.assertEqual("yes", tell("delayed", "4.4.1", 1)["delivered"])
        got = tell("failed", "5.4.7", 2)
        self.assertEqual(("no", "550 5.4.7 so it is"), (got["delivered"], got["smtpReply"]))
        self.assertEqual("no", tell("delayed", "4.4.1", 3)["delivered"])
        self.assertEqual("no", tell("relayed", "2.0.0", 4)["delivered"])

    def test_read_receipt(self):
        s, email = self.send([self.you.address])
        [e] = self.emails([email], "messageId")
        mid = f"<{e['messageId'][0]}>"
        def receipt(who, what="displayed"):
            return report("disposition-notification", f"Reporting-UA: x\r\nFinal-Recipient: rfc822;{who}\r\nOriginal-Message-ID: {mid}\r\n"
                          f"Disposition: manual-action/MDN-sent-manually; {what}\r\n", self.me.address, "MAILER-DAEMON@x.test")
        self.deliver(receipt("stranger@x.test"))
        self.deliver(receipt(self.you.address, "deleted"))
        self.arrived(2)
        self.idle()
        self.assertEqual(("unknown", []), (self.status(s, self.you.address)["displayed"], self.get(s)["mdnBlobIds"]))
        self.deliver(receipt(self.you.address))
        self.assertTrue(wait_until(lambda: self.status(s, self.you.address)["displayed"] == "yes"),
                        (mid, self.stack.sql(f"SELECT message_id, delivery, receipts FROM mail_submission WHERE id = {s[1:]}"), self.stack.sql("SELECT * FROM task")))
        self.assertEqual(1, len(self.get(s)["mdnBlobIds"]))


del HeldTest	# its tests are in its own file

if __name__ == "__main__":
    unittest.main()
