"""Scripts (RFC 9661), the vacation response (RFC 8621, section 8) and filters
(docs/jmap-filters.md), with real mail through Postfix and Dovecot."""

import base64
import random
import re
import smtplib
import socket
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from jmap_case import JmapTest, wait_until

SIEVE = "urn:ietf:params:jmap:sieve"


class ManageSieve:
    """Another ManageSieve client."""

    def __init__(self, who):
        self.socket = socket.create_connection(("127.0.0.1", who.stack.port("managesieve")), 60)
        self.file = self.socket.makefile("rwb")
        self.greeting = self.answer()
        self.command(b'AUTHENTICATE "PLAIN" "' + base64.b64encode(f"\0{who.address}\0{who.password}".encode()) + b'"')

    def answer(self):
        lines = []
        while True:
            line = self.file.readline()
            lines.append(line)
            if line[:2] in (b"OK", b"NO") or not line:
                return b"".join(lines)

    def command(self, line):
        self.file.write(line + b"\r\n")
        self.file.flush()
        got = self.answer()
        assert got.splitlines()[-1].startswith(b"OK"), got
        return got

    def put(self, name, text):
        self.command(b'PUTSCRIPT "%s" {%d+}\r\n%s' % (name.encode(), len(text), text))

    def close(self):
        self.file.close()
        self.socket.close()


class SieveCase(JmapTest):
    def blob(self, text):
        return self.upload(text.encode() if isinstance(text, str) else text, "application/sieve")["blobId"]

    def deliver(self, subject, to=None, sender="friend@elsewhere.test", text="hello\n", attachment=None, **headers):
        m = EmailMessage()
        m["From"] = headers.pop("From", sender)
        m["To"] = headers.pop("To", to or self.me.address)
        m["Subject"] = subject
        m["Message-ID"] = f"<{uuid.uuid4().hex}@elsewhere.test>"
        m["Date"] = "Fri, 20 Nov 2026 10:00:00 +0000"
        for name, value in headers.items():
            m[name.replace("_", "-")] = value
        m.set_content(text)
        if attachment:
            m.add_attachment(attachment, maintype="application", subtype="pdf", filename="bill.pdf")
        with smtplib.SMTP("127.0.0.1", self.stack.port("smtp"), timeout=60) as c:
            c.sendmail(sender, [to or self.me.address], m.as_bytes())

    def arrived(self, subject, who=None):
        """The one message of that subject, with where it is, when it is there."""
        def look():
            ids = self.one("Email/query", who, filter={"subject": subject})["ids"]
            return self.one("Email/get", who, ids=ids, properties=["subject", "mailboxIds", "keywords", "from", "preview", "bodyStructure", "headers"])["list"]
        got = wait_until(look)
        self.assertTrue(got, f"{subject} did not arrive")
        return got

    def names_of(self, emails, who=None):
        boxes = {m["id"]: m["name"] for m in self.boxes(who)}
        return sorted(boxes[b] for e in emails for b in e["mailboxIds"])


