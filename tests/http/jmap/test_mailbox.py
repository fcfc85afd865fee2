"""Mailboxes (RFC 8621, section 2): what the older tests of MailboxTest leave out."""

import unittest

from harness import deliver
from jmap_case import JmapTest, mail, wait_until

# What Rspamd marks, by its own word.
GTUBE = "YJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n"


class RightsTest(JmapTest):
    def rights(self, role):
        return self.box(role)["myRights"]

    def acl(self, box, rights):
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        self.assertEqual("OK", c.setacl(box, "owner", rights)[0])

    def test_as_the_mail_server_says(self):
        names = ("mayReadItems", "mayAddItems", "mayRemoveItems", "maySetSeen", "maySetKeywords", "mayCreateChild",
                 "mayRename", "mayDelete", "maySubmit", "mayShare")
        self.assertEqual(set(names), set(self.rights("archive")))
        # Of different lengths: Dovecot sees a file's change by its second and size.
        for rights, want in (("lrsa", {"mayReadItems", "maySetSeen"}), ("lripa", {"mayReadItems", "mayAddItems", "maySubmit"}),
                             ("lrta", {"mayReadItems"}), ("lrteka", {"mayReadItems", "mayRemoveItems", "mayCreateChild"}),
                             ("lrwxa", {"mayReadItems", "maySetKeywords", "mayRename", "mayDelete"}),
                             ("lpa", {"maySubmit"}), ("lrswipkxtea", set(names))):
            with self.subTest(rights):
                self.acl("Archive", rights)
                self.assertEqual(want | {"mayShare"}, {k for k, v in self.rights("archive").items() if v})

    def test_what_is_forbidden_fails_so(self):
        self.append(mail("kept"), box="Archive")
        self.append(mail("new"))
        archive, inbox = self.box_id("archive"), self.box_id("inbox")
        [kept], [new] = self.query(filter={"inMailbox": archive}), self.query(filter={"inMailbox": inbox})
        self.acl("Archive", "lra")
        state = self.state()
        for patch in ({f"mailboxIds/{archive}": True}, {"mailboxIds": {archive: True}}):
            self.assertEqual("forbidden", self.set(update={new: patch})["notUpdated"][new]["type"], patch)
        self.assertEqual("forbidden", self.set(update={kept: {"keywords/$flagged": True}})["notUpdated"][kept]["type"])
        self.assertEqual("forbidden", self.set(update={kept: {"keywords/$seen": True}})["notUpdated"][kept]["type"])
        self.assertEqual("forbidden", self.set(destroy=[kept])["notDestroyed"][kept]["type"])
        made = self.set(create={"k": {"mailboxIds": {archive: True}, "subject": "x"}})
        self.assertEqual("forbidden", made["notCreated"]["k"]["type"])
        box = self.one("Mailbox/set", update={archive: {"name": "other"}}, create={"c": {"name": "c", "parentId": archive}},
                       destroy=[archive], onDestroyRemoveEmails=True)
        self.assertEqual(["forbidden"] * 3, [box["notUpdated"][archive]["type"], box["notCreated"]["c"]["type"],
                                             box["notDestroyed"][archive]["type"]])
        self.assertEqual(state, self.state())


