"""Requests in the shapes of phones and desktops, as their public logs and sources show them:

iOS 18 (emersion/go-webdav#150), macOS Calendar (sabre-io/dav#813, owncloud/core#25351, etesync-dav#138),
DAVx5 (Kozea/Radicale#2097, forwardemail/caldav-adapter#9), Thunderbird (stalwartlabs/stalwart#1691).
What is asked here is what these clients cannot do without.  More desktops: test_dav_desktops.py.
"""

import unittest
import urllib.parse

from dav_case import C, CARD, CS, D, DavServerTest, Multistatus, card, condition, event

IOS = {"User-Agent": "iOS/18.1.1 (22B91) dataaccessd/1.0", "Prefer": "return=minimal", "Brief": "t",
       "Accept": "*/*", "Content-Type": "text/xml"}
MAC = {"User-Agent": "Mac_OS_X/10.9 (13A476u) CalendarAgent/157.1", "Prefer": "return-minimal", "Brief": "t",
       "Content-Type": "text/xml"}
DAVX5 = {"User-Agent": "DAVx5/4.4 (dav4jvm; okhttp/4.12.0)", "Content-Type": "application/xml; charset=utf-8"}
PREFIXES = {"A": "DAV:", "B": "urn:ietf:params:xml:ns:caldav", "C": "http://calendarserver.org/ns/",
            "D": "http://apple.com/ns/ical/", "E": "http://me.com/_namespace/", "F": "urn:ietf:params:xml:ns:carddav"}


def apple(*names):
    """Apple's clients declare namespaces where they are used."""
    props = ""
    for name in names:
        prefix, local = name.split(":")
        props += f"    <{name}/>\n" if prefix == "A" else f'    <{name} xmlns:{prefix}="{PREFIXES[prefix]}"/>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<A:propfind xmlns:A="DAV:">\n  <A:prop>\n{props}  </A:prop>\n</A:propfind>\n'


