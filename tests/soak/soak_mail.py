#!/usr/bin/python3
"""Two IMAP clients and two JMAP clients do at random what clients do to one
mailbox; afterwards `hayloft index verify` finds index and mail server the same.
Then once more while workers and Dovecot's processes are killed.

    soak_mail.py [SECONDS]      each part; five minutes unless told

`make check` runs tests/http/jmap/test_random_clients.py, which is this for seconds.
"""
import contextlib
import imaplib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "http")]
import harness  # noqa: E402

WORDS = ["INBOX", "Archive", "Trash", "Projects", "Projects/Hay & Straw", 'Weird "name" (1)%*', "Füße/日本"]
AWAY = (OSError, imaplib.IMAP4.error, socket.timeout, EOFError, harness.http.client.HTTPException, AssertionError,
        KeyError, ValueError)


def message(dice):
    number = dice.randrange(10 ** 9)
    answers = f"In-Reply-To: <{dice.randrange(50)}@soak>\r\n" if dice.random() < 0.5 else ""
    return (f"From: s{number}@example.com\r\nTo: me@example.org\r\nSubject: soak {dice.randrange(20)}\r\n"
            f"Message-ID: <{dice.randrange(50) if dice.random() < 0.2 else number}@soak>\r\n{answers}\r\nhay {number}\r\n").encode()


