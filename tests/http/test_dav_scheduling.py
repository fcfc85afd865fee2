"""Invitations between people of one domain (RFC 6638)."""

import re
import threading
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

from dav_case import C, CS, D, NAMESPACES, condition, event
from harness import wait_for
from scheduling_case import SchedulingTest, line_of, meeting, override, partstat, schedule_status, unfold


class PropertiesTest(SchedulingTest):
    fresh = True

    def test_principal_says_where_and_who(self):
        alias = "alias-" + uuid.uuid4().hex[:8] + "@example.org"
        self.stack.command("alias", "add", alias, self.anna.address)
        for path in (self.anna.principal(), f"/SOGo/dav/{self.anna.address}/"):
            p = self.anna.propfind(path, ["C:schedule-inbox-URL", "C:schedule-outbox-URL",
                                          "C:calendar-user-address-set", "C:calendar-user-type"])[0]
            addresses = p.hrefs(C + "calendar-user-address-set")
            self.assertIn("mailto:" + self.anna.address, addresses)
            self.assertIn("mailto:" + alias, addresses)
            self.assertTrue(any(a.startswith("/") for a in addresses))
            self.assertEqual("INDIVIDUAL", p.text(C + "calendar-user-type"))
            for name, kind, privilege in (("schedule-inbox-URL", "schedule-inbox", "schedule-deliver"),
                                          ("schedule-outbox-URL", "schedule-outbox", "schedule-send")):
                [url] = p.hrefs(C + name)
                box = self.anna.propfind(url, ["D:resourcetype", "D:current-user-privilege-set", "D:supported-privilege-set"])[0]
                self.assertIsNotNone(box.prop(D + "resourcetype").find(C + kind))
                self.assertIsNone(box.prop(D + "resourcetype").find(C + "calendar"))
                self.assertTrue(list(box.prop(D + "current-user-privilege-set").iter(C + privilege)))
                self.assertTrue(list(box.prop(D + "supported-privilege-set").iter(C + privilege)))
        r = self.anna.request("OPTIONS", self.anna.home(), expect=200)
        self.assertIn("calendar-auto-schedule", r.headers["dav"])

    def test_boxes_are_the_servers(self):
        event = meeting("x", self.anna.address, [self.ben.address])
        for box in (self.anna.inbox(), self.anna.outbox()):
            self.anna.put(box + "x.ics", event, expect=403)
            self.anna.delete(box, expect=403)
            self.assertIn(self.anna.request("MKCALENDAR", box).code, (403, 405))
            r = self.anna.report(box, '<C:free-busy-query><C:time-range start="20270301T000000Z" end="20270401T000000Z"/></C:free-busy-query>', expect=403)
            self.assertEqual(D + "supported-report", condition(r))
            self.anna.request("MOVE", box, headers={"Destination": self.anna.calendar("elsewhere")}, expect=403)
            self.ben.propfind(box, ["D:resourcetype"], expect=403)
        self.freebusy(self.ben, [self.anna.address], path=self.anna.outbox(), organizer=self.anna.address, expect=403)

    def test_default_calendar(self):
        inbox = lambda: self.ben.propfind(self.ben.inbox(), ["C:schedule-default-calendar-URL"])[0].hrefs(
            C + "schedule-default-calendar-URL")
        self.assertEqual([self.ben.calendar().replace("%40", "@")], inbox())
        work = self.ben.new_calendar("work")
        href = lambda path: f"<C:schedule-default-calendar-URL><D:href>{path}</D:href></C:schedule-default-calendar-URL>"
        self.ben.proppatch(self.ben.inbox(), href(work))
        self.assertEqual([work.replace("%40", "@")], inbox())
        uid, *_ = self.anna.invite([self.ben.address])
        self.assertIsNotNone(self.ben.find(uid, work)[1])
        for bad in (self.ben.book(), self.ben.inbox(), self.anna.calendar(), "/nowhere/", ""):
            r = self.ben.proppatch(self.ben.inbox(), href(bad))[0]
            self.assertIn(C + "schedule-default-calendar-URL", r.names(403), bad)
        self.ben.delete(work, expect=204)
        uid, *_ = self.anna.invite([self.ben.address])
        self.assertIsNotNone(self.ben.text(uid))
        # Who has tasks alone gets a calendar with the invitation.
        cleo = self.new("cleo")
        cleo.new_calendar("tasks", '<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>')
        self.assertEqual(204, cleo.delete(cleo.calendar()).code)
        uid, *_ = self.anna.invite([cleo.address])
        self.assertIsNotNone(cleo.text(uid))
        self.assertEqual("1.2", schedule_status(self.anna.text(uid), cleo.address))


