#!/usr/bin/python3
"""How quick the first indexing of a mailbox is, and whose time it takes.

    bench_index.py [--count N] [--rounds N] [--against PROGRAM]

Each round forgets the index and asks for it once.  Then: messages a second, processor time of each
kind of process for a message, bytes of the write-ahead log; what Dovecot alone does of the same
FETCH and PostgreSQL alone of a COPY of the same rows; and what each table and index weighs.
AGAINST: another build, on a stack of its own with the same mail, in turn with this one.
"""
import argparse
import os
import re
import socket
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]
import bench_mail  # noqa: E402
import harness  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
TABLES = ("mail_email", "mail_placement", "mail_words", "mail_ref")
# As imapclient/fetch.c asks for a batch of the index, and how many messages are one.
ITEMS = ("UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE X-GUID BODYSTRUCTURE PREVIEW (LAZY) "
         "BODY.PEEK[HEADER.FIELDS ({})]<0.131072>")
BATCH = 500


def fields():
    with open(os.path.join(harness.ROOT, "imapclient", "fetch.c")) as f:
        return re.search(r'ROW_FIELDS\s+"(.*?)"', f.read()).group(1)


def kind(pid):
    """Whose process it is, in a word or two; None when it is gone."""
    try:
        with open(f"/proc/{pid}/comm") as f:
            name = f.read().strip()
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            line = f.read().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return None
    if name == "hay-mail":
        return "mail workers"
    if name == "imap":
        return "Dovecot's sessions"
    if line.startswith("postgres: hayloft hayloft"):
        return "PostgreSQL for them"
    if line.startswith("postgres: ") and "[local]" not in line:
        return "PostgreSQL's own"
    return "others"


def used(stack):
    """Processor seconds by kind of process, those of children that ended included."""
    out = {}
    for pid in stack.processes():
        try:
            with open(f"/proc/{pid}/stat") as f:
                parts = f.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        name = kind(pid)
        if name:
            out[name] = out.get(name, 0) + sum(int(n) for n in parts[11:15]) / TICK
    return out


