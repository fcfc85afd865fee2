"""Bytes within requests (RFC 9404) and how much room there is (RFC 9425)."""

import base64
import hashlib
import unittest

from jmap_case import JmapTest, mail, wait_until


class BlobTest(JmapTest):
    def put(self, data, **more):
        return self.one("Blob/upload", create={"b": {"data": data, **more}})

    def made(self, data, **more):
        return self.put(data, **more)["created"]["b"]

    def refused(self, data, **more):
        r = self.put(data, **more)
        self.assertIsNone(r["created"])
        return r["notCreated"]["b"]

    def test_upload_of_all_kinds_of_sources(self):
        first = self.made([{"data:asText": "grüße "}, {"data:asBase64": base64.b64encode(b"\x00\xff").decode()}], type="text/x-own")
        self.assertEqual((9 + 1, "text/x-own"), (first["size"], first["type"]))
        whole = "grüße ".encode() + b"\x00\xff"
        self.assertEqual(whole, self.download(first["id"]).body)
        second = self.made([{"blobId": first["id"], "offset": 2, "length": 4}, {"data:asText": "-"}, {"blobId": first["id"]},
                            {"blobId": first["id"], "offset": len(whole)}])
        self.assertEqual(whole[2:6] + b"-" + whole, self.download(second["id"]).body)
        self.assertEqual("application/octet-stream", second["type"])
        self.assertEqual(0, self.made([])["size"])

    def test_sources_that_cannot_be(self):
        blob = self.upload(b"0123456789")["blobId"]
        for data in (None, "text", {}, [{}], [{"data:asText": 5}], [{"data:asBase64": "!"}], [{"data:asText": "a", "blobId": blob}],
                     [{"blobId": blob, "offset": 11}], [{"blobId": blob, "offset": 5, "length": 6}], [{"blobId": blob, "offset": -1}],
                     [{"blobId": blob, "length": "3"}], [{"data:asText": "abc", "offset": 1}], [{"data:asText": "a"}] * 65):
            with self.subTest(str(data)[:60]):
                self.assertEqual(("invalidProperties", ["data"]), tuple(self.refused(data)[k] for k in ("type", "properties")))
        self.assertEqual(["type"], self.refused([], type="no type")["properties"])
        self.assertEqual(["type"], self.refused([], type="text/x\r\nX: y")["properties"])
        e = self.refused([{"blobId": "u" + "0" * 64}])
        self.assertEqual(("blobNotFound", ["u" + "0" * 64]), (e["type"], e["notFound"]))
        self.assertEqual("blobNotFound", self.refused([{"blobId": "#nobody"}])["type"])

    def test_the_limit_is_true(self):
        limit = self.me.session()["accounts"][self.me.account()]["accountCapabilities"]["urn:ietf:params:jmap:blob"]
        big = self.upload(b"x" * (limit["maxSizeBlobSet"] // 4))["blobId"]
        self.assertEqual(limit["maxSizeBlobSet"], self.made([{"blobId": big}] * 4)["size"])
        e = self.refused([{"blobId": big}] * 4 + [{"data:asText": "y"}])
        self.assertEqual(("tooLarge", limit["maxSizeBlobSet"]), (e["type"], e["maxSize"]))
        self.assertEqual(limit["maxDataSources"], self.made([{"data:asText": "a"}] * limit["maxDataSources"])["size"])
        self.assertEqual(["sha-256"], limit["supportedDigestAlgorithms"])
        self.assertEqual("requestTooLarge", self.error("Blob/get", ids=[big, big], properties=["data:asBase64"]))

    def test_made_and_used_in_one_request(self):
        message = mail("from pieces").decode()
        r = self.me.jmap(("Blob/upload", {"create": {"m": {"data": [{"data:asText": message}], "type": "message/rfc822"}}}),
                         ("Email/import", {"emails": {"e": {"blobId": "#m", "mailboxIds": {self.box_id("inbox"): True}}}}),
                         ("Blob/get", {"ids": ["#m"], "properties": ["size"]}))
        self.assertIn("e", r[1][1]["created"])
        self.assertEqual(len(message), r[2][1]["list"][0]["size"])

    def test_get(self):
        text, raw = "grüße", b"\xff\xfe\x00"
        t, b = self.upload(text.encode())["blobId"], self.upload(raw)["blobId"]
        r = self.one("Blob/get", ids=[t, b, "b7", "u1"])
        self.assertEqual([{"id": t, "data:asText": text, "size": 7},
                          {"id": b, "data:asBase64": base64.b64encode(raw).decode(), "isEncodingProblem": True, "size": 3}], r["list"])
        self.assertEqual(["b7", "u1"], r["notFound"])
        def get(*properties, **arguments):
            return self.one("Blob/get", ids=[t], properties=list(properties), **arguments)["list"][0]
        self.assertEqual({"id": t}, get())
        self.assertEqual({"id": t, "data:asText": "gr"}, get("data:asText", length=2))
        self.assertEqual({"id": t, "data:asText": None, "isEncodingProblem": True}, get("data:asText", length=3))
        self.assertEqual({"id": t, "data:asText": "ße", "isTruncated": True, "size": 7}, get("data", "size", offset=4, length=9))
        self.assertEqual({"id": t, "data:asText": "", "isTruncated": True}, get("data", offset=99))
        self.assertEqual({"id": t, "digest:sha-256": base64.b64encode(hashlib.sha256(b"gr").digest()).decode()},
                         get("digest:sha-256", length=2))
        for arguments in ({"ids": [t], "properties": ["digest:md5"]}, {"ids": [t], "properties": ["x"]}, {"ids": None},
                          {"ids": [t], "offset": -1}, {"ids": [t], "length": "1"}):
            self.assertEqual("invalidArguments", self.error("Blob/get", **arguments), arguments)
        self.assertEqual("requestTooLarge", self.error("Blob/get", ids=["u1"] * 1001))

    def test_get_of_mail_and_its_parts(self):
        self.append(mail("a", "grüße\r\n"))
        e = self.only_email("blobId", "textBody")
        part = e["textBody"][0]["blobId"]
        r = {x["id"]: x for x in self.one("Blob/get", ids=[e["blobId"], part])["list"]}
        self.assertEqual("grüße\r\n", r[part]["data:asText"])
        self.assertIn("Subject: a\r\n", r[e["blobId"]]["data:asText"])

    def test_lookup(self):
        self.append(mail("a"))
        e = self.only_email("blobId", "textBody", "threadId", "mailboxIds")
        up = self.upload(b"x")["blobId"]
        r = self.one("Blob/lookup", ids=[e["blobId"], e["textBody"][0]["blobId"], up, "b1"], typeNames=["Email", "Thread", "Mailbox"])
        want = {"Email": [e["id"]], "Thread": [e["threadId"]], "Mailbox": list(e["mailboxIds"])}
        self.assertEqual({e["blobId"]: want, e["textBody"][0]["blobId"]: want, up: {"Email": [], "Thread": [], "Mailbox": []}},
                         {x["id"]: x["matchedIds"] for x in r["list"]})
        self.assertEqual(["b1"], r["notFound"])
        self.assertEqual("unknownDataType", self.error("Blob/lookup", ids=[up], typeNames=["Email", "Spaceship"]))
        self.assertEqual("invalidArguments", self.error("Blob/lookup", ids=[up]))

    def test_its_capability_is_needed(self):
        r = self.me.jmap(("Blob/get", {"ids": []}), ("Quota/get", {"ids": None}), using=["urn:ietf:params:jmap:core"])
        self.assertEqual(["unknownMethod"] * 2, [a["type"] for _, a in r])


class QuotaTest(JmapTest):
    def setUp(self):
        super().setUp()
        self.stack.command("user", "edit", self.me.address, "--quota", "20M")

    def quota(self):
        [q] = self.one("Quota/get", ids=None)["list"]
        return q

    def test_what_is_used(self):
        q = self.quota()
        self.assertEqual(("octets", 20 << 20, "account", ["Mail"], self.me.address), tuple(
            q[k] for k in ("resourceType", "hardLimit", "scope", "types", "name")))
        self.assertLess(q["warnLimit"], q["hardLimit"])
        state, used = self.state("Quota"), q["used"]
        self.append(mail("big", "x" * 900 + "\r\n"))
        self.assertTrue(wait_until(lambda: self.quota()["used"] > used))
        c = self.one("Quota/changes", sinceState=state)
        self.assertEqual((["octets"], ["used"], [], []), tuple(c[k] for k in ("updated", "updatedProperties", "created", "destroyed")))
        self.assertEqual(c["newState"], self.state("Quota"))
        c = self.one("Quota/changes", sinceState=c["newState"])
        self.assertEqual(([], None), (c["updated"], c["updatedProperties"]))
        self.stack.command("user", "edit", self.me.address, "--quota", "30M")
        later = self.one("Quota/changes", sinceState=c["newState"])
        self.assertEqual((["octets"], None), (later["updated"], later["updatedProperties"]))
        self.stack.command("user", "edit", self.me.address, "--quota", "0")
        self.assertEqual(["octets"], self.one("Quota/changes", sinceState=c["newState"])["destroyed"])
        self.assertEqual([], self.one("Quota/get", ids=None)["list"])
        self.assertEqual(["octets"], self.one("Quota/get", ids=["octets"])["notFound"])

    def test_query(self):
        ask = lambda **kw: self.one("Quota/query", **kw)["ids"]
        self.assertEqual(["octets"], ask())
        for f, fits in (({"scope": "account"}, True), ({"scope": "domain"}, False), ({"resourceType": "octets"}, True),
                        ({"resourceType": "count"}, False), ({"type": "Mail"}, True), ({"type": "Calendar"}, False),
                        ({"name": "EXAMPLE.org"}, True), ({"name": "?", "scope": "account"}, False),
                        ({"operator": "NOT", "conditions": [{"scope": "domain"}]}, True),
                        ({"operator": "OR", "conditions": [{"scope": "domain"}, {"type": "Mail"}]}, True),
                        ({"operator": "AND", "conditions": [{"scope": "domain"}, {"type": "Mail"}]}, False)):
            with self.subTest(str(f)):
                self.assertEqual(["octets"] if fits else [], ask(filter=f, sort=[{"property": "used"}]))
        r = self.one("Quota/query", calculateTotal=True, limit=0)
        self.assertEqual((1, []), (r["total"], r["ids"]))
        self.assertEqual((["octets"], []), (ask(anchor="octets"), ask(position=1)))
        for arguments, want in (({"filter": {"x": "y"}}, "unsupportedFilter"), ({"filter": {"name": 1}}, "invalidArguments"),
                                ({"sort": [{"property": "mood"}]}, "unsupportedSort"), ({"anchor": "e1"}, "anchorNotFound")):
            self.assertEqual(want, self.error("Quota/query", **arguments), arguments)
        self.assertEqual("cannotCalculateChanges", self.error("Quota/queryChanges", sinceQueryState="1"))
        for state in ("x", "1", "1-", "-1-5", "1-2x"):
            self.assertEqual("cannotCalculateChanges", self.error("Quota/changes", sinceState=state), state)
        self.assertEqual({"id", "used"}, set(self.one("Quota/get", ids=["octets", "octets"], properties=["used"])["list"][0]))
        self.assertEqual("invalidArguments", self.error("Quota/get", ids=None, properties=["colour"]))

    def test_a_full_mailbox_is_told(self):
        self.stack.command("user", "edit", self.me.address, "--quota", "1M")
        blob = self.upload(mail("too big", "x" * 70 + "\r\n" + ("y" * 900 + "\r\n") * 2000))["blobId"]
        e = self.one("Email/import", emails={"e": {"blobId": blob, "mailboxIds": {self.box_id("inbox"): True}}})
        self.assertEqual("overQuota", e["notCreated"]["e"]["type"])


if __name__ == "__main__":
    unittest.main()