class InvitationTest(SchedulingTest):
    def test_invite_answer_change_cancel(self):
        uid, path, r = self.anna.invite([self.ben.address])
        self.assertTrue(r.headers["schedule-tag"])
        mine = self.anna.text(uid)
        self.assertEqual("1.2", schedule_status(mine, self.ben.address))
        theirs = self.ben.text(uid)
        self.assertEqual("NEEDS-ACTION", partstat(theirs, self.ben.address))
        self.assertNotIn("SCHEDULE-STATUS", theirs)
        self.assertEqual(["REQUEST"], self.ben.messages(uid))

        self.ben.answer(uid, "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))
        self.assertEqual("2.0", schedule_status(self.anna.text(uid), self.ben.address))
        self.assertEqual(["REPLY"], self.anna.messages(uid))
        self.assertEqual("1.2", schedule_status(self.ben.text(uid), self.anna.address, "ORGANIZER"))

        # A new time asks anew.
        self.anna.invite([self.ben.address], uid=uid, start="20270316T100000Z", end="20270316T110000Z", sequence=1)
        theirs = self.ben.text(uid)
        self.assertIn("DTSTART:20270316T100000Z", theirs)
        self.assertEqual("NEEDS-ACTION", partstat(theirs, self.ben.address))
        self.assertEqual("NEEDS-ACTION", partstat(self.anna.text(uid), self.ben.address))

        self.anna.delete(path, expect=204)
        self.assertIsNone(self.ben.text(uid))
        self.assertIn("CANCEL", self.ben.messages(uid))

    def test_a_new_title_keeps_answers(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        self.ben.answer(uid, "TENTATIVE")
        self.anna.invite([self.ben.address], uid=uid, summary="Better plan")
        self.assertIn("Better plan", self.ben.text(uid))
        self.assertEqual("TENTATIVE", partstat(self.ben.text(uid), self.ben.address))
        self.assertEqual("TENTATIVE", partstat(self.anna.text(uid), self.ben.address))

    def test_sequence_never_falls(self):
        uid, _, _ = self.anna.invite([self.ben.address], sequence=4)
        self.anna.invite([self.ben.address], uid=uid, sequence=2, start="20270317T100000Z", end="20270317T110000Z")
        self.assertIn("SEQUENCE:5", self.anna.text(uid))
        self.assertIn("SEQUENCE:5", self.ben.text(uid))

    def test_deleting_declines_unless_told_not_to(self):
        for headers, want in (({}, "DECLINED"), ({"Schedule-Reply": "F"}, "NEEDS-ACTION")):
            uid, _, _ = self.anna.invite([self.ben.address])
            self.ben.delete(self.ben.find(uid)[0], headers=headers, expect=204)
            self.assertEqual(want, partstat(self.anna.text(uid), self.ben.address))

    def test_removed_and_added(self):
        cleo = self.new("cleo")
        uid, path, _ = self.anna.invite([self.ben.address])
        self.anna.invite([cleo.address], uid=uid)
        self.assertIsNone(self.ben.text(uid))
        self.assertEqual(["CANCEL"], [m for m in self.ben.messages(uid) if m == "CANCEL"])
        self.assertEqual("NEEDS-ACTION", partstat(cleo.text(uid), cleo.address))
        # Without anybody it is an event like others: everybody is told that it is off.
        self.anna.put(path, meeting(uid, self.anna.address, []).replace(f"ORGANIZER:mailto:{self.anna.address}\r\n", ""), expect=204)
        self.assertIsNone(cleo.text(uid))
        self.assertIsNone(self.anna.get(path).headers.get("schedule-tag"))

    def test_others_see_answers(self):
        cleo = self.new("cleo")
        uid, _, _ = self.anna.invite([self.ben.address, cleo.address])
        tag = cleo.get(cleo.find(uid)[0]).headers["schedule-tag"]
        self.ben.answer(uid, "DECLINED")
        self.assertEqual("DECLINED", partstat(cleo.text(uid), self.ben.address))
        self.assertEqual("NEEDS-ACTION", partstat(cleo.text(uid), cleo.address))
        # That is not worth a new schedule tag, nor a message.
        self.assertEqual(tag, cleo.get(cleo.find(uid)[0]).headers["schedule-tag"])
        self.assertEqual(["REQUEST"], cleo.messages(uid))

    def test_nobody_accepts_for_another(self):
        uid, _, _ = self.anna.invite([(self.ben.address, "PARTSTAT=ACCEPTED")])
        for who in (self.anna, self.ben):
            self.assertEqual("NEEDS-ACTION", partstat(who.text(uid), self.ben.address))

    def test_who_comes_back_is_asked_for_what_he_had_accepted(self):
        uid, path, _ = self.anna.invite([self.ben.address], extra="RRULE:FREQ=DAILY;COUNT=3\r\n")
        his, text = self.ben.find(uid)
        one = override(uid, self.anna.address, [self.anna.me(), (self.ben.address, "PARTSTAT=TENTATIVE")], "20270316T100000Z")
        text = unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=DECLINED").replace("END:VCALENDAR", one + "END:VCALENDAR")
        self.ben.put(his, text, expect=204)
        self.ben.delete(his, headers={"Schedule-Reply": "F"}, expect=204)
        self.anna.put(path, unfold(self.anna.text(uid)).replace("SUMMARY:Plan", "SUMMARY:Other"), expect=204)
        for who in (self.anna, self.ben):
            self.assertEqual("DECLINED", partstat(who.text(uid), self.ben.address))
            self.assertEqual("NEEDS-ACTION", partstat(who.text(uid), self.ben.address, "20270316T100000Z"))

    def test_aliases_are_oneself(self):
        alias = "alias-" + uuid.uuid4().hex[:8] + "@example.org"
        self.stack.command("alias", "add", alias, self.ben.address)
        uid, _, _ = self.anna.invite([alias])
        path, text = self.ben.find(uid)
        self.ben.put(path, unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED", 1), expect=204)
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), alias))
        self.assertEqual("1.2", schedule_status(self.ben.text(uid), self.anna.address, "ORGANIZER"))

    def test_agents(self):
        uid, _, _ = self.anna.invite([(self.ben.address, "SCHEDULE-AGENT=CLIENT;PARTSTAT=NEEDS-ACTION")])
        self.assertIsNone(self.ben.text(uid))
        uid, _, _ = self.anna.invite([(self.ben.address, "SCHEDULE-AGENT=NONE;PARTSTAT=NEEDS-ACTION")])
        self.assertIsNone(self.ben.text(uid))
        uid, _, _ = self.anna.invite([(self.ben.address, "SCHEDULE-AGENT=SERVER;PARTSTAT=NEEDS-ACTION")])
        self.assertIsNotNone(self.ben.text(uid))

    def test_sent_again_by_force(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        for name in self.ben.objects(self.ben.inbox()):
            self.ben.delete(self.ben.inbox() + name, expect=204)
        self.anna.invite([(self.ben.address, "PARTSTAT=NEEDS-ACTION;SCHEDULE-FORCE-SEND=REQUEST")], uid=uid)
        self.assertEqual(["REQUEST"], self.ben.messages(uid))
        self.assertNotIn("FORCE", self.anna.text(uid))
        # To ask again is to want an answer again; without force a client saves what it had read before the answer came.
        self.ben.answer(uid, "ACCEPTED")
        for force, want in (("", "ACCEPTED"), (";SCHEDULE-FORCE-SEND=REQUEST", "NEEDS-ACTION")):
            tag = self.anna.get(self.anna.find(uid)[0]).headers["schedule-tag"]
            self.anna.invite([(self.ben.address, "PARTSTAT=NEEDS-ACTION" + force)], uid=uid, headers={"If-Schedule-Tag-Match": tag})
            self.assertEqual([want] * 2, [partstat(who.text(uid), self.ben.address) for who in (self.anna, self.ben)])

    def test_own_reminders_stay(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra="BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:hers\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n")
        path, text = self.ben.find(uid)
        self.assertNotIn("VALARM", text)
        self.ben.put(path, text.replace("END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:his\r\nTRIGGER:-PT9M\r\nEND:VALARM\r\nEND:VEVENT"), expect=204)
        self.anna.invite([self.ben.address], uid=uid, summary="Other")
        self.assertIn("DESCRIPTION:his", self.ben.text(uid))
        self.assertIn("DESCRIPTION:hers", self.anna.text(uid) + "DESCRIPTION:hers")

    def crowd(self, count):
        """Addresses of so many accounts."""
        tag = uuid.uuid4().hex[:8]
        self.stack.sql(f"INSERT INTO account (domain_id, address) SELECT id, 'm{tag}-' || g || '@example.org' FROM domain, "
                       f"generate_series(1, {count}) g WHERE name = 'example.org'")
        return [f"m{tag}-{i}@example.org" for i in range(1, count + 1)]

    def test_a_hundred_people(self):
        crowd = self.crowd(99) + [self.ben.address]
        uid, path, _ = self.anna.invite(crowd)
        copies = lambda: int(self.stack.sql(f"SELECT count(*) FROM item WHERE uid = '{uid}'")[0][0])
        self.assertEqual(101, copies())
        self.ben.answer(uid, "ACCEPTED")
        body = self.stack.sql(f"SELECT replace(body, E'\r\n ', '') FROM item i JOIN account a ON a.id = account_id WHERE uid = '{uid}' AND a.address = '{crowd[0]}'")
        self.assertEqual("ACCEPTED", partstat("\n".join("".join(row) for row in body), self.ben.address))
        self.anna.delete(path, expect=204)
        self.assertEqual(0, copies())

    def test_too_many_people(self):
        """What could not be done within a request is refused at once, in the protocol's words."""
        crowd = self.crowd(1500)
        uid, _, r = self.anna.invite(crowd, expect=403)
        self.assertEqual(C + "max-attendees-per-instance", condition(r))
        self.assertIsNone(self.anna.text(uid))

    def test_unknown_people(self):
        uid, _, _ = self.anna.invite(["no address", "/nothing/", f"nobody-{uuid.uuid4().hex[:6]}@example.org"])
        for line in re.findall("^ATTENDEE.*$", unfold(self.anna.text(uid)), re.M):
            if self.anna.address not in line:
                self.assertIn("3.7", line)


class AnswerTest(SchedulingTest):
    def test_what_became_of_an_answer_stands_at_the_organizer(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        self.ben.answer(uid, "ACCEPTED")
        self.assertEqual("1.2", schedule_status(self.ben.text(uid), self.anna.address, "ORGANIZER"))
        self.assertIsNone(schedule_status(self.ben.text(uid), self.anna.address))

    def test_what_was_declined_does_not_come_back_with_every_word(self):
        uid, path, _ = self.anna.invite([self.ben.address], summary="Plan")
        self.ben.delete(self.ben.find(uid)[0], expect=204)
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.ben.address))
        self.anna.invite([(self.ben.address, "PARTSTAT=DECLINED")], uid=uid, summary="Plan B")
        self.assertIsNone(self.ben.text(uid))
        self.anna.invite([(self.ben.address, "PARTSTAT=DECLINED;SCHEDULE-FORCE-SEND=REQUEST")], uid=uid, summary="Plan C")
        self.ben.delete(self.ben.find(uid)[0], expect=204)
        # Another time is another question.
        self.anna.invite([(self.ben.address, "PARTSTAT=DECLINED")], uid=uid, summary="Plan B", start="20270316T100000Z", end="20270316T110000Z")
        self.assertEqual("NEEDS-ACTION", partstat(self.ben.text(uid), self.ben.address))


