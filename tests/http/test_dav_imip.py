"""Invitations by mail (RFC 6047), through the real Postfix, Rspamd and Dovecot."""

import email
import email.policy
import email.utils
import os
import re
import smtplib
import time
import unittest
import urllib.parse
import uuid
from email.message import EmailMessage

from dav_case import C, NAMESPACES, event
from harness import Client, deliver, wait_for
from scheduling_case import Person, SchedulingTest, meeting, partstat, schedule_status, unfold


def imip(sender, to, calendar, method="REQUEST", subject="Plan", as_type="text/calendar"):
    m = EmailMessage()
    m["From"], m["To"], m["Subject"] = sender, to, subject
    m["Message-ID"], m["Date"] = f"<{uuid.uuid4().hex}@tests.example>", email.utils.localtime()
    m.set_content("see attached\n")
    m.add_alternative(calendar.encode(), maintype=as_type.split("/")[0], subtype=as_type.split("/")[1],
                      params={"method": method, "charset": "utf-8"}, cte="base64")
    return m


def reply(uid, organizer, attendee, word="ACCEPTED", organizer_line=True, recurrence_id=""):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261120T120000Z\r\nSEQUENCE:0\r\n" + recurrence_id +
            (f"ORGANIZER:mailto:{organizer}\r\n" if organizer_line else "") +
            f"ATTENDEE;PARTSTAT={word}:mailto:{attendee}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


