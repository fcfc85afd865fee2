"""Push (RFC 8620, section 7): subscriptions by Web Push, told with no client there."""

import base64
import json
import threading
import time
import unittest

from harness import deliver
from jmap_case import JmapTest, mail, wait_until
from secure_sink import SecureSinkTest

P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


class PushTest(SecureSinkTest, JmapTest):
    def setUp(self):
        super().setUp()
        self.path = "/" + self.id().rsplit(".", 1)[-1]
        self.sink.answer(self.path, "", code=201)

    def make(self, expect="created", **more):
        r = self.one("PushSubscription/set", create={"p": {"deviceClientId": "d1", "url": self.sink.url(self.path), **more}})
        self.assertIsNone(r["notCreated" if expect == "created" else "created"], r)
        return r[expect]["p"]

    def sent(self, count=1):
        return [json.loads(a.body) for a in self.sink.wait(self.path, count)]

    def verified(self, **more):
        before = len([a for a in self.sink.asked if a.path == self.path])
        id = self.make(**more)["id"]
        code = self.sent(before + 1)[-1]["verificationCode"]
        r = self.one("PushSubscription/set", update={id: {"verificationCode": code}})
        self.assertEqual({id: None}, r["updated"], r)
        return id

    def get(self, **arguments):
        return self.one("PushSubscription/get", **arguments)

    def test_nothing_is_told_before_the_code_was_shown(self):
        made = self.make()
        [first] = self.sent()
        self.assertEqual({"@type": "PushVerification", "pushSubscriptionId": made["id"],
                          "verificationCode": first["verificationCode"]}, first)
        [got] = self.get(ids=None)["list"]
        self.assertEqual({"id": made["id"], "deviceClientId": "d1", "verificationCode": None, "expires": made["expires"],
                          "types": None}, got)
        for wrong in ("x", "", None, 5, first["verificationCode"][:-1] + "~"):
            r = self.one("PushSubscription/set", update={made["id"]: {"verificationCode": wrong}})
            self.assertEqual(["verificationCode"], r["notUpdated"][made["id"]]["properties"])
        self.append(mail("unheard"))
        self.query()
        time.sleep(2)
        self.assertEqual(1, len(self.sent()))

    def test_mail_that_arrives_is_told_with_no_client_there(self):
        self.query()
        id = self.verified(types=["EmailDelivery", "Mailbox"])
        self.assertEqual([(id, ["EmailDelivery", "Mailbox"])], [(s["id"], s["types"]) for s in self.get(ids=[id])["list"]])
        account = self.me.account()
        deliver(self.stack, self.me.address, mail("arrives", To=self.me.address).decode())
        told = self.sent(2)[1]
        self.assertEqual(("StateChange", {account}), (told["@type"], set(told["changed"])))
        self.assertLessEqual(set(told["changed"][account]), {"EmailDelivery", "Mailbox"})
        self.assertTrue(wait_until(lambda: any("EmailDelivery" in m["changed"][account] for m in self.sent()[1:])))
        request = self.sink.wait(self.path)[1]
        self.assertEqual(("86400", "application/json"), (request.headers["ttl"], request.headers["content-type"]))
        scheme, _, rest = request.headers["authorization"].partition(" ")
        fields = dict(f.strip().split("=", 1) for f in rest.split(","))
        self.assertEqual(("vapid", self.me.session()["capabilities"]["urn:ietf:params:jmap:webpush-vapid"]["applicationServerKey"]),
                         (scheme, fields["k"]))
        claims = json.loads(base64.urlsafe_b64decode(fields["t"].split(".")[1] + "=="))
        self.assertEqual(self.sink.url(""), claims["aud"])
        # What a client did itself is told to the others, too; and each state once.
        self.one("Mailbox/set", create={"n": {"name": "new"}})
        self.assertTrue(wait_until(lambda: self.sent()[-1].get("changed") == {account: {"Mailbox": self.state("Mailbox")}}), self.sent())
        told = [json.dumps(m) for m in self.sent()]
        self.assertEqual(len(told), len(set(told)), told)

    def test_encrypted(self):
        self.make(keys={"p256dh": P256DH, "auth": AUTH})
        [asked] = self.sink.wait(self.path)
        self.assertEqual("aes128gcm", asked.headers["content-encoding"])
        self.assertNotIn(b"Verification", asked.body)
        self.assertGreater(len(asked.body), 86)

    def test_who_is_gone_is_forgotten(self):
        id = self.verified()
        self.sink.answer(self.path, "", code=410)
        self.one("Mailbox/set", create={"n": {"name": "new"}})
        self.assertTrue(wait_until(lambda: self.get(ids=[id])["notFound"]))
        # Who is away is asked again.
        self.sink.answer(self.path, "", code=201)
        id = self.verified()
        self.sink.answer(self.path, "", code=503)
        count = len(self.sent())
        self.one("Mailbox/set", create={"n": {"name": "newer"}})
        state = self.state("Mailbox")
        self.sent(count + 1)
        self.sink.answer(self.path, "", code=201)
        self.assertTrue(wait_until(lambda: self.stack.sql("SELECT 1 FROM task WHERE kind = 'push-retry' AND attempts = 0")))
        self.stack.sql("UPDATE task SET due = now() WHERE kind = 'push-retry'; SELECT pg_notify('hayloft_task', '0')")
        self.assertEqual(state, self.sent(count + 2)[-1]["changed"][self.me.account()]["Mailbox"])
        self.assertEqual([], self.get(ids=[id])["notFound"])

    def test_changes_and_end(self):
        id = self.verified()
        r = self.one("PushSubscription/set", update={id: {"types": ["Email"], "expires": "2999-01-01T00:00:00Z"}})
        self.assertEqual({"expires"}, set(r["updated"][id]))
        self.assertEqual((["Email"], r["updated"][id]["expires"]), tuple(self.get(ids=[id])["list"][0][k] for k in ("types", "expires")))
        soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
        self.assertEqual({id: None}, self.one("PushSubscription/set", update={id: {"expires": soon}})["updated"])
        for patch, key in (({"url": "https://x.example/"}, "url"), ({"keys": None}, "keys"), ({"deviceClientId": "d2"}, "deviceClientId"),
                           ({"expires": "2001-01-01T00:00:00Z"}, "expires"), ({"expires": "soon"}, "expires"), ({"types": []}, "types"),
                           ({"types": [5]}, "types"), ({"id": "p1"}, "id")):
            r = self.one("PushSubscription/set", update={id: patch})
            self.assertEqual([key], r["notUpdated"][id]["properties"])
        r = self.one("PushSubscription/set", update={"p1": {}, id: 5}, destroy=["p1", id])
        self.assertEqual({"p1": "notFound", id: "invalidPatch"}, {k: v["type"] for k, v in r["notUpdated"].items()})
        self.assertEqual(([id], {"p1"}), (r["destroyed"], set(r["notDestroyed"])))
        self.assertEqual([], self.get(ids=None)["list"])

    def test_what_changes_while_somebody_is_told(self):
        """A message takes as long as its push service likes; who ends or changes a subscription meanwhile has the last word."""
        self.query()
        ended, changed = self.verified(types=["Mailbox"]), self.verified(types=["Mailbox"], deviceClientId="d2")
        gate = self.sink.gates[self.path] = threading.Event()
        self.addCleanup(gate.set)
        self.one("Mailbox/set", create={"n": {"name": "while"}})
        self.sent(3)
        self.one("PushSubscription/set", update={changed: {"types": ["Email"]}}, destroy=[ended])
        gate.set()
        wait_until(lambda: self.stack.sql("SELECT count(*) FROM task WHERE kind = 'push'") == [["0"]])
        self.assertEqual([(changed, ["Email"])], [(s["id"], s["types"]) for s in self.get(ids=None)["list"]])

    def test_what_cannot_be(self):
        for more, key in (({"url": "http://push.example/x"}, "url"), ({"url": "https://push.example:22/"}, "url"), ({"url": None}, "url"),
                          ({"deviceClientId": ""}, "deviceClientId"), ({"deviceClientId": 5}, "deviceClientId"),
                          ({"keys": {}}, "keys"), ({"keys": {"p256dh": AUTH, "auth": AUTH}}, "keys"), ({"keys": "x"}, "keys"),
                          ({"verificationCode": "x"}, "verificationCode"), ({"expires": "2001-01-01T00:00:00Z"}, "expires"),
                          ({"types": "Email"}, "types"), ({"x": 1}, "x")):
            with self.subTest(str(more)):
                self.assertEqual(("invalidProperties", [key]), tuple(self.make("notCreated", **more)[k] for k in ("type", "properties")))
        for properties in (["url"], ["id", "keys"]):
            self.assertEqual("forbidden", self.error("PushSubscription/get", ids=None, properties=properties))
        self.assertEqual("invalidArguments", self.error("PushSubscription/get", ids=None, properties=["x"]))
        self.assertEqual("invalidArguments", self.error("PushSubscription/set", ifInState="1"))
        r = self.one("PushSubscription/set", create={f"p{i}": {"deviceClientId": "d", "url": self.sink.url(self.path)} for i in range(21)})
        self.assertEqual((20, ["overQuota"]), (len(r["created"]), [e["type"] for e in r["notCreated"].values()]))

    def test_of_others(self):
        id, other = self.make()["id"], self.stack.new_account("other")
        self.assertEqual(([], [id]), tuple(self.one("PushSubscription/get", other, ids=[id])[k] for k in ("list", "notFound")))
        r = self.one("PushSubscription/set", other, update={id: {"types": None}}, destroy=[id])
        self.assertEqual(("notFound", "notFound"), (r["notUpdated"][id]["type"], r["notDestroyed"][id]["type"]))
        self.assertEqual(1, len(self.get(ids=[id])["list"]))

    def test_signing_out_everywhere_ends_them(self):
        id = self.verified()
        self.stack.command("user", "sign-out", self.me.address)
        self.assertEqual([id], self.get(ids=[id])["notFound"])

    def test_an_address_inside_is_never_called(self):
        self.make(url="https://10.0.0.1/x")
        self.assertTrue(wait_until(lambda: not self.get(ids=None)["list"]))


if __name__ == "__main__":
    unittest.main()
