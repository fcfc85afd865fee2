"""Sending by JMAP (RFC 8621, sections 6 and 7), blobs, and news of both."""

import random
import unittest
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy

from jmap_case import JmapTest, mail, wait_until


class SendTest(JmapTest):
    def setUp(self):
        super().setUp()
        self.you = self.stack.new_account("you")
        [self.identity] = self.one("Identity/get", ids=None)["list"]

    def draft(self, **extra):
        return {"mailboxIds": {self.box_id("drafts"): True}, "keywords": {"$draft": True},
                "from": [{"name": "Me", "email": self.me.address}], "to": [{"name": "You", "email": self.you.address}],
                "subject": "hello", "textBody": [{"partId": "t", "type": "text/plain"}],
                "bodyValues": {"t": {"value": "good day\n"}}, **extra}

    def send(self, draft, envelope=None, **arguments):
        submission = {"identityId": self.identity["id"], "emailId": "#d"}
        if envelope:
            submission["envelope"] = envelope
        return self.me.jmap(("Email/set", {"create": {"d": draft}}),
                            ("EmailSubmission/set", {"create": {"s": submission}, **arguments}))

    def received(self, who=None):
        who = who or self.you
        def look():
            ids = self.one("Email/query", who)["ids"]
            return ids and self.one("Email/get", who, ids=ids[:1], fetchAllBodyValues=True)["list"][0]
        got = wait_until(look)
        self.assertTrue(got, "nothing arrived")
        return got

    def test_identity(self):
        self.assertEqual((self.me.address, False), (self.identity["email"], self.identity["mayDelete"]))
        r = self.one("Identity/get", ids=[self.identity["id"], "i1"], properties=["email"])
        self.assertEqual(([{"id": self.identity["id"], "email": self.me.address}], ["i1"]), (r["list"], r["notFound"]))
        c = self.one("Identity/changes", sinceState=r["state"])
        self.assertEqual((r["state"], []), (c["newState"], c["updated"]))

    def test_aliases_are_identities(self):
        alias = self.me.address.replace("jmap-", "also-")
        self.stack.command("alias", "add", alias, self.me.address)
        self.assertEqual({self.me.address, alias}, {i["email"] for i in self.one("Identity/get", ids=None)["list"]})
        made, sent = self.send(self.draft(**{"from": [{"email": alias}]}))
        self.assertIsNone(sent[1]["notCreated"], sent)

    def test_write_send_and_file(self):
        sent_box, drafts = self.box_id("sent"), self.box_id("drafts")
        answers = self.send(self.draft(bcc=[{"email": self.carol.address}]), onSuccessUpdateEmail={"#s": {
            f"mailboxIds/{drafts}": None, f"mailboxIds/{sent_box}": True, "keywords/$draft": None, "keywords/$seen": True}})
        self.assertEqual(["Email/set", "EmailSubmission/set", "Email/set"], [n for n, _ in answers])
        email, submission = answers[0][1]["created"]["d"], answers[1][1]["created"]["s"]
        self.assertEqual({email["id"]: None}, answers[2][1]["updated"], answers[2])
        self.assertEqual("final", submission["undoStatus"])
        e = self.only_email("mailboxIds", "keywords", "bcc", "blobId")
        self.assertEqual(({sent_box: True}, {"$seen": True}), (e["mailboxIds"], e["keywords"]))
        self.assertEqual(self.carol.address, e["bcc"][0]["email"])

        got = self.received()
        self.assertEqual(("hello", None), (got["subject"], got["bcc"]))
        self.assertEqual("good day\n", got["bodyValues"]["1"]["value"])
        theirs = self.download(got["blobId"], who=self.you).body
        self.assertNotIn(b"\nbcc:", theirs.lower())
        self.assertNotIn(b"carol", theirs.lower())
        self.assertIn(b"DKIM-Signature", theirs)
        ours = self.download(e["blobId"]).body
        lines = [line for line in ours.split(b"\r\n") if not line.lower().startswith(b"bcc:")]
        self.assertIn(b"\r\n".join(lines), theirs)	# byte for byte, behind the trace fields

        s = self.one("EmailSubmission/get", ids=[submission["id"]])["list"][0]
        self.assertEqual({self.you.address, self.carol.address}, set(s["deliveryStatus"]))
        self.assertIn(s["deliveryStatus"][self.you.address]["delivered"], ("queued", "yes"))
        self.assertTrue(s["deliveryStatus"][self.you.address]["smtpReply"].startswith("250"))
        self.assertEqual(self.me.address, s["envelope"]["mailFrom"]["email"])
        self.assertEqual([submission["id"]], self.one("EmailSubmission/query", filter={"emailIds": [email["id"]]})["ids"])
        self.assertEqual([], self.one("EmailSubmission/query", filter={"undoStatus": "pending"})["ids"])

    def test_destroy_when_sent(self):
        answers = self.send(self.draft(), onSuccessDestroyEmail=["#s"])
        self.assertEqual(1, len(answers[2][1]["destroyed"]))
        self.assertEqual([], self.query())
        self.received()

    def test_envelope_decides(self):
        answers = self.send(self.draft(to=[{"email": "nobody@example.org"}]), envelope={
            "mailFrom": {"email": self.me.address}, "rcptTo": [{"email": self.you.address}]})
        self.assertIsNone(answers[1][1]["notCreated"], answers)
        self.assertEqual("nobody@example.org", self.received()["to"][0]["email"])

    def test_refusals(self):
        me, you = {"email": self.me.address}, {"email": self.you.address}
        for draft, envelope, want in (
                ({"from": [{"email": self.you.address}]}, None, "forbiddenFrom"),
                ({"from": None}, None, "invalidEmail"),
                ({}, {"mailFrom": you, "rcptTo": [you]}, "forbiddenMailFrom"),
                ({"to": None}, None, "noRecipients"),
                ({}, {"mailFrom": me, "rcptTo": []}, "noRecipients"),
                ({}, {"mailFrom": me, "rcptTo": [{"email": "a b@c"}]}, "invalidRecipients"),
                ({}, {"mailFrom": me, "rcptTo": [{"email": "a@b\r\nRCPT TO:<x@y>"}]}, "invalidRecipients"),
                ({}, {"mailFrom": me, "rcptTo": [{"email": f"none-{random.random()}@example.org"}]}, "invalidRecipients"),
                ({}, {"mailFrom": me, "rcptTo": [{"email": f"r{i}@x.example"} for i in range(1001)]}, "tooManyRecipients"),
                ({}, {"mailFrom": {"email": self.me.address, "parameters": {"SIZE": "1"}}, "rcptTo": [you]}, "invalidProperties")):
            with self.subTest(want):
                answers = self.send(self.draft(**draft), envelope, onSuccessDestroyEmail=["#s"])
                self.assertEqual(want, answers[1][1]["notCreated"]["s"]["type"], answers[1])
                self.assertTrue(answers[1][1]["notCreated"]["s"]["description"], want)
                self.assertEqual(2, len(answers))
        for submission in ({"identityId": "i1", "emailId": "e1"}, {"identityId": self.identity["id"], "emailId": "e1"},
                           {"identityId": self.identity["id"]}, {}, {"identityId": self.identity["id"], "emailId": "e1", "x": 1}):
            error = self.one("EmailSubmission/set", create={"s": submission})["notCreated"]["s"]
            self.assertEqual("invalidProperties", error["type"])

    def test_one_from_only(self):
        """Readers show the first From or the last one: with two, somebody else's name could be sent."""
        mine, boss = f"From: {self.me.address}\r\n", f"From: Boss <{self.you.address}>\r\n"
        for fields in (boss + mine, mine + boss, mine + mine):
            message = f"{fields}To: {self.you.address}\r\nDate: Fri, 20 Nov 2026 12:00:00 +0000\r\nMessage-ID: <{random.random()}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nSubject: spoofed\r\n\r\nhello\r\n".encode()
            blob = self.upload(message, "message/rfc822")
            email = self.one("Email/import", emails={"e": {"blobId": blob["blobId"], "mailboxIds": {
                self.box_id("drafts"): True}}})["created"]["e"]["id"]
            r = self.one("EmailSubmission/set", create={"s": {"identityId": self.identity["id"], "emailId": email}})
            self.assertIn((r["notCreated"] or {"s": {"type": "sent"}})["s"]["type"], ("invalidEmail", "forbiddenFrom"), (fields, r))

    def test_spam_is_not_sent(self):
        gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
        answers = self.send(self.draft(bodyValues={"t": {"value": gtube}}))
        self.assertEqual("forbiddenToSend", answers[1][1]["notCreated"]["s"]["type"], answers[1])

    def test_changes_and_forgetting(self):
        state = self.one("EmailSubmission/get", ids=[])["state"]
        s = self.send(self.draft())[1][1]["created"]["s"]["id"]
        self.assertEqual([s], self.one("EmailSubmission/changes", sinceState=state)["created"])
        self.assertEqual("cannotUnsend", self.one("EmailSubmission/set", update={s: {"undoStatus": "canceled"}})["notUpdated"][s]["type"])
        state = self.one("EmailSubmission/get", ids=[])["state"]
        self.assertEqual([s], self.one("EmailSubmission/set", destroy=[s])["destroyed"])
        self.assertEqual([s], self.one("EmailSubmission/changes", sinceState=state)["destroyed"])

    def test_answer_joins_the_thread(self):
        first = self.send(self.draft())[0][1]["created"]["d"]
        got = self.received()
        reply = {"mailboxIds": {self.box("drafts", self.you)["id"]: True}, "from": [{"email": self.you.address}],
                 "to": [{"email": self.me.address}], "subject": "Re: hello", "inReplyTo": got["messageId"],
                 "references": got["messageId"], "textBody": [{"partId": "t"}], "bodyValues": {"t": {"value": "you too"}}}
        [identity] = self.one("Identity/get", self.you, ids=None)["list"]
        answers = self.you.jmap(("Email/set", {"create": {"d": reply}}), ("EmailSubmission/set", {
            "create": {"s": {"identityId": identity["id"], "emailId": "#d"}}}))
        self.assertIsNone(answers[1][1]["notCreated"], answers)
        self.assertTrue(wait_until(lambda: len(self.query()) == 2))
        [thread] = self.one("Thread/get", ids=[first["threadId"]])["list"]
        self.assertEqual(2, len(thread["emailIds"]))

    def test_twenty_megabytes_out_and_back(self):
        data = random.randbytes(20 * 1000 * 1000)
        blob = self.upload(data, "application/octet-stream")
        answers = self.send(self.draft(attachments=[{"blobId": blob["blobId"], "type": "application/octet-stream",
                                                     "name": "big.bin", "disposition": "attachment"}]))
        self.assertIsNone(answers[0][1]["notCreated"], answers)
        self.assertIsNone(answers[1][1]["notCreated"], answers)
        got = wait_until(lambda: self.one("Email/query", self.you)["ids"], 120)
        [e] = self.one("Email/get", self.you, ids=got, properties=["attachments"])["list"]
        # Told from the encoded size, where base64's padding cannot be seen.
        self.assertAlmostEqual(len(data), e["attachments"][0]["size"], delta=2)
        r = self.download(e["attachments"][0]["blobId"], "big.bin", who=self.you)
        self.assertTrue(data == r.body, "the attachment came back changed")


