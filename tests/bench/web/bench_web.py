#!/usr/bin/python3
"""How quick the page is, beside SOGo's and Roundcube's, over one mailbox in one
Dovecot: bytes, requests and time until the list can be used, with an empty
and with a full cache, and the heap while it is used.

    bench_web.py [--count N] [--rounds N] [--minutes N]

Ours goes over TLS and HTTP/2, theirs over plain HTTP, which favours them.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "http"), os.path.join(HERE, "..", "mail"), HERE]
import bench_mail  # noqa: E402
import harness  # noqa: E402
from web_peers import Roundcube, SOGoWeb  # noqa: E402

WANTED = {"cold": 500, "warm": 250, "kB": 150, "requests": 12, "heap": 60}


def measure(name, page, login, password, rounds, minutes=0):
    asked = {"name": name, "page": page, "login": login, "password": password, "rounds": rounds, "minutes": minutes,
             "shot": os.environ.get("BENCH_SHOTS", "") and os.path.join(os.environ["BENCH_SHOTS"], name + ".png")}
    done = subprocess.run(["node", os.path.join(HERE, "measure.mjs"), json.dumps(asked)], capture_output=True,
                          text=True, timeout=600 + 60 * minutes * 2)
    if done.returncode:
        print(f"{name:10} was not measured: {done.stderr.strip()[-400:]}", flush=True)
        return None
    return json.loads(done.stdout)


def show(r, ours):
    line = f"{r['name']:10}"
    for what in ("cold", "warm"):
        m = r[what]
        line += f"  {what} {m['ms']:6} ms {m['kB']:6} kB {m['requests']:3} requests"
        if ours and r is not ours:
            line += f" (x{m['ms'] / max(1, ours[what]['ms']):.1f})"
    print(line, flush=True)


def verdict(r):
    rows = [("cold start, ms", r["cold"]["ms"], WANTED["cold"]), ("warm start, ms", r["warm"]["ms"], WANTED["warm"]),
            ("kB until the list", r["cold"]["kB"], WANTED["kB"]), ("requests until the list", r["cold"]["requests"], WANTED["requests"])]
    if "scroll" in r:
        rows += [(f"{name}, ms", round(r["scroll"][key], 1), wanted) for name, key, wanted in (
            ("a frame while scrolling", "frame", 17.3), ("the slowest of a hundred frames", "p99", 33), ("rows after a jump to the middle", "jump", 150))]
    if "use" in r:
        rows.append((f"heap after {r['use']['opened']} messages, MB", round(r["use"]["heapAfter"]), WANTED["heap"]))
    for name, got, wanted in rows:
        print(f"{name:42} {got:8}   wanted {wanted} {'yes' if got <= wanted else 'NO'}")
    return all(got <= wanted for _, got, wanted in rows)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--count", type=int, default=int(os.environ.get("BENCH_MAILS", "100000")))
    a.add_argument("--rounds", type=int, default=7)
    a.add_argument("--minutes", type=float, default=float(os.environ.get("BENCH_MINUTES", "30")))
    a = a.parse_args()
    print(f"\nThe page, over a mailbox of {a.count:,} messages (load {os.getloadavg()[0]:.1f})", flush=True)
    stack = harness.Stack().start()
    try:
        who = stack.new_account("large")
        bench_mail.pour(stack, who, a.count)
        bench_mail.index(stack, who, a.count)
        bench_mail.rest()
        login, password = who.address, who.password
        ours = measure("Hayloft", stack.url, login, password, a.rounds, a.minutes)
        if ours:
            show(ours, None)
        for kind in (SOGoWeb, Roundcube):
            peer = kind(stack.port("imap"), login, password)
            try:
                peer.start()
                found = measure(peer.name, peer.page, login, password, a.rounds)
                if found:
                    show(found, ours)
            except Exception as e:	# a peer that does not start is said, and the others go on
                print(f"{peer.name:10} was not measured: {e}", flush=True)
            finally:
                peer.stop()
        return 0 if ours and verdict(ours) else 1
    finally:
        stack.stop()


if __name__ == "__main__":
    sys.exit(main())
