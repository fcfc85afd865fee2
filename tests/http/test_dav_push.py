"""WebDAV-Push: subscribe to a collection, be told of its changes, in words only the subscriber reads."""

import base64
import email.utils
import json
import re
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dav_case import D, DavServerTest, card, condition, event
from harness import wait_for
from web_sink import WebSink

P = "{https://bitfire.at/webdav-push}"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Phone:
    """A subscriber's keys (RFC 8291): what is sent to it only it can read."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        self.public = self.key.public_key().public_bytes(serialization.Encoding.X962,
                                                         serialization.PublicFormat.UncompressedPoint)

    def read(self, body):
        salt, sender, sealed = body[:16], body[21:86], body[86:]
        assert body[20] == 65
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        secret = HKDF(hashes.SHA256(), 32, self.auth, b"WebPush: info\0" + self.public + sender).derive(shared)
        def derive(length, info):
            return HKDF(hashes.SHA256(), length, salt, info + b"\0").derive(secret)
        text = AESGCM(derive(16, b"Content-Encoding: aes128gcm")).decrypt(
            derive(12, b"Content-Encoding: nonce"), sealed, None)
        assert text.endswith(b"\2")
        return text[:-1].decode()


def check_vapid(header, audience, public):
    token, key = re.fullmatch(r"vapid t=([^,]+), k=(.+)", header).groups()
    assert key == public, (key, public)
    head, claims, signature = token.split(".")
    raw = unb64(signature)
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(public)).verify(
        encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")),
        f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(unb64(claims))
    assert claims["aud"] == audience and 0 < claims["exp"] - time.time() <= 86400, claims


class PushTest(DavServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sink = WebSink()
        cls.addClassCleanup(cls.sink.close)

    def setUp(self):
        super().setUp()
        self.phone, self.resource = Phone(), "/" + self.id().rsplit(".", 1)[-1]
        self.sink.answer(self.resource, "", 201)

    def register(self, path, trigger="<content-update><D:depth>1</D:depth></content-update>", key=None, resource=None,
                 coding="aes128gcm", expires="", who=None, expect=(201, 204)):
        return (who or self.dora).request("POST", path, (
            '<?xml version="1.0" encoding="utf-8" ?><push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:">'
            f"<subscription><web-push-subscription><push-resource>{resource or self.sink.url(self.resource)}</push-resource>"
            f'<content-encoding>{coding}</content-encoding><subscription-public-key type="p256dh">'
            f"{key or b64(self.phone.public)}</subscription-public-key><auth-secret>{b64(self.phone.auth)}</auth-secret>"
            f"</web-push-subscription></subscription><trigger>{trigger}</trigger>{expires}</push-register>"),
            {"Content-Type": "application/xml; charset=utf-8"}, expect=expect)

    def told(self, count):
        return [self.phone.read(a.body) for a in self.sink.wait(self.resource, count)]

    def tasks(self):
        return self.stack.sql(f"SELECT 1 FROM task t JOIN account a ON a.id = t.account_id WHERE a.address = '{self.dora.address}'")

    def props(self, path):
        found = self.dora.propfind(path, body='<D:propfind xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:prop>'
                                   "<P:transports/><P:topic/><P:supported-triggers/><D:sync-token/></D:prop></D:propfind>")[0]
        return found, found.prop(P + "transports").find(f"{P}web-push/{P}vapid-public-key").text

    def test_changes_are_told(self):
        path = self.dora.calendar()
        found, vapid = self.props(path)
        self.assertIsNotNone(found.prop(P + "supported-triggers").find(P + "content-update"))
        self.assertIn("webdav-push", self.dora.request("OPTIONS", path).headers["dav"])
        r = self.register(path, expect=201)
        self.assertTrue(6 < (email.utils.parsedate_to_datetime(r.headers["expires"]).timestamp() - time.time()) / 86400 < 8)
        self.assertEqual(r.headers["location"], self.register(path, expect=204).headers["location"])
        self.dora.put(path + "a.ics", event("a"), expect=201)
        text = self.told(1)[0]
        topic = found.text(P + "topic")
        self.assertIn(f"<topic>{topic}</topic>", text)
        self.assertIn(f"<D:sync-token>{self.props(path)[0].text(D + 'sync-token')}</D:sync-token>", text)
        asked = self.sink.wait(self.resource)[0]
        self.assertEqual(("aes128gcm", topic), (asked.headers["content-encoding"], asked.headers["topic"]))
        self.assertGreater(int(asked.headers["ttl"]), 0)
        check_vapid(asked.headers["authorization"], self.sink.url(""), vapid)
        # A burst is one message for each second that it takes, and the last names the last change.
        begun = time.monotonic()
        for i in range(20):
            self.dora.put(path + f"{i}.ics", event(f"u{i}"), expect=201)
        last = self.props(path)[0].text(D + "sync-token")
        wait_for(lambda: last in self.told(2)[-1] and not self.tasks())
        n = len(self.told(2))
        self.assertLess(n, 5 + time.monotonic() - begun)
        # Its own writing needs no telling; other people's does.
        mine = {"Push-Dont-Notify": f'"{r.headers["location"]}"'}
        self.dora.put(path + "quiet.ics", event("quiet"), headers=mine, expect=201)
        self.dora.delete(path + "a.ics", headers={"Push-Dont-Notify": "*"}, expect=204)
        self.dora.delete("/dav/push/" + r.headers["location"].rsplit("/", 1)[1], expect=204)
        self.dora.put(path + "z.ics", event("z"), expect=201)
        self.assertEqual([], self.tasks())
        self.assertEqual(n, len(self.told(n)))

    def test_properties_and_books_of_others(self):
        other = self.new("otto")
        path = other.book()
        other.share(path, [(self.dora.address, "D:read")])
        self.register(path, "<content-update/><property-update/>")
        other.proppatch(path, "<D:displayname>New</D:displayname>")
        self.assertIn("<property-update/>", self.told(1)[0])
        self.assertNotIn("content-update", self.told(1)[0])
        other.put(path + "a.vcf", card("a"), expect=201)
        self.assertIn("content-update", self.told(2)[1])
        # Who lost the right hears nothing more.
        other.share(path, [])
        other.put(path + "b.vcf", card("b"), expect=201)
        wait_for(lambda: "0" in str(self.stack.sql(
            "SELECT count(*) FROM dav_push p JOIN account a ON a.id = p.account_id "
            f"WHERE a.address = '{self.dora.address}'")))
        self.assertLessEqual(len(self.sink.wait(self.resource, 2)), 3)	# that the share went may be told

    def test_what_is_refused(self):
        path, other = self.dora.calendar(), self.new("otto")
        self.dora.put(path + "a.ics", event("a"), expect=201)
        for kw in ({"key": b64(b"\4" + b"\0" * 64)}, {"coding": "aesgcm"}, {"resource": "file:///etc/passwd"}, {"resource": " "}):
            self.assertEqual(P + "invalid-subscription", condition(self.register(path, expect=403, **kw)))
        self.assertEqual(P + "no-trigger-supported", condition(self.register(path, "<x/>", expect=403)))
        self.register(path, who=other, expect=403)
        self.register(path + "a.ics", expect=405)
        self.dora.request("POST", path, "<x/>", {"Content-Type": "application/xml"}, expect=(400, 403))
        location = self.register(path).headers["location"]
        number = location.rsplit("/", 1)[1]
        other.delete(f"/dav/push/{number}", expect=404)
        self.anyone.request("DELETE", f"/dav/push/{number}", expect=401)
        self.dora.delete(f"/dav/push/{number}", expect=204)
        self.dora.delete(f"/dav/push/{number}", expect=404)

    def test_a_service_that_knows_it_no_more(self):
        path = self.dora.calendar()
        self.sink.answer(self.resource, "", 410)
        number = self.register(path).headers["location"].rsplit("/", 1)[1]
        self.dora.put(path + "a.ics", event("a"), expect=201)
        self.sink.wait(self.resource)
        wait_for(lambda: self.stack.sql(f"SELECT 1 FROM dav_push WHERE id = {number}") == [])
        self.dora.delete(f"/dav/push/{number}", expect=404)
        # One that is ill for a moment is asked again.
        self.sink.answer(self.resource, "", 503)
        self.register(path)
        self.dora.put(path + "b.ics", event("b"), expect=201)
        self.sink.wait(self.resource, 2)
        wait_for(lambda: self.stack.sql("SELECT 1 FROM task t JOIN account a ON a.id = t.account_id WHERE t.kind = 'dav-push'"
                                        f" AND fault IS NOT NULL AND a.address = '{self.dora.address}'"))
        self.sink.answer(self.resource, "", 201)
        self.stack.sql("UPDATE task SET due = now() WHERE kind = 'dav-push'; SELECT pg_notify('hayloft_task', '0')")
        self.assertIn("content-update", self.phone.read(self.sink.wait(self.resource, 3)[-1].body))
