"""Mail elsewhere without a password: people sign in at their provider (OAuth), which is another
Hayloft here, and a Dovecot of somebody else's that asks it; accounts elsewhere and sync jobs."""

import glob
import json
import os
import shutil
import tempfile
import unittest
import urllib.parse

from harness import Client, Stack, deliver, wait_for
from oauth_case import GRANTS, OURS, PASSWORD, OAuthCase
from outside_servers import Certificate, SubmissionSink, TokenDovecot

SIGN_IN = "/api/v2/mail-sign-in"
OUTSIDE = "/api/v2/objects/outside-account"
JOBS = "/api/v2/objects/syncjob"


def letter(subject):
    return f"From: a@there.example\r\nTo: b@there.example\r\nSubject: {subject}\r\nMessage-ID: <{subject.replace(' ', '-')}@there.example>\r\n\r\nwords\r\n"


class MailSignInCase(OAuthCase):
    """self.stack is the provider with its mail, self.here the server whose people sign in there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.mkdtemp(prefix="hayloft-ca-")
        cls.addClassCleanup(shutil.rmtree, folder)
        os.chmod(folder, 0o755)
        cls.authority = os.path.join(folder, "provider.crt")
        shutil.copyfile(os.path.join(cls.stack.state, "tls", "ca.crt"), cls.authority)
        cls.certificate = Certificate(folder)
        trusted = os.path.join(folder, "all.crt")
        with open(trusted, "w") as out:
            for name in (cls.authority, cls.certificate.cert):
                with open(name) as f:
                    out.write(f.read())
        for name in (cls.authority, trusted):
            os.chmod(name, 0o644)
        cls.here = Stack(config=f"fetch.authorities = {trusted}\n").start()
        cls.addClassCleanup(cls.here.stop)
        cls.known = cls.new_client(f"https://localhost:{cls.here.port('https')}/oauth/callback", trusted=True,
                                   scope="openid email mail offline_access")
        cls.chief = cls.here.client("admin")
        cls.chief.sign_in()

    def setUp(self):
        super().setUp()
        self.there = self.stack.new_account("there", PASSWORD)
        self.me = self.here.new_account("here")
        self.me.sign_in()

    def provider(self, **fields):
        """The id of a provider that is registered for this test."""
        base = f"https://localhost:{self.stack.port('https')}/oauth"
        made = self.chief.post("/api/v2/objects/mail-provider", {
            "name": f"There {os.urandom(3).hex()}", "client_id": self.known["client_id"], "client_secret": self.known["client_secret"],
            "authorize_url": f"{base}/authorize", "token_url": f"{base}/token", "scopes": "openid email mail offline_access",
            "imap_host": "localhost", "imap_port": self.stack.port("imaps"), "smtp_host": "localhost",
            "smtp_port": self.stack.port("submissions"), "domains": ["example.org"], **fields}, headers=OURS, expect=201).json()
        self.addCleanup(self.chief.request, "DELETE", f"/api/v2/objects/mail-provider/{made['id']}", headers=OURS)
        return str(made["id"])

    def begin(self, provider, who=None, expect=200, **more):
        """(query for the provider, binding)"""
        told = (who or self.me).post(SIGN_IN, {"provider": provider, "login": self.there.address, **more}, headers=OURS, expect=expect).json()
        if expect != 200:
            return told
        return told["redirect"].partition("?")[2], told["binding"]

    def agreed(self, query, who=None):
        """What the provider sends the browser back with."""
        answer = self.browser(who or self.there).post("/api/v2/oauth/authorization", {"query": query}, headers=OURS, expect=200).json()
        at, _, back = answer["redirect"].partition("?")
        self.assertEqual(self.known["redirect_uri"], at)
        return back

    def end(self, query, binding, who=None, expect=200):
        return (who or self.me).post(SIGN_IN, {"query": query, "binding": binding}, headers=OURS, expect=expect).json()

    def sign_in(self, provider, **more):
        query, binding = self.begin(provider, **more)
        return self.end(self.agreed(query), binding)["grant"]

    def outside(self, grant, expect=201, who=None, **more):
        made = (who or self.me).post(OUTSIDE, {"address": self.there.address, "grant": grant, **more}, headers=OURS, expect=expect).json()
        return f"a{made['id']}" if expect == 201 else made

    def shown(self, account):
        return self.me.get(f"{OUTSIDE}/{account[1:]}", expect=200).json()

    def call(self, name, account, **arguments):
        [(got, answer), *_] = self.me.jmap((name, {"accountId": account, **arguments}))
        return got, answer

    def one(self, name, account, **arguments):
        got, answer = self.call(name, account, **arguments)
        self.assertEqual(name, got, answer)
        return answer

    def subjects(self, account):
        ids = self.one("Email/query", account)["ids"]
        return {e["subject"] for e in self.one("Email/get", account, ids=ids, properties=["subject"])["list"]}

    def send(self, account, subject="from elsewhere"):
        """The submission's answer: created or not."""
        boxes = {b["role"]: b["id"] for b in self.one("Mailbox/get", account, ids=None)["list"]}
        [identity] = self.one("Identity/get", account, ids=None)["list"]
        draft = {"mailboxIds": {boxes["drafts"]: True}, "keywords": {"$draft": True}, "subject": subject,
                 "from": [{"email": self.there.address}], "to": [{"email": self.there.address}],
                 "bodyValues": {"1": {"value": "text"}}, "textBody": [{"partId": "1", "type": "text/plain"}]}
        made = self.one("Email/set", account, create={"d": draft})["created"]["d"]["id"]
        return self.one("EmailSubmission/set", account, create={"s": {"emailId": made, "identityId": identity["id"]}})

    def tokens(self):
        """How many access tokens the provider has given for the mailbox there."""
        return int(self.stack.sql("SELECT count(*) FROM oauth_token t JOIN account a ON a.id = t.account_id"
                                  f" WHERE a.address = '{self.there.address}' AND t.kind = 'access'")[0][0])

    def take_back(self):
        browser = self.browser(self.there)
        for grant in browser.get(GRANTS, expect=200).json():
            browser.request("DELETE", f"{GRANTS}/{grant['id']}", headers=OURS, expect=204)

    def job(self, grant, **more):
        made = self.me.post(JOBS, {"username": self.me.address, "user1": self.there.address, "grant": grant, "mins_interval": 60, **more},
                            headers=OURS, expect=201).json()
        return made

    def jobs(self):
        return [j for j in self.me.get("/api/v1/get/syncjobs/all", expect=200).json() if j["user2"] == self.me.address]

    def done(self, run=1):
        """The job when its run of that number has ended."""
        wait_for(lambda: self.here.sql("SELECT CASE WHEN running THEN run - 1 ELSE run END FROM sync_job j JOIN account a ON a.id = j.account_id"
                                       f" WHERE a.address = '{self.me.address}'") >= [[str(run)]], 120, 0.2, lambda: json.dumps(self.jobs()))
        [job] = self.jobs()
        return job


