"""Searches in a mailbox that is larger than what they look through first: the
beginning of a result is the same whether its total is asked for or not."""
import json
import os
import sys
import time
import unittest

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")]
import harness  # noqa: E402

COUNT = 110
DAY = 86400
BEGIN = 1_700_000_000


def asked_first(i):
    """Every fourteenth answers the one seven before it."""
    return i - 7 if i % 14 == 0 and i >= 7 else i


def mail(i):
    """So much is searched of each that it fills a page of mail_words alone; every seventh has the needle."""
    word = "needle" if i % 7 == 0 else "straw"
    to = ", ".join(f"somebody{i}.{k}@department{k}.example.com" for k in range(90))
    first = asked_first(i)
    answers = f"In-Reply-To: <{first}@search>\r\n" if first != i else ""
    subject = f"{'Re: ' if answers else ''}{word} {'even' if first % 2 == 0 else 'odd'}"
    return (f"From: Sender {i % 3} <s{i % 3}@example.net>\r\nTo: {to}\r\nCc: {to.replace('some', 'any')}\r\n"
            f"Subject: {subject}\r\nMessage-ID: <{i}@search>\r\n{answers}\r\nNumber {i}.\r\n").encode()


class SearchTest(harness.ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.who = cls.stack.new_account("search")
        c = cls.who.imap()
        for i in range(COUNT):
            when = time.strftime('"%d-%b-%Y %H:%M:%S +0000"', time.gmtime(BEGIN + i * DAY))
            c.append("INBOX", None, when, mail(i))
        c.logout()
        harness.wait_for(lambda: cls.query({}, counted=True)["total"] == COUNT, 60)

    @classmethod
    def query(cls, filter, counted=False, **more):
        (name, answer), = cls.who.jmap(("Email/query", {
            "filter": filter, "sort": [{"property": "receivedAt", "isAscending": False}], "calculateTotal": counted, **more}))
        if name != "Email/query":
            raise AssertionError(answer)
        return answer

    def numbers(self, ids):
        (_, answer), = self.who.jmap(("Email/get", {"ids": ids, "properties": ["messageId"]}))
        found = {e["id"]: int(e["messageId"][0].split("@")[0]) for e in answer["list"]}
        return [found[i] for i in ids]

    def test_what_is_found(self):
        needles = [i for i in reversed(range(COUNT)) if i % 7 == 0]
        for filter, want in (
                ({"subject": "needle"}, needles),
                ({"subject": "needle", "from": "sender 1"}, [i for i in needles if i % 3 == 1]),
                ({"subject": "needle odd"}, [i for i in needles if asked_first(i) % 2 == 1]),
                ({"operator": "NOT", "conditions": [{"subject": "straw"}]}, needles),
                ({"operator": "OR", "conditions": [{"subject": "needle"}, {"to": "somebody50.7@"}]},
                 sorted(needles + [50], reverse=True)),
                ({"subject": "somebody"}, []),
                ({"cc": "somebody"}, []),
                ({"cc": "anybody3.1@"}, [3]),
                ({"subject": "0000000"}, [])):
            for counted in (False, True):
                # A thread's mail is answered by the one seven after it, which is newer.
                self.assertEqual(want, self.numbers(self.query(filter, counted)["ids"]), filter)
                heads = [i for i in want if not (i + 7 in want and asked_first(i + 7) == i)]
                self.assertEqual(heads, self.numbers(self.query(filter, counted, collapseThreads=True)["ids"]), filter)

    def test_a_page_is_the_same_with_and_without_total(self):
        for filter in ({"subject": "needle"}, {"subject": "odd"}, {"from": "s2@example.net"}, {"subject": "nothing"}):
            for collapse in (False, True):
                for position, limit in ((0, 1), (0, 5), (3, 4), (9, 3), (14, 10), (40, 5), (0, 500)):
                    with self.subTest(filter=filter, collapse=collapse, position=position, limit=limit):
                        pages = [self.query(filter, counted, position=position, limit=limit,
                                            collapseThreads=collapse)["ids"] for counted in (False, True)]
                        self.assertEqual(pages[1], pages[0])

    def test_sorted_by_what_is_searched(self):
        for by in ("from", "to", "subject"):
            (_, answer), = self.who.jmap(("Email/query", {"sort": [{"property": by}, {"property": "receivedAt"}]}))
            self.assertEqual(COUNT, len(answer["ids"]))
        self.assertEqual([1, 3, 5, 9], self.numbers(self.who.jmap(("Email/query", {
            "filter": {"subject": "straw odd"}, "sort": [{"property": "subject"}, {"property": "receivedAt"}],
            "limit": 4}))[0][1]["ids"]))

    def test_z_what_is_destroyed_is_not_found_any_more(self):
        ids = self.query({"subject": "needle"})["ids"]
        (_, answer), = self.who.jmap(("Email/set", {"destroy": [ids[0], ids[-1]]}))
        self.assertEqual([ids[0], ids[-1]], answer["destroyed"])
        self.assertEqual(ids[1:-1], self.query({"subject": "needle"}, counted=True)["ids"])
        report = json.loads(self.stack.command("index", "verify", self.who.address, "--json").stdout.splitlines()[0])
        self.assertEqual([], report["differences"])
        self.assertEqual(COUNT - 2, report["messages"])


if __name__ == "__main__":
    unittest.main()