def wire(name):
    """A mailbox name as IMAP writes it (modified UTF-7), quoted."""
    out, text = "", ""
    for c in name + "\0":
        if " " <= c <= "~" or c == "\0":
            if text:
                import base64
                out += "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
                text = ""
            out += "&-" if c == "&" else c.strip("\0")
        else:
            text += c
    return '"' + out.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Soak:
    def __init__(self, stack, seconds, seed=1, renames=0.01):
        self.stack, self.seconds, self.seed = stack, seconds, seed
        self.renames = renames	# how often, of all steps
        self.who = stack.new_account("soak")
        self.done = {}
        self.troubles = []
        self.patient = False	# something is being killed: errors are to be expected

    def note(self, what):
        self.done[what] = self.done.get(what, 0) + 1

    def imap_step(self, c, dice):
        box = wire(dice.choice(WORDS))
        what = dice.choice(["append", "append", "flags", "flags", "flags", "move", "expunge", "copy", "create",
                            "delete", "many", "flags"])
        # A rename while others write waits a minute for a lock that Dovecot left in the old folder: not often.
        what = "rename" if dice.random() < self.renames else what
        if what == "create":
            c.create(wire(dice.choice(WORDS[3:])))
        elif what == "rename":
            old = dice.choice(WORDS[3:])
            c.rename(wire(old), wire(old + dice.choice("ab")))
            c.rename(wire(old + dice.choice("ab")), wire(dice.choice(WORDS[3:])))
        elif what == "delete":
            c.delete(wire(dice.choice(WORDS[3:]) + dice.choice(["", "a", "b"])))
        elif c.select(box)[0] != "OK":
            return
        elif what == "append":
            c.append(box, dice.choice([None, r"(\Seen)", r"(\Draft)"]), None, message(dice))
        else:
            uids = c.uid("search", None, "ALL")[1][0].split()
            if not uids:
                return
            some = ",".join(u.decode() for u in dice.sample(uids, min(len(uids), dice.choice([1, 1, 1, 5]))))
            if what == "flags":
                c.uid("store", some, dice.choice(["+FLAGS", "-FLAGS", "FLAGS"]),
                      dice.choice([r"(\Seen)", r"(\Flagged)", r"(\Draft)", r"(\Deleted)", "($Work)", "()"]))
            elif what == "move":
                c.uid("MOVE", some, wire(dice.choice(WORDS[:4])))
            elif what == "copy":
                c.uid("COPY", some, wire(dice.choice(WORDS[:4])))
            elif what == "many" and len(uids) < 200:
                c.uid("COPY", "1:*", box)
            elif what == "expunge":
                c.uid("store", some, "+FLAGS", r"(\Deleted)")
                c.expunge()
        self.note("imap " + what)

    def one(self, name, **arguments):
        """One call's answer. What others do may make an object go (a SetError says so) or a state be
        forgotten; that the server itself cannot is for times when something of it is killed."""
        (got, answer), *_ = self.who.jmap((name, arguments))
        failed = [e for kind in ("notCreated", "notUpdated", "notDestroyed") for e in (answer.get(kind) or {}).values()
                  if e["type"] == "serverFail"]
        if failed or (got == "error" and (name, answer["type"]) != ("Email/changes", "cannotCalculateChanges")):
            raise AssertionError(f"{name}: {failed or answer}")
        return answer

    def jmap_step(self, dice, memory):
        what = dice.choice(["flags", "flags", "move", "destroy", "changes", "query", "boxes", "mailbox"])
        if what == "boxes" or "boxes" not in memory:
            memory["boxes"] = [m["id"] for m in self.one("Mailbox/get", ids=None).get("list", [])]
        boxes = memory["boxes"]
        if what == "mailbox":
            made = self.one("Mailbox/set", create={"n": {"name": f"jmap {dice.randrange(5)}"}}).get("created") or {}
            if self.renames and dice.random() < 0.2 and made:
                self.one("Mailbox/set", update={made["n"]["id"]: {"name": f"called {dice.randrange(1000)}"}})
            elif boxes and dice.random() < 0.1:
                self.one("Mailbox/set", destroy=[dice.choice(boxes)], onDestroyRemoveEmails=False)
        elif what == "changes":
            answer = self.one("Email/changes", sinceState=memory.get("state", "0"), maxChanges=dice.choice([None, 3, 50]))
            memory["state"] = answer.get("newState") or self.one("Email/get", ids=[])["state"]
        else:
            ids = self.one("Email/query", limit=50, collapseThreads=dice.random() < 0.5).get("ids") or ["e1"]
            some = dice.sample(ids, min(len(ids), 3))
            if what == "flags":
                self.one("Email/set", update={e: {"keywords/" + dice.choice(["$seen", "$flagged", "later"]):
                                                  dice.choice([True, None])} for e in some})
            elif what == "move":
                self.one("Email/set", update={e: {"mailboxIds": {dice.choice(boxes): True}} for e in some})
            elif what == "destroy":
                self.one("Email/set", destroy=some[:1])
        self.note("jmap " + what)

    def client(self, kind, number, end):
        dice = random.Random(self.seed * 100 + number)
        c, memory = None, {}
        while time.monotonic() < end:
            try:
                if kind == "imap":
                    c = c or self.who.imap()
                    self.imap_step(c, dice)
                else:
                    self.jmap_step(dice, memory)
            except AWAY as e:
                # An IMAP client gets NO, or BYE, for what others deleted under its hands.
                gone = isinstance(e, imaplib.IMAP4.error)
                if not self.patient and not gone:
                    self.troubles.append(f"{kind} {number}: {e!r}")
                self.who.close()
                if c is not None:
                    with contextlib.suppress(*AWAY):
                        c.shutdown()
                c = None
                time.sleep(0.2)
        if c is not None:
            with contextlib.suppress(*AWAY):
                c.logout()

    def killer(self, end):
        """kill -9 of whatever serves this mailbox."""
        dice = random.Random(self.seed)
        while time.monotonic() < end:
            time.sleep(2)
            victims = self.stack.pids("worker", "mail")
            if dice.random() < 0.3:
                victims = [p for p in self.stack.processes() if self.name_of(p) in ("imap", "dovecot")]
            if victims:
                victim = dice.choice(victims)
                self.note("killed " + self.name_of(victim))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)

    @staticmethod
    def name_of(pid):
        try:
            with open(f"/proc/{pid}/comm") as f:
                return f.read().strip()
        except OSError:
            return "gone"

    def run(self, kill=False):
        end = time.monotonic() + self.seconds
        self.patient = kill
        threads = [threading.Thread(target=self.client, args=(kind, number, end))
                   for number, kind in enumerate(["imap", "imap", "jmap", "jmap"])]
        threads += [threading.Thread(target=self.killer, args=(end,))] if kill else []
        for t in threads:
            t.start()
        for t in threads:
            t.join()

    def verify(self):
        """What `hayloft index verify` says, once everything answers again."""
        out = {}

        def answers():
            done = subprocess.run([harness.PROGRAM, "index", "verify", self.who.address, "--json"], capture_output=True,
                                  text=True, timeout=240, env=dict(os.environ, HAYLOFT_STATE=self.stack.state,
                                                                   HAYLOFT_PORT_BASE=str(self.stack.base)))
            out.update(json.loads(done.stdout.strip().splitlines()[0]) if done.stdout.strip() else {"error": done.stderr})
            return "differences" in out
        harness.wait_for(answers, 240, 1, "verify does not run")
        return out


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300
    bad = 0
    stack = harness.Stack().start()
    try:
        for kill in (False, True):
            soak = Soak(stack, seconds, seed=int(os.environ.get("SOAK_SEED", time.time())))
            soak.run(kill)
            report = soak.verify()
            good = not report["differences"] and not soak.troubles and report["messages"] > 0
            bad += not good
            print(f"{'ok  ' if good else 'FAIL'} {seconds:.0f} s{' with kill -9' if kill else ''}, seed {soak.seed}: "
                  f"{report['mailboxes']} mailboxes, {report['messages']} messages, {sum(soak.done.values())} steps: "
                  f"{dict(sorted(soak.done.items()))}", flush=True)
            for line in (report["differences"] + soak.troubles)[:40]:
                print("    " + line)
    finally:
        stack.stop()
    print(f"{2 - bad} passed, {bad} failed")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
