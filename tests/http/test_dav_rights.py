"""Who may do what: alice shares, bob has a part in it, carol has none."""

import unittest
import urllib.parse

from dav_case import D, NAMESPACES, Dav, DavServerTest, card, condition, event
from harness import Client


class RightsTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.alice, self.bob, self.carol = self.new("ada"), self.new("ben"), self.new("cleo")
        self.path = self.alice.calendar()
        self.etag = self.alice.put(self.path + "a.ics", event("a"), expect=201).etag

    def actions(self, who, path):
        """name -> code of each method, tried as somebody"""
        item = path + "a.ics"
        put = {"Content-Type": "text/calendar"}
        tries = {
            "get": ("GET", item, None, {}),
            "export": ("GET", path, None, {}),
            "propfind": ("PROPFIND", path, None, {"Depth": "1"}),
            "propfind object": ("PROPFIND", item, None, {"Depth": "0"}),
            "sync": ("REPORT", path, f"<D:sync-collection {NAMESPACES}><D:sync-token/><D:sync-level>1</D:sync-level>"
                     "<D:prop/></D:sync-collection>", {}),
            "multiget": ("REPORT", path, f"<C:calendar-multiget {NAMESPACES}><D:prop><D:getetag/></D:prop><D:href>{item}</D:href>"
                         "</C:calendar-multiget>", {}),
            "busy": ("REPORT", path, f'<C:free-busy-query {NAMESPACES}><C:time-range start="20261101T000000Z" '
                     'end="20261201T000000Z"/></C:free-busy-query>', {}),
            "replace": ("PUT", item, event("a", "changed"), put),
            "add": ("PUT", path + f"new-{who.address}.ics", event(f"new-{who.address}"), put),
            "add member": ("POST", path, event(f"post-{who.address}"), put),
            "proppatch": ("PROPPATCH", path, f'<D:propertyupdate {NAMESPACES}><D:set><D:prop><x xmlns="urn:x">1</x></D:prop></D:set>'
                          "</D:propertyupdate>", {}),
            "mkcol below": ("MKCALENDAR", path + "sub/", None, {}),
            "copy out": ("COPY", item, None, {"Destination": who.calendar() + "copy.ics"}),
            "delete": ("DELETE", item, None, {}),
            "delete collection": ("DELETE", path, None, {}),
            "acl": ("ACL", path, f"<D:acl {NAMESPACES}/>", {}),	# last: it takes all rights away
        }
        return {name: who.request(m, p, b, h).code for name, (m, p, b, h) in tries.items()}

    def refused(self, codes):
        return {name for name, code in codes.items() if code in (401, 403, 404)}

    ALL = {"get", "export", "propfind", "propfind object", "sync", "multiget", "busy", "replace", "add", "add member",
           "proppatch", "acl", "mkcol below", "copy out", "delete", "delete collection"}
    READ = {"get", "export", "propfind", "propfind object", "sync", "multiget", "busy", "copy out"}

    def test_strangers_may_nothing_and_learn_nothing(self):
        codes = self.actions(self.carol, self.path)
        self.assertEqual(self.ALL, self.refused(codes), codes)
        missing = self.actions(self.carol, self.alice.calendar("not-there"))
        self.assertEqual(codes, missing)
        r = self.carol.get(self.path + "a.ics", expect=403)
        self.assertNotIn(b"Lunch", r.body)
        self.assertEqual([], list(self.carol.propfind(self.alice.home(), ["D:displayname"], depth=1)[1:]))
        self.assertEqual(self.etag, self.alice.get(self.path + "a.ics", expect=200).etag)
        nobody = {name: self.anyone.request(m, self.path).code for name, m in
                  (("get", "GET"), ("propfind", "PROPFIND"), ("put", "PUT"), ("report", "REPORT"))}
        self.assertEqual({401}, set(nobody.values()))

    def test_matrix(self):
        write = {"replace", "add", "add member", "proppatch", "delete"}
        for privileges, may in (
                (["C:read-free-busy"], {"busy"}),
                (["D:read"], self.READ),
                (["D:read", "D:write-content"], self.READ | {"replace"}),
                (["D:read", "D:bind"], self.READ | {"add", "add member"}),
                (["D:read", "D:unbind"], self.READ | {"delete"}),
                (["D:read", "D:write-properties"], self.READ | {"proppatch"}),
                (["D:read", "D:write"], self.READ | write),
                (["D:all"], self.READ | write | {"acl"})):
            with self.subTest(privileges=privileges):
                self.alice.put(self.path + "a.ics", event("a"), expect=(201, 204))
                self.bob.delete(self.bob.calendar() + "copy.ics", expect=(204, 404))
                for f in self.alice.propfind(self.path, ["D:getetag"], depth=1)[1:]:
                    if not f.href.endswith("a.ics"):
                        self.alice.delete(urllib.parse.quote(f.href), expect=204)
                self.alice.share(self.path, [(self.bob.address, *privileges)])
                codes = self.actions(self.bob, self.path)
                self.assertEqual(self.ALL - may, self.refused(codes), codes)
                self.assertEqual(may, {n for n, c in codes.items() if c in (200, 201, 204, 207)}, codes)
                self.alice.share(self.path, [])
                self.assertEqual(self.ALL, self.refused(self.actions(self.bob, self.path)))

    def test_roles(self):
        """What each role may, by whichever way it came to it; the notification box is the owner's alone."""
        name = self.alice.address.split("@")[0]
        group = f"team-{name}@example.org"
        self.stack.sql(f"INSERT INTO account (domain_id, address, kind) SELECT id, '{group}', 'group' FROM domain "
                       "WHERE name = 'example.org'")
        people = {role: self.new(role) for role in ("member", "readproxy", "writeproxy", "pending")}
        self.stack.sql("INSERT INTO group_member SELECT g.id, m.id FROM account g, account m "
                       f"WHERE g.address = '{group}' AND m.address = '{people['member'].address}'")
        for kind in ("read", "write"):
            href = f"<D:href>{people[kind + 'proxy'].principal()}</D:href>"
            self.alice.proppatch(self.alice.principal() + f"calendar-proxy-{kind}/",
                                 f"<D:group-member-set>{href}</D:group-member-set>")
        self.alice.share(self.path, [(group, "D:read", "D:bind")])
        self.alice.request("POST", self.path, f"<CS:share {NAMESPACES}><CS:set><D:href>mailto:{people['pending'].address}</D:href>"
                           "<CS:read-write/></CS:set></CS:share>", {"Content-Type": "application/xml"}, expect=200)
        write = {"replace", "add", "add member", "proppatch", "delete"}
        for role, may in (("member", self.READ | {"add", "add member"}), ("readproxy", self.READ),
                          ("writeproxy", self.READ | write), ("pending", set())):
            with self.subTest(role=role):
                self.alice.put(self.path + "a.ics", event("a"), expect=(201, 204))
                codes = self.actions(people[role], self.path)
                self.assertEqual(self.ALL - may, self.refused(codes), codes)
                self.assertEqual(may, {n for n, c in codes.items() if c in (200, 201, 204, 207)}, codes)
        box = self.alice.home() + "notifications/"
        self.alice.propfind(box, ["D:displayname"], depth=1)
        for who in (*people.values(), self.bob):
            who.request("PROPFIND", box, headers={"Depth": "1"}, expect=403)
            who.request("PROPFIND", self.alice.book(), headers={"Depth": "1"}, expect=403)

    def test_a_share_is_in_the_home_of_the_other(self):
        self.alice.share(self.path, [(self.bob.address, "D:read", "D:write")])
        shared = self.bob.home() + urllib.parse.quote(f"{self.alice.address}_personal", safe="") + "/"
        listed = self.bob.propfind(self.bob.home(), ["D:displayname", "D:owner", "D:current-user-privilege-set",
                                                     "D:sync-token"], depth=1).by_name()
        found = listed[f"{self.alice.address}_personal"]
        self.assertEqual(f"Calendar ({self.alice.address})", found.text(D + "displayname"))
        self.assertEqual([urllib.parse.unquote(self.alice.principal())], found.hrefs(D + "owner"))
        privileges = {e[0].tag for e in found.prop(D + "current-user-privilege-set")}
        self.assertIn(D + "write", privileges)
        self.assertFalse({D + "all", D + "write-acl"} & privileges)
        self.assertEqual(event("a"), self.bob.get(shared + "a.ics", expect=200).text)
        self.bob.put(shared + "b.ics", event("b"), expect=201)
        self.assertEqual(event("b"), self.alice.get(self.path + "b.ics", expect=200).text)
        self.assertEqual(2, len(self.bob.sync(shared)))
        self.assertEqual(404, self.carol.get(self.carol.home() + shared.split("/")[-2] + "/a.ics").code)
        # Bob gives it up; Alice keeps it.
        self.bob.delete(shared, expect=204)
        self.bob.get(shared + "a.ics", expect=404)
        self.bob.get(self.path + "a.ics", expect=403)
        self.alice.get(self.path + "a.ics", expect=200)

    def test_everybody_who_is_signed_in(self):
        self.alice.share(self.path, [("authenticated", "D:read")])
        self.assertEqual(event("a"), self.carol.get(self.path + "a.ics", expect=200).text)
        self.anyone.request("GET", self.path + "a.ics", expect=401)
        # It is found where it lies, and in nobody's home.
        self.assertEqual(1, len(self.carol.propfind(self.alice.home(), ["D:displayname"], depth=1)) - 1)
        self.assertEqual(1, len(self.carol.propfind(self.carol.home(), ["D:displayname"], depth=1)) - 1)
        self.alice.share(self.path, [])

    def test_other_domains_are_strangers(self):
        self.stack.command("domain", "add", "elsewhere.example", check=False)
        address = "zoe-" + self.alice.address.split("@")[0] + "@elsewhere.example"
        self.stack.command("user", "add", address, "--password-stdin", "--json", input="correct horse battery\n")
        zoe = Dav(self.stack.client(address, "correct horse battery"))
        self.alice.share(self.path, [("authenticated", "D:read")])
        for path in (self.path, self.path + "a.ics", self.alice.home(), self.alice.principal()):
            self.assertIn(zoe.request("PROPFIND", path, None, {"Depth": "0"}).code, (403, 404))
        found = zoe.report("/dav/principals/", "<D:principal-property-search><D:property-search><D:prop><CS:email-address-set/>"
                           "</D:prop><D:match>@example.org</D:match></D:property-search><D:prop/></D:principal-property-search>", depth=0)
        self.assertEqual([], list(found))

    def test_everybody_is_of_the_same_domain(self):
        other = f"other-{self.alice.address.split('@')[0]}.example"
        self.stack.command("domain", "add", other)
        address = f"mallory@{other}"
        # With a second domain a login without one means nobody.
        self.addCleanup(self.stack.command, "domain", "delete", other)
        self.addCleanup(self.stack.command, "user", "delete", address)
        self.stack.command("user", "add", address, "--password-stdin", input="correct horse battery\n")
        mallory = Dav(Client(self.stack, address, "correct horse battery"))
        self.alice.share(self.path, [("authenticated", "D:read", "D:write")])
        self.carol.get(self.path + "a.ics", expect=200)
        listed = [f.href for f in mallory.propfind(mallory.home(), ["D:displayname"], depth=1)]
        self.assertEqual([], [href for href in listed if self.alice.address in urllib.parse.unquote(href)])
        as_shared = f"{mallory.home()}{urllib.parse.quote(self.alice.address + '_personal', safe='')}/a.ics"
        for path in (self.path + "a.ics", as_shared):
            self.assertIn(mallory.get(path).code, (403, 404))
            self.assertIn(mallory.put(path, event("a", "changed")).code, (403, 409))
        self.assertEqual(self.etag, self.alice.get(self.path + "a.ics", expect=200).etag)
        self.alice.share(self.path, [])

    def test_confidential_and_private(self):
        zone = "RRULE:FREQ=DAILY;COUNT=3\r\n"
        self.alice.put(self.path + "c.ics", event("c", "Secret plan", extra="CLASS:CONFIDENTIAL\r\nLOCATION:Cellar\r\n" + zone), expect=201)
        self.alice.put(self.path + "p.ics", event("p", "Doctor", extra="CLASS:PRIVATE\r\n"), expect=201)
        self.alice.share(self.path, [(self.bob.address, "D:read", "D:write")])
        self.bob.get(self.path + "p.ics", expect=404)
        veiled = self.bob.get(self.path + "c.ics", expect=200).text
        self.assertNotIn("Secret", veiled)
        self.assertNotIn("Cellar", veiled)
        self.assertIn("RRULE", veiled)
        for text in (self.bob.get(self.path, expect=200).text,
                     self.bob.query(self.path, '<C:comp-filter name="VEVENT"/>').response.text,
                     self.bob.sync(self.path, props="<C:calendar-data/>").response.text,
                     self.bob.report(self.path, "<C:calendar-multiget><D:prop><C:calendar-data/></D:prop>"
                                     + "".join(f"<D:href>{self.path}{n}.ics</D:href>" for n in "acp")
                                     + "</C:calendar-multiget>").response.text):
            self.assertNotIn("Secret", text)
            self.assertNotIn("Doctor", text)
            self.assertIn("Lunch", text)
        searched = self.bob.query(self.path, '<C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY">'
                                  "<C:text-match>Secret</C:text-match></C:prop-filter></C:comp-filter>")
        self.assertEqual([], list(searched))
        listed = self.bob.propfind(self.path, ["D:getetag"], depth=1).by_name()
        self.assertNotIn("p.ics", listed)
        self.assertNotEqual(self.alice.get(self.path + "c.ics").etag, listed["c.ics"].text(D + "getetag"))
        for name in "cp":
            self.bob.put(self.path + name + ".ics", event(name), expect=403)
        self.bob.request("MOVE", self.path + "c.ics", headers={"Destination": self.bob.calendar() + "c.ics"}, expect=403)
        # What is private makes busy all the same, and may be granted.
        busy = self.bob.report(self.path, '<C:free-busy-query><C:time-range start="20261101T000000Z" end="20261201T000000Z"/>'
                               "</C:free-busy-query>", expect=200).text
        self.assertIn("20261120T120000Z", busy)
        self.alice.share(self.path, [(self.bob.address, "D:read", "H:see-confidential", "H:see-private")])
        self.assertIn("Secret", self.bob.get(self.path + "c.ics", expect=200).text)
        self.assertIn("Doctor", self.bob.get(self.path + "p.ics", expect=200).text)

    def test_acl_is_told_and_checked(self):
        self.alice.share(self.path, [(self.bob.address, "D:read"), ("authenticated", "C:read-free-busy")])
        [f] = self.alice.propfind(self.path, ["D:acl"])
        self.assertEqual(3, len(f.prop(D + "acl")))
        self.assertIn(urllib.parse.unquote(self.bob.principal()), f.hrefs(D + "acl"))
        [f] = self.bob.propfind(self.path, ["D:acl"])
        self.assertEqual({D + "acl"}, f.names(403))
        for ace, want in (
                ("<D:principal><D:href>/dav/principals/nobody%40example.org/</D:href></D:principal>", "recognized-principal"),
                ("<D:principal><D:unauthenticated/></D:principal>", "allowed-principal")):
            r = self.alice.request("ACL", self.path, f"<D:acl {NAMESPACES}><D:ace>{ace}<D:grant><D:privilege><D:read/>"
                                   "</D:privilege></D:grant></D:ace></D:acl>", expect=403)
            self.assertEqual(D + want, condition(r))
        bob = f"<D:principal><D:href>{self.bob.principal()}</D:href></D:principal>"
        for rest, want in (("<D:deny><D:privilege><D:read/></D:privilege></D:deny>", "grant-only"),
                           ("<D:grant><D:privilege><D:fly/></D:privilege></D:grant>", "not-supported-privilege")):
            r = self.alice.request("ACL", self.path, f"<D:acl {NAMESPACES}><D:ace>{bob}{rest}</D:ace></D:acl>", expect=403)
            self.assertEqual(D + want, condition(r))
        self.assertEqual(event("a"), self.bob.get(self.path + "a.ics", expect=200).text)

    def test_refusals_say_what_was_needed(self):
        self.alice.share(self.path, [(self.bob.address, "D:read")])
        r = self.bob.put(self.path + "a.ics", event("a"), expect=403)
        self.assertEqual(D + "need-privileges", condition(r))
        self.assertIn("write-content", r.text)

    def test_what_programs_keep_at_a_home_is_its_owners(self):
        home = f"/dav/addressbooks/{urllib.parse.quote(self.alice.address)}/"
        self.alice.proppatch(home, set='<settings xmlns="urn:hayloft:webmail">secret words</settings>')
        asked = f'<D:propfind {NAMESPACES}><D:prop><settings xmlns="urn:hayloft:webmail"/></D:prop></D:propfind>'
        own = self.alice.request("PROPFIND", home, asked, {"Depth": "0"}, expect=207)
        self.assertIn("secret words", own.text)
        for body in (asked, f"<D:propfind {NAMESPACES}><D:allprop/></D:propfind>"):
            self.assertNotIn("secret words", self.bob.request("PROPFIND", home, body, {"Depth": "0"}).text)

    def test_books(self):
        book = self.alice.book()
        self.alice.put(book + "a.vcf", card("a"), expect=201)
        self.bob.get(book + "a.vcf", expect=403)
        self.alice.share(book, [(self.bob.address, "D:read")])
        self.assertEqual(card("a"), self.bob.get(book + "a.vcf", expect=200).text)
        self.bob.put(book + "b.vcf", card("b"), expect=403)
        self.bob.delete(book + "a.vcf", expect=403)

    def test_shares_go_with_the_account(self):
        self.alice.share(self.path, [(self.bob.address, "D:read")])
        self.stack.command("user", "delete", self.bob.address)
        [f] = self.alice.propfind(self.path, ["D:acl"])
        self.assertEqual(1, len(f.prop(D + "acl")))


if __name__ == "__main__":
    unittest.main()
