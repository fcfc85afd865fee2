"""sieve-connect (Debian) manages the scripts of an account over ManageSieve: what
it uploads JMAP shows, what it makes active files mail, what it removes is gone."""

import os
import subprocess
import tempfile
import unittest

from harness import deliver, wait_for
from jmap_case import JmapTest, mail

SCRIPT = 'require "fileinto";\r\nif header :contains "subject" "[club]" { fileinto "Club"; }\r\n'


class SieveConnectTest(JmapTest):
    def run_it(self, *action, password=None, works=True):
        """Its password comes by a pipe, so that no list of processes shows it."""
        done = subprocess.run(
            ["sieve-connect", "--server", "localhost", "--port", str(self.stack.port("managesieve")),
             "--user", self.me.address, "--passwordfd", "0",
             "--tlscafile", os.path.join(self.stack.state, "tls", "ca.crt"), *action],
            input=(password or self.me.password) + "\n", capture_output=True, text=True, timeout=60)
        self.assertEqual(works, done.returncode == 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def scripts(self):
        return {s["name"]: s["isActive"] for s in self.one("SieveScript/get", ids=None)["list"]}

    def test_a_script_from_upload_to_removal(self):
        self.append(mail("first"))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "club.sieve")
            with open(path, "w", newline="") as f:
                f.write(SCRIPT)
            self.run_it("--upload", "--localsieve", path, "--remotesieve", "club")
            self.assertEqual(False, self.scripts()["club"])
            self.run_it("--activate", "--remotesieve", "club")
            self.assertEqual(True, self.scripts()["club"])
            self.assertIn('"club" ACTIVE', self.run_it("--list"))
            back = os.path.join(folder, "back.sieve")
            self.run_it("--download", "--localsieve", back, "--remotesieve", "club")
            with open(back, newline="") as f:
                self.assertEqual(SCRIPT, f.read())

            self.one("Mailbox/set", create={"c": {"name": "Club"}})
            deliver(self.stack, self.me.address, mail("[club] meets", To=self.me.address).decode())
            club = self.one("Mailbox/query", filter={"name": "Club"})["ids"][0]
            wait_for(lambda: self.one("Email/query", filter={"inMailbox": club})["ids"])

            with open(path, "w", newline="") as f:
                f.write("this is no sieve;\r\n")
            self.run_it("--checkscript", "--localsieve", path, works=False)
            self.run_it("--deactivate")
            self.run_it("--delete", "--remotesieve", "club")
            self.assertNotIn("club", self.scripts())

    def test_a_wrong_password(self):
        self.assertIn("Authentication failed", self.run_it("--list", password="wrong", works=False))


if __name__ == "__main__":
    unittest.main()
