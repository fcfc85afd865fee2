"""YubiKeys that type one-time passwords, with a real validation server and somebody on the way to it."""

import base64
import hashlib
import hmac
import json
import os
import signal
import threading
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from harness import wait_for
from sign_in_case import FACTORS, PASSWORD, SESSION, SESSIONS, SignInServerTest
from validation_server import ValidationServer, YubiKey


def members(said):
    return dict(line.split("=", 1) for line in said.decode().split())


def signed(secret, fields):
    line = "&".join(f"{k}={fields[k]}" for k in sorted(fields))
    h = base64.b64encode(hmac.new(secret, line.encode(), hashlib.sha1).digest()).decode()
    return "".join(f"{k}={v}\r\n" for k, v in {"h": h, **fields}.items()).encode()


class YubiKeyServerTest(SignInServerTest):
    @classmethod
    def setUpClass(cls):
        cls.server = ValidationServer()
        cls.addClassCleanup(cls.server.close)
        cls.config = cls.server.config()
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.addCleanup(self.as_it_is)
        self.server.asked.clear()

    def as_it_is(self):
        self.server.change = self.server.hold = None
        self.server.remember(True)
        self.back()

    def back(self):
        """The server is asked again at once."""
        self.sql("DELETE FROM away")

    def add(self, browser, key, name="blue", expect=200):
        return browser.post(FACTORS + "/yubico", {"name": name, "code": key.touch()}, expect=expect)

    def step(self):
        return self.password(expect=202).json()

    def show(self, code, expect):
        return self.post({"step": self.step()["step"], "code": code}, expect)


