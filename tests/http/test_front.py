"""What a browser or a monitor sees of the front itself."""
import base64
import gzip
import http.client
import json
import os
import re
import unittest

from harness import ServerTest, wait_for


class FilesTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.page = self.anyone.request("GET", "/", expect=200)

    def test_the_app_is_one_page_under_a_strict_policy(self):
        policy = self.page.headers["content-security-policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertIn("require-trusted-types-for 'script'", policy)
        self.assertNotIn("unsafe", policy)
        for name, value in {"x-content-type-options": "nosniff", "cache-control": "no-cache",
                            "cross-origin-opener-policy": "same-origin",
                            "cross-origin-resource-policy": "same-origin",
                            "referrer-policy": "same-origin"}.items():
            self.assertEqual(value, self.page.headers[name])
        self.assertIn("max-age=", self.page.headers["strict-transport-security"])
        for path in ("/mail/inbox", "/calendar/week/2026-11-20", "/contacts", "/settings/profile",
                     "/admin/overview"):
            self.assertEqual(self.page.body, self.anyone.request("GET", path, expect=200).body)

    def test_an_unchanged_page_is_not_sent_again(self):
        again = self.anyone.request("GET", "/", headers={"If-None-Match": self.page.etag}, expect=304)
        self.assertEqual(b"", again.body)

    def test_assets_are_compressed_and_kept(self):
        path = re.search(r'/assets/[\w-]+\.js', self.page.text)[0]
        plain = self.anyone.request("GET", path, expect=200)
        packed = self.anyone.request("GET", path, headers={"Accept-Encoding": "gzip"}, expect=200)
        brotli = self.anyone.request("GET", path, headers={"Accept-Encoding": "gzip, br"}, expect=200)
        self.assertIn("immutable", plain.headers["cache-control"])
        self.assertEqual("accept-encoding", plain.headers["vary"])
        self.assertIsNone(plain.headers["content-encoding"])
        self.assertEqual("gzip", packed.headers["content-encoding"])
        self.assertEqual("br", brotli.headers["content-encoding"])
        self.assertEqual(plain.body, gzip.decompress(packed.body))
        self.assertEqual(3, len({plain.etag, packed.etag, brotli.etag}))

    def test_head_tells_the_length_and_sends_nothing(self):
        head = self.anyone.request("HEAD", "/", expect=200)
        self.assertEqual((str(len(self.page.body)), b""), (head.headers["content-length"], head.body))

    def test_the_frame_for_mail_has_no_scripts(self):
        policy = self.anyone.request("GET", "/frame/message.html", expect=200) \
            .headers["content-security-policy"]
        self.assertNotIn("script", policy)
        self.assertIn(f"https://localhost:{self.stack.port('https')}/img", policy)
        self.assertIn("sandbox allow-same-origin", policy)

    def test_nothing_outside_the_folder(self):
        for path in ("/assets/../../../etc/passwd", "/%2e%2e/hayloft.conf", "/assets/", "/nothing"):
            self.assertEqual(404, self.anyone.request("GET", path).code, path)


class AnswersTest(ServerTest):
    def test_answers_of_workers_carry_id_and_policy(self):
        first = self.anyone.request("GET", "/api/v2/session", expect=401)
        second = self.anyone.request("GET", "/api/v2/session", expect=401)
        self.assertNotEqual(first.headers["x-request-id"], second.headers["x-request-id"])
        self.assertEqual("no-store", first.headers["cache-control"])
        self.assertIn("sandbox", first.headers["content-security-policy"])
        self.assertEqual("application/problem+json", first.headers["content-type"])

    def test_a_request_id_is_found_in_the_log_and_queries_are_not(self):
        answer = self.anyone.request("GET", "/api/v2/session?secret=mellon", expect=401)
        path = f"{self.stack.state}/log/access.log"

        def line():
            with open(path) as f:
                return [text for text in f if answer.headers["x-request-id"] in text]
        found = wait_for(line)[0]
        self.assertIn("path=/api/v2/session status=401", found)
        self.assertNotIn("mellon", found)

    def test_what_is_not_there(self):
        for method, path, code in (("GET", "/nothing", 404), ("POST", "/", 404),
                                   ("PATCH", "/api/v2/session", 405), ("GET", "/internal/sync", 404)):
            answer = self.anyone.request(method, path, expect=code)
            self.assertEqual(code, answer.json()["status"])
        self.assertIn("GET", self.anyone.request("PATCH", "/api/v2/session").headers["allow"])

    def test_plain_http_leads_to_https(self):
        c = http.client.HTTPConnection("localhost", self.stack.port("http"), timeout=60)
        c.request("GET", "/mail/inbox?q=a")
        answer = c.getresponse()
        self.assertEqual((308, f"{self.stack.url}mail/inbox?q=a"),
                         (answer.status, answer.headers["location"]))
        c.close()

    def test_plain_http_leads_nowhere_else(self):
        for name in ("evil.example", "evil.example:8443", "localhost.evil.example", "127.0.0.1.evil.example",
                     "evil.example@localhost", ""):
            c = http.client.HTTPConnection("localhost", self.stack.port("http"), timeout=60)
            c.request("GET", "/x", headers={"Host": name})
            answer = c.getresponse()
            self.assertNotIn("evil", answer.headers.get("location", ""), name)
            c.close()

    def test_monitors(self):
        self.assertEqual({"status": "ok"}, self.anyone.request("GET", "/healthz", expect=200).json())
        text = self.anyone.request("GET", "/metrics", expect=200).text
        for name in ("hayloft_requests_total", "hayloft_request_seconds_bucket", "hayloft_pool_workers",
                     "hayloft_connections", "hayloft_streams"):
            self.assertIn(name, text)


class MetricsForOthersTest(ServerTest):
    config = "metrics.allow = 192.0.2.1\n"

    def test_others_see_no_metrics(self):
        self.anyone.request("GET", "/metrics", expect=403)


class BehindProxyTest(ServerTest):
    """All tests come from one address, which is a trusted proxy here: what it says counts."""
    config = "proxy.trusted = 127.0.0.1 10.0.0.0/8\nthrottle.address = 3\nthrottle.account = 1000\n"

    def ask(self, forwarded, password="wrong", path="/.well-known/jmap"):
        headers = {"Authorization": "Basic " + base64.b64encode(f"alice@example.org:{password}".encode()).decode()}
        c = http.client.HTTPSConnection("localhost", self.stack.port("https"), timeout=60, context=self.stack.tls())
        try:
            c.putrequest("GET", path)
            for name, value in headers.items():
                c.putheader(name, value)
            for value in forwarded:
                c.putheader("X-Forwarded-For", value)
            c.endheaders()
            return c.getresponse().status
        finally:
            c.close()

    def test_a_key_where_the_proxy_says_nothing(self):
        for networks, behind, want in (([], None, 200), ([], "203.0.113.5", 200), (["203.0.113.0/24"], "203.0.113.5", 200),
                                       (["203.0.113.0/24"], None, 401), (["203.0.113.0/24"], "unknown", 401), (["203.0.113.0/24"], "198.51.100.7", 401)):
            name = f"proxied {os.getpid()} {networks} {behind}"
            made = self.stack.command("apikey", "add", "--name", name, *[w for n in networks for w in ("--allow-from", n)], "--json")
            self.addCleanup(self.stack.command, "apikey", "delete", name)
            headers = {"X-API-Key": json.loads(made.stdout)["key"], **({"X-Forwarded-For": behind} if behind else {})}
            r = self.anyone.get("/api/v1/get/domain/all", headers=headers)
            self.assertIn(r.code, (want, 403) if want == 401 else (want,), r)

    def test_who_guesses_is_who_stands_behind(self):
        right = self.stack.passwords()["alice@example.org"]
        for _ in range(3):
            self.assertEqual(401, self.ask(["203.0.113.5"]))
        # He waits; others, and who writes his address himself, do not.
        blocked = [["203.0.113.5"], ["198.51.100.7, 203.0.113.5"], ["203.0.113.5:4711, 10.1.2.3"],
                   ["198.51.100.7", "203.0.113.5", "10.1.2.3, 127.0.0.1"]]
        free = [["203.0.113.6"], ["203.0.113.5, 203.0.113.6"], ["[2001:db8::5]:80"], ["unknown"], [], ["203.0.113.5, nonsense"]]
        for forwarded in blocked:
            with self.subTest(forwarded):
                self.assertEqual(429, self.ask(forwarded, right))
        for forwarded in free:
            with self.subTest(forwarded):
                self.assertEqual(200, self.ask(forwarded, right))
        self.assertIn("203.0.113.5", [row[0] for row in self.stack.sql("SELECT remote FROM audit WHERE event LIKE '%fail'")])

    def test_who_sends_nonsense_for_settings(self):
        for body in ("<a/>", "not XML", ""):
            r = self.anyone.post("/autodiscover/autodiscover.xml", body, headers={
                "Content-Type": "text/xml", "X-Forwarded-For": "203.0.113.10"})
            self.assertIn("<ErrorCode>600<", r.text)
        self.assertEqual((429, 401), (self.ask(["203.0.113.10"]), self.ask(["203.0.113.11"])))

    def test_who_is_kept_out(self):
        self.stack.command("ban", "add", "203.0.113.9")
        self.addCleanup(self.stack.command, "ban", "lift", "203.0.113.9")
        wait_for(lambda: self.ask(["203.0.113.9"]) == 403)
        self.assertEqual(200, self.ask(["203.0.113.8"], self.stack.passwords()["alice@example.org"]))


class LargeTest(ServerTest):
    def test_a_body_too_large_is_refused_at_once(self):
        c = http.client.HTTPSConnection("localhost", self.stack.port("https"),
                                        context=self.stack.tls(), timeout=60)
        c.putrequest("POST", "/api/v2/session")
        c.putheader("Content-Length", str(1 << 40))
        c.endheaders()
        self.assertEqual(413, c.getresponse().status)
        c.close()

    def test_a_header_too_large(self):
        answer = self.anyone.request("GET", "/api/v2/session", headers={"X-A": "a" * 300000})
        self.assertIn(answer.code, (400, 431))


if __name__ == "__main__":
    unittest.main()
