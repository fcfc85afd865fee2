"""What calendar and address programs on desktops ask at their first sync, and what they do with the answers.

The shapes are written after these sources (repository:path); what an assertion wants is what the program reads:

Outlook CalDav Synchronizer  aluxnimm/outlookcaldavsynchronizer:CalDavSynchronizer/DataAccess/{CalDav,CardDav,WebDav}DataAccess.cs
Thunderbird  mozilla/releases-comm-central:calendar/providers/caldav/CalDavCalendar.jsm, modules/CalDavRequestHandlers.sys.mjs,
             mailnews/addrbook/modules/CardDAVDirectory.jsm
TbSync       jobisoft/DAV-4-TbSync:content/includes/sync.js
Evolution, GNOME Calendar  GNOME/evolution-data-server:src/calendar/backends/caldav/e-cal-backend-caldav.c
KDE          KDE/kdav:src/protocols/{caldav,carddav}protocol.cpp
"""

import unittest
import urllib.parse

from dav_case import C, CARD, CS, D, DavServerTest, Multistatus, card, condition, event
from scheduling_case import SchedulingTest

XML = {"Content-Type": "application/xml"}
TEXT = {"Content-Type": "text/xml; charset=utf-8"}


def inner_text(element):
    return "".join(element.itertext())


class Desktop:
    """Asks as WHO."""

    def __init__(self, who, headers):
        self.who, self.headers = who, headers

    def ask(self, method, path, body, depth=None, **headers):
        depth = {} if depth is None else {"Depth": str(depth)}
        return Multistatus(self.who.request(method, path, body, {**self.headers, **depth, **headers}, expect=207))

    def propfind(self, path, props, depth=0, namespaces="", **headers):
        return self.ask("PROPFIND", path, f"<?xml version='1.0'?>\n<D:propfind xmlns:D=\"DAV:\"{namespaces}>\n<D:prop>\n{props}"
                        "</D:prop>\n</D:propfind>\n", depth, **headers)


class OutlookTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.outlook = Desktop(self.dora, XML)

    def home(self, kind, prefix):
        """From the well-known address by pasting what stands in the elements behind the server's name."""
        r = self.dora.request("PROPFIND", f"/.well-known/{kind}/", None, {**XML, "Depth": "0"}, expect=301)
        [root] = self.outlook.propfind(r.headers["location"], "<D:current-user-principal/><D:principal-URL/><D:resourcetype/>")
        principal = inner_text(root.prop(D + "current-user-principal"))
        namespace = "urn:ietf:params:xml:ns:" + kind
        what = "calendar-home-set" if kind == "caldav" else "addressbook-home-set"
        [me] = self.outlook.propfind(principal, f"<{prefix}:{what}/>", namespaces=f' xmlns:{prefix}="{namespace}"')
        return inner_text(me.prop("{" + namespace + "}" + what))

    def test_a_calendar(self):
        home = self.home("caldav", "C")
        listed = self.outlook.propfind(home, "<D:resourcetype /><D:displayname /><C:supported-calendar-component-set />", 1,
                                       ' xmlns:C="urn:ietf:params:xml:ns:caldav"')
        [path] = [urllib.parse.quote(f.href) for f in listed if f.prop(D + "resourcetype").find(C + "calendar") is not None
                  and f.text(D + "displayname")]
        self.assertIn("calendar-access", [o.strip() for o in self.dora.request("OPTIONS", path, expect=200).headers["dav"].split(",")])
        [whole] = self.outlook.ask("PROPFIND", path, "<?xml version='1.0'?><D:propfind xmlns:D=\"DAV:\"><D:allprop/></D:propfind>", 0)
        self.assertIsNotNone(whole.prop(D + "resourcetype").find(C + "calendar"))
        [mine] = self.outlook.propfind(path, "<D:current-user-privilege-set/>")
        granted = {p.tag for privilege in mine.prop(D + "current-user-privilege-set").findall(D + "privilege") for p in privilege}
        self.assertLessEqual({D + "write-content", D + "bind", D + "unbind"}, granted)
        [reports] = self.outlook.propfind(path, "<D:supported-report-set/>")
        self.assertIsNotNone(reports.prop(D + "supported-report-set").find(f"{D}supported-report/{D}report/{C}calendar-query"))

        name = path + "5d2f1f4c-7d0e-4a3c-9a7d-8c0a8d2f9b11.ics"
        r = self.dora.put(name, event("5d2f1f4c"), if_none_match="*", headers={"Content-Type": "text/calendar"}, expect=201)
        etag = r.etag or self.dora.get(name, expect=200).etag
        self.dora.put(name, event("5d2f1f4c"), if_none_match="*", headers={"Content-Type": "text/calendar"}, expect=412)
        query = ('<?xml version="1.0"?>\n<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav">\n<D:prop xmlns:D="DAV:">\n<D:getetag/>\n'
                 '</D:prop>\n<C:filter>\n<C:comp-filter name="VCALENDAR">\n<C:comp-filter name="{}">\n{}\n</C:comp-filter>\n</C:comp-filter>\n'
                 "</C:filter>\n</C:calendar-query>")
        span = '<C:time-range start="20261101T000000Z" end="20270101T000000Z"/>'
        [found] = self.outlook.ask("REPORT", path, query.format("VEVENT", span), 1)
        self.assertEqual(etag, found.text(D + "getetag"))
        self.assertEqual([], self.outlook.ask("REPORT", path, query.format("VTODO", ""), 1))
        gone = path + "gone.ics"
        got = self.outlook.ask("REPORT", path, '<?xml version="1.0"?>\n<C:calendar-multiget xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:">\n'
                               "<D:prop>\n<D:getetag/>\n<D:displayname/>\n<C:calendar-data/>\n</D:prop>\n"
                               f"<D:href>{name}</D:href>\r\n<D:href>{gone}</D:href>\n</C:calendar-multiget>", 1)
        self.assertEqual([event("5d2f1f4c")], [f.text(C + "calendar-data") for f in got if f.prop(C + "calendar-data") is not None])
        # It tells what another program changed from what is gone by these two codes.
        self.dora.put(name, event("5d2f1f4c", "New"), if_match='"old"', expect=412)
        self.dora.put(gone, event("gone"), if_match='"old"', expect=412)
        self.dora.delete(name, headers={"If-Match": etag}, expect=204)

    def test_contacts(self):
        home = self.home("carddav", "A")
        listed = self.outlook.propfind(home, "<D:resourcetype /><D:displayname />", 1)
        path = [urllib.parse.quote(f.href) for f in listed if f.prop(D + "resourcetype").find(CARD + "addressbook") is not None
                and "personal" in f.href][0]
        self.assertIn("addressbook", [o.strip() for o in self.dora.request("OPTIONS", path, expect=200).headers["dav"].split(",")])
        self.dora.put(path + "8d6d.vcf", card("8d6d"), if_none_match="*", headers={"Content-Type": "text/vcard"}, expect=201)
        listed = self.outlook.propfind(path, "<D:getetag/><D:getcontenttype/>", 1)
        # Where there is an ETag it reads the type without looking whether it is there.
        tagged = [f for f in listed if f.prop(D + "getetag") is not None]
        self.assertEqual(["text/vcard"], [f.text(D + "getcontenttype").split(";")[0] for f in tagged])
        [got] = self.outlook.ask("REPORT", path, '<?xml version="1.0" encoding="utf-8" ?>\n<A:addressbook-multiget xmlns:D="DAV:" '
                                 'xmlns:A="urn:ietf:params:xml:ns:carddav">\n<D:prop>\n<D:getetag/>\n<D:getcontenttype/>\n<A:address-data/>\n'
                                 f"</D:prop>\n<D:href>{urllib.parse.quote(tagged[0].href)}</D:href>\n</A:addressbook-multiget>", 0)
        self.assertEqual(card("8d6d"), got.text(CARD + "address-data"))


