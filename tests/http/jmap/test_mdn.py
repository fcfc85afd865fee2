"""Receipts (RFC 9007): sent to who asked for them, and read."""

import email
import unittest

from jmap_case import JmapTest, mail, wait_until

DISPOSITION = {"actionMode": "manual-action", "sendingMode": "mdn-sent-manually", "type": "displayed"}


class MdnTest(JmapTest):
    def setUp(self):
        super().setUp()
        self.you = self.stack.new_account("you")
        self.identity = self.one("Identity/get", ids=None)["list"][0]["id"]
        self.append(mail("Plans ü", message_id="asked@x", Disposition_Notification_To=self.you.address), flags=r"(\Seen)")
        [self.id] = self.query()

    def send(self, expect="sent", **more):
        r = self.one("MDN/send", identityId=self.identity, send={"k": {"forEmailId": self.id, "disposition": DISPOSITION, **more}})
        self.assertIsNone(r["notSent" if expect == "sent" else "sent"], r)
        return r[expect]["k"]

    def received(self):
        def look():
            ids = self.one("Email/query", self.you)["ids"]
            return ids and self.one("Email/get", self.you, ids=ids, properties=["blobId", "subject", "from", "inReplyTo"])["list"][0]
        got = wait_until(look)
        self.assertTrue(got, "nothing arrived")
        return got

    def test_there_and_back(self):
        r = self.me.jmap(("MDN/send", {"identityId": self.identity, "send": {"k": {
            "forEmailId": self.id, "disposition": DISPOSITION, "textBody": "Gelesen: grüße\n", "reportingUA": "Hayloft; test",
            "includeOriginalMessage": True, "extensionFields": {"X-Mood": "good"}}},
            "onSuccessUpdateEmail": {"#k": {"keywords/$mdnsent": True}}}))
        self.assertEqual(["MDN/send", "Email/set"], [n for n, _ in r], r)
        self.assertEqual({"k": {"finalRecipient": f"rfc822; {self.me.address}", "originalMessageId": "<asked@x>"}}, r[0][1]["sent"])
        self.assertEqual({self.id: None}, r[1][1]["updated"])
        got = self.received()
        self.assertEqual(("Read: Plans ü", ["asked@x"]), (got["subject"], got["inReplyTo"]))
        raw = self.download(got["blobId"], who=self.you).body
        message = email.message_from_bytes(raw)
        self.assertEqual(("multipart/report", "disposition-notification", "auto-replied"),
                         (message.get_content_type(), message.get_param("report-type"), message["Auto-Submitted"]))
        self.assertEqual(["text/plain", "message/disposition-notification", "message/rfc822"],
                         [p.get_content_type() for p in message.get_payload()])
        self.assertIn(message.get_payload()[1]["Content-Transfer-Encoding"], (None, "7bit"))
        parsed = self.one("MDN/parse", self.you, blobIds=[got["blobId"]])["parsed"][got["blobId"]]
        self.assertEqual({"forEmailId": None, "subject": "Read: Plans ü", "textBody": "Gelesen: grüße\n", "includeOriginalMessage": True,
                          "reportingUA": "Hayloft; test", "disposition": DISPOSITION, "mdnGateway": None, "originalRecipient": None,
                          "finalRecipient": f"rfc822; {self.me.address}", "originalMessageId": "<asked@x>", "error": None,
                          "extensionFields": {"X-Mood": "good"}}, parsed)
        # Once is enough.
        self.assertEqual("mdnAlreadySent", self.send("notSent")["type"])

    def test_only_where_it_was_asked_for(self):
        self.append(mail("nobody asked"), box="Archive")
        [other] = self.query(filter={"subject": "nobody"})
        self.assertEqual("notFound", self.send("notSent", forEmailId=other)["type"])
        for none in ("e1", "m1", None):
            self.assertEqual("notFound", self.send("notSent", forEmailId=none)["type"])
        self.assertEqual("forbiddenFrom", self.send("notSent", finalRecipient="rfc822; bob@example.org")["type"])
        self.assertEqual("invalidArguments", self.error("MDN/send", identityId="i1", send={}))

    def test_values_that_cannot_be(self):
        for key, value in (("disposition", None), ("disposition", {**DISPOSITION, "type": "eaten"}), ("disposition", {**DISPOSITION, "x": 1}),
                           ("reportingUA", "a\r\nDisposition: x"), ("reportingUA", "ü"), ("extensionFields", {"a b": "c"}),
                           ("extensionFields", {"X": "a\nb"}), ("extensionFields", [1]), ("subject", 5), ("textBody", 5),
                           ("includeOriginalMessage", "yes"), ("mdnGateway", "x"), ("originalMessageId", "<x@y>"), ("colour", "red")):
            with self.subTest(f"{key} {value}"):
                e = self.send("notSent", **{key: value})
                self.assertEqual(("invalidProperties", [key]), (e["type"], e["properties"]))

    def test_what_is_no_receipt(self):
        plain = self.only_email("blobId")["blobId"]
        report = (b"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n"
                  b"--b\r\nContent-Type: message/disposition-notification\r\n\r\n%s\r\n--b--\r\n")
        broken = [self.upload(report % line)["blobId"] for line in (b"Disposition: nonsense\r\n", b"Final-Recipient: x\r\n", b"")]
        good = self.upload(report % b"Disposition: Automatic-Action/MDN-Sent-Automatically; PROCESSED/error\r\nError: no\r\nError: never\r\n")["blobId"]
        r = self.one("MDN/parse", blobIds=[plain, "b1", good] + broken)
        self.assertEqual((set([plain] + broken), ["b1"]), (set(r["notParsable"]), r["notFound"]))
        self.assertEqual(({"actionMode": "automatic-action", "sendingMode": "mdn-sent-automatically", "type": "processed"},
                          ["no", "never"], None), tuple(r["parsed"][good][k] for k in ("disposition", "error", "textBody")))
        self.assertEqual("requestTooLarge", self.error("MDN/parse", blobIds=["b1"] * 101))


if __name__ == "__main__":
    unittest.main()
