"""Hayloft itself: a stack of the http tests, asked over TLS."""
import contextlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, ".."), os.path.join(HERE, "..", "..", "http"),
                os.path.join(HERE, "..", "..", "attack")]
import bench  # noqa: E402
import harness  # noqa: E402
from client import BUILD, ROOT, Refused, Target, pss  # noqa: E402


class Hayloft(Target):
    name = "Hayloft"
    quick = True
    sync_most = 20000
    stack = None

    def launch(self):
        return harness.Stack().start()

    def start(self):
        harness.Template().make()
        self.stack = self.launch()
        alice = self.stack.client("alice")
        self.login, self.password = alice.address, alice.password
        self.port, self.ca = self.stack.port("https"), os.path.join(self.stack.state, "tls", "ca.crt")
        self.calendars = f"/dav/calendars/{self.login}/"
        self.books = f"/dav/addressbooks/{self.login}/"

    def memory(self):
        return pss([pid for pid, _ in bench.ours(self.stack)])

    def pids(self):
        """Everything of the stack, the database too."""
        space = os.readlink(f"/proc/{self.stack.status()['pid']}/ns/pid")
        for name in os.listdir("/proc"):
            if name.isdigit():
                with contextlib.suppress(OSError):
                    if os.readlink(f"/proc/{name}/ns/pid") == space:
                        yield int(name)

    def stop(self):
        if self.stack is not None:
            self.stack.stop()


class Plain(Hayloft):
    """The same over plain HTTP, which only a program made for this serves."""
    name = "Plain"
    program = os.path.join(BUILD, "bench", "hayloft-plain")

    def launch(self):
        if not os.path.exists(self.program):
            raise Refused(f"{self.program} is not there: make {os.path.relpath(self.program, ROOT)}")
        stack = harness.Stack()
        stack.command_line[0] = self.program
        return stack.start()

    def start(self):
        super().start()
        self.port, self.ca = self.stack.port("http"), None
