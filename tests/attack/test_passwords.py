"""2,000 wrong passwords for one account, from many addresses and in both ways
to sign in, while the owner signs in and works."""
import base64
import collections
import concurrent.futures
import http.client
import json
import time
import unittest

from attack import ATTACKERS, AttackTest, Honest, hayloft, tls

GUESSES = 2000
FEW = 200
SESSION = "/api/v2/session"
PAGE = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


def guess(target, login, numbers, source):
    """Wrong passwords over one connection, by the page's way and by Basic; the codes answered."""
    codes = []
    c = http.client.HTTPConnection("localhost")
    c.sock = target.connect(source=source, timeout=60)
    try:
        for n in numbers:
            if n % 2:
                c.request("POST", SESSION, json.dumps({"login": login, "password": f"wrong {n}"}), PAGE)
            else:
                basic = base64.b64encode(f"{login}:wrong {n}".encode()).decode()
                c.request("GET", "/.well-known/jmap", headers={"Authorization": "Basic " + basic})
            response = c.getresponse()
            response.read()
            codes.append(response.status)
    finally:
        c.close()
    return codes


def guesses(target, login, count):
    """How often each code was answered."""
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda i: guess(target, login, range(i, count, 16),
                                           ATTACKERS[i % len(ATTACKERS)]), range(16))
        return dict(collections.Counter(code for codes in answers for code in codes))


class Owner(Honest):
    """Signs in with the right password, then asks who it is."""

    def __init__(self, target, client):
        super().__init__(target)
        self.client = client

    def ask(self, path):
        if path != SESSION:
            super().ask(path)
            return
        c = http.client.HTTPSConnection("127.0.0.1", self.target.port, context=tls("http/1.1"),
                                        timeout=60)
        begin = time.monotonic()
        try:
            c.request("POST", path, json.dumps({"login": self.client.address,
                                                "password": self.client.password}), PAGE)
            response = c.getresponse()
            body = response.read()
            if response.status != 200:
                self.faults.append(f"sign-in: {response.status} {body!r}")
        except OSError as e:
            self.faults.append(f"sign-in: {e!r}")
        finally:
            c.close()
        self.times.append(time.monotonic() - begin)


class PasswordsTest(AttackTest):
    # The stacks of other tests forgive more; these are the product's own bounds.
    config = "throttle.account = 10\nthrottle.address = 50\n"

    def test_are_refused_before_they_are_tried(self):
        with hayloft(self.config) as target:
            owner = target.stack.client("alice")
            owner.sign_in()
            Owner(target, owner).ask("/")
            before = target.memory()
            with Owner(target, owner) as honest:
                codes = guesses(target, owner.address, GUESSES)
            self.assertEqual([], honest.faults)
            self.assertGreater(len(honest.times), 1)
            self.assertLess(target.memory() - before, 50 << 20)
            self.assertLessEqual(set(codes), {401, 429})
            # Ten for the account, and a few that were under way together.
            self.assertLess(codes.get(401, 0), 60)
            print(f"passwords: {codes}, honest p99 {honest.p99() * 1000:.0f} ms of "
                  f"{len(honest.times)}", flush=True)

    def test_are_tried_where_nothing_brakes(self):
        with hayloft("throttle.account = 1000\nthrottle.address = 100000\n") as target:
            codes = guesses(target, "alice@example.org", FEW)
        self.assertEqual({401: FEW}, codes)


if __name__ == "__main__":
    unittest.main()
