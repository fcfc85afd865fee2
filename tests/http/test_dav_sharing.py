"""Invitations to share, as Apple's clients and newer drafts speak of them."""

import urllib.parse
import xml.etree.ElementTree as ET

from dav_case import C, CS, D, NAMESPACES, DavServerTest, card, event


def quote(text):
    return urllib.parse.quote(text, safe="")


class SharingTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.ada, self.ben = self.new("ada"), self.new("ben")
        self.path = self.ada.calendar()
        self.ada.put(self.path + "a.ics", event("a"), expect=201)
        self.notes = self.ben.home() + "notifications/"
        self.instance = self.ben.home() + quote(f"{self.ada.address}_personal") + "/"

    def share(self, *orders, who=None, path=None, expect=200):
        return (who or self.ada).request("POST", path or self.path, f"<CS:share {NAMESPACES}>{''.join(orders)}</CS:share>",
                                         {"Content-Type": "application/xml; charset=utf-8"}, expect=expect)

    def set(self, address, access="read-write"):
        return (f"<CS:set><D:href>mailto:{address}</D:href><CS:common-name>Benny</CS:common-name>"
                f"<CS:summary>Ours</CS:summary><CS:{access}/></CS:set>")

    def remove(self, address):
        return f"<CS:remove><D:href>mailto:{address}</D:href></CS:remove>"

    def notified(self, who):
        """type -> the notification's element, and its path"""
        box = self.box(who)
        out = []
        for f in who.propfind(box, ["CS:notificationtype", "D:getetag", "D:getcontenttype"], depth=1)[1:]:
            self.assertTrue(f.text(D + "getcontenttype").startswith("application/xml"))
            r = who.get(urllib.parse.quote(f.href), expect=200)
            root = ET.fromstring(r.body)
            self.assertEqual((CS + "notification", f.text(D + "getetag")), (root.tag, r.etag))
            self.assertEqual(f.prop(CS + "notificationtype")[0].tag, root[1].tag)
            out.append((root[1], urllib.parse.quote(f.href)))
        return out

    def box(self, who):
        found = who.propfind(who.principal(), ["CS:notification-URL"])[0]
        return urllib.parse.quote(found.hrefs(CS + "notification-URL")[0])

    def reply(self, uid, answer="invite-accepted", who=None, expect=200):
        who = who or self.ben
        return who.request("POST", who.home(), f"<CS:invite-reply {NAMESPACES}><D:href>mailto:{who.address}</D:href>"
                           f"<CS:{answer}/><CS:hosturl><D:href>{self.path}</D:href></CS:hosturl>"
                           f"<CS:in-reply-to>{uid}</CS:in-reply-to></CS:invite-reply>",
                           {"Content-Type": "application/xml; charset=utf-8"}, expect=expect)

    def users(self):
        found = self.ada.propfind(self.path, ["CS:invite"])[0].prop(CS + "invite")
        return {} if found is None else {u.find(D + "href").text: {e.tag.split("}")[1] for e in u}
                                         for u in found.findall(CS + "user")}

    def types(self, who, path):
        return {e.tag for e in who.propfind(path, ["D:resourcetype"])[0].prop(D + "resourcetype")}

    def test_invite_accept_unshare(self):
        self.assertIn("calendarserver-sharing, calendarserver-group-sharee", self.ada.request("OPTIONS", self.path).headers["dav"])
        self.share(self.set(self.ben.address))
        # Until he accepts he has nothing.
        self.ben.get(self.path + "a.ics", expect=403)
        self.ben.propfind(self.instance, ["D:displayname"], expect=404)
        self.assertIn("invite-noresponse", self.users()[f"mailto:{self.ben.address}"])
        self.assertIn(CS + "shared-owner", self.types(self.ada, self.path))
        (note, note_path), = self.notified(self.ben)
        self.assertEqual(CS + "invite-notification", note.tag)
        self.assertEqual(("calendar", "Ours", self.path, f"mailto:{self.ada.address}"),
                         (note.get("shared-type"), note.find(CS + "summary").text,
                          note.find(f"{CS}hosturl/{D}href").text, note.find(f"{CS}organizer/{D}href").text))
        self.assertIsNotNone(note.find(f"{CS}access/{CS}read-write"))
        self.assertIn("VEVENT", [c.get("name") for c in note.find(C + "supported-calendar-component-set")])
        uid = note.find(CS + "uid").text
        # Nobody else can answer for him.
        self.reply(uid, who=self.dora, expect=403)
        self.dora.request("POST", self.ben.home(), f"<CS:invite-reply {NAMESPACES}><CS:invite-accepted/></CS:invite-reply>",
                          {"Content-Type": "application/xml"}, expect=403)
        self.dora.get(note_path, expect=403)
        r = self.reply(uid)
        self.assertEqual(self.instance, ET.fromstring(r.body).find(D + "href").text)
        self.assertEqual([], self.notified(self.ben))
        self.ben.put(self.instance + "b.ics", event("b"), expect=201)
        self.assertIn(CS + "shared", self.types(self.ben, self.instance))
        found = self.ben.propfind(self.instance, ["CS:shared-url", "D:share-access", "CS:invite", "D:current-user-privilege-set"])[0]
        self.assertIn(D + "write", {e[0].tag for e in found.prop(D + "current-user-privilege-set")})
        self.assertEqual([urllib.parse.unquote(self.path)], [urllib.parse.unquote(h) for h in found.hrefs(CS + "shared-url")])
        self.assertIsNotNone(found.prop(D + "share-access").find(D + "read-write"))
        self.assertEqual([], found.prop(CS + "invite").findall(CS + "user"))	# who else is not his business
        (note, path), = self.notified(self.ada)
        self.assertEqual((CS + "invite-reply", "calendar", uid), (note.tag, note.get("shared-type"), note.find(CS + "in-reply-to").text))
        self.assertIsNotNone(note.find(CS + "invite-accepted"))
        self.ada.delete(path, expect=204)
        self.assertIn("invite-accepted", self.users()[f"mailto:{self.ben.address}"])
        # Fewer rights take effect at once and ask for no new answer.
        self.share(self.set(self.ben.address, "read"))
        self.ben.put(self.instance + "c.ics", event("c"), expect=403)
        self.assertIn("invite-accepted", self.users()[f"mailto:{self.ben.address}"])
        # He gives it up: she hears of it; she asks again.
        self.ben.delete(self.instance, expect=204)
        self.ben.get(self.path + "a.ics", expect=403)
        self.assertIn("invite-declined", self.users()[f"mailto:{self.ben.address}"])
        self.assertIsNotNone(self.notified(self.ada)[0][0].find(CS + "invite-declined"))
        self.share(self.set(self.ben.address))
        self.assertIn("invite-noresponse", self.users()[f"mailto:{self.ben.address}"])
        self.reply(uid)
        self.ben.get(self.instance + "a.ics", expect=200)
        # She takes it back: he hears of it.
        self.share(self.remove(self.ben.address))
        self.ben.get(self.instance + "a.ics", expect=404)
        self.assertIsNotNone(self.notified(self.ben)[0][0].find(CS + "invite-deleted"))
        self.assertEqual({}, self.users())
        self.assertNotIn(CS + "shared-owner", self.types(self.ada, self.path))
        self.reply(uid, expect=403)

    def test_a_group(self):
        """Who is in it has the calendar at once; each hears of it, and says for himself whether he wants to see it."""
        address = f"team-{self.ada.address.split('@')[0]}@example.org"
        inner = f"inner-{address}"
        self.stack.command("group", "add", inner, self.ben.address)
        self.stack.command("group", "add", address, inner, self.dora.address, self.ada.address)
        name = f"{self.ada.address}_personal"
        sees = lambda who: name in who.propfind(who.home(), ["D:displayname"], depth=1).by_name()
        self.share(self.set(address))
        self.assertIn("invite-accepted", self.users()[f"mailto:{address}"])
        self.assertEqual([], self.notified(self.ada))
        for who in self.ben, self.dora:
            (note, _), = self.notified(who)
            self.assertEqual(f"mailto:{who.address}", note.find(D + "href").text)
            self.assertIsNotNone(note.find(CS + "invite-noresponse"))
            self.assertTrue(sees(who))
        uid = note.find(CS + "uid").text
        # Nobody outside answers it.
        self.reply(uid, who=self.new("eve"), expect=403)
        self.assertEqual(self.instance, ET.fromstring(self.reply(uid).body).find(D + "href").text)
        self.reply(uid, "invite-declined", who=self.dora, expect=204)
        self.assertEqual({"invite-accepted", "invite-declined"},
                         {e.tag.split("}")[1] for note, _ in self.notified(self.ada) for e in note} & {"invite-accepted", "invite-declined"})
        self.assertEqual((True, False), (sees(self.ben), sees(self.dora)))
        self.ben.put(self.instance + "b.ics", event("b"), expect=201)
        # Fewer rights are told to who has it; who does not want it is left alone.
        self.share(self.set(address, "read"))
        self.ben.put(self.instance + "c.ics", event("c"), expect=403)
        self.assertIsNotNone(self.notified(self.ben)[0][0].find(CS + "invite-accepted"))
        self.assertEqual([], self.notified(self.dora))
        self.reply(uid, who=self.dora)
        self.assertTrue(sees(self.dora))
        self.dora.delete(self.dora.home() + quote(name) + "/", expect=204)
        self.share(self.remove(address))
        self.assertIsNotNone(self.notified(self.ben)[0][0].find(CS + "invite-deleted"))
        self.assertEqual([], self.notified(self.dora))
        self.ben.get(self.path + "a.ics", expect=403)
        self.reply(uid, expect=403)
        # It is given again: all are asked anew.
        self.share(self.set(address))
        self.assertTrue(sees(self.dora))
        self.assertIsNotNone(self.notified(self.dora)[0][0].find(CS + "invite-noresponse"))
        self.ada.delete(self.path, expect=204)
        self.assertIsNotNone(self.notified(self.dora)[0][0].find(CS + "invite-deleted"))

    def test_what_ends_is_told_to_who_has_it(self):
        """A question that nobody answered just goes; who has the calendar hears that he has it no more."""
        self.share(self.set(self.ben.address))
        self.share(self.remove(self.ben.address))
        self.assertEqual([], self.notified(self.ben))
        path = self.ada.new_calendar("shared")
        self.share(self.set(self.ben.address), self.set(self.dora.address), path=path)
        self.reply(self.notified(self.ben)[0][0].find(CS + "uid").text)
        self.ada.delete(path, expect=204)
        [(told, _)] = self.notified(self.ben)
        self.assertIsNotNone(told.find(CS + "invite-deleted"))
        self.assertEqual([], self.notified(self.dora))

    def test_decline_and_who_is_refused(self):
        r = self.share(self.set(self.ben.address), self.set("nobody@example.org"), self.set("x@elsewhere.example"),
                       self.set(self.ada.address), expect=207)
        codes = {x.find(D + "href").text: x.find(D + "status").text.split()[1] for x in ET.fromstring(r.body)}
        self.assertEqual(["200", "403", "403", "403"],
                         [codes[f"mailto:{a}"] for a in (self.ben.address, "nobody@example.org", "x@elsewhere.example",
                                                         self.ada.address)])
        uid = self.notified(self.ben)[0][0].find(CS + "uid").text
        self.reply(uid, "invite-declined", expect=204)
        self.ben.get(self.path + "a.ics", expect=403)
        self.assertIn("invite-declined", self.users()[f"mailto:{self.ben.address}"])
        self.share(self.set(self.dora.address), who=self.ben, expect=403)
        self.share(expect=400)
        self.reply("nothing", expect=403)
        # A sharee who may write cannot invite others.
        self.share(self.set(self.ben.address))
        self.reply(uid)
        self.share(self.set(self.dora.address), who=self.ben, path=self.instance, expect=403)
        # The ACL says the same as the invitations.
        acl = self.ada.propfind(self.path, ["D:acl"])[0].hrefs(D + "acl")
        self.assertIn(f"/dav/principals/{self.ben.address}/", acl)

    def test_the_newer_draft_and_books(self):
        path = self.ada.book()
        self.ada.put(path + "a.vcf", card("a"), expect=201)
        def order(access):
            self.ada.request("POST", path, f"<D:share-resource {NAMESPACES}><D:sharee><D:href>mailto:{self.ben.address}</D:href>"
                             f"<D:share-access><D:{access}/></D:share-access></D:sharee></D:share-resource>",
                             {"Content-Type": "application/davsharing+xml"}, expect=200)
        order("read")
        (note, _), = self.notified(self.ben)
        self.assertEqual("addressbook", note.get("shared-type"))
        shared_as = ET.fromstring(self.reply(note.find(CS + "uid").text).body).find(D + "href").text
        self.ben.get(shared_as + "a.vcf", expect=200)
        self.ben.put(shared_as + "b.vcf", card("b"), expect=403)
        found = self.ada.propfind(path, ["D:invite", "D:share-access"])[0]
        self.assertIsNotNone(found.prop(D + "share-access").find(D + "shared-owner"))
        sharee = found.prop(D + "invite").find(D + "sharee")
        self.assertIsNotNone(sharee.find(D + "invite-accepted"))
        order("no-access")
        self.ben.get(shared_as + "a.vcf", expect=404)

    def test_the_box_of_notifications(self):
        self.share(self.set(self.ben.address))
        self.assertIn(CS + "notification", self.types(self.ben, self.notes))
        path = self.notified(self.ben)[0][1]
        first = self.ben.sync(self.notes)
        self.ben.put(self.notes + "x.xml", "<x/>", headers={"Content-Type": "application/xml"}, expect=403)
        self.ben.request("DELETE", self.notes, expect=403)
        self.ben.get(self.notes, expect=405)
        self.ben.query(self.notes, '<C:comp-filter name="VEVENT"/>', expect=403)
        self.ada.propfind(self.notes, ["D:displayname"], expect=403)
        self.ben.delete(path, expect=204)
        self.assertEqual([404], [f.code for f in self.ben.sync(self.notes, first.token)])
        self.share(self.set(self.dora.address), who=self.ben, path=self.notes, expect=403)