class ThunderbirdTest(SchedulingTest):
    def setUp(self):
        super().setUp()
        self.bird = Desktop(self.anna, TEXT)

    def sync(self, path, token):
        return self.bird.ask("REPORT", path, '<?xml version="1.0" encoding="UTF-8"?>\n<sync-collection xmlns="DAV:">'
                             + (f"<sync-token>{token}</sync-token>" if token else "<sync-token/>") +
                             "<sync-level>1</sync-level><prop><getcontenttype/><getetag/></prop></sync-collection>", 1)

    def test_a_calendar(self):
        path, names = self.anna.calendar(), ' xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"'
        uid, name, _ = self.anna.invite([self.ben.address])
        [calendar] = self.bird.propfind(path, "<D:resourcetype/><D:owner/><D:current-user-principal/><D:supported-report-set/>"
                                        "<C:supported-calendar-component-set/><CS:getctag/>", 0, names)
        self.assertIsNotNone(calendar.prop(D + "resourcetype").find(C + "calendar"))
        self.assertTrue(list(calendar.prop(D + "supported-report-set").iter(D + "sync-collection")))
        self.assertTrue(list(calendar.prop(C + "supported-calendar-component-set")))
        home = path.rsplit("/", 2)[0] + "/"
        self.assertIn("calendar-auto-schedule", self.anna.request("OPTIONS", home, expect=200).headers["dav"])
        [principal] = calendar.hrefs(D + "current-user-principal")
        [me] = self.bird.propfind(urllib.parse.quote(principal), "<C:calendar-home-set/><C:calendar-user-address-set/><C:schedule-inbox-URL/>"
                                  "<C:schedule-outbox-URL/>", 0, names)
        # With several home sets it wants the parent of the calendar among them, and one mailto address.
        self.assertEqual([urllib.parse.unquote(home)], me.hrefs(C + "calendar-home-set"))
        self.assertIn("mailto:" + self.anna.address, me.hrefs(C + "calendar-user-address-set"))
        [inbox], [outbox] = me.hrefs(C + "schedule-inbox-URL"), me.hrefs(C + "schedule-outbox-URL")

        first = self.sync(path, None)
        [found] = [f for f in first if f.href == urllib.parse.unquote(name)]
        self.assertEqual("text/calendar", found.text(D + "getcontenttype")[:13])
        [got] = self.bird.ask("REPORT", path, '<?xml version="1.0" encoding="UTF-8"?>\n<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:'
                              f'ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop><D:href>{name}</D:href></C:calendar-multiget>', 1)
        self.assertEqual(found.text(D + "getetag"), got.text(D + "getetag"))
        self.assertIn("UID:" + uid, got.text(C + "calendar-data"))
        # The inbox is followed in the same way, and emptied.
        self.ben.answer(uid, "ACCEPTED")
        messages = self.sync(urllib.parse.quote(inbox), None)
        self.assertEqual({"text/calendar"}, {f.text(D + "getcontenttype")[:13] for f in messages if f.code is None})
        self.anna.delete(urllib.parse.quote(messages[0].href), expect=204)
        [changed] = self.sync(path, first.token)
        self.assertNotEqual(found.text(D + "getetag"), changed.text(D + "getetag"))
        self.anna.delete(name, expect=204)
        [deleted] = self.sync(path, first.token)
        self.assertEqual(404, deleted.code)
        # Any code from 400 to 499 makes it begin anew.
        r = self.anna.request("REPORT", path, '<sync-collection xmlns="DAV:"><sync-token>data:,nonsense</sync-token><sync-level>1</sync-level>'
                              "<prop><getetag/></prop></sync-collection>", {**TEXT, "Depth": "1"}, expect=403)
        self.assertEqual(D + "valid-sync-token", condition(r))
        busy = self.freebusy(self.anna, [self.ben.address], path=urllib.parse.quote(outbox))
        self.assertTrue(busy[self.ben.address][0].startswith("2."))

    def test_contacts(self):
        path = self.anna.book()
        names = 'xmlns:card="urn:ietf:params:xml:ns:carddav" xmlns:cs="http://calendarserver.org/ns/" xmlns:d="DAV:"'
        self.anna.put(path + "b1.vcf", card("b1"), headers={"Content-Type": "text/vcard"}, expect=201)
        for tag in ("getetag", "cs:getetag"):		# it took the second for the first until version 91
            where = D if tag == "getetag" else CS
            listed = self.bird.ask("PROPFIND", path, f'<propfind xmlns="DAV:" {names}>\n<prop>\n<resourcetype/>\n<{tag}/>\n<cs:getctag/>\n</prop>\n</propfind>', 1)
            cards = [f for f in listed if f.prop(D + "resourcetype").find(D + "collection") is None]
            self.assertEqual([self.anna.get(path + "b1.vcf").etag], [f.text(where + "getetag") for f in cards])
            [got] = self.bird.ask("REPORT", path, f"<card:addressbook-multiget {names}>\n<d:prop>\n<{'d:getetag' if where == D else tag}/>\n<card:address-data/>\n"
                                  f"</d:prop>\n<d:href>{urllib.parse.quote(cards[0].href)}</d:href>\n</card:addressbook-multiget>", 1)
            self.assertEqual({where + "getetag", CARD + "address-data"}, got.names())
            [book] = self.bird.ask("PROPFIND", path, f'<propfind xmlns="DAV:" {names}>\n<prop>\n<displayname/>\n<cs:getctag/>\n<sync-token/>\n</prop>\n</propfind>', 0)
            self.anna.put(path + "b1.vcf", card("b1", tag), headers={"Content-Type": "text/vcard"}, expect=204)
            [changed] = self.bird.ask("REPORT", path, f'<sync-collection xmlns="DAV:" {names}>\n<sync-token>{book.text(D + "sync-token")}</sync-token>\n'
                                      f"<sync-level>1</sync-level>\n<prop>\n<{tag}/>\n<card:address-data/>\n</prop>\n</sync-collection>", 1)
            self.assertTrue(changed.text(where + "getetag"))
            self.assertIn("FN:" + tag, changed.text(CARD + "address-data"))

    def test_tbsync(self):
        """It asks for calendars, the calendars of those for whom one acts, and those of one's groups."""
        minimal = {"Prefer": "return=minimal"}
        self.ben.request("PROPPATCH", self.ben.principal() + "calendar-proxy-write/", '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>'
                         f"<D:href>{self.anna.principal()}</D:href></D:group-member-set></D:prop></D:set></D:propertyupdate>", expect=207)
        names = ' xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"'
        [root] = self.bird.ask("PROPFIND", "/dav/", '<d:propfind xmlns:d="DAV:"><d:prop><d:current-user-principal /></d:prop></d:propfind>', 0, **minimal)
        r = self.bird.ask("PROPFIND", urllib.parse.quote(root.hrefs(D + "current-user-principal")[0]), f"<d:propfind{names}><d:prop><cal:calendar-home-set />"
                          "<cs:calendar-proxy-write-for /><cs:calendar-proxy-read-for /><d:group-membership /></d:prop></d:propfind>", 0, **minimal)
        self.assertIn("calendar-proxy", r.response.headers["dav"])
        [me] = r
        self.assertIn(urllib.parse.unquote(self.ben.principal()), me.hrefs(CS + "calendar-proxy-write-for"))
        for group in me.hrefs(D + "group-membership"):
            code = self.anna.request("PROPFIND", urllib.parse.quote(group), f"<d:propfind{names}><d:prop><cal:calendar-home-set /></d:prop></d:propfind>",
                                     {**TEXT, **minimal, "Depth": "0"}).code
            self.assertIn(code, (207, 403, 404))
        listed = self.bird.ask("PROPFIND", urllib.parse.quote(me.hrefs(C + "calendar-home-set")[0]), '<d:propfind xmlns:d="DAV:" xmlns:apple="http://apple.com/ns/ical/" '
                               'xmlns:cs="http://calendarserver.org/ns/"><d:prop><d:current-user-privilege-set/><d:resourcetype /><d:displayname /><apple:calendar-color/>'
                               "<cs:source/></d:prop></d:propfind>", 1, **minimal)
        for f in listed:
            if f.prop(D + "resourcetype").find(C + "calendar") is not None:
                self.assertIn(D + "read", {e.tag for e in f.prop(D + "current-user-privilege-set").iter()})
                self.assertEqual([], list(f.names(404)))	# what is not there is left out


