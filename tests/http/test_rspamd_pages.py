"""Rspamd's own pages at /rspamd/: with their password and for nobody else, and nothing but what they need."""

import http.client
import json
import os
import socket
import stat
import subprocess
import unittest

from api_case import ApiTest, Caller
from harness import ROOT, ServerTest, deliver, wait_for

PASSWORD = "open, Rspamd"


class RspamdPagesTest(ApiTest):
    own_stack = True
    config = "throttle.account = 6\n"

    def setUp(self):
        super().setUp()
        self.forget_guesses()
        self.set_password(PASSWORD)

    def forget_guesses(self):
        self.stack.sql("TRUNCATE throttle; DELETE FROM ban; DELETE FROM ban_attempt")

    def set_password(self, password):
        self.api.done("edit/rspamd-ui", {"attr": {"rspamd_ui_pass": password, "rspamd_ui_pass2": password}})

    def ask(self, path, password=PASSWORD, method="GET", body=None, client=None, expect=None, **headers):
        if password is not None:
            headers["Password"] = password
        return (client or self.anyone).request(method, f"/rspamd/{path}", body, headers=headers, expect=expect)

    def test_setting_the_password(self):
        self.assertEqual("1", self.api.get("rspamd-ui")["active"])
        for attr, word in (({"rspamd_ui_pass": "short"}, "rspamd_ui_pw_length"), ({"rspamd_ui_pass": "correct hörse"}, "password_complexity"),
                           ({"rspamd_ui_pass": PASSWORD, "rspamd_ui_pass2": "another"}, "password_mismatch"), ({}, "password_empty")):
            self.assertEqual(word, self.api.refused("edit/rspamd-ui", {"attr": attr}), attr)
        [entry] = self.api.done("edit/rspamd-ui", {"attr": {"rspamd_ui_pass": PASSWORD, "rspamd_ui_pass2": PASSWORD}})
        self.assertEqual(("rspamd_ui", "edit", "rspamd_ui_pw_set"), (*entry["log"][:2], entry["msg"]))
        self.assertNotIn(PASSWORD, json.dumps(entry))
        self.assertNotIn(PASSWORD, str(self.stack.sql("SELECT before, after FROM audit WHERE event LIKE 'rspamd%'")))
        self.assertNotIn(PASSWORD, json.dumps(self.api.get("rspamd-ui")))
        for who in (self.alice, self.bob):
            r = Caller(self.stack, client=who).request("POST", "/api/v1/edit/rspamd-ui", {"attr": {"rspamd_ui_pass": "my own word"}})
            self.assertNotIn(b"success", r.body)
        # A new one at once; without one they are closed, and say so.
        self.ask("stat", expect=200)
        self.set_password("something else")
        self.ask("stat", expect=403)
        self.ask("stat", "something else", expect=200)
        self.stack.command("api", "edit", "rspamd-ui", "rspamd-ui", "rspamd_ui_pass=-", input="\n")
        self.assertEqual("0", self.api.get("rspamd-ui")["active"])
        for path in ("", "stat"):
            self.assertIn("rspamd-ui", self.ask(path, "", expect=403).json()["detail"])

    def test_files_are_for_everybody_and_the_rest_is_not(self):
        page = self.anyone.get("/rspamd/", expect=200)
        self.assertIn("Rspamd Web Interface", page.text)
        policy = page.headers["content-security-policy"]
        self.assertIn(f"script-src https://localhost:{self.stack.port('https')}/rspamd/js/;", policy)
        self.assertNotIn("'self'", policy)
        self.assertEqual("unsafe-none", page.headers["cross-origin-opener-policy"])
        self.assertEqual("/rspamd/", self.anyone.get("/rspamd", expect=308).headers["location"])
        for name, kind in (("js/main.js", "javascript"), ("css/rspamd.css", "text/css"), ("img/rspamd_logo_navbar.png", "image/png"), ("favicon.ico", "image/")):
            r = self.ask(name, None, expect=200)
            self.assertIn(kind, r.headers["content-type"])
            self.assertEqual("nosniff", r.headers["x-content-type-options"])
            self.assertNotIn("server", r.headers)
        # Neither a session, nor a key, nor Basic is the password.
        admin = self.stack.client("admin")
        for path in ("stat", "auth", "history", "symbols", "maps"):
            for client in (self.anyone, admin):
                self.ask(path, None, client=client, expect=403)
        admin.sign_in()
        self.ask("stat", None, client=admin, expect=403)
        self.api.request("GET", "/rspamd/stat", expect=403)
        # Nor is it to come from here, whoever says so.
        for name, value in (("X-Forwarded-For", "127.0.0.1"), ("X-Real-IP", "127.0.0.1"), ("Cookie", "Password=" + PASSWORD), ("Authorization", "Basic x")):
            self.ask("stat", None, expect=(401, 403), **{name: value})
        r = self.ask("stat", expect=200)
        self.assertEqual((False, "application/json"), (r.json()["read_only"], r.headers["content-type"]))
        self.assertIn("sandbox", r.headers["content-security-policy"])
        self.assertEqual("no-store", r.headers["cache-control"])
        # Rspamd itself lets nobody in who comes by that way and does not show its own password, not even from here.
        for lines in (b"", b"Password: q1\r\n", b"Password: " + PASSWORD.encode() + b"\r\n"):
            with socket.socket(socket.AF_UNIX) as s:
                s.connect(os.path.join(self.stack.state, "run/rspamd-web/controller.sock"))
                s.sendall(b"GET /stat HTTP/1.0\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n" + lines + b"\r\n")
                self.assertRegex(s.makefile("rb").readline(), b" 40[13] ")
        self.assertEqual(0o750, stat.S_IMODE(os.stat(os.path.join(self.stack.state, "run/rspamd-web")).st_mode))
        # The app's own policy is what it was.
        self.assertIn("script-src 'self';", self.anyone.get("/mail/inbox").headers["content-security-policy"])

    def test_only_what_the_pages_need(self):
        for path in ("statreset", "metrics", "ping", "bayes/classifiers", "plugins", "plugins/fuzzy/hashes", "checkv3", "scan", "symbols/../stat", "js/../../etc/passwd",
                     "js/..%2f..%2fstat", "%2e%2e/stat", "js//etc/passwd", "stat/", "stat?x=1/../history"):
            r = self.ask(path)
            self.assertIn(r.code, (400, 404) if "?" not in path else (200,), (path, r))
        self.ask("stat", method="POST", body="x", expect=400)
        self.ask("checkv2", expect=400)
        self.ask("checkv2", method="POST", body="", expect=400)
        self.assertEqual(405, self.ask("stat", method="DELETE").code)
        self.ask("graph?type=day", expect=200)
        self.ask("graph?type=%0d%0aX:%20y", expect=(200, 400, 404, 500))
        # Rspamd would read a file for who names one; from here it does not hear of it.
        mail = b"Subject: one\r\nFrom: a@b.example\r\n\r\nTEXT-OF-THIS-MAIL\r\n"
        want = self.ask("checkv2", method="POST", body=mail, expect=200).json()
        secret = os.path.join(self.stack.state, "rspamd", "rspamd.local.lua")
        for name in ("File", "Path", "Shm"):
            got = self.ask("checkv2", method="POST", body=mail, expect=200, **{name: secret}).json()
            self.assertEqual(want["message-id"], got["message-id"])
            got = self.ask(f"checkv2?{name.lower()}={secret}", method="POST", body=mail, expect=200).json()
            self.assertEqual(want["message-id"], got["message-id"])
        long = self.ask("getmap", expect=(400,), **{"Map": "1" * 600})
        self.assertIn("map", long.json()["detail"])
        self.assertEqual(413, self.ask("checkv2", method="POST", body=b"x" * ((16 << 20) + 1)).code)

    def test_what_they_do(self):
        deliver(self.stack, self.alice.address, b"From: somebody@elsewhere.example\r\nSubject: seen by rspamd\r\n\r\nhello\r\n")
        rows = wait_for(lambda: [r for r in self.ask("history", expect=200).json()["rows"] if r.get("subject") == "seen by rspamd"])
        self.assertEqual([self.alice.address], rows[0]["rcpt_smtp"])
        self.assertEqual("ok", self.ask("auth", expect=200).json()["auth"])
        self.assertTrue(self.ask("symbols", expect=200).json())
        self.assertTrue(self.ask("actions", expect=200).json())
        maps = self.ask("maps", expect=200).json()
        self.assertTrue(self.ask("getmap", Map=str(maps[0]["map"])).code in (200, 404))
        gtube = b"Subject: x\r\n\r\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n"
        self.assertEqual("reject", self.ask("checkv2", method="POST", body=gtube, expect=200, From="a@b.example", IP="192.0.2.7").json()["action"])
        self.assertIn(self.ask("learnspam", method="POST", body=gtube + b"words to be learnt " * 30).code, (200, 208))
        # What teaches from mailboxes goes on as before, without a password.
        self.assertIn(b"action", subprocess.run(["rspamc", "-h", os.path.join(self.stack.state, "run/rspamd-controller/controller.sock"), "stat"],
                                                capture_output=True, timeout=60).stdout.lower())

    def test_wrong_passwords_are_counted(self):
        before = self.stack.sql("SELECT count(*) FROM audit WHERE event = 'session.fail' AND object = '(Rspamd)'")[0][0]
        for i in range(6):
            self.ask("auth", f"wrong {i}", expect=403)
        self.assertEqual(int(before) + 6, int(self.stack.sql("SELECT count(*) FROM audit WHERE event = 'session.fail' AND object = '(Rspamd)'")[0][0]))
        codes = [self.ask("auth", f"still wrong {i}").code for i in range(4)]
        self.assertIn(429, codes)
        # Who asks without one guesses nothing.
        self.forget_guesses()
        for _ in range(12):
            self.ask("stat", None, expect=403)
        self.ask("stat", expect=200)

    def test_in_the_browser(self):
        there = {"password": PASSWORD}
        done = subprocess.run(["node", "--test", os.path.join(ROOT, "tests", "ui", "rspamd.mjs")], capture_output=True, text=True, timeout=600,
                              env={**os.environ, **self.stack.variables(), "HAYLOFT_RSPAMD": json.dumps(there)})
        self.assertEqual(0, done.returncode, done.stdout[-3000:])


