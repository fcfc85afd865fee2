"""News reach an open page: of new mail, and also after anything between the
mail store and the page was away for a while."""
import contextlib
import os
import signal
import threading
import uuid

from harness import ServerTest, deliver, wait_for


def mail(to, words):
    return (f"From: somebody@elsewhere.example\r\nTo: {to}\r\nSubject: {words}\r\n"
            f"Message-ID: <{uuid.uuid4().hex}@elsewhere.example>\r\n\r\nhello\r\n")


class Listener:
    """Collects the events of one open stream."""

    def __init__(self, client):
        self.stream = client.events(timeout=300)
        self.heard = []
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        try:
            for event in self.stream:
                self.heard.append(event)
        except (OSError, ValueError, AttributeError):
            pass

    def close(self):
        self.stream.close()


class WatcherTest(ServerTest):
    own_stack = True

    def setUp(self):
        super().setUp()
        self.client = self.stack.new_account("live")
        self.client.sign_in()
        self.count()
        self.listener = Listener(self.client)
        self.addCleanup(self.listener.close)

    def count(self):
        [(_, answer)] = self.client.jmap(("Email/query", {"calculateTotal": True}))
        return answer["total"]

    def arrives(self):
        """A mail from outside is told to the page, which then finds it."""
        before, looked = self.count(), len(self.listener.heard)
        deliver(self.stack, self.client.address, mail(self.client.address, "news"))

        def found():
            # As a page does: look when told, and only then.  What is told first may
            # speak of the gap before this mail.
            nonlocal looked
            told = self.listener.heard[looked:]
            looked += len(told)
            return any("Email" in changed for _, data in told
                       for changed in data.get("changed", {}).values()) and \
                self.count() == before + 1
        wait_for(found, message=f"not told; heard {self.listener.heard}")

    def test_new_mail(self):
        self.arrives()
        self.arrives()

    def restart(self, name):
        old = self.stack.pids(name)
        for pid in old:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: (new := self.stack.pids(name)) and set(old).isdisjoint(new))
        wait_for(lambda: self.stack.status()["state"] == "ready" and all(
            p["state"] in ("up", "ready", "off") for p in self.stack.status()["processes"] +
            self.stack.status()["services"]))

    def test_after_the_watcher_died(self):
        self.arrives()
        self.restart("watcher")
        self.arrives()

    def test_after_the_mail_server_died(self):
        self.arrives()
        self.restart("dovecot")
        self.arrives()

    def test_after_the_database_died(self):
        self.arrives()
        self.restart("postgresql")
        wait_for(lambda: self.client.get("/api/v2/session").code == 200)
        self.arrives()

    def test_mail_that_came_while_nobody_watched(self):
        """What arrives in the gap is told when the gap is over."""
        self.arrives()
        heard = len(self.listener.heard)
        watcher = self.stack.pids("watcher")
        for pid in watcher:
            os.kill(pid, signal.SIGSTOP)
        before = self.count()
        deliver(self.stack, self.client.address, mail(self.client.address, "in the gap"))
        # Asking is what would follow the store; another program looks instead.
        def arrived():
            imap = self.client.imap()
            try:
                return int(imap.select("INBOX", readonly=True)[1][0]) > before
            finally:
                imap.logout()
        wait_for(arrived)
        for pid in watcher:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(self.listener.heard) > heard)
        wait_for(lambda: self.count() == before + 1)


class TasksTest(ServerTest):
    def test_each_begins_when_it_is_due(self):
        """Also one that becomes due while it is looked what is."""
        [[account]] = self.stack.sql(f"SELECT id FROM account WHERE address = '{self.stack.new_account('due').address}'")
        for _ in range(100):
            self.stack.sql("DO $$ DECLARE at timestamptz := clock_timestamp() + interval '20 milliseconds'; BEGIN"
                           f" INSERT INTO task (account_id, kind, due) VALUES ({account}, 'push', at);"
                           " PERFORM pg_notify('hayloft_task', (extract(epoch FROM at) * 1000)::bigint::text); COMMIT;"
                           " WHILE clock_timestamp() < at LOOP PERFORM pg_notify('hayloft_task', '0'); COMMIT; END LOOP; END $$")
            wait_for(lambda: self.stack.sql(f"SELECT FROM task WHERE account_id = {account} AND kind = 'push'") == [], 15)


class AffinityTest(ServerTest):
    config = "pool.mail.floor = 4\n"

    def imap_workers(self):
        """Mail workers that hold a connection to the mail server."""
        port = f"{self.stack.port('imap'):04X}"
        inodes = set()
        with open("/proc/net/tcp") as f:
            for line in f.readlines()[1:]:
                words = line.split()
                if words[2].endswith(":" + port) and words[3] == "01":
                    inodes.add(f"socket:[{words[9]}]")
        def opened(path):
            with contextlib.suppress(FileNotFoundError):
                return os.readlink(path)

        def has(pid):
            folder = f"/proc/{pid}/fd"
            return any(opened(f"{folder}/{fd}") in inodes for fd in os.listdir(folder))
        return [pid for pid in self.stack.pids("worker", "mail") if has(pid)]

    def test_an_account_stays_with_its_worker(self):
        """The worker that has the session open is asked again, though others are idle."""
        self.alice.sign_in()
        self.alice.account()
        for _ in range(12):
            # While it is busy, with work after an answer, another one would be taken.
            wait_for(lambda: 'hayloft_pool_workers_busy{pool="mail"} 0\n' in self.anyone.get("/metrics", expect=200).text)
            self.alice.jmap(("Mailbox/get", {"ids": None}))
        self.assertLessEqual(4, len(self.stack.pids("worker", "mail")))
        self.assertEqual(1, len(self.imap_workers()))
