"""Passwords, keys and tokens that were used appear in no log, no error and no row of the audit."""

import base64
import imaplib
import json
import os
import smtplib
import socket
import subprocess
import tempfile
import unittest
import urllib.parse
import uuid

from harness import deliver
from mail import MailTest, hang_up


class SecretsTest(MailTest):
    def setUp(self):
        super().setUp()
        self.used = {}

    def secret(self, what, value):
        self.used[what] = value
        return value

    def sign_in_everywhere(self):
        me = self.stack.new_account("keeper", self.secret("password", f"right-{uuid.uuid4().hex}"))
        wrong = self.secret("wrong password", f"wrong-{uuid.uuid4().hex}")
        self.anyone.post("/api/v2/session", {"login": me.address, "password": wrong}, expect=401)
        self.stack.client(me.address, wrong).get("/.well-known/jmap", expect=401)
        me.get("/.well-known/jmap", expect=200)
        me.sign_in()
        self.secret("session", me.cookie.split("=", 1)[1])
        me.get("/.well-known/jmap", expect=200)
        for password in (me.password, wrong):
            c = imaplib.IMAP4_SSL(self.host, self.port(993), ssl_context=self.tls, timeout=60)
            self.addCleanup(hang_up, c)
            try:
                c.login(me.address, password)
            except imaplib.IMAP4.error as e:
                self.assertNotIn(password, str(e))
            for mechanism in ("PLAIN", "LOGIN"):
                s = self.submission("x", sign_in=False)
                s.ehlo()
                s.user, s.password = me.address, password
                try:
                    s.auth(mechanism, getattr(s, "auth_" + mechanism.lower()))
                except smtplib.SMTPAuthenticationError as e:
                    self.assertNotIn(password, str(e))
        self.secret("password by SASL", base64.b64encode(f"\0{me.address}\0{me.password}".encode()).decode())
        return me

    def api(self, path, body):
        answer = self.admin.post("/api/v1/" + path, body, expect=200)
        self.assertIn("success", answer.text)
        return answer

    def administer(self, me):
        self.api("edit/mailbox", {"items": [me.address], "attr": {
            "password": self.secret("new password", f"new-{uuid.uuid4().hex}"), "password2": self.used["new password"]}})
        self.api("add/relayhost", {"hostname": f"relay{uuid.uuid4().hex[:6]}.test", "username": "us",
                                   "password": self.secret("relay host", f"relay-{uuid.uuid4().hex}")})
        self.api("add/app-passwd", {"username": me.address, "app_name": "phone", "protocols": ["imap_access"],
                                    "app_passwd": self.secret("app password", f"app-{uuid.uuid4().hex}"),
                                    "app_passwd2": self.used["app password"]})
        self.api("add/transport", {"destination": f"t{uuid.uuid4().hex[:6]}.example", "nexthop": "[relay.test]", "username": "us",
                                   "password": self.secret("transport", f"way-{uuid.uuid4().hex}")})
        self.api("add/syncjob", {"username": me.address, "host1": "mail.test", "port1": "993", "user1": "me", "enc1": "SSL",
                                 "password1": self.secret("sync job", f"old-{uuid.uuid4().hex}"), "mins_interval": "60", "active": "0"})
        made = self.admin.post("/api/v2/objects/oauth2-client", {"name": "secrets", "redirect_uri": "https://app.example/back"}, expect=201)
        self.secret("secret of a program", made.json()["client_secret"])
        self.addCleanup(self.admin.delete, f"/api/v2/objects/oauth2-client/{made.json()['id']}")
        pem = os.popen("openssl genrsa -traditional 2048 2>/dev/null").read()
        # Not example.org's: that signs the mail of other tests.
        domain = f"s{uuid.uuid4().hex[:8]}.example"
        self.stack.command("domain", "add", domain)
        self.addCleanup(self.stack.command, "domain", "delete", domain)
        self.api("add/dkim_import", {"domain": domain, "dkim_selector": "secrets", "private_key_file": pem})
        # The first lines are the modulus, which is public.
        self.secret("DKIM key", pem.splitlines()[-4])
        done = self.stack.command("apikey", "add", "--name", f"secrets {uuid.uuid4().hex[:6]}", "--json")
        key = self.secret("API key", json.loads(done.stdout)["key"])
        self.anyone.get("/api/v1/get/domain/all", headers={"X-API-Key": key}, expect=200)
        self.anyone.get("/api/v1/get/domain/all", headers={"X-API-Key": self.secret("wrong key", uuid.uuid4().hex)})
        self.anyone.get("/qhandler/release?t=" + self.secret("link", uuid.uuid4().hex), expect=404)

    def writings(self):
        """name: text of everything that is written down about what happened."""
        for folder, _, files in os.walk(os.path.join(self.stack.state, "log")):
            for name in files:
                with open(os.path.join(folder, name), errors="replace") as f:
                    yield name, f.read()
        for table in ("audit", "task"):
            yield "table " + table, "\n".join("\t".join(r) for r in self.stack.sql(f"SELECT t::text FROM {table} t"))

    def key_of_a_person(self, me):
        """For S/MIME: the password of its file, right and wrong, and the key itself."""
        with tempfile.TemporaryDirectory() as folder:
            path = lambda name: os.path.join(folder, name)
            run = lambda *args: subprocess.run(["openssl", *args], check=True, capture_output=True).stdout
            password = self.secret("password of a key", f"p12-{uuid.uuid4().hex}")
            run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x", "-addext",
                f"subjectAltName=email:{me.address}", "-keyout", path("key"), "-out", path("certificate"))
            with open(path("key"), encoding="ascii") as f:
                self.secret("key", f.read().splitlines()[1])
            file = run("pkcs12", "-export", "-inkey", path("key"), "-in", path("certificate"), "-passout", "pass:" + password)
        pkcs12 = self.secret("file of a key", base64.b64encode(file).decode())
        for given, outcome in ((self.secret("wrong password of a key", f"p12-{uuid.uuid4().hex}"), "notCreated"), (password, "created")):
            [(_, answer)] = me.jmap(("SmimeKey/set", {"create": {"a": {"pkcs12": pkcs12, "password": given}}}))
            self.assertIn("a", answer[outcome])

    def test_redis_wants_its_password_and_takes_no_orders(self):
        def say(*lines):
            with socket.socket(socket.AF_UNIX) as s:
                s.settimeout(60)
                s.connect(os.path.join(self.stack.state, "run", "redis", "redis.sock"))
                f = s.makefile("rwb")
                for line in lines:
                    f.write(line.encode() + b"\r\n")
                    f.flush()
                    answer = f.readline()
            return answer
        with open(os.path.join(self.stack.state, "conf", "password.redis")) as f:
            password = f.read().strip()
        self.assertTrue(say("GET x").startswith(b"-NOAUTH"))
        self.assertTrue(say("AUTH wrong").startswith(b"-WRONGPASS"))
        self.assertEqual(b"+PONG\r\n", say("AUTH " + password, "PING"))
        for order in ("FLUSHALL", "FLUSHDB", "CONFIG GET requirepass", "SHUTDOWN", "DEBUG SEGFAULT", "REPLICAOF a 1", "SLAVEOF a 1",
                      "MODULE LIST"):
            self.assertTrue(say("AUTH " + password, order).startswith(b"-ERR unknown command"), order)

    def test_what_is_secret_is_written_nowhere(self):
        me = self.sign_in_everywhere()
        self.key_of_a_person(me)
        self.administer(me)
        deliver(self.stack, me.address, b"Subject: x\r\n\r\nx\r\n")
        # Those of the services among each other, too.
        for name in os.listdir(os.path.join(self.stack.state, "conf")):
            if name.startswith("password."):
                with open(os.path.join(self.stack.state, "conf", name)) as f:
                    self.secret(name, f.read().strip())
        looked = 0
        for name, text in self.writings():
            looked += len(text)
            for what, secret in self.used.items():
                for form in {secret, urllib.parse.quote(secret, safe=""), base64.b64encode(secret.encode()).decode().rstrip("=")}:
                    self.assertFalse(form in text, f"{what} stands in {name}")
        self.assertGreater(looked, 10_000)
        self.assertGreater(len(self.used), 15)


if __name__ == "__main__":
    unittest.main()
