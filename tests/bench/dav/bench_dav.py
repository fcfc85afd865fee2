"""Calendars and contacts: what users wait for, on Hayloft and on its peers.

    bench_dav.py [SERVER…]        all that can be run here without arguments
    bench_dav.py --growth [N…]    Hayloft alone with 1,000, 10,000 and 100,000 objects

Every server gets the same 10,000 events (3,000 recur) and 10,000 cards by the same
client over kept connections, one account, and every answer is looked at.  BENCH_OBJECTS
takes another number; after BENCH_SECONDS with one peer the rest of its rows is left out.
"""
import contextlib
import os
import signal
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import data  # noqa: E402
import hayloft  # noqa: E402
import peers  # noqa: E402
from client import Refused  # noqa: E402

OBJECTS = int(os.environ.get("BENCH_OBJECTS", "10000"))
FULL_PUT = "PUT into the full calendar, /s"
SECONDS = float(os.environ.get("BENCH_SECONDS", "inf"))
TIMES = 7	# a single request is asked so often; the median counts
SLOW = 2	# seconds: such a one is asked once
SPACES = ('xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" '
          'xmlns:A="urn:ietf:params:xml:ns:carddav"')


def utc(t):
    return t.strftime("%Y%m%dT%H%M%SZ")


class Wrong(Refused):
    """An answer that came, and was not right."""

    def __init__(self, text, value):
        super().__init__(text)
        self.value = value


def expect(what, got, wanted, value):
    """VALUE is what was measured."""
    if got != wanted:
        raise Wrong(f"{what}: {got} instead of {wanted}", value)