class SetTest(JmapTest):
    def change(self, **arguments):
        return self.one("Mailbox/set", **arguments)

    def test_order_that_the_owner_likes(self):
        state = self.state("Mailbox")
        r = self.change(create={"p": {"name": "Projects", "sortOrder": 3}, "c": {"name": "One", "parentId": "#p"}})
        p, c = r["created"]["p"]["id"], r["created"]["c"]["id"]
        self.assertNotIn("sortOrder", r["created"]["p"])
        self.assertEqual((10, 0, True), tuple(r["created"]["c"][k] for k in ("sortOrder", "totalEmails")) +
                         (r["created"]["c"]["myRights"]["mayDelete"],))
        order = lambda: {m["id"]: m["sortOrder"] for m in self.boxes()}
        self.assertEqual((3, 10), (order()[p], order()[c]))
        sent = self.box_id("sent")
        state = self.state("Mailbox")
        self.assertEqual({sent: None, c: None}, self.change(update={sent: {"sortOrder": 0}, c: {"sortOrder": 77}})["updated"])
        self.assertEqual({sent, c}, set(self.one("Mailbox/changes", sinceState=state)["updated"]))
        self.assertIsNone(self.one("Mailbox/changes", sinceState=state)["updatedProperties"])
        self.assertEqual(sent, self.one("Mailbox/query", sort=[{"property": "sortOrder"}])["ids"][0])
        # It goes along when the mailbox is renamed, and outlives the index.
        self.change(update={p: {"name": "Plans"}})
        self.assertEqual((3, 77), (order()[p], order()[c]))
        self.stack.sql(f"DELETE FROM mail_state WHERE account_id = {self.me.account()[1:]}")
        self.assertEqual({"Plans": 3, "One": 77, "Sent": 0},
                         {m["name"]: m["sortOrder"] for m in self.boxes() if m["name"] in ("Plans", "One", "Sent")})
        for wrong in (-1, 2 ** 31, "1", 1.5, None):
            self.assertEqual(["sortOrder"], self.change(create={"x": {"name": "x", "sortOrder": wrong}})
                             ["notCreated"]["x"]["properties"])

    def test_any_order_of_parents_and_children(self):
        r = self.change(create={"c": {"name": "c", "parentId": "#b"}, "b": {"name": "b", "parentId": "#a"}, "a": {"name": "a"}})
        self.assertIsNone(r["notCreated"])
        a, b, c = (r["created"][k]["id"] for k in "abc")
        r = self.change(destroy=[a, b, c])
        self.assertEqual({a, b, c}, set(r["destroyed"]))
        r = self.change(create={"x": {"name": "x", "parentId": "#y"}, "y": {"name": "y", "parentId": "#x"},
                                "z": {"name": "z", "parentId": "#none"}})
        self.assertEqual({"x", "y", "z"}, set(r["notCreated"]))

    def tree(self):
        """id: path, of what the test made."""
        by_id = {m["id"]: m for m in self.boxes()}

        def path(m):
            return (path(by_id[m["parentId"]]) + "/" if m["parentId"] else "") + m["name"]
        return {i: path(m) for i, m in by_id.items() if m["role"] is None}

    def make(self, **parents):
        """Mailboxes by name; "" is no parent."""
        r = self.change(create={k: {"name": k, "parentId": f"#{p}" if p else None} for k, p in parents.items()})
        self.assertIsNone(r["notCreated"])
        return [r["created"][k]["id"] for k in parents]

    def test_names_are_exchanged(self):
        a, b, c, child = self.make(a="", b="", c="", child="a")
        self.append(mail("in a"), box="a")
        self.change(update={child: {"isSubscribed": True}})
        r = self.change(update={a: {"name": "b"}, b: {"name": "a"}})
        self.assertEqual({a: None, b: None}, r["updated"])
        self.assertEqual({a: "b", b: "a", c: "c", child: "b/child"}, self.tree())
        self.assertEqual(["in a"], self.subjects(filter={"inMailbox": a}))
        self.assertEqual([child], [m["id"] for m in self.boxes() if m["isSubscribed"] and m["id"] in (a, b, c, child)])
        # In a ring of three, and along a row whose last place is free; the order does not matter.
        self.assertEqual({a, b, c}, set(self.change(update={a: {"name": "c"}, b: {"name": "b"}, c: {"name": "a"}})["updated"]))
        self.assertEqual({a: "c", b: "b", c: "a", child: "c/child"}, self.tree())
        self.assertEqual({a, b, c}, set(self.change(update={c: {"name": "b"}, b: {"name": "c"}, a: {"name": "d"}})["updated"]))
        self.assertEqual({a: "d", b: "c", c: "b", child: "d/child"}, self.tree())
        # Of one name in two places.
        other, = self.make(child=None)
        self.assertEqual({other, child}, set(self.change(update={other: {"parentId": a}, child: {"parentId": None}})["updated"]))
        self.assertEqual(("d/child", "child"), (self.tree()[other], self.tree()[child]))

    def test_parents_change_places(self):
        a, b = self.make(a="", b="a")
        self.assertEqual({a, b}, set(self.change(update={a: {"parentId": b}, b: {"parentId": None}})["updated"]))
        self.assertEqual({b: "b", a: "b/a"}, self.tree())
        # Each below the other cannot be; one of them goes.
        self.change(update={a: {"parentId": None}})
        r = self.change(update={a: {"parentId": b}, b: {"parentId": a}})
        self.assertEqual((1, 1), (len(r["updated"]), len(r["notUpdated"])))

    def test_a_new_one_has_the_name_of_one_that_goes(self):
        a, b = self.make(A="", B="A")
        r = self.change(create={"n": {"name": "A"}}, update={b: {"parentId": "#n"}}, destroy=[a])
        self.assertEqual(([a], {b: None}), (r["destroyed"], r["updated"]))
        n = r["created"]["n"]["id"]
        self.assertNotIn("name", r["created"]["n"])
        self.assertEqual({n: "A", b: "A/B"}, self.tree())
        # One that takes the name of its parent, which goes.
        self.assertEqual([n], self.change(update={b: {"parentId": None, "name": "A"}}, destroy=[n])["destroyed"])
        self.assertEqual({b: "A"}, self.tree())

    def test_what_cannot_be_exchanged_stays_as_it_was(self):
        a, b, c = self.make(a="", b="", c="")
        inbox = self.box_id("inbox")
        self.append(mail("kept"), box="c")
        before = self.tree()
        for update, wrong in (({a: {"name": "b"}, b: {"name": "a", "role": "x"}}, {a: "alreadyExists", b: "invalidProperties"}),
                              ({a: {"name": "b"}, b: {"name": "c"}}, {a: "alreadyExists", b: "alreadyExists"}),
                              ({a: {"name": "INBOX"}, inbox: {"name": "a"}}, {a: "alreadyExists", inbox: "alreadyExists"}),
                              ({a: {"name": "b"}, b: {"sortOrder": 4}}, {a: "alreadyExists"})):
            r = self.change(update=update)
            self.assertEqual(wrong, {k: v["type"] for k, v in r["notUpdated"].items()}, update)
            self.assertEqual(before, self.tree())
        # Names of one that should go, and does not.
        r = self.change(create={"n": {"name": "c"}}, update={a: {"name": "c"}}, destroy=[c])
        self.assertEqual(("mailboxHasEmail", "alreadyExists", "alreadyExists"),
                         (r["notDestroyed"][c]["type"], r["notUpdated"][a]["type"], r["notCreated"]["n"]["type"]))
        self.assertFalse(r["created"])
        self.assertEqual(before, self.tree())
        self.assertEqual(["kept"], self.subjects(filter={"inMailbox": c}))

    def test_a_parent_that_must_stay_is_told(self):
        r = self.change(create={"a": {"name": "a"}, "b": {"name": "b", "parentId": "#a"}})
        a, b = (r["created"][k]["id"] for k in "ab")
        self.append(mail("kept"), box="a/b")
        r = self.change(destroy=[a, b])
        self.assertEqual({a: "mailboxHasChild", b: "mailboxHasEmail"}, {k: v["type"] for k, v in r["notDestroyed"].items()})

    def test_emails_of_a_mailbox_that_goes(self):
        made = self.change(create={"a": {"name": "a"}})["created"]["a"]["id"]
        self.append(mail("only there"), box="a")
        self.append(mail("elsewhere, too"))
        [both] = self.query(filter={"inMailbox": self.box_id("inbox")})
        self.set(update={both: {f"mailboxIds/{made}": True}})
        self.assertEqual("mailboxHasEmail", self.change(destroy=[made])["notDestroyed"][made]["type"])
        self.assertEqual([made], self.change(destroy=[made], onDestroyRemoveEmails=True)["destroyed"])
        self.assertEqual(["elsewhere, too"], self.subjects())
        self.assertEqual({self.box_id("inbox"): True}, self.only_email("mailboxIds")["mailboxIds"])

    def test_what_a_client_got_it_may_send_back(self):
        archive = self.box("archive")
        self.assertEqual({archive["id"]: None}, self.change(update={archive["id"]: archive})["updated"])
        for key, value in (("totalEmails", 5), ("myRights", {}), ("id", "m1"), ("x", 1)):
            r = self.change(update={archive["id"]: {key: value}})
            self.assertEqual(("invalidProperties", [key]), tuple(r["notUpdated"][archive["id"]][k] for k in ("type", "properties")))
        self.assertEqual("invalidPatch", self.change(update={archive["id"]: 5})["notUpdated"][archive["id"]]["type"])
        self.assertEqual("notFound", self.change(update={"m1": {"name": "x"}})["notUpdated"]["m1"]["type"])
        self.assertEqual("stateMismatch", self.error("Mailbox/set", ifInState="7", destroy=[archive["id"]]))
        self.assertEqual("requestTooLarge", self.error("Mailbox/set", destroy=[f"m{i}" for i in range(1, 1002)]))

    def test_a_name_is_the_same_however_it_was_typed(self):
        typed, stored = "Bu\u0308cher", "B\u00fccher"
        made = self.change(create={"b": {"name": typed}})["created"]["b"]
        self.assertEqual(stored, made["name"])
        self.assertEqual("alreadyExists", self.change(create={"c": {"name": stored}})["notCreated"]["c"]["type"])
        self.assertNotIn("name", self.change(create={"d": {"name": "d"}})["created"]["d"])
        other = stored + "2"
        self.assertEqual({"name": other}, self.change(update={made["id"]: {"name": typed + "2"}})["updated"][made["id"]])
        self.assertIsNone(self.change(update={made["id"]: {"name": stored}})["updated"][made["id"]])
        self.assertIn(stored, [m["name"] for m in self.boxes()])

    def test_subscription_is_the_mail_servers(self):
        made = self.change(create={"a": {"name": "mine"}})["created"]["a"]["id"]
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        shown = lambda: (next(m["isSubscribed"] for m in self.boxes() if m["id"] == made), b"mine" in b" ".join(c.lsub()[1]))
        self.assertEqual((False, False), shown())
        self.change(update={made: {"isSubscribed": True}})
        self.assertEqual((True, True), shown())
        c.unsubscribe("mine")
        self.assertEqual((False, False), shown())
        # Dovecot keeps its standard mailboxes subscribed, which is said.
        archive = self.box_id("archive")
        r = self.change(update={archive: {"isSubscribed": False}})
        self.assertEqual("forbidden", r["notUpdated"][archive]["type"])
        self.assertTrue(self.box("archive")["isSubscribed"])

    def test_roles_are_special_uses(self):
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        listed = b" ".join(c._simple_command("LIST", '""', '"*"') and c._untagged_response("OK", [b""], "LIST")[1])
        for role in ("Drafts", "Sent", "Junk", "Trash", "Archive"):
            self.assertIn(f"\\{role}".encode(), listed)
        for role in ("inbox", "sent", "nonsense", "all"):
            self.assertEqual(["role"], self.change(create={"x": {"name": "x", "role": role}})["notCreated"]["x"]["properties"])


    def test_roles_are_given(self):
        listed = lambda c: {line.split(b'"/" ')[1].strip(b'"').decode(): line.split(b"(")[1].split(b")")[0].decode().split()
                            for line in c._simple_command("LIST", '""', '"*"') and c._untagged_response("OK", [b""], "LIST")[1]}
        made = self.change(create={"s": {"name": "Versandt"}, "j": {"name": "Müll"}})["created"]
        sent, mine, junk, rubbish = self.box_id("sent"), made["s"]["id"], self.box_id("junk"), made["j"]["id"]
        # One at a time, and never what only tells of a mailbox.
        for box, role in ((mine, "sent"), (mine, "inbox"), (mine, "all"), (mine, "nonsense"), (self.box_id("inbox"), "archive"),
                          (self.box_id("inbox"), None), (mine, 5)):
            self.assertEqual(["role"], self.change(update={box: {"role": role}})["notUpdated"][box]["properties"], role)
        self.assertIn(sent, self.change(update={sent: {"role": None}})["updated"])
        self.assertNotIn("sent", [m["role"] for m in self.boxes()])
        r = self.change(update={mine: {"role": "sent"}, junk: {"role": None}, rubbish: {"role": "junk"}})
        self.assertEqual({mine, junk, rubbish}, set(r["updated"]), r)
        self.assertEqual((mine, 3), tuple(self.box("sent")[k] for k in ("id", "sortOrder")))
        # It goes along when the folder gets another name, whoever gives it that.
        self.change(update={mine: {"name": "Verschickt"}})
        self.assertEqual(mine, self.box("sent")["id"])
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        c.rename("Verschickt", "Hinaus")
        self.assertEqual("Hinaus", self.box("sent")["name"])
        # Mail programs see it from their next sign-in, Dovecot knows logins for a minute.
        self.stack.command("api", "edit", "mailbox", self.me.address, "name=Somebody")
        other = self.me.imap()
        self.addCleanup(other.shutdown)
        uses = listed(other)
        self.assertIn("\\Sent", uses["Hinaus"])
        self.assertIn("\\Junk", uses["M&APw-ll"])
        for name in ("Sent", "Junk"):
            self.assertFalse({"\\Sent", "\\Junk"} & set(uses[name]), uses)
        self.assertNotIn("no sent", uses)
        # What Rspamd marks goes there, and taking it back out again does as well.
        deliver(self.stack, self.me.address, mail("rubbish", GTUBE, From="somebody@elsewhere.example"))
        self.assertTrue(wait_until(lambda: self.query(filter={"inMailbox": rubbish})))
        # With the folder goes the role, back to whom it belongs.
        self.change(destroy=[mine], onDestroyRemoveEmails=True)
        self.assertIn(sent, self.change(update={sent: {"role": "sent"}})["updated"])
        self.assertEqual("Sent", self.box("sent")["name"])
        self.assertIn(junk, self.change(update={rubbish: {"role": None}, junk: {"role": "junk"}})["updated"])
        self.assertEqual(junk, self.box("junk")["id"])


