"""The index follows the mail server: what any other client does is in the next
answer, and nothing is lost, doubled or given another id without need."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import harness
from jmap_case import JmapTest, mail, wait_until

MAKER = os.path.join(harness.ROOT, "tests", "fixtures", "make_mailbox.py")


class SyncTest(JmapTest):
    def imap(self, box="INBOX"):
        c = self.me.imap()
        c.select(box)
        self.addCleanup(c.shutdown)
        return c

    def fill(self, n, box="INBOX"):
        """Many messages at once, as MULTIAPPEND would be slow from here."""
        c = self.me.imap()
        for i in range(n):
            c.append(box, None, None, mail(f"mail {i}", message_id=f"{box}{i}@x"))
        c.logout()

    def agree(self):
        """Index and mail server tell the same.  An answer does not wait long for another process that is
        following the store, so it may be the next one that does; what was missed stays missed."""
        end = time.monotonic() + 60
        while True:
            try:
                return self.compare()
            except AssertionError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def test_a_message_on_the_move_keeps_its_id_while_others_change(self):
        self.append(mail("traveller"))
        id = self.only_email("id")["id"]
        self.fill(1)
        over = threading.Event()

        def flag():
            c, sign = self.imap(), "+"
            while not over.is_set():
                c.uid("store", "1:*", sign + "FLAGS", r"(\Flagged)")
                sign = "-" if sign == "+" else "+"

        def look():
            while not over.is_set():
                self.one("Email/query", filter={"inMailbox": self.box_id("inbox")})

        with ThreadPoolExecutor(4) as pool:
            busy = [pool.submit(flag), pool.submit(look), pool.submit(look)]
            try:
                c = self.imap()
                for turn in range(30):
                    for box in ("Archive", "INBOX"):
                        uid = c.uid("search", "SUBJECT", "traveller")[1][0].decode()
                        self.assertEqual("OK", c.uid("move", uid, box)[0])
                        c.select(box)
            finally:
                over.set()
            for b in busy:
                b.result()
        self.agree()
        self.assertEqual(["traveller"], [e["subject"] for e in self.emails([id], "subject")])

    def compare(self):
        """Index and mail server hold the same messages, each copy with its own flags,
        and what clients are told follows from that."""
        boxes = {"INBOX" if m["role"] == "inbox" else m["name"]: m for m in self.boxes()}
        rows = self.stack.sql(
            "SELECT m.path, p.uid, p.keywords LIKE '% $seen %', p.keywords LIKE '% $flagged %', p.email_id"
            " FROM mail_placement p JOIN mail_mailbox m ON m.account_id = p.account_id AND m.id = p.mailbox_id"
            f" WHERE p.account_id = {self.me.account()[1:]}")
        got, flags = {}, {}
        for path, uid, seen, flagged, email in rows:
            got.setdefault(path, set()).add((int(uid), seen == "t", flagged == "t"))
            flags.setdefault("e" + email, []).append((seen == "t", flagged == "t", boxes[path]["id"]))
        want = {}
        c = self.me.imap()
        for name in boxes:
            self.assertEqual("OK", c.select(f'"{name}"', readonly=True)[0])
            for line in c.uid("fetch", "1:*", "(UID FLAGS)")[1]:
                text = line.decode() if line else ""
                if text and r"\Deleted" not in text:
                    uid = int(text.split("UID ")[1].split()[0].rstrip(")"))
                    want.setdefault(name, set()).add((uid, r"\Seen" in text, r"\Flagged" in text))
        c.logout()
        self.assertEqual(want, got)
        for name, m in boxes.items():
            self.assertEqual(len(want.get(name, ())), m["totalEmails"], name)
        # Of copies: seen when all are, flagged when one is.
        told = {e["id"]: e for e in self.emails(self.query(), "mailboxIds", "keywords", "threadId")}
        self.assertEqual(set(flags), set(told))
        for i, copies in flags.items():
            self.assertEqual((all(s for s, _, _ in copies), any(f for _, f, _ in copies), {b for _, _, b in copies}),
                             ("$seen" in told[i]["keywords"], "$flagged" in told[i]["keywords"], set(told[i]["mailboxIds"])))
        for m in boxes.values():
            inside = [e for e in told.values() if m["id"] in e["mailboxIds"]]
            self.assertEqual((sum("$seen" not in e["keywords"] for e in inside), len({e["threadId"] for e in inside})),
                             (m["unreadEmails"], m["totalThreads"]))

    def test_a_blob_is_found_while_its_message_moves(self):
        self.append(mail("on its way"))
        blob = self.only_email("blobId")["blobId"]
        whole = self.download(blob, expect=200).body
        c = self.imap()
        for box in ("Archive", "INBOX"):
            uid = c.uid("search", "ALL")[1][0].decode()
            self.assertEqual("OK", c.uid("move", uid, box)[0])
            self.assertEqual(whole, self.download(blob, expect=200).body, box)
            c.select(box)
        c.uid("store", c.uid("search", "ALL")[1][0].decode(), "+FLAGS", r"(\Deleted)")
        c.expunge()
        self.assertEqual(404, self.download(blob).code)

    def test_of_one_second_the_later_is_the_newer(self):
        """Both come in one round, and lists tell the newest first."""
        self.query()
        for subject in ("first", "second", "third"):
            self.append(mail(subject), date='"20-Nov-2026 10:00:00 +0000"')
        self.assertEqual(["third", "second", "first"],
                         self.subjects(sort=[{"property": "receivedAt", "isAscending": False}]))

    def test_mail_behind_a_modification_sequence_that_ran_ahead(self):
        """Mail is new by its number, whatever is believed of modification sequences."""
        self.append(mail("shown"))
        self.assertEqual(1, len(self.query()))
        self.stack.sql("UPDATE mail_mailbox SET modseq = modseq + 100 WHERE role = 'inbox' AND account_id = "
                       + self.me.account()[1:])
        for subject in ("hidden", "too"):
            self.append(mail(subject))
        self.assertEqual({"shown", "hidden", "too"},
                         {e["subject"] for e in self.emails(self.query(), "subject")})
        self.agree()

    def test_flags_of_another_client(self):
        self.fill(3)
        ids = self.query()
        c = self.imap()
        for flags, want in ((r"+FLAGS (\Seen \Flagged)", {"$seen", "$flagged"}), (r"-FLAGS (\Seen)", {"$flagged"}),
                            (r"FLAGS (Later $Forwarded)", {"later", "$forwarded"}), ("FLAGS ()", set())):
            state = self.state()
            what, value = flags.split(" ", 1)
            c.uid("store", "1", what, value)
            changed = self.one("Email/changes", sinceState=state)["updated"]
            self.assertEqual(1, len(changed), flags)
            self.assertEqual(want, set(self.emails(changed, "keywords")[0]["keywords"]))
        self.assertEqual(set(ids), set(self.query()))

    def test_new_and_expunged(self):
        self.fill(4)
        ids = self.query()
        state = self.state()
        c = self.imap()
        c.uid("store", "2", "+FLAGS", r"(\Deleted)")
        self.assertEqual(3, len(self.query()))
        c.expunge()
        self.append(mail("fresh"))
        changes = self.one("Email/changes", sinceState=state)
        self.assertEqual((1, 1), (len(changes["created"]), len(changes["destroyed"])))
        self.assertEqual(set(ids) - set(changes["destroyed"]) | set(changes["created"]), set(self.query()))
        self.agree()

    def test_deleted_mailbox_that_has_children(self):
        """It stays as a place in the tree, without what was in it."""
        c = self.imap()
        c.create("Above/Below")
        c.create("Above")
        c.append("Above", None, None, mail("upper"))
        c.append("Above/Below", None, None, mail("lower"))
        self.assertEqual({"upper", "lower"}, set(self.subjects()))
        state = self.state()
        self.assertEqual("OK", c.delete("Above")[0])
        self.assertEqual(["lower"], self.subjects())
        self.assertEqual(1, len(self.one("Email/changes", sinceState=state)["destroyed"]))
        self.assertEqual(0, next(m for m in self.boxes() if m["name"] == "Above")["totalEmails"])

    def test_message_id_of_a_thread_that_is_gone(self):
        """It comes again as another mail, whose thread is the one that answers join."""
        def come(subject, id, **headers):
            self.append(mail(subject, message_id=id, **headers))
            return {e["subject"]: e["threadId"] for e in self.emails(self.query(), "subject", "threadId")}[subject]
        was = come("plan", "plan@x")
        c = self.imap()
        c.uid("store", "1", "+FLAGS", r"(\Deleted)")
        c.expunge()
        self.assertEqual([], self.query())
        now = come("plan", "plan@x")
        self.assertNotEqual(was, now)
        self.assertEqual(now, come("Re: plan", "answer@x", In_Reply_To="<plan@x>"))
        self.agree()

    def test_undeleted_comes_back(self):
        self.fill(1)
        c = self.imap()
        c.uid("store", "1", "+FLAGS", r"(\Deleted)")
        self.assertEqual([], self.query())
        c.uid("store", "1", "-FLAGS", r"(\Deleted)")
        self.assertEqual(1, len(self.query()))
        self.agree()

    def test_moved_messages_keep_their_id(self):
        self.fill(3)
        ids = self.query()
        state = self.state()
        c = self.imap()
        c.uid("MOVE", "1:2", "Archive")
        self.assertEqual(set(ids), set(self.query()))
        changes = self.one("Email/changes", sinceState=state)
        self.assertEqual(([], 2, []), (changes["created"], len(changes["updated"]), changes["destroyed"]))
        c.select("Archive")
        c.uid("MOVE", "1:2", "INBOX")
        c.uid("COPY", "1:2", "Trash")
        self.assertEqual(set(ids), set(self.query()))
        self.agree()

    def test_two_copies_in_one_mailbox(self):
        self.fill(1)
        self.query()
        self.imap().uid("COPY", "1", "INBOX")
        self.assertEqual(2, len(self.query()))
        self.agree()
        self.imap().uid("COPY", "1:2", "Archive")
        self.agree()
        self.assertEqual(2, len(self.query()))

    def test_folder_renamed(self):
        c = self.imap()
        c.create("Project")
        c.create("Project/Old")
        self.fill(2, "Project/Old")
        ids, before = self.query(), {m["name"]: m["id"] for m in self.boxes()}
        state, emails = self.state("Mailbox"), self.state()
        c.rename("Project", "Work")
        after = {m["name"]: m for m in self.boxes()}
        self.assertEqual(before["Project"], after["Work"]["id"])
        self.assertEqual((before["Old"], before["Project"]), (after["Old"]["id"], after["Old"]["parentId"]))
        self.assertEqual(ids, self.query())
        changes = self.one("Mailbox/changes", sinceState=state)
        self.assertEqual(([], []), (changes["created"], changes["destroyed"]))
        self.assertIn(before["Project"], changes["updated"])
        self.assertEqual([], self.one("Email/changes", sinceState=emails)["created"])

    def test_folder_removed_and_made_anew(self):
        c = self.imap()
        c.create("Temp")
        self.fill(2, "Temp")
        self.assertEqual(2, len(self.query()))
        state = self.state()
        c.delete("Temp")
        c.create("Temp")
        self.append(mail("other"), box="Temp")
        changes = self.one("Email/changes", sinceState=state)
        self.assertEqual((1, 2), (len(changes["created"]), len(changes["destroyed"])))
        self.assertEqual(["other"], self.subjects())

    def test_counts_only(self):
        self.fill(2)
        state = self.state("Mailbox")
        self.imap().uid("store", "1", "+FLAGS", r"(\Seen)")
        changes = self.one("Mailbox/changes", sinceState=state)
        self.assertEqual(({"totalEmails", "unreadEmails", "totalThreads", "unreadThreads"}, [self.box_id("inbox")]),
                         (set(changes["updatedProperties"]), changes["updated"]))
        self.one("Mailbox/set", create={"n": {"name": "new"}})
        changes = self.one("Mailbox/changes", sinceState=state)
        self.assertEqual((None, [self.box_id("inbox")]), (changes["updatedProperties"], changes["updated"]))

    def test_expunged_while_reading(self):
        self.fill(2)
        ids = self.query()
        self.imap().uid("store", "1:2", "+FLAGS", r"(\Deleted)")
        c = self.imap()
        c.expunge()
        r = self.one("Email/get", ids=ids, fetchAllBodyValues=True)
        self.assertEqual((0, 2), (len(r["list"]), len(r["notFound"])))

    def test_lost_index_is_made_again(self):
        self.fill(5)
        old = self.query()
        state = self.state()
        account = self.me.account()[1:]
        self.stack.sql(f"DELETE FROM mail_state WHERE account_id = {account}")
        self.assertEqual(5, len(self.query()))
        self.assertEqual("cannotCalculateChanges", self.error("Email/changes", sinceState=state))
        self.assertFalse(set(old) & set(self.query()))
        self.agree()

    def test_first_indexing_of_many(self):
        c = self.me.imap()
        batch = mail("many", message_id="many@x")
        c.append("INBOX", None, None, batch)
        c.select("INBOX")
        n = 1
        while n < 2048:
            c.uid("COPY", "1:*", "INBOX")
            n *= 2
        c.logout()
        got = wait_until(lambda: self.box("inbox")["totalEmails"] == n)
        self.assertTrue(got)
        ids = []
        while len(ids) < n:
            more = self.one("Email/query", position=len(ids), limit=1000)["ids"]
            self.assertTrue(more)
            ids += more
        self.assertEqual(n, len(set(ids)))

    def emails_told(self):
        """None where the front has not noticed yet that a worker is gone."""
        got = self.me.jmap(("Mailbox/get", {"ids": None}), expect=None)
        return sum(m["totalEmails"] for m in got[0][1]["list"]) if isinstance(got, list) else None

    def kill_workers(self):
        for pid in self.stack.pids("worker", "mail"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def fail_a_write(self):
        """One that nobody waits for, with what comes behind it on its way."""
        with self.stack.holding("LOCK TABLE mail_placement IN SHARE MODE"):
            # Of what is asked in between, nothing waits for that lock.
            cancel = ("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE NOT granted"
                      " AND relation = 'mail_placement'::regclass")
            self.assertTrue(wait_until(lambda: self.stack.sql(cancel)))

    def test_first_indexing_of_threads_that_is_disturbed(self):
        """Answers and what they answer lie in different batches and mailboxes; workers end, and a write fails."""
        account = self.me.account()[1:]
        subprocess.run([sys.executable, MAKER, "--count", "2600", "--seed", "5", "--owner", self.me.address,
                        "--imap", f"localhost:{self.stack.port('imaps')}", "--tls",
                        "--ca", os.path.join(self.stack.state, "tls", "ca.crt"),
                        "--user", self.me.address, "--password", self.me.password],
                       check=True, stdout=subprocess.DEVNULL)
        c = self.me.imap()
        c.select("INBOX")
        c.uid("COPY", "1:200", "Archive")
        c.uid("COPY", "300:400", "Trash")
        n = sum(int(c.status(box, "(MESSAGES)")[1][0].split()[-1].strip(b")"))
                for box in ("INBOX", "Sent", "Archive", "Drafts", "Junk", "Trash"))
        self.assertGreater(n, 2900)
        c.logout()
        told = f"SELECT coalesce(sum(total_emails), 0) FROM mail_mailbox WHERE account_id = {account}"
        for at, disturb in (0, self.kill_workers), (700, self.kill_workers), (700, self.fail_a_write), (0, None):
            self.stack.sql(f"DELETE FROM mail_state WHERE account_id = {account}")
            with ThreadPoolExecutor(1) as pool:
                asked = pool.submit(self.me.jmap, ("Mailbox/get", {"ids": None}), expect=None)
                if disturb is not None:
                    wait_until(lambda: int(self.stack.sql(told)[0][0]) >= at, pause=0.01)
                    disturb()
                asked.exception()
            self.assertTrue(wait_until(lambda: self.emails_told() == n))
            self.stack.command("index", "verify", self.me.address)
        self.assertEqual(str(n), self.stack.sql(
            f"SELECT count(*) FROM mail_placement WHERE account_id = {account}")[0][0])

    def test_many_readers_of_an_index_that_is_new(self):
        self.fill(40)
        with ThreadPoolExecutor(6) as pool:
            for _ in range(3):
                results = list(pool.map(lambda _: self.one("Email/query", calculateTotal=True)["total"], range(12)))
        self.assertEqual([40] * 12, results)
        self.agree()

    def test_many_clients_on_one_mailbox(self):
        """Two IMAP clients and two JMAP clients for a while; then everybody sees the same."""
        self.fill(30)
        self.query()
        end = time.monotonic() + 6
        troubles = []

        def by_imap(seed):
            dice = random.Random(seed)
            c = self.me.imap()
            while time.monotonic() < end:
                box = dice.choice(["INBOX", "Archive"])
                c.select(box)
                uids = c.uid("search", "ALL")[1][0].split()
                uid = dice.choice(uids).decode() if uids else "1"
                what = dice.randrange(5)
                if what == 0:
                    c.append(box, None, None, mail(f"new {dice.random()}"))
                elif what == 1:
                    c.uid("store", uid, dice.choice(["+FLAGS", "-FLAGS"]), dice.choice([r"(\Seen)", r"(\Flagged)"]))
                elif what == 2:
                    c.uid("MOVE", uid, dice.choice(["INBOX", "Archive", "Trash"]))
                elif what == 3:
                    c.uid("store", uid, "+FLAGS", r"(\Deleted)")
                    c.expunge()
                else:
                    c.uid("COPY", uid, dice.choice(["INBOX", "Archive"]))
            c.logout()

        def by_jmap(seed):
            dice = random.Random(seed)
            inbox, archive = self.box_id("inbox"), self.box_id("archive")
            state = self.state()
            while time.monotonic() < end:
                ids = self.query(limit=50)
                e = dice.choice(ids) if ids else "e1"
                what = dice.randrange(4)
                if what == 0:
                    self.set(update={e: {"keywords/$seen": dice.choice([True, None])}})
                elif what == 1:
                    self.set(update={e: {"mailboxIds": {dice.choice([inbox, archive]): True}}})
                elif what == 2:
                    self.set(destroy=[e])
                else:
                    state = self.one("Email/changes", sinceState=state)["newState"]

        def guard(fn, seed):
            try:
                fn(seed)
            except BaseException as e:
                troubles.append(e)
        threads = [threading.Thread(target=guard, args=(fn, seed)) for seed, fn in enumerate((by_imap, by_imap, by_jmap, by_jmap))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual([], troubles)
        self.agree()


if __name__ == "__main__":
    unittest.main()
