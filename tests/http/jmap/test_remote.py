"""What the server asks other servers for on a reader's behalf: pictures, and to be left alone."""

import unittest
import urllib.parse

from harness import deliver
from jmap_case import JmapTest, mail, wait_until
from secure_sink import SecureSinkTest
from web_sink import WebSink

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


class ImageTest(JmapTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sink = WebSink()
        cls.addClassCleanup(cls.sink.close)

    def setUp(self):
        super().setUp()
        self.template = self.me.session()["capabilities"]["urn:hayloft:jmap:imageproxy"]["url"]
        self.path = f"/{self.id().rsplit('.', 1)[-1]}.png"

    def ask(self, url, who=None, **kw):
        path = self.template.split(str(self.stack.port("https")), 1)[1].replace("{url}", urllib.parse.quote(url, safe=""))
        return (who or self.me).get(path, **kw)

    def test_a_picture_and_no_trace_of_the_reader(self):
        self.sink.answer(self.path, PNG, Content_Type="text/html", Set_Cookie="a=b")
        r = self.ask(self.sink.url(self.path), headers={"Referer": "https://mail.example/secret", "User-Agent": "Reader 1.0"})
        self.assertEqual((200, PNG, "image/png"), (r.code, r.body, r.headers["content-type"]))
        self.assertEqual("nosniff", r.headers["x-content-type-options"])
        self.assertIn("sandbox", r.headers["content-security-policy"])
        self.assertNotIn("set-cookie", {k.lower() for k in r.headers})
        [asked] = self.sink.wait(self.path)
        self.assertFalse({"cookie", "referer", "authorization", "x-forwarded-for"} & set(asked.headers))
        self.assertNotIn("Reader", asked.headers.get("user-agent", ""))
        # Looked at twice, asked once; somebody else's look is his own.
        self.assertEqual(PNG, self.ask(self.sink.url(self.path)).body)
        self.assertEqual(1, len(self.sink.wait(self.path)))

    def test_only_pictures(self):
        for body in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"", b"%PDF-1.4", b"GIF"):
            self.sink.answer(self.path, body, Content_Type="image/png")
            self.assertEqual(502, self.ask(self.sink.url(self.path)).code, body)
        self.sink.answer(self.path, PNG + b"\0" * (5 << 20))
        self.assertEqual(502, self.ask(self.sink.url(self.path)).code)
        self.sink.answer(self.path, PNG, code=404)
        self.assertEqual(502, self.ask(self.sink.url(self.path)).code)
        for body, kind in ((b"\xff\xd8\xff\xe0abc", "image/jpeg"), (b"GIF89a..", "image/gif"), (b"RIFF1234WEBPVP8 ", "image/webp")):
            path = self.path + kind[-4:]
            self.sink.answer(path, body)
            self.assertEqual(kind, self.ask(self.sink.url(path)).headers["content-type"])

    def test_no_open_proxy(self):
        self.sink.answer(self.path, PNG)
        url = self.sink.url(self.path)
        self.assertEqual(401, self.ask(url, self.anyone).code)
        self.assertEqual(403, self.ask(url, self.stack.new_account("other")).code)
        for key in ("", "k=", "k=x", "k=" + "A" * 32):
            self.assertEqual(403, self.me.get(f"/img?{key}&u={urllib.parse.quote(url, safe='')}").code)
        for bad in ("", "file:///etc/passwd", "ftp://127.0.0.1/x", "//127.0.0.1/x", "gopher://x/", "http://"):
            self.assertEqual(400, self.ask(bad).code, bad)
        for inside in ("http://[::1]:8080/x.png", "http://10.0.0.1/x.png", "http://169.254.169.254/latest", "http://localhost:22/"):
            self.assertIn(self.ask(inside).code, (403, 502), inside)
        self.assertEqual([], [a for a in self.sink.asked if a.path == self.path])

    def test_redirects_are_checked_too(self):
        self.sink.answer(self.path, "", code=302, Location="http://10.0.0.1/x.png")
        self.assertEqual(403, self.ask(self.sink.url(self.path)).code)
        self.sink.answer(self.path + "2", PNG)
        self.sink.answer(self.path, "", code=302, Location=self.path + "2")
        self.assertEqual(PNG, self.ask(self.sink.url(self.path)).body)


