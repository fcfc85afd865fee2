"""Folders that people share: who sees them, what he may do there, and that it ends when
it is taken back.  One's own are given by `shareWith`, or by another program over IMAP."""

import imaplib
import unittest
import uuid

from jmap_case import JmapTest, mail, wait_until

RIGHTS = ("mayReadItems", "mayAddItems", "mayRemoveItems", "maySetSeen", "maySetKeywords", "mayCreateChild", "mayRename",
          "mayDelete", "maySubmit", "mayShare")


def may(*names):
    return {r: r in names for r in RIGHTS}


class SharingCase(JmapTest):
    def setUp(self):
        super().setUp()
        self.friend, self.other = (self.stack.new_account(n) for n in ("friend", "other"))
        self.plans = self.make("Plans")
        self.append(mail("a plan"), box="Plans")

    def principal(self, who):
        return "p" + who.account()[1:]

    def make(self, name, who=None, **more):
        return self.one("Mailbox/set", who, create={"c": {"name": name, **more}})["created"]["c"]["id"]

    def share(self, who, *names, box=None):
        """WHO is an account or the id of a principal; without names he has nothing any more."""
        key = f"shareWith/{who if isinstance(who, str) else self.principal(who)}"
        answer = self.one("Mailbox/set", update={box or self.plans: {key: may(*names) if names else None}})
        self.assertEqual([box or self.plans], list(answer["updated"] or {}), answer)

    def tree(self, who):
        """Folders of others as "owner/name/name"."""
        boxes = {m["id"]: m for m in self.boxes(who)}

        def path(m):
            return (path(boxes[m["parentId"]]) + "/" if m["parentId"] else "") + m["name"]
        return {path(m): m for m in boxes.values() if "@" in path(m)}

    def theirs(self, who, name="Plans", owner=None):
        return self.tree(who).get(f"{(owner or self.me).address}/{name}")

    def seen_by(self, who, **more):
        """Its id for the other, as soon as he sees it."""
        return wait_until(lambda: self.theirs(who, **more))["id"]


