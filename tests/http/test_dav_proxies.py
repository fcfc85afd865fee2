"""Who acts for whom: groups, proxies, and everybody's own view of what others share."""

import json
import urllib.parse

from dav_case import C, CS, D, DavServerTest, event

ICAL = "{http://apple.com/ns/ical/}"


def quote(text):
    return urllib.parse.quote(text, safe="")


class PeopleTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.alice, self.bob, self.carol = self.new("ada"), self.new("ben"), self.new("cleo")
        self.path = self.alice.calendar()
        self.alice.put(self.path + "a.ics", event("a"), expect=201)

    def group(self, name, *members):
        address = f"{name}-{self.alice.address.split('@')[0]}@example.org"
        self.stack.command("group", "add", address, *members, "--name", f"The {name}")
        return address

    def members(self, group, *members):
        self.stack.command("group", "set", group, *members)

    def members_xml(self, *people):
        hrefs = "".join(f"<D:href>/dav/principals/{quote(p)}/</D:href>" for p in people)
        return f"<D:group-member-set>{hrefs}</D:group-member-set>"

    def proxies(self, who, kind, *people, expect=207):
        return who.proppatch(self.alice.principal() + f"calendar-proxy-{kind}/", self.members_xml(*people),
                             expect=expect)


class GroupTest(PeopleTest):
    def test_what_a_group_may_its_members_may_at_any_depth(self):
        inner = self.group("inner", self.bob.address)
        outer = self.group("outer", inner)
        self.members(inner, self.bob.address, outer)	# a circle
        self.alice.share(self.path, [(outer, "D:read")])
        self.bob.get(self.path + "a.ics", expect=200)
        self.carol.get(self.path + "a.ics", expect=403)
        name = f"{self.alice.address}_personal"
        self.assertIn(name, self.bob.propfind(self.bob.home(), ["D:displayname"], depth=1).by_name())
        self.assertNotIn(name, self.carol.propfind(self.carol.home(), ["D:displayname"], depth=1).by_name())
        self.bob.put(self.path + "b.ics", event("b"), expect=403)
        # He need not look at it; the others of the group still do.
        self.members(inner, self.bob.address, self.carol.address)
        self.bob.delete(self.bob.home() + quote(name) + "/", expect=204)
        self.assertNotIn(name, self.bob.propfind(self.bob.home(), ["D:displayname"], depth=1).by_name())
        self.assertIn(name, self.carol.propfind(self.carol.home(), ["D:displayname"], depth=1).by_name())
        self.members(inner)
        self.carol.get(self.path + "a.ics", expect=403)

    def test_a_group_is_a_principal(self):
        group = self.group("team", self.bob.address, self.carol.address)
        path = f"/dav/principals/{quote(group)}/"
        found = self.alice.propfind(path, ["D:group-member-set", "C:calendar-user-type", "D:displayname"])[0]
        self.assertEqual([f"/dav/principals/{p}/" for p in sorted((self.bob.address, self.carol.address))],
                         found.hrefs(D + "group-member-set"))
        self.assertEqual(("GROUP", "The team"), (found.text(C + "calendar-user-type"), found.text(D + "displayname")))
        mine = self.bob.propfind(self.bob.principal(), ["D:group-membership"])[0]
        self.assertEqual([f"/dav/principals/{group}/"], mine.hrefs(D + "group-membership"))
        # Administrators say who is in it.
        self.bob.proppatch(path, self.members_xml(), expect=403)
        matched = self.bob.report("/dav/principals/", "<D:principal-match><D:self/></D:principal-match>", depth=0)
        self.assertEqual({f"/dav/principals/{self.bob.address}/", f"/dav/principals/{group}/"},
                         {f.href for f in matched})

    def test_what_an_administrator_sees_of_groups(self):
        group = self.group("band", self.bob.address, self.bob.address)
        shown = json.loads(self.stack.command("group", "show", group, "--json").stdout)
        self.assertEqual({"address": group, "name": "The band", "members": [self.bob.address]}, shown)
        self.assertIn(shown, json.loads(self.stack.command("group", "list", "--domain", "example.org", "--json").stdout))
        self.stack.command("group", "delete", group)
        for wrong in (("show", group), ("show", self.bob.address), ("set", self.bob.address), ("add", self.bob.address),
                      ("add", "x@nowhere.example")):
            self.assertNotEqual(0, self.stack.command("group", *wrong, check=False).returncode, wrong)

    def test_searching_by_words(self):
        group = self.group("choir")
        for context, want in (("attendee", True), ("group", True), ("user", False), ("resource", False)):
            got = self.alice.report("/dav/principals/", f'<CS:calendarserver-principal-search context="{context}">'
                                    f"<CS:search-token>THE</CS:search-token><CS:search-token>{group[:8]}</CS:search-token>"
                                    "<D:prop><D:displayname/></D:prop></CS:calendarserver-principal-search>", depth=0)
            self.assertEqual(want, f"/dav/principals/{group}/" in {f.href for f in got}, context)