class AccountTest(MailSignInCase):
    def test_read_and_sent_without_a_password(self):
        provider = self.provider()
        offered = self.me.get(SIGN_IN, expect=200).json()["providers"]
        [mine] = [p for p in offered if p["id"] == provider]
        self.assertEqual(["example.org"], mine["domains"])
        self.assertNotIn("client_id", mine)
        deliver(self.stack, self.there.address, letter("over there"))
        account = self.outside(self.sign_in(provider))
        shown = self.shown(account)
        self.assertEqual(("localhost", self.stack.port("imaps"), self.there.address, 0),
                         (shown["imap_host"], shown["imap_port"], shown["login"], shown["sign_in"]))
        wait_for(lambda: "over there" in self.subjects(account))
        self.assertIn("s", self.send(account, "sent by token").get("created") or {})
        wait_for(lambda: "sent by token" in self.subjects(account), 60)
        # The first token is used until its end …
        self.assertEqual(1, self.tokens())
        # … and shortly before that there is another one.
        self.here.sql("UPDATE mail_grant SET access_ends = now() + interval '30 seconds'")
        self.assertIn("s", self.send(account).get("created") or {})
        self.assertEqual(2, self.tokens())

    def test_taken_back_and_signed_in_again(self):
        provider = self.provider()
        grant = self.sign_in(provider)
        account = self.outside(grant)
        self.one("Mailbox/get", account, ids=None)
        self.take_back()
        self.here.sql("UPDATE mail_grant SET access_ends = now()")
        got = self.call("Email/query", account)
        wait_for(lambda: self.call("Email/query", account)[0] == "error", 60)
        shown = self.shown(account)
        self.assertEqual(1, shown["sign_in"], (shown, got))
        self.assertIn("sign in again", shown["last_error"])
        self.assertEqual("", self.here.sql(f"SELECT encode(secret, 'hex') FROM mail_grant WHERE id = {grant}")[0][0])
        # Nobody asks the provider again meanwhile.
        before = self.tokens()
        self.call("Email/query", account)
        self.assertEqual(before, self.tokens())
        self.assertEqual(grant, self.sign_in(provider, grant=grant))
        shown = self.shown(account)
        self.assertEqual((0, ""), (shown["sign_in"], shown["last_error"]))
        self.one("Mailbox/get", account, ids=None)
        # Without anything that uses it, it goes.
        self.me.request("DELETE", f"{OUTSIDE}/{account[1:]}", headers=OURS, expect=204)
        self.assertEqual([], self.here.sql(f"SELECT id FROM mail_grant WHERE id = {grant}"))

    def test_who_begins_ends(self):
        provider = self.provider()
        query, binding = self.begin(provider)
        self.assertEqual("S256", dict(urllib.parse.parse_qsl(query))["code_challenge_method"])
        back = self.agreed(query)
        other = self.here.new_account("other")
        other.sign_in()
        again = Client(self.here, self.me.address, self.me.password)
        again.sign_in()	# another session of the same person
        # A code that was stolen, or slipped to somebody, opens nothing in another session or tab.
        for who, b in ((other, binding), (again, binding), (self.me, "A" * 43)):
            self.assertEqual("/api/#provider_over", self.end(back, b, who, expect=403)["type"])
        fields = dict(urllib.parse.parse_qsl(back))
        self.end(urllib.parse.urlencode({**fields, "state": "B" * 43}), binding, expect=403)
        self.end(urllib.parse.urlencode({"code": fields["code"]}), binding, expect=400)
        grant = self.end(back, binding)["grant"]
        self.end(back, binding, expect=403)	# once
        # The code alone is worth nothing without what we kept for it.
        query, binding = self.begin(provider)
        stolen = dict(urllib.parse.parse_qsl(self.agreed(query)))["code"]
        query, binding = self.begin(provider)
        mine = dict(urllib.parse.parse_qsl(self.agreed(query)))
        self.assertEqual("/api/#provider_refused", self.end(urllib.parse.urlencode({**mine, "code": stolen}), binding, expect=403)["type"])
        # What somebody allowed is for his own mailbox.
        self.outside(grant, expect=400, who=other, username=other.address)
        self.outside(grant, expect=403, who=other, username=self.me.address)
        self.begin(provider, other, expect=403, username=self.me.address)
        self.begin(provider, other, expect=404, grant=grant)
        other.post(JOBS, {"username": other.address, "user1": "x", "grant": grant}, headers=OURS, expect=400)
        # Who said no there.
        query, binding = self.begin(provider)
        state = dict(urllib.parse.parse_qsl(query))["state"]
        self.assertEqual("/api/#provider_refused", self.end(urllib.parse.urlencode({"state": state, "error": "access_denied"}), binding, expect=403)["type"])
        # Without a session of the browser.
        Client(self.here, self.me.address, self.me.password).post(SIGN_IN, {"provider": provider}, expect=403)
        # Administrators may begin it for somebody.
        query, binding = self.begin(provider, self.chief, username=self.me.address)
        self.outside(self.end(self.agreed(query), binding, self.chief)["grant"], address="x@example.org")

    def test_where_it_may_lead(self):
        self.assertEqual(400, self.chief.post("/api/v2/objects/mail-provider", {"name": "x", "client_id": "x", "authorize_url": "https://a.example/",
                         "token_url": "http://a.example/", "scopes": "x", "imap_host": "a", "smtp_host": "a"}, headers=OURS).code)
        for token_url in ("https://10.1.2.3/token", "https://[fd00::1]/token", "https://169.254.169.254/token"):
            provider = self.provider(token_url=token_url)
            query, binding = self.begin(provider)
            self.assertIn(self.end(self.agreed(query), binding, expect=None).get("status", 0), (403, 502), token_url)
        # Its mail servers are guarded as any others are.
        provider = self.provider(imap_host="10.1.2.3", imap_port=993)
        account = self.outside(self.sign_in(provider))
        self.assertEqual("error", self.call("Mailbox/get", account, ids=None)[0])
        # The secret goes to nobody else, and what people allowed neither.
        provider = self.provider()
        account = self.outside(self.sign_in(provider), address="moved@example.org", login=self.there.address)
        path = f"/api/v2/objects/mail-provider/{provider}"
        self.assertEqual(400, self.chief.request("PATCH", path, {"token_url": "https://evil.example/token"}, headers=OURS).code)
        self.assertEqual(400, self.me.request("PATCH", f"{OUTSIDE}/{account[1:]}", {"imap_host": "evil.example"}, headers=OURS).code)
        self.chief.request("PATCH", path, {"name": f"Renamed {provider}"}, headers=OURS, expect=200)
        self.one("Mailbox/get", account, ids=None)
        self.chief.request("PATCH", path, {"token_url": "https://evil.example/token", "client_secret": "x"}, headers=OURS, expect=200)
        self.assertEqual(1, self.shown(account)["sign_in"])
        self.chief.request("PATCH", path, {"active": "0"}, headers=OURS, expect=200)
        self.assertNotIn(provider, [p["id"] for p in self.me.get(SIGN_IN, expect=200).json()["providers"]])
        self.begin(provider, expect=404)
        # A password in its place, and back.
        self.me.request("PATCH", f"{OUTSIDE}/{account[1:]}", {"password": PASSWORD, "imap_host": "localhost"}, headers=OURS, expect=200)
        self.assertEqual((0, "", ""), tuple(self.shown(account)[k] for k in ("sign_in", "provider", "grant")))

    def test_known_providers_bring_what_is_known(self):
        for kind, host, scope in (("google", "imap.gmail.com", "https://mail.google.com/"),
                                  ("microsoft", "outlook.office365.com", "offline_access")):
            made = self.chief.post("/api/v2/objects/mail-provider", {"name": kind, "kind": kind, "client_id": "x", "client_secret": "hush hush"},
                                   headers=OURS, expect=201).json()
            r = self.chief.get(f"/api/v2/objects/mail-provider/{made['id']}", expect=200)
            self.assertNotIn("hush", r.text)
            shown = r.json()
            self.assertEqual((host, 1), (shown["imap_host"], shown["has_secret"]))
            self.assertIn(scope, shown["scopes"])
            query, _ = self.begin(str(made["id"]))
            asked = dict(urllib.parse.parse_qsl(query))
            self.assertEqual(kind == "google", asked.get("access_type") == "offline")
            self.assertEqual(f"https://localhost:{self.here.port('https')}/oauth/callback", asked["redirect_uri"])
            self.chief.request("DELETE", f"/api/v2/objects/mail-provider/{made['id']}", headers=OURS, expect=204)

    def test_the_other_way_of_saying_it_and_no_secret_anywhere(self):
        sink = SubmissionSink(self.certificate, "XOAUTH2")
        self.addCleanup(sink.close)
        provider = self.provider(smtp_port=sink.port)
        grant = self.sign_in(provider)
        account = self.outside(grant)
        sink.wrong_tokens = 1
        self.assertIn("s", self.send(account).get("created") or {})
        self.assertEqual(["XOAUTH2"] * 2, [m for m, _ in sink.tokens])
        told = [words.split("\x01")[1].removeprefix("auth=Bearer ") for _, words in sink.tokens]
        self.assertEqual(2, len(set(told)))
        self.assertTrue(sink.tokens[0][1].startswith(f"user={self.there.address}\x01"))
        sink.mechanisms = "PLAIN XOAUTH2 OAUTHBEARER"
        self.assertIn("s", self.send(account).get("created") or {})
        self.assertEqual(("OAUTHBEARER", f"n,a={self.there.address},"), (sink.tokens[2][0], sink.tokens[2][1].split("\x01")[0]))
        sink.wrong_tokens = 9
        self.assertNotIn("s", self.send(account).get("created") or {})
        told.append(self.known["client_secret"])
        seen = self.here.log(100000) + json.dumps(self.shown(account)) + self.chief.get(f"/api/v2/objects/mail-provider/{provider}").text
        seen += json.dumps(self.here.sql("SELECT coalesce(before::text, '') || coalesce(after::text, '') || event || coalesce(object, '') FROM audit"
                                         " UNION ALL SELECT encode(secret, 'escape') FROM mail_grant UNION ALL SELECT encode(secret, 'escape') FROM mail_provider"))
        for log in glob.glob(os.path.join(self.here.state, "log", "*")):
            with open(log, errors="replace") as f:
                seen += f.read()
        for secret in told:
            self.assertGreater(len(secret), 20)
            self.assertNotIn(secret, seen)
        self.assertIn("mail-grant.begin", seen)


