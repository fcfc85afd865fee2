#!/usr/bin/python3
"""Recurrence rules and what python-dateutil makes of them, one a line:

    ZONE|DTSTART|RRULE|UTC seconds, comma separated

tests/unit/test_pim_recur_oracle.c reads it and compares.  A seed makes the rules,
so that a line that fails can be looked at again.  Where dateutil and RFC 5545
part, or the RFC leaves a choice, rules are told to dateutil so that both say the
same (see ask()).
"""
import itertools
import random
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil import rrule

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
         "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "America/Nuuk", "Europe/Dublin",
         "Asia/Gaza", "Australia/Sydney"]
FREQ = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MANY = 24
r = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)


def some(values, most=4):
    return sorted(r.sample(list(values), r.randint(1, min(most, len(values)))))


def signed(high, most=4):
    return some([n for n in range(-high, high + 1) if n != 0], most)


def days(nth):
    """All with a number or none: dateutil makes nothing of "MO,1TU", the RFC the union."""
    nth = nth and r.random() < .6
    return [(r.choice([-5, -2, -1, 1, 2, 3, 4, 5]) if nth else 0, d) for d in some(range(7))]


def realistic():
    """What calendar programs write."""
    freq = r.choice(FREQ[:4])
    rule = {"FREQ": freq}
    if r.random() < .4:
        rule["INTERVAL"] = r.randint(2, 6)
    if r.random() < .3:
        rule["WKST"] = r.randint(0, 6)
    if freq == "WEEKLY" and r.random() < .8:
        rule["BYDAY"] = days(False)
    elif freq == "MONTHLY":
        what = r.random()
        if what < .4:
            rule["BYMONTHDAY"] = signed(31)
        elif what < .7:
            rule["BYDAY"] = days(True)
        elif what < .9:
            rule["BYDAY"] = days(False)
            rule["BYSETPOS"] = signed(5, 2)
    elif freq == "YEARLY":
        what = r.random()
        if what < .6:
            rule["BYMONTH"] = some(range(1, 13))
        if what < .3:
            rule["BYMONTHDAY"] = signed(31)
        elif what < .5 or what > .9:
            rule["BYDAY"] = days(True)
    elif freq == "DAILY" and r.random() < .4:
        if r.random() < .5:
            rule["BYDAY"] = days(False)
        else:
            rule["BYMONTH"] = some(range(1, 13))
    return rule


def any_rule():
    """Everything with everything."""
    freq = r.choice(FREQ)
    rule = {"FREQ": freq}
    if r.random() < .5:
        rule["INTERVAL"] = r.choice([2, 3, 5, 7, 12, 24, 90, 400])
    if r.random() < .3:
        rule["WKST"] = r.randint(0, 6)
    for part, chance, value in (
            ("BYMONTH", .3, lambda: some(range(1, 13))),
            ("BYWEEKNO", .15 if freq in ("YEARLY", "MONTHLY") else 0, lambda: signed(53)),
            ("BYYEARDAY", .15 if freq in ("YEARLY", "MONTHLY", "DAILY", "HOURLY") else 0,
             lambda: signed(366, 12)),
            ("BYMONTHDAY", .3 if freq != "WEEKLY" else 0, lambda: signed(31, 8)),
            ("BYDAY", .4, lambda: days(True)),
            ("BYHOUR", .25, lambda: some(range(24))),
            ("BYMINUTE", .25, lambda: some(range(60))),
            ("BYSECOND", .2, lambda: some(range(60))),
            ("BYSETPOS", .25, lambda: signed(9, 3))):
        if r.random() < chance:
            rule[part] = value()
    if "BYSETPOS" in rule and len(rule) < 3:
        del rule["BYSETPOS"]
    return rule


def text(rule, count, until):
    out = []
    for part, v in rule.items():
        if part == "BYDAY":
            v = ",".join((f"{n}" if n else "") + DAYS[d] for n, d in v)
        elif part == "WKST":
            v = DAYS[v]
        elif isinstance(v, list):
            v = ",".join(map(str, v))
        out.append(f"{part}={v}")
    if count:
        out.append(f"COUNT={count}")
    out.append(f"UNTIL={until:%Y%m%dT%H%M%S}")
    r.shuffle(out)
    return ";".join(out)


