"""Refused mail is kept for those it was for, shown, released and deleted."""

import base64
import hmac
import http.client
import json
import os
import re
import smtplib
import struct
import subprocess
import time
import unittest
import uuid
from email import message_from_bytes, policy

from api_case import ApiTest, Caller
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
        q = wait_for(lambda: self.kept(subject))[0]
        self.assertEqual((self.alice.address, self.outside, True, "reject"),
                         (q["address"], q["sender"], q["virus"], q["action"]))
        self.assertIn("CLAM_VIRUS", [s["name"] for s in q["symbols"]])
        self.assertIn(VIRUS.decode(), self.hayloft("quarantine", "show", q["id"], "--message"))
        self.assertEqual(0, self.with_virus("alice"))
        self.hayloft("quarantine", "release", q["id"])
        wait_for(lambda: self.kept(subject) == [])
        self.assertEqual(1, self.with_virus("alice"))

    def test_for_each_mailbox_behind_the_addresses(self):
        name = f"team{uuid.uuid4().hex[:6]}@example.org"
        self.hayloft("alias", "add", name, self.alice.address, self.bob.address)
        subject = self.refused([name, "carol+shop@example.org"])
        wait_for(lambda: len(self.kept(subject)) == 3)
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
                                  if q["subject"] == subject])
        self.assertEqual((self.bob.address, 1), (found[0]["rcpt"], found[0]["virus_flag"]))
        number = str(found[0]["id"])
        # One's own, and nobody else's.
        self.assertEqual([], [q for q in self.carol.get("/api/v1/get/quarantine/all", expect=200).json()
                              if q["subject"] == subject])
        # Its bytes are a blob of its owner's.
        def download(who):
            account = who.get("/.well-known/jmap").json()["primaryAccounts"]["urn:ietf:params:jmap:mail"]
            return who.get(f"/jmap/download/{account}/q{number}/held?type=message/rfc822")
        self.assertIn(VIRUS, download(self.bob).body)
        self.assertEqual(404, download(self.carol).code)
        self.stack.sql(f"UPDATE account SET acl = '{{spam_alias}}' WHERE address = '{self.bob.address}'")
        self.assertEqual(404, download(self.bob).code)
        self.stack.sql(f"UPDATE account SET acl = NULL WHERE address = '{self.bob.address}'")
        for call, body in (("edit", {"items": [number], "attr": {"action": "release"}}), ("delete", [number])):
            answer = self.carol.post(f"/api/v1/{call}/qitem", body).json()
            self.assertNotEqual("success", answer[0]["type"] if isinstance(answer, list) else answer["type"])
        answer = self.bob.post("/api/v1/edit/qitem", {"items": [number], "attr": {"action": "release"}},
                               expect=200).json()
        self.assertEqual(("success", ["item_released", number]), (answer[0]["type"], answer[0]["msg"]))
        wait_for(lambda: self.kept(subject) == [])
        self.assertEqual(1, self.with_virus("bob"))

    # --- digests

    def told(self, name, language=None):
        """The digest of an account of the test's own, as it would come at its hour."""
        address = self.address(name)
        self.stack.sql(f"UPDATE task SET due = now() WHERE kind = 'quarantine.digest' AND account_id ="
                       f" (SELECT id FROM account WHERE address = '{address}')")
        self.stack.sql("SELECT pg_notify('hayloft_task', '0')")

        def digest():
            with self.imap(name) as c:
                c.select("INBOX")
                texts = [c.fetch(n, "(BODY.PEEK[])")[1][0][1] for n in c.search(None, "ALL")[1][0].split()]
            return next((t for t in texts if b"\nMessage-ID: <quarantine-" in t), None)
        return message_from_bytes(wait_for(digest), policy=policy.default)

    def links(self, digest):
        """action: path"""
        html = digest.get_body(("html",)).get_content()
        text = digest.get_body(("plain",)).get_content()
        found = re.findall(r'href="https://localhost:\d+(/qhandler/(\w+)\?t=[\w-]+)"', html)
        for path, _ in found:
            self.assertIn(path, text)
        return {action: path for path, action in found}

    def test_a_digest_with_links_that_work_once(self):
        name = self.new_mailbox()
        subject = self.refused([self.address(name)], f"<b>Win</b> {uuid.uuid4().hex[:8]}")
        wait_for(lambda: self.kept(subject))
        digest = self.told(name)
        self.assertEqual(("Mail that was held back: 1", self.address(name), "auto-generated"),
                         (digest["Subject"], digest["To"], digest["Auto-Submitted"]))
        self.assertIn("&lt;b&gt;Win", digest.get_body(("html",)).get_content())
        self.assertIn("Virus", digest.get_body(("plain",)).get_content())
        paths = self.links(digest)
        self.assertEqual({"release", "delete", "deny"}, set(paths))

        # A program that follows links does nothing.
        page = self.anyone.get(paths["release"], expect=200)
        self.assertIn(b'<form method="post">', page.body)
        self.assertNotIn(b"<b>Win", page.body)
        self.assertIn("default-src 'none'", page.headers["content-security-policy"])
        self.assertEqual(1, len(self.kept(subject)))

        # A link is for its own action, and nobody makes one.
        token = paths["release"].split("t=")[1]
        for wrong in (f"/qhandler/delete?t={token}", f"/qhandler/release?t={token[:-2]}AA", "/qhandler/release?t=",
                      "/qhandler/release?t=x%00", "/qhandler/release", "/qhandler/learn?t=" + token, f"/qhandler/release/{token}"):
            with self.subTest(wrong):
                self.anyone.post(wrong, expect=404)
        self.assertEqual(1, len(self.kept(subject)))

        self.anyone.post(paths["release"], expect=200)
        wait_for(lambda: self.kept(subject) == [])
        self.assertIsNotNone(wait_for(lambda: self.find(name, "Win")))
        for path in paths.values():
            self.anyone.post(path, expect=410)
        # It told of that; nothing new, no digest.
        wait_for(lambda: self.stack.sql("SELECT 1 FROM task WHERE kind = 'quarantine.digest' AND account_id ="
                                        f" (SELECT id FROM account WHERE address = '{self.address(name)}')") == [])

    def test_a_link_expires(self):
        name = self.new_mailbox()
        subject = self.refused([self.address(name)])
        wait_for(lambda: self.kept(subject))
        path = self.links(self.told(name))["delete"]
        # The same link as somebody with our key would have made it long ago.
        token = path.split("t=")[1]
        plain = base64.urlsafe_b64decode(token + "==")[:24]
        key = bytes.fromhex(self.stack.sql("SELECT encode(key, 'hex') FROM server_secret WHERE purpose = 'quarantine-link'")[0][0])

        def at(expires):
            there = plain[:16] + struct.pack(">q", expires)
            mac = hmac.digest(key, there + b"delete", "sha256")[:16]
            return "/qhandler/delete?t=" + base64.urlsafe_b64encode(there + mac).decode().rstrip("=")
        self.assertEqual(path, at(struct.unpack(">q", plain[16:])[0]))
        self.assertLess(abs(struct.unpack(">q", plain[16:])[0] - time.time() - 30 * 86400), 600)
        self.anyone.post(at(int(time.time()) - 1), expect=410)
        self.assertEqual(1, len(self.kept(subject)))

    def test_in_ones_own_language(self):
        me = self.stack.new_account("hans")
        me.request("PROPPATCH", f"/dav/addressbooks/{me.address}/", """<propertyupdate xmlns="DAV:"><set><prop>
            <settings xmlns="urn:hayloft:webmail">{&quot;language&quot;:&quot;de&quot;}</settings></prop></set></propertyupdate>""",
                   expect=207)
        name = me.address.split("@")[0]
        self.made[me.address] = me.password
        subject = self.refused([me.address])
        wait_for(lambda: self.kept(subject))
        digest = self.told(name)
        self.assertEqual("Zurückgehaltene Nachrichten: 1", digest["Subject"])
        self.assertIn("Löschen", digest.get_body(("html",)).get_content())
        self.assertIn("Zurückgehaltene".encode(), self.anyone.get(self.links(digest)["delete"], expect=200).body)

    def test_in_the_words_of_an_administrator(self):
        api = Caller(self.stack, ApiTest.new_key.__func__(type(self)))
        self.addCleanup(self.sql, "DELETE FROM setting WHERE name = 'quarantine'")
        for wrong, about in ({"html_tmpl": "{{ meta }}"}, "unknown"), ({"html_tmpl": "{% for m in meta %}{{messages}}"}, "loops"), \
                ({"plain_tmpl": "none of it"}, "missing"), ({"subject": "{{counter"}, "}}"), ({"sender": "no address"}, "sender"):
            [entry] = api.post("edit/quarantine", {"attr": wrong})
            self.assertEqual(("danger", "value_invalid"), (entry["type"], entry["msg"][0]))
            self.assertIn(about, entry["msg"][1])
        words = {"sender": "guard@example.org", "subject": "{{ counter }} für {{username}}", "html_tmpl": "<h1>{{counter}}</h1>{{messages}}<p>{{hostname}}</p>"}
        preview = api.request("POST", "/api/v2/wording/quarantine", words, expect=200).json()
        self.assertEqual(("guard@example.org", "2 für ann@example.org"), (preview["sender"], preview["subject"]))
        self.assertIn("&lt;b&gt;1,000,000&lt;/b&gt; {{counter}}", preview["html"])
        self.assertIn("messages", preview["placeholders"])
        # Nothing of that was kept, and ours is what comes.
        self.assertEqual("Mail that was held back: 2", api.request("GET", "/api/v2/wording/quarantine", expect=200).json()["subject"])
        r = api.request("POST", "/api/v2/wording/quarantine", {"html_tmpl": "{{7*7}}"}, expect=400)
        self.assertIn("{{7*7}}", r.json()["detail"])
        api.done("edit/quarantine", {"attr": words})
        name = self.new_mailbox()
        subject = self.refused([self.address(name)], f"<b>{{{{username}}}}</b> {{{{7*7}}}} {{% x %}} {uuid.uuid4().hex[:8]}")
        wait_for(lambda: self.kept(subject))
        digest = self.told(name)
        self.assertEqual((f"1 für {self.address(name)}", "guard@example.org"), (digest["Subject"], digest["From"]))
        html = digest.get_body(("html",)).get_content()
        self.assertIn("<h1>1</h1>", html)
        # What a stranger wrote is shown as it is, and as text.
        self.assertIn("&lt;b&gt;{{username}}&lt;/b&gt; {{7*7}} {% x %}", html)
        self.assertEqual({"release", "delete", "deny"}, set(self.links(digest)))
        self.anyone.post(self.links(digest)["delete"], expect=200)
        api.done("edit/quarantine", {"attr": {"sender": "", "subject": "", "html_tmpl": ""}})
        self.assertEqual("Mail that was held back: 2", api.request("GET", "/api/v2/wording/quarantine", expect=200).json()["subject"])
        Caller(self.stack, client=self.bob).request("GET", "/api/v2/wording/quarantine", expect=403)

    def test_no_more_from_this_sender(self):
        name, sender = self.new_mailbox(), f"spam@{uuid.uuid4().hex[:8]}.test"
        m = message(sender, self.address(name), text=VIRUS.decode() + "\n")
        with self.assertRaises(smtplib.SMTPDataError):
            self.smtp().sendmail(sender, [self.address(name)], m.as_bytes())
        wait_for(lambda: self.kept(m["Subject"]))
        self.anyone.post(self.links(self.told(name))["deny"], expect=200)
        self.assertEqual([], self.kept(m["Subject"]))
        clean = message(sender, self.address(name)).as_bytes()
        self.assertEqual(554, self.refusal(self.smtp().sendmail, sender, [self.address(name)], clean))
        self.assertIn(["quarantine.deny", "a link of a digest"],
                      self.stack.sql("SELECT event, actor FROM audit WHERE object = " f"'{self.address(name)}'"))

    def api(self, path, body):
        answer = self.admin.post("/api/v1/" + path, body, expect=200).json()
        self.assertEqual({"success"}, {line["type"] for line in answer}, answer)

    def test_as_often_as_one_wants(self):
        for notice, due in (("never", None), ("hourly", "1 hour"), ("daily", "1 day 6 hours"), ("weekly", "7 days 6 hours")):
            with self.subTest(notice):
                if notice == "hourly":
                    # The hour must not end, and the digest go, before it is looked at.
                    wait_for(lambda: time.time() % 3600 < 3480, 180, 1)
                name = self.new_mailbox()
                address = self.address(name)
                self.api("edit/quarantine_notification", {"items": [address], "attr": {"quarantine_notification": notice}})
                for _ in range(2):
                    subject = self.refused([address])
                    wait_for(lambda: self.kept(subject))
                rows = self.stack.sql(f"""SELECT due - date_trunc('{"hour" if notice == "hourly" else "week" if notice == "weekly" else "day"}',
                        created AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' = interval '{due or "0"}' FROM task
                    WHERE kind = 'quarantine.digest' AND account_id = (SELECT id FROM account WHERE address = '{address}')""")
                self.assertEqual([] if due is None else [["t"]], rows)

    # --- copies of what went to Junk; learning

    @staticmethod
    def words():
        return "let us meet for lunch and talk about " + " ".join(uuid.uuid4().hex[:6] for _ in range(60)) + "\n"

    def test_junk_for_those_who_want_to_hear_of_it(self):
        name, other = self.new_mailbox(), self.new_mailbox()
        self.api("edit/quarantine_category", {"items": [self.address(name)], "attr": {"quarantine_category": "all"}})
        both = [self.address(name), self.address(other)]
        self.api("edit/spam-score", {"items": both, "attr": {"spam_score": "0.1,900"}})
        m = message(self.outside, ", ".join(both), text=self.words())
        del m["Date"], m["To"], m["From"]	# not quite how mail should be
        self.smtp().sendmail(self.outside, both, m.as_bytes())
        for n in (name, other):
            self.expect(n, m["Subject"], "Junk")
        kept = wait_for(lambda: self.kept(m["Subject"]))
        self.assertEqual([(self.address(name), "add header")], [(q["address"], q["action"]) for q in kept])
        before = self.learned("ham", self.address(name))
        self.anyone.post(self.links(self.told(name))["release"], expect=200)
        self.expect(name, m["Subject"])
        # One mail in one place (a lesson is taught between copy and delete).
        wait_for(lambda: self.find(name, m["Subject"], "Junk") is None)
        self.assertEqual(1, self.count(name, m["Subject"]))
        wait_for(lambda: self.learned("ham", self.address(name)) > before)

    def test_what_is_released_is_no_spam(self):
        name, sender = self.new_mailbox(), f"news@{uuid.uuid4().hex[:8]}.test"
        self.api("add/mailbox-policy", {"username": self.address(name), "object_from": sender, "object_list": "bl"})
        m = message(sender, self.address(name), text=self.words())
        self.assertEqual(554, self.refusal(self.smtp().sendmail, sender, [self.address(name)], m.as_bytes()))
        q = wait_for(lambda: self.kept(m["Subject"]))[0]
        before = self.learned("ham", self.address(name))
        self.hayloft("quarantine", "release", q["id"])
        self.expect(name, m["Subject"])
        wait_for(lambda: self.learned("ham", self.address(name)) > before)

    def test_a_copy_that_was_moved_by_hand(self):
        """Whoever took it out of Junk himself has it once, also when he releases it afterwards."""
        name = self.new_mailbox()
        self.api("edit/quarantine_category", {"items": [self.address(name)], "attr": {"quarantine_category": "all"}})
        self.api("edit/spam-score", {"items": [self.address(name)], "attr": {"spam_score": "0.1,900"}})
        m = message(self.outside, self.address(name), text=self.words())
        del m["Date"], m["To"], m["From"], m["Message-ID"]
        m["Message-ID"] = f"<{uuid.uuid4().hex}@outside.test>"
        self.smtp().sendmail(self.outside, [self.address(name)], m.as_bytes())
        self.expect(name, m["Subject"], "Junk")
        q = wait_for(lambda: self.kept(m["Subject"]))[0]
        with self.imap(name) as c:
            c.select("Junk")
            c.uid("MOVE", "1:*", "INBOX")
        self.expect(name, m["Subject"])
        self.hayloft("quarantine", "release", q["id"])
        wait_for(lambda: self.kept(m["Subject"]) == [])
        self.assertEqual(1, self.count(name, m["Subject"]))

    def test_what_is_learned_from_it(self):
        name, sender = self.new_mailbox(), f"offers@{uuid.uuid4().hex[:8]}.test"
        self.api("add/mailbox-policy", {"username": self.address(name), "object_from": sender, "object_list": "bl"})
        for action, kind, word in (("learnspam", "spam", "qlearn_spam"), ("learnham", "ham", "learned_ham")):
            with self.subTest(action):
                m = message(sender, self.address(name), text=self.words())
                self.assertEqual(554, self.refusal(self.smtp().sendmail, sender, [self.address(name)], m.as_bytes()))
                q = wait_for(lambda: self.kept(m["Subject"]))[0]
                before = self.learned(kind, self.address(name))
                answer = self.admin.post("/api/v1/edit/qitem", {"items": [q["id"]], "attr": {"action": action}}).json()
                self.assertEqual(("success", [word, q["id"]]), (answer[0]["type"], answer[0]["msg"]))
                wait_for(lambda: self.kept(m["Subject"]) == [])
                # Of ham Rspamd learns by itself, too; what a release teaches has tests above.
                if kind == "spam":
                    wait_for(lambda: self.learned(kind, self.address(name)) > before)
                # What was only a lesson lies nowhere.
                self.assertEqual(0 if kind == "spam" else 1, self.count(name, m["Subject"]))
                self.assertIsNone(self.find(name, m["Subject"], "Junk"))
        subject = self.refused([self.address(name)])
        q = wait_for(lambda: self.kept(subject))[0]
        answer = self.admin.post("/api/v1/edit/qitem", {"items": [q["id"]], "attr": {"action": "learnspam"}}).json()
        self.assertEqual(("danger", ["virus_is_no_spam", q["id"]]), (answer[0]["type"], answer[0]["msg"]))

    def ask(self, port, path="/internal/quarantine", password=None, tls=False, method="POST"):
        headers = {"X-Rspamd-Action": "reject", "X-Rspamd-Rcpt": '["alice@example.org"]', "X-Rspamd-From": "<b>\"@x"}
        if password is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f"rspamd:{password}".encode()).decode()
        kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
        c = kind("127.0.0.1", port, timeout=60, **({"context": self.tls} if tls else {}))
        try:
            c.request(method, path, b"Subject: forged\r\n\r\n", headers)
            return c.getresponse().status
        finally:
            c.close()

    def test_what_administrators_keep(self):
        api = Caller(self.stack, ApiTest.new_key.__func__(type(self)))
        self.addCleanup(self.sql, "DELETE FROM setting WHERE name = 'quarantine'")
        def set_(**attr):
            api.done("edit/quarantine", {"attr": attr})
        set_(exclude_domains=["example.org"])
        first = self.refused([self.alice.address])
        set_(exclude_domains=[], max_size=1)
        large = message(self.outside, self.alice.address, text=VIRUS.decode() + "\n")
        large.add_attachment(bytes(800_000), maintype="application", subtype="octet-stream", filename="a")
        with self.assertRaises(smtplib.SMTPDataError):
            self.smtp().sendmail(self.outside, [self.alice.address], large.as_bytes())
        second = large["Subject"]
        set_(max_size=10, retention_size=1)
        third = self.refused([self.alice.address])
        wait_for(lambda: self.kept(third))
        self.assertEqual([[], []], [self.kept(first), self.kept(second)])
        fourth = self.refused([self.alice.address])
        wait_for(lambda: self.kept(fourth))
        self.assertEqual((30, 1), (api.get("quarantine-settings")["max_age"], api.get("quarantine-settings")["retention_size"]))
        for wrong in ({"max_age": 0}, {"max_size": 5000}, {"exclude_domains": ["no domain"]}):
            api.refused("edit/quarantine", {"attr": wrong})

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