class AppleTest(DavServerTest):
    def find(self, path, body, depth=0, headers=IOS):
        r = self.dora.request("PROPFIND", path, body, {**headers, "Depth": str(depth)}, expect=207)
        return Multistatus(r)

    def test_an_account_on_a_phone(self):
        first = apple("A:current-user-principal", "A:principal-URL", "A:resourcetype")
        r = self.dora.request("PROPFIND", "/.well-known/caldav", first, {**IOS, "Depth": "0"}, expect=301)
        [root] = self.find(r.headers["location"], first)
        self.assertEqual({200}, set(root.props))
        [principal] = root.hrefs(D + "current-user-principal")
        self.assertIn("calendar-access", self.dora.request("OPTIONS", urllib.parse.quote(principal), None, IOS,
                                                           expect=200).headers["dav"])
        [me] = self.find(urllib.parse.quote(principal), apple(
            "B:calendar-home-set", "B:calendar-user-address-set", "A:current-user-principal", "A:displayname",
            "C:dropbox-home-URL", "C:email-address-set", "C:notification-URL", "A:principal-collection-set",
            "A:principal-URL", "A:resource-id", "B:schedule-inbox-URL", "B:schedule-outbox-URL", "A:supported-report-set"),
            headers=MAC)
        self.assertEqual({200}, set(me.props))
        home = urllib.parse.quote(me.hrefs(C + "calendar-home-set")[0])
        listed = self.find(home, apple(
            "A:add-member", "C:allowed-sharing-modes", "D:autoprovisioned", "E:bulk-requests", "B:calendar-alarm",
            "D:calendar-color", "B:calendar-description", "B:calendar-free-busy-set", "D:calendar-order",
            "B:calendar-timezone", "A:current-user-privilege-set", "B:default-alarm-vevent-date",
            "B:default-alarm-vevent-datetime", "A:displayname", "C:getctag", "C:invite", "D:language-code",
            "D:location-code", "B:max-attendees-per-instance", "A:owner", "C:pre-publish-url", "C:publish-url",
            "C:push-transports", "C:pushkey", "A:quota-available-bytes", "A:quota-used-bytes", "D:refreshrate",
            "A:resource-id", "A:resourcetype", "B:schedule-calendar-transp", "B:schedule-default-calendar-URL",
            "C:source", "C:subscribed-strip-alarms", "C:subscribed-strip-attachments", "C:subscribed-strip-todos",
            "B:supported-calendar-component-set", "B:supported-calendar-component-sets", "A:supported-report-set",
            "A:sync-token"), 1)
        [calendar] = [f for f in listed if f.prop(D + "resourcetype").find(C + "calendar") is not None]
        self.assertEqual({200}, set(calendar.props))
        self.assertLessEqual({D + "displayname", CS + "getctag", D + "sync-token", D + "owner", D + "add-member",
                              C + "supported-calendar-component-set", D + "current-user-privilege-set"}, calendar.names())
        path = urllib.parse.quote(calendar.href)
        # It colours and orders what it finds, makes an event, and follows by token.
        r = self.dora.request("PROPPATCH", path, '<?xml version="1.0" encoding="UTF-8"?>\n<A:propertyupdate xmlns:A="DAV:">'
                              '<A:set><A:prop><D:calendar-order xmlns:D="http://apple.com/ns/ical/">1</D:calendar-order>'
                              '<D:calendar-color xmlns:D="http://apple.com/ns/ical/" symbolic-color="blue">#1BADF8FF'
                              "</D:calendar-color></A:prop></A:set></A:propertyupdate>", IOS, expect=(204, 207))
        self.dora.put(path + "7D3A3B2C-5C0F-4E0B-9A1E-0C9B8E1D2F3A.ics", event("7D3A3B2C-5C0F-4E0B-9A1E-0C9B8E1D2F3A"),
                      if_none_match="*", headers={"User-Agent": IOS["User-Agent"]}, expect=201)
        sync = ('<?xml version="1.0" encoding="UTF-8"?>\n<A:sync-collection xmlns:A="DAV:">\n  <A:sync-token>{}</A:sync-token>\n'
                "  <A:sync-level>1</A:sync-level>\n  <A:prop>\n    <A:getcontenttype/>\n    <A:getetag/>\n  </A:prop>\n</A:sync-collection>\n")
        r = Multistatus(self.dora.request("REPORT", path, sync.format(calendar.text(D + "sync-token")), IOS, expect=207))
        self.assertEqual(1, len(r))
        self.assertIn("text/calendar", r[0].text(D + "getcontenttype"))
        got = Multistatus(self.dora.request("REPORT", path, '<?xml version="1.0" encoding="UTF-8"?>\n<B:calendar-multiget '
                          'xmlns:B="urn:ietf:params:xml:ns:caldav">\n  <A:prop xmlns:A="DAV:">\n    <A:getetag/>\n    <B:calendar-data/>\n'
                          '    <B:schedule-tag/>\n  </A:prop>\n  <A:href xmlns:A="DAV:">' + urllib.parse.quote(r[0].href) +
                          "</A:href>\n</B:calendar-multiget>\n", IOS, expect=207))
        self.assertIn("BEGIN:VEVENT", got[0].text(C + "calendar-data"))

    def test_a_calendar_made_in_the_mac(self):
        path = self.dora.home() + "C0FFEE00-1111-4222-8333-444455556666/"
        self.dora.request("MKCALENDAR", path, '<?xml version="1.0" encoding="UTF-8"?>\n<B:mkcalendar xmlns:B="urn:ietf:params:xml:ns:caldav">'
                          '<A:set xmlns:A="DAV:"><A:prop><B:supported-calendar-component-set><B:comp name="VEVENT"/>'
                          "</B:supported-calendar-component-set><A:displayname>Ohne Titel</A:displayname>"
                          '<D:calendar-color xmlns:D="http://apple.com/ns/ical/">#FF2968FF</D:calendar-color>'
                          '<D:calendar-order xmlns:D="http://apple.com/ns/ical/">4</D:calendar-order>'
                          "<B:calendar-free-busy-set><YES/></B:calendar-free-busy-set></A:prop></A:set></B:mkcalendar>", MAC, expect=201)
        [f] = self.dora.propfind(path, ["D:displayname", "ICAL:calendar-color", "C:supported-calendar-component-set"])
        self.assertEqual("Ohne Titel", f.text(D + "displayname"))
        self.assertEqual(["VEVENT"], [e.get("name") for e in f.prop(C + "supported-calendar-component-set")])

    def test_contacts_on_a_phone(self):
        [me] = self.find(self.dora.principal(), apple("F:addressbook-home-set", "F:directory-gateway", "A:displayname",
                                                     "C:email-address-set", "A:principal-collection-set", "A:principal-URL",
                                                     "A:resource-id", "A:supported-report-set"))
        home = urllib.parse.quote(me.hrefs(CARD + "addressbook-home-set")[0])
        listed = self.find(home, apple("A:add-member", "E:bulk-requests", "A:current-user-privilege-set", "A:displayname",
                                       "F:max-image-size", "F:max-resource-size", "C:me-card", "A:owner", "C:push-transports",
                                       "C:pushkey", "A:quota-available-bytes", "A:quota-used-bytes", "A:resource-id",
                                       "A:resourcetype", "A:supported-report-set", "A:sync-token"), 1)
        [book] = [f for f in listed if f.prop(D + "resourcetype").find(CARD + "addressbook") is not None]
        path = urllib.parse.quote(book.href)
        group = card("GROUP-1", "Friends", extra="X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:p1\r\n")
        self.dora.put(path + "GROUP-1.vcf", group, headers={"Content-Type": "text/vcard"}, expect=201)
        self.assertEqual(group, self.dora.get(path + "GROUP-1.vcf", expect=200).text)


