"""Signing in with what others know: an OpenID provider elsewhere, which is another Hayloft here, and a directory."""

import base64
import imaplib
import json
import os
import poplib
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from harness import Client, Stack, wait_for
from oauth_case import PASSWORD, OAuthCase
from slapd import BASE, Slapd, person

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
        cls.here = Stack(config=f"fetch.authorities = {trusted}\nthrottle.account = 25\n").start()
        cls.addClassCleanup(cls.here.stop)
        cls.known = cls.new_client(f"https://localhost:{cls.here.port('https')}/oauth/callback", trusted=True)
        cls.here.command("api", "add", "mailbox/template", "template=People", "quota=77", "tags=elsewhere")
        cls.as_provider()

    @classmethod
    def as_provider(cls):
        cls.set_up(authsource="generic-oidc", name="The other one", server_url=f"https://localhost:{cls.stack.port('https')}",
                   client_id=cls.known["client_id"], client_secret=cls.known["client_secret"], import_users="0",
                   default_template="", mappers="", templates="")

    @classmethod
    def set_up(cls, **fields):
        [name, secret] = next(([n, fields.pop(n)] for n in ("client_secret", "bindpass") if n in fields), (None, None))
        cls.here.command("api", "edit", "identity-provider", "identity-provider", *[f"{k}={v}" for k, v in fields.items()],
                         *([f"{name}=-"] if secret else []), input=f"{secret}\n" if secret else None)

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
        events = [row[0] for row in self.here.sql("SELECT event FROM audit ORDER BY id")]
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

    # --- a directory ---------------------------------------------------------

    def directory(self, *people, **settings):
        """A real one that is believed from now on."""
        tls = [os.path.join(self.stack.state, "tls", f) for f in ("server.crt", "server.key")]
        ldap = Slapd(*people, tls=tls)
        self.addCleanup(ldap.close)
        self.addCleanup(self.as_provider)
        self.believe(ldap, **settings)
        return ldap

    def believe(self, ldap, **settings):
        self.set_up(**{"authsource": "ldap", "host": "127.0.0.1", "port": ldap.port, "use_tls": "1", "use_ssl": "0", "basedn": BASE,
                       "username_field": "mail", "filter": "(objectClass=inetOrgPerson)", "binddn": ldap.login,
                       "bindpass": ldap.password, **settings})

    def mailbox(self, name, source="ldap"):
        """One whose own password is PASSWORD."""
        domain = self.dora.address.split("@")[1]
        self.here.command("user", "add", f"{name}@{domain}", "--password-stdin", input=PASSWORD + "\n")
        self.addCleanup(self.here.command, "user", "delete", f"{name}@{domain}")
        if source != "mailcow":
            self.here.command("api", "edit", "mailbox", f"{name}@{domain}", f"authsource={source}")
        return f"{name}@{domain}"

    def signed_in(self, login, password):
        return Client(self.here).post(SESSION, {"login": login, "password": password}, headers=OURS)

    def dav(self, login, password):
        return Client(self.here, login, password).request("PROPFIND", "/dav/", headers={"Depth": "0"}).code

    def imap(self, login, password):
        c = imaplib.IMAP4_SSL("localhost", self.here.port("imaps"), ssl_context=self.here.tls())
        try:
            c.login(login, password)
            return "OK"
        except imaplib.IMAP4.error as e:
            return str(e)
        finally:
            c.shutdown()

    def pop3(self, login, password):
        c = poplib.POP3_SSL("localhost", self.here.port("pop3s"), context=self.here.tls(), timeout=60)
        try:
            c.user(login)
            return c.pass_(password).decode()[:3]
        except poplib.error_proto as e:
            return str(e)
        finally:
            c.close()

    def smtp(self, login, password):
        with smtplib.SMTP_SSL("localhost", self.here.port("submissions"), context=self.here.tls(), timeout=60) as s:
            s.ehlo()
            return s.docmd("AUTH", "PLAIN " + base64.b64encode(f"\0{login}\0{password}".encode()).decode())[0]

    def sieve(self, login, password):
        secret = base64.b64encode(f"\0{login}\0{password}".encode()).decode()
        with socket.create_connection(("localhost", self.here.port("managesieve")), timeout=60) as raw:
            f = raw.makefile("rwb")

            def answer():
                while True:
                    line = f.readline().decode()
                    if line.startswith(("OK", "NO", "BYE")) or not line:
                        return line.strip()
            answer()
            f.write(b"STARTTLS\r\n")
            f.flush()
            answer()
            with self.here.tls().wrap_socket(raw, server_hostname="localhost") as tls:
                f = tls.makefile("rwb")
                answer()
                f.write(f'AUTHENTICATE "PLAIN" "{secret}"\r\n'.encode())
                f.flush()
                return answer()

    def doors(self, login, password):
        """What each of them says; all at once, since who is refused waits for that."""
        doors = {"web": lambda: self.signed_in(login, password).code, "dav": lambda: self.dav(login, password),
                 "imap": lambda: self.imap(login, password)[:2], "pop3": lambda: self.pop3(login, password),
                 "smtp": lambda: self.smtp(login, password), "sieve": lambda: self.sieve(login, password)[:2]}
        with ThreadPoolExecutor(len(doors)) as pool:
            return dict(zip(doors, pool.map(lambda door: door(), doors.values())))

    OPEN = {"web": 200, "dav": 207, "imap": "OK", "pop3": "+OK", "smtp": 235, "sieve": "OK"}

    def shut(self, login, password):
        told = self.doors(login, password)
        self.assertEqual((401, 401, 535, "NO"), tuple(told[d] for d in ("web", "dav", "smtp", "sieve")), told)
        self.assertIn("AUTH", told["pop3"])
        self.assertNotEqual("OK", told["imap"])

    def test_a_directory_knows_passwords(self):
        odd = 'h&rs=% +"x\\'	# what has a meaning in a form, in a filter or in quotes
        ada, eve = self.mailbox("ada"), self.mailbox("eve")
        two = self.mailbox("two")
        ldap = self.directory(person("Ada One", 1, "userPassword: in the directory", ada), person("Eve Two", 2, f"userPassword: {odd}", eve),
                              person("Two Three", 3, "userPassword: twice", two), person("Two Four", 4, "userPassword: twice", two),
                              person("No Password", 5, mail="none@" + ada.split("@")[1]))
        self.assertEqual(self.OPEN, self.doors(ada, "in the directory"))
        self.assertEqual(self.OPEN, self.doors(ada, "in the directory"))	# as remembered
        # Nothing else opens it: not what we know, not what is somebody else's, no password at all, nor one of two entries.
        for login, password in ((ada, PASSWORD), (ada, odd), (ada, ""), (two, "twice")):
            with self.subTest(login=login, password=password):
                self.shut(login, password)
        self.assertNotEqual("OK", self.imap(ada, "in the\ndirectory"))
        self.assertEqual(self.OPEN, self.doors(eve, odd))
        # Over TLS from the first byte; without the certificate's name, or any, nobody's password goes there.
        self.believe(ldap, use_ssl="1", use_tls="0", port=ldap.tls_port)
        self.assertEqual(200, self.signed_in(ada, "in the directory").code)
        self.believe(ldap, filter="(uid=p2)")
        self.assertEqual((401, 200), (self.signed_in(ada, "in the directory").code, self.signed_in(eve, odd).code))
        # One that another authority vouches for is a stranger, whom nobody's password is told.
        folder = self.enterContext(tempfile.TemporaryDirectory())
        files = [os.path.join(folder, f) for f in ("cert", "key")]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=stranger", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
                       check=True, capture_output=True, timeout=60)
        stranger = Slapd(person("Ada One", 1, "userPassword: in the directory", ada), tls=files)
        self.addCleanup(stranger.close)
        self.believe(stranger)
        self.assertEqual(503, self.signed_in(ada, "in the directory").code)
        [told] = json.loads(self.here.command("api", "get", "identity-provider", "--json").stdout)
        self.assertEqual(("*", ""), (told["bindpass"], told["client_secret"]))
        self.assertNotIn(ldap.password, json.dumps(told))

    def test_rules_of_the_account_go_on(self):
        fay = self.mailbox("fay")
        self.directory(person("Fay One", 1, "userPassword: secret one", fay))
        self.here.command("api", "edit", "mailbox", fay, "imap_access=0")
        self.assertEqual((200, "+OK"), (self.signed_in(fay, "secret one").code, self.pop3(fay, "secret one")))
        self.assertNotEqual("OK", self.imap(fay, "secret one"))	# what POP3 learned is no answer for IMAP
        self.here.command("api", "edit", "mailbox", fay, "imap_access=1", "smtp_from=192.0.2.0/24")
        self.assertEqual(("OK", 535), (self.imap(fay, "secret one"), self.smtp(fay, "secret one")))
        self.here.command("api", "edit", "mailbox", fay, "smtp_from=127.0.0.0/8,::1", "force_pw_update=1")
        self.assertEqual(235, self.smtp(fay, "secret one"))
        self.assertEqual(200, self.signed_in(fay, "secret one").code)	# there is no password of ours to renew
        browser = Client(self.here, fay, "secret one")
        browser.sign_in()
        failures = lambda: self.here.sql(f"SELECT key, failures FROM throttle WHERE key LIKE '%{fay}' ORDER BY key")
        before = failures()
        for _ in range(3):
            [told] = browser.post("/api/v1/edit/self", {"items": [fay], "attr": {"user_old_pass": "secret one", "user_new_pass": PASSWORD, "user_new_pass2": PASSWORD}},
                                  headers=OURS, expect=200).json()
            self.assertEqual(("danger", "password_elsewhere"), (told["type"], told["msg"]))
        self.assertEqual(before, failures())
        app = json.loads(self.here.command("user", "app-add", fay, "--json").stdout)["password"]
        self.here.command("api", "edit", "mailbox", fay, "force_tfa=1")
        asked = self.signed_in(fay, "secret one")
        self.assertEqual((202, "enrol"), (asked.code, asked.json()["needs"]))
        for door in (self.imap, self.smtp, self.pop3, self.dav):
            self.assertNotIn(door(fay, "secret one"), ("OK", 235, "+OK", 207), door)
        self.assertEqual(("OK", 207), (self.imap(fay, app), self.dav(fay, app)))
        self.here.command("api", "edit", "mailbox", fay, "force_tfa=0", "active=2")
        self.shut(fay, "secret one")

    def test_a_directory_that_is_away(self):
        gus = self.mailbox("gus")
        own = self.mailbox("own", "mailcow")
        ldap = self.directory(person("Gus One", 1, "userPassword: secret one", gus))
        app = json.loads(self.here.command("user", "app-add", gus, "--json").stdout)["password"]
        ldap.stop()
        told = {"web": self.signed_in(gus, "secret one"), "dav": self.dav(gus, "secret one"), "smtp": self.smtp(gus, "secret one")}
        # Postfix 3.7 does not read from Dovecot that it is for now only.
        self.assertEqual((503, 503, 535), (told["web"].code, told["dav"], told["smtp"]))
        self.assertIn("retry-after", told["web"].headers)
        self.assertIn("[UNAVAILABLE]", self.imap(gus, "secret one"))
        self.assertIn("[SYS/TEMP]", self.pop3(gus, "secret one"))
        self.assertIn("TRYLATER", self.sieve(gus, "secret one"))
        self.assertEqual(("OK", 207, 200, "OK"), (self.imap(gus, app), self.dav(gus, app), self.signed_in(own, PASSWORD).code, self.imap(own, PASSWORD)))
        # One that takes calls and says nothing holds nobody else up, and nobody long.
        mute = self.enterContext(socket.create_server(("127.0.0.1", ldap.port)))
        self.believe(ldap)
        begun = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            codes = [f.result().code for f in [pool.submit(self.signed_in, gus, "secret one") for _ in range(8)]]
            self.assertEqual([503] * 8, codes)
            self.assertEqual(200, self.signed_in(own, PASSWORD).code)
        self.assertLess(time.monotonic() - begun, 30)
        mute.close()
        # It was nobody's fault, so nothing is held against the account; and there it is again.
        ldap.start()
        self.believe(ldap)
        self.assertEqual((200, "OK", 235), (self.signed_in(gus, "secret one").code, self.imap(gus, "secret one"), self.smtp(gus, "secret one")))
        # A reader that is let in no more is the server's trouble, and no guess of the person's.
        self.believe(ldap, bindpass="changed")
        self.assertEqual(503, self.signed_in(gus, "something else").code)
        self.assertIn("Invalid credentials", self.here.log(400))

    def test_who_is_new_gets_a_mailbox(self):
        domain = self.dora.address.split("@")[1]
        new, other = f"jo@{domain}", f"kim@{domain}"
        self.directory(person("Jo New", 1, "userPassword: secret one\nemployeeType: staff\ndisplayName: Jo of the Office", new),
                       person("Kim New", 2, "userPassword: secret two\nemployeeType: guest", other),
                       person("Far Away", 3, "userPassword: far\nemployeeType: staff", "far@not-ours.example"),
                       attribute_field="employeeType", mappers="staff", templates="People", default_template="", import_users="0")
        self.addCleanup(self.here.command, "user", "delete", new)
        there = lambda: [row[0] for row in self.here.sql(f"SELECT address FROM account WHERE address IN ('{new}', '{other}')")]
        self.assertEqual(401, self.signed_in(new, "secret one").code)
        self.set_up(import_users="1")
        self.addCleanup(self.set_up, attribute_field="", import_users="0", mappers="", templates="")
        # By one's own password only, in a domain of ours, and where a template is meant for one.
        for login, password in ((new, "wrong"), (new, ""), (other, "secret two"), ("far@not-ours.example", "far"), (f"*@{domain}", "secret one")):
            self.assertIn(self.signed_in(login, password).code, (400, 401), login)
        self.assertEqual([], there())
        with ThreadPoolExecutor(4) as pool:
            self.assertEqual([200] * 4, [r.code for r in pool.map(lambda _: self.signed_in(new, "secret one"), range(4))])
        self.assertEqual([new], there())
        box = json.loads(self.here.command("api", "get", "mailbox", new, "--json").stdout)
        self.assertEqual((77 << 20, "ldap", "Jo of the Office"), (box["quota"], box["authsource"], box["name"]))
        self.assertEqual(self.OPEN, self.doors(new, "secret one"))

    def test_guesses_count(self):
        hal = self.mailbox("hal")
        ldap = self.directory(person("Hal One", 1, "userPassword: secret one", hal))
        for i in range(40):
            if (code := self.signed_in(hal, f"guess {i}").code) == 429:
                break
            self.assertEqual(401, code)
        self.assertEqual(429, code)
        self.assertNotEqual("OK", self.imap(hal, "secret one"))
        self.believe(ldap)

    def test_a_directory_is_tried(self):
        ldap = self.directory(person("Ida One", 1))
        admin = self.here.client("admin")
        admin.sign_in()

        def tried(**attr):
            [entry] = admin.post("/api/v1/edit/identity-provider-test", {"attr": attr}, headers=OURS, expect=200).json()
            self.assertNotIn("sesame", json.dumps(entry))
            return entry["type"], entry["msg"]
        self.assertEqual(("success", "Task completed"), tried())
        for attr, word in (({"bindpass": "open sesame"}, "Invalid credentials"), ({"port": "1", "bindpass": "x"}, "does not answer"),
                           ({"filter": "((broken"}, "filter"), ({"host": "127.0.0.2,127.0.0.1", "port": str(ldap.port)}, "password"),
                           ({"use_ssl": "1", "bindpass": "x"}, "directory"), ({"host": "10.1.2.3", "bindpass": "x"}, "")):
            kind, why = tried(**attr)
            self.assertEqual("danger", kind, attr)
            self.assertIn(word, why)
        # The password of the reader goes to no other server, and to no other kind of one.
        for attr in ({"host": "evil.example"}, {"use_tls": "0"}, {"port": "390"}, {"binddn": "cn=other"}):
            [entry] = admin.post("/api/v1/edit/identity-provider", {"items": ["identity-provider"], "attr": attr}, headers=OURS, expect=200).json()
            self.assertEqual("password_empty", entry["msg"], attr)
        for attr in ({"username_field": "mail=*)(x"}, {"ignore_ssl_error": "1"}, {"basedn": ""}):
            [entry] = admin.post("/api/v1/edit/identity-provider", {"items": ["identity-provider"], "attr": attr}, headers=OURS, expect=200).json()
            self.assertEqual("danger", entry["type"], attr)


if __name__ == "__main__":
    unittest.main()
