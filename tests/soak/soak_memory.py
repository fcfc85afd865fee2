"""Memory (issue 4): of mail workers over many requests and a message of 50 MB, and
of everything with a thousand open event streams, which hear of new mail at once.

	soak_memory.py [requests] [streams]
"""

import json
import os
import resource
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "http"))
from harness import Stack, deliver  # noqa: E402

MIB = 1 << 20


def resident(pids):
    """Private and shared-out memory (PSS) in KiB, so that what processes share counts once."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup") as f:
                total += next(int(line.split()[1]) for line in f if line.startswith("Pss:"))
        except (OSError, StopIteration):
            try:
                with open(f"/proc/{pid}/status") as f:
                    total += next(int(line.split()[1]) for line in f if line.startswith("VmRSS:"))
            except (OSError, StopIteration):
                pass
    return total


def peak(pid):
    with open(f"/proc/{pid}/status") as f:
        lines = dict(line.split(":", 1) for line in f if ":" in line)
    return int(lines.get("VmHWM", lines["VmRSS"]).split()[0])


class Watch(threading.Thread):
    """The greatest resident memory of PIDS while it runs, beyond what each had at first, in KiB."""

    def __init__(self, pids):
        super().__init__(daemon=True)
        self.first = {p: resident([p]) for p in pids()}
        self.pids, self.most, self.ends = pids, 0, False
        self.start()

    def run(self):
        while not self.ends:
            for pid in self.pids():
                now = resident([pid])
                self.first.setdefault(pid, now)
                self.most = max(self.most, now - self.first[pid])
            time.sleep(0.05)

    def end(self):
        self.ends = True
        self.join()
        return self.most


def large_message(me, stack):
    """Sent by JMAP, delivered, read: how much a worker grows."""
    inbox = lambda role: next(m["id"] for m in me.jmap(("Mailbox/get", {"ids": None}))[0][1]["list"] if m["role"] == role)
    drafts = inbox("drafts")
    [identity] = me.jmap(("Identity/get", {"ids": None}))[0][1]["list"]
    data = os.urandom(36 * MIB)		# 50 MB as a message
    pids = stack.pids("worker", "mail")
    watch = Watch(lambda: pids)
    blob = me.post(f"/jmap/upload/{me.account()}/", data, expect=201).json()["blobId"]
    print(f"  upload: a worker grew by {watch.most / 1024:.1f} MiB at most", flush=True)
    answer = me.jmap(("Email/set", {"create": {"d": {
        "mailboxIds": {drafts: True}, "subject": "large", "from": [{"email": me.address}], "to": [{"email": me.address}],
        "bodyValues": {"1": {"value": "see there"}}, "textBody": [{"partId": "1", "type": "text/plain"}],
        "attachments": [{"blobId": blob, "type": "application/octet-stream", "name": "a.bin"}]}}}))
    size = answer[0][1]["created"]["d"]["size"]
    print(f"  a message of {size / 1e6:.1f} MB: {watch.most / 1024:.1f} MiB", flush=True)
    sent = me.jmap(("EmailSubmission/set", {"create": {"s": {"emailId": answer[0][1]["created"]["d"]["id"], "identityId": identity["id"]}}}))
    assert sent[0][1].get("created"), sent
    print(f"  sent: {watch.most / 1024:.1f} MiB", flush=True)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        ids = me.jmap(("Email/query", {"filter": {"inMailbox": inbox("inbox")}}))[0][1]["ids"]
        if ids:
            break
        time.sleep(0.5)
    [e] = me.jmap(("Email/get", {"ids": ids, "properties": ["blobId", "attachments", "bodyValues"], "fetchTextBodyValues": True}))[0][1]["list"]
    got = me.get(f"/jmap/download/{me.account()}/{e['attachments'][0]['blobId']}/a.bin", expect=200).body
    assert got == data
    whole = me.get(f"/jmap/download/{me.account()}/{e['blobId']}/a.eml", expect=200).body
    assert len(whole) > size
    most = watch.end() / 1024
    print(f"50 MB sent and read: a mail worker grew by {most:.1f} MiB at most (10 wanted)", flush=True)
    return most


def many_requests(me, stack, count):
    """The list of 50 newest, again and again, from two clients; memory of the workers before and after."""
    box = next(m["id"] for m in me.jmap(("Mailbox/get", {"ids": None}))[0][1]["list"] if m["role"] == "inbox")
    calls = (("Email/query", {"filter": {"inMailbox": box}, "limit": 50}), ("Mailbox/get", {"ids": None}),
             ("Email/changes", {"sinceState": me.jmap(("Email/get", {"ids": []}))[0][1]["state"]}),
             )
    ids = me.jmap(calls[0])[0][1]["ids"]
    calls = (*calls[:3], ("Email/get", {"ids": ids[:50], "properties": ["subject", "from", "preview", "keywords"]}))
    bodies = [json.dumps({"using": me.capabilities, "methodCalls": [[name, {"accountId": me.account(), **a}, "0"]]}).encode()
              for name, a in calls]
    headers = {"Content-Type": "application/json"}
    for _ in range(500):
        me.post("/jmap/api", bodies[_ % 4], headers=headers, expect=200)
    pids = {p: resident([p]) for p in stack.pids("worker", "mail")}
    seen, begun = [], time.monotonic()

    def ask(n):
        for i in range(n):
            me.post("/jmap/api", bodies[i % 4], headers=headers, expect=200)
            if i % 2000 == 0:
                seen.append((i, sum(resident([p]) for p in pids)))
    threads = [threading.Thread(target=ask, args=(count // 2,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - begun
    alive = [p for p in stack.pids("worker", "mail") if p in pids]
    grown = max((resident([p]) - pids[p] for p in alive), default=0)
    print(f"{count} requests in {took:.0f} s ({count / took:.0f}/s): workers {[pids[p] for p in alive]} ->"
          f" {[resident([p]) for p in alive]} KiB, the most that one grew {grown / 1024:.1f} MiB; {len(pids) - len(alive)} replaced", flush=True)
    return grown / 1024


def streams(stack, count):
    """COUNT streams of COUNT/10 people; what all our processes take more, and how long news take."""
    people = [stack.new_account(f"s{i}") for i in range(max(1, count // 10))]
    for p in people:
        p.sign_in()
    ours = lambda: [p for n in ("front", "watcher", "worker", "master") for p in stack.pids(n)]
    time.sleep(3)
    before, everything_before = resident(ours()), resident(stack.processes())
    open_ones = []
    for i in range(count):
        open_ones.append(people[i % len(people)].events(timeout=60))
    time.sleep(8)
    after, everything = resident(ours()), resident(stack.processes())
    waits = []
    for i, p in list(enumerate(people))[:40]:
        mine = [e for k, e in enumerate(open_ones) if k % len(people) == i][0]
        begun = time.monotonic()
        deliver(stack, p.address, f"From: a@b.example\r\nTo: {p.address}\r\nSubject: x\r\nMessage-ID: <{i}-{begun}@x>\r\n\r\nx\r\n")
        taken = time.monotonic()
        for _, data in mine:
            if "Email" in next(iter(data["changed"].values())):
                break
        waits.append((time.monotonic() - taken) * 1000)
    waits.sort()
    for e in open_ones:
        e.close()
    print(f"{count} streams of {len(people)} people: our processes {before / 1024:.1f} -> {after / 1024:.1f} MiB"
          f" (+{(after - before) / 1024:.1f}; 30 wanted), with Dovecot and PostgreSQL +{(everything - everything_before) / 1024:.1f};"
          f" a mail was heard {waits[len(waits) // 2]:.0f} ms after it was taken (p50), {waits[-1]:.0f} at most (500 wanted)", flush=True)
    return (after - before) / 1024, waits[-1]


def main():
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    stack = Stack(config="worker.requests = 1000000\nconnections.address = 5000\nthrottle.address = 100000\nmessage.size = 100\n").start()
    try:
        me = stack.new_account("large")
        me.sign_in()
        for i in range(60):
            deliver(stack, me.address, f"From: a@b.example\r\nTo: {me.address}\r\nSubject: mail {i}\r\nMessage-ID: <m{i}@x>\r\n\r\nwords {i}\r\n")
        bad = []
        if requests:
            bad.append(many_requests(me, stack, requests) > 5)
        bad.append(large_message(stack.new_account("huge"), stack) > 10)
        if count:
            more, slowest = streams(stack, count)
            bad.append(more > 30 or slowest > 500)
        return 1 if any(bad) else 0
    finally:
        stack.stop()


if __name__ == "__main__":
    sys.exit(main())