class AndroidTest(DavServerTest):
    def test_davx5(self):
        self.dora.put(self.dora.calendar() + "a.ics", event("a"), expect=201)
        body = ('<?xml version=\'1.0\' encoding=\'UTF-8\' ?><propfind xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav" '
                'xmlns:CARD="urn:ietf:params:xml:ns:carddav"><prop><CAL:max-resource-size /><supported-report-set />'
                '<n0:getctag xmlns:n0="http://calendarserver.org/ns/" /><sync-token /></prop></propfind>')
        [f] = Multistatus(self.dora.request("PROPFIND", self.dora.calendar(), body, {**DAVX5, "Depth": "0"}, expect=207))
        self.assertEqual({200}, set(f.props))
        query = ('<?xml version=\'1.0\' encoding=\'UTF-8\' ?><CAL:calendar-query xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav">'
                 '<prop><getetag /></prop><CAL:filter><CAL:comp-filter name="VCALENDAR"><CAL:comp-filter name="VEVENT">'
                 '<CAL:time-range start="{}" /></CAL:comp-filter></CAL:comp-filter></CAL:filter></CAL:calendar-query>')
        for start, count in (("20261004T154527Z", 1), ("20261204T154527Z", 0)):
            r = Multistatus(self.dora.request("REPORT", self.dora.calendar(), query.format(start), {**DAVX5, "Depth": "1"}, expect=207))
            self.assertEqual(count, len(r))
        get = ('<?xml version=\'1.0\' encoding=\'UTF-8\' ?><CAL:calendar-multiget xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav">'
               '<prop><getcontenttype /><getetag /><CAL:calendar-data content-type="text/calendar" version="2.0" /><CAL:schedule-tag />'
               f"</prop><href>{self.dora.calendar()}a.ics</href></CAL:calendar-multiget>")
        [f] = Multistatus(self.dora.request("REPORT", self.dora.calendar(), get, {**DAVX5, "Depth": "0"}, expect=207))
        self.assertEqual(event("a"), f.text(C + "calendar-data"))

    def test_davx5_contacts_of_version_4(self):
        self.dora.put(self.dora.book() + "a.vcf", card("a"), headers={"Content-Type": "text/vcard; charset=utf-8"}, expect=201)
        get = ('<?xml version=\'1.0\' encoding=\'UTF-8\' ?><CARD:addressbook-multiget xmlns="DAV:" xmlns:CARD="urn:ietf:params:xml:ns:carddav">'
               '<prop><getcontenttype /><getetag /><CARD:address-data content-type="text/vcard" version="4.0" /></prop>'
               f"<href>{self.dora.book()}a.vcf</href></CARD:addressbook-multiget>")
        [f] = Multistatus(self.dora.request("REPORT", self.dora.book(), get, {**DAVX5, "Depth": "0"}, expect=207))
        self.assertIn("VERSION:4.0", f.text(CARD + "address-data"))


class ThunderbirdTest(DavServerTest):
    def test_discovery(self):
        body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<D:propfind xmlns:D='DAV:' xmlns:A='http://apple.com/ns/ical/' "
                "xmlns:C='urn:ietf:params:xml:ns:caldav'><D:prop><D:resourcetype/><D:owner/><D:displayname/>"
                "<D:current-user-principal/><D:current-user-privilege-set/><A:calendar-color/><C:calendar-home-set/></D:prop></D:propfind>")
        [root] = Multistatus(self.dora.request("PROPFIND", "/dav/", body, {"Depth": "0"}, expect=207))
        [me] = Multistatus(self.dora.request("PROPFIND", urllib.parse.quote(root.hrefs(D + "current-user-principal")[0]), body,
                                             {"Depth": "0"}, expect=207))
        listed = Multistatus(self.dora.request("PROPFIND", urllib.parse.quote(me.hrefs(C + "calendar-home-set")[0]), body,
                                               {"Depth": "1"}, expect=207))
        calendars = [f for f in listed if f.prop(D + "resourcetype").find(C + "calendar") is not None]
        self.assertEqual(["Calendar"], [f.text(D + "displayname") for f in calendars])
        self.assertIn(D + "write", {e.tag for e in calendars[0].prop(D + "current-user-privilege-set").iter()})


