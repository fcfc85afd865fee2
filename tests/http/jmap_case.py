"""What the JMAP tests share: an account of its own for each test, and words for
what is asked often."""

import json
import time
import uuid
from email.message import EmailMessage

from harness import ServerTest

CORE = "urn:ietf:params:jmap:core"
MAIL = "urn:ietf:params:jmap:mail"
SUBMISSION = "urn:ietf:params:jmap:submission"


def mail(subject="hello", text="text\r\n", message_id=None, **headers):
    """A message as bytes with CRLF; headers with _ for -."""
    m = EmailMessage()
    m["From"] = headers.pop("From", "Bob Builder <bob@example.org>")
    m["To"] = headers.pop("To", "alice@example.org")
    m["Subject"] = subject
    m["Date"] = headers.pop("Date", "Fri, 20 Nov 2026 10:00:00 +0100")
    m["Message-ID"] = f"<{message_id or uuid.uuid4().hex + '@tests.example'}>"
    for name, value in headers.items():
        m[name.replace("_", "-")] = value
    m.set_content(text)
    return m.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class JmapTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.me = self.stack.new_account("jmap")
        self._boxes = None

    def one(self, name, who=None, **arguments):
        """One call's answer; an error is a failure of the test."""
        (got, answer), *_ = (who or self.me).jmap((name, arguments))
        self.assertEqual(name, got, answer)
        return answer

    def error(self, name, who=None, **arguments):
        """The type of the error that a call gives."""
        (got, answer), *_ = (who or self.me).jmap((name, arguments))
        self.assertEqual("error", got, answer)
        return answer["type"]

    def boxes(self, who=None):
        return self.one("Mailbox/get", who, ids=None)["list"]

    def box(self, role, who=None):
        return next(m for m in self.boxes(who) if m["role"] == role)

    def box_id(self, role):
        if self._boxes is None:
            self._boxes = {m["role"]: m["id"] for m in self.boxes()}
        return self._boxes[role]

    def append(self, message, box="INBOX", flags=None, who=None, date=None):
        """Another mail program puts a message there."""
        c = (who or self.me).imap()
        try:
            kind, data = c.append(box, flags, date, message)
            self.assertEqual("OK", kind, data)
        finally:
            c.logout()

    def query(self, **arguments):
        return self.one("Email/query", **arguments)["ids"]

    def emails(self, ids, *properties, **arguments):
        answer = self.one("Email/get", ids=ids, properties=list(properties) or None, **arguments)
        by_id = {e["id"]: e for e in answer["list"]}
        return [by_id[i] for i in ids if i in by_id]

    def only_email(self, *properties, **arguments):
        ids = self.query()
        self.assertEqual(1, len(ids))
        return self.emails(ids, *properties, **arguments)[0]

    def subjects(self, **arguments):
        return [e["subject"] for e in self.emails(self.query(**arguments), "subject")]

    def state(self, name="Email"):
        return self.one(f"{name}/get", ids=[])["state"]

    def set(self, **arguments):
        return self.one("Email/set", **arguments)

    def upload(self, data, kind="application/octet-stream", who=None, expect=201):
        who = who or self.me
        r = who.post(f"/jmap/upload/{who.account()}/", data, headers={"Content-Type": kind}, expect=expect)
        return r.json() if expect == 201 else r

    def download(self, blob, name="x", kind="application/octet-stream", who=None, **kw):
        who = who or self.me
        return who.get(f"/jmap/download/{who.account()}/{blob}/{name}?type={kind}", **kw)


def wait_until(what, seconds=60, pause=0.1):
    """What WHAT() returns as soon as it is true, else what it returned last."""
    end = time.monotonic() + seconds
    while True:
        got = what()
        if got or time.monotonic() > end:
            return got
        time.sleep(pause)


def dump(value):
    return json.dumps(value, indent=1)
