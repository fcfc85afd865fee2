"""What a server is to the bench, and the one client that asks them all."""
import base64
import contextlib
import os
import re
import socket
import subprocess
import tempfile

import data

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))


class Refused(Exception):
    """The server did not do what was asked."""


def load_program():
    path, source = os.path.join(BUILD, "bench", "load"), os.path.join(HERE, "load.c")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-o", path, source,
                        "-lssl", "-lcrypto"], check=True)
    return path


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    def __init__(self, seconds, requests, median, body, cost):
        self.seconds, self.requests, self.median, self.body = seconds, requests, median, body
        self.cost = cost	# milliseconds of processor that the server spent on each

    @property
    def rate(self):
        return self.requests / self.seconds

    @property
    def ms(self):
        return self.median / 1000

    def count(self, pattern):
        return len(re.findall(pattern, self.body))

    @property
    def responses(self):
        return self.count(rb"<(?:\w+:)?response[ >]")

    @property
    def token(self):
        return re.search(rb"<(?:\w+:)?sync-token[^>]*>([^<]+)<", self.body)[1].decode()


class Target:
    """Where a server is reached, as whom, and where its collections lie."""
    ca = None				# a certificate authority: TLS
    calendars, books = "/calendars/", "/books/"
    login, password = "alice", "secret"
    quick = False			# enough writes a second to measure more of them
    sync_depth = 0			# RFC 6578 says 0; some servers want 1
    sync_most = None		# changes in one answer; None: all
    cost = None			# as in the last Answer

    def request(self, method, path, body="", headers=None):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "User-Agent: bench"]
        if self.login:
            pair = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
            lines.append(f"Authorization: Basic {pair}")
        lines += [f"{k}: {v}" for k, v in (headers or {}).items()]
        data = body.encode()
        if data or method in ("PUT", "POST"):
            lines.append(f"Content-Length: {len(data)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + data

    def run(self, requests, clients=1, status=0):
        """Requests as bytes, by load.c; what it measured, with the last body."""
        with tempfile.TemporaryDirectory(prefix="hayloft-bench-") as folder:
            path, answer = os.path.join(folder, "requests"), os.path.join(folder, "answer")
            with open(path, "wb") as f:
                for data in requests:
                    f.write(b"%d %d\n" % (status, len(data)) + data)
            before = cpu(self.pids())
            done = subprocess.run([load_program(), str(clients), "127.0.0.1", str(self.port),
                                   self.ca or "-", path, answer], capture_output=True, text=True,
                                  timeout=1800)
            if done.returncode != 0:
                raise Refused(done.stderr.strip()[:1500])
            seconds, count, median = done.stdout.split()
            body = b""
            with contextlib.suppress(OSError), open(answer, "rb") as f:
                body = f.read()
            self.cost = (cpu(self.pids()) - before) * 1000 / int(count)
            return Answer(float(seconds), int(count), float(median), body, self.cost)

    def put_event(self, calendar, event, change=0):
        return self.request("PUT", f"{self.calendar(calendar)}{event.n}.ics", event.ics(change),
                            {"Content-Type": "text/calendar; charset=utf-8"})

    def put_card(self, book, n, text):
        return self.request("PUT", f"{self.book(book)}{n}.vcf", text,
                            {"Content-Type": "text/vcard; charset=utf-8"})

    def xml(self, method, path, body, depth=1):
        return self.request(method, path, '<?xml version="1.0" encoding="utf-8"?>\n' + body,
                            {"Content-Type": "application/xml; charset=utf-8", "Depth": str(depth)})

    def calendar(self, name):
        return f"{self.calendars}{name}/"

    def book(self, name):
        return f"{self.books}{name}/"

    def make_calendar(self, name):
        self.run([self.request("MKCALENDAR", self.calendar(name))], status=201)

    def make_book(self, name):
        self.run([self.xml("MKCOL", self.book(name), '<D:mkcol xmlns:D="DAV:" '
                           'xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop><D:resourcetype>'
                           '<D:collection/><C:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>')],
                 status=201)

    def fill(self, calendar, events):
        self.run([self.put_event(calendar, e) for e in events], 8, 201)

    def fill_cards(self, book, count):
        self.run([self.put_card(book, n, data.card(n)) for n in range(count)], 8, 201)

    def freebusy(self, calendar, span):
        start, end = (t.strftime("%Y%m%dT%H%M%SZ") for t in span)
        return self.xml("REPORT", self.calendar(calendar),
                        '<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">'
                        f'<C:time-range start="{start}" end="{end}"/></C:free-busy-query>')


def cpu(pids):
    """Seconds of processor that these processes have used."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def pss(pids):
    """Of these processes together, in MiB."""
    kib = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as f:
            kib += int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M)[1])
    return kib / 1024


def family(pid):
    """PID and all below it."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as f:
                children.setdefault(int(f.read().rsplit(")", 1)[1].split()[1]), []).append(int(name))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += children.get(one, [])
    return found