class MailCase(SchedulingTest):
    domain = None

    @classmethod
    def tearDownClass(cls):
        cls.domain = None
        super().tearDownClass()

    def elsewhere(self, name):
        """Somebody in another domain of this server, who gets mail like anybody else."""
        if self.domain is None:
            type(self).domain = f"d{uuid.uuid4().hex[:8]}.test"
            self.stack.command("domain", "add", self.domain)
        address = f"{name}-{uuid.uuid4().hex[:6]}@{self.domain}"
        self.stack.command("user", "add", address, "--password-stdin", input="correct horse battery\n")
        return Person(Client(self.stack, address, "correct horse battery"))

    def lmtp(self, to, message, vouched=None):
        """As Postfix hands it over after Rspamd said VOUCHED of its sender."""
        raw = message.as_bytes(policy=email.policy.SMTP)
        if vouched:
            raw = f"X-Hayloft-Sender: {vouched}\r\n".encode() + raw
        with smtplib.LMTP(os.path.join(self.stack.state, "run", "dovecot", "lmtp")) as s:
            s.sendmail("outside@elsewhere.example", [to], raw)

    def mails(self, who, subject):
        """Parsed messages in INBOX whose subject holds this."""
        c = who.client.imap()
        try:
            c.select("INBOX", readonly=True)
            found = c.search(None, "SUBJECT", f'"{subject}"')[1][0].split()
            return [email.message_from_bytes(c.fetch(n, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
                    for n in found]
        finally:
            c.logout()

    def settled(self):
        """All mail that was handed over has been read."""
        wait_for(lambda: self.stack.sql("SELECT count(*) FROM imip") == [["0"]])

    def tell(self, to, message, vouched=None):
        self.lmtp(to, message, vouched)
        self.settled()


class AcrossTest(MailCase):
    def test_in_the_language_of_who_reads_it(self):
        zoe, kim = self.elsewhere("zoe"), self.elsewhere("kim")
        settings = lambda who, code: who.request("PROPPATCH", who.home("addressbooks"), '<propertyupdate xmlns="DAV:"><set><prop><settings xmlns="urn:hayloft:webmail">'
                                                 f'{{"language":"{code}"}}</settings></prop></set></propertyupdate>', expect=207)
        title = uuid.uuid4().hex[:6]
        settings(zoe, "de")
        self.anna.invite([zoe.address, (kim.address, "LANGUAGE=fr-CA;PARTSTAT=NEEDS-ACTION")], summary=title)
        for who, subject, when in ((zoe, "Einladung: ", "Montag, 15. März 2027"), (kim, "Invitation : ", "lundi 15 mars 2027")):
            [mail] = wait_for(lambda: self.mails(who, title))
            self.assertEqual(subject + title, mail["Subject"])
            self.assertIn(when, next(mail.iter_parts()).get_content())
        # Of kim nothing is known any more: then as the organizer reads.
        settings(self.anna, "nb")
        title = uuid.uuid4().hex[:6]
        self.anna.invite([kim.address], summary=title)
        [mail] = wait_for(lambda: self.mails(kim, title))
        self.assertEqual("Invitasjon: " + title, mail["Subject"])
        settings(self.anna, "en")

    def test_invite_answer_change_cancel(self):
        zoe = self.elsewhere("zoe")
        title = f"Plan <b>ä</b> {uuid.uuid4().hex[:6]}"
        uid, path, _ = self.anna.invite([zoe.address, self.ben.address], summary=title, extra="LOCATION:Room 1\r\n")
        self.assertEqual("1.1", schedule_status(self.anna.text(uid), zoe.address))
        self.assertEqual("1.2", schedule_status(self.anna.text(uid), self.ben.address))
        theirs = wait_for(lambda: zoe.text(uid))
        self.assertEqual("NEEDS-ACTION", partstat(theirs, zoe.address))
        self.assertEqual(["REQUEST"], zoe.messages(uid))

        [mail] = wait_for(lambda: self.mails(zoe, title.rsplit(" ", 1)[1]))
        self.assertEqual("multipart/alternative", mail.get_content_type())
        self.assertEqual(f"Invitation: {title}", mail["Subject"])
        text, html, calendar = mail.iter_parts()
        self.assertIn("Monday, 15 March 2027, 10:00 – 11:00 (UTC)", text.get_content())
        self.assertIn("Room 1", text.get_content())
        self.assertNotIn("<b>ä", html.get_content())
        self.assertIn("&lt;b&gt;ä", html.get_content())
        self.assertEqual("REQUEST", calendar.get_param("method"))
        self.assertEqual("utf-8", calendar.get_content_charset())
        self.assertIn(f"UID:{uid}", unfold(calendar.get_content()))

        zoe.answer(uid, "ACCEPTED")
        self.assertEqual("1.1", schedule_status(zoe.text(uid), self.anna.address, "ORGANIZER"))
        wait_for(lambda: partstat(self.anna.text(uid), zoe.address) == "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.ben.text(uid), zoe.address))
        self.assertTrue(wait_for(lambda: self.mails(self.anna, "Accepted: ")))

        self.anna.invite([(zoe.address, "PARTSTAT=ACCEPTED"), self.ben.address], uid=uid, summary=title, sequence=1,
                         start="20270316T100000Z", end="20270316T113000Z", extra="LOCATION:Room 1\r\n")
        wait_for(lambda: "20270316T100000Z" in zoe.text(uid))
        self.assertEqual("NEEDS-ACTION", partstat(zoe.text(uid), zoe.address))
        [mail] = wait_for(lambda: self.mails(zoe, "Changed: "))
        text = next(mail.iter_parts()).get_content()
        self.assertIn("16 March 2027, 10:00 – 11:30", text)
        self.assertIn("(before: Monday, 15 March 2027, 10:00 – 11:00 (UTC))", text)
        self.assertNotIn("before: Room 1", text)

        self.anna.delete(path, expect=204)
        wait_for(lambda: zoe.text(uid) is None)
        self.assertTrue(wait_for(lambda: self.mails(zoe, "Cancelled: ")))
        self.settled()

    def test_mails_of_one_second_have_an_order(self):
        """One may overtake the other, and DTSTAMP, by which who reads them tells them apart, counts seconds."""
        zoe, title = self.elsewhere("zoe"), uuid.uuid4().hex[:8]
        uid, path, _ = self.anna.invite([zoe.address], summary=title + " 0")
        wait_for(lambda: zoe.text(uid))
        for n in range(1, 6):
            self.anna.put(path, re.sub(rf"SUMMARY:{title} \d", f"SUMMARY:{title} {n}", self.anna.text(uid)), expect=204)
        wait_for(lambda: f"SUMMARY:{title} 5" in zoe.text(uid))
        for word in ("ACCEPTED", "DECLINED", "TENTATIVE", "ACCEPTED"):
            zoe.answer(uid, word)

        def dated(who, count, what):
            """(DTSTAMP, WHAT) of each mail, by DTSTAMP."""
            mails = wait_for(lambda: len(m := self.mails(who, title)) == count and m)
            texts = [unfold(next(p for p in m.walk() if p.get_content_type() == "text/calendar").get_content()) for m in mails]
            return sorted((re.search(r"^DTSTAMP:(\S+)", t, re.M).group(1), re.search(what, t, re.M).group(1)) for t in texts if uid in t)
        said = dated(zoe, 6, r"^SUMMARY:\S+ (\d)")
        self.assertEqual((list("012345"), 6), ([s for _, s in said], len({d for d, _ in said})), said)
        said = dated(self.anna, 4, "PARTSTAT=([A-Z]+)")
        self.assertEqual((["ACCEPTED", "DECLINED", "TENTATIVE", "ACCEPTED"], 4), ([s for _, s in said], len({d for d, _ in said})), said)
        wait_for(lambda: partstat(self.anna.text(uid), zoe.address) == "ACCEPTED")

    def test_who_cannot_be_reached(self):
        nobody, away = f"nobody-{uuid.uuid4().hex[:8]}@example.org", "friend@elsewhere.example"
        uid, path, r = self.anna.invite([nobody, away])
        tag = r.headers["schedule-tag"]
        wait_for(lambda: schedule_status(self.anna.text(uid), nobody) == "3.7")
        wait_for(lambda: schedule_status(self.anna.text(uid), away) in ("3.7", "5.1"))
        # For clients that hold the old copy this is no change.
        self.assertEqual(tag, self.anna.get(path).headers["schedule-tag"])
        self.assertEqual([["0"]], self.stack.sql(f"SELECT count(*) FROM outbox WHERE uid = '{uid}'"))

    def test_a_room_is_booked_by_mail(self):
        zoe, room = self.elsewhere("zoe"), self.new("room")
        self.stack.command("user", "edit", room.address, "--resource", "location")
        uid, _, _ = zoe.invite([room.address])
        wait_for(lambda: partstat(zoe.text(uid), room.address) == "ACCEPTED")


class ReminderTest(MailCase):
    """ACTION:EMAIL: the server sends it, to the calendar's owner alone."""
    fresh = True

    ALARM = "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT10M\r\nSUMMARY:x\r\nDESCRIPTION:x\r\nATTENDEE:mailto:victim@elsewhere.example\r\nEND:VALARM\r\n"

    def tasks(self):
        return self.stack.sql("SELECT ref, round(extract(epoch FROM due - now()) / 3600) FROM task WHERE kind = 'reminder' AND account_id = "
                              f"(SELECT id FROM account WHERE address = '{self.anna.address}')")

    def two_hours_later(self):
        """As if nobody had looked since."""
        self.stack.sql("UPDATE task SET due = now(), payload = payload || jsonb_build_object('told', floor(extract(epoch FROM now()))::bigint - 7200) "
                       f"WHERE kind = 'reminder' AND account_id = (SELECT id FROM account WHERE address = '{self.anna.address}'); "
                       "SELECT pg_notify('hayloft_task', '0')")

    def test_a_series(self):
        path, hour_ago = self.anna.calendar() + "tea.ics", time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 3600))
        text = event("tea", "Tea", hour_ago, hour_ago, "RRULE:FREQ=DAILY\r\nLOCATION:Kitchen\r\n" + self.ALARM)
        self.anna.put(path, text, expect=201)
        next_look = lambda: [hours for _, hours in self.tasks()] == ["23"]
        wait_for(next_look, 30)
        self.assertEqual([], self.mails(self.anna, "Reminder"))
        self.two_hours_later()
        [mail] = wait_for(lambda: self.mails(self.anna, "Reminder: Tea"), 60)
        self.assertIn("Kitchen", mail.get_body(("plain",)).get_content())
        self.assertNotIn("victim", mail.as_string())
        self.assertEqual("auto-generated", mail["Auto-Submitted"])
        wait_for(next_look, 30)
        # Written again it is looked at anew, and nothing is told twice.
        for i in range(3):
            self.anna.put(path, text.replace("Kitchen", f"Room {i}"), expect=204)
        wait_for(next_look, 30)
        self.assertEqual(1, len(self.mails(self.anna, "Reminder")))
        self.anna.put(path, text.replace("ACTION:EMAIL", "ACTION:DISPLAY"), expect=204)
        self.assertEqual([], self.tasks())

    def test_a_copied_calendar(self):
        hour = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() + 3600))
        self.anna.put(self.anna.calendar() + "copied.ics", event("copied", "Tea", hour, hour, self.ALARM), expect=201)
        self.assertEqual(1, len(self.tasks()))
        self.anna.client.request("COPY", self.anna.calendar(), headers={
            "Destination": self.anna.home() + "copy/"}, expect=201)
        self.assertEqual(2, len(self.tasks()))

    def test_written_while_it_is_looked_at(self):
        """An object that is written in the moment in which its next look is planned has one task afterwards, not two."""
        path, hour_ago = self.anna.calendar() + "tea.ics", time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 3600))
        text = event("tea", "Tea", hour_ago, hour_ago, "RRULE:FREQ=DAILY\r\n" + self.ALARM)
        # Whoever plans a reminder of this account takes so long that the writer comes in between.
        self.stack.sql("CREATE FUNCTION plan_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                       "PERFORM pg_sleep(0.7); RETURN NULL; END $$; "
                       "CREATE TRIGGER plan_slowly AFTER INSERT OR UPDATE ON task FOR EACH ROW "
                       "WHEN (NEW.kind = 'reminder' AND NEW.due > now() + interval '1 hour') EXECUTE FUNCTION plan_slowly()")
        self.addCleanup(self.stack.sql, "DROP TRIGGER plan_slowly ON task; DROP FUNCTION plan_slowly")
        self.anna.put(path, text, expect=201)
        planning = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        for i in range(2):
            wait_for(lambda: self.stack.sql(planning) == [["1"]], 30)
            self.anna.put(path, text.replace("SUMMARY:Tea", f"SUMMARY:Tea {i}"), expect=204)
        wait_for(lambda: [hours for _, hours in self.tasks()][:1] == ["23"], 30)
        wait_for(lambda: self.stack.sql(planning) == [["0"]], 30)
        self.assertEqual(["23"], [hours for _, hours in self.tasks()])

    def test_what_is_gone_or_over_reminds_nobody(self):
        hour_ago = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 3600))
        for name, extra in (("gone", ""), ("over", "STATUS:CANCELLED\r\n"), ("live", "")):
            self.anna.put(self.anna.calendar() + name + ".ics", event(name, name, hour_ago, hour_ago, extra + self.ALARM), expect=201)
        self.anna.delete(self.anna.calendar() + "gone.ics", expect=204)
        self.two_hours_later()
        wait_for(lambda: [float(hours) > 24 for _, hours in self.tasks()] == [True, True], 30)
        wait_for(lambda: self.mails(self.anna, "Reminder: live"), 60)
        self.assertEqual(1, len(self.mails(self.anna, "Reminder")))