class InstanceTest(SchedulingTest):
    RULE = "RRULE:FREQ=DAILY;COUNT=5\r\n"

    def test_one_instance_declined(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra=self.RULE)
        self.ben.answer(uid, "ACCEPTED")
        path, text = self.ben.find(uid)
        one = override(uid, self.anna.address, [self.anna.me(), (self.ben.address, "PARTSTAT=DECLINED")], "20270317T100000Z")
        self.ben.put(path, unfold(text).replace("END:VCALENDAR", one + "END:VCALENDAR"), expect=204)
        mine = self.anna.text(uid)
        self.assertEqual("ACCEPTED", partstat(mine, self.ben.address))
        self.assertEqual("DECLINED", partstat(mine, self.ben.address, "20270317T100000Z"))

    def test_one_instance_deleted_by_the_attendee(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra=self.RULE)
        path, text = self.ben.find(uid)
        self.ben.put(path, text.replace("RRULE:", "EXDATE:20270318T100000Z\r\nRRULE:"), expect=204)
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.ben.address, "20270318T100000Z"))
        # Also in a copy that is older than what is there.
        old = re.sub("DTSTAMP:[^\r\n]*", "DTSTAMP:20200101T000000Z", unfold(self.ben.text(uid)))
        self.ben.put(path, old.replace("RRULE:", "EXDATE:20270317T100000Z\r\nRRULE:"), expect=204)
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.ben.address, "20270317T100000Z"))
        self.assertIn("EXDATE:20270317T100000Z", self.ben.text(uid))

    def test_invited_to_one_instance_only(self):
        uid = uuid.uuid4().hex
        one = override(uid, self.anna.address, [self.anna.me(), self.ben.address], "20270317T100000Z")
        self.anna.invite([], uid=uid, extra=self.RULE, overrides=one)
        theirs = self.ben.text(uid)
        self.assertIn("RECURRENCE-ID:20270317T100000Z", theirs)
        self.assertNotIn("RRULE", theirs)
        self.ben.answer(uid, "ACCEPTED", "20270317T100000Z")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address, "20270317T100000Z"))
        # No longer invited to that one: nothing is left of it.
        self.anna.invite([], uid=uid, extra=self.RULE)
        self.assertIsNone(self.ben.text(uid))

    def test_one_instance_cancelled(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra=self.RULE)
        self.anna.invite([self.ben.address], uid=uid, extra=self.RULE + "EXDATE:20270316T100000Z\r\n", sequence=1)
        self.assertIn("EXDATE:20270316T100000Z", self.ben.text(uid))

    def test_one_instance_moved(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra=self.RULE)
        self.ben.answer(uid, "ACCEPTED")
        one = override(uid, self.anna.address, [self.anna.me(), self.ben.address], "20270317T100000Z", start="20270317T140000Z",
                       end="20270317T150000Z", sequence=1)
        self.anna.invite([(self.ben.address, "PARTSTAT=ACCEPTED")], uid=uid, extra=self.RULE, overrides=one)
        theirs = self.ben.text(uid)
        self.assertEqual("ACCEPTED", partstat(theirs, self.ben.address))
        self.assertEqual("NEEDS-ACTION", partstat(theirs, self.ben.address, "20270317T100000Z"))
        self.assertIn("DTSTART:20270317T140000Z", theirs)

    def test_only_what_is_added_asks_anew(self):
        """RFC 6638, section 3.2.8: a series that gets shorter leaves answers alone."""
        uid, _, _ = self.anna.invite([self.ben.address], extra=self.RULE)
        self.ben.answer(uid, "ACCEPTED")
        day = "EXDATE:20270317T100000Z\r\n"
        for rules, want in (("RRULE:FREQ=DAILY;UNTIL=20270318T100000Z\r\n", "ACCEPTED"),
                            ("RRULE:FREQ=DAILY;COUNT=3\r\n" + day, "ACCEPTED"), ("RRULE:FREQ=DAILY;COUNT=3\r\n", "NEEDS-ACTION"),
                            (self.RULE, "NEEDS-ACTION")):
            if want == "NEEDS-ACTION":
                self.ben.answer(uid, "ACCEPTED")
            self.anna.invite([(self.ben.address, "PARTSTAT=ACCEPTED")], uid=uid, extra=rules)
            self.assertEqual([want] * 2, [partstat(who.text(uid), self.ben.address) for who in (self.anna, self.ben)], rules)

    def test_what_was_moved_comes_back(self):
        one = override(uuid.uuid4().hex, self.anna.address, [self.anna.me(), self.ben.address], "20270317T100000Z", start="20270317T140000Z",
                       end="20270317T150000Z")
        uid = re.search("UID:(.*)\r", one).group(1)
        self.anna.invite([self.ben.address], uid=uid, extra=self.RULE, overrides=one)
        path, text = self.ben.find(uid)
        self.assertIn("DTSTART:20270317T140000Z", text)
        # Ben is reminded of another occurrence by an alarm of his own.
        mine = override(uid, self.anna.address, [self.anna.me(), self.ben.address], "20270318T100000Z").replace(
            "END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nDESCRIPTION:x\r\nEND:VALARM\r\nEND:VEVENT")
        self.ben.put(path, unfold(text).replace("END:VCALENDAR", mine + "END:VCALENDAR"), expect=204)
        self.anna.invite([self.ben.address], uid=uid, extra=self.RULE, summary="New")
        text = unfold(self.ben.text(uid))
        self.assertNotIn("T140000Z", text)
        self.assertEqual((2, 1, 1), (text.count("SUMMARY:New"), text.count("BEGIN:VALARM"), text.count("RECURRENCE-ID")))

    def test_a_rule_written_otherwise_is_the_same(self):
        uid, _, _ = self.anna.invite([self.ben.address], extra="RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO,WE\r\n")
        path, text = self.ben.find(uid)
        other = unfold(text).replace("FREQ=WEEKLY;COUNT=9;BYDAY=MO,WE", "FREQ=WEEKLY;COUNT=9;INTERVAL=1;WKST=MO;BYDAY=WE,MO")
        self.ben.put(path, other.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED"), expect=204)
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))
        self.ben.put(path, other.replace("COUNT=9", "COUNT=8"), expect=403)