class BrowserTest(MailSignInCase):
    def test_in_the_browser(self):
        view = os.environ.get("HAYLOFT_VIEW", "1440-light")
        base = f"https://localhost:{self.stack.port('https')}/oauth"
        deliver(self.stack, self.there.address, letter("read in the browser"))
        told = {"me": self.me.address, "password": self.me.password, "there": self.there.address, "secret": PASSWORD, "subject": "read in the browser",
                "provider": {"name": f"Over there {view}", "client_id": self.known["client_id"], "client_secret": self.known["client_secret"],
                             # Cookies know no ports, so the browser meets the provider under another name.
                             "authorize_url": f"https://127.0.0.1:{self.stack.port('https')}/oauth/authorize", "token_url": f"{base}/token",
                             "scopes": "openid email mail offline_access",
                             "imap_port": self.stack.port("imaps"), "smtp_port": self.stack.port("submissions"), "domain": "example.org"}}

        def part(name):
            self.here.in_browser("mail-sign-in", {**told, "part": name}, HAYLOFT_VIEW=view)
        self.addCleanup(self.here.sql, "DELETE FROM mail_provider")
        part("first")
        self.take_back()
        [[account]] = self.here.sql("SELECT 'a' || account_id FROM outside_account o JOIN account a ON a.id = o.owner_id"
                                    f" WHERE a.address = '{self.me.address}'")
        self.here.sql("UPDATE mail_grant SET access_ends = now()")
        wait_for(lambda: self.call("Email/query", account)[0] == "error" and self.shown(account)["sign_in"] == 1, 90)
        part("again")
        self.one("Mailbox/get", account, ids=None)


