"""Groups as mailing lists: who gets what is written to them, who may write, and
that nothing goes round in circles."""

import smtplib
import unittest
import uuid
from email import message_from_bytes, policy

from api_case import ApiTest
from harness import Client
from mail import MailTest, eventually, message

PASSWORD = "correct horse"


class ListsTest(ApiTest, MailTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain, cls.other = cls.new_domain(), cls.new_domain()
        cls.ada, cls.ben, cls.cy = (cls.new_mailbox(cls.domain, n, PASSWORD) for n in ("ada", "ben", "cy"))
        cls.far = cls.new_mailbox(cls.other, "far", PASSWORD)

    def group(self, *members, local=None, **more):
        address = f"{local or 'g' + uuid.uuid4().hex[:6]}@{more.pop('domain', self.domain)}"
        self.api.done("add/group", {"address": address, "members": members, **more})
        return address

    def submit(self, who, to, m=None, sender=None):
        """The code with which a mail of WHO is refused, or 250."""
        s = smtplib.SMTP_SSL("localhost", self.stack.port("submissions"), timeout=60, context=self.tls)
        with s:
            s.login(who, PASSWORD)
            return self.take(s, sender or who, to, m or message(sender or who, to))

    def outside(self, sender, to, m=None):
        with self.smtp() as s:
            return self.take(s, sender, to, m or message(sender, to))

    def take(self, s, sender, to, m):
        s.ehlo("tests.example")
        s.mail(sender)
        code = s.rcpt(to)[0]
        if code != 250:
            return code
        return s.data(m.as_bytes())[0]

    def mails(self, address, subject):
        """All mails in somebody's INBOX with this in their subject."""
        c = Client(self.stack, address, PASSWORD).imap()
        try:
            c.select("INBOX", readonly=True)
            found = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()
            return [message_from_bytes(c.fetch(n, "(BODY.PEEK[])")[1][0][1], policy=policy.default) for n in found]
        finally:
            c.logout()

    def one(self, address, subject):
        found = eventually(lambda: self.mails(address, subject))
        self.assertEqual(1, len(found), address)
        return found[0]

    def settled(self, list_address):
        """Everything that was written to it is sent."""
        eventually(lambda: self.sql("SELECT count(*) FROM list_mail m JOIN account a ON a.id = m.account_id"
                                    f" WHERE a.address = '{list_address}'") == "0")

    def test_members_here_and_elsewhere_get_it(self):
        g = self.group(self.ada, self.ben, self.far.upper(), name="Sales Team", subject_tag="[sales]", reply_to="list")
        m = message(self.ada, g, text="what it costs\r\n")
        self.assertEqual(250, self.submit(self.ada, g, m))
        for who in (self.ada, self.ben, self.far):
            got = self.one(who, m["Subject"])
            self.assertEqual((f"[sales] {m['Subject']}", self.ada, f"<{g.replace('@', '.')}>", f"<mailto:{g}>"),
                             (got["Subject"], got["From"], got["List-Id"].split()[-1], got["List-Post"]))
            self.assertIn(g, got["Reply-To"])
            self.assertEqual(f"<mailto:{g.replace('@', '+unsubscribe@')}>", got["List-Unsubscribe"])
            self.assertEqual(f"<{g.replace('@', '+bounces@')}>", got["Return-Path"])
            self.assertEqual("what it costs", got.get_content().strip())
            self.assertNotIn("lists.localhost", str(got))
        # An answer has the tag already.
        answer = message(self.ben, g, subject="Re: " + str(got["Subject"]))
        self.assertEqual(250, self.submit(self.ben, g, answer))
        eventually(lambda: any(x["Subject"] == answer["Subject"] for x in self.mails(self.ada, "Re: [sales]")))

    def test_who_may_write(self):
        strangers = {"member": self.ada, "colleague": self.cy, "neighbour": self.far}
        for post, may in (("members", {"member"}), ("domain", {"member", "colleague"}), ("listed", {"colleague"}),
                          ("anyone", {"member", "colleague", "neighbour", "stranger"})):
            g = self.group(self.ada, post=post, posters=[self.cy])
            for who, address in strangers.items():
                with self.subTest(post=post, who=who):
                    self.assertEqual(250 if who in may else 550, self.submit(address, g))
            with self.subTest(post=post, who="stranger"):
                self.assertEqual(250 if "stranger" in may else 550, self.outside("x@elsewhere.test", g))
                # A report is no post, whoever may write.
                self.assertEqual(550, self.outside("", g))
                # An address that anybody can claim is proven by nobody.
                forged = self.outside(self.ada if post != "listed" else self.cy, g)
                self.assertEqual(250 if post == "anyone" else 554, forged)
            self.api.done("edit/group", {"items": g, "attr": {"active": "0"}})
            self.assertEqual(550, self.submit(self.ada, g))

    def test_an_alias_domain_is_no_way_around(self):
        name = f"alias-{self.domain}"
        self.api.done("add/alias-domain", {"alias_domain": name, "target_domain": self.domain})
        self.addCleanup(self.api.post, "delete/alias-domain", [name])
        g = self.group(self.ada, local="closed")
        there = f"closed@{name}"
        self.assertEqual(550, self.submit(self.cy, there))
        self.assertEqual(550, self.outside("x@elsewhere.test", there))
        m = message(self.ada, there)
        self.assertEqual(250, self.submit(self.ada, there, m))
        self.one(self.ada, m["Subject"])
        self.settled(g)

    def test_an_author_elsewhere(self):
        g = self.group(self.ada, self.far, post="anyone", name="Shop")
        m = message("Zoë Stranger <zoe@elsewhere.test>", g)
        self.assertEqual(250, self.outside("zoe@elsewhere.test", g, m))
        here, there = self.one(self.ada, m["Subject"]), self.one(self.far, m["Subject"])
        self.assertEqual("zoe@elsewhere.test", here["From"].addresses[0].addr_spec)
        # For others it comes from the list, and is signed by it where there is a key.
        self.assertEqual((g, "Zoë Stranger via Shop"), (there["From"].addresses[0].addr_spec, there["From"].addresses[0].display_name))
        self.assertEqual("zoe@elsewhere.test", there["Reply-To"].addresses[0].addr_spec)

    def test_groups_in_groups_and_circles(self):
        inner = self.group(self.ada, self.ben, self.far)
        outer = self.group(self.ada, inner, self.cy)
        self.api.done("edit/group", {"items": inner, "attr": {"members": [self.ada, self.ben, self.far, outer]}})
        m = message(self.cy, outer)
        self.assertEqual(250, self.submit(self.cy, outer, m))
        self.settled(outer)
        for who in (self.ada, self.ben, self.cy, self.far):
            self.one(who, m["Subject"])
        self.assertEqual("members_invalid", self.api.refused("edit/group", {"items": inner, "attr": {"members": [inner]}}))

    def test_two_lists_that_write_to_each_other(self):
        one = self.group(self.ada, post="anyone")
        two = self.group(self.far, one, domain=self.other, post="anyone")
        self.api.done("edit/group", {"items": one, "attr": {"members": [self.ada, two]}})
        m = message("x@elsewhere.test", one)
        self.assertEqual(250, self.outside("x@elsewhere.test", one, m))
        self.one(self.ada, m["Subject"])
        self.one(self.far, m["Subject"])
        for g in (one, two, one):
            self.settled(g)
        self.assertEqual(1, len(self.mails(self.ada, m["Subject"])))

    def test_everybody(self):
        domain = self.new_domain()
        first = self.new_mailbox(domain, "first", PASSWORD)
        everybody = self.group(domain=domain, local="all", everybody="1", post="domain")
        second = self.new_mailbox(domain, "second", PASSWORD)
        self.assertEqual([first, second], self.api.get(f"group/{everybody}")["members"])
        m = message(second, everybody)
        self.assertEqual(250, self.submit(second, everybody, m))
        for who in (first, second):
            self.one(who, m["Subject"])
        self.assertEqual("group_has_everybody", self.api.refused("edit/group", {"items": everybody, "attr": {"members": []}}))
        self.api.done("delete/mailbox", [first])
        self.assertEqual([second], self.api.get(f"group/{everybody}")["members"])

    def test_leaving(self):
        g = self.group(self.ada, self.ben)
        out = g.replace("@", "+unsubscribe@")
        # Nobody is taken out by somebody else.
        self.assertEqual(250, self.outside(self.ben, out))
        self.assertEqual(250, self.submit(self.ada, out))
        eventually(lambda: self.api.get(f"group/{g}")["members"] == [self.ben])
        self.settled(g)
        self.assertEqual([self.ben], self.api.get(f"group/{g}")["members"])
        self.api.done("edit/group", {"items": g, "attr": {"may_leave": "0"}})
        self.submit(self.ben, out)
        self.settled(g)
        self.assertEqual([self.ben], self.api.get(f"group/{g}")["members"])

    def test_what_comes_back_ends_there(self):
        g = self.group(self.ada)
        m = message("mailer-daemon@elsewhere.test", g)
        self.assertEqual(250, self.outside("", g.replace("@", "+bounces@"), m))
        self.settled(g)
        self.assertEqual([], self.mails(self.ada, m["Subject"]))

    def test_names_within_are_closed(self):
        g = self.group(self.ada)
        token = self.sql(f"SELECT l.token FROM mail_list l JOIN account a ON a.id = l.account_id WHERE a.address = '{g}'")
        for inner in (f"{token}@lists.localhost", "spam@localhost", "null@localhost"):
            self.assertIn(self.submit(self.cy, inner), (550, 504))
            self.assertIn(self.outside("x@elsewhere.test", inner), (504, 550, 554))
            with smtplib.SMTP("127.0.0.1", self.stack.port("reinject"), timeout=60) as s:
                self.assertIn(self.take(s, self.cy, inner, message(self.cy, inner)), (504, 550))

    def test_more_than_one_batch(self):
        self.api.done("add/alias", {"address": f"@{self.other}", "goto_null": "1"})
        last = self.new_mailbox(self.other, "zz", PASSWORD)
        g = self.group(self.ada, last, *[f"m{i:03}@{self.other}" for i in range(150)])
        m = message(self.ada, g)
        self.assertEqual(250, self.submit(self.ada, g, m))
        self.one(last, m["Subject"])
        self.settled(g)
        self.one(self.ada, m["Subject"])

    def test_hostile_headers(self):
        g = self.group(self.ada, name='Eve", <x@y>\u202e', subject_tag="[é]", post="anyone")
        raw = (b"From: a@elsewhere.test\r\nList-Id: <other.list>\r\nlist-unsubscribe: <http://evil.test/>\r\nX-Spam: No\r\n"
               b"Subject: hostile " + g[:7].encode() + b"\r\n folded\r\n\r\n.dot\r\n..\r\n\xff\xfe end\r\n")
        s = self.smtp()
        s.sendmail("a@elsewhere.test", [g], raw)
        got = self.one(self.ada, f"hostile {g[:7]}")
        self.assertEqual(1, len(got.get_all("List-Id")))
        self.assertNotIn("evil.test", str(got["List-Unsubscribe"]))
        self.assertEqual(f"[é] hostile {g[:7]} folded", got["Subject"])
        self.assertEqual(b".dot\r\n..\r\n\xff\xfe end", got.get_payload(decode=True).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r").strip())
        for body, word in (({"address": "x@nowhere.example"}, "domain_not_found"), ({"address": self.ada}, "is_alias_or_mailbox"),
                           ({"address": f"a+b@{self.domain}"}, "address_invalid"), ({}, "value_missing"),
                           ({"address": f"h@{self.domain}", "members": ["nonsense"]}, "address_invalid"),
                           ({"address": f"h@{self.domain}", "reply_to": "a b"}, "address_invalid"),
                           ({"address": f"h@{self.domain}", "post": "all"}, "value_invalid")):
            self.assertEqual(word, self.api.refused("add/group", body), body)

    def test_the_same_from_the_shell(self):
        g = f"shell-{uuid.uuid4().hex[:6]}@{self.domain}"
        self.stack.command("group", "add", g, self.ada, "friend@elsewhere.test", "--name", "Shell")
        self.stack.command("api", "edit", "group", g, "post=domain")
        self.assertEqual(([self.ada, "friend@elsewhere.test"], "domain"),
                         tuple(self.api.get(f"group/{g}")[k] for k in ("members", "post")))
        self.assertEqual(250, self.submit(self.cy, g))


if __name__ == "__main__":
    unittest.main()
