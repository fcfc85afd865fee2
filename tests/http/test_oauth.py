"""OAuth 2.0 and OpenID Connect: programs that get tokens of people, and those who would like to."""

import base64
import hashlib
import imaplib
import json
import smtplib
import unittest
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from authenticator import App
from mail import eventually, hang_up, has_ended
from oauth_case import AUTHORIZATION, BACK, GRANTS, OURS, PASSWORD, VERIFIER, OAuthCase, challenge, unpad

class ProviderTest(OAuthCase):
    def id_token(self, token, nonce="n-1"):
        """Its claims, verified by the keys that we tell."""
        head, claims, signature = token.split(".")
        header = json.loads(unpad(head))
        self.assertEqual("RS256", header["alg"])
        [jwk] = [k for k in self.anyone.get("/oauth/jwks", expect=200).json()["keys"] if k["kid"] == header["kid"]]
        self.assertEqual({"kty", "n", "e", "use", "alg", "kid"}, set(jwk))
        n, e = (int.from_bytes(unpad(jwk[k]), "big") for k in "ne")
        rsa.RSAPublicNumbers(e, n).public_key().verify(unpad(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        claims = json.loads(unpad(claims))
        self.assertEqual((self.issuer(), nonce), (claims["iss"], claims.get("nonce")))
        return claims

    def test_discovery(self):
        for path in ("openid-configuration", "oauth-authorization-server"):
            told = self.anyone.get("/.well-known/" + path, expect=200).json()
            self.assertEqual(self.issuer(), told["issuer"])
            self.assertEqual(["S256"], told["code_challenge_methods_supported"])
            for name in ("authorization", "token", "userinfo", "revocation", "introspection"):
                self.assertTrue(told[f"{name}_endpoint"].startswith(self.issuer() + "/oauth/"), name)
        self.assertEqual("*", self.anyone.get("/oauth/jwks").headers["access-control-allow-origin"])

    def test_from_the_question_to_the_person(self):
        erin = self.stack.new_account("erin", PASSWORD)
        browser = self.browser(erin)
        asked = self.ask(browser, self.web)
        self.assertEqual(("consent", "A program", "app.example", erin.address),
                         (asked["needs"], asked["client"], asked["to"], asked["address"]))
        self.assertEqual("openid profile email mail dav", asked["scopes"])
        at, back = self.redirect(self.allow(browser, asked))
        self.assertEqual((BACK, "s t&te"), (at, back["state"]))
        got = self.token(self.web, back["code"])
        self.assertEqual(("Bearer", 3600), (got["token_type"], got["expires_in"]))
        claims = self.id_token(got["id_token"])
        info = self.by(got["access_token"], "GET", "/oauth/userinfo", expect=200).json()
        self.assertEqual(claims["sub"], info["sub"])
        self.assertEqual((self.web["client_id"], ["pwd"], erin.address, erin.address),
                         (claims["aud"], claims["amr"], claims["email"], info["email"]))
        half = hashlib.sha256(got["access_token"].encode()).digest()[:16]
        self.assertEqual(half, unpad(claims["at_hash"]))
        profile = self.by(got["access_token"], "GET", "/oauth/profile", expect=200).json()
        self.assertEqual((True, erin.address, erin.address), (profile["success"], profile["username"], profile["email"]))
        self.assertEqual(info, self.by(got["access_token"], "POST", "/oauth/userinfo", "", expect=200).json())
        # What was allowed once is not asked again, unless the program wants that.
        self.assertIn("code", self.redirect(self.ask(browser, self.web))[1])
        self.assertEqual("consent", self.ask(browser, self.web, prompt="consent")["needs"])

    def test_a_program_on_a_port_of_its_own(self):
        at = "http://127.0.0.1:43210/back"
        code = self.code(self.app, redirect_uri=at)
        got = self.token(self.app, code, redirect_uri=at)
        self.assertTrue(self.is_live(got["access_token"]))
        # Whoever keeps no secret is asked about each time.
        self.assertEqual("consent", self.ask(self.browser(), self.app)["needs"])

    def test_who_is_not_there_signs_in_first(self):
        self.assertEqual("sign-in", (asked := self.ask(self.anyone, self.web, login_hint="dora"))["needs"])
        self.assertEqual("dora", asked["hint"])
        self.assertNotIn("account", asked)
        browser = self.browser()
        again = browser.post(AUTHORIZATION, {"request": asked["request"]}, headers=OURS, expect=200).json()
        self.assertEqual("consent", again["needs"]) if "needs" in again else self.redirect(again)

    def test_a_second_factor_is_obeyed(self):
        erin = self.stack.new_account("erin", PASSWORD)
        browser = self.browser(erin)
        offer = browser.post("/api/v2/factors/totp", {}, expect=200).json()
        app = App(offer["secret"])
        browser.post("/api/v2/factors/totp", {"step": offer["step"], "code": app.code()}, expect=200)
        asked = self.ask(self.anyone, self.web)
        step = self.anyone.post("/api/v2/session", {"login": erin.address, "password": PASSWORD}, headers=OURS, expect=202)
        self.assertEqual("second-factor", step.json()["needs"])
        self.assertNotIn("set-cookie", step.headers)
        again = self.anyone.post(AUTHORIZATION, {"request": asked["request"], "account": "1", "allow": True}, headers=OURS, expect=200)
        self.assertEqual("sign-in", again.json()["needs"])

    def test_prompt_and_max_age(self):
        self.assertEqual("login_required", self.redirect(self.ask(self.anyone, self.web, prompt="none"))[1]["error"])
        erin = self.stack.new_account("erin", PASSWORD)
        browser = self.browser(erin)
        self.assertEqual("consent_required", self.redirect(self.ask(browser, self.web, prompt="none"))[1]["error"])
        self.tokens(who=erin)
        self.assertIn("code", self.redirect(self.ask(browser, self.web, prompt="none"))[1])
        for how in ({"prompt": "login"}, {"max_age": "0"}):
            asked = self.ask(browser, self.web, **how)
            self.assertEqual("proof", asked["needs"], how)
            # Saying yes does not get around it.
            self.assertEqual("proof", self.allow(browser, asked)["needs"])
            browser.post("/api/v2/session/proof", {"password": PASSWORD}, expect=204)
            self.assertIn("code", self.redirect(self.allow(browser, asked))[1])
        self.assertEqual("login_required", self.redirect(self.ask(browser, self.web, prompt="none", max_age="0"))[1]["error"])
        self.assertIn("code", self.redirect(self.ask(browser, self.web, max_age="3600"))[1])

    def test_what_a_person_refuses(self):
        browser = self.browser()
        asked = self.ask(browser, self.web, prompt="consent")
        answer = browser.post(AUTHORIZATION, {"request": asked["request"], "allow": False}, headers=OURS, expect=200).json()
        self.assertEqual("access_denied", self.redirect(answer)[1]["error"])
        self.allow(browser, asked, expect=404)

    def test_broken_questions(self):
        # Before client and address are known nothing goes anywhere but to the person.
        for wrong in ({"client_id": "nobody"}, {"client_id": None}, {"redirect_uri": "https://evil.example/back"},
                      {"redirect_uri": BACK + "/"}, {"redirect_uri": BACK + "?x=1"}, {"redirect_uri": BACK.upper()},
                      {"redirect_uri": "https://app.example:444/back"}, {"redirect_uri": "https://app.example@evil.example/back"},
                      {"redirect_uri": "javascript:alert(1)"}, {"redirect_uri": "//evil.example"}):
            with self.subTest(wrong):
                self.assertNotIn("redirect", self.ask(self.anyone, self.web, expect=400, **wrong))
        twice = f"client_id={self.web['client_id']}&redirect_uri={BACK}&response_type=code&redirect_uri=https://evil.example/"
        self.anyone.post(AUTHORIZATION, {"query": twice}, headers=OURS, expect=400)
        for wrong, want in (({"response_type": None}, "invalid_request"), ({"response_type": "token"}, "unsupported_response_type"),
                            ({"scope": "admin"}, "invalid_scope"), ({"code_challenge_method": "plain"}, "invalid_request"),
                            ({"code_challenge_method": None}, "invalid_request"), ({"code_challenge": "short"}, "invalid_request"),
                            ({"response_mode": "fragment"}, "invalid_request"), ({"prompt": "none login"}, "invalid_request"),
                            ({"max_age": "-1"}, "invalid_request"), ({"request": "e30.e30."}, "request_not_supported"),
                            ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported")):
            with self.subTest(wrong):
                at, back = self.redirect(self.ask(self.anyone, self.web, **wrong))
                self.assertEqual((BACK, want, "s t&te"), (at, back["error"], back["state"]))
        at, back = self.redirect(self.ask(self.anyone, self.app, code_challenge=None, code_challenge_method=None))
        self.assertEqual("invalid_request", back["error"])

    def test_only_our_own_page_decides(self):
        browser = self.browser()
        asked = self.ask(browser, self.web, prompt="consent")
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
                        {"Sec-Fetch-Site": None}):
            browser.post(AUTHORIZATION, {"request": asked["request"], "account": asked["account"], "allow": True},
                         headers=headers, expect=403)
        browser.post(AUTHORIZATION, json.dumps({"request": asked["request"], "account": asked["account"], "allow": True}),
                     headers={"Content-Type": "text/plain"}, expect=400)
        # Somebody else signed in since the page asked.
        other = self.stack.new_account("erin", PASSWORD)
        self.assertNotIn("redirect", self.allow(self.browser(other), asked))
        page = self.anyone.get("/oauth/authorize?client_id=x", expect=200)
        self.assertIn("frame-ancestors 'none'", page.headers["content-security-policy"])
        moved = self.form("/oauth/authorize", {"client_id": "a b", "state": "x"}, expect=303, headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual("/oauth/authorize?client_id=a+b&state=x", moved.headers["location"])
        self.anyone.post("/oauth/authorize", "client_id=x\r\nSet-Cookie: a=b", expect=400)

    def test_codes_are_good_once(self):
        code = self.code(self.web)
        got = self.token(self.web, code)
        self.assertTrue(self.is_live(got["access_token"]))
        self.error(self.token(self.web, code, expect=400), "invalid_grant")
        self.assertFalse(self.is_live(got["access_token"]), "what a stolen code led to goes on")
        self.error(self.refresh(self.web, got["refresh_token"], expect=400), "invalid_grant")
        # Side by side, too.
        code = self.code(self.web)
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: self.token(self.web, code, expect=(200, 400)), range(6)))
        self.assertEqual(1, sum("access_token" in a for a in answers))
        [good] = [a for a in answers if "access_token" in a]
        self.assertFalse(self.is_live(good["access_token"]))

    def test_codes_are_for_one_program_and_request(self):
        other = self.new_client()
        for wrong in ({"code_verifier": None}, {"code_verifier": "w" * 64}, {"code_verifier": challenge()},
                      {"redirect_uri": BACK + "/"}, {"redirect_uri": None}, self.proof(other)):
            with self.subTest(list(wrong)):
                code = self.code(self.web)
                self.error(self.token(self.web, code, expect=400, **wrong), "invalid_grant")
                self.error(self.token(self.web, code, expect=400), "invalid_grant")	# used up
        # Somebody took the challenge out of the question: the answer to it is worth nothing.
        code = self.code(self.web, code_challenge=None, code_challenge_method=None)
        self.error(self.token(self.web, code, expect=400), "invalid_grant")
        code = self.code(self.web, code_challenge=None, code_challenge_method=None)
        self.assertIn("access_token", self.token(self.web, code, code_verifier=None))
        code = self.code(self.web)
        self.stack.sql("UPDATE oauth_code SET created = created - interval '61 seconds' WHERE NOT used")
        self.error(self.token(self.web, code, expect=400), "invalid_grant")

    def test_programs_prove_themselves(self):
        code = self.code(self.web)
        for wrong in ({"client_secret": "x"}, {"client_secret": None}, {"client_id": "nobody"}, {"client_id": None, "client_secret": None}):
            self.error(self.token(self.web, code, expect=401, **wrong), "invalid_client")
        pair = base64.b64encode(f"{self.web['client_id']}:{self.web['client_secret']}".encode()).decode()
        basic = {"Authorization": "Basic " + pair}
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        self.error(self.form("/oauth/token", {**fields, "client_secret": "x"}, expect=400, headers=basic).json(), "invalid_request")
        wrong = self.form("/oauth/token", fields, expect=401, headers={"Authorization": "Basic " + base64.b64encode(b"a:b").decode()})
        self.assertTrue(wrong.headers["www-authenticate"].startswith("Basic"))
        got = self.form("/oauth/token", fields, expect=200, headers={**basic, "Origin": "https://app.example", "Sec-Fetch-Site": "cross-site"})
        self.assertEqual(("no-store", "*"), (got.headers["cache-control"], got.headers["access-control-allow-origin"]))
        for fields, want in (({}, "invalid_request"), ({"grant_type": "password"}, "unsupported_grant_type"),
                             ({"grant_type": "authorization_code"}, "invalid_request"), ({"grant_type": "authorization_code", "code": "x"}, "invalid_grant")):
            self.error(self.form("/oauth/token", {**fields, **self.proof(self.web)}, expect=400).json(), want)
        self.error(self.anyone.post("/oauth/token", {"a": 1}, expect=400).json(), "invalid_request")
        # A person's password is none of a program's.
        own = base64.b64encode(f"{self.dora.address}:{PASSWORD}".encode()).decode()
        self.form("/oauth/token", {"grant_type": "authorization_code"}, expect=401, headers={"Authorization": "Basic " + own})

    def test_refresh_tokens_rotate(self):
        first = self.tokens()
        second = self.refresh(self.web, first["refresh_token"])
        self.assertNotEqual(first["refresh_token"], second["refresh_token"])
        self.assertTrue(self.is_live(second["access_token"]))
        self.assertNotIn("nonce", self.id_token(second["id_token"], nonce=None))
        self.error(self.refresh(self.app, second["refresh_token"], expect=400), "invalid_grant")
        other = self.new_client()
        self.error(self.refresh(other, second["refresh_token"], expect=400), "invalid_grant")
        self.error(self.refresh(self.web, second["refresh_token"], expect=400, scope="mail admin"), "invalid_scope")
        third = self.refresh(self.web, second["refresh_token"], scope="mail")
        self.assertEqual("mail", third["scope"])
        # Used two generations ago: somebody has stolen it, or the last one.
        self.error(self.refresh(self.web, first["refresh_token"], expect=400), "invalid_grant")
        self.error(self.refresh(self.web, third["refresh_token"], expect=400), "invalid_grant")
        self.assertFalse(self.is_live(second["access_token"]))
        events = [row[0] for row in self.stack.sql("SELECT event FROM audit ORDER BY id DESC LIMIT 40")]
        self.assertIn("oauth.replay", events)

    def test_an_answer_that_got_lost(self):
        first = self.tokens()
        lost = self.refresh(self.web, first["refresh_token"])
        again = self.refresh(self.web, first["refresh_token"])
        self.assertTrue(self.is_live(again["access_token"]))
        good = self.refresh(self.web, again["refresh_token"])
        # The one that was lost and comes up after all ends everything.
        self.error(self.refresh(self.web, lost["refresh_token"], expect=400), "invalid_grant")
        self.error(self.refresh(self.web, good["refresh_token"], expect=400), "invalid_grant")
        late = self.tokens()
        self.refresh(self.web, late["refresh_token"])
        self.stack.sql("UPDATE oauth_token SET used = used - interval '61 seconds' WHERE used > now() - interval '1 hour'")
        self.error(self.refresh(self.web, late["refresh_token"], expect=400), "invalid_grant")

    def test_programs_revoke_and_ask(self):
        other, service = self.new_client(), self.new_client(introspect=True)
        got = self.tokens()

        def about(client, token, expect=200):
            return self.form("/oauth/introspect", {"token": token, **self.proof(client)}, expect=expect).json()
        for client in (self.web, service):
            told = about(client, got["access_token"])
            self.assertEqual((True, self.dora.address, "Bearer"), (told["active"], told["username"], told["token_type"]))
        self.assertEqual({"active": False}, about(other, got["access_token"]))
        self.assertEqual({"active": False}, about(service, "x"))
        self.error(about(self.app, got["access_token"], expect=401), "invalid_client")
        self.form("/oauth/revoke", {"token": got["access_token"], **self.proof(other)}, expect=400)
        self.form("/oauth/revoke", {"token": "x", **self.proof(other)}, expect=200)
        self.form("/oauth/revoke", {"token": got["access_token"], **self.proof(self.web)}, expect=200)
        self.assertFalse(self.is_live(got["access_token"]))
        fresh = self.refresh(self.web, got["refresh_token"])
        self.form("/oauth/revoke", {"token": fresh["refresh_token"], **self.proof(self.web)}, expect=200)
        self.assertFalse(self.is_live(fresh["access_token"]))
        self.assertEqual({"active": False}, about(service, fresh["refresh_token"]))

    def test_people_take_back_what_they_allowed(self):
        erin = self.stack.new_account("erin", PASSWORD)
        got, other = self.tokens(who=erin), self.tokens(self.app, who=erin)
        browser = self.browser(erin)
        listed = browser.get(GRANTS, expect=200).json()
        self.assertEqual(2, len(listed))
        self.assertEqual({"id", "client", "name", "scope", "created", "used", "address"}, set(listed[0]))
        [mine] = [g for g in listed if g["client"] == self.web["client_id"]]
        for name in ("0", "-1", "x", "9" * 30, mine["id"] + "/x"):
            browser.delete(f"{GRANTS}/{name}", expect=404)
        self.browser().delete(f"{GRANTS}/{mine['id']}", expect=404)
        browser.delete(f"{GRANTS}/{mine['id']}", expect=204)
        self.assertFalse(self.is_live(got["access_token"]))
        self.assertTrue(self.is_live(other["access_token"]))
        self.assertEqual(1, len(browser.get(GRANTS).json()))
        # A new password ends what stood on the old one.
        self.stack.command("user", "password", erin.address, "--password-stdin", input="another horse battery\n")
        self.assertFalse(self.is_live(other["access_token"]))

    def test_accounts_and_programs_that_are_switched_off(self):
        erin = self.stack.new_account("erin", PASSWORD)
        client = self.new_client()
        got = self.tokens(client, who=erin, scope="profile")
        for off in ("0", "1"):
            self.api.done("edit/oauth2-client", {"items": [client["id"]], "attr": {"active": off}})
            self.assertEqual(off == "1", self.is_live(got["access_token"]))
        self.api.done("edit/mailbox", {"items": [erin.address], "attr": {"active": "0"}})
        self.assertFalse(self.is_live(got["access_token"]))
        self.error(self.refresh(client, got["refresh_token"], expect=400), "invalid_grant")

    def test_clients_by_mailcows_calls(self):
        [entry] = self.api.done("add/oauth2-client", {"redirect_uri": "https://mailcow.tld"})
        [found] = [c for c in self.api.get("oauth2-client/all") if c["redirect_uri"] == "https://mailcow.tld"]
        self.assertEqual("*", found["client_secret"])
        self.assertEqual(found, self.api.get(f"oauth2-client/{found['id']}"))
        self.api.done("edit/oauth2-client", {"items": [found["id"]], "attr": {"renew_secret": "1"}})
        for uri in ("http://app.example/", "javascript:alert(1)", "data:text/html,x", "https://a b/", "https://app.example/#x",
                    "https://user@app.example/", "app:/back", "//app.example", ""):
            self.assertIn(self.api.refused("add/oauth2-client", {"redirect_uri": uri}), ("redirect_uri_invalid", "value_invalid"), uri)
        self.api.done("delete/oauth2-client", [str(found["id"])])
        self.assertNotIn(found["id"], [c["id"] for c in self.api.get("oauth2-client/all") or []])
        self.assertNotIn(self.web["client_secret"], json.dumps(self.stack.sql("SELECT coalesce(before::text, '') || coalesce(after::text, '') FROM audit")))

    def test_keys_rotate_with_overlap(self):
        before = self.tokens()["id_token"]
        old = [k["kid"] for k in self.anyone.get("/oauth/jwks").json()["keys"]]
        [signs] = [k["kid"] for k in self.api.get("oauth2-key/all") if k["signs"]]
        self.api.done("edit/oauth2-key", {"items": [signs], "attr": {"replace": "1"}})
        after = self.tokens()["id_token"]
        kid = [json.loads(unpad(t.split(".")[0]))["kid"] for t in (before, after)]
        self.assertEqual(signs, kid[0])
        self.assertNotEqual(*kid)
        self.assertEqual({*old, kid[1]}, {k["kid"] for k in self.anyone.get("/oauth/jwks").json()["keys"]})
        self.id_token(before)
        self.id_token(after)
        self.api.done("delete/oauth2-key", [signs])
        self.assertNotIn(signs, {k["kid"] for k in self.anyone.get("/oauth/jwks").json()["keys"]})


class ScopesTest(OAuthCase):
    """Access tokens open mail, calendars and contacts, as far as their scopes go."""

    def imap(self, token, mechanism="XOAUTH2", who=None):
        who = who or self.dora.address
        first = f"user={who}\1auth=Bearer {token}\1\1" if mechanism == "XOAUTH2" else f"n,a={who},\1auth=Bearer {token}\1\1"
        c = imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=self.stack.tls())
        self.addCleanup(c.shutdown)
        said = []

        def answer(challenge):
            # What comes after the first answer tells the error, and wants an empty one.
            said.append(challenge)
            return first.encode() if len(said) == 1 else b""
        try:
            c.authenticate(mechanism, answer)
        except imaplib.IMAP4.error:
            return json.loads(said[1]) if len(said) > 1 else {}
        c.select("INBOX")
        return None

    def smtp(self, token):
        with smtplib.SMTP("localhost", self.stack.port("submission"), timeout=60) as s:
            s.starttls(context=self.stack.tls())
            s.ehlo()
            first = base64.b64encode(f"user={self.dora.address}\1auth=Bearer {token}\1\1".encode()).decode()
            code, _ = s.docmd("AUTH", f"XOAUTH2 {first}")
            if code == 334:
                code, _ = s.docmd("")
            if code == 235:
                s.sendmail(self.dora.address, [self.dora.address], "Subject: by token\r\n\r\nx\r\n")
            return code

    def opens(self, token):
        """Which doors a token opens."""
        principal = f"/dav/principals/{self.dora.address}/"
        ways = {
            "imap": lambda: self.imap(token) is None, "oauthbearer": lambda: self.imap(token, "OAUTHBEARER") is None,
            "smtp": lambda: self.smtp(token) == 235,
            "jmap": lambda: self.by(token, "GET", "/.well-known/jmap").code == 200,
            "dav": lambda: self.by(token, "PROPFIND", principal, headers={"Depth": "0"}).code == 207,
            "rest": lambda: self.by(token, "GET", "/api/v2/objects/app-passwd").code == 200,
            "sessions": lambda: self.by(token, "GET", "/api/v2/sessions").code == 200,
            "userinfo": lambda: self.by(token, "GET", "/oauth/userinfo").code == 200,
        }
        with ThreadPoolExecutor(len(ways)) as pool:
            return {name for name, yes in zip(ways, pool.map(lambda way: way(), ways.values())) if yes}

    def test_what_each_scope_opens(self):
        for scope, want in (("openid profile email", {"userinfo"}), ("mail", {"imap", "oauthbearer", "smtp", "jmap"}), ("dav", {"dav"})):
            self.assertEqual(want, self.opens(self.tokens(scope=scope)["access_token"]), scope)
        self.assertEqual(set(), self.opens("A" * 43))

    def test_how_a_refusal_is_said(self):
        token = self.tokens(scope="mail")["access_token"]
        r = self.by(token, "PROPFIND", "/dav/", headers={"Depth": "0"}, expect=403)
        self.assertIn('error="insufficient_scope", scope="dav"', r.headers["www-authenticate"])
        r = self.by("x" * 43, "GET", "/.well-known/jmap", expect=401)
        self.assertIn('error="invalid_token"', r.headers["www-authenticate"])
        self.assertIn(self.imap("A" * 43).get("status"), ("401", "invalid_token"))
        # A token opens its own account alone.
        self.assertIsNotNone(self.imap(token, who=f"alice@{self.dora.address.split('@')[1]}"))
        self.anyone.get("/oauth/userinfo", expect=401)
        self.dora.get("/oauth/userinfo", expect=401)	# by password: no

    def test_what_was_taken_back_opens_nothing_more(self):
        got = self.tokens(scope="mail dav")
        self.assertIsNone(self.imap(got["access_token"]))
        self.assertIsNotNone(self.imap("B" * 43), "another token after one that Dovecot remembers")
        self.form("/oauth/revoke", {"token": got["refresh_token"], **self.proof(self.web)}, expect=200)
        self.assertIsNotNone(self.imap(got["access_token"]))
        self.assertEqual(set(), self.opens(got["access_token"]))

    def test_what_was_taken_back_closes_what_is_open(self):
        def opened(token):
            c = imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=self.stack.tls(), timeout=60)
            self.addCleanup(hang_up, c)
            c.authenticate("XOAUTH2", lambda _: f"user={self.dora.address}\1auth=Bearer {token}\1\1".encode())
            c.select("INBOX")
            return c
        program, other = self.new_client(scope="openid mail"), self.stack.client("bob").imap()
        self.addCleanup(hang_up, other)
        for close in (
                lambda got: self.form("/oauth/revoke", {"token": got["refresh_token"], **self.proof(program)}, expect=200),
                lambda got: self.api.done("edit/oauth2-client", {"items": [program["id"]], "attr": {"revoke_tokens": "1"}}),
                lambda got: self.api.done("delete/oauth2-client", [str(program["id"])])):
            got = self.tokens(program, scope="openid mail")
            mine = opened(got["access_token"])
            self.assertFalse(has_ended(mine))
            close(got)
            eventually(lambda: has_ended(mine))
        self.assertEqual("OK", other.noop()[0])
        # Who looks in the browser notices nothing.
        self.assertIsNotNone(self.dora_by_cookie())

    def dora_by_cookie(self):
        return self.browser().get("/.well-known/jmap", expect=200).json()

    def test_protocols_of_the_mailbox_hold(self):
        got = self.tokens(scope="mail dav")
        self.api.done("edit/mailbox", {"items": [self.dora.address], "attr": {"imap_access": "0", "dav_access": "0"}})
        self.addCleanup(self.api.done, "edit/mailbox", {"items": [self.dora.address], "attr": {"imap_access": "1", "dav_access": "1"}})
        self.assertEqual({"smtp", "jmap"}, self.opens(got["access_token"]))


if __name__ == "__main__":
    unittest.main()
