"""Who may do what with whose objects: every call as every role, on own and on
foreign things.  The expectation is computed from docs/api.md, which is printed
from the table that the program asks."""

import json
import os
import re
import unittest

from api_case import ApiTest, Caller
from harness import ROOT, Client


def table():
    """category -> {verb: who}, as the document says."""
    with open(os.path.join(ROOT, "docs", "api.md")) as f:
        text = f.read()
    out = {}
    for row in re.findall(r"^\| `([^`]+)` \| [^|]* \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|", text, re.M):
        out[row[0]] = dict(zip(("get", "add", "edit", "delete"), row[1:]))
    return out


class RightsTest(ApiTest):
    password = "correct horse battery"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = table()
        cls.here, cls.there = cls.new_domain(), cls.new_domain()
        cls.box = cls.new_mailbox(cls.here, "own", cls.password)
        cls.other = cls.new_mailbox(cls.here, "other", cls.password)
        cls.foreign = cls.new_mailbox(cls.there, "far", cls.password)
        cls.root = cls.new_mailbox(cls.here, "root", cls.password)
        cls.stack.command("user", "edit", cls.root, "--role", "admin")
        cls.addClassCleanup(cls.stack.command, "user", "edit", cls.root, "--role", "user")
        cls.sources = {domain: cls.new_source(domain) for domain in (cls.here, cls.there)}
        cls.exchanges = {d: cls.new_exchange(d) for d in (cls.here, cls.there)}
        chief, bare = f"chief-{cls.here[:9]}", f"bare-{cls.here[:9]}"
        for name in (chief, bare):
            cls.api.done("add/domain-admin", {"username": name, "domains": cls.here, "password": cls.password})
            cls.addClassCleanup(cls.api.post, "delete/domain-admin", [name])
        cls.api.done("edit/da-acl", {"items": bare, "attr": {"da_acl": []}})
        cls.who = {
            "anonymous": Caller(cls.stack),
            "user": Caller(cls.stack, client=Client(cls.stack, cls.box, cls.password)),
            "chief": Caller(cls.stack, client=Client(cls.stack, chief, cls.password)),
            "bare": Caller(cls.stack, client=Client(cls.stack, bare, cls.password)),
            "admin": Caller(cls.stack, client=cls.stack.client("admin")),
            "key": cls.api,
            "reader": Caller(cls.stack, cls.new_key("read_only=1")),
            "bound": Caller(cls.stack, cls.new_key(f"domains={cls.here}")),
            "scoped": Caller(cls.stack, cls.new_key("scope=get:domain")),
        }

    @classmethod
    def new_source(cls, domain):
        """A book that would be a copy of a directory, if anybody asked that."""
        [book] = cls.api.done("add/shared-collection", {"domain": domain, "kind": "addressbook", "name": "firm"})
        cls.api.done("add/book-source", {"collection": str(book["id"]), "host": "ldap.example", "base": "dc=x", "active": "0"})
        return next(str(s["id"]) for s in cls.api.get("book-source/all") if s["collection"] == book["id"])

    @classmethod
    def new_exchange(cls, domain):
        """One that nobody asks."""
        cls.api.done("add/exchange", {"domain": domain, "url": "https://mail.example/", "login": "x", "password": "x", "domains": ["x.example"], "active": "0"})
        return next(str(e["id"]) for e in cls.api.get("exchange/all") if e["domain"] == domain)

    def answer(self, who, method, path, body=None):
        """"done", or how it was refused: 401, 403, "danger", "empty"."""
        r = self.who[who].request(method, path, body)
        if r.code != 200:
            return r.code
        answer = r.json()
        if isinstance(answer, list) and answer and isinstance(answer[0], dict) and "log" in answer[0]:
            return "done" if all(e["type"] == "success" for e in answer) else "danger"
        return "done" if answer else "empty"

    def test_the_table_was_read(self):
        self.assertGreater(len(self.table), 35)
        self.assertEqual({"get": "domain", "add": "server", "edit": "domain", "delete": "server"}, self.table["domain"])

    def test_every_read_by_everybody(self):
        """One list for each category; what the role may not see is not in it, or refused."""
        for category, verbs in self.table.items():
            if verbs["get"] == "-":
                continue
            for who in self.who:
                with self.subTest(category=category, by=who):
                    r = self.who[who].request("GET", f"/api/v2/objects/{category}?limit=1000")
                    if who == "anonymous":
                        self.assertEqual(401, r.code)
                    elif who == "scoped":
                        self.assertEqual(200 if category == "domain" else 403, r.code, r)
                    elif verbs["get"] == "server" and who in ("user", "chief", "bare", "bound"):
                        self.assertEqual(403, r.code, r)
                    elif verbs["get"] == "domain" and who == "user":
                        self.assertEqual(403, r.code, r)
                    else:
                        self.assertEqual(200, r.code, r)
                        if who in ("user", "chief", "bare", "bound"):
                            self.assertNotIn(self.there, r.text)
                            # The log says who did it, and that may be the server's administrator.
                            if category != "log":
                                self.assertNotIn("example.org", r.text)
                        if who == "user" and category == "mailbox":
                            self.assertEqual([self.box], [o["username"] for o in r.json()["objects"]])

    def test_every_add_by_everybody(self):
        """An empty object: whoever gets past the question of rights is told what is missing."""
        for category, verbs in self.table.items():
            if verbs["add"] == "-":
                continue
            for who in self.who:
                with self.subTest(category=category, by=who):
                    r = self.who[who].request("POST", f"/api/v2/objects/{category}", {})
                    may = who in ("admin", "key") or (verbs["add"] == "domain" and who in ("chief", "bare", "bound")) \
                        or (verbs["add"] == "person" and who in ("user", "chief", "bare", "bound"))
                    want = 401 if who == "anonymous" else None if may else 403
                    if want:
                        self.assertEqual(want, r.code, r)
                    else:
                        self.assertIn(r.code, (400, 403, 404), r)
                        self.assertNotEqual(201, r.code)

    def test_programs_begin_anew(self):
        """delete/sogo_profile and eas_cache: one's own, those of one's domain with the flag, anybody's for administrators."""
        settings = '<settings xmlns="urn:hayloft:webmail">{"theme": "dark"}</settings>'
        own = Client(self.stack, self.box, self.password)

        def kept():
            r = own.request("PROPFIND", f"/dav/addressbooks/{self.box}/", '<propfind xmlns="DAV:"><prop><settings xmlns="urn:hayloft:webmail"/></prop></propfind>',
                            headers={"Depth": "0", "Content-Type": "application/xml"}, expect=207)
            return "dark" in r.text
        # mailcow's flag for people, which is off at first.
        flags = lambda *more: self.api.done("edit/user-acl", {"items": self.box, "attr": {"user_acl": ["eas_reset", *more]}})
        flags()
        self.assertEqual("danger", self.answer("user", "POST", "/api/v1/delete/sogo_profile", [self.box]))
        flags("sogo_profile_reset")
        for who, mine, in_domain, elsewhere in (("user", 1, 0, 0), ("chief", 1, 1, 0), ("bare", 0, 0, 0), ("bound", 1, 1, 0), ("admin", 1, 1, 1), ("key", 1, 1, 1)):
            own.request("PROPPATCH", f"/dav/addressbooks/{self.box}/", f'<propertyupdate xmlns="DAV:"><set><prop>{settings}</prop></set></propertyupdate>',
                        headers={"Content-Type": "application/xml"}, expect=207)
            self.assertTrue(kept())
            for box, may in ((self.box, mine), (self.other, in_domain), (self.foreign, elsewhere), (f"nobody@{self.here}", 0)):
                with self.subTest(by=who, box=box):
                    [entry] = self.who[who].post("delete/sogo_profile", [box])
                    self.assertEqual(("success", ["sogo_profile_reset", box]) if may else ("danger", "access_denied"), (entry["type"], entry["msg"]))
                    [entry] = self.who[who].post("delete/eas_cache", {"username": [box]})
                    self.assertEqual(("danger", ["no_active_sync", box] if may else "access_denied"), (entry["type"], entry["msg"]))
            self.assertNotEqual(bool(mine), kept(), who)
        self.assertEqual(403, self.answer("reader", "POST", "/api/v1/delete/sogo_profile", [self.box]))
        self.assertEqual("value_missing", self.api.refused("delete/sogo_profile", []))

    def test_a_token_for_a_domain_administrator(self):
        chief = f"chief-{self.here[:9]}"
        ask = lambda who, name=chief: self.who[who].request("POST", "/api/v1/add/sso/domain-admin", {"username": name})
        for who in ("anonymous", "reader", "user", "chief", "bare", "bound", "scoped"):
            r = ask(who)
            self.assertNotIn("token", r.text, who)
        for name in (self.box, self.root, "admin@example.org", "nobody", ""):
            self.assertEqual("danger", ask("key", name).json()[0]["type"], name)
        opened = lambda token: Client(self.stack).post("/api/v2/session", {"step": token}, headers={"Sec-Fetch-Site": "same-origin"})
        token = ask("key").json()["token"]
        done = opened(token)
        self.assertEqual((200, chief, "domain_admin"), (done.code, done.json()["address"], done.json()["role"]))
        self.assertEqual(410, opened(token).code)		# once
        late = ask("key").json()["token"]
        [[seconds]] = self.stack.sql("SELECT round(extract(epoch FROM max(expires) - now())) FROM sign_in_step s JOIN account a ON a.id = s.account_id"
                                     f" WHERE a.address = '{chief}'")
        self.assertLessEqual(int(seconds), 60)
        self.stack.sql(f"UPDATE sign_in_step SET expires = now() WHERE account_id = (SELECT id FROM account WHERE address = '{chief}')")
        self.assertEqual(410, opened(late).code)
        # Who must show more is asked for it; who was shut out meanwhile stays out.
        self.stack.sql(f"UPDATE account SET must_have_2fa = true WHERE address = '{chief}'")
        self.assertEqual((202, "enrol"), (r := opened(ask("key").json()["token"])).code and (r.code, r.json()["needs"]))
        self.stack.sql(f"UPDATE account SET must_have_2fa = false WHERE address = '{chief}'")
        told = str(self.stack.sql("SELECT event, object, after FROM audit WHERE event = 'sso.token'"))
        self.assertIn(chief, told)
        self.assertNotIn(token, told)

    def test_an_administrator_opens_a_mailbox(self):
        ask = lambda who, box: self.who[who].request("POST", "/api/v1/add/sso/mailbox", {"username": box, "reason": "a call of today"})
        for who, boxes in (("anonymous", ()), ("reader", ()), ("user", ()), ("scoped", ()), ("bare", ()), ("chief", (self.box, self.other)),
                           ("bound", (self.box, self.other)), ("admin", (self.box, self.foreign)), ("key", (self.box, self.foreign))):
            for box in (self.box, self.other, self.foreign, self.root, "admin@example.org", f"nobody@{self.here}"):
                may = box in boxes or (who in ("admin", "key") and box == self.other)
                with self.subTest(by=who, box=box):
                    self.assertEqual(may, "token" in ask(who, box).text)
        # The person has a second factor, which an administrator has not; and what changes the sign-in is not open to him.
        self.stack.sql(f"UPDATE account SET must_have_2fa = true, must_change_password = true WHERE address = '{self.other}'")
        self.addCleanup(self.stack.sql, f"UPDATE account SET must_have_2fa = false, must_change_password = false WHERE address = '{self.other}'")
        there, same = Client(self.stack), {"Sec-Fetch-Site": "same-origin"}
        opened = there.post("/api/v2/session", {"step": ask("chief", self.other).json()["token"]}, headers=same, expect=200)
        self.assertEqual((self.other, "user"), (opened.json()["address"], opened.json()["role"]))
        there.cookie = opened.headers["set-cookie"].split(";")[0]
        there.get("/.well-known/jmap", expect=200)
        self.assertIn("prove_again", there.post("/api/v2/factors/totp", {}, headers=same, expect=403).text)
        self.assertEqual(["administrator"], [s["way"] for s in there.get("/api/v2/sessions", expect=200).json() if s["current"]])
        self.assertIn("administrator", [s["service"] for s in there.get("/api/v2/last-logins", expect=200).json()])
        [[left]] = self.stack.sql("SELECT extract(epoch FROM s.expires - now())::int FROM session s JOIN account a ON a.id = s.account_id"
                                  f" WHERE a.address = '{self.other}' AND s.way = 'administrator'")
        self.assertLessEqual(int(left), 3600)
        [[actor, after]] = self.stack.sql(f"SELECT actor, after FROM audit WHERE event = 'login-as' AND object = '{self.other}' ORDER BY id DESC LIMIT 1")
        self.assertTrue(actor.startswith("chief-"))
        self.assertIn("a call of today", str(after))
        # From the shell.
        told = self.stack.command("user", "login-as", self.box, "--reason", "x", "--json").stdout
        token = json.loads(told)["url"].partition("sso_token=")[2]
        self.assertEqual(200, Client(self.stack).post("/api/v2/session", {"step": token}, headers=same).code)
        self.assertNotEqual(0, self.stack.command("user", "login-as", self.root, check=False).returncode)

    def objects(self):
        """(call that changes, is it in my domain, is it mine, flag of a domain's administrator)"""
        for domain, box, mine in ((self.here, self.other, False), (self.there, self.foreign, False),
                                  (self.here, self.box, True)):
            inside = domain == self.here
            yield "edit/domain", {"items": domain, "attr": {"description": "x"}}, "domain", inside, mine, "domain_desc"
            yield "edit/domain", {"items": domain, "attr": {"quota": "0"}}, "domain", False, False, None
            yield "edit/rl-domain", {"items": domain, "attr": {"rl_value": "", "rl_frame": "s"}}, "rl-domain", inside, mine, "ratelimit"
            yield "edit/domain/footer", {"items": domain, "attr": {"html": "x"}}, "domain/footer", inside, mine, None
            yield "edit/mailbox", {"items": box, "attr": {"name": "x"}}, "mailbox", inside, mine, None
            yield "edit/mailbox", {"items": box, "attr": {"dav_quota": "-1"}}, "mailbox", False, False, None
            yield "edit/mailbox", {"items": box, "attr": {"imap_access": "1"}}, "mailbox", inside, mine, "protocol_access"
            yield "edit/mailbox", {"items": box, "attr": {"relayhost": "0"}}, "mailbox", inside, mine, "mailbox_relayhost"
            yield "edit/mailbox", {"items": box, "attr": {"sender_acl": [domain]}}, "mailbox", inside, mine, "extend_sender_acl"
            yield "edit/spam-score", {"items": box, "attr": {"spam_score": "7,14"}}, "spam-score", inside, mine, "spam_score"
            yield "edit/book-source", {"items": self.sources[domain], "attr": {"minutes": "90"}}, "book-source", inside, False, None
            yield "edit/exchange", {"items": self.exchanges[domain], "attr": {"active": "0"}}, "exchange", inside, False, None
            yield "edit/directory", {"items": domain, "attr": {"minimum": "0"}}, "directory", inside, mine, None
            yield "edit/directory", {"items": domain, "attr": {"domains": []}}, "directory", False, False, None
            yield "edit/share_notification", {"items": box, "attr": {"share_notification": "always"}}, "share_notification", inside, mine, None
            yield "edit/tls_policy", {"items": box, "attr": {"tls_enforce_in": "0"}}, "tls_policy", inside, mine, "tls_policy"
            yield "edit/user-acl", {"items": box, "attr": {"user_acl": ["spam_score", "tls_policy", "spam_alias",
                "app_passwds", "spam_policy", "quarantine_notification"]}}, "user-acl", inside, mine, None
            yield "edit/quarantine_notification", {"items": box, "attr": {"quarantine_notification": "daily"}}, \
                "quarantine_notification", inside, mine, "quarantine_notification"

    def test_changes_of_own_and_foreign_objects(self):
        for call, body, category, inside, mine, flag in self.objects():
            least = self.table[category]["edit"]
            for who in self.who:
                with self.subTest(call=call, body=body, by=who):
                    got = self.answer(who, "POST", "/api/v1/" + call, body)
                    may = who in ("admin", "key")
                    if who in ("chief", "bound") and least in ("domain", "person") and inside:
                        may = True
                    if who == "bare" and least in ("domain", "person") and inside:
                        may = flag is None
                    if who == "user" and least == "person" and mine:
                        may = True
                    want = 401 if who == "anonymous" else 403 if who == "reader" else "done" if may else "danger"
                    self.assertEqual(want, got)

    def test_nobody_rises(self):
        """A domain's administrator does not reach the server through an administrator's mailbox."""
        for who in ("chief", "bound"):
            for call, body in (
                    ("edit/mailbox", {"items": self.root, "attr": {"password": "mine now!", "password2": "mine now!"}}),
                    ("delete/mailbox", [self.root]), ("edit/rename-mbox", {"items": self.root, "attr": {"new_local_part": "r"}}),
                    ("add/app-passwd", {"username": self.root, "app_name": "x"}),
                    ("edit/mailbox", {"items": self.box, "attr": {"role": "admin", "domain_id": "1"}}),
                    ("add/admin", {"username": "evil", "password": "mine now!"}),
                    ("edit/da-acl", {"items": "chief", "attr": {"da_acl": []}}),
                    ("edit/mailbox", {"items": self.box, "attr": {"sender_acl": ["*"]}}),
                    ("edit/mailbox", {"items": self.box, "attr": {"sender_acl": [self.there]}}),
                    ("add/alias-domain", {"alias_domain": "evil.example", "target_domain": self.there}),
                    ("add/bcc", {"local_dest": self.there, "bcc_dest": self.box, "type": "rcpt"}),
                    ("add/alias", {"address": f"x@{self.there}", "goto": self.box}),
                    ("add/time_limited_alias", {"username": self.foreign}),
                    ("add/mailbox", {"local_part": "x", "domain": self.there, "password": "mine now!"})):
                with self.subTest(by=who, call=call, body=body):
                    answer = self.answer(who, "POST", "/api/v1/" + call, body)
                    if "role" in str(body):
                        # An unknown member is passed over, as mailcow does.
                        self.assertEqual("user", self.api.get(f"mailbox/{self.box}")["role"])
                    else:
                        self.assertIn(answer, ("danger", 403))
        self.assertEqual("admin", self.api.get(f"mailbox/{self.root}")["role"])

    def test_somebody_elses_looks_like_nothing(self):
        for who in ("user", "chief", "bare", "bound"):
            for path in (f"mailbox/{self.foreign}", f"domain/{self.there}", f"dkim/{self.there}",
                         f"policy_wl_domain/{self.there}", f"app-passwd/all/{self.foreign}", f"mailbox/all/{self.there}",
                         f"time_limited_aliases/{self.foreign}", f"spam-score/{self.foreign}", f"book-source/{self.sources[self.there]}", f"exchange/{self.exchanges[self.there]}", f"last-login/{self.foreign}"):
                with self.subTest(by=who, path=path):
                    self.assertIn(self.answer(who, "GET", "/api/v1/get/" + path), ("empty", 403))
                    r = self.who[who].request("GET", f"/api/v2/objects/mailbox/{self.foreign}")
                    nothing = self.who[who].request("GET", "/api/v2/objects/mailbox/nobody@nowhere.example")
                    self.assertEqual((404, 404), (r.code, nothing.code))

    def test_keys(self):
        reader, bound, scoped = self.who["reader"], self.who["bound"], self.who["scoped"]
        self.assertEqual(403, reader.request("POST", "/api/v1/add/domain", {"domain": "x.example"}).code)
        self.assertEqual([self.here], [d["domain_name"] for d in bound.get("domain/all")])
        self.assertTrue(scoped.get("domain/all"))
        self.assertEqual(403, scoped.request("GET", "/api/v1/get/mailbox/all").code)
        self.assertEqual("access_denied", scoped.refused("edit/domain", {"items": self.here, "attr": {"description": "x"}})
                         if scoped.request("POST", "/api/v1/edit/domain", {"items": self.here, "attr": {}}).code == 200 else "")
        # Where only administrators go, a key with bounds does not.
        for key in (bound, scoped):
            self.assertEqual(403, key.request("GET", f"/api/v2/domains/{self.here}/dns").code)
        expired = Caller(self.stack, self.new_key("expires=2020-01-01T00:00:00Z"))
        expired.request("GET", "/api/v1/get/domain/all", expect=401)
        elsewhere = Caller(self.stack, self.new_key("allow_from=192.0.2.0/24"))
        elsewhere.request("GET", "/api/v1/get/domain/all", expect=401)
        Caller(self.stack, self.new_key("allow_from=192.0.2.0/24", "skip_ip_check=1")).get("domain/all")

    def test_a_key_outlives_its_domain_without_growing(self):
        domain = self.new_domain()
        key = Caller(self.stack, self.new_key(f"domains={domain}"))
        self.api.done("delete/domain", [domain])
        self.assertEqual({}, key.get("domain/all"))

    def test_an_app_password_administers_nothing(self):
        done = self.api.done("add/app-passwd", {"username": self.root, "app_name": "phone"})
        phone = Client(self.stack, self.root, done[0]["app_passwd"])
        phone.get("/.well-known/jmap", expect=200)
        for path in ("/api/v1/get/domain/all", "/api/v2/objects/domain"):
            phone.get(path, expect=401)
        Client(self.stack, self.root, self.password).get("/api/v1/get/domain/all", expect=200)

    def test_an_administrator_without_a_mailbox(self):
        chief = self.who["chief"].client
        for path, code in (("/.well-known/jmap", 403), ("/dav/", 403), ("/api/v2/session", 200)):
            r = chief.request("GET", path, headers=self.who["chief"].headers)
            self.assertEqual(code, r.code, r)

    def test_another_page_changes_nothing(self):
        headers = dict(self.who["admin"].headers)
        for site in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": None, "Origin": "https://evil.example"}):
            r = self.anyone.request("POST", "/api/v1/edit/domain", {"items": self.here, "attr": {"description": "x"}},
                                    headers={**headers, **site})
            self.assertIn(r.code, (401, 403), r)


if __name__ == "__main__":
    unittest.main()