class SyncJobTest(MailSignInCase):
    def test_a_job_copies_mail(self):
        provider = self.provider()
        deliver(self.stack, self.there.address, letter("to be copied"))
        grant = self.sign_in(provider)
        self.job(grant)
        job = self.done()
        self.assertEqual(("EX_OK", 1, "XOAUTH2", "SSL", "localhost"), tuple(job[k] for k in ("exit_status", "copied", "authmech1", "enc1", "host1")), job["log"])
        self.take_back()
        self.here.sql("UPDATE mail_grant SET access_ends = now()")
        again = lambda run: (self.me.request("PATCH", f"{JOBS}/{job['id']}", {"mins_interval": 60}, headers=OURS, expect=200), self.done(run))[1]
        failed = again(2)
        self.assertEqual(("EXIT_AUTHENTICATION_FAILURE_USER1", 1), (failed["exit_status"], failed["sign_in"]))
        self.assertIn("sign in again", failed["log"])
        # Signed in again it runs by itself.
        self.sign_in(provider, grant=grant)
        self.assertEqual(("EX_OK", 0), tuple(self.done(3)[k] for k in ("exit_status", "sign_in")))

    def test_by_a_server_that_asks_the_provider(self):
        asker = self.new_client(introspect=True)
        for mechanisms, capability in (("oauthbearer", None), ("xoauth2", None), ("xoauth2", "IMAP4rev1")):
            with self.subTest(mechanisms=mechanisms, capability=capability):
                self.me = self.here.new_account("here")
                self.me.sign_in()
                kind = type("Server", (TokenDovecot,), {"capability": capability})
                server = kind(self.certificate, self.stack, self.authority, asker, mechanisms)
                self.addCleanup(server.close)
                server.append(letter("by token").encode())
                self.assertEqual(capability is None, "SASL-IR" in server.capable())
                # Its mail is alice's; the token's person has a mailbox of his own there.
                provider = self.provider(imap_port=server.port)
                self.job(self.sign_in(provider), exclude="")
                job = self.done()
                self.assertEqual(("EX_OK", 0), (job["exit_status"], job["copied"]), job["log"])
                with open(server.path("log"), errors="replace") as f:
                    self.assertIn(f"Login: user=<{self.there.address}>, method={mechanisms.upper()}", f.read())
                # A token that is refused before its end is asked for anew, once.
                given = self.tokens()
                self.stack.sql("UPDATE oauth_token t SET token_sha256 = sha256(random()::text::bytea) FROM account a WHERE a.id = t.account_id"
                               f" AND a.address = '{self.there.address}' AND t.kind = 'access'")
                self.me.request("PATCH", f"{JOBS}/{job['id']}", {"mins_interval": 70}, headers=OURS, expect=200)
                self.assertEqual(("EX_OK", given + 1), (self.done(2)["exit_status"], self.tokens()))
                # Somebody else's mailbox is not opened by it: the server's error is read, and the run ends.
                self.me.request("PATCH", f"{JOBS}/{job['id']}", {"user1": "alice", "grant": job["grant"]}, headers=OURS, expect=200)
                failed = self.done(3)
                self.assertEqual("EXIT_AUTHENTICATION_FAILURE_USER1", failed["exit_status"])
                self.assertIn("the token was not taken", failed["log"])


if __name__ == "__main__":
    unittest.main()
