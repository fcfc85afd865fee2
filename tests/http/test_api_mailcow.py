"""Every call of mailcow's own document, made as it says: served in its shape, or
listed as not yet in docs/api.md and answered as an unknown route."""

import json
import os
import random
import re
import unittest

from api_case import ApiTest
from harness import ROOT

OURS = f"r{random.randrange(16 ** 8):08x}"

# Names in mailcow's examples, and what they are here.
NAMES = (
    (r"domain2\.tld", f"two-{OURS}.example"), (r"doman3\.tld|domain3\.tld|awesomecow\.tld", f"three-{OURS}.example"),
    (r"mailcow\.tld|domain\.tld", f"one-{OURS}.example"), (r"testadmin", f"chief-{OURS}"),
    (r"hosted\.mailcow\.de|5\.1\.76\.202", "192.0.2.77"), (r"2a00:f820:417::202", "2001:db8::202"),
    (r"sales@|moo@|lisa@|alias@|mailbox1@|mailbox2@|mailbox@", "info@"),
)


def calls():
    with open(os.path.join(ROOT, "tests", "fixtures", "mailcow_calls.json")) as f:
        text = f.read()
    for pattern, name in NAMES:
        text = re.sub(pattern, name, text)
    return json.loads(text)["calls"]


def not_yet():
    with open(os.path.join(ROOT, "docs", "api.md")) as f:
        section = f.read().split("not served yet")[1]
    return [re.escape(p).replace(r"\*", ".*") for p in re.findall(r"^\* `([^`]+)`", section, re.M)]


# What must be there before others can be called; the rest as the document has it.
FIRST = ("add/domain", "add/mailbox", "add/domain-admin", "add/alias", "add/relayhost")
LAST = ("delete/domain-admin", "delete/alias", "delete/mailbox", "delete/dkim", "delete/domain")


def order(call):
    path = call["path"].removeprefix("/api/v1/")
    if path in FIRST:
        return (0, FIRST.index(path))
    if path in LAST:
        return (4, LAST.index(path))
    return ({"add": 1, "edit": 2, "get": 3, "delete": 3.5}[path.split("/")[0]], 0)


