"""A real Hayloft for tests, and a client to talk to it.

Stack runs the program with a state folder and ports of its own; ServerTest
gives a test one: the stack that tests/run.py started for several files, or
one that only this class has (own_stack = True), for tests that kill things.

Nothing but Python's standard library; /usr/bin/python3 is enough.
"""
import atexit
import base64
import fcntl
import hashlib
import http.client
import imaplib
import json
import os
import random
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
import weakref

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
PG_BIN = "/usr/lib/postgresql/15/bin"	# as Debian has it; in the path are wrappers that start Perl first
PROGRAM = os.environ.get("HAYLOFT_PROGRAM", os.path.join(BUILD, "hayloft"))
DOMAIN = "example.org"
START_SECONDS = int(os.environ.get("HAYLOFT_START_SECONDS", "300"))
STANDARD = {"https": 443, "http": 80, "smtp": 25, "submission": 587, "submissions": 465,
            "imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995, "managesieve": 4190,
            "reinject": 590, "srs": 591}


def wait_for(what, seconds=60, pause=0.05, message=None):
    """What WHAT() returns as soon as it is true; an AssertionError after SECONDS."""
    end = time.monotonic() + seconds
    while True:
        result = what()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(message or f"not within {seconds} s")
        time.sleep(pause)


class Ports:
    """A block of ports that nobody uses, kept by a lock file until close()."""

    def __init__(self):
        folder = os.path.join(tempfile.gettempdir(), f"hayloft-ports-{os.getuid()}")
        os.makedirs(folder, exist_ok=True)
        # Below what the kernel gives to outgoing connections.  No two blocks meet in a port.
        bases = list(range(9000, 28000, 500))
        random.shuffle(bases)
        for base in bases:
            lock = open(os.path.join(folder, str(base)), "w")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
                continue
            if all(self.is_free(base + port) for port in STANDARD.values()):
                self.base, self.lock = base, lock
                return
            lock.close()
        raise RuntimeError("no free block of ports")

    @staticmethod
    def is_free(port):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                return False
        return True

    def close(self):
        self.lock.close()


SHAPES_STATE = ("storage/migrations", "mailcore/templates", "mailcore/prepare.c", "mailcore/ca.c",
                "mailcore/secret.c", "mailcore/model.c", "admin/demo.c", "core/conf.c")


def template_key():
    """Changes when a prepared state folder would not be what a new one is."""
    digest = hashlib.sha256()
    for name in SHAPES_STATE:
        full = os.path.join(ROOT, name)
        files = [os.path.join(full, f) for f in sorted(os.listdir(full))] if os.path.isdir(full) else [full]
        for path in files:
            with open(path, "rb") as f:
                digest.update(path.encode() + b"\0" + f.read())
    return digest.hexdigest()[:16]


