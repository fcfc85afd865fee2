"""Every sign-in and every change leaves a row: who, what, from where, before and after."""

import json
import unittest

from cluster import DatabaseTest
from harness import ServerTest

ALICE = "alice@example.org"


class SignInTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.dora = self.stack.new_account("dora")

    def events(self):
        rows = self.stack.sql("SELECT event, actor, remote, request_id, account_id <> 0, after FROM audit"
            f" WHERE object = '{self.dora.address}' AND event <> 'user.add' ORDER BY id")
        return [tuple(row) for row in rows]

    def test_session(self):
        r = self.anyone.post("/api/v2/session", {"login": self.dora.address, "password": "wrong"})
        failed = r.headers["x-request-id"]
        self.dora.sign_in()
        self.dora.delete("/api/v2/session", expect=204)
        self.dora.cookie = None
        self.dora.sign_in()
        self.dora.delete("/api/v2/sessions", expect=204)
        got = self.events()
        self.assertEqual(
            [("session.fail", "-"), ("session.start", self.dora.address),
             ("session.end", self.dora.address), ("session.start", self.dora.address),
             ("session.end-all", self.dora.address)],
            [(event, actor) for event, actor, *_ in got])
        self.assertEqual({"127.0.0.1"}, {row[2] for row in got})
        self.assertEqual(failed, got[0][3])
        self.assertEqual(5, len({row[3] for row in got}))
        self.assertEqual({"t"}, {row[4] for row in got})
        self.assertEqual({"ended": 1}, json.loads(got[-1][5]))

    def test_basic_once_for_each_place(self):
        for _ in range(3):
            self.dora.get("/.well-known/jmap", expect=200)
            self.stack.sql("DELETE FROM basic_cache")
        self.assertEqual(["basic.start"], [row[0] for row in self.events()])

    def test_unknown_logins(self):
        name = f"nobody-{id(self)}@example.org"
        self.anyone.post("/api/v2/session", {"login": name, "password": "x"}, expect=401)
        self.assertEqual([["session.fail", "0"]], self.stack.sql(f"SELECT event, account_id FROM audit WHERE object = '{name}'"))


class CommandTest(DatabaseTest):
    def test_every_change(self):
        steps = (
            ("domain.add", "example.org", ("domain", "add", "example.org")),
            ("domain.edit", "example.org", ("domain", "edit", "example.org", "--description", "x")),
            ("user.add", ALICE, ("user", "add", ALICE, "--random")),
            ("user.edit", ALICE, ("user", "edit", ALICE, "--name", "Alice")),
            ("user.password", ALICE, ("user", "password", ALICE, "--random")),
            ("session.end-all", ALICE, ("user", "sign-out", ALICE)),
            ("app-password.add", ALICE, ("user", "app-add", ALICE, "--name", "phone")),
            ("alias.add", "info@example.org", ("alias", "add", "info@example.org", ALICE)),
            ("alias.edit", "info@example.org", ("alias", "edit", "info@example.org", "--active", "off")),
            ("alias.delete", "info@example.org", ("alias", "delete", "info@example.org")),
            ("apikey.add", "k", ("apikey", "add", "--name", "k")),
            ("apikey.edit", "k", ("apikey", "edit", "k", "--active", "off")),
            ("apikey.delete", "k", ("apikey", "delete", "k")),
            ("user.delete", ALICE, ("user", "delete", ALICE)),
            ("domain.delete", "example.org", ("domain", "delete", "example.org")),
        )
        secrets = []
        for _, _, command in steps:
            result = self.run_ok(*command)
            secrets += [result[k] for k in ("password", "key") if k in result]
        rows = self.db.sql("SELECT event, object FROM audit ORDER BY id")
        self.assertEqual([[event, object_] for event, object_, _ in steps], rows)
        self.assertEqual([["t"]], self.db.sql("SELECT bool_and(actor LIKE 'cli:%') FROM audit"))
        # Before and after tell what changed, and never a secret.
        [[before, after]] = self.db.sql(
            "SELECT before->>'name', after->>'name' FROM audit WHERE event = 'user.edit'")
        self.assertEqual(("", "Alice"), (before, after))
        self.assertEqual(4, len(secrets))
        for secret in secrets:
            self.assertEqual([["0"]], self.db.sql(
                f"SELECT count(*) FROM audit a WHERE a::text LIKE '%{secret}%'"))

    def test_what_fails_leaves_nothing(self):
        self.run_ok("domain", "add", "example.org")
        self.refused(6, "user", "add", ALICE, "--random", "--role", "king")
        self.refused(4, "domain", "add", "example.org")
        self.refused(3, "user", "edit", ALICE, "--name", "A")
        self.assertEqual([["domain.add"]], self.db.sql("SELECT event FROM audit"))


if __name__ == "__main__":
    unittest.main()
