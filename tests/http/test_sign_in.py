"""Sessions, new passwords, codes, keys and passkeys: what opens an account, and what must not."""

import email
import email.policy
import imaplib
import json
import re
import unittest

from authenticator import App, Key, b64url, code_at
from harness import Client, wait_for
from sign_in_case import FACTORS, PASSWORD, SESSION, SESSIONS, SignInServerTest


class SignInTest(SignInServerTest):
    # --- sessions ---

    def test_own_sessions(self):
        here, there, third = self.signed_in(), self.signed_in(), self.signed_in()
        listed = here.get(SESSIONS, expect=200).json()
        self.assertEqual(3, len(listed))
        self.assertEqual([True], [s["current"] for s in listed if s["current"]])
        self.assertEqual({"127.0.0.1"}, {s["address"] for s in listed})
        self.assertEqual({"id", "created", "seen", "address", "agent", "way", "current"}, set(listed[0]))
        other = next(s["id"] for s in there.get(SESSIONS, expect=200).json() if s["current"])
        here.delete(f"{SESSIONS}/{other}", expect=204)
        there.get(SESSION, expect=401)
        here.delete(f"{SESSIONS}/{other}", expect=404)
        here.delete(f"{SESSIONS}/others", expect=204)
        third.get(SESSION, expect=401)
        here.get(SESSION, expect=200)
        self.assertEqual(1, len(here.get(SESSIONS, expect=200).json()))
        self.assertEqual(["session.end-one", "session.end-others"], self.events()[-2:])

    def test_somebody_elses_session(self):
        self.alice.sign_in()
        mine = self.alice.get(SESSIONS, expect=200).json()
        theirs = next(s["id"] for s in mine if s["current"])
        dora = self.signed_in()
        for name in (theirs, "0", "-1", "x", "", "others/x", "9" * 40, f"{theirs}%20OR%201=1"):
            self.assertIn(dora.delete(f"{SESSIONS}/{name}").code, (400, 404), name)
        self.alice.get(SESSION, expect=200)
        self.assertEqual([self.dora.address], sorted({self.dora.address for s in dora.get(SESSIONS).json()}))
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
            self.anyone.delete(f"{SESSIONS}/others", headers={"Cookie": dora.cookie, **headers}, expect=403)

    def test_an_ended_session_hears_of_it(self):
        here, there = self.signed_in(), self.signed_in()
        there.post("/jmap/api", {"using": ["urn:ietf:params:jmap:core"], "methodCalls": []}, expect=200)
        with there.events(types="*", timeout=60) as stream:
            here.delete(f"{SESSIONS}/others", expect=204)
            for _ in stream:		# ends, or times out
                pass
        there.get("/.well-known/jmap", expect=401)

    def test_last_logins(self):
        here = self.signed_in()
        app = json.loads(self.stack.command("user", "app-add", self.dora.address, "--json").stdout)["password"]
        self.assertEqual(self.ALL - {"rest"}, self.services(app))
        want, seen = {"web", "imap", "pop3", "smtp", "sieve", "jmap", "dav"}, {}

        def all_are_told():
            seen.update({row["service"]: row for row in here.get("/api/v2/last-logins", expect=200).json()})
            return want == set(seen)
        try:
            wait_for(all_are_told)
        except AssertionError:
            self.assertEqual(want, set(seen))
        self.assertEqual({"127.0.0.1"}, {row["address"] for row in seen.values()})
        shown = self.stack.client("admin").get(f"/api/v1/get/last-login/{self.dora.address}", expect=200).json()
        self.assertIn("imap", {row["service"] for row in shown["sasl"]})
        # Which app password it was is told, and its name outlives it.
        [[number, name]] = self.stack.sql(f"SELECT c.id, c.name FROM credential c JOIN account a ON a.id = c.account_id WHERE c.kind = 'app' AND a.address = '{self.dora.address}'")
        for service in ("imap", "smtp", "dav"):
            self.assertIn((service, int(number), name), {(r["service"], r["app_password"], r["app_password_name"]) for r in shown["sasl"]})
        self.stack.sql(f"DELETE FROM credential WHERE id = {number}")
        rows = self.stack.client("admin").get("/api/v1/get/logs/sasl/1000", expect=200).json()
        self.assertIn((self.dora.address, "imap", name, "127.0.0.1"), {(r["username"], r["service"], r["app_password_name"], r["real_rip"]) for r in rows})

    def test_a_picture_for_phones(self):
        here = self.signed_in()
        small, large = (here.get("/api/v2/qr?text=" + text, expect=200).json() for text in ("a", "%C3%A4" * 400))
        self.assertEqual(21 + 8, small["size"])		# version 1 and its quiet zone
        self.assertGreater(large["size"], small["size"])
        self.assertRegex(small["path"], r"^(M\d+ \d+h\d+v1h-\d+z)+$")
        for query in ("", "?text=", "?text=" + "x" * 1001, "?text=%FF"):
            here.get("/api/v2/qr" + query, expect=400)

    # --- passwords ---

    def change(self, browser, new, expect=200, **more):
        return browser.request("PATCH", f"/api/v2/objects/self/{self.dora.address}",
                               {"user_old_pass": PASSWORD, "user_new_pass": new, **more}, expect=expect)

    def test_a_new_password(self):
        app = json.loads(self.stack.command("user", "app-add", self.dora.address, "--json").stdout)["password"]
        here, there = self.signed_in(), self.signed_in()
        self.change(here, "short", expect=400)
        self.change(here, "Password123", expect=400)
        self.change(here, self.dora.address, expect=400)
        self.change(here, "another long one", expect=403, user_old_pass="not this")
        self.change(here, "another long one", end_sessions=False)
        there.get(SESSION, expect=200)
        here.request("PATCH", f"/api/v2/objects/self/{self.dora.address}",
                     {"user_old_pass": "another long one", "user_new_pass": PASSWORD}, expect=200)
        there.get(SESSION, expect=401)
        here.get(SESSION, expect=200)
        Client(self.stack, self.dora.address, app).get("/.well-known/jmap", expect=200)

    def test_the_rule_of_a_domain(self):
        admin = self.stack.client("admin")
        path = "/api/v2/objects/password-rule/"
        self.assertEqual((8, "0"), tuple(admin.get(path + "*", expect=200).json()[k] for k in ("length", "numbers")))
        admin.request("PATCH", path + "example.org", {"length": 12, "numbers": True, "lowerupper": True}, expect=200)
        self.addCleanup(admin.delete, path + "example.org")
        here = self.signed_in()
        self.assertEqual(12, here.get(FACTORS, expect=200).json()["password"]["length"])
        for bad in ("Short1", "no capitals here 1", "NO SMALL ONES 1", "No digits at all"):
            r = self.change(here, bad, expect=400)
            self.assertTrue(r.json()["type"].endswith("password_complexity"))
        admin.request("PATCH", f"/api/v2/objects/mailbox/{self.dora.address}", {"password": "tooshort1"}, expect=400)
        self.dora.request("PATCH", path + "example.org", {"length": 8}, expect=403)
        self.change(here, "Long enough 4 all")

    def test_a_password_that_must_be_new(self):
        admin = self.stack.client("admin")
        admin.request("PATCH", f"/api/v2/objects/mailbox/{self.dora.address}", {"force_pw_update": True}, expect=200)
        first = self.password(expect=202).json()
        self.assertEqual("new-password", first["needs"])
        self.assertNotIn("set-cookie", self.password(expect=202).headers)
        for bad in ("short", PASSWORD, "password1"):
            self.post({"step": first["step"], "password": bad}, 400)
        done = self.post({"step": first["step"], "password": "entirely fresh"}, 200)
        self.browser(done).get(SESSION, expect=200)
        self.post({"step": first["step"], "password": "once more new"}, 410)
        self.password(expect=401)
        self.password(password="entirely fresh")
        self.assertIn("password.change", self.events())

    def links(self, helper):
        """What stands behind the '#' of the links that came by mail, and the mails."""
        with helper.imap() as c:
            c.select("INBOX")
            mails = [email.message_from_bytes(c.fetch(n, "(BODY.PEEK[])")[1][0][1]) for n in c.search(None, "ALL")[1][0].split()]
        return [re.search(r"(https://\S+)/mail/password#(\S+)", m.get_payload(decode=True).decode()).groups() for m in mails], mails

    def forgot(self, helper, how_many, login=None, **headers):
        self.post({"forgotten": login or self.dora.address}, 204, **headers)
        wait_for(lambda: len(self.links(helper)[0]) == how_many)
        return self.links(helper)[0][-1][1]

    def test_a_forgotten_password_is_mended_by_mail(self):
        helper = self.stack.new_account("helper")
        here = self.signed_in()
        here.request("PATCH", FACTORS + "/recovery-address", {"address": self.dora.address}, expect=400)
        here.request("PATCH", FACTORS + "/recovery-address", {"address": "no address"}, expect=400)
        here.request("PATCH", FACTORS + "/recovery-address", {"address": helper.address.upper()}, expect=204)
        self.assertEqual(helper.address, here.get(FACTORS, expect=200).json()["recoveryAddress"])
        token = self.forgot(helper, 1, self.dora.address.upper(), Host="evil.example")
        ((base, _),), (mail,) = self.links(helper)
        self.assertNotIn("evil", mail.as_string())
        self.assertIn(f":{self.stack.port('https')}", base)
        self.assertEqual("auto-generated", mail["auto-submitted"])
        self.assertEqual([["0"]], self.sql(f"SELECT count(*) FROM sign_in_step s WHERE s::text LIKE '%{token}%'"))
        first = self.post({"step": token}, 202)
        self.assertEqual("new-password", first.json()["needs"])
        self.assertNotIn("set-cookie", first.headers)
        self.post({"step": token}, 410)
        here.get(SESSION, expect=200)
        # The answer to the second link ends what the third opens.
        second, third = self.forgot(helper, 2), self.forgot(helper, 3)
        step = self.post({"step": second}, 202).json()["step"]
        self.post({"step": step, "password": "password1"}, 400)
        done = self.post({"step": step, "password": "entirely fresh"}, 200)
        self.browser(done).get(SESSION, expect=200)
        here.get(SESSION, expect=401)
        self.post({"step": third}, 410)
        self.password(expect=401)
        self.password(password="entirely fresh")
        self.assertEqual({"user.add", "factor.recovery-address", "password.forgotten", "password.change"},
                         {e for e in self.events() if not e.startswith("session")})
        # Three in an hour are enough.
        self.post({"forgotten": self.dora.address}, 204)
        # (The task of the third one ends after its mail went.)
        wait_for(lambda: self.sql(f"SELECT count(*) FROM task WHERE account_id = {self.number} AND kind = 'password-link'") == [["0"]])
        self.assertEqual(3, self.events().count("password.forgotten"))

    def test_the_mail_with_a_link_in_the_words_of_an_administrator(self):
        admin, words = self.stack.client("admin"), "/api/v2/objects/reset-password-notification/reset-password-notification"
        self.addCleanup(self.stack.sql, "DELETE FROM setting WHERE name = 'reset-password-notification'")
        admin.request("PATCH", words, {"text_tmpl": "Hello {{username}}"}, expect=400)
        admin.request("PATCH", words, {"text_tmpl": "{{link}} {{self.__init__}}"}, expect=400)
        admin.request("PATCH", words, {"from": "help@example.org", "subject": "For {{username2}}", "html_tmpl":
                      '<p>Hi {{username2}}</p><a href="{{ link }}">{{username}}</a> {{token_lifetime}}'}, expect=200)
        shown = admin.get("/api/v2/wording/reset-password-notification", expect=200).json()
        self.assertEqual("For Ann <Example>", shown["subject"])
        self.assertIn("<p>Hi Ann &lt;Example&gt;</p>", shown["html"])
        helper = self.stack.new_account("helper")
        here = self.signed_in()
        here.request("PATCH", FACTORS + "/recovery-address", {"address": helper.address}, expect=204)
        admin.request("PATCH", f"/api/v2/objects/mailbox/{self.dora.address}", {"name": "<b>{{link}}</b>\u202e"}, expect=200)
        self.post({"forgotten": self.dora.address}, 204)
        def came():
            with helper.imap() as c:
                c.select("INBOX")
                return [email.message_from_bytes(c.fetch(n, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
                        for n in c.search(None, "ALL")[1][0].split()]
        [mail] = wait_for(came)
        self.assertEqual(("help@example.org", "For <b>{{link}}</b>\u202e"), (mail["From"], mail["Subject"]))
        html = mail.get_body(("html",)).get_content()
        self.assertIn("<p>Hi &lt;b&gt;{{link}}&lt;/b&gt;\u202e</p>", html)
        token = re.search(r'href="https://[^"#]+/mail/password#([^"]+)"', html).group(1)
        self.assertIn(f"/mail/password#{token}", mail.get_body(("plain",)).get_content())
        self.assertEqual("new-password", self.post({"step": token}, 202).json()["needs"])

    def test_a_link_does_not_replace_the_second_factor(self):
        helper = self.stack.new_account("helper")
        here = self.signed_in()
        app, codes = self.enrol(here)
        here.request("PATCH", FACTORS + "/recovery-address", {"address": helper.address}, expect=204)
        first = self.post({"step": self.forgot(helper, 1)}, 202).json()
        self.assertEqual("second-factor", first["needs"])
        self.post({"step": first["step"], "password": "entirely fresh"}, 400)
        second = self.post({"step": first["step"], "code": codes[0]}, 202).json()
        self.assertEqual("new-password", second["needs"])
        self.post({"step": second["step"], "password": "entirely fresh"}, 200)
        self.assertEqual("second-factor", self.password(password="entirely fresh", expect=202).json()["needs"])

    def test_nobody_learns_who_has_a_recovery_address(self):
        admin = self.stack.client("admin")
        rule = "/api/v2/objects/password-rule/example.org"
        nothing = "SELECT count(*) FROM task WHERE kind = 'password-link'"
        mailbox = f"/api/v2/objects/mailbox/{self.dora.address}"
        for login in (self.dora.address, "nobody@example.org", "x@elsewhere.example", "", "a" * 9000, "' OR 1=1 --"):
            self.assertEqual(b"", self.post({"forgotten": login}, 204).body)
        admin.request("PATCH", mailbox, {"recovery_email": self.alice.address}, expect=200)
        admin.request("PATCH", rule, {"by_mail": False}, expect=200)
        self.addCleanup(admin.delete, rule)
        self.assertIsNone(self.signed_in().get(FACTORS, expect=200).json()["recoveryAddress"])
        self.post({"forgotten": self.dora.address}, 204)
        admin.request("PATCH", rule, {"by_mail": True}, expect=200)
        admin.request("PATCH", mailbox, {"active": "2"}, expect=200)
        self.post({"forgotten": self.dora.address}, 204)
        self.assertEqual([["0"]], self.sql(nothing + f" AND account_id = {self.number}"))
        self.assertNotIn("password.forgotten", self.events())

    # --- codes ---

    def test_with_a_code_the_password_alone_opens_nothing(self):
        self.assertEqual(self.ALL, self.services(PASSWORD))
        here = self.signed_in()
        app, _ = self.enrol(here)
        self.assertEqual(set(), self.services(PASSWORD))
        made = here.post("/api/v2/objects/app-passwd", {"app_name": "phone"}, expect=201).json()
        self.assertEqual(self.ALL - {"rest"}, self.services(made["app_passwd"]))
        self.assertEqual("second-factor", self.password(expect=202).json()["needs"])
        here.delete(FACTORS + "/totp", expect=204)
        self.assertEqual(self.ALL, self.services(PASSWORD))
        events = self.events()
        for event in ("factor.totp-add", "factor.totp-delete", "basic.refused"):
            self.assertIn(event, events)

    def test_a_code_is_good_once(self):
        here = self.signed_in()
        app, codes = self.enrol(here)
        self.assertEqual(10, len(set(codes)))
        first = self.password(expect=202)
        self.assertNotIn("set-cookie", first.headers)
        step = first.json()
        self.assertEqual((True, True), (step["code"], step["recovery"]))
        code = app.code()
        self.post({"step": step["step"], "code": "000000" if code != "000000" else "111111"}, 401)
        done = self.post({"step": step["step"], "code": f"{code[:3]} {code[3:]}"}, 200)
        self.assertRegex(done.headers["set-cookie"], "^__Host-hayloft=")
        self.assertEqual("totp", next(s["way"] for s in self.browser(done).get(SESSIONS).json() if s["current"]))
        # Neither the code nor the step again, nor a code that is older.
        self.post({"step": step["step"], "code": code}, 410)
        again = self.password(expect=202).json()
        self.post({"step": again["step"], "code": code}, 401)
        self.post({"step": again["step"], "code": code_at(app.secret, app.last - 2)}, 401)
        self.post({"step": again["step"], "code": code_at(app.secret, app.step() + 3)}, 401)
        # A recovery code, however it is typed, once.
        typed = codes[0].upper().replace("-", " ")
        self.post({"step": again["step"], "code": typed}, 200)
        third = self.password(expect=202).json()
        self.post({"step": third["step"], "code": codes[0]}, 401)
        self.assertEqual(9, here.get(FACTORS).json()["recovery"])
        fresh = here.post(FACTORS + "/recovery", {}, expect=200).json()["recoveryCodes"]
        self.post({"step": third["step"], "code": codes[1]}, 401)
        self.post({"step": third["step"], "code": fresh[1]}, 200)
        self.assertEqual("factor.recovery-used", [e for e in self.events() if e.startswith("factor")][-1])

    def test_codes_cannot_be_guessed(self):
        self.enrol(self.signed_in())
        where = f"WHERE key LIKE '%{self.dora.address}'"
        step = self.password(expect=202).json()["step"]
        codes = []
        for n in range(11):
            self.sql(f"UPDATE throttle SET until = now() {where}")	# somebody with patience
            codes.append(self.post({"step": step, "code": f"{n:06d}"}, (401, 410, 429)).code)
        self.assertEqual([401] * 10 + [410], codes)
        # And without: the count is that of wrong passwords, which a right password does not clear.
        self.sql(f"UPDATE throttle SET until = now() + interval '1 minute' {where}")
        self.assertEqual(429, self.password(expect=429).code)
        self.sql(f"UPDATE throttle SET until = now() {where}")
        step = self.password(expect=202).json()["step"]
        self.sql(f"UPDATE throttle SET until = now() - interval '1 day' {where}")
        self.post({"step": step, "code": "000000"}, 401)
        # The wait that follows is seconds: made longer, lest it be over.
        self.sql(f"UPDATE throttle SET until = until + interval '1 hour' {where} AND until > now() - interval '1 hour'")
        self.post({"step": step, "code": "000000"}, 429)
        self.assertGreaterEqual(self.events().count("session.fail"), 11)

    def test_a_phone_with_the_old_password_holds_nobody_up(self):
        app, _ = self.enrol(self.signed_in())
        for _ in range(12):
            self.dora.get("/.well-known/jmap", expect=401)
        with imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=self.stack.tls()) as c:
            for _ in range(2):
                self.assertRaises(imaplib.IMAP4.error, c.login, self.dora.address, PASSWORD)
        self.assertEqual([["0"]], self.sql("SELECT coalesce(sum(failures), 0) FROM throttle"
                                           f" WHERE key LIKE '%{self.dora.address}'"))
        step = self.password(expect=202).json()["step"]
        self.post({"step": step, "code": app.code()}, 200)

    def test_what_is_kept_tells_nothing(self):
        here = self.signed_in()
        offer = here.post(FACTORS + "/totp", {}, expect=200).json()
        self.assertTrue(offer["uri"].startswith("otpauth://totp/Hayloft:"))
        self.assertRegex(offer["qr"]["path"], r"^(M\d+ \d+h\d+v1h-\d+z)+$")
        app = App(offer["secret"])
        codes = here.post(FACTORS + "/totp", {"step": offer["step"], "code": app.code()}, expect=200).json()["recoveryCodes"]
        step = self.password(expect=202).json()["step"]
        self.post({"step": step, "code": app.code()}, 200)
        secrets = (offer["secret"], offer["step"], step, codes[0], codes[0].replace("-", ""), PASSWORD)
        for table in ("totp", "recovery_code", "sign_in_step", "audit", "session", "last_login"):
            for secret in secrets:
                self.assertEqual([["0"]], self.sql(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%{secret}%'"), table)
        for secret in secrets:
            self.assertNotIn(secret, self.stack.log(5000) if not self.stack.external else "")

    def test_what_changes_the_sign_in_asks_for_the_password_again(self):
        here = self.signed_in()
        self.sql(f"UPDATE session SET proved = now() - interval '11 minutes' WHERE account_id = {self.number}")
        self.assertFalse(here.get(FACTORS).json()["proved"])
        for method, path in (("POST", "/totp"), ("DELETE", "/totp"), ("POST", "/keys"), ("POST", "/recovery"),
                             ("DELETE", "/keys/1"), ("PATCH", "/keys/1"), ("PATCH", "/recovery-address")):
            r = here.request(method, FACTORS + path, {} if method != "DELETE" else None, expect=403)
            self.assertEqual("/api/#prove_again", r.json()["type"])
        r = here.post("/api/v2/objects/app-passwd", {"app_name": "x"}, expect=403)
        self.assertEqual("/api/#prove_again", r.json()["type"])
        here.post(SESSION + "/proof", {"password": "wrong"}, expect=403)
        here.get(SESSION, expect=200)
        here.post(SESSION + "/proof", {"password": PASSWORD}, expect=204)
        app, _ = self.enrol(here)
        # From now on the proof has two steps, too, and its token is good in this session only.
        self.sql(f"UPDATE session SET proved = now() - interval '11 minutes' WHERE account_id = {self.number}")
        step = here.post(SESSION + "/proof", {"password": PASSWORD}, expect=202).json()["step"]
        here.delete(FACTORS + "/totp", expect=403)
        self.post({"step": step, "code": app.code()}, 410)
        self.alice.sign_in()
        self.alice.post(SESSION + "/proof", {"step": step, "code": "123456"}, expect=410)
        here.post(SESSION + "/proof", {"step": step, "code": app.code()}, expect=204)
        here.delete(FACTORS + "/totp", expect=204)
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
            self.anyone.post(SESSION + "/proof", {"password": PASSWORD}, headers={"Cookie": here.cookie, **headers}, expect=403)
            self.anyone.post(FACTORS + "/totp", {}, headers={"Cookie": here.cookie, **headers}, expect=403)

    def test_an_administrator_wants_a_second_factor(self):
        admin = self.stack.client("admin")
        mailbox = f"/api/v2/objects/mailbox/{self.dora.address}"
        admin.request("PATCH", mailbox, {"force_tfa": True, "force_pw_update": True}, expect=200)
        self.assertEqual(set(), self.services(PASSWORD))
        first = self.password(expect=202).json()
        self.assertEqual("enrol", first["needs"])
        app = App(first["totp"]["secret"])
        second = self.post({"step": first["step"], "code": app.code()}, 202).json()
        self.assertEqual(("new-password", 10), (second["needs"], len(second["recoveryCodes"])))
        here = self.browser(self.post({"step": second["step"], "password": "entirely fresh"}, 200))
        r = here.delete(FACTORS + "/totp", expect=403)
        self.assertIn("administrator", r.json()["detail"])
        self.assertEqual(10, here.get(FACTORS).json()["recovery"])

    def test_who_lost_it_is_helped(self):
        admin = self.stack.client("admin")
        path = f"/api/v2/objects/second-factor/{self.dora.address}"
        here = self.signed_in()
        self.enrol(here)
        self.add_key(here)
        shown = admin.get(path, expect=200).json()
        self.assertEqual((True, 1, 10), (shown["totp"], shown["keys"], shown["recovery_codes"]))
        self.stack.client("bob").get(path, expect=(403, 404))
        self.stack.client("bob").delete(path, expect=(403, 404))
        here.delete(path, expect=403)
        self.password(expect=202)
        admin.delete(path, expect=204)
        self.password()
        self.enrol(here)
        done = json.loads(self.stack.command("user", "reset-factors", self.dora.address, "--json").stdout)
        self.assertTrue(done["had"])
        self.password()
        self.assertEqual(self.ALL, self.services(PASSWORD))
        self.assertIn("factor.reset", self.events())

    def test_a_session_of_before_goes_on_and_no_cookie_is_planted(self):
        here = self.signed_in()
        _, codes = self.enrol(here)
        planted = "__Host-hayloft=" + "A" * 43
        step = self.password(expect=202, cookie=planted).json()["step"]
        done = self.post({"step": step, "code": codes[0]}, 200, cookie=planted)
        self.assertNotIn("A" * 43, done.headers["set-cookie"])
        self.anyone.get(SESSION, headers={"Cookie": planted}, expect=401)
        here.get(SESSION, expect=200)
        # The step of one who was switched off, or whose password is another one now, leads nowhere.
        step = self.password(expect=202).json()["step"]
        self.stack.command("user", "password", self.dora.address, "--password-stdin", input="something else\n")
        self.post({"step": step, "code": codes[1]}, 401)
        step = self.password(password="something else", expect=202).json()["step"]
        self.stack.command("user", "edit", self.dora.address, "--active", "off")
        self.post({"step": step, "code": codes[2]}, 401)

    # --- keys ---

    def test_a_key_as_second_factor(self):
        here = self.signed_in()
        key = self.add_key(here, verifies=False)
        self.assertEqual(set(), self.services(PASSWORD))
        step = self.password(expect=202).json()
        self.assertEqual((False, "localhost"), (step["code"], step["key"]["rpId"]))
        self.assertEqual([b64url(key.id)], [k["id"] for k in step["key"]["allowCredentials"]])
        answer = key.get(step["key"])
        done = self.post({"step": step["step"], "key": answer}, 200)
        self.assertEqual("key", next(s["way"] for s in self.browser(done).get(SESSIONS).json() if s["current"]))
        self.post({"step": step["step"], "key": answer}, 410)
        # It does not verify who holds it, so it is no passkey.
        offer = self.post({"passkey": True}, 202).json()
        self.post({"step": offer["step"], "key": key.get(offer["key"])}, 401)
        listed = here.get(FACTORS).json()["keys"]
        self.assertEqual(("my key", False), (listed[0]["name"], listed[0]["passkey"]))
        here.request("PATCH", f"{FACTORS}/keys/{listed[0]['id']}", {"name": "blue one"}, expect=204)
        self.assertEqual("blue one", here.get(FACTORS).json()["keys"][0]["name"])
        bob = self.stack.client("bob")
        bob.sign_in()
        bob.request("PATCH", f"{FACTORS}/keys/{listed[0]['id']}", {"name": "mine"}, expect=404)
        bob.delete(f"{FACTORS}/keys/{listed[0]['id']}", expect=404)
        here.delete(f"{FACTORS}/keys/{listed[0]['id']}", expect=204)
        self.assertEqual(0, here.get(FACTORS).json()["recovery"])
        self.password()

    def test_a_passkey_needs_no_password(self):
        key = self.add_key(self.signed_in())
        offer = self.post({"passkey": True}, 202).json()
        self.assertEqual(("required", []), (offer["key"]["userVerification"], offer["key"]["allowCredentials"]))
        done = self.post({"step": offer["step"], "key": key.get(offer["key"])}, 200)
        self.assertEqual(self.dora.address, done.json()["address"])
        here = self.browser(done)
        self.assertEqual("passkey", next(s["way"] for s in here.get(SESSIONS).json() if s["current"]))
        # As a proof it must be the same person's.
        self.sql(f"UPDATE session SET proved = now() - interval '11 minutes' WHERE account_id = {self.number}")
        self.alice.sign_in()
        offer = self.alice.post(SESSION + "/proof", {"passkey": True}, expect=202).json()
        self.alice.post(SESSION + "/proof", {"step": offer["step"], "key": key.get(offer["key"])}, expect=403)
        offer = here.post(SESSION + "/proof", {"passkey": True}, expect=202).json()
        here.post(SESSION + "/proof", {"step": offer["step"], "key": key.get(offer["key"])}, expect=204)
        self.assertTrue(here.get(FACTORS).json()["proved"])
        key.verifies = False
        offer = self.post({"passkey": True}, 202).json()
        self.post({"step": offer["step"], "key": key.get(offer["key"])}, 401)

    def test_answers_that_are_not_right(self):
        here = self.signed_in()
        key, stranger = self.add_key(here), Key(self.origin())
        offer = self.post({"passkey": True}, 202).json()
        other = self.post({"passkey": True}, 202).json()

        def refused(answer, code=401):
            self.post({"step": offer["step"], "key": answer}, code)

        refused(key.get(other["key"]))
        refused(key.get(offer["key"], origin="https://evil.example"))
        refused(key.get(offer["key"], origin="http://localhost"))
        refused(key.get(offer["key"], crossOrigin=True))
        refused(key.get(offer["key"], type="webauthn.create"))
        refused(key.get(offer["key"], rp_id="evil.example"))
        stranger.id = key.id
        refused(stranger.get(offer["key"]))
        refused({**key.get(offer["key"]), "id": b64url(b"nobody's")})
        refused({"id": "x"}, 400)
        # Its counter went back: a copy of it signs.
        good = self.post({"passkey": True}, 202).json()
        self.post({"step": good["step"], "key": key.get(good["key"], counter=50)}, 200)
        good = self.post({"passkey": True}, 202).json()
        for counter in (50, 49, 0):
            self.post({"step": good["step"], "key": key.get(good["key"], counter=counter)}, 401)
        self.post({"step": good["step"], "key": key.get(good["key"], counter=51)}, 200)

    def test_keys_that_are_not_taken(self):
        here = self.signed_in()

        def offered():
            return here.post(FACTORS + "/keys", {}, expect=200).json()

        def refused(answer, offer, code, name="k"):
            here.post(FACTORS + "/keys", {"step": offer["step"], "name": name, "key": answer}, expect=code)

        offer, key = offered(), Key(self.origin())
        refused(key.create(offered()["key"]), offer, 403)
        refused(key.create(offer["key"], origin="https://evil.example"), offer, 403)
        refused(Key(self.origin(), rp_id="evil.example").create(offer["key"]), offer, 403)
        refused({**key.create(offer["key"]), "authenticatorData": b64url(key.auth_data())}, offer, 403)
        off_curve = key.credential()[:-1] + bytes([key.credential()[-1] ^ 1])
        refused({**key.create(offer["key"]), "authenticatorData": b64url(key.auth_data(off_curve))}, offer, 403)
        for cut in (0, 10, 37, 53, 60, 100):
            refused({**key.create(offer["key"]), "authenticatorData": b64url(key.auth_data(key.credential())[:cut])}, offer, (400, 403, 412))
        offer = offered()
        refused(key.create(offer["key"]), offer, 400, name="")
        refused(key.create(offer["key"]), offer, 400, name="x" * 101)
        refused(key.create(offer["key"]), offer, 400, name="two\nlines")
        refused(key.create(offer["key"]), offer, 200)
        refused(key.create(offer["key"]), offer, 412)
        offer = offered()
        self.assertEqual([b64url(key.id)], [k["id"] for k in offer["key"]["excludeCredentials"]])
        refused(key.create(offer["key"]), offer, 409)
        # Under a name that a client made up there are no keys.
        evil = {"Host": "evil.example"}
        self.assertEqual(403, self.post({"passkey": True}, 403, **evil).code)
        here.post(FACTORS + "/keys", {}, headers={**evil, "Origin": "https://evil.example"}, expect=403)


if __name__ == "__main__":
    unittest.main()
