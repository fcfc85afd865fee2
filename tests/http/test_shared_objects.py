"""What several people have together: mailboxes without a password, and calendars
and address books of a domain, in mail programs and phones that know nothing of us."""

import base64
import imaplib
import json
import re
import smtplib
import socket
import unittest
import urllib.parse
import uuid
from email import message_from_bytes, policy

from api_case import ApiTest
from cluster import Cluster
from dav_case import CARD, D, Dav, card, event
from harness import Client, wait_for
from mail import MailTest, eventually, hang_up, message
from outside_servers import free_port
from slapd import Slapd, person

PASSWORD = "correct horse"


class SharedMailboxTest(ApiTest, MailTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.new_domain()
        cls.ada, cls.ben, cls.cy = (cls.new_mailbox(cls.domain, n, PASSWORD) for n in ("ada", "ben", "cy"))
        cls.support = f"support@{cls.domain}"
        cls.team = f"team@{cls.domain}"
        cls.api.done("add/group", {"address": cls.team, "members": [cls.ada]})
        cls.api.done("add/shared-mailbox", {"address": cls.support, "name": "Support"})
        cls.api.done("add/mailbox-access", {"mailbox": cls.support, "grantee": cls.team, "write": "1", "send": "as"})
        cls.api.done("add/mailbox-access", {"mailbox": cls.support, "grantee": cls.ben, "write": "0", "send": "behalf"})
        cls.folder = f"shared/{cls.support}"

    def imap(self, address):
        c = Client(self.stack, address, PASSWORD).imap()
        self.addCleanup(hang_up, c)
        return c

    def listed(self, address, verb="list"):
        with Client(self.stack, address, PASSWORD).imap() as c:
            _, lines = getattr(c, verb)('""', "*")
        return {line.decode().rsplit(' "/" ', 1)[1].strip('"') for line in lines if line}

    def ready(self):
        """Opened by a task a moment after it was made."""
        eventually(lambda: all(f"{self.folder}/Sent" in self.listed(who) for who in (self.ada, self.ben)))

    def found(self, address, folder, subject):
        with Client(self.stack, address, PASSWORD).imap() as c:
            if c.select(f'"{folder}"', readonly=True)[0] != "OK":
                return None
            numbers = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()
            return c.fetch(numbers[0], "(FLAGS BODY.PEEK[])")[1] if numbers else None

    def submit(self, who, sender, m):
        with smtplib.SMTP_SSL("localhost", self.stack.port("submissions"), timeout=60, context=self.tls) as s:
            s.login(who, PASSWORD)
            s.mail(sender)
            code = s.rcpt(m["To"])[0]
            return code if code != 250 else s.data(m.as_bytes())[0]

    def test_members_read_it_in_imap(self):
        self.ready()
        subject = self.mail_in(self.support)
        for who in (self.ada, self.ben):
            self.assertTrue(eventually(lambda: self.found(who, self.folder + "/INBOX", subject)), who)
            # Without anybody's doing, in the list of what is subscribed, too.
            eventually(lambda: {self.folder, self.folder + "/Sent"} < self.listed(who, "lsub"))
        self.assertFalse([n for n in self.listed(self.cy) if n.startswith("shared/")])
        self.assertEqual("NO", self.imap(self.cy).select(f'"{self.folder}/INBOX"')[0])
        # Nobody signs in as it.
        for password in ("", PASSWORD):
            with self.assertRaises(imaplib.IMAP4.error):
                Client(self.stack, self.support, password).imap()

    def test_who_writes_and_who_only_reads(self):
        self.ready()
        subject = self.mail_in(self.support)
        eventually(lambda: self.found(self.ada, self.folder + "/INBOX", subject))
        c = self.imap(self.ben)
        c.select(f'"{self.folder}/INBOX"')
        number = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()[0].decode()
        c.store(number, "+FLAGS", r"\Deleted")
        c.expunge()
        self.assertEqual("NO", c.create(f'"{self.folder}/Bens"')[0])
        self.assertEqual("NO", c.append(f'"{self.folder}/INBOX"', None, None, b"Subject: x\r\n\r\n")[0])
        self.assertEqual("NO", c._simple_command("SETACL", f'"{self.folder}/INBOX"', self.cy, "lr")[0])
        name = f"{self.folder}/Done {uuid.uuid4().hex[:6]}"
        c = self.imap(self.ada)
        c.select(f'"{self.folder}/INBOX"')
        self.assertEqual("OK", c.create(f'"{name}"')[0])
        self.assertEqual("OK", c._simple_command("MOVE", number, f'"{name}"')[0])
        self.assertTrue(self.found(self.ben, name, subject))
        self.assertIsNone(self.found(self.cy, name, subject))

    def test_sending_as_it_and_on_its_behalf(self):
        self.ready()
        for who, sender in ((self.ada, None), (self.ben, self.ben)):
            m = message(self.support, self.cy)
            self.assertEqual(250, self.submit(who, self.support, m))
            raw = eventually(lambda: self.found(self.cy, "INBOX", m["Subject"]))[0][1]
            got = message_from_bytes(raw, policy=policy.default)
            self.assertEqual((self.support, sender), (got["From"], got["Sender"] and got["Sender"].address.addr_spec))
            copy = eventually(lambda: self.found(self.ada, self.folder + "/Sent", m["Subject"]))
            self.assertIn(rb"\Seen", copy[0][0])
        self.assertEqual(553, self.submit(self.cy, self.support, message(self.support, self.ada)))
        # Who sends on its behalf does not claim to be somebody else.
        m = message(self.support, self.cy, Sender=self.ada)
        self.assertEqual(554, self.submit(self.ben, self.support, m))
        # What is told of copies is for us alone.
        with self.smtp() as s:
            s.ehlo("tests.example")
            s.mail(self.outside)
            self.assertEqual(550, s.rcpt(self.support.replace("@", "+hayloft-sent@"))[0])

    def test_in_jmap(self):
        ada = Client(self.stack, self.ada, PASSWORD)
        accounts = {a["name"]: (a["isPersonal"], a["isReadOnly"]) for a in ada.session()["accounts"].values()}
        self.assertEqual({self.ada: (True, False), self.support: (False, False)}, accounts)
        self.assertTrue(Client(self.stack, self.ben, PASSWORD).session()["accounts"])
        subject = self.mail_in(self.support)
        team = next(i for i, a in ada.session()["accounts"].items() if a["name"] == self.support)
        def there():
            (_, answer), = ada.jmap(("Email/query", {"accountId": team, "filter": {"subject": subject}}))
            return answer.get("ids")
        self.assertEqual(1, len(eventually(there)))
        (_, identities), = ada.jmap(("Identity/get", {"ids": None}))
        self.assertIn(self.support, [i["email"] for i in identities["list"]])

    def test_taken_back(self):
        domain = self.new_domain()
        one = self.new_mailbox(domain, "one", PASSWORD)
        box = f"box@{domain}"
        self.api.done("add/shared-mailbox", {"address": box})
        self.api.done("add/mailbox-access", {"mailbox": box, "grantee": one, "write": "1"})
        eventually(lambda: f"shared/{box}" in self.listed(one))
        self.api.done("edit/mailbox-access", {"items": f"{box}/{one}", "attr": {"write": "0"}})
        self.assertEqual("NO", self.imap(one).append(f'"shared/{box}/INBOX"', None, None, b"Subject: x\r\n\r\n")[0])
        self.api.done("delete/mailbox-access", [f"{box}/{one}"])
        self.assertEqual("NO", self.imap(one).select(f'"shared/{box}/INBOX"')[0])
        self.assertFalse([n for n in self.listed(one) if n.startswith(f"shared/{box}")])
        for body, word in (({"mailbox": box, "grantee": self.ada}, "grantee_invalid"), ({"mailbox": box, "grantee": box}, "grantee_invalid"),
                           ({"mailbox": "nobody@nowhere.example", "grantee": one}, "mailbox_invalid"), ({}, "value_missing"),
                           ({"mailbox": box, "grantee": one, "send": "maybe"}, "value_invalid")):
            self.assertEqual(word, self.api.refused("add/mailbox-access", body), body)


class SharedCollectionTest(ApiTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.new_domain()
        cls.ada, cls.ben, cls.cy = (Dav(Client(cls.stack, cls.new_mailbox(cls.domain, n, PASSWORD), PASSWORD))
                                    for n in ("ada", "ben", "cy"))
        cls.team = f"team@{cls.domain}"
        cls.api.done("add/group", {"address": cls.team, "members": [cls.ben.address]})

    def make(self, kind, *rights, **more):
        [made] = self.api.done("add/shared-collection", {"domain": self.domain, "kind": kind, "rights": list(rights),
                                                         "name": f"c{uuid.uuid4().hex[:8]}", "label": "Firm", **more})
        return self.api.get(f"shared-collection/{made['id']}")

    def at_home(self, who, made):
        """Its path in somebody's own home, or None."""
        home = who.home("calendars" if made["kind"] == "calendar" else "addressbooks")
        found = who.propfind(home, ["D:displayname"], depth=1)
        return next((urllib.parse.quote(f.href) for f in found if f.href.rstrip("/").endswith("_" + made["name"])), None)

    def test_a_book_for_everybody(self):
        made = self.make("addressbook", "everybody=read", f"{self.team}=write")
        self.assertEqual({f"{self.team}=write", "everybody=read"}, set(made["rights"]))
        paths = {who: self.at_home(who, made) for who in (self.ada, self.ben, self.cy)}
        self.assertTrue(all(paths.values()), paths)
        self.ben.put(paths[self.ben] + "a.vcf", card("a"), expect=201)
        self.assertIn("Ann Example", self.ada.get(paths[self.ada] + "a.vcf", expect=200).text)
        self.ada.put(paths[self.ada] + "b.vcf", card("b"), expect=403)
        self.ada.delete(paths[self.ada] + "a.vcf", expect=403)
        self.assertEqual("Firm", self.ada.propfind(paths[self.ada], ["D:displayname"])[0].text(D + "displayname"))

    def looked(self, source, change):
        """What is told of a source after it was asked anew."""
        when = lambda: self.stack.sql(f"SELECT checked FROM book_source WHERE id = {source}")
        before = when()
        self.api.done("edit/book-source", {"items": str(source), "attr": change})
        wait_for(lambda: when() != before)
        return self.api.get(f"book-source/{source}")

    def test_a_book_that_is_a_copy_of_a_directory(self):
        photo = base64.b64encode(b"\xff\xd8\xff\xe0 a face \xff\xd9").decode()
        zoe = person("Zoe Adams", 1, f"cn:: {base64.b64encode('Zoë; Adams'.encode()).decode()}\ntelephoneNumber: +49 1\njpegPhoto:: {photo}\n"
                     "ou: Sales\ntitle: Boss\nl: Bonn\n").replace("cn: Zoe Adams\n", "")
        ldap = Slapd(zoe, *(person(f"Ben No{i}", i) for i in range(2, 600)), "dn: uid=mute,dc=firm,dc=example\nobjectClass: inetOrgPerson\n"
                     "uid: mute\ncn: Mute\nsn: Mute\n")
        self.addCleanup(ldap.close)
        made = self.make("addressbook", "everybody=write")
        sent = {"collection": str(made["id"]), "host": "127.0.0.1", "port": ldap.port, "encryption": "PLAIN", "base": "dc=firm,dc=example",
                "login": ldap.login, "password": ldap.password, "fields": ["company=o", "note="]}
        [added] = self.api.done("add/book-source", sent)
        self.assertEqual("object_exists", self.api.refused("add/book-source", sent))
        [source] = [s["id"] for s in self.api.get("book-source/all") if s["collection"] == made["id"]]
        wait_for(lambda: self.api.get(f"book-source/{source}")["items"] == 599)
        told = self.api.get(f"book-source/{source}")
        self.assertEqual(("", 1), (told["fault"], told["has_password"]))
        self.assertNotIn(ldap.password, json.dumps(told))
        book = self.at_home(self.ada, made)
        synced = self.ada.sync(book, props="<CARD:address-data/>")
        self.assertEqual(599, len([f for f in synced if f.prop(CARD + "address-data") is not None]))
        [card_of] = [t for t in (f.text(CARD + "address-data") for f in synced) if t and "p1@firm.example" in t]
        text = re.sub(r"\r?\n ", "", card_of)
        for line in ("FN:Zoë\\; Adams", "N:Adams;Zoe;;;", "TEL;TYPE=WORK,VOICE:+49 1", "ORG:;Sales", "TITLE:Boss", "ADR;TYPE=WORK:;;;Bonn;;;",
                     f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}"):
            self.assertIn(line, text)
        # Nobody writes it, whatever the rights of the book.
        self.ada.put(book + "mine.vcf", card("mine"), expect=403)
        self.ada.delete(urllib.parse.quote(synced[1].href), expect=403)
        self.assertNotIn("subscribed", self.ada.propfind(book, ["D:resourcetype"]).response.text)
        # What differs is all that clients get.
        ldap.change("dn: uid=p1,dc=firm,dc=example\nchangetype: modify\nreplace: telephoneNumber\ntelephoneNumber: +49 2\n\n"
                    "dn: uid=p2,dc=firm,dc=example\nchangetype: delete\n")
        self.looked(source, {"minutes": 30})
        more = self.ada.sync(book, synced.token, "<CARD:address-data/>")
        self.assertEqual([404, None], sorted((f.code for f in more), key=str))
        self.assertIn("+49 2", "".join(f.text(CARD + "address-data") or "" for f in more))
        # A directory that is broken, refuses us or has lost everybody takes nothing away.
        for change, word in (({"password": "wrong"}, "Invalid credentials"), ({"filter": "(cn=nobody)"}, "kept"),
                             ({"filter": "((broken"}, "filter"), ({"encryption": "TLS", "password": ldap.password}, "directory"),
                             ({"host": "10.1.2.3", "password": "x"}, "")):
            fault = self.looked(source, {"password": ldap.password, "host": "127.0.0.1", "encryption": "PLAIN",
                                         "filter": "(mail=*)", **change})["fault"]
            self.assertTrue(fault)
            self.assertIn(word, fault)
            self.assertNotIn("wrong", fault)
        ldap.stop()
        told = self.looked(source, {"password": ldap.password, "host": "127.0.0.1"})
        self.assertIn("does not answer", told["fault"])
        self.assertEqual((598, True), (told["items"], told["failures"] > 0))
        # The password goes to no other server.
        self.assertEqual("password_empty", self.api.refused("edit/book-source", {"items": str(source), "attr": {"host": "evil.example"}}))
        for wrong in ({"fields": ["x=y"]}, {"fields": ["mail=a b"]}, {"host": "a b"}):
            self.assertEqual("value_invalid", self.api.refused("edit/book-source", {"items": str(source), "attr": wrong}))
        self.api.done("delete/book-source", [str(source)])
        self.ada.put(book + "mine.vcf", card("mine"), expect=201)

    def test_a_book_that_is_a_copy_of_a_table(self):
        base = Cluster(free_port())
        self.addCleanup(base.close)
        base.psql("postgres", "CREATE ROLE reader LOGIN PASSWORD 'table secret'; CREATE SCHEMA firm; CREATE TABLE firm.\"Staff list\" (uid int, "
                  "cn text, mail text, \"Phone\" text, face bytea); GRANT USAGE ON SCHEMA firm TO reader; GRANT SELECT ON firm.\"Staff list\" TO reader; "
                  "INSERT INTO firm.\"Staff list\" VALUES (1, 'Zoë; Adams', 'zoe@firm.example', '+49 1', '\\xffd8ffe0'), (2, NULL, NULL, NULL, NULL); "
                  "INSERT INTO firm.\"Staff list\" SELECT n, 'Ben No' || n, 'p' || n || '@firm.example' FROM generate_series(3, 600) n")
        made = self.make("addressbook", "everybody=read")
        mute = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        [silent] = self.api.done("add/book-source", {"collection": str(self.make("addressbook", "everybody=read")["id"]), "kind": "SQL",
                                                     "host": "127.0.0.1", "port": mute.getsockname()[1], "encryption": "PLAIN",
                                                     "login": "x", "database": "x", "base": "x"})
        [silent] = [s["id"] for s in self.api.get("book-source/all") if s["port"] == mute.getsockname()[1]]
        sent = {"collection": str(made["id"]), "kind": "SQL", "host": "127.0.0.1", "port": base.port, "encryption": "PLAIN", "database": "postgres",
                "base": "firm.Staff list", "login": "reader", "password": "table secret", "fields": ["phone=Phone", "photo=face"]}
        self.api.done("add/book-source", sent)
        [source] = [s["id"] for s in self.api.get("book-source/all") if s["collection"] == made["id"]]
        wait_for(lambda: self.api.get(f"book-source/{source}")["items"] == 599)
        told = self.api.get(f"book-source/{source}")
        self.assertEqual(("", "SQL", "postgres"), (told["fault"], told["kind"], told["database"]))
        book = self.at_home(self.ada, made)
        synced = self.ada.sync(book, props="<CARD:address-data/>")
        [text] = [t for t in (f.text(CARD + "address-data") for f in synced) if t and "zoe@firm.example" in t]
        for line in "FN:Zoë\\; Adams", "TEL;TYPE=WORK,VOICE:+49 1", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==":
            self.assertIn(line, text)
        self.ada.put(book + "mine.vcf", card("mine"), expect=403)
        base.psql("postgres", "UPDATE firm.\"Staff list\" SET cn = 'Zoë B.' WHERE uid = 1; DELETE FROM firm.\"Staff list\" WHERE uid = 3")
        self.looked(source, {"minutes": 30})
        self.assertEqual([404, None], sorted((f.code for f in self.ada.sync(book, synced.token, "<CARD:address-data/>")), key=str))
        for change, word in (({"password": "wrong"}, "password authentication failed"), ({"base": 'x"; DROP TABLE y; --'}, "does not exist"),
                             ({"encryption": "SSL"}, "SSL"), ({"database": "other"}, "does not exist"), ({"base": "pg_sleep(9)"}, "does not exist"),
                             ({"host": "10.1.2.3"}, ""), ({"login": ""}, "wants a login")):
            fault = self.looked(source, {**{k: sent[k] for k in ("password", "host", "encryption", "base", "database", "login")}, **change})["fault"]
            self.assertIn(word, fault)
            self.assertTrue(fault)
        self.assertEqual(598, self.api.get(f"book-source/{source}")["items"])
        # One that says nothing does not hold us.
        self.assertIn("too slow", wait_for(lambda: self.api.get(f"book-source/{silent}")["fault"]))

    def test_a_calendar_for_some(self):
        made = self.make("calendar", f"{self.ada.address}=manage", f"{self.team}=freebusy")
        self.assertIsNotNone(self.at_home(self.ada, made))
        self.assertIsNone(self.at_home(self.cy, made))
        path = self.at_home(self.ada, made)
        self.ada.put(path + "a.ics", event("a"), expect=201)
        self.ben.get(urllib.parse.quote(made["path"]) + "a.ics", expect=(403, 404))
        self.cy.get(urllib.parse.quote(made["path"]) + "a.ics", expect=(403, 404))
        self.api.done("edit/shared-collection", {"items": made["id"], "attr": {"rights": [f"{self.team}=read"], "label": "Other"}})
        self.ada.get(path + "a.ics", expect=(403, 404))
        self.ben.get(self.at_home(self.ben, made) + "a.ics", expect=200)
        self.api.done("delete/shared-collection", [str(made["id"])])
        self.assertIsNone(self.at_home(self.ben, made))

    def test_listed_or_only_found(self):
        made = self.make("addressbook", "everybody=read", listed="0")
        self.assertIsNone(self.at_home(self.cy, made))
        self.api.done("edit/shared-collection", {"items": made["id"], "attr": {"listed": "1"}})
        self.assertIsNotNone(self.at_home(self.cy, made))
        # What changes besides does not change that.
        self.api.done("edit/shared-collection", {"items": made["id"], "attr": {"rights": ["everybody=write"]}})
        self.assertIsNotNone(self.at_home(self.cy, made))

    def test_the_directory(self):
        self.api.done("edit/domain", {"items": self.domain, "attr": {"gal_listed": "1"}})
        names = lambda: self.ada.propfind(self.ada.home("addressbooks"), ["D:displayname"], depth=1).by_name()
        self.assertIn("gal", names())
        self.api.done("edit/domain", {"items": self.domain, "attr": {"gal_listed": "0"}})
        self.assertNotIn("gal", names())
        self.api.done("edit/directory", {"items": self.domain, "attr": {"minimum": "3", "first": "50", "domains": ["example.org"]}})
        told = self.api.get(f"directory/{self.domain}")
        self.assertEqual((3, 50, ["example.org"]), (told["minimum"], told["first"], told["domains"]))
        self.assertEqual("domain_invalid", self.api.refused("edit/directory", {"items": self.domain, "attr": {"domains": ["nowhere.example"]}}))
        self.assertEqual("domain_invalid", self.api.refused("edit/directory", {"items": self.domain, "attr": {"domains": [self.domain]}}))
        self.api.done("edit/directory", {"items": self.domain, "attr": {"minimum": "0", "first": "0", "domains": []}})
        self.assertEqual([], self.api.get(f"directory/{self.domain}")["domains"])

    def test_what_is_refused(self):
        base = {"domain": self.domain, "kind": "calendar", "name": "x"}
        for body, word in (({**base, "rights": ["everybody"]}, "rights_invalid"), ({**base, "rights": ["everybody=own"]}, "rights_invalid"),
                           ({**base, "rights": ["admin@example.org=read"]}, "grantee_invalid"), ({**base, "name": "../x"}, "value_invalid"),
                           ({**base, "rights": ["nobody=read"]}, "grantee_invalid"), ({**base, "color": "red"}, "value_invalid"),
                           ({**base, "domain": "nowhere.example"}, "domain_not_found"), ({**base, "kind": "inbox"}, "value_invalid")):
            self.assertEqual(word, self.api.refused("add/shared-collection", body), body)
        # What is left of the refused ones keeps no domain.
        self.assertEqual([], self.stack.sql(f"SELECT 1 FROM account WHERE address = '_shared@{self.domain}' AND id NOT IN"
                                            " (SELECT account_id FROM collection)"))
        made = self.make("calendar", "everybody=read")
        self.assertEqual("object_exists", self.api.refused("add/shared-collection", {**base, "name": made["name"]}))


if __name__ == "__main__":
    unittest.main()
