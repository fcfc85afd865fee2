"""Bodies, paths and headers that mean no good: a clear refusal, at once, and the server goes on."""

import time
import unittest

from dav_case import DavServerTest, NAMESPACES, event


def find(inner):
    return f'<D:propfind {NAMESPACES}>{inner}</D:propfind>'


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' +
          "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12)) +
          f']>{find("<D:prop><x>&m;</x></D:prop>")}')


class HostileTest(DavServerTest):
    BODIES = {
        "a billion laughs": (LAUGHS, 400),
        "a file": ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' +
                   find("<D:prop><x>&f;</x></D:prop>"), 400),
        "another DTD": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + find("<D:allprop/>"), 400),
        "deep": (find("<x>" * 5000 + "</x>" * 5000), 413),
        "many attributes": (find("<x " + " ".join(f'a{i}="1"' for i in range(50000)) + "/>"), 413),
        "some attributes": (find("<x " + " ".join(f'a{i}="1"' for i in range(100)) + "/>"), 413),
        "many namespaces": (find("".join(f'<x{i} xmlns="urn:{i}"/>' for i in range(9000))), 400),
        "many properties": (find("<D:prop>" + "".join(f"<x{i}/>" for i in range(5000)) + "</D:prop>"), 413),
        "long": (find("<D:prop>" + " " * (600 << 10) + "</D:prop>"), 413),
        "cut": ("<D:propfind xmlns:D='DAV:'><D:prop>", 400),
        "no namespace": ("<D:propfind><D:prop/></D:propfind>", 400),
        "another document": ("<html/>", 400),
        "text": ("hello", 400),
        "NUL": (find("<D:prop><a\0b/></D:prop>"), 400),
        "not UTF-8": (b"<D:propfind xmlns:D='DAV:'><D:prop><D:\xff/></D:prop></D:propfind>", 400),
        "a processing instruction": ("<?x " + "y" * 100000 + "?>" + find("<D:allprop/>"), 413),
        "both": (find("<D:prop/><D:allprop/>"), 400),
        "nothing wanted": (find(""), 400),
    }

    def test_bodies(self):
        for name, (body, want) in self.BODIES.items():
            with self.subTest(name):
                begin = time.monotonic()
                r = self.dora.request("PROPFIND", self.dora.calendar(), body, {"Depth": "0"})
                self.assertEqual(want, r.code, r)
                self.assertNotIn(b"root:", r.body)
                self.assertLess(time.monotonic() - begin, 60)

    def test_every_method_with_a_body(self):
        for method in ("PROPFIND", "PROPPATCH", "REPORT", "ACL", "MKCOL", "MKCALENDAR"):
            path = self.dora.calendar("fresh" if method.startswith("MK") else "personal")
            for body in ("<", LAUGHS, "<x/>", find("")):
                with self.subTest(method=method, body=body[:20]):
                    r = self.dora.request(method, path, body)
                    self.assertIn(r.code, (400, 403, 415), r)

    def test_paths(self):
        for path in ("/dav/%00/", "/dav/calendars/%ff/", "/dav/calendars/../principals/", "/dav/calendars/%2e%2e/x/",
                     "/dav//calendars/", "/dav/calendars/%zz/", "/dav/" + "a/" * 100, "/dav/calendars/x@y/",
                     "/dav/nothing/", "/dav/principals/a/b/", "/SOGo/dav/x/Mail/", "/dav/calendars/" + "x" * 3000 + "/",
                     self.dora.calendar() + "a/b/c", self.dora.calendar() + "%2e%2e", self.dora.calendar() + "x" * 300,
                     self.dora.calendar() + "%0a.ics", self.dora.calendar() + "a%7f"):
            for method in ("PROPFIND", "GET", "DELETE", "PUT", "MKCALENDAR", "OPTIONS"):
                with self.subTest(path=path[:60], method=method):
                    r = self.dora.request(method, path, event("x") if method == "PUT" else None,
                                          {"Depth": "0", "Content-Type": "text/calendar"} if method == "PUT" else {"Depth": "0"})
                    self.assertIn(r.code, (200, 400, 403, 404, 405, 409), r)

    def test_headers(self):
        path = self.dora.calendar() + "h.ics"
        self.dora.put(path, event("h"), expect=201)
        for headers in ({"If": "("}, {"If": "(<x>"}, {"If": "<"}, {"If": "x"}, {"If": "([x] Not"}, {"If": "()" * 1000},
                        {"If-Match": '"' * 1000}, {"If-Match": "," * 5000}, {"If-None-Match": 'W/"'},
                        {"If-Unmodified-Since": "yesterday"}, {"Depth": "x"}, {"Prefer": ";;,,=" * 100},
                        {"If": "(Not <DAV:no-lock>)"}, {"Overwrite": "?"}):
            with self.subTest(headers=str(headers)[:60]):
                r = self.dora.put(path, event("h"), headers=headers)
                self.assertIn(r.code, (204, 400, 412), r)
        for destination in ("", "x", "//", "/", "http://", "/dav/calendars/%zz", "https://[::1/x", "/dav/" + "x" * 5000):
            with self.subTest(destination=destination[:40]):
                r = self.dora.request("MOVE", path, headers={"Destination": destination})
                self.assertIn(r.code, (400, 403, 404, 409, 502), r)
        self.dora.get(path, expect=200)

    def test_rules_that_never_end(self):
        begin = time.monotonic()
        for i, rule in enumerate(("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY", "FREQ=HOURLY;BYDAY=MO;BYSETPOS=5000",
                                  "FREQ=YEARLY;INTERVAL=99999999", "FREQ=DAILY;COUNT=999999999")):
            with self.subTest(rule):
                path = self.dora.calendar() + f"r{i}.ics"
                r = self.dora.put(path, event(f"r{i}", extra=f"RRULE:{rule}\r\n"))
                self.assertIn(r.code, (201, 403), r)
        r = self.dora.query(self.dora.calendar(), '<C:comp-filter name="VEVENT"><C:time-range start="20270101T000000Z" '
                            'end="20280101T000000Z"/></C:comp-filter>',
                            '<C:calendar-data><C:expand start="20270101T000000Z" end="20280101T000000Z"/></C:calendar-data>',
                            expect=(207, 403, 507))
        self.assertLess(time.monotonic() - begin, 60)


if __name__ == "__main__":
    unittest.main()
