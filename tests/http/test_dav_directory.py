"""The people of the domain as an address book that everybody reads; books that are in everybody's home."""

import urllib.parse

from dav_case import D, DavServerTest, card

CARD = "{urn:ietf:params:xml:ns:carddav}"


class DirectoryTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.directory)
        self.ann = self.new("ann")
        self.token = self.ann.address.split("@")[0]
        self.stack.sql(f"UPDATE account SET name = 'Ann O; Müller, {self.token}', modified = now() WHERE address = '{self.ann.address}'")
        self.gal = self.dora.home("addressbooks") + "gal/"

    def directory(self, shown=True, listed=False):
        self.stack.sql(f"UPDATE domain SET directory = {shown}, directory_listed = {listed} WHERE name = 'example.org'")

    def search(self, words, who=None, limit=""):
        return (who or self.dora).report(self.gal, "<CARD:addressbook-query><D:prop><D:getetag/><CARD:address-data/></D:prop>"
                                         f'<CARD:filter test="anyof"><CARD:prop-filter name="FN"><CARD:text-match>{words}'
                                         '</CARD:text-match></CARD:prop-filter><CARD:prop-filter name="EMAIL"><CARD:text-match>'
                                         f"{words}</CARD:text-match></CARD:prop-filter></CARD:filter>{limit}</CARD:addressbook-query>")

    def test_people_are_found(self):
        gateway = self.dora.propfind(self.dora.principal(), ["CARD:directory-gateway"])[0].hrefs(CARD + "directory-gateway")
        self.assertEqual([urllib.parse.unquote(self.gal)], gateway)
        for words in (f"MÜLLER, {self.token}", self.ann.address):
            found, = self.search(words)
            text = found.text(CARD + "address-data")
            self.assertIn(f"FN:Ann O\\; Müller\\, {self.token}", text)
            self.assertIn(self.ann.address, text)
        item = urllib.parse.quote(found.href)
        r = self.dora.get(item, expect=200)
        self.assertEqual(found.text(D + "getetag"), r.etag)
        many = self.dora.report(self.gal, "<CARD:addressbook-multiget><D:prop><CARD:address-data content-type='text/vcard' "
                                f"version='4.0'/></D:prop><D:href>{item}</D:href></CARD:addressbook-multiget>")
        self.assertIn("VERSION:4.0", many[0].text(CARD + "address-data"))
        self.assertIn("Müller", self.dora.get(self.gal, expect=200).text)
        self.assertEqual([], list(self.search("nobody of this name")))
        # It changes with the people.
        before = self.dora.propfind(self.gal, ["CS:getctag"])[0].text("{http://calendarserver.org/ns/}getctag")
        self.new("zoe")
        self.assertNotEqual(before, self.dora.propfind(self.gal, ["CS:getctag"])[0].text("{http://calendarserver.org/ns/}getctag"))

    def test_nobody_writes(self):
        found, = self.search(self.token)
        item = urllib.parse.quote(found.href)
        for method, path, body, headers in (
                ("PUT", item, card("x"), {"Content-Type": "text/vcard"}), ("PUT", self.gal + "x.vcf", card("x"), {}),
                ("DELETE", item, None, {}), ("DELETE", self.gal, None, {}), ("POST", self.gal, card("x"), {"Content-Type": "text/vcard"}),
                ("POST", self.gal, "<x/>", {"Content-Type": "application/xml"}),
                ("MOVE", item, None, {"Destination": self.dora.book() + "x.vcf"}),
                ("MOVE", self.gal, None, {"Destination": self.dora.home("addressbooks") + "mine/"}),
                ("ACL", self.gal, '<D:acl xmlns:D="DAV:"/>', {}),
                ("PROPPATCH", self.gal, '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>x</D:displayname></D:prop>'
                 "</D:set></D:propertyupdate>", {}),
                ("REPORT", self.gal, '<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:prop/></D:sync-collection>', {})):
            self.assertEqual(403, self.dora.request(method, path, body, headers).code, (method, path))
        self.dora.request("COPY", item, headers={"Destination": self.dora.book() + "copy.vcf"}, expect=201)
        self.anyone.request("GET", item, expect=401)
        may = {e[0].tag for e in self.dora.propfind(self.gal, ["D:current-user-privilege-set"])[0].prop(D + "current-user-privilege-set")}
        self.assertIn(D + "read", may)
        self.assertFalse({D + "write", D + "bind", D + "all"} & may)

    def test_off_and_listed(self):
        homes = lambda: self.dora.propfind(self.dora.home("addressbooks"), ["D:resourcetype"], depth=1).by_name()
        self.assertNotIn("gal", homes())
        self.directory(listed=True)
        self.assertIn(CARD + "addressbook", {e.tag for e in homes()["gal"].prop(D + "resourcetype")})
        self.directory(shown=False)
        self.assertNotIn("gal", homes())
        self.dora.get(self.gal, expect=404)
        search = (f"<D:principal-property-search><D:property-search><D:prop><D:displayname/></D:prop><D:match>{self.token}</D:match>"
                  "</D:property-search><D:prop><D:displayname/></D:prop></D:principal-property-search>")
        self.assertEqual([], list(self.dora.report("/dav/principals/", search, depth=0)))
        self.directory()
        self.assertEqual(1, len(self.dora.report("/dav/principals/", search, depth=0)))

    def rules(self, minimum=0, first=0, others=""):
        self.stack.sql(f"UPDATE domain SET directory_minimum = {minimum}, directory_first = {first} WHERE name = 'example.org'; "
                       "DELETE FROM directory_shown; INSERT INTO directory_shown SELECT d.id, o.id FROM domain d, domain o "
                       f"WHERE d.name = 'example.org' AND o.name = '{others}'")

    def test_how_much_must_be_typed(self):
        """And how many are found by it, over CardDAV as among principals."""
        self.addCleanup(self.rules)
        self.rules(minimum=3)
        self.directory(listed=True)
        self.assertEqual(1, len(self.search(self.token)))
        for words in "an", "Mü", "@":
            self.assertEqual([], list(self.search(words)), words)
        self.assertEqual(1, len([f for f in self.search("Mül") if self.token in f.text(CARD + "address-data")]))
        # One alternative that everybody fits, and what is no search.
        for filter in ('<CARD:prop-filter name="FN"/>', '<CARD:prop-filter name="NOTE"><CARD:is-not-defined/></CARD:prop-filter>',
                       f'<CARD:prop-filter name="FN"><CARD:text-match>{self.token}</CARD:text-match></CARD:prop-filter><CARD:prop-filter name="EMAIL"/>',
                       '<CARD:prop-filter name="FN"><CARD:text-match negate-condition="yes">nobody</CARD:text-match></CARD:prop-filter>'):
            found = self.dora.report(self.gal, f"<CARD:addressbook-query><D:prop><D:getetag/></D:prop><CARD:filter>{filter}</CARD:filter>"
                                     "</CARD:addressbook-query>")
            self.assertEqual([], list(found), filter)
        self.assertEqual(1, len(self.dora.propfind(self.gal, ["D:getetag"], depth=1)))
        self.assertNotIn("VCARD", self.dora.get(self.gal, expect=(200, 204)).text)
        def principals(word, test="allof"):
            return [f.code for f in self.dora.report(
                "/dav/principals/", f'<D:principal-property-search test="{test}"><D:property-search><D:prop><D:displayname/></D:prop>'
                f"<D:match>{self.token}</D:match></D:property-search><D:property-search><D:prop><CS:email-address-set/></D:prop><D:match>{word}</D:match>"
                "</D:property-search><D:prop><D:displayname/></D:prop></D:principal-property-search>", depth=0)]
        tokens = lambda word: [f.code for f in self.dora.report(
            "/dav/principals/", f'<CS:calendarserver-principal-search context="attendee"><CS:search-token>{word}</CS:search-token>'
            "<D:prop><D:displayname/></D:prop></CS:calendarserver-principal-search>", depth=0)]
        self.assertEqual(([None], [], [None]), (principals("@"), principals("@", "anyof"), principals(self.token, "anyof")))
        self.assertEqual(([], [None]), (tokens("an"), tokens(self.token)))
        self.rules(first=2)
        self.assertEqual([None, None, 507], [f.code for f in self.search("example")])
        self.assertEqual([None, None, 507], tokens("example"))

    def test_people_of_other_domains(self):
        """Where the administrator shows them, and they are found in their own domain."""
        self.addCleanup(self.rules)
        self.stack.command("domain", "add", "sister.example", check=False)
        self.stack.sql("INSERT INTO account (domain_id, address, kind, name) SELECT id, 'sis@sister.example', 'person', 'Sis Ter' FROM domain "
                       "WHERE name = 'sister.example' ON CONFLICT DO NOTHING; UPDATE domain SET directory = true WHERE name = 'sister.example'")
        self.assertEqual([], list(self.search("sister")))
        before = self.dora.propfind(self.gal, ["CS:getctag"])[0].text("{http://calendarserver.org/ns/}getctag")
        self.rules(others="sister.example")
        found, = self.search("sister")
        self.assertIn("Sis Ter", self.dora.get(urllib.parse.quote(found.href), expect=200).text)
        self.assertNotEqual(before, self.dora.propfind(self.gal, ["CS:getctag"])[0].text("{http://calendarserver.org/ns/}getctag"))
        # They are no principals here, and cannot be given anything.
        self.dora.propfind("/dav/principals/sis%40sister.example/", ["D:displayname"], expect=404)
        self.stack.sql("UPDATE domain SET directory = false WHERE name = 'sister.example'")
        self.assertEqual([], list(self.search("sister")))
        self.dora.get(urllib.parse.quote(found.href), expect=404)

    def test_books_of_the_organisation(self):
        book = self.ann.new_book("staff")
        self.ann.put(book + "a.vcf", card("a"), expect=201)
        self.ann.share(book, [("authenticated", "D:read")])
        name = f"{self.ann.address}_staff"
        homes = lambda: self.dora.propfind(self.dora.home("addressbooks"), ["D:displayname"], depth=1).by_name()
        self.assertNotIn(name, homes())
        self.stack.sql("UPDATE share SET listed = true WHERE collection_id = (SELECT id FROM collection WHERE name = 'staff' "
                       f"AND account_id = (SELECT id FROM account WHERE address = '{self.ann.address}'))")
        self.assertIn(name, homes())
        path = self.dora.home("addressbooks") + urllib.parse.quote(name, safe="") + "/"
        self.dora.get(path + "a.vcf", expect=200)
        self.dora.put(path + "b.vcf", card("b"), expect=403)
        # Who does not want it hides it.
        self.dora.delete(path, expect=204)
        self.assertNotIn(name, homes())
        self.dora.get(book + "a.vcf", expect=200)
