"""When people are busy whose calendars are in an Exchange: there is none to be had for tests, so a server of our own
answers as [MS-OXWAVLS] shows it (section 4.2)."""

import base64
import json
import xml.etree.ElementTree as ET

from scheduling_case import SchedulingTest
from secure_sink import SecureSinkTest

TYPES = "{http://schemas.microsoft.com/exchange/services/2006/types}"
PATH = "/EWS/Exchange.asmx"


def told(*events, kind="FreeBusy", success="Success"):
    """One FreeBusyResponse; events: (start, end, BusyType)."""
    inner = "".join(f"<CalendarEvent><StartTime>{a}</StartTime><EndTime>{b}</EndTime><BusyType>{t}</BusyType></CalendarEvent>" for a, b, t in events)
    return (f'<FreeBusyResponse><ResponseMessage ResponseClass="{success}"><ResponseCode>NoError</ResponseCode></ResponseMessage><FreeBusyView>'
            f'<FreeBusyViewType xmlns="{TYPES[1:-1]}">{kind}</FreeBusyViewType><CalendarEventArray xmlns="{TYPES[1:-1]}">{inner}</CalendarEventArray>'
            "</FreeBusyView></FreeBusyResponse>")


def soap(*people):
    return ('<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
            '<GetUserAvailabilityResponse xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"><FreeBusyResponseArray>'
            f"{''.join(people)}</FreeBusyResponseArray></GetUserAvailabilityResponse></soap:Body></soap:Envelope>")


class ExchangeTest(SecureSinkTest, SchedulingTest):
    def setUp(self):
        super().setUp()
        self.sink.asked.clear()
        self.stack.sql("DELETE FROM exchange")
        self.stack.command("api", "add", "exchange", "domain=example.org", f"url={self.sink.url(PATH)}", "login=CORP\\reader",
                           "password=-", "domains=corp.example", input="quite secret\n")

    def settings(self):
        done = self.stack.command("api", "get", "exchange", "--json").stdout
        self.assertNotIn("quite secret", done)
        return json.loads(done)[0]

    def ask(self, *people, **kw):
        return self.freebusy(self.anna, people, **kw)

    def test_who_is_free_there(self):
        self.sink.answer(PATH, soap(
            told(("2027-03-02T11:30:00", "2027-03-02T14:00:00", "Busy"), ("2027-03-03T09:00:00+02:00", "2027-03-03T10:00:00+02:00", "Tentative"),
                 ("2027-03-04T00:00:00Z", "2027-03-05T00:00:00.000Z", "OOF"), ("2027-03-06T00:00:00", "2027-03-07T00:00:00", "Free"),
                 ("2027-03-08T09:00:00", "never", "Busy")),
            told(kind="None"), told(success="Error"), told()))
        people = [f"{n}@corp.example" for n in ("zoe", "max", "mute", "free")]
        found = self.ask(self.ben.address, "friend@elsewhere.example", *people)
        self.assertEqual([":20270302T113000Z/20270302T140000Z", ";FBTYPE=BUSY-TENTATIVE:20270303T070000Z/20270303T080000Z",
                          ";FBTYPE=BUSY-UNAVAILABLE:20270304T000000Z/20270305T000000Z"], sorted(found[people[0]][1], key=lambda s: s.split(":")[1]))
        self.assertEqual(["2.0", "5.3", "5.3", "2.0", "2.0", "5.3"],
                         [found[p][0][:3] for p in (people[0], people[1], people[2], people[3], self.ben.address, "friend@elsewhere.example")])
        self.assertEqual([], found[people[3]][1])
        [asked] = self.sink.asked
        self.assertEqual("Basic " + base64.b64encode(b"CORP\\reader:quite secret").decode(), asked.headers["authorization"])
        root = ET.fromstring(asked.body)
        self.assertEqual(people, [e.text for e in root.iter(TYPES + "Address")])
        self.assertEqual(["2027-03-01T00:00:00", "2027-04-01T00:00:00"], [root.find(f".//{TYPES}{n}").text for n in ("StartTime", "EndTime")])
        # Another domain's people ask nobody, and ours only about theirs.
        self.ask("friend@elsewhere.example", self.ben.address)
        self.assertEqual(1, len(self.sink.asked))

    def test_a_long_time_is_asked_for_in_parts(self):
        self.sink.answer(PATH, soap(told(("2027-03-02T11:00:00", "2027-03-02T12:00:00", "Busy"))))
        found = self.ask("zoe@corp.example", end="20270601T000000Z")
        self.assertEqual(3, len(self.sink.asked))
        self.assertEqual(1, len(found["zoe@corp.example"][1]))
        # So long that part of it stays unknown: then all of it is.
        self.assertEqual("5.3", self.ask("zoe@corp.example", end="20290301T000000Z")["zoe@corp.example"][0][:3])

    def test_what_does_not_answer(self):
        for code, body, word in ((401, "", "401"), (200, "<html>", "no XML"), (200, "<x/>", "no answer"), (302, "", "302"),
                                 (200, "<x>" * 100 + "</x>" * 100, "no XML"), (200, soap("<x/>" * 9)[:-9], "no XML"), (200, "x" * (5 << 20), "")):
            self.sink.answer(PATH, body, code, Location="http://127.0.0.1:1/")
            found = self.ask("zoe@corp.example", self.ben.address)
            self.assertEqual(("5.3", "2.0"), tuple(found[p][0][:3] for p in ("zoe@corp.example", self.ben.address)), word)
            fault = self.settings()["fault"]
            self.assertTrue(fault)
            self.assertIn(word, fault)
        # More than was asked for, or less, is nobody else's.
        for people in ((), (told(), told(), told())):
            self.sink.answer(PATH, soap(*people))
            self.assertEqual("2.0" if people else "5.3", self.ask("zoe@corp.example")["zoe@corp.example"][0][:3])
        self.assertEqual("", self.settings()["fault"])

    def test_what_is_refused(self):
        def refused(*words):
            return self.stack.command("api", *words, check=False, input="x\n").returncode not in (0, 2)
        key = str(self.settings()["id"])
        self.assertTrue(refused("edit", "exchange", key, "url=https://evil.example/"))	# the password goes to no other server
        self.assertTrue(refused("edit", "exchange", key, "url=http://127.0.0.1/", "password=-"))
        self.assertTrue(refused("edit", "exchange", key, "domains=a b"))
        self.assertTrue(refused("add", "exchange", "domain=example.org", "url=https://a.example/", "login=x", "password=-", "domains=x.example"))
        self.stack.command("api", "edit", "exchange", key, "active=0")
        self.ask("zoe@corp.example")
        self.assertEqual([], self.sink.asked)
        self.stack.command("api", "delete", "exchange", key)
        self.assertEqual("5.3", self.ask("zoe@corp.example")["zoe@corp.example"][0][:3])
