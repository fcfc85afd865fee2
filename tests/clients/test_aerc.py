"""aerc (Debian's has no JMAP yet) reads, searches, files and sends over IMAP and
SMTP, in a terminal of the test's own; the index follows it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import tempfile
import termios
import time
import unittest
import urllib.parse

from harness import wait_for
from jmap_case import JmapTest, mail


class Terminal:
    """A program in a pseudo terminal, and what it painted so far."""

    def __init__(self, argv, environment):
        self.painted = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], argv, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))

    def read(self, seconds=0.3):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self.fd], [], [], left)[0]:
            try:
                self.painted += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                return

    def type(self, text):
        os.write(self.fd, text.encode())
        self.read()

    def shows(self, text):
        # Blanks are often jumped over, not painted.
        return text in re.sub(r"(\x1b\][^\x1b]*\x1b\\|\x1b[\[(][0-9;? ]*[A-Za-z]|\s)+", " ", self.painted)

    def sees(self, text, seconds=90):
        def look():
            self.read()
            return self.shows(text)
        wait_for(look, seconds, message=f"{text!r} is not on the screen: {self.painted[-1500:]!r}")

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


class AercTest(JmapTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = os.path.join(folder.name, "aerc")
        os.mkdir(config)
        who = f"{urllib.parse.quote(self.me.address, safe='')}:{urllib.parse.quote(self.me.password, safe='')}"
        editor = os.path.join(folder.name, "editor")
        with open(editor, "w") as f:
            f.write("#!/bin/sh\nprintf 'written in aerc\\n' >> \"$1\"\n")
        os.chmod(editor, 0o755)
        with open(os.path.join(config, "accounts.conf"), "w") as f:
            f.write(f"[t]\nsource = imaps://{who}@localhost:{self.stack.port('imaps')}\n"
                    f"outgoing = smtps://{who}@localhost:{self.stack.port('submissions')}\n"
                    f"default = INBOX\nfrom = Me <{self.me.address}>\ncopy-to = Sent\n")
        os.chmod(os.path.join(config, "accounts.conf"), 0o600)
        with open(os.path.join(config, "aerc.conf"), "w") as f:
            f.write(f"[compose]\neditor={editor}\n[viewer]\npager=cat\n[filters]\ntext/plain=cat\n")
        # The command line alone, so that no key of ours means something else.
        with open(os.path.join(config, "binds.conf"), "w") as f:
            f.write("[messages]\n$noinherit = false\n")
        self.append(mail("Plans for the loft", "hay and more hay\r\n"))
        self.append(mail("Something else"))
        self.aerc = Terminal(["aerc"], dict(os.environ, XDG_CONFIG_HOME=folder.name, XDG_DATA_HOME=folder.name, HOME=folder.name,
                             XDG_CACHE_HOME=folder.name, XDG_RUNTIME_DIR=folder.name, TERM="xterm",
                             SSL_CERT_FILE=os.path.join(self.stack.state, "tls", "ca.crt")))
        self.addCleanup(self.aerc.close)
        self.aerc.sees("Plans for the loft")

    def command(self, text):
        self.aerc.type(":" + text + "\r")

    def until(self, done, *commands):
        """It is ready for commands when it has loaded what they are about."""
        def try_it():
            for command in commands:
                self.command(command)
            self.aerc.read(3)
            return done()
        wait_for(try_it, 120, message=f"{commands}: {self.aerc.painted[-1500:]!r}")

    def test_read_search_file_and_send(self):
        state, archive = self.state(), self.box_id("archive")
        self.command("filter Plans")
        # Before the filter's answer is there it is the other mail, which "close" (of no meaning in the list) leaves.
        self.until(lambda: self.aerc.shows("hay and more hay"), "close", "select 0", "view")
        wait_for(lambda: "$seen" in self.emails(self.query(filter={"subject": "Plans"}), "keywords")[0]["keywords"], 60)
        self.command("close")
        self.until(lambda: self.subjects(filter={"inMailbox": archive}) == ["Plans for the loft"], "mv Archive")
        [moved] = self.query(filter={"inMailbox": archive})
        self.assertIn(moved, self.one("Email/changes", sinceState=state)["updated"])

        you = self.stack.new_account("you")
        self.command(f"compose -H 'To: {you.address}' -H 'Subject: from aerc'")
        self.aerc.sees("Send this email?")
        self.command("send")
        wait_for(lambda: self.one("Email/query", you)["ids"], 90)
        got = self.one("Email/get", you, ids=self.one("Email/query", you)["ids"], fetchTextBodyValues=True)["list"][0]
        self.assertEqual(("from aerc", "written in aerc"), (got["subject"], next(iter(got["bodyValues"].values()))["value"].strip()))
        wait_for(lambda: self.subjects(filter={"inMailbox": self.box_id("sent")}) == ["from aerc"], 90)


if __name__ == "__main__":
    unittest.main()
