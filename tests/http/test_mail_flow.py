"""What mail does: in by SMTP, out by submission, filed, signed, refused."""

import base64
import http.client
import imaplib
import json
import os
import poplib
import random
import re
import smtplib
import socket
import subprocess
import unittest
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage

import dkim

import documents
from mail import MailTest, eventually, hang_up, message

GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
# Rspamd's own kin of it: mark as spam, but take it.
MARK = "Y" + GTUBE[1:]


class InTest(MailTest):
    """The port for other mail servers."""

    def test_a_mail_by_swaks_arrives(self):
        subject = f"swaks {uuid.uuid4().hex[:8]}"
        subprocess.run(
            ["swaks", "--server", f"{self.host}:{self.port(25)}", "--from", self.outside,
             "--to", self.address("alice"), "--header", f"Subject: {subject}", "--silent", "2"],
            check=True, timeout=120)
        mail = self.expect("alice", subject)
        self.assertIn(b"Return-Path: <friend@elsewhere.test>", mail)

    def test_a_mail_with_a_detail_reaches_the_mailbox(self):
        self.expect("alice", self.mail_in("alice+lists@example.org"))

    def test_an_address_is_found_whatever_its_case(self):
        self.expect("alice", self.mail_in("ALICE@Example.ORG"))

    def test_an_alias_reaches_two(self):
        self.sql("""WITH a AS (INSERT INTO alias (domain_id, address)
                        SELECT id, 'both@example.org' FROM domain WHERE name = 'example.org'
                        ON CONFLICT (address) DO UPDATE SET active = true RETURNING domain_id, id)
                    INSERT INTO alias_target SELECT domain_id, id, unnest(
                        '{alice@example.org,bob@example.org}'::text[]) FROM a
                    ON CONFLICT DO NOTHING""")
        subject = self.mail_in("both@example.org")
        # To which address it was sent is told, too.
        for name in ("alice", "bob"):
            self.assertIn(b"\nX-Original-To: both@example.org\r\n", self.expect(name, subject))
        self.assertEqual(1, self.count("alice", subject))

    def test_what_is_not_ours_is_refused(self):
        for to, code in (("nobody@example.org", 550), ("alice@elsewhere.test", 554)):
            with self.subTest(to):
                m = message(self.outside, to).as_bytes()
                self.assertEqual(code, self.refusal(
                    self.smtp().sendmail, self.outside, [to], m))

    def test_nobody_is_told_who_is_here(self):
        code, _ = self.smtp().docmd("VRFY", "alice@example.org")
        self.assertEqual(502, code)
        self.assertIn(self.smtp().docmd("EXPN", "both@example.org")[0], (500, 502))

    def test_what_dovecot_would_not_take_is_refused_at_the_door(self):
        """Not with a report to whoever stands in the envelope."""
        s = self.smtp()
        s.ehlo()
        self.assertFalse(s.has_extn("smtputf8"))
        self.assertIn(s.docmd("MAIL", f"FROM:<{self.outside}> SMTPUTF8")[0], (501, 555))

    def test_there_is_no_login_here(self):
        s = self.smtp()
        s.ehlo()
        self.assertFalse(s.has_extn("auth"))
        s.starttls(context=self.tls)
        s.ehlo()
        self.assertFalse(s.has_extn("auth"))

    def test_a_bare_line_feed_ends_nothing(self):
        # SMTP smuggling: a hidden second mail behind <LF>.<CR><LF>.
        s = self.smtp()
        s.ehlo("tests.example")
        s.docmd("MAIL", f"FROM:<{self.outside}>")
        s.docmd("RCPT", "TO:<alice@example.org>")
        self.assertEqual(354, s.docmd("DATA")[0])
        hidden = f"smuggled {uuid.uuid4().hex[:8]}"
        s.sock.sendall(
            b"Subject: outer\r\n\r\nouter\n.\r\n"
            b"MAIL FROM:<evil@example.org>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\n"
            b"Subject: " + hidden.encode() + b"\r\n\r\ninner\r\n.\r\n")
        code = s.getreply()[0]
        self.assertIn(code, (521, 550, 250))
        self.assertIsNone(self.find("alice", hidden))

    def test_gtube_is_refused(self):
        m = message(self.outside, "alice@example.org", text=GTUBE + "\n").as_bytes()
        self.assertEqual(554, self.refusal(
            self.smtp().sendmail, self.outside, ["alice@example.org"], m))

    def test_what_is_marked_as_spam_goes_to_junk(self):
        subject = self.mail_in("alice@example.org", text=MARK + "\n")
        mail = self.expect("alice", subject, "Junk")
        self.assertIn(b"X-Spam: Yes", mail)
        self.assertIsNone(self.find("alice", subject))


