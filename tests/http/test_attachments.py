"""Words in PDF and office files are found by searches; what is hostile costs little and is told in the log."""
import os
import resource
import subprocess
import unittest

import documents
from documents import DOCX, ODT, PDF, PPTX, XLSX
from harness import PROGRAM
from mail import MailTest, eventually, message

NOBODY = "65534"


def decode(kind, data, **how):
    """(text, log) of `hayloft decode`, the way Dovecot starts it."""
    done = subprocess.run([PROGRAM, "decode", NOBODY] + ([kind] if kind else []), input=data,
                          capture_output=True, timeout=120, **how)
    if done.returncode != 0:
        raise AssertionError(f"{done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode(errors="replace"), done.stderr.decode()


class DecodeTest(unittest.TestCase):
    def test_its_types(self):
        lines = decode(None, b"")[0].splitlines()
        self.assertIn(f"{PDF} pdf", lines)
        self.assertIn(f"{DOCX} docx", lines)
        self.assertEqual("", lines[-1])

    def test_words(self):
        for kind, data, wanted in (
                (PDF, documents.pdf("Quarterly figures", "second line"), "Quarterly figures second line"),
                (DOCX, documents.docx("Kostenvoranschlag", "n&amp;m &#252;ber"), "Kostenvoranschlag n&m über"),
                (ODT, documents.odt("Motorrad<text:s/>im <text:span>Wal</text:span>d"), "Motorrad im Wald"),
                (XLSX, documents.xlsx("Umsatz", "Gewinn"), "Umsatz Gewinn 880088"),
                (PPTX, documents.pptx("Vision", "Mission"), "Vision Mission")):
            text, log = decode(kind, data)
            self.assertEqual(wanted, text.strip(), kind)
            self.assertEqual("", log)

    def test_broken_ones(self):
        """Never an error for Dovecot: what can be read is, the rest stands in the log."""
        whole = documents.docx("Kostenvoranschlag")
        for name, kind, data in (
                ("empty", DOCX, b""), ("noise", DOCX, os.urandom(5000)), ("another archive", DOCX, documents.archive(a="b")),
                ("cut", DOCX, whole[:-30]), ("empty PDF", PDF, b""), ("noise after its begin", PDF, b"%PDF-1.7\n" + os.urandom(5000)),
                ("two thirds", PDF, documents.pdf("words")[:400])):
            text, log = decode(kind, data)
            if name not in ("two thirds", "noise after its begin"):
                self.assertIn("decode.incomplete", log, name)
        self.assertEqual("", decode("image/png", whole)[0])

    def test_bombs(self):
        for name, data in (
                ("spaces", documents.bomb()),
                ("words", documents.docx(" ".join(f"word{i}" for i in range(30000)))),
                ("entities", documents.docx("&h;" * 1000, before='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY h "&a;&a;&a;&a;">]>'))):
            text, log = decode(DOCX, data)
            self.assertLessEqual(len(text), 128 << 10)
            self.assertNotIn("aaaaaaaaaa", text)
            if name != "entities":
                self.assertRegex(log, "more than|too many words|takes too long", name)

    def test_too_large(self):
        text, log = decode(ODT, documents.odt("x") + bytes(33 << 20))
        self.assertEqual("", text)
        self.assertIn("more than 32 MiB", log)

    @unittest.skipIf(os.getuid() != 0, "root can become somebody with less time")
    def test_a_pdf_that_never_ends(self):
        """Five seconds for everybody; this one gets one."""
        def little_time():
            resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        text, log = decode(PDF, documents.endless_pdf(), user="nobody", group="nogroup", extra_groups=[], preexec_fn=little_time)
        self.assertIn("takes too long", log)

    def test_javascript_is_nobodys_business(self):
        script = "<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1/'\\);this.exportDataObject\\({cName:'x'}\\))>>"
        data = documents.pdf("Rechnung", more=[script]).replace(b"/Type/Catalog", b"/OpenAction 6 0 R/Type/Catalog")
        self.assertEqual("Rechnung", decode(PDF, data)[0].strip())


class AttachmentSearchTest(MailTest):
    def attached(self, name, *files, text="see there\n"):
        m = message(self.outside, self.address(name), text=text)
        for kind, data, filename in files:
            main, sub = kind.split("/")
            m.add_attachment(data, maintype=main, subtype=sub, filename=filename)
        self.smtp().sendmail(self.outside, [self.address(name)], m.as_bytes())
        self.expect(name, m["Subject"])
        return m["Subject"]

    def search(self, name, key, word):
        """How many are found; asked again where the index was not made in time."""
        c = self.imap(name)
        c.select("INBOX", readonly=True)
        answer = eventually(lambda: (found := c.search(None, key, word))[0] == "OK" and found)
        return len(answer[1][0].split())

    def test_words_in_attachments(self):
        me = self.stack.new_account("found")
        name = me.address.split("@")[0]
        self.made[me.address] = me.password
        self.attached(name, (PDF, documents.pdf("Jahresabschluss 2026"), "a.pdf"))
        self.attached(name, (DOCX, documents.docx("Kostenvoranschlag"), "b.docx"), (ODT, documents.odt("Motorradausflug"), "c.odt"))
        for word in ("Jahresabschluss", "Kostenvoranschlag", "Motorradausflug"):
            self.assertEqual(1, self.search(name, "TEXT", word), word)
            self.assertEqual(1, self.search(name, "BODY", word), word)
        self.assertEqual(1, self.search(name, "BODY", '"Jahresabschluss 2026"'))
        self.assertEqual(0, self.search(name, "BODY", "Eisenbahn"))
        for what in ("body", "text"):
            for word in ("Jahresabschluss", "Motorradausflug"):
                (_, answer), = me.jmap(("Email/query", {"filter": {what: word}}))
                self.assertEqual(1, len(answer["ids"]), (what, word))

    def test_hostile_ones_do_not_keep_mail_from_being_found(self):
        name = self.new_mailbox()
        self.attached(name, (PDF, b"%PDF-1.4\n" + os.urandom(3000), "a.pdf"), (DOCX, os.urandom(3000), "b.docx"),
                      (XLSX, os.urandom(3000), "c.xlsx"), (ODT, documents.odt("Motorradausflug"), "d.odt"), text="Gemeindefest\n")
        for word in ("Gemeindefest", "Motorradausflug"):
            self.assertEqual(1, self.search(name, "BODY", word), word)

        def told():
            with open(os.path.join(self.stack.state, "log", "dovecot.log"), errors="replace") as f:
                return "decode.incomplete" in f.read()
        eventually(told)
