"""Time zones told by the server (RFC 7808), so that clients need not bring them (RFC 7809)."""

import unittest
import urllib.parse

from dav_case import C, DavServerTest

ROOT = "/.well-known/timezone"


class TimezonesTest(DavServerTest):
    def ask(self, path, expect=200, **kw):
        return self.dora.client.anonymous().get(ROOT + path, expect=expect, **kw)

    def test_capabilities(self):
        found = self.dora.propfind(self.dora.home(), ["C:timezone-service-set"])[0].hrefs(C + "timezone-service-set")
        self.assertEqual([ROOT], found)
        answer = self.ask("/capabilities").json()
        self.assertEqual(1, answer["version"])
        self.assertEqual({"capabilities", "list", "get", "expand", "find"}, {a["name"] for a in answer["actions"]})
        self.assertTrue(answer["info"]["primary-source"].startswith("IANA:20"))

    def test_list_and_find(self):
        answer = self.ask("/zones").json()
        zones = {z["tzid"]: z for z in answer["timezones"]}
        self.assertGreater(len(zones), 300)
        self.assertIn("Europe/Berlin", zones)
        names = [name for z in zones.values() for name in [z["tzid"], *z["aliases"]]]
        self.assertEqual(len(names), len(set(names)))
        self.assertIn("US/Eastern", names)
        self.assertEqual([], self.ask("/zones?changedsince=" + answer["synctoken"]).json()["timezones"])
        self.assertTrue(self.ask("/zones?changedsince=1", 400).json()["type"].endswith(":invalid-changedsince"))
        find = lambda pattern: [z["tzid"] for z in self.ask("/zones?pattern=" + urllib.parse.quote(pattern)).json()["timezones"]]
        self.assertEqual(["America/New_York"], find("*new york"))
        self.assertEqual(["Europe/Berlin"], find("europe/berlin"))
        self.assertIn("Europe/Paris", find("Europe/*"))
        self.assertNotIn("Asia/Tokyo", find("Europe/*"))
        for pattern in ("", "*", "**", "a*b"):
            self.assertTrue(self.ask("/zones?pattern=" + pattern, 400).json()["type"].endswith(":invalid-pattern"), pattern)

    def test_get(self):
        r = self.ask("/zones/Europe%2FBerlin")
        self.assertTrue(r.headers["Content-Type"].startswith("text/calendar"))
        self.assertIn("TZID:Europe/Berlin", r.text)
        self.assertIn("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", r.text)
        self.ask("/zones/Europe%2FBerlin", 304, headers={"If-None-Match": r.headers["ETag"]})
        self.ask("/zones/Europe%2FBerlin", 406, headers={"Accept": "application/json"})
        for path, code, error in (("/zones/Nowhere%2FLand", 404, "tzid-not-found"), ("/zones/..%2F..%2Fetc%2Fpasswd", 404, "tzid-not-found"),
                                  ("/zones/Europe%2FBerlin?start=2026-01-01T00:00:00Z", 400, "invalid-start"), ("/nonsense", 404, "invalid-action")):
            r = self.ask(path, code)
            self.assertEqual("urn:ietf:params:tzdist:error:" + error, r.json()["type"])

    def test_expand(self):
        span = "?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z"
        told = self.ask("/zones/Europe%2FBerlin/observances" + span).json()["observances"]
        self.assertEqual([("CET", "2026-01-01T00:00:00Z", 3600), ("CEST", "2026-03-29T01:00:00Z", 7200),
                          ("CET", "2026-10-25T01:00:00Z", 3600)], [(o["name"], o["onset"], o["utc-offset-to"]) for o in told])
        self.assertEqual(3600, told[1]["utc-offset-from"])
        self.assertEqual(1, len(self.ask("/zones/UTC/observances" + span).json()["observances"]))
        for query, error in (("", "invalid-start"), ("?start=x&end=y", "invalid-start"), ("?start=2026-01-01T00:00:00Z", "invalid-end"),
                             ("?start=2026-01-01T00:00:00Z&end=2025-01-01T00:00:00Z", "invalid-end"),
                             ("?start=0001-01-01T00:00:00Z&end=9999-01-01T00:00:00Z", "invalid-end")):
            self.assertTrue(self.ask("/zones/UTC/observances" + query, 400).json()["type"].endswith(error), query)


if __name__ == "__main__":
    unittest.main()