class Scripts(SieveCase):
    keep = 'require ["fileinto", "mailbox"];\r\nfileinto :create "By hand";\r\n'

    def create(self, name, text, **arguments):
        return self.one("SieveScript/set", create={"s": {"name": name, "blobId": self.blob(text)}}, **arguments)

    def test_capability(self):
        session = self.me.session()
        own = session["accounts"][self.me.account()]["accountCapabilities"][SIEVE]
        other = ManageSieve(self.me)
        told = re.search(rb'"SIEVE" "([^"]*)"', other.command(b"CAPABILITY")).group(1).decode().split()
        other.close()
        self.assertEqual(sorted(told), sorted(own["sieveExtensions"]))
        self.assertIn("implementation", session["capabilities"][SIEVE])

    def test_life_of_a_script(self):
        state = self.one("SieveScript/get", ids=None)["state"]
        r = self.create("mine", self.keep, onSuccessActivateScript="#s")
        made = r["created"]["s"]
        self.assertEqual((True, state, "mine"), (made["isActive"], r["oldState"], made["name"]))
        subject = f"by hand {random.random()}"
        self.deliver(subject)
        self.assertEqual(["By hand"], self.names_of(self.arrived(subject)))

        r = self.one("SieveScript/get", ids=None)
        [one] = r["list"]
        self.assertEqual((made["id"], "mine", True), (one["id"], one["name"], one["isActive"]))
        self.assertEqual(self.keep.encode(), self.download(one["blobId"], expect=200).body)

        # Its name changes, its id does not.
        r = self.one("SieveScript/set", update={one["id"]: {"name": "Ünïcode ☃"}}, ifInState=r["state"])
        self.assertIn(one["id"], r["updated"])
        self.assertEqual([(one["id"], "Ünïcode ☃", True)], [
            (s["id"], s["name"], s["isActive"]) for s in self.one("SieveScript/get", ids=None)["list"]])
        r = self.one("SieveScript/set", update={one["id"]: {"blobId": self.blob("keep;\r\n")}})
        self.assertNotEqual(r["oldState"], r["newState"])

        self.assertEqual("sieveIsActive", self.one("SieveScript/set", destroy=[one["id"]])["notDestroyed"][one["id"]]["type"])
        r = self.one("SieveScript/set", onSuccessDeactivateScript=True)
        self.assertEqual({one["id"]: {"isActive": False}}, r["updated"])
        self.assertEqual([one["id"]], self.one("SieveScript/set", destroy=[one["id"]])["destroyed"])
        self.assertEqual([one["id"]], self.one("SieveScript/get", ids=[one["id"]])["notFound"])

    def test_switching(self):
        a = self.create("a", "keep;", onSuccessActivateScript="#s")["created"]["s"]["id"]
        r = self.create("b", "discard;", onSuccessActivateScript="#s")
        b = r["created"]["s"]["id"]
        self.assertTrue(r["created"]["s"]["isActive"])
        self.assertEqual({a: {"isActive": False}}, r["updated"])
        # What fails activates nothing.
        r = self.create("c", "nonsense", onSuccessActivateScript=a)
        self.assertEqual("invalidSieve", r["notCreated"]["s"]["type"])
        self.assertEqual([b], self.one("SieveScript/query", filter={"isActive": True})["ids"])
        q = self.one("SieveScript/query", sort=[{"property": "name", "isAscending": False}], calculateTotal=True)
        self.assertEqual(([b, a], 2), (q["ids"], q["total"]))
        self.assertEqual([a], self.one("SieveScript/query", filter={"name": "A"})["ids"])
        self.assertEqual("unsupportedFilter", self.error("SieveScript/query", filter={"x": 1}))
        self.assertEqual("unsupportedSort", self.error("SieveScript/query", sort=[{"property": "x"}]))

    def test_refusals(self):
        first = self.create("one", "keep;")["created"]["s"]["id"]
        r = self.create("one", "keep;")["notCreated"]["s"]
        self.assertEqual(("alreadyExists", first), (r["type"], r["existingId"]))
        for name in ("", "a/b", "x" * 300, ".hidden", "a\r\nLOGOUT", "hayloft-filters", "hayloft-vacation"):
            self.assertEqual("invalidProperties", self.create(name, "keep;")["notCreated"]["s"]["type"], name)
        self.assertEqual("blobNotFound", self.one("SieveScript/set", create={"s": {"name": "x", "blobId": "u1"}})["notCreated"]["s"]["type"])
        self.assertEqual("tooLarge", self.create("big", "#" + "x" * (1 << 20) + "\r\nkeep;")["notCreated"]["s"]["type"])
        self.assertEqual("stateMismatch", self.error("SieveScript/set", ifInState="x"))
        self.assertEqual("invalidProperties", self.one("SieveScript/set", update={first: {"isActive": True}})["notUpdated"][first]["type"])
        self.assertEqual("notFound", self.one("SieveScript/set", update={"v1": {"name": "y"}})["notUpdated"]["v1"]["type"])
        self.assertIn("script", self.one("SieveScript/set", create={"s": {"blobId": self.blob("keep;")}})["created"]["s"]["name"])

    def test_errors_have_lines(self):
        bad = 'require ["fileinto"];\r\n\r\nif true {\r\n\tfrobnicate "x";\r\n}\r\n'
        r = self.one("SieveScript/validate", blobId=self.blob(bad))
        self.assertEqual("invalidSieve", r["error"]["type"])
        self.assertIn("line 4", r["error"]["description"])
        self.assertIsNone(self.one("SieveScript/validate", blobId=self.blob("keep;"))["error"])
        self.assertEqual("invalidSieve", self.one("SieveScript/validate", blobId=self.blob(b"\xff\xfe\x00"))["error"]["type"])
        self.assertEqual("blobNotFound", self.error("SieveScript/validate", blobId="u1"))
        self.assertEqual([], self.one("SieveScript/get", ids=None)["list"])

    def test_other_clients(self):
        other = ManageSieve(self.me)
        other.put("theirs", b"keep;")
        r = self.one("SieveScript/get", ids=None)
        self.assertEqual(["theirs"], [s["name"] for s in r["list"]])
        other.put("theirs", b"discard;")
        again = self.one("SieveScript/get", ids=[r["list"][0]["id"]])
        self.assertNotEqual(r["state"], again["state"])
        self.assertEqual(b"discard;", self.download(again["list"][0]["blobId"], expect=200).body)
        self.create("mine", "keep;")
        self.assertIn(b'"mine"', other.command(b"LISTSCRIPTS"))
        other.close()

    def test_other_people(self):
        mine = self.create("one", "keep;")["created"]["s"]["id"]
        self.assertEqual([mine], self.one("SieveScript/get", self.bob, ids=[mine])["notFound"])
        (name, r), *_ = self.bob.jmap(("SieveScript/get", {"accountId": self.me.account(), "ids": None}))
        self.assertEqual("accountNotFound", r["type"])