class Past(Exception):
    """All that is left to look at lies behind UNTIL."""


class Calendar(rrule._iterinfo):
    """dateutil looks for what never happens up to the year 9999, whatever UNTIL says; but it asks for each
    year, month or day before it looks there.  (No clock decides: a seed makes the same rules on any machine.)"""

    def rebuild(self, year, month):
        until = self.rrule._until
        if year > until.year or (year == until.year and month > until.month and self.rrule._freq != rrule.YEARLY):
            raise Past
        super().rebuild(year, month)

    def ddayset(self, year, month, day):
        until = self.rrule._until
        if (year, month, day) > (until.year, until.month, until.day):
            raise Past
        return super().ddayset(year, month, day)


rrule._iterinfo = Calendar


def before_past(dates):
    try:
        yield from dates
    except Past:
        pass


def ask(rule, start, count, until):
    """dateutil's answer."""
    args = {"freq": FREQ.index(rule["FREQ"]), "dtstart": start, "until": until,
            "interval": rule.get("INTERVAL", 1), "wkst": rule.get("WKST", 0)}
    if count:
        args["count"] = count
    names = {"BYMONTH": "bymonth", "BYWEEKNO": "byweekno", "BYYEARDAY": "byyearday",
             "BYMONTHDAY": "bymonthday", "BYHOUR": "byhour", "BYMINUTE": "byminute",
             "BYSECOND": "bysecond", "BYSETPOS": "bysetpos"}
    for part, name in names.items():
        if part in rule:
            args[name] = rule[part]
    if "BYDAY" in rule:
        args["byweekday"] = [rrule.weekday(d, n) if n else rrule.weekday(d) for n, d in rule["BYDAY"]]
    # What BYWEEKNO leaves open comes from DTSTART (RFC 5545, 3.3.10); dateutil takes all seven days.
    if "BYWEEKNO" in rule and not any(p in rule for p in ("BYDAY", "BYMONTHDAY", "BYYEARDAY")):
        args["byweekday"] = [rrule.weekday(start.weekday())]
    try:
        return list(itertools.islice(before_past(rrule.rrule(**args)), MANY))
    except ValueError:      # "empty rule"
        return []


def main(realistic_rules, any_rules):
    for i in range(realistic_rules + any_rules):
        rule = realistic() if i < realistic_rules else any_rule()
        start = datetime(r.randint(1975, 2060), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23),
                         r.choice([0, 15, 30, 59]), 0 if r.random() < .8 else r.randint(0, 59))
        if r.random() < .15:
            start = start.replace(month=r.choice([1, 3, 5, 12]), day=r.choice([29, 30, 31]))
        # dateutil cuts the first week at DTSTART before it counts BYSETPOS; the RFC's set is the week.
        if rule["FREQ"] == "WEEKLY" and "BYSETPOS" in rule:
            start -= timedelta((start.weekday() - rule.get("WKST", 0)) % 7)
        span = {"HOURLY": 60, "MINUTELY": 3, "SECONDLY": .1}
        until = start + timedelta(span.get(rule["FREQ"], 9000) * (r.random() + .05))
        until = until.replace(microsecond=0)
        if rule["FREQ"] in span:    # something must be left in so short a time
            for part, own in (("BYMONTH", start.month), ("BYMONTHDAY", start.day), ("BYHOUR", start.hour),
                              ("BYYEARDAY", start.timetuple().tm_yday)):
                if part in rule:
                    rule[part] = sorted(set(rule[part]) | {own})
            if "BYDAY" in rule:
                rule["BYDAY"] = [(0, d) for d in {start.weekday()} | {d for _, d in rule["BYDAY"]}]
        count = r.randint(1, 20) if r.random() < .4 else 0
        zone = ZoneInfo(r.choice(ZONES))
        times = ask(rule, start, count, until)
        # fold 0 is RFC 5545, 3.3.5: the first of two, and before a gap the offset before it.
        answer = [int(t.replace(tzinfo=zone).astimezone(timezone.utc).timestamp()) for t in times]
        print(f"{zone.key}|{start:%Y%m%dT%H%M%S}|{text(rule, count, until)}|{','.join(map(str, answer))}")


if __name__ == "__main__":
    main(4000, 2500)
