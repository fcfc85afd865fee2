"""A domain with 10,000 mailboxes and 20,000 aliases: what a page of the API and a
look-up of Postfix or Dovecot cost.  Prints milliseconds, median and 95th percentile;
ends with 1 when a page takes more than 50 ms or a look-up more than 2 ms (medians)."""

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
    ("who may send", f"SELECT mail.senders('a777@{DOMAIN}')"),
    ("a password", f"SELECT password FROM mail.password WHERE login = 'u77@{DOMAIN}' AND 'imap' = ANY (services)"),
    ("where its mail is", f"SELECT mail_dir FROM mail.mailbox WHERE address = 'u77@{DOMAIN}'"),
)


def spread(times):
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def main():
    stack = Stack().start()
    late = False
    try:
        stack.sql(FILL)
        key = json.loads(stack.command("apikey", "add", "--name", "bench", "--json").stdout)["key"]
        api = Caller(stack, key)
        print(f"{BOXES} mailboxes, {2 * BOXES} aliases; milliseconds, median and 95 %")
        for name, method, path, body in PAGES:
            times = []
            for _ in range(30):
                start = time.perf_counter()
                api.request(method, path, body, expect=200)
                times.append((time.perf_counter() - start) * 1000)
            median, high = spread(times)
            late = late or median > 50
            print(f"  page    {name:26} {median:7.1f} {high:7.1f}")
        for name, sql in LOOKUPS:
            script = "\\timing on\n" + f"{sql};\n" * 60
            done = subprocess.run(["psql", "-XAtq", stack.conninfo()], input=script, capture_output=True, text=True, check=True)
            times = [float(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("Time:")]
            median, high = spread(times[5:])
            late = late or median > 2
            print(f"  look-up {name:26} {median:7.2f} {high:7.2f}")
    finally:
        stack.stop()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