class Vacation(SieveCase):
    def update(self, **patch):
        r = self.one("VacationResponse/set", update={"singleton": patch})
        self.assertIsNone(r["notUpdated"], r)
        return r

    def answers(self, who, about):
        ids = self.one("Email/query", who, filter={"from": self.me.address, "subject": about})["ids"]
        return self.one("Email/get", who, ids=ids, fetchAllBodyValues=True,
                        properties=["subject", "from", "bodyStructure", "textBody", "htmlBody", "bodyValues", "headers"])["list"]

    def test_singleton(self):
        r = self.one("VacationResponse/get", ids=None)
        self.assertEqual([{"id": "singleton", "isEnabled": False, "fromDate": None, "toDate": None, "subject": None,
                           "textBody": None, "htmlBody": None}], r["list"])
        self.assertEqual(["x"], self.one("VacationResponse/get", ids=["x"])["notFound"])
        r = self.one("VacationResponse/set", create={"a": {}}, destroy=["singleton"], update={"x": {}})
        self.assertEqual(("singleton", "singleton", "notFound"), (r["notCreated"]["a"]["type"],
                         r["notDestroyed"]["singleton"]["type"], r["notUpdated"]["x"]["type"]))
        for patch in ({"isEnabled": 1}, {"fromDate": "soon"}, {"subject": "a\r\nBcc: x@y"}, {"textBody": 5}, {"zz": 1},
                      {"fromDate": "2026-11-20T10:00:00Z", "toDate": "2026-11-19T10:00:00Z"}, {"textBody": "x" * 300000}):
            error = self.one("VacationResponse/set", update={"singleton": patch})["notUpdated"]["singleton"]
            self.assertEqual("invalidProperties", error["type"], patch)
        self.assertEqual("stateMismatch", self.error("VacationResponse/set", ifInState="77"))

    def test_answers_once(self):
        tricky = 'Bin weg — "bis" \\ Montag.\n.\n..\n${hex:41} ${1}\nrequire ["x"];\n'
        self.update(isEnabled=True, subject='Weg "bis" Montag \\ ☀', textBody=tricky)
        you = self.stack.new_account("you")
        for n in range(2):
            self.deliver(f"question {n}", sender=you.address)
            self.arrived(f"question {n}")
        [answer] = wait_until(lambda: self.answers(you, "Weg"))
        self.assertEqual('Weg "bis" Montag \\ ☀', answer["subject"])
        [value] = answer["bodyValues"].values()
        self.assertEqual(tricky.strip(), value["value"].strip())
        self.assertIn("auto-replied", str([h for h in answer["headers"] if h["name"].lower() == "auto-submitted"]))
        # Nothing to lists, machines, or where we were not addressed.
        third = self.stack.new_account("list")
        self.deliver("news", sender=third.address, List_Id="<news.example.org>")
        self.deliver("robot", sender=third.address, Auto_Submitted="auto-generated")
        self.deliver("bulk", sender=third.address, Precedence="bulk")
        self.deliver("hidden copy", sender=third.address, To="somebody@else.test")
        for subject in ("news", "robot", "bulk", "hidden copy"):
            self.arrived(subject)
        time.sleep(1)
        self.assertEqual([], self.answers(third, "Weg"))
        self.assertEqual(1, len(self.answers(you, "Weg")))
        self.update(isEnabled=False)
        self.deliver("too late", sender=third.address)
        self.arrived("too late")
        time.sleep(0.5)
        self.assertEqual([], self.answers(third, "Weg"))

    def test_html_and_dates(self):
        you = self.stack.new_account("you")
        self.update(isEnabled=True, htmlBody='<p>Back on <b>Monday</b> "soon" \\</p>', textBody=None, subject=None,
                    fromDate="2030-01-01T00:00:00Z", toDate=None)
        self.deliver("early", sender=you.address)
        self.arrived("early")
        self.update(fromDate=None, toDate="2020-01-01T00:00:00Z")
        self.deliver("late", sender=you.address)
        self.arrived("late")
        self.update(fromDate="2020-01-01T00:00:00Z", toDate="2040-01-01T00:00:00Z")
        self.deliver("in time", sender=you.address)
        [answer] = wait_until(lambda: self.answers(you, "in time"))
        self.assertEqual("multipart/alternative", answer["bodyStructure"]["type"])
        values = answer["bodyValues"]
        self.assertIn('<p>Back on <b>Monday</b> "soon" \\</p>', values[answer["htmlBody"][0]["partId"]]["value"])
        self.assertIn('Back on Monday "soon"', values[answer["textBody"][0]["partId"]]["value"])
        self.assertEqual([], self.answers(you, "early") + self.answers(you, "late"))

    def test_beside_own_script(self):
        """What a person wrote stays, and works."""
        script = 'require ["imap4flags"];\naddflag "own";\n'
        made = self.one("SieveScript/set", create={"s": {"name": "own", "blobId": self.blob(script)}}, onSuccessActivateScript="#s")
        self.assertTrue(made["created"]["s"]["isActive"])
        you = self.stack.new_account("you")
        self.update(isEnabled=True, textBody="away")
        self.deliver("both", sender=you.address)
        [email] = self.arrived("both")
        self.assertIn("own", email["keywords"])
        self.assertTrue(wait_until(lambda: self.answers(you, "both")))
        [one] = self.one("SieveScript/get", ids=None)["list"]
        self.assertEqual((True, script.encode()), (one["isActive"], self.download(one["blobId"]).body))


