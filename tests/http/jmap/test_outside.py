"""Accounts with another provider: one more JMAP account each, over whatever its
IMAP server can do; errors of one are nobody else's; passwords are nowhere to be read."""

import glob
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from harness import ROOT, Stack, deliver, wait_for
from jmap_case import SUBMISSION, JmapTest, mail
from outside_servers import PASSWORD, BareDovecot, Certificate, Cyrus, Dovecot, SubmissionSink, free_port
from secure_sink import SecureSink


def setUpModule():
    """One stack for all, which trusts the other provider's certificate."""
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    os.chmod(folder.name, 0o755)
    OutsideCase.certificate = Certificate(folder.name)
    OutsideCase.stranger = Certificate(folder.name, "stranger")
    OutsideCase.stack = Stack(config=f"fetch.authorities = {OutsideCase.certificate.cert}\n").start()
    unittest.addModuleCleanup(OutsideCase.stack.stop)
    OutsideCase.sink = SubmissionSink(OutsideCase.certificate)
    unittest.addModuleCleanup(OutsideCase.sink.close)


class OutsideCase(JmapTest):
    @classmethod
    def setUpClass(cls):
        for name in ("alice", "bob", "carol", "admin"):
            setattr(cls, name, cls.stack.client(name))

    def fields(self, port, **more):
        return {"username": self.me.address, "address": "alice@elsewhere.example", "name": "Alice E.",
                "imap_host": "localhost", "imap_port": port, "smtp_host": "localhost", "smtp_port": self.sink.port,
                "login": "alice", "password": PASSWORD, **more}

    def api(self, verb, category, body, who=None):
        who = who or self.me
        if who.cookie is None:
            who.sign_in()
        return who.post(f"/api/v1/{verb}/{category}", body, expect=200).json()[0]

    def add(self, port, **more):
        """The JMAP account id of a new account elsewhere."""
        done = self.api("add", "outside-account", self.fields(port, **more))
        self.assertEqual("success", done["type"], done)
        return f"a{done['id']}"

    def there(self, name, account, **arguments):
        return self.one(name, accountId=account, **arguments)

    def shown(self, account):
        return self.me.get(f"/api/v1/get/outside-account/{account[1:]}", expect=200).json()


