"""Properties: found, set, removed, all or nothing; collections made and listed; how clients find all this."""

import unittest
import urllib.parse
import uuid

from dav_case import C, CARD, CS, D, ICAL, NAMESPACES, DavServerTest, Multistatus, card, condition, event

ZONE = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


class DiscoveryTest(DavServerTest):
    def test_from_the_domain_to_the_collections(self):
        for name in ("caldav", "carddav"):
            for method in ("GET", "PROPFIND"):
                r = self.anyone.request(method, f"/.well-known/{name}", expect=301)
                self.assertEqual("/dav/", r.headers["location"])
        r = self.anyone.request("PROPFIND", "/dav/", expect=401)
        self.assertIn("Basic", r.headers["www-authenticate"])
        [root] = self.dora.propfind("/dav/", ["D:current-user-principal", "D:resourcetype"])
        [principal] = root.hrefs(D + "current-user-principal")
        self.assertEqual(urllib.parse.unquote(self.dora.principal()), principal)
        [found] = self.dora.propfind(urllib.parse.quote(principal), [
            "D:principal-URL", "C:calendar-home-set", "CARD:addressbook-home-set",
            "C:calendar-user-address-set", "D:displayname", "CS:email-address-set"])
        self.assertEqual(set(), found.names(404))
        self.assertIn("mailto:" + self.dora.address, found.hrefs(C + "calendar-user-address-set"))
        for tag, kind in ((C + "calendar-home-set", C + "calendar"), (CARD + "addressbook-home-set", CARD + "addressbook")):
            home, *collections = self.dora.propfind(urllib.parse.quote(found.hrefs(tag)[0]),
                                                    ["D:resourcetype", "D:displayname", "CS:getctag", "D:sync-token"], depth=1)
            self.assertEqual(1, len(collections))
            self.assertTrue(collections[0].href.endswith("/personal/"))
            self.assertIsNotNone(collections[0].prop(D + "resourcetype").find(kind))

    def test_options(self):
        r = self.dora.request("OPTIONS", self.dora.calendar(), expect=200)
        classes = {c.strip() for c in r.headers["dav"].split(",")}
        self.assertLessEqual({"1", "3", "access-control", "calendar-access", "addressbook", "extended-mkcol"}, classes)
        self.assertNotIn("2", classes)
        allow = {m.strip() for m in r.headers["allow"].split(",")}
        self.assertLessEqual({"OPTIONS", "GET", "PROPFIND", "REPORT", "DELETE", "ACL"}, allow)
        self.assertFalse({"LOCK", "UNLOCK", "PUT"} & allow)
        self.dora.request("LOCK", self.dora.calendar(), expect=405)

    def test_sogos_addresses(self):
        name = urllib.parse.quote(self.dora.address, safe="")
        self.dora.put(self.dora.calendar() + "s.ics", event("s"), expect=201)
        base = f"/SOGo/dav/{name}/Calendar/personal/"
        self.assertEqual(event("s"), self.dora.get(base + "s.ics", expect=200).text)
        listed = self.dora.propfind(base, ["D:getetag"], depth=1)
        self.assertEqual([urllib.parse.unquote(base), urllib.parse.unquote(base) + "s.ics"], [f.href for f in listed])
        self.dora.put(base + "t.ics", event("t"), expect=201)
        self.assertEqual(event("t"), self.dora.get(self.dora.calendar() + "t.ics", expect=200).text)
        self.dora.put(f"/SOGo/dav/{name}/Contacts/personal/c.vcf", card("c"), expect=201)
        short = self.dora.address.split("@")[0]
        self.dora.get(f"/SOGo/dav/{short}/Contacts/personal/c.vcf", expect=200)
        [found] = self.dora.propfind(f"/SOGo/dav/{name}/", ["C:calendar-home-set", "D:current-user-principal"])
        self.assertEqual([f"/SOGo/dav/{self.dora.address}/Calendar/"], found.hrefs(C + "calendar-home-set"))
        token = self.dora.sync(base).token
        self.assertEqual([], list(self.dora.sync(self.dora.calendar(), token)))
        # Who signs in without the domain there finds again what he asked for, also among what others share.
        listed = self.dora.propfind(f"/SOGo/dav/{short}/Calendar/personal/", ["D:owner"], depth=1)
        self.assertEqual([f"/SOGo/dav/{short}/Calendar/personal/{n}" for n in ("", "s.ics", "t.ics")], [f.href for f in listed])
        self.assertEqual([f"/SOGo/dav/{short}/"], listed[0].hrefs(D + "owner"))
        [found] = self.dora.propfind(f"/dav/principals/{short}/", ["CARD:addressbook-home-set"])
        self.assertEqual([f"/dav/addressbooks/{short}/"], found.hrefs(CARD + "addressbook-home-set"))
        # Those who act for somebody, as his phone was told by SOGo where they stand.
        other = self.new("other")
        other.proppatch(f"/SOGo/dav/{urllib.parse.quote(other.address)}/calendar-proxy-write/",
                        f"<D:group-member-set><D:href>/SOGo/dav/{name}/</D:href></D:group-member-set>")
        [found] = self.dora.propfind(f"/SOGo/dav/{name}/", ["D:group-membership"])
        self.assertEqual([f"/SOGo/dav/{other.address}/calendar-proxy-write/"], [urllib.parse.unquote(h) for h in found.hrefs(D + "group-membership")])
        [found] = self.dora.propfind(urllib.parse.quote(found.hrefs(D + "group-membership")[0]), ["D:group-member-set"])
        self.assertEqual([f"/SOGo/dav/{self.dora.address}/"], found.hrefs(D + "group-member-set"))

    def test_people_are_found(self):
        def search(what, match, test=""):
            return self.dora.report("/dav/principals/", f"<D:principal-property-search{test}><D:property-search>"
                                    f"<D:prop><{what}/></D:prop><D:match>{match}</D:match></D:property-search>"
                                    "<D:prop><D:displayname/></D:prop></D:principal-property-search>", depth=0)
        alice = f"/dav/principals/{self.stack.client('alice').address}/"
        self.assertIn(alice, [f.href for f in search("CS:email-address-set", "alice@")])
        self.assertIn(alice, [f.href for f in search("C:calendar-user-address-set", "mailto:ALICE@example.org")])
        self.assertEqual([], list(search("D:displayname", "nobody of this name")))
        self.assertEqual([], list(search("D:getetag", "alice")))
        r = self.dora.report("/dav/principals/", "<D:principal-search-property-set/>", depth=0, expect=200)
        self.assertIn("displayname", r.text)

    def test_expand_property(self):
        r = self.dora.report("/dav/", '<D:expand-property><D:property name="current-user-principal">'
                             '<D:property name="displayname"/><D:property name="calendar-home-set" '
                             'namespace="urn:ietf:params:xml:ns:caldav"/><D:property name="getetag"/></D:property>'
                             '</D:expand-property>', depth=0)
        inner = r[0].prop(D + "current-user-principal").find(D + "response")
        self.assertEqual(self.dora.principal(), inner.find(D + "href").text)
        self.assertIn("404", inner.findall(D + "propstat")[1].find(D + "status").text)

    def test_expand_property_that_a_client_keeps(self):
        """RFC 3253, section 3.8 knows no difference: what is around the addresses stays as it was put."""
        me, box = self.dora.principal(), self.dora.calendar()
        self.dora.proppatch(box, '<x:team xmlns:x="urn:x" kind="a&amp;b">led by <x:lead><D:href xmlns:D="DAV:">'
                            f'{me}</D:href></x:lead><href xmlns="DAV:"> /dav/nobody/ </href></x:team><x:plain xmlns:x="urn:x">p</x:plain>')
        r = self.dora.report(box, '<D:expand-property><D:property name="team" namespace="urn:x"><D:property name="displayname"/>'
                             '<D:property name="unknown" namespace="urn:x"/></D:property>'
                             '<D:property name="plain" namespace="urn:x"/></D:expand-property>', depth=0)
        team = r[0].prop("{urn:x}team")
        self.assertEqual(("led by ", "a&b"), (team.text, team.get("kind")))
        inner = team.find("{urn:x}lead").find(D + "response")
        self.assertEqual(me, inner.find(D + "href").text)
        self.assertEqual(["200", "404"], [p.find(D + "status").text.split()[1] for p in inner.findall(D + "propstat")])
        other = team.find(D + "response")
        self.assertEqual("/dav/nobody/", other.find(D + "href").text)
        self.assertIn("40", other.find(D + "status").text)
        self.assertEqual("p", r[0].prop("{urn:x}plain").text)
        # Not asked what they point to: as it is.
        r = self.dora.report(box, '<D:expand-property><D:property name="team" namespace="urn:x"/></D:expand-property>', depth=0)
        self.assertEqual(me, r[0].prop("{urn:x}team").find("{urn:x}lead").find(D + "href").text)


