"""Signing in and out: the cookie, Basic, keys for scripts, and who may send what from where."""

import base64
import hashlib
import json
import unittest

from harness import Client, ServerTest, wait_for

SESSION = "/api/v2/session"
OURS = {"Sec-Fetch-Site": "same-origin"}


def basic(login, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()}


class SessionTest(ServerTest):
    def sign_in(self, login, password, expect=200, headers=OURS):
        return self.anyone.post(SESSION, {"login": login, "password": password},
                                headers=headers, expect=expect)

    def setUp(self):
        super().setUp()
        self.dora = self.stack.new_account("dora")
        self.name = self.dora.address.split("@")[0]

    def cookie_of(self, response):
        return response.headers["set-cookie"].split(";")[0]

    def test_sign_in(self):
        r = self.sign_in(self.dora.address, self.dora.password)
        who = r.json()
        self.assertEqual((self.dora.address, "user"), (who["address"], who["role"]))
        self.assertRegex(who["account"], r"^a\d+$")
        self.assertEqual({"account", "address", "name", "role"}, set(who))
        value, *attributes = [part.strip() for part in r.headers["set-cookie"].split(";")]
        self.assertRegex(value, r"^__Host-hayloft=[A-Za-z0-9_-]{43}$")
        # As long as the server keeps an unused session: a browser's restart does not end it.
        self.assertEqual({"HttpOnly", "Secure", "SameSite=Strict", "Path=/",
                          f"Max-Age={30 * 86400}"}, set(attributes))
        self.assertEqual("no-store", r.headers["cache-control"])
        again = self.anyone.get(SESSION, headers={"Cookie": value}, expect=200)
        self.assertEqual(who, again.json())

    def test_an_agent_of_any_bytes(self):
        r = self.sign_in(self.dora.address, self.dora.password, headers={**OURS, "User-Agent": b"caf\xe9 \xff"})
        self.assertRegex(self.cookie_of(r), "^__Host-hayloft=.")

    def test_streams_end_with_the_right_to_them(self):
        """An open event stream would go on telling of new mail to who may not read it any more."""
        for take_away in (
                lambda who: who.delete("/api/v2/sessions", headers=OURS, expect=204),
                lambda who: who.delete(SESSION, headers=OURS, expect=204),
                lambda who: self.stack.command("user", "password", self.dora.address, "--password-stdin",
                                               input=self.dora.password + "\n"),
                lambda who: self.stack.command("user", "edit", self.dora.address, "--active", "off")):
            who = Client(self.stack, self.dora.address, self.dora.password)
            who.sign_in()
            with who.events(types="*", timeout=60) as events:
                take_away(who)
                for _, data in events:
                    self.assertNotIn("Access", json.dumps(data))	# and here it ends, or times out
            self.assertEqual(401, who.get("/jmap/eventsource?types=*&closeafter=no&ping=0").code)

    def test_only_the_hash_is_kept(self):
        token = self.cookie_of(self.sign_in(self.dora.address, self.dora.password)).split("=")[1]
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.assertEqual([["1"]], self.stack.sql(f"SELECT count(*) FROM session WHERE encode(token_sha256, 'hex') = '{digest}'"))
        self.assertEqual([["0"]], self.stack.sql(f"SELECT count(*) FROM session s WHERE s::text LIKE '%{token}%'"))

    def test_logins_as_people_type_them(self):
        # A login without a domain means the only one: others that tests made here stand aside.
        others = [name for name, in self.stack.sql("UPDATE domain SET active = false"
                  " WHERE active AND name <> 'example.org' RETURNING name")]
        for name in others:
            self.addCleanup(self.stack.sql, f"UPDATE domain SET active = true WHERE name = '{name}'")
        for login in (self.name, self.dora.address.upper(), f"  {self.dora.address} "):
            who = self.sign_in(login, self.dora.password).json()
            self.assertEqual(self.dora.address, who["address"])

    def test_wrong_ones_look_alike(self):
        bodies = set()
        for login, password in ((self.dora.address, "wrong"), ("nobody@example.org", "wrong"),
                                (self.dora.address, ""), ("", ""), ("x" * 2000, "y"),
                                ("a\u0001b", "x"), (self.dora.address, "x" * 5000)):
            r = self.sign_in(login, password, expect=401)
            self.assertEqual("application/problem+json", r.headers["content-type"])
            self.assertNotIn("set-cookie", r.headers)
            self.assertNotIn("www-authenticate", r.headers)
            bodies.add(r.body)
        self.assertEqual(1, len(bodies))

    def test_malformed(self):
        for body in ("", "{", "[]", '"x"', '{"login":"a"}', '{"login":1,"password":"x"}',
                     '{"login":"a","password":"b","login":"c"}'):
            self.anyone.post(SESSION, body, headers={**OURS, "Content-Type": "application/json"},
                             expect=400)
        good = json.dumps({"login": self.dora.address, "password": self.dora.password})
        self.anyone.post(SESSION, good, headers={**OURS, "Content-Type": "text/plain"}, expect=400)

    def test_nobody(self):
        r = self.anyone.get(SESSION, expect=401)
        self.assertEqual((401, "Unauthorized"), (r.json()["status"], r.json()["title"]))
        for cookie in ("__Host-hayloft=", "__Host-hayloft=" + "A" * 43, "__Host-hayloft=x; other=y", "__Host-hayloftx=1"):
            self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)

    def test_sign_out(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        other = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        r = self.anyone.delete(SESSION, headers={"Cookie": cookie, **OURS}, expect=204)
        self.assertTrue(r.headers["set-cookie"].startswith("__Host-hayloft=; Max-Age=0"))
        self.assertEqual('"cache", "storage"', r.headers["clear-site-data"])
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)
        self.anyone.get(SESSION, headers={"Cookie": other}, expect=200)
        self.anyone.delete(SESSION, headers={"Cookie": cookie, **OURS}, expect=204)     # twice is no mistake

    def test_sign_out_everywhere(self):
        cookies = [self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
                   for _ in range(3)]
        self.alice.sign_in()
        self.dora.get("/.well-known/jmap", expect=200)      # fills the cache of Basic passwords
        r = self.anyone.delete("/api/v2/sessions", headers={"Cookie": cookies[0], **OURS}, expect=204)
        self.assertEqual('"cache", "storage"', r.headers["clear-site-data"])
        for cookie in cookies:
            self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)
        self.assertEqual([["0"]], self.stack.sql("SELECT count(*) FROM basic_cache b JOIN account a ON a.id = b.account_id"
            f" WHERE a.address = '{self.dora.address}'"))
        self.alice.get(SESSION, expect=200)
        self.anyone.delete("/api/v2/sessions", headers=OURS, expect=401)

    def test_a_new_password_ends_the_old_sign_ins(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        self.dora.get("/.well-known/jmap", expect=200)
        self.stack.command("user", "password", self.dora.address, "--password-stdin",
                           input="another one\n")
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)
        self.dora.get("/.well-known/jmap", expect=401)
        Client(self.stack, self.dora.address, "another one").get("/.well-known/jmap", expect=200)

    def test_switched_off(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        self.dora.get("/.well-known/jmap", expect=200)
        self.stack.command("user", "edit", self.dora.address, "--active", "off")
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)
        self.dora.get("/.well-known/jmap", expect=401)
        self.sign_in(self.dora.address, self.dora.password, expect=401)

    def test_deleted(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        self.dora.get("/.well-known/jmap", expect=200)
        self.stack.command("user", "delete", self.dora.address)
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)
        self.dora.get("/.well-known/jmap", expect=401)

    def test_unused_for_too_long(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        mine = f"account_id = (SELECT id FROM account WHERE address = '{self.dora.address}')"
        self.stack.sql("UPDATE session SET last_used = now() - interval '2 hours',"
                  f" expires = now() + interval '1 minute' WHERE {mine}")
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=200)        # slides
        self.assertEqual([["t", "t"]], self.stack.sql("SELECT expires > now() + interval '29 days', last_used > now() - interval '1 minute'"
            f" FROM session WHERE {mine}"))
        self.stack.sql(f"UPDATE session SET expires = now() WHERE {mine}")
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)

    def test_signing_in_again_ends_the_session_of_that_cookie(self):
        cookie = self.cookie_of(self.sign_in(self.dora.address, self.dora.password))
        self.sign_in(self.dora.address, self.dora.password, headers={"Cookie": cookie, **OURS})
        self.anyone.get(SESSION, headers={"Cookie": cookie}, expect=401)


