#!/usr/bin/python3
"""How quick a mailbox of 100,000 messages is, by JMAP over TLS as one client, beside
the same questions by raw IMAP and by SOGo's own web API to the same Dovecot in the
same run.

    bench_mail.py [--count N] [--rounds N]     a stack of its own, N messages
    HAYLOFT_URL=… bench_mail.py --here         the stack that is there, alice's mailbox

Each row: p50 and p99 in milliseconds and what the issue wants; then the others' p50
and p99, and how many times as long they take.  And first indexing, and what the index
weighs.
"""
import argparse
import contextlib
import imaplib
import os
import subprocess
import sys
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "http")]
import harness  # noqa: E402
from sogo_mail import SogoMail  # noqa: E402

MAKER = os.path.join(harness.ROOT, "tests", "fixtures", "make_mailbox.py")
LIST = ["id", "threadId", "mailboxIds", "keywords", "from", "to", "subject", "receivedAt", "size", "preview",
        "hasAttachment"]
OPEN = ["id", "threadId", "subject", "from", "to", "cc", "bcc", "replyTo", "sentAt", "textBody", "htmlBody",
        "attachments", "bodyValues", "keywords", "mailboxIds"]
imaplib._MAXLINE = 10_000_000


def timed(what, rounds, skip=2):
    """Milliseconds of ROUNDS calls, warm."""
    out = []
    for i in range(rounds + skip):
        begun = time.perf_counter()
        what(i)
        if i >= skip:
            out.append((time.perf_counter() - begun) * 1000)
    return out


def p(times, percent):
    return sorted(times)[min(len(times) - 1, int(len(times) * percent / 100))]


class Jmap:
    def __init__(self, client):
        self.client = client
        boxes = self.call(("Mailbox/get", {"ids": None}))[0]["list"]
        self.inbox = next(m["id"] for m in boxes if m["role"] == "inbox")
        self.total = next(m["totalEmails"] for m in boxes if m["role"] == "inbox")

    def call(self, *calls):
        out = []
        for name, answer in self.client.jmap(*calls):
            if name == "error":
                raise SystemExit(f"{calls}: {answer}")
            out.append(answer)
        return out

    def page(self, position=0, collapse=False, **filter):
        query, got = self.call(
            ("Email/query", {"filter": {"inMailbox": self.inbox, **filter}, "position": position, "limit": 50,
                             "sort": [{"property": "receivedAt", "isAscending": False}], "collapseThreads": collapse}),
            ("Email/get", {"#ids": {"resultOf": "c0", "name": "Email/query", "path": "/ids"}, "properties": LIST}))
        return query["ids"], got["list"]

    def open(self, email):
        got, = self.call(("Email/get", {"ids": [email], "properties": OPEN, "fetchHTMLBodyValues": True,
                                        "fetchTextBodyValues": True, "maxBodyValueBytes": 256 * 1024}))
        assert got["list"], email

    def flag(self, email, on):
        got, = self.call(("Email/set", {"update": {email: {"keywords/$flagged": True if on else None}}}))
        assert email in got["updated"], got

    def search(self, total=False, **filter):
        got, = self.call(("Email/query", {"filter": filter, "limit": 50, "calculateTotal": total}))
        return got["ids"]

    def changes(self, state):
        got, = self.call(("Email/changes", {"sinceState": state}))
        return got


class Imap:
    """What a mail program would ask for the same."""

    def __init__(self, client):
        self.c = client.imap()
        self.total = int(self.c.select("INBOX")[1][0])
        self.uids = self.c.uid("search", None, "ALL")[1][0].split()

    def page(self, position=0):
        end = self.total - position
        kind, data = self.c.fetch(f"{max(1, end - 49)}:{end}", "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE PREVIEW)")
        assert kind == "OK", data

    def threads(self):
        self.c.uid("thread", "REFERENCES", "UTF-8", "ALL")

    def open(self, i):
        self.c.uid("fetch", self.uids[-1 - i], "(FLAGS BODY.PEEK[])")

    def flag(self, i):
        self.c.uid("store", self.uids[-1], ("-" if i % 2 else "+") + "FLAGS", r"(\Flagged)")

    def search(self, *words):
        return self.c.uid("search", None, *words)[1][0].split()


def row(name, times, wanted=None, imap=None, sogo=None):
    half, most = p(times, 50), p(times, 99)
    line = f"{name:42} p50 {half:7.1f}  p99 {most:7.1f} ms"
    line += f"   wanted {wanted:4} {'yes' if half <= wanted else 'NO '}" if wanted else " " * 18
    for other, took in (("IMAP", imap), ("SOGo", sogo)):
        if took:
            line += f"   {other} {p(took, 50):7.1f} {p(took, 99):7.1f} ms x{p(took, 50) / half:6.1f}"
    print(line, flush=True)


