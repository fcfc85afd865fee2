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
        # His sessions with the mail server are ended a moment later, between two commands or within one.
        self.assertTrue(wait_until(lambda: self.stack.sql("SELECT count(*) FROM task WHERE kind = 'shared-news'") == [["0"]]))

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

    def test_shared_from_the_beginning(self):
        friend, me = self.principal(self.friend), self.principal(self.me)
        create = lambda who=None, **more: self.one("Mailbox/set", who, create={"c": {"name": uuid.uuid4().hex, **more}})
        made = create(shareWith={friend: may("mayReadItems", "mayAddItems")})["created"]["c"]
        self.assertNotIn("shareWith", made)
        got = self.one("Mailbox/get", ids=[made["id"]])["list"][0]
        self.assertEqual({friend: may("mayReadItems", "mayAddItems")}, got["shareWith"])
        self.seen_by(self.friend, name=got["name"])
        # A part of the rights is told as the whole that it is; null is what a new mailbox has anyway.
        made = create(shareWith={friend: {"mayReadItems": True}})["created"]["c"]
        self.assertEqual({friend: may("mayReadItems")}, made["shareWith"])
        made = create(shareWith=None)["created"]["c"]
        self.assertNotIn("shareWith", made)
        # One below another that is made in the same call.
        answer = self.one("Mailbox/set", create={"a": {"name": "Top", "shareWith": {friend: may("mayReadItems")}},
                                                 "b": {"name": "Below", "parentId": "#a", "shareWith": {}}})["created"]
        rows = {m["name"]: m["shareWith"] for m in self.one("Mailbox/get", ids=[answer["a"]["id"], answer["b"]["id"]])["list"]}
        self.assertEqual({"Top": {friend: may("mayReadItems")}, "Below": None}, rows)
        # What cannot be makes no mailbox.
        names = {m["name"] for m in self.boxes()}
        for wrong in ({me: may("mayReadItems")}, {friend + "1": may("mayReadItems")}, {friend: True}, {friend: {"mayFly": True}}, 5):
            error = create(shareWith=wrong)["notCreated"]["c"]
            self.assertEqual(("invalidProperties", ["shareWith"]), (error["type"], error["properties"]), wrong)
        self.assertIn("invalid", create(**{f"shareWith/{friend}": may("mayReadItems")})["notCreated"]["c"]["type"])
        self.assertEqual(names, {m["name"] for m in self.boxes()})

    def test_below_a_folder_of_somebody_else(self):
        """Who may make one there shares it where he may share, and nowhere else."""
        other = self.principal(self.other)

        def child(**more):
            (name, answer), = self.friend.jmap(("Mailbox/set", {"create": {"c": {"name": uuid.uuid4().hex, "parentId": box, **more}}}))
            # What he was given ends his sessions with the mail server, perhaps this one.
            return {} if name == "error" else (answer["created"] or answer["notCreated"])["c"]
        shared = {"shareWith": {other: may("mayReadItems")}}
        self.share(self.friend, "mayReadItems", "mayCreateChild")
        box = self.seen_by(self.friend)
        # In a session that may have looked at the rights a second ago.
        wait_until(lambda: "id" in child())
        below = lambda: [m["id"] for m in self.boxes() if m["parentId"] == self.plans]
        made = below()
        self.assertEqual("forbidden", wait_until(lambda: child(**shared).get("type")))
        self.assertEqual(made, below())
        self.share(self.friend, "mayReadItems", "mayCreateChild", "mayShare")
        wait_until(lambda: self.theirs(self.friend)["myRights"]["mayShare"])
        name = uuid.uuid4().hex
        wait_until(lambda: "id" in child(name=name, **shared) or name in [m["name"] for m in self.boxes()])
        self.seen_by(self.other, name=f"Plans/{name}")
        # As in an update, who is not named has nothing, and be it the one who made it.
        self.assertTrue(wait_until(lambda: self.theirs(self.friend, name=f"Plans/{name}") is None))
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

        def refused():
            o = self.other.imap()
            self.addCleanup(o.shutdown)
            try:
                return o.setacl(f'"shared/{self.me.address}/Plans"', self.friend.address, "lr")[0]
            except imaplib.IMAP4.abort:
                return None	# what he was given ends his sessions, perhaps this one
        self.assertEqual("NO", wait_until(refused))

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


