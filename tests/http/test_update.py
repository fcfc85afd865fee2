"""Another version in place of the running one: taken whole, or everything is as it was; and back again."""
import fcntl
import glob
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from dav_case import D, Dav, condition, event
from harness import BUILD, DOMAIN, PROGRAM, ROOT, Stack, wait_for
from mail import MailTest, message

MIGRATIONS = sorted(glob.glob(os.path.join(ROOT, "storage", "migrations", "*.sql")))


def other_version(folder, name, *migrations):
    """The program of this build with further migrations (text); its path."""
    files = list(MIGRATIONS)
    for i, text in enumerate(migrations):
        files.append(os.path.join(folder, f"{9001 + i}_{name}.sql"))
        with open(files[-1], "w") as f:
            f.write(text)
    lib = os.path.join(folder, name)
    shutil.copytree(os.path.join(BUILD, "lib"), lib)
    source, compiled = os.path.join(folder, f"{name}.S"), os.path.join(folder, "migrations.o")
    with open(source, "w") as f:
        subprocess.run(["sh", "core/embed.sh", "storage_migrations", *files], cwd=ROOT, stdout=f, check=True)
    subprocess.run(["gcc", "-c", "-o", compiled, source], check=True, cwd=ROOT)
    subprocess.run(["ar", "r", os.path.join(lib, "storage.a"), compiled], check=True, capture_output=True)
    # The linker's line of the Makefile, with these archives.
    line = subprocess.run(["make", "-s", "--no-print-directory", "print-link"] + ([f"B={os.environ['B']}"] if os.environ.get("B") else []),
                          cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    program = os.path.join(folder, f"hayloft-{name}")
    b = os.environ.get("B", "build")
    subprocess.run(["sh", "-c", line.replace(f"{b}/lib/", lib + "/").replace(f"-o {b}/hayloft ", f"-o {program} ")],
                   cwd=ROOT, check=True)
    return program


FILTER = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:hayloft:params:jmap:filters"]
LEAN = "".join(f"service.{name} = off\n" for name in ("redis", "rspamd", "dovecot", "postfix", "mtasts"))


class UpdateTest(MailTest):
    """With the database alone, which starts in a second; the soak has all services."""
    services = LEAN
    mail = False

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="hayloft-update-")
        os.chmod(cls.folder, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.program = os.path.join(cls.folder, "hayloft")
        shutil.copy(PROGRAM, cls.program)
        cls.browser_side(os.path.join(cls.folder, "ui"), "old")
        cls.stack = Stack(config=f"{cls.services}ui = {cls.folder}/ui\n")
        cls.stack.command_line = [cls.program, *cls.stack.command_line[1:]]
        cls.stack.start()
        cls.addClassCleanup(cls.stack.stop)
        for name in ("alice", "bob", "carol", "admin"):
            setattr(cls, name, cls.stack.client(name))

    def update(self, *args, code=0, command="update"):
        done = self.stack.command(command, *args, "--yes", "--json", check=False)
        self.assertEqual(code, done.returncode, done.stdout + done.stderr + self.stack.log())
        wait_for(lambda: os.path.exists(os.path.join(self.stack.state, "ready")), 120)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def domains(self):
        return sorted(d["name"] for d in json.loads(self.stack.command("domain", "list", "--json").stdout))

    def installed(self):
        with open(self.program, "rb") as f, open(PROGRAM, "rb") as original:
            return "old" if f.read() == original.read() else "new"

    def add_account(self, name):
        return json.loads(self.stack.command("user", "add", f"{name}@{DOMAIN}", "--random", "--json").stdout)

    @staticmethod
    def browser_side(folder, text):
        os.makedirs(folder)
        with open(os.path.join(folder, "index.html"), "w") as f:
            f.write(text)

    def page(self):
        with open(os.path.join(self.folder, "ui", "index.html")) as f:
            return f.read()

    def mail_arrives(self):
        if not self.mail:
            return None
        subject = self.mail_in(self.alice.address)
        self.expect("alice", subject)
        return subject

    def mail_is_there(self, subject):
        if not self.mail:
            return
        self.expect("alice", subject)
        (_, answer), = self.alice.jmap(("Email/query", {"filter": {"subject": subject}}))
        self.assertEqual(1, len(answer["ids"]))

    def note(self, name):
        """Alice changes a calendar and a filter; what her programs know then."""
        self.dav.put(self.dav.calendar() + f"{name}.ics", event(f"{name}@x"), expect=201)
        # As a filter that is stored does; its script needs the mail server, which may be off.
        self.stack.sql("UPDATE mail_state SET counter = counter + 1, filter = counter + 1"
                       f" WHERE account_id = (SELECT id FROM account WHERE address = '{self.alice.address}')")
        (_, answer), = self.alice.jmap(("MailFilter/get", {"ids": []}), using=FILTER)
        return self.dav.sync(self.dav.calendar()).token, answer["state"]

    def holds(self, known, expect):
        """What her programs know is good, and then tells of what EXPECT names, or is none."""
        token, state = known
        answer = self.dav.sync(self.dav.calendar(), token, expect=207 if expect is not None else 403)
        (_, changes), = self.alice.jmap(("MailFilter/changes", {"sinceState": state}), using=FILTER)
        if expect is None:
            self.assertEqual(D + "valid-sync-token", condition(answer))
            self.assertEqual("cannotCalculateChanges", changes.get("type"), changes)
        else:
            self.assertEqual(expect, set(answer.by_name()))

    def test_back_and_forth(self):
        """A migration that fails in the middle; an update with data; mail and an account after it; and back."""
        self.stack.command("domain", "add", "before.example")
        subject = self.mail_arrives()

        broken = other_version(self.folder, "broken", "CREATE TABLE novelty (id int);\nUPDATE domain SET description = 'half';",
                               "CREATE TABLE more (id int);\nSELECT 1 / 0;")
        said = self.update(broken, code=1)
        self.assertIn("everything is as it was", said)
        self.assertEqual("old", self.installed())
        self.assertEqual([["0"]], self.stack.sql("SELECT count(*) FROM domain WHERE description = 'half'"))
        self.assertEqual([[""]], self.stack.sql("SELECT to_regclass('novelty')"))
        self.assertIn("before.example", self.domains())

        self.dav = Dav(self.alice)
        self.alice.jmap(("MailFilter/get", {"ids": []}), using=FILTER)
        before = self.note("before")
        good = other_version(self.folder, "good", "CREATE TABLE novelty (id int);\nUPDATE domain SET description = 'new';")
        done = self.update("--check", good)
        self.assertEqual(([], ["9001_good.sql"], 9001), (done["problems"], done["migrations"], done["new_schema"]))
        self.assertEqual("old", self.installed())
        mark = os.path.join(self.folder, "mark")
        hooks = os.path.join(self.stack.state, "hooks", "after-update")
        os.makedirs(hooks)
        with open(os.path.join(hooks, "20-mark"), "w") as f:
            f.write(f"#!/bin/sh\nls $1 > {mark}.new && mv {mark}.new {mark}\n")
        os.chmod(f.name, 0o755)
        # As `make install DESTDIR=... PREFIX=` lays it.
        tree = os.path.join(self.folder, "tree")
        os.makedirs(os.path.join(tree, "bin"))
        shutil.copy(good, os.path.join(tree, "bin", "hayloft"))
        self.browser_side(os.path.join(tree, "share", "hayloft", "ui"), "new")
        done = self.update(tree)
        self.assertEqual(("new", "new"), (self.installed(), self.page()))
        wait_for(lambda: os.path.exists(mark))
        with open(mark) as f:
            self.assertLessEqual({"from", "to", "pg", "hayloft.conf"}, set(f.read().split()))
        self.assertEqual([["9001"]], self.stack.sql("SELECT max(number) FROM schema_version"))
        self.mail_is_there(subject)
        self.assertEqual(9001, json.loads(subprocess.run([self.program, "version", "--json"], capture_output=True).stdout)["schema"])

        self.holds(before, set())
        after = self.note("after")
        # What is written now is counted before it is lost; mail is not.
        later = self.mail_arrives()
        self.stack.command("domain", "add", "after.example")
        self.add_account("lost")
        lost_id = self.stack.sql("SELECT id FROM account WHERE address LIKE 'lost@%'")[0][0]
        wait_for(lambda: self.update("--check", command="rollback")["lost"].get("domain", 0) >= 1)
        lost = self.update("--check", command="rollback")["lost"]
        self.assertGreaterEqual(lost["account"], 1)
        self.assertNotIn("mail_email", lost)
        self.assertEqual("new", self.installed())

        self.update(command="rollback")
        self.assertEqual(("old", "old"), (self.installed(), self.page()))
        self.assertEqual([[""]], self.stack.sql("SELECT to_regclass('novelty')"))
        self.assertIn("before.example", self.domains())
        self.assertNotIn("after.example", self.domains())
        self.mail_is_there(subject)
        self.mail_is_there(later)
        # Who heard of what is lost begins anew, and hears so though as much was changed since.
        (token, state), again = before, [self.note(f"again{i}") for i in range(3)]
        self.holds(after, None)
        self.holds((token, again[0][1]), {f"again{i}.ics" for i in range(3)})
        self.holds(again[1], {"again2.ics"})
        # Nobody gets the number under which the lost account's mail lies.
        self.add_account("lost")
        self.assertGreater(int(self.stack.sql("SELECT id FROM account WHERE address LIKE 'lost@%'")[0][0]), int(lost_id))
        self.assertIn("no update to go back from", self.update(command="rollback", code=3))

    def script(self, name, run):
        """A program that is ours but for what it does when it is to run."""
        path = os.path.join(self.folder, name)
        with open(path, "w") as f:
            f.write(f'#!/bin/sh\ncase "$1" in run) {run};; *) exec {PROGRAM} "$@";; esac\n')
        os.chmod(path, 0o755)
        return path

    def test_what_is_refused_before(self):
        state = self.stack.state
        old = subprocess.run(["stat", "-c", "%i", self.program], capture_output=True).stdout
        self.assertIn("no such", self.update("/nowhere", code=3).lower())
        self.assertIn("/bin/true", self.update("/bin/true", code=7))
        with open(os.path.join(self.folder, "older"), "w") as f:
            f.write('#!/bin/sh\necho \'{"version": "0", "schema": 1}\'\n')
        os.chmod(f.name, 0o755)
        self.assertIn("rollback", self.update(f.name, code=7))
        # A hook says no; the server has not stopped.
        before = self.stack.pids("front")
        hooks = os.path.join(state, "hooks", "before-update")
        os.makedirs(hooks)
        with open(os.path.join(hooks, "10-no"), "w") as f:
            f.write("#!/bin/sh\necho not on Fridays\nexit 1\n")
        os.chmod(f.name, 0o755)
        try:
            self.assertIn("not on Fridays", self.update(PROGRAM, code=7))
        finally:
            shutil.rmtree(hooks)
        self.assertEqual(before, self.stack.pids("front"))
        with open(os.path.join(state, "updates", "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertIn("another update", self.update(PROGRAM, code=7))
        done = self.stack.command("update", PROGRAM, "--json", check=False, input="")
        self.assertEqual(7, done.returncode)
        self.assertEqual(old, subprocess.run(["stat", "-c", "%i", self.program], capture_output=True).stdout)


@unittest.skipUnless(os.environ.get("HAYLOFT_SOAK"), "minutes of restarts: make soak")
class UpdateWithMailTest(UpdateTest):
    services = ""
    mail = True

    def test_a_way_back_that_is_none(self):
        """The program of before is broken: the one of after goes on with its data."""
        done = self.update(other_version(self.folder, "onward", "CREATE TABLE novelty (id int);"))
        self.stack.command("domain", "add", "kept.example")
        subject = self.mail_arrives()
        kept = os.path.join(done["folder"], "from")
        os.rename(kept, kept + ".good")
        with open(kept, "w") as f:
            f.write("#!/bin/sh\nexit 1\n")
        os.chmod(kept, 0o755)
        self.assertIn("everything is as it was", self.update("--seconds", "4", command="rollback", code=1))
        self.assertEqual("new", self.installed())
        self.assertIn("kept.example", self.domains())
        self.mail_is_there(subject)
        os.rename(kept + ".good", kept)
        self.update(command="rollback")
        self.assertEqual("old", self.installed())
        self.assertNotIn("kept.example", self.domains())
        self.mail_is_there(subject)

    def test_one_that_never_becomes_ready(self):
        subject = self.mail_arrives()
        for name, run in (("sleeper", "sleep 1000"), ("quitter", "exit 1"), ("deaf", "trap '' TERM; while :; do sleep 1; done")):
            said = self.update(self.script(name, run), "--seconds", "4", code=1)
            self.assertIn("everything is as it was", said, name)
            self.assertEqual("old", self.installed())
            self.mail_is_there(subject)


if __name__ == "__main__":
    unittest.main()
