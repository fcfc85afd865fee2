"""Guessing passwords gets slow, for one account and from one address, and its owner still gets in."""

import base64
import http.client
import imaplib
import json
import math
import smtplib
import socket
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import ServerTest, wait_for

SESSION = "/api/v2/session"
PATH = "/.well-known/jmap"


class FromAddress(imaplib.IMAP4_SSL):
    """IMAP from an address of its own."""

    def __init__(self, test, remote):
        self.source = (test.address(remote), 0)
        super().__init__("localhost", test.stack.port("imaps"), ssl_context=test.stack.tls(), timeout=60)

    def _create_socket(self, timeout):
        sock = socket.create_connection((self.host, self.port), timeout, self.source)
        return self.ssl_context.wrap_socket(sock, server_hostname=self.host)


class ThrottleTest(ServerTest):
    config = "throttle.account = 5\nthrottle.address = 20\n"
    # From 127.1.x.1 on: every test guesses from addresses of its own.
    count = 0

    def setUp(self):
        super().setUp()
        ThrottleTest.count += 1
        self.dora = self.stack.new_account("dora")

    def address(self, n=1):
        return f"127.{self.count}.0.{n}"

    def ask(self, method, path, body=None, headers=None, remote=1):
        c = http.client.HTTPSConnection("localhost", self.stack.port("https"),
                                        context=self.stack.tls(), timeout=60,
                                        source_address=(self.address(remote), 0))
        try:
            c.request(method, path, body, headers or {})
            r = c.getresponse()
            r.read()
            return r
        finally:
            c.close()

    def guess(self, login, password="wrong", remote=1):
        return self.ask("POST", SESSION, json.dumps({"login": login, "password": password}),
                        {"Content-Type": "application/json"}, remote)

    def basic(self, login, password="wrong", remote=1):
        pair = base64.b64encode(f"{login}:{password}".encode()).decode()
        return self.ask("GET", PATH, None, {"Authorization": "Basic " + pair}, remote)

    def imap(self, login, password, remote=1):
        """What Dovecot says: OK or NO."""
        with FromAddress(self, remote) as c:
            try:
                return c.login(login, password)[0]
            except imaplib.IMAP4.error:
                return "NO"

    def smtp(self, login, password, remote=1):
        with smtplib.SMTP_SSL("localhost", self.stack.port("submissions"), context=self.stack.tls(), timeout=60,
                              source_address=(self.address(remote), 0)) as s:
            try:
                return s.login(login, password)[0]
            except smtplib.SMTPAuthenticationError as e:
                return e.smtp_code

    def test_mail_programs_and_the_web_count_together(self):
        self.assertEqual("OK", self.imap(self.dora.address, self.dora.password, remote=50))
        for i in range(3):
            self.assertEqual("NO", self.imap(self.dora.address, "wrong", remote=i + 1))
        for i in range(2):
            self.assertEqual(535, self.smtp(self.dora.address, "wrong", remote=i + 4))
        # Dovecot answers a wrong password late, so the wait is over by then: the count is what matters.
        # (smtplib tries two mechanisms.)
        self.assertGreaterEqual(self.failures("a:" + self.dora.address), 5)
        self.wait_an_hour("a:" + self.dora.address)
        self.assertEqual(429, self.guess(self.dora.address, remote=9).status)
        self.assertEqual("NO", self.imap(self.dora.address, self.dora.password, remote=10))
        self.assertEqual(535, self.smtp(self.dora.address, self.dora.password, remote=11))
        # Her own phone, where she signed in before, still gets in.
        self.assertEqual("OK", self.imap(self.dora.address, self.dora.password, remote=50))
        def events():
            rows = self.stack.sql(f"SELECT event, count(*) FROM audit WHERE object = '{self.dora.address}' GROUP BY 1")
            return {event: int(n) for event, n in rows}
        # Dovecot tells how it went when the client has its answer.
        wait_for(lambda: (now := events()).get("imap.fail", 0) >= 3 and now.get("imap.start") and now.get("smtp.fail", 0) >= 2)
        self.assertEqual((1, 3), tuple(events()[name] for name in ("imap.start", "imap.fail")), events())

    def failures(self, key):
        return int(self.stack.sql(f"SELECT failures FROM throttle WHERE key = '{key}'")[0][0])

    def wait_an_hour(self, key):
        self.stack.sql(f"UPDATE throttle SET until = now() + interval '1 hour' WHERE key = '{key}'")

    def lengthen(self, key):
        """The wait that was just begun, of seconds, lasts an hour more: it must not be over before the next request."""
        self.stack.sql(f"UPDATE throttle SET until = until + interval '1 hour' WHERE key = '{key}' AND until > since + interval '1 second'")

    def test_an_address_that_guessed_by_imap_is_out_everywhere(self):
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda i: self.imap(f"nobody{i}@example.org", "wrong", remote=1), range(5)))
        wait_for(lambda: self.failures("r:" + self.address(1)) == 5)
        self.wait_an_hour("r:" + self.address(1))
        self.assertEqual(429, self.guess("carol@example.org", remote=1).status)
        self.assertEqual(535, self.smtp(self.dora.address, self.dora.password, remote=1))
        self.assertEqual(235, self.smtp(self.dora.address, self.dora.password, remote=2))

    def test_by_account(self):
        for i in range(5):
            self.assertEqual(401, self.guess(self.dora.address, remote=i + 1).status)
        self.lengthen("a:" + self.dora.address)
        r = self.guess(self.dora.address, remote=9)
        self.assertEqual(429, r.status)
        self.assertIn(int(r.getheader("retry-after")), range(3000, 3603))	# the first wait is of two seconds at most
        # The right password is no better from a new place, or guessing would go on.
        self.assertEqual(429, self.guess(self.dora.address, self.dora.password, remote=10).status)
        # Other ways to write it are the same account; other accounts are not.
        self.assertEqual(429, self.guess(" " + self.dora.address.upper(), remote=11).status)
        self.assertEqual(429, self.basic(self.dora.address.split("@")[0], remote=11).status)
        self.assertEqual(401, self.guess("other@example.org", remote=11).status)

    def test_the_wait_grows_and_ends(self):
        waits = []
        for i in range(5):
            self.guess(self.dora.address, remote=i + 1)
        # What is told is what is left: one that was asked for late tells less.
        while len(waits) < 3 or waits[-1] <= waits[0] and len(waits) < 7:
            r = self.guess(self.dora.address, remote=9)
            if r.status == 429:
                waits.append(int(r.getheader("retry-after")))
                time.sleep(waits[-1] + 0.2)
            else:
                self.assertEqual(401, r.status)
        self.assertLess(waits[0], waits[-1])
        self.assertEqual(200, self.guess(self.dora.address, self.dora.password, remote=10).status)

    def test_by_address(self):
        for i in range(20):
            self.assertEqual(401, self.guess(f"nobody{i}@example.org").status)
        self.lengthen("r:" + self.address())
        self.assertEqual(429, self.guess("somebody@example.org").status)
        self.assertEqual(429, self.basic("somebody@example.org").status)
        self.assertEqual(200, self.guess(self.dora.address, self.dora.password, remote=2).status)

    def test_side_by_side(self):
        begin = time.monotonic()
        with ThreadPoolExecutor(16) as pool:
            codes = list(pool.map(lambda i: self.guess(self.dora.address, remote=i + 1).status, range(30)))
        # 5 are free, then one after each wait that is over by then: 1, 2, 4 … seconds.
        self.assertLessEqual(codes.count(401), 6 + math.log2(1 + time.monotonic() - begin))
        self.assertEqual(30, codes.count(401) + codes.count(429) + codes.count(503))

    def test_the_owner_is_not_locked_out(self):
        home, away = 1, 2
        r = self.guess(self.dora.address, self.dora.password, remote=home)
        self.assertEqual(200, r.status)
        cookie = r.getheader("set-cookie").split(";")[0]
        self.assertEqual(200, self.basic(self.dora.address, self.dora.password, remote=home).status)
        for i in range(8):
            self.guess(self.dora.address, remote=away)
        self.lengthen("a:" + self.dora.address)
        self.assertEqual(429, self.guess(self.dora.address, remote=away).status)
        # What is signed in stays signed in, from everywhere.
        self.assertEqual(200, self.ask("GET", SESSION, None, {"Cookie": cookie}, remote=3).status)
        self.assertEqual(200, self.basic(self.dora.address, self.dora.password, remote=home).status)
        # And at home one signs in anew, also when the cache forgot.
        self.stack.sql("DELETE FROM basic_cache")
        self.assertEqual(200, self.basic(self.dora.address, self.dora.password, remote=home).status)
        self.assertEqual(200, self.guess(self.dora.address, self.dora.password, remote=home).status)

    def test_right_ones_do_not_add_up(self):
        for _ in range(12):
            self.assertEqual(200, self.guess(self.dora.address, self.dora.password).status)

    def test_a_success_does_not_clear_the_address(self):
        other = self.stack.new_account("mallory")
        for i in range(10):
            self.guess(f"nobody{i}@example.org")
            self.guess(f"nobody{i}b@example.org")
            if i < 9:
                self.assertEqual(200, self.guess(other.address, other.password).status)
        self.lengthen("r:" + self.address())
        self.assertEqual(429, self.guess(other.address, other.password).status)

    def test_unknown_logins_take_as_long(self):
        def once(login, n):
            begin = time.monotonic()
            self.assertEqual(401, self.guess(login, remote=n).status)
            return time.monotonic() - begin

        self.guess(self.dora.address, remote=200)
        known, unknown = [], []
        for i in range(12):
            account = self.dora if i % 4 else self.stack.new_account("dora")
            self.dora = account
            known.append(once(account.address, i + 1))
            unknown.append(once(f"nobody{i}@example.org", i + 100))
        # Without the hash an unknown login would answer in a fraction of the time.  (Whatever else the machine does,
        # it does not make any of them faster.)
        self.assertGreater(min(unknown), min(known) * 0.5)
        self.assertGreater(min(known), min(unknown) * 0.5)


if __name__ == "__main__":
    unittest.main()
