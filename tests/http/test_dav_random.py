"""Two people, each with two programs, do at random what people do, while workers
and the database are killed.  Afterwards nothing that was answered is missing, and
everything agrees.  DAV_RANDOM_SECONDS: how long (`make soak` takes five minutes);
DAV_RANDOM_SEED: the same again."""

import http.client
import json
import os
import random
import re
import signal
import threading
import time

import harness
from dav_case import Dav, Multistatus, card, event
from scheduling_case import meeting, unfold
from harness import ServerTest

SECONDS = float(os.environ.get("DAV_RANDOM_SECONDS", "8"))
SEED = int(os.environ.get("DAV_RANDOM_SEED", str(random.randrange(1 << 30))))
GONE = (OSError, http.client.HTTPException)


class Away(Exception):
    """No answer, or one that promises nothing."""


class Program:
    """One program of one person.  What it wrote by itself is known for sure: names
    are its own.  `sure`: path to text, None when deleted; `open`: path to the texts
    that may be there, since the last write was not answered."""

    def __init__(self, test, client, number, shared):
        self.test, self.number = test, number
        self.dav = Dav(harness.Client(client.stack, client.address, client.password))
        self.random = random.Random(SEED * 10 + number)
        self.folders = [self.dav.calendar(), self.dav.calendar("work"), shared]
        self.books = [self.dav.book()]
        self.sure, self.open, self.count, self.done = {}, {}, 0, {}
        self.views = {}		# collection: (token, {href: etag})

    def ask(self, method, path, body=None, headers=None, depth=None):
        headers = dict(headers or {})
        if depth is not None:
            headers["Depth"] = str(depth)
        if body and method == "PUT":
            headers["Content-Type"] = "text/vcard" if "VCARD" in body[:20] else "text/calendar"
        elif body:
            headers["Content-Type"] = "application/xml"
        client = self.dav.client
        connection = client.connection(30)
        try:
            # Once: a client that asks again does not know which of the two was answered.
            connection.request(method, path, body and body.encode(), client.headers(headers))
            r = connection.getresponse()
            r = harness.Response(r.status, r.headers, r.read())
        except GONE as e:
            client.close()
            raise Away(str(e)) from e
        if r.code >= 500:
            raise Away(f"{r.code}")
        return r

    def write(self, method, path, text, body=None, headers=None, expect=(201, 204)):
        """A write of our own; remembers TEXT, and forgets nothing when no answer comes."""
        before = self.open.get(path) or [self.sure.get(path)]
        try:
            r = self.ask(method, path, body, headers)
        except Away:
            self.open[path] = [*before, text]
            raise
        if r.code not in expect and path not in self.open:
            raise AssertionError(f"{method} {path}: {r!r}")
        if r.code in expect:
            self.open.pop(path, None)
            self.sure[path] = text
        return r

    def new_name(self, ending):
        self.count += 1
        return f"r{self.number}-{self.count}.{ending}"

    def own(self, ending):
        known = [p for p, text in self.sure.items() if text and p.endswith(ending) and p not in self.open]
        return self.random.choice(known) if known else None

    # What people do

    def make(self):
        name = self.new_name("ics")
        day = f"2027{self.random.randrange(1, 13):02}{self.random.randrange(1, 29):02}"
        text = event(name + "@random", f"Made {name}", f"{day}T090000Z", f"{day}T100000Z",
                     self.random.choice(["", "RRULE:FREQ=WEEKLY;COUNT=9\r\n"]))
        path = self.random.choice(self.folders) + name
        self.write("PUT", path, text, text, {"If-None-Match": "*"})

    def edit(self):
        path = self.own(".ics")
        if path:
            text = re.sub(r"SUMMARY:.*", f"SUMMARY:Edited {self.random.random()}", self.sure[path])
            self.write("PUT", path, text, text)

    def move(self):
        path = self.own(".ics")
        if path:
            target = self.random.choice(self.folders) + path.rsplit("/", 1)[1]
            if target in self.open or target == path or self.sure.get(target):
                return
            text = self.sure[path]
            try:
                r = self.ask("MOVE", path, headers={"Destination": target, "Overwrite": "F"})
            except Away:
                self.open[path], self.open[target] = [text, None], [text, None]
                raise
            if r.code not in (201, 204):
                raise AssertionError(f"MOVE {path} to {target}: {r!r}")
            self.sure[path], self.sure[target] = None, text

    def delete(self):
        path = self.own(self.random.choice([".ics", ".vcf"]))
        if path:
            self.write("DELETE", path, None)

    def contact(self):
        path = self.own(".vcf") if self.random.random() < 0.4 else None
        name = path.rsplit("/", 1)[1] if path else self.new_name("vcf")
        text = card(name, f"Name {self.random.random()}")
        self.write("PUT", path or self.books[0] + name, text, text)

    def invite(self):
        name = self.new_name("ics")
        day = f"2027{self.random.randrange(1, 13):02}{self.random.randrange(1, 29):02}"
        text = meeting(name + "@meeting", self.dav.address, [
            (self.dav.address, "PARTSTAT=ACCEPTED"), self.test.other(self.dav.address)], "Invited",
            f"{day}T100000Z", f"{day}T110000Z", extra=self.random.choice(["", "RRULE:FREQ=DAILY;COUNT=5\r\n"]))
        self.ask("PUT", self.dav.calendar("meetings") + name, text)

    def meetings(self, mine):
        """Objects with an organizer: ours, or of the other one."""
        found = []
        for folder in (self.dav.calendar("meetings"), self.dav.calendar()):
            r = self.ask("REPORT", folder, '<C:calendar-query xmlns:D="DAV:" '
                         'xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/>'
                         '</D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
                         '<C:prop-filter name="ORGANIZER"/></C:comp-filter></C:comp-filter></C:filter>'
                         "</C:calendar-query>", depth=1)
            for f in Multistatus(r):
                text = f.text("{urn:ietf:params:xml:ns:caldav}calendar-data").replace("\r\n", "\n")
                whose = re.search(r"^ORGANIZER.*mailto:(\S+)", unfold(text), re.M | re.I)[1]
                if (whose.lower() == self.dav.address) == mine:
                    found.append((f.href, f.text("{DAV:}getetag"), unfold(text).replace("\n", "\r\n")))
        return found

    def later(self):
        """Another day for a meeting of ours."""
        for href, etag, text in self.random.sample(found := self.meetings(True), min(1, len(found))):
            day = f"2028{self.random.randrange(1, 13):02}{self.random.randrange(1, 29):02}"
            text = re.sub(r"(DTSTART|DTEND):\d{8}", rf"\g<1>:{day}", text)
            text = re.sub(r"SEQUENCE:(\d+)", lambda m: f"SEQUENCE:{int(m[1]) + 1}", text)
            self.ask("PUT", href, text, {"If-Match": etag})

    def cancel(self):
        for href, etag, _ in self.random.sample(found := self.meetings(True), min(1, len(found))):
            self.ask("DELETE", href, headers={"If-Match": etag})

    def answer(self):
        for href, etag, text in self.random.sample(found := self.meetings(False), min(1, len(found))):
            if "STATUS:CANCELLED" in text or self.random.random() < 0.2:
                self.ask("DELETE", href, headers={"If-Match": etag})
                continue
            answer = self.random.choice(["ACCEPTED", "DECLINED", "TENTATIVE"])
            text = re.sub(rf"^ATTENDEE[^\r\n]*mailto:{re.escape(self.dav.address)}",
                          f"ATTENDEE;PARTSTAT={answer}:mailto:{self.dav.address}", text, flags=re.M | re.I)
            self.ask("PUT", href, text, {"If-Match": etag})

    def follow(self, folder=None):
        """One step of one of our views."""
        folder = folder or self.random.choice([*self.folders, self.dav.calendar("meetings"), *self.books])
        token, view = self.views.get(folder, ("", {}))
        r = self.ask("REPORT", folder, '<D:sync-collection xmlns:D="DAV:">'
                     f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level><D:limit><D:nresults>"
                     f"{self.random.choice([3, 50, 1000])}</D:nresults></D:limit>"
                     "<D:prop><D:getetag/></D:prop></D:sync-collection>", depth=0)
        if r.code == 403 and token and self.test.kills.get("postgresql"):
            del self.views[folder]	# a change that was seen was lost: from the beginning
            return True
        if r.code != 207:
            raise AssertionError(f"sync of {folder} from {token!r}: {r!r}")
        answer, view = Multistatus(r), dict(view)
        for f in answer:
            if f.code == 404:
                view.pop(f.href, None)
            elif f.code is None:
                view[f.href] = f.text("{DAV:}getetag")
        self.views[folder] = answer.token, view
        return any(f.code == 507 for f in answer)

    def step(self):
        do = self.random.choices(
            [self.make, self.edit, self.move, self.delete, self.contact, self.invite, self.later, self.cancel,
             self.answer, self.follow], [6, 6, 3, 3, 4, 3, 2, 1, 4, 5])[0]
        name = do.__name__
        try:
            do()
        except Away:
            name = "unanswered"
            time.sleep(0.1)
        self.done[name] = self.done.get(name, 0) + 1

    # What must be so afterwards

    def check_own(self):
        for path, text in self.sure.items():
            if path not in self.open:
                self.test.assertEqual(text, self.kept(path), path)
        for path, texts in self.open.items():
            self.test.assertIn(self.kept(path), texts, path)

    def kept(self, path):
        r = self.dav.client.get(path, expect=(200, 404))
        return r.text if r.code == 200 else None

    def check_views(self):
        for folder in list(self.views):
            while self.follow(folder):
                pass
            there = self.dav.propfind(folder, ["D:getetag"], depth=1)
            self.test.assertEqual({f.href: f.text("{DAV:}getetag") for f in there if not f.href.endswith("/")},
                                  self.views[folder][1], folder)


