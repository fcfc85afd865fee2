"""Public addresses: whoever knows one reads, and nobody else; what is private stays so on every path."""

import datetime
import random
import re
import urllib.parse
import xml.etree.ElementTree as ET

from dav_case import CS, D, NAMESPACES, Dav, DavServerTest, card, event
from harness import Client

H = "{urn:hayloft:dav}"
SOON = (datetime.date.today() + datetime.timedelta(days=2)).strftime("%Y%m%d")


class ThreeClasses(DavServerTest):
    def setUp(self):
        super().setUp()
        self.path = self.dora.calendar()
        self.dora.put(self.path + "a.ics", event("a", "Lunch"), expect=201)
        self.dora.put(self.path + "c.ics", event("c", "Doctor", extra="CLASS:CONFIDENTIAL\r\n"), expect=201)
        self.dora.put(self.path + "p.ics", event("p", "Secret", extra="CLASS:PRIVATE\r\n"), expect=201)


class LinkTest(ThreeClasses):
    def setUp(self):
        super().setUp()
        self.stack.sql("DELETE FROM throttle")	# wrong addresses of the test before

    def order(self, body, path=None, who=None, expect=201):
        body = re.sub(r"^<([\w:-]+)", rf'<\1 xmlns:H="urn:hayloft:dav" {NAMESPACES}', body, count=1)
        return (who or self.dora).request("POST", path or self.path, body, {"Content-Type": "application/xml"}, expect=expect)

    def link(self, body="<H:add-link/>", **kw):
        root = ET.fromstring(self.order(body, **kw).body)
        return root.get("id"), urllib.parse.urlparse(root.find(D + "href").text).path

    def links(self):
        found = self.dora.propfind(self.path, body='<D:propfind xmlns:D="DAV:" xmlns:H="urn:hayloft:dav"><D:prop><H:links/>'
                                   "</D:prop></D:propfind>")[0]
        return {e.get("id"): e for e in found.prop(H + "links")}

    def test_who_knows_the_address_reads(self):
        number, url = self.link("<H:add-link><H:comment>for the club</H:comment></H:add-link>")
        self.assertRegex(url, r"^/public/[A-Za-z0-9_-]{43}\.ics$")
        r = self.anyone.request("GET", url, expect=200)
        self.assertTrue(r.headers["content-type"].startswith("text/calendar"))
        self.assertIn("SUMMARY:Lunch", r.text)
        self.assertIn("UID:c", r.text)
        for hidden in ("Doctor", "Secret", "UID:p", self.dora.address):
            self.assertNotIn(hidden, r.text)
        self.anyone.request("GET", url, headers={"If-None-Match": r.etag}, expect=304)
        self.dora.put(self.path + "b.ics", event("b", "Dinner"), expect=201)
        self.assertIn("Dinner", self.anyone.request("GET", url, headers={"If-None-Match": r.etag}, expect=200).text)
        self.assertEqual(b"", self.anyone.request("HEAD", url, expect=200).body)
        for method in ("PUT", "DELETE", "PROPFIND", "REPORT", "POST"):
            self.anyone.request(method, url, expect=405)
        # Its hash is kept, not itself.
        token = url.split("/")[2][:43]
        self.assertEqual("0", self.count(f"SELECT count(*) FROM link WHERE token = '{token}'"))
        one = self.links()[number]
        self.assertEqual(("for the club", "false"), (one.find(H + "comment").text, one.get("busy-only")))
        self.assertIsNotNone(one.get("last-used"))
        self.order(f'<H:remove-link id="{number}"/>', expect=204)
        self.anyone.request("GET", url, expect=404)
        self.order(f'<H:remove-link id="{number}"/>', expect=404)

    def count(self, sql):
        return str(self.stack.sql(sql)).strip("[]()', \n")

    def test_busy_only_and_expiry(self):
        _, url = self.link('<H:add-link busy-only="true"/>')
        self.assertTrue(url.endswith(".ifb"))
        self.dora.put(self.path + "s.ics", event("s", "Tea", f"{SOON}T120000Z", f"{SOON}T130000Z"), expect=201)
        text = self.anyone.request("GET", url, expect=200).text
        self.assertIn("BEGIN:VFREEBUSY", text)
        self.assertIn(f"{SOON}T120000Z/", text)
        for hidden in ("Lunch", "Tea", "Doctor", "Secret", "UID:a"):
            self.assertNotIn(hidden, text)
        number, url = self.link('<H:add-link expires="2999-01-01T00:00:00Z"/>')
        self.anyone.request("GET", url, expect=200)
        self.stack.sql(f"UPDATE link SET expires = now() - interval '1 second' WHERE id = {number}")
        self.anyone.request("GET", url, expect=404)
        self.assertNotIn(number, self.links())
        for when in ("2001-01-01T00:00:00Z", "tomorrow"):
            self.order(f'<H:add-link expires="{when}"/>', expect=400)

    def test_when_somebody_is_busy(self):
        """Over all calendars, under one's own address; where the domain wants it."""
        domain = f"d{random.randrange(16 ** 8):08x}.example"
        self.stack.command("domain", "add", domain)
        self.stack.command("user", "add", f"eve@{domain}", "--password-stdin", input="correct horse battery\n")
        eve = Dav(Client(self.stack, f"eve@{domain}", "correct horse battery"))
        for name, text in (("personal", event("a", "Lunch", f"{SOON}T120000Z", f"{SOON}T130000Z", "CLASS:PRIVATE\r\n")),
                           ("more", event("b", "Tea", f"{SOON}T160000Z", f"{SOON}T170000Z"))):
            path = eve.calendar() if name == "personal" else eve.new_calendar(name)
            eve.put(path + "x.ics", text, expect=201)
        paths = [f"{root}public/{quoted}/freebusy.ifb" for root in ("/dav/", "/SOGo/dav/")
                 for quoted in (eve.address, urllib.parse.quote(eve.address, safe=""))]
        for path in paths:
            self.anyone.request("GET", path, expect=404)
        self.stack.command("api", "edit", "domain", domain, "public_freebusy=1")
        for path in paths:
            r = self.anyone.request("GET", path, expect=200)
            self.assertTrue(r.headers["content-type"].startswith("text/calendar"))
            for busy in (f"{SOON}T120000Z/", f"{SOON}T160000Z/"):
                self.assertIn(busy, r.text)
            for hidden in ("Lunch", "Tea", "UID:a"):
                self.assertNotIn(hidden, r.text)
        for path in (paths[0].replace("eve@", "adam@"), "/dav/public/", "/dav/public/eve/freebusy.ifb", f"/dav/public/{eve.address}/Calendar/personal.ics",
                     f"/dav/public/{self.dora.address}/freebusy.ifb"):
            self.anyone.request("GET", path, expect=404)
        self.anyone.request("PROPFIND", paths[0], expect=405)

    def test_wrong_addresses(self):
        for url in ("/public/", "/public/x", "/public/" + "A" * 43 + ".ics", "/public/" + "A" * 43 + "/x", "/public/%00"):
            self.assertIn(self.anyone.request("GET", url).code, (400, 404), url)

    def test_books_and_who_may(self):
        book, other = self.dora.book(), self.new("otto")
        self.dora.put(book + "a.vcf", card("a"), expect=201)
        _, url = self.link(path=book)
        self.assertIn("FN:Ann", self.anyone.request("GET", url, expect=200).text)
        self.order('<H:add-link busy-only="true"/>', path=book, expect=400)
        self.order("<H:add-link/>", who=other, expect=403)
        self.dora.share(self.path, [(other.address, "D:read", "D:write")])
        self.order("<H:add-link/>", who=other, expect=403)
        self.order("<CS:publish-calendar/>", who=other, expect=403)
        # The address ends with the calendar.
        path = self.dora.new_calendar("gone")
        _, url = self.link(path=path)
        self.anyone.request("GET", url, expect=200)
        self.dora.delete(path, expect=204)
        self.anyone.request("GET", url, expect=404)

    def test_publishing_as_apple_does(self):
        def url():
            found = self.dora.propfind(self.path, ["CS:publish-url"])[0].hrefs(CS + "publish-url")
            return urllib.parse.urlparse(found[0]).path if found else None
        self.assertIsNone(url())
        self.order("<CS:publish-calendar/>", expect=200)
        first = url()
        self.anyone.request("GET", first, expect=200)
        self.order("<CS:publish-calendar/>", expect=200)
        self.assertEqual(first, url())
        self.order("<CS:unpublish-calendar/>", expect=200)
        self.assertIsNone(url())
        self.anyone.request("GET", first, expect=404)


