"""Whoever guesses passwords, from an address that is not this machine's loopback,
in a network of his own: refused by every service, and by the packet filter."""

import json
import os
import subprocess
import unittest

from harness import DOMAIN, PROGRAM, ROOT, Stack, wait_for

GUESSER = "198.51.100.7"

# Runs in the network of the stack: says "open", "closed" or "silent" for a port of this machine.
PROBE = """
import socket, sys
try:
    s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=1.5, source_address=(sys.argv[2], 0))
    s.settimeout(40)
    s.sendall(sys.argv[3].encode().decode("unicode_escape").encode())
    print("open" if s.recv(10) else "closed")
except TimeoutError:
    print("silent")
except ConnectionError:
    print("closed")
"""


class ApartStack(Stack):
    """A stack in a network of its own, with one more address."""

    def run_program(self):
        self.log_path = os.path.join(self.folder, "output")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HAYLOFT_")}
        environment.update(HAYLOFT_STATE=self.state, HAYLOFT_PORT_BASE=str(self.base), HAYLOFT_BIND="127.0.0.1")
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(
                ["unshare", "-n", "sh", "-c", f"ip link set lo up && ip addr add {GUESSER}/32 dev lo &&"
                 f" exec {PROGRAM} run --demo {DOMAIN}"], cwd=ROOT, env=environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def within(self, *command):
        return subprocess.run(["nsenter", f"--net=/proc/{self.process.pid}/ns/net", *command], text=True,
                              capture_output=True, timeout=60)


def may_unshare():
    return os.geteuid() == 0 and subprocess.run(["unshare", "-n", "nft", "list", "ruleset"],
                                                capture_output=True).returncode == 0


@unittest.skipUnless(may_unshare(), "no network namespaces here")
class BanFilterTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = ApartStack(config="bans.nftables = on\n")
        cls.addClassCleanup(cls.stack.stop)
        cls.stack.start()

    def probe(self, port, source=GUESSER, say="GET / HTTP/1.0\\r\\n\\r\\n"):
        done = self.stack.within("/usr/bin/python3", "-c", PROBE, str(self.stack.port(port)), source, say)
        return done.stdout.strip() or done.stderr

    def guess(self):
        """A wrong password over IMAP; the answer."""
        return self.stack.within("/usr/bin/python3", "-c", """
import socket, ssl, sys
try:
    s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=10, source_address=(sys.argv[2], 0))
    s.settimeout(40)
    s = ssl._create_unverified_context().wrap_socket(s)
    f = s.makefile("rwb")
    f.readline()
    f.write(b"a LOGIN alice%d@example.org wrong\\r\\n" % int(sys.argv[3]))
    f.flush()
    print(f.readline().decode())
except OSError as e:
    print("gone", e)
""", str(self.stack.port("imaps")), GUESSER, str(os.urandom(1)[0])).stdout

    def test_ten_guesses_close_every_door(self):
        self.stack.command("ban", "settings", "--max-attempts", "3")
        self.assertEqual("open", self.probe("http"))
        for _ in range(3):
            self.assertIn("a NO", self.guess())
        self.assertRegex(self.guess(), "a NO|gone")
        [ban] = wait_for(lambda: json.loads(self.stack.command("ban", "list", "--json").stdout)["bans"])
        self.assertEqual(GUESSER + "/32", ban["network"])
        wait_for(lambda: self.probe("http") == "silent")
        rules = self.stack.within("nft", "list", "table", "inet", "hayloft").stdout
        self.assertIn(GUESSER, rules)
        for port in ("https", "smtp", "imap", "submissions", "pop3", "managesieve"):
            with self.subTest(port=port):
                self.assertEqual("silent", self.probe(port))
        # The others come in, and what is not ours is left alone.
        self.assertEqual("open", self.probe("http", "127.0.0.1"))
        # Allowed networks are, whatever was decided about them.
        self.stack.command("ban", "allow", "198.51.100.0/24")
        wait_for(lambda: self.probe("http") == "open")
        self.stack.command("ban", "forget", "198.51.100.0/24")
        wait_for(lambda: self.probe("http") == "silent")
        self.stack.command("ban", "lift", GUESSER + "/32")
        wait_for(lambda: self.probe("http") == "open")


if __name__ == "__main__":
    unittest.main()
