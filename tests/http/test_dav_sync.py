"""What changed since last time: nothing missed, nothing lost, whoever writes at once."""

import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

from dav_case import CS, D, DavServerTest, card, condition, event


class SyncTest(DavServerTest):
    def put(self, name, summary="x", **kw):
        return self.dora.put(self.dora.calendar() + name, event(name, summary), **kw)

    def test_first_and_after_changes(self):
        for i in range(3):
            self.put(f"{i}.ics", expect=201)
        first = self.dora.sync(self.dora.calendar())
        self.assertEqual({"0.ics", "1.ics", "2.ics"}, set(first.by_name()))
        self.assertEqual([], list(self.dora.sync(self.dora.calendar(), first.token)))
        new = self.put("1.ics", "new", expect=204).etag
        self.dora.delete(self.dora.calendar() + "0.ics", expect=204)
        self.put("9.ics", expect=201)
        second = self.dora.sync(self.dora.calendar(), first.token)
        found = second.by_name()
        self.assertEqual({"0.ics": 404, "1.ics": None, "9.ics": None}, {n: f.code for n, f in found.items()})
        self.assertEqual(new, found["1.ics"].text(D + "getetag"))
        self.assertEqual([], list(self.dora.sync(self.dora.calendar(), second.token)))
        # Back under its name: no longer deleted.
        self.put("0.ics", expect=201)
        self.assertEqual([None], [f.code for f in self.dora.sync(self.dora.calendar(), second.token)])

    def test_made_and_deleted_between(self):
        token = self.dora.sync(self.dora.calendar()).token
        self.put("a.ics", expect=201)
        self.dora.delete(self.dora.calendar() + "a.ics", expect=204)
        self.assertEqual([404], [f.code for f in self.dora.sync(self.dora.calendar(), token)])
        self.assertEqual([], list(self.dora.sync(self.dora.calendar())))

    def test_data_and_cards(self):
        self.dora.put(self.dora.book() + "a.vcf", card("a"), expect=201)
        [f] = self.dora.sync(self.dora.book(), props="<D:getetag/><CARD:address-data/>")
        self.assertEqual(card("a"), f.text("{urn:ietf:params:xml:ns:carddav}address-data"))

    def test_truncated(self):
        for i in range(25):
            self.put(f"{i:02}.ics", expect=201)
        for i in range(5):
            self.dora.delete(self.dora.calendar() + f"{i:02}.ics", expect=204)
        token, seen, turns = "", {}, 0
        while True:
            part = self.dora.sync(self.dora.calendar(), token, limit=7)
            cut = [f for f in part if f.code == 507]
            for f in part:
                if f.code != 507:
                    seen[f.href] = f.code
            token, turns = part.token, turns + 1
            if not cut:
                break
            self.assertEqual(D + "number-of-matches-within-limits", cut[0].error[0].tag)
        self.assertGreaterEqual(turns, 3)
        self.assertEqual(20, len([c for c in seen.values() if c is None]))
        self.assertEqual([], list(self.dora.sync(self.dora.calendar(), token)))

    def test_tokens_that_are_none(self):
        own = self.dora.sync(self.dora.calendar()).token
        other = self.dora.sync(self.dora.new_calendar("other")).token
        head = own.rsplit(":", 2)[0]
        for token in ("x", other, head + ":99999:2", head + ":0:2", head + ":-1:2", head + ":1x:2",
                      own + "9", "urn:hayloft:sync:", "urn:hayloft:sync:::"):
            with self.subTest(token=token):
                r = self.dora.sync(self.dora.calendar(), token, expect=403)
                self.assertEqual(D + "valid-sync-token", condition(r))
        # A calendar holds nothing that goes deeper.
        for level, expect in (("1", 207), ("infinite", 207), ("2", 400)):
            self.dora.report(self.dora.calendar(), f"<D:sync-collection><D:sync-token/><D:sync-level>{level}</D:sync-level>"
                             "<D:prop><D:getetag/></D:prop></D:sync-collection>", expect=expect)

    def test_a_token_is_a_state(self):
        """If (RFC 4918, 10.4) with a sync token (RFC 6578, 5): only while nobody else changed anything."""
        path = self.dora.new_calendar("state")
        token = lambda: f"(<{self.dora.sync(path).token}>)"
        put = lambda name, state, **kw: self.dora.put(path + name, event(name), headers={"If": state}, **kw)
        first = token()
        put("a.ics", f"<{path}> {first}", expect=201)
        put("b.ics", f"<{path}> {first}", expect=412)
        put("b.ics", f"<{self.stack.url.rstrip('/')}{path}> {token()}", expect=201)
        put("c.ics", token(), expect=412)		# of an object it is none
        put("c.ics", f"<{path}> ({token()[1:-1]} [\"x\"])", expect=412)
        put("c.ics", f"<{path}> (Not {token()[1:-1]})", expect=412)
        put("c.ics", f"<{path}> (Not {first[1:-1]})", expect=201)
        self.dora.request("POST", path, event("post"), {"Content-Type": "text/calendar", "If": first}, expect=412)
        self.dora.request("POST", path, event("post"), {"Content-Type": "text/calendar", "If": token()}, expect=201)
        self.dora.proppatch(path, set="<D:displayname>x</D:displayname>", headers={"If": first}, expect=412)
        self.dora.proppatch(path, set="<D:displayname>x</D:displayname>", headers={"If": token()})
        self.dora.delete(path + "a.ics", headers={"If": f"<{path}> {first}"}, expect=412)
        to = {"Destination": self.dora.calendar("other")}
        for method, state in (("MOVE", "(<foobar>)"), ("COPY", first), ("DELETE", first), ("DELETE", "(<foobar>)"), ("DELETE", "([\"x\"])")):
            self.dora.request(method, path, headers={"If": state, **to}, expect=412)
        self.dora.request("COPY", path, headers={"If": token(), **to}, expect=201)
        self.dora.delete(path, headers={"If": token()}, expect=204)

    def test_deletions_are_known_for_a_year(self):
        self.put("a.ics", expect=201)
        self.put("b.ics", expect=201)
        token = self.dora.sync(self.dora.calendar()).token
        self.dora.delete(self.dora.calendar() + "a.ics", expect=204)
        between = self.dora.sync(self.dora.calendar(), token).token
        collection = token.split(":")[3]
        self.stack.sql(f"UPDATE tombstone SET at = now() - interval '364 days' WHERE collection_id = {collection}")
        forget = ("WITH gone AS (DELETE FROM tombstone WHERE at < now() - interval '1 year' RETURNING account_id, collection_id, modseq)"
                  " UPDATE collection c SET forgotten = greatest(c.forgotten, g.modseq) FROM (SELECT account_id, collection_id,"
                  " max(modseq) AS modseq FROM gone GROUP BY 1, 2) g WHERE c.account_id = g.account_id AND c.id = g.collection_id")
        self.stack.sql(forget)
        self.assertEqual([404], [f.code for f in self.dora.sync(self.dora.calendar(), token)])
        self.stack.sql(f"UPDATE tombstone SET at = now() - interval '367 days' WHERE collection_id = {collection}")
        self.stack.sql(forget)
        self.assertEqual(D + "valid-sync-token", condition(self.dora.sync(self.dora.calendar(), token, expect=403)))
        self.assertEqual([], list(self.dora.sync(self.dora.calendar(), between)))

    def test_ctag_moves_with_changes(self):
        def tags():
            [f] = self.dora.propfind(self.dora.calendar(), ["CS:getctag", "D:sync-token"])
            return f.text(CS + "getctag"), f.text(D + "sync-token")
        seen = {tags()}
        self.put("a.ics", expect=201)
        seen.add(tags())
        self.put("a.ics", "b", expect=204)
        seen.add(tags())
        self.dora.delete(self.dora.calendar() + "a.ics", expect=204)
        seen.add(tags())
        self.assertEqual(4, len(seen))
        self.assertIn(tags(), seen)

    def test_parallel_writers_hide_nothing(self):
        """A reader who follows by token ends with what is there, however writes interleave."""
        done = threading.Event()
        view, token, problems = {}, "", []

        def follow():
            nonlocal token
            part = self.dora.sync(self.dora.calendar(), token)
            for f in part:
                name = f.href.rsplit("/", 1)[1]
                if f.code == 404:
                    view.pop(name, None)
                else:
                    view[name] = f.text(D + "getetag")
            token = part.token

        def reader():
            try:
                while not done.is_set():
                    follow()
            except Exception as e:
                problems.append(e)

        def writer(n):
            for i in range(20):
                name = f"{(n * 7 + i * 3) % 10}.ics"
                if (n + i) % 4 == 3:
                    self.dora.delete(self.dora.calendar() + name, expect=(204, 404))
                else:
                    self.put(name, f"{n} {i}", expect=(201, 204))

        follow()
        thread = threading.Thread(target=reader)
        thread.start()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(writer, range(8)))
        done.set()
        thread.join()
        self.assertEqual([], problems)
        follow()
        truth = {f.href.rsplit("/", 1)[1]: f.text(D + "getetag")
                 for f in self.dora.propfind(self.dora.calendar(), ["D:getetag"], depth=1)[1:]}
        self.assertEqual(truth, view)
        counted = self.stack.sql("SELECT c.items, (SELECT count(*) FROM item i WHERE i.collection_id = c.id), c.bytes,"
                                 " (SELECT coalesce(sum(size), 0) FROM item i WHERE i.collection_id = c.id) FROM collection c"
                                 f" WHERE c.id = {token.split(':')[3]}")[0]
        self.assertEqual((counted[0], counted[2]), (counted[1], counted[3]))

    def test_news_reach_event_streams(self):
        with self.dora.client.events(types="CalendarEvent,ContactCard") as stream:
            self.put("a.ics", expect=201)
            for name, data in stream:
                if name == "state" and any("CalendarEvent" in t for t in data["changed"].values()):
                    break


if __name__ == "__main__":
    unittest.main()
