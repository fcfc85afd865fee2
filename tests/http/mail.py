"""Talking to the mail core of a running stack as mail programs do."""

import base64
import email.utils
import imaplib
import os
import smtplib
import socket
import subprocess
import threading
import time
import uuid
from email.message import EmailMessage

from harness import DOMAIN, ServerTest

# Against hanging only: a busy machine may take its time, and what stands still for seconds is nobody's fault.
PATIENCE = 60


def message(sender, to, subject=None, text="hello\n", **headers):
    """A plain message; every one has a subject of its own unless given."""
    m = EmailMessage()
    m["From"] = sender
    m["To"] = to
    m["Subject"] = subject or f"mail {uuid.uuid4().hex[:12]}"
    m["Message-ID"] = f"<{uuid.uuid4().hex}@tests.example>"
    m["Date"] = email.utils.localtime()	# mail of yesterday looks more like spam
    for name, value in headers.items():
        m[name.replace("_", "-")] = value
    m.set_content(text)
    return m


def eventually(what, seconds=PATIENCE, pause=0.1):
    """Call WHAT until it gives something true; its last exception otherwise."""
    end = time.monotonic() + seconds
    while True:
        try:
            if result := what():
                return result
            trouble = AssertionError(f"nothing within {seconds} s")
        except (OSError, smtplib.SMTPException, imaplib.IMAP4.error) as e:
            trouble = e
        if time.monotonic() > end:
            raise trouble
        time.sleep(pause)


def hang_up(c):
    """Close an IMAP connection in whatever state it is."""
    try:
        c.shutdown()
    except OSError:
        pass	# closed already


def has_ended(c):
    """Did the server end this IMAP session?"""
    try:
        return c.noop()[0] != "OK"
    except (imaplib.IMAP4.abort, OSError):
        return True


class Sender(threading.Thread):
    """Another mail server: sends one mail after the other and, as mail servers
    do, sends again what was not taken."""

    def __init__(self, host, port, to):
        super().__init__(daemon=True)
        self.host, self.port, self.to = host, port, to
        self.taken, self.ending = [], threading.Event()

    def run(self):
        n = 0
        while not self.ending.is_set():
            subject = f"{self.to.split('@')[0]} number {n} end"
            try:
                with smtplib.SMTP(self.host, self.port, timeout=10) as s:
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
        self.join(90)
        return self.taken


