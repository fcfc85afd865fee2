"""What mail does: in by SMTP, out by submission, filed, signed, refused."""

import base64
import imaplib
import os
import poplib
import re
import smtplib
import socket
import subprocess
import unittest
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage

import dkim

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
            check=True, timeout=30)
        mail = self.expect("alice", subject, seconds=5)
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
        self.expect("alice", subject)
        self.expect("bob", subject)
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


class SubmissionTest(MailTest):
    """The ports for people."""

    def plain(self):
        s = smtplib.SMTP(self.host, self.port(587), timeout=20)
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
            s = smtplib.SMTP_SSL(self.host, self.port(465), timeout=30, context=self.tls)
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
        mail = message_from_bytes(self.expect(name, m["Subject"], seconds=30), policy=policy.SMTP)
        self.assertTrue(next(mail.iter_attachments()).get_content() == data)


class MailboxTest(MailTest):
    """Reading mail."""

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
        p = poplib.POP3_SSL(self.host, self.port(995), timeout=20, context=self.tls)
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
        code, words = eventually(fill, seconds=30)
        self.assertEqual(552, code)
        self.assertIn(b"full", words)
        # What was counted is known to the database as well.
        used = int(self.sql(f"SELECT bytes FROM quota_usage WHERE address = '{address}'"))
        self.assertGreater(used, 100_000)

        # A larger quota holds at once, since the cache of logins is emptied.
        self.sql(f"UPDATE account SET quota = 0 WHERE address = '{address}'")
        self.forget(address)
        self.expect(name, self.mail_in(address))

    def forget(self, login):
        """What `hayloft user edit` does after its commit (mailcore/control.h)."""
        path = os.path.join(self.stack.state, "run", "dovecot-control", "auth-master")
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
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
        c = imaplib.IMAP4(self.host, self.port(143), timeout=20)
        self.addCleanup(hang_up, c)
        self.assertEqual("OK", c.authenticate("XOAUTH2", lambda _: bearer.encode())[0])
        s = self.submission("alice", sign_in=False)
        s.ehlo()
        code, _ = s.docmd("AUTH", "XOAUTH2 " + base64.b64encode(bearer.encode()).decode())
        self.assertEqual(235, code)
        # Somebody else's address with the same token is nobody.
        c = imaplib.IMAP4(self.host, self.port(143), timeout=20)
        self.addCleanup(hang_up, c)
        with self.assertRaises(imaplib.IMAP4.error):
            c.authenticate("XOAUTH2", lambda _: bearer.replace("alice", "bob").encode())

    def test_an_app_password_opens_what_it_is_for(self):
        secret = uuid.uuid4().hex
        self.sql(f"""INSERT INTO credential (account_id, kind, name, hash, protocols)
                     SELECT id, 'app', 'phone', encode(sha256('{secret}'), 'hex'), '{{imap}}'
                     FROM account WHERE address = 'bob@example.org'""")
        c = imaplib.IMAP4_SSL(self.host, self.port(993), ssl_context=self.tls, timeout=20)
        self.addCleanup(hang_up, c)
        self.assertEqual("OK", c.login("bob@example.org", secret)[0])
        p = poplib.POP3_SSL(self.host, self.port(995), timeout=20, context=self.tls)
        self.addCleanup(p.close)
        p.user("bob@example.org")
        with self.assertRaises(poplib.error_proto):
            p.pass_(secret)

    def test_moving_to_junk_teaches_rspamd(self):
        words = " ".join(uuid.uuid4().hex[:6] for _ in range(60))
        subject = self.mail_in("bob@example.org", text=f"cheap watches and pills {words}\n")
        self.expect("bob", subject)
        before = self.learned()
        c = self.imap("bob")
        c.select("INBOX")
        number = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()[-1]
        self.assertEqual("OK", c._simple_command("MOVE", number.decode(), "Junk")[0])
        eventually(lambda: self.learned() > before)

    def learned(self):
        """What Rspamd counts in Redis; its own statistics lag behind."""
        with open(os.path.join(self.stack.state, "conf", "password.redis")) as f:
            password = f.read().strip()
        done = subprocess.run(
            ["redis-cli", "-s", os.path.join(self.stack.state, "run", "redis", "redis.sock"),
             "HGET", "RS", "learns_spam"], check=True, timeout=20, capture_output=True, text=True,
            env={**os.environ, "REDISCLI_AUTH": password})
        return int(done.stdout.strip() or 0)


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