class Bench:
    def __init__(self, server, objects=OBJECTS):
        self.server, self.rows, self.costs, self.objects = server, {}, {}, objects
        self.wrong = set()	# rows whose answers were not what was asked for
        self.events = [data.Event(n) for n in range(objects)]
        self.end = time.monotonic() + (SECONDS if isinstance(server, peers.Peer) else float("inf"))

    def row(self, name, measure):
        """A refusal of one row leaves the others."""
        try:
            if time.monotonic() > self.end:
                raise Refused("no time is left for this one")
            self.rows[name] = measure()
            self.costs[name] = self.server.cost
            print(f"  {self.server.name}: {name}: {shown(self.rows[name])}", flush=True)
        except Wrong as e:
            self.rows[name] = e.value
            self.wrong.add(name)
            print(f"  {self.server.name}: {name}: answers wrongly: {e}", flush=True)
        except (Refused, AttributeError, TypeError) as e:
            self.rows[name] = None
            print(f"  {self.server.name}: {name}: {' '.join(str(e).split())[:300]}", flush=True)

    def ask(self, request, status=207, times=TIMES):
        once = self.server.run([request], status=status)
        return once if times == 1 or once.seconds > SLOW else self.server.run([request] * times, status=status)

    def puts(self, calendar, first, count, clients):
        s = self.server
        new = [s.put_event(calendar, data.Event(n, calendar)) for n in range(first, first + count)]
        return s.run(new, clients, 201).rate

    def write_events(self):
        s = self.server
        n = 400 if s.quick else 100
        for calendar in ("one", "eight", "big"):
            s.make_calendar(calendar)
        self.row("PUT, 1 client, /s", lambda: self.puts("one", 0, n, 1))
        self.row("PUT, 8 clients, /s", lambda: self.puts("eight", 0, n * 4, 8))
        s.fill("big", self.events)
        self.row(FULL_PUT, lambda: self.puts("big", self.objects, n, 1))
        self.events += [data.Event(k, "big") for k in range(self.objects, self.objects + n)]
        self.in_week = sum(e.count_in(data.WEEK) > 0 for e in self.events)
        self.instances = sum(e.count_in(data.WEEK) for e in self.events)

    def get(self):
        s = self.server
        one = s.request("GET", s.calendar("big") + "17.ics")
        a = s.run([one] * (20000 if s.quick else 2000), 8, 200)
        expect("a GET", b"UID:" + self.events[17].uid.encode() in a.body, True, a.rate)
        return a.rate

    def propfind(self):
        s = self.server
        a = self.ask(s.xml("PROPFIND", s.calendar("big"), f"<D:propfind {SPACES}><D:prop><D:getetag/>"
                           "<D:getcontenttype/><D:resourcetype/></D:prop></D:propfind>"))
        expect("PROPFIND", a.count(rb"\d\.ics<"), len(self.events), a.ms)
        return a.ms

    def sync_request(self, path, token):
        return self.server.xml(
            "REPORT", path, f"<D:sync-collection {SPACES}><D:sync-token>{token}</D:sync-token>"
            "<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>",
            self.server.sync_depth)

    def sync(self, path, token):
        return self.ask(self.sync_request(path, token))

    def sync_first(self, path, ending, wanted):
        a = self.sync(path, "")
        most = self.server.sync_most or wanted		# then there is more to be asked for
        expect("first sync", a.count(rb"\d\." + ending + rb"<"), min(wanted, most), a.ms)
        return a.ms

    def sync_one(self, path, change):
        """After one change."""
        time.sleep(2.1)		# some tokens are seconds
        token, told = "", 1
        while told:		# to the end
            a = self.ask(self.sync_request(path, token), times=1)
            token, told = a.token, a.count(rb"\d\.(?:ics|vcf)<") if self.server.sync_most else 0
        self.server.run([change])
        a = self.sync(path, token)
        expect("sync after one change", a.count(rb"\d\.(?:ics|vcf)<"), 1, a.ms)
        return a.ms

    def query(self, expanded):
        s = self.server
        span = f'start="{utc(data.WEEK[0])}" end="{utc(data.WEEK[1])}"'
        inner = f"<C:expand {span}/>" if expanded else ""
        a = self.ask(s.xml("REPORT", s.calendar("big"), f"<C:calendar-query {SPACES}><D:prop><D:getetag/>"
                           f"<C:calendar-data>{inner}</C:calendar-data></D:prop><C:filter>"
                           '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
                           f"<C:time-range {span}/></C:comp-filter></C:comp-filter></C:filter>"
                           "</C:calendar-query>"))
        expect("objects of a week", a.count(rb"\d\.ics<"), self.in_week, a.ms)
        if expanded:
            expect("instances of a week", a.count(rb"BEGIN:VEVENT"), self.instances, a.ms)
        return a.ms

    def multiget(self):
        s = self.server
        hrefs = "".join(f"<D:href>{s.calendar('big')}{n * 97 % self.objects}.ics</D:href>" for n in range(100))
        a = self.ask(s.xml("REPORT", s.calendar("big"), f"<C:calendar-multiget {SPACES}><D:prop><D:getetag/>"
                           f"<C:calendar-data/></D:prop>{hrefs}</C:calendar-multiget>"))
        expect("multiget", a.count(rb"BEGIN:VEVENT"), 100, a.ms)
        return a.ms

    def freebusy(self):
        a = self.ask(self.server.freebusy("big", data.MONTH), 200)
        if b"FREEBUSY" not in a.body:
            raise Refused("nothing is busy")
        return a.ms

    def text_match(self):
        s = self.server
        part = f".{471 % self.objects}"
        wanted = sum(part in data.mail(n) for n in range(self.objects))
        a = self.ask(s.xml("REPORT", s.book("cards"), f"<A:addressbook-query {SPACES}><D:prop><D:getetag/>"
                           '<A:address-data/></D:prop><A:filter><A:prop-filter name="EMAIL"><A:text-match '
                           f'collation="i;unicode-casemap" match-type="contains">{part}</A:text-match>'
                           "</A:prop-filter></A:filter></A:addressbook-query>"))
        expect("cards found", a.count(rb"BEGIN:VCARD"), wanted, a.ms)
        return a.ms

    def run(self):
        s = self.server
        self.write_events()
        big, cards = s.calendar("big"), s.book("cards")
        self.row("GET, 8 clients, /s", self.get)
        self.row("PROPFIND depth 1, ms", self.propfind)
        self.row("sync-collection, first, ms", lambda: self.sync_first(big, b"ics", len(self.events)))
        self.row("sync-collection, one change, ms",
                 lambda: self.sync_one(big, s.put_event("big", self.events[5], 1)))
        self.row("query of a week, ms", lambda: self.query(False))
        self.row("query of a week, expanded, ms", lambda: self.query(True))
        self.row("multiget of 100, ms", self.multiget)
        self.row("free-busy of a month, ms", self.freebusy)
        s.make_book("cards")
        s.make_book("eight-cards")
        n = 1600 if s.quick else 400
        self.row("cards: PUT, 8 clients, /s", lambda: s.run(
            [s.put_card("eight-cards", k, data.card(k)) for k in range(n)], 8, 201).rate)
        s.fill_cards("cards", self.objects)
        self.row("cards: text match, ms", self.text_match)
        self.row("cards: sync, first, ms", lambda: self.sync_first(cards, b"vcf", self.objects))
        self.row("cards: sync, one change, ms",
                 lambda: self.sync_one(cards, s.put_card("cards", 5, data.card(5, 1))))
        self.rows["memory after it, MiB PSS"] = s.memory()