class MailTest(ServerTest):
    outside = "friend@elsewhere.test"

    @property
    def host(self):
        return "127.0.0.1"

    def port(self, standard):
        return self.stack.base + standard

    def password(self, address):
        return self.made.get(address) or self.stack.passwords()[address]

    def address(self, name):
        return f"{name}@{DOMAIN}"

    @property
    def tls(self):
        """Trusts the stack's own authority and nobody else."""
        return self.stack.tls()

    def setUp(self):
        super().setUp()
        self.made = {}

    def new_mailbox(self, quota=0):
        """An account for one test alone; its name."""
        name, secret = f"m{uuid.uuid4().hex[:10]}", uuid.uuid4().hex
        self.sql(f"""WITH a AS (INSERT INTO account (domain_id, address, quota)
                        SELECT id, '{name}@{DOMAIN}', {quota} FROM domain WHERE name = '{DOMAIN}'
                        RETURNING id)
                     INSERT INTO credential (account_id, kind, hash)
                        SELECT id, 'password', '{{PLAIN}}{secret}' FROM a""")
        self.made[self.address(name)] = secret
        return name

    # --- sending

    def smtp(self):
        """The port for other mail servers."""
        s = smtplib.SMTP(self.host, self.port(25), timeout=60)
        self.addCleanup(s.close)
        return s

    def submission(self, name, sign_in=True):
        s = smtplib.SMTP_SSL(self.host, self.port(465), timeout=60, context=self.tls)
        self.addCleanup(s.close)
        if sign_in:
            s.login(self.address(name), self.password(self.address(name)))
        return s

    def mail_in(self, to, **kind):
        """A mail from outside; its subject."""
        m = message(self.outside, to, **kind)
        self.smtp().sendmail(self.outside, [to], m.as_bytes())
        return m["Subject"]

    def refusal(self, call, *args):
        """The code with which a server refuses, whichever step it is at."""
        try:
            call(*args)
        except smtplib.SMTPRecipientsRefused as e:
            return next(iter(e.recipients.values()))[0]
        except smtplib.SMTPResponseException as e:
            return e.smtp_code
        self.fail("it was taken")

    # --- reading

    def imap(self, name, tls=True):
        if tls:
            c = imaplib.IMAP4_SSL(self.host, self.port(993), ssl_context=self.tls, timeout=60)
        else:
            c = imaplib.IMAP4(self.host, self.port(143), timeout=60)
        self.addCleanup(hang_up, c)
        c.login(self.address(name), self.password(self.address(name)))
        return c

    def find(self, name, subject, folder="INBOX"):
        """The bytes of the mail with SUBJECT, or None."""
        with self.imap(name) as c:
            if c.select(folder, readonly=True)[0] != "OK":
                return None
            found = c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split()
            return c.fetch(found[-1], "(BODY.PEEK[])")[1][0][1] if found else None

    def count(self, name, subject, folder="INBOX"):
        with self.imap(name) as c:
            c.select(folder, readonly=True)
            return len(c.search(None, "HEADER", "SUBJECT", f'"{subject}"')[1][0].split())

    def expect(self, name, subject, folder="INBOX", seconds=PATIENCE):
        return eventually(lambda: self.find(name, subject, folder), seconds)

    def subjects(self, name):
        with self.imap(name) as c:
            c.select("INBOX", readonly=True)
            if c.search(None, "ALL")[1] == [b""]:
                return set()
            lines = c.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        return {part[1].decode().removeprefix("Subject:").strip()
                for part in lines if isinstance(part, tuple)}

    def loses_nothing(self, strike, patience=60):
        """Mail comes in while STRIKE() is done: what was taken arrives."""
        name = self.new_mailbox()
        sender = Sender(self.host, self.port(25), self.address(name))
        sender.start()
        try:
            eventually(lambda: len(sender.taken) > 2)
            strike()
            before = len(sender.taken)
            eventually(lambda: len(sender.taken) > before + 2, seconds=60)
        finally:
            taken = sender.end()
        eventually(lambda: self.subjects(name) >= set(taken), seconds=patience, pause=0.5)

    # --- behind the scenes

    def sql(self, text):
        """One statement as the database's superuser; the rows' text."""
        return "\n".join("|".join(row) for row in self.stack.sql(text, "postgres"))

    def sieve(self, name, script):
        """Store and activate a script by ManageSieve (RFC 5804); None: have none active."""
        address = name if "@" in name else self.address(name)
        secret = base64.b64encode(f"\0{address}\0{self.password(address)}".encode()).decode()
        with socket.create_connection((self.host, self.port(4190)), timeout=60) as s:
            f = s.makefile("rwb")

            def say(line=None):
                if line is not None:
                    f.write(line.encode() + b"\r\n")
                    f.flush()
                while True:
                    answer = f.readline()
                    if not answer or answer.startswith((b"NO", b"BYE")):
                        self.fail(f"ManageSieve: {answer!r}")
                    if answer.startswith(b"OK"):
                        return
            say()
            say(f'AUTHENTICATE "PLAIN" "{secret}"')
            if script is not None:
                say(f'PUTSCRIPT "test" {{{len(script.encode())}+}}\r\n{script}')
            say('SETACTIVE "test"' if script is not None else 'SETACTIVE ""')

    def learned(self, kind, whose=""):
        """What Rspamd counts in Redis ("spam", "ham"); its own statistics lag behind."""
        return int(self.redis("HGET", "RS" + whose, "learns_" + kind) or 0)

    def redis(self, *command):
        with open(os.path.join(self.stack.state, "conf", "password.redis")) as f:
            password = f.read().strip()
        done = subprocess.run(
            ["redis-cli", "-s", os.path.join(self.stack.state, "run", "redis", "redis.sock"),
             *command], check=True, timeout=60, capture_output=True, text=True,
            env={**os.environ, "REDISCLI_AUTH": password})
        return done.stdout.strip()

    def processes(self, pattern):
        """Pids below the stack's first process whose command line holds PATTERN."""
        lines = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], check=True,
                               capture_output=True, text=True).stdout.splitlines()
        children, words = {}, {}
        for line in lines:
            pid, parent, args = line.split(None, 2)
            children.setdefault(int(parent), []).append(int(pid))
            words[int(pid)] = args
        found, todo = [], [self.stack.process.pid]
        while todo:
            for pid in children.get(todo.pop(), []):
                todo.append(pid)
                if pattern in words[pid]:
                    found.append(pid)
        return sorted(found)
