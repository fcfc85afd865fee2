"""Web calendars: subscribed by a client, followed by the server, served like one's own but read only."""

import threading
import time

from dav_case import C, CS, D, DavServerTest, condition, event
from harness import wait_for
from web_sink import WebSink

ICAL = "{http://apple.com/ns/ical/}"


def stream(*events, extra=""):
    inner = "".join(e.split("PRODID:-//test//EN\r\n")[1].rsplit("END:VCALENDAR")[0] for e in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//web//EN\r\n{extra}{inner}END:VCALENDAR\r\n"


class WebCalendarTest(DavServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sink = WebSink()
        cls.addClassCleanup(cls.sink.close)

    def setUp(self):
        super().setUp()
        self.path = f"/{self.id().rsplit('.', 1)[-1]}.ics"
        self.dav = "http://calendarserver.org/ns/"

    def subscribe(self, url=None, props="", name="web", expect=201):
        self.dora.request("MKCALENDAR", self.dora.calendar(name),
                          '<C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:" '
                          'xmlns:CS="http://calendarserver.org/ns/" xmlns:ICAL="http://apple.com/ns/ical/"><D:set><D:prop>'
                          "<D:resourcetype><D:collection/><CS:subscribed/></D:resourcetype>"
                          f"<CS:source><D:href>{url or self.sink.url(self.path)}</D:href></CS:source>"
                          f"<D:displayname>Games</D:displayname>{props}</D:prop></D:set></C:mkcalendar>", expect=expect)
        return self.dora.calendar(name)

    def names(self, path):
        return [f.href for f in self.dora.propfind(path, ["D:getetag"], depth=1)[1:]]

    def look_until(self, what):
        """The server looks at the calendars again, and again until WHAT() is true: a look that just ends plans the next
        one for later."""
        def look():
            self.stack.sql("UPDATE task SET due = now() WHERE kind = 'web-calendar'; SELECT pg_notify('hayloft_task', '0')")
            time.sleep(0.2)
            return what()
        return wait_for(look, pause=0.5)

    def fault(self, path):
        found = self.dora.propfind(path, ["H:source-fault", "H:source-checked"], body=
                                   '<D:propfind xmlns:D="DAV:" xmlns:H="urn:hayloft:dav"><D:prop><H:source-fault/>'
                                   "<H:source-checked/></D:prop></D:propfind>")[0]
        return found.text("{urn:hayloft:dav}source-checked") and (found.text("{urn:hayloft:dav}source-fault") or "none")

    def test_a_calendar_is_followed(self):
        self.sink.answer(self.path, stream(event("one"), event("two", "Old")), ETag='"1"')
        path = self.subscribe()
        wait_for(lambda: len(self.names(path)) == 2)
        found = self.dora.propfind(path, ["D:resourcetype", "CS:source", "D:displayname", "D:current-user-privilege-set",
                                          "C:schedule-calendar-transp"])[0]
        types = {e.tag for e in found.prop(D + "resourcetype")}
        self.assertEqual({D + "collection", C + "calendar", CS + "subscribed"}, types)
        self.assertEqual([self.sink.url(self.path)], found.hrefs(CS + "source"))
        may = {e[0].tag for e in found.prop(D + "current-user-privilege-set")}
        self.assertIn(D + "write-properties", may)
        self.assertFalse({D + "all", D + "write", D + "bind", D + "unbind", D + "write-content"} & may)
        self.assertIsNotNone(found.prop(C + "schedule-calendar-transp").find(C + "transparent"))
        # Like one's own: queries, sync, export; but read only.
        self.assertEqual(2, len(self.dora.query(path, '<C:comp-filter name="VEVENT"/>')))
        first = self.dora.sync(path)
        self.assertIn("SUMMARY:Old", self.dora.get(path, expect=200).text)
        self.dora.put(path + "x.ics", event("x"), expect=403)
        item = self.names(path)[0]
        self.dora.put(item, event("one"), expect=403)
        self.dora.delete(item, expect=403)
        self.dora.request("MOVE", item, headers={"Destination": self.dora.calendar() + "x.ics"}, expect=403)
        self.dora.request("COPY", item, headers={"Destination": self.dora.calendar() + "x.ics"}, expect=201)
        # The other server has nothing new, then one changed, one gone, one added.
        asked = self.look_until(lambda: [a for a in self.sink.asked if a.path == self.path][1:])
        self.assertEqual('"1"', asked[0].headers["if-none-match"])
        self.assertEqual(first.token, self.dora.sync(path).token)
        self.sink.answer(self.path, stream(event("two", "New"), event("three")), ETag='"2"')
        self.look_until(lambda: self.dora.sync(path, first.token).token != first.token)
        changes = self.dora.sync(path, first.token)
        self.assertEqual([None, None, 404], sorted((f.code for f in changes), key=str, reverse=True))
        text = self.dora.get(path, expect=200).text
        self.assertTrue("SUMMARY:New" in text and "UID:one" not in text and "UID:three" in text)
        self.dora.delete(path, expect=204)
        self.dora.get(path, expect=404)

    def test_wishes_and_lenience(self):
        alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"
        broken = event("broken").replace("DTSTART:20261120T120000Z", "DTSTART:never")
        self.sink.answer(self.path, stream(event("good", extra=alarm), broken, extra="X-WR-CALNAME:Y\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"))
        path = self.subscribe(self.sink.url(self.path, "ann:secret@").replace("http:", "webcal:"),
                              "<CS:subscribed-strip-alarms/>")
        wait_for(lambda: len(self.names(path)) == 1)
        self.assertNotIn("VALARM", self.dora.get(path, expect=200).text)
        self.assertEqual("Basic YW5uOnNlY3JldA==", self.sink.wait(self.path)[0].headers["authorization"])
        hours = self.stack.sql("SELECT round(extract(epoch FROM due - now()) / 3600) FROM task WHERE kind = 'web-calendar' "
                               f"AND account_id = (SELECT id FROM account WHERE address = '{self.dora.address}')")
        self.assertEqual([["6"]], hours)
        # The password is nobody else's business.
        other = self.new("otto")
        self.dora.share(path, [(other.address, "D:read", "D:write")])
        found = other.propfind(path, ["CS:source", "D:displayname"])[0]
        self.assertIsNotNone(found.prop(CS + "source", 403))
        other.put(path + "x.ics", event("x"), expect=403)

    def test_what_goes_wrong_is_told_and_costs_nothing(self):
        self.sink.answer(self.path, stream(event("kept")))
        path = self.subscribe()
        wait_for(lambda: len(self.names(path)) == 1)
        for body, code, words in (("<html>no</html>", 200, "no calendar"), ("", 500, "500")):
            self.sink.answer(self.path, body, code)
            self.look_until(lambda: words in (self.fault(path) or ""))
            self.assertEqual(1, len(self.names(path)))
        self.sink.answer(self.path, stream(event("kept"), event("more")))
        self.look_until(lambda: len(self.names(path)) == 2)
        self.assertEqual("none", self.fault(path))

    def test_another_address_while_the_old_one_is_asked(self):
        gate = self.sink.gates["/slow.ics"] = threading.Event()
        self.addCleanup(gate.set)
        self.sink.answer("/slow.ics", stream(event("old")), ETag='"1"')
        self.sink.answer(self.path, stream(event("new")))
        path = self.subscribe(self.sink.url("/slow.ics"))
        self.sink.wait("/slow.ics")
        self.dora.proppatch(path, f"<CS:source><D:href>{self.sink.url(self.path)}</D:href></CS:source>")
        gate.set()
        wait_for(lambda: "UID:new" in self.dora.get(path, expect=200).text)
        self.assertNotIn("UID:old", self.dora.get(path, expect=200).text)

    def test_our_own_network_is_closed(self):
        for url in ("http://127.0.0.2:8080/x.ics", f"http://[::1]:{self.sink.port}/x.ics", "http://10.0.0.1/x.ics"):
            with self.subTest(url=url):
                name = f"n{abs(hash(url))}"
                path = self.subscribe(url, name=name)
                wait_for(lambda: "no public address" in (self.fault(path) or ""))
        self.sink.answer("/inside", "", 302, Location="http://127.0.0.3:80/")
        path = self.subscribe(self.sink.url("/inside"), name="redirected")
        wait_for(lambda: "no public address" in (self.fault(path) or ""))
        for url in ("file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1:22/", "nothing"):
            self.subscribe(url, name="bad", expect=(207, 403, 424))
            self.dora.get(self.dora.calendar("bad"), expect=404)
        # Neither without a source, nor later on.
        self.dora.request("MKCALENDAR", self.dora.calendar("no"), '<C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav" '
                          'xmlns:D="DAV:"><D:set><D:prop><D:resourcetype><D:collection/><x:subscribed '
                          'xmlns:x="http://calendarserver.org/ns/"/></D:resourcetype></D:prop></D:set></C:mkcalendar>', expect=403)
        answer = self.dora.proppatch(self.dora.calendar(), f"<CS:source><D:href>{self.sink.url('/x')}</D:href></CS:source>")
        self.assertIsNotNone(answer[0].prop(CS + "source", 403))
