"""Services of the mail core are killed, frozen and stopped; mail goes on."""

import collections
import contextlib
import imaplib
import os
import random
import signal
import smtplib
import subprocess
import time
import unittest

from harness import wait_for
from mail import MailTest, eventually, message

REPAIR = 5	# seconds, as a rule
SECONDS = int(os.environ.get("SUPERVISION_SECONDS", "0"))	# of kills at random


class SupervisionTest(MailTest):
    own_stack = True
    repairs = []

    def works(self):
        """In by SMTP, out by a login, read by IMAP; what Postfix took and has to bring again comes later."""
        subject = self.mail_in("alice@example.org")
        self.submission("alice").quit()
        with contextlib.suppress(AssertionError):
            return self.expect("alice", subject, seconds=3)

    def repaired_after(self):
        """Seconds from now to the beginning of the first conversation that succeeds."""
        began = killed = time.monotonic()

        def attempt():
            nonlocal began
            began = time.monotonic()
            return self.works()
        eventually(attempt, seconds=120)
        return began - killed

    @classmethod
    def tearDownClass(cls):
        """What stands still without dying is found by questions only, which takes half a minute; that is rare."""
        try:
            if cls.repairs:
                print("repaired after", ", ".join(f"{s:.1f}" for s in sorted(cls.repairs)), "s")
                assert sorted(cls.repairs)[len(cls.repairs) // 2] < REPAIR, cls.repairs
        finally:
            super().tearDownClass()

    def check_kill(self, pattern):
        """kill -9 of the process; all of mail works again, as a rule within REPAIR, and
        no mail is lost that was taken meanwhile."""
        eventually(self.works)

        def killed():
            # Those that live for a moment may be gone before it reaches them.
            with contextlib.suppress(ProcessLookupError, IndexError):
                os.kill(self.processes(pattern)[0], signal.SIGKILL)
                return True

        def strike():
            wait_for(killed, message=f"no process {pattern}")
            self.repairs.append(self.repaired_after())
        self.loses_nothing(strike, patience=120)

    def test_kill_postgresql(self):
        self.check_kill("bin/postgres -D")

    def test_kill_a_session_of_postgresql(self):
        # The postmaster then ends all sessions and recovers.
        self.check_kill("postgres: hayloft_mail hayloft")

    def test_kill_redis(self):
        self.check_kill("redis-server")

    def test_kill_rspamd(self):
        self.check_kill("rspamd: main")

    def test_kill_a_worker_of_rspamd(self):
        self.check_kill("rspamd: rspamd_proxy")

    def test_kill_dovecot(self):
        self.check_kill("/usr/sbin/dovecot -F")

    def test_kill_dovecots_auth(self):
        self.check_kill("dovecot-hayloft/auth")

    def test_kill_dovecots_login(self):
        self.check_kill("dovecot-hayloft/imap-login")

    def test_kill_postfix(self):
        self.check_kill("postfix/sbin/master")

    def test_kill_postfix_queue_manager(self):
        self.check_kill("qmgr -l")

    def test_kill_what_works_for_them(self):
        """Our operator; and those that live for a moment, while mail passes through them."""
        def strike():
            for pattern in ("hayloft-operator", "dovecot-hayloft/lmtp", "dovecot-hayloft/dict", "smtpd -n", "cleanup -z",
                            "lmtp -t unix", "trivial-rewrite", "proxymap -t", "quota-status"):
                with self.subTest(pattern):
                    victims = wait_for(lambda: self.stack.pids("operator") if "operator" in pattern else
                                       self.processes(pattern))
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(victims[0], signal.SIGKILL)
                    eventually(lambda: self.mail_in("alice@example.org"))
        self.loses_nothing(strike)

    @unittest.skipUnless(SECONDS, "long: make soak")
    def test_kill_at_random(self):
        dice, end, killed = random.Random(), time.monotonic() + SECONDS, collections.Counter()
        first = {self.stack.process.pid, self.stack.status()["pid"]}

        def strike():
            while time.monotonic() < end:
                time.sleep(dice.choice((0.1, 1, 3)))
                victim = dice.choice([p for p in self.stack.processes() if p not in first])
                killed[self.name_of(victim)] += 1
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
        self.loses_nothing(strike, patience=300)
        print(f"killed: {dict(killed)}")

    @staticmethod
    def name_of(pid):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/comm") as f:
            return f.read().strip()
        return "gone"

    def test_kill_the_master(self):
        """All of the mail core ends with it, and the guard starts anew."""
        self.check_kill(" run --demo")

    def test_mail_is_signed_or_asked_for_again_while_redis_is_away(self):
        """Never unsigned: what is taken is signed, also in the gap."""
        name, sent = self.new_mailbox(), []
        os.kill(self.processes("redis-server")[0], signal.SIGKILL)
        begun = time.monotonic()
        while time.monotonic() - begun < 2 or len(sent) <= 3 and time.monotonic() - begun < 120:
            m = message("alice@example.org", self.address(name))
            try:
                self.submission("alice").sendmail("alice@example.org", [m["To"]], m.as_bytes())
            except smtplib.SMTPResponseException as e:
                self.assertEqual(451, e.smtp_code)
                continue
            sent.append(m["Subject"])
        self.assertGreater(len(sent), 3)
        for subject in sent:
            self.assertIn(b"d=example.org", self.expect(name, subject))

    def test_a_frozen_service_is_noticed(self):
        before = self.processes("redis-server")
        os.kill(before[0], signal.SIGSTOP)
        eventually(lambda: self.processes("redis-server") not in (before, []), seconds=120)
        eventually(self.works)

    def test_an_open_session_survives_the_database(self):
        c = self.imap("alice")
        c.select("INBOX")
        os.kill(self.processes("bin/postgres -D")[0], signal.SIGKILL)
        self.assertEqual("OK", c.noop()[0])
        eventually(self.works)
        self.assertEqual("OK", c.noop()[0])


class StopTest(MailTest):
    own_stack = True

    def test_a_clean_stop_leaves_nothing_and_loses_nothing(self):
        name = self.new_mailbox()
        subject = self.mail_in(self.address(name))
        self.expect(name, subject)
        pids = self.processes("")
        self.assertGreater(len(pids), 10)

        self.stack.process.send_signal(signal.SIGTERM)
        self.stack.process.wait(90)
        self.assertEqual([], [pid for pid in pids if os.path.exists(f"/proc/{pid}")])

        self.stack.start()
        self.assertTrue(self.find(name, subject))


class EncryptionTest(MailTest):
    """mail.encryption: for what comes while it is on; all is read whichever it is."""
    own_stack = True

    def restart(self, switch):
        self.stack.process.send_signal(signal.SIGTERM)
        self.stack.process.wait(90)
        path = os.path.join(self.stack.state, "hayloft.conf")
        with open(path) as f:
            lines = [line for line in f if not line.startswith("mail.encryption")]
        with open(path, "w") as f:
            f.writelines(lines + [f"mail.encryption = {switch}\n"])
        self.stack.start()

    def files(self):
        """How the files of all stored mail begin."""
        out = []
        for folder, _, names in os.walk(os.path.join(self.stack.state, "mail")):
            for name in names:
                if name.startswith("u."):
                    with open(os.path.join(folder, name), "rb") as f:
                        out.append(f.read())
        return out

    def stored(self):
        """Of all files of mail: how many are encrypted, how many not."""
        sealed = [b"CRYPTED" in data[:400] for data in self.files()]
        return sum(sealed), len(sealed) - sum(sealed)

    def test_old_and_new_mail(self):
        name, keys = self.new_mailbox(), os.path.join(self.stack.state, "conf", "mail-keys")
        first = self.mail_in(self.address(name))
        self.expect(name, first)
        sealed, clear = self.stored()
        self.assertEqual((0, False), (sealed, os.path.exists(keys)))
        self.restart("on")
        second = self.mail_in(self.address(name))
        for subject in (first, second):
            self.assertIn(b"hello", self.expect(name, subject))
        self.assertEqual((1, clear), self.stored())
        self.assertEqual({("1.key", 0o600), ("1.pub", 0o600), ("dovecot.conf", 0o600)},
                         {(n, os.stat(os.path.join(keys, n)).st_mode & 0o777) for n in os.listdir(keys)})
        # Another key: the old one opens what it closed.
        key = subprocess.run("openssl ecparam -name prime256v1 -genkey -noout | openssl pkey", shell=True, check=True,
                             capture_output=True).stdout
        with open(os.path.join(keys, "2.key"), "wb") as f:
            f.write(key)
        self.restart("on")
        third = self.mail_in(self.address(name))
        self.expect(name, third)
        self.assertEqual((2, clear), self.stored())
        os.rename(os.path.join(keys, "2.key"), os.path.join(keys, "2.away"))
        self.restart("off")
        fourth = self.mail_in(self.address(name))
        for subject in (first, second, fourth):
            self.assertIn(b"hello", self.expect(name, subject))
        self.assertEqual((2, clear + 1), self.stored())
        # Nobody reads without its key.
        with self.imap(name) as c:
            c.select("INBOX", readonly=True)
            with contextlib.suppress(imaplib.IMAP4.error):
                self.assertNotIn(b"hello", repr(c.fetch("3", "(BODY.PEEK[TEXT])")).encode())


if __name__ == "__main__":
    unittest.main()
