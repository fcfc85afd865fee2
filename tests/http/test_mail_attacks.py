"""What people try on mail servers: to send through them, to hide a mail in a mail,
to fill them, to make mail run in circles."""

import contextlib
import os
import smtplib
import socket
import ssl
import subprocess
import threading
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor, wait

from mail import MailTest, eventually, message

# A gigabyte that is sent, and not only announced: make soak.
WHOLE = os.environ.get("MAIL_LIMITS") == "whole"

ELSEWHERE = ("friend@elsewhere.test", "friend%elsewhere.test@example.org", "elsewhere.test!friend@example.org",
             '"friend@elsewhere.test"@example.org', "@example.org:friend@elsewhere.test", "friend@elsewhere.test@example.org",
             "friend@[192.0.2.7]", "friend@localhost", "friend", '"friend"@elsewhere.test', "friend@mail.example.org",
             "friend%elsewhere.test@[127.0.0.1]", "null@localhost", "spam@localhost", "ham@localhost")


class RelayTest(MailTest):
    def test_nobody_sends_through_us(self):
        for port, tls in ((25, "no"), (25, "starttls"), (587, "no"), (587, "starttls"), (465, "implicit")):
            for sender in ("", "friend@elsewhere.test", "alice@example.org"):
                tried = 0
                while tried < len(ELSEWHERE):
                    kind = smtplib.SMTP_SSL if tls == "implicit" else smtplib.SMTP
                    s = kind(self.host, self.port(port), timeout=60, **({"context": self.tls} if tls == "implicit" else {}))
                    self.addCleanup(s.close)
                    s.ehlo("tests.example")
                    if tls == "starttls":
                        s.starttls(context=self.tls)
                        s.ehlo("tests.example")
                    # A session ends after twenty errors.
                    for to in ELSEWHERE[tried:tried + 8]:
                        s.rset()
                        code = s.docmd("MAIL", f"FROM:<{sender}>")[0]
                        if code == 250:
                            code = s.docmd("RCPT", f"TO:<{to}>")[0]
                        with self.subTest(port=port, tls=tls, sender=sender, to=to):
                            self.assertIn(code, (501, 503, 504, 530, 550, 553, 554))
                    tried += 8
                    s.close()

    def test_not_even_one_of_us_sends_as_somebody_else(self):
        for sender in ("bob@example.org", "Bob@EXAMPLE.org", "boss@bank.test", "bob+x@example.org", '"bob"@example.org',
                       "@example.org", "alice@example.org>, <bob@example.org"):
            with self.subTest(sender):
                s = self.submission("alice")
                s.ehlo("tests.example")
                code = s.docmd("MAIL", f"FROM:<{sender}>")[0]
                if code == 250:
                    code = s.docmd("RCPT", "TO:<carol@example.org>")[0]
                self.assertIn(code, (501, 550, 553))


