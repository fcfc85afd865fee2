"""A mailbox of real-looking mail in many languages: all of it can be listed, searched and opened."""
import email.header
import os
import subprocess
import sys
import unittest

import harness

COUNT = int(os.environ.get("HAYLOFT_MANY", "600"))
MAKER = os.path.join(harness.ROOT, "tests", "fixtures", "make_mailbox.py")
sys.path.insert(0, os.path.dirname(MAKER))
import make_mailbox     # noqa: E402  (its folder was unknown before)


class ManyMessagesTest(harness.ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.who = cls.stack.new_account("many")
        cls.mails = list(make_mailbox.Maker(COUNT, 11, cls.who.address, 300))
        subprocess.run([sys.executable, MAKER, "--count", str(COUNT), "--seed", "11", "--days", "300",
                        "--owner", cls.who.address, "--imap", f"localhost:{cls.stack.port('imaps')}", "--tls",
                        "--ca", os.path.join(cls.stack.state, "tls", "ca.crt"), "--user", cls.who.address,
                        "--password", cls.who.password], check=True, timeout=600, stdout=subprocess.DEVNULL)
        harness.wait_for(lambda: cls.total() == COUNT)

    @classmethod
    def total(cls):
        (_, answer), = cls.who.jmap(("Email/query", {"calculateTotal": True, "limit": 1}))
        return answer.get("total")

    def ids(self):
        out = []
        while True:
            (_, answer), = self.who.jmap(("Email/query", {
                "sort": [{"property": "receivedAt", "isAscending": True}], "position": len(out), "limit": 250}))
            if not answer["ids"]:
                return out
            out += answer["ids"]

    def emails(self, **arguments):
        out = []
        ids = self.ids()
        for i in range(0, len(ids), 100):
            (name, answer), = self.who.jmap(("Email/get", {"ids": ids[i:i + 100], **arguments}))
            self.assertEqual("Email/get", name, answer)
            self.assertEqual([], answer["notFound"])
            out += answer["list"]
        return out

    def test_pages_hold_each_message_once(self):
        ids = self.ids()
        self.assertEqual(COUNT, len(ids))
        self.assertEqual(COUNT, len(set(ids)))

    def test_subjects_of_all_charsets_are_read(self):
        want = set()
        for m in self.mails:
            head = m.bytes.split(b"\r\n\r\n")[0].decode("latin-1")
            for line in head.replace("\r\n ", " ").split("\r\n"):
                if line.startswith("Subject: ") and line.isascii():
                    want.add(str(email.header.make_header(email.header.decode_header(line[9:]))).strip())
        got = {e["subject"] for e in self.emails(properties=["subject"]) if e["subject"]}
        self.assertEqual(set(), want - got)

    def test_each_can_be_opened(self):
        opened = self.emails(fetchTextBodyValues=True, fetchHTMLBodyValues=True, maxBodyValueBytes=20000)
        self.assertEqual(COUNT, len(opened))
        for e in opened:
            self.assertLessEqual(len(e["preview"]), 256)
            for part in e["textBody"] + e["htmlBody"]:
                if part["type"].startswith("text/"):
                    self.assertIn(part["partId"], e["bodyValues"])

    def test_answers_share_a_thread(self):
        emails = self.emails(properties=["messageId", "inReplyTo", "threadId"])
        thread = {e["messageId"][0]: e["threadId"] for e in emails if e["messageId"]}
        answers = [e for e in emails if e["inReplyTo"] and e["inReplyTo"][0] in thread]
        self.assertGreater(len(answers), COUNT // 4)
        for e in answers:
            self.assertEqual(thread[e["inReplyTo"][0]], e["threadId"])

    def test_sizes_are_those_of_the_messages(self):
        got = sorted(e["size"] for e in self.emails(properties=["size"]))
        self.assertEqual(sorted(len(m.bytes) for m in self.mails), got)


if __name__ == "__main__":
    unittest.main()