class Conversation:
    """What a mail program does, on a server that can do more or less."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.kind(cls.certificate)
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        super().setUp()
        with self.server.imap() as c:
            for box in ("INBOX", "Sent", "Drafts", "Trash", "INBOX.Sent", "INBOX.Drafts", "INBOX.Trash"):
                if c.select(box)[0] == "OK":
                    if c.search(None, "ALL")[1][0]:
                        c.store("1:*", "+FLAGS", r"(\Deleted)")
                    c.close()
        self.account = self.add(self.server.port)
        self.boxes_there = {m["role"]: m for m in self.there("Mailbox/get", self.account, ids=None)["list"]}

    def emails_there(self, **filter):
        ids = self.there("Email/query", self.account, filter=filter or None)["ids"]
        return self.there("Email/get", self.account, ids=ids)["list"]

    def test_the_session_tells(self):
        session = self.me.session()
        there = session["accounts"][self.account]
        self.assertEqual(("alice@elsewhere.example", True, False), (there["name"], there["isPersonal"], there["isReadOnly"]))
        can = set(there["accountCapabilities"])
        self.assertLessEqual({"urn:ietf:params:jmap:mail", SUBMISSION}, can)
        self.assertFalse({"urn:ietf:params:jmap:vacationresponse", "urn:ietf:params:jmap:sieve"} & can)
        self.assertEqual({self.me.account()}, set(session["primaryAccounts"].values()))
        self.assertLessEqual({"inbox", "sent", "drafts", "trash"}, set(self.boxes_there))
        for name in ("VacationResponse/get", "SieveScript/get", "EmailSnooze/get", "MailFilter/get"):
            self.assertEqual("accountNotSupportedByMethod", self.error(name, accountId=self.account, ids=None), name)
        self.assertEqual("accountNotSupportedByMethod", self.error("Email/unsubscribe", accountId=self.account, emailId="e1"))
        for who in (self.stack.client("bob"), self.stack.client("admin")):
            self.assertEqual("accountNotFound", self.error("Mailbox/get", who, accountId=self.account, ids=None))
            self.assertEqual(404, who.get(f"/jmap/download/{self.account}/b1/x?type=a/b").code)

    def test_reading_and_following_other_programs(self):
        self.server.append(mail("first", "words to find\r\n", message_id="one@x"), date='"01-Nov-2026 08:00:00 +0000"')
        self.server.append(mail("Re: first", message_id="two@x", References="<one@x>"), flags=r"(\Flagged)")
        got = self.emails_there()
        self.assertEqual({"first", "Re: first"}, {e["subject"] for e in got})
        self.assertEqual(1, len({e["threadId"] for e in got}))
        state = self.there("Email/get", self.account, ids=[])["state"]
        first = next(e for e in got if e["subject"] == "first")
        self.assertEqual("words to find", first["preview"].strip())
        bytes_ = self.me.get(f"/jmap/download/{self.account}/{first['blobId']}/m.eml?type=message/rfc822", expect=200).body
        self.assertIn(b"Message-ID: <one@x>", bytes_)
        self.assertEqual([first["id"]], self.there("Email/query", self.account, filter={"body": "words to find"})["ids"])
        with self.server.imap("INBOX") as c:
            c.store("1", "+FLAGS", r"(\Seen own-word)")
            c.store("2", "+FLAGS", r"(\Deleted)")
            c.expunge()
        changes = self.there("Email/changes", self.account, sinceState=state)
        self.assertEqual(([], [first["id"]], 1), (changes["created"], changes["updated"], len(changes["destroyed"])))
        [again] = self.emails_there()
        self.assertEqual((first["id"], {"$seen": True, "own-word": True}), (again["id"], again["keywords"]))
        # Nothing of it is in the own account.
        self.assertEqual([], self.query())
        self.assertEqual([first["id"]], self.one("Email/get", ids=[first["id"]])["notFound"])

    def test_changing(self):
        box = {r: m["id"] for r, m in self.boxes_there.items()}
        self.server.append(mail("move me", message_id="move@x"))
        self.server.append(mail("stay", message_id="stay@x"), flags=r"(\Deleted)")
        [e] = self.emails_there()
        r = self.there("Email/set", self.account, update={e["id"]: {"keywords/$flagged": True, "keywords/$seen": True}})
        self.assertEqual({e["id"]: None}, r["updated"])
        # Moved it is the same email, and what others marked as deleted is not expunged with it.
        self.there("Email/set", self.account, update={e["id"]: {"mailboxIds": {box["trash"]: True}}})
        [moved] = self.emails_there()
        self.assertEqual((e["id"], {box["trash"]: True}, {"$flagged": True, "$seen": True}),
                         (moved["id"], moved["mailboxIds"], moved["keywords"]))
        with self.server.imap("INBOX") as c:
            self.assertEqual(1, len(c.search(None, "ALL")[1][0].split()))
        # In two mailboxes it is one email, too.
        self.there("Email/set", self.account, update={e["id"]: {"mailboxIds": {box["trash"]: True, box["inbox"]: True}}})
        [both] = self.emails_there()
        self.assertEqual((e["id"], 2), (both["id"], len(both["mailboxIds"])))
        # Created: where it went is found out, with what was there before beside it.
        draft = {"mailboxIds": {box["drafts"]: True}, "keywords": {"$draft": True}, "subject": "draft",
                 "from": [{"email": "alice@elsewhere.example"}], "bodyValues": {"1": {"value": "text"}},
                 "textBody": [{"partId": "1", "type": "text/plain"}]}
        made = [self.there("Email/set", self.account, create={"d": {**draft, "subject": f"draft {i}"}})["created"]["d"]["id"]
                for i in range(2)]
        got = self.there("Email/get", self.account, ids=made, properties=["subject", "keywords", "mailboxIds"])["list"]
        self.assertEqual([("draft 0", {"$draft": True}), ("draft 1", {"$draft": True})], sorted((g["subject"], g["keywords"]) for g in got))
        r = self.there("Email/set", self.account, destroy=made + [e["id"]])
        self.assertEqual(set(made + [e["id"]]), set(r["destroyed"]))
        self.assertEqual([], self.emails_there())

    def test_mailboxes(self):
        r = self.there("Mailbox/set", self.account, create={"c": {"name": "Größe & Co"}})
        id = r["created"]["c"]["id"]
        self.addCleanup(self.there, "Mailbox/set", self.account, destroy=[id])
        r = self.there("Mailbox/set", self.account, update={id: {"name": "Another"}})
        self.assertEqual([id], list(r["updated"] or ()))
        self.assertEqual(["Another"], [m["name"] for m in self.there("Mailbox/get", self.account, ids=[id])["list"]])

    def test_sending(self):
        box = {r: m["id"] for r, m in self.boxes_there.items()}
        [own] = self.there("Identity/get", self.account, ids=None)["list"]
        self.assertEqual(("alice@elsewhere.example", "Alice E.", False), (own["email"], own["name"], own["mayDelete"]))
        made = self.there("Identity/set", self.account, create={"i": {"name": "A", "email": "alias@elsewhere.example"}})
        self.assertEqual(2, len(self.there("Identity/get", self.account, ids=None)["list"]))
        self.assertEqual(["alias@elsewhere.example"], [i["email"] for i in self.there(
            "Identity/get", self.account, ids=[made["created"]["i"]["id"]])["list"]])
        self.assertEqual([self.me.address], [i["email"] for i in self.one("Identity/get", ids=None)["list"]])
        self.sink.taken.clear()
        self.sink.refused = {"nobody@example.net"}
        draft = {"mailboxIds": {box["drafts"]: True}, "keywords": {"$draft": True}, "subject": "from elsewhere",
                 "from": [{"email": "alice@elsewhere.example"}], "to": [{"email": "bob@example.net"}, {"email": "nobody@example.net"}],
                 "bcc": [{"email": "hidden@example.net"}],
                 "bodyValues": {"1": {"value": "text"}}, "textBody": [{"partId": "1", "type": "text/plain"}]}
        answers = self.me.jmap(
            ("Email/set", {"accountId": self.account, "create": {"d": draft}}),
            ("EmailSubmission/set", {"accountId": self.account, "create": {"s": {"emailId": "#d", "identityId": own["id"]}},
                                     "onSuccessUpdateEmail": {"#s": {f"mailboxIds/{box['drafts']}": None, f"mailboxIds/{box['sent']}": True,
                                                                     "keywords/$draft": None}}}))
        submitted = answers[1][1]["created"]["s"]
        [(sender, to, data)] = self.sink.taken
        self.assertEqual(("alice@elsewhere.example", ["bob@example.net", "hidden@example.net"]), (sender, to))
        self.assertNotIn(b"hidden", data)
        self.assertFalse(self.sink.helo.startswith("hl-"), self.sink.helo)
        [s] = self.there("EmailSubmission/get", self.account, ids=[submitted["id"]])["list"]
        self.assertEqual("final", s["undoStatus"])
        status = {a: (d["delivered"], d["smtpReply"][:3]) for a, d in s["deliveryStatus"].items()}
        self.assertEqual({"bob@example.net": ("unknown", "250"), "hidden@example.net": ("unknown", "250"),
                          "nobody@example.net": ("no", "550")}, status)
        [sent] = self.emails_there()
        self.assertEqual(({box["sent"]: True}, {}), (sent["mailboxIds"], sent["keywords"]))
        with self.server.imap() as c:
            self.assertEqual("OK", c.select("INBOX.Sent" if isinstance(self.server, Cyrus) else "Sent")[0])
            self.assertIn(b"from elsewhere", c.fetch("1", "(BODY.PEEK[])")[1][0][1])


class FullTest(Conversation, OutsideCase):
    kind = Dovecot

    def test_in_the_browser(self):
        somebody = self.stack.new_account("traveller")
        self.server.append(mail("from over there", "words\r\n", message_id="browser@x"))
        self.sink.taken.clear()
        self.sink.refused = set()
        there = {"me": somebody.address, "password": somebody.password, "imap": self.server.port, "smtp": self.sink.port,
                 "secret": PASSWORD, "subject": "from over there"}
        self.stack.in_browser("elsewhere", there)
        [(sender, _, data)] = self.sink.taken
        self.assertEqual("alice@elsewhere.example", sender)
        self.assertIn(b"Written here.", data)
        self.assertIn(b"In-Reply-To: <browser@x>", data)
        with self.server.imap("Sent") as c:
            self.assertEqual(1, len(c.search(None, "ALL")[1][0].split()))
        def flags():
            """The page has shown them, and is gone; its last request may still be under way."""
            with self.server.imap("Trash") as c:
                return (c.fetch("1", "(FLAGS)")[1][0] or b"").decode()
        wait_for(lambda: "\\Answered" in flags() and "\\Seen" in flags(), 60)

    def test_heard_while_a_client_is_connected(self):
        self.emails_there()
        self.server.append(mail("heard", message_id="heard@x"))
        with self.me.events() as events:
            for _, data in events:
                if self.account in data["changed"]:
                    break
        self.assertLessEqual({"Email", "Mailbox"}, set(data["changed"][self.account]))
        self.assertEqual(["heard"], [e["subject"] for e in self.emails_there()])


    def test_told_by_web_push_with_no_client_there(self):
        sink = SecureSink(self.certificate.cert, self.certificate.key)
        self.addCleanup(sink.close)
        sink.answer("/push", "", code=201)
        url = f"https://localhost:{sink.port}/push"
        self.emails_there()
        self.server.append(mail("pushed", message_id="pushed@x"))
        id = self.one("PushSubscription/set", create={"p": {"deviceClientId": "d", "url": url, "types": ["Email"]}})["created"]["p"]["id"]
        [first] = sink.wait("/push", 1)
        # From here on somebody listens, so the account elsewhere is looked at.
        self.one("PushSubscription/set", update={id: {"verificationCode": json.loads(first.body)["verificationCode"]}})
        told = json.loads(sink.wait("/push", 2)[1].body)
        self.assertEqual(("StateChange", {self.account: {"Email": self.there("Email/get", self.account, ids=[])["state"]}}),
                         (told["@type"], told["changed"]))
        self.assertEqual(["pushed"], [e["subject"] for e in self.emails_there()])


class BareTest(Conversation, OutsideCase):
    kind = BareDovecot

    def test_made_anew(self):
        """Another UIDVALIDITY: the same emails all the same."""
        message = mail("kept", message_id="kept@x")
        self.server.append(message, date='"01-Nov-2026 08:00:00 +0000"')
        [before] = self.emails_there()
        path = glob.glob(self.server.path("mail/alice/Maildir/dovecot-uidlist"))[0]
        with open(path) as f:
            lines = f.read()
        with open(path, "w") as f:
            f.write(lines.replace(lines.split(" V")[1].split()[0], "1234567", 1))
        [after] = self.emails_there()
        self.assertEqual((before["id"], before["threadId"]), (after["id"], after["threadId"]))


@unittest.skipUnless(Cyrus.is_there() and os.environ.get("HAYLOFT_PEERS"), "with make soak")
class CyrusTest(Conversation, OutsideCase):
    kind = Cyrus


class OurOwnTest(OutsideCase):
    def test_a_page_outlives_its_server(self):
        somebody = self.stack.new_account("patient")
        deliver(self.stack, somebody.address, "Subject: before\r\nMessage-ID: <before@x>\r\n\r\nwords\r\n")
        argv = ["node", os.path.join(ROOT, "tests", "ui", "outage.mjs")]
        heard = []
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={**os.environ, **self.stack.variables(), "HAYLOFT_OUTAGE": json.dumps(
                                  {"me": somebody.address, "password": somebody.password, "subject": "before"})}) as node:
            late = threading.Timer(600, node.kill)
            late.start()
            self.addCleanup(late.cancel)
            for line in node.stdout:
                heard.append(line)
                if line == "@@stop\n":
                    self.stack.stop(keep=True)
                elif line == "@@start\n":
                    self.stack.run_program()
                    self.stack.wait_ready()
                if line.startswith("@@"):
                    node.stdin.write("done\n")
                    node.stdin.flush()
        self.assertEqual((0, 2), (node.returncode, sum(line.startswith("@@") for line in heard)), "".join(heard)[-3000:])


class TroubleTest(OutsideCase):
    """Servers that are away, wrong, or where they must not be."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = BareDovecot(cls.certificate)
        cls.addClassCleanup(cls.server.close)

    def fault(self, account):
        (name, answer), (mine, _) = self.me.jmap(("Mailbox/get", {"accountId": account, "ids": None}), ("Mailbox/get", {"ids": None}))
        self.assertEqual(("error", "Mailbox/get"), (name, mine))
        return answer["type"], answer["description"]

    def test_what_cannot_be_one(self):
        for wrong in ({"imap_port": 22}, {"imap_port": 0}, {"smtp_port": 993}, {"imap_host": "a b"}, {"imap_host": "h/../x"},
                      {"address": "alice"}, {"address": "<a@b>"}, {"imap_tls": "none"}, {"password": ""}, {"password": "a\nb"}, {"login": ""}):
            r = self.api("add", "outside-account", self.fields(self.server.port, **wrong))
            self.assertEqual("danger", r["type"], wrong)
        self.add(self.server.port)
        self.assertEqual("danger", self.api("add", "outside-account", self.fields(self.server.port))["type"])

    def test_twenty_are_enough(self):
        for i in range(20):
            self.add(self.server.port, address=f"a{i}@elsewhere.example")
        r = self.api("add", "outside-account", self.fields(self.server.port, address="one@more.example"))
        self.assertEqual(("danger", "limit_reached"), (r["type"], r["msg"]))

    def test_nobody_answers_there(self):
        port = free_port()
        account = self.add(port)
        kind, words = self.fault(account)
        self.assertEqual(("serverUnavailable", f"mail server localhost port {port}: connection refused"), (kind, words))
        self.assertEqual(words, self.shown(account)["last_error"])
        begun = time.monotonic()
        self.assertEqual((kind, words), self.fault(account))
        self.assertLess(time.monotonic() - begun, 30)

    def test_a_wrong_password_is_shown_once(self):
        account = self.add(self.server.port, password="not-the-password")
        before = self.server.signed_in
        kind, words = self.fault(account)
        self.assertEqual("serverUnavailable", kind)
        self.assertIn("did not let alice in", words)
        for _ in range(3):
            self.assertEqual((kind, words), self.fault(account))
        self.assertEqual(1, self.server.signed_in - before)
        # The right one is tried at once.
        self.api("edit", "outside-account", {"items": account[1:], "attr": {"password": PASSWORD}})
        self.assertEqual("", self.shown(account)["last_error"])
        self.assertIn("inbox", {m["role"] for m in self.there("Mailbox/get", account, ids=None)["list"]})

    def test_whose_certificate_does_not_hold(self):
        other = BareDovecot(self.stranger)
        self.addCleanup(other.close)
        kind, words = self.fault(self.add(other.port))
        self.assertEqual("serverUnavailable", kind)
        self.assertIn("certificate", words)
        # The name must be in it, too.
        kind, words = self.fault(self.add(self.server.port, imap_host="127.0.0.1"))
        self.assertIn("certificate", words)

    def test_our_own_network_is_closed(self):
        for host in ("10.1.2.3", "169.254.169.254", "::ffff:192.168.1.1"):
            self.assertEqual(("forbidden", f"{host} leads to no public address"), self.fault(self.add(993, imap_host=host)))
        account = self.add(self.server.port, smtp_host="10.1.2.3")
        boxes = {m["role"]: m["id"] for m in self.there("Mailbox/get", account, ids=None)["list"]}
        [own] = self.there("Identity/get", account, ids=None)["list"]
        (_, made), (_, sent) = self.me.jmap(
            ("Email/set", {"accountId": account, "create": {"d": {"mailboxIds": {boxes["drafts"]: True}, "subject": "x",
             "from": [{"email": own["email"]}], "to": [{"email": "bob@example.net"}]}}}),
            ("EmailSubmission/set", {"accountId": account, "create": {"s": {"emailId": "#d", "identityId": own["id"]}}}))
        self.assertIn("notCreated", sent, made)
        self.assertIn("s", sent["notCreated"] or {})

    def test_nobody_reads_the_password(self):
        account = self.add(self.server.port)
        self.there("Mailbox/get", account, ids=None)
        wrong = self.add(self.server.port, address="second@elsewhere.example", password="the-wrong-" + PASSWORD)
        self.fault(wrong)
        self.assertNotIn(PASSWORD, json.dumps(self.shown(account)) + json.dumps(self.shown(wrong)))
        rows = self.stack.sql("SELECT encode(secret, 'escape') FROM outside_account UNION ALL SELECT coalesce(before::text, '') || coalesce(after::text, '') FROM audit")
        self.assertNotIn(PASSWORD, json.dumps(rows))
        self.assertTrue(any(account[1:] in r[0] for r in rows))
        self.assertNotIn(PASSWORD, self.stack.log(100000))
        for log in glob.glob(os.path.join(self.stack.state, "log", "*")):
            with open(log, errors="replace") as f:
                self.assertNotIn(PASSWORD, f.read(), log)
        [[theirs]] = self.stack.sql(f"SELECT encode(secret, 'hex') FROM outside_account WHERE account_id = {wrong[1:]}")
        # A secret opens for its own account only.
        self.stack.sql(f"UPDATE outside_account SET secret = decode('{theirs}', 'hex') WHERE account_id = {account[1:]}")
        self.stack.sql(f"UPDATE outside_account SET login = 'other' WHERE account_id = {account[1:]}")
        self.assertEqual("serverFail", self.fault(account)[0])

    def test_who_may_send_it_elsewhere(self):
        account = self.add(self.server.port)
        edit = lambda **attr: self.api("edit", "outside-account", {"items": account[1:], "attr": attr})
        for attr in ({"imap_host": "evil.example"}, {"smtp_port": 587}, {"login": "x"}, {"imap_tls": "starttls"}):
            self.assertEqual(("danger", "password_empty"), (lambda r: (r["type"], r["msg"]))(edit(**attr)), attr)
        self.assertEqual("success", edit(name="Other", imap_host="localhost")["type"])
        self.assertEqual("success", edit(login="bob", password="x")["type"])
        self.assertEqual("bob", self.shown(account)["login"])

    def test_it_goes_with_all_that_is_kept_of_it(self):
        self.server.append(mail("indexed", message_id="gone@x"))
        account = self.add(self.server.port)
        self.assertTrue(self.there("Email/query", account)["ids"])
        self.there("Identity/set", account, create={"i": {"name": "A", "email": "a@elsewhere.example"}})
        state = self.me.session()["state"]
        self.api("edit", "outside-account", {"items": account[1:], "attr": {"active": "0"}})
        self.assertEqual("accountNotFound", self.error("Mailbox/get", accountId=account))
        self.assertNotEqual(state, self.me.session()["state"])
        self.assertEqual("success", self.api("delete", "outside-account", [account[1:]])["type"])
        left = self.stack.sql(f"SELECT (SELECT count(*) FROM account WHERE id = {account[1:]}) + (SELECT count(*) FROM mail_email WHERE"
                              f" account_id = {account[1:]}) + (SELECT count(*) FROM identity WHERE account_id = {account[1:]})")
        self.assertEqual([["0"]], left)
        # And with its owner.
        account = self.add(self.server.port)
        self.stack.command("user", "delete", self.me.address)
        self.assertEqual([["0"]], self.stack.sql(f"SELECT count(*) FROM account WHERE id = {account[1:]}"))

    def test_a_new_key(self):
        account = self.add(self.server.port)
        secret = lambda: self.stack.sql(f"SELECT left(encode(secret, 'hex'), 10) FROM outside_account WHERE account_id = {account[1:]}")[0][0]
        keys = os.path.join(self.stack.state, "conf", "password.seal")
        self.assertEqual(0o600, os.stat(keys).st_mode & 0o777)
        before = secret()
        self.stack.command("sealkey", "add")
        with open(keys) as f:
            self.assertEqual(2, len(f.read().split()))
        os.kill(self.stack.process.pid, signal.SIGHUP)
        self.stack.command("sealkey", "finish")
        self.assertNotEqual(before, secret())
        with open(keys) as f:
            self.assertEqual(1, len(f.read().split()))
        wait_for(lambda: self.me.jmap(("Mailbox/get", {"accountId": account, "ids": None}))[0][0] == "Mailbox/get", 60)


if __name__ == "__main__":
    unittest.main()