class SharingTest(SharingCase):
    def test_given_to_read(self):
        self.assertEqual({}, self.tree(self.friend))
        self.share(self.friend, "mayReadItems")
        box = self.seen_by(self.friend)
        got = self.theirs(self.friend)
        self.assertEqual(({"mayReadItems"}, None, 1), ({k for k, v in got["myRights"].items() if v}, got["shareWith"], got["totalEmails"]))
        [id] = self.one("Email/query", self.friend, filter={"inMailbox": box})["ids"]
        one = self.one("Email/get", self.friend, ids=[id], fetchTextBodyValues=True)["list"][0]
        self.assertEqual(("a plan", {box: True}), (one["subject"], one["mailboxIds"]))
        self.assertIn(b"a plan", self.download(one["blobId"], who=self.friend, expect=200).body)
        inbox = self.box("inbox", self.friend)["id"]
        for patch in ({"keywords/$seen": True}, {"keywords/$flagged": True}, {"mailboxIds": {inbox: True}}):
            answer = self.one("Email/set", self.friend, update={id: patch})
            self.assertEqual("forbidden", answer["notUpdated"][id]["type"], patch)
        self.assertEqual("forbidden", self.one("Email/set", self.friend, destroy=[id])["notDestroyed"][id]["type"])
        made = self.one("Email/set", self.friend, create={"k": {"mailboxIds": {box: True}, "subject": "x"}})
        self.assertEqual("forbidden", made["notCreated"]["k"]["type"])
        answer = self.one("Mailbox/set", self.friend, destroy=[box], onDestroyRemoveEmails=True, create={"c": {"name": "c", "parentId": box}},
                          update={box: {"name": "other"}})
        self.assertEqual(["forbidden"] * 3, [answer["notUpdated"][box]["type"], answer["notCreated"]["c"]["type"],
                                             answer["notDestroyed"][box]["type"]])
        for patch in ({"shareWith": None}, {f"shareWith/{self.principal(self.other)}": may("mayReadItems")}, {"isSubscribed": False}):
            answer = self.one("Mailbox/set", self.friend, update={box: patch})
            self.assertEqual("forbidden", answer["notUpdated"][box]["type"], patch)
        for answer in (self.one("Mailbox/set", self.friend, update={box: {"role": "archive"}})["notUpdated"][box],
                       self.one("Mailbox/set", self.friend, create={"c": {"name": "c", "parentId": box, "role": "archive"}})["notCreated"]["c"]):
            self.assertEqual(("invalidProperties", ["role"]), (answer["type"], answer["properties"]))
        # A copy is his own.
        self.assertEqual({id: None}, self.one("Email/set", self.friend, update={id: {f"mailboxIds/{inbox}": True}})["updated"])
        self.assertEqual(["a plan"], self.subjects())
        self.assertIsNone(self.theirs(self.other))

    def test_taken_back(self):
        self.share(self.friend, "mayReadItems")
        box = self.seen_by(self.friend)
        [id] = self.one("Email/query", self.friend)["ids"]
        blob = self.one("Email/get", self.friend, ids=[id], properties=["blobId"])["list"][0]["blobId"]
        c = self.friend.imap()
        self.assertEqual("OK", c.select(f'"shared/{self.me.address}/Plans"', readonly=True)[0])
        self.share(self.friend)
        # Dovecot tells changes of a file apart by their second; a session that is begun anew sees it.
        wait_until(lambda: not self.tree(self.friend))
        self.assertEqual({}, self.tree(self.friend))
        self.assertEqual([id], self.one("Email/get", self.friend, ids=[id])["notFound"])
        self.assertEqual([], self.one("Email/query", self.friend)["ids"])
        self.assertEqual([box], self.one("Mailbox/get", self.friend, ids=[box])["notFound"])
        self.assertEqual(404, self.download(blob, who=self.friend).code)

        def ended():
            try:
                return c.fetch("1", "(BODY.PEEK[])")[0] != "OK"
            except (imaplib.IMAP4.abort, OSError):
                return True
        self.assertTrue(wait_until(ended))
        self.assertIsNone(self.one("Mailbox/get", ids=[self.plans])["list"][0]["shareWith"])

    def test_what_each_right_is_for(self):
        """Every right by itself, beside reading: what is allowed, and that nothing else is."""
        allowed = {"maySetSeen": {"seen"}, "mayRemoveItems": {"destroy"}, "mayAddItems": {"create"}, "mayCreateChild": {"child"},
                   "mayRename": set(), "mayShare": {"share"}, "maySubmit": set(), "maySetKeywords": {"flag"}}
        self.share(self.friend, "mayReadItems")
        box = self.seen_by(self.friend)
        for right, can in allowed.items():
            with self.subTest(right):
                self.append(mail(right), box="Plans")
                # Of different lengths: Dovecot sees a file's change by its second and size.
                self.share(self.friend, "mayReadItems")
                wait_until(lambda: not any(v for k, v in self.theirs(self.friend)["myRights"].items() if k != "mayReadItems"))
                self.share(self.friend, "mayReadItems", right)
                wait_until(lambda: self.theirs(self.friend)["myRights"][right])
                [id] = wait_until(lambda: self.one("Email/query", self.friend, filter={"inMailbox": box, "subject": right})["ids"])
                email = lambda **a: self.one("Email/set", self.friend, **a)
                folder = lambda **a: self.one("Mailbox/set", self.friend, **a)
                # Asked in another session, which may have looked at the rights a second ago.
                child = lambda: folder(create={"c": {"name": uuid.uuid4().hex, "parentId": box}})["created"]
                done = {
                    "seen": email(update={id: {"keywords/$seen": True}})["updated"],
                    "flag": email(update={id: {"keywords/$flagged": True}})["updated"],
                    "create": email(create={"k": {"mailboxIds": {box: True}, "subject": "made"}})["created"],
                    "child": child() if right != "mayCreateChild" else wait_until(child),
                    "share": folder(update={box: {f"shareWith/{self.principal(self.other)}": may("mayReadItems")}})["updated"],
                    # The mail server takes one of two flags and says nothing of the other.
                    "both": email(update={id: {"keywords/$seen": None, "keywords/$flagged": None, "keywords/w": True, "keywords/$answered": True}})["updated"]
                    if right == "maySetSeen" else None,
                    "destroy": email(destroy=[id])["destroyed"],
                    "rename": folder(update={box: {"name": "Renamed"}})["updated"],
                }
                self.assertEqual(can, {k for k, v in done.items() if v})
        self.assertEqual({self.principal(self.friend), self.principal(self.other)},
                         set(self.one("Mailbox/get", ids=[self.plans])["list"][0]["shareWith"]))

    def test_all_rights(self):
        self.share(self.friend, *RIGHTS)
        box, inbox = self.seen_by(self.friend), self.box("inbox", self.friend)["id"]
        self.append(mail("mine"), who=self.friend)
        ids = self.one("Email/query", self.friend, filter={"inMailbox": inbox})["ids"]
        [plan] = self.one("Email/query", self.friend, filter={"inMailbox": box})["ids"]
        answer = self.one("Email/set", self.friend, update={ids[0]: {"mailboxIds": {box: True}}, plan: {"mailboxIds": {inbox: True}, "keywords/$seen": True}})
        self.assertEqual({ids[0]: None, plan: None}, answer["updated"])
        self.assertEqual(["mine"], self.subjects(filter={"inMailbox": self.plans}))
        self.stack.command("index", "verify", self.friend.address)

    def test_of_an_inbox_nothing_else_is_seen(self):
        self.append(mail("for the inbox"))
        self.append(mail("draft"), box="Drafts")
        self.share(self.friend, "mayReadItems", box=self.box_id("inbox"))
        wait_until(lambda: self.tree(self.friend))
        self.assertEqual({self.me.address}, set(self.tree(self.friend)))
        self.assertEqual(["for the inbox"], [e["subject"] for e in self.one("Email/get", self.friend, ids=self.one(
            "Email/query", self.friend)["ids"], properties=["subject"])["list"]])

    def test_groups_and_everybody(self):
        group = f"g{uuid.uuid4().hex[:8]}@example.org"
        self.stack.command("group", "add", group, self.friend.address)
        find = lambda **f: self.one("Principal/query", filter=f)["ids"]
        [id] = find(email=group)
        self.assertEqual("group", self.one("Principal/get", ids=[id])["list"][0]["type"])
        self.share(id, "mayReadItems")
        self.seen_by(self.friend)
        self.assertIsNone(self.theirs(self.other))
        self.stack.command("group", "set", group, self.other.address)
        self.seen_by(self.other)
        wait_until(lambda: self.theirs(self.friend) is None)
        self.assertIsNone(self.theirs(self.friend))
        self.share(id)
        wait_until(lambda: self.theirs(self.other) is None)
        self.assertIsNone(self.theirs(self.other))
        [everybody] = find(type="other")
        self.share(everybody, "mayReadItems")
        for who in (self.friend, self.other):
            self.seen_by(who)
        self.share(everybody)
        wait_until(lambda: self.theirs(self.other) is None)
        self.assertIsNone(self.theirs(self.other))

    def test_another_program_shares(self):
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        self.assertEqual("OK", c.setacl("Plans", self.friend.address, "lri")[0])
        self.seen_by(self.friend)
        given = self.one("Mailbox/get", ids=[self.plans])["list"][0]["shareWith"]
        self.assertEqual({self.principal(self.friend): may("mayReadItems", "mayAddItems")}, given)
        self.share(self.other, "mayReadItems")
        self.assertIn(f"{self.other.address} lr", c.getacl("Plans")[1][0].decode())
        self.assertEqual("OK", c.deleteacl("Plans", self.friend.address)[0])
        wait_until(lambda: self.theirs(self.friend) is None)
        self.assertIsNone(self.theirs(self.friend))
        # Who only reads says nothing of others.
        self.seen_by(self.other)
        o = self.other.imap()
        self.addCleanup(o.shutdown)
        self.assertEqual("NO", o.setacl(f'"shared/{self.me.address}/Plans"', self.friend.address, "lr")[0])

    def test_who_listens_hears_of_it(self):
        with self.friend.events(types="Mailbox,Email") as events:
            heard = iter(events)
            self.share(self.friend, "mayReadItems", "maySetKeywords")
            next(d for k, d in heard if k == "state" and self.theirs(self.friend))
            box = self.theirs(self.friend)["id"]
            self.append(mail("news"), box="Plans")
            count = lambda: len(self.one("Email/query", self.friend, filter={"inMailbox": box})["ids"])
            next(d for k, d in heard if k == "state" and count() == 2)

    def test_what_cannot_be(self):
        me, friend = self.principal(self.me), self.principal(self.friend)
        stranger = "p" + self.me.account()[1:] + "1"
        for patch in ({"shareWith": {me: may("mayReadItems")}}, {"shareWith": {stranger: may("mayReadItems")}},
                      {"shareWith": {"x": may("mayReadItems")}}, {"shareWith": {friend: True}}, {"shareWith": 5},
                      {"shareWith": {friend: {"mayFly": True}}}, {"shareWith": {friend: {"mayReadItems": "yes"}}}):
            answer = self.one("Mailbox/set", update={self.plans: patch})
            self.assertEqual(("invalidProperties", ["shareWith"]), (answer["notUpdated"][self.plans]["type"],
                             answer["notUpdated"][self.plans]["properties"]), patch)
        answer = self.one("Mailbox/set", update={self.plans: {f"shareWith/{friend}/mayReadItems": True}})
        self.assertEqual("invalidPatch", answer["notUpdated"][self.plans]["type"])
        self.share(self.friend, "mayReadItems")
        state = self.state("Mailbox")
        answer = self.one("Mailbox/set", update={self.plans: {f"shareWith/{friend}/mayAddItems": True}})
        self.assertEqual({self.plans: None}, answer["updated"])
        got = self.one("Mailbox/get", ids=[self.plans], properties=["shareWith"])
        self.assertEqual({friend: may("mayReadItems", "mayAddItems")}, got["list"][0]["shareWith"])
        self.assertIn(self.plans, self.one("Mailbox/changes", sinceState=state)["updated"])
        # Who does not speak of it is not told, and may leave it as it is.
        (_, answer), = self.me.jmap(("Mailbox/get", {"ids": [self.plans]}), using=["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"])
        self.assertNotIn("shareWith", answer["list"][0])
        self.assertNotIn("mayShare", answer["list"][0]["myRights"])

    def test_a_name_that_is_over(self):
        gone, renamed = (self.stack.new_account(n) for n in ("gone", "renamed"))
        self.share(gone, "mayReadItems")
        self.share(renamed, "mayReadItems")
        for who in (gone, renamed):
            self.seen_by(who)
        self.stack.command("user", "delete", gone.address)
        new = f"new{uuid.uuid4().hex[:8]}@example.org"
        self.stack.command("api", "edit", "rename-mbox", renamed.address, f"new_local_part={new.split('@')[0]}", "create_alias=0")
        acl = lambda: self.one("Mailbox/get", ids=[self.plans])["list"][0]["shareWith"]
        wait_until(lambda: set(acl() or {}) == {self.principal(renamed)} and not self.named(gone.address))
        self.assertEqual({self.principal(renamed)}, set(acl()))
        self.assertFalse(self.named(gone.address) or self.named(renamed.address))
        self.assertTrue(self.named(new))

    def named(self, address):
        c = self.me.imap()
        try:
            return address in c.getacl("Plans")[1][0].decode()
        finally:
            c.logout()


