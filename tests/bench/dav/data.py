"""The calendars and cards of the bench: the same for every server and every run."""
import datetime
import random
from zoneinfo import ZoneInfo

from dateutil import rrule

UTC = datetime.timezone.utc
BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY = datetime.datetime(2026, 1, 5)
WEEK = (datetime.datetime(2026, 9, 7, tzinfo=UTC), datetime.datetime(2026, 9, 14, tzinfo=UTC))
MONTH = (datetime.datetime(2026, 9, 1, tzinfo=UTC), datetime.datetime(2026, 10, 1, tzinfo=UTC))

VTIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
WORDS = ("plan review budget harvest market stable pasture tractor fence visit lunch school garden "
         "music doctor train delivery meeting workshop concert barn hay bees honey apples").split()
NAMES = ("Anna Bert Carla Dario Edith Frank Greta Hanno Ines Jonas Karin Lars Mona Nils Olga Paul "
         "Rosa Sven Tilda Udo Vera Wanda Yara Zeno").split()
HOUSES = ("Acker Berger Custer Dorn Eich Feld Graben Halm Imhof Jung Kamp Linde Moor Nord Ober Pfahl "
          "Rain Sand Tal Ufer Vogt Wald Zaun").split()


def stamp(t):
    return t.strftime("%Y%m%dT%H%M%S")


class Event:
    """Number N: three of ten recur."""

    def __init__(self, n, name="bench"):
        r = random.Random(n)
        self.n, self.uid = n, f"{name}-{n}@example.org"
        self.start = FIRST_DAY + datetime.timedelta(days=r.randrange(364), hours=r.randrange(7, 20),
                                                    minutes=r.choice((0, 15, 30)))
        self.length = datetime.timedelta(minutes=r.choice((30, 45, 60, 90, 180)))
        self.rule = None
        if n % 10 < 3:
            self.rule = r.choice(("FREQ=WEEKLY;COUNT=20", "FREQ=WEEKLY;COUNT=20", "FREQ=WEEKLY;COUNT=30",
                                  "FREQ=WEEKLY;COUNT=26", "FREQ=DAILY;COUNT=10", "FREQ=MONTHLY",
                                  "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=60"))
            if "BYDAY" in self.rule:
                self.start -= datetime.timedelta(days=self.start.weekday())
        self.zoned = n % 2 == 0
        self.title = " ".join(r.choice(WORDS) for _ in range(3))
        self.text = " ".join(r.choice(WORDS) for _ in range(r.randrange(5, 30)))

    def ics(self, change=0):
        def at(name, t):
            return f"{name};TZID=Europe/Berlin:{stamp(t)}" if self.zoned else f"{name}:{stamp(t)}Z"
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hayloft//bench//EN"]
        lines += VTIMEZONE.splitlines() if self.zoned else []
        lines += ["BEGIN:VEVENT", f"UID:{self.uid}", "DTSTAMP:20260101T000000Z",
                  "LAST-MODIFIED:20260101T000000Z", at("DTSTART", self.start),
                  at("DTEND", self.start + self.length)]
        lines += [f"RRULE:{self.rule}"] if self.rule else []
        lines += [f"SUMMARY:{self.title} {change}", *self.folded(f"DESCRIPTION:{self.text}"),
                  f"LOCATION:Room {self.n % 40}", f"SEQUENCE:{change}", "END:VEVENT", "END:VCALENDAR"]
        return "\r\n".join(lines) + "\r\n"

    @staticmethod
    def folded(line):
        return [line[:70]] + [" " + line[i:i + 69] for i in range(70, len(line), 69)]

    def count_in(self, span):
        """How many times it takes place in SPAN."""
        zone = BERLIN if self.zoned else UTC
        starts = [self.start]
        if self.rule:
            rule = rrule.rrulestr(self.rule, dtstart=self.start)
            starts = rule.between(span[0].replace(tzinfo=None) - datetime.timedelta(days=2),
                                  span[1].replace(tzinfo=None) + datetime.timedelta(days=2))
        return sum(1 for s in starts
                   if s.replace(tzinfo=zone).astimezone(UTC) < span[1] and
                   (s.replace(tzinfo=zone).astimezone(UTC) + self.length) > span[0])


def card(n, change=0):
    r = random.Random(n)
    first, last = r.choice(NAMES), r.choice(HOUSES) + r.choice(HOUSES).lower()
    return "\r\n".join((
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Hayloft//bench//EN", f"UID:card-{n}@example.org",
        f"FN:{first} {last}", f"N:{last};{first};;;", f"EMAIL;TYPE=INTERNET:{first.lower()}.{n}@example.net",
        f"TEL;TYPE=CELL:+49 171 {n:07d}", f"ORG:{r.choice(HOUSES)}hof;{r.choice(WORDS)}",
        f"ADR;TYPE=HOME:;;{r.choice(HOUSES)}weg {n % 90};Dorf;;{10000 + n % 80000};Germany",
        f"NOTE:{r.choice(WORDS)} {r.choice(WORDS)} {change}", "REV:20260101T000000Z", "END:VCARD", ""))


def mail(n):
    return next(line for line in card(n).split("\r\n") if line.startswith("EMAIL"))