class RememberedPasswordTest(ServerTest):
    """A worker goes by what it read of a remembered password, until anything that decides it changes."""
    domain = "remembered.example"
    path = "/dav/"

    # Each, and what takes it back.
    changes = (
        ("UPDATE account SET active = false WHERE id = {id}", "UPDATE account SET active = true WHERE id = {id}"),
        ("UPDATE account SET services = array_remove(services, 'dav') WHERE id = {id}",
         "UPDATE account SET services = services || '{{dav}}' WHERE id = {id}"),
        ("UPDATE account SET must_have_2fa = true WHERE id = {id}",
         "UPDATE account SET must_have_2fa = false WHERE id = {id}"),
        ("UPDATE domain SET active = false WHERE name = '{domain}'",
         "UPDATE domain SET active = true WHERE name = '{domain}'"),
        ("INSERT INTO totp (account_id, secret, last_step) VALUES ({id}, 'x', 0)",
         "DELETE FROM totp WHERE account_id = {id}"),
        ("INSERT INTO webauthn_key (account_id, name, rp_id, credential_id, algorithm, public_key, passkey)"
         " VALUES ({id}, 'k', 'x', 'x', -7, 'x', false)", "DELETE FROM webauthn_key WHERE account_id = {id}"),
        ("INSERT INTO yubico_key (account_id, public_id, name) VALUES ({id}, 'cccccccccccc', 'k')",
         "DELETE FROM yubico_key WHERE account_id = {id}"),
        ("UPDATE credential SET active = false WHERE account_id = {id}",
         "UPDATE credential SET active = true WHERE account_id = {id}"),
        ("UPDATE credential SET hash = hash || 'x' WHERE account_id = {id}",
         "UPDATE credential SET hash = left(hash, -1) WHERE account_id = {id}"),
        ("DELETE FROM credential WHERE account_id = {id}", None),
    )

    def sql(self, text):
        return self.stack.sql(text.format(id=self.id, domain=self.domain))

    def look(self, who, code):
        """Often enough for any worker to have served it."""
        for _ in range(4):
            who.request("PROPFIND", self.path, headers={"Depth": "0"}, expect=code)

    def test_what_changes_is_asked_again(self):
        self.stack.command("domain", "add", self.domain)
        address = f"nora@{self.domain}"
        self.stack.command("user", "add", address, "--password-stdin", input="correct horse battery\n")
        nora = Client(self.stack, address, "correct horse battery")
        self.id = self.stack.sql(f"SELECT id FROM account WHERE address = '{address}'")[0][0]
        self.look(nora, 207)
        for change, back in self.changes:
            with self.subTest(change):
                self.sql(change)
                nora.request("PROPFIND", self.path, headers={"Depth": "0"}, expect=401)
                if back is not None:
                    self.sql(back)
                    self.look(nora, 207)

    def test_an_app_password(self):
        erna = self.stack.new_account("erna")
        self.id = self.stack.sql(f"SELECT id FROM account WHERE address = '{erna.address}'")[0][0]
        self.sql("INSERT INTO credential (account_id, kind, name, hash, protocols) SELECT account_id, 'app', 'phone',"
                 " hash, '{{dav}}' FROM credential WHERE account_id = {id}")
        self.look(erna, 207)
        self.sql("DELETE FROM basic_cache WHERE account_id = {id}")	# is verified again, and remembered
        self.look(erna, 207)
        self.assertEqual([["1"]], self.sql("SELECT count(*) FROM basic_cache WHERE account_id = {id}"))

    def test_a_deleted_account(self):
        olga = self.stack.new_account("olga")
        self.look(olga, 207)
        self.stack.command("user", "delete", olga.address)
        self.look(olga, 401)