class GivenTest(MailCase):
    """Who is given a calendar or an address book hears of it by mail."""
    fresh = True

    def give(self, path, privilege="read", headers=None, to=None):
        self.anna.request("ACL", path, f'<acl xmlns="DAV:"><ace><principal><href>{to or self.ben.principal()}</href></principal>'
                          f"<grant><privilege><{privilege}/></privilege></grant></ace></acl>",
                          {"Content-Type": "application/xml", **(headers or {})}, expect=200)

    def untold(self):
        return int(self.stack.sql("SELECT count(*) FROM (SELECT grantee_id AS who, untold FROM share UNION ALL "
                                  "SELECT member_id, untold FROM share_member) s JOIN account a ON a.id = s.who "
                                  f"WHERE s.untold AND a.address = '{self.ben.address}'")[0][0])

    def later(self):
        """As if the moment were over in which more may come."""
        self.stack.sql("UPDATE task SET due = now() WHERE kind = 'share-mail'; SELECT pg_notify('hayloft_task', '0')")
        wait_for(lambda: self.untold() == 0, 60)

    def test_what_is_given_at_once_is_one_mail(self):
        book = self.anna.home("addressbooks") + "personal/"
        self.stack.sql(f"UPDATE account SET name = 'Anna <b>Ä</b>' WHERE address = '{self.anna.address}'")
        self.ben.request("PROPPATCH", self.ben.home("addressbooks"), '<propertyupdate xmlns="DAV:"><set><prop><settings xmlns="urn:hayloft:webmail">'
                         '{"language":"de"}</settings></prop></set></propertyupdate>', expect=207)
        self.anna.request("PROPPATCH", book, '<propertyupdate xmlns="DAV:"><set><prop><displayname>Team &lt;img&gt; ' + "x" * 500 +
                          "</displayname></prop></set></propertyupdate>", expect=207)
        self.anna.request("POST", self.anna.calendar(), f"<CS:share {NAMESPACES}><CS:set><D:href>mailto:{self.ben.address}</D:href>"
                          "<CS:summary>no words of hers</CS:summary><CS:read-write/></CS:set></CS:share>",
                          {"Content-Type": "application/xml"}, expect=200)
        self.give(book)
        self.assertEqual(2, self.untold())
        self.later()
        [mail] = wait_for(lambda: self.mails(self.ben, "teilt"), 60)
        self.assertEqual("Anna <b>Ä</b> teilt etwas mit Ihnen", mail["Subject"])
        self.assertEqual("auto-generated", mail["Auto-Submitted"])
        text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
        self.assertIn("Sie dürfen es ändern", text)
        self.assertIn(f"/dav/calendars/{urllib.parse.quote(self.ben.address, safe='')}/", text)
        self.assertIn("&lt;b&gt;", html)
        self.assertIn("Team &lt;img&gt;", html)
        for hers in "<img>", "<b>Ä", "x" * 60, "no words":
            self.assertNotIn(hers, html)
        # More rights for the same are no news.
        self.give(book, "write")
        self.assertEqual(0, self.untold())

    def test_those_of_a_group(self):
        """By its ACL or by an invitation; what somebody is given himself, too, is told once."""
        team = f"given-{self.anna.address}"
        self.stack.command("group", "add", team, self.ben.address, self.anna.address)
        self.give(self.anna.home("addressbooks") + "personal/", to=f"/dav/principals/{urllib.parse.quote(team)}/")
        self.anna.request("POST", self.anna.calendar(), f"<CS:share {NAMESPACES}><CS:set><D:href>mailto:{team}</D:href><CS:read/></CS:set></CS:share>",
                          {"Content-Type": "application/xml"}, expect=200)
        self.anna.request("POST", self.anna.calendar(), f"<CS:share {NAMESPACES}><CS:set><D:href>mailto:{self.ben.address}</D:href>"
                          "<CS:read-write/></CS:set></CS:share>", {"Content-Type": "application/xml"}, expect=200)
        self.assertEqual(3, self.untold())
        self.later()
        [mail] = wait_for(lambda: self.mails(self.ben, "shares"), 60)
        text = mail.get_body(("plain",)).get_content()
        for kind in "calendars", "addressbooks":
            self.assertEqual(1, text.count(f"/dav/{kind}/{urllib.parse.quote(self.ben.address, safe='')}/"))
        self.assertEqual([], self.mails(self.anna, "shares"))
        self.give(self.anna.home("addressbooks") + "personal/", "write", to=f"/dav/principals/{urllib.parse.quote(team)}/")
        self.assertEqual(0, self.untold())

    def test_who_is_not_told(self):
        self.give(self.anna.calendar(), headers={"Share-Notify": "F"})
        self.assertEqual(0, self.untold())
        for setting, count in (("never", 0), ("always", 5)):
            with self.subTest(setting):
                self.stack.sql(f"UPDATE account SET share_notice = '{setting}' WHERE address = '{self.ben.address}'; "
                               f"INSERT INTO share_mail SELECT b.id, a.id, current_date, {count} FROM account a, account b "
                               f"WHERE a.address = '{self.anna.address}' AND b.address = '{self.ben.address}' "
                               f"ON CONFLICT (account_id, owner_id) DO UPDATE SET mails = {count}")
                self.anna.request("ACL", self.anna.calendar(), '<acl xmlns="DAV:"/>', {"Content-Type": "application/xml"}, expect=200)
                self.give(self.anna.calendar())
                self.assertEqual(1, self.untold())
                self.later()
        self.assertEqual([], self.mails(self.ben, "shares"))


