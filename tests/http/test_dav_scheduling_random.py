"""Three people invite, answer, move and cancel at random and at once, some with what they read a
while ago; every few seconds all copies agree.  HAYLOFT_RANDOM_SECONDS=300 for longer; what was done
to a meeting whose copies do not is shown with them."""

import os
import random
import re
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

from harness import Client
from scheduling_case import Person, SchedulingTest, meeting, partstat, unfold

SECONDS = float(os.environ.get("HAYLOFT_RANDOM_SECONDS", "0"))
ROUND = 4		# seconds, then the copies are compared and all begins anew
ALLOWED = {200, 201, 204, 404, 412}


def series(text):
    """All of it, wherever it stands beside single occurrences."""
    return next(c for c in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.S) if "RECURRENCE-ID" not in c)


class Actor:
    """One thread that is everybody in turn."""

    def __init__(self, test, seed):
        self.test, self.random = test, random.Random(seed)
        self.people = [Person(Client(test.stack, p.address, p.client.password)) for p in test.people]

    def invite(self, who):
        others = self.random.sample([p.address for p in self.people if p is not who], self.random.choice((1, 2)))
        uid = uuid.uuid4().hex
        rule = self.random.choice(("", "RRULE:FREQ=DAILY;COUNT=4\r\n"))
        r = who.put(who.calendar() + uid + ".ics", meeting(uid, who.address, [who.me()] + others, extra=rule))
        self.test.uids.append(uid)
        self.note(who, uid, "invites", r)
        return r

    def note(self, who, uid, what, r):
        self.test.history.append((time.monotonic(), who.address, uid, what, r.code))

    def answered(self, text, who):
        word = self.random.choice(("ACCEPTED", "DECLINED", "TENTATIVE"))

        def change(m):
            return re.sub(r";PARTSTAT=[A-Z-]+|;RSVP=\w+", "", m.group(0)).replace("ATTENDEE", f"ATTENDEE;PARTSTAT={word}", 1)
        return re.sub(rf"^ATTENDEE[^\r\n]*mailto:{re.escape(who.address)}", change, text, flags=re.M | re.I)

    def changed(self, text):
        if self.random.random() < .5:
            return re.sub(r"SUMMARY:[^\r\n]*", "SUMMARY:" + uuid.uuid4().hex[:6], text)
        hour = self.random.randrange(10, 20)
        text = re.sub(r"DTSTART:\d{8}T\d\d", f"DTSTART:20270315T{hour}", text)
        return re.sub(r"DTEND:\d{8}T\d\d", f"DTEND:20270315T{hour + 1}", text)

    def act(self):
        who = self.random.choice(self.people)
        if not self.test.uids or self.random.random() < .15:
            return self.invite(who)
        uid = self.random.choice(self.test.uids[-8:] if self.random.random() < .8 else self.test.uids)
        path = who.calendar() + uid + ".ics"
        r = who.get(path)
        if r.code != 200:
            return r
        text, headers = unfold(r.text), {}
        read = f"read {time.monotonic():.3f} {re.search('SUMMARY:(.*)', text).group(1).strip()}"
        if self.random.random() < .2:		# as on a machine that has much to do
            time.sleep(self.random.random() * 1.5)
        condition = self.random.choice((None, "If-Match", "If-Schedule-Tag-Match"))
        if condition:
            headers[condition] = r.etag if condition == "If-Match" else r.headers["schedule-tag"]
        mine = re.search(r"ORGANIZER[^\r\n]*mailto:(\S+)", text).group(1) == who.address
        if self.random.random() < .1:
            r, what = who.delete(path, headers=headers), "deletes"
        elif mine:
            new = self.changed(text)
            r, what = who.put(path, new, headers=headers), "changes " + " ".join(re.findall(r"^(?:SUMMARY|DTSTART):(\S+)", new, re.M))
        elif "RRULE" in text and self.random.random() < .3:
            day = self.random.choice("678")
            r = who.put(path, text.replace("RRULE", f"EXDATE:2027031{day}T100000Z\r\nRRULE", 1), headers=headers)
            what = "leaves out " + day
        else:
            new = self.answered(text, who)
            r, what = who.put(path, new, headers=headers), f"answers {partstat(new, who.address)}"
        self.note(who, uid, f"{what} {condition} {read}", r)
        return r

    def run(self, until):
        while time.monotonic() < until:
            r = self.act()
            # An old copy may say a time that is no longer the organizer's: 403.
            if r.code not in ALLOWED | {403}:
                self.test.strange.append(r)
        for p in self.people:
            p.client.close()


@unittest.skipUnless(SECONDS, "make soak")
class RandomTest(SchedulingTest):
    fresh = True

    def test_all_copies_agree(self):
        self.people = [self.anna, self.ben, self.new("cleo")]
        end, before, number = time.monotonic() + SECONDS, self.deadlocks(), 0
        while time.monotonic() < end:
            self.uids, self.strange, self.history = [], [], []
            until = min(end, time.monotonic() + ROUND)
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(lambda seed: Actor(self, seed).run(until), range(number, number + 4)))
            number += 4
            self.assertEqual([], self.strange[:3])
            self.assertGreater(len(self.uids), 0)
            for uid in self.uids:
                self.agree(uid)
        self.assertEqual(before, self.deadlocks())

    def deadlocks(self):
        """Of people who meet in each other's calendars, which scheduling/ avoids by the order of its locks."""
        return int(self.stack.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0])

    def agree(self, uid):
        copies = {p.address: unfold(r.text) for p in self.people
                  if (r := p.get(p.calendar() + uid + ".ics")).code == 200}
        if not copies:
            return
        organizer = re.search(r"ORGANIZER[^\r\n]*mailto:(\S+)", next(iter(copies.values()))).group(1)
        done = "\n".join(f"{at:.3f} {who} {what} {code}" for at, who, about, what, code in self.history if about == uid)
        whole = "\n".join(f"--- {whose}\n{text}" for whose, text in copies.items()) + "\n" + done
        self.assertIn(organizer, copies, "an attendee has what the organizer deleted\n" + whole)
        truth = copies[organizer]
        for p in self.people:
            answer = partstat(truth, p.address)
            for whose, text in copies.items():
                self.assertEqual(answer, partstat(text, p.address), f"{whose}'s copy about {p.address}\n{whole}")
                for name in ("DTSTART", "SUMMARY", "SEQUENCE"):
                    self.assertEqual(*(re.search(name + r":[^\r\n]*", series(t)).group(0) for t in (truth, text)), f"{whose}\n{whole}")
            if p.address != organizer and answer not in (None, "DECLINED"):
                self.assertIn(p.address, copies, "an invitation is gone\n" + whole)


if __name__ == "__main__":
    unittest.main()
