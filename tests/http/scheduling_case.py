"""Invitations as calendar programs write them, and what people find afterwards."""

import re
import urllib.parse
import uuid

from dav_case import C, D, Dav
from harness import Client, ServerTest

ADDRESS = re.compile(r"mailto:(\S+)", re.I)


def unfold(text):
    return re.sub(r"\r?\n[ \t]", "", text)


def meeting(uid, organizer, attendees, summary="Plan", start="20270315T100000Z", end="20270315T110000Z",
            sequence=0, extra="", overrides="", method=""):
    """attendees: addresses, or (address, parameters)."""
    lines = ""
    for a in attendees:
        address, params = a if isinstance(a, tuple) else (a, "PARTSTAT=NEEDS-ACTION;RSVP=TRUE")
        lines += f"ATTENDEE;{params}:mailto:{address}\r\n"
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
            + (f"METHOD:{method}\r\n" if method else "") +
            f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
            f"SUMMARY:{summary}\r\nSEQUENCE:{sequence}\r\nORGANIZER:mailto:{organizer}\r\n{lines}{extra}END:VEVENT\r\n"
            f"{overrides}END:VCALENDAR\r\n")


def override(uid, organizer, attendees, recurrence_id, start=None, end=None, summary="Plan", sequence=0):
    start = start or recurrence_id
    end = end or start[:9] + "110000Z"
    body = meeting(uid, organizer, attendees, summary, start, end, sequence,
                   extra=f"RECURRENCE-ID:{recurrence_id}\r\n")
    return body[body.index("BEGIN:VEVENT"):body.index("END:VCALENDAR")]


def partstat(text, address, recurrence_id=None):
    """The answer of ADDRESS in the master or an override; None when he is not in it."""
    for comp in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", unfold(text), re.S):
        rid = re.search(r"^RECURRENCE-ID[^:]*:(\S+)", comp, re.M)
        if (rid.group(1) if rid else None) != recurrence_id:
            continue
        for line in re.findall(r"^ATTENDEE.*$", comp, re.M):
            if line.strip().lower().endswith("mailto:" + address.lower()):
                m = re.search(r"PARTSTAT=([A-Z-]+)", line)
                return m.group(1) if m else "NEEDS-ACTION"
    return None


def line_of(text, name, address):
    for line in re.findall(rf"^{name}[;:].*$", unfold(text), re.M):
        if line.strip().lower().endswith("mailto:" + address.lower()):
            return line.strip()
    return None


def schedule_status(text, address, name="ATTENDEE"):
    m = re.search(r'SCHEDULE-STATUS="?([\d.,]+)', line_of(text, name, address) or "")
    return m.group(1) if m else None


class Person(Dav):
    def inbox(self):
        return self.home() + "inbox/"

    def outbox(self):
        return self.home() + "outbox/"

    def objects(self, path):
        """{name: calendar-data} of a collection."""
        found = self.query(path, "")
        return {f.href.rsplit("/", 1)[-1]: f.text(C + "calendar-data") for f in found}

    def find(self, uid, path=None):
        """(path, text) of the object with this UID; (None, None)."""
        path = path or self.calendar()
        for name, text in self.objects(path).items():
            if f"UID:{uid}" in unfold(text):
                return path + urllib.parse.quote(name), text
        return None, None

    def text(self, uid):
        return self.find(uid)[1]

    def messages(self, uid):
        """METHODs of what lies in the inbox about this UID."""
        return [re.search(r"METHOD:(\w+)", t).group(1) for t in self.objects(self.inbox()).values()
                if f"UID:{uid}" in unfold(t)]

    def invite(self, attendees, uid=None, **kw):
        uid = uid or uuid.uuid4().hex
        headers = kw.pop("headers", None)
        expect = kw.pop("expect", (201, 204))
        path = self.calendar() + uid + ".ics"
        r = self.put(path, meeting(uid, self.address, [self.me()] + list(attendees), **kw), headers=headers, expect=expect)
        return uid, path, r

    def me(self):
        return (self.address, "PARTSTAT=ACCEPTED")

    def answer(self, uid, word, recurrence_id=None, **kw):
        """Change one's own PARTSTAT as a client does: in what the server has."""
        path, text = self.find(uid)
        out, done = [], False
        for comp in re.split(r"(?=BEGIN:VEVENT)", unfold(text)):
            rid = re.search(r"^RECURRENCE-ID[^:]*:(\S+)", comp, re.M)
            if comp.startswith("BEGIN:VEVENT") and (rid.group(1) if rid else None) == recurrence_id:
                def change(m):
                    line = re.sub(r";PARTSTAT=[A-Z-]+|;RSVP=\w+", "", m.group(0))
                    return line.replace("ATTENDEE", f"ATTENDEE;PARTSTAT={word}", 1)
                comp, n = re.subn(rf"^ATTENDEE[^\r\n]*mailto:{re.escape(self.address)}", change, comp, flags=re.M | re.I)
                done = done or n > 0
            out.append(comp)
        assert done, text
        return self.put(path, "".join(out), expect=kw.pop("expect", 204), **kw)


class SchedulingTest(ServerTest):
    """anna and ben, one pair for all tests of a class unless these need to begin with nothing."""
    fresh = False
    pair = None

    def setUp(self):
        super().setUp()
        if self.pair is None or self.fresh:
            type(self).pair = self.new("anna"), self.new("ben")
        self.anna, self.ben = self.pair

    @classmethod
    def tearDownClass(cls):
        cls.pair = None
        super().tearDownClass()

    def new(self, name):
        """Quicker than the command, of which others are about: one password for all, hashed once."""
        address = f"{name}-{uuid.uuid4().hex[:8]}@example.org"
        self.stack.sql("WITH a AS (INSERT INTO account (domain_id, address) SELECT id, " f"'{address}' FROM domain WHERE name = 'example.org' RETURNING id) "
                       "INSERT INTO credential (account_id, kind, hash) SELECT a.id, 'password', c.hash FROM a, credential c "
                       "JOIN account o ON o.id = c.account_id WHERE o.address = 'alice@example.org' AND c.kind = 'password'")
        return Person(Client(self.stack, address, self.stack.passwords()["alice@example.org"]))

    def freebusy(self, who, attendees, start="20270301T000000Z", end="20270401T000000Z", organizer=None, extra="", path=None,
                 expect=200):
        body = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VFREEBUSY\r\n"
                f"UID:{uuid.uuid4().hex}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
                f"ORGANIZER:mailto:{organizer or who.address}\r\n" + "".join(f"ATTENDEE:mailto:{a}\r\n" for a in attendees) +
                extra + "END:VFREEBUSY\r\nEND:VCALENDAR\r\n")
        r = who.request("POST", path or who.outbox(), body, {"Content-Type": "text/calendar"}, expect=expect)
        if r.code != 200:
            return r
        import xml.etree.ElementTree as ET
        out = {}
        for response in ET.fromstring(r.body).findall(C + "response"):
            data = response.find(C + "calendar-data")
            out[response.find(C + "recipient").find(D + "href").text.removeprefix("mailto:")] = (
                response.find(C + "request-status").text, [] if data is None else
                re.findall(r"^FREEBUSY([^\r\n]*)", unfold(data.text), re.M))
        return out