class RedactionTest(ThreeClasses):
    """A viewer may ask in any way: of private objects he learns nothing, of confidential ones when they are."""

    def answers(self, who):
        """way -> the whole answer"""
        data = "<D:getetag/><D:getcontentlength/><C:calendar-data/>"
        items = "".join(f"<D:href>{self.path}{n}.ics</D:href>" for n in "acp")
        week = '<C:time-range start="20261116T000000Z" end="20261123T000000Z"/>'
        def text(field, words):
            return (f'<C:comp-filter name="VEVENT"><C:prop-filter name="{field}"><C:text-match>{words}</C:text-match>'
                    "</C:prop-filter></C:comp-filter>")
        ways = {
            "export": who.get(self.path),
            "export json": who.request("GET", self.path, headers={"Accept": "application/calendar+json"}),
            "multiget": who.report(self.path, f"<C:calendar-multiget><D:prop>{data}</D:prop>{items}</C:calendar-multiget>").response,
            "query": who.query(self.path, f'<C:comp-filter name="VEVENT">{week}</C:comp-filter>', data).response,
            "expand": who.query(self.path, f'<C:comp-filter name="VEVENT">{week}</C:comp-filter>',
                                '<C:calendar-data><C:expand start="20261116T000000Z" end="20261123T000000Z"/></C:calendar-data>').response,
            "sync": who.sync(self.path, props=data).response,
            "propfind": who.propfind(self.path, ["D:getetag", "D:getcontentlength", "D:displayname"], depth=1).response,
            "busy": who.report(self.path, '<C:free-busy-query><C:time-range start="20261116T000000Z" end="20261123T000000Z"/>'
                               "</C:free-busy-query>", expect=200),
            "match": who.query(self.path, text("SUMMARY", "Doctor"), data).response,
            "match private": who.query(self.path, text("SUMMARY", "Secret"), data).response,
        }
        for n in "cp":
            item = f"{self.path}{n}.ics"
            ways[f"get {n}"] = who.get(item)
            ways[f"json {n}"] = who.request("GET", item, headers={"Accept": "application/calendar+json"})
            ways[f"propfind {n}"] = who.request("PROPFIND", item, None, {"Depth": "0"})
            ways[f"copy {n}"] = who.request("COPY", item, None, {"Destination": f"{who.calendar()}copy-{n}.ics"})
            ways[f"copied {n}"] = who.get(f"{who.calendar()}copy-{n}.ics")
            ways[f"put {n}"] = who.request("PUT", item, event(n, "x"), {"Content-Type": "text/calendar",
                                                                       "Prefer": "return=representation"})
        return ways

    def test_every_way(self):
        reader, writer = self.new("rita"), self.new("willy")
        self.dora.share(self.path, [(reader.address, "D:read"), (writer.address, "D:read", "D:write")])
        for who in (reader, writer):
            for way, r in self.answers(who).items():
                with self.subTest(who=who.address, way=way):
                    self.assertNotIn(b"Doctor", r.body)
                    self.assertNotIn(b"Secret", r.body)
                    self.assertNotIn(b"UID:p", r.body)
                    if way in ("match", "match private"):
                        self.assertNotIn(b"c.ics", r.body)	# what does not show cannot be found
                    if way in ("multiget", "propfind", "sync", "query"):
                        self.assertNotIn(self.dora.get(self.path + "c.ics").etag.encode(), r.body)
                    if way.endswith(" p"):
                        self.assertIn(r.code, (403, 404), r)
            self.assertIn("Secret", self.dora.get(self.path + "p.ics", expect=200).text)
            self.assertIn("Doctor", self.dora.get(self.path + "c.ics", expect=200).text)