class SmugglingTest(MailTest):
    """A mail hidden behind something that only some servers take for the end of
    the first one (CVE-2023-51764)."""
    ENDS = (b"\n.\r\n", b"\n.\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r\r\n", b"\r\r\n.\r\r\n", b"\r\n\x00.\r\n",
            b"\r\n.\x00\r\n")

    def session(self, submission):
        if submission:
            s = self.submission("alice")
        else:
            s = self.smtp()
        s.ehlo("tests.example")
        return s

    def test_a_hidden_mail_stays_hidden(self):
        for submission in (False, True):
            name = self.new_mailbox()
            to = self.address(name)
            hidden = []
            for end in self.ENDS:
                sender = "alice@example.org" if submission else self.outside
                s = self.session(submission)
                s.docmd("MAIL", f"FROM:<{sender}>")
                s.docmd("RCPT", f"TO:<{to}>")
                self.assertEqual(354, s.docmd("DATA")[0])
                hidden.append(f"hidden{uuid.uuid4().hex[:8]}")
                s.sock.sendall(b"Subject: outer\r\n\r\nouter" + end + b"MAIL FROM:<" + sender.encode() + b">\r\nRCPT TO:<" +
                               to.encode() + b">\r\nDATA\r\nSubject: " + hidden[-1].encode() + b"\r\n\r\ninner\r\n.\r\n")
                code = s.getreply()[0]
                self.assertIn(code, (250, 521, 550, 554), end)
                s.close()
            last = self.mail_in(to)
            self.expect(name, last)
            for subject in hidden:
                self.assertIsNone(self.find(name, subject))

    def test_commands_before_their_time(self):
        # Everything at once, before we say anything.
        with socket.create_connection((self.host, self.port(25)), timeout=60) as s:
            s.sendall(b"EHLO tests.example\r\nMAIL FROM:<friend@elsewhere.test>\r\nRCPT TO:<alice@example.org>\r\nDATA\r\n"
                      b"Subject: early\r\n\r\nx\r\n.\r\nQUIT\r\n")
            heard = b""
            with contextlib.suppress(ConnectionError):	# cut with our words unread
                while part := s.recv(4096):
                    heard += part
        self.assertNotIn(b"queued", heard)

    def test_what_is_said_before_tls_is_forgotten(self):
        # STARTTLS with commands behind it in the same packet (CVE-2011-0411).
        for port in (25, 587):
            with socket.create_connection((self.host, self.port(port)), timeout=60) as plain:
                f = plain.makefile("rb")
                f.readline()
                plain.sendall(b"EHLO tests.example\r\n")
                while f.readline()[3:4] == b"-":
                    pass
                plain.sendall(b"STARTTLS\r\nRSET\r\n")
                if not f.readline().startswith(b"220"):
                    continue	# refused outright
                try:
                    s = self.tls.wrap_socket(plain, server_hostname="localhost")
                    s.settimeout(1)
                    with self.assertRaises((TimeoutError, ssl.SSLError, ConnectionError)):
                        if not s.recv(100):
                            raise ConnectionError
                except (ssl.SSLError, OSError):
                    pass	# the connection was cut


class FloodTest(MailTest):
    def bomb(self, s, sender):
        """The answers to ten thousand recipients, sent as fast as it goes (RFC 2920), until the server has had enough."""
        s.ehlo("tests.example")
        self.assertEqual(250, s.docmd("MAIL", f"FROM:<{sender}>")[0])

        def pour():
            with contextlib.suppress(OSError):
                s.sock.sendall(b"".join(b"RCPT TO:<bob+%d@example.org>\r\n" % i for i in range(10000)))
        pouring = threading.Thread(target=pour)
        pouring.start()
        codes = []
        with contextlib.suppress(smtplib.SMTPServerDisconnected, OSError):
            while not codes or codes[-1] != 421:
                codes.append(s.getreply()[0])
        s.close()
        pouring.join()
        return codes

    def test_a_mail_for_ten_thousand(self):
        """A thousand are taken; the rest is told to come with another mail, and then to go."""
        largest = []
        with ThreadPoolExecutor(2) as pool:
            bombs = [pool.submit(self.bomb, self.submission("alice"), "alice@example.org"), pool.submit(self.bomb, self.smtp(), self.outside)]
            # Meanwhile others are served, and nobody grows.
            while not largest or wait(bombs, timeout=3).not_done:
                self.expect("carol", self.mail_in("carol@example.org"))
                largest += [self.resident(pid) for pid in self.processes("smtpd")]
            for f in bombs:
                codes = f.result()
                self.assertEqual([250] * 1000, codes[:1000])
                self.assertEqual({452, 421}, set(codes[1000:]))
                # RFC 5321, section 4.5.3.1.10, and the end of the session after twenty errors more.
                self.assertLess(len(codes), 2100)
        self.assertLess(max(largest), 64 << 20)

    def resident(self, pid):
        """Bytes of memory that are its own; 0 when it went."""
        with contextlib.suppress(OSError), open(f"/proc/{pid}/statm") as f:
            pages = f.read().split()
            return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGESIZE")
        return 0

    def test_a_mail_that_is_too_large(self):
        size = 100 << 20
        s = self.smtp()
        s.ehlo("tests.example")
        self.assertEqual(str(size), s.esmtp_features["size"])
        self.assertEqual(552, s.docmd("MAIL", f"FROM:<{self.outside}> SIZE={1 << 30}")[0])
        # One that does not say so.
        s = self.smtp()
        s.ehlo("tests.example")
        s.docmd("MAIL", f"FROM:<{self.outside}>")
        s.docmd("RCPT", "TO:<alice@example.org>")
        self.assertEqual(354, s.docmd("DATA")[0])
        line = b"x" * 990 + b"\r\n"
        for _ in range(1090 if WHOLE else 108):
            s.sock.sendall(line * 1024)
        s.sock.sendall(b".\r\n")
        self.assertEqual(552, s.getreply()[0])

    def test_a_line_without_end(self):
        name = self.new_mailbox()
        m = message(self.outside, self.address(name), text="x" * 3_000_000 + "\n")
        data = b"\r\n".join(m.as_bytes().split(b"\n"))
        self.smtp().sendmail(self.outside, [self.address(name)], data)
        mail = self.expect(name, m["Subject"])
        self.assertLess(max(len(line) for line in mail.splitlines()), 100_000)


