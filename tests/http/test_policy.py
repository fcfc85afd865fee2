"""What people and domains want of their mail, set over the API, obeyed by the next mail."""

import smtplib
import unittest
import uuid

from harness import wait_for
from mail import MailTest, message

# Nothing that a decent mail has: enough for some points, not for the server's own bounds.
SHABBY = b"Subject: %s\r\n\r\nclick\r\n"


class PolicyTest(MailTest):
    own_stack = True

    def api(self, path, body):
        answer = self.admin.post("/api/v1/" + path, body, expect=200).json()
        self.assertEqual(["success"], [line["type"] for line in answer], answer)

    def setUp(self):
        super().setUp()
        self.name = self.new_mailbox()
        self.me = self.address(self.name)

    def shabby(self, to, sender=None):
        subject = uuid.uuid4().hex
        self.smtp().sendmail(sender or self.outside, to, SHABBY % subject.encode())
        return subject

    def arrives(self, subject, folder="INBOX", name=None):
        self.assertIsNotNone(wait_for(lambda: self.find(name or self.name, subject, folder)))

    def refused(self, to, sender=None):
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            self.shabby(to, sender)
        return refused.exception.smtp_code

    def test_the_score_that_one_chose(self):
        self.arrives(self.shabby([self.me]))
        self.api("edit/spam-score", {"items": [self.me], "attr": {"spam_score": "0.1,900"}})
        self.arrives(self.shabby([self.me]), "Junk")
        self.api("edit/spam-score", {"items": [self.me], "attr": {"spam_score": "0.1,0.2"}})
        self.assertEqual(554, self.refused([self.me]))
        # Others are not concerned; together the mildest counts.
        self.arrives(self.shabby([self.bob.address]), name="bob")
        self.arrives(self.shabby([self.bob.address, self.me]))

    def test_senders_always_and_never(self):
        never, always = f"spam@{uuid.uuid4().hex[:8]}.test", f"news@{uuid.uuid4().hex[:8]}.test"
        self.api("edit/spam-score", {"items": [self.me], "attr": {"spam_score": "0.1,0.2"}})
        self.api("add/mailbox-policy", {"username": self.me, "object_from": always, "object_list": "wl"})
        self.api("add/mailbox-policy", {"username": self.me, "object_from": "*@" + never.split("@")[1],
                                        "object_list": "bl"})
        self.arrives(self.shabby([self.me], always))
        self.assertEqual(554, self.refused([self.me], never))
        self.arrives(self.shabby([self.bob.address], never), name="bob")
        # The domain's word goes before the person's.
        self.api("add/domain-policy", {"domain": "example.org", "object_from": always, "object_list": "bl"})
        self.assertEqual(554, self.refused([self.me], always))
        self.assertEqual(554, self.refused([self.bob.address], always))

    def test_through_an_alias(self):
        name = f"x{uuid.uuid4().hex[:8]}@example.org"
        self.api("edit/spam-score", {"items": [self.me], "attr": {"spam_score": "0.1,0.2"}})
        self.stack.command("alias", "add", name, self.me)
        self.api("edit/spam-score", {"items": [self.me], "attr": {"spam_score": "0.1,0.3"}})
        self.assertEqual(554, self.refused([name]))

    def test_how_much_one_may_send(self):
        def send():
            m = message(self.me, self.bob.address)
            self.submission(self.name).sendmail(self.me, [self.bob.address], m.as_bytes())
        self.api("edit/rl-mbox", {"items": [self.me], "attr": {"rl_value": "2", "rl_frame": "d"}})
        send()
        send()
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            send()
        self.assertEqual(451, refused.exception.smtp_code)
        self.assertIn(b"Too many messages", refused.exception.smtp_error)
        # Those who look after the server are told, and who it is.
        admin = self.stack.client("admin")
        wait_for(lambda: any("too fast" in w and self.me in w for w in admin.get("/api/v2/status", expect=200).json()["warnings"]))
        # Another person of the domain may, until the domain says so for all without their own.
        m = message(self.bob.address, self.alice.address)
        self.submission("bob").sendmail(self.bob.address, [self.alice.address], m.as_bytes())
        self.api("edit/rl-mbox", {"items": [self.me], "attr": {"rl_value": "1000", "rl_frame": "d"}})
        self.api("edit/rl-domain", {"items": ["example.org"], "attr": {"rl_value": "1", "rl_frame": "d"}})
        send()
        self.submission("bob").sendmail(self.bob.address, [self.alice.address], m.as_bytes())
        with self.assertRaises(smtplib.SMTPDataError):
            self.submission("bob").sendmail(self.bob.address, [self.alice.address], m.as_bytes())
        self.api("edit/rl-domain", {"items": ["example.org"], "attr": {"rl_value": ""}})
        self.submission("bob").sendmail(self.bob.address, [self.alice.address], m.as_bytes())

    def test_hostile_patterns_and_senders(self):
        self.api("add/mailbox-policy", {"username": self.me, "object_from": "%a.-b@x-y.test", "object_list": "bl"})
        self.arrives(self.shabby([self.me], "aab@x-y.test"))
        self.assertEqual(554, self.refused([self.me], "%a.-b@x-y.test"))


if __name__ == "__main__":
    unittest.main()