class ConditionTest(SchedulingTest):
    def test_schedule_tag_lets_answers_pass(self):
        uid, path, r = self.anna.invite([self.ben.address])
        tag, etag = r.headers["schedule-tag"], self.anna.get(path).etag
        self.ben.answer(uid, "ACCEPTED")
        self.assertNotEqual(etag, self.anna.get(path).etag)
        self.assertEqual(tag, self.anna.get(path).headers["schedule-tag"])
        self.assertEqual(tag, self.anna.propfind(path, ["C:schedule-tag"])[0].text(C + "schedule-tag"))
        # With her old copy she cannot undo the answer.
        self.anna.invite([self.ben.address], uid=uid, summary="New", headers={"If-Match": etag}, expect=412)
        r = self.anna.invite([(self.ben.address, "PARTSTAT=TENTATIVE")], uid=uid, summary="New",
                             headers={"If-Schedule-Tag-Match": tag})[2]
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))
        self.anna.invite([self.ben.address], uid=uid, summary="Newer", headers={"If-Schedule-Tag-Match": tag}, expect=412)
        self.anna.delete(path, headers={"If-Schedule-Tag-Match": tag}, expect=412)
        self.anna.delete(path, headers={"If-Schedule-Tag-Match": r.headers["schedule-tag"]}, expect=204)

    def test_schedule_tag_lets_answers_for_one_occurrence_pass(self):
        carol, rule, day = self.new("carol"), InstanceTest.RULE, "20270317T100000Z"
        uid, path, r = self.anna.invite([self.ben.address, carol.address], extra=rule)
        tag, hers = r.headers["schedule-tag"], carol.get(carol.find(uid)[0]).headers["schedule-tag"]
        theirs, text = self.ben.find(uid)
        one = override(uid, self.anna.address, [self.anna.me(), (self.ben.address, "PARTSTAT=DECLINED"), carol.address], day)
        self.ben.put(theirs, unfold(text).replace("END:VCALENDAR", one + "END:VCALENDAR"), expect=204)
        self.assertEqual(tag, self.anna.get(path).headers["schedule-tag"])
        self.assertEqual("DECLINED", partstat(carol.text(uid), self.ben.address, day))
        self.assertEqual(hers, carol.get(carol.find(uid)[0]).headers["schedule-tag"])
        # Carol, who has not heard of it, sets a category of her own and keeps the answer all the same.
        old = meeting(uid, self.anna.address, [self.anna.me(), self.ben.address, carol.address], extra=rule + "CATEGORIES:Mine\r\n")
        carol.put(carol.find(uid)[0], old, headers={"If-Schedule-Tag-Match": hers}, expect=204)
        self.assertEqual("DECLINED", partstat(carol.text(uid), self.ben.address, day))
        # So does Anna, who changes the title of all.
        self.anna.invite([self.ben.address, carol.address], uid=uid, extra=rule, summary="New", headers={"If-Schedule-Tag-Match": tag})
        for who in self.anna, self.ben, carol:
            self.assertEqual("DECLINED", partstat(who.text(uid), self.ben.address, day), who.address)
            self.assertEqual(2, unfold(who.text(uid)).count("SUMMARY:New"), who.address)

    def test_tag_of_an_attendee(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        path = self.ben.find(uid)[0]
        first = self.ben.get(path).headers["schedule-tag"]
        self.anna.invite([self.ben.address], uid=uid, summary="Changed")
        self.assertNotEqual(first, self.ben.get(path).headers["schedule-tag"])
        self.ben.answer(uid, "ACCEPTED", headers={"If-Schedule-Tag-Match": first}, expect=412)

    def test_what_an_attendee_may_not(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        path, text = self.ben.find(uid)
        moved = text.replace("DTSTART:20270315T100000Z", "DTSTART:20270315T090000Z")
        r = self.ben.put(path, moved, expect=403)
        self.assertEqual(C + "allowed-attendee-scheduling-object-change", condition(r))
        mine = unfold(text).replace(f"ORGANIZER:mailto:{self.anna.address}", f"ORGANIZER:mailto:{self.ben.address}")
        self.assertEqual(C + "allowed-attendee-scheduling-object-change", condition(self.ben.put(path, mine, expect=403)))

    def test_nobody_else_becomes_the_organizer(self):
        uid, path, _ = self.anna.invite([self.ben.address, "cleo@example.org"])
        his, text = self.ben.find(uid)
        for stamp in ("20990101T000000Z", "20200101T000000Z"):
            forged = re.sub("DTSTAMP:[^\r\n]*", "DTSTAMP:" + stamp, unfold(text))
            forged = re.sub("ORGANIZER[^\r\n]*", "ORGANIZER:mailto:cleo@example.org", forged)
            r = self.ben.put(his, forged, expect=403)
            self.assertEqual(C + "allowed-attendee-scheduling-object-change", condition(r))
        self.assertEqual("NEEDS-ACTION", partstat(self.anna.text(uid), self.ben.address))

    def test_what_an_organizer_may_not(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        other = meeting(uid, self.ben.address, [self.anna.address])
        self.assertEqual(C + "allowed-organizer-scheduling-object-change", condition(self.anna.put(path, other, expect=403)))
        two = meeting(uid, self.anna.address, [self.ben.address], extra="RRULE:FREQ=DAILY;COUNT=3\r\n",
                      overrides=override(uid, self.ben.address, [self.anna.address], "20270316T100000Z"))
        self.assertEqual(C + "same-organizer-in-all-components", condition(self.anna.put(path, two, expect=403)))

    def test_one_meeting_in_the_place_of_another(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        other = uuid.uuid4().hex
        r = self.anna.put(path, meeting(other, self.anna.address, [self.ben.address]), expect=403)
        self.assertEqual(C + "no-uid-conflict", condition(r))
        # Nor by MOVE (RFC 4791, section 5.3.2.1): nobody is told anything.
        _, second, _ = self.anna.invite([self.ben.address], uid=other)
        r = self.anna.request("MOVE", second, headers={"Destination": path}, expect=403)
        self.assertEqual(C + "no-uid-conflict", condition(r))
        for kept in (uid, other):
            self.assertIsNotNone(self.ben.text(kept))

    def test_one_object_of_a_meeting(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        work = self.anna.new_calendar("work")
        r = self.anna.put(work + "again.ics", meeting(uid, self.anna.address, [self.ben.address]), expect=403)
        self.assertEqual(C + "unique-scheduling-object-resource", condition(r))
        self.assertIn(uid.encode(), r.body)
        r = self.anna.request("COPY", path, headers={"Destination": work + "copy.ics"}, expect=403)
        self.assertEqual(C + "unique-scheduling-object-resource", condition(r))
        tag = self.anna.get(path).headers["schedule-tag"]
        inbox = len(self.ben.objects(self.ben.inbox()))
        self.anna.request("MOVE", path, headers={"Destination": work + "moved.ics"}, expect=201)
        self.assertEqual(tag, self.anna.get(work + "moved.ics").headers["schedule-tag"])
        self.assertIsNotNone(self.ben.text(uid))
        self.assertEqual(inbox, len(self.ben.objects(self.ben.inbox())))

    def test_a_strange_object_with_this_uid(self):
        """Whoever guesses the UID of another's private event cannot change it by an invitation."""
        uid = uuid.uuid4().hex
        self.ben.put(self.ben.calendar() + "own.ics", event(uid, "Private"), expect=201)
        self.anna.invite([self.ben.address], uid=uid, summary="Hostile")
        self.assertIn("Private", self.ben.text(uid))
        self.assertEqual("5.1", schedule_status(self.anna.text(uid), self.ben.address))
        # Nor one of somebody else's meeting.
        cleo = self.new("cleo")
        uid, _, _ = cleo.invite([self.ben.address])
        self.anna.invite([self.ben.address], uid=uid, summary="Hostile")
        self.assertNotIn("Hostile", self.ben.text(uid))
        self.assertEqual("5.1", schedule_status(self.anna.text(uid), self.ben.address))

    def test_deleting_a_calendar_tells_everybody(self):
        empty = self.anna.new_calendar(uuid.uuid4().hex)
        ways = (lambda work: self.anna.delete(work, expect=204),
                lambda work: self.anna.request("MOVE", empty, headers={"Destination": work}, expect=204))
        for way in ways:
            work = self.anna.new_calendar(uuid.uuid4().hex)
            uid = uuid.uuid4().hex
            self.anna.put(work + "w.ics", meeting(uid, self.anna.address, [self.ben.address]), expect=201)
            self.assertIsNotNone(self.ben.text(uid))
            way(work)
            self.assertIsNone(self.ben.text(uid))


class DelegationTest(SchedulingTest):
    def test_somebody_goes_instead(self):
        cleo = self.new("cleo")
        uid, _, _ = self.anna.invite([self.ben.address])
        path, text = self.ben.find(uid)
        text = re.sub(rf"ATTENDEE[^\r\n]*mailto:{self.ben.address}",
                      f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{cleo.address}":mailto:{self.ben.address}\r\n'
                      f'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;DELEGATED-FROM="mailto:{self.ben.address}":mailto:{cleo.address}',
                      unfold(text))
        self.ben.put(path, text, expect=204)
        mine = self.anna.text(uid)
        self.assertEqual("DELEGATED", partstat(mine, self.ben.address))
        self.assertEqual("NEEDS-ACTION", partstat(mine, cleo.address))
        self.assertEqual("NEEDS-ACTION", partstat(cleo.text(uid), cleo.address))
        cleo.answer(uid, "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), cleo.address))
        self.assertEqual("ACCEPTED", partstat(self.ben.text(uid), cleo.address))


class SharedTest(SchedulingTest):
    def test_who_may_write_speaks_for_the_owner(self):
        cleo = self.new("cleo")
        self.anna.put(self.anna.calendar() + "first.ics", meeting("first-" + uuid.uuid4().hex, self.anna.address, []))
        self.anna.share(self.anna.calendar(), [(self.ben.address, "D:read", "D:write")])
        uid = uuid.uuid4().hex
        path = self.anna.calendar() + uid + ".ics"
        # As he does it for her, his program says so (RFC 5545, 3.2.18).
        organizer = f'ORGANIZER;SENT-BY="mailto:{self.ben.address}":mailto:{self.anna.address}'
        self.ben.put(path, meeting(uid, self.anna.address, [self.anna.me(), cleo.address]).replace(
            f"ORGANIZER:mailto:{self.anna.address}", organizer), expect=201)
        self.assertIn(organizer, unfold(cleo.text(uid)))
        cleo.answer(uid, "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), cleo.address))
        self.assertEqual(["REPLY"], self.anna.messages(uid))
        self.assertEqual([], self.ben.messages(uid))
        # His own name there is nobody's meeting: it is kept and nobody is told.
        other = uuid.uuid4().hex
        self.ben.put(self.anna.calendar() + other + ".ics", meeting(other, self.ben.address, [cleo.address]), expect=201)
        self.assertIsNone(cleo.text(other))
        self.ben.delete(path, expect=204)
        self.assertIsNone(cleo.text(uid))


class FreeBusyTest(SchedulingTest):
    fresh = True

    def test_who_is_free(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        self.ben.answer(uid, "ACCEPTED")
        nobody = "nobody-" + uuid.uuid4().hex[:6] + "@example.org"
        found = self.freebusy(self.anna, [self.anna.address, self.ben.address, nobody, "friend@elsewhere.example"])
        for who in (self.anna, self.ben):
            self.assertTrue(found[who.address][0].startswith("2.0"))
            self.assertEqual(1, len(found[who.address][1]), found)
            self.assertIn("20270315T100000Z/20270315T110000Z", found[who.address][1][0])
        self.assertTrue(found[nobody][0].startswith("3.7"))
        self.assertTrue(found["friend@elsewhere.example"][0].startswith("5.3"))
        # The meeting that is being moved does not stand in its own way.
        self.assertEqual([], self.freebusy(self.anna, [self.ben.address], extra=f"X-CALENDARSERVER-MASK-UID:{uid}\r\n")[self.ben.address][1])
        self.ben.answer(uid, "DECLINED")
        self.assertEqual([], self.freebusy(self.anna, [self.ben.address])[self.ben.address][1])

    def test_transparent_calendars_do_not_count(self):
        play = self.ben.new_calendar("play", "<C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>")
        self.ben.put(play + "x.ics", event("x", start="20270310T100000Z", end="20270310T110000Z"), expect=201)
        self.assertEqual([], self.freebusy(self.anna, [self.ben.address])[self.ben.address][1])

    def test_who_may_ask(self):
        r = self.freebusy(self.anna, [self.ben.address], organizer=self.ben.address, expect=403)
        self.assertEqual(C + "organizer-allowed", condition(r))
        r = self.anna.request("POST", self.anna.outbox(), meeting("x", self.anna.address, [], method="REQUEST"),
                              {"Content-Type": "text/calendar"}, expect=403)
        self.assertEqual(C + "valid-scheduling-message", condition(r))
        r = self.anna.request("POST", self.anna.outbox(), "nonsense", {"Content-Type": "text/calendar"}, expect=403)
        self.assertEqual(C + "valid-calendar-data", condition(r))

    def test_availability(self):
        available = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VAVAILABILITY\r\nUID:av\r\nDTSTAMP:20261101T000000Z\r\n"
                     "BEGIN:AVAILABLE\r\nUID:a1\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20270301T090000Z\r\nDTEND:20270301T170000Z\r\n"
                     "RRULE:FREQ=DAILY\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\nEND:VCALENDAR\r\n")
        self.ben.proppatch(self.ben.inbox(), f"<C:calendar-availability>{available}</C:calendar-availability>")
        self.assertIn("VAVAILABILITY", self.ben.propfind(self.ben.inbox(), ["CS:calendar-availability"])[0].text(CS + "calendar-availability"))
        busy = self.freebusy(self.anna, [self.ben.address], start="20270302T000000Z", end="20270303T000000Z")[self.ben.address][1]
        self.assertEqual([";FBTYPE=BUSY-UNAVAILABLE:20270302T000000Z/20270302T090000Z",
                          ";FBTYPE=BUSY-UNAVAILABLE:20270302T170000Z/20270303T000000Z"], busy)
        r = self.ben.proppatch(self.ben.inbox(), "<C:calendar-availability>nonsense</C:calendar-availability>")[0]
        self.assertIn(C + "calendar-availability", r.names(403))

    def test_an_endless_object_hides_no_other(self):
        self.ben.put(self.ben.calendar() + "x.ics", event("x", start="20270310T100000Z", end="20270310T110000Z"), expect=201)
        self.ben.put(self.ben.calendar() + "endless.ics", event("endless", start="20270301T000000Z", end="20270301T000001Z",
                                                               extra="RRULE:FREQ=SECONDLY\r\n"), expect=201)
        busy = self.freebusy(self.anna, [self.ben.address])[self.ben.address][1]
        self.assertTrue(any("20270310T100000Z/20270310T110000Z" in b for b in busy), busy)
        r = self.ben.report(self.ben.calendar(), '<C:free-busy-query><C:time-range start="20270301T000000Z" end="20270401T000000Z"/></C:free-busy-query>', expect=200)
        self.assertIn(b"20270310T100000Z/20270310T110000Z", r.body)


class ResourceTest(SchedulingTest):
    def resource(self, kind, bookings):
        r = self.new("room")
        self.stack.command("user", "edit", r.address, "--resource", kind, "--bookings", str(bookings))
        return r.address

    def booked(self, who, room, **kw):
        uid, _, _ = who.invite([(room, "PARTSTAT=NEEDS-ACTION;CUTYPE=ROOM")], **kw)
        return partstat(who.text(uid), room), uid

    def test_a_room_answers_at_once(self):
        room = self.resource("location", 1)
        p = self.anna.propfind(f"/dav/principals/{room}/", ["C:calendar-user-type"])[0]
        self.assertEqual("ROOM", p.text(C + "calendar-user-type"))
        answer, uid = self.booked(self.anna, room)
        self.assertEqual("ACCEPTED", answer)
        self.assertIn("20270315T100000Z/20270315T110000Z", "".join(self.freebusy(self.ben, [room])[room][1]))
        self.assertEqual("DECLINED", self.booked(self.ben, room, start="20270315T103000Z", end="20270315T113000Z")[0])
        self.assertEqual("ACCEPTED", self.booked(self.ben, room, start="20270315T110000Z", end="20270315T120000Z")[0])
        # Moved onto itself it stays; onto another it is refused; away it comes back.
        self.assertEqual("ACCEPTED", self.booked(self.anna, room, uid=uid, start="20270315T093000Z", end="20270315T103000Z", sequence=1)[0])
        self.assertEqual("DECLINED", self.booked(self.anna, room, uid=uid, start="20270315T113000Z", end="20270315T123000Z", sequence=2)[0])
        self.assertEqual("ACCEPTED", self.booked(self.ben, room, start="20270315T123000Z", end="20270315T130000Z")[0])

    def test_series_and_bounds(self):
        room = self.resource("thing", 2)
        rule = "RRULE:FREQ=DAILY;COUNT=30\r\n"
        self.assertEqual("ACCEPTED", self.booked(self.anna, room, extra=rule)[0])
        answer, single = self.booked(self.ben, room, start="20270320T100000Z", end="20270320T110000Z")
        self.assertEqual("ACCEPTED", answer)
        # Taken twice on the 20th: that day is refused, the others are had.
        answer, uid = self.booked(self.ben, room, extra=rule)
        self.assertEqual("ACCEPTED", answer)
        mine = self.ben.text(uid)
        self.assertEqual("DECLINED", partstat(mine, room, "20270320T100000Z"))
        self.assertEqual(1, unfold(mine).count("PARTSTAT=DECLINED"))
        # What it refused takes no place.
        self.ben.delete(self.ben.find(single)[0], expect=204)
        self.assertEqual("ACCEPTED", self.booked(self.ben, room, start="20270320T100000Z", end="20270320T110000Z")[0])
        self.assertEqual("DECLINED", self.booked(self.anna, room, start="20270319T100000Z", end="20270319T110000Z")[0])
        self.assertEqual("DECLINED", self.booked(self.anna, room, extra=rule)[0])
        # Moved by itself to where it is free, that day is had, too.
        one = override(uid, self.ben.address, [self.ben.me(), (room, "PARTSTAT=DECLINED")], "20270320T100000Z",
                       start="20270320T150000Z", end="20270320T160000Z", sequence=1)
        self.ben.invite([(room, "PARTSTAT=ACCEPTED")], uid=uid, extra=rule, overrides=one)
        self.assertEqual("ACCEPTED", partstat(self.ben.text(uid), room, "20270320T100000Z"))
        for bookings in (-1, 0):
            room = self.resource("group", bookings)
            for _ in range(3):
                self.assertEqual("ACCEPTED", self.booked(self.anna, room)[0])
            self.assertEqual(bookings == -1, bool(self.freebusy(self.ben, [room])[room][1]))

    def test_two_want_the_same_room_at_once(self):
        room = self.resource("location", 1)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda who: self.booked(who, room)[0], [self.new(f"p{i}") for i in range(4)]))
        self.assertEqual(["ACCEPTED"] + ["DECLINED"] * 3, sorted(answers))


class ListTest(SchedulingTest):
    """A group, or an alias of several people, invites who is in it."""
    fresh = True

    def lists(self, *members):
        """The same people in a group within a group, and in an alias."""
        tag = uuid.uuid4().hex[:8]
        inner, group, alias = (f"{name}-{tag}@example.org" for name in ("inner", "group", "alias"))
        self.stack.command("group", "add", inner, *(m for m in members if m.endswith("@example.org")))
        self.stack.command("group", "add", group, inner)
        self.stack.command("alias", "add", alias, *members)
        return group, alias

    def test_its_members_are_invited(self):
        cleo = self.new("cleo")
        for address in self.lists(self.anna.address, self.ben.address, cleo.address):
            # One is invited by himself as well, another organizes.
            uid, path, r = self.anna.invite([address, self.ben.address])
            self.assertIsNone(r.headers.get("etag"))
            mine = self.anna.text(uid)
            self.assertIn("CUTYPE=GROUP", line_of(mine, "ATTENDEE", address))
            self.assertEqual("2.7", schedule_status(mine, address))
            self.assertIn(f'MEMBER="mailto:{address}"', line_of(mine, "ATTENDEE", cleo.address))
            self.assertNotIn("MEMBER", line_of(mine, "ATTENDEE", self.ben.address) + line_of(mine, "ATTENDEE", self.anna.address))
            self.assertEqual("1.2", schedule_status(mine, cleo.address))
            for who in (self.ben, cleo):
                self.assertEqual(["REQUEST"], who.messages(uid))
                who.answer(uid, "ACCEPTED")
                self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), who.address))
            # Who writes without having read the names takes nobody out, who takes out the list does.
            self.anna.invite([address, self.ben.address], uid=uid, summary="Better")
            self.assertEqual("ACCEPTED", partstat(cleo.text(uid), cleo.address))
            text = re.sub(rf"ATTENDEE[^\r\n]*mailto:{address}\r\n", "", unfold(self.anna.text(uid)))
            self.anna.put(path, text, expect=204)
            self.assertIsNone(cleo.text(uid))
            self.assertIsNotNone(self.ben.text(uid))
            self.anna.delete(path, expect=204)
            self.assertIsNone(self.ben.text(uid))

    def test_members_elsewhere_get_mail_to_the_list(self):
        _, alias = self.lists(self.ben.address, "zoe@elsewhere.example")
        uid, _, _ = self.anna.invite([alias])
        self.assertEqual("1.1", schedule_status(self.anna.text(uid), alias))
        self.assertNotIn("zoe", self.anna.text(uid))
        self.assertEqual("NEEDS-ACTION", partstat(self.ben.text(uid), self.ben.address))

    def test_a_list_is_busy_when_somebody_in_it_is(self):
        carl = self.new("carl")
        for who, day in ((self.ben, "10"), (carl, "11")):
            who.put(who.calendar() + "x.ics", event("x", start=f"202703{day}T100000Z", end=f"202703{day}T110000Z"), expect=201)
        lists = self.lists(self.ben.address, carl.address, "zoe@elsewhere.example")
        for address, found in self.freebusy(self.anna, lists).items():
            self.assertEqual("2.0;Success", found[0], address)
            self.assertEqual({"20270310T100000Z/20270310T110000Z", "20270311T100000Z/20270311T110000Z"},
                             {p for line in found[1] for p in line.split(":", 1)[1].split(",")}, address)
        _, far = self.lists("zoe@elsewhere.example", "yan@elsewhere.example")
        self.assertTrue(self.freebusy(self.anna, [far])[far][0].startswith("5.3"))

    def test_very_many(self):
        group, _ = self.lists(self.ben.address)
        self.stack.sql("WITH g AS (SELECT id, domain_id FROM account WHERE address = '" + group + "'), m AS (INSERT INTO account (domain_id, address) "
                       "SELECT domain_id, 'g' || id || '-' || n || '@example.org' FROM g, generate_series(1, 2100) n RETURNING id) "
                       "INSERT INTO group_member (account_id, member_id) SELECT g.id, m.id FROM g, m")
        uid, _, r = self.anna.invite([group], expect=403)
        self.assertEqual(C + "max-attendees-per-instance", condition(r))


class ConcurrentTest(SchedulingTest):
    fresh = True

    def test_everybody_answers_at_once(self):
        people = [self.new(f"p{i}") for i in range(6)]
        uid, _, _ = self.anna.invite([p.address for p in people])
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda p: p.answer(uid, "ACCEPTED"), people))
        for who in [self.anna] + people:
            text = who.text(uid)
            self.assertEqual({"ACCEPTED"}, {partstat(text, p.address) for p in people}, who.address)

    def in_this_order(self, lock, *steps):
        """What STEPS answer that all wait for LOCK and go on one after the other."""
        with self.stack.holding(lock) as held, ThreadPoolExecutor(len(steps)) as pool:
            done = []
            for step in steps:
                done.append(pool.submit(step))
                wait_for(lambda: held.waiting() == len(done))
            held.release()
            return [d.result().code for d in done]

    def test_answered_while_it_is_cancelled(self):
        answers = ({"DELETE": 204, "PUT": 403}, {"PUT": 204, "DELETE": 204})
        for headers in (False, True):
            for want in answers:
                uid, path, _ = self.anna.invite([self.ben.address])
                his, text = self.ben.find(uid)
                etag = {"If-Match": self.ben.get(his).etag} if headers else {}
                text = unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
                steps = {"DELETE": lambda: self.anna.delete(path), "PUT": lambda: self.ben.put(his, text, headers=etag)}
                got = self.in_this_order(f"SELECT pg_advisory_xact_lock(hashtextextended('uid {uid}', 0))",
                                         *(steps[name] for name in want))
                late = 412 if headers else 403
                self.assertEqual([late if code == 403 else code for code in want.values()], got)
                self.assertIsNone(self.ben.text(uid))
                self.assertIsNone(self.anna.text(uid))
        # Nor later, until the organizer has it again.
        r = self.ben.put(his, text, expect=403)
        self.assertEqual(C + "allowed-attendee-scheduling-object-change", condition(r))
        self.anna.invite([self.ben.address], uid=uid)
        self.ben.put(self.ben.find(uid)[0], text, expect=204)
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))

    def test_an_answer_in_an_old_copy(self):
        """It is an answer, and no other title; who has read the new one may call it as he likes."""
        uid, path, _ = self.anna.invite([self.ben.address])
        his, text = self.ben.find(uid)
        self.stack.sql(f"UPDATE item SET body = regexp_replace(body, 'DTSTAMP:[^\r\n]*', 'DTSTAMP:20261101T000000Z') WHERE uid = '{uid}'")
        text = re.sub("DTSTAMP:[^\r\n]*", "DTSTAMP:20261101T000000Z", unfold(text)).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
        self.anna.put(path, unfold(self.anna.text(uid)).replace("SUMMARY:Plan", "SUMMARY:New"), expect=204)
        alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:his\r\nTRIGGER:-PT9M\r\nEND:VALARM\r\nEND:VEVENT"
        self.ben.put(his, text.replace("END:VEVENT", alarm), expect=204)
        mine = self.ben.text(uid)
        self.assertIn("SUMMARY:New", mine)
        self.assertIn("DESCRIPTION:his", mine)
        self.assertEqual("ACCEPTED", partstat(mine, self.ben.address))
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))
        self.ben.put(his, text, if_match=self.ben.get(his).etag, expect=204)
        self.assertIn("SUMMARY:Plan", self.ben.text(uid))

    def test_an_answer_in_a_copy_of_before_it_was_moved(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        his, text = self.ben.find(uid)
        self.anna.put(path, unfold(self.anna.text(uid)).replace("T100000Z", "T140000Z").replace("T110000Z", "T150000Z"), expect=204)
        moved = [line for line in unfold(self.ben.text(uid)).splitlines() if line.startswith(("DTSTART", "SEQUENCE"))]
        self.ben.put(his, unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=TENTATIVE"), expect=204)
        mine = unfold(self.ben.text(uid)).splitlines()
        self.assertEqual(moved, [line for line in mine if line.startswith(("DTSTART", "SEQUENCE"))])
        self.assertEqual("TENTATIVE", partstat(self.ben.text(uid), self.ben.address))
        self.assertEqual("TENTATIVE", partstat(self.anna.text(uid), self.ben.address))

    def test_an_answer_in_a_copy_of_a_moment_ago(self):
        """DTSTAMP counts seconds, in which an organizer may change his mind more than once."""
        for turn in range(4):
            uid, path, _ = self.anna.invite([self.ben.address], summary="Old")
            his, text = self.ben.find(uid)
            self.anna.invite([self.ben.address], uid=uid, summary="New")
            self.ben.put(his, unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED"), expect=204)
            self.assertIn("SUMMARY:New", self.ben.text(uid))
            self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.ben.address))

    def test_a_clock_that_was_put_back(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        self.ben.answer(uid, "ACCEPTED")
        self.stack.sql(f"UPDATE item SET body = regexp_replace(body, 'DTSTAMP([:=])2026', 'DTSTAMP\\12036', 'g') WHERE uid = '{uid}'")
        self.ben.answer(uid, "DECLINED")
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.ben.address))
        self.anna.put(path, self.anna.text(uid).replace("SUMMARY:Plan", "SUMMARY:New"), expect=204)
        self.assertIn("SUMMARY:New", self.ben.text(uid))

    def test_an_organizer_with_an_old_copy_takes_no_answer_back(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        self.ben.answer(uid, "ACCEPTED")
        old = unfold(self.anna.text(uid))
        self.ben.answer(uid, "DECLINED")
        self.anna.put(path, old.replace("SUMMARY:Plan", "SUMMARY:New"), expect=204)
        for who in self.anna, self.ben:
            self.assertIn("SUMMARY:New", who.text(uid))
            self.assertEqual("DECLINED", partstat(who.text(uid), self.ben.address))
        # Who has read that he declined may write down what he said since, and so may one whose client speaks for herself.
        known = self.anna.get(path)
        self.anna.put(path, unfold(known.text).replace("PARTSTAT=DECLINED", "PARTSTAT=TENTATIVE"), if_match=known.etag, expect=204)
        self.assertEqual("TENTATIVE", partstat(self.anna.text(uid), self.ben.address))
        for word in "NEEDS-ACTION", "ACCEPTED":
            self.anna.invite([("zoe@elsewhere.example", f"SCHEDULE-AGENT=CLIENT;PARTSTAT={word}")], uid=uid, summary="New")
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), "zoe@elsewhere.example"))

    def test_a_copy_without_an_answer_takes_none_back(self):
        carol = self.new("carol")
        uid, path, _ = self.anna.invite([self.ben.address, carol.address])
        his, old = self.ben.find(uid)
        old = unfold(old)
        self.ben.answer(uid, "ACCEPTED")
        # Another client of his, which has not heard of it.
        self.ben.put(his, old.replace("END:VEVENT", "CATEGORIES:Mine\r\nEND:VEVENT"), expect=204)
        self.assertIn("CATEGORIES:Mine", self.ben.text(uid))
        for who in self.anna, self.ben, carol:
            self.assertEqual("ACCEPTED", partstat(who.text(uid), self.ben.address), who.address)
        # One that has read his answer takes it back, and everybody hears of that.
        for kind in "etag", "schedule-tag":
            self.ben.answer(uid, "ACCEPTED")
            known = self.ben.get(his)
            name = {"etag": "If-Match", "schedule-tag": "If-Schedule-Tag-Match"}[kind]
            self.ben.answer(uid, "NEEDS-ACTION", headers={name: known.headers[kind]})
            for who in self.anna, self.ben, carol:
                self.assertEqual("NEEDS-ACTION", partstat(who.text(uid), self.ben.address), (who.address, kind))

    def test_what_was_thrown_away_comes_back_as_it_is_now(self):
        """By a client that has not heard that it went, and knows neither the title nor the answer."""
        uid, path, _ = self.anna.invite([self.ben.address], summary="Old")
        his, text = self.ben.find(uid)
        for word in "NEEDS-ACTION", "ACCEPTED":
            self.ben.delete(self.ben.find(uid)[0], expect=204)
            self.anna.put(path, unfold(self.anna.text(uid)).replace("SUMMARY:Old", "SUMMARY:New"), expect=204)
            self.assertIsNone(self.ben.text(uid))
            old = unfold(text).replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=" + word)
            self.ben.put(his, old, expect=201)
            self.assertIn("SUMMARY:New", self.ben.text(uid))
            for who in self.anna, self.ben:
                self.assertEqual(word if word == "ACCEPTED" else "DECLINED", partstat(who.text(uid), self.ben.address), who.address)

    def test_who_threw_it_away_brings_no_cancelled_meeting_back(self):
        """An old client of his saves what he had, and the organizer knows of no meeting any more."""
        uid, path, _ = self.anna.invite([self.ben.address])
        his, text = self.ben.find(uid)
        self.ben.delete(his, expect=204)
        self.ben.put(his, text, expect=201)
        self.ben.delete(his, expect=204)
        self.anna.delete(path, expect=204)
        r = self.ben.put(his, text, expect=403)
        self.assertEqual(C + "allowed-attendee-scheduling-object-change", condition(r))
        self.assertIsNone(self.ben.text(uid))

    def test_an_attendee_keeps_what_he_brings(self):
        """An import from another server: of that meeting the organizer knows nothing here."""
        uid = uuid.uuid4().hex
        self.ben.put(self.ben.calendar() + uid + ".ics", meeting(uid, self.anna.address, [self.ben.address]), expect=201)
        self.assertIsNotNone(self.ben.text(uid))

    def test_deleted_while_it_comes(self):
        uid, path, _ = self.anna.invite([self.ben.address])
        his = self.ben.find(uid)[0]
        self.ben.delete(his, expect=204)
        again = lambda: self.anna.put(path, meeting(uid, self.anna.address, [self.anna.me(), self.ben.address], "Come",
                                                            start="20270317T100000Z", end="20270317T110000Z", sequence=3))
        row = f"SELECT 1 FROM collection c JOIN account a ON a.id = account_id WHERE a.address = '{self.ben.address}' AND c.kind = 'calendar' FOR NO KEY UPDATE OF c"
        self.assertEqual([204, 204], self.in_this_order(row, again, lambda: self.ben.delete(his)))
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.ben.address))
        self.assertIsNone(self.ben.text(uid))

    def test_deleting_very_many_meetings(self):
        """In portions, and nobody else schedules about one of them while it goes."""
        work, uid = self.anna.new_calendar(uuid.uuid4().hex), uuid.uuid4().hex
        self.anna.put(work + "z.ics", meeting(uid, "boss@elsewhere.example", [self.anna.address]), expect=201)
        self.stack.sql(
            "INSERT INTO item (account_id, collection_id, name, uid, etag, modseq, size, body, component, first_at, last_at, schedule_tag)"
            " SELECT account_id, collection_id, to_char(n, 'FM0000') || '.ics', uid || '-' || n, etag, modseq, size + 1 + length(n::text),"
            " replace(body, uid, uid || '-' || n), component, first_at, last_at, schedule_tag"
            f" FROM item, generate_series(1, 510) n WHERE uid = '{uid}'")
        count = lambda: self.stack.sql(f"SELECT count(*) FROM item WHERE uid LIKE '{uid}%'")[0][0]
        empty = self.anna.new_calendar(uuid.uuid4().hex)
        self.anna.request("MOVE", empty, headers={"Destination": work, "Schedule-Reply": "F"}, expect=507)
        self.assertEqual("511", count())
        delete = lambda: self.anna.delete(work, headers={"Schedule-Reply": "F"})
        self.assertEqual([204], self.in_this_order(
            f"SELECT pg_advisory_xact_lock(hashtextextended('uid {uid}-505', 0))", delete))
        self.anna.propfind(work, ["D:resourcetype"], expect=404)
        self.assertEqual("0", count())

    def test_two_invite_each_other_at_once(self):
        def many(pair):
            for _ in range(8):
                pair[0].invite([pair[1].address])
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(many, [(self.anna, self.ben), (self.ben, self.anna)]))
        self.assertEqual(16, len(self.anna.objects(self.anna.calendar())))
        self.assertEqual(16, len(self.ben.objects(self.ben.calendar())))

    def test_news_reach_the_invited(self):
        with self.ben.client.events("CalendarEvent") as events:
            got = threading.Event()

            def listen():
                for name, data in events:
                    if name == "state":
                        got.set()
                        return
            thread = threading.Thread(target=listen, daemon=True)
            thread.start()
            self.anna.invite([self.ben.address])
            self.assertTrue(got.wait(60))


if __name__ == "__main__":
    unittest.main()