class LoopTest(MailTest):
    def queue(self, sender):
        """Names of mails of SENDER that Postfix still has."""
        out = subprocess.run(["find", self.stack.state + "/postfix/spool/deferred", self.stack.state + "/postfix/spool/active",
                              self.stack.state + "/postfix/spool/incoming", "-type", "f"],
                             capture_output=True, text=True).stdout.split()
        found = []
        for path in out:
            try:
                with open(path, "rb") as f:
                    if sender.encode() in f.read(4096):
                        found.append(path)
            except OSError:
                pass
        return found

    def test_a_mail_that_went_around_too_often(self):
        m = message(self.outside, "alice@example.org")
        hops = b"".join(b"Received: from a.test by b.test; Fri, 20 Nov 2026 10:00:00 +0000\r\n" for _ in range(60))
        self.assertEqual(554, self.refusal(self.smtp().sendmail, self.outside, ["alice@example.org"], hops + m.as_bytes()))

    def test_aliases_in_a_circle(self):
        one, two = (f"circle{uuid.uuid4().hex[:8]}@example.org" for _ in range(2))
        self.stack.command("alias", "add", one, two)
        self.stack.command("alias", "add", two, one)
        sender = f"{uuid.uuid4().hex[:8]}@elsewhere.test"
        m = message(sender, one)
        try:
            self.smtp().sendmail(sender, [one], m.as_bytes())
        except smtplib.SMTPException:
            pass
        eventually(lambda: not self.queue(sender))
        self.expect("alice", self.mail_in("alice@example.org"))

    def test_scripts_in_a_circle(self):
        one, two = self.new_mailbox(), self.new_mailbox()
        self.outside = f"{uuid.uuid4().hex[:8]}@elsewhere.test"	# whose mail nobody else left in the queue
        for me, other in ((one, two), (two, one)):
            self.sieve(me, f'require ["copy"];\nredirect :copy "{self.address(other)}";\n')
        subject = self.mail_in(self.address(one))
        for name in (one, two):
            self.expect(name, subject)
        # It comes to rest, and nothing is on its way; what came twice came back from the other.
        eventually(lambda: not self.queue(self.outside))
        self.assertLessEqual(self.count(one, subject) + self.count(two, subject), 3)

    def test_two_that_are_away(self):
        one, two = self.new_mailbox(), self.new_mailbox()
        for name in (one, two):
            self.sieve(name, 'require "vacation";\nvacation :days 1 :subject "away" "I am away.";\n')
        m = message(self.address(one), self.address(two))
        self.submission(one).sendmail(self.address(one), [self.address(two)], m.as_bytes())
        self.expect(two, m["Subject"])
        self.expect(one, "away")
        self.assertIsNone(self.find(two, "away"))


if __name__ == "__main__":
    unittest.main()