class EvolutionTest(DavServerTest):
    NAMES = 'xmlns="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"'

    def query(self, filter="", data=""):
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<calendar-query {self.NAMES}><D:prop><D:getetag/>{data}</D:prop><filter><comp-filter name="VCALENDAR">'
                f'<comp-filter name="VEVENT">{filter}</comp-filter></comp-filter></filter></calendar-query>\n')

    def test_a_calendar(self):
        evolution, path = Desktop(self.dora, XML), self.dora.calendar()
        r = self.dora.request("OPTIONS", path, expect=200)
        self.assertIn("calendar-access", r.headers["dav"])
        [calendar] = evolution.propfind(path, "<D:current-user-privilege-set/>")
        self.assertIn(D + "write", {e.tag for e in calendar.prop(D + "current-user-privilege-set").iter()})
        tag = lambda: evolution.propfind(path, "<CS:getctag/>", 0, ' xmlns:CS="http://calendarserver.org/ns/"')[0].text(CS + "getctag")
        before = tag()
        self.dora.put(path + "e1.ics", event("e1"), if_none_match="*", headers={"Content-Type": "text/calendar; charset=\"utf-8\""}, expect=201)
        self.dora.put(path + "e2.ics", event("e2", start="20200101T100000Z", end="20200101T110000Z"), expect=201)
        self.assertNotEqual(before, tag())
        near = evolution.ask("REPORT", path, self.query('<time-range start="20261101T000000Z" end="20270101T000000Z"/>'), 1)
        self.assertEqual(["e1.ics"], list(near.by_name()))
        self.assertEqual({"e1.ics", "e2.ics"}, set(evolution.ask("REPORT", path, self.query(), 1).by_name()))
        # All that there is, with UIDs alone; it asks for this with Depth 0, and means what is in the calendar.
        only = '<calendar-data><comp name="VCALENDAR"><comp name="VEVENT"><prop name="UID"/></comp></comp></calendar-data>'
        listed = evolution.ask("REPORT", path, self.query("", only), 0)
        self.assertEqual({"e1", "e2"}, {f.text(C + "calendar-data").split("UID:")[1].split()[0] for f in listed})
        # No Depth at all.
        got = evolution.ask("REPORT", path, f"<calendar-multiget {self.NAMES}><D:prop><D:getetag/><calendar-data/></D:prop>"
                            + "".join(f"<D:href>{path}{n}</D:href>" for n in ("e1.ics", "e2.ics")) + "</calendar-multiget>")
        self.assertEqual([event("e1"), event("e2", start="20200101T100000Z", end="20200101T110000Z")], [f.text(C + "calendar-data") for f in got])
        self.assertTrue(self.dora.get(path + "e1.ics", expect=200).etag)


