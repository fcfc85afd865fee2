"""Identities (RFC 8621, section 6): of one's addresses, and made by oneself."""

import unittest

from jmap_case import JmapTest


class IdentityTest(JmapTest):
    def setUp(self):
        super().setUp()
        [self.own] = self.all()

    def all(self):
        return self.one("Identity/get", ids=None)["list"]

    def change(self, **arguments):
        return self.one("Identity/set", **arguments)

    def refused(self, **arguments):
        """type and properties of the one SetError"""
        r = self.change(**arguments)
        [error] = [e for k in ("notCreated", "notUpdated", "notDestroyed") for e in (r[k] or {}).values()]
        self.assertEqual(r["oldState"], r["newState"])
        self.assertEqual([self.own], self.all())
        return error["type"], error.get("properties")

    def test_make_change_and_remove(self):
        state = self.state("Identity")
        r = self.change(ifInState=state, create={"w": {
            "email": self.me.address, "name": "Me at work", "textSignature": "-- \nMe", "htmlSignature": "<b>Me</b>",
            "replyTo": [{"name": "Desk", "email": "desk@example.org"}], "bcc": [{"email": "log@example.org"}]}})
        made = r["created"]["w"]
        self.assertEqual({"id", "mayDelete"}, set(made))
        self.assertTrue(made["mayDelete"])
        self.assertEqual((state, self.state("Identity")), (r["oldState"], r["newState"]))
        got = self.one("Identity/get", ids=[made["id"]])["list"][0]
        self.assertEqual(("Me at work", "-- \nMe", "<b>Me</b>", [{"name": "Desk", "email": "desk@example.org"}],
                          [{"email": "log@example.org"}], True),
                         tuple(got[k] for k in ("name", "textSignature", "htmlSignature", "replyTo", "bcc", "mayDelete")))
        c = self.one("Identity/changes", sinceState=state)
        self.assertEqual(([made["id"]], [], []), (c["created"], c["updated"], c["destroyed"]))

        r = self.change(update={made["id"]: {"name": None, "bcc": None, "textSignature": "bye"}})
        self.assertEqual({made["id"]: None}, r["updated"])
        got = self.one("Identity/get", ids=[made["id"]])["list"][0]
        self.assertEqual(("", None, "bye", "<b>Me</b>"),
                         (got["name"], got["bcc"], got["textSignature"], got["htmlSignature"]))
        c = self.one("Identity/changes", sinceState=r["oldState"])
        self.assertEqual(([], [made["id"]], []), (c["created"], c["updated"], c["destroyed"]))

        self.assertEqual([made["id"]], self.change(destroy=[made["id"]])["destroyed"])
        self.assertEqual([self.own], self.all())
        c = self.one("Identity/changes", sinceState=r["newState"])
        self.assertEqual(([], [], [made["id"]]), (c["created"], c["updated"], c["destroyed"]))
        c = self.one("Identity/changes", sinceState=c["newState"])
        self.assertEqual(([], [], []), (c["created"], c["updated"], c["destroyed"]))

    def test_ones_own_address_can_be_signed_but_not_removed(self):
        self.assertEqual({self.own["id"]: None},
                         self.change(update={self.own["id"]: {"name": "Ich", "htmlSignature": "<i>ich</i>"}})["updated"])
        [now] = self.all()
        self.assertEqual({**self.own, "name": "Ich", "htmlSignature": "<i>ich</i>"}, now)
        self.own = now
        self.assertEqual(("forbidden", None), self.refused(destroy=[self.own["id"]]))

    def test_only_addresses_of_ones_own(self):
        for address in ("bob@example.org", "someone@elsewhere.example", "example.org@" + self.me.address.split("@")[1]):
            self.assertEqual("forbiddenFrom", self.refused(create={"x": {"email": address}})[0], address)
        alias = self.me.address.replace("jmap-", "also-")
        self.stack.command("alias", "add", alias, self.me.address)
        made = self.change(create={"x": {"email": alias, "name": "Also"}})["created"]["x"]["id"]
        self.assertEqual(3, len(self.all()))
        # An address that is taken away takes its identities along.
        self.stack.command("alias", "delete", alias)
        self.assertEqual([self.own], self.all())
        self.assertEqual([made], self.one("Identity/get", ids=[made])["notFound"])

    def test_values_that_cannot_be(self):
        me = {"email": self.me.address}
        for given, properties in (
                ({}, ["email"]), ({"email": "no address"}, ["email"]), ({"email": "a@b\r\nBcc: x@y"}, ["email"]),
                ({**me, "name": "two\nlines"}, ["name"]), ({**me, "name": 7}, ["name"]), ({**me, "name": "x" * 1001}, ["name"]),
                ({**me, "replyTo": "a@b.example"}, ["replyTo"]), ({**me, "replyTo": [{"name": "x"}]}, ["replyTo"]),
                ({**me, "bcc": [{"email": "a@b.example", "name": "a\r\nb"}]}, ["bcc"]),
                ({**me, "bcc": [{"email": "a@b.example", "x": 1}]}, ["bcc"]),
                ({**me, "bcc": [{"email": "a@b.example"}] * 51}, ["bcc"]),
                ({**me, "textSignature": 1}, ["textSignature"]), ({**me, "htmlSignature": "x" * 300_000}, ["htmlSignature"]),
                ({**me, "id": "i5"}, ["id"]), ({**me, "mayDelete": False}, ["mayDelete"]), ({**me, "x": 1}, ["x"])):
            with self.subTest(str(given)[:70]):
                self.assertEqual(("invalidProperties", properties), self.refused(create={"n": given}))
        own = self.own["id"]
        self.assertEqual(("invalidProperties", ["email"]), self.refused(update={own: {"email": "x@example.org"}}))
        self.assertEqual(("invalidProperties", ["mayDelete"]), self.refused(update={own: {"mayDelete": True}}))
        self.assertEqual(("invalidPatch", None), self.refused(update={own: {"a/b": 1}}))
        self.assertEqual(("invalidPatch", None), self.refused(update={own: "x"}))
        self.assertEqual(("notFound", None), self.refused(update={"i5": {"name": "x"}}))
        self.assertEqual(("notFound", None), self.refused(destroy=["i5"]))
        self.assertEqual({own: None}, self.change(update={own: self.own})["updated"])

    def test_there_is_an_end(self):
        r = self.change(create={f"n{i}": {"email": self.me.address} for i in range(101)})
        self.assertEqual((100, 1), (len(r["created"]), len(r["notCreated"])))
        self.assertEqual("overQuota", next(iter(r["notCreated"].values()))["type"])

    def test_states(self):
        self.assertEqual("stateMismatch", self.error("Identity/set", ifInState="0123"))
        self.assertEqual("cannotCalculateChanges", self.error("Identity/changes", sinceState="0123"))
        state = self.state("Identity")
        self.assertEqual("invalidArguments", self.error("Identity/changes", sinceState=state, maxChanges=0))
        self.change(create={"a": {"email": self.me.address}, "b": {"email": self.me.address}})
        self.assertEqual("cannotCalculateChanges", self.error("Identity/changes", sinceState=state, maxChanges=1))

    def test_made_and_used_in_one_call(self):
        r = self.change(create={"a": {"email": self.me.address}}, update={"#a": {"name": "A"}}, destroy=["#a"])
        self.assertEqual((["#a"], {"#a": None}), (r["destroyed"], r["updated"]))
        self.assertEqual([self.own], self.all())

    def test_it_is_told(self):
        with self.me.events("Identity", closeafter="state") as events:
            r = self.change(update={self.own["id"]: {"name": "New"}})
            kind, data = next(iter(events))
        self.assertEqual({self.me.account(): {"Identity": r["newState"]}}, data["changed"])


if __name__ == "__main__":
    unittest.main()