class OtherSitesTest(ServerTest):
    """A page elsewhere makes the browser send requests with its cookies."""

    def setUp(self):
        super().setUp()
        self.alice.sign_in()
        self.authority = f"localhost:{self.stack.port('https')}"

    def code(self, method, path, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.anyone.request(method, path, headers={"Cookie": self.alice.cookie, **headers}).code

    def test_what_changes_something_must_come_from_us(self):
        path = "/api/v2/sessions"
        refused = (
            {}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
            {"Sec_Fetch_Site": "none"}, {"Origin": "null"}, {"Origin": "https://evil.example"},
            {"Origin": f"http://{self.authority}"}, {"Origin": f"https://{self.authority}.evil.example"},
            {"Origin": f"https://{self.authority}", "Sec_Fetch_Site": "cross-site"},
        )
        for headers in refused:
            self.assertEqual(403, self.code("DELETE", path, **headers), headers)
        self.assertEqual(200, self.code("GET", SESSION))
        self.assertEqual(204, self.code("DELETE", path, Origin=f"https://{self.authority}"))

    def test_reading_needs_no_proof(self):
        self.assertEqual(200, self.code("GET", SESSION))
        self.assertEqual(200, self.code("GET", "/.well-known/jmap"))

    def test_nobody_is_signed_in_from_elsewhere(self):
        body = {"login": self.alice.address, "password": self.alice.password}
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            self.anyone.post(SESSION, body, headers=headers, expect=403)
        self.anyone.post(SESSION, body, headers={}, expect=200)     # a script, not a page

    def test_passwords_that_a_browser_remembers_are_no_way_around(self):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            r = self.anyone.delete("/api/v2/sessions", headers={
                **basic(self.alice.address, self.alice.password), **headers})
            self.assertEqual(403, r.code)


class BasicTest(ServerTest):
    PATH = "/.well-known/jmap"

    def test_right_and_wrong(self):
        dora = self.stack.new_account("dora")
        dora.get(self.PATH, expect=200)
        dora.get(self.PATH, expect=200)
        for headers in (basic(dora.address, "wrong"), basic("nobody@example.org", "x"),
                        {"Authorization": "Basic !!!"}, {"Authorization": "Basic"}, {}):
            r = self.anyone.get(self.PATH, headers=headers, expect=401)
            self.assertEqual('Basic realm="Hayloft", charset="UTF-8"', r.headers["www-authenticate"])
        r = self.anyone.get(self.PATH, headers={"Authorization": "Bearer x"}, expect=401)
        self.assertEqual('Bearer realm="Hayloft", error="invalid_token"', r.headers["www-authenticate"])

    def test_no_prompt_in_a_page(self):
        for headers in (OURS, {"Cookie": "x=y"}, {"Sec-Fetch-Mode": "navigate"}):
            r = self.anyone.get(self.PATH, headers=headers, expect=401)
            self.assertNotIn("www-authenticate", r.headers)

    def test_thunderbird_is_no_page(self):
        """As version 153 asks over TLS: without the challenge it never sends its password."""
        theirs = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "same-origin", "Origin": self.stack.url.rstrip("/")}
        r = self.anyone.request("PROPFIND", "/dav/", headers=theirs, expect=401)
        self.assertIn("Basic", r.headers["www-authenticate"])
        for change in ({"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Dest": "image"}, {"Cookie": "x=y"}):
            r = self.anyone.request("PROPFIND", "/dav/", headers={**theirs, **change}, expect=401)
            self.assertNotIn("www-authenticate", r.headers)

    def test_the_second_request_pays_no_argon2(self):
        dora = self.stack.new_account("dora")
        dora.get(self.PATH, expect=200)
        where = (" FROM credential c JOIN account a ON a.id = c.account_id"
                 f" WHERE a.address = '{dora.address}'")
        [[hash_]] = self.stack.sql("SELECT c.hash" + where)
        # With the same row and another hash the cache must not answer.
        self.stack.sql("UPDATE credential c SET hash = '{ARGON2ID}broken' FROM account a"
                  f" WHERE a.id = c.account_id AND a.address = '{dora.address}'")
        dora.get(self.PATH, expect=401)
        self.stack.sql(f"UPDATE credential c SET hash = '{hash_}' FROM account a"
                  f" WHERE a.id = c.account_id AND a.address = '{dora.address}'")
        dora.get(self.PATH, expect=200)
        # Without the auth pool's table of brakes nobody is verified, but who is cached gets in.
        self.stack.sql("ALTER TABLE throttle RENAME TO throttle_away")
        self.addCleanup(self.stack.sql, "ALTER TABLE IF EXISTS throttle_away RENAME TO throttle")
        dora.get(self.PATH, expect=200)
        self.anyone.get(self.PATH, headers=basic(dora.address, "wrong"), expect=(500, 503))
        self.stack.sql("ALTER TABLE throttle_away RENAME TO throttle")

    def test_no_plain_password_is_kept(self):
        dora = self.stack.new_account("dora", "a very peculiar secret")
        dora.get(self.PATH, expect=200)
        for table in ("basic_cache", "credential", "audit", "session", "throttle"):
            self.assertEqual([["0"]], self.stack.sql(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%peculiar%'"), table)

    def test_app_passwords(self):
        dora = self.stack.new_account("dora")
        for protocols, code in (("jmap,imap", 200), ("imap,smtp", 401), ("dav", 401)):
            made = json.loads(self.stack.command("user", "app-add", dora.address, "--protocols",
                                                 protocols, "--json").stdout)
            one = Client(self.stack, dora.address, made["password"])
            one.get(self.PATH, expect=code)
            one.get(self.PATH, expect=code)
            # never good for the browser's sign-in
            self.anyone.post(SESSION, {"login": dora.address, "password": made["password"]}, expect=401)
            self.stack.command("user", "app-delete", dora.address, made["id"])
            one.get(self.PATH, expect=401)

    def test_passwords_with_letters_of_the_world(self):
        dora = self.stack.new_account("dora", "pässwörd: mit Döppelpunkt ☃")
        dora.get(self.PATH, expect=200)
        dora.sign_in()


class ApiKeyTest(ServerTest):
    def make(self, *options):
        done = self.stack.command("apikey", "add", "--name", f"key {id(self)} {options}",
                                  "--json", *options)
        key = json.loads(done.stdout)
        self.addCleanup(self.stack.command, "apikey", "delete", key["name"], check=False)
        return key

    def code(self, key, path="/.well-known/jmap"):
        return self.anyone.get(path, headers={"X-API-Key": key}).code

    def test_a_key_has_no_mailbox(self):
        self.assertEqual(403, self.code(self.make()["key"]))
        self.assertEqual(401, self.code("A" * 43))
        self.assertEqual(401, self.code("short"))
        self.assertEqual(401, self.code(self.make("--active", "off")["key"]))

    def test_from_elsewhere(self):
        for network, detail in (("192.0.2.0/24", "may not be used from"), ("127.0.0.0/8", "no mailbox")):
            key = self.make("--allow-from", network)["key"]
            r = self.anyone.get("/.well-known/jmap", headers={"X-API-Key": key}, expect=403)
            self.assertIn(detail, r.json()["detail"])

    def test_use_is_noted(self):
        key = self.make()
        self.code(key["key"])
        shown = wait_for(lambda: json.loads(self.stack.command(
            "apikey", "show", key["name"], "--json").stdout)["last_used"])
        self.assertRegex(shown, r"^\d{4}-")


if __name__ == "__main__":
    unittest.main()
