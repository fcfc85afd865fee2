"""Thunderbird finds calendars and address books by a server's name alone, and keeps them both ways (thunderbird.py)."""

import os
import shutil
import time
import unittest

from dav_case import card, event
from harness import wait_for
from scheduling_case import SchedulingTest, meeting, partstat
from thunderbird import Thunderbird

CALENDAR = 'const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");'
MINE = CALENDAR + """
const [calendar] = cal.manager.getCalendars().filter(c => c.type == "caldav");
const find = async id => (await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null)).find(i => i.id == id);
"""
BOOK = """
const [book] = MailServices.ab.directories.filter(b => b.dirType == Ci.nsIAbManager.CARDDAV_DIRECTORY_TYPE);
const { CardDAVDirectory } = ChromeUtils.importESModule("resource:///modules/CardDAVDirectory.sys.mjs");
"""
MAIL = 'const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");'

TRUST = """
Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(arguments[0], "CT,C,C");
"""

# What the dialogs "New Calendar" and "New Address Book" do with a name, a password and a server.
FIND_CALENDARS = CALENDAR + """
const found = await cal.provider.detection.detect(arguments[0], arguments[1], arguments[2], true, [], {});
const calendars = [...found.values()].flat();
const names = calendars.map(c => c.name);
const chosen = calendars.find(c => decodeURIComponent(c.uri.pathQueryRef) == arguments[3]);
// The wish to remember the password is not waited for, and the calendar asks for it at once.
await cal.auth.passwordManagerSave(arguments[0], arguments[1], arguments[2], "Hayloft");
cal.manager.registerCalendar(chosen);
return names;
"""
FIND_BOOKS = MAIL + """
const { CardDAVUtils } = ChromeUtils.importESModule("resource:///modules/CardDAVUtils.sys.mjs");
const books = await CardDAVUtils.detectAddressBooks(arguments[0], arguments[1], arguments[2], false);
books[0].create();
return books.map(b => b.name);
"""


@unittest.skipUnless(shutil.which("thunderbird"), "thunderbird is not installed (make bench installs it)")
class ThunderbirdTest(SchedulingTest):
    fresh = True

    def setUp(self):
        super().setUp()
        self.program = Thunderbird()
        self.addCleanup(self.program.close)
        with open(os.path.join(self.stack.state, "tls", "ca.crt")) as ca:
            self.program.run(TRUST, "".join(ca.read().split("-----")[2].split()))
        self.account = (self.anna.address, self.anna.client.password, self.stack.url.rstrip("/"))

    def comes_to_know(self, refresh, what, want):
        """
        It is asked to look again now and then: a look that was under way may have missed
        what is new.  Not at once: of two looks that are both asked for a password the
        second one throws the saved password away.
        """
        asked = time.monotonic()

        def knows():
            nonlocal asked
            if time.monotonic() - asked > 2:
                self.program.run(refresh)
                asked = time.monotonic()
            return self.program.run(what) == want
        wait_for(knows, 90, pause=.2, message=f"not {want}")

    def events(self, want):
        self.comes_to_know(MINE + "calendar.refresh();", MINE + """
            const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
            return Object.fromEntries(items.map(i => [i.id, i.title]));""", want)

    def cards(self, want):
        self.comes_to_know(MAIL + BOOK + "await CardDAVDirectory.forFile(book.fileName).syncWithServer();",
                           MAIL + BOOK + "return book.childCards.map(c => c.displayName).sort();", want)

    def test_calendar(self):
        self.anna.put(self.anna.calendar() + "one.ics", event("one", "First"), expect=201)
        self.assertIn("Calendar", self.program.run(FIND_CALENDARS, *self.account, self.anna.calendar().replace("%40", "@")))
        self.events({"one": "First"})
        # From there.
        self.program.run(MINE + """
            const { CalEvent } = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
            await calendar.addItem(new CalEvent(arguments[0]));
            const old = await find("one"), item = old.clone();
            item.title = "Changed";
            await calendar.modifyItem(item, old);""", event("two", "Second"))
        self.assertIn("SUMMARY:Second", self.anna.text("two"))
        self.assertIn("SUMMARY:Changed", self.anna.text("one"))
        # From here.
        self.anna.put(self.anna.find("one")[0], event("one", "Third"), expect=204)
        self.anna.delete(self.anna.find("two")[0], expect=204)
        self.events({"one": "Third"})
        # An invitation: the server tells Ben, and Thunderbird what Ben says.
        self.program.run(MINE + """
            const { CalEvent } = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
            await calendar.addItem(new CalEvent(arguments[0]));""",
                         meeting("by-thunderbird", self.anna.address, [self.anna.me(), self.ben.address]))
        self.assertEqual(["REQUEST"], self.ben.messages("by-thunderbird"))
        self.ben.answer("by-thunderbird", "ACCEPTED")
        self.assertEqual("ACCEPTED", partstat(self.anna.text("by-thunderbird"), self.ben.address))
        self.comes_to_know(MINE + "calendar.refresh();", MINE + f"""
            const item = await find("by-thunderbird");
            return item?.getAttendeeById("mailto:{self.ben.address}")?.participationStatus ?? null;""", "ACCEPTED")
        self.program.run(MINE + 'await calendar.deleteItem(await find("by-thunderbird")); await calendar.deleteItem(await find("one"));')
        self.assertEqual({}, self.anna.objects(self.anna.calendar()))
        self.assertIsNone(self.ben.text("by-thunderbird"))

    def test_address_book(self):
        book = self.anna.book()
        self.anna.put(book + "ann.vcf", card("ann"), expect=201)
        self.assertIn("Contacts", self.program.run(FIND_BOOKS, *self.account))
        self.cards(["Ann Example"])
        self.program.run(MAIL + BOOK + """
            const { AddrBookCard } = ChromeUtils.importESModule("resource:///modules/AddrBookCard.sys.mjs");
            const card = new AddrBookCard();
            card.displayName = "Zoe Example";
            card.primaryEmail = "zoe@example.net";
            book.addCard(card);""")
        wait_for(lambda: "FN:Zoe Example" in self.anna.get(book, expect=200).text, 30)
        self.anna.delete(book + "ann.vcf", expect=204)
        self.cards(["Zoe Example"])
        self.program.run(MAIL + BOOK + "book.deleteCards(book.childCards);")
        wait_for(lambda: "VCARD" not in self.anna.get(book, expect=200).text, 30)


if __name__ == "__main__":
    unittest.main()