class Mailbox:
    def __init__(self, stack, who, count, name):
        self.stack, self.who, self.count, self.name = stack, who, count, name
        self.account = bench_mail.account_id(stack, who)
        self.rates, self.micros, self.log = [], {}, []

    def round(self):
        self.stack.sql(f"DELETE FROM mail_state WHERE account_id = {self.account}; CHECKPOINT;", user="postgres")
        for table in TABLES:	# what was deleted is out of the way
            self.stack.sql(f"VACUUM {table}", user="postgres")
        before, at = used(self.stack), self.stack.sql("SELECT pg_current_wal_insert_lsn()")[0][0]
        took, _ = bench_mail.index(self.stack, self.who, self.count)
        after = used(self.stack)
        self.log.append(int(self.stack.sql(f"SELECT pg_current_wal_insert_lsn() - '{at}'")[0][0]) / self.count)
        self.rates.append(self.count / took)
        for name, seconds in after.items():
            self.micros.setdefault(name, []).append((seconds - before.get(name, 0)) / self.count * 1e6)

    def tell(self):
        middle = sorted(self.rates)[len(self.rates) // 2]
        print(f"{self.name + ': first indexing':42} {middle:8.0f} messages/s, best {max(self.rates):.0f} of "
              f"{len(self.rates)}   wanted 10000 {'yes' if middle >= 10000 else 'NO'}")
        each = {name: min(list_) for name, list_ in self.micros.items()}
        print(f"{'   processor time for a message, least':42} {sum(each.values()):8.0f} µs: " + ", ".join(
            f"{name} {micros:.0f}" for name, micros in sorted(each.items(), key=lambda x: -x[1]) if micros >= 0.5))
        print(f"{'   write-ahead log for a message':42} {sum(self.log) / len(self.log):8.0f} bytes", flush=True)

    def fetch_alone(self):
        """The same FETCH of INBOX, of which nobody reads more than the end."""
        s = socket.create_connection(("127.0.0.1", self.stack.port("imap")))

        def ask(line):
            s.sendall(b"bench " + line.encode() + b"\r\n")
            answer, last = b"", b""
            while not (answer.endswith(b"\r\n") and last.startswith(b"bench ")):
                if not (some := s.recv(1 << 18)):
                    raise SystemExit("the mail server hung up")
                answer = answer[-4096:] + some
                last = answer[-4096:].rstrip(b"\r\n").rsplit(b"\r\n", 1)[-1]
            if not last.startswith(b"bench OK"):
                raise SystemExit(f"{line[:60]}: {last[:200]}")
            return answer
        ask(f'LOGIN {self.who.address} "{self.who.password}"')
        ask("ENABLE CONDSTORE")
        there = int(re.search(rb"\* (\d+) EXISTS", ask("SELECT INBOX")).group(1))
        items, before, begun = ITEMS.format(fields()), used(self.stack), time.monotonic()
        for first in range(1, there + 1, BATCH):
            ask(f"FETCH {first}:{min(first + BATCH - 1, there)} ({items})")
        took, after, name = time.monotonic() - begun, used(self.stack), "Dovecot's sessions"
        s.close()
        print(f"{'   its FETCH alone':42} {there / took:8.0f} messages/s, "
              f"{(after[name] - before[name]) / there * 1e6:.0f} µs of Dovecot")

    def copy_alone(self):
        """The same rows from a file into tables with the same indexes, in one transaction."""
        folder = os.path.join(self.stack.state, "pg", "base")	# where its server may write
        for table in TABLES:
            self.stack.sql(f"COPY (SELECT * FROM {table} WHERE account_id = {self.account})"
                           f" TO '{folder}/{table}.copy' WITH (FORMAT binary)", user="postgres")
        script = "".join(f"CREATE TABLE bench_{t} (LIKE {t} INCLUDING ALL);" for t in TABLES)
        script += "SELECT extract(epoch FROM clock_timestamp());BEGIN;"
        script += "".join(f"COPY bench_{t} FROM '{folder}/{t}.copy' WITH (FORMAT binary);" for t in TABLES)
        script += "COMMIT;SELECT extract(epoch FROM clock_timestamp());"
        rows = self.stack.sql(script + "".join(f"DROP TABLE bench_{t};" for t in TABLES), user="postgres")
        took = float(rows[-1][0]) - float(rows[-2][0])
        for table in TABLES:
            os.unlink(f"{folder}/{table}.copy")
        print(f"{'   COPY of its rows alone':42} {self.count / took:8.0f} messages/s, {took / self.count * 1e6:.0f} µs")

    def weigh(self):
        rows = self.stack.sql("SELECT c.relname, pg_table_size(c.oid) FROM pg_class c LEFT JOIN pg_index i ON"
                              " i.indexrelid = c.oid WHERE c.relkind IN ('r', 'i') AND coalesce(i.indrelid, c.oid)"
                              f" IN ({', '.join(repr(t) + '::regclass' for t in TABLES)}) ORDER BY 2 DESC")
        sizes = [(name, int(size) / self.count) for name, size in rows]
        print(f"{'   the index weighs':42} {sum(s for _, s in sizes):8.0f} bytes a message: " +
              ", ".join(f"{name} {size:.0f}" for name, size in sizes if size >= 1), flush=True)


def fill(program, count):
    stack = harness.Stack()
    if program:
        stack.command_line = [program, *stack.command_line[1:]]
    stack.start()
    who = stack.new_account("large")
    bench_mail.pour(stack, who, count)
    return stack, who


def measure(boxes, rounds):
    for n in range(rounds):
        for box in boxes if n % 2 == 0 else reversed(boxes):
            box.round()
        if n == 0:
            boxes[0].weigh()	# before rows of other rounds leave gaps
    for box in boxes:
        box.tell()
    boxes[0].fetch_alone()
    boxes[0].copy_alone()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--count", type=int, default=30000)
    a.add_argument("--rounds", type=int, default=5)
    a.add_argument("--against", metavar="PROGRAM")
    a = a.parse_args()
    print(f"\nFirst indexing of {a.count:,} messages (load {os.getloadavg()[0]:.1f})", flush=True)
    stacks = []
    try:
        boxes = []
        for name, program in [("this", None)] + ([("other", os.path.abspath(a.against))] if a.against else []):
            stack, who = fill(program, a.count)
            stacks.append(stack)
            bench_mail.searchable(who, 900)
            boxes.append(Mailbox(stack, who, a.count, name))
        measure(boxes, a.rounds)
    finally:
        for stack in stacks:
            stack.stop()


if __name__ == "__main__":
    main()
