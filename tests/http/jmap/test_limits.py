"""The limits that the session object tells (RFC 8620, section 2) are true: what
keeps to one goes through, what exceeds it is refused in the RFC's words.  And
the event stream's arguments (section 7.3)."""

import json
import socket
import unittest
from concurrent.futures import ThreadPoolExecutor

from jmap_case import CORE, JmapTest, MAIL, mail, wait_until


class LimitTest(JmapTest):
    config = "message.size = 1\n"

    def setUp(self):
        super().setUp()
        s = self.me.session()
        self.core = s["capabilities"][CORE]
        self.mail = s["accounts"][self.me.account()]["accountCapabilities"][MAIL]

    def refused(self, body):
        r = self.me.post("/jmap/api", body, headers={"Content-Type": "application/json"})
        self.assertEqual(400, r.code)
        return r.json()["type"].rsplit(":", 1)[-1], r.json()["limit"]

    def test_size_of_an_upload(self):
        most = self.core["maxSizeUpload"]
        self.assertEqual(most, self.upload(b"x" * most)["size"])
        self.assertEqual(413, self.upload(b"x" * (most + 1), expect=413).code)

    def test_size_of_a_request(self):
        def body(size):
            text = json.dumps({"using": [CORE], "methodCalls": [["Core/echo", {"x": ""}, "c"]]})
            return text.replace('""', '"' + "y" * (size - len(text)) + '"')
        r = self.me.post("/jmap/api", body(self.core["maxSizeRequest"]), headers={"Content-Type": "application/json"})
        self.assertEqual(200, r.code, r.body[:300])
        self.assertEqual(("limit", "maxSizeRequest"), self.refused(body(self.core["maxSizeRequest"] + 1)))

    def test_calls_in_a_request(self):
        def body(n):
            return {"using": [CORE], "methodCalls": [["Core/echo", {}, "c"]] * n}
        n = self.core["maxCallsInRequest"]
        self.assertEqual(n, len(self.me.post("/jmap/api", body(n), expect=200).json()["methodResponses"]))
        self.assertEqual(("limit", "maxCallsInRequest"), self.refused(body(n + 1)))

    def test_objects_in_get(self):
        n = self.core["maxObjectsInGet"]
        ids = [f"e{i}" for i in range(1, n + 2)]
        for name, arguments in (("Email/get", {}), ("Thread/get", {}), ("Mailbox/get", {}), ("Identity/get", {}),
                                ("EmailSubmission/get", {}), ("Quota/get", {})):
            with self.subTest(name):
                self.assertEqual(n, len(self.one(name, ids=ids[:-1])["notFound"]))
                self.assertEqual("requestTooLarge", self.error(name, ids=ids))

    def test_objects_in_set(self):
        n = self.core["maxObjectsInSet"]
        for name in ("Email/set", "Mailbox/set", "Identity/set"):
            with self.subTest(name):
                ids = [f"e{i}" for i in range(1, n)]
                self.assertEqual(n - 1, len(self.one(name, destroy=ids, update={"e0": {}})["notDestroyed"]))
                self.assertEqual("requestTooLarge", self.error(name, destroy=ids, update={"e0": {}}, create={"k": {}}))

    def test_requests_at_once(self):
        """More than a client may send wait for their turn."""
        self.one("Mailbox/get", ids=None)
        with ThreadPoolExecutor(4 * self.core["maxConcurrentRequests"]) as pool:
            answers = list(pool.map(lambda i: self.me.jmap(("Core/echo", {"i": i}))[0][1]["i"],
                                    range(4 * self.core["maxConcurrentRequests"])))
        self.assertEqual(list(range(len(answers))), answers)

    def test_uploads_at_once(self):
        """Likewise: none is refused, none gets another's bytes."""
        n = 4 * self.core["maxConcurrentUpload"]
        with ThreadPoolExecutor(n) as pool:
            blobs = list(pool.map(lambda i: self.me.post(f"/jmap/upload/{self.me.account()}/", b"hay %d" % i, expect=201).json(),
                                  range(n)))
        self.assertEqual(n, len({b["blobId"] for b in blobs}))
        self.assertEqual([len(b"hay %d" % i) for i in range(n)], [b["size"] for b in blobs])

    def test_name_of_a_mailbox(self):
        n = self.mail["maxSizeMailboxName"]
        r = self.one("Mailbox/set", create={"a": {"name": "é" * (n // 2)}, "c": {"name": "&ü" * (n // 3)}, "b": {"name": "x" * (n + 1)}})
        self.assertEqual(({"a", "c"}, ["name"]), (set(r["created"] or ()), r["notCreated"]["b"]["properties"]))

    def test_depth_of_mailboxes(self):
        n = self.mail["maxMailboxDepth"]
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        self.assertEqual("OK", c.create("/".join(["a"] * (n - 1)))[0])
        boxes = {m["id"]: m for m in self.boxes()}
        [deepest] = [i for i, m in boxes.items() if m["name"] == "a" and not any(o["parentId"] == i for o in boxes.values())]
        r = self.one("Mailbox/set", create={"last": {"name": "z", "parentId": deepest}})
        last = r["created"]["last"]["id"]
        r = self.one("Mailbox/set", create={"more": {"name": "y", "parentId": last}, "two": {"name": "t"}, "tree": {"name": "s", "parentId": "#two"}},
                     update={})
        self.assertEqual(["parentId"], r["notCreated"]["more"]["properties"])
        two = r["created"]["two"]["id"]
        self.assertEqual(["parentId"], self.one("Mailbox/set", update={two: {"parentId": deepest}})["notUpdated"][two]["properties"])

    def test_size_of_attachments(self):
        n = self.mail["maxSizeAttachmentsPerEmail"]
        drafts = self.box_id("drafts")
        def made(size):
            blob = self.upload(b"\xff" * (size // 2))["blobId"]
            rest = self.upload(b"\xfe" * (size - size // 2))["blobId"]
            return self.set(create={"k": {"mailboxIds": {drafts: True}, "subject": "with much", "textBody": [{"partId": "t", "type": "text/plain"}],
                            "bodyValues": {"t": {"value": "x" * 10000}},
                            "attachments": [{"blobId": b, "type": "image/png"} for b in (blob, rest)]}})
        self.assertIn("k", made(n)["created"] or {})
        e = made(self.core["maxSizeUpload"])["notCreated"]["k"]
        self.assertEqual(("tooLarge", self.core["maxSizeUpload"]), (e["type"], e["maxSize"]))

    def test_sorts_and_collations_that_are_told(self):
        self.assertEqual([], self.core["collationAlgorithms"])
        for by in self.mail["emailQuerySortOptions"]:
            keyword = {"keyword": "$seen"} if "Keyword" in by else {}
            self.assertEqual([], self.query(sort=[{"property": by, **keyword}]))
        self.assertEqual("unsupportedSort", self.error("Email/query", sort=[{"property": "subject", "collation": "i;ascii-casemap"}]))


class EventTest(JmapTest):
    def frames(self, stream):
        """(id, event, data) of each frame."""
        frame = {}
        while line := stream.response.readline().decode():
            line = line.rstrip("\r\n")
            if line == "" and "event" not in frame:
                frame = {}	# how long to wait before coming back
            elif line == "":
                yield frame.get("id"), frame.get("event"), json.loads(frame.get("data", "null"))
                frame = {}
            elif ":" in line and not line.startswith(":"):
                key, value = line.split(":", 1)
                frame[key] = value.strip()

    def change(self):
        return self.one("Mailbox/set", create={"k": {"name": f"box {self.state('Mailbox')}"}})["newState"]

    def test_types_and_close_after_state(self):
        with self.me.events("Mailbox", closeafter="state") as stream:
            self.change()
            got = list(self.frames(stream))	# ends, since the stream does
        [(id, kind, data)] = got
        self.assertEqual(("state", "StateChange", {self.me.account()}), (kind, data["@type"], set(data["changed"])))
        self.assertEqual({"Mailbox"}, set(data["changed"][self.me.account()]))

    def test_other_types_are_not_told(self):
        with self.me.events("Thread,EmailSubmission", ping=5) as stream:
            self.change()
            for _, kind, data in self.frames(stream):
                self.assertEqual(("ping", {"interval": 5}), (kind, data))
                break

    def test_what_was_missed_comes_first(self):
        with self.me.events("*") as stream:
            self.change()
            last = next(self.frames(stream))[0]
        self.assertTrue(last)
        missed = self.change()
        with self.me.events("*", headers={"Last-Event-ID": last}) as stream:
            id, kind, data = next(self.frames(stream))
        # Or what came of it since: the mail server tells of the new mailbox, too.
        self.assertEqual("state", kind)
        self.assertGreaterEqual(int(data["changed"][self.me.account()]["Mailbox"]), int(missed))
        self.assertNotEqual(last, id)

    def test_the_connection_goes_on_behind_a_stream(self):
        """Whether the next request came along with the first or comes later: no byte of either is lost."""
        header = "".join(f"{k}: {v}\r\n" for k, v in self.me.headers({"Host": "localhost", "X-Filler": "y" * 300}).items())
        stream = f"GET /jmap/eventsource?types=*&closeafter=state&ping=0 HTTP/1.1\r\n{header}\r\n".encode()
        another = f"GET /.well-known/jmap HTTP/1.1\r\n{header}Connection: close\r\n\r\n".encode()
        for together in (True, False):
            raw = socket.create_connection(("localhost", self.stack.port("https")), timeout=60)
            with self.stack.tls().wrap_socket(raw, server_hostname="localhost") as s:
                s.sendall(stream + (another if together else b""))
                got = s.recv(65536)
                self.change()
                while b"0\r\n\r\n" not in got:	# the end of the stream
                    more = s.recv(65536)
                    self.assertTrue(more, got)
                    got += more
                if not together:
                    s.sendall(another)
                while more := s.recv(65536):
                    got += more
            self.assertIn(b"StateChange", got)
            self.assertEqual(2, got.count(b"HTTP/1.1 "), got)


if __name__ == "__main__":
    unittest.main()
