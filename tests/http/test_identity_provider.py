"""Signing in at an OpenID provider elsewhere, which is another Hayloft here."""

import json
import os
import shutil
import tempfile
import unittest
import urllib.parse

from cluster import stack_sql
from harness import Client, Stack
from oauth_case import PASSWORD, OAuthCase

OURS = {"Sec-Fetch-Site": "same-origin"}
SESSION = "/api/v2/session"
PROVIDER = "/api/v2/session/provider"


class ElsewhereTest(OAuthCase):
    """self.stack is the provider, self.here the server that believes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.mkdtemp(prefix="hayloft-ca-")
        cls.addClassCleanup(shutil.rmtree, folder)
        os.chmod(folder, 0o755)
        trusted = os.path.join(folder, "ca.crt")
        shutil.copyfile(os.path.join(cls.stack.state, "tls", "ca.crt"), trusted)
        os.chmod(trusted, 0o644)
        cls.here = Stack(config=f"fetch.authorities = {trusted}\n").start()
        cls.addClassCleanup(cls.here.stop)
        cls.known = cls.new_client(f"https://localhost:{cls.here.port('https')}/oauth/callback", trusted=True)
        cls.here.command("api", "add", "mailbox/template", "template=People", "quota=77", "tags=elsewhere")
        cls.set_up(authsource="generic-oidc", name="The other one", server_url=f"https://localhost:{cls.stack.port('https')}",
                   client_id=cls.known["client_id"], client_secret=cls.known["client_secret"], import_users="0",
                   default_template="", mappers="", templates="")

    @classmethod
    def set_up(cls, **fields):
        secret = fields.pop("client_secret", None)
        cls.here.command("api", "edit", "identity-provider", "identity-provider", *[f"{k}={v}" for k, v in fields.items()],
                         *(["client_secret=-"] if secret else []), input=f"{secret}\n" if secret else None)

    def begin(self):
        """(query for the provider, binding)"""
        told = Client(self.here).post(PROVIDER, {}, headers=OURS, expect=200).json()
        at, _, query = told["redirect"].partition("?")
        self.assertEqual(self.issuer() + "/oauth/authorize", at)
        return query, told["binding"]

    def there(self, query, who):
        """What the provider sends the browser back with."""
        answer = self.browser(who).post("/api/v2/oauth/authorization", {"query": query}, headers=OURS, expect=200).json()
        self.redirect(answer)
        return answer["redirect"].partition("?")[2]

    def end(self, query, binding, expect):
        return Client(self.here).post(PROVIDER, {"query": query, "binding": binding}, headers=OURS, expect=expect)

    def sign_in(self, who, expect=200):
        query, binding = self.begin()
        return self.end(self.there(query, who), binding, expect)

    def test_mailboxes_are_made_of_a_template(self):
        self.assertEqual({"name": "The other one"}, Client(self.here).get(PROVIDER, expect=200).json())
        self.assertEqual({}, self.anyone.get(PROVIDER, expect=200).json())
        dora = self.stack.new_account("dora", PASSWORD)
        self.assertIn("no mailbox", self.sign_in(dora, expect=403).text)
        self.set_up(import_users="1")
        self.assertIn("no template", self.sign_in(dora, expect=403).text)
        self.set_up(default_template="People")
        self.addCleanup(self.set_up, import_users="0", default_template="")
        done = self.sign_in(dora)
        self.assertEqual(dora.address, done.json()["address"])
        mine = Client(self.here)
        mine.cookie = done.headers["set-cookie"].split(";")[0]
        self.assertEqual("provider", mine.get("/api/v2/sessions", expect=200).json()[0]["way"])
        mine.get("/.well-known/jmap", expect=200)
        box = json.loads(self.here.command("api", "get", "mailbox", dora.address, "--json").stdout)
        self.assertEqual((77 << 20, "generic-oidc"), (box["quota"], box["authsource"]))
        # Known by the subject from now on, whatever is switched off.
        self.set_up(import_users="0")
        self.assertEqual(done.json()["account"], self.sign_in(dora).json()["account"])
        # There is no password here that opens it.
        Client(self.here).post(SESSION, {"login": dora.address, "password": PASSWORD}, headers=OURS, expect=401)
        self.here.command("user", "password", dora.address, "--password-stdin", input=PASSWORD + "\n")
        Client(self.here).post(SESSION, {"login": dora.address, "password": PASSWORD}, headers=OURS, expect=401)
        Client(self.here, dora.address, PASSWORD).get("/.well-known/jmap", expect=401)
        events = [row[0] for row in stack_sql(self.here, "SELECT event FROM audit ORDER BY id")]
        self.assertIn("account.subject", events)
        # What the account asks for beyond that is asked here, too.
        self.here.command("api", "edit", "mailbox", dora.address, "force_tfa=1")
        self.assertEqual("enrol", self.sign_in(dora, expect=202).json()["needs"])

    def test_the_connection_is_tried(self):
        def tried(who, **attr):
            [entry] = who.post("/api/v1/edit/identity-provider-test", {"attr": attr}, headers=OURS, expect=200).json()
            self.assertNotIn("sesame", json.dumps(entry))
            return entry["type"], entry["msg"]
        admin = self.here.client("admin")
        admin.sign_in()
        # As it is set up, and as somebody would like to set it up.
        self.assertEqual(("success", "Task completed"), tried(admin))
        kind, why = tried(admin, client_secret="open sesame")
        self.assertEqual("danger", kind)
        self.assertIn("invalid_client", why)
        self.assertIn("no https", tried(admin, server_url="http://localhost:1")[1])
        other = f"https://localhost:{self.here.port('https')}"
        self.assertEqual("danger", tried(admin, server_url=other)[0])	# there nobody knows us, and our secret stays here
        self.assertEqual("danger", tried(admin, server_url="https://localhost:1")[0])
        self.assertEqual("danger", tried(admin, authsource="keycloak", realm="../..")[0])
        carol = self.here.client("carol")
        carol.sign_in()
        self.assertEqual(("danger", "access_denied"), tried(carol))

    def test_a_mailbox_with_a_password_of_its_own_is_not_taken_over(self):
        r = self.sign_in_as_demo("alice")
        self.assertEqual(403, r.code, r)
        self.assertNotIn("set-cookie", r.headers)
        self.here.command("api", "edit", "mailbox", f"bob@{self.dora.address.split('@')[1]}", "authsource=generic-oidc")
        self.assertEqual(200, self.sign_in_as_demo("bob").code)

    def sign_in_as_demo(self, name):
        query, binding = self.begin()
        browser = self.stack.client(name)
        browser.sign_in()
        answer = browser.post("/api/v2/oauth/authorization", {"query": query}, headers=OURS, expect=200).json()
        return self.end(answer["redirect"].partition("?")[2], binding, None)

    def test_answers_that_are_not_to_this_question(self):
        query, binding = self.begin()
        back = self.there(query, self.dora)
        # In a browser that did not begin: a link with somebody's code signs nobody in.
        self.end(back, "x" * 43, expect=401)
        self.end(back, self.begin()[1], expect=401)
        fields = dict(urllib.parse.parse_qsl(back))
        for wrong in ({"iss": "https://evil.example"}, {"code": "x"}, {"error": "access_denied"}, {"state": "x"}, {"state": None}):
            query, binding = self.begin()
            fields = dict(urllib.parse.parse_qsl(self.there(query, self.dora)))
            told = urllib.parse.urlencode({k: v for k, v in {**fields, **wrong}.items() if v is not None})
            self.assertIn(self.end(told, binding, None).code, (400, 401, 403, 502), wrong)
        # The code of another question: its nonce and its challenge are others.
        first, second = self.begin(), self.begin()
        stolen = dict(urllib.parse.parse_qsl(self.there(first[0], self.dora)))["code"]
        fields = dict(urllib.parse.parse_qsl(self.there(second[0], self.dora)))
        self.assertIn(self.end(urllib.parse.urlencode({**fields, "code": stolen}), second[1], None).code, (403, 502))
        # Once is enough.
        bob = self.stack.new_account("erin", PASSWORD)
        query, binding = self.begin()
        back = self.there(query, bob)
        self.end(back, binding, expect=403)
        self.end(back, binding, expect=401)
        Client(self.here).post(PROVIDER, {"query": back, "binding": binding}, headers={"Sec-Fetch-Site": "cross-site"}, expect=403)


if __name__ == "__main__":
    unittest.main()
