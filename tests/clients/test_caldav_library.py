"""python3-caldav, on which many scripts are built, finds, makes, searches, syncs and deletes."""

import datetime
import os
import unittest
import uuid
import warnings

import caldav

from dav_case import DavServerTest, event, todo

UTC = datetime.timezone.utc


class CaldavLibraryTest(DavServerTest):
    def setUp(self):
        super().setUp()
        warnings.simplefilter("ignore")
        self.session = caldav.DAVClient(self.stack.url + "dav/", username=self.dora.address,
                                        password=self.dora.client.password,
                                        ssl_verify_cert=os.path.join(self.stack.state, "tls", "ca.crt"))
        self.addCleanup(self.session.session.close)
        self.principal = self.session.principal()

    def test_calendars(self):
        self.assertEqual(["Calendar"], [c.name for c in self.principal.calendars()])
        made = self.principal.make_calendar(name="Work", cal_id="work")
        self.assertEqual({"Calendar", "Work"}, {c.name for c in self.principal.calendars()})
        tasks = self.principal.make_calendar(name="Tasks", cal_id="tasks", supported_calendar_component_set=["VTODO"])
        self.assertEqual(["VTODO"], tasks.get_supported_components())
        made.delete()
        self.assertNotIn("Work", {c.name for c in self.principal.calendars()})
        self.assertIn("mailto:" + self.dora.address, self.principal.calendar_user_address_set())

    def test_events(self):
        calendar = self.principal.calendars()[0]
        saved = calendar.save_event(event("lib-1", "Library"))
        again = calendar.event_by_uid("lib-1")
        self.assertEqual(saved.url, again.url)
        again.vobject_instance.vevent.summary.value = "Changed"
        again.save()
        self.assertIn("Changed", calendar.event_by_url(again.url).data)
        calendar.save_event(event("lib-2", "Daily", "20261101T090000Z", "20261101T100000Z", "RRULE:FREQ=DAILY;COUNT=10\r\n"))
        begin = datetime.datetime(2026, 11, 3, tzinfo=UTC)
        found = calendar.date_search(begin, begin + datetime.timedelta(days=2), expand=False)
        self.assertEqual(1, len(found))
        found = calendar.date_search(begin, begin + datetime.timedelta(days=2), expand=True)
        self.assertEqual(2, sum(f.data.count("BEGIN:VEVENT") for f in found))
        self.assertEqual(2, len(calendar.events()))
        busy = calendar.freebusy_request(begin, begin + datetime.timedelta(days=1))
        self.assertIn("FREEBUSY", busy.data)
        again.delete()
        with self.assertRaises(caldav.lib.error.NotFoundError):
            calendar.event_by_uid("lib-1")

    def test_search(self):
        calendar = self.principal.calendars()[0]
        calendar.save_event(event("q-1", "Bastille Day", "20260714T170000Z", "20260714T180000Z", "CATEGORIES:PERSONAL,FAMILY\r\nCLASS:CONFIDENTIAL\r\n"))
        calendar.save_event(event("q-2", "Party", "20260715T170000Z", "20260715T180000Z", "CATEGORIES:WORK\r\n"))
        day = {"start": datetime.datetime(2026, 7, 14, tzinfo=UTC), "end": datetime.datetime(2026, 7, 15, tzinfo=UTC), "expand": False}
        for asked, found in (({}, 2), ({"summary": "Bastille"}, 1), ({"class_": "CONFIDENTIAL"}, 1), ({"category": "PERSON"}, 1),
                             ({"category": "personal"}, 0), ({"uid": "q-2"}, 1), (day, 1), ({"category": "WORK", **day}, 0)):
            self.assertEqual(found, len(calendar.search(comp_class=caldav.Event, **asked)), asked)
        self.assertEqual(0, len(calendar.search(todo=True)))

    def test_journals(self):
        calendar = self.principal.make_calendar(name="Diary", cal_id="diary", supported_calendar_component_set=["VJOURNAL"])
        calendar.save_journal("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VJOURNAL\r\nUID:j-1\r\n"
                              "DTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261101\r\nSUMMARY:Today\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n")
        self.assertEqual(["j-1"], [j.icalendar_instance.subcomponents[0]["UID"] for j in calendar.journals()])
        self.assertEqual(0, len(calendar.events()))
        with self.assertRaises(caldav.lib.error.DAVError):
            calendar.save_event(event("j-2"))

    def test_tasks(self):
        calendar = self.principal.calendars()[0]
        task = calendar.save_todo(todo("t1"))
        self.assertEqual(1, len(calendar.todos()))
        task.complete()
        self.assertEqual(0, len(calendar.todos()))
        self.assertEqual(1, len(calendar.todos(include_completed=True)))

    def test_sync(self):
        calendar = self.principal.calendars()[0]
        calendar.save_event(event("s1"))
        objects = calendar.objects_by_sync_token(load_objects=True)
        self.assertEqual(1, len(list(objects)))
        calendar.save_event(event("s2"))
        changed = calendar.objects_by_sync_token(sync_token=objects.sync_token)
        self.assertEqual(1, len(list(changed)))

    def test_invitations(self):
        """Sent, found in the inbox, accepted."""
        other = self.new("otto")
        uid = "lib-" + uuid.uuid4().hex
        self.principal.calendars()[0].save_with_invites(event(uid, "Together", "20270315T100000Z", "20270315T110000Z"), [other.address])
        with_otto = caldav.DAVClient(self.stack.url + "dav/", username=other.address, password=other.client.password,
                                     ssl_verify_cert=os.path.join(self.stack.state, "tls", "ca.crt"))
        self.addCleanup(with_otto.session.close)
        otto = with_otto.principal()
        [invitation] = [i for i in otto.schedule_inbox().get_items() if i.is_invite_request()]
        invitation.accept_invite()
        [his] = otto.calendars()[0].events()
        self.assertIn("PARTSTAT=ACCEPTED", his.data.replace("\r\n ", ""))
        [hers] = self.principal.calendars()[0].events()
        self.assertIn("PARTSTAT=ACCEPTED", hers.data.replace("\r\n ", ""))

    def test_people(self):
        found = self.principal.client.principal(url=str(self.principal.url))
        self.assertEqual(self.principal.url, found.url)


if __name__ == "__main__":
    unittest.main()
