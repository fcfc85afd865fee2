"""What the administration API changes is so at once, in the mail server too; and
nothing that is sent to it comes out where it should not."""

import concurrent.futures
import json
import os
import random
import smtplib
import subprocess
import time
import unittest

import dkim

from api_case import ApiTest, Caller
from harness import Client
from mail import MailTest, eventually, hang_up, has_ended


class ObjectsTest(ApiTest, MailTest):
    def rcpt(self, to, sender="friend@elsewhere.test"):
        """The code that a stranger gets for a recipient, in a session of its own."""
        with smtplib.SMTP("127.0.0.1", self.stack.port("smtp"), timeout=60) as s:
            s.ehlo("elsewhere.test")
            s.mail(sender)
            return s.rcpt(to)[0]

    def may_send(self, login, password, sender, to="alice@example.org"):
        with smtplib.SMTP("localhost", self.stack.port("submission"), timeout=60) as s:
            s.starttls(context=self.stack.tls())
            s.login(login, password)
            s.mail(sender)
            return s.rcpt(to)[0]

    def test_a_mailbox_is_there_in_the_next_session(self):
        domain = self.new_domain()
        self.assertEqual(550, self.rcpt(f"new@{domain}"))
        box = self.new_mailbox(domain, "new", "correct horse")
        self.assertEqual(250, self.rcpt(box))
        Client(self.stack, box, "correct horse").imap().logout()
        self.api.done("edit/mailbox", {"items": box, "attr": {"active": "2"}})
        self.assertEqual(250, self.rcpt(box))
        with self.assertRaises(Exception):
            Client(self.stack, box, "correct horse").imap()
        self.api.done("delete/mailbox", [box])
        self.assertEqual(550, self.rcpt(box))

    def test_services_of_a_mailbox(self):
        box = self.new_mailbox(self.new_domain())
        client = Client(self.stack, box, "correct horse")
        word = self.api.done("add/app-passwd", {"username": box, "app_name": "p"})[0]["app_passwd"]
        phone = Client(self.stack, box, word)
        for c in (client, phone):
            c.imap().logout()
            c.get("/dav/", expect=(200, 204, 207, 405))
        self.api.done("edit/mailbox", {"items": box, "attr": {"imap_access": "0", "dav_access": "0"}})
        for c in (client, phone):
            with self.assertRaises(Exception):
                c.imap()
            c.get("/dav/", expect=401)
        # The webmail goes on: its way in is not IMAP's password.
        client.get("/.well-known/jmap", expect=200)

    def test_networks_that_are_none(self):
        box = self.new_mailbox(self.new_domain())
        for wrong in ("300.1.1.1", "10.0.0.0/33", "here"):
            [entry] = self.api.post("edit/mailbox", {"items": [box], "attr": {"smtp_from": [wrong]}})
            self.assertEqual(["network_host_invalid", wrong], entry["msg"])
        self.api.done("edit/mailbox", {"items": [box], "attr": {"smtp_from": ["10.0.0.0/8", "2001:db8::1"]}})

    def test_room_for_calendars_and_books(self):
        box = self.new_mailbox(self.new_domain(), dav_quota=1)
        client = Client(self.stack, box, "correct horse")
        ask = '<propfind xmlns="DAV:"><prop><quota-available-bytes/></prop></propfind>'
        room = lambda: client.request("PROPFIND", f"/dav/addressbooks/{box}/personal/", ask, expect=207,
                                      headers={"Depth": "0", "Content-Type": "application/xml"}).text
        self.assertIn(f">{1 << 20}<", room())
        card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:A\r\nN:A;;;;\r\nEND:VCARD\r\n"
        client.request("PUT", f"/dav/addressbooks/{box}/personal/a.vcf", card, headers={"Content-Type": "text/vcard"}, expect=201)
        seen = self.api.get(f"mailbox/{box}")
        self.assertEqual((1 << 20, len(card)), (seen["dav_quota"], seen["dav_quota_used"]))
        for sent, shown, left in (("0", 0, None), ("-1", -1, 4096 << 20), (5000, 5000 << 20, 5000 << 20)):
            self.api.done("edit/mailbox", {"items": box, "attr": {"dav_quota": sent}})
            self.assertEqual(shown, self.api.get(f"mailbox/{box}")["dav_quota"])
            self.assertIn(f">{left - len(card)}<" if left else "404", room())
        self.assertEqual("value_invalid", self.api.refused("edit/mailbox", {"items": box, "attr": {"dav_quota": "-2"}}))

    def test_an_app_password_that_is_off(self):
        box = self.new_mailbox(self.new_domain())
        done = self.api.done("add/app-passwd", {"username": box, "app_name": "p", "protocols": ["imap_access"]})
        phone = Client(self.stack, box, done[0]["app_passwd"])
        phone.imap().logout()
        self.api.done("edit/app-passwd", {"items": done[0]["id"], "attr": {"active": "0"}})
        with self.assertRaises(Exception):
            phone.imap()

    def test_what_was_taken_back_closes_what_is_open(self):
        box = self.new_mailbox(self.new_domain())
        done = self.api.done("add/app-passwd", {"username": box, "app_name": "p", "protocols": ["imap_access"]})
        phone, desk = Client(self.stack, box, done[0]["app_passwd"]), Client(self.stack, box, "correct horse")
        for what, close in (
                ("app password", lambda: self.api.done("delete/app-passwd", [done[0]["id"]])),
                ("password", lambda: self.api.done("edit/mailbox", {"items": box, "attr": {"password": "battery staple", "password2": "battery staple"}})),
                ("protocol", lambda: self.api.done("edit/mailbox", {"items": box, "attr": {"imap_access": "0"}}))):
            with self.subTest(what):
                c = (phone if what == "app password" else desk).imap()
                self.addCleanup(hang_up, c)
                c.select("INBOX")
                # What has nothing to do with it disturbs nobody.
                self.api.done("edit/mailbox", {"items": box, "attr": {"name": what}})
                self.assertFalse(has_ended(c))
                close()
                eventually(lambda: has_ended(c))
                if what == "password":
                    desk.password = "battery staple"

    def test_what_was_taken_back_ends_what_is_being_sent(self):
        box = self.new_mailbox(self.new_domain())
        def begin(password):
            s = smtplib.SMTP("localhost", self.stack.port("submission"), timeout=60)
            self.addCleanup(s.close)
            s.starttls(context=self.stack.tls())
            s.login(box, password)
            self.assertEqual(250, s.noop()[0])
            # Told to us a moment after the client.
            eventually(lambda: self.stack.sql(f"SELECT 1 FROM smtp_session WHERE login = '{box}'"))
            return s
        def is_over(s):
            try:
                return s.mail(box)[0] == 421
            except (smtplib.SMTPException, OSError):
                return True
        done = self.api.done("add/app-passwd", {"username": box, "app_name": "p", "protocols": ["smtp_access"]})
        alice = smtplib.SMTP("localhost", self.stack.port("submission"), timeout=60)
        self.addCleanup(alice.close)
        alice.starttls(context=self.stack.tls())
        alice.login(self.alice.address, self.stack.passwords()[self.alice.address])
        phone = begin(done[0]["app_passwd"])
        self.api.done("edit/mailbox", {"items": box, "attr": {"name": "x"}})
        self.assertEqual(250, phone.noop()[0])
        self.api.done("delete/app-passwd", [done[0]["id"]])
        eventually(lambda: is_over(phone))
        desk = begin("correct horse")
        self.api.done("edit/mailbox", {"items": box, "attr": {"password": "battery staple", "password2": "battery staple"}})
        eventually(lambda: is_over(desk))
        last = begin("battery staple")
        self.api.done("delete/mailbox", [box])
        eventually(lambda: is_over(last))
        # Nobody else was disturbed.
        self.assertEqual(250, alice.mail(self.alice.address)[0])

    def test_pages_elsewhere(self):
        key = self.api.headers["X-API-Key"]
        def ask(origin, method="GET"):
            return self.anyone.request(method, "/api/v1/get/domain/all", headers={"Origin": origin, "X-API-Key": key})
        self.addCleanup(self.api.post, "edit/cors", {"attr": {"allowed_origins": []}})
        self.assertNotIn("access-control-allow-origin", ask("https://panel.example").headers)
        [entry] = self.api.done("edit/cors", {"attr": {"allowed_origins": ["https://panel.example"], "allowed_methods": ["GET", "POST"]}})
        self.assertEqual(["cors", "edit"], entry["log"][:2])
        self.assertEqual("https://panel.example", ask("https://panel.example").headers["access-control-allow-origin"])
        for other in ("https://panel.example.evil.example", "http://panel.example", "null"):
            self.assertNotIn("access-control-allow-origin", ask(other).headers)
        # What a browser asks first has no key.
        r = self.anyone.request("OPTIONS", "/api/v1/add/domain", headers={"Origin": "https://panel.example"}, expect=204)
        self.assertEqual("GET, POST", r.headers["access-control-allow-methods"])
        self.assertNotIn("access-control-allow-credentials", r.headers)
        self.assertNotIn("access-control-allow-origin", self.anyone.request(
            "OPTIONS", "/api/v1/add/domain", headers={"Origin": "https://evil.example"}, expect=204).headers)
        for wrong in ("panel.example", "https://panel.example/", "javascript://x y"):
            self.assertEqual("cors_invalid_origin", self.api.refused("edit/cors", {"attr": {"allowed_origins": [wrong]}}))
        self.assertEqual("cors_invalid_method", self.api.refused("edit/cors", {"attr": {"allowed_methods": ["TRACE"]}}))

    def test_examples(self):
        for what in ("rspamd", "sieve"):
            self.assertGreater(len([p for p in self.api.get(f"presets/{what}") if p["headline"] and p["content"]]), 2)
        # They are good as they are.
        box = self.new_mailbox(self.new_domain())
        for preset in self.api.get("presets/sieve"):
            self.api.done("add/filter", {"username": box, "filter_type": "prefilter", "script_desc": preset["headline"],
                                         "script_data": preset["content"]})
            self.api.done("delete/filter", [str(f["id"]) for f in self.api.get(f"filters/{box}")])

    def test_an_alias_domain(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain, "real")
        other = f"alias-{domain}"
        # Another address: a process of Postfix' remembers for a while what it resolved.
        self.assertEqual(554, self.rcpt(f"before@{other}"))
        self.api.done("add/alias-domain", {"alias_domain": other, "target_domain": domain, "active": "1"})
        self.assertEqual((250, 550), (self.rcpt(f"real@{other}"), self.rcpt(f"nobody@{other}")))
        self.assertEqual(250, self.may_send(box, "correct horse", f"real@{other}"))
        self.assertEqual(553, self.may_send(box, "correct horse", f"nobody@{other}"))
        self.assertEqual("object_exists", self.api.refused("add/domain", {"domain": other}))
        self.api.done("delete/alias-domain", [other])
        # The same process may remember that the domain was ours; not that the address was.
        self.assertIn(self.rcpt(f"real@{other}"), (550, 554))

    def test_aliases(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain)
        [made] = self.api.done("add/alias", {"address": f"sales@{domain}", "goto": f"{box}, Out@Elsewhere.TEST"})
        shown = self.api.get(f"alias/{made['id']}")
        self.assertEqual(f"{box},out@elsewhere.test", shown["goto"].lower())
        self.assertEqual(250, self.rcpt(f"sales@{domain}"))
        self.assertEqual(250, self.may_send(box, "correct horse", f"sales@{domain}"))
        self.api.done("edit/alias", {"items": made["id"], "attr": {"sender_allowed": "0"}})
        self.assertEqual(553, self.may_send(box, "correct horse", f"sales@{domain}"))
        for body, word in (({"address": f"sales@{domain}", "goto": box}, "is_alias_or_mailbox"),
                           ({"address": box, "goto": box}, "alias_goto_identical"),
                           ({"address": f"x@{domain}", "goto": "nonsense"}, "goto_invalid"),
                           ({"address": f"x@{domain}"}, "goto_empty"),
                           ({"address": "x@nowhere.example", "goto": box}, "domain_not_found"),
                           ({"address": "ab@@c", "goto": box}, "alias_invalid"), ({}, "value_missing")):
            self.assertEqual(word, self.api.refused("add/alias", body), body)
        # Several at a time, as mailcow takes them; each is told of.
        several = f"one@{domain}, two@{domain}\nthree@{domain};{box}"
        told = self.api.post("add/alias", {"address": several, "goto": box})
        self.assertEqual([("success", ["alias_added", f"{name}@{domain}"]) for name in ("one", "two", "three")],
                         [(entry["type"], entry["msg"]) for entry in told[:3]])
        self.assertEqual(["danger"], [entry["type"] for entry in told[3:]])
        self.assertEqual(250, self.rcpt(f"three@{domain}"))
        self.api.done("add/alias", {"address": f"hole@{domain}", "goto_null": "1"})
        self.assertEqual(250, self.rcpt(f"hole@{domain}"))

    def test_a_time_limited_alias_ends(self):
        box = self.new_mailbox(self.new_domain())
        [made] = self.api.done("add/time_limited_alias", {"username": box, "validity": 1, "description": "shop"})
        self.assertEqual(250, self.rcpt(made["address"]))
        self.stack.sql(f"UPDATE alias SET expires = now() - interval '1 minute' WHERE address = '{made['address']}'")
        self.assertEqual(550, self.rcpt(made["address"]))
        self.api.done("edit/time_limited_alias", {"items": made["address"], "attr": {"permanent": "1"}})
        self.assertEqual(250, self.rcpt(made["address"]))

    def test_sender_rights(self):
        domain, other = self.new_domain(), self.new_domain()
        box = self.new_mailbox(domain)
        cases = ((f"x@{other}", f"x@{other}", f"y@{other}"), (other, f"any@{other}", "a@elsewhere.test"),
                 ("*", "a@elsewhere.test", None))
        for right, may, may_not in cases:
            self.assertEqual(553, self.may_send(box, "correct horse", may))
            self.api.done("edit/mailbox", {"items": box, "attr": {"sender_acl": ["default", right]}})
            self.assertEqual(250, self.may_send(box, "correct horse", may))
            if may_not:
                self.assertEqual(553, self.may_send(box, "correct horse", may_not))
            self.api.done("edit/mailbox", {"items": box, "attr": {"sender_acl": ["default"]}})

    def test_copies_and_rewritten_recipients(self):
        domain = self.new_domain()
        box, copy, other = (self.new_mailbox(domain, n) for n in ("box", "copy", "other"))
        self.api.done("add/bcc", {"local_dest": box, "bcc_dest": copy, "type": "rcpt"})
        self.api.done("add/recipient_map", {"recipient_map_old": f"old@{domain}", "recipient_map_new": other})
        subject = self.mail_in(box)
        moved = self.mail_in(f"old@{domain}")
        for address, what in ((box, subject), (copy, subject), (other, moved)):
            self.wait_for_subject(address, what)
        self.assertEqual("bcc_must_be_email", self.api.refused("add/bcc", {"local_dest": box, "bcc_dest": "x", "type": "rcpt"}))

    def wait_for_subject(self, address, subject):
        c = Client(self.stack, address, "correct horse").imap()
        end = time.monotonic() + 60
        try:
            while time.monotonic() < end:
                c.select("INBOX")
                if c.search(None, "SUBJECT", f'"{subject}"')[1][0]:
                    return
                time.sleep(0.2)
        finally:
            c.logout()
        self.fail(f"{address} has no mail {subject}")

    def test_a_new_name_keeps_the_mail(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain, "maiden")
        subject = self.mail_in(box)
        self.wait_for_subject(box, subject)
        self.api.done("edit/rename-mbox", {"items": box, "attr": {"new_local_part": "married", "create_alias": "1"}})
        self.wait_for_subject(f"married@{domain}", subject)
        self.assertEqual(250, self.rcpt(box))
        self.wait_for_subject(f"married@{domain}", self.mail_in(box))

    def test_mail_of_the_deleted(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain)
        self.wait_for_subject(box, self.mail_in(box))
        [[folder]] = self.stack.sql(f"SELECT mail_dir FROM mail.mailbox WHERE address = '{box}'")
        path = os.path.join(self.stack.state, "mail", folder)
        self.assertTrue(os.listdir(path))
        self.api.done("delete/mailbox", [box])
        self.stack.command("garbage", "erase")
        self.assertTrue(os.path.isdir(path), "kept for its term")
        # What Rspamd learned of it goes with it, and nobody else's.
        for key in (f"RS{box}", f"RS{box}_1", f"RS{box}_2", f"RSx{box}", f"RSx{box}_1"):
            self.redis("HSET", key, "learns_spam", "1")
        self.stack.sql(f"UPDATE mail_garbage SET deleted = now() - interval '121 hours' WHERE address = '{box}'")
        self.assertIn(box, [g["address"] for g in json.loads(self.stack.command("garbage", "list", "--json").stdout)])
        self.assertLessEqual(1, json.loads(self.stack.command("garbage", "erase", "--json").stdout)["erased"])
        self.assertFalse(os.path.exists(path))
        self.assertEqual({f"RSx{box}", f"RSx{box}_1"}, set(self.redis("KEYS", f"RS*{box}*").split()))
        self.redis("DEL", f"RSx{box}", f"RSx{box}_1")

    def test_keys_sign_at_once(self):
        domain = self.new_domain()
        self.assertEqual({}, self.api.get(f"dkim/{domain}"))
        self.api.done("add/dkim", {"domains": domain, "dkim_selector": "one", "key_size": "2048"})
        shown = self.api.get(f"dkim/{domain}")
        self.assertEqual(("one", "2048", ""), (shown["dkim_selector"], shown["length"], shown["privkey"]))
        box = self.new_mailbox(domain)
        client = Client(self.stack, box, "correct horse")
        client.send("alice@example.org", f"From: {box}\r\nTo: alice@example.org\r\nSubject: signed {domain}\r\n\r\nhi\r\n")
        mail = self.expect("alice", f"signed {domain}")
        self.assertIn(f"d={domain}".encode(), mail)
        self.assertIn(b"s=one", mail)

    def test_keys_sign_for_alias_domains_too(self):
        domain = self.new_domain()
        other = f"alias-{domain}"
        self.api.done("add/dkim", {"domains": domain, "dkim_selector": "one", "key_size": "2048"})
        box = self.new_mailbox(domain)
        self.api.done("add/alias-domain", {"alias_domain": other, "target_domain": domain, "active": "1"})
        client, public = Client(self.stack, box, "correct horse"), self.api.get(f"dkim/{domain}")["pubkey"]

        def signed_by(subject):
            client.send("alice@example.org", f"From: box@{other}\r\nTo: alice@example.org\r\nSubject: {subject} {domain}\r\n\r\nhi\r\n")
            return self.expect("alice", f"{subject} {domain}")

        mail = signed_by("signed")
        asked = []
        self.assertTrue(dkim.verify(mail[mail.index(b"DKIM-Signature:"):],
                                    dnsfunc=lambda name, timeout=5: asked.append(name) or f"v=DKIM1; k=rsa; p={public}".encode()))
        self.assertEqual(f"one._domainkey.{other}", asked[0].decode().rstrip("."))
        self.api.done("edit/alias-domain", {"items": other, "attr": {"active": "0"}})
        self.assertEqual([], self.stack.sql(f"SELECT 1 FROM alias_domain WHERE name = '{other}' AND active"))
        self.api.done("delete/alias-domain", [other])

    def test_rotation_of_keys(self):
        domain = self.new_domain()
        for selector, size in (("a", "1024"), ("b", "2048"), ("c", "ed25519")):
            self.api.done("add/dkim", {"domains": domain, "dkim_selector": selector, "key_size": size})
        self.assertEqual("b", self.api.get(f"dkim/{domain}")["dkim_selector"])
        r = self.api.request("PATCH", f"/api/v2/objects/dkim-key/{domain}/b", {"active": False}, expect=200)
        self.assertEqual("a", self.api.get(f"dkim/{domain}")["dkim_selector"])
        self.api.request("DELETE", f"/api/v2/objects/dkim-key/{domain}/a", expect=204)
        self.assertEqual("c", self.api.get(f"dkim/{domain}")["dkim_selector"])
        self.assertEqual("dkim_domain_or_sel_exists",
                         self.api.refused("add/dkim", {"domains": domain, "dkim_selector": "c", "key_size": "1024"}))
        self.assertEqual("private_key_error", self.api.refused("add/dkim_import", {
            "domain": domain, "dkim_selector": "x", "private_key_file": "-----BEGIN PRIVATE KEY-----\nxx\n-----END"}))
        pem = subprocess.run(["openssl", "genrsa", "1024"], check=True, capture_output=True, text=True).stdout
        self.api.done("add/dkim_import", {"domain": domain, "dkim_selector": "x", "private_key_file": pem})
        self.assertEqual(("x", "1024"), tuple(self.api.get(f"dkim/{domain}")[k] for k in ("dkim_selector", "length")))

    def test_bounds_of_a_domain(self):
        domain = self.new_domain(mailboxes=2, aliases=1, quota=1000, maxquota=600, defquota=100)
        a = self.new_mailbox(domain, "a", quota=600)
        add = {"domain": domain, "password": "correct horse", "password2": "correct horse"}
        for more, word in (({"local_part": "b", "quota": 700}, "mailbox_quota_exceeded"),
                           ({"local_part": "b", "quota": 500}, "mailbox_quota_left_exceeded"),
                           ({"local_part": "b", "password2": "other words"}, "password_mismatch"),
                           ({"local_part": "b", "password": "short", "password2": "short"}, "password_complexity"),
                           ({"local_part": "b", "password": ""}, "password_empty"),
                           ({"local_part": "a"}, "is_alias_or_mailbox"), ({"local_part": "b@c"}, "mailbox_invalid"),
                           ({"local_part": "../b"}, "mailbox_invalid"), ({"local_part": "b", "quota": "-1"}, "value_invalid"),
                           ({"local_part": "b", "active": "7"}, "value_invalid"), ({}, "value_missing")):
            self.assertEqual(word, self.api.refused("add/mailbox", {**add, **more}), more)
        self.new_mailbox(domain, "b", quota=400)
        self.assertEqual("max_mailbox_exceeded", self.api.refused("add/mailbox", {**add, "local_part": "c", "quota": 1}))
        self.api.done("add/alias", {"address": f"x@{domain}", "goto": a})
        self.assertEqual("max_alias_exceeded", self.api.refused("add/alias", {"address": f"y@{domain}", "goto": a}))
        for attr, word in (({"mailboxes": 1}, "mailboxes_in_use"), ({"quota": 999}, "domain_quota_m_in_use"),
                           ({"defquota": 700}, "mailbox_defquota_exceeds_mailbox_maxquota"),
                           ({"maxquota": 2000}, "mailbox_quota_exceeds_domain_quota")):
            self.assertEqual(word, self.api.refused("edit/domain", {"items": domain, "attr": attr}), attr)
        self.assertEqual("domain_not_empty", self.api.refused("delete/domain", [domain]))
        self.assertEqual("domain_exists", self.api.refused("add/domain", {"domain": domain}))

    def test_two_at_once_do_not_both_take_the_last_place(self):
        domain = self.new_domain(mailboxes=3)
        def add(i):
            caller = Caller(self.stack, self.api.headers["X-API-Key"])
            return caller.post("add/mailbox", {"domain": domain, "local_part": f"m{i}", "password": "correct horse"})[0]["type"]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            types = list(pool.map(add, range(8)))
        self.assertEqual(3, types.count("success"), types)

    def test_hostile_texts_stay_texts(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain)
        for text in ("'; DROP TABLE account; --", "$1", "%s%n", "\\", "x' OR '1'='1", "<script>alert(1)</script>",
                     "${pg}", "{{root}}", "a,b;c", "ünï", "\u202e", "' || (SELECT password FROM relayhost) || '"):
            with self.subTest(text=text):
                self.api.done("edit/mailbox", {"items": box, "attr": {"name": text}})
                self.assertEqual(text, self.api.get(f"mailbox/{box}")["name"])
                self.api.done("edit/domain", {"items": domain, "attr": {"description": text, "tags": [text.replace(",", "")]}})
                # Second order: what is stored is asked with.
                self.assertEqual({}, self.api.get(f"mailbox/{text}"))
                self.assertIsInstance(self.api.post("search/mailbox", {"search": {"value": text}, "length": 5})["data"], list)
                self.api.request("GET", f"/api/v1/get/domain/all?tags=%27{text.encode().hex()}", expect=200)
                for what, body in (("delete/mailbox", [text]), ("delete/domain", [text]), ("delete/alias", [text]),
                                   ("delete/relayhost", [text]), ("delete/fwdhost", [text])):
                    self.assertIn(self.api.refused(what, body), ("access_denied",))
                self.assertNotEqual(500, self.api.request("POST", "/api/v1/add/relayhost", {"hostname": text}).code)
                for row in self.api.get("relayhost/all") or []:
                    self.api.done("delete/relayhost", [row["id"]])
        for body in ({"items": box, "attr": {"name": "a\nb"}}, {"items": box, "attr": {"name": "\x00"}},
                     {"items": box, "attr": {"name": "x" * 300}}, {"items": box, "attr": {"quota": 1e300}},
                     {"items": box, "attr": {"quota": [1]}}, {"items": box, "attr": {"tags": [{"a": 1}]}},
                     {"items": box, "attr": {"tags": [str(i) for i in range(26)]}}):
            r = self.api.request("POST", "/api/v1/edit/mailbox", body)
            self.assertIn(r.code, (200, 400), r)
            if r.code == 200:
                self.assertEqual("danger", r.json()[0]["type"], r)

    def test_templates_stand_where_nothing_is_sent(self):
        domain, name = self.new_domain(), f"small {random.randrange(16 ** 8):08x}"
        self.api.done("add/mailbox/template", {"template": name, "quota": "33", "tls_enforce_out": "1", "imap_access": "0",
                                               "tags": ["t"], "password": "not-for-all-of-them"})
        [shown] = [t for t in self.api.get("mailbox/template/all") if t["template"] == name]
        self.assertEqual({"quota", "tls_enforce_out", "imap_access", "tags"}, set(shown["attributes"]))
        add = {"domain": domain, "password": "correct horse battery", "password2": "correct horse battery"}
        self.api.done("add/mailbox", {**add, "local_part": "a", "template": name})
        self.api.done("add/mailbox", {**add, "local_part": "b", "template": shown["id"], "quota": 44, "imap_access": 1})
        self.api.done("add/mailbox", {**add, "local_part": "c", "template": ""})
        self.assertEqual("template_id_invalid", self.api.refused("add/mailbox", {**add, "local_part": "d", "template": "no such"}))
        seen = [self.api.get(f"mailbox/{local}@{domain}") for local in "abc"]
        self.assertEqual([(33 << 20, "1", "0", name), (44 << 20, "1", "1", name), (100 << 20, "0", "1", "")],
                         [(b["quota"], b["attributes"]["tls_enforce_out"], b["attributes"]["imap_access"], b["template"]) for b in seen])
        self.api.done("add/domain/template", {"template": name, "mailboxes": "2", "defquota": "7", "description": "of a template"})
        other = f"t{random.randrange(16 ** 8):08x}.example"
        self.addCleanup(self.drop_domain, other)
        self.api.done("add/domain", {"domain": other, "template": name, "defquota": "8"})
        made = self.api.get(f"domain/{other}")
        self.assertEqual((2, 8 << 20, "of a template", name),
                         tuple(made[k] for k in ("max_num_mboxes_for_domain", "def_quota_for_mbox", "description", "template")))
        for kind in ("mailbox", "domain"):
            self.api.post(f"delete/{kind}/template", [t["id"] for t in self.api.get(f"{kind}/template/all") if t["template"] == name])

    def test_secrets_come_out_nowhere(self):
        domain = self.new_domain()
        words = {k: f"secret-{k}-{domain[:9]}" for k in ("mailbox", "app", "relay", "transport", "sync", "admin")}
        box = self.new_mailbox(domain, "box", words["mailbox"])
        answers = []
        def post(what, body):
            answers.append(self.api.request("POST", "/api/v1/" + what, body, expect=200).text)
        post("add/app-passwd", {"username": box, "app_name": "x", "app_passwd": words["app"] * 2, "app_passwd2": words["app"] * 2})
        post("add/relayhost", {"hostname": "relay.example", "username": "u", "password": words["relay"]})
        post("add/transport", {"destination": f"to-{domain}", "nexthop": "n.example", "username": "u", "password": words["transport"]})
        post("add/syncjob", {"username": box, "host1": "h.example", "user1": "u", "password1": words["sync"]})
        post("add/domain-admin", {"username": f"a{domain[:9]}", "domains": domain, "password": words["admin"]})
        post("edit/mailbox", {"items": box, "attr": {"password": words["mailbox"], "password2": "other" + words["mailbox"]}})
        post("add/mailbox", {"domain": domain, "local_part": "!", "password": words["mailbox"]})
        post("edit/relayhost", {"items": "x", "attr": {"password": words["relay"], "hostname": "x y"}})
        for path in ("relayhost/all", "transport/all", "syncjobs/all", f"app-passwd/all/{box}", f"mailbox/{box}", "domain-admin/all"):
            answers.append(self.api.request("GET", "/api/v1/get/" + path, expect=200).text)
        answers.append(str(self.stack.sql("SELECT to_jsonb(a) FROM audit a")))
        answers.append(self.stack.command("api", "get", "relayhost", "--json").stdout)
        folder = os.path.join(self.stack.state, "log")
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), errors="replace") as f:
                answers.append(f.read())
        key = self.api.headers["X-API-Key"]
        for text in answers:
            for word in [*words.values(), key, "$argon2", "PRIVATE KEY"]:
                self.assertNotIn(word, text)
        self.api.post("delete/domain-admin", [f"a{domain[:9]}"])
        self.api.post("delete/relayhost", [str(r["id"]) for r in self.api.get("relayhost/all")])
        self.api.post("delete/transport", [str(r["id"]) for r in self.api.get("transport/all")])

    def test_every_change_is_written_down(self):
        domain = self.new_domain()
        box = self.new_mailbox(domain)
        self.api.done("edit/mailbox", {"items": box, "attr": {"name": "After"}})
        self.api.refused("edit/mailbox", {"items": box, "attr": {"quota": "-1"}})
        self.api.done("delete/mailbox", [box])
        rows = self.stack.sql("SELECT event, actor, remote, before ->> 'name', after ->> 'name' FROM audit"
                              f" WHERE object = '{box}' AND event LIKE 'mailbox.%' ORDER BY id")
        self.assertEqual(["mailbox.add", "mailbox.edit", "mailbox.delete"], [r[0] for r in rows])
        self.assertTrue(all(r[1].startswith("api:test ") and r[2] == "127.0.0.1" for r in rows), rows)
        self.assertEqual([["", ""], ["", "After"], ["After", ""]], [r[3:] for r in rows])

    def test_v2(self):
        domain = self.new_domain()
        r = self.api.request("POST", "/api/v2/objects/mailbox", {"domain": domain, "local_part": "v", "password": "correct horse"},
                             expect=201)
        path, tag = r.headers["location"], r.etag
        self.assertEqual(f"v@{domain}", r.json()["username"])
        self.assertEqual(tag, self.api.request("GET", path, expect=200).etag)
        self.api.request("PATCH", path, {"name": "New"}, headers={"If-Match": '"other"'}, expect=412)
        r = self.api.request("PATCH", path, {"name": "New"}, headers={"If-Match": tag}, expect=200)
        self.assertNotEqual(tag, r.etag)
        r = self.api.request("PATCH", path, {"nam": "New"}, expect=400)
        self.assertEqual(("application/problem+json", "/api/#unknown_member", "nam"),
                         (r.headers["content-type"], r.json()["type"], r.json()["about"]))
        self.api.request("POST", path, {}, expect=405)
        self.api.request("POST", "/api/v2/objects/mailbox", {"domain": domain, "local_part": "v", "password": "correct horse"},
                         expect=409)
        for i in range(5):
            self.new_mailbox(domain, f"p{i}")
        seen, after = [], ""
        while after is not None:
            page = self.api.request("GET", f"/api/v2/objects/mailbox?domain={domain}&limit=2&after={after}", expect=200).json()
            seen += [o["username"] for o in page["objects"]]
            after = page["next"]
        self.assertEqual(sorted(seen), seen)
        self.assertEqual(6, len(seen))
        self.api.request("GET", "/api/v2/objects/mailbox?limit=0", expect=400)
        self.api.request("GET", "/api/v2/objects/nothing", expect=404)
        self.api.request("DELETE", path, expect=204)
        self.api.request("GET", path, expect=404)

    def test_the_shell_says_the_same(self):
        domain = self.new_domain()
        done = self.stack.command("api", "add", "mailbox", f"domain={domain}", "local_part=sh", "password=-", "--json",
                                  input="correct horse\n")
        self.assertEqual(f"sh@{domain}", json.loads(done.stdout)["username"])
        refused = self.stack.command("api", "add", "mailbox", f"domain={domain}", "local_part=x", "password=seen", check=False)
        self.assertEqual(6, refused.returncode)
        self.assertNotIn("seen", refused.stderr + refused.stdout)
        shown = json.loads(self.stack.command("api", "edit", "mailbox", f"sh@{domain}", "name=Shell", "--json").stdout)
        self.assertEqual(("Shell", self.api.get(f"mailbox/sh@{domain}")["modified"]), (shown["name"], shown["modified"]))
        self.stack.command("api", "delete", "mailbox", f"sh@{domain}")
        self.assertEqual({}, self.api.get(f"mailbox/sh@{domain}"))
        self.assertEqual(3, self.stack.command("api", "get", "nothing", check=False).returncode)


    def test_a_password_of_ones_own(self):
        box = self.new_mailbox(self.new_domain())
        me = Caller(self.stack, client=Client(self.stack, box, "correct horse"))
        def change(old, new, again=None):
            return {"items": box, "attr": {"user_old_pass": old, "user_new_pass": new, "user_new_pass2": again or new}}
        self.assertEqual("access_denied", me.refused("edit/self", change("wrong words", "battery staple")))
        self.assertEqual("password_mismatch", me.refused("edit/self", change("correct horse", "battery staple", "x" * 9)))
        self.assertEqual("access_denied", self.api.refused("edit/self", change("correct horse", "battery staple")))
        answer = me.request("POST", "/api/v1/edit/self", change("correct horse", "battery staple"), expect=200)
        self.assertNotIn("battery", answer.text)
        Client(self.stack, box, "battery staple").sign_in()
        # Whoever changed it goes on; other sessions: test_sign_in.py.
        me.request("GET", "/api/v1/get/mailbox/all", expect=200)

    def test_the_log(self):
        box = self.new_mailbox(self.new_domain())
        newest = self.api.get("logs/ui/5")
        self.assertIn(("mailbox.add", box), [(row["call"], row["msg"]) for row in newest])
        self.assertEqual(sorted((row["id"] for row in newest), reverse=True), [row["id"] for row in newest])


class RaceTest(ApiTest):
    def test_a_sign_in_that_races_a_new_password(self):
        """However the two fall together, no session of the old password is left."""
        client = self.stack.new_account("racer")
        old = client.password
        for turn in range(6):
            fresh = f"another password {turn}"
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                signins = [pool.submit(Client(self.stack).post, "/api/v2/session",
                                       {"login": client.address, "password": old},
                                       headers={"Sec-Fetch-Site": "same-origin"}) for _ in range(3)]
                change = pool.submit(self.api.done, "edit/mailbox", {
                    "items": client.address, "attr": {"password": fresh, "password2": fresh}})
                change.result()
                answers = [s.result() for s in signins]
            for r in answers:
                if r.code == 200:
                    cookie = r.headers["set-cookie"].split(";")[0]
                    self.anyone.get("/.well-known/jmap", headers={"Cookie": cookie}, expect=401)
            self.assertEqual([["0"]], self.stack.sql("SELECT count(*) FROM session s JOIN account a ON a.id = s.account_id"
                                                     f" WHERE a.address = '{client.address}'"))
            old = fresh
            self.stack.sql("DELETE FROM throttle")


if __name__ == "__main__":
    unittest.main()