class MacrosTest(MailTest):
    """Documents of office programs with macros, as `mail.macros = junk` has it; test_antivirus.py refuses them."""
    LETTER = {"ThisDocument": 'Sub AutoOpen()\nCreateObject("WScript." & "Shell").Run "calc"\nEnd Sub\n'}
    HONEST = {"Module1": "Sub Total()\n' no AutoOpen, no Shell\nEnd Sub\n"}

    def send(self, name, data, kind="application/octet-stream", me=None):
        m = message(me or self.outside, self.address("alice"), text="Please see the document\n")
        m.add_attachment(data, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
        smtp = self.submission(me.split("@")[0]) if me else self.smtp()
        smtp.sendmail(me or self.outside, [self.address("alice")], m.as_bytes())
        return m["Subject"]

    def test_what_runs_by_itself_goes_to_junk(self):
        for name, data in {
                "letter.doc": documents.doc(self.LETTER), "letter.docm": documents.docm(self.LETTER),
                "module.docm": documents.docm({"AutoOpen": "Sub Main()\nCallByName x, y\n"}),
                "called otherwise.txt": documents.doc(self.LETTER), "packed.zip": documents.zipped("a.doc", documents.doc(self.LETTER)),
                "twice.zip": documents.zipped("b.zip", documents.zipped("a.docm", documents.docm(self.LETTER))),
                "table.xls": documents.xls()}.items():
            with self.subTest(name):
                self.expect("alice", self.send(name, data), "Junk")

    def test_other_documents_arrive(self):
        for name, data in {
                "honest.docm": documents.docm(self.HONEST), "honest.doc": documents.doc(self.HONEST),
                "stomped.docm": documents.docm(self.HONEST, stomped=True), "plain.docx": documents.docx("AutoOpen Shell"),
                "hidden.docx": documents.compound({"EncryptedPackage": bytes(8000), "EncryptionInfo": bytes(100)}),
                "table.xls": documents.xls(sheet_kind=0), "cut.doc": documents.doc(self.LETTER)[:1500], "noise.zip": b"PK\3\4" + os.urandom(900),
                "bomb.zip": documents.bomb()}.items():
            with self.subTest(name):
                self.expect("alice", self.send(name, data))

    def test_our_own_people_too(self):
        subject = self.send("letter.doc", documents.doc(self.LETTER), me=self.address("bob"))
        self.expect("alice", subject, "Junk")


class SubmissionTest(MailTest):
    """The ports for people."""

    def plain(self):
        s = smtplib.SMTP(self.host, self.port(587), timeout=60)
        self.addCleanup(s.close)
        s.ehlo()
        return s

    def test_nothing_before_tls(self):
        s = self.plain()
        self.assertFalse(s.has_extn("auth"))
        self.assertEqual(530, s.docmd("MAIL", "FROM:<alice@example.org>")[0])

    def test_nothing_before_a_login(self):
        s = self.plain()
        s.starttls(context=self.tls)
        self.assertEqual(554, self.refusal(s.sendmail, "alice@example.org", ["bob@example.org"],
                                           message("alice@example.org", "bob@example.org").as_bytes()))

    def test_a_wrong_password_is_refused(self):
        s = self.submission("alice", sign_in=False)
        self.assertEqual(535, self.refusal(s.login, "alice@example.org", "wrong"))

    def test_one_sends_as_oneself_only(self):
        for sender in ("bob@example.org", "boss@bank.test", "nobody@example.org"):
            with self.subTest(sender):
                m = message(sender, "bob@example.org").as_bytes()
                self.assertEqual(553, self.refusal(
                    self.submission("alice").sendmail, sender, ["bob@example.org"], m))

    def test_an_alias_may_be_a_sender(self):
        self.sql("""WITH a AS (INSERT INTO alias (domain_id, address)
                        SELECT id, 'sales@example.org' FROM domain WHERE name = 'example.org'
                        ON CONFLICT (address) DO UPDATE SET active = true RETURNING domain_id, id)
                    INSERT INTO alias_target SELECT domain_id, id, 'alice@example.org' FROM a
                    ON CONFLICT DO NOTHING""")
        m = message("sales@example.org", "bob@example.org")
        self.submission("alice").sendmail("sales@example.org", ["bob@example.org"], m.as_bytes())
        self.expect("bob", m["Subject"])
        self.assertEqual(553, self.refusal(self.submission("bob").sendmail, "sales@example.org",
                                           ["alice@example.org"], m.as_bytes()))

    def test_offline_means_nothing_leaves(self):
        m = message("alice@example.org", "friend@elsewhere.test").as_bytes()
        s = self.submission("alice")
        s.ehlo()
        s.docmd("MAIL", "FROM:<alice@example.org>")
        code, text = s.docmd("RCPT", "TO:<friend@elsewhere.test>")
        self.assertEqual(550, code)
        self.assertIn(b"offline", text)
        self.assertEqual(550, self.refusal(self.submission("alice").sendmail,
                                           "alice@example.org", ["friend@elsewhere.test"], m))

    def test_it_is_signed_and_tells_no_address(self):
        m = message("alice@example.org", "bob@example.org",
                    User_Agent="Secret/1.0", X_Originating_IP="192.0.2.7")
        self.submission("alice").sendmail("alice@example.org", ["bob@example.org"], m.as_bytes())
        mail = self.expect("bob", m["Subject"])
        public = self.sql("""SELECT k.algorithm || ' ' || k.public_base64 FROM dkim_key k
                             JOIN domain d ON d.id = k.domain_id
                             WHERE d.name = 'example.org' AND k.active
                             ORDER BY k.created DESC LIMIT 1""").split()

        def dns(name, timeout=5):
            self.assertEqual("dkim._domainkey.example.org", name.decode().rstrip("."))
            return f"v=DKIM1; k={public[0]}; p={public[1]}".encode()

        signed = mail[mail.index(b"DKIM-Signature:"):]
        self.assertTrue(dkim.verify(signed, dnsfunc=dns))
        self.assertFalse(dkim.verify(signed.replace(b"hello", b"hallo"), dnsfunc=dns))
        self.assertNotIn(b"User-Agent", mail)
        self.assertNotIn(b"192.0.2.7", mail)

    def test_a_new_key_signs_at_once_and_mail_on_its_way_still_verifies(self):
        domain = f"k{uuid.uuid4().hex[:8]}.test"
        self.stack.command("domain", "add", domain)
        sender = f"me@{domain}"
        self.made[sender] = "correct horse battery"
        self.stack.command("user", "add", sender, "--password-stdin", input=self.made[sender] + "\n")

        def keys():
            return {s: f"v=DKIM1; k={a}; p={p}".encode() for s, a, p in self.stack.sql(
                "SELECT selector, algorithm, public_base64 FROM dkim_key k JOIN domain d ON d.id = k.domain_id"
                f" WHERE d.name = '{domain}'")}

        def signed():
            """A mail of this domain and the selector that signed it."""
            m = message(sender, "bob@example.org")
            s = smtplib.SMTP_SSL(self.host, self.port(465), timeout=60, context=self.tls)
            self.addCleanup(s.close)
            s.login(sender, self.made[sender])
            s.sendmail(sender, ["bob@example.org"], m.as_bytes())
            mail = self.expect("bob", m["Subject"])
            mail = mail[mail.index(b"DKIM-Signature:"):]
            header = mail[:re.search(rb"\r\n(?=\S)", mail).start()].replace(b"\r\n", b"")
            return mail, re.search(rb"\bs=(\w+)", header)[1].decode(), re.search(rb"\ba=([\w-]+)", header)[1].decode()

        def verifies(mail):
            return dkim.verify(mail, dnsfunc=lambda name, timeout=5: keys().get(name.decode().split(".")[0], b""))

        def change(path, body):
            self.assertIn("success", self.admin.post("/api/v1/" + path, body, expect=200).text)
        old, first, _ = signed()
        change("add/dkim", {"domains": domain, "dkim_selector": "second", "key_size": "2048"})
        new, second, _ = signed()
        self.assertEqual("second", second)
        self.assertNotEqual("second", first)
        self.assertTrue(verifies(old) and verifies(new))
        # Ed25519 beside RSA is published for later; alone it signs.
        change("add/dkim", {"domains": domain, "dkim_selector": "third", "key_size": "ed25519"})
        self.assertEqual("rsa-sha256", signed()[2])
        self.stack.sql(f"DELETE FROM dkim_key k USING domain d WHERE d.id = k.domain_id AND d.name = '{domain}'"
                       " AND k.algorithm = 'rsa'")
        change("add/dkim", {"domains": domain, "dkim_selector": "fourth", "key_size": "ed25519"})
        modern, fourth, algorithm = signed()
        self.assertEqual(("fourth", "ed25519-sha256"), (fourth, algorithm))
        self.assertTrue(verifies(modern))
        self.assertFalse(verifies(old))

    def test_nobody_says_for_us_who_was_verified(self):
        forged = {"Authentication_Results": "mail.example.org; dkim=pass header.d=bank.example",
                  "X_Hayloft_Sender": "boss@example.org", "X_Spam_Level": "-9"}
        m = message("alice@example.org", "bob@example.org", **forged)
        self.submission("alice").sendmail("alice@example.org", ["bob@example.org"], m.as_bytes())
        mail = self.expect("bob", m["Subject"])
        self.assertNotIn(b"bank.example", mail)
        self.assertNotIn(b"boss@example.org", mail)
        self.assertNotIn(b"X-Spam-Level: -9", mail)
        # Nor somebody outside.
        mail = self.expect("bob", self.mail_in("bob@example.org", **forged))
        self.assertNotIn(b"bank.example", mail)
        self.assertNotIn(b"boss@example.org", mail)

    def test_mail_from_outside_is_not_signed_as_ours(self):
        self.assertNotIn(b"DKIM-Signature:", self.expect("bob", self.mail_in("bob@example.org")))

    def test_twenty_megabytes_come_back_byte_for_byte(self):
        data = os.urandom(20 << 20)
        m = EmailMessage()
        name = self.new_mailbox()
        m["From"], m["To"] = "alice@example.org", self.address(name)
        m["Subject"] = f"large {uuid.uuid4().hex[:8]}"
        m.set_content("see the attachment\n")
        m.add_attachment(data, maintype="application", subtype="octet-stream", filename="data.bin")
        self.submission("alice").sendmail("alice@example.org", [m["To"]],
                                          m.as_bytes(policy=policy.SMTP))
        mail = message_from_bytes(self.expect(name, m["Subject"]), policy=policy.SMTP)
        self.assertTrue(next(mail.iter_attachments()).get_content() == data)


class FromTest(MailTest):
    """Who signed in writes as himself: in what readers see, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = f"f{uuid.uuid4().hex[:8]}.test"
        cls.stack.command("domain", "add", cls.domain)
        cls.stack.sql(f"INSERT INTO alias_domain (domain_id, name) SELECT id, 'x{cls.domain}' FROM domain"
                      f" WHERE name = '{cls.domain}'")
        cls.secret = "correct horse battery"
        for name in ("me", "boss", "other"):
            cls.stack.command("user", "add", f"{name}@{cls.domain}", "--password-stdin", input=cls.secret + "\n")
        cls.stack.command("alias", "add", f"sales@{cls.domain}", f"me@{cls.domain}")
        cls.stack.sql("INSERT INTO sender_acl (account_id, sender) SELECT id, s FROM account,"
                      f" unnest('{{carol@example.org,@partner.test}}'::text[]) s WHERE address = 'me@{cls.domain}'")

    def send(self, header, who="me"):
        """The server's answer to DATA, and the Subject."""
        subject = f"from {uuid.uuid4().hex[:12]}"
        header = header.replace("$", "@" + self.domain)
        with smtplib.SMTP_SSL(self.host, self.port(465), timeout=60, context=self.tls) as s:
            s.login(f"{who}@{self.domain}", self.secret)
            s.mail(f"{who}@{self.domain}")
            s.rcpt(f"other@{self.domain}")
            code, text = s.data(f"{header}Subject: {subject}\r\n\r\nhello\r\n".encode())
            return code, text.decode(), subject

    def received(self, subject):
        def look():
            with self.stack.client(f"other@{self.domain}", self.secret).imap() as c:
                for folder in ("INBOX", "Drafts", "Sent", "Junk", "Trash", "Archive"):	# several authors look suspicious
                    c.select(folder, readonly=True)
                    if n := c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split():
                        return message_from_bytes(c.fetch(n[0], "(BODY.PEEK[])")[1][0][1], policy=policy.default)
        return eventually(look)

    TAKEN = [
        "From: me$\r\n",
        "From: Me, Myself <ME$>\r\n".replace("Me, Myself", '"Me, Myself"'),
        "From: =?utf-8?q?M=C3=A9=2C_boss=40bank=2Etest?= <me$>\r\n",
        "From: me+news$\r\n",
        "From: <sales$>\r\n",
        "From: me@x$\r\n".replace("@x$", "@x{}"),
        "From: carol@example.org\r\n",
        "From: anybody@partner.test\r\n",
        "From: me$\r\nSender: sales$\r\n",
        # Sent on: whose mail it was stays, and who sent it on is said.
        "From: friend@elsewhere.test\r\nResent-From: me$\r\n",
    ]
    REFUSED = [
        "From: boss$\r\n",
        "From: The Boss <BOSS$>\r\n",
        "From: boss+x$\r\n",
        "From: nobody$\r\n",
        "From: alice@example.org\r\n",
        "From: boss@x{}\r\n",
        "From: friend@elsewhere.test\r\n",
        "From: me$, boss$\r\n",
        "From: me$, boss$\r\nSender: me$\r\n",
        "From: me$\r\nFrom: boss$\r\n",
        "From: me$\r\nSender: boss$\r\n",
        "From: boss$\r\nSender: me$\r\n",
        "From: boss$\r\nResent-From: me$\r\n",
        "From: friend@elsewhere.test\r\nResent-From: boss$\r\n",
        "From: friend@elsewhere.test\r\nResent-From: me$\r\nResent-From: boss$\r\n",
        "From: <boss$> <me$>\r\n",
        "From: Team: me$, boss$;\r\n",
        "From: Boss\r\n",
        "From: <>\r\n",
        "fRoM:\r\n boss$\r\n",
    ]

    def test_what_may_stand_in_from(self):
        for header in self.TAKEN:
            with self.subTest(header):
                code, text, subject = self.send(header.replace("{}", self.domain))
                self.assertEqual(250, code, text)
        self.received(subject)

    def test_what_may_not(self):
        for header in self.REFUSED:
            with self.subTest(header):
                code, text, _ = self.send(header.replace("{}", self.domain))
                self.assertEqual((554, "5.7.1"), (code, text.split()[0]), text)
        # Nobody else hears of it: it is in no quarantine.
        self.assertEqual([["0"]], self.stack.sql(
            f"SELECT count(*) FROM quarantine WHERE sender = 'me@{self.domain}'"))

    def test_several_authors_have_a_sender(self):
        got = self.received(self.send("From: me$, sales$\r\n")[2])
        self.assertEqual(f"me@{self.domain}", got["Sender"].address.addr_spec)

    def test_what_changes_holds_for_the_next_mail(self):
        alias = f"n{uuid.uuid4().hex[:8]}"
        header = f"From: {alias}$\r\n"
        self.assertEqual(554, self.send(header)[0])
        self.stack.command("alias", "add", f"{alias}@{self.domain}", f"me@{self.domain}")
        self.assertEqual(250, self.send(header)[0])
        self.stack.command("alias", "delete", f"{alias}@{self.domain}")
        self.assertEqual(554, self.send(header)[0])


class MailboxTest(MailTest):
    """Reading mail."""

    def test_a_new_account_has_its_folders_before_anybody_comes(self):
        """Two who open one first in the same moment, a session and a delivery, would stand in each other's way."""
        dora = f"dora-{uuid.uuid4().hex[:8]}"
        made = self.stack.client("admin").post("/api/v2/objects/mailbox", {
            "local_part": dora, "domain": "example.org", "password": "correct horse battery", "password2": "correct horse battery"})
        self.assertEqual(201, made.code, made.text)
        for address in ("alice@example.org", self.stack.new_account("edda").address, f"{dora}@example.org"):
            [[home]] = self.stack.sql(f"SELECT mail_dir FROM mail.mailbox WHERE address = '{address}'")
            for folder in ("INBOX", "Junk"):
                path = os.path.join(self.stack.state, "mail", home, "sdbox/mailboxes", folder, "dbox-Mails")
                self.assertTrue(os.path.isdir(path), (address, folder))

    def test_the_usual_mailboxes_are_there_and_known(self):
        c = self.imap(self.new_mailbox())
        listed = b"\n".join(c._simple_command("LIST", "(SPECIAL-USE)", '""', '"*"') and
                            c.untagged_responses["LIST"])
        for name in (b"Drafts", b"Sent", b"Junk", b"Trash", b"Archive"):
            self.assertRegex(listed, rb"\\" + name + rb"\b.*" + name)

    def test_the_server_can_what_webmail_relies_on(self):
        c = self.imap("alice")
        can = set(c.capability()[1][0].split())
        for name in (b"CONDSTORE", b"QRESYNC", b"NOTIFY", b"MOVE", b"UIDPLUS", b"SPECIAL-USE",
                     b"LIST-STATUS", b"ESEARCH", b"ESORT", b"THREAD=REFS", b"QUOTA", b"ACL",
                     b"METADATA", b"PREVIEW", b"SAVEDATE", b"WITHIN"):
            self.assertIn(name, can)

    def test_pop3(self):
        name = self.new_mailbox()
        address = self.address(name)
        subject = self.mail_in(address)
        self.expect(name, subject)
        p = poplib.POP3_SSL(self.host, self.port(995), timeout=60, context=self.tls)
        self.addCleanup(p.close)
        p.user(address)
        p.pass_(self.password(address))
        self.assertIn(f"Subject: {subject}".encode(), p.retr(p.stat()[0])[1])

    def test_a_sieve_script_files_mail(self):
        name = self.new_mailbox()
        self.sieve(name, 'require ["fileinto", "mailbox"];\n'
                          'if header :contains "subject" "[list]" '
                          '{ fileinto :create "Lists"; }\n')
        subject = self.mail_in(self.address(name), subject=f"[list] {uuid.uuid4().hex[:8]}")
        self.expect(name, subject, "Lists")
        self.assertIsNone(self.find(name, subject))
        self.expect(name, self.mail_in(self.address(name)))

    def test_what_sieve_can(self):
        with socket.create_connection((self.host, self.port(4190)), timeout=60) as s:
            words = next(line for line in s.makefile("rb") if line.startswith(b'"SIEVE"')).decode().split('"')[3].split()
        self.assertLessEqual({"fileinto", "reject", "envelope", "vacation", "vacation-seconds", "subaddress", "relational",
                              "regex", "imap4flags", "copy", "include", "variables", "body", "enotify", "environment",
                              "mailbox", "mboxmetadata", "servermetadata", "date", "index", "ihave", "duplicate",
                              "mime", "foreverypart", "extracttext", "editheader"}, set(words))

    def test_a_vacation_answer_is_signed(self):
        name = self.new_mailbox()
        away = f"away {uuid.uuid4().hex[:8]}"
        self.sieve(name, f'require "vacation";\nvacation :days 1 :subject "{away}" "back soon";\n')
        m = message("alice@example.org", self.address(name))
        self.submission("alice").sendmail("alice@example.org", [m["To"]], m.as_bytes())
        self.assertIn(b"d=example.org", self.expect("alice", away))

    def test_a_full_mailbox_takes_no_more(self):
        name = self.new_mailbox(quota=300_000)
        address = self.address(name)
        text = ("x" * 70 + "\n") * 2000

        def fill():
            try:
                self.mail_in(address, text=text)
            except smtplib.SMTPRecipientsRefused as e:
                return next(iter(e.recipients.values()))
        code, words = eventually(fill)
        self.assertEqual(552, code)
        self.assertIn(b"full", words)
        # What was counted is known to the database as well.
        eventually(lambda: int(self.sql(f"SELECT bytes FROM quota_usage WHERE address = '{address}'") or 0) > 100_000)

        # Who is full can throw away, and nothing else.
        c = self.imap(name)
        c.select("INBOX")
        self.assertEqual(("OK", "NO"), (c.copy("1:2", "Trash")[0], c.copy("1:2", "Archive")[0]))

        # A larger quota holds at once, since the cache of logins is emptied.
        self.sql(f"UPDATE account SET quota = 0 WHERE address = '{address}'")
        self.forget(address)
        self.expect(name, self.mail_in(address))

    def forget(self, login):
        """What `hayloft user edit` does after its commit (mailcore/control.h)."""
        path = os.path.join(self.stack.state, "run", "dovecot-control", "auth-master")
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(60)
            s.connect(path)
            s.sendall(f"VERSION\t1\t1\nCACHE-FLUSH\t1\t{login}\n".encode())
            heard = b""
            while b"\nOK\t1" not in heard:
                part = s.recv(4096)
                self.assertTrue(part, heard)
                heard += part

    def test_a_token_of_our_own_server_opens_mail_and_submission(self):
        token = uuid.uuid4().hex
        self.sql(f"""INSERT INTO mail_token SELECT id, sha256('{token}'), now() + interval '1 minute'
                     FROM account WHERE address = 'alice@example.org'""")
        bearer = f"user=alice@example.org\1auth=Bearer {token}\1\1"
        c = imaplib.IMAP4(self.host, self.port(143), timeout=60)
        self.addCleanup(hang_up, c)
        self.assertEqual("OK", c.authenticate("XOAUTH2", lambda _: bearer.encode())[0])
        s = self.submission("alice", sign_in=False)
        s.ehlo()
        code, _ = s.docmd("AUTH", "XOAUTH2 " + base64.b64encode(bearer.encode()).decode())
        self.assertEqual(235, code)
        # Somebody else's address with the same token is nobody.
        c = imaplib.IMAP4(self.host, self.port(143), timeout=60)
        self.addCleanup(hang_up, c)
        with self.assertRaises(imaplib.IMAP4.error):
            c.authenticate("XOAUTH2", lambda _: bearer.replace("alice", "bob").encode())

    def test_an_app_password_opens_what_it_is_for(self):
        secret = uuid.uuid4().hex
        self.sql(f"""INSERT INTO credential (account_id, kind, name, hash, protocols)
                     SELECT id, 'app', 'phone', encode(sha256('{secret}'), 'hex'), '{{imap}}'
                     FROM account WHERE address = 'bob@example.org'""")
        c = imaplib.IMAP4_SSL(self.host, self.port(993), ssl_context=self.tls, timeout=60)
        self.addCleanup(hang_up, c)
        self.assertEqual("OK", c.login("bob@example.org", secret)[0])
        p = poplib.POP3_SSL(self.host, self.port(995), timeout=60, context=self.tls)
        self.addCleanup(p.close)
        p.user("bob@example.org")
        with self.assertRaises(poplib.error_proto):
            p.pass_(secret)

    def test_moving_to_junk_teaches_rspamd(self):
        words = " ".join(uuid.uuid4().hex[:6] for _ in range(60))
        subject = self.mail_in("bob@example.org", text=f"cheap watches and pills {words}\n")
        self.expect("bob", subject)
        before, common = (self.learned("spam", whose) for whose in ("bob@example.org", ""))
        c = self.imap("bob")
        c.select("INBOX")
        number = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()[-1]
        self.assertEqual("OK", c._simple_command("MOVE", number.decode(), "Junk")[0])
        eventually(lambda: self.learned("spam", "bob@example.org") > before)
        self.assertEqual(common, self.learned("spam"))

    def controller(self, path, text, **headers):
        """What Rspamd answers on the socket that Sieve's scripts use."""
        c = http.client.HTTPConnection("localhost")
        c.sock = socket.socket(socket.AF_UNIX)
        c.sock.settimeout(60)
        c.sock.connect(os.path.join(self.stack.state, "run", "rspamd-controller", "controller.sock"))
        c.request("POST", path, text, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = c.getresponse()
        text = answer.read()
        c.close()
        return json.loads(text) if text else {"status": answer.status}

    def test_what_one_calls_spam_is_spam_for_him_alone(self):
        me, other = (self.address(self.new_mailbox()) for _ in range(2))
        dice = random.Random(1)
        offer, lunch = (["".join(dice.choices("abcdefghijklmnop", k=6)) for _ in range(40)] for _ in range(2))

        def letter(words, n):
            m = message(self.outside, me, text=" ".join(random.Random(n).sample(words, 30)) + f" {uuid.uuid4().hex}\n")
            return m.as_bytes()

        def verdict(whose, words):
            symbols = self.controller("/checkv2", letter(words, 99), Rcpt=whose, From=self.outside)["symbols"]
            return {name for name in symbols if name in ("BAYES_SPAM", "BAYES_HAM")}
        for n in range(60):
            for kind, words in (("spam", offer), ("ham", lunch)):
                if n == 25:
                    # Not enough to judge by.
                    self.assertEqual(set(), verdict(me, offer))
                answer = self.controller("/learn" + kind, letter(words, n), Hayloft_Corpus=me)
                # Some are so alike that it has nothing to learn.
                self.assertTrue(answer.get("success") or answer.get("status") == 204, answer)
            if min(self.learned("spam", me), self.learned("ham", me)) >= 30:
                break
        # When Redis is late it judges without.
        for whose, words, want in ((me, offer, "BAYES_SPAM"), (me.replace("@", "+x@"), offer, "BAYES_SPAM"), (me, lunch, "BAYES_HAM")):
            self.assertEqual({want}, eventually(lambda: verdict(whose, words)))
        for whose in (other, f"{me},{other}"):
            self.assertNotIn("BAYES_SPAM", verdict(whose, offer), whose)


class LmtpTest(MailTest):
    def lmtp(self):
        s = smtplib.LMTP(os.path.join(self.stack.state, "run", "dovecot", "lmtp"))
        self.addCleanup(s.close)
        return s

    def test_delivery_by_lmtp(self):
        m = message(self.outside, "alice@example.org")
        self.lmtp().sendmail(self.outside, ["alice@example.org"], m.as_bytes())
        self.expect("alice", m["Subject"])

    def test_an_unknown_user_is_refused(self):
        self.assertEqual(550, self.refusal(self.lmtp().sendmail, self.outside,
                                           ["nobody@example.org"], b"Subject: x\r\n\r\n"))


if __name__ == "__main__":
    unittest.main()
