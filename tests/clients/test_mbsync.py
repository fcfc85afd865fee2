"""mbsync (isync) keeps a Maildir and an account alike; every change that it
makes is in the next Email/changes, and every change by JMAP in its next run."""

import glob
import os
import subprocess
import tempfile
import unittest

from jmap_case import JmapTest, mail

CONFIG = """
IMAPAccount hayloft
Host localhost
Port {port}
User {user}
Pass "{password}"
SSLType IMAPS
CertificateFile {ca}

IMAPStore there
Account hayloft

MaildirStore here
Path {folder}/mail/
Inbox {folder}/mail/INBOX
SubFolders Verbatim

Channel both
Far :there:
Near :here:
Patterns *
Create Both
Remove Both
Expunge Both
SyncState *
CopyArrivalDate yes
"""


class MbsyncTest(JmapTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.mkdir(os.path.join(self.folder, "mail"))
        self.config = os.path.join(self.folder, "mbsyncrc")
        with open(self.config, "w") as f:
            f.write(CONFIG.format(port=self.stack.port("imaps"), user=self.me.address, password=self.me.password,
                                  ca=os.path.join(self.stack.state, "tls", "ca.crt"), folder=self.folder))

    def sync(self):
        done = subprocess.run(["mbsync", "-c", self.config, "-a"], capture_output=True, text=True, timeout=180)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def here(self, box="INBOX"):
        return sorted(glob.glob(os.path.join(self.folder, "mail", box, "*", "*,*")))

    def put(self, message, box="INBOX", flags=""):
        path = os.path.join(self.folder, "mail", box, "cur", f"1.{len(self.here(box))}_{os.getpid()}.local:2,{flags}")
        with open(path, "wb") as f:
            f.write(message.replace(b"\r\n", b"\n"))

    def changes(self, since):
        c = self.one("Email/changes", sinceState=since)
        return {k: set(c[k]) for k in ("created", "updated", "destroyed")}, c["newState"]

    def test_both_ways(self):
        self.append(mail("there first"), flags=r"(\Flagged)")
        inbox, archive = self.box_id("inbox"), self.box_id("archive")
        self.sync()
        [path] = self.here()
        self.assertTrue(path.endswith(":2,F"), path)
        with open(path, "rb") as f:
            self.assertIn(b"Subject: there first", f.read())
        state = self.state()

        # Put here, it is there: new messages, flags, and what was removed.
        self.put(mail("here first", "body of it\r\n"), flags="S")
        self.sync()
        made, state = self.changes(state)
        [new] = made["created"]
        self.assertEqual(("here first", {"$seen": True}, {inbox: True}),
                         tuple(self.emails([new], "subject", "keywords", "mailboxIds")[0][k] for k in ("subject", "keywords", "mailboxIds")))
        [path] = [p for p in self.here() if "S" in p.rsplit(",", 1)[1] and "F" not in p.rsplit(",", 1)[1]]
        os.rename(path, path + "R")
        self.sync()
        made, state = self.changes(state)
        self.assertEqual({"created": set(), "updated": {new}, "destroyed": set()}, made)
        self.assertEqual({"$seen": True, "$answered": True}, self.emails([new], "keywords")[0]["keywords"])
        os.unlink(path + "R")
        self.sync()
        made, state = self.changes(state)
        self.assertEqual({new}, made["destroyed"])

        # Changed by JMAP, it is here.
        [old] = self.query()
        self.set(update={old: {"keywords": {"$seen": True}, "mailboxIds": {archive: True}}})
        self.one("Mailbox/set", create={"n": {"name": "Ümläut"}})
        self.sync()
        self.assertEqual([], self.here())
        [path] = self.here("Archive")
        self.assertTrue(path.endswith(":2,S"), path)
        self.assertTrue(any(b"&" in os.fsencode(d) for d in os.listdir(os.path.join(self.folder, "mail"))))

    def test_a_folder_made_here(self):
        self.append(mail("x"))
        self.sync()
        state, boxes = self.state("Mailbox"), {m["name"] for m in self.boxes()}
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.folder, "mail", "Projects", part))
        self.put(mail("filed"), "Projects")
        self.sync()
        self.assertEqual({"Projects"}, {m["name"] for m in self.boxes()} - boxes)
        [made] = self.one("Mailbox/changes", sinceState=state)["created"]
        self.assertEqual(["filed"], self.subjects(filter={"inMailbox": made}))
        # Nothing to do is nothing done.
        state = self.state()
        self.sync()
        self.assertEqual(state, self.state())


class ImaplibTest(JmapTest):
    """Python's own client: the commands that others are made of."""

    def test_every_kind_of_change_is_told(self):
        c = self.me.imap()
        self.addCleanup(c.shutdown)
        state = self.state()

        def told(kind, count=1):
            nonlocal state
            r = self.one("Email/changes", sinceState=state)
            state = r["newState"]
            self.assertEqual({kind: count}, {k: len(r[k]) for k in ("created", "updated", "destroyed") if r[k]})
            return r[kind]
        for i in range(3):
            c.append("INBOX", None, None, mail(f"m{i}"))
        ids = told("created", 3)
        c.select("INBOX")
        c.store("1:3", "+FLAGS", r"(\Seen $Label1)")
        self.assertEqual(set(ids), set(told("updated", 3)))
        c.store("2", "-FLAGS", "$Label1")
        told("updated")
        c.copy("1", "Archive")
        told("updated")
        c._simple_command("MOVE", "3", "Trash")
        told("updated")
        c.store("1", "+FLAGS", r"(\Deleted)")
        c.expunge()
        told("updated")	# it is in Archive still
        c.store("1", "+FLAGS", r"(\Deleted)")
        c.expunge()
        told("destroyed")
        c.create("New")
        c.rename("Archive", "Old")
        c.select("Old")
        c.store("1", "+FLAGS", r"(\Flagged)")
        told("updated")
        self.assertEqual({"Inbox", "Drafts", "Sent", "Junk", "Trash", "New", "Old"} | {"Archive"} & {m["name"] for m in self.boxes()},
                         {m["name"] for m in self.boxes()})


if __name__ == "__main__":
    unittest.main()
