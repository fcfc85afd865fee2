"""Queries: which objects match, and how much of them comes back."""

import json
import unittest

import harness
from dav_case import C, CARD, D, DavServerTest, card, condition, event, todo

DAY = '<C:time-range start="20261120T000000Z" end="20261121T000000Z"/>'


def comp(inner="", name="VEVENT"):
    return f'<C:comp-filter name="{name}">{inner}</C:comp-filter>'


def prop(name, inner=""):
    return f'<C:prop-filter name="{name}">{inner}</C:prop-filter>'


def match(text, **attributes):
    return f"<C:text-match {' '.join(f'{k.replace(chr(95), chr(45))}={chr(34)}{v}{chr(34)}' for k, v in attributes.items())}>{text}</C:text-match>"


class CalendarQueryTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.path = self.dora.calendar()
        put = lambda name, text: self.dora.put(f"{self.path}{name}.ics", text, expect=201)
        put("lunch", event("lunch"))
        put("later", event("later", "Supper", "20261122T180000Z", "20261122T190000Z"))
        put("daily", event("daily", "Stand-up", "20261101T090000Z", "20261101T091500Z",
                           "RRULE:FREQ=DAILY;COUNT=30\r\nEXDATE:20261119T090000Z\r\nATTENDEE;PARTSTAT=DECLINED:mailto:x@example.net\r\n"))
        put("allday", event("allday", "Holiday").replace("DTSTART:20261120T120000Z", "DTSTART;VALUE=DATE:20261120")
            .replace("DTEND:20261120T130000Z", "DTEND;VALUE=DATE:20261121"))
        put("task", todo("task"))

    def names(self, filter, extra=""):
        return sorted(f.href.rsplit("/", 1)[1][:-4] for f in self.dora.query(self.path, filter, "<D:getetag/>", extra))

    def test_filters(self):
        for filter, want in (
                ("", ["allday", "daily", "later", "lunch", "task"]),
                (comp(), ["allday", "daily", "later", "lunch"]),
                (comp(name="VTODO"), ["task"]),
                (comp(name="VJOURNAL"), []),
                (comp("<C:is-not-defined/>"), ["task"]),
                (comp(DAY), ["allday", "daily", "lunch"]),
                (comp('<C:time-range start="20261119T000000Z" end="20261119T230000Z"/>'), []),
                (comp('<C:time-range start="20261201T000000Z"/>'), []),
                (comp('<C:time-range end="20261102T000000Z"/>'), ["daily"]),
                (comp('<C:time-range start="20261120T130000Z" end="20261120T140000Z"/>'), ["allday"]),
                (comp(prop("SUMMARY", match("lunch"))), ["lunch"]),
                (comp(prop("SUMMARY", match("LUNCH", collation="i;octet"))), []),
                (comp(prop("SUMMARY", match("lunch", negate_condition="yes"))), ["allday", "daily", "later"]),
                (comp(prop("SUMMARY", match("sup", match_type="starts-with"))), ["later"]),
                (comp(prop("RRULE")), ["daily"]),
                (comp(prop("RRULE", "<C:is-not-defined/>")), ["allday", "later", "lunch"]),
                (comp(prop("ATTENDEE", '<C:param-filter name="PARTSTAT">' + match("declined") + "</C:param-filter>")), ["daily"]),
                (comp(prop("ATTENDEE", '<C:param-filter name="ROLE"><C:is-not-defined/></C:param-filter>')), ["daily"]),
                (comp(DAY + prop("SUMMARY", match("lunch"))), ["lunch"]),
                (comp(prop("UID", match("task", collation="i;octet")), "VTODO"), ["task"])):
            with self.subTest(filter=filter):
                self.assertEqual(want, self.names(filter))

    def test_zones(self):
        vienna = "<C:timezone-id>Asia/Tokyo</C:timezone-id>"
        late = comp('<C:time-range start="20261120T200000Z" end="20261120T210000Z"/>')
        self.assertEqual(["allday"], self.names(late))
        self.assertEqual([], self.names(late, vienna))
        r = self.dora.query(self.path, late, extra="<C:timezone-id>Moon/Base</C:timezone-id>", expect=403)
        self.assertEqual(C + "valid-timezone", condition(r))

    def test_wrong_ones(self):
        for filter, want in (
                (comp('<C:time-range start="tomorrow"/>'), "valid-filter"),
                (comp("<C:time-range/>"), "valid-filter"),
                (comp("<C:nonsense/>"), "valid-filter"),
                ("<C:comp-filter/>", "valid-filter"),
                (DAY, "valid-filter"), (comp(name="VALARM"), "valid-filter"), (comp(comp()), "valid-filter"),
                (comp(comp(name="VALARM"), "VJOURNAL"), "valid-filter"), (comp(DAY, "VTIMEZONE"), "valid-filter"),
                (comp(comp(DAY, "STANDARD"), "VTIMEZONE"), "valid-filter"), (comp(comp(DAY, "X-OWN")), "valid-filter"),
                (comp(prop("SUMMARY", DAY)), "valid-filter"),
                (comp(prop("SUMMARY", match("x", collation="i;unknown"))), "supported-collation")):
            with self.subTest(filter=filter):
                self.assertEqual(C + want, condition(self.dora.query(self.path, filter, expect=403)))
        for filter in (comp(comp(DAY, "VALARM")), comp(name="X-OWN"), comp(comp(name="X-OWN")), comp(prop("DTSTAMP", DAY)),
                       comp(prop("X-WHEN", DAY)), comp(comp(name="daylight"), "vtimezone")):
            self.dora.query(self.path, filter, "<D:getetag/>")
        zone = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n")
        self.dora.query(self.path, comp(), "<D:getetag/>", f"<C:timezone>{zone}</C:timezone>")
        more = zone.replace("END:VCALENDAR", event("x").split("\r\n", 3)[3])
        r = self.dora.query(self.path, comp(), "<D:getetag/>", f"<C:timezone>{more}</C:timezone>", expect=403)
        self.assertEqual(C + "valid-calendar-data", condition(r))
        r = self.dora.report(self.path, "<C:nothing-query/>", expect=403)
        self.assertEqual(D + "supported-report", condition(r))
        r = self.dora.query(self.path, comp(), '<C:calendar-data content-type="text/html"/>', expect=403)
        self.assertEqual(C + "supported-calendar-data", condition(r))

    def data(self, name, inner, attributes=""):
        found = self.dora.query(self.path, comp(), f"<C:calendar-data{attributes}>{inner}</C:calendar-data>").by_name()
        return found[name + ".ics"].text(C + "calendar-data")

    def test_data_as_stored(self):
        found = self.dora.query(self.path, comp()).by_name()["lunch.ics"]
        self.assertEqual(event("lunch"), found.text(C + "calendar-data"))
        self.assertEqual(self.dora.get(self.path + "lunch.ics").etag, found.text(D + "getetag"))

    def test_expanded(self):
        text = self.data("daily", '<C:expand start="20261118T000000Z" end="20261121T000000Z"/>')
        self.assertEqual(2, text.count("BEGIN:VEVENT"))
        self.assertNotIn("RRULE", text)
        self.assertIn("RECURRENCE-ID:20261118T090000Z", text)
        self.assertIn("DTSTART:20261120T090000Z", text)

    def test_limited_recurrence(self):
        override = ("BEGIN:VEVENT\r\nUID:daily\r\nDTSTAMP:20261101T000000Z\r\nRECURRENCE-ID:202611{0}T090000Z\r\n"
                    "DTSTART:202611{0}T100000Z\r\nSUMMARY:Moved {0}\r\nEND:VEVENT\r\n")
        text = event("daily", "Stand-up", "20261101T090000Z", "20261101T091500Z", "RRULE:FREQ=DAILY;COUNT=30\r\n")
        self.dora.put(self.path + "daily.ics", text.replace("END:VCALENDAR", override.format("10") + override.format("20") + "END:VCALENDAR"), expect=204)
        text = self.data("daily", '<C:limit-recurrence-set start="20261120T000000Z" end="20261121T000000Z"/>')
        self.assertIn("Moved 20", text)
        self.assertNotIn("Moved 10", text)
        self.assertIn("RRULE", text)

    def test_limited_busy_periods(self):
        text = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VFREEBUSY\r\nUID:fb\r\nDTSTAMP:20261101T000000Z\r\n"
                "DTSTART:20261101T000000Z\r\nDTEND:20261130T000000Z\r\nFREEBUSY:20261110T090000Z/PT1H,20261120T090000Z/PT1H\r\n"
                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261121T090000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n")
        self.dora.put(self.path + "fb.ics", text, expect=201)
        [found] = self.dora.query(self.path, comp(name="VFREEBUSY"), '<C:calendar-data><C:limit-freebusy-set '
                                  'start="20261120T000000Z" end="20261121T000000Z"/></C:calendar-data>')
        kept = found.text(C + "calendar-data")
        self.assertIn("20261120T090000Z/", kept)
        for other in ("20261110", "20261121T09"):
            self.assertNotIn(other, kept)

    def test_in_part(self):
        text = self.data("lunch", '<C:comp name="VCALENDAR"><C:prop name="VERSION"/><C:comp name="VEVENT"><C:prop name="SUMMARY"/>'
                         '<C:prop name="UID"/></C:comp></C:comp>')
        self.assertIn("SUMMARY:Lunch", text)
        self.assertNotIn("DTSTART", text)
        # As in RFC 4791, section 7.8.1: what is only named is wanted whole.
        text = self.data("lunch", '<C:comp name="VCALENDAR"><C:comp name="VEVENT"/></C:comp>')
        self.assertIn("DTSTART", text)
        self.assertNotIn("PRODID", text)
        self.assertIn("DTSTART", self.data("lunch", '<C:comp name="VCALENDAR"/>'))

    def test_jcal(self):
        kind = ' content-type="application/calendar+json" version="2.0"'
        text = self.data("lunch", "", kind)
        self.assertEqual("vcalendar", json.loads(text)[0])
        for asked, want in ((kind, "application/calendar+json"), ("", None)):
            element = self.dora.query(self.path, comp(), f"<C:calendar-data{asked}/>")[0].prop(C + "calendar-data")
            self.assertEqual(want, element.get("content-type"))
        for accept, want in (("application/calendar+json", True), ("text/calendar, application/calendar+json", False),
                             ("text/calendar;q=0.3, application/calendar+json;q=0.5", True),
                             ("application/calendar+json;q=0.2, text/calendar", False), ("application/calendar+json;q=0", False)):
            r = self.dora.get(self.path + "lunch.ics", headers={"Accept": accept}, expect=200)
            self.assertEqual(want, r.headers["content-type"].startswith("application/calendar+json"), accept)
        r = self.dora.get(self.path + "lunch.ics", headers={"Accept": "application/calendar+json"}, expect=200)
        self.dora.delete(self.path + "lunch.ics", expect=204)
        self.dora.put(self.path + "lunch.ics", r.text, headers={"Content-Type": "application/calendar+json"}, expect=201)
        self.assertIn("SUMMARY:Lunch", self.dora.get(self.path + "lunch.ics", expect=200).text)

    def test_multiget(self):
        hrefs = [self.path + "lunch.ics", self.path + "none.ics", self.stack.url.rstrip("/") + self.path + "daily.ics",
                 self.dora.book() + "x.vcf", "nonsense", self.path]
        other = self.dora.new_calendar("other")
        self.dora.put(other + "far.ics", event("far"), expect=201)
        found = self.dora.report(self.path, "<C:calendar-multiget><D:prop><D:getetag/><C:calendar-data/></D:prop>" +
                                 "".join(f"<D:href>{h}</D:href>" for h in hrefs + [other + "far.ics"]) + "</C:calendar-multiget>")
        self.assertEqual([None, 404, None, 404, 404, 404, None], [f.code for f in found])
        self.assertEqual(event("lunch"), found[0].text(C + "calendar-data"))
        self.assertEqual(event("far"), found[6].text(C + "calendar-data"))

    def test_many_by_name(self):
        for i in range(20):
            self.dora.put(f"{self.path}m{i}.ics", event(f"m{i}"), expect=201)
        hrefs = "".join(f"<D:href>{self.path}m{i % 25}.ics</D:href>" for i in range(1000))
        found = self.dora.report(self.path, "<C:calendar-multiget><D:prop><D:getetag/></D:prop>" + hrefs + "</C:calendar-multiget>")
        self.assertEqual((1000, 200), (len(found), len([f for f in found if f.code == 404])))

    def busy(self, day, path=None):
        r = self.dora.report(path or self.path, f'<C:free-busy-query><C:time-range start="202611{day}T000000Z" '
                             f'end="202611{day + 1}T000000Z"/></C:free-busy-query>', expect=200)
        return [line for line in r.text.splitlines() if line.startswith("FREEBUSY")]

    def test_free_busy(self):
        self.assertEqual(["FREEBUSY:20261118T090000Z/20261118T091500Z"], self.busy(18))
        self.assertEqual([], self.busy(19))
        self.assertEqual(["FREEBUSY:20261120T000000Z/20261121T000000Z"], self.busy(20))
        self.dora.report(self.path, "<C:free-busy-query/>", expect=403)
        # A day begins when it does so in the calendar's zone.
        self.dora.proppatch(self.path, "<C:calendar-timezone>BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\n"
                            "TZID:Asia/Tokyo\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n</C:calendar-timezone>")
        self.assertEqual(["FREEBUSY:20261119T150000Z/20261120T000000Z"], self.busy(19))

    def test_free_busy_is_stored_by_every_writer(self):
        mine = f"account_id = (SELECT id FROM account WHERE address = '{self.dora.address}')"
        later = ["FREEBUSY:20261122T090000Z/20261122T091500Z", "FREEBUSY:20261122T180000Z/20261122T190000Z"]
        other = self.dora.new_calendar("other")
        self.dora.request("COPY", self.path + "later.ics", headers={"Destination": other + "later.ics"}, expect=201)
        self.dora.request("MOVE", self.path + "daily.ics", headers={"Destination": other + "daily.ics"}, expect=201)
        self.dora.request("COPY", other, headers={"Destination": self.dora.calendar("third")}, expect=201)
        # Whoever lies to the store is believed: nobody reads the texts any more.
        for path in (other, self.dora.calendar("third")):
            self.assertEqual(later, self.busy(22, path))
        self.stack.sql(f"UPDATE item SET busy = '' WHERE name = 'later.ics' AND {mine}")
        self.assertEqual(later[:1], self.busy(22, other))
        r = self.stack.command("dav", "verify", self.dora.address, check=False)
        self.assertEqual((1, 3), (r.returncode, r.stdout.count("is busy at other times than is stored")), r.stdout)
        # What was made by other clocks is not, and is made again by a task.
        self.stack.sql(f"UPDATE item SET busy_zones = 'those of old' WHERE {mine}")
        for path in (self.path, other, self.dora.calendar("third")):
            self.assertEqual(later[path == self.path:], self.busy(22, path))
        old = lambda: self.stack.sql(f"SELECT count(*) FROM item WHERE busy_zones = 'those of old' AND component = 'VEVENT' AND {mine}")
        harness.wait_for(lambda: old() == [["0"]])
        self.assertEqual(later, self.busy(22, other))
        self.stack.command("dav", "verify", self.dora.address)
        self.dora.delete(other + "later.ics", expect=204)
        self.assertEqual(later[:1], self.busy(22, other))

    def test_free_busy_far_from_now_is_read(self):
        self.dora.put(self.path + "ever.ics", event("ever", start="20200106T090000Z", end="20200106T100000Z",
                                                    extra="RRULE:FREQ=WEEKLY\r\n"), expect=201)
        for day in ("20200113", "20261123", "20451127"):
            r = self.dora.report(self.path, f'<C:free-busy-query><C:time-range start="{day}T080000Z" end="{day}T120000Z"/>'
                                 "</C:free-busy-query>", expect=200)
            self.assertIn(f"{day}T090000Z/", r.text)


class BookQueryTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.path = self.dora.book()
        for name, shown, mail in (("ann", "Ann Example", "ann@example.net"), ("bob", "Bob Beispiel", "bob@example.org"),
                                  ("eva", "Éva Példa", "eva@example.net")):
            self.dora.put(f"{self.path}{name}.vcf", card(name, shown, mail), expect=201)

    def query(self, filter, data="<CARD:address-data/>", extra="", test="", expect=207):
        return self.dora.report(self.path, f"<CARD:addressbook-query><D:prop><D:getetag/>{data}</D:prop>"
                                f"<CARD:filter{test}>{filter}</CARD:filter>{extra}</CARD:addressbook-query>", expect=expect)

    def names(self, *a, **kw):
        return sorted(f.href.rsplit("/", 1)[1][:-4] for f in self.query(*a, **kw) if f.code is None)

    @staticmethod
    def prop(name, text, **attributes):
        extra = " ".join(f'{k.replace("_", "-")}="{v}"' for k, v in attributes.items())
        return f'<CARD:prop-filter name="{name}"><CARD:text-match {extra}>{text}</CARD:text-match></CARD:prop-filter>'

    def test_filters(self):
        p = self.prop
        for filter, test, want in (
                ("", "", ["ann", "bob", "eva"]),
                (p("FN", "ann"), "", ["ann"]),
                (p("FN", "ÉVA"), "", ["eva"]),
                (p("EMAIL", "@example.net", match_type="ends-with"), "", ["ann", "eva"]),
                (p("EMAIL", "bob@example.org", match_type="equals"), "", ["bob"]),
                (p("FN", "ann") + p("FN", "bob"), "", ["ann", "bob"]),
                (p("FN", "ann") + p("FN", "bob"), ' test="allof"', []),
                (p("FN", "ann") + p("EMAIL", "net"), ' test="allof"', ["ann"]),
                ('<CARD:prop-filter name="TEL"><CARD:is-not-defined/></CARD:prop-filter>', "", ["ann", "bob", "eva"]),
                ('<CARD:prop-filter name="EMAIL"><CARD:param-filter name="TYPE"><CARD:text-match>home</CARD:text-match>'
                 "</CARD:param-filter></CARD:prop-filter>", "", ["ann", "bob", "eva"])):
            with self.subTest(filter=filter, test=test):
                self.assertEqual(want, self.names(filter, test=test))

    def test_limit(self):
        found = self.query("", extra="<CARD:limit><CARD:nresults>2</CARD:nresults></CARD:limit>")
        self.assertEqual([None, None, 507], [f.code for f in found])

    def test_data(self):
        def data(inner="", attributes=""):
            return self.query(self.prop("FN", "ann"), f"<CARD:address-data{attributes}>{inner}</CARD:address-data>")[0].text(CARD + "address-data")
        self.assertEqual(card("ann"), data())
        self.assertIn("VERSION:4.0", data(attributes=' content-type="text/vcard" version="4.0"'))
        self.assertIn("VERSION:3.0", data(attributes=' content-type="text/vcard" version="3.0"'))
        self.dora.put(self.path + "four.vcf", card("four", "Four").replace("VERSION:3.0", "VERSION:4.0"), expect=201)
        for name, asked, want in (("Ann", "", (None, None)), ("Four", "", ("text/vcard", "4.0")),
                                  ("Ann", ' content-type="text/vcard" version="4.0"', ("text/vcard", "4.0")),
                                  ("Four", ' content-type="text/vcard" version="3.0"', (None, None))):
            element = self.query(self.prop("FN", name.lower()), f"<CARD:address-data{asked}/>")[0].prop(CARD + "address-data")
            self.assertEqual(want, (element.get("content-type"), element.get("version")), name + asked)
        part = data('<CARD:prop name="FN"/>')
        self.assertIn("FN:Ann", part)
        self.assertNotIn("EMAIL", part)
        self.assertEqual("vcard", json.loads(data(attributes=' content-type="application/vcard+json"'))[0])
        r = self.query("", '<CARD:address-data content-type="text/vcard" version="9.0"/>', expect=403)
        self.assertEqual(CARD + "supported-address-data", condition(r))

    def test_wrong_ones(self):
        for filter, want in ((self.prop("FN", "x", collation="i;none"), "supported-collation"),
                             ("<CARD:prop-filter/>", "valid-filter"), ("<CARD:other/>", "valid-filter")):
            self.assertEqual(CARD + want, condition(self.query(filter, expect=403)))

    def test_multiget(self):
        found = self.dora.report(self.path, "<CARD:addressbook-multiget><D:prop><CARD:address-data/></D:prop>"
                                 f"<D:href>{self.path}ann.vcf</D:href><D:href>{self.path}none.vcf</D:href></CARD:addressbook-multiget>")
        self.assertEqual([None, 404], [f.code for f in found])
        self.assertEqual(card("ann"), found[0].text(CARD + "address-data"))