class Filters(SieveCase):
    def put(self, *rules):
        r = self.one("MailFilter/set", create={f"r{i}": rule for i, rule in enumerate(rules)})
        self.assertFalse(r["notCreated"], r)
        return [r["created"][f"r{i}"]["id"] for i in range(len(rules))]

    def rule(self, field, op, value, *actions, match="all", **more):
        return {"match": match, "conditions": [{"field": field, "op": op, "value": value, **more}],
                "actions": [a if isinstance(a, dict) else {"type": a} for a in actions]}

    def folder(self, name):
        return self.one("Mailbox/set", create={"m": {"name": name}})["created"]["m"]["id"]

    def test_do_what_they_say(self):
        work, copies = self.folder("Work"), self.folder('Copies "☃"')
        hostile = 'a"; discard; # \\" *?'
        friend = self.stack.new_account("friend")
        self.put(
            self.rule("subject", "contains", hostile, {"type": "label", "keyword": "hostile"}, "markRead", "stop"),
            self.rule("from", "is", "boss@elsewhere.test", {"type": "move", "mailboxId": work}, "flag", "stop"),
            self.rule("list", "contains", "news.example", {"type": "copy", "mailboxId": copies}, {"type": "label", "keyword": "news"}),
            self.rule("attachment", None, None, {"type": "label", "keyword": "$hasfile"}),
            self.rule("size", "over", 20000, {"type": "label", "keyword": "large"}),
            self.rule("header", "startsWith", "a*b", {"type": "label", "keyword": "starred"}, header="X-Test"),
            self.rule("body", "contains", "needle", {"type": "label", "keyword": "needle"}),
            self.rule("from", "domain", "away.test", "delete", "stop"),
            self.rule("subject", "is", "gone", "discard"),
            self.rule("subject", "endsWith", "forward me", {"type": "forward", "address": friend.address}),
            self.rule("subject", "is", "redirect me", {"type": "redirect", "address": friend.address}),
            self.rule("recipient", "contains", "+shop@", {"type": "label", "keyword": "shop"}),
            self.rule("subject", "is", "reject me", {"type": "reject", "text": 'No "thanks" \\ .\n.\nbye ☃'}),
            {**self.rule("subject", "contains", "x", {"type": "label", "keyword": "off"}), "isEnabled": False},
            {"match": "any", "conditions": [{"field": "subject", "op": "is", "value": "either"},
                                            {"field": "subject", "op": "is", "value": "or"}],
             "actions": [{"type": "label", "keyword": "any"}]},
            {"match": "all", "conditions": [{"field": "subject", "op": "contains", "value": "plain"},
                                            {"field": "list", "op": "exists", "negate": True}],
             "actions": [{"type": "label", "keyword": "nolist"}]},
        )
        me = self.me.address
        self.deliver(hostile)
        self.deliver("from the boss", sender="boss@elsewhere.test", From="The Boss <boss@elsewhere.test>")
        self.deliver("listed plain", List_Id="News <news.example>")
        self.deliver("filed", attachment=b"%PDF-1.4")
        self.deliver("big one", text="0123456789\n" * 3000)
        self.deliver("shining star", X_Test="a*bc")
        self.deliver("dark one", X_Test="aXbc")
        self.deliver("with body", text="a Needle in hay\n")
        self.deliver("junk of theirs", sender="x@away.test")
        self.deliver("gone")
        self.deliver("please forward me")
        self.deliver("redirect me")
        self.deliver("shopping", To=me.replace("@", "+shop@"))
        self.deliver("or")
        self.deliver("plain speaking")
        self.deliver("reject me", sender=friend.address)
        self.deliver("last of all")
        self.arrived("last of all")

        def labels(subject):
            [e] = self.arrived(subject)
            return set(e["keywords"])
        self.assertEqual({"hostile", "$seen"}, labels("discard"))
        [boss] = self.arrived("from the boss")
        self.assertEqual((["Work"], {"$flagged"}), (self.names_of([boss]), set(boss["keywords"])))
        wait_until(lambda: len(self.names_of(self.arrived("listed plain"))) == 2)	# the copy may be seen first
        listed = self.arrived("listed plain")
        self.assertEqual(['Copies "☃"', "Inbox"], self.names_of(listed))
        self.assertIn("news", {k for e in listed for k in e["keywords"]})
        self.assertIn("$hasfile", labels("filed"))
        self.assertEqual({"large"}, labels("big one"))
        self.assertEqual(({"starred"}, set()), (labels("shining star"), labels("dark one")))
        self.assertEqual({"needle"}, labels("with body"))
        self.assertEqual(["Trash"], self.names_of(self.arrived("junk of theirs")))
        self.assertEqual([], self.one("Email/query", filter={"subject": "gone"})["ids"])
        self.assertEqual(["Inbox"], self.names_of(self.arrived("please forward me")))
        self.assertTrue(self.arrived("please forward me", friend))
        self.assertTrue(self.arrived("redirect me", friend))
        self.assertEqual([], self.one("Email/query", filter={"subject": "redirect me"})["ids"])
        self.assertEqual({"shop"}, labels("shopping"))
        self.assertEqual([{"any"}], wait_until(lambda: [set(e["keywords"]) for e in self.arrived("or") if e["subject"] == "or"]))
        self.assertEqual({"nolist"}, labels("plain speaking"))
        rejection = wait_until(lambda: self.one("Email/query", friend, filter={"body": "thanks"})["ids"])
        self.assertTrue(rejection, "no rejection came back")
        self.assertEqual([], self.one("Email/query", filter={"subject": "reject me"})["ids"])

    def test_order_and_change(self):
        first, second = self.put(self.rule("subject", "contains", "x", {"type": "label", "keyword": "one"}, "stop"),
                                 self.rule("subject", "contains", "x", {"type": "label", "keyword": "two"}))
        r = self.one("MailFilter/get", ids=None)
        self.assertEqual([first, second], [f["id"] for f in r["list"]])
        self.assertLess(r["list"][0]["position"], r["list"][1]["position"])
        self.one("MailFilter/set", update={first: {"position": 99}}, ifInState=r["state"])
        after = self.one("MailFilter/get", ids=None)
        self.assertEqual([second, first], [f["id"] for f in after["list"]])
        c = self.one("MailFilter/changes", sinceState=r["state"])
        self.assertEqual(([], [first], [], after["state"]), (c["created"], c["updated"], c["destroyed"], c["newState"]))
        self.assertEqual(after["state"], self.one("MailFilter/changes", sinceState=after["state"])["newState"])
        self.one("MailFilter/set", update={first: {"isEnabled": False}}, destroy=[second])
        self.assertEqual([False], [f["isEnabled"] for f in self.one("MailFilter/get", ids=[first, second])["list"]])
        c = self.one("MailFilter/changes", sinceState=after["state"])
        self.assertEqual(([], [first], [second]), (c["created"], c["updated"], c["destroyed"]))
        self.assertEqual("cannotCalculateChanges", self.error("MailFilter/changes", sinceState="9" * 18))
        self.deliver("x marks")
        [e] = self.arrived("x marks")
        self.assertEqual({}, e["keywords"])
        self.assertEqual("stateMismatch", self.error("MailFilter/set", ifInState=r["state"]))

    def test_refusals(self):
        ok = self.rule("subject", "contains", "x", "stop")
        bad_conditions = [{"field": "nose", "op": "is", "value": "x"}, {"field": "subject", "op": "smells", "value": "x"},
                          {"field": "subject", "op": "is", "value": "a\r\nb"}, {"field": "subject", "op": "is", "value": ""},
                          {"field": "subject", "op": "is", "value": "x" * 1001}, {"field": "header", "op": "is", "value": "x"},
                          {"field": "header", "header": "a b", "op": "is", "value": "x"}, {"field": "size", "op": "over", "value": "1"},
                          {"field": "size", "op": "over", "value": -1}, {"field": "subject", "op": "over", "value": 1},
                          {"field": "subject", "op": "domain", "value": "x"}, {"field": "body", "op": "exists"}, "x", 5, None,
                          {"field": "subject", "op": "is", "value": "x", "typo": 1}, {"field": "from", "op": "is", "value": "x", "negate": "yes"}]
        for c in bad_conditions:
            with self.subTest(c):
                r = self.one("MailFilter/set", create={"a": {**ok, "conditions": [c]}})
                self.assertEqual(("invalidProperties", ["conditions"]), (r["notCreated"]["a"]["type"], r["notCreated"]["a"]["properties"]))
        for a in ({"type": "explode"}, {"type": "move"}, {"type": "move", "mailboxId": "m1"}, {"type": "label", "keyword": "\\Deleted"},
                  {"type": "label", "keyword": "a b"}, {"type": "forward", "address": "x"}, {"type": "forward", "address": "a@b\r\nc@d"},
                  {"type": "reject"}, "stop", {"type": "copy", "mailboxId": 5}):
            with self.subTest(a):
                r = self.one("MailFilter/set", create={"a": {**ok, "actions": [a]}})
                self.assertEqual(("invalidProperties", ["actions"]), (r["notCreated"]["a"]["type"], r["notCreated"]["a"]["properties"]))
        for change in ({"name": "a\nb"}, {"match": "some"}, {"actions": []}, {"conditions": [{}] * 51}, {"x": 1}, {"position": -1},
                       {"actions": [{"type": "reject", "text": "no"}, {"type": "flag"}]}, {"isEnabled": "yes"}):
            with self.subTest(change):
                r = self.one("MailFilter/set", create={"a": {**ok, **change}})
                self.assertEqual("invalidProperties", r["notCreated"]["a"]["type"], r)
        self.assertEqual([], self.one("MailFilter/get", ids=None)["list"])
        r = self.one("MailFilter/set", update={"f1": {"name": "x"}}, destroy=["f1"])
        self.assertEqual(("notFound", "notFound"), (r["notUpdated"]["f1"]["type"], r["notDestroyed"]["f1"]["type"]))

    def test_at_once(self):
        """Whoever comes last, the script is of all filters that are there."""
        def add(n):
            return self.put(self.rule("subject", "contains", f"word{n}", {"type": "label", "keyword": f"k{n}"}))
        with ThreadPoolExecutor(4) as pool:
            ids = [i for made in pool.map(add, range(8)) for i in made]
        self.assertEqual(set(ids), {f["id"] for f in self.one("MailFilter/get", ids=None)["list"]})
        other = ManageSieve(self.me)
        script = other.command(b'GETSCRIPT "hayloft-filters"')
        other.close()
        for n in range(8):
            self.assertIn(f'"word{n}"'.encode(), script)

    def test_beside_own_script(self):
        self.one("SieveScript/set", create={"s": {"name": "own", "blobId": self.blob('require ["imap4flags"];\naddflag "own";\n')}},
                 onSuccessActivateScript="#s")
        self.put(self.rule("subject", "contains", "both", {"type": "label", "keyword": "rule"}))
        self.deliver("both of them")
        [e] = self.arrived("both of them")
        self.assertEqual({"own", "rule"}, set(e["keywords"]))
        self.assertEqual(["own"], [s["name"] for s in self.one("SieveScript/get", ids=None)["list"]])

    def test_a_folder_that_is_renamed(self):
        box = self.folder("Before")
        self.put(self.rule("subject", "contains", "moved", {"type": "move", "mailboxId": box}))
        self.one("Mailbox/set", update={box: {"name": "After"}})
        self.deliver("moved along")
        self.assertEqual(["After"], self.names_of(self.arrived("moved along")))
        self.assertNotIn("Before", [m["name"] for m in self.boxes()])


if __name__ == "__main__":
    unittest.main()
