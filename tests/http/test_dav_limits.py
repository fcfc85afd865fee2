"""What is very large or very many: taken, or refused in the protocol's own words,
while others are served.  `make soak` (DAV_LIMITS=whole) takes the large numbers."""

import os
import threading
import time
import unittest

from dav_case import C, DavServerTest, NAMESPACES, condition, event, Multistatus

WHOLE = os.environ.get("DAV_LIMITS") == "whole"
MANY = 100000 if WHOLE else 1500
SEVERAL = 10000 if WHOLE else 500


def overridden(uid, count):
    """An event every quarter of an hour, of which COUNT times have their own words."""
    start = 1800000000
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//EN", "BEGIN:VEVENT", f"UID:{uid}",
             "DTSTAMP:20260101T000000Z", time.strftime("DTSTART:%Y%m%dT%H%M%SZ", time.gmtime(start)),
             "RRULE:FREQ=MINUTELY;INTERVAL=15", "END:VEVENT"]
    for n in range(count):
        at = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(start + 900 * n))
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"RECURRENCE-ID:{at}", f"DTSTART:{at}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


class Neighbour(threading.Thread):
    """Somebody else at work meanwhile: every answer must be right."""

    def __init__(self, dav):
        super().__init__()
        self.dav, self.done, self.answers, self.wrong = dav, False, 0, []

    def run(self):
        path = self.dav.calendar() + "mine.ics"
        while not self.done or not self.answers:
            r = self.dav.get(path)
            self.answers += 1
            if r.code != 200 or b"UID:mine" not in r.body:
                self.wrong.append(r)
            time.sleep(0.02)

    def __enter__(self):
        self.dav.put(self.dav.calendar() + "mine.ics", event("mine"))
        self.start()
        return self

    def __exit__(self, *_):
        self.done = True
        self.join()


class LimitsTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.neighbour = Neighbour(self.new("emil"))

    def served(self, attack):
        """ATTACK's result; meanwhile the neighbour got what he asked for."""
        with self.neighbour as n:
            result = attack()
        self.assertEqual([], n.wrong)
        return result

    def test_large_object(self):
        path = self.dora.calendar() + "large.ics"
        line = "COMMENT:" + "x" * 60 + "\r\n"
        text = event("large", extra=line * ((9 << 20) // len(line)))
        self.assertEqual(201, self.served(lambda: self.dora.put(path, text)).code)
        self.assertEqual(text, self.dora.get(path).text)
        r = self.dora.put(path, event("large", extra=line * ((11 << 20) // len(line))))
        self.assertIn(r.code, (403, 413))
        if r.code == 403:
            self.assertEqual(C + "max-resource-size", condition(r))
        self.assertEqual(text, self.dora.get(path).text)

    def test_many_overrides(self):
        path = self.dora.calendar() + "many.ics"
        text = overridden("many", 100000 if WHOLE else 4000)
        r = self.served(lambda: self.dora.put(path, text))
        self.assertIn(r.code, (201, 403, 413), r)
        if r.code == 403:
            self.assertIn(condition(r), (C + "max-instances", C + "max-resource-size"))
        if r.code != 201:
            return
        self.assertEqual(text, self.dora.get(path).text)

    def test_instances_of_many_overrides(self):
        """A day of it is a day of it; more than there may be is refused."""
        self.dora.put(self.dora.calendar() + "many.ics", overridden("many", 2000), expect=201)

        def ask(start, end):
            return self.dora.report(
                self.dora.calendar(), "<C:calendar-query><D:prop><C:calendar-data>"
                f'<C:expand start="{start}" end="{end}"/></C:calendar-data></D:prop><C:filter>'
                '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
                f'<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter>'
                "</C:calendar-query>", expect=(207, 403, 507))

        day = self.served(lambda: ask("20270120T000000Z", "20270121T000000Z"))
        self.assertEqual(96, day[0].text(C + "calendar-data").count("BEGIN:VEVENT"))
        ever = ask("20270101T000000Z", "20990101T000000Z")
        self.assertNotIsInstance(ever, Multistatus)
        self.assertIn(ever.code, (403, 507))

    def fill(self, path, count):
        """COUNT objects, as if they had been put."""
        self.dora.put(path + "0.ics", event("many-0@x", "Number 0"), expect=201)
        body = event("many-' || n || '@x", "Number ' || n || '").replace("\r\n", "' || E'\\r\\n' || '")
        where = "(SELECT collection_id FROM item WHERE uid = 'many-0@x' ORDER BY id DESC LIMIT 1)"
        self.stack.sql(
            "INSERT INTO item (account_id, collection_id, name, uid, etag, size, body, component, first_at, "
            "last_at, modseq) SELECT i.account_id, i.collection_id, n || '.ics', 'many-' || n || '@x', "
            f"'\"' || left(encode(sha256(convert_to(b, 'UTF8')), 'hex'), 40) || '\"', length(b), b, "
            "i.component, i.first_at, i.last_at, i.modseq + n FROM item i, generate_series(1, "
            f"{count - 1}) n, LATERAL (SELECT '{body}' AS b) t WHERE i.uid = 'many-0@x' AND "
            f"i.collection_id = {where}; UPDATE collection c SET modseq = modseq + {count - 1}, "
            "(items, bytes) = (SELECT count(*), sum(size) FROM item WHERE collection_id = c.id) "
            f"WHERE id = {where};")

    def test_many_objects(self):
        path = self.dora.new_calendar("many")
        self.fill(path, MANY)
        found = self.served(lambda: self.dora.propfind(path, ["D:getetag"], depth=1))
        self.assertEqual(MANY + 1, len(found))
        token, seen, pages = "", set(), 0
        while True:
            answer = self.dora.sync(path, token)
            seen |= {f.href for f in answer if f.code is None}
            token, pages = answer.token, pages + 1
            if not any(f.code == 507 for f in answer):
                break
        self.assertEqual(MANY, len(seen))
        self.assertEqual(MANY > 20000, pages > 1)
        self.assertEqual(0, len(self.dora.sync(path, token)))
        self.dora.put(path + "new.ics", event("new"), expect=201)
        self.assertEqual(1, len(self.dora.sync(path, token)))
        r = self.stack.command("dav", "verify", self.dora.address, check=False)
        self.assertEqual(0, r.returncode, r.stdout[-2000:])
        self.assertEqual(204, self.served_again(lambda: self.dora.request("DELETE", path)).code)

    def served_again(self, attack):
        self.neighbour = Neighbour(self.neighbour.dav)
        return self.served(attack)

    def test_many_collections(self):
        self.stack.sql("INSERT INTO collection (account_id, kind, name, components) SELECT id, 'calendar', "
                       f"'c' || n, 'VEVENT' FROM account, generate_series(1, {SEVERAL}) n "
                       f"WHERE address = '{self.dora.address}'")
        found = self.served(lambda: self.dora.propfind(self.dora.home(), ["D:displayname", "D:resourcetype"], 1))
        self.assertGreaterEqual(len(found), SEVERAL)
        if WHOLE:
            r = self.dora.request("MKCALENDAR", self.dora.calendar("one-too-many"))
            self.assertEqual(507, r.code, r)

    def test_attributes(self):
        body = f'<D:propfind {NAMESPACES}><x ' + " ".join(f'a{i}="1"' for i in range(200000)) + "/></D:propfind>"
        r = self.served(lambda: self.dora.request("PROPFIND", self.dora.calendar(), body))
        self.assertEqual(413, r.code)


if __name__ == "__main__":
    unittest.main()
