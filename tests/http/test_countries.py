"""In which country an address is: sessions, last sign-ins, logs; and files that are no good."""

import json
import os
import random
import shutil
import tempfile
import time

import countries
from harness import Client, wait_for
from sign_in_case import PASSWORD, SESSIONS, SignInServerTest

NETWORKS = {
    "192.0.2.0/24": countries.country("NO"),
    "2001:db8::/32": {"country_code": "de"},		# another maker's
    "198.51.100.0/24": {"country": "FR"},		# and another's
    "10.0.0.0/8": countries.country("US"),		# local, whatever is said
    "203.0.113.0/25": countries.country("<b>"),
    "203.0.113.128/26": {"country": {"number": 7}},
    "203.0.113.192/26": {"country_code": "A1"},
}


class CountryTest(SignInServerTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="hayloft-geo-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        os.chmod(cls.folder, 0o755)
        cls.path = os.path.join(cls.folder, "Country.mmdb")
        cls.kept = os.path.join(cls.folder, "kept")
        countries.write(cls.kept, NETWORKS)
        shutil.copy(cls.kept, cls.path)
        cls.config = f"proxy.trusted = 127.0.0.1\ngeo.database = {cls.path}\n"
        super().setUpClass()

    def put(self, data):
        """Another file in its place; DATA None: none."""
        if data is None:
            os.unlink(self.path)
            return
        with open(self.path + ".new", "wb") as f:
            f.write(data)
        os.chmod(self.path + ".new", 0o644)
        os.replace(self.path + ".new", self.path)

    def setUp(self):
        super().setUp()
        with open(self.kept, "rb") as f:
            self.good = f.read()
        self.put(self.good)

    def signed_in_from(self, address):
        return self.browser(self.password(**{"X-Forwarded-For": address}))

    def shown(self, browser):
        return {s["address"]: s.get("country") for s in browser.get(SESSIONS, expect=200).json()}

    def test_sessions_and_last_sign_ins(self):
        want = {"192.0.2.7": "NO", "2001:db8::5": "DE", "198.51.100.9": "FR", "10.1.2.3": None, "127.0.0.1": None, "192.168.3.4": None,
                "203.0.113.5": None, "203.0.113.129": None, "203.0.113.200": None, "192.0.3.1": None, "2001:dead::1": None}
        for address in want:
            self.signed_in_from(address)
        shown = self.shown(self.signed_in())
        self.assertEqual(want, {address: shown[address] for address in want})
        for address, code in (("192.0.2.7", "NO"), ("::ffff:192.0.2.8", "NO"), ("192.0.3.1", None)):
            here = self.signed_in_from(address)
            [row] = [r for r in here.get("/api/v2/last-logins", expect=200).json() if r["service"] == "web"]
            self.assertEqual(code, row.get("country"), row)

    def test_what_programs_and_administrators_read(self):
        app = json.loads(self.stack.command("user", "app-add", self.dora.address, "--json").stdout)["password"]
        dav = Client(self.stack, self.dora.address, app)
        for address in ("2001:db8::77", "10.1.2.3"):
            dav.request("PROPFIND", f"/dav/principals/{self.dora.address}/", headers={"Depth": "0", "X-Forwarded-For": address}, expect=207)
        admin = self.stack.client("admin")
        shown = admin.get(f"/api/v1/get/last-login/{self.dora.address}", expect=200).json()["sasl"]
        [row] = [r for r in shown if r["real_rip"] == "2001:db8::77"]
        self.assertEqual(("DE", "DE"), (row["country"], row["location"]))
        self.assertTrue(all("country" not in r for r in shown if r["real_rip"] != "2001:db8::77"))
        self.assertIn(("2001:db8::77", "DE"), {(r["real_rip"], r.get("country")) for r in admin.get("/api/v1/get/logs/sasl/100", expect=200).json()})
        self.anyone.post("/api/v2/session", {"login": self.dora.address, "password": "wrong"},
                         headers={"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "192.0.2.99"}, expect=401)
        for path in ("/api/v1/get/logs/ui/50", "/api/v2/objects/log?limit=1000"):
            r = admin.get(path, expect=200).json()
            rows = r["objects"] if isinstance(r, dict) else r
            self.assertIn(("session.fail", "NO"), {(row["call"], row.get("country")) for row in rows if row["remote"] == "192.0.2.99"}, path)
        self.bob.get(f"/api/v1/get/last-login/{self.dora.address}")
        self.assertNotIn("2001:db8::77", self.bob.get(f"/api/v1/get/last-login/{self.dora.address}").text)

    def test_a_renewed_file(self):
        here = self.signed_in_from("192.0.2.7")
        country = lambda: next(r for r in here.get("/api/v2/last-logins", expect=200).json() if r["service"] == "web").get("country")
        self.assertEqual("NO", country())
        countries.write(self.path, {"192.0.2.0/24": countries.country("SE")})
        self.assertEqual("SE", country())
        self.put(None)
        for _ in range(9):
            self.assertIsNone(country())
        # Told once by each who looked.
        told = [line for line in wait_for(self.warnings) if "No such file" in line or "opening" in line]
        self.assertIn(len(told), range(1, len(self.stack.pids("worker", "admin")) + 1), told)
        self.put(self.good)
        self.assertEqual("NO", country())

    def test_files_that_are_no_good(self):
        here = self.signed_in_from("192.0.2.7")
        workers = sorted(self.stack.pids("worker", "admin"))
        start = self.good.rindex(b"\xab\xcd\xefMaxMind.com")

        def asked():
            self.assertEqual(200, here.get("/api/v2/last-logins").code)
            self.stack.client("admin").get("/api/v1/get/logs/sasl/50", expect=200)

        lines = len(self.warnings())
        for broken in (b"", b"\0" * 100, b"<html>", self.good[:start], self.good[start:], self.good[:start + 14], self.good[:len(self.good) // 2], self.good[200:]):
            self.put(broken)
            asked()
        wait_for(lambda: len(self.warnings()) > lines)
        self.assertTrue(all("Country.mmdb" in line for line in self.warnings()))
        # Bits that are others: in the tree, in the records, in what is said about both.
        seed = int(os.environ.get("HAYLOFT_SEED", random.randrange(1 << 32)))
        chance = random.Random(seed)
        until = time.monotonic() + 20
        for turn in range(400):
            if time.monotonic() > until:
                break
            data = bytearray(self.good)
            for _ in range(chance.choice((1, 2, 8, 50))):
                data[chance.randrange(start if turn % 2 else len(data))] = chance.choice((0, 1, 0x7f, 0x80, 0xe1, 0xff, chance.randrange(256)))
            self.put(bytes(data))
            with self.subTest(seed=seed, turn=turn):
                self.assertEqual(200, here.get("/api/v2/last-logins").code)
        self.assertEqual(workers, sorted(set(workers) & set(self.stack.pids("worker", "admin"))))
        # One line for a file, not for each question.
        self.put(b"no database")
        asked()
        wait_for(lambda: self.warnings())
        told = len(self.warnings())
        for _ in range(5):
            here.get("/api/v2/last-logins", expect=200)
        self.assertLessEqual(len(self.warnings()) - told, len(workers))

    def warnings(self):
        return [line for line in self.stack.log(100000).splitlines() if "event=geo" in line]

    def test_in_the_browser(self):
        there = {"me": self.dora.address, "password": PASSWORD, "from": "192.0.2.7", "code": "NO"}
        self.stack.in_browser("country", there)


class NoCountryTest(SignInServerTest):
    def test_without_a_file_nothing_is_said(self):
        here = self.signed_in()
        self.assertTrue(all("country" not in r for r in here.get(SESSIONS).json() + here.get("/api/v2/last-logins").json()))
