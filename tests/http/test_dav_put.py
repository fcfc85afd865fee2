"""Objects: kept as they came, one writer wins, wrong ones are refused with the reason."""

import json
import subprocess
import unittest
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from dav_case import C, CARD, D, Dav, DavServerTest, card, condition, event, todo


class PutTest(DavServerTest):
    def test_kept_byte_for_byte(self):
        odd = event("odd-1", "Grüße\\, 你好", extra="X-ODD;X-P=\"a:b\":  kept \r\nDESCRIPTION:folded li\r\n ne\r\n")
        path = self.dora.calendar() + "odd.ics"
        put = self.dora.put(path, odd, expect=201)
        got = self.dora.get(path, expect=200)
        self.assertEqual(odd.encode(), got.body)
        self.assertEqual(put.etag, got.etag)
        self.assertIn("component=VEVENT", got.headers["content-type"])
        self.assertRegex(put.etag, r'^"[0-9a-f]{40}"$')
        head = self.dora.client.request("HEAD", path, expect=200)
        self.assertEqual((b"", str(len(odd.encode()))), (head.body, head.headers["content-length"]))

    def test_lf_alone_is_kept_too(self):
        text = event("lf").replace("\r\n", "\n")
        self.dora.put(self.dora.calendar() + "lf.ics", text, expect=201)
        self.assertEqual(text.encode(), self.dora.get(self.dora.calendar() + "lf.ics", expect=200).body)

    def test_replace(self):
        path = self.dora.calendar() + "r.ics"
        first = self.dora.put(path, event("r", "one"), expect=201)
        second = self.dora.put(path, event("r", "two"), expect=204)
        self.assertNotEqual(first.etag, second.etag)
        self.assertIn(b"two", self.dora.get(path, expect=200).body)

    def test_names(self):
        """Of 255 characters at most, and without controls: of an object and of a collection."""
        good, home = "ü" * 251 + ".ics", self.dora.home()
        self.dora.put(self.dora.calendar() + urllib.parse.quote(good), event("good"), expect=201)
        self.dora.client.request("MKCALENDAR", home + urllib.parse.quote("ü" * 255) + "/", expect=201)
        for bad in ("x" * 252 + ".ics", "a%01.ics"):
            with self.subTest(bad):
                r = self.dora.put(self.dora.calendar() + bad, event("bad"))
                self.assertIn(r.code, (400, 403, 404), r.body)
                self.assertIn(self.dora.client.request("MKCALENDAR", home + bad + "/").code, (400, 403, 404))
        with self.subTest("nobody writes another one"), self.assertRaises(subprocess.CalledProcessError):
            self.stack.sql("UPDATE collection SET name = 'a/b' WHERE name = 'personal'")

    def test_nothing_is_left_of_a_collection_that_goes(self):
        home = self.dora.home()
        self.dora.client.request("MKCALENDAR", home + "gone/", expect=201)
        for n in range(3):
            self.dora.put(f"{home}gone/{n}.ics", event(f"gone-{n}"), expect=201)
        self.assertEqual([["3"]], self.stack.sql("SELECT count(*) FROM item WHERE uid LIKE 'gone-%'"))
        self.dora.delete(home + "gone/", expect=204)
        self.assertEqual([["0"]], self.stack.sql("SELECT count(*) FROM item WHERE uid LIKE 'gone-%'"))
        emil = Dav(self.stack.new_account("emil"))
        emil.put(emil.calendar() + "gone.ics", event("gone-4"), expect=201)
        self.stack.command("user", "delete", emil.client.address)
        self.assertEqual([["0"]], self.stack.sql("SELECT count(*) FROM item WHERE uid LIKE 'gone-%'"))

    def test_conditions(self):
        path = self.dora.calendar() + "c.ics"
        self.dora.put(path, event("c"), if_match="*", expect=412)
        self.dora.put(path, event("c"), if_match='"0"', expect=412)
        etag = self.dora.put(path, event("c"), if_none_match="*", expect=201).etag
        self.dora.put(path, event("c", "x"), if_none_match="*", expect=412)
        self.dora.put(path, event("c", "x"), if_match='"0"', expect=412)
        self.dora.put(path, event("c", "x"), headers={"If": f'(["{"0" * 40}"])'}, expect=412)
        self.dora.put(path, event("c", "x"), headers={"If": "(<urn:uuid:lock>)"}, expect=412)
        etag = self.dora.put(path, event("c", "x"), headers={"If": f"([{etag}])"}, expect=204).etag
        etag = self.dora.put(path, event("c", "y"), if_match=f'"0", {etag}', expect=204).etag
        self.dora.get(path, headers={"If-None-Match": etag}, expect=304)
        self.dora.get(path, headers={"If-None-Match": '"0"'}, expect=200)
        self.dora.get(path, headers={"If-Match": '"0"'}, expect=412)
        self.dora.delete(path, headers={"If-Match": '"0"'}, expect=412)
        self.dora.delete(path, headers={"If-Match": etag}, expect=204)
        self.dora.get(path, expect=404)
        self.dora.delete(path, expect=404)

    def test_one_of_many_writers_wins(self):
        path = self.dora.calendar() + "standup.ics"
        first = self.dora.put(path, event("u1", "plan"), expect=201)
        with ThreadPoolExecutor(16) as pool:
            codes = list(pool.map(lambda i: self.dora.put(
                path, event("u1", f"writer {i}"), if_match=first.etag).code, range(16)))
        self.assertEqual([204] + [412] * 15, sorted(codes))

    def test_one_of_many_makers_wins(self):
        path = self.dora.calendar() + "new.ics"
        with ThreadPoolExecutor(16) as pool:
            codes = list(pool.map(lambda i: self.dora.put(
                path, event("n1", f"writer {i}"), if_none_match="*").code, range(16)))
        self.assertEqual([201] + [412] * 15, sorted(codes))

    def test_a_uid_belongs_to_one_object(self):
        self.dora.put(self.dora.calendar() + "a.ics", event("same"), expect=201)
        r = self.dora.put(self.dora.calendar() + "b.ics", event("same"), expect=403)
        self.assertEqual(C + "no-uid-conflict", condition(r))
        self.assertIn(self.dora.calendar() + "a.ics", r.text)
        r = self.dora.put(self.dora.calendar() + "a.ics", event("other"), expect=403)
        self.assertEqual(C + "no-uid-conflict", condition(r))
        other = self.dora.new_calendar("work")
        self.dora.put(other + "b.ics", event("same"), expect=201)
        self.dora.put(self.dora.book() + "a.vcf", card("same"), expect=201)
        r = self.dora.put(self.dora.book() + "b.vcf", card("same"), expect=403)
        self.assertEqual(CARD + "no-uid-conflict", condition(r))

    def test_nothing_takes_the_place_of_another_uid(self):
        for path, text, name in ((self.dora.calendar(), event, "%s.ics"), (self.dora.book(), card, "%s.vcf")):
            a, b, c = (path + name % n for n in "abc")
            for one, n in ((a, "a"), (b, "b")):
                self.dora.put(one, text(n), expect=201)
            for method in ("COPY", "MOVE"):
                r = self.dora.request(method, a, None, {"Destination": b, "Overwrite": "T"}, expect=403)
                self.assertTrue(condition(r).endswith("no-uid-conflict"), condition(r))
                self.assertIn(b, r.text.replace("%40", "@").replace("@", "%40"))
            self.assertEqual(text("b"), self.dora.get(b, expect=200).text)
            r = self.dora.request("MOVE", a, None, {"Destination": c}, expect=201)
            self.assertEqual(c, r.headers["location"])

    def test_no_calendar_in_a_calendar_and_no_book_in_a_book(self):
        calendar, book = self.dora.new_calendar("other"), self.dora.new_book("other")
        for method in ("COPY", "MOVE"):
            r = self.dora.request(method, calendar, None, {"Destination": self.dora.calendar() + "other/"}, expect=403)
            self.assertEqual(C + "calendar-collection-location-ok", condition(r))
            for to in self.dora.book() + "other/", self.dora.calendar("new"):
                r = self.dora.request(method, book, None, {"Destination": to}, expect=403)
                self.assertEqual(CARD + "addressbook-collection-location-ok", condition(r))

    def test_control_characters_are_taken_out(self):
        """Others could not read it then; what is kept is not what was sent, so there is no ETag."""
        for path, text in ((self.dora.calendar() + "c.ics", event("c", "Ring\x07 the\x0b bell")),
                           (self.dora.book() + "c.vcf", card("c", "Ring\x07er", extra="NOTE:a\x01b\r\n"))):
            r = self.dora.put(path, text, expect=201)
            self.assertNotIn("etag", r.headers)
            kept = self.dora.get(path, expect=200).text
            self.assertEqual([], [c for c in kept if ord(c) < 32 and c not in "\r\n\t"])
            self.assertIn("Ring", kept)

    def test_wrong_data(self):
        calendar, book = self.dora.calendar(), self.dora.book()
        two = event("one").replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:two\r\nDTSTAMP:20261101T000000Z\r\n"
                                   "DTSTART:20261101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR")
        for path, body, kind, want in (
                (calendar + "x.ics", "nonsense", "text/calendar", C + "valid-calendar-data"),
                (calendar + "x.ics", event("m").replace("BEGIN:VEVENT", "METHOD:REQUEST\r\nBEGIN:VEVENT"),
                 "text/calendar", C + "valid-calendar-object-resource"),
                (calendar + "x.ics", two, "text/calendar", C + "valid-calendar-object-resource"),
                (calendar + "x.ics", event("t"), "text/html", C + "supported-calendar-data"),
                (calendar + "x.ics", card("v"), "text/calendar", C + "valid-calendar-data"),
                (book + "x.vcf", event("v"), "text/vcard", CARD + "supported-address-data"),
                (book + "x.vcf", card("v").replace("UID:v\r\n", ""), "text/vcard", CARD + "valid-address-data"),
                (book + "x.vcf", card("v"), "image/png", CARD + "supported-address-data")):
            with self.subTest(body=body[:60], kind=kind):
                r = self.dora.put(path, body, headers={"Content-Type": kind}, expect=403)
                self.assertEqual(want, condition(r))
        latin = self.dora.client.put(calendar + "x.ics", event("z", "Gr\xfc\xdfe").encode("latin-1"),
                                     headers={"Content-Type": "text/calendar"}, expect=403)
        self.assertEqual(C + "valid-calendar-data", condition(latin))

    def test_too_large(self):
        r = self.dora.put(self.dora.calendar() + "big.ics",
                          event("big", extra="DESCRIPTION:" + "x" * (11 << 20) + "\r\n"), expect=403)
        self.assertEqual(C + "max-resource-size", condition(r))

    def test_large(self):
        text = event("large", extra="".join(f"X-N{i}:{'y' * 60}\r\n" for i in range(40000)))
        self.dora.put(self.dora.calendar() + "large.ics", text, expect=201)
        self.assertEqual(text.encode(), self.dora.get(self.dora.calendar() + "large.ics", expect=200).body)

    def test_no_parent(self):
        self.dora.put(self.dora.calendar("none") + "x.ics", event("x"), expect=409)
        self.dora.put(self.dora.home() + "x.ics", event("x"), expect=405)
        self.dora.put(self.dora.calendar(), event("x"), expect=405)

    def test_names_of_any_kind(self):
        for i, name in enumerate(("a%20b.ics", "%E4%BD%A0.ics", "a%2Fb", "plus+sign.ics", "no-extension",
                                  "a&b;c=d.ics", "%25.ics", "'q'.ics", "@.ics")):
            with self.subTest(name=name):
                path = self.dora.calendar() + name
                if "%2F" in name:
                    self.dora.put(path, event(f"n{i}"), expect=(400, 403, 404))
                    continue
                self.dora.put(path, event(f"n{i}"), expect=201)
                listed = self.dora.propfind(path, ["D:getetag"])
                self.assertEqual(urllib.parse.unquote(self.dora.calendar() + name), listed[0].href)

    def test_components(self):
        tasks = self.dora.new_calendar(
            "tasks", '<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>')
        self.dora.put(tasks + "t.ics", todo("t"), expect=201)
        r = self.dora.put(tasks + "e.ics", event("e"), expect=403)
        self.assertEqual(C + "supported-calendar-component", condition(r))

    def test_representation(self):
        path = self.dora.calendar() + "p.ics"
        r = self.dora.put(path, event("p"), headers={"Prefer": "return=representation"}, expect=201)
        self.assertEqual((event("p"), "return=representation"), (r.text, r.headers["preference-applied"]))
        # In the form that the client takes, or else in which it sends (RFC 7265).
        json = self.dora.get(path, headers={"Accept": "application/calendar+json"}, expect=200).text
        for body, headers, want in ((json, {"Content-Type": "application/calendar+json"}, True),
                                    (event("p"), {"Accept": "application/calendar+json"}, True),
                                    (json, {"Content-Type": "application/calendar+json", "Accept": "text/calendar"}, False)):
            r = self.dora.put(path, body, headers={"Prefer": "return=representation", **headers}, expect=200)
            self.assertEqual((want, want), (r.text.startswith('["vcalendar"'), "json" in r.headers["content-type"]), headers)

    def test_what_is_there_instead(self):
        """RFC 8144, section 3.1: who was too late sees what is there."""
        path = self.dora.calendar() + "r.ics"
        first = self.dora.put(path, event("r"), expect=201)
        second = self.dora.put(path, event("r", "Changed"), expect=204)
        prefer = {"Prefer": "return=representation"}
        for conditions in ({"if_match": first.etag}, {"if_none_match": "*"}):
            r = self.dora.put(path, event("r", "Late"), headers=prefer, expect=412, **conditions)
            self.assertEqual((event("r", "Changed"), second.etag), (r.text, r.etag))
            self.assertEqual("", self.dora.put(path, event("r", "Late"), expect=412, **conditions).text)
        r = self.dora.put(self.dora.calendar() + "none.ics", event("n"), if_match=first.etag, headers=prefer, expect=412)
        self.assertEqual("", r.text)

    def test_add_member(self):
        r = self.dora.client.post(self.dora.calendar(), event("post"),
                                  headers={"Content-Type": "text/calendar"}, expect=201)
        self.assertEqual(event("post"), self.dora.get(r.headers["location"], expect=200).text)
        found = self.dora.propfind(self.dora.calendar(), ["D:add-member"])[0]
        self.assertEqual([found.href], found.hrefs(D + "add-member"))

    def test_cards(self):
        path = self.dora.book() + "a.vcf"
        text = card("c1", extra="X-UNKNOWN;X-P=1:kept\r\nitem1.X-ABLABEL:odd\r\n")
        etag = self.dora.put(path, text, expect=201).etag
        got = self.dora.get(path, expect=200)
        self.assertEqual((text, etag, "text/vcard; charset=utf-8"),
                         (got.text, got.etag, got.headers["content-type"]))
        as_json = self.dora.get(path, headers={"Accept": "application/vcard+json"}, expect=200)
        self.assertEqual("vcard", json.loads(as_json.body)[0])

    def test_export(self):
        zone = ("BEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"
                "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
        for i in range(3):
            self.dora.put(self.dora.calendar() + f"{i}.ics",
                          event(f"x{i}").replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT").replace(
                              "DTSTART:20261120T120000Z", "DTSTART;TZID=Europe/Vienna:20261120T120000"), expect=201)
            self.dora.put(self.dora.book() + f"{i}.vcf", card(f"x{i}"), expect=201)
        r = self.dora.get(self.dora.calendar(), expect=200)
        self.assertEqual((1, 1, 3), tuple(r.text.count(f"BEGIN:{w}") for w in ("VCALENDAR", "VTIMEZONE", "VEVENT")))
        self.dora.get(self.dora.calendar(), headers={"If-None-Match": r.etag}, expect=304)
        self.assertEqual(3, self.dora.get(self.dora.book(), expect=200).text.count("BEGIN:VCARD"))


if __name__ == "__main__":
    unittest.main()
