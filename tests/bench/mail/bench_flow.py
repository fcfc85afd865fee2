#!/usr/bin/python3
"""How much mail two processors carry: taken by SMTP, scanned by Rspamd, delivered by
Dovecot, each mail a session of its own; and how much memory the whole stack needs,
idle and under that load, beside what mailcow asks for.

    bench_flow.py [--count N] [--senders N]

Where other programs run on the machine, read the processor time: it says what a
mail costs whatever the clock on the wall says.
"""
import argparse
import collections
import os
import random
import re
import smtplib
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "http")]
import harness  # noqa: E402
from mail import message  # noqa: E402

MAILCOW_MIB = 6 * 1024		# "6 GiB + 1 GiB swap", its documentation, without saying for how many mailboxes
BOXES = 20
TICK = os.sysconf("SC_CLK_TCK")
WORDS = [f"word{i:04}" for i in range(3000)]


def service_of(command):
    """Whose process this is, by its command line."""
    for name, pattern in (("postgresql", "postgres"), ("redis", "redis-server"), ("rspamd", "rspamd"),
                          ("dovecot", "dovecot"), ("postfix", "postfix|[a-z]+ -[a-z]* *(-t|-u|-n|-l|-z)"), ("unbound", "unbound"),
                          ("clamav", "clamd"), ("mta-sts", "mta-sts")):
        if re.search(pattern, command):
            return name
    return "hayloft"


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read().decode(errors="replace")
    except OSError:
        return ""


def look(stack):
    """service: [processes, PSS in MiB, seconds of processor with those of its ended children]"""
    out = collections.defaultdict(lambda: [0, 0.0, 0.0])
    for pid in stack.processes():
        try:
            exe = os.readlink(f"/proc/{pid}/exe")
        except OSError:
            continue	# it ended
        name = service_of(exe + " " + read(f"/proc/{pid}/cmdline").replace("\0", " "))
        row = out[read(f"/proc/{pid}/comm").strip() if name == "hayloft" else name]
        pss = re.search(r"^Pss:\s+(\d+)", read(f"/proc/{pid}/smaps_rollup"), re.M)
        fields = read(f"/proc/{pid}/stat").rsplit(")", 1)[-1].split()
        if not pss or len(fields) < 16:
            continue
        row[0] += 1
        row[1] += int(pss[1]) / 1024
        row[2] += sum(int(n) for n in fields[11:15]) / TICK
    return out


