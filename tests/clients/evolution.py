"""
Evolution's backends without Evolution: a calendar and an address book of a
server, as the data server keeps them.  Runs within `dbus-run-session`.

    evolution.py PORT USER PASSWORD CALENDAR-PATH BOOK-PATH

Orders come as lines of JSON, [name, arguments…]; a line of JSON answers each.
"""

import json
import sys
import threading

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("EBook", "1.2")
gi.require_version("EBookContacts", "1.2")
from gi.repository import EBook, EBookContacts, ECal, EDataServer, Gio, GLib, ICalGLib	# noqa: E402

PORT, USER, PASSWORD, CALENDAR, BOOK = sys.argv[1:]


def source(registry, parent, kind, backend, path):
    """An account as its assistant sets it up."""
    s = EDataServer.Source.new(None, None)
    s.set_display_name(backend)
    s.set_parent(parent)
    s.get_extension(kind).set_backend_name(backend)
    s.get_extension("Authentication").set_property("user", USER)
    s.get_extension("Authentication").set_property("method", "plain/password")
    s.get_extension("Security").set_property("method", "none")
    s.get_extension("WebDAV Backend").set_uri(GLib.Uri.parse(f"http://{USER.replace('@', '%40')}@127.0.0.1:{PORT}{path}", GLib.UriFlags.ENCODED))
    s.get_extension("Offline").set_stay_synchronized(True)
    s.connect("credentials-required", answer)
    registry.commit_source_sync(s)
    mine = registry.ref_source(s.get_uid())
    mine.connect("credentials-required", answer)
    return mine


def answer(s, reason, *_):
    if reason == EDataServer.SourceCredentialsReason.REJECTED:
        print(json.dumps({"error": "the password was rejected"}), flush=True)
    given = EDataServer.NamedParameters.new()
    given.set("username", USER)
    given.set("password", PASSWORD)
    s.invoke_authenticate(given, None, None)


def patiently(connect, *arguments):
    """On a machine that is held up their programs may take longer to start than the bus waits."""
    for left in reversed(range(4)):
        try:
            return connect(*arguments)
        except GLib.Error as error:
            if left == 0 or not error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                raise


class Evolution:
    def __init__(self):
        registry = EDataServer.SourceRegistry.new_sync(None)
        self.calendar = patiently(ECal.Client.connect_sync, source(registry, "caldav-stub", "Calendar", "caldav", CALENDAR),
                                  ECal.ClientSourceType.EVENTS, 60, None)
        self.book = patiently(EBook.BookClient.connect_sync, source(registry, "carddav-stub", "Address Book", "carddav", BOOK), 60, None)

    def ready(self):
        return [self.calendar.is_online(), not self.calendar.is_readonly(), self.book.is_online(), not self.book.is_readonly()]

    def refresh(self):
        self.calendar.refresh_sync(None)
        self.book.refresh_sync(None)

    def events(self):
        """{UID: SUMMARY} of what it knows."""
        _, found = self.calendar.get_object_list_sync("#t", None)
        return {c.get_uid(): c.get_summary() for c in found}

    def add_event(self, text):
        return self.calendar.create_object_sync(ICalGLib.Component.new_from_string(text), 0, None)[1]

    def change_event(self, uid, summary):
        _, found = self.calendar.get_object_sync(uid, None, None)
        found.set_summary(summary)
        self.calendar.modify_object_sync(found, ECal.ObjModType.ALL, 0, None)

    def remove_event(self, uid):
        self.calendar.remove_object_sync(uid, None, ECal.ObjModType.ALL, 0, None)

    def busy(self, start, end, who):
        _, found = self.calendar.get_free_busy_sync(start, end, [who], None)
        return [c.get_as_string() for c in found]

    def contacts(self):
        _, found = self.book.get_contacts_sync('(contains "x-evolution-any-field" "")', None)
        return {c.get_property("id"): c.get_property("full_name") for c in found}

    def add_contact(self, text):
        return self.book.add_contact_sync(EBookContacts.Contact.new_from_vcard(text), 0, None)[1]

    def remove_contact(self, uid):
        self.book.remove_contact_by_uid_sync(uid, 0, None)


def converse(loop):
    try:
        evolution = Evolution()
        print(json.dumps({"result": evolution.ready()}), flush=True)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            try:
                reply = {"result": getattr(evolution, name)(*arguments)}
            except GLib.Error as error:
                reply = {"error": error.message}
            print(json.dumps(reply), flush=True)
    except Exception as error:	# whatever it is, the test must hear of it
        print(json.dumps({"error": repr(error)}), flush=True)
    finally:
        loop.quit()


if __name__ == "__main__":
    main = GLib.MainLoop()
    threading.Thread(target=converse, args=(main,), daemon=True).start()
    main.run()