class MailcowTest(ApiTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = sorted(calls(), key=order)
        cls.not_yet = [re.compile(p + "/?") for p in not_yet()]
        cls.addClassCleanup(cls.drop)

    @classmethod
    def drop(cls):
        for name in ("one", "two", "three"):
            cls.drop_domain(f"{name}-{OURS}.example")
        cls.api.post("delete/fwdhost", ["192.0.2.77"])

    def is_not_yet(self, path):
        return any(p.fullmatch(path) for p in self.not_yet)

    def ids(self, what, **match):
        rows = self.api.get(what)
        return [str(row.get("id", row.get("prefid"))) for row in rows or []
                if all(row[k] == v for k, v in match.items())]

    def body_of(self, path, body):
        """Examples name ids that only their server had, and some have none."""
        one = f"one-{OURS}.example"
        box = f"info@{one}"
        by_id = {"alias": "alias/all", "app-passwd": f"app-passwd/all/{box}", "bcc": "bcc/all",
                 "recipient_map": "recipient_map/all", "relayhost": "relayhost/all", "transport": "transport/all",
                 "tls-policy-map": "tls-policy-map/all", "syncjob": "syncjobs/all/no_log",
                 "domain-policy": f"policy_bl_domain/{one}"}
        verb, what = path.split("/", 1)
        if verb == "delete" and what in by_id:
            return self.ids(by_id[what])
        if verb == "delete" and what in ("dkim", "mailbox"):
            return [one if what == "dkim" else box]
        if what == "identity-provider":
            # The document has its body as one of several examples.
            return {"items": ["identity-provider"], "attr": {
                "authsource": "keycloak", "server_url": "", "realm": "mailcow", "client_id": "mailcow_client", "client_secret": "x",
                "redirect_url": "https://mail.example", "version": "26.1.3", "default_template": "", "mappers": ["small_mbox"],
                "templates": ["small"], "import_users": False}}
        if verb == "delete" and what == "oauth2-client":
            return self.ids("oauth2-client/all", redirect_uri=f"https://{one}")
        if verb == "delete" and what == "fwdhost":
            return ["192.0.2.77"]
        if verb == "delete" and what == "rlhash":
            return ["HAYLOFT_SENT:info@example.org:1"]
        if verb == "edit" and what == "qitem":
            return {**body, "items": [self.kept(box)]}
        if verb == "delete" and what == "qitem":
            return [self.kept(box)]
        if verb == "edit" and what == "alias":
            return {**body, "items": self.ids("alias/all", address=f"info@{one}") or self.ids("alias/all")[:1],
                    "attr": {k: v for k, v in body["attr"].items() if k != "address"}}
        if verb == "edit" and what == "syncjob":
            return {**body, "items": self.ids("syncjobs/all/no_log")}
        if verb == "edit" and what == "domain":
            # The example's relay host is number 2.
            return {**body, "attr": {**body["attr"], "relayhost": self.ids("relayhost/all")[0]}}
        if verb == "delete" and what == "resource":
            return [f"test@{one}"]
        if verb == "add" and what == "alias":
            return {**body, "address": f"other@{one}"}
        return body

    def kept(self, box):
        """The number of a mail in quarantine, put there for this call."""
        return self.stack.sql(
            "WITH m AS (INSERT INTO quarantine_message (data) VALUES ('Subject: x') RETURNING id)"
            " INSERT INTO quarantine (account_id, message_id, queue_id, recipient, sender, score, action, symbols, size)"
            f" SELECT a.id, m.id, 'q', a.address, 's@elsewhere.test', 20, 'reject', '[]', 10 FROM account a, m"
            f" WHERE a.address = '{box}' RETURNING id")[0][0]

    def test_every_operation(self):
        self.api.done("add/domain", {"domain": f"two-{OURS}.example"})
        self.api.done("add/domain", {"domain": f"three-{OURS}.example"})
        served = missing = 0
        for call in self.calls:
            path = call["path"].removeprefix("/api/v1/")
            box, one = f"info@one-{OURS}.example", f"one-{OURS}.example"
            concrete = path.replace("{mailbox}", box).replace("{domain}", one).replace("{count}", "5")
            concrete = concrete.replace("{id}", {"get/domain": one, "get/mailbox": box}.get(path[:-5], "all"))
            with self.subTest(call=call["method"] + " " + path):
                if path == "get/quarantine/all":
                    self.kept(box)
                if self.is_not_yet(path):
                    r = self.api.request(call["method"], "/api/v1/" + concrete, call.get("body"))
                    self.assertEqual((404, {"type": "error", "msg": "route not found"}), (r.code, r.json()))
                    missing += 1
                    continue
                body = None if call["method"] == "GET" else self.body_of(path, call.get("body"))
                r = self.api.request(call["method"], "/api/v1/" + concrete, body)
                self.assertEqual(200, r.code, r)
                self.assertTrue(r.headers["content-type"].startswith("application/json"))
                served += 1
                if path == "add/sso/domain-admin":
                    self.assertEqual(["token"], list(r.json()))
                elif call["method"] == "POST":
                    self.check_entries(path, body, r.json())
                elif path.startswith(("get/logs/", "get/mailq/")):
                    # What is in them depends on what happened (test_operation.py).
                    self.assertIsInstance(r.json(), list)
                elif not path.startswith(("get/rl-", "get/time_limited", "get/policy_wl", "get/quarantine")):
                    self.assertTrue(r.json(), r)
        # Nobody should let the table of what is missing grow unseen.
        self.assertGreaterEqual(served, 89)
        self.assertEqual(len(self.calls), served + missing)

    def check_entries(self, path, body, entries):
        self.assertIsInstance(entries, list)
        self.assertTrue(entries)
        for entry in entries:
            self.assertEqual("success", entry["type"], (path, body, entry))
            self.assertIsInstance(entry["log"], list)
            self.assertIn(entry["log"][1], ("add", "edit", "delete", "duplicate"))
            self.assertIsInstance(entry["msg"], (str, list))

    def test_the_table_is_as_printed(self):
        printed = self.stack.command("api", "docs").stdout
        with open(os.path.join(ROOT, "docs", "api.md")) as f:
            self.assertEqual(f.read(), printed, "write it again: ./hayloft api docs > docs/api.md")

    def test_openapi(self):
        r = self.anyone.get("/api/openapi.json", expect=200)
        document = r.json()
        self.assertEqual("3.1.0", document["openapi"])
        for path in ("/api/v1/add/domain", "/api/v1/edit/mailbox", "/api/v2/objects/alias/{key}"):
            self.assertIn(path, document["paths"])
        page = self.anyone.get("/api/", expect=200).text
        self.assertIn("<h2 id=\"mailbox\">", page)
        self.assertNotRegex(page, r"(src|href)=\"(https?:)?//")

    def test_codes(self):
        for method, path, body, code, msg in (
                ("GET", "get/nothing/all", None, 404, "route not found"), ("GET", "nothing", None, 404, "route not found"),
                ("POST", "add/nothing", {}, 404, "route not found"), ("GET", "get/spam-score", None, 404, "route not found"),
                ("POST", "get/domain/all", {}, 405, "only GET method is allowed"),
                ("GET", "add/domain", None, 405, "only POST method is allowed"),
                ("DELETE", "delete/domain", None, 405, "only POST method is allowed"),
                ("POST", "add/domain", "{", 400, "Request body doesn't contain valid json!"),
                ("POST", "add/domain", "[]", 400, None), ("POST", "edit/domain", "{}", 400, None),
                ("POST", "delete/domain", "[]", 400, None), ("POST", "delete/domain", "7e999", 400, None)):
            with self.subTest(method=method, path=path):
                r = self.api.request(method, "/api/v1/" + path, body, expect=code)
                self.assertEqual("error", r.json()["type"])
                if msg:
                    self.assertEqual(msg, r.json()["msg"])
        for headers in ({}, {"X-API-Key": "A" * 43}, {"X-API-Key": ""}, {"X-API-Key": "' OR 1=1 --"}):
            r = self.anyone.get("/api/v1/get/domain/all", headers=headers, expect=401)
            self.assertEqual({"type": "error", "msg": "authentication failed"}, r.json())
        self.api.request("GET", "/api/v1/get/domain/all", headers={"Sec-Fetch-Dest": "document"}, expect=403)
        self.assertEqual({}, self.api.get("domain/nowhere.example"))
        self.assertEqual({}, self.api.get("time_limited_aliases/nobody@nowhere.example"))


if __name__ == "__main__":
    unittest.main()