class RspamdGuessTest(ServerTest):
    own_stack = True
    config = "proxy.trusted = 127.0.0.1\n"

    def test_who_guesses_is_kept_out(self):
        self.stack.command("api", "edit", "rspamd-ui", "rspamd-ui", "rspamd_ui_pass=-", input=PASSWORD + "\n")
        self.stack.command("ban", "settings", "--max-attempts", "3")
        for i in range(5):
            self.anyone.get("/rspamd/auth", headers={"Password": f"wrong {i}", "X-Forwarded-For": "198.51.100.77"})
        self.assertEqual([["198.51.100.77/32"]], self.stack.sql("SELECT network::text FROM ban"))
        self.anyone.get("/rspamd/auth", headers={"Password": PASSWORD, "X-Forwarded-For": "198.51.100.77"}, expect=403)
        self.anyone.get("/rspamd/auth", headers={"Password": PASSWORD, "X-Forwarded-For": "198.51.100.78"}, expect=200)


class RspamdAwayTest(ApiTest):
    own_stack = True
    config = "service.rspamd = off\n"

    def test_503_while_it_is_off(self):
        self.api.done("edit/rspamd-ui", {"attr": {"rspamd_ui_pass": PASSWORD}})
        for path, headers in (("/rspamd/", {}), ("/rspamd/js/main.js", {}), ("/rspamd/stat", {"Password": PASSWORD})):
            r = self.anyone.get(path, headers=headers, expect=503)
            self.assertIn("Rspamd does not run", r.json()["detail"])
            self.assertIn("retry-after", r.headers)


if __name__ == "__main__":
    unittest.main()
