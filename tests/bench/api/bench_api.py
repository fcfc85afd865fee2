"""A domain with 10,000 mailboxes and 20,000 aliases: what a page of the API and a
look-up of Postfix or Dovecot cost.  Prints milliseconds: median and 95th percentile of
the clock, and the processor's time, which says what it costs whatever else the machine
does; ends with 1 when a page takes more than 50 ms of that or a look-up more than 2."""

import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "http"))
from api_case import Caller
from harness import Stack

BOXES = int(os.environ.get("BENCH_BOXES", "10000"))
DOMAIN = "large.example"

FILL = f"""
INSERT INTO domain (name) VALUES ('{DOMAIN}');
INSERT INTO account (domain_id, address, name, quota, tags)
  SELECT d.id, 'u' || i || '@{DOMAIN}', 'Person ' || i, 1073741824, CASE WHEN i % 100 = 0 THEN '{{vip}}'::text[] ELSE '{{}}' END
  FROM domain d, generate_series(1, {BOXES}) i WHERE d.name = '{DOMAIN}';
INSERT INTO credential (account_id, kind, hash)
  SELECT id, 'password', '{{PLAIN}}x' FROM account WHERE address LIKE '%@{DOMAIN}';
INSERT INTO quota_usage (address, bytes, messages) SELECT address, 1000000, 10 FROM account WHERE address LIKE '%@{DOMAIN}';
INSERT INTO alias (domain_id, address) SELECT d.id, 'a' || i || '@{DOMAIN}'
  FROM domain d, generate_series(1, {2 * BOXES}) i WHERE d.name = '{DOMAIN}';
INSERT INTO alias_target (domain_id, alias_id, target)
  SELECT l.domain_id, l.id, 'u' || (substr(split_part(l.address, '@', 1), 2)::int % {BOXES} + 1) || '@{DOMAIN}'
  FROM alias l WHERE l.address LIKE '%@{DOMAIN}';
INSERT INTO alias_domain (domain_id, name) SELECT id, 'also.example' FROM domain WHERE name = '{DOMAIN}';
ANALYZE;
"""

PAGES = (
    ("mailbox, first page", "GET", f"/api/v2/objects/mailbox?domain={DOMAIN}&limit=100", None),
    ("mailbox, middle page", "GET", f"/api/v2/objects/mailbox?domain={DOMAIN}&limit=100&after=u5@{DOMAIN}", None),
    ("mailbox, a word", "GET", "/api/v2/objects/mailbox?limit=100&word=u999", None),
    ("alias, first page", "GET", f"/api/v2/objects/alias?domain={DOMAIN}&limit=100", None),
    ("one mailbox", "GET", f"/api/v1/get/mailbox/u77@{DOMAIN}", None),
    ("one domain", "GET", f"/api/v1/get/domain/{DOMAIN}", None),
    ("search/mailbox", "POST", "/api/v1/search/mailbox", {"draw": 1, "start": 5000, "length": 25, "search": {"value": ""}}),
)

LOOKUPS = (
    ("a mailbox's targets", f"SELECT mail.targets('u77@{DOMAIN}')"),
    ("an alias' targets", f"SELECT mail.targets('a777@{DOMAIN}')"),
    ("through an alias domain", "SELECT mail.targets('u77@also.example')"),
    ("nobody", f"SELECT mail.targets('nobody@{DOMAIN}')"),
    ("may he write as it", f"SELECT mail.sends_as('u77@{DOMAIN}', 'a777@{DOMAIN}')"),
    ("a recipient, special?", f"SELECT mail.recipient_access('u77', '{DOMAIN}', false)"),
    ("who may send", f"SELECT mail.senders('a777@{DOMAIN}')"),
    ("a password", f"SELECT password FROM mail.password WHERE login = 'u77@{DOMAIN}' AND 'imap' = ANY (services)"),
    ("where its mail is", f"SELECT mail_dir FROM mail.mailbox WHERE address = 'u77@{DOMAIN}'"),
)


def spread(times):
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def processor(pids):
    """Milliseconds that these processes had of the processor."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/schedstat") as f:
                total += int(f.read().split()[0])
        except OSError:
            pass	# it ended
    return total / 1e6


class Session:
    """One session of the database, whose process is known."""

    def __init__(self, stack):
        self.psql = subprocess.Popen(["psql", "-XAtq", stack.conninfo()], text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        inside = self.ask("SELECT pg_backend_pid();")
        for pid in stack.processes():
            with open(f"/proc/{pid}/status") as f:
                names = next(line for line in f if line.startswith("NSpid:")).split()
            if names[-1] == inside:
                self.pid = pid

    def ask(self, script):
        """The line before the mark that ends what SCRIPT prints."""
        self.psql.stdin.write(script + "\n\\echo over\n")
        self.psql.stdin.flush()
        last = ""
        while (line := self.psql.stdout.readline().strip()) != "over":
            last = line
        return last

    def close(self):
        self.psql.stdin.close()
        self.psql.wait(10)


def look_up(session, sql, times=100):
    """Median, 95th percentile, processor's time."""
    took = []
    session.ask(f"{sql};\n" * 5)
    before = processor([session.pid])
    for _ in range(times):
        start = time.perf_counter()
        session.ask(f"{sql};")
        took.append((time.perf_counter() - start) * 1000)
    return *spread(took), (processor([session.pid]) - before) / times


def main():
    stack = Stack().start()
    late = False
    try:
        stack.sql(FILL)
        key = json.loads(stack.command("apikey", "add", "--name", "bench", "--json").stdout)["key"]
        api = Caller(stack, key)
        print(f"{BOXES} mailboxes, {2 * BOXES} aliases; milliseconds, median and 95 %, and processor")
        for name, method, path, body in PAGES:
            times = []
            api.request(method, path, body, expect=200)
            pids = stack.processes()
            before = processor(pids)
            for _ in range(30):
                start = time.perf_counter()
                api.request(method, path, body, expect=200)
                times.append((time.perf_counter() - start) * 1000)
            cost = (processor(pids) - before) / len(times)
            late = late or cost > 50
            print("  page    {:26} {:7.1f} {:7.1f} {:7.1f}".format(name, *spread(times), cost))
        session = Session(stack)
        for name, sql in LOOKUPS:
            median, high, cost = look_up(session, sql)
            late = late or cost > 2
            print(f"  look-up {name:26} {median:7.2f} {high:7.2f} {cost:7.2f}")
        session.close()
    finally:
        stack.stop()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
