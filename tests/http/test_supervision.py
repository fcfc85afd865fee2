"""Services of the mail core are killed, frozen and stopped; mail goes on."""

import os
import signal
import smtplib
import threading
import time
import unittest

from mail import MailTest, eventually, message

REPAIR = 5	# seconds


class Sender(threading.Thread):
    """Another mail server: sends one mail after the other and, as mail servers
    do, sends again what was not taken."""

    def __init__(self, port, to):
        super().__init__(daemon=True)
        self.port, self.to = port, to
        self.taken, self.ending = [], threading.Event()

    def run(self):
        n = 0
        while not self.ending.is_set():
            subject = f"{self.to.split('@')[0]} number {n} end"
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=10) as s:
                    s.sendmail("friend@elsewhere.test", [self.to],
                               message("friend@elsewhere.test", self.to, subject).as_bytes())
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)
                continue
            self.taken.append(subject)
            n += 1
            time.sleep(0.02)

    def end(self):
        self.ending.set()
        self.join(30)
        return self.taken


class SupervisionTest(MailTest):
    own_stack = True

    def works(self):
        """In by SMTP, out by a login, read by IMAP."""
        subject = self.mail_in("alice@example.org")
        self.submission("alice").quit()
        return self.expect("alice", subject, seconds=3)

    def repaired_after(self):
        """Seconds from now to the beginning of the first conversation that succeeds."""
        began = killed = time.monotonic()

        def attempt():
            nonlocal began
            began = time.monotonic()
            return self.works()
        eventually(attempt, seconds=30)
        return began - killed

    def check_kill(self, pattern):
        """kill -9 of the process; all of mail works again within REPAIR, and no
        mail is lost that was taken meanwhile."""
        name = self.new_mailbox()
        eventually(self.works)
        sender = Sender(self.port(25), self.address(name))
        sender.start()
        time.sleep(0.5)

        victims = self.processes(pattern)
        self.assertTrue(victims, f"no process {pattern}")
        os.kill(victims[0], signal.SIGKILL)
        self.assertLess(self.repaired_after(), REPAIR)

        time.sleep(0.5)
        taken = sender.end()
        self.assertGreater(len(taken), 5)
        eventually(lambda: self.subjects(name) >= set(taken), seconds=40, pause=0.5)

    def subjects(self, name):
        with self.imap(name) as c:
            c.select("INBOX", readonly=True)
            if c.search(None, "ALL")[1] == [b""]:
                return set()
            lines = c.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        return {part[1].decode().removeprefix("Subject:").strip()
                for part in lines if isinstance(part, tuple)}

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

    def test_kill_the_master(self):
        """All of the mail core ends with it, and the guard starts anew."""
        self.check_kill(" run --demo")

    def test_mail_is_signed_or_asked_for_again_while_redis_is_away(self):
        """Never unsigned: what is taken is signed, also in the gap."""
        name, sent = self.new_mailbox(), []
        os.kill(self.processes("redis-server")[0], signal.SIGKILL)
        begun = time.monotonic()
        while time.monotonic() - begun < 2:
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
        eventually(lambda: self.processes("redis-server") not in (before, []), seconds=60)
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
        self.stack.process.wait(30)
        self.assertEqual([], [pid for pid in pids if os.path.exists(f"/proc/{pid}")])

        self.stack.start()
        self.assertTrue(self.find(name, subject))


if __name__ == "__main__":
    unittest.main()