class InboundTest(MailCase):
    friend = "friend@elsewhere.example"

    def invited_by_mail(self, who, vouched=f"domain elsewhere.example", sender=None, **kw):
        uid = uuid.uuid4().hex
        sender = sender or self.friend
        self.tell(who.address, imip(sender, who.address, meeting(uid, kw.pop("organizer", sender), [kw.pop("attendee", who.address)],
                                                                 method="REQUEST", **kw)), vouched)
        return uid

    def test_an_invitation_is_there_at_once(self):
        for as_type in ("text/calendar", "application/ics"):
            uid = uuid.uuid4().hex
            self.tell(self.ben.address, imip(self.friend, self.ben.address, meeting(uid, self.friend, [self.ben.address], method="REQUEST"),
                                             as_type=as_type), "domain elsewhere.example")
            self.assertEqual("NEEDS-ACTION", partstat(self.ben.text(uid), self.ben.address))
        self.assertNotIn("METHOD", self.ben.text(uid))
        self.assertEqual(["REQUEST"], self.ben.messages(uid))
        cancel = meeting(uid, self.friend, [self.ben.address], method="CANCEL", sequence=1)
        self.tell(self.ben.address, imip(self.friend, self.ben.address, cancel, "CANCEL"), "domain elsewhere.example")
        self.assertIsNone(self.ben.text(uid))

    def test_a_proposal_waits_for_the_organizer(self):
        uid, _, _ = self.anna.invite([self.friend])
        for sender, method, want in (("stranger@elsewhere.example", "COUNTER", []), (self.friend, "COUNTER", ["COUNTER"])):
            other = meeting(uid, self.anna.address, [(sender, "PARTSTAT=TENTATIVE")], start="20270318T100000Z", end="20270318T110000Z", method=method)
            self.tell(self.anna.address, imip(sender, self.anna.address, other, method), "domain elsewhere.example")
            self.assertEqual(want, self.anna.messages(uid))
        self.assertIn("DTSTART:20270315T100000Z", self.anna.text(uid))
        self.tell(self.ben.address, imip(self.friend, self.ben.address, other, "COUNTER"), "domain elsewhere.example")
        self.assertEqual([], self.ben.messages(uid))

    def test_a_refusal_waits_for_the_attendee(self):
        uid = self.invited_by_mail(self.ben, "domain elsewhere.example")
        wait_for(lambda: self.ben.text(uid))
        before = self.ben.text(uid)
        # As RFC 5546 has it: no time, since none is meant.
        no = lambda organizer: ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nMETHOD:DECLINECOUNTER\r\nBEGIN:VEVENT\r\n"
                                f"UID:{uid}\r\nDTSTAMP:20261120T130000Z\r\nSEQUENCE:0\r\nORGANIZER:mailto:{organizer}\r\n"
                                f"ATTENDEE:mailto:{self.ben.address}\r\nCOMMENT:Not then\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        for sender, want in (("stranger@elsewhere.example", ["REQUEST"]), (self.friend, ["DECLINECOUNTER", "REQUEST"])):
            self.tell(self.ben.address, imip(sender, self.ben.address, no(sender), "DECLINECOUNTER"), "domain elsewhere.example")
            self.assertEqual(want, sorted(self.ben.messages(uid)))
        self.assertEqual(before, self.ben.text(uid))

    def test_one_more_occurrence(self):
        """ADD: an RDATE with an override, once, however often it comes."""
        uid = self.invited_by_mail(self.ben, "domain elsewhere.example")
        wait_for(lambda: self.ben.text(uid))
        more = meeting(uid, self.friend, [self.ben.address], summary="Again", start="20270401T080000Z", end="20270401T100000Z",
                       sequence=1, method="ADD")
        for _ in range(2):
            self.tell(self.ben.address, imip(self.friend, self.ben.address, more, "ADD"), "domain elsewhere.example")
        text = unfold(self.ben.text(uid))
        self.assertEqual(1, text.count("RDATE:20270401T080000Z"))
        self.assertEqual(1, text.count("RECURRENCE-ID:20270401T080000Z"))
        self.assertEqual(2, text.count("BEGIN:VEVENT"))
        self.assertIn("SUMMARY:Again", text)

    def test_who_asks_how_a_meeting_stands(self):
        zoe, kim = self.elsewhere("zoe"), self.elsewhere("kim")
        title = uuid.uuid4().hex[:6]
        uid, _, _ = self.anna.invite([zoe.address], summary=title)
        wait_for(lambda: zoe.text(uid))
        zoe.delete(zoe.find(uid)[0], headers={"Schedule-Reply": "F"}, expect=204)
        ask = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nMETHOD:REFRESH\r\nBEGIN:VEVENT\r\n"
               f"UID:{uid}\r\nDTSTAMP:20261120T130000Z\r\nORGANIZER:mailto:{self.anna.address}\r\n"
               "ATTENDEE:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        for who in (kim, zoe):
            self.tell(self.anna.address, imip(who.address, self.anna.address, ask % who.address, "REFRESH"), f"login {who.address}")
        self.assertIn(title, wait_for(lambda: zoe.text(uid)))
        self.settled()
        self.assertIsNone(kim.text(uid))
        self.assertEqual([], self.mails(kim, title))

    def test_whom_nobody_vouches_for(self):
        for vouched in (None, "unknown", "domain other.example", "domain example", "login friend@elsewhere.example",
                        f"login {self.anna.address}"):
            self.assertIsNone(self.ben.text(self.invited_by_mail(self.ben, vouched)), vouched)
        # By SMTP from outside, with the words that only our own Rspamd may say.
        uid = uuid.uuid4().hex
        m = imip(self.friend, self.ben.address, meeting(uid, self.friend, [self.ben.address], method="REQUEST"), subject=uid)
        m["X-Hayloft-Sender"] = "domain elsewhere.example"
        deliver(self.stack, self.ben.address, m.as_string(), sender=self.friend)
        [mail] = wait_for(lambda: self.mails(self.ben, uid))
        self.assertEqual(["unknown"], mail.get_all("X-Hayloft-Sender"))
        self.settled()
        self.assertIsNone(self.ben.text(uid))

    def test_a_mail_program_without_calendar_server(self):
        """ben's program answers by mail, signed in to our own server."""
        uid, _, _ = self.anna.invite([self.ben.address])
        self.ben.client.send(self.anna.address, imip(self.ben.address, self.anna.address, reply(uid, self.anna.address, self.ben.address, "TENTATIVE"),
                                                     "REPLY").as_string())
        wait_for(lambda: partstat(self.anna.text(uid), self.ben.address) == "TENTATIVE")
        # Nobody answers for another: in his name no mail leaves, and in one's own it is no answer.
        cleo = self.new("cleo")
        uid, _, _ = self.anna.invite([self.ben.address])
        answer = lambda sender: imip(sender, self.anna.address, reply(uid, self.anna.address, self.ben.address), "REPLY",
                                     subject=uid).as_string()
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            cleo.client.send(self.anna.address, answer(self.ben.address))
        self.assertEqual(554, refused.exception.smtp_code)
        cleo.client.send(self.anna.address, answer(cleo.address))
        wait_for(lambda: len(self.mails(self.anna, uid)) == 1)
        self.settled()
        self.assertEqual("NEEDS-ACTION", partstat(self.anna.text(uid), self.ben.address))

    def test_answers_from_outside(self):
        uid, _, _ = self.anna.invite([self.friend, self.ben.address], extra="RRULE:FREQ=DAILY;COUNT=5\r\n")
        send = lambda calendar: self.tell(self.anna.address, imip(self.friend, self.anna.address, calendar, "REPLY"), "domain elsewhere.example")
        # As Outlook does, without ORGANIZER.
        send(reply(uid, self.anna.address, self.friend, organizer_line=False))
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.friend))
        self.assertEqual("ACCEPTED", partstat(self.ben.text(uid), self.friend))
        send(reply(uid, self.anna.address, self.friend, "DECLINED", recurrence_id="RECURRENCE-ID:20270317T100000Z\r\n"))
        self.assertEqual("DECLINED", partstat(self.anna.text(uid), self.friend, "20270317T100000Z"))
        self.assertEqual("ACCEPTED", partstat(self.anna.text(uid), self.friend))
        # Who was not invited does not come in by answering.
        self.tell(self.anna.address, imip("else@elsewhere.example", self.anna.address, reply(uid, self.anna.address, "else@elsewhere.example"), "REPLY"),
                  "domain elsewhere.example")
        self.assertNotIn("else@elsewhere.example", self.anna.text(uid))

    def test_what_strangers_may_not(self):
        uid, _, _ = self.anna.invite([self.ben.address])
        cancel = meeting(uid, self.anna.address, [self.ben.address], method="CANCEL", sequence=9)
        other = meeting(uid, self.friend, [self.ben.address], method="REQUEST", sequence=9, summary="Hostile")
        for calendar, method in ((cancel, "CANCEL"), (other, "REQUEST"), (other.replace("REQUEST", "PUBLISH"), "PUBLISH")):
            self.tell(self.ben.address, imip(self.friend, self.ben.address, calendar, method), "domain elsewhere.example")
            self.assertNotIn("Hostile", self.ben.text(uid))
        # To one who is not named, in another's name, with the server's own parameters.
        self.assertIsNone(self.ben.text(self.invited_by_mail(self.ben, attendee="list@elsewhere.example")))
        self.assertIsNone(self.ben.text(self.invited_by_mail(self.ben, organizer="boss@elsewhere.example")))
        # Who says himself that he speaks for another does not.
        sent_by = 'SENT-BY="mailto:friend@elsewhere.example"'
        as_boss = lambda text: text.replace("ORGANIZER:mailto:", f"ORGANIZER;{sent_by}:mailto:")
        self.tell(self.ben.address, imip(self.friend, self.ben.address, as_boss(cancel), "CANCEL"), "domain elsewhere.example")
        self.assertIsNotNone(self.ben.text(uid))
        answer = reply(uid, self.anna.address, self.ben.address).replace("ATTENDEE;", f"ATTENDEE;{sent_by};")
        self.tell(self.anna.address, imip(self.friend, self.anna.address, answer, "REPLY"), "domain elsewhere.example")
        self.assertEqual("NEEDS-ACTION", partstat(self.anna.text(uid), self.ben.address))
        text = self.ben.text(self.invited_by_mail(self.ben, extra=f"ATTENDEE;SCHEDULE-AGENT=NONE;SCHEDULE-STATUS=1.1:mailto:x@y.example\r\n"))
        self.assertNotIn("SCHEDULE-", text)

    def test_broken_and_hostile_mails(self):
        uid = uuid.uuid4().hex
        good = meeting(uid, self.friend, [self.ben.address], method="REQUEST")
        for calendar in ("", "nonsense", good.replace("END:VEVENT", ""), good.replace("DTSTART:2027", "DTSTART:zz27"),
                         good.replace("SUMMARY", "RRULE:FREQ=NEVER\r\nSUMMARY"), "BEGIN:VCALENDAR\r\n" * 3000,
                         good.replace(f"UID:{uid}", "UID:"), good.replace("METHOD:REQUEST\r\n", "")):
            self.lmtp(self.ben.address, imip(self.friend, self.ben.address, calendar), "domain elsewhere.example")
        two = imip(self.friend, self.ben.address, good)
        two["X-Second"] = "x"
        raw = two.as_bytes(policy=email.policy.SMTP).replace(b"X-Second: x", b"From: boss@elsewhere.example")
        with smtplib.LMTP(os.path.join(self.stack.state, "run", "dovecot", "lmtp")) as s:
            s.sendmail("x@elsewhere.example", [self.ben.address], b"X-Hayloft-Sender: domain elsewhere.example\r\n" + raw)
        forwarded = EmailMessage()
        forwarded["From"], forwarded["To"] = self.friend, self.ben.address
        forwarded.set_content("fyi")
        forwarded.add_attachment(imip(self.friend, self.ben.address, good))
        self.lmtp(self.ben.address, forwarded, "domain elsewhere.example")
        self.settled()
        self.assertIsNone(self.ben.text(uid))
        self.assertEqual(200, self.ben.get(self.ben.calendar()).code)

    def test_policy(self):
        policy = lambda word: self.ben.proppatch(self.ben.inbox(), f'<H:invitations xmlns:H="urn:hayloft:dav">{word}</H:invitations>')[0]
        known = f"known-{uuid.uuid4().hex[:6]}@elsewhere.example"
        from dav_case import card
        self.ben.put(self.ben.book() + uuid.uuid4().hex + ".vcf", card(uuid.uuid4().hex, mail=known), expect=201)
        try:
            self.stack.command("user", "edit", self.ben.address, "--invitations", "off")
            uid = self.invited_by_mail(self.ben)
            self.assertIsNone(self.ben.text(uid))
            policy("known")
            self.assertEqual("known", self.ben.propfind(self.ben.inbox(), body='<D:propfind xmlns:D="DAV:" xmlns:H="urn:hayloft:dav"><D:prop><H:invitations/></D:prop></D:propfind>')[0]
                             .text("{urn:hayloft:dav}invitations"))
            self.assertIsNone(self.ben.text(self.invited_by_mail(self.ben)))
            self.assertIsNotNone(self.ben.text(self.invited_by_mail(self.ben, sender=known)))
            self.assertTrue(policy("sometimes").names(409))
            # What he has follows its organizer in any case.
            policy("all")
            uid = self.invited_by_mail(self.ben)
            policy("off")
            self.tell(self.ben.address, imip(self.friend, self.ben.address, meeting(uid, self.friend, [self.ben.address], method="REQUEST",
                                                                                 sequence=1, summary="Later")), "domain elsewhere.example")
            self.assertIn("Later", self.ben.text(uid))
        finally:
            policy("all")

    def test_mail_arrives_whatever_becomes_of_it(self):
        subject = uuid.uuid4().hex
        self.stack.sql("REVOKE EXECUTE ON FUNCTION mail.imip_put(text, bytea) FROM hayloft_mail")
        try:
            self.lmtp(self.ben.address, imip(self.friend, self.ben.address, meeting(subject, self.friend, [self.ben.address], method="REQUEST"),
                                             subject=subject), "domain elsewhere.example")
        finally:
            self.stack.sql("GRANT EXECUTE ON FUNCTION mail.imip_put(text, bytea) TO hayloft_mail")
        self.assertEqual(1, len(self.mails(self.ben, subject)))


if __name__ == "__main__":
    unittest.main()