class Template:
    """A state folder after its first start, made once per build: the database
    with the demo accounts, Rspamd's compiled patterns, certificates.  Several
    test runs may want it at once: one makes it, others wait, copying is shared."""

    def __init__(self):
        self.folder = os.path.join(BUILD, "test-state")
        self.path = os.path.join(self.folder, template_key())
        os.makedirs(self.folder, exist_ok=True)

    def make(self):
        with open(os.path.join(self.folder, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.isdir(self.path):
                return
            others = [os.path.join(self.folder, n) for n in os.listdir(self.folder) if n != "lock"]
            # Rspamd's patterns take ten seconds to compile and are good for any state.
            patterns = next((os.path.join(o, "rspamd") for o in others
                             if os.path.isdir(os.path.join(o, "rspamd"))), None)
            stack = Stack(fresh=True)
            stack.patterns = patterns
            stack.start()
            stack.stop(keep=True)
            shutil.rmtree(os.path.join(stack.state, "log"), ignore_errors=True)
            stack.move_state(self.path)
            for old in others:
                shutil.rmtree(old, ignore_errors=True)

    def copy(self, target):
        while True:
            with open(os.path.join(self.folder, "lock"), "a") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH)
                if os.path.isdir(self.path):
                    subprocess.run(["cp", "-a", self.path, target], check=True)
                    return
            self.make()


class PortTaken(Exception):
    pass


class Stack:
    """One running Hayloft."""

    def __init__(self, fresh=False, config="", environment=None):
        self.fresh, self.config = fresh, config
        self.environment = environment or {}
        self.process = self.ports_held = self.patterns = None
        self.command_line = [PROGRAM, "run", "--demo", DOMAIN]
        self.furnish = None	# called with the state folder before the first start
        self.external = False
        self.connections = weakref.WeakSet()	# of clients; a drain waits for idle ones

    @classmethod
    def from_environment(cls):
        """The stack that tests/run.py started, or None."""
        if not os.environ.get("HAYLOFT_URL"):
            return None
        self = cls()
        self.external = True
        self.state = os.environ["HAYLOFT_STATE"]
        self.base = int(os.environ["HAYLOFT_PORT_BASE"])
        return self

    def port(self, name):
        return self.base + STANDARD[name]

    @property
    def url(self):
        return f"https://localhost:{self.port('https')}/"

    def variables(self):
        """What a test of any kind needs to find this stack."""
        out = {"HAYLOFT_URL": self.url, "HAYLOFT_STATE": self.state,
               "HAYLOFT_PORT_BASE": str(self.base), "HAYLOFT_BIND": "127.0.0.1",
               "HAYLOFT_CREDENTIALS": os.path.join(self.state, "credentials"),
               "HAYLOFT_CA": os.path.join(self.state, "tls", "ca.crt"),
               "HAYLOFT_PROGRAM": PROGRAM}
        for name in STANDARD:
            out[f"HAYLOFT_{name.upper()}_PORT"] = str(self.port(name))
        return out

    def make_state(self):
        self.folder = tempfile.mkdtemp(prefix="hayloft-test-")
        os.chmod(self.folder, 0o755)
        self.state = os.path.join(self.folder, "state")
        if self.fresh:
            os.mkdir(self.state)
            if self.patterns:
                subprocess.run(["cp", "-a", self.patterns, os.path.join(self.state, "rspamd")], check=True)
        else:
            Template().copy(self.state)
        with open(os.path.join(self.state, "hayloft.conf"), "w") as f:
            # All tests of a stack come from one address.
            # Some listen on the loopback to hear what Hayloft fetches (web_sink.py).
            # What another program did is in the next answer, however long another process is held up.
            f.write("offline = on\nthrottle.address = 1000\nfetch.allow = 127.0.0.1\nindex.wait = 15000\n"
                    f"smime.authorities = {self.state}/smime.pem\n" + self.config)
        with open(os.path.join(self.state, "smime.pem"), "w"):
            pass	# whom signed mail is trusted by: nobody, but for test_smime.py
        if self.furnish is not None:
            self.furnish(self.state)

    def start(self, wait=True):
        for attempt in range(4):
            if self.ports_held is None:
                self.ports_held = Ports()
                self.base = self.ports_held.base
                self.make_state()
                atexit.register(self.stop)
            self.run_program()
            if not wait:
                return self
            try:
                self.wait_ready()
                self.know_space()
                return self
            except PortTaken:
                # By a program that knows nothing of our lock files.
                self.stop()
        raise AssertionError("no ports")

    def run_environment(self):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HAYLOFT_")}
        environment.update({"HAYLOFT_STATE": self.state, "HAYLOFT_PORT_BASE": str(self.base),
                            "HAYLOFT_BIND": "127.0.0.1", **self.environment})
        return environment

    def run_program(self):
        self.log_path = os.path.join(self.folder, "output")
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(self.command_line, cwd=ROOT,
                                            env=self.run_environment(), stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)

    def wait_ready(self, seconds=START_SECONDS):
        def ready():
            if self.process.poll() is not None:
                if "taken by another program" in self.log():
                    raise PortTaken()
                raise AssertionError(f"hayloft ended with {self.process.returncode}:\n{self.log()}")
            return os.path.exists(os.path.join(self.state, "ready"))
        try:
            wait_for(ready, seconds)
        except PortTaken:
            raise
        except AssertionError as e:
            log = self.log()
            self.stop()
            raise AssertionError(f"not ready: {e}\n{log}") from None

    def stop(self, keep=False, sig=signal.SIGTERM):
        """End it cleanly; what does not end within two minutes is killed and is a failure."""
        if self.external:
            return
        late, report = False, ""
        for connection in list(self.connections):
            connection.close()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(sig)
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                late = True
                self.process.kill()
                self.process.wait()
        if self.process is not None:
            report = self.sanitizer_report()
        if self.ports_held is not None and not keep:
            self.ports_held.close()
            self.ports_held = None
            shutil.rmtree(self.folder, ignore_errors=True)
        if late:
            raise AssertionError("hayloft did not end within two minutes")
        if report:
            raise AssertionError(report)

    def sanitizer_report(self):
        """What a sanitizer (make asan) said of any process, "" when nothing."""
        try:
            with open(self.log_path, errors="replace") as f:
                lines = f.readlines()
        except OSError:
            return ""	# stopped already
        for i, line in enumerate(lines):
            if "Sanitizer: " in line or "runtime error: " in line:
                return "".join(lines[i:i + 60])
        return ""

    def move_state(self, path):
        subprocess.run(["mv", self.state, path], check=True)
        self.ports_held.close()
        self.ports_held = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, lines=60):
        try:
            with open(self.log_path, errors="replace") as f:
                return "".join(f.readlines()[-lines:])
        except (OSError, AttributeError):
            return ""

    def command(self, *args, check=True, input=None):
        """Run `hayloft ARGS` on this stack; its CompletedProcess."""
        environment = dict(os.environ, HAYLOFT_STATE=self.state, HAYLOFT_PORT_BASE=str(self.base))
        return subprocess.run([PROGRAM, *args], cwd=ROOT, env=environment, check=check,
                              input=input, capture_output=True, text=True, timeout=120)

    def status(self):
        """Asked again while the master is too busy for an answer; one that is gone is known at once."""
        return json.loads(wait_for(lambda: self.command("status", "--json", check=False).stdout.strip()))

    def pids(self, name, pool=None):
        """Process ids of our own processes ("front", "worker", …) or of a service."""
        status = self.status()
        return [p["pid"] for p in status.get("processes", []) + status.get("services", [])
                if p["name"] == name and (pool is None or p.get("pool") == pool) and p["pid"] > 0]

    def conninfo(self, user="hayloft"):
        if user == "postgres":	# by who we are, on the socket
            return f"host={os.path.join(self.state, 'run', 'postgresql')} port=5432 dbname=hayloft user=postgres"
        with open(os.path.join(self.state, "conf", "password.hayloft")) as f:
            password = f.read().strip()
        return (f"host={os.path.join(self.state, 'run', 'postgresql')} port=5432 dbname=hayloft "
                f"user=hayloft password={password}")

    def sql(self, text, user="hayloft"):
        """Rows of one statement as lists of text."""
        done = subprocess.run([PG_BIN + "/psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.conninfo(user)],
                              input=text, check=True, capture_output=True, text=True, timeout=60)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def in_browser(self, script, told, **environment):
        """A browser test that needs what only Python sets up: tests/ui/SCRIPT.mjs, TOLD in HAYLOFT_TOLD."""
        done = subprocess.run(["node", "--test", os.path.join(ROOT, "tests", "ui", f"{script}.mjs")],
                              capture_output=True, text=True, timeout=600,
                              env={**os.environ, **self.variables(), "HAYLOFT_TOLD": json.dumps(told), **environment})
        if done.returncode != 0:
            raise AssertionError(done.stdout[-3000:])

    def locked(self, table):
        """While this lasts, whoever touches TABLE waits."""
        return Locked(self, f"LOCK TABLE {table}")

    def holding(self, statement):
        """While this lasts, a transaction that has done STATEMENT keeps its locks."""
        return Locked(self, statement)

    def know_space(self):
        """The namespace that all of its processes are in."""
        self.space = os.readlink(f"/proc/{self.status()['pid']}/ns/pid")

    def processes(self):
        """Every process that belongs to this stack, by its command line or its folder."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                space = os.readlink(f"/proc/{pid}/ns/pid")
            except OSError:
                continue
            if space == self.space or int(pid) == self.process.pid:
                found.append(int(pid))
        return [pid for pid in found if self.is_alive(pid)]

    @staticmethod
    def is_alive(pid):
        try:
            with open(f"/proc/{pid}/stat") as f:
                return f.read().rsplit(")", 1)[1].split()[0] not in "ZX"
        except OSError:
            return False

    def passwords(self):
        with open(os.path.join(self.state, "credentials")) as f:
            return dict(line.split(None, 1) for line in f.read().splitlines() if line.strip())

    def client(self, who, password=None):
        """A Client for the demo account WHO ("alice")."""
        address = who if "@" in who else f"{who}@{DOMAIN}"
        return Client(self, address, password or self.passwords()[address])

    def new_account(self, name, password="correct horse battery"):
        """An account of its own for a test, so that tests do not meet in one mailbox."""
        address = f"{name}-{random.randrange(16 ** 8):08x}@{DOMAIN}"
        self.command("user", "add", address, "--password-stdin", "--json", input=password + "\n")
        return Client(self, address, password)

    def tls(self):
        context = ssl.create_default_context(cafile=os.path.join(self.state, "tls", "ca.crt"))
        return context


class Locked:
    def __init__(self, stack, statement):
        self.stack, self.statement = stack, statement

    def __enter__(self):
        self.psql = subprocess.Popen([PG_BIN + "/psql", "-XAtq", self.stack.conninfo()], text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.psql.stdin.write(f"BEGIN; {self.statement}; SELECT 'locked';\n")
        self.psql.stdin.flush()
        line = "\n"
        while line.strip() != "locked":
            if not (line := self.psql.stdout.readline()):
                raise AssertionError(f"could not do {self.statement}")
        return self

    def waiting(self):
        """How many wait for it; a file that is made longer is waited for by others, now and then."""
        return int(self.stack.sql("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype <> 'extend'")[0][0])

    def release(self):
        if self.psql is not None:
            self.psql.stdin.close()
            self.psql.wait(60)
            self.psql.stdout.close()
            self.psql = None

    def __exit__(self, *_):
        self.release()


class Response:
    def __init__(self, code, headers, body):
        self.code, self.headers, self.body = code, headers, body

    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    @property
    def etag(self):
        return self.headers.get("etag")

    def __repr__(self):
        return f"<{self.code} {dict(self.headers)} {self.body[:500]!r}>"


class Client:
    """One person: HTTP with Basic or, after sign_in(), with a cookie; IMAP; SMTP."""

    def __init__(self, stack, address=None, password=None):
        self.stack, self.address, self.password = stack, address, password
        self.cookie = None
        self.basic = address is not None
        self.local = threading.local()

    def anonymous(self):
        return Client(self.stack)

    def connection(self, timeout=60):
        c = getattr(self.local, "connection", None)
        if c is None:
            c = http.client.HTTPSConnection("localhost", self.stack.port("https"),
                                            context=self.stack.tls(), timeout=timeout)
            self.local.connection = c
            self.stack.connections.add(c)
        return c

    def close(self):
        c = getattr(self.local, "connection", None)
        if c is not None:
            c.close()
        self.local.connection = None

    def headers(self, extra):
        out = {}
        if self.cookie:
            out["Cookie"] = self.cookie
            out["Sec-Fetch-Site"] = "same-origin"
        elif self.basic:
            pair = f"{self.address}:{self.password}".encode()
            out["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        for name, value in (extra or {}).items():
            out = {k: v for k, v in out.items() if k.lower() != name.lower()}
            if value is not None:
                out[name] = value
        return out

    def request(self, method, path, body=None, headers=None, expect=None, timeout=60):
        headers = self.headers(headers)
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        elif isinstance(body, str):
            body = body.encode()
        for attempt in (1, 2):
            fresh = getattr(self.local, "connection", None) is None
            c = self.connection(timeout)
            try:
                c.request(method, path, body, headers)
                r = c.getresponse()
                response = Response(r.status, r.headers, r.read())
                if r.will_close:
                    self.close()
                break
            except (http.client.RemoteDisconnected, ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError,
                    http.client.CannotSendRequest):
                # A connection kept from before may have been closed meanwhile.
                self.close()
                if fresh or attempt == 2:
                    raise
            except BaseException:
                self.close()
                raise
        if expect is not None and response.code not in (expect if isinstance(expect, (tuple, list, set))
                                                        else (expect,)):
            raise AssertionError(f"{method} {path}: expected {expect}, got {response!r}")
        return response

    def get(self, path, **kw):
        return self.request("GET", path, **kw)

    def post(self, path, body=None, **kw):
        return self.request("POST", path, body, **kw)

    def put(self, path, body=None, **kw):
        return self.request("PUT", path, body, **kw)

    def delete(self, path, **kw):
        return self.request("DELETE", path, **kw)

    def sign_in(self):
        """From here on by session cookie, as a browser does."""
        r = Client(self.stack).post("/api/v2/session", {"login": self.address, "password": self.password},
                                    headers={"Sec-Fetch-Site": "same-origin"}, expect=200)
        self.cookie = r.headers["set-cookie"].split(";")[0]
        return r.json()

    def session(self):
        return self.get("/.well-known/jmap", expect=200).json()

    def account(self):
        if not hasattr(self, "account_id"):
            session = self.session()
            self.capabilities = list(session["capabilities"])
            self.account_id = session["primaryAccounts"]["urn:ietf:params:jmap:mail"]
        return self.account_id

    def jmap(self, *calls, using=None, expect=200):
        """Method calls as (name, arguments) with accountId filled in; the list of
        (name, arguments) that come back, or the Response when it is not 200.
        USING is everything that the server can, unless it is given."""
        sent = []
        if using is None:
            self.account()
            using = self.capabilities
        for i, (name, arguments) in enumerate(calls):
            if name != "Core/echo":
                arguments = {"accountId": self.account(), **arguments}
            sent.append([name, arguments, f"c{i}"])
        r = self.post("/jmap/api", {"using": list(using), "methodCalls": sent}, expect=expect)
        if r.code != 200:
            return r
        return [(name, arguments) for name, arguments, _ in r.json()["methodResponses"]]

    def events(self, types="*", ping=0, closeafter="no", timeout=60, headers=None):
        """An open event stream; iterate over (event, data)."""
        return Events(self, f"/jmap/eventsource?types={urllib.parse.quote(types)}"
                      f"&closeafter={closeafter}&ping={ping}", timeout, headers)

    def imap(self):
        c = imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=self.stack.tls())
        c.login(self.address, self.password)
        return c

    def send(self, to, message):
        """Through submission, signed in."""
        with smtplib.SMTP("localhost", self.stack.port("submission"), timeout=60) as s:
            s.starttls(context=self.stack.tls())
            s.login(self.address, self.password)
            s.sendmail(self.address, [to], message)


class Events:
    def __init__(self, client, path, timeout, headers=None):
        self.connection = http.client.HTTPSConnection("localhost", client.stack.port("https"),
                                                      context=client.stack.tls(), timeout=timeout)
        self.connection.request("GET", path, headers=client.headers({"Accept": "text/event-stream",
                                                                     **(headers or {})}))
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()

    def __iter__(self):
        event, data = "message", []
        while True:
            line = self.response.readline()
            if not line:
                return
            line = line.decode().rstrip("\r\n")
            if line.startswith("event:"):
                event = line[6:].strip()
            elif line.startswith("data:"):
                data.append(line[5:].strip())
            elif line == "" and data:
                yield event, json.loads("\n".join(data))
                event, data = "message", []

    def close(self):
        # Somebody may be reading in another thread, who would be waited for.
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def deliver(stack, to, message, sender="somebody@elsewhere.example"):
    """From outside, as another mail server would."""
    with smtplib.SMTP("localhost", stack.port("smtp"), timeout=60) as s:
        s.sendmail(sender, [to], message)


_own = None


def shared_stack():
    """The stack of this run; started now when nobody did."""
    global _own
    stack = Stack.from_environment()
    if stack is None:
        if _own is None or _own.process.poll() is not None:
            _own = Stack().start()
        stack = _own
    return stack


class ServerTest(unittest.TestCase):
    """A conversation with a running Hayloft."""
    own_stack = False	# True: nobody else's tests see what this one breaks
    config = ""		# lines for hayloft.conf; makes the stack the class's own
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if cls.own_stack or cls.config:
            cls.stack = Stack(config=cls.config).start()
            cls.addClassCleanup(cls.stack.stop)
        else:
            cls.stack = shared_stack()
        for name in ("alice", "bob", "carol", "admin"):
            setattr(cls, name, cls.stack.client(name))
        cls.anyone = Client(cls.stack)

    def setUp(self):
        for name in ("alice", "bob", "carol", "admin"):
            getattr(self, name).cookie = None

    def run(self, result=None):
        before = len(result.failures) + len(result.errors) if result else 0
        super().run(result)
        if result and len(result.failures) + len(result.errors) > before and not self.stack.external:
            sys.stderr.write(f"--- last lines of the server ({self.id()})\n{self.stack.log(40)}\n")


if __name__ == "__main__":
    # A stack by hand: prints its variables, runs until Ctrl-C.
    running = Stack().start()
    for key, value in running.variables().items():
        print(f"export {key}={value}")
    sys.stdout.flush()
    try:
        running.process.wait()
    except KeyboardInterrupt:
        running.stop()