def measure(who, rounds, bodies, sogo):
    jmap, imap = Jmap(who), Imap(who)
    ids, _ = jmap.page()
    few = max(5, rounds // 5)
    middle = jmap.total // 2

    def theirs(what, rounds):
        """A peer that gives up on a mailbox of this size does not end the run."""
        try:
            return timed(what, rounds, skip=1) if sogo else None
        except Exception as e:
            print(f"SOGo: {e}", flush=True)
            return None
    row("newest 50, envelope and preview", timed(lambda i: jmap.page(), rounds), 10, timed(lambda i: imap.page(), rounds),
        theirs(lambda i: sogo.view(), few))
    row("the same, threads collapsed", timed(lambda i: jmap.page(collapse=True), rounds), 10,
        timed(lambda i: imap.threads(), max(3, rounds // 10)))
    row("page at position 50,000", timed(lambda i: jmap.page(middle), rounds), 10,
        timed(lambda i: imap.page(imap.total // 2), rounds), theirs(lambda i: sogo.page(middle), rounds))
    later = lambda i: (middle + 50 * i) % (jmap.total - 50)
    row("each next page from there", timed(lambda i: jmap.page(later(i)), rounds), 10,
        timed(lambda i: imap.page(later(i)), rounds), theirs(lambda i: sogo.page(later(i)), rounds))
    row("pages anywhere", timed(lambda i: jmap.page(i * 7919 % jmap.total), rounds))
    row("open a message", timed(lambda i: jmap.open(ids[i % 50]), rounds), 10, timed(lambda i: imap.open(i % 50), rounds),
        theirs(lambda i: sogo.open(i % 50), rounds))
    row("set a flag", timed(lambda i: jmap.flag(ids[0], i % 2 == 0), rounds), 5, timed(imap.flag, rounds),
        theirs(sogo and sogo.flag, rounds))
    words = ["invoice", "maintenance", "budget", "photos", "vertrag"]
    row("search a subject word, INBOX", timed(lambda i: jmap.page(subject=words[i % 5]), rounds), 30,
        timed(lambda i: imap.search("SUBJECT", words[i % 5]), 3), theirs(lambda i: sogo.search("subject", words[i % 5]), few))
    row("search a word that no subject has, INBOX", timed(lambda i: jmap.page(subject=f"zq{i}zq"), rounds), 30)
    row("the same with its total", timed(lambda i: jmap.search(total=True, subject=words[i % 5]), rounds))
    row("search a subject word, everywhere", timed(lambda i: jmap.search(subject=words[i % 5]), rounds), 30)
    if bodies:
        row("search a body word, INBOX", timed(lambda i: jmap.page(body=words[i % 5]), few), 150,
            timed(lambda i: imap.search("BODY", words[i % 5]), few), theirs(lambda i: sogo.search("body", words[i % 5]), few))
        row("search a text, everywhere", timed(lambda i: jmap.search(text=words[i % 5]), few), 150)
    arrive(who, jmap, sogo, few)
    imap.c.logout()


def searchable(who, seconds):
    """Dovecot's full-text index is made while mail comes, and after it; then nothing else runs."""
    begun = time.monotonic()
    c = who.imap()
    c.select("INBOX")
    while time.monotonic() - begun < seconds:
        if c.uid("search", None, "BODY", "invoice")[0] == "OK":
            print(f"{'full-text index there after':42} {time.monotonic() - begun:8.0f} s", flush=True)
            return True
    print(f"the full-text index was not there after {seconds} s: bodies are not searched", flush=True)
    return False


def arrive(who, jmap, sogo, rounds):
    """What changed by one new mail, from the moment that the mail server has it."""
    c = who.imap()

    def come(ask, check):
        times = []
        for i in range(rounds + 2):
            before = jmap.call(("Email/get", {"ids": []}))[0]["state"]
            c.append("INBOX", None, None, f"Subject: news {i}\r\nFrom: x@example.com\r\nMessage-ID: <{uuid.uuid4()}@x>\r\n\r\nhi\r\n".encode())
            begun = time.perf_counter()
            got = ask(before)
            times.append((time.perf_counter() - begun) * 1000)
            assert check(got), got
        return times[2:]
    ours = come(jmap.changes, lambda got: len(got["created"]) == 1)
    theirs = None
    if sogo:
        try:
            theirs = come(lambda _: sogo.changes(), lambda got: got)
        except Exception as e:
            print(f"SOGo: {e}", flush=True)
    c.logout()
    row("Email/changes after one new mail", ours, 5, sogo=theirs)


def account_id(stack, who):
    return stack.sql(f"SELECT id FROM account WHERE address = '{who.address}'")[0][0]


def index(stack, who, count):
    """First indexing: from nothing to everything, asked for once.  Seconds, and until the first answer."""
    account = account_id(stack, who)
    stack.sql(f"DELETE FROM mail_state WHERE account_id = {account}")
    begun = time.monotonic()
    who.jmap(("Mailbox/get", {"ids": None}))
    first = time.monotonic() - begun
    # What the page shows of its mailboxes is read: to count the rows takes a tenth of the machine.
    told = f"SELECT sum(total_emails) FROM mail_mailbox WHERE account_id = {account}"
    while int(stack.sql(f"DO $$ BEGIN FOR i IN 1..500 LOOP EXIT WHEN coalesce(({told}), 0) >= {count};"
                        f" PERFORM pg_sleep(0.02); END LOOP; END $$; SELECT coalesce(({told}), 0)")[0][0]) < count:
        if time.monotonic() - begun > 600:
            raise SystemExit("first indexing did not end within ten minutes")
    took = time.monotonic() - begun
    there = int(stack.sql(f"SELECT count(*) FROM mail_placement WHERE account_id = {account}")[0][0])
    assert there == count, f"{there} of {count} messages are in the index"
    return took, first


def weigh(stack, count):
    for table in ("mail_email", "mail_words", "mail_placement", "mail_ref"):
        stack.sql(f"VACUUM (FULL, ANALYZE) {table}") if os.environ.get("BENCH_VACUUM") else None
    size = int(stack.sql("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relname IN"
                         " ('mail_email', 'mail_words', 'mail_placement', 'mail_ref', 'mail_mailbox', 'mail_tombstone', 'mail_state')"
                         " AND relkind = 'r'")[0][0])
    print(f"{'the index weighs':42} {size / count:8.0f} bytes a message   wanted 1024 {'yes' if size <= 1024 * count else 'NO'}")


@contextlib.contextmanager
def beside(stack, who):
    """SOGo over the same mailbox; None, and why, where it does not run."""
    try:
        sogo = SogoMail(stack.port("imap"), who.address, who.password)
    except Exception as e:	# a peer that does not start is said, and the rest is measured
        print(f"SOGo's web API was not measured: {e}", flush=True)
        yield None
        return
    try:
        yield sogo
    finally:
        sogo.stop()


def rest(seconds=900):
    """Until the processors are idle for five seconds: Dovecot goes on making its full-text index after the last mail."""
    def spent():
        with open("/proc/stat") as f:
            words = [int(w) for w in f.readline().split()[1:]]
        return sum(words) - words[3] - words[4], sum(words)
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        busy, whole = spent()
        time.sleep(5)
        now, all_of_it = spent()
        if now - busy < 0.15 * (all_of_it - whole):
            break
    print(f"{'waited until nothing else was at work':42} {time.monotonic() - begin:8.0f} s", flush=True)


def pour(stack, who, count):
    """COUNT messages by IMAP, as a move from another server brings them."""
    begun = time.monotonic()
    subprocess.run([sys.executable, MAKER, "--count", str(count), "--seed", "7", "--owner", who.address,
                    "--imap", f"localhost:{stack.port('imaps')}", "--tls", "--ca", os.path.join(stack.state, "tls", "ca.crt"),
                    "--user", who.address, "--password", who.password], check=True, stdout=subprocess.DEVNULL)
    print(f"{'brought by APPEND':42} {count / (time.monotonic() - begun):8.0f} messages/s", flush=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--count", type=int, default=int(os.environ.get("BENCH_MAILS", "100000")))
    a.add_argument("--rounds", type=int, default=50)
    a.add_argument("--here", action="store_true")
    a = a.parse_args()
    print(f"\nA mailbox of {a.count:,} messages (load {os.getloadavg()[0]:.1f})", flush=True)
    if a.here:
        stack = harness.Stack.from_environment()
        who = stack.client("alice")
        with beside(stack, who) as sogo:
            measure(who, a.rounds, searchable(who, 900), sogo)
        return
    stack = harness.Stack().start()
    try:
        who = stack.new_account("large")
        pour(stack, who, a.count)
        bodies = searchable(who, 900)
        took, first = index(stack, who, a.count)
        print(f"{'first indexing':42} {a.count / took:8.0f} messages/s in {took:.1f} s, first answer after {first:.1f} s"
              f"   wanted 10000/s {'yes' if a.count / took >= 10000 else 'NO'}")
        weigh(stack, a.count)
        with beside(stack, who) as sogo:
            measure(who, a.rounds, bodies, sogo)
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
