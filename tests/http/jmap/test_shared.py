"""Mail of others who let one in: what may be seen, changed and copied there, and
who may do what by which method."""

import unittest

from jmap_case import JmapTest, mail


class SharedCase(JmapTest):
    """`team` lets `me` write, `boss` lets `me` read, `stranger` lets nobody in."""

    def setUp(self):
        super().setUp()
        self.team, self.boss, self.stranger = (self.stack.new_account(n) for n in ("team", "boss", "stranger"))
        self.stack.command("mailaccess", "add", self.team.address, self.me.address)
        self.stack.command("mailaccess", "add", self.boss.address, self.me.address, "--write", "off")

    def there(self, name, account, **arguments):
        return self.one(name, accountId=account.account(), **arguments)

    def boxes_of(self, account):
        return {m["role"]: m for m in self.there("Mailbox/get", account, ids=None)["list"]}


class SharedTest(SharedCase):
    def test_the_session_tells(self):
        s = self.me.session()
        accounts = {a["name"]: (a["isPersonal"], a["isReadOnly"]) for a in s["accounts"].values()}
        self.assertEqual({self.me.address: (True, False), self.team.address: (False, False),
                          self.boss.address: (False, True)}, accounts)
        self.assertEqual({self.me.account()}, set(s["primaryAccounts"].values()))
        mine = s["accounts"][self.me.account()]["accountCapabilities"]
        self.assertLessEqual(set(s["primaryAccounts"]), set(mine))
        self.assertFalse(s["accounts"][self.boss.account()]["accountCapabilities"]["urn:ietf:params:jmap:mail"]["mayCreateTopLevelMailbox"])
        # Who is let in, and who not any more, makes another session.
        self.stack.command("mailaccess", "delete", self.team.address, self.me.address)
        self.assertNotEqual(s["state"], self.me.session()["state"])
        self.assertEqual("accountNotFound", self.error("Mailbox/get", accountId=self.team.account()))
        self.stack.command("user", "edit", self.boss.address, "--active", "off")
        self.assertEqual("accountNotFound", self.error("Mailbox/get", accountId=self.boss.account()))

    def test_reading_and_writing(self):
        self.append(mail("for the team"), who=self.team)
        box = self.boxes_of(self.team)
        [id] = self.there("Email/query", self.team)["ids"]
        got = self.there("Email/get", self.team, ids=[id], fetchTextBodyValues=True)["list"][0]
        self.assertEqual(("for the team", "text\n"), (got["subject"], next(iter(got["bodyValues"].values()))["value"]))
        r = self.there("Email/set", self.team, update={id: {"keywords/$flagged": True,
                       "mailboxIds": {box["archive"]["id"]: True}}})
        self.assertEqual({id: None}, r["updated"])
        [seen] = self.one("Email/get", self.team, ids=[id], properties=["keywords", "mailboxIds"])["list"]
        self.assertEqual(({"$flagged": True}, {box["archive"]["id"]: True}), (seen["keywords"], seen["mailboxIds"]))
        # Ids of one account mean nothing in another.
        self.assertEqual([id], self.one("Email/get", ids=[id])["notFound"])
        r = self.me.jmap(("Mailbox/get", {"ids": None}), ("Mailbox/get", {"ids": None, "accountId": self.team.account()}),
                         ("Mailbox/get", {"ids": None}))
        self.assertEqual(r[0][1]["list"], r[2][1]["list"])
        self.assertFalse({m["id"] for m in r[0][1]["list"]} & {m["id"] for m in r[1][1]["list"]})

    def test_only_reading(self):
        self.append(mail("for the boss"), who=self.boss)
        [id] = self.there("Email/query", self.boss)["ids"]
        rights = self.boxes_of(self.boss)["inbox"]["myRights"]
        self.assertEqual({"mayReadItems"}, {k for k, v in rights.items() if v})
        self.assertEqual("accountReadOnly", self.error("Email/set", accountId=self.boss.account(),
                                                       update={id: {"keywords/$seen": True}}))
        self.assertEqual({}, self.one("Email/get", self.boss, ids=[id], properties=["keywords"])["list"][0]["keywords"])

    def test_blobs(self):
        self.append(mail("for the boss"), who=self.boss)
        [id] = self.there("Email/query", self.boss)["ids"]
        blob = self.there("Email/get", self.boss, ids=[id], properties=["blobId"])["list"][0]["blobId"]
        path = f"/jmap/download/{self.boss.account()}/{blob}/x?type=message/rfc822"
        self.assertIn(b"for the boss", self.me.get(path, expect=200).body)
        for who, account in ((self.stranger, self.boss), (self.me, self.stranger), (self.me, self.me)):
            self.assertEqual(404, who.get(f"/jmap/download/{account.account()}/{blob}/x?type=a/b").code)
        up = lambda account: self.me.post(f"/jmap/upload/{account.account()}/", b"x").code
        self.assertEqual([201, 403, 404], [up(self.team), up(self.boss), up(self.stranger)])