class BlobTest(JmapTest):
    def test_up_and_down(self):
        for data in (b"", b"x", random.randbytes(300_000), random.randbytes(1_300_000)):
            up = self.upload(data, "text/plain; charset=utf-8")
            self.assertEqual((len(data), "text/plain; charset=utf-8", self.me.account()), (up["size"], up["type"], up["accountId"]))
            self.assertEqual(data, self.download(up["blobId"]).body)
        self.assertEqual(up["blobId"], self.upload(data)["blobId"])

    def test_headers_of_a_download(self):
        blob = self.upload(b"<script>alert(1)</script>", "text/html")["blobId"]
        for kind, disposition, given in (("text/html", "attachment", "text/html"), ("image/svg%2Bxml", "attachment", "image/svg+xml"),
                                         ("image/png", "inline", "image/png"), ("nonsense", "attachment", "application/octet-stream"),
                                         ("text/html%0d%0aX-Evil:%201", "attachment", "application/octet-stream")):
            with self.subTest(kind):
                r = self.download(blob, "%C3%9Cber%22sicht%0A.html", kind)
                self.assertEqual(200, r.code)
                self.assertEqual(given, r.headers["content-type"].split(";")[0])
                self.assertTrue(r.headers["content-disposition"].startswith(disposition + "; "), r)
                self.assertIn("filename*=UTF-8''%C3%9Cber%22sicht%0A.html", r.headers["content-disposition"])
                self.assertEqual("nosniff", r.headers["x-content-type-options"])
                self.assertTrue(any("sandbox" in p for p in r.headers.get_all("content-security-policy")))
                self.assertNotIn("x-evil", r.headers)

    def test_ranges(self):
        data = bytes(range(256)) * 1000
        blob = self.upload(data)["blobId"]
        for header, code, want in (("bytes=0-9", 206, data[:10]), ("bytes=10-", 206, data[10:]), ("bytes=-5", 206, data[-5:]),
                                   ("bytes=255999-999999", 206, data[-1:]), ("bytes=256000-", 416, b""),
                                   ("bytes=9-1", 200, data), ("lines=1-2", 200, data), ("bytes=1-2,5-6", 200, data)):
            with self.subTest(header):
                r = self.download(blob, headers={"Range": header})
                self.assertEqual((code, want), (r.code, r.body))
                if code == 206:
                    first = data.index(want) if len(want) < 256 else len(data) - len(want)
                    self.assertTrue(r.headers["content-range"].endswith("/256000"))
        etag = self.download(blob).headers["etag"]
        self.assertEqual(304, self.download(blob, headers={"If-None-Match": etag}).code)

    def test_what_is_not_there(self):
        for blob in ("u" + "0" * 64, "u1", "b1", "b1_1", "x", "b" + "9" * 40, "..%2fetc", "b1_1_%00"):
            with self.subTest(blob):
                self.assertIn(self.download(blob).code, (400, 404))
        self.append(mail("a"))
        b = self.only_email("blobId")["blobId"]
        for part in ("_9", "_1_1", "_", "__", "_1.1"):
            self.assertEqual(404, self.download(b + part).code)

    def test_many_at_once(self):
        data = [random.randbytes(200_000) for _ in range(8)]
        self.me.account()	# signs in, once for all of them
        with ThreadPoolExecutor(4) as pool:
            blobs = list(pool.map(lambda d: self.upload(d)["blobId"], data))
            self.assertEqual(data, list(pool.map(lambda b: self.download(b).body, blobs)))


