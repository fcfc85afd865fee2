"""Mail that comes through a proxy which says whom it speaks for; and a virus
scanner that comes when it is wanted."""

import contextlib
import os
import signal
import smtplib
import socket
import struct
import unittest

from harness import wait_for
from mail import MailTest, message


class MailBehindProxyTest(MailTest):
    """The PROXY protocol at the mail ports; and a virus scanner that comes when it is wanted."""
    config = "proxy.bind = 127.0.0.77\nservice.clamav = on\nclamav.idle = 10\n"

    def connect(self, port, client="203.0.113.5", version=1):
        s = socket.create_connection(("127.0.0.77", self.stack.base + port), timeout=60)
        self.addCleanup(s.close)
        if version == 1:
            s.sendall(f"PROXY TCP4 {client} 192.0.2.1 4711 {port - 10000}\r\n".encode())
        else:
            s.sendall(b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + socket.inet_aton(client) + socket.inet_aton("192.0.2.1") +
                      struct.pack("!HH", 4711, port - 10000))
        return s

    def over_tls(self, sock):
        sock = self.tls.wrap_socket(sock, server_hostname="localhost")
        self.addCleanup(sock.close)
        return sock

    def smtp_on(self, sock):
        """smtplib over a connection that is there already."""
        s = smtplib.SMTP(local_hostname="mx.elsewhere.test", timeout=60)
        s.sock, s.file = sock, None
        self.addCleanup(s.close)
        self.assertEqual(220, s.getreply()[0])
        return s

    def test_mail_tells_who_stands_behind(self):
        for version in (1, 2):
            m = message(self.outside, self.alice.address)
            self.smtp_on(self.connect(10025, version=version)).sendmail(self.outside, [self.alice.address], m.as_bytes())
            self.assertIn(b"[203.0.113.5]", self.expect("alice", m["Subject"]))

    def test_submission(self):
        for port in (10587, 10465):
            sock = self.connect(port)
            if port == 10465:
                sock = self.over_tls(sock)
            s = self.smtp_on(sock)
            s._host = "localhost"
            if port == 10587:
                s.starttls(context=self.tls)
            s.login(self.alice.address, self.password(self.alice.address))
            m = message(self.alice.address, self.bob.address)
            s.sendmail(self.alice.address, [self.bob.address], m.as_bytes())
            # And tells nobody where it was written.
            self.assertNotIn(b"203.0.113.5", self.expect("bob", m["Subject"]))

    def test_nobody_sends_through_us_by_a_proxy(self):
        """Not either who is said to be this machine."""
        for port in (10025, 10587, 10465):
            for client in ("203.0.113.9", "127.0.0.1"):
                sock = self.connect(port, client)
                s = self.smtp_on(self.over_tls(sock) if port == 10465 else sock)
                s._host = "localhost"
                if port == 10587:
                    s.starttls(context=self.tls)
                s.ehlo("tests.example")
                for sender in ("", self.outside, self.alice.address):
                    s.rset()
                    code = s.docmd("MAIL", f"FROM:<{sender}>")[0]
                    if code == 250:
                        code = s.docmd("RCPT", "TO:<friend@elsewhere.test>")[0]
                    with self.subTest(port=port, client=client, sender=sender):
                        self.assertIn(code, (503, 530, 550, 553, 554))

    def answer(self, sock, line):
        """All that is said to it, which may come in pieces."""
        sock.sendall(line)
        heard = b""
        while b"\r\na " not in b"\r\n" + heard or not heard.endswith(b"\r\n"):
            self.assertTrue(part := sock.recv(500), heard)
            heard += part
        return heard

    def test_mail_programs(self):
        for port, tls in ((10143, False), (10993, True), (10110, False), (10995, True), (14190, False)):
            sock = self.connect(port)
            if tls:
                sock = self.over_tls(sock)
            self.assertRegex(sock.recv(500), rb"^(\* OK|\+OK|\"IMPLEMENTATION\")")
        # It is as far away as it says: no password in clear.
        sock = self.connect(10143)
        sock.recv(500)
        self.assertIn(b"PRIVACYREQUIRED", self.answer(sock, b"a LOGIN alice x\r\n"))

    def test_who_guesses_is_who_stands_behind(self):
        sock = self.over_tls(self.connect(10993, "203.0.113.66"))
        sock.recv(500)
        self.assertIn(b"a NO", self.answer(sock, b'a LOGIN alice@example.org "wrong"\r\n'))
        wait_for(lambda: "203.0.113.66" in [row[0] for row in self.stack.sql("SELECT remote FROM audit WHERE event LIKE '%fail'")])

    def test_the_ports_serve_nobody_who_says_nothing(self):
        for port in (10025, 10143):
            s = socket.create_connection(("127.0.0.77", self.stack.base + port), timeout=60)
            self.addCleanup(s.close)
            s.sendall(b"EHLO x\r\n")
            heard = b""
            with contextlib.suppress(OSError):
                heard = s.recv(500)
            self.assertNotRegex(heard, rb"^(220|\* OK)")

    def scanner(self):
        return next(s for s in self.stack.status()["services"] if s["name"] == "clamav")

    def test_the_scanner_comes_and_goes(self):
        virus = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*\n"
        for _ in range(2):
            wait_for(lambda: self.scanner()["state"] == "asleep", 120)
            self.assertEqual(0, self.scanner()["pid"])
            m = message(self.outside, self.alice.address, text=virus)
            with self.assertRaises(smtplib.SMTPDataError) as refused:
                self.smtp().sendmail(self.outside, [self.alice.address], m.as_bytes())
            self.assertEqual(554, refused.exception.smtp_code)
            self.assertEqual("ready", self.scanner()["state"])
        # Killed while it works: who waits is served by the next one.
        os.kill(self.stack.pids("clamav")[0], signal.SIGKILL)
        self.expect("alice", self.mail_in(self.alice.address))


if __name__ == "__main__":
    unittest.main()
