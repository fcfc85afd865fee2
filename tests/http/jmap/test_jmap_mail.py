"""Mail by JMAP (RFC 8621) as a person's client sees it: mailboxes, threads,
reading, finding, changing, drafts."""

import base64
import os
import random
import unittest
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from email.message import EmailMessage

from harness import ROOT
from jmap_case import JmapTest, mail

DEFAULT_SORT = [{"property": "receivedAt", "isAscending": False}]


def date(day, hour=12):
    return f'"{day:02d}-Nov-2026 {hour:02d}:00:00 +0000"'


class MailboxTest(JmapTest):
    def test_roles_and_rights(self):
        boxes = {m["role"]: m for m in self.boxes()}
        self.assertEqual({"inbox", "drafts", "sent", "junk", "trash", "archive"}, set(boxes))
        self.assertEqual("Inbox", boxes["inbox"]["name"])
        self.assertFalse(boxes["inbox"]["myRights"]["mayDelete"])
        self.assertTrue(boxes["inbox"]["myRights"]["mayAddItems"])
        self.assertEqual({"id", "name"}, set(self.one("Mailbox/get", properties=["name"])["list"][0]))

    def test_counts(self):
        self.append(mail("one", message_id="1@x"), flags=r"(\Seen)")
        self.append(mail("Re: one", message_id="2@x", In_Reply_To="<1@x>", References="<1@x>"))
        self.append(mail("two"), flags=r"(\Draft)")
        self.append(mail("gone"), flags=r"(\Deleted)")
        box = self.box("inbox")
        self.assertEqual((3, 1, 2, 1), tuple(box[k] for k in (
            "totalEmails", "unreadEmails", "totalThreads", "unreadThreads")))

    def test_a_read_copy_of_an_unread_thread_counts_the_thread(self):
        self.append(mail("one", message_id="1@x"), flags=r"(\Seen)")
        self.append(mail("Re: one", message_id="2@x", References="<1@x>"), box="Archive")
        self.assertEqual((0, 1), (self.box("inbox")["unreadEmails"], self.box("inbox")["unreadThreads"]))
        self.append(mail("Re: one", message_id="3@x", References="<1@x>"), box="Trash")
        self.assertEqual(1, self.box("trash")["unreadThreads"])

    def test_make_rename_and_remove(self):
        state = self.state("Mailbox")
        made = self.one("Mailbox/set", create={
            "p": {"name": "Präsente & Co", "isSubscribed": True},
            "c": {"name": "2026", "parentId": "#p"}})
        parent, child = (made["created"][k]["id"] for k in "pc")
        changes = self.one("Mailbox/changes", sinceState=state)
        self.assertEqual({parent, child}, set(changes["created"]))
        boxes = {m["id"]: m for m in self.boxes()}
        self.assertEqual(("Präsente & Co", None, True), tuple(boxes[parent][k] for k in ("name", "parentId", "isSubscribed")))
        self.assertEqual(("2026", parent, False), tuple(boxes[child][k] for k in ("name", "parentId", "isSubscribed")))

        state = self.state("Mailbox")
        done = self.one("Mailbox/set", update={parent: {"name": "Geschenke"}, child: {"isSubscribed": True}})
        self.assertEqual({parent: None, child: None}, done["updated"], done)
        boxes = {m["id"]: m for m in self.boxes()}
        self.assertEqual("Geschenke", boxes[parent]["name"])
        self.assertEqual(parent, boxes[child]["parentId"])
        self.assertEqual({parent, child}, set(self.one("Mailbox/changes", sinceState=state)["updated"]))

        self.append(mail("kept"), box="Geschenke/2026")
        refused = self.one("Mailbox/set", destroy=[parent, child, "m1"])["notDestroyed"]
        self.assertEqual({parent: "mailboxHasChild", child: "mailboxHasEmail", "m1": "notFound"},
                         {k: v["type"] for k, v in refused.items()})
        state, emails = self.state("Mailbox"), self.state()
        self.assertEqual([child, parent], self.one("Mailbox/set", destroy=[child, parent],
                                                   onDestroyRemoveEmails=True)["destroyed"])
        self.assertEqual({parent, child}, set(self.one("Mailbox/changes", sinceState=state)["destroyed"]))
        self.assertEqual(1, len(self.one("Email/changes", sinceState=emails)["destroyed"]))

    def test_what_cannot_be(self):
        inbox, sent = self.box_id("inbox"), self.box_id("sent")
        for wish in ({"name": ""}, {"name": "a/b"}, {"name": "x" * 300}, {"name": "a\r\nb"},
                     {"name": "q", "parentId": "m1"}, {"name": "q", "role": "sent"}, {"name": "q", "totalEmails": 1},
                     {"name": "q", "sortOrder": -3}, {}):
            with self.subTest(str(wish)[:40]):
                self.assertEqual("invalidProperties",
                                 self.one("Mailbox/set", create={"k": wish})["notCreated"]["k"]["type"])
        for refused in (self.one("Mailbox/set", create={"k": {"name": "Sent"}})["notCreated"]["k"],
                        self.one("Mailbox/set", update={self.box_id("trash"): {"name": "Sent"}})["notUpdated"][self.box_id("trash")]):
            self.assertEqual(("alreadyExists", sent, ["name"]), (refused["type"], refused["existingId"], refused["properties"]))
        refused = self.one("Mailbox/set", update={inbox: {"name": "x"}, sent: {"parentId": sent}}, destroy=[inbox])
        self.assertEqual("forbidden", refused["notUpdated"][inbox]["type"])
        self.assertEqual("invalidProperties", refused["notUpdated"][sent]["type"])
        self.assertEqual("forbidden", refused["notDestroyed"][inbox]["type"])

    def test_query(self):
        ids = {m["role"]: m["id"] for m in self.boxes()}
        made = self.one("Mailbox/set", create={"a": {"name": "zeta"}, "b": {"name": "alpha", "parentId": "#a"}})["created"]
        a, b = made["a"]["id"], made["b"]["id"]
        ask = lambda **kw: self.one("Mailbox/query", **kw)["ids"]
        self.assertEqual([ids["sent"]], ask(filter={"role": "sent"}))
        self.assertEqual([b], ask(filter={"parentId": a}))
        self.assertEqual({a, b}, set(ask(filter={"hasAnyRole": False})))
        self.assertEqual([b, a], ask(filter={"hasAnyRole": False}, sort=[{"property": "name"}]))
        self.assertEqual([a, b], ask(filter={"hasAnyRole": False}, sort=[{"property": "name"}], sortAsTree=True))
        self.assertEqual(ids["inbox"], ask(sort=[{"property": "sortOrder"}])[0])
        self.assertEqual([a], ask(filter={"operator": "AND", "conditions": [
            {"name": "ET"}, {"operator": "NOT", "conditions": [{"isSubscribed": True}]}]}))