# Row, what we must reach: a number, or how many times as good as SOGo.
TARGETS = (
    ("PUT, 1 client, /s", "10x"), ("PUT, 8 clients, /s", "10x"),
    (FULL_PUT, "as empty"), ("GET, 8 clients, /s", "10x"),
    ("PROPFIND depth 1, ms", 30), ("sync-collection, first, ms", 30),
    ("sync-collection, one change, ms", 2), ("query of a week, ms", 25),
    ("query of a week, expanded, ms", 60), ("multiget of 100, ms", 3), ("free-busy of a month, ms", 3),
    ("cards: PUT, 8 clients, /s", "10x"), ("cards: text match, ms", 5), ("cards: sync, first, ms", 30),
    ("cards: sync, one change, ms", 2), ("memory after it, MiB PSS", 60),
)


def shown(value):
    return "-" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.2g}" if value < 1 else \
        f"{value:.1f}"


def table(results, wrong):
    """A line per workload; behind each peer's figure how many times as good ours
    is, and "!" where its answers were not right."""
    names = [n for n in results if n != "Hayloft"]
    print(f"{'':34}{'Hayloft':>9} {'wanted':>9}" + "".join(f"{n:>18}" for n in names))
    for row, target in TARGETS:
        mine = results.get("Hayloft", {}).get(row)
        line = f"{row:34}{shown(mine):>9} {target if isinstance(target, str) else f'<= {target}':>9}"
        for name in names:
            other = results[name].get(row)
            ratio = ""
            if mine and other:
                ratio = f"{mine / other if row.endswith('/s') else other / mine:.1f}x"
            mark = "!" if (name, row) in wrong else " "
            line += f"{shown(other):>9}{mark}{ratio:>8}"
        print(line)


def measure(server, benches, objects=OBJECTS):
    bench = Bench(server, objects)
    benches.append(bench)
    try:
        server.start()
        bench.run()
    except Exception as e:	# one peer's trouble is told and leaves the others
        print(f"{server.name} could not be measured to the end: {' '.join(str(e).split())[:600]}", flush=True)
        if os.environ.get("BENCH_DEBUG"):
            traceback.print_exc()
    finally:
        server.stop()
    return bench


def growth(sizes):
    """What should not grow with the number of objects must not.  Behind each figure
    the processor's milliseconds of one request, which other work on the machine leaves alone."""
    results = {size: measure(hayloft.Hayloft(), [], size) for size in sizes}
    print(f"{'Hayloft, objects':34}" + "".join(f"{size:>20,}" for size in sizes))
    for row, _ in TARGETS:
        print(f"{row:34}" + "".join(f"{shown(results[size].rows.get(row)):>11} {shown(results[size].costs.get(row)):>8}"
                                    for size in sizes))


def main():
    if sys.argv[1:2] == ["--growth"]:
        growth([int(n) for n in sys.argv[2:]] or [1000, 10000, 100000])
        return
    all_servers = {s.name.lower(): s for s in (hayloft.Hayloft, hayloft.Plain, *peers.ALL)}
    wanted = [w.lower() for w in sys.argv[1:]] or list(all_servers)
    benches = []
    print(f"{OBJECTS} events and cards; load of the machine {os.getloadavg()[0]:.1f}", flush=True)
    # Some take an hour to be filled: what is known is told when somebody ends it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        for name in wanted:
            measure(all_servers[name](), benches)
    table({b.server.name: b.rows for b in benches},
          {(b.server.name, row) for b in benches for row in b.wrong})
    print("Hayloft is asked over TLS, the others over plain HTTP; Plain is Hayloft without TLS.  "
          f"Load of the machine at the end {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
