"""JMAP's frame (RFC 8620): session, envelope, back references, errors, accounts."""

import unittest

from jmap_case import CORE, JmapTest, MAIL, SUBMISSION

ERROR = "urn:ietf:params:jmap:error:"


class CoreTest(JmapTest):
    def api(self, body, kind="application/json", who=None):
        return (who or self.me).post("/jmap/api", body, headers={"Content-Type": kind})

    def test_session_object(self):
        s = self.me.session()
        self.assertEqual(self.me.address, s["username"])
        account = s["primaryAccounts"][MAIL]
        self.assertEqual({account}, set(s["accounts"]))
        self.assertLessEqual({CORE, MAIL, SUBMISSION}, set(s["capabilities"]))
        self.assertGreaterEqual(s["capabilities"][CORE]["maxSizeUpload"], 50_000_000)
        self.assertTrue(s["apiUrl"].startswith(f"https://localhost:{self.stack.port('https')}/"))
        for part in ("{accountId}", "{blobId}", "{name}", "{type}"):
            self.assertIn(part, s["downloadUrl"])
        self.assertIn("{accountId}", s["uploadUrl"])
        for part in ("{types}", "{closeafter}", "{ping}"):
            self.assertIn(part, s["eventSourceUrl"])
        answer = self.api({"using": [CORE], "methodCalls": []}).json()
        self.assertEqual(s["state"], answer["sessionState"])
        self.assertEqual([], answer["methodResponses"])
        self.assertNotIn("createdIds", answer)

    def test_nobody_gets_nothing(self):
        for method, path in (("GET", "/.well-known/jmap"), ("POST", "/jmap/api"),
                             ("POST", f"/jmap/upload/{self.me.account()}/"),
                             ("GET", f"/jmap/download/{self.me.account()}/b1/x?type=a/b"),
                             ("GET", "/jmap/eventsource?types=*&closeafter=no&ping=0")):
            with self.subTest(path):
                self.assertEqual(401, self.anyone.request(method, path).code)

    def test_internal_path_is_not_for_clients(self):
        self.assertIn(self.me.post("/internal/sync?account=1", "").code, (403, 404))

    def test_echo(self):
        value = {"hello": True, "high": 5, "list": [None, {"ü": "\u2028"}]}
        self.assertEqual([("Core/echo", value)], self.me.jmap(("Core/echo", value)))

    def test_errors_of_the_request(self):
        call = ["Core/echo", {}, "c"]
        for body, kind, want in (
                ("{", "application/json", "notJSON"),
                ("", "application/json", "notJSON"),
                (b'{"using":["\xff"],"methodCalls":[]}', "application/json", "notJSON"),
                ('{"using":[],"using":[],"methodCalls":[]}', "application/json", "notJSON"),
                ("[" * 5000 + "]" * 5000, "application/json", "notJSON"),
                ('{"using":[],"methodCalls":[]}', "text/plain", "notJSON"),
                ({"using": [CORE]}, "application/json", "notRequest"),
                ({"using": [CORE], "methodCalls": {}}, "application/json", "notRequest"),
                ({"using": [CORE], "methodCalls": [["Core/echo", {}]]}, "application/json", "notRequest"),
                ({"using": [CORE], "methodCalls": [["Core/echo", [], "c"]]}, "application/json", "notRequest"),
                ({"using": [CORE], "methodCalls": [["Core/echo", {}, 1]]}, "application/json", "notRequest"),
                ({"using": [CORE], "methodCalls": [], "createdIds": {"a": 1}}, "application/json", "notRequest"),
                ([], "application/json", "notRequest"),
                ({"using": [CORE, "urn:nobody"], "methodCalls": [call]}, "application/json", "unknownCapability"),
                ({"using": [CORE], "methodCalls": [call] * 65}, "application/json", "limit")):
            with self.subTest(str(body)[:60]):
                r = self.api(body, kind)
                self.assertEqual(400, r.code, r)
                self.assertTrue(r.headers["content-type"].startswith("application/problem+json"))
                self.assertEqual(ERROR + want, r.json()["type"])
        self.assertEqual("maxCallsInRequest", self.api(
            {"using": [CORE], "methodCalls": [call] * 65}).json()["limit"])

    def test_request_that_is_too_large(self):
        body = '{"using":[],"methodCalls":[["Core/echo",{"x":"' + "y" * 10_100_000 + '"},"c"]]}'
        r = self.api(body)
        self.assertIn(r.code, (400, 413))

    def test_errors_of_a_method(self):
        me = self.me.account()
        for name, arguments, want in (
                ("Nobody/get", {}, "unknownMethod"),
                ("Mailbox/get", {"accountId": "a1"}, "accountNotFound"),
                ("Mailbox/get", {"accountId": "../" + me}, "accountNotFound"),
                ("Mailbox/get", {"accountId": 7}, "invalidArguments"),
                ("Mailbox/get", {"foo": 1}, "invalidArguments"),
                ("Mailbox/get", {"ids": "m1"}, "invalidArguments"),
                ("Mailbox/get", {"ids": ["m 1"]}, "invalidArguments"),
                ("Mailbox/get", {"properties": ["secret"]}, "invalidArguments"),
                ("Email/get", {"ids": ["e1"], "properties": ["header:X:asDate:asText"]}, "invalidArguments"),
                ("Email/get", {"ids": ["e1"], "properties": ["header:From:asDate"]}, "invalidArguments"),
                ("Email/get", {"ids": ["e1"], "maxBodyValueBytes": -1}, "invalidArguments"),
                ("Email/get", {"ids": ["e%d" % i for i in range(1, 4100)]}, "requestTooLarge"),
                ("Email/changes", {}, "invalidArguments"),
                ("Email/changes", {"sinceState": "x"}, "cannotCalculateChanges"),
                ("Email/changes", {"sinceState": "1"}, "cannotCalculateChanges"),
                ("Email/changes", {"sinceState": self.state(), "maxChanges": 0}, "invalidArguments"),
                ("Email/query", {"filter": {"nonsense": 1}}, "unsupportedFilter"),
                ("Email/query", {"filter": {"operator": "XOR", "conditions": []}}, "invalidArguments"),
                ("Email/query", {"filter": {"inMailbox": "m1"}}, "invalidArguments"),
                ("Email/query", {"filter": {"before": "yesterday"}}, "invalidArguments"),
                ("Email/query", {"filter": {"hasKeyword": "a b"}}, "invalidArguments"),
                ("Email/query", {"sort": [{"property": "mood"}]}, "unsupportedSort"),
                ("Email/query", {"sort": [{"property": "hasKeyword"}]}, "invalidArguments"),
                ("Email/query", {"limit": -1}, "invalidArguments"),
                ("Email/query", {"anchor": "e1"}, "anchorNotFound"),
                ("Email/set", {"ifInState": "12"}, "stateMismatch"),
                ("Email/set", {"destroy": ["e%d" % i for i in range(1, 1003)]}, "requestTooLarge"),
                ("Mailbox/queryChanges", {"sinceQueryState": "1"}, "cannotCalculateChanges")):
            with self.subTest(f"{name} {str(arguments)[:60]}"):
                self.assertEqual(want, self.error(name, **arguments))

    def test_account_is_missing(self):
        r = self.me.post("/jmap/api", {"using": [CORE, MAIL], "methodCalls": [["Mailbox/get", {}, "c"]]}).json()
        self.assertEqual(["error", "invalidArguments", "c"], [r["methodResponses"][0][0],
                         r["methodResponses"][0][1]["type"], r["methodResponses"][0][2]])

    def test_method_needs_its_capability(self):
        r = self.me.jmap(("Mailbox/get", {}), using=[CORE])
        self.assertEqual("unknownMethod", r[0][1]["type"])

    def test_other_accounts_stay_closed(self):
        other = self.stack.new_account("other")
        theirs = other.account()
        blob = self.upload(b"secret", who=other)["blobId"]
        for name in ("Mailbox/get", "Email/get", "Email/query", "Thread/get", "Identity/get", "Email/set",
                     "EmailSubmission/get", "SearchSnippet/get", "Email/import"):
            with self.subTest(name):
                self.assertEqual("accountNotFound", self.error(name, accountId=theirs))
        self.assertEqual(404, self.me.get(f"/jmap/download/{theirs}/{blob}/x?type=a/b").code)
        self.assertEqual(404, self.me.get(f"/jmap/download/{self.me.account()}/{blob}/x?type=a/b").code)
        self.assertEqual(404, self.me.post(f"/jmap/upload/{theirs}/", b"x").code)

    def test_ids_of_others_are_unknown(self):
        other = self.stack.new_account("other")
        box = self.box("inbox", other)["id"]
        self.assertEqual([box], self.one("Mailbox/get", ids=[box])["notFound"])

    def test_back_references(self):
        r = self.me.jmap(("Core/echo", {"list": [{"id": "m1", "x": ["p", "q"]}, {"id": "m2", "x": ["r"]}],
                                        "a/b": {"~": 5}, "empty": []}),
                         ("Core/echo", {"#ids": {"resultOf": "c0", "name": "Core/echo", "path": "/list/*/id"}}),
                         ("Core/echo", {"#flat": {"resultOf": "c0", "name": "Core/echo", "path": "/list/*/x"}}),
                         ("Core/echo", {"#v": {"resultOf": "c0", "name": "Core/echo", "path": "/list/1/id"}}),
                         ("Core/echo", {"#v": {"resultOf": "c0", "name": "Core/echo", "path": "/a~1b/~0"}}),
                         ("Core/echo", {"#v": {"resultOf": "c0", "name": "Core/echo", "path": "/empty/*/x"}}))
        self.assertEqual({"ids": ["m1", "m2"]}, r[1][1])
        self.assertEqual({"flat": ["p", "q", "r"]}, r[2][1])
        self.assertEqual({"v": "m2"}, r[3][1])
        self.assertEqual({"v": 5}, r[4][1])
        self.assertEqual({"v": []}, r[5][1])

    def test_back_references_that_lead_nowhere(self):
        for ref in ({"resultOf": "c9", "name": "Core/echo", "path": "/x"},
                    {"resultOf": "c0", "name": "Core/other", "path": "/x"},
                    {"resultOf": "c0", "name": "Core/echo", "path": "/y"},
                    {"resultOf": "c0", "name": "Core/echo", "path": "x"},
                    {"resultOf": "c0", "name": "Core/echo", "path": "/x/01"},
                    {"resultOf": "c0", "name": "Core/echo"}, 5, None):
            with self.subTest(str(ref)):
                r = self.me.jmap(("Core/echo", {"x": [1, 2]}), ("Core/echo", {"#v": ref}))
                self.assertEqual("invalidResultReference", r[1][1]["type"])
        r = self.me.jmap(("Core/echo", {"x": 1}), ("Core/echo", {
            "v": 1, "#v": {"resultOf": "c0", "name": "Core/echo", "path": "/x"}}))
        self.assertEqual("invalidArguments", r[1][1]["type"])

    def test_created_ids(self):
        drafts = self.box_id("drafts")
        body = {"using": [CORE, MAIL], "createdIds": {"box": drafts}, "methodCalls": [
            ["Email/set", {"accountId": self.me.account(), "create": {"k": {
                "mailboxIds": {"#box": True}, "subject": "made"}}}, "0"],
            ["Email/get", {"accountId": self.me.account(), "ids": ["#k"], "properties": ["subject", "mailboxIds"]}, "1"]]}
        r = self.me.post("/jmap/api", body, expect=200).json()
        made = r["methodResponses"][0][1]["created"]["k"]["id"]
        self.assertEqual({"box": drafts, "k": made}, r["createdIds"])
        self.assertEqual([{"id": made, "subject": "made", "mailboxIds": {drafts: True}}],
                         r["methodResponses"][1][1]["list"])

    def test_a_failed_call_does_not_stop_the_next(self):
        r = self.me.jmap(("Email/query", {"filter": {"x": 1}}), ("Core/echo", {"a": 1}), ("Mailbox/get", {}))
        self.assertEqual(["error", "Core/echo", "Mailbox/get"], [name for name, _ in r])

    def test_hostile_json(self):
        deep = {}
        at = deep
        for _ in range(100):
            at["conditions"] = [{}]
            at["operator"] = "AND"
            at = at["conditions"][0]
        self.assertEqual("unsupportedFilter", self.error("Email/query", filter=deep))
        self.assertEqual([], self.one("Email/query", filter={"subject": "%_\\'; DROP TABLE mail_email; --"})["ids"])
        self.assertEqual([], self.one("Email/query", filter={"text": "\r\nA1 LOGOUT"})["ids"])
        self.assertEqual("invalidArguments", self.error("Email/get", ids=["e" + "9" * 300]))
        self.assertEqual(["e99999999999999999999"], self.one("Email/get", ids=["e99999999999999999999"])["notFound"])
        many = {"operator": "OR", "conditions": [{"subject": f"w{i}"} for i in range(500)]}
        self.assertEqual("requestTooLarge", self.error("Email/query", filter=many))
        self.assertEqual([("Core/echo", {"ok": 1})], self.me.jmap(("Core/echo", {"ok": 1})))

    def test_works_with_a_cookie(self):
        self.me.sign_in()
        self.assertEqual("Core/echo", self.me.jmap(("Core/echo", {}))[0][0])
        r = self.me.post("/jmap/api", {"using": [], "methodCalls": []}, headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(403, r.code)


if __name__ == "__main__":
    unittest.main()
