"""Thousands of messages at once: a client is answered soon with what is there,
and the rest comes into the index by itself, whether anybody waits for it or not."""

import json
import os
import subprocess
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import harness
from jmap_case import CORE, MAIL, JmapTest, mail

COUNT = 2500
MAKER = os.path.join(harness.ROOT, "tests", "fixtures", "make_mailbox.py")


class IndexingTest(JmapTest):
    config = "index.wait = 400\n"	# as it is by itself: an answer does not wait for thousands

    def pour(self, copies=True, but=0):
        """COUNT messages by IMAP (answers go to Sent), and copies of what is in INBOX but the first BUT, quicker than any
        index follows."""
        subprocess.run([sys.executable, MAKER, "--count", str(COUNT), "--seed", "5", "--owner", self.me.address,
                        "--imap", f"localhost:{self.stack.port('imaps')}", "--tls", "--ca",
                        os.path.join(self.stack.state, "tls", "ca.crt"), "--user", self.me.address,
                        "--password", self.me.password], check=True, timeout=300, stdout=subprocess.DEVNULL)
        c = self.me.imap()
        before = int(c.select("INBOX")[1][0])
        if copies:
            c.copy(f"{but + 1}:*", "INBOX")
        self.inbox = int(c.select("INBOX")[1][0])
        self.count = self.inbox + int(c.select("Sent")[1][0])
        self.assertEqual(2 * before - but if copies else before, self.inbox)
        c.logout()

    def indexed(self):
        """What the index has, without asking Hayloft, who would go on with it."""
        return int(self.stack.sql("SELECT coalesce(sum(total_emails), 0) FROM mail_mailbox WHERE account_id = "
                                  + self.me.account()[1:])[0][0])

    def total(self):
        return self.one("Email/query", calculateTotal=True, limit=1)["total"]

    def test_one_request_is_enough(self):
        self.pour()
        answer = self.me.post("/jmap/api", json.dumps({
            "using": [CORE, MAIL], "methodCalls": [["Mailbox/get", {"accountId": self.me.account()}, "0"]]}).encode(),
            headers={"Content-Type": "application/json"}, expect=200)
        # What the worker told the front is not for the client.
        self.assertNotIn("x-sync-owed", {name.lower() for name in answer.headers})
        [[_, boxes, _]] = answer.json()["methodResponses"]
        self.assertLessEqual(sum(box["totalEmails"] for box in boxes["list"]), self.count)
        harness.wait_for(lambda: self.indexed() == self.count, 240)
        self.assertEqual(self.count, self.total())

    def test_previews_do_not_depend_on_when_mail_is_indexed(self):
        """First indexing takes the mail server's previews, where these are what we would make ourselves."""
        answer = {"In_Reply_To": "<a@x>", "References": "<a@x>"}
        messages = [
            mail("plain", "The numbers look better than last month. See https://www.example.com/ for more ...\r\n"),
            mail("with a name", "Dear Ann: this is no quote.\r\nIt goes on.\r\n"),
            mail("signed", "Short words.\r\n\r\n-- \r\nHank Moore\r\nexample.com\r\n"),
            mail("answer", "On Friday Ann wrote:\r\n> Old words\r\nNew words\r\n", **answer),
            mail("only quoted", "> Old words\r\n> and more\r\n"),
            mail("forwarded", "See below.\r\n-----Original Message-----\r\nFrom: Ann\r\nOld words\r\n"),
            mail("list", "Words.\r\n_____________\r\nusers mailing list\r\n"),
            mail("empty", ""),
            mail("accents", "Grüße aus München, Łukasz. 会議の議事録\r\n"),
            mail("without a charset", "placeholder\r\n").replace(b"placeholder", "Gr\u00fc\u00dfe".encode("latin-1")),
            mail("japanese", "placeholder\r\n").replace(b"placeholder", "会議の議事録".encode("iso-2022-jp")),
            mail("html", "<style>p { color: red }</style><p>Words</p><p>and <b>more</b></p>\r\n").replace(b"text/plain", b"text/html"),
            mail("long", "All work and no play makes Jack a dull boy. " * 20 + "\r\n"),
        ]
        for message in messages:
            self.append(message)
        first = {e["subject"]: e for e in self.emails(self.query(), "subject", "preview")}
        self.assertEqual(len(messages), len(first))
        for message in messages:
            self.append(message)
        later = {e["subject"]: e for e in self.emails(self.query(), "subject", "preview") if e["id"] != first[e["subject"]]["id"]}
        self.assertEqual(len(messages), len(later))
        for subject, e in first.items():
            with self.subTest(subject):
                # The server's are shorter: 200 characters.
                self.assertEqual(later[subject]["preview"][:190].strip(), e["preview"][:190].strip())
        self.assertEqual("Short words.", first["signed"]["preview"])
        self.assertEqual("New words", first["answer"]["preview"])

    def test_few_are_there_at_once(self):
        """Also on a machine that stands still for longer than an answer waits for the index."""
        for i in range(3):
            self.append(mail(f"number {i}"))
        self.me.account()
        with self.stack.holding("LOCK TABLE mail_mailbox IN EXCLUSIVE MODE") as held, ThreadPoolExecutor() as pool:
            asked = pool.submit(self.query)
            harness.wait_for(held.waiting)
            time.sleep(1.5)
            held.release()
            self.assertEqual(3, len(asked.result()))

    def test_streams_hear_the_progress(self):
        states = []

        def listen():
            try:
                for event, data in stream:
                    if event == "state" and "Email" in data["changed"][self.me.account()]:
                        states.append(data["changed"][self.me.account()]["Email"])
            except (OSError, ValueError, AttributeError):
                pass	# closed below
        self.pour()
        with self.me.events(types="Email", timeout=300) as stream:
            thread = threading.Thread(target=listen)
            thread.start()
            harness.wait_for(lambda: self.indexed() == self.count, 240)
            harness.wait_for(lambda: self.state() in states)
        thread.join()
        self.assertGreater(len(set(states)), 2)

    def test_many_at_once_do_not_hold_an_answer_up(self):
        for subject in ("seen", "gone"):
            self.append(mail(subject + " meanwhile"))
        ids = {e["subject"]: e["id"] for e in self.emails(self.query(), "subject")}
        # Copies of these two would live on under their ids when they are gone.
        self.pour(but=2)
        self.append(mail("the last"))
        self.count += 1
        self.inbox += 1
        begun = time.monotonic()
        answer = self.one("Email/query", calculateTotal=True, limit=1)
        took = time.monotonic() - begun
        self.assertLess(took, 60)	# 2 s on a machine that has nothing else to do
        self.assertLessEqual(answer["total"], self.count)

        # What was known before is followed, although newer mail is missing.
        c = self.me.imap()
        c.select("INBOX")
        c.uid("STORE", "1", "+FLAGS", r"(\Seen)")
        c.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
        c.expunge()
        c.logout()

        def followed():
            told = self.emails(list(ids.values()), "keywords")
            return [(e["id"], "$seen" in e["keywords"]) for e in told] == [(ids["seen meanwhile"], True)]
        harness.wait_for(followed, 120)
        harness.wait_for(lambda: self.indexed() == self.count - 1, 240)
        self.assertEqual(self.count - 1, self.total())
        self.assertEqual([[str(self.inbox - 1)]] * 2, self.stack.sql(
            "SELECT count(DISTINCT uid) FROM mail_placement p JOIN mail_mailbox m ON m.account_id = p.account_id"
            f" AND m.id = p.mailbox_id WHERE p.account_id = {self.me.account()[1:]} AND m.role = 'inbox'"
            " UNION ALL SELECT messages FROM mail_mailbox WHERE role = 'inbox'"
            f" AND account_id = {self.me.account()[1:]}"))

    def scans(self):
        """What PostgreSQL has looked at of the index's tables so far."""
        return {name: [int(n) for n in numbers] for name, *numbers in self.stack.sql(
            "SELECT relname, seq_scan, seq_tup_read, coalesce(idx_scan, 0), coalesce(idx_tup_fetch, 0)"
            " FROM pg_stat_user_tables WHERE relname LIKE 'mail\\_%'")}

    def test_moved_by_thousands_they_keep_their_ids(self):
        def emails():
            return set(map(tuple, self.stack.sql("SELECT id, thread_id FROM mail_email WHERE account_id = "
                                                 + self.me.account()[1:])))

        def all_there():
            return next(m for m in self.boxes() if m["role"] == "archive")["totalEmails"] == self.inbox
        # As vacuum leaves tables that were empty then: the planner reckons with next to nothing in them.
        for table in ("mail_email", "mail_placement", "mail_ref", "mail_words"):
            self.stack.sql(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
            self.addCleanup(self.stack.sql, f"ALTER TABLE {table} RESET (autovacuum_enabled); ANALYZE {table}")
        self.stack.sql("UPDATE pg_class SET reltuples = 1, relpages = 200 WHERE relkind IN ('r', 'i')"
                       " AND relname LIKE 'mail\\_%'", "postgres")
        begun = self.scans()
        self.pour(copies=False)
        self.boxes()
        harness.wait_for(lambda: self.indexed() == self.count, 240)
        before = emails()
        c = self.me.imap()
        c.select("INBOX")
        c.uid("MOVE", "1:*", "Archive")
        c.logout()
        harness.wait_for(all_there, 240, pause=0.5)
        self.assertEqual(before, emails())
        time.sleep(1.5)	# what a connection read is told a second later
        looked = {name: [n - was for n, was in zip(numbers, begun[name])] for name, numbers in self.scans().items()}
        read = sum(sequential + indexed for _, sequential, _, indexed in looked.values())
        print(f"{read / self.count:.0f} rows looked at for each message")
        self.assertLess(read, 500 * self.count, looked)


if __name__ == "__main__":
    unittest.main()
