"""Who may call what: every row of the table of routes, asked by everybody."""

import hashlib
import json
import os
import secrets
import re
import unittest

from harness import ROOT, Client, ServerTest

OURS = {"Sec-Fetch-Site": "same-origin"}


def routes():
    """(path, method, need) of each row of httpd/routes.c, as it is compiled."""
    with open(os.path.join(ROOT, "httpd", "routes.c")) as f:
        table = f.read()
    rows = re.findall(r'\{ "(/[^"]*)"(?: "(\*)")?,\s*"([^"]*)",\s*POOL_\w+,\s*NEED_(\w+),', table)
    for path, star, methods, need in rows:
        for method in methods.split():
            yield path + star, "GET" if method == "*" else method, need


def jmap_methods():
    with open(os.path.join(ROOT, "webmail", "jmap.c")) as f:
        return sorted(set(re.findall(r'"([A-Z][A-Za-z]+/[a-z][A-Za-z]*)"', f.read())))


# For our own processes, and for the mail core's (test_quarantine.py asks these as they do).
OF_OURS = ("INTERNAL", "SERVICE")


class RightsTest(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = list(routes())
        cls.domain_admin = cls.stack.new_account("chief")
        cls.stack.command("user", "edit", cls.domain_admin.address, "--role", "domain_admin")
        cls.keys = {}
        for name in ("on", "off"):
            label = f"rights {os.getpid()} {name}"
            done = cls.stack.command("apikey", "add", "--name", label, "--read-only", name, "--json")
            cls.keys[name] = json.loads(done.stdout)["key"]
            cls.addClassCleanup(cls.stack.command, "apikey", "delete", label)
        cls.plain = {kind: cls.without_mailbox(kind) for kind in ("admin", "domain-admin")}
        cls.token = cls.new_token()

    @classmethod
    def without_mailbox(cls, kind):
        name, password = f"{kind[0]}{os.getpid()}", "correct horse battery"
        sent = {"username": name, "password": password, "password2": password, "domains": "example.org"}
        r = Client(cls.stack).request("POST", f"/api/v1/add/{kind}", json.dumps(sent), headers={"X-API-Key": cls.keys["off"]})
        assert r.code == 200 and b"success" in r.body, r
        cls.addClassCleanup(cls.stack.command, "api", "delete", kind, name)
        return Client(cls.stack, name, password)

    @classmethod
    def new_token(cls):
        """An access token of alice with every scope that there is."""
        token, name = secrets.token_urlsafe(32), f"rights-{os.getpid()}-{secrets.token_hex(4)}"
        cls.stack.sql(
            "WITH c AS (INSERT INTO oauth_client (client_id, name, redirect_uris, scopes)"
            f" VALUES ('{name}', '{name}', 'https://app.example/', 'openid') RETURNING id),"
            " g AS (INSERT INTO oauth_grant (account_id, client_id, scopes, auth_time, way, remote)"
            f" SELECT a.id, c.id, 'openid', now(), 'password', '-' FROM account a, c WHERE address = '{cls.stack.client('alice').address}'"
            " RETURNING account_id, id) INSERT INTO oauth_token (account_id, token_sha256, grant_id, kind, scopes, expires)"
            f" SELECT account_id, '\\x{hashlib.sha256(token.encode()).hexdigest()}', id, 'access',"
            " 'openid profile email mail dav', now() + interval '1 hour' FROM g")
        cls.addClassCleanup(cls.stack.sql, f"DELETE FROM oauth_client WHERE client_id = '{name}'")
        return token

    def asked_by(self):
        """name, headers, what they are"""
        def cookie(client):
            # Some of the calls end a session.
            if client.cookie is None or self.anyone.request("GET", "/api/v2/session", None, headers={"Cookie": client.cookie, **OURS}).code != 200:
                client.sign_in()
            return {"Cookie": client.cookie, **OURS}
        bearer = self.stack.client("alice")
        return [
            ("nobody", {}, "nobody"),
            ("a page without a session", OURS, "nobody"),
            ("a made-up session", {"Cookie": "__Host-hayloft=" + "A" * 43, **OURS}, "nobody"),
            ("a wrong key", {"X-API-Key": "A" * 43}, "nobody"),
            ("user", cookie(self.alice), "user"),
            ("user by Basic", bearer.headers({}), "user"),
            ("domain administrator", cookie(self.domain_admin), "user"),
            ("administrator", cookie(self.admin), "admin"),
            ("administrator without a mailbox", cookie(self.plain["admin"]), "bare admin"),
            ("domain administrator without a mailbox", cookie(self.plain["domain-admin"]), "bare"),
            ("key", {"X-API-Key": self.keys["off"]}, "key"),
            ("read-only key", {"X-API-Key": self.keys["on"]}, "reader"),
            ("token", {"Authorization": f"Bearer {self.token}"}, "token"),
        ]

    def want(self, need, who, method, path):
        """The code of a refusal, or None where the handler answers."""
        if need in OF_OURS:
            return 404
        # Programs prove themselves in their own way (test_oauth.py), and nobody else is looked for.
        if need == "CLIENT":
            return None
        if who == "reader" and method not in ("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"):
            return 403
        if need == "NOBODY":
            return None
        # Tokens open mail, calendars and contacts, and nothing else.
        if who == "token" and path.startswith("/api/v1/"):
            return 401	# as mailcow says it
        if who == "token":
            return None if path.startswith(("/jmap/", "/.well-known/jmap", "/img", "/dav", "/SOGo/dav", "/oauth/")) else 403
        if need == "TOKEN":
            return 401
        if who == "nobody":
            return 401
        if need == "USER":
            return 403 if who in ("key", "reader", "bare", "bare admin") else None
        if need == "ACCOUNT":
            return 403 if who in ("key", "reader") else None
        if need == "API":
            return None	# test_api_rights.py
        return 403 if who in ("user", "bare") else None

    @staticmethod
    def concrete(path):
        return path[:-1] + "x/y" if path.endswith("*") else path

    def test_the_table_was_read(self):
        self.assertIn(("/api/v2/session", "POST", "NOBODY"), self.rows)
        self.assertIn(("/jmap/api", "POST", "USER"), self.rows)
        self.assertTrue(any(need == "INTERNAL" for _, _, need in self.rows))

    def test_every_row_by_everybody(self):
        for path, method, need in self.rows:
            for name, headers, who in self.asked_by():
                want = self.want(need, who, method, path)
                with self.subTest(path=path, method=method, by=name):
                    body = "{}" if method in ("POST", "PUT", "PATCH") else None
                    if want is None:
                        # A handler answers: refusals of its own are about sessions that are not there.
                        if path.endswith("eventsource") or need in ("NOBODY", "CLIENT"):
                            continue
                    r = self.anyone.request(method, self.concrete(path), body, headers=headers)
                    if want is not None:
                        self.assertEqual(want, r.code, r)
                    else:
                        self.assertNotIn(r.code, (401, 500), r)

    def test_changes_by_cookie_need_our_own_page(self):
        self.alice.sign_in()
        for path, method, need in self.rows:
            if method in ("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT") or need in OF_OURS:
                continue
            if need == "CLIENT":
                continue	# the cookie is not looked at
            for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                with self.subTest(path=path, method=method, headers=headers):
                    r = self.anyone.request(method, self.concrete(path),
                                            None if method == "DELETE" else "{}",
                                            headers={"Cookie": self.alice.cookie, **headers})
                    self.assertEqual(403, r.code, r)

    def test_somebody_elses_account_in_jmap(self):
        bob = self.stack.client("bob").account()
        self.assertNotEqual(bob, self.alice.account())
        # Push subscriptions belong to whoever signed in, not to an account (RFC 8620, section 7.2).
        methods = [m for m in jmap_methods() if not m.startswith(("Core/", "PushSubscription/"))]
        self.assertGreater(len(methods), 3)
        for method in methods:
            for account in (bob, "a0", "a-1", "a99999999999999999999", "", "x"):
                with self.subTest(method=method, account=account):
                    [(name, answer)] = self.alice.jmap((method, {"accountId": account}))
                    self.assertEqual("error", name)
                    self.assertEqual("accountNotFound", answer["type"])

    def test_somebody_elses_account_in_paths(self):
        bob, alice = self.stack.client("bob").account(), self.alice.account()
        for path, method, _ in self.rows:
            if path == "/jmap/upload/*":
                self.alice.post(f"/jmap/upload/{alice}/", "x", expect=201)
                self.alice.post(f"/jmap/upload/{bob}/", "x", expect=(403, 404))
            if path == "/jmap/download/*" and method == "GET":
                blob = Client(self.stack, self.stack.client("bob").address,
                              self.stack.client("bob").password).post(
                    f"/jmap/upload/{bob}/", "bob's own", expect=201).json()["blobId"]
                for account in (bob, alice):
                    self.alice.get(f"/jmap/download/{account}/{blob}/x?type=text/plain",
                                   expect=(403, 404))

    def test_wrong_methods_and_paths(self):
        for path in {row[0] for row in self.rows if not row[0].endswith("*") and row[2] not in OF_OURS}:
            r = self.anyone.request("BREW", path)
            self.assertIn(r.code, (405, 501), r)


if __name__ == "__main__":
    unittest.main()
