"""How the pages look is what administrators say, and what they say is text."""

import base64
import json
import os
import tempfile
import unittest

from api_case import ApiTest, Caller

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


class LookTest(ApiTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.stack.sql, "DELETE FROM setting WHERE name IN ('app_links', 'ui_texts', 'custom_login')")
        self.addCleanup(self.stack.sql, "UPDATE logo SET type = '', image = ''")

    def look(self, caller=None):
        if caller:
            return caller.request("GET", "/api/v2/look", expect=200).json()
        return self.anyone.get("/api/v2/look", expect=200).json()

    def edit(self, what, **attr):
        return self.api.done(f"edit/{what}", {"attr": attr})

    def test_words(self):
        self.assertEqual({}, self.look())
        [entry] = self.edit("ui_texts", title_name="Firm", main_name="The <Firm>", help_text="Call\nus", ui_footer="© Firm",
                            ui_announcement_text="Back at noon", ui_announcement_type="warning", ui_announcement_active="on")
        self.assertEqual(("customize", "edit", "ui_texts", "ui_texts"), (*entry["log"][:3], entry["msg"]))
        want = {"title": "Firm", "name": "The <Firm>", "help": "Call\nus", "footer": "© Firm",
                "announcement": {"type": "warning", "text": "Back at noon"}}
        self.assertEqual(want, self.look())
        # What was not sent stays; what is off is told to nobody.
        self.edit("ui_texts", ui_announcement_active="0")
        del want["announcement"]
        self.assertEqual(want, self.look())
        self.assertEqual(("Back at noon", 0), tuple(self.api.get("ui_texts")[k] for k in ("ui_announcement_text", "ui_announcement_active")))
        for attr in ({"ui_announcement_type": "shouting"}, {"title_name": "two\nlines"}, {"help_text": "x" * 20001}, {"main_name": "\x1b[1m"}):
            self.assertEqual("value_invalid", self.api.refused("edit/ui_texts", {"attr": attr}))
        [[before, after, actor]] = self.stack.sql("SELECT before ->> 'ui_announcement_active', after ->> 'ui_announcement_active', actor"
                                                  " FROM audit WHERE event = 'ui_texts.edit' ORDER BY id DESC LIMIT 1")
        self.assertEqual(("1", "0"), (before, after))
        self.assertTrue(actor.startswith("api:"))

    def test_links(self):
        ada = Caller(self.stack, client=self.alice)
        self.edit("app_links", app=["Wiki", "Wiki two", "Old", "Here"], href=["https://wiki.example/", "https://wiki.example/", "https://o.example", "/calendar"],
                  user_href=["https://wiki.example/?u=%u&again=%u", "", "https://o.example", "/calendar"], hide=["0", 0, True, False])
        self.assertEqual([{"name": "Wiki", "url": "https://wiki.example/"}, {"name": "Wiki two", "url": "https://wiki.example/"},
                          {"name": "Here", "url": "/calendar"}], self.look()["links"])
        who = self.alice.address.replace("@", "%40")
        self.assertEqual(f"https://wiki.example/?u={who}&again={who}", self.look(ada)["links"][0]["url"])
        # A form with one row sends texts; a link may have a comma.
        self.edit("app_links", app="One", href="https://x.example/a,b", user_href="https://x.example/c;d", hide="0")
        self.assertEqual([{"name": "One", "url": "https://x.example/a,b"}], self.look()["links"])
        for bad in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "https://x.example/\"", "https://", "x.example", ""):
            self.assertEqual("value_invalid", self.api.refused("edit/app_links", {"attr": {"app": ["x"], "href": [bad]}}))
            if bad:
                self.assertEqual("value_invalid", self.api.refused("edit/app_links", {"attr": {"app": ["x"], "href": ["/a"], "user_href": [bad]}}))
        for attr in ({"app": ["a", "b"], "href": ["/a"]}, {"href": ["/a"]}, {"app": [""], "href": ["/a"]}, {"app": ["a"], "href": ["/a"], "hide": ["maybe"]},
                     {"app": ["a"] * 51, "href": ["/a"] * 51}):
            self.assertEqual("value_invalid", self.api.refused("edit/app_links", {"attr": attr}))
        self.assertEqual(["One"], self.api.get("app_links")["app"])
        self.edit("app_links", app=[], href=[])
        self.assertEqual({}, self.look())

    def test_the_sign_in_page(self):
        [entry] = self.edit("custom_login", force_sso="1", hide_admin_quicklink="1", login_text="For staff")
        self.assertEqual("custom_login_modified", entry["msg"])
        self.assertEqual({"signInText": "For staff", "providerOnly": True}, self.look())
        self.assertEqual((1, 0), tuple(self.api.get("custom_login")[k] for k in ("hide_admin_quicklink", "hide_user_quicklink")))

    def test_pictures(self):
        self.anyone.get("/api/v2/look/light", expect=404)
        def put(ground, image):
            return {"items": [ground], "attr": {"image": image}}
        [entry] = self.api.done("edit/logo", put("light", "data:image/gif;base64," + base64.b64encode(PNG).decode()))
        self.assertEqual("upload_success", entry["msg"])
        self.assertNotIn(base64.b64encode(PNG).decode(), json.dumps(entry))
        version = self.look()["logo"]["light"]
        r = self.anyone.get(f"/api/v2/look/light?v={version}", expect=200)
        # Its bytes say what it is, whatever was said.
        self.assertEqual((PNG, "image/png"), (r.body, r.headers["content-type"]))
        self.assertIn("immutable", r.headers["cache-control"])
        self.assertEqual("no-cache", self.anyone.get("/api/v2/look/light", expect=200).headers["cache-control"])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "logo.svg")
            with open(path, "wb") as f:
                f.write(SVG)
            shown = json.loads(self.stack.command("look", "logo", "dark", path, "--json").stdout)
            with open(path, "wb") as f:
                f.write(b"\x89PNG\r\n\x1a\n" + b"x" * 524288)
            self.assertEqual(6, self.stack.command("look", "logo", "dark", path, check=False).returncode)
        self.assertEqual(("image/svg+xml", len(SVG)), (shown["type"], shown["size"]))
        r = self.anyone.get("/api/v2/look/dark", expect=200)
        # A script in it runs nowhere, not even when somebody opens it as a page.
        for rule in ("default-src 'none'", "sandbox"):
            self.assertIn(rule, r.headers["content-security-policy"])
        self.assertEqual("nosniff", r.headers["x-content-type-options"])
        for word, image in (("invalid_mime_type", base64.b64encode(b"<html><svg>").decode()), ("img_invalid", "no base64!"), ("img_invalid", ""),
                            ("img_size_exceeded", base64.b64encode(PNG + b"x" * 524288).decode())):
            self.assertEqual(word, self.api.refused("edit/logo", put("light", image)))
        self.assertEqual("access_denied", self.api.refused("edit/logo", put("left", base64.b64encode(PNG).decode())))
        self.assertEqual("reset_main_logo", self.api.done("delete/logo", ["dark"])[0]["msg"])
        self.assertEqual(["light"], list(self.look()["logo"]))
        for path in ("/api/v2/look/dark", "/api/v2/look/", "/api/v2/look/..%2flight", "/api/v2/look/x/light/y"):
            self.anyone.get(path, expect=404)

    def test_by_command(self):
        self.stack.command("look", "announce", "Back at noon", "--type", "danger")
        shown = json.loads(self.stack.command("look", "show", "--json").stdout)
        self.assertEqual({"type": "danger", "text": "Back at noon"}, shown["announcement"])
        self.assertEqual(6, self.stack.command("look", "announce", check=False).returncode)
        self.stack.command("look", "announce", "--off")
        self.stack.command("api", "edit", "ui_texts", "ui_texts", "main_name=Firm")
        self.assertEqual({"name": "Firm"}, self.look())

    def test_mails_are_shown_as_they_would_come(self):
        def shown(what, body=None, expect=200):
            return self.api.request("POST" if body is not None else "GET", f"/api/v2/wording/{what}", body, expect=expect).json()
        for what, names in (("quota_notification", {"percent", "username"}), ("quarantine", {"counter", "messages"}),
                            ("reset-password-notification", {"username2", "link"})):
            mail = shown(what)
            self.assertTrue(mail["subject"] and mail["plain"] and "@" in mail["sender"], mail)
            self.assertLess(names, set(mail["placeholders"]))
            mail = shown(what, {"subject": "x\r\nBcc: y", "html_tmpl": "<p>" + "".join("{{ %s }}" % n for n in names) + "</p>"})
            self.assertEqual("x  Bcc: y", mail["subject"])
            self.assertNotIn("{{ ", mail["html"])
            for wrong in ("{{config}}", "{{ ''.__class__ }}", "{% include '/etc/passwd' %}", "{{"):
                self.assertIn("{", shown(what, {"html_tmpl": wrong}, expect=400)["detail"])
        shown("nothing", expect=404)
        # The same from the shell, and with words from a file.
        said = lambda *words, **how: self.stack.command("wording", "preview", *words, **how)
        mail, same = shown("quota_notification"), json.loads(said("quota_notification", "--json").stdout)
        self.assertEqual((mail["subject"], mail["placeholders"]), (same["subject"], same["placeholders"]))
        with tempfile.NamedTemporaryFile("w") as f:
            f.write("<p>{{ percent }} of {{username}}</p>")
            f.flush()
            mail = json.loads(said("quota_notification", "subject=full", f"html_tmpl=@{f.name}", "--json").stdout)
        self.assertEqual(("full", "<p>80 of ann@example.org</p>"), (mail["subject"], mail["html"]))
        for words, code in ((("nothing",), 3), (("quarantine", "subject"), 6), (("quarantine", "subject={{config}}"), 6),
                            (("quarantine", "html_tmpl=@/no/such"), 3), (("quarantine", "colour=red"), 6)):
            self.assertEqual(code, said(*words, check=False).returncode, words)
        self.assertEqual(set(), {row[0] for row in self.stack.sql("SELECT name FROM setting WHERE name LIKE '%notification'")})

    def test_only_administrators_say_so(self):
        for caller in (Caller(self.stack, client=self.bob), Caller(self.stack, self.new_key("domains=example.org"))):
            for what in ("app_links", "ui_texts", "custom_login"):
                self.assertEqual("access_denied", caller.refused(f"edit/{what}", {"attr": {}}))
                self.assertEqual(403, caller.request("GET", f"/api/v1/get/{what}").code)
            self.assertEqual("access_denied", caller.refused("edit/logo", {"items": ["light"], "attr": {"image": base64.b64encode(PNG).decode()}}))
        self.assertEqual({}, self.look())


if __name__ == "__main__":
    unittest.main()