class UnsubscribeTest(SecureSinkTest, JmapTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = cls.server_name()

    @classmethod
    def server_name(cls):
        """As our mail server signs what it found out (RFC 8601)."""
        me = cls.stack.new_account("first")
        deliver(cls.stack, me.address, mail("hello", To=me.address).decode())
        def look():
            r = me.jmap(("Email/query", {}), ("Email/get", {"#ids": {"resultOf": "c0", "name": "Email/query", "path": "/ids"},
                        "properties": ["header:Authentication-Results:asText"]}))
            return r[1][1]["list"] and r[1][1]["list"][0]["header:Authentication-Results:asText"]
        results = wait_until(look)
        return results.split(";")[0].strip()

    def setUp(self):
        super().setUp()
        self.path = f"/{self.id().rsplit('.', 1)[-1]}"
        self.url = self.sink.url(self.path)

    def letter(self, results=None, signed="from:list-unsubscribe : List-Unsubscribe-Post", post="List-Unsubscribe=One-Click", url=None):
        fields = [f"Authentication-Results: {results or self.host + '; dkim=pass header.d=list.example header.s=a; spf=pass'}",
                  f"DKIM-Signature: v=1; a=rsa-sha256; d=list.example;\r\n s=a; h={signed}; bh=x; b=y",
                  f"List-Unsubscribe: <mailto:x@list.example>, <{url or self.url}>", f"List-Unsubscribe-Post: {post}"]
        self.append("\r\n".join(f for f in fields if not f.endswith(": ")).encode() + b"\r\n" + mail("news"))
        return self.query(sort=[{"property": "receivedAt", "isAscending": False}])[0]

    def leave(self, id):
        return self.one("Email/unsubscribe", emailId=id)["notDone"]

    def test_one_click(self):
        self.sink.answer(self.path, "bye")
        self.assertIsNone(self.leave(self.letter()))
        [asked] = self.sink.wait(self.path)
        self.assertEqual(("POST", b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
                         (asked.method, asked.body, asked.headers["content-type"]))
        self.assertFalse({"cookie", "referer", "authorization"} & set(asked.headers))

    def test_nobody_is_called_without_a_signature(self):
        self.sink.answer(self.path, "bye")
        unsigned, no_offer = "notVouchedFor", "notOffered"
        for letter, why in (({"results": "elsewhere.example; dkim=pass header.d=list.example"}, unsigned),
                            ({"results": f"{self.host}; dkim=fail header.d=list.example"}, unsigned),
                            ({"results": f"{self.host}; dkim=pass header.d=other.example"}, unsigned),
                            ({"results": f"{self.host}.evil.example; dkim=pass header.d=list.example"}, unsigned),
                            ({"signed": "from:list-unsubscribe"}, unsigned), ({"signed": "from:list-unsubscribe-post"}, unsigned),
                            ({"post": "something"}, no_offer), ({"url": f"http://127.0.0.1:{self.sink.port}{self.path}"}, no_offer)):
            with self.subTest(str(letter)):
                id = self.letter(**letter)
                self.assertEqual(why, self.leave(id)["type"])
                self.set(destroy=[id])
        self.assertEqual([], [a for a in self.sink.asked if a.path == self.path])

    def test_what_can_go_wrong(self):
        self.sink.answer(self.path, "", code=302, Location=self.path + "2")
        self.sink.answer(self.path + "2", "bye")
        id = self.letter()
        self.assertEqual("serverUnavailable", self.leave(id)["type"])
        self.assertEqual([], [a for a in self.sink.asked if a.path == self.path + "2"])
        self.sink.answer(self.path, "", code=500)
        self.assertEqual("serverUnavailable", self.leave(id)["type"])
        self.assertEqual("serverUnavailable", self.leave(self.letter(url="https://10.0.0.1/x"))["type"])
        for none in ("e1", "m5", "b1"):
            self.assertEqual("notFound", self.leave(none)["type"])
        self.assertEqual("invalidArguments", self.error("Email/unsubscribe"))


if __name__ == "__main__":
    unittest.main()
