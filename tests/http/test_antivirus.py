"""ClamAV and Unbound switched on: mail with a virus is refused, other mail comes through."""

import io
import os
import signal
import smtplib
import socket
import unittest
import zipfile

import documents
from harness import wait_for
from mail import MailTest, message

# The test file of EICAR, in two halves so that no scanner minds this one.
VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


def zipped(data, levels):
    for level in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("inner.zip" if level > 0 else "eicar.com", data)
        data = out.getvalue()
    return data


class AntivirusTest(MailTest):
    config = "service.clamav = on\nservice.unbound = on\nmail.macros = refuse\n"

    def with_file(self, name, data):
        m = message(self.outside, self.alice.address)
        m.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return m

    def send(self, m):
        self.smtp().sendmail(self.outside, [self.alice.address], m.as_bytes())

    def scanner(self):
        """Its process id while it answers, else 0."""
        return next(s["pid"] if s["state"] == "ready" else 0
                    for s in self.stack.status()["services"] if s["name"] == "clamav")

    def test_a_virus_is_refused(self):
        for name, m in {
                "text": message(self.outside, self.alice.address, text=VIRUS.decode() + "\n"),
                "attached": self.with_file("eicar.com", VIRUS),
                "in an archive": self.with_file("a.zip", zipped(VIRUS, 1)),
                "in archives": self.with_file("a.zip", zipped(VIRUS, 3))}.items():
            with self.subTest(name), self.assertRaises(smtplib.SMTPDataError) as refused:
                self.send(m)
            self.assertEqual(554, refused.exception.smtp_code)
            self.assertIn(b"Eicar-Test-Signature", refused.exception.smtp_error)
            self.assertIsNone(self.find("alice", m["Subject"]))

    def test_a_macro_that_runs_by_itself_is_refused(self):
        data = documents.docm({"ThisDocument": 'Sub Document_Open()\nShell "calc"\nEnd Sub\n'})
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            self.send(self.with_file("bill.docm", data))
        self.assertEqual(554, refused.exception.smtp_code)
        self.assertIn(b"bill.docm (1): document_open, shell", refused.exception.smtp_error)
        m = self.with_file("honest.docm", documents.docm({"M": "Sub Total()\nEnd Sub\n"}))
        self.send(m)
        wait_for(lambda: self.find("alice", m["Subject"]))

    def test_our_own_people_too(self):
        m = message(self.alice.address, self.bob.address, text=VIRUS.decode() + "\n")
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            self.submission("alice").sendmail(self.alice.address, [self.bob.address], m.as_bytes())
        self.assertEqual(554, refused.exception.smtp_code)

    def test_nothing_slips_through_while_the_scanner_is_away(self):
        for _ in range(3):
            killed = wait_for(self.scanner)
            os.kill(killed, signal.SIGKILL)
            m = message(self.outside, self.alice.address, text=VIRUS.decode() + "\n")
            with self.assertRaises(smtplib.SMTPDataError) as refused:
                self.send(m)
            self.assertIn(refused.exception.smtp_code, (451, 554))
            wait_for(lambda: self.scanner() not in (0, killed), 120)

    def test_no_mail_is_lost_when_they_die(self):
        def strike():
            for name in ("clamav", "unbound"):
                killed = self.stack.pids(name)[0]
                os.kill(killed, signal.SIGKILL)
                wait_for(lambda: self.stack.pids(name) not in ([], [killed]), 120)
        self.loses_nothing(strike)

    def test_other_mail_arrives(self):
        m = self.with_file("report.zip", zipped(b"nothing to see", 2))
        self.send(m)
        wait_for(lambda: self.find("alice", m["Subject"]))

    def test_they_are_shown_and_watched(self):
        def states():
            services = {s["name"]: s for s in self.stack.status()["services"]}
            return {services[name]["state"] for name in ("clamav", "unbound")}
        # Other tests of this class kill them.
        wait_for(lambda: states() == {"ready"})

    def test_unbound_asks_nobody_while_offline(self):
        # example.org MX, recursion desired
        question = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03org\x00\x00\x0f\x00\x01"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(60)
            s.sendto(question, ("127.0.0.1", self.port(53)))
            answer = s.recv(512)
        self.assertEqual((question[:2], 3), (answer[:2], answer[3] & 15))		# NXDOMAIN, at once


if __name__ == "__main__":
    unittest.main()