class YubiKeyTest(YubiKeyServerTest):
    def test_a_yubikey_as_second_factor(self):
        here, key = self.signed_in(), self.server.key()
        codes = self.add(here, key).json()["recoveryCodes"]
        self.assertEqual(10, len(codes))
        self.assertEqual(set(), self.services(PASSWORD))
        app = json.loads(self.stack.command("user", "app-add", self.dora.address, "--json").stdout)["password"]
        self.assertEqual(self.ALL - {"rest"}, self.services(app))
        asked = self.step()
        self.assertEqual((True, False, True), (asked["yubico"], asked["code"], asked["recovery"]))
        self.assertNotIn("set-cookie", self.password(expect=202).headers)
        done = self.post({"step": asked["step"], "code": f" {key.touch().upper()}\n"}, 200)
        self.assertEqual("yubico", next(s["way"] for s in self.browser(done).get(SESSIONS).json() if s["current"]))
        # What was asked: signed, with a nonce of its own, for this OTP.
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.server.asked[-1]).query))
        self.assertEqual({"id", "nonce", "otp", "h"}, set(query))
        self.assertEqual(signed(self.server.SECRET, {k: query[k] for k in ("id", "nonce", "otp")}).decode().split("\r\n")[0], "h=" + query["h"])
        self.assertRegex(query["nonce"], "^[0-9a-f]{32}$")
        listed = here.get(FACTORS).json()
        self.assertTrue(listed["canAddYubico"])
        self.assertEqual([("blue", key.public_id, True)], [(k["name"], k["publicId"], k["used"] is not None) for k in listed["yubico"]])
        self.post({"step": self.step()["step"], "code": codes[0]}, 200)
        self.assertEqual(["factor.yubico-add", "factor.recovery-used"], [e for e in self.events() if e.startswith("factor")])

    def test_several_keys_with_names(self):
        here, one, two = self.signed_in(), self.server.key(), self.server.key()
        self.add(here, one)
        self.assertNotIn("recoveryCodes", self.add(here, two, "red").json())
        self.add(here, one, "again", expect=409)
        for key in (one, two, one):
            self.show(key.touch(), 200)
        listed = here.get(FACTORS).json()["yubico"]
        path = f"{FACTORS}/yubico/{listed[1]['id']}"
        here.request("PATCH", path, {"name": "green"}, expect=204)
        for bad in ({}, {"name": ""}, {"name": "x" * 101}, {"name": "a\nb"}):
            here.request("PATCH", path, bad, expect=400)
        self.assertEqual(["blue", "green"], [k["name"] for k in here.get(FACTORS).json()["yubico"]])
        self.bob.sign_in()
        self.bob.request("PATCH", path, {"name": "mine"}, expect=404)
        self.bob.delete(path, expect=404)
        here.delete(path, expect=204)
        here.delete(path, expect=404)
        self.show(two.touch(), 401)
        self.show(one.touch(), 200)
        here.delete(f"{FACTORS}/yubico/{listed[0]['id']}", expect=204)
        self.assertEqual(0, here.get(FACTORS).json()["recovery"])
        self.password()
        self.assertEqual(["factor.yubico-add", "factor.yubico-add", "factor.yubico-rename", "factor.yubico-delete", "factor.yubico-delete"],
                         [e for e in self.events() if e.startswith("factor")])

    def test_beside_an_app(self):
        here, key = self.signed_in(), self.server.key()
        app, _ = self.enrol(here)
        self.add(here, key)
        asked = self.step()
        self.assertEqual((True, True), (asked["yubico"], asked["code"]))
        self.post({"step": asked["step"], "code": app.code()}, 200)
        self.show(key.touch(), 200)
        here.delete(FACTORS + "/totp", expect=204)
        self.assertEqual(10, here.get(FACTORS).json()["recovery"])
        self.password(expect=202)

    def test_what_it_typed_is_good_once(self):
        here, key = self.signed_in(), self.server.key()
        spent = key.touch()
        here.post(FACTORS + "/yubico", {"name": "blue", "code": spent}, expect=200)
        self.show(spent, 401)
        code, before = key.touch(), len(self.server.asked)
        self.show(code, 200)
        self.show(code, 401)
        self.show(code.upper(), 401)
        self.assertEqual(before + 1, len(self.server.asked))	# we know it ourselves
        # One that was typed before, and shown by nobody: the server's counter has gone on.
        older, newer = key.touch(), key.touch()
        self.show(newer, 200)
        self.show(older, 401)

    def test_a_validation_server_that_forgets(self):
        """It takes again what it has seen; we do not, nor from anybody else."""
        here, key = self.signed_in(), self.server.key()
        self.add(here, key)
        self.server.remember(False)
        code = key.touch()
        self.show(code, 200)
        said = self.server.ask("/wsapi/2.0/verify?" + urllib.parse.urlencode({"id": 1, "otp": code, "nonce": "abcdefghijklmnopqrst"}))
        self.assertEqual("OK", members(said)["status"])
        self.show(code, 401)
        # The same key is another person's, too: what was shown here opens nothing there.
        dora, number = self.dora, self.number
        code2 = key.touch()
        super().setUp()
        other = self.signed_in()
        self.add(other, key)
        self.show(code, 401)
        self.dora, self.number = dora, number
        # Of many at once one gets in.
        steps = [self.step()["step"] for _ in range(6)]
        with ThreadPoolExecutor(len(steps)) as pool:
            codes = list(pool.map(lambda s: self.post({"step": s, "code": code2}, (200, 401)).code, steps))
        self.assertEqual([200] + [401] * 5, sorted(codes))

    def test_somebody_elses_key(self):
        here, mine, other = self.signed_in(), self.server.key(), self.server.key()
        self.add(here, mine)
        self.alice.sign_in()
        self.add(self.alice, other)
        self.addCleanup(lambda: self.sql(f"DELETE FROM yubico_key WHERE public_id = '{other.public_id}'"))
        before = len(self.server.asked)
        self.show(other.touch(), 401)
        self.show(YubiKey().touch(), 401)
        self.assertEqual(before, len(self.server.asked))
        # Our key's name before what another one typed.
        self.show(mine.public_id + other.touch()[12:], 401)
        self.assertEqual(before + 1, len(self.server.asked))
        self.show(mine.touch(), 200)

    def test_what_no_yubikey_types(self):
        here, key = self.signed_in(), self.server.key()
        good = key.touch()
        for bad in ("", "123456", good[:-1], good + "c", "a" + good[1:], good[:43] + "\u0441", good + " " + good, "c" * 10000):
            r = here.post(FACTORS + "/yubico", {"name": "blue", "code": bad}, expect=400)
            self.assertEqual("/api/#code_wrong", r.json()["type"])
        for bad in ({}, {"code": good}, {"name": "blue"}, {"name": 1, "code": good}, {"name": "blue", "code": [good]}):
            here.post(FACTORS + "/yubico", bad, expect=400)
        self.assertEqual([], self.server.asked)
        r = here.post(FACTORS + "/yubico", {"name": "blue", "code": YubiKey().touch()}, expect=400)
        self.assertEqual("/api/#code_wrong", r.json()["type"])
        here.post(FACTORS + "/yubico", {"name": "blue", "code": good}, expect=200)
        for bad in (good[:-1], good + "c", "a" + good[1:]):
            self.show(bad, 401)

    def test_answers_that_are_not_believed(self):
        here, key = self.signed_in(), self.server.key()
        app, _ = self.enrol(here)
        self.add(here, key)
        secret = self.server.SECRET

        def altered(**fields):
            return lambda said: signed(secret, {**{k: v for k, v in members(said).items() if k != "h"}, **fields})

        def unsigned(said):
            return b"\r\n".join(line for line in said.split(b"\r\n") if not line.startswith(b"h="))

        kept = {}

        def replayed(said):
            return kept.setdefault("said", said)

        forged = {
            "unsigned": unsigned,
            "an empty signature": lambda said: b"h=\r\n" + unsigned(said),
            "another key's": lambda said: signed(b"another", {k: v for k, v in members(said).items() if k != "h"}),
            "said otherwise": lambda said: said.replace(b"status=BAD_OTP", b"status=OK").replace(b"sl=100", b"sl=99"),
            "another nonce": altered(nonce="abcdefghijklmnopqrst"),
            "another OTP": altered(otp=YubiKey().touch()),
            "twice": lambda said: said + b"status=OK\r\n",
            "the word alone": lambda said: b"status=OK\r\n",
            "a page": lambda said: b"<html>OK</html>",
            "nothing": lambda said: b"",
            "too much": lambda said: said + b"x=" + b"y" * 100000,
            "no line": lambda said: said + b"OK\r\n",
            "NUL": lambda said: said + b"\0",
            "gone": lambda said: None,
        }
        for name, change in forged.items():
            with self.subTest(name):
                self.back()
                self.server.change = change
                r = self.show(key.touch(), 503)
                self.assertEqual("/api/#yubico_away", r.json()["type"])
                self.assertNotIn("set-cookie", r.headers)
        # An answer of before, to another question.
        self.back()
        self.server.change = replayed
        self.show(key.touch(), 200)
        self.show(key.touch(), 503)
        # What it may say besides, signed.
        for status, code in (("BAD_OTP", 401), ("REPLAYED_OTP", 401), ("REPLAYED_REQUEST", 401), ("BAD_SIGNATURE", 503), ("NO_SUCH_CLIENT", 503),
                             ("OPERATION_NOT_ALLOWED", 503), ("BACKEND_ERROR", 503), ("NOT_ENOUGH_ANSWERS", 503), ("ok", 503), ("", 503)):
            with self.subTest(status):
                self.back()
                self.sql("DELETE FROM throttle")
                self.server.change = altered(status=status)
                self.show(key.touch(), code)
        self.server.change = None
        self.back()
        self.show(key.touch(), 200)
        self.post({"step": self.step()["step"], "code": app.code()}, 200)

    def test_while_the_server_is_away(self):
        here, key = self.signed_in(), self.server.key()
        codes = self.add(here, key).json()["recoveryCodes"]
        app, _ = self.enrol(here)
        self.server.hold = threading.Event()
        self.addCleanup(self.server.hold.set)
        step = self.step()["step"]
        r = self.post({"step": step, "code": key.touch()}, 503)
        self.assertIn("retry-after", r.headers)
        self.assertEqual("/api/#yubico_away", r.json()["type"])
        # It is not asked again for a while, and nobody waits.  (For longer than this test takes.)
        self.sql("UPDATE away SET until = until + interval '1 hour'")
        before = len(self.server.asked)
        code = key.touch()
        self.post({"step": step, "code": code}, 503)
        here.post(FACTORS + "/yubico", {"name": "red", "code": code}, expect=503)
        self.assertEqual(before, len(self.server.asked))
        # Nobody guessed: nothing counts.
        self.assertEqual([["0"]], self.sql(f"SELECT coalesce(sum(failures), 0) FROM throttle WHERE key LIKE '%{self.dora.address}'"))
        # Others go on.
        self.post({"step": step, "code": app.code()}, 200)
        self.post({"step": self.step()["step"], "code": codes[0]}, 200)
        self.assertEqual(set(), self.services(PASSWORD))
        self.server.hold.set()
        self.server.hold = None
        self.show(key.touch(), 503)
        self.sql("UPDATE away SET until = now()")
        self.show(key.touch(), 200)
        self.assertEqual([["0"]], self.sql("SELECT count(*) FROM away"))

    def test_they_cannot_be_guessed(self):
        here, key = self.signed_in(), self.server.key()
        self.add(here, key)
        where = f"WHERE key LIKE '%{self.dora.address}'"
        wrong = [YubiKey() for _ in range(12)]
        for other in wrong:
            other.public_id = key.public_id
        step = self.step()["step"]
        codes = []
        for other in wrong[:11]:
            self.sql(f"UPDATE throttle SET until = now() {where}")	# somebody with patience
            codes.append(self.post({"step": step, "code": other.touch()}, (401, 410, 429)).code)
        self.assertEqual([401] * 10 + [410], codes)
        self.sql(f"UPDATE throttle SET until = now() + interval '1 minute' {where}")
        self.password(expect=429)
        # Those that are tried in the settings count, too.
        before = len(self.server.asked)
        here.post(FACTORS + "/yubico", {"name": "x", "code": self.server.key().touch()}, expect=429)
        self.assertEqual(before, len(self.server.asked))
        self.sql(f"DELETE FROM throttle {where}")
        here.post(FACTORS + "/yubico", {"name": "x", "code": wrong[11].touch()}, expect=400)
        self.assertEqual([["1"]], self.sql(f"SELECT max(failures) FROM throttle {where}"))
        self.assertGreaterEqual(self.events().count("session.fail"), 10)

    def test_a_proof_by_it(self):
        here, key = self.signed_in(), self.server.key()
        self.add(here, key)
        old = f"UPDATE session SET proved = now() - interval '11 minutes' WHERE account_id = {self.number}"
        self.sql(old)
        before = len(self.server.asked)
        for method, path in (("POST", "/yubico"), ("PATCH", "/yubico/1"), ("DELETE", "/yubico/1")):
            r = here.request(method, FACTORS + path, {"name": "x", "code": key.touch()} if method != "DELETE" else None, expect=403)
            self.assertEqual("/api/#prove_again", r.json()["type"])
        self.assertEqual(before, len(self.server.asked))
        step = here.post(SESSION + "/proof", {"password": PASSWORD}, expect=202).json()["step"]
        here.post(SESSION + "/proof", {"step": step, "code": YubiKey().touch()}, expect=403)
        here.post(SESSION + "/proof", {"step": step, "code": key.touch()}, expect=204)
        self.add(here, self.server.key(), "red")
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
            self.anyone.post(FACTORS + "/yubico", {"name": "x", "code": key.touch()}, headers={"Cookie": here.cookie, **headers}, expect=403)

    def test_what_an_administrator_sees_and_wants(self):
        admin = self.stack.client("admin")
        path = f"/api/v2/objects/second-factor/{self.dora.address}"
        mailbox = f"/api/v2/objects/mailbox/{self.dora.address}"
        here, key = self.signed_in(), self.server.key()
        self.add(here, key)
        admin.request("PATCH", mailbox, {"force_tfa": True}, expect=200)
        listed = here.get(FACTORS).json()
        r = here.delete(f"{FACTORS}/yubico/{listed['yubico'][0]['id']}", expect=403)
        self.assertIn("administrator", r.json()["detail"])
        self.show(key.touch(), 200)
        shown = admin.get(path, expect=200).json()
        self.assertEqual((False, 0, 1, 10, True), (shown["totp"], shown["keys"], shown["yubikeys"], shown["recovery_codes"], shown["required"]))
        admin.request("PATCH", mailbox, {"force_tfa": False}, expect=200)
        admin.delete(path, expect=204)
        self.password()
        self.assertEqual(self.ALL, self.services(PASSWORD))
        # As mailcow tells it of administrators.
        root = self.browser(self.post({"login": admin.address, "password": admin.password}, 200))
        self.assertEqual(["0"], [a["tfa_active"] for a in admin.get("/api/v1/get/admin/all").json() if a["username"] == admin.address])
        self.add(root, key, "mine")
        self.addCleanup(lambda: self.sql(f"DELETE FROM yubico_key WHERE public_id = '{key.public_id}'"))
        reader = json.loads(self.stack.command("apikey", "add", "--name", "tfa", "--json").stdout)
        shown = self.anyone.get("/api/v1/get/admin/all", headers={"X-API-Key": reader["key"]}, expect=200).json()
        self.assertEqual(["1"], [a["tfa_active"] for a in shown if a["username"] == admin.address])

    def test_in_the_browser(self):
        self.server.key("blue")
        self.server.key("red")
        there = {"me": self.dora.address, "password": PASSWORD, "touch": self.server.url + "/touch/"}
        self.stack.in_browser("yubikey", there)


class NoYubiKeyTest(YubiKeyServerTest):
    """They were set up once, and are not any more: nobody gets in with less."""

    def test_without_a_validation_server(self):
        here, key = self.signed_in(), self.server.key()
        codes = self.add(here, key).json()["recoveryCodes"]
        path = os.path.join(self.stack.state, "hayloft.conf")
        with open(path) as f:
            text = f.read()
        with open(path, "w") as f:
            f.write(text.replace("yubico.id = 1\n", ""))
        processes = lambda: self.stack.status()["processes"]
        generation = lambda: max(p.get("generation", 0) for p in processes())
        before = generation()
        self.stack.process.send_signal(signal.SIGHUP)
        wait_for(lambda: generation() > before and all(p["state"] == "up" for p in processes()))
        self.assertFalse(here.get(FACTORS).json()["canAddYubico"])
        here.post(FACTORS + "/yubico", {"name": "x", "code": key.touch()}, expect=412)
        asked = self.step()
        self.assertFalse(asked["yubico"])
        self.assertEqual(set(), self.services(PASSWORD))
        self.post({"step": asked["step"], "code": key.touch()}, 503)
        self.post({"step": asked["step"], "code": codes[0]}, 200)