class ProxyTest(PeopleTest):
    def test_a_proxy_sees_and_writes_all_calendars(self):
        self.alice.new_calendar("work")
        self.proxies(self.alice, "write", self.bob.address)
        self.proxies(self.alice, "read", self.carol.address)
        for who, write in ((self.bob, 201), (self.carol, 403)):
            listed = who.propfind(self.alice.home(), ["D:displayname"], depth=1).by_name()
            self.assertLessEqual({"personal", "work"}, set(listed))
            who.get(self.path + "a.ics", expect=200)
            who.put(self.path + f"{who.address}.ics", event(who.address), expect=write)
            who.request("MKCALENDAR", self.alice.calendar(f"by-{who.address}"), expect=write)
            # In his own home there is nothing: he goes to hers.
            self.assertNotIn(f"{self.alice.address}_work",
                             who.propfind(who.home(), ["D:displayname"], depth=1).by_name())
            # Books are not meant, nor who may what.
            who.request("PROPFIND", self.alice.book(), headers={"Depth": "0"}, expect=403)
            who.share(self.path, [], expect=403)
            who.delete(self.alice.calendar("work"), expect=403)

    def test_a_proxy_finds_himself_and_the_boxes(self):
        self.proxies(self.alice, "write", self.bob.address)
        self.proxies(self.alice, "read", self.carol.address)
        for who, group in ((self.bob, "calendar-proxy-write"), (self.carol, "calendar-proxy-read")):
            matched = who.report("/dav/principals/", "<D:principal-match><D:self/></D:principal-match>", depth=0)
            self.assertEqual({f"/dav/principals/{who.address}/", f"/dav/principals/{self.alice.address}/{group}/"}, {f.href for f in matched})
            # They are there though alice never asked for them.
            who.propfind(self.alice.home() + "outbox/", ["D:resourcetype"])
        self.alice.request("PROPFIND", self.bob.home() + "outbox/", None, {"Depth": "0"}, expect=(403, 404))

    def test_private_stays_private(self):
        self.alice.put(self.path + "p.ics", event("p", extra="CLASS:PRIVATE\r\n"), expect=201)
        self.alice.put(self.path + "c.ics", event("c", "Doctor", extra="CLASS:CONFIDENTIAL\r\n"), expect=201)
        self.proxies(self.alice, "write", self.bob.address)
        self.proxies(self.alice, "read", self.carol.address)
        self.bob.get(self.path + "p.ics", expect=404)
        self.assertIn("Doctor", self.bob.get(self.path + "c.ics", expect=200).text)
        self.carol.get(self.path + "p.ics", expect=404)
        self.assertNotIn("Doctor", self.carol.get(self.path + "c.ics", expect=200).text)

    def test_apple_finds_out_for_whom_one_acts(self):
        team = self.group("team", self.bob.address)
        self.proxies(self.alice, "write", team)
        body = ('<D:expand-property><D:property name="calendar-proxy-write-for" namespace="http://calendarserver.org/ns/">'
                '<D:property name="displayname"/><D:property name="calendar-home-set" '
                'namespace="urn:ietf:params:xml:ns:caldav"/></D:property>'
                '<D:property name="calendar-proxy-read-for" namespace="http://calendarserver.org/ns/">'
                '<D:property name="displayname"/></D:property></D:expand-property>')
        found = self.bob.report(self.bob.principal(), body, depth=0)[0]
        inside = found.prop(CS + "calendar-proxy-write-for").find(D + "response")
        self.assertEqual(self.alice.principal(), inside.find(D + "href").text)
        self.assertEqual(self.alice.home(), inside.find(f".//{C}calendar-home-set/{D}href").text)
        self.assertIsNone(found.prop(CS + "calendar-proxy-read-for").find(D + "response"))
        member = self.bob.propfind(self.bob.principal(), ["D:group-membership"])[0].hrefs(D + "group-membership")
        self.assertIn(urllib.parse.unquote(self.alice.principal()) + "calendar-proxy-write/", member)
        self.bob.put(self.path + "b.ics", event("b"), expect=201)

    def test_who_is_proxy_is_named_by_the_one_for_whom_he_acts(self):
        self.proxies(self.bob, "write", self.bob.address, expect=403)
        self.proxies(self.alice, "write", self.bob.address, self.carol.address, self.bob.address)
        node = self.alice.principal() + "calendar-proxy-write/"
        self.assertEqual({f"/dav/principals/{p.address}/" for p in (self.bob, self.carol)},
                         set(self.alice.propfind(node, ["D:group-member-set"])[0].hrefs(D + "group-member-set")))
        self.bob.propfind(node, ["D:group-member-set"])
        self.proxies(self.bob, "write", expect=403)
        self.dora.propfind(node, ["D:group-member-set"], expect=403)
        self.proxies(self.alice, "write", "nobody@example.org")
        self.proxies(self.alice, "write", self.alice.address)
        self.assertEqual(2, len(self.alice.propfind(node, ["D:group-member-set"])[0].hrefs(D + "group-member-set")))
        # From one kind to the other, then away.
        self.proxies(self.alice, "read", self.bob.address)
        self.bob.put(self.path + "b.ics", event("b"), expect=403)
        self.bob.get(self.path + "a.ics", expect=200)
        self.proxies(self.alice, "read")
        self.bob.get(self.path + "a.ics", expect=403)
        types = {f.href: {e.tag for e in f.prop(D + "resourcetype")}
                 for f in self.alice.propfind(self.alice.principal(), ["D:resourcetype"], depth=1)}
        self.assertIn(CS + "calendar-proxy-read", types[urllib.parse.unquote(self.alice.principal()) + "calendar-proxy-read/"])


