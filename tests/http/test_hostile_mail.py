"""Mail that was made to break its reader: it can be listed and opened, fast, and costs nobody else anything."""
import glob
import os
import time
import unittest

import harness
from jmap_case import JmapTest

HOSTILE = sorted(glob.glob(os.path.join(harness.ROOT, "tests", "fixtures", "hostile", "*.eml")))


def many(head, unit, times, tail=b"\r\n\r\nbody\r\n"):
    return b"Subject: crash\r\n" + head + unit * times + tail


# Each of these ends or stalls a process that reads with libetpan.
CRASHES = {
    "106,000 parentheses in From": many(b"From: ", b"(", 106000),
    "106,000 parentheses in Content-Type": many(b"Content-Type: text/plain ", b"(", 106000),
    "27,700 messages within messages": many(b"", b"Content-Type: message/rfc822\r\n\r\n", 27700),
    "20,000 multiparts within multiparts": b"Subject: crash\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(20000)),
    "100,000 parts": b"Subject: crash\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100000,
    "a megabyte of divs": many(b"Content-Type: text/html\r\n\r\n", b"<div>", 200000, b"text"),
    "50,000 encoded words": many(b"X-Long: ", b"=?utf-8?q?x?= ", 50000),
}


class HostileMailTest(JmapTest):
    def open_all(self, count):
        emails = []
        # A first answer does not wait until all is in the index.
        ids = harness.wait_for(lambda: len(found := self.query()) == count and found)
        for i in ids:
            start = time.monotonic()
            answer = self.one("Email/get", ids=[i], fetchAllBodyValues=True, maxBodyValueBytes=10000,
                              properties=["subject", "from", "preview", "bodyStructure", "bodyValues", "textBody",
                                          "htmlBody", "attachments"])
            self.assertLess(time.monotonic() - start, 60)
            emails += answer["list"]
        self.assertEqual(count, len(emails))
        return emails

    def test_each_class_of_attack_can_be_opened(self):
        for path in HOSTILE:
            with open(path, "rb") as f:
                self.append(f.read())
        for e in self.open_all(len(HOSTILE)):
            for part in e["attachments"]:
                self.assertNotRegex(part["name"] or "", "[\x00-\x1f/\\\\]")

    def test_what_crashes_other_readers_is_read(self):
        for mail in CRASHES.values():
            self.append(mail)
        self.open_all(len(CRASHES))

    def test_the_same_as_uploads_are_parsed(self):
        for name, mail in CRASHES.items():
            with self.subTest(name):
                start = time.monotonic()
                blob = self.me.post(f"/jmap/upload/{self.me.account()}/", mail,
                                    headers={"Content-Type": "message/rfc822"}, expect=201).json()["blobId"]
                answer = self.one("Email/parse", blobIds=[blob])
                self.assertIn(blob, (answer["parsed"] or {}).keys() | set(answer["notParsable"] or []))
                self.assertLess(time.monotonic() - start, 60)


if __name__ == "__main__":
    unittest.main()
