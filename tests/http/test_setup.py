"""`hayloft setup`: a conversation at a terminal, or all in options; a file that is whole or not there."""
import json
import os
import pty
import select
import shutil
import socket
import subprocess
import tempfile
import unittest

from harness import PROGRAM, Ports, wait_for

NAME = ["--host", "mail.example.org", "--admin", "ada@example.org"]


class SetupTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hayloft-setup-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.state = os.path.join(self.folder, "state")
        self.path = os.path.join(self.state, "hayloft.conf")
        ports = Ports()
        self.addCleanup(ports.close)
        self.base = ports.base
        self.quiet = ["--yes", "--bind", "127.0.0.1", "--port-base", str(self.base), "--anyway"]

    def environment(self):
        return {**{k: v for k, v in os.environ.items() if not k.startswith("HAYLOFT_")}, "HAYLOFT_STATE": self.state}

    def run_it(self, *args, code=0):
        done = subprocess.run([PROGRAM, "setup", *args, "--json"], env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(code, done.returncode, done.stdout + done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def text(self):
        with open(self.path) as f:
            return f.read()

    def settings(self):
        """What it says, comments aside."""
        lines = [line for line in self.text().splitlines() if line and not line.startswith("#")]
        return dict((part.strip() for part in line.split("=", 1)) for line in lines)

    def certificate(self, name="mail.example.org", days="30"):
        cert, key = os.path.join(self.folder, "cert.pem"), os.path.join(self.folder, f"key-{name}.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                        "-out", cert, "-days", days, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
                       check=True, capture_output=True)
        return cert, key

    def test_all_in_options(self):
        done = self.run_it(*NAME, *self.quiet, "--timezone", "Europe/Oslo", "--clamav", "on")
        self.assertTrue(done["written"])
        self.assertEqual({"host": "mail.example.org", "timezone": "Europe/Oslo", "bind": "127.0.0.1", "port.base": str(self.base),
                          "service.clamav": "on", "service.unbound": "off", "search.attachments": "on"}, self.settings())
        self.assertIn("hayloft user add ada@example.org --role admin", done["next"])
        self.assertIn("hayloft dns zone example.org", done["next"])
        self.assertIn("#message.size = 100", self.text())
        # Another command reads it, and the commands it proposes are ones.
        version = subprocess.run([PROGRAM, "version", "--json"], env=self.environment(), capture_output=True, text=True)
        self.assertEqual(0, version.returncode, version.stderr)
        for command in done["next"]:
            words = command.split()[1:]
            helped = subprocess.run([PROGRAM, *words[:1 if words[0] == "run" else 2], "--help"], capture_output=True, text=True)
            self.assertEqual(0, helped.returncode, command)

    def test_the_same_again_changes_nothing(self):
        self.run_it(*NAME, *self.quiet)
        before = os.stat(self.path)
        done = self.run_it(*NAME, *self.quiet)
        self.assertEqual((False, None), (done["written"], done["kept"]))
        self.assertEqual(before.st_ino, os.stat(self.path).st_ino)

    def test_another_file_is_kept(self):
        self.run_it(*NAME, *self.quiet)
        with open(self.path, "a") as f:
            f.write("message.size = 33\nthrottle.account = 7\n")
        os.chmod(self.path, 0o600)	# there may be secrets in it
        old = self.text()
        self.assertIn("--force", self.run_it("--host", "mx.example.org", *NAME[2:], *self.quiet, code=4))
        self.assertEqual(old, self.text())
        done = self.run_it("--host", "mx.example.org", *NAME[2:], *self.quiet, "--force")
        with open(done["kept"]) as f:
            self.assertEqual(old, f.read())
        self.assertEqual([0o600] * 2, [os.stat(path).st_mode & 0o777 for path in (self.path, done["kept"])])
        now = self.settings()
        self.assertEqual(("mx.example.org", "33", "7"), (now["host"], now["message.size"], now["throttle.account"]))
        # What was carried over stays, and the same answers change nothing now.
        self.assertFalse(self.run_it("--host", "mx.example.org", *NAME[2:], *self.quiet)["written"])

    def test_an_installed_program_finds_its_browser_side(self):
        program, ui = os.path.join(self.folder, "bin", "hayloft"), os.path.join(self.folder, "share", "hayloft", "ui")
        for folder in (os.path.dirname(program), ui):
            os.makedirs(folder)
        shutil.copy(PROGRAM, program)
        for _ in range(2):
            done = subprocess.run([program, "setup", *NAME, *self.quiet], env=self.environment(), cwd="/", stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(0, done.returncode, done.stderr)
            self.assertEqual(ui, self.settings()["ui"])
        self.assertIn("says just that already", done.stdout)

    def test_what_is_missing_is_named(self):
        self.assertIn("--host is missing", self.run_it("--yes", code=6))
        self.assertIn("--admin is missing", self.run_it("--yes", *NAME[:2], code=6))
        self.assertIn("--timezone is missing, and there is no terminal", self.run_it(*NAME, code=6))
        self.assertFalse(os.path.exists(self.path))

    def test_nonsense_is_refused(self):
        cert, key = self.certificate()
        _, other = self.certificate("other.example.org")
        for option, value, words in (
                ("--host", "localhost", "has a dot"), ("--host", "a b.example", "--host"), ("--admin", "nobody", "--admin"),
                ("--timezone", "Mars/Olympus", "no time zone"), ("--timezone", "../../../etc/passwd", "no time zone"),
                ("--bind", "everywhere", "no address"), ("--port-base", "-1", "a number"), ("--port-base", "99999", "a number"),
                ("--clamav", "perhaps", "on or off"), ("--certificate", "/etc/passwd", "no certificate"),
                ("--certificate", "cert.pem", "from the root"), ("--timezone", "UTC\nbind = *", "control characters")):
            self.assertIn(words, self.run_it(*NAME, *self.quiet, option, value, code=6), (option, value))
        self.certificate("other.example.org")
        self.assertIn("is not for mail.example.org", self.run_it(*NAME, *self.quiet, "--certificate", cert, "--key", other, code=6))
        self.certificate()
        self.assertIn("does not belong", self.run_it(*NAME, *self.quiet, "--certificate", cert, "--key", other, code=6))
        self.run_it(*NAME, *self.quiet, "--certificate", cert, "--key", key)
        self.assertEqual((cert, key), (self.settings()["tls.certificate"], self.settings()["tls.key"]))

    def test_a_port_that_is_taken(self):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("127.0.0.1", self.base + 25))
            s.listen()
            said = self.run_it(*NAME, *self.quiet[:-1], code=7)
            self.assertIn("another mail server", said)
            self.assertFalse(os.path.exists(self.path))
            done = self.run_it(*NAME, *self.quiet)
            self.assertIn(f"port {self.base + 25}", "\n".join(done["problems"]))

    def converse(self, answers, *args):
        """What a person at a terminal sees who answers each question; the exit code."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(PROGRAM, [PROGRAM, "setup", "--bind", "127.0.0.1", "--port-base", str(self.base), "--anyway", *args],
                      self.environment())
        seen, at, answers = "", 0, list(answers)

        def step():
            nonlocal seen, at
            if not select.select([terminal], [], [], 1)[0]:
                return False
            try:
                part = os.read(terminal, 4096).decode()
            except OSError:
                return True
            seen += part
            # A question is what ends without a line.
            if answers and seen[at:].rstrip(" ").endswith((":", "]")) and not seen[at:].endswith("\n"):
                at = len(seen)
                os.write(terminal, answers.pop(0).encode() + b"\n")
            return not part
        wait_for(step, 60)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(terminal)
        return seen, code

    def test_a_conversation(self):
        seen, code = self.converse(["localhost", "mail.example.org", "", "Europe/Berlin", "own", "no", "", "off", ""])
        self.assertEqual(0, code, seen)
        self.assertIn("has a dot", seen)
        self.assertIn("[admin@example.org]", seen)
        self.assertIn("is written", seen)
        self.assertIn("hayloft user add admin@example.org", seen)
        self.assertEqual(("mail.example.org", "Europe/Berlin", "off"),
                         tuple(self.settings()[k] for k in ("host", "timezone", "search.attachments")))

    def test_second_thoughts(self):
        seen, code = self.converse(["mail.example.org", "", "UTC", "own", "no", "no", "yes", "n"])
        self.assertEqual(7, code, seen)
        self.assertIn("nothing was written", seen)
        self.assertFalse(os.path.exists(self.path))

    def test_who_goes_away(self):
        seen, code = self.converse(["mail.example.org", "\x04"])
        self.assertNotEqual(0, code)
        self.assertFalse(os.path.exists(self.path))