class NotificationTest(SharingCase):
    """ShareNotification (RFC 9670, section 3): who is given something finds that, who did it, and what."""

    def told(self, who, count=None, **arguments):
        get = lambda: self.one("ShareNotification/get", who, ids=None, **arguments)
        if count is not None:
            wait_until(lambda: len(get()["list"]) == count)
        return get()["list"]

    def test_given_changed_and_taken_back(self):
        state = self.one("ShareNotification/get", self.friend, ids=None)
        self.assertEqual([], state["list"])
        with self.friend.events(types="ShareNotification") as events:
            heard = iter(events)
            self.share(self.friend, "mayReadItems")
            _, data = next(heard)
        box = self.seen_by(self.friend)
        [one] = self.told(self.friend)
        self.assertEqual({self.friend.account(): {"ShareNotification": self.one("ShareNotification/get", self.friend, ids=[])["state"]}}, data["changed"])
        self.assertEqual({"name": self.me.address, "email": self.me.address, "principalId": self.principal(self.me)}, one["changedBy"])
        self.assertEqual(("Mailbox", self.friend.account(), box, "Plans", None, may("mayReadItems")),
                         tuple(one[k] for k in ("objectType", "objectAccountId", "objectId", "name", "oldRights", "newRights")))
        changes = self.one("ShareNotification/changes", self.friend, sinceState=state["state"])
        self.assertEqual(([one["id"]], [], []), (changes["created"], changes["updated"], changes["destroyed"]))
        self.share(self.friend, "mayReadItems", "maySetSeen")
        self.share(self.friend)
        rights = [(n["oldRights"], n["newRights"], n["objectId"]) for n in self.told(self.friend, 3)]
        more = may("mayReadItems", "maySetSeen")
        self.assertEqual([(None, may("mayReadItems"), box), (may("mayReadItems"), more, box), (more, None, box)], rights)
        # Nothing changed, nobody else, and not who did it.
        self.share(self.friend)
        self.assertEqual([3, 0, 0], [len(self.told(who)) for who in (self.friend, self.other, self.me)])

    def test_query_and_throwing_away(self):
        for n in range(3):
            self.one("Mailbox/set", create={"c": {"name": f"box {n}", "shareWith": {self.principal(self.friend): may("mayReadItems")}}})
        all = [n["id"] for n in self.told(self.friend)]
        self.assertEqual(["box 0", "box 1", "box 2"], [n["name"] for n in self.told(self.friend, properties=["name"])])
        query = lambda **a: self.one("ShareNotification/query", self.friend, **a)
        self.assertEqual(all, query()["ids"])
        self.assertEqual(set(all), set(query(sort=[{"property": "created", "isAscending": False}])["ids"]))
        for filter, count in (({"objectType": "Mailbox"}, 3), ({"objectType": "Calendar"}, 0), ({"objectAccountId": self.friend.account()}, 3),
                              ({"objectAccountId": self.me.account()}, 0), ({"after": "2026-01-01T00:00:00Z"}, 3), ({"before": "2026-01-01T00:00:00Z"}, 0)):
            self.assertEqual(count, len(query(filter=filter)["ids"]), filter)
        self.assertEqual((all[1:2], 3), ((r := query(position=1, limit=1, calculateTotal=True))["ids"], r["total"]))
        self.assertEqual("unsupportedFilter", self.error("ShareNotification/query", self.friend, filter={"shoe": "x"}))
        self.assertEqual("unsupportedSort", self.error("ShareNotification/query", self.friend, sort=[{"property": "name"}]))
        self.assertEqual("cannotCalculateChanges", self.error("ShareNotification/queryChanges", self.friend, sinceQueryState="1"))
        state = self.state_of(self.friend)
        answer = self.one("ShareNotification/set", self.friend, create={"c": {"name": "x"}}, update={all[0]: {"name": "y"}}, destroy=[all[1], "n1", all[1]])
        self.assertEqual((["forbidden"], ["forbidden"], [all[1]], {"n1": "notFound", all[1]: "notFound"}), (
            [e["type"] for e in answer["notCreated"].values()], [e["type"] for e in answer["notUpdated"].values()], answer["destroyed"],
            {i: e["type"] for i, e in answer["notDestroyed"].items()}))
        self.assertEqual((state, self.state_of(self.friend)), (answer["oldState"], answer["newState"]))
        self.assertEqual([all[1]], self.one("ShareNotification/changes", self.friend, sinceState=state)["destroyed"])
        self.assertEqual([all[0], all[2]], query()["ids"])
        got = self.one("ShareNotification/get", self.friend, ids=all)
        self.assertEqual([all[1]], got["notFound"])
        # Of others nobody knows.
        self.assertEqual([all[0]], self.one("ShareNotification/get", ids=[all[0]])["notFound"])
        self.assertEqual("notFound", self.one("ShareNotification/set", destroy=[all[0]])["notDestroyed"][all[0]]["type"])

    def state_of(self, who):
        return self.one("ShareNotification/get", who, ids=[])["state"]

    def test_those_of_a_group_and_not_everybody(self):
        group = f"g{uuid.uuid4().hex[:8]}@example.org"
        self.stack.command("group", "add", group, self.friend.address, self.me.address)
        [id] = self.one("Principal/query", filter={"email": group})["ids"]
        self.share(id, "mayReadItems")
        self.assertEqual([1, 0, 0], [len(self.told(who)) for who in (self.friend, self.me, self.other)])
        [everybody] = self.one("Principal/query", filter={"type": "other"})["ids"]
        self.share(everybody, "mayReadItems")
        self.share(everybody)
        self.assertEqual(0, len(self.told(self.other)))

    def test_only_the_newest_are_kept(self):
        account = int(self.friend.account()[1:])
        self.one("Mailbox/get", self.friend, ids=[])
        self.stack.sql("INSERT INTO mail_share_notification (account_id, by_id, by_name, by_address, path, mailbox_id, name, was, now, created, changed) "
                       f"SELECT {account}, 1, '', 'x@y', 'z', 1, n, '', 'lr', n, n FROM generate_series(1, 200) n")
        first = self.one("ShareNotification/query", self.friend)["ids"][:1]
        state = self.state_of(self.friend)
        self.share(self.friend, "mayReadItems")
        self.assertEqual(200, len(self.told(self.friend)))
        changes = self.one("ShareNotification/changes", self.friend, sinceState=state)
        self.assertEqual((1, first), (len(changes["created"]), changes["destroyed"]))


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