class AboutPeopleTest(DavServerTest):
    def test_what_is_no_such_report(self):
        """RFC 3744, section 9: they have no depth, and one list of properties."""
        one = "<D:prop><D:displayname/></D:prop>"
        search = "<D:property-search><D:prop><D:displayname/></D:prop><D:match>x</D:match></D:property-search>"
        for path, name, inside in ((self.dora.calendar(), "acl-principal-prop-set", ""), ("/dav/principals/", "principal-match", "<D:self/>"),
                                   ("/dav/principals/", "principal-property-search", search)):
            self.dora.report(path, f"<D:{name}>{inside}{one}</D:{name}>", depth=0)
            self.dora.report(path, f"<D:{name}>{inside}{one}</D:{name}>", depth=1, expect=400)
            self.dora.report(path, f"<D:{name}>{inside}{one}</D:{name}>", depth="infinity", expect=400)
            self.dora.report(path, f"<D:{name}>{inside}{one}{one}</D:{name}>", depth=0, expect=400)
        search = search.replace(">x<", f">{self.dora.address}<")
        [found] = self.dora.report("/dav/principals/", f"<D:principal-property-search>{search}</D:principal-property-search>", depth=0)
        self.assertEqual("/dav/principals/" + self.dora.address + "/", found.href)
        self.dora.report("/dav/principals/", "<D:principal-search-property-set/>", depth=0, expect=200)
        self.dora.report("/dav/principals/", "<D:principal-search-property-set/>", depth=1, expect=400)


if __name__ == "__main__":
    unittest.main()