class PropfindTest(DavServerTest):
    def test_depths(self):
        for i in range(3):
            self.dora.put(self.dora.calendar() + f"{i}.ics", event(f"{i}"), expect=201)
        for depth, count in ((0, 1), (1, 4), ("infinity", 4)):
            self.assertEqual(count, len(self.dora.propfind(self.dora.calendar(), ["D:getetag"], depth=depth)))
        r = self.dora.propfind(self.dora.home(), ["D:getetag"], depth="infinity", expect=403)
        self.assertEqual(D + "propfind-finite-depth", condition(r))
        self.dora.propfind(self.dora.home(), ["D:getetag"], depth="2", expect=400)
        self.dora.propfind(self.dora.calendar("none"), ["D:getetag"], expect=404)

    def test_all_names_and_none(self):
        self.dora.put(self.dora.calendar() + "a.ics", event("a"), expect=201)
        self.dora.proppatch(self.dora.calendar(), '<x:dead xmlns:x="urn:x">v</x:dead>')
        [everything] = self.dora.propfind(self.dora.calendar(), body="")
        self.assertLessEqual({D + "resourcetype", D + "displayname", "{urn:x}dead"}, everything.names())
        self.assertNotIn(C + "calendar-timezone", everything.names())
        [names] = self.dora.propfind(self.dora.calendar(), body='<D:propfind xmlns:D="DAV:"><D:propname/></D:propfind>')
        self.assertLessEqual({D + "sync-token", C + "supported-calendar-component-set", "{urn:x}dead"}, names.names())
        self.assertEqual([], [e for e in names.props[200].values() if len(e) or e.text])
        [more] = self.dora.propfind(self.dora.calendar(), body='<D:propfind xmlns:D="DAV:"><D:allprop/>'
                                    '<D:include><D:sync-token/></D:include></D:propfind>')
        self.assertIn(D + "sync-token", more.names())

    def test_missing_and_brief(self):
        props = ["D:resourcetype", "D:getetag", "CS:nothing"]
        [full] = self.dora.propfind(self.dora.calendar(), props)
        self.assertEqual({D + "getetag", CS + "nothing"}, full.names(404))
        for headers in ({"Brief": "t"}, {"Prefer": "return=minimal"}):
            [brief] = self.dora.propfind(self.dora.calendar(), props, headers=headers)
            self.assertEqual({200}, set(brief.props))

    def test_questions_that_are_none(self):
        for inside in ("", "<D:allprop/><D:propname/>", "<D:allprop/><D:prop/>", "<D:propname/><D:prop/>", "<D:unknown/>"):
            self.dora.request("PROPFIND", self.dora.calendar(), f"<D:propfind {NAMESPACES}>{inside}</D:propfind>", {"Depth": "0"}, expect=400)

    def test_without_the_root(self):
        self.dora.put(self.dora.calendar() + "a.ics", event("a"), expect=201)
        for prefer, want in (("depth-noroot", ["a.ics"]), ("return=minimal, depth-noroot", ["a.ics"]), ("", ["a.ics", "personal"])):
            found = self.dora.propfind(self.dora.calendar(), ["D:getetag"], depth=1, headers={"Prefer": prefer})
            self.assertEqual(want, sorted(found.by_name()))
        [self_alone] = self.dora.propfind(self.dora.calendar(), ["D:displayname"], depth=0, headers={"Prefer": "depth-noroot"})
        self.assertTrue(self_alone.href.endswith("/personal/"))

    def test_of_a_calendar(self):
        [c] = self.dora.propfind(self.dora.calendar(), [
            "C:supported-calendar-component-set", "C:supported-calendar-data", "D:supported-report-set",
            "D:current-user-privilege-set", "D:owner", "D:quota-used-bytes", "C:max-resource-size",
            "D:acl", "D:supported-privilege-set", "C:schedule-calendar-transp"])
        self.assertEqual(set(), c.names(404) | c.names(403))
        self.assertEqual({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"},
                         {e.get("name") for e in c.prop(C + "supported-calendar-component-set")})
        reports = {e.tag for e in c.prop(D + "supported-report-set").iter()}
        self.assertLessEqual({C + "calendar-query", C + "calendar-multiget", C + "free-busy-query",
                              D + "sync-collection"}, reports)
        self.assertIn(D + "all", {e.tag for e in c.prop(D + "current-user-privilege-set").iter()})
        [b] = self.dora.propfind(self.dora.book(), ["C:supported-calendar-data", "CARD:supported-address-data"])
        self.assertEqual(({CARD + "supported-address-data"}, {C + "supported-calendar-data"}), (b.names(), b.names(404)))

    def test_used_bytes(self):
        other, size = self.dora.new_calendar("other"), lambda path: int(self.dora.propfind(
            path, ["D:quota-used-bytes"])[0].text(D + "quota-used-bytes"))
        text = event("a")
        for path in (self.dora.calendar(), other):
            self.dora.put(path + "a.ics", text, expect=201)
        self.assertEqual([len(text), 2 * len(text)], [size(other), size(self.dora.home())])
        self.dora.delete(other + "a.ics", expect=204)
        self.assertEqual([0, len(text), 0], [size(other), size(self.dora.home()), size(self.dora.home("addressbooks"))])
        # Nobody hears what others keep.
        emil = self.new("emil")
        self.assertEqual({D + "quota-used-bytes"}, emil.propfind(self.dora.home(), ["D:quota-used-bytes"])[0].names(403))

    def test_an_id_that_outlives_names(self):
        path = self.dora.new_calendar("other")
        self.dora.put(path + "a.ics", event("a"), expect=201)
        one = lambda where: "".join(self.dora.propfind(where, ["D:resource-id"])[0].hrefs(D + "resource-id"))
        places = [self.dora.principal(), self.dora.home(), self.dora.home("addressbooks"), self.dora.calendar(), self.dora.book(),
                  path, path + "a.ics", self.dora.principal() + "calendar-proxy-read/", self.dora.principal() + "calendar-proxy-write/"]
        self.assertEqual(len(places), len({one(p) for p in places}))
        for place in places:
            self.assertEqual(one(place), "urn:uuid:" + str(uuid.UUID(one(place))))
        before = one(path)
        self.dora.request("MOVE", path, None, {"Destination": self.dora.home() + "renamed/"}, expect=201)
        self.assertEqual(before, one(self.dora.home() + "renamed/"))

    def test_a_full_account(self):
        """A bound over all calendars and books together; what takes no more room is always taken."""
        bound = lambda n: self.stack.command("user", "edit", self.dora.address, "--dav-quota", str(n))
        room = lambda path: self.dora.propfind(path, ["D:quota-available-bytes"])[0]
        text, path, book = event("a"), self.dora.calendar() + "a.ics", self.dora.book() + "b.vcf"
        bound(3000)
        self.dora.put(path, text, expect=201)
        for where in (self.dora.calendar(), self.dora.home(), self.dora.book(), self.dora.home("addressbooks")):
            self.assertEqual(str(3000 - len(text)), room(where).text(D + "quota-available-bytes"))
        much = card("b", extra="NOTE:" + "x" * 2800 + "\r\n")
        for r in (self.dora.put(book, much, expect=507), self.dora.request("POST", self.dora.book(), much, {"Content-Type": "text/vcard"}, expect=507),
                  self.dora.put(path, event("a", extra="COMMENT:" + "x" * 2900 + "\r\n"), expect=507)):
            self.assertEqual(D + "quota-not-exceeded", condition(r))
        self.dora.get(book, expect=404)
        self.assertEqual(text, self.dora.get(path, expect=200).text)
        filler = card("f", extra="NOTE:" + "x" * (2900 - len(text) - len(card("f"))) + "\r\n")
        self.dora.put(self.dora.book() + "f.vcf", filler, expect=201)
        self.dora.put(path, event("a", "Brunch"), expect=204)
        r = self.dora.request("COPY", path, None, {"Destination": self.dora.calendar() + "c.ics"}, expect=507)
        self.assertEqual(D + "quota-not-exceeded", condition(r))
        other = self.dora.new_calendar("other")
        self.dora.request("COPY", self.dora.calendar(), None, {"Destination": self.dora.home() + "whole/"}, expect=507)
        self.dora.request("MOVE", path, None, {"Destination": other + "a.ics"}, expect=201)
        bound(0)
        self.dora.put(book, much, expect=201)
        self.assertEqual({D + "quota-available-bytes"}, room(other).names(404))
        emil = self.new("emil")
        self.assertEqual({D + "quota-available-bytes"}, emil.propfind(self.dora.home(), ["D:quota-available-bytes"])[0].names(403))

    def test_compressed(self):
        for i in range(30):
            self.dora.put(self.dora.calendar() + f"{i}.ics", event(f"{i}"), expect=201)
        r = self.dora.request("PROPFIND", self.dora.calendar(), None, {"Depth": "1", "Accept-Encoding": "gzip"}, expect=207)
        self.assertEqual("gzip", r.headers["content-encoding"])


class ProppatchTest(DavServerTest):
    def test_live_ones(self):
        self.dora.proppatch(self.dora.calendar(), "<D:displayname>Arbeit &amp; Freizeit</D:displayname>"
                            "<ICAL:calendar-color>#ff0000ff</ICAL:calendar-color><ICAL:calendar-order>3</ICAL:calendar-order>"
                            "<C:calendar-description>d</C:calendar-description>"
                            f"<C:calendar-timezone>{ZONE}</C:calendar-timezone>"
                            "<C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>")
        [c] = self.dora.propfind(self.dora.calendar(), ["D:displayname", "ICAL:calendar-color", "ICAL:calendar-order",
                                                        "C:calendar-description", "C:calendar-timezone",
                                                        "C:calendar-timezone-id", "C:schedule-calendar-transp"])
        self.assertEqual(("Arbeit & Freizeit", "#ff0000ff", "3", "d", "Europe/Vienna"),
                         tuple(c.text(t) for t in (D + "displayname", ICAL + "calendar-color", ICAL + "calendar-order",
                                                   C + "calendar-description", C + "calendar-timezone-id")))
        self.assertIsNotNone(c.prop(C + "schedule-calendar-transp").find(C + "transparent"))
        self.dora.proppatch(self.dora.calendar(), remove="<C:calendar-description/><C:calendar-timezone/>")
        [c] = self.dora.propfind(self.dora.calendar(), ["C:calendar-description", "C:calendar-timezone"])
        self.assertEqual(2, len(c.names(404)))

    def test_dead_ones_come_back_whole(self):
        value = ('<x:deep xmlns:x="urn:x" x:a="1" b="&quot;2&quot;">text<x:in xmlns:y="urn:y"><y:far/> &lt;end&gt;</x:in>'
                 "tail</x:deep>")
        for path in (self.dora.calendar(), self.dora.home(), self.dora.principal()):
            self.dora.proppatch(path, value)
            [f] = self.dora.propfind(path, body='<D:propfind xmlns:D="DAV:"><D:prop><deep xmlns="urn:x"/></D:prop></D:propfind>')
            e = f.prop("{urn:x}deep")
            self.assertEqual(("1", '"2"', "text", "tail"), (e.get("{urn:x}a"), e.get("b"), e.text, e[0].tail))
            self.assertEqual(("{urn:y}far", " <end>"), (e[0][0].tag, e[0][0].tail))
            self.dora.proppatch(path, remove='<x:deep xmlns:x="urn:x"/>')
            [f] = self.dora.propfind(path, body='<D:propfind xmlns:D="DAV:"><D:prop><deep xmlns="urn:x"/></D:prop></D:propfind>')
            self.assertEqual({"{urn:x}deep"}, f.names(404))

    def test_all_or_nothing(self):
        r = self.dora.proppatch(self.dora.calendar(), '<D:displayname>new</D:displayname><x xmlns="urn:x">1</x><D:getetag>"1"</D:getetag>')
        self.assertEqual(({D + "getetag"}, {D + "displayname", "{urn:x}x"}), (r[0].names(403), r[0].names(424)))
        [f] = self.dora.propfind(self.dora.calendar(), body='<D:propfind xmlns:D="DAV:"><D:prop><D:displayname/><x xmlns="urn:x"/></D:prop></D:propfind>')
        self.assertEqual(("Calendar", {"{urn:x}x"}), (f.text(D + "displayname"), f.names(404)))
        r = self.dora.proppatch(self.dora.calendar(), "<C:calendar-timezone>none</C:calendar-timezone>")
        self.assertEqual({C + "calendar-timezone"}, r[0].names(403))

    def test_of_objects_and_with_them(self):
        path = self.dora.calendar() + "a.ics"
        self.dora.put(path, event("a"), expect=201)
        dead = '<x xmlns="urn:x">1</x>'
        ask = '<D:propfind xmlns:D="DAV:"><D:prop><x xmlns="urn:x"/></D:prop></D:propfind>'
        self.dora.proppatch(path, dead)
        listed = self.dora.propfind(self.dora.calendar(), body=ask, depth=1)
        self.assertEqual([set(), {"{urn:x}x"}], [f.names() for f in listed])
        self.dora.put(path, event("a", "b"), expect=204)
        self.assertEqual("1", self.dora.propfind(path, body=ask)[0].text("{urn:x}x"))
        work = self.dora.new_calendar("work")
        self.dora.request("MOVE", path, headers={"Destination": work + "b.ics"}, expect=201)
        self.assertEqual("1", self.dora.propfind(work + "b.ics", body=ask)[0].text("{urn:x}x"))
        self.dora.delete(work + "b.ics", expect=204)
        self.dora.put(work + "b.ics", event("a"), expect=201)
        self.assertEqual({"{urn:x}x"}, self.dora.propfind(work + "b.ics", body=ask)[0].names(404))

    def test_minimal(self):
        self.dora.proppatch(self.dora.calendar(), "<D:displayname>n</D:displayname>", expect=204,
                            headers={"Prefer": "return=minimal"})


class MkcolTest(DavServerTest):
    def test_calendars(self):
        path = self.dora.new_calendar("work", "<D:displayname>Work</D:displayname><ICAL:calendar-color>#00ff00</ICAL:calendar-color>"
                                      '<x xmlns="urn:x">1</x>')
        [f] = self.dora.propfind(path, ["D:displayname", "ICAL:calendar-color", "D:resourcetype"])
        self.assertEqual(("Work", "#00ff00"), (f.text(D + "displayname"), f.text(ICAL + "calendar-color")))
        r = self.dora.request("MKCALENDAR", path, expect=403)
        self.assertEqual(D + "resource-must-be-null", condition(r))
        self.dora.request("MKCALENDAR", path + "in/", expect=403)
        self.dora.request("MKCALENDAR", self.dora.book("work"), expect=403)
        self.dora.request("MKCALENDAR", "/dav/nowhere/x/", expect=409)

    def test_books(self):
        path = self.dora.new_book("friends", "<D:displayname>Friends</D:displayname>")
        [f] = self.dora.propfind(path, ["D:resourcetype", "D:displayname"])
        self.assertIsNotNone(f.prop(D + "resourcetype").find(CARD + "addressbook"))
        self.dora.request("MKCOL", path, expect=405)
        self.dora.request("MKCOL", self.dora.book("plain"), expect=201)
        r = self.dora.request("MKCOL", self.dora.book("wrong"),
                              f"<D:mkcol {NAMESPACES}><D:set><D:prop><D:resourcetype><D:collection/><C:calendar/>"
                              "</D:resourcetype></D:prop></D:set></D:mkcol>", expect=403)
        self.assertEqual(D + "valid-resourcetype", condition(r))
        self.dora.request("MKCOL", self.dora.book("odd"), "<other/>", expect=415)
        self.dora.request("MKCOL", "/dav/addressbooks/nobody@example.org/x/", expect=409)

    def test_nothing_is_made_when_a_property_fails(self):
        r = self.dora.request("MKCALENDAR", self.dora.calendar("bad"),
                              f"<C:mkcalendar {NAMESPACES}><D:set><D:prop><D:displayname>n</D:displayname><D:getetag>1</D:getetag>"
                              "</D:prop></D:set></C:mkcalendar>", expect=207)
        [made] = Multistatus(r)
        self.assertEqual(({D + "getetag"}, {D + "displayname"}), (made.names(403), made.names(424)))
        r = self.dora.request("MKCOL", self.dora.calendar("bad"),
                              f"<D:mkcol {NAMESPACES}><D:set><D:prop><D:getetag>1</D:getetag></D:prop></D:set></D:mkcol>", expect=424)
        self.assertIn("mkcol-response", r.text)
        self.dora.propfind(self.dora.calendar("bad"), expect=404)

    def test_addresses_are_spelled_as_the_client_does(self):
        """"@" and "%40" are the same to a URL, but not to clients that compare texts."""
        name = "a@b" + uuid.uuid4().hex[:6] + ".ics"
        self.dora.put(self.dora.calendar() + name.replace("@", "%40"), event(name), expect=201)
        for path in (self.dora.calendar(), self.dora.calendar().replace("/dav/calendars/", "/SOGo/dav/").replace("/personal/", "/Calendar/personal/")):
            for spelled in (urllib.parse.unquote(path), path):
                r = self.dora.request("PROPFIND", spelled, f"<D:propfind {NAMESPACES}><D:prop><D:owner/></D:prop></D:propfind>",
                                      headers={"Depth": "1"}, expect=207)
                seen = "@" if "@" in spelled else "%40"
                self.assertIn(f"<D:href>{spelled}{name.replace('@', seen)}</D:href>", r.text)
                self.assertNotIn("%40" if seen == "@" else "@", r.text)

    def test_deleted(self):
        path = self.dora.new_calendar("gone")
        self.dora.put(path + "a.ics", event("a"), expect=201)
        self.dora.delete(path, expect=204)
        self.dora.get(path + "a.ics", expect=404)
        self.dora.new_calendar("gone")
        self.dora.get(path + "a.ics", expect=404)


class CopyMoveTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.work = self.dora.new_calendar("work")
        self.path = self.dora.calendar() + "a.ics"
        self.etag = self.dora.put(self.path, event("a"), expect=201).etag

    def go(self, method, path, to, expect, **headers):
        return self.dora.request(method, path, headers={"Destination": to, **headers}, expect=expect)

    def test_copy(self):
        self.go("COPY", self.path, self.stack.url.rstrip("/") + self.work + "b.ics", 201)
        self.assertEqual(self.etag, self.dora.get(self.work + "b.ics", expect=200).etag)
        self.go("COPY", self.path, self.work + "b.ics", 412, Overwrite="F")
        self.go("COPY", self.path, self.work + "b.ics", 204)
        r = self.go("COPY", self.path, self.work + "c.ics", 403)
        self.assertEqual(C + "no-uid-conflict", condition(r))
        self.go("COPY", self.path, self.path, 403)
        self.go("COPY", self.path, self.dora.calendar("none") + "x.ics", 409)
        self.go("COPY", self.path, "https://elsewhere.example/x.ics", 502)
        self.go("COPY", self.path, self.dora.book() + "x.ics", 403)
        self.dora.request("COPY", self.path, expect=400)

    def test_move(self):
        before = self.dora.sync(self.dora.calendar()).token, self.dora.sync(self.work).token
        self.go("MOVE", self.path, self.work + "b.ics", 201)
        self.dora.get(self.path, expect=404)
        [gone] = self.dora.sync(self.dora.calendar(), before[0])
        self.assertEqual(404, gone.code)
        [new] = self.dora.sync(self.work, before[1])
        self.assertTrue(new.href.endswith("b.ics"))
        self.go("MOVE", self.work + "b.ics", self.work + "c.ics", 201)
        self.assertEqual({"b.ics": 404, "c.ics": None},
                         {n: f.code for n, f in self.dora.sync(self.work, self.dora.sync(self.work).token or "").by_name().items()}
                         or {n: f.code for n, f in self.dora.sync(self.work, before[1]).by_name().items()})

    def test_collections(self):
        self.go("MOVE", self.dora.calendar(), self.dora.calendar("other"), 201)
        self.assertEqual(self.etag, self.dora.get(self.dora.calendar("other") + "a.ics", expect=200).etag)
        self.go("MOVE", self.dora.calendar("other"), self.work, 412, Overwrite="F")
        self.go("COPY", self.dora.calendar("other"), self.dora.calendar("third"), 201)
        for name in ("other", "third"):
            listed = self.dora.propfind(self.dora.calendar(name), ["D:getetag"], depth=1)
            self.assertEqual([self.etag], [f.text(D + "getetag") for f in listed[1:]])
        self.assertEqual(1, len(self.dora.sync(self.dora.calendar("third"))))


if __name__ == "__main__":
    unittest.main()
