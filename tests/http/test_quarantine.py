"""Refused mail is kept for those it was for, shown, released and deleted."""

import base64
import http.client
import json
import smtplib
import unittest
import uuid

from harness import wait_for
from mail import MailTest, message

VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


class QuarantineTest(MailTest):
    config = "service.clamav = on\n"

    def refused(self, to, subject=None):
        """A mail with a virus for these; its subject."""
        m = message(self.outside, ", ".join(to), subject=subject, text=VIRUS.decode() + "\n")
        with self.assertRaises(smtplib.SMTPDataError):
            self.smtp().sendmail(self.outside, to, m.as_bytes())
        return m["Subject"]

    def hayloft(self, *args):
        done = self.stack.command(*args, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout

    def kept(self, subject, *options):
        return [q for q in json.loads(self.hayloft("quarantine", "list", "--json", *options))
                if q["subject"] == subject]

    def with_virus(self, name):
        """How many mails in the INBOX have it."""
        with self.imap(name) as c:
            c.select("INBOX")
            texts = [c.fetch(n, "(BODY.PEEK[])")[1][0][1] for n in c.search(None, "ALL")[1][0].split()]
        return len([t for t in texts if VIRUS in t])

    def test_kept_and_released(self):
        subject = self.refused([self.alice.address], f"Fängt {uuid.uuid4().hex[:8]}")
        q = wait_for(lambda: self.kept(subject), 20)[0]
        self.assertEqual((self.alice.address, self.outside, True, "reject"),
                         (q["address"], q["sender"], q["virus"], q["action"]))
        self.assertIn("CLAM_VIRUS", [s["name"] for s in q["symbols"]])
        self.assertIn(VIRUS.decode(), self.hayloft("quarantine", "show", q["id"], "--message"))
        self.assertEqual(0, self.with_virus("alice"))
        self.hayloft("quarantine", "release", q["id"])
        wait_for(lambda: self.kept(subject) == [], 20)
        self.assertEqual(1, self.with_virus("alice"))

    def test_for_each_mailbox_behind_the_addresses(self):
        name = f"team{uuid.uuid4().hex[:6]}@example.org"
        self.hayloft("alias", "add", name, self.alice.address, self.bob.address)
        subject = self.refused([name, "carol+shop@example.org"])
        wait_for(lambda: len(self.kept(subject)) == 3, 20)
        self.assertEqual({(self.alice.address, name), (self.bob.address, name),
                          # Rspamd leaves the detail out.
                          (self.carol.address, self.carol.address)},
                         {(q["address"], q["recipient"]) for q in self.kept(subject)})
        self.assertEqual(1, len(self.kept(subject, "--address", self.bob.address)))
        # The bytes are there once, as long as somebody has the mail.
        for left, q in enumerate(reversed(self.kept(subject))):
            self.assertEqual([["1"]], self.stack.sql(
                f"SELECT count(DISTINCT message_id) FROM quarantine WHERE subject = '{subject}'"))
            self.hayloft("quarantine", "delete", q["id"])
        self.assertEqual([["0"]], self.stack.sql(
            "SELECT count(*) FROM quarantine_message m WHERE NOT EXISTS"
            " (SELECT FROM quarantine q WHERE q.message_id = m.id)"))

    def test_over_the_api(self):
        subject = self.refused([self.bob.address])
        found = wait_for(lambda: [q for q in self.admin.get("/api/v1/get/quarantine/all", expect=200).json()
                                  if q["subject"] == subject], 20)
        self.assertEqual((self.bob.address, 1), (found[0]["rcpt"], found[0]["virus_flag"]))
        number = str(found[0]["id"])
        # One's own, and nobody else's.
        self.assertEqual([], [q for q in self.carol.get("/api/v1/get/quarantine/all", expect=200).json()
                              if q["subject"] == subject])
        for call, body in (("edit", {"items": [number], "attr": {"action": "release"}}), ("delete", [number])):
            answer = self.carol.post(f"/api/v1/{call}/qitem", body).json()
            self.assertNotEqual("success", answer[0]["type"] if isinstance(answer, list) else answer["type"])
        answer = self.bob.post("/api/v1/edit/qitem", {"items": [number], "attr": {"action": "release"}},
                               expect=200).json()
        self.assertEqual(("success", ["item_released", number]), (answer[0]["type"], answer[0]["msg"]))
        wait_for(lambda: self.kept(subject) == [], 20)
        self.assertEqual(1, self.with_virus("bob"))

    def ask(self, port, path="/internal/quarantine", password=None, tls=False, method="POST"):
        headers = {"X-Rspamd-Rcpt": '["alice@example.org"]', "X-Rspamd-From": "<b>\"@x"}
        if password is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f"rspamd:{password}".encode()).decode()
        kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
        c = kind("127.0.0.1", port, timeout=20, **({"context": self.tls} if tls else {}))
        try:
            c.request(method, path, b"Subject: forged\r\n\r\n", headers)
            return c.getresponse().status
        finally:
            c.close()

    def test_nobody_else_puts_mail_there(self):
        plain, secure = self.stack.port("http"), self.stack.port("https")
        with open(f"{self.stack.state}/conf/password.service") as f:
            password = f.read().strip()
        self.assertEqual(401, self.ask(plain))
        self.assertEqual(401, self.ask(plain, password="guess"))
        self.assertEqual(401, self.ask(plain, password=self.stack.passwords()["admin@example.org"]))
        # Not over the port that others reach, not even with the password.
        self.assertEqual(404, self.ask(secure, password=password, tls=True))
        # And nothing else of ours over the plain port.
        for path in ("/internal/sync?account=1", "/jmap/api", "/api/v2/session"):
            self.assertEqual(308, self.ask(plain, path, password=password))
        self.assertEqual(200, self.ask(plain, password=password))
        self.assertEqual(1, len(self.kept("forged")))
        self.hayloft("quarantine", "delete", self.kept("forged")[0]["id"])


if __name__ == "__main__":
    unittest.main()