class ViewTest(PeopleTest):
    def test_everybody_has_his_own_name_and_colour(self):
        self.alice.proppatch(self.path, "<D:displayname>Home</D:displayname><ICAL:calendar-color>#ff0000ff</ICAL:calendar-color>")
        self.alice.share(self.path, [(self.bob.address, "D:read"), (self.carol.address, "D:read", "D:write")])
        his = self.bob.home() + quote(f"{self.alice.address}_personal") + "/"
        self.bob.proppatch(his, "<D:displayname>Ada</D:displayname><ICAL:calendar-color>#00ff00ff</ICAL:calendar-color>"
                           "<C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>")
        props = ["D:displayname", "ICAL:calendar-color", "C:schedule-calendar-transp"]
        for path in (his, self.path):
            found = self.bob.propfind(path, props)[0]
            self.assertEqual(("Ada", "#00ff00ff"), (found.text(D + "displayname"), found.text(ICAL + "calendar-color")))
        listed = self.bob.propfind(self.bob.home(), props, depth=1).by_name()[f"{self.alice.address}_personal"]
        self.assertEqual("Ada", listed.text(D + "displayname"))
        mine = self.alice.propfind(self.path, props)[0]
        self.assertEqual(("Home", "#ff0000ff"), (mine.text(D + "displayname"), mine.text(ICAL + "calendar-color")))
        self.assertIsNotNone(mine.prop(C + "schedule-calendar-transp").find(C + "opaque"))
        # What is everybody's needs the right to write it, and does not carry his view along.
        self.bob.proppatch(his, "<C:calendar-description>x</C:calendar-description>", expect=403)
        self.carol.proppatch(self.path, "<C:calendar-description>ours</C:calendar-description>"
                             "<D:displayname>Carols</D:displayname>")
        mine = self.alice.propfind(self.path, ["D:displayname", "C:calendar-description"])[0]
        self.assertEqual(("Home", "ours"), (mine.text(D + "displayname"), mine.text(C + "calendar-description")))
        self.bob.proppatch(his, remove="<D:displayname/><ICAL:calendar-color/>")
        found = self.bob.propfind(his, props)[0]
        self.assertEqual((f"Home ({self.alice.address})", "#ff0000ff"),
                         (found.text(D + "displayname"), found.text(ICAL + "calendar-color")))