class KdeTest(DavServerTest):
    def test_a_calendar(self):
        kde, path = Desktop(self.dora, TEXT), self.dora.calendar()
        name = path + "k1.ics"
        self.dora.put(name, event("k1"), headers={"Content-Type": "text/calendar"}, expect=201)
        listed = kde.ask("PROPFIND", self.dora.home(), '<propfind xmlns="DAV:"><prop xmlns="DAV:"><displayname xmlns="DAV:"/><resourcetype xmlns="DAV:"/>'
                         '<calendar-color xmlns="http://apple.com/ns/ical/"/><supported-calendar-component-set xmlns="urn:ietf:params:xml:ns:caldav"/>'
                         '<current-user-privilege-set xmlns="DAV:"/><getctag xmlns="http://calendarserver.org/ns/"/></prop></propfind>', 1)
        [calendar] = [f for f in listed if f.prop(D + "resourcetype").find(C + "calendar") is not None]
        self.assertIn("VEVENT", [e.get("name") for e in calendar.prop(C + "supported-calendar-component-set")])
        self.assertTrue(calendar.text(CS + "getctag"))
        for kind, count in (("VEVENT", 1), ("VTODO", 0), ("VJOURNAL", 0)):
            found = kde.ask("REPORT", path, '<calendar-query xmlns="urn:ietf:params:xml:ns:caldav"><prop xmlns="DAV:"><getetag xmlns="DAV:"/><resourcetype xmlns="DAV:"/>'
                            '</prop><filter xmlns="urn:ietf:params:xml:ns:caldav"><comp-filter xmlns="urn:ietf:params:xml:ns:caldav" name="VCALENDAR"><comp-filter '
                            f'xmlns="urn:ietf:params:xml:ns:caldav" name="{kind}"/></comp-filter></filter></calendar-query>', 1)
            self.assertEqual(count, len(found))
        # It names objects by their whole address.
        whole = self.stack.url + name.lstrip("/")
        [got] = kde.ask("REPORT", path, '<calendar-multiget xmlns="urn:ietf:params:xml:ns:caldav"><prop xmlns="DAV:"><getetag xmlns="DAV:"/><calendar-data '
                        f'xmlns="urn:ietf:params:xml:ns:caldav"/></prop><href xmlns="DAV:">{whole}</href></calendar-multiget>', 1)
        self.assertEqual(event("k1"), got.text(C + "calendar-data"))

    def test_contacts(self):
        kde, path = Desktop(self.dora, TEXT), self.dora.book()
        self.dora.put(path + "k1.vcf", card("k1"), expect=201)
        listed = kde.ask("PROPFIND", path, '<propfind xmlns="DAV:"><prop xmlns="DAV:"><displayname xmlns="DAV:"/><resourcetype xmlns="DAV:"/><getetag xmlns="DAV:"/></prop></propfind>', 1)
        [found] = [f for f in listed if f.prop(D + "getetag") is not None]
        for namespace in ("DAV:", "urn:ietf:params:xml:ns:carddav"):
            [got] = kde.ask("REPORT", path, '<addressbook-multiget xmlns="urn:ietf:params:xml:ns:carddav"><prop xmlns="DAV:"><getetag xmlns="DAV:"/><address-data '
                            f'xmlns="urn:ietf:params:xml:ns:carddav"><allprop xmlns="{namespace}"/></address-data></prop><href xmlns="DAV:">'
                            f"{urllib.parse.quote(found.href)}</href></addressbook-multiget>", 1)
            self.assertEqual(card("k1"), got.text(CARD + "address-data"))


if __name__ == "__main__":
    unittest.main()