class ReadTest(JmapTest):
    def rich(self):
        m = EmailMessage(policy=policy.SMTP)
        m["From"] = "Zoë Müller <zoe@example.org>"
        m["To"] = "A Group: alice@example.org, bob@example.org;, carol@example.org"
        m["Subject"] = "Grüße ✉"
        m["Date"] = "Fri, 20 Nov 2026 10:00:00 +0100"
        m["Message-ID"] = "<rich@x>"
        m["X-Twice"] = "first"
        m["X-Twice"] = "second"
        m["List-Unsubscribe"] = "<https://x.example/u>, <mailto:u@x.example>"
        m.set_content("Hello wörld\n" * 3)
        m.add_alternative("<p>Hello <b>wörld</b><img src='cid:pic@x'></p>", subtype="html")
        m.get_payload()[1].add_related(b"\x89PNG fake", "image", "png", cid="<pic@x>",
                                       filename="pic.png", disposition="inline")
        m.add_attachment(b"%PDF fake" * 100, maintype="application", subtype="pdf", filename="Übersicht.pdf")
        m.add_attachment(message_from_bytes(mail("inner"), policy=policy.SMTP))
        return m.as_bytes()

    def test_preview_of_the_senders_own_words(self):
        head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: %s\r\nMIME-Version: 1.0\r\n"
        words = "Dziękuję za szybką odpowiedź"
        quoted = f"W dniu 20.11 Ala pisze:\r\n> To jest stare\r\n> i długie\r\n\r\n{words}\r\n-- \r\nJan\r\n"
        part = b"--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n"
        for subject, body in {
                b"labelled": b"Content-Type: text/plain; charset=windows-1250\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + words.encode("cp1250"),
                b"without a label": b"\r\n" + words.encode(),
                b"quoted": b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + quoted.encode(),
                b"long": b"\r\n" + words.encode() + b"\r\n-- \r\n" + "ąę".encode() * 4095,
                b"nested": b'Content-Type: multipart/mixed; boundary="y"\r\n\r\n--y\r\nContent-Type: multipart/alternative; '
                b'boundary="x"\r\n\r\n' + part % base64.encodebytes(quoted.encode()).replace(b"\n", b"\r\n")
                + b"--x--\r\n--y--\r\n"}.items():
            self.append(head % subject + body + b"\r\n")
        got = {e["subject"]: e["preview"] for e in self.emails(self.query(), "subject", "preview")}
        self.assertEqual(dict.fromkeys(("labelled", "without a label", "quoted", "long", "nested"), words), got)

    def test_all_of_a_rich_message(self):
        raw = self.rich()
        self.append(raw)
        e = self.only_email(fetchAllBodyValues=True)
        self.assertEqual("Grüße ✉", e["subject"])
        self.assertEqual([{"name": "Zoë Müller", "email": "zoe@example.org"}], e["from"])
        self.assertEqual(["alice@example.org", "bob@example.org", "carol@example.org"], [a["email"] for a in e["to"]])
        self.assertEqual("2026-11-20T10:00:00+01:00", e["sentAt"])
        self.assertEqual(["rich@x"], e["messageId"])
        self.assertTrue(e["hasAttachment"])
        self.assertIn("Hello wörld", e["preview"])
        self.assertEqual(["text/plain"], [p["type"] for p in e["textBody"]])
        self.assertEqual(["text/html"], [p["type"] for p in e["htmlBody"]])
        self.assertEqual(["image/png", "application/pdf", "message/rfc822"], [p["type"] for p in e["attachments"]])
        pic, pdf, inner = e["attachments"]
        self.assertEqual(("pic@x", "inline"), (pic["cid"], pic["disposition"]))
        self.assertEqual("Übersicht.pdf", pdf["name"])
        self.assertEqual("Hello wörld\n" * 3, e["bodyValues"][e["textBody"][0]["partId"]]["value"])
        self.assertIn("<b>wörld</b>", e["bodyValues"][e["htmlBody"][0]["partId"]]["value"])
        self.assertEqual(b"%PDF fake" * 100, self.download(pdf["blobId"]).body)
        self.assertEqual(900, pdf["size"])
        self.assertEqual(b"\x89PNG fake", self.download(pic["blobId"]).body)
        self.assertIn(b"Subject: inner", self.download(inner["blobId"]).body)
        self.assertEqual(raw, self.download(e["blobId"]).body)
        self.assertEqual(len(raw), e["size"])

    def test_sizes_of_what_is_base64(self):
        """Told without reading it: whole lines, a last one, short ones, with and without an end of it."""
        for size in (3, 54, 57, 60, 114, 117, 3000):
            for end in ("", "\r\n"):
                lines = base64.encodebytes(b"x" * size).decode().strip().replace("\n", "\r\n")
                self.append(("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
                             "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                             f"{lines}{end}\r\n--b--\r\n").encode())
                newest = self.query(sort=[{"property": "receivedAt", "isAscending": False}])
                parts = [e["attachments"][0] for e in self.emails(newest, "attachments")]
                self.assertIn(size, [p["size"] for p in parts], (size, end))
        self.assertEqual([p["size"] for p in parts], [len(self.download(p["blobId"], expect=200).body) for p in parts])

    def test_header_forms(self):
        self.append(self.rich())
        names = ["header:Subject", "header:subject:asText", "header:X-Twice:asText", "header:x-twice:all",
                 "header:X-Twice:asText:all", "header:To:asGroupedAddresses", "header:From:asAddresses",
                 "header:Message-ID:asMessageIds", "header:Date:asDate", "header:List-Unsubscribe:asURLs",
                 "header:Nothing", "header:Nothing:all", "headers"]
        e = self.only_email(*names)
        self.assertTrue(e["header:Subject"].startswith(" =?utf-8?"))
        self.assertEqual("Grüße ✉", e["header:subject:asText"])
        self.assertEqual("second", e["header:X-Twice:asText"])
        self.assertEqual([" first", " second"], e["header:x-twice:all"])
        self.assertEqual(["first", "second"], e["header:X-Twice:asText:all"])
        groups = e["header:To:asGroupedAddresses"]
        self.assertEqual(["A Group", None], [g["name"] for g in groups])
        self.assertEqual([2, 1], [len(g["addresses"]) for g in groups])
        self.assertEqual(["rich@x"], e["header:Message-ID:asMessageIds"])
        self.assertEqual("2026-11-20T10:00:00+01:00", e["header:Date:asDate"])
        self.assertEqual(["https://x.example/u", "mailto:u@x.example"], e["header:List-Unsubscribe:asURLs"])
        self.assertEqual((None, []), (e["header:Nothing"], e["header:Nothing:all"]))
        self.assertEqual("From", e["headers"][0]["name"])

    def test_structure(self):
        self.append(self.rich())
        s = self.only_email("bodyStructure", bodyProperties=["partId", "type", "header:Content-Type:asText"])["bodyStructure"]
        self.assertEqual((None, "multipart/mixed"), (s["partId"], s["type"]))
        alternative, pdf, inner = s["subParts"]
        self.assertEqual("multipart/alternative", alternative["type"])
        self.assertEqual(["1.1", None], [p["partId"] for p in alternative["subParts"]])
        self.assertEqual("2", pdf["partId"])
        self.assertTrue(pdf["header:Content-Type:asText"].startswith("application/pdf"))
        self.assertEqual([], inner["subParts"] or [])

    def test_which_body_values_are_fetched(self):
        self.append(self.rich())
        for flag, kind in (("fetchTextBodyValues", "textBody"), ("fetchHTMLBodyValues", "htmlBody")):
            e = self.only_email("textBody", "htmlBody", "bodyValues", **{flag: True})
            self.assertEqual({p["partId"] for p in e[kind]}, set(e["bodyValues"]), flag)
        self.assertEqual({}, self.only_email("bodyValues")["bodyValues"])
        everything = self.only_email("bodyValues", fetchTextBodyValues=True, fetchHTMLBodyValues=True)["bodyValues"]
        self.assertEqual(2, len(everything))

    def test_body_values_are_cut_at_characters(self):
        self.append(mail("x", "ü" * 100 + "\r\n"))
        v = self.only_email("bodyValues", fetchTextBodyValues=True, maxBodyValueBytes=11)["bodyValues"]["1"]
        self.assertEqual(("ü" * 5, True, False), (v["value"], v["isTruncated"], v["isEncodingProblem"]))

    def test_broken_encodings_are_told(self):
        self.append(b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nab\xff\xfecd\r\n")
        v = self.only_email("bodyValues", fetchAllBodyValues=True)["bodyValues"]["1"]
        self.assertTrue(v["isEncodingProblem"])
        self.assertTrue(v["value"].startswith("ab") and "cd" in v["value"])

    def test_strange_messages_can_be_read(self):
        for raw in (b"\r\n", b"\r\nonly a body\r\n", b"Subject: no body\r\n\r\n", b"no header at all\r\n",
                    b"From: " + b"(" * 2000 + b"\r\n\r\nx\r\n",
                    b"Subject: =?utf-8?b?/////w==?= =?x?q?=00?=\r\nFrom: \xff\xfe <a@b>\r\n\r\nx\r\n",
                    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--b\r\n\r\nnever closed\r\n",
                    b"To: " + b", ".join(b"a%d@x.example" % i for i in range(500)) + b"\r\nSubject: many\r\n\r\nx\r\n"):
            self.append(raw)
        ids = self.query()
        self.assertEqual(8, len(ids))
        for e in self.emails(ids, fetchAllBodyValues=True):
            self.assertEqual(24, len(e))
        many = next(e for e in self.emails(ids, "subject", "to") if e["subject"] == "many")
        self.assertEqual(500, len(many["to"]))

    def test_unknown_ids(self):
        r = self.one("Email/get", ids=["e1", "nonsense", "e1"])
        self.assertEqual(([], {"e1", "nonsense"}), (r["list"], set(r["notFound"])))


class ThreadTest(JmapTest):
    def threads(self):
        out = {}
        for e in self.emails(self.query(sort=[{"property": "receivedAt"}]), "threadId", "subject"):
            out.setdefault(e["threadId"], []).append(e["subject"])
        return sorted(out.values())

    def test_across_folders_with_sent(self):
        self.append(mail("Plan", message_id="1@x"))
        self.query()
        self.append(mail("Re: Plan", message_id="2@x", In_Reply_To="<1@x>", References="<1@x>"), box="Sent")
        self.append(mail("RE: [team] plan", message_id="3@x", References="<1@x> <2@x>"))
        self.assertEqual(1, len(self.threads()))
        thread = self.only_thread()
        self.assertEqual(3, len(thread["emailIds"]))

    def only_thread(self):
        ids = {e["threadId"] for e in self.emails(self.query(), "threadId")}
        self.assertEqual(1, len(ids))
        return self.one("Thread/get", ids=list(ids))["list"][0]

    def test_another_subject_is_another_thread(self):
        self.append(mail("Plan", message_id="1@x"))
        self.append(mail("Something else", message_id="2@x", References="<1@x>"))
        self.assertEqual(2, len(self.threads()))

    def test_oldest_first(self):
        self.append(mail("Re: a", message_id="2@x", References="<1@x>"), date=date(3))
        self.append(mail("a", message_id="1@x"), date=date(1))
        self.append(mail("Re: a", message_id="3@x", References="<1@x>"), date=date(2))
        e = {x["messageId"][0]: x["id"] for x in self.emails(self.query(), "messageId")}
        self.assertEqual([e["1@x"], e["3@x"], e["2@x"]], self.only_thread()["emailIds"])

    def test_changes(self):
        self.append(mail("a", message_id="1@x"))
        first = self.only_thread()
        state = self.state("Thread")
        self.append(mail("Re: a", message_id="2@x", References="<1@x>"))
        changes = self.one("Thread/changes", sinceState=state)
        self.assertEqual(([], [first["id"]], []), (changes["created"], changes["updated"], changes["destroyed"]))
        state = changes["newState"]
        self.set(destroy=self.query())
        self.assertEqual([first["id"]], self.one("Thread/changes", sinceState=state)["destroyed"])
        self.assertEqual([first["id"]], self.one("Thread/get", ids=[first["id"]])["notFound"])


class QueryTest(JmapTest):
    def fill(self):
        self.append(mail("Apple pie", "butter and sugar", From="Ann <ann@x.example>", message_id="1@x"),
                    date=date(1), flags=r"(\Seen)")
        self.append(mail("banana", "split in two", From="Ben <ben@x.example>", Cc="dora@x.example"),
                    date=date(2), flags=r"(\Flagged $Work)")
        self.append(mail("Re: Apple pie", "ünder the crust", From="Cid <cid@x.example>", References="<1@x>",
                         message_id="3@x", List_Id="<fruit.example>"), date=date(3))
        big = EmailMessage()
        big["Subject"] = "cherry"
        big["From"] = "Ann <ann@x.example>"
        big.set_content("see attachment")
        big.add_attachment(b"x" * 50000, maintype="application", subtype="zip", filename="a.zip")
        self.append(big.as_bytes(policy=policy.SMTP), date=date(4), box="Archive")

    def test_filters(self):
        self.fill()
        inbox, archive = self.box_id("inbox"), self.box_id("archive")
        a, b, r, c = "Apple pie", "banana", "Re: Apple pie", "cherry"
        for f, want in (
                ({}, {a, b, r, c}), (None, {a, b, r, c}), ({"inMailbox": inbox}, {a, b, r}),
                ({"inMailboxOtherThan": [inbox]}, {c}), ({"inMailboxOtherThan": [inbox, archive]}, set()),
                ({"before": "2026-11-02T12:00:00Z"}, {a}), ({"after": "2026-11-03T12:00:00Z"}, {r, c}),
                ({"minSize": 40000}, {c}), ({"maxSize": 40000}, {a, b, r}),
                ({"hasKeyword": "$seen"}, {a}), ({"notKeyword": "$seen"}, {b, r, c}), ({"hasKeyword": "$FLAGGED"}, {b}),
                ({"hasKeyword": "$work"}, {b}), ({"inMailbox": inbox, "notKeyword": "$seen"}, {b, r}),
                ({"inMailbox": inbox, "hasKeyword": "$flagged"}, {b}),
                ({"someInThreadHaveKeyword": "$seen"}, {a, r}), ({"allInThreadHaveKeyword": "$flagged"}, {b}),
                ({"noneInThreadHaveKeyword": "$seen"}, {b, c}), ({"hasAttachment": True}, {c}),
                ({"from": "ann"}, {a, c}), ({"from": "Ben"}, {b}), ({"to": "alice"}, {a, b, r}), ({"cc": "dora"}, {b}),
                ({"bcc": "dora"}, set()), ({"subject": "apple"}, {a, r}), ({"subject": "pie apple"}, {a, r}),
                ({"subject": '"pie apple"'}, set()), ({"body": "butter"}, {a}), ({"body": "nothing"}, set()),
                ({"text": "split"}, {b}), ({"text": "ann"}, {a, c}), ({"body": "ünder"}, {r}),
                ({"text": "apple sugar"}, {a}), ({"header": ["List-Id"]}, {r}),
                ({"header": ["List-Id", "fruit"]}, {r}), ({"header": ["List-Id", "veg"]}, set()),
                ({"header": ["from", "NN"]}, {a, c}), ({"header": ["From", "<ben@"]}, {b}), ({"header": ["Subject", "e pie"]}, {a, r}),
                ({"header": ["X-Odd(name", "x"]}, set()), ({"header": ["Subject"]}, {a, b, r, c}), ({"header": ["mime-version", "1.0"]}, {a, b, r, c}),
                ({"operator": "OR", "conditions": [{"subject": "banana"}, {"subject": "cherry"}]}, {b, c}),
                ({"operator": "NOT", "conditions": [{"subject": "banana"}, {"subject": "cherry"}]}, {a, r}),
                ({"operator": "AND", "conditions": [{"inMailbox": inbox}, {"operator": "NOT", "conditions": [{"from": "ann"}]}]}, {b, r}),
                ({"operator": "AND", "conditions": [{"inMailbox": inbox}, {"inMailbox": archive}]}, set()),
                ({"operator": "AND", "conditions": []}, {a, b, r, c}), ({"operator": "OR", "conditions": []}, set()),
                ({"inMailbox": inbox, "text": "butter"}, {a})):
            with self.subTest(str(f)):
                got = self.one("Email/query", filter=f, calculateTotal=True)
                self.assertEqual(want, {e["subject"] for e in self.emails(got["ids"], "subject")})
                self.assertEqual(len(want), got["total"])

    def test_sorts(self):
        self.fill()
        a, b, r, c = "Apple pie", "banana", "Re: Apple pie", "cherry"
        for sort, want in (
                (None, [c, r, b, a]), (DEFAULT_SORT, [c, r, b, a]), ([{"property": "receivedAt"}], [a, b, r, c]),
                ([{"property": "size", "isAscending": False}, {"property": "receivedAt"}], [c]),
                ([{"property": "from"}, {"property": "receivedAt"}], [a, c, b, r]),
                ([{"property": "subject"}, {"property": "receivedAt"}], [a, r, b, c]),
                ([{"property": "hasKeyword", "keyword": "$flagged", "isAscending": False}, DEFAULT_SORT[0]], [b, c, r, a]),
                ([{"property": "someInThreadHaveKeyword", "keyword": "$seen", "isAscending": False},
                  {"property": "receivedAt"}], [a, r, b, c])):
            with self.subTest(str(sort)):
                self.assertEqual(want, self.subjects(sort=sort)[:len(want)])

    def test_collapse(self):
        self.fill()
        inbox = self.box_id("inbox")
        for f in ({"inMailbox": inbox}, {"inMailbox": inbox, "maxSize": 10 ** 9}):
            with self.subTest(str(f)):
                got = self.one("Email/query", filter=f, sort=DEFAULT_SORT, collapseThreads=True, calculateTotal=True)
                self.assertEqual(["Re: Apple pie", "banana"], [e["subject"] for e in self.emails(got["ids"], "subject")])
                self.assertEqual(2, got["total"])
        self.assertEqual(["banana", "Apple pie"], self.subjects(
            filter={"inMailbox": inbox, "before": "2026-11-03T00:00:00Z"}, sort=DEFAULT_SORT, collapseThreads=True))

    def test_windows(self):
        for i in range(12):
            self.append(mail(f"n{i:02}"), date=date(1, i))
        inbox = self.box_id("inbox")
        for extra in ({}, {"minSize": 1}):
            f = {"inMailbox": inbox, **extra}
            ask = lambda **kw: self.one("Email/query", filter=f, sort=DEFAULT_SORT, calculateTotal=True, **kw)
            everything = ask()["ids"]
            self.assertEqual(12, len(everything))
            for kw, want in (({"position": 3, "limit": 4}, everything[3:7]), ({"position": -2}, everything[-2:]),
                             ({"position": -99, "limit": 2}, everything[:2]), ({"position": 50}, []), ({"limit": 0}, []),
                             ({"anchor": everything[5], "limit": 2}, everything[5:7]),
                             ({"anchor": everything[5], "anchorOffset": -2, "limit": 3}, everything[3:6]),
                             ({"anchor": everything[1], "anchorOffset": -9, "limit": 2}, everything[:2]),
                             ({"anchor": everything[5], "anchorOffset": 4, "limit": 9}, everything[9:])):
                with self.subTest(str(kw)):
                    got = ask(**kw)
                    self.assertEqual((want, 12), (got["ids"], got["total"]))

    def follow(self, **query):
        """The list as a client keeps it: by queryChanges; compared with the truth."""
        held = self.one("Email/query", **query)
        yield held["ids"]
        ids, state = list(held["ids"]), held["queryState"]
        while True:
            c = self.one("Email/queryChanges", sinceQueryState=state, calculateTotal=True, **query)
            for gone in c["removed"]:
                if gone in ids:
                    ids.remove(gone)
            for item in c["added"]:
                ids.insert(item["index"], item["id"])
            truth = self.one("Email/query", calculateTotal=True, **query)
            self.assertEqual(truth["ids"], ids)
            self.assertEqual(truth["total"], c["total"])
            state = c["newQueryState"]
            yield ids

    def test_query_changes(self):
        self.fill()
        inbox = self.box_id("inbox")
        lists = [self.follow(**q) for q in (
            {"filter": {"inMailbox": inbox}, "sort": DEFAULT_SORT, "collapseThreads": True},
            {"filter": {"inMailbox": inbox}, "sort": DEFAULT_SORT},
            {"filter": {"inMailbox": inbox, "notKeyword": "$seen"}, "sort": DEFAULT_SORT, "collapseThreads": True},
            {"filter": {"someInThreadHaveKeyword": "$flagged"}, "sort": [{"property": "subject"}]},
            {"filter": None, "sort": [{"property": "size"}], "collapseThreads": True})]
        for one in lists:
            next(one)
        dice = random.Random(4)
        for step in range(12):
            ids = self.query()
            some = dice.choice(ids)
            if step % 4 == 0:
                self.append(mail("Re: Apple pie", References="<1@x>"), date=date(dice.randrange(1, 9)))
            elif step % 4 == 1:
                self.set(update={some: {"keywords": dice.choice([{}, {"$seen": True}, {"$flagged": True}])}})
            elif step % 4 == 2:
                self.set(update={some: {"mailboxIds": {dice.choice([inbox, self.box_id("archive")]): True}}})
            elif step == 7:
                self.set(destroy=[some])
            for one in lists:
                next(one)

    def test_query_changes_up_to_an_id(self):
        self.fill()
        before = self.one("Email/query", sort=DEFAULT_SORT)
        self.append(mail("newest"), date=date(27))
        [newest] = self.query(filter={"subject": "newest"})
        for last in (before["ids"][0], before["ids"][-1], "e1"):	# one that is not there bounds nothing
            r = self.one("Email/queryChanges", sinceQueryState=before["queryState"], sort=DEFAULT_SORT, upToId=last)
            self.assertEqual([{"id": newest, "index": 0}], r["added"])

    def test_query_changes_that_cannot_be_told(self):
        self.assertEqual("cannotCalculateChanges", self.error("Email/queryChanges", sinceQueryState="1"))
        state = self.one("Email/query", filter={"body": "x"})
        self.assertFalse(state["canCalculateChanges"])
        self.assertEqual("cannotCalculateChanges", self.error(
            "Email/queryChanges", sinceQueryState=state["queryState"], filter={"body": "x"}))
        self.fill()
        self.assertEqual("tooManyChanges", self.error(
            "Email/queryChanges", sinceQueryState=state["queryState"], maxChanges=2))

    def test_words_with_hyphens_and_the_like(self):
        """The mail server's index knows their pieces; those that are too short for it are not asked for."""
        self.append(mail("one", "a well-known needle-word, e-mail to x_y@sub.example or O'Neill; 3.14159\r\n"))
        self.append(mail("two", "well and known; some mail\r\n"))
        for word in ("needle-word", "Needle-Word", "e-mail", "x_y@sub.example", "O'Neill", "(needle-word)", "needle-word,"):
            for key in ("body", "text"):
                self.assertIn("one", self.subjects(filter={key: word}), (key, word))
        self.assertEqual([], self.subjects(filter={"body": "needle-sword"}))

    def test_snippets(self):
        self.append(mail("Apples & <pears>", "I like pears, too."))
        ids = self.query()
        r = self.one("SearchSnippet/get", filter={"text": "pears"}, emailIds=ids + ["e1"])
        self.assertEqual([{"emailId": ids[0], "subject": "Apples &amp; &lt;<mark>pears</mark>&gt;",
                           "preview": "I like <mark>pears</mark>, too."}], r["list"])
        self.assertEqual(["e1"], r["notFound"])

    def test_snippets_of_the_text_itself(self):
        self.append(mail("Letter", "word " * 300 + "among them a GRÜßE <b>\r\nof Ćwiczenie, and " + "word " * 300))
        [id] = self.query()
        def preview(**condition):
            return self.one("SearchSnippet/get", filter=condition, emailIds=[id])["list"][0]["preview"]
        got = preview(body="grusse")
        self.assertIn("among them a <mark>GRÜßE</mark> &lt;b&gt;  of Ćwiczenie, and word", got)
        self.assertLess(len(got), 300)
        self.assertIn("<mark>Ćwiczenie</mark>", preview(text="cwiczenie"))
        self.assertIsNone(preview(text="absent"))
        self.assertIsNone(self.one("SearchSnippet/get", filter=None, emailIds=[id])["list"][0]["preview"])


class SetTest(JmapTest):
    def flags(self, box="INBOX"):
        c = self.me.imap()
        c.select(box, readonly=True)
        out = [line.decode() for line in c.uid("fetch", "1:*", "(FLAGS)")[1] if line]
        c.logout()
        return out

    def test_keywords(self):
        self.append(mail("a"))
        [e] = self.query()
        for patch, want in (({"keywords/$seen": True}, {"$seen"}), ({"keywords": {"$Flagged": True, "Mine": True}}, {"$flagged", "mine"}),
                            ({"keywords/mine": None, "keywords/$answered": True}, {"$flagged", "$answered"}),
                            ({"keywords/nothere": None}, {"$flagged", "$answered"}), ({"keywords": {}}, set())):
            with self.subTest(str(patch)):
                done = self.set(update={e: patch})
                self.assertEqual({e: None}, done["updated"], done)
                self.assertEqual(want, set(self.only_email("keywords")["keywords"]))
        self.set(update={e: {"keywords/$seen": True, "keywords/foo": True}})
        self.assertIn(r"\Seen", self.flags()[0])
        self.assertIn("foo", self.flags()[0])

    def test_move_copy_and_take_out(self):
        self.append(mail("a"))
        [e] = self.query()
        inbox, archive, trash = (self.box_id(r) for r in ("inbox", "archive", "trash"))
        for patch, want in (({"mailboxIds": {archive: True}}, {archive}),
                            ({f"mailboxIds/{inbox}": True}, {archive, inbox}),
                            ({f"mailboxIds/{inbox}": None, f"mailboxIds/{archive}": None, f"mailboxIds/{trash}": True}, {trash}),
                            ({"mailboxIds": {inbox: True, archive: True, trash: True}}, {inbox, archive, trash}),
                            ({f"mailboxIds/{inbox}": None}, {archive, trash})):
            with self.subTest(str(patch)):
                done = self.set(update={e: patch})
                self.assertEqual({e: None}, done["updated"], done)
                self.assertEqual([e], self.query())
                self.assertEqual(want, set(self.only_email("mailboxIds")["mailboxIds"]))
        self.assertEqual((0, 1, 1), tuple(self.box(r)["totalEmails"] for r in ("inbox", "archive", "trash")))

    def test_keywords_of_all_copies(self):
        self.append(mail("a"))
        [e] = self.query()
        self.set(update={e: {f"mailboxIds/{self.box_id('archive')}": True}})
        self.set(update={e: {"keywords/$seen": True}})
        self.assertIn(r"\Seen", self.flags("Archive")[0])
        self.assertIn(r"\Seen", self.flags()[0])

    def test_what_stays_as_it_is_may_be_sent_back(self):
        """RFC 8620, 5.3: what cannot change must be what it is, and then it is no error."""
        self.append(mail("whole"))
        [id] = self.query()
        names = ("id", "blobId", "threadId", "size", "receivedAt", "subject", "from", "messageId", "hasAttachment", "preview", "keywords", "mailboxIds")
        [whole] = self.emails([id], *names)
        update = lambda patch: self.set(update={id: patch})
        self.assertEqual({id: None}, update({**whole, "keywords": {"$seen": True}})["updated"])
        self.assertEqual({"$seen": True}, self.emails([id], "keywords")[0]["keywords"])
        for name, value in {"id": "e1", "subject": "other", "size": whole["size"] + 1, "hasAttachment": True, "shoe": 1, "from": None}.items():
            error = update({**whole, name: value})["notUpdated"][id]
            self.assertEqual(("invalidProperties", [name]), (error["type"], error["properties"]))

    def test_refusals(self):
        self.append(mail("a"))
        [e] = self.query()
        for patch, want in (({"subject": "x"}, "invalidProperties"), ({"mailboxIds": {}}, "invalidProperties"),
                            ({f"mailboxIds/{self.box_id('inbox')}": None}, "invalidProperties"),
                            ({"mailboxIds": {"m1": True}}, "invalidProperties"), ({"keywords": {"a b": True}}, "invalidProperties"),
                            ({"keywords/a\r\nb": True}, "invalidProperties"), ({"keywords/x": 5}, "invalidProperties"),
                            ({"keywords/a/b": True}, "invalidPatch"), ({"keywords": {}, "keywords/x": True}, "invalidPatch"),
                            (5, "invalidPatch")):
            with self.subTest(str(patch)):
                self.assertEqual(want, self.set(update={e: patch})["notUpdated"][e]["type"])
        r = self.set(update={"e1": {"keywords/x": True}, e: {"keywords/x": True}}, destroy=["e2", e])
        self.assertEqual({"e1": "notFound", e: "willDestroy"}, {k: v["type"] for k, v in r["notUpdated"].items()})
        self.assertEqual(([e], "notFound"), (r["destroyed"], r["notDestroyed"]["e2"]["type"]))

    def test_many_at_once(self):
        for i in range(60):
            self.append(mail(f"m{i}"))
        ids = self.query()
        self.assertEqual(60, len(ids))
        done = self.set(update={i: {"keywords/$seen": True, f"mailboxIds/{self.box_id('inbox')}": None,
                                    f"mailboxIds/{self.box_id('archive')}": True} for i in ids})
        self.assertEqual(set(ids), set(done["updated"]))
        self.assertEqual((0, 60, 0), (self.box("inbox")["totalEmails"], self.box("archive")["totalEmails"],
                                      self.box("archive")["unreadEmails"]))
        self.assertEqual(set(ids), set(self.query()))
        self.assertEqual(60, len(self.set(destroy=ids)["destroyed"]))
        self.assertEqual([], self.query())

    def test_changes(self):
        state = self.state()
        self.append(mail("a"))
        self.append(mail("b"))
        first = self.one("Email/changes", sinceState=state, maxChanges=1)
        self.assertEqual((1, True), (len(first["created"]), first["hasMoreChanges"]))
        second = self.one("Email/changes", sinceState=first["newState"])
        self.assertEqual((1, False), (len(second["created"]), second["hasMoreChanges"]))
        a, b = first["created"] + second["created"]
        self.set(update={a: {"keywords/$seen": True}}, destroy=[b])
        third = self.one("Email/changes", sinceState=second["newState"])
        self.assertEqual(([], [a], [b]), (third["created"], third["updated"], third["destroyed"]))
        everything = self.one("Email/changes", sinceState=state)
        self.assertEqual(([a], [], []), (everything["created"], everything["updated"], everything["destroyed"]))
        nothing = self.one("Email/changes", sinceState=third["newState"])
        self.assertEqual((third["newState"], []), (nothing["newState"], nothing["updated"]))

    def test_draft(self):
        picture = self.upload(b"\x89PNG picture", "image/png")
        pdf = self.upload(bytes(random.randbytes(100_000)), "application/pdf")
        done = self.set(create={"d": {
            "mailboxIds": {self.box_id("drafts"): True}, "keywords": {"$draft": True, "$seen": True},
            "from": [{"name": "Jörg Ünlü", "email": self.me.address}], "to": [{"name": None, "email": "bob@example.org"}],
            "cc": [], "bcc": [{"name": "Hidden", "email": "carol@example.org"}], "subject": "Entwurf – „schön“ " + "lang " * 40,
            "inReplyTo": ["1@x"], "references": ["0@x", "1@x"], "header:X-Mine:asText": "wert ü",
            "textBody": [{"partId": "t", "type": "text/plain"}], "htmlBody": [{"partId": "h", "type": "text/html"}],
            "bodyValues": {"t": {"value": "Hallo Wörld\nzweite\n"}, "h": {"value": "<p>Hallo <img src=\"cid:p1\"></p>"}},
            "attachments": [{"blobId": picture["blobId"], "type": "image/png", "cid": "p1", "disposition": "inline", "name": "p.png"},
                            {"blobId": pdf["blobId"], "type": "application/pdf", "name": "Größe.pdf", "disposition": "attachment"}]}})
        self.assertIsNone(done["notCreated"], done)
        made = done["created"]["d"]
        self.assertEqual({"id", "blobId", "threadId", "size"}, set(made))
        [e] = self.emails([made["id"]], fetchAllBodyValues=True)
        self.assertEqual({"$draft": True, "$seen": True}, e["keywords"])
        self.assertEqual("Jörg Ünlü", e["from"][0]["name"])
        self.assertEqual("Entwurf – „schön“ " + ("lang " * 40).strip(), e["subject"])
        self.assertEqual(["1@x"], e["inReplyTo"])
        self.assertEqual(["0@x", "1@x"], e["references"])
        self.assertEqual("carol@example.org", e["bcc"][0]["email"])
        self.assertEqual(1, len(e["messageId"]))
        self.assertTrue(e["messageId"][0].endswith("@example.org"))
        self.assertEqual("Hallo Wörld\nzweite\n", e["bodyValues"][e["textBody"][0]["partId"]]["value"])
        self.assertEqual(["image/png", "application/pdf"], [p["type"] for p in e["attachments"]])
        self.assertEqual("Größe.pdf", e["attachments"][1]["name"])
        self.assertEqual(self.download(pdf["blobId"]).body, self.download(e["attachments"][1]["blobId"]).body)
        raw = self.download(made["blobId"]).body
        self.assertEqual(made["size"], len(raw))
        self.assertTrue(all(len(line) <= 998 for line in raw.split(b"\r\n")))
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        self.assertEqual("wert ü", message_from_bytes(raw, policy=policy.default)["X-Mine"])

        again = self.set(create={"d2": {"mailboxIds": {self.box_id("drafts"): True}, "subject": "newer"}}, destroy=[made["id"]])
        self.assertEqual([made["id"]], again["destroyed"])
        self.assertEqual(["newer"], self.subjects())

    def test_drafts_that_cannot_be(self):
        drafts = {self.box_id("drafts"): True}
        text = {"bodyValues": {"t": {"value": "x"}}, "textBody": [{"partId": "t"}]}
        for wish, want in (({}, "mailboxIds"), ({"mailboxIds": {}}, "mailboxIds"), ({"mailboxIds": {"m1": True}}, "mailboxIds"),
                           ({"mailboxIds": drafts, "subject": "a\r\nBcc: x@y"}, "subject"), ({"mailboxIds": drafts, "id": "e1"}, "id"),
                           ({"mailboxIds": drafts, "headers": []}, "headers"), ({"mailboxIds": drafts, "preview": "x"}, "preview"),
                           ({"mailboxIds": drafts, "header:Subject:asText": "a", "subject": "b"}, None),
                           ({"mailboxIds": drafts, "header:Content-Type:asText": "a"}, "header:Content-Type:asText"),
                           ({"mailboxIds": drafts, "header:Bad Name": " x"}, "header:Bad Name"),
                           ({"mailboxIds": drafts, "header:X-A": " x\r\nEvil: y"}, "header:X-A"),
                           ({"mailboxIds": drafts, "from": [{"name": "x"}]}, "from"),
                           ({"mailboxIds": drafts, "to": [{"email": "a@b\r\nX: y"}]}, "to"),
                           ({"mailboxIds": drafts, "sentAt": "now"}, "sentAt"), ({"mailboxIds": drafts, "receivedAt": "now"}, "receivedAt"),
                           ({"mailboxIds": drafts, "textBody": [{"partId": "q"}]}, "bodyValues"),
                           ({"mailboxIds": drafts, "textBody": [{"partId": "t", "type": "text/html"}], "bodyValues": text["bodyValues"]}, "textBody"),
                           ({"mailboxIds": drafts, **text, "bodyStructure": {"partId": "t", "type": "text/plain"}}, "bodyStructure"),
                           ({"mailboxIds": drafts, "bodyStructure": {"type": "multipart/mixed", "subParts": []}}, "bodyStructure"),
                           ({"mailboxIds": drafts, "bodyValues": {"t": {"value": "x", "isTruncated": True}}, "textBody": [{"partId": "t"}]}, "bodyValues"),
                           ({"mailboxIds": drafts, **text, "textBody": [{"partId": "t", "size": 1}]}, "textBody"),
                           ({"mailboxIds": drafts, "keywords": {"a b": True}}, "keywords")):
            with self.subTest(str(wish)[:90]):
                error = self.set(create={"k": wish})["notCreated"]["k"]
                self.assertEqual("invalidProperties", error["type"])
                if want:
                    self.assertEqual([want], error["properties"])
        error = self.set(create={"k": {"mailboxIds": drafts, "attachments": [{"blobId": "u" + "0" * 64}]}})["notCreated"]["k"]
        self.assertEqual(("blobNotFound", ["u" + "0" * 64]), (error["type"], error["notFound"]))
        self.assertEqual([], self.query())

    def test_structure_as_given(self):
        done = self.set(create={"k": {"mailboxIds": {self.box_id("drafts"): True}, "bodyStructure": {
            "type": "multipart/mixed", "subParts": [{"type": "text/html", "partId": "h"}, {"type": "text/plain", "partId": "t"}]},
            "bodyValues": {"h": {"value": "<b>x</b>"}, "t": {"value": "y"}}}})
        s = self.emails([done["created"]["k"]["id"]], "bodyStructure")[0]["bodyStructure"]
        self.assertEqual(["text/html", "text/plain"], [p["type"] for p in s["subParts"]])

    def test_import_and_parse(self):
        raw = mail("imported", "body text\r\n", message_id="imp@x")
        blob = self.upload(raw.replace(b"\r\n", b"\n"), "message/rfc822")["blobId"]
        junk = self.upload(b"\x00\x01", "message/rfc822")["blobId"]
        parsed = self.one("Email/parse", blobIds=[blob, "b1"], fetchTextBodyValues=True)
        self.assertEqual(["b1"], parsed["notFound"])
        e = parsed["parsed"][blob]
        self.assertEqual(("imported", ["imp@x"]), (e["subject"], e["messageId"]))
        self.assertEqual("body text\n", e["bodyValues"]["1"]["value"])
        asked = ["id", "threadId", "mailboxIds", "keywords", "receivedAt"]
        self.assertEqual(dict.fromkeys(asked), self.one("Email/parse", blobIds=[blob], properties=asked)["parsed"][blob])
        inbox = {self.box_id("inbox"): True}
        done = self.one("Email/import", emails={
            "a": {"blobId": blob, "mailboxIds": inbox, "keywords": {"$seen": True}, "receivedAt": "2020-02-02T02:02:02Z"},
            "b": {"blobId": "b1", "mailboxIds": inbox}, "c": {"blobId": junk, "mailboxIds": inbox}, "d": {"blobId": blob, "mailboxIds": {}}})
        self.assertEqual({"b": "invalidProperties", "c": "invalidEmail", "d": "invalidProperties"},
                         {k: v["type"] for k, v in done["notCreated"].items()})
        e = self.only_email("receivedAt", "keywords", "blobId", "subject")
        self.assertEqual(("2020-02-02T02:02:02Z", {"$seen": True}), (e["receivedAt"], e["keywords"]))
        self.assertEqual(raw, self.download(e["blobId"]).body)
        # Unless told it came when the last server took it.
        moved = self.upload(b"Received: from a.example by b.example (x);\r\n Tue, 03 Mar 2020 05:03:03 +0200 (EET)\r\n"
                            b"Received: by old.example; Mon, 02 Mar 2020 03:03:03 +0000\r\n" + raw, "message/rfc822")["blobId"]
        made = self.one("Email/import", emails={"m": {"blobId": moved, "mailboxIds": inbox}})["created"]["m"]["id"]
        self.assertEqual("2020-03-03T03:03:03Z", self.emails([made], "receivedAt")[0]["receivedAt"])

    def test_a_type_that_is_none(self):
        self.append(b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                    b"--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b\r\nContent-Type: foo\r\n\r\nbytes\r\n"
                    b"--b\r\nContent-Type: =?utf-8?q?image/png?=\r\n\r\nbytes\r\n--b--\r\n")
        parts = self.only_email("bodyStructure")["bodyStructure"]["subParts"]
        self.assertEqual(["text/plain"] + ["application/octet-stream"] * 2, [p["type"] for p in parts])


class WinmailTest(JmapTest):
    """What Outlook packs into winmail.dat is listed and downloaded like what others attach."""

    def with_winmail(self, name, text="read the files\r\n"):
        m = EmailMessage()
        m["From"], m["To"], m["Subject"] = "bob@example.org", "alice@example.org", name
        m.set_content(text)
        with open(os.path.join(ROOT, "tests", "fixtures", "tnef", f"{name}.tnef"), "rb") as f:
            m.add_attachment(f.read(), maintype="application", subtype="ms-tnef", filename="winmail.dat")
        self.append(m.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def test_files(self):
        self.with_winmail("two-files")
        e = self.only_email("attachments", "bodyStructure", "hasAttachment", "textBody")
        self.assertEqual([("AUTHORS", "application/octet-stream", "attachment"), ("README", "application/octet-stream", "attachment")],
                         [(a["name"], a["type"], a["disposition"]) for a in e["attachments"]])
        self.assertEqual(["text/plain", "application/ms-tnef"], [p["type"] for p in e["bodyStructure"]["subParts"]])
        self.assertTrue(e["hasAttachment"])
        for a in e["attachments"]:
            got = self.download(a["blobId"], a["name"], expect=200)
            self.assertEqual(a["size"], len(got.body))
            self.assertIn("attachment", got.headers["content-disposition"])
        self.assertIn(b"Mark Simpson", self.download(e["attachments"][0]["blobId"]).body)
        # They can be sent on.
        made = self.set(create={"d": {"mailboxIds": {self.box_id("drafts"): True}, "subject": "on",
                                      "attachments": [{"blobId": e["attachments"][0]["blobId"], "type": "text/plain", "name": "AUTHORS"}]}})
        self.assertIn("d", made["created"], made)
        # What nobody named is not there.
        whole = e["bodyStructure"]["subParts"][1]["blobId"]
        for wrong in ("_t0", "_t3", "_t", "_t1_1", "_t01", "_t99999999999", "_tx"):
            self.assertEqual(404, self.download(whole + wrong).code, wrong)
        text = e["textBody"][0]["blobId"]
        self.assertEqual(404, self.download(text + "_t1").code)
        self.assertEqual(404, self.download(e["attachments"][0]["blobId"], who=self.bob).code)

    def test_a_text_that_is_nowhere_else(self):
        self.with_winmail("body", text="")
        [a] = self.only_email("attachments")["attachments"]
        self.assertEqual(("message.html", "text/html"), (a["name"], a["type"]))
        self.with_winmail("rtf", text="")
        [id] = self.query(filter={"subject": "rtf"})
        [a] = self.emails([id], "attachments")[0]["attachments"]
        self.assertTrue(self.download(a["blobId"]).body.startswith(b"{\\rtf1"))
        self.with_winmail("rtf", text="the same in plain words")
        self.assertEqual(["winmail.dat"], [a["name"] for a in self.emails(self.query(filter={"body": "plain words"}), "attachments")[0]["attachments"]])

    def test_what_is_none(self):
        m = EmailMessage()
        m["From"], m["Subject"] = "bob@example.org", "x"
        m.set_content("x")
        m.add_attachment(b"no tnef at all", maintype="application", subtype="ms-tnef", filename="winmail.dat")
        self.append(m.as_bytes().replace(b"\n", b"\r\n"))
        self.assertEqual(["winmail.dat"], [a["name"] for a in self.only_email("attachments")["attachments"]])


if __name__ == "__main__":
    unittest.main()