class ZonesByNameTest(DavServerTest):
    """RFC 7809: who knows zones by name is sent none, however he asks."""

    def test_zones_are_left_out(self):
        zone = ("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\n"
                "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
        text = event("z").replace("DTSTART:20261120T120000Z", "DTSTART;TZID=Europe/Berlin:20261120T120000").replace(
            "DTEND:20261120T130000Z", "DTEND;TZID=Europe/Berlin:20261120T130000").replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT")
        path = self.dora.calendar()
        self.dora.put(path + "z.ics", text, expect=201)
        bare = {"CalDAV-Timezones": "F"}
        self.assertIn("calendar-no-timezone", self.dora.request("OPTIONS", path).headers["dav"])
        multiget = ("<C:calendar-multiget><D:prop><D:getetag/><C:calendar-data/></D:prop>"
                    f"<D:href>{path}z.ics</D:href></C:calendar-multiget>")
        for headers, there in (({}, True), ({"CalDAV-Timezones": "T"}, True), (bare, False)):
            r = self.dora.get(path + "z.ics", headers=headers, expect=200)
            self.assertEqual(there, "VTIMEZONE" in r.text, headers)
            self.assertIn("TZID=Europe/Berlin", r.text)
            [found] = self.dora.report(path, multiget, headers=headers)
            self.assertEqual(there, "VTIMEZONE" in found.text(C + "calendar-data"), headers)
            self.assertEqual(r.etag, found.text(D + "getetag"))
        # What comes without its zone is understood by its name.
        self.dora.put(path + "y.ics", text.replace(zone, "").replace("UID:z", "UID:y"), expect=201)
        busy = self.dora.report(path, '<C:free-busy-query><C:time-range start="20261120T000000Z" end="20261121T000000Z"/>'
                                "</C:free-busy-query>", expect=200).text
        self.assertIn("20261120T110000Z/20261120T120000Z", busy)
        # Whoever wants zones gets that one, too; and whoever saves the calendar as a file, one that holds for all of it.
        for headers, there in (({"CalDAV-Timezones": "T"}, True), ({}, False), (bare, False)):
            self.assertEqual(there, "TZID:Europe/Berlin" in self.dora.get(path + "y.ics", headers=headers).text)
        for headers, there in (({"CalDAV-Timezones": "T"}, 1), ({}, 1), (bare, 0)):
            whole = self.dora.get(path, headers=headers, expect=200).text
            self.assertEqual((there, there > 0), (whole.count("BEGIN:VTIMEZONE"), "BEGIN:DAYLIGHT" in whole))
        json = {"Accept": "application/calendar+json"}
        self.assertNotIn("vtimezone", self.dora.get(path + "z.ics", headers={**json, **bare}, expect=200).text)
        self.assertIn("vtimezone", self.dora.get(path + "y.ics", headers={**json, "CalDAV-Timezones": "T"}, expect=200).text)

    def test_names_that_only_we_know(self):
        """Outlook's: the client that knows IANA's zones needs the VTIMEZONE, and a zone that nobody knows is refused."""
        path, outlook = self.dora.calendar(), "W. Europe Standard Time"
        text = event("w").replace("DTSTART:20261120T120000Z", f'DTSTART;TZID={outlook}:20261120T120000')
        zone = (f"BEGIN:VTIMEZONE\r\nTZID:{outlook}\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\n"
                "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
        self.dora.put(path + "w.ics", text.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT"), expect=201)
        self.assertIn(zone, self.dora.get(path + "w.ics", headers={"CalDAV-Timezones": "F"}).text)
        r = self.dora.put(path + "n.ics", text.replace(outlook, "Moon/Base").replace("UID:w", "UID:n"), expect=403)
        self.assertEqual(C + "valid-timezone", condition(r))

    def test_the_zone_of_a_calendar(self):
        path = self.dora.new_calendar("zoned")
        name = lambda: self.dora.propfind(path, ["C:calendar-timezone", "C:calendar-timezone-id"])[0]
        self.assertEqual({C + "calendar-timezone", C + "calendar-timezone-id"}, name().names(404))
        for sent in ("Europe/Berlin", "US/Eastern"):
            self.dora.proppatch(path, f"<C:calendar-timezone-id>{sent}</C:calendar-timezone-id>")
            self.assertEqual(sent, name().text(C + "calendar-timezone-id"))
            self.assertIn(f"TZID:{sent}\r\n", name().text(C + "calendar-timezone"))
        own = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
               "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n")
        self.dora.proppatch(path, f"<C:calendar-timezone>{own}</C:calendar-timezone>")
        self.assertEqual("Here", name().text(C + "calendar-timezone-id"))
        refused = self.dora.proppatch(path, "<C:calendar-timezone-id>Moon/Base</C:calendar-timezone-id>")
        self.assertEqual({C + "calendar-timezone-id"}, refused[0].names(403))
        self.assertIn("valid-timezone", refused.response.text)


if __name__ == "__main__":
    unittest.main()
