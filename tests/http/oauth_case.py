"""What the tests of OAuth share: programs, people who let them in, and the ways of their tokens."""

import base64
import hashlib
import urllib.parse

from api_case import ApiTest
from harness import Client

OURS = {"Sec-Fetch-Site": "same-origin"}
AUTHORIZATION = "/api/v2/oauth/authorization"
GRANTS = "/api/v2/oauth/grants"
BACK = "https://app.example/back"
PASSWORD = "correct horse battery"
VERIFIER = "v" * 64


def unpad(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def challenge(verifier=VERIFIER):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


class OAuthCase(ApiTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.web = cls.new_client(scope="openid profile email offline_access mail dav")
        cls.app = cls.new_client(redirect_uri="http://127.0.0.1/back", public=True, scope="openid profile mail dav")
        cls.cookies = {}
        cls.dora = cls.stack.new_account("dora", PASSWORD)

    @classmethod
    def new_client(cls, redirect_uri=BACK, **fields):
        made = cls.api.request("POST", "/api/v2/objects/oauth2-client", {
            "redirect_uri": [redirect_uri] if isinstance(redirect_uri, str) else redirect_uri,
            "name": "A program", **fields}, expect=201).json()
        cls.addClassCleanup(cls.api.post, "delete/oauth2-client", [str(made["id"])])
        return made

    def browser(self, who=None):
        """Somebody who has signed in; once, because that is what passwords cost."""
        who = who or self.dora
        one = Client(self.stack, who.address, PASSWORD)
        if who.address not in self.cookies:
            one.sign_in()
            self.cookies[who.address] = one.cookie
        one.cookie = self.cookies[who.address]
        return one

    def ask(self, browser, client, expect=200, **more):
        """What /oauth/authorize's page is told."""
        query = {"response_type": "code", "client_id": client["client_id"], "state": "s t&te",
                 "scope": "openid profile email mail dav", "redirect_uri": client["redirect_uri"],
                 "code_challenge": challenge(), "code_challenge_method": "S256", "nonce": "n-1", **more}
        query = {k: v for k, v in query.items() if v is not None}
        return browser.post(AUTHORIZATION, {"query": urllib.parse.urlencode(query)}, headers=OURS, expect=expect).json()

    def redirect(self, answer):
        """(where to, parameters)"""
        self.assertEqual(["redirect"], list(answer), answer)
        at, _, query = answer["redirect"].partition("?")
        found = dict(urllib.parse.parse_qsl(query, strict_parsing=True))
        self.assertEqual(self.issuer(), found.get("iss"))
        return at, found

    def issuer(self):
        return f"https://localhost:{self.stack.port('https')}"

    def allow(self, browser, asked, expect=200, **more):
        return browser.post(AUTHORIZATION, {"request": asked["request"], "account": asked["account"], "allow": True, **more},
                            headers=OURS, expect=expect).json()

    def code(self, client, who=None, **more):
        browser = self.browser(who)
        answer = self.ask(browser, client, **more)
        if "request" in answer:
            self.assertEqual("consent", answer["needs"])
            answer = self.allow(browser, answer)
        return self.redirect(answer)[1]["code"]

    def form(self, path, fields, expect=None, headers=None):
        body = urllib.parse.urlencode({k: v for k, v in fields.items() if v is not None})
        return self.anyone.post(path, body, expect=expect, headers={"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def proof(self, client):
        return {"client_id": client["client_id"], "client_secret": client.get("client_secret")}

    def token(self, client, code, expect=200, **more):
        return self.form("/oauth/token", {"grant_type": "authorization_code", "code": code,
                                          "redirect_uri": client["redirect_uri"], "code_verifier": VERIFIER,
                                          **self.proof(client), **more}, expect=expect).json()

    def refresh(self, client, token, expect=200, **more):
        return self.form("/oauth/token", {"grant_type": "refresh_token", "refresh_token": token,
                                          **self.proof(client), **more}, expect=expect).json()

    def tokens(self, client=None, **more):
        client = client or self.web
        return self.token(client, self.code(client, **more))

    def by(self, token, method, path, body=None, expect=None, headers=None):
        return self.anyone.request(method, path, body, headers={"Authorization": f"Bearer {token}", **(headers or {})}, expect=expect)

    def is_live(self, token):
        return self.by(token, "GET", "/oauth/userinfo").code == 200

    def error(self, answer, want):
        self.assertEqual(want, answer["error"], answer)