class CopyTest(SharedCase):
    def copy(self, source, target=None, **arguments):
        return self.one("Email/copy", fromAccountId=source.account(), accountId=(target or self.me).account(), **arguments)

    def setUp(self):
        super().setUp()
        self.sent = mail("a message", "body\r\n", message_id="copied@x", Bcc="hidden@example.org")
        self.append(self.sent, who=self.team, flags=r"(\Flagged own-word)", date='"01-Nov-2026 08:00:00 +0000"')
        [self.id] = self.there("Email/query", self.team)["ids"]

    def test_copied_byte_for_byte(self):
        inbox, state = self.box_id("inbox"), self.state()
        r = self.copy(self.team, create={"c": {"id": self.id, "mailboxIds": {inbox: True}}})
        self.assertEqual((state, self.state()), (r["oldState"], r["newState"]))
        self.assertEqual(self.team.account(), r["fromAccountId"])
        made = r["created"]["c"]
        self.assertEqual({"id", "blobId", "threadId", "size"}, set(made))
        self.assertEqual(self.sent, self.download(made["blobId"]).body)
        got = self.only_email("keywords", "receivedAt", "mailboxIds")
        self.assertEqual(({"$flagged": True, "own-word": True}, "2026-11-01T08:00:00Z", {inbox: True}),
                         (got["keywords"], got["receivedAt"], got["mailboxIds"]))
        self.assertEqual([self.id], self.there("Email/query", self.team)["ids"])

    def test_with_other_values_and_moved(self):
        r = self.me.jmap(("Email/copy", {"fromAccountId": self.team.account(), "onSuccessDestroyOriginal": True, "create": {
            "c": {"id": self.id, "mailboxIds": {self.box_id("archive"): True, self.box_id("sent"): True},
                  "keywords": {"$seen": True}, "receivedAt": "2026-10-10T10:10:10Z"}}}))
        self.assertEqual(["Email/copy", "Email/set"], [n for n, _ in r])
        self.assertEqual((self.team.account(), [self.id]), (r[1][1]["accountId"], r[1][1]["destroyed"]))
        got = self.only_email("keywords", "receivedAt", "mailboxIds")
        self.assertEqual(({"$seen": True}, "2026-10-10T10:10:10Z", 2), (got["keywords"], got["receivedAt"], len(got["mailboxIds"])))
        self.assertEqual([], self.there("Email/query", self.team)["ids"])

    def test_what_fails_keeps_the_original(self):
        self.append(mail("the boss's"), who=self.boss)
        [theirs] = self.there("Email/query", self.boss)["ids"]
        inbox = self.box_id("inbox")
        r = self.me.jmap(("Email/copy", {"fromAccountId": self.boss.account(), "onSuccessDestroyOriginal": True,
                                         "create": {"c": {"id": theirs, "mailboxIds": {inbox: True}}}}))
        self.assertIn("c", r[0][1]["created"])
        self.assertEqual(("error", "accountReadOnly"), (r[1][0], r[1][1]["type"]))
        r = self.me.jmap(("Email/copy", {"fromAccountId": self.team.account(), "onSuccessDestroyOriginal": True,
                                         "destroyFromIfInState": "7", "create": {"c": {"id": self.id, "mailboxIds": {inbox: True}}}}))
        self.assertEqual(("error", "stateMismatch"), (r[1][0], r[1][1]["type"]))
        r = self.me.jmap(("Email/copy", {"fromAccountId": self.team.account(), "onSuccessDestroyOriginal": True,
                                         "create": {"c": {"id": self.id, "mailboxIds": {}}}}))
        self.assertEqual(["Email/copy"], [n for n, _ in r])
        self.assertEqual([self.id], self.there("Email/query", self.team)["ids"])

    def test_errors(self):
        inbox = self.box_id("inbox")
        ok = {"id": self.id, "mailboxIds": {inbox: True}}
        def error(**arguments):
            return self.error("Email/copy", **{"fromAccountId": self.team.account(), "create": {"c": ok}, **arguments})
        self.assertEqual("fromAccountNotFound", error(fromAccountId=self.stranger.account()))
        self.assertEqual("fromAccountNotFound", error(fromAccountId="m5"))
        self.assertEqual("invalidArguments", error(fromAccountId=self.me.account()))
        self.assertEqual("invalidArguments", error(fromAccountId=5))
        self.assertEqual("accountNotFound", error(accountId=self.stranger.account()))
        self.assertEqual("accountReadOnly", error(accountId=self.boss.account()))
        self.assertEqual("stateMismatch", error(ifInState="5"))
        self.assertEqual("stateMismatch", error(ifFromInState="5"))
        self.assertEqual("invalidArguments", error(create=None))
        self.assertEqual("requestTooLarge", error(create={f"c{i}": ok for i in range(1001)}))
        theirs = self.boxes_of(self.team)["inbox"]["id"]
        for given, kind, properties in (
                ({**ok, "id": "e1"}, "notFound", None), ({**ok, "id": None}, "notFound", None), ({}, "notFound", None),
                ({"id": self.id}, "invalidProperties", ["mailboxIds"]), ({**ok, "mailboxIds": {}}, "invalidProperties", ["mailboxIds"]),
                ({**ok, "mailboxIds": {theirs: True}}, "invalidProperties", ["mailboxIds"]),
                ({**ok, "keywords": {"a b": True}}, "invalidProperties", ["keywords"]),
                ({**ok, "receivedAt": "today"}, "invalidProperties", ["receivedAt"]),
                ({**ok, "subject": "x"}, "invalidProperties", ["subject"])):
            with self.subTest(str(given)):
                e = self.copy(self.team, create={"c": given})["notCreated"]["c"]
                self.assertEqual((kind, properties), (e["type"], e.get("properties")))
        self.assertEqual([], self.query())

    def test_blobs(self):
        mine = self.upload(b"\x00 bytes")["blobId"]
        theirs = self.there("Email/get", self.team, ids=[self.id], properties=["blobId"])["list"][0]["blobId"]
        def copy(source, target, blobs):
            return self.one("Blob/copy", fromAccountId=source.account(), accountId=target.account(), blobIds=blobs)
        r = copy(self.team, self.me, [theirs, "b99", "nothing"])
        self.assertEqual(self.sent, self.download(r["copied"][theirs]).body)
        self.assertEqual({"b99": "notFound", "nothing": "notFound"}, {k: v["type"] for k, v in r["notCopied"].items()})
        r = copy(self.me, self.team, [mine])
        self.assertEqual((None, self.me.account()), (r["notCopied"], r["fromAccountId"]))
        got = self.me.get(f"/jmap/download/{self.team.account()}/{r['copied'][mine]}/x?type=a/b").body
        self.assertEqual(b"\x00 bytes", got)
        def error(**arguments):
            return self.error("Blob/copy", **{"fromAccountId": self.team.account(), "blobIds": [theirs], **arguments})
        self.assertEqual("fromAccountNotFound", error(fromAccountId=self.stranger.account()))
        self.assertEqual("accountNotFound", error(accountId=self.stranger.account()))
        self.assertEqual("accountReadOnly", error(accountId=self.boss.account()))
        self.assertEqual("invalidArguments", error(blobIds="x"))
        self.assertEqual("requestTooLarge", error(blobIds=["b1"] * 1001))