class UploadRoomTest(JmapTest):
    config = "message.size = 1\n"

    def test_oldest_uploads_make_room(self):
        """Else one account could fill the disk of all."""
        data = [bytes([i]) * 1000000 for i in range(25)]
        blobs = [self.upload(d)["blobId"] for d in data]
        codes = [self.download(b, expect=None).code for b in blobs]
        self.assertEqual(sorted(codes, reverse=True), codes)
        self.assertIn(codes.count(200), (18, 19, 20))
        self.assertEqual(blobs[0], self.upload(data[0])["blobId"])
        self.assertEqual(data[0], self.download(blobs[0], expect=200).body)


class PushTest(JmapTest):
    def test_delivered_mail_is_told(self):
        state = self.state()
        with self.me.events(types="Email,EmailDelivery", ping=0) as events:
            self.bob.send(self.me.address, mail("news", To=self.me.address))
            for kind, data in events:
                if kind == "state" and self.me.account() in data["changed"]:
                    change = data["changed"][self.me.account()]
                    if change.get("Email", state) != state:
                        break
        self.assertLessEqual(set(change), {"Email", "EmailDelivery"})
        self.assertEqual(1, len(self.one("Email/changes", sinceState=state)["created"]))

    def test_our_own_change_is_told(self):
        self.append(mail("a"))
        [e] = self.query()
        with self.me.events(types="*", closeafter="state") as events:
            state = self.set(update={e: {"keywords/$seen": True}})["newState"]
            got = [d["changed"][self.me.account()] for k, d in events if k == "state"]
        self.assertTrue(got)

    def test_bad_requests(self):
        for query in ("", "types=*", "types=*&closeafter=maybe&ping=0", "types=*&closeafter=no&ping=x", "types=a%0d%0ab&closeafter=no&ping=0"):
            self.assertEqual(400, self.me.get("/jmap/eventsource?" + query).code)


if __name__ == "__main__":
    unittest.main()