class RandomTest(ServerTest):
    own_stack = True

    def other(self, address):
        return self.people[1 - [p.address for p in self.people].index(address)].address

    def prepare(self):
        self.people = [self.stack.new_account(name) for name in ("ann", "ben")]
        davs = [Dav(p) for p in self.people]
        for dav in davs:
            dav.new_calendar("work")
            dav.new_calendar("meetings")
        shared = davs[0].new_calendar("team")
        davs[0].share(shared, [(davs[1].address, "D:read", "D:write")])
        self.programs = [Program(self, self.people[i % 2], i, shared) for i in range(4)]

    def killer(self, end):
        """A worker or the database, now and then; it is to be up again for the end."""
        r = random.Random(SEED)
        pause = max(2.0, SECONDS / 20)
        while not self.kills or time.monotonic() + pause + 3 < end:
            time.sleep(pause)
            name = r.choice(["worker", "worker", "postgresql"])
            pids = self.stack.pids("worker", "dav") if name == "worker" else self.stack.pids(name)
            if pids:
                try:
                    os.kill(r.choice(pids), signal.SIGKILL)
                    self.kills[name] = self.kills.get(name, 0) + 1
                except ProcessLookupError:
                    pass

    def run_program(self, program, end):
        try:
            while time.monotonic() < end and not self.failures:
                program.step()
        except Exception as e:	# of a thread: the test says it
            self.failures.append(f"program {program.number} (seed {SEED}): {e!r}")

    def test_two_people(self):
        self.prepare()
        self.kills, self.failures = {}, []
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=self.run_program, args=(p, end)) for p in self.programs]
        threads.append(threading.Thread(target=self.killer, args=(end,)))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual([], self.failures)
        harness.wait_for(self.quiet)
        done = {}
        for p in self.programs:
            for name, n in p.done.items():
                done[name] = done.get(name, 0) + n
        self.assertTrue(self.kills)
        print(f"seed {SEED}: {done}, killed {self.kills}", flush=True)
        with self.subTest("nothing that was answered is lost"):
            for p in self.programs:
                p.check_own()
        with self.subTest("whoever follows sees what is there"):
            for p in self.programs:
                p.check_views()
        with self.subTest("everything agrees"):
            r = self.stack.command("dav", "verify", "--json", check=False)
            self.assertEqual([], json.loads(r.stdout)["faults"], f"seed {SEED}")
            self.assertEqual(0, r.returncode)

    def quiet(self):
        """Everything is up again."""
        try:
            return self.stack.status()["state"] == "ready" and all(
                p.dav.client.request("PROPFIND", p.folders[0], headers={"Depth": "0"}).code == 207 for p in self.programs)
        except GONE:
            return False


    # `hayloft dav verify` itself

    def verify(self, who=None):
        r = self.stack.command("dav", "verify", *([who] if who else []), "--json", check=False)
        return r.returncode, [f["where"] + ": " + f["what"] for f in json.loads(r.stdout)["faults"]]

    def test_verify_finds_what_does_not_agree(self):
        dora = Dav(self.stack.new_account("dora"))
        dora.put(dora.calendar() + "a.ics", event("a"), expect=201)
        dora.put(dora.calendar() + "b.ics", event("b"), expect=201)
        dora.put(dora.book() + "c.vcf", card("c"), expect=201)
        dora.delete(dora.calendar() + "b.ics", expect=204)
        self.assertEqual((0, []), self.verify(dora.address))
        mine = f"account_id = (SELECT id FROM account WHERE address = '{dora.address}')"
        harm = {
            f"UPDATE item SET etag = 'x' WHERE name = 'a.ics' AND {mine}": "ETag",
            f"UPDATE item SET last_at = 5 WHERE name = 'a.ics' AND {mine}": "from",
            f"UPDATE item SET modseq = 100000 WHERE name = 'a.ics' AND {mine}": "is beyond",
            f"UPDATE item SET modseq = (SELECT modseq FROM tombstone WHERE {mine})"
            f" WHERE name = 'a.ics' AND {mine}": "drawn 2 times",
            f"UPDATE item SET search = 'x' WHERE name = 'c.vcf' AND {mine}": "words",
            f"UPDATE item SET body = 'x' WHERE name = 'c.vcf' AND {mine}": "cannot be read",
            f"UPDATE collection SET items = 7 WHERE items = 1 AND {mine}": "counts 7",
            f"UPDATE item SET collection_id = 1 WHERE name = 'c.vcf' AND {mine}": "which is gone",
            f"UPDATE tombstone SET modseq = 100000 WHERE {mine}": "deleted b.ics",
        }
        for table in ("item", "collection", "tombstone"):
            self.stack.sql(f"CREATE TABLE kept_{table} AS SELECT * FROM {table} WHERE {mine}")
        for sql, words in harm.items():
            with self.subTest(sql):
                self.stack.sql(sql)
                code, faults = self.verify()
                self.assertEqual(1, code)
                self.assertTrue(any(words in f for f in faults), faults)
                self.stack.sql("UPDATE item i SET (etag, last_at, modseq, search, body, collection_id) = (SELECT etag,"
                               f" last_at, modseq, search, body, collection_id FROM kept_item k WHERE k.id = i.id) WHERE {mine};"
                               "UPDATE collection c SET items = (SELECT items FROM kept_collection k"
                               f" WHERE k.id = c.id) WHERE {mine};"
                               f"UPDATE tombstone SET modseq = (SELECT modseq FROM kept_tombstone) WHERE {mine}")
                self.assertEqual((0, []), self.verify(dora.address))