class MatrixTest(SharedCase):
    """Every method × own account, shared to write, shared to read, a stranger's, an id of another kind."""

    OWN = {"Identity/get": {"ids": None}, "Identity/changes": {"sinceState": "x"}, "Identity/set": {},
           "EmailSubmission/get": {"ids": None}, "EmailSubmission/changes": {"sinceState": "1"},
           "EmailSubmission/query": {}, "EmailSubmission/queryChanges": {"sinceQueryState": "1"}, "EmailSubmission/set": {},
           "MDN/send": {"identityId": "i1", "send": {}},
           "MailFilter/get": {"ids": None}, "MailFilter/changes": {"sinceState": "1"}, "MailFilter/set": {},
           "Principal/get": {"ids": None}, "Principal/changes": {"sinceState": "1"}, "Principal/query": {},
           "Principal/queryChanges": {"sinceQueryState": "1"}, "Principal/set": {},
           "ShareNotification/get": {"ids": None}, "ShareNotification/changes": {"sinceState": "1"}, "ShareNotification/query": {},
           "ShareNotification/queryChanges": {"sinceQueryState": "1"}, "ShareNotification/set": {},
           "EmailSnooze/get": {"ids": None}, "EmailSnooze/changes": {"sinceState": "1"}, "EmailSnooze/set": {},
           "SmimeKey/get": {"ids": None}, "SmimeKey/set": {},
           "PgpKey/get": {"ids": None}, "PgpKey/set": {}, "PgpKey/lookup": {"emails": []}}
    READ = {"Mailbox/get": {"ids": None}, "Mailbox/changes": {"sinceState": "1"}, "Mailbox/query": {},
            "Mailbox/queryChanges": {"sinceQueryState": "1"}, "Thread/get": {"ids": []}, "Thread/changes": {"sinceState": "1"},
            "Email/get": {"ids": []}, "Email/changes": {"sinceState": "1"}, "Email/query": {},
            "Email/queryChanges": {"sinceQueryState": "1"}, "Email/parse": {"blobIds": []}, "MDN/parse": {"blobIds": []},
            "SearchSnippet/get": {"emailIds": []}, "Blob/get": {"ids": []},
            "Blob/lookup": {"ids": [], "typeNames": ["Email"]}, "Quota/get": {"ids": None},
            "SmimeCertificate/lookup": {"emails": []}, "Quota/changes": {"sinceState": "x"}, "Quota/query": {}, "Quota/queryChanges": {"sinceQueryState": "x"}}
    WRITE = {"Mailbox/set": {}, "Email/set": {}, "Email/import": {"emails": {}}, "Blob/upload": {"create": {}},
             "Email/copy": {"create": {}}, "Blob/copy": {"blobIds": []}, "Email/unsubscribe": {"emailId": "e1"}}
    # States that nobody gave out: a method that runs says so.
    RUNS = (None, "cannotCalculateChanges", "invalidArguments")

    def outcome(self, name, arguments, account, who=None):
        if name in ("Email/copy", "Blob/copy"):
            arguments = {**arguments, "fromAccountId": (self.team if account != self.team.account() else self.me).account()}
        (got, answer), *_ = (who or self.me).jmap((name, {**arguments, "accountId": account}))
        return answer["type"] if got == "error" else None

    def test_every_method(self):
        for name, arguments in {**self.OWN, **self.READ, **self.WRITE}.items():
            ask = lambda account: self.outcome(name, arguments, account)
            with self.subTest(name):
                self.assertIn(ask(self.me.account()), self.RUNS)
                self.assertEqual("accountNotFound", ask(self.stranger.account()))
                for wrong in ("m" + self.me.account()[1:], "a1", "A" + self.me.account()[1:], "a0" + self.me.account()[1:]):
                    self.assertEqual("accountNotFound", ask(wrong), wrong)
                for wrong in (None, 7, ["x"]):
                    self.assertEqual("invalidArguments", ask(wrong), wrong)
                if name in self.OWN:
                    self.assertEqual(["accountNotSupportedByMethod"] * 2, [ask(self.team.account()), ask(self.boss.account())])
                else:
                    self.assertIn(ask(self.team.account()), self.RUNS)
                    self.assertIn(ask(self.boss.account()), self.RUNS if name in self.READ else ("accountReadOnly",))

    def test_ids_of_another_kind_and_another_account(self):
        self.append(mail("theirs"), who=self.stranger)
        email = self.one("Email/get", self.stranger, ids=self.one("Email/query", self.stranger)["ids"],
                         properties=["threadId", "blobId", "mailboxIds"])["list"][0]
        theirs = [email["id"], email["threadId"], email["blobId"], next(iter(email["mailboxIds"]))]
        identity = self.one("Identity/get", self.stranger, ids=None)["list"][0]["id"]
        for name in ("Email/get", "Thread/get", "Mailbox/get", "Identity/get", "EmailSubmission/get", "Blob/get", "Quota/get"):
            with self.subTest(name):
                r = self.one(name, ids=theirs + [identity])
                self.assertEqual(([], set(theirs + [identity])), (r["list"], set(r["notFound"])))
        for name in ("Email/set", "Mailbox/set", "Identity/set"):
            with self.subTest(name):
                ids = theirs + [identity]
                r = self.one(name, update={i: {"x/y": 1} for i in ids})
                self.assertEqual({"notFound"}, {e["type"] for e in r["notUpdated"].values()})
                r = self.one(name, destroy=ids)
                self.assertEqual({i: "notFound" for i in ids}, {i: e["type"] for i, e in r["notDestroyed"].items()})
        self.assertEqual(set(theirs), set(self.one("Email/parse", blobIds=theirs)["notFound"]))
        self.assertEqual(set(theirs), set(self.one("Blob/lookup", ids=theirs, typeNames=["Email"])["notFound"]))
        self.assertEqual(set(theirs), set(self.one("SearchSnippet/get", emailIds=theirs, filter=None)["notFound"]))
        e = self.one("Email/import", emails={"i": {"blobId": email["blobId"], "mailboxIds": {self.box_id("inbox"): True}}})
        self.assertIn(e["notCreated"]["i"]["type"], ("blobNotFound", "invalidProperties"))
        self.assertEqual(1, len(self.one("Email/query", self.stranger)["ids"]))


if __name__ == "__main__":
    unittest.main()
