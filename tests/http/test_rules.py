"""What administrators set of mailboxes and domains is what their mail meets:
filters around people's own, details in addresses, TLS, aliases for insiders."""

import os
import smtplib
import unittest
import uuid

import dkim
from email import message_from_bytes, policy

import documents
from api_case import ApiTest, Caller
from harness import Client
from mail import MailTest, eventually, message

PASSWORD = "correct horse"


class RulesTest(ApiTest, MailTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.new_domain()
        cls.box = cls.new_mailbox(cls.domain, "box", PASSWORD)

    def find(self, address, subject, folder="INBOX"):
        with Client(self.stack, address, PASSWORD).imap() as c:
            if c.select(f'"{folder}"', readonly=True)[0] != "OK":
                return None
            found = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()
            return message_from_bytes(c.fetch(found[-1], "(BODY.PEEK[])")[1][0][1], policy=policy.default) if found else None

    def arrives(self, address, subject, folder="INBOX"):
        return eventually(lambda: self.find(address, subject, folder))

    def rcpt(self, to, sender="friend@elsewhere.test", tls=False):
        with smtplib.SMTP("localhost", self.stack.port("smtp"), timeout=60) as s:
            s.ehlo("elsewhere.test")
            if tls:
                s.starttls(context=self.tls)
                s.ehlo("elsewhere.test")
            s.mail(sender)
            return s.rcpt(to)[0]

    def test_filters_before_and_after(self):
        box = self.new_mailbox(self.domain, f"f{uuid.uuid4().hex[:6]}", PASSWORD)
        ids = {}
        for place in ("prefilter", "postfilter"):
            script = ('require ["fileinto", "mailbox"]; if header :contains "subject" "%s" { fileinto :create "%s"; stop; }'
                      % (place, place.title()))
            self.api.done("add/filter", {"username": box, "filter_type": place, "script_data": script})
            [row] = [f for f in self.api.get(f"filters/{box}") if f["filter_type"] == place]
            ids[place] = row["id"]
        for place in ids:
            self.arrives(box, self.mail_in(box, subject=f"{place} {uuid.uuid4().hex}"), place.title())
        self.arrives(box, self.mail_in(box))
        # Another text is obeyed by the next mail; one that is off, and one that is broken, by none.
        self.api.done("edit/filter", {"items": ids["prefilter"], "attr": {
            "script_data": 'require ["fileinto", "mailbox"]; fileinto :create "Everything"; stop;'}})
        self.arrives(box, self.mail_in(box), "Everything")
        self.api.done("edit/filter", {"items": ids["prefilter"], "attr": {"script_data": "this is no Sieve"}})
        self.arrives(box, self.mail_in(box))
        self.api.done("edit/filter", {"items": ids["prefilter"], "attr": {"active": "0"}})
        self.arrives(box, self.mail_in(box))
        self.api.done("delete/filter", [str(i) for i in ids.values()])
        self.arrives(box, self.mail_in(box, subject=f"postfilter {uuid.uuid4().hex}"))

    def test_filters_for_everybody(self):
        word = uuid.uuid4().hex
        self.addCleanup(self.api.post, "delete/global-filter", ["prefilter"])
        self.api.done("add/global-filter", {"filter_type": "prefilter", "script_data":
                      'require ["fileinto", "mailbox"]; if header :contains "subject" "%s" { fileinto :create "All"; stop; }' % word})
        self.arrives(self.box, self.mail_in(self.box, subject=f"x {word}"), "All")
        self.arrives(self.box, self.mail_in(self.box))
        self.api.done("delete/global-filter", ["prefilter"])
        self.arrives(self.box, self.mail_in(self.box, subject=f"y {word}"))

    def test_the_script_that_somebody_switched_on(self):
        box = self.new_mailbox(self.domain, f"s{uuid.uuid4().hex[:6]}", PASSWORD)
        mine = Caller(self.stack, client=Client(self.stack, box, PASSWORD))
        self.assertEqual({}, self.api.get(f"active-user-sieve/{box}"))
        script = 'require "fileinto";\r\n# Größe\r\nif false { fileinto "x"; }\r\n'
        self.made[box] = PASSWORD
        self.sieve(box, script)
        for caller, who in ((self.api, box), (mine, box), (mine, "self")):
            self.assertEqual([script], caller.get(f"active-user-sieve/{who}"))
        for who in (self.box, "nobody@nowhere.example", "../../etc/passwd@x"):
            self.assertEqual({}, mine.get(f"active-user-sieve/{who}"))
        self.sieve(box, None)
        self.assertEqual({}, self.api.get(f"active-user-sieve/{box}"))

    def test_details_in_addresses(self):
        box = self.new_mailbox(self.domain, f"d{uuid.uuid4().hex[:6]}", PASSWORD)
        to = box.replace("@", "+shop@")
        self.arrives(box, self.mail_in(to))
        self.api.done("edit/delimiter_action", {"items": box, "attr": {"tagged_mail_handler": "subfolder"}})
        self.arrives(box, self.mail_in(to), "INBOX/shop")
        self.arrives(box, self.mail_in(box))
        self.arrives(box, self.mail_in(box.replace("@", "+a/b@")))
        self.api.done("edit/delimiter_action", {"items": box, "attr": {"tagged_mail_handler": "subject"}})
        subject = self.mail_in(to, subject=f"größer {uuid.uuid4().hex}")
        got = self.arrives(box, subject.split()[-1])
        self.assertEqual(f"[shop] {subject}", got["Subject"])
        self.arrives(box, self.mail_in(box))

    def test_mail_only_over_tls(self):
        box = self.new_mailbox(self.domain, f"t{uuid.uuid4().hex[:6]}", PASSWORD)
        self.assertEqual((250, 250), (self.rcpt(box), self.rcpt(box, tls=True)))
        self.api.done("edit/tls_policy", {"items": box, "attr": {"tls_enforce_in": "1"}})
        self.assertEqual((550, 250), (self.rcpt(box), self.rcpt(box, tls=True)))
        self.assertEqual(550, self.rcpt(box.replace("@", "+x@")))

    def test_an_alias_for_insiders(self):
        alias = f"staff{uuid.uuid4().hex[:6]}@{self.domain}"
        self.api.done("add/alias", {"address": alias, "goto": self.box, "internal": "1"})
        self.assertEqual(550, self.rcpt(alias))
        self.assertEqual(550, self.rcpt(alias, sender=self.box))
        m = message(self.box, alias)
        Client(self.stack, self.box, PASSWORD).send(alias, m.as_bytes())
        self.arrives(self.box, m["Subject"])
        self.api.done("edit/alias", {"items": self.api.get("alias/all/" + self.domain)[0]["id"], "attr": {"internal": "0"}})
        self.assertEqual(250, self.rcpt(alias))

    def test_hosts_that_forward(self):
        box = self.new_mailbox(self.domain, f"h{uuid.uuid4().hex[:6]}", PASSWORD)
        self.addCleanup(self.api.post, "delete/fwdhost", ["127.0.0.0"])
        self.api.done("edit/spam-score", {"items": [box], "attr": {"spam_score": "0.1,0.2"}})
        def send():
            m = message("x@elsewhere.test", box)
            del m["Date"], m["Message-ID"], m["To"]
            with self.smtp() as s:
                s.ehlo("elsewhere.test")
                s.mail("x@elsewhere.test")
                s.rcpt(box)
                return s.data(m.as_bytes())[0], m["Subject"]
        self.assertEqual(554, send()[0])
        self.api.done("add/fwdhost", {"hostname": "127.0.0.0/8", "filter_spam": "0"})
        code, subject = send()
        self.assertEqual(250, code)
        self.arrives(box, subject, "Junk")
        self.api.done("edit/fwdhost", {"items": "127.0.0.0", "attr": {"filter_spam": "1"}})
        self.assertEqual(554, send()[0])

    def test_a_nearly_full_mailbox(self):
        box = self.new_mailbox(self.domain, f"q{uuid.uuid4().hex[:6]}", PASSWORD, quota=1)
        used = 0
        for percent in (80, 95):
            while used < percent:
                self.arrives(box, self.mail_in(box, text=(uuid.uuid4().hex * 2 + "\n") * 1000))
                # Counted a moment after it is there.
                used = eventually(lambda: (now := self.api.get(f"mailbox/{box}")["percent_in_use"]) > used and now)
            got = self.arrives(box, f"Your mailbox is {percent} % full" if percent == 80 else f"von {percent}")
            self.assertIn(box, got.get_body(("plain",)).get_content())
            if percent == 80:
                # The next is told in the words of an administrator.
                self.addCleanup(self.stack.sql, "DELETE FROM setting WHERE name = 'quota_notification'")
                self.api.done("edit/quota_notification", {"attr": {
                    "subject": "Größe von {{percent}}", "sender": "help@example.org",
                    "plain_tmpl": "{{username}}: {{ percent }} {1+1} $(id) `id`\n", "html_tmpl": "<b>{{percent}}</b>"}})
                for wrong in ("{{1+1}}", "{% if percent %}", "{{link}}"):
                    self.assertEqual("value_invalid", self.api.refused("edit/quota_notification", {"attr": {"html_tmpl": wrong}}))
            else:
                self.assertEqual(f"{box}: 95 {{1+1}} $(id) `id`\n", got.get_body(("plain",)).get_content())
                self.assertEqual("Größe von 95", got["Subject"])
                self.assertEqual(("<b>95</b>", "help@example.org"), (got.get_body(("html",)).get_content().strip(), got["From"]))

    def sent(self, who, m):
        with smtplib.SMTP_SSL("localhost", self.stack.port("submissions"), timeout=60, context=self.tls) as s:
            s.login(who, PASSWORD)
            s.sendmail(who, [self.box], m if isinstance(m, bytes) else m.as_bytes())

    def test_what_a_domain_puts_under_its_mail(self):
        domain = self.new_domain()
        ada, eve = (self.new_mailbox(domain, n, PASSWORD, name=n.title()) for n in ("ada", "eve"))
        self.api.done("edit/mailbox/custom-attribute", {"items": ada, "attr": {"attribute": ["desk"], "value": ["B<7"]}})
        self.api.done("add/dkim", {"domains": domain, "dkim_selector": "s", "key_size": "2048"})
        self.api.done("edit/domain/footer", {"items": domain, "attr": {
            "plain": "-- Ünder {= from_addr =} {= desk =} {= nothing =}", "html": "<p>Firm {= auth_user =} {= desk =}</p>",
            "mbox_exclude": [eve], "skip_replies": "1"}})
        def text(m, who=ada):
            self.sent(who, m)
            return self.arrives(self.box, m["Subject"])
        got = text(message(ada, self.box, text="hello\n"))
        self.assertEqual(["hello", f"-- Ünder {ada} B<7"], [line.strip() for line in got.get_content().splitlines() if line.strip()])
        self.assertIn(f"d={domain}", got["DKIM-Signature"])
        public = self.sql(f"SELECT k.public_base64 FROM dkim_key k JOIN domain d ON d.id = k.domain_id WHERE d.name = '{domain}'")
        with Client(self.stack, self.box, PASSWORD).imap() as c:
            c.select("INBOX", readonly=True)
            n = c.search(None, "HEADER", "SUBJECT", f'"{got["Subject"]}"')[1][0].split()[-1]
            raw = c.fetch(n, "(BODY.PEEK[])")[1][0][1]
        self.assertTrue(dkim.verify(raw[raw.index(b"DKIM-Signature:"):],
                                    dnsfunc=lambda *_, **__: f"v=DKIM1; k=rsa; p={public}".encode()))
        m = message(ada, self.box, text="both\n")
        m.add_alternative("<p>both</p>", subtype="html")
        m.add_attachment(b"\x00\x01" * 500, maintype="application", subtype="octet-stream", filename="a.bin")
        got = text(m)
        self.assertIn("Ünder", got.get_body(("plain",)).get_content())
        self.assertIn(f"<p>Firm {ada} B&lt;7</p>", got.get_body(("html",)).get_content())
        self.assertEqual(b"\x00\x01" * 500, next(got.iter_attachments()).get_content())
        # Not for those who are left out, not under answers, and never in what somebody signed.
        self.assertNotIn("Ünder", text(message(eve, self.box), eve).get_content())
        self.assertNotIn("Ünder", text(message(ada, self.box, In_Reply_To="<x@y>")).get_content())
        for kind in ("signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha512", "encrypted; protocol=\"application/pgp-encrypted\""):
            subject = uuid.uuid4().hex
            body = (b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\nsealed \r\n--c--\r\n"
                    b"--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n")
            self.sent(ada, f"From: {ada}\r\nTo: {self.box}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
                      f"Content-Type: multipart/{kind}; boundary=b\r\n\r\n".encode() + body)
            self.arrives(self.box, subject)
            with Client(self.stack, self.box, PASSWORD).imap() as c:
                c.select("INBOX", readonly=True)
                n = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()[-1]
                self.assertEqual(body, c.fetch(n, "(BODY.PEEK[TEXT])")[1][0][1])

    def test_rules_in_rspamds_own_words(self):
        box = self.new_mailbox(self.domain, f"r{uuid.uuid4().hex[:6]}", PASSWORD)
        def code():
            try:
                self.sent(box, message(box, self.box))
                return 250
            except smtplib.SMTPDataError as e:
                return e.smtp_code
        self.assertEqual(250, code())
        self.api.done("add/rsetting", {"desc": "broken", "content": "this is { no rule"})
        self.api.done("add/rsetting", {"desc": "refuses", "content":
                      'priority = 20; user = "%s"; apply { actions { reject = -100; } }' % box})
        self.addCleanup(lambda: self.api.post("delete/rsetting", [str(r["id"]) for r in self.api.get("rsetting/all")]))
        eventually(lambda: code() == 554, 120, 1)
        ids = [str(r["id"]) for r in self.api.get("rsetting/all")]
        self.api.done("edit/rsetting", {"items": ids, "attr": {"active": "0"}})
        eventually(lambda: code() == 250, 120, 1)

    def test_examples_of_them(self):
        """What get/presets/rspamd gives does what its headline says, in Rspamd itself."""
        box = self.new_mailbox(self.domain, f"p{uuid.uuid4().hex[:6]}", PASSWORD)
        def thought(sender):
            """What Rspamd wrote of a mail from SENDER to BOX."""
            m = message(sender, box)
            if sender == self.box:
                # Ten points, which are Junk otherwise.
                m.add_attachment(documents.doc({"M": "Sub AutoOpen()\nShell x\n"}), maintype="application", subtype="msword", filename="a.doc")
                self.sent(sender, m)
            else:
                with self.smtp() as s:	# closed: there is a bound of open ones
                    s.sendmail(sender, [box], m.as_bytes())
            def line():
                with open(os.path.join(self.stack.state, "log", "rspamd.log"), errors="replace") as f:
                    return next((text for text in f if m["Message-ID"].strip("<>") in text and "task_write_log" in text), None)
            return eventually(line)
        signs = {"signed in": (self.box, lambda text: "(no action)" in text), "one address": (self.outside, lambda text: "(default: S " in text),
                 "one domain": (self.outside, lambda text: "/25.00]" in text),
                 "network": (self.outside, lambda text: "FROM_BELIEVED_NETWORK" in text)}
        def none_left():
            if ids := [str(r["id"]) for r in self.api.get("rsetting/all")]:
                self.api.post("delete/rsetting", ids)
        self.addCleanup(none_left)
        for preset in self.api.get("presets/rspamd"):
            [(sender, sign)] = [s for word, s in signs.items() if word in preset["headline"]]
            with self.subTest(preset["headline"]):
                none_left()
                eventually(lambda: not sign(thought(sender)), 60, 1)
                content = preset["content"].replace("postmaster@example.org", box).replace("192.0.2.0/24", "127.0.0.1/32") \
                    .replace("example\\.org", self.domain.replace(".", "\\."))
                self.api.done("add/rsetting", {"desc": preset["headline"], "content": content})
                eventually(lambda: sign(thought(sender)), 60, 1)

    def test_patterns_for_all_mail(self):
        sender = f"w{uuid.uuid4().hex[:8]}"
        self.addCleanup(self.api.post, "edit/rspamd-map", {"items": "global_smtp_from_blacklist.map", "attr": {"rspamd_map_data": ""}})
        self.api.done("edit/rspamd-map", {"items": ["global_smtp_from_blacklist.map"],
                                          "attr": {"rspamd_map_data": f"# ours\n/{sender}[0-9]+@/i\n/broken(/\n"}})
        [shown] = [m for m in self.api.get("rspamd-map/all") if m["map"] == "global_smtp_from_blacklist.map"]
        self.assertIn(sender, shown["rspamd_map_data"])
        def code(local):
            m = message(f"{local}@elsewhere.test", self.box)
            try:
                self.smtp().sendmail(m["From"], [self.box], m.as_bytes())
                return 250
            except smtplib.SMTPDataError as e:
                return e.smtp_code
        eventually(lambda: code(sender + "7") == 554, 120, 1)
        self.assertEqual(250, code(sender + "x"))
        self.api.refused("edit/rspamd-map", {"items": "another.map", "attr": {"rspamd_map_data": ""}})

    def test_a_domain_that_is_half_here(self):
        domain = self.new_domain()
        here = self.new_mailbox(domain, "here", PASSWORD)
        self.api.done("edit/domain", {"items": domain, "attr": {"backupmx": "1", "relay_all_recipients": "1",
                                                                "relay_unknown_only": "1"}})
        self.arrives(here, self.mail_in(here))


if __name__ == "__main__":
    unittest.main()