class Kinds(threading.Thread):
    """Which processes a service spends its time in, and how many of each it starts: all are
    looked at five times a second.  What lived between two looks is missing here, and is in
    the sum of its service (look())."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.ending, self.first, self.last, self.kind = stack, threading.Event(), {}, {}, {}

    def look(self):
        for pid in self.stack.processes():
            fields = read(f"/proc/{pid}/stat").rsplit(")", 1)[-1].split()
            if len(fields) < 20:
                continue
            # A number may be used again: the time of its start is part of the name.
            who, spent = (pid, fields[19]), (int(fields[11]) + int(fields[12])) / TICK
            if who not in self.kind or self.kind[who][1] in ("sh", "master", "hayloft"):
                try:
                    exe = os.readlink(f"/proc/{pid}/exe")
                except OSError:
                    continue
                words = read(f"/proc/{pid}/cmdline").replace("\0", " ")
                comm = read(f"/proc/{pid}/comm").strip()
                title = re.match(r"(?:postgres|rspamd): (\S+)", words)
                self.kind[who] = service_of(exe + " " + words), title[1] if title else comm
            self.first.setdefault(who, spent if not self.last else 0.0)
            self.last[who] = spent

    def run(self):
        self.look()
        while not self.ending.wait(0.2):
            self.look()
        self.look()

    def end(self, mails, cost):
        self.ending.set()
        self.join()
        spent, started, seen = collections.Counter(), collections.Counter(), collections.Counter()
        for who, kind in self.kind.items():
            spent[kind] += (self.last[who] - self.first[who]) / mails * 1000
            seen[kind[0]] += (self.last[who] - self.first[who]) / mails * 1000
            started[kind] += 1
        for service, whole in sorted(cost.items(), key=lambda x: -x[1]):
            parts = [f"{k[1]} {ms:.2f} ({started[k]})" for k, ms in spent.most_common() if k[0] == service and ms >= 0.05]
            if parts:
                print(f"    {service:10} {whole:5.1f}: {', '.join(parts)}; too short to be seen {whole - seen[service]:.1f}")


def letter(i):
    """What mail is usually like: some kilobytes of text of its own."""
    rng = random.Random(i)
    text = "\n".join(" ".join(rng.choices(WORDS, k=12)) for _ in range(40))
    sender = f"person{i % 500}@firm{i % 50}.test"
    m = message(sender, f"box{i % BOXES}@example.org", subject=f"flow {i}", text=text + "\n")
    return sender, m["To"], m.as_bytes()


class Load:
    def __init__(self, port, count, senders):
        self.port, self.next, self.count = port, iter(range(count)), count
        self.lock, self.taken, self.refused = threading.Lock(), 0, collections.Counter()
        self.threads = [threading.Thread(target=self.work) for _ in range(senders)]

    def work(self):
        while True:
            with self.lock:
                i = next(self.next, None)
            if i is None:
                return
            sender, to, data = letter(i)
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=60, local_hostname="bench.test") as s:
                    s.sendmail(sender, [to], data)
                with self.lock:
                    self.taken += 1
            except smtplib.SMTPException as e:
                with self.lock:
                    self.refused[type(e).__name__] += 1

    def run(self):
        for t in self.threads:
            t.start()
        for t in self.threads:
            t.join()


def arrived(stack):
    """Messages in all of the boxes: Dovecot writes their number to the database after each."""
    return int(stack.sql("SELECT coalesce(sum(messages), 0) FROM quota_usage WHERE address LIKE 'box%@example.org'")[0][0])


def restarted(stack):
    """The first process of each service."""
    return {s["name"]: s["pid"] for s in stack.status()["services"] if s["pid"] > 0}


def print_memory(idle, busy):
    print(f"{'memory (PSS, MiB)':20} {'idle':>8} {'loaded':>8}   processes")
    for name in sorted(set(idle) | set(busy)):
        print(f"  {name:18} {idle[name][1]:8.1f} {busy[name][1]:8.1f}   {idle[name][0]} to {busy[name][0]}")
    total = [sum(row[1] for row in table.values()) for table in (idle, busy)]
    print(f"  {'together':18} {total[0]:8.1f} {total[1]:8.1f}   (wanted 500 idle, without ClamAV; "
          f"mailcow asks for {MAILCOW_MIB}, with ClamAV)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=int(os.environ.get("BENCH_FLOW", "3000")))
    parser.add_argument("--senders", type=int, default=12)
    args = parser.parse_args()
    harness.Template().make()
    stack = harness.Stack().start()
    try:
        for i in range(BOXES):
            stack.sql(f"INSERT INTO account (domain_id, address) SELECT id, 'box{i}@example.org' FROM domain WHERE name = 'example.org'")
        warm = Load(stack.port("smtp"), BOXES * 2, 4)
        warm.run()
        harness.wait_for(lambda: arrived(stack) == warm.taken, 120, pause=1)
        time.sleep(20)
        idle, before = look(stack), arrived(stack)
        load = Load(stack.port("smtp"), args.count, args.senders)
        peak, done = {}, threading.Event()

        def watch():
            while not done.wait(3):
                seen = look(stack)
                if sum(r[1] for r in seen.values()) > sum(r[1] for r in peak.values()):
                    peak.clear()
                    peak.update(seen)
        watcher = threading.Thread(target=watch)
        watcher.start()
        kinds, restarts = Kinds(stack), restarted(stack)
        kinds.start()
        begun = time.monotonic()
        load.run()
        accepted = time.monotonic() - begun
        harness.wait_for(lambda: arrived(stack) - before >= load.taken, 300, pause=0.5)
        delivered = time.monotonic() - begun
        done.set()
        watcher.join()
        after = look(stack)
        print(f"mail flow: {load.taken} of {args.count} accepted, {arrived(stack) - before} arrived"
              + (f", refused: {dict(load.refused)}" if load.refused else ""))
        print(f"  accepted and scanned {load.taken / accepted:6.1f}/s, delivered {load.taken / delivered:6.1f}/s (wanted 100)")
        cost = {n: (after[n][2] - idle[n][2]) / load.taken * 1000 for n in after}
        each = sum(cost.values())
        # "hayloft" is the master: process 1 of the stack, so with all that it buried.
        print(f"  processor time of a mail {each:.1f} ms: " +
              ", ".join(f"{n} {c:.1f}" for n, c in sorted(cost.items(), key=lambda x: -x[1]) if c >= 0.05))
        kinds.end(load.taken, cost)
        if restarted(stack) != restarts:
            # Its whole life is then counted where it was buried.
            print(f"  services were started anew meanwhile, the figures are wrong: {restarts} {restarted(stack)}")
            print("".join("    " + line for line in stack.log(2000).splitlines(True) if "service." in line))
        print(f"  so two processors of this machine, alone, carry {2000 / each:.0f}/s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()}")
        busy = collections.defaultdict(lambda: [0, 0.0, 0.0], peak or after)
        print_memory(idle, busy)
        # One that came twice is the sender's safety; one that is missing is lost.
        if load.taken > arrived(stack) - before or load.refused:
            raise SystemExit("not every mail arrived")
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