class PrincipalTest(SharingCase):
    def test_who_there_is(self):
        me, friend = self.principal(self.me), self.principal(self.friend)
        self.assertEqual(me, self.me.session()["accounts"][self.me.account()]["accountCapabilities"]["urn:ietf:params:jmap:principals"]["currentUserPrincipalId"])
        got = {p["id"]: p for p in self.one("Principal/get", ids=[me, friend, "p1", "m1"])["list"]}
        self.assertEqual(({me, friend}, "individual", self.friend.address), (set(got), got[friend]["type"], got[friend]["email"]))
        self.assertEqual(([self.me.account()], None), (list(got[me]["accounts"]), got[friend]["accounts"]))
        find = lambda **a: self.one("Principal/query", **a)["ids"]
        self.assertEqual([friend], find(filter={"email": self.friend.address}))
        self.assertEqual([], find(filter={"operator": "AND", "conditions": [{"text": self.friend.address}, {"type": "group"}]}))
        self.assertEqual([me], find(filter={"accountIds": [self.me.account()]}))
        self.assertLessEqual({me, friend}, set(find(filter=None, sort=[{"property": "name", "isAscending": False}])))
        state = self.state("Principal")
        self.assertEqual([], self.one("Principal/changes", sinceState=state)["updated"])
        self.assertEqual("cannotCalculateChanges", self.error("Principal/changes", sinceState="1"))
        self.assertEqual("cannotCalculateChanges", self.error("Principal/queryChanges", sinceQueryState="1"))
        self.assertEqual("unsupportedFilter", self.error("Principal/query", filter={"shoe": "x"}))
        answer = self.one("Principal/set", create={"c": {"name": "x"}}, update={friend: {"name": "y"}}, destroy=[me])
        self.assertEqual({"forbidden"}, {e["type"] for k in ("notCreated", "notUpdated", "notDestroyed") for e in answer[k].values()})


if __name__ == "__main__":
    unittest.main()