class QueryTest(JmapTest):
    def setUp(self):
        super().setUp()
        made = self.one("Mailbox/set", create={
            "z": {"name": "zeta", "isSubscribed": True}, "b": {"name": "beta", "parentId": "#z"},
            "a": {"name": "alpha", "parentId": "#z", "isSubscribed": True}})["created"]
        self.z, self.b, self.a = (made[k]["id"] for k in "zba")
        self.filter = {"hasAnyRole": False}
        self.by_name = [{"property": "name"}]

    def ask(self, **arguments):
        return self.one("Mailbox/query", **arguments)

    def test_windows(self):
        ask = lambda **kw: self.ask(filter=self.filter, sort=self.by_name, **kw)
        r = ask(calculateTotal=True)
        self.assertEqual(([self.a, self.b, self.z], 3, 0, True),
                         (r["ids"], r["total"], r["position"], r["canCalculateChanges"]))
        self.assertNotIn("total", ask())
        for arguments, position, ids in (
                ({"limit": 1}, 0, [self.a]), ({"limit": 0}, 0, []), ({"position": 2}, 2, [self.z]),
                ({"position": -1}, 2, [self.z]), ({"position": -9}, 0, [self.a, self.b, self.z]), ({"position": 9}, 9, []),
                ({"anchor": self.b}, 1, [self.b, self.z]), ({"anchor": self.b, "anchorOffset": 1}, 2, [self.z]),
                ({"anchor": self.b, "anchorOffset": -5, "limit": 1}, 0, [self.a])):
            with self.subTest(str(arguments)):
                r = ask(**arguments)
                self.assertEqual((position, ids), (r["position"], r["ids"]))
        self.assertEqual("anchorNotFound", self.error("Mailbox/query", anchor="m1"))

    def test_filters_and_sorts(self):
        ask = lambda f, **kw: self.ask(filter=f, sort=self.by_name, **kw)["ids"]
        self.assertEqual([self.a, self.z], ask({**self.filter, "isSubscribed": True}))
        self.assertEqual([self.z], ask({**self.filter, "parentId": None}))
        self.assertEqual([self.b], ask({"name": "BET"}))
        self.assertEqual([], ask({"operator": "AND", "conditions": [{"name": "beta"}, {"name": "alpha"}]}))
        self.assertEqual([self.a, self.b], ask({"operator": "OR", "conditions": [{"name": "beta"}, {"name": "alpha"}]}))
        self.assertEqual([self.z], ask({"operator": "NOT", "conditions": [{"hasAnyRole": True}, {"parentId": self.z}]}))
        self.assertEqual([self.z, self.b, self.a], self.ask(filter=self.filter, sort=[{"property": "name", "isAscending": False}])["ids"])
        # As a tree: parents first; whose parents do not match stay, unless that is asked for, too.
        self.assertEqual([self.z, self.a, self.b], ask(self.filter, sortAsTree=True))
        self.assertEqual([self.a, self.b], ask({"parentId": self.z}, sortAsTree=True))
        self.assertEqual([], ask({"parentId": self.z}, filterAsTree=True))
        for arguments, want in (({"filter": {"colour": "red"}}, "unsupportedFilter"), ({"filter": {"name": 1}}, "invalidArguments"),
                                ({"filter": {"operator": "XOR", "conditions": []}}, "invalidArguments"),
                                ({"sort": [{"property": "totalEmails"}]}, "unsupportedSort"),
                                ({"sort": [{"property": "name", "collation": "i;x"}]}, "unsupportedSort"),
                                ({"sort": [{}]}, "invalidArguments"), ({"sort": [{"property": "name", "isAscending": 1}]}, "invalidArguments"),
                                ({"limit": -1}, "invalidArguments"), ({"position": "1"}, "invalidArguments")):
            with self.subTest(str(arguments)):
                self.assertEqual(want, self.error("Mailbox/query", **arguments))

    def follow(self, state, old, **arguments):
        """Apply queryChanges as RFC 8620, section 5.6 says; must be what a new query gives."""
        c = self.one("Mailbox/queryChanges", sinceQueryState=state, calculateTotal=True, **arguments)
        ids = [i for i in old if i not in c["removed"]]
        for one in c["added"]:
            ids.insert(one["index"], one["id"])
        now = self.ask(calculateTotal=True, **arguments)
        self.assertEqual((now["ids"], now["total"], now["queryState"]), (ids, c["total"], c["newQueryState"]))
        return c

    def test_changes(self):
        arguments = {"filter": self.filter, "sort": self.by_name}
        before = self.ask(**arguments)
        new = self.one("Mailbox/set", create={"n": {"name": "gamma"}}, update={self.a: {"name": "omega"}}, destroy=[self.b])
        self.assertIsNone(new["notUpdated"])
        self.follow(before["queryState"], before["ids"], **arguments)
        now = self.ask(**arguments)
        # Mail that comes changes counts, and no list of mailboxes.
        self.append(mail("x"))
        c = self.follow(now["queryState"], now["ids"], **arguments)
        self.assertEqual(([], []), (c["removed"], c["added"]))
        state = self.ask()["queryState"]
        self.one("Mailbox/set", update={self.z: {"name": "q"}})
        self.assertEqual("cannotCalculateChanges",
                         self.error("Mailbox/queryChanges", sinceQueryState=state, sortAsTree=True))
        self.assertEqual("tooManyChanges", self.error("Mailbox/queryChanges", sinceQueryState=state, maxChanges=1))
        self.assertEqual("invalidArguments", self.error("Mailbox/queryChanges", sinceQueryState=state, maxChanges=0))
        for unknown in ("1", "x", ""):
            self.assertEqual("cannotCalculateChanges", self.error("Mailbox/queryChanges", sinceQueryState=unknown))


if __name__ == "__main__":
    unittest.main()
