"""What the attacks share: whom they attack, how, and who must not notice.

Each attack is made twice.  Against Hayloft it must do no harm: an honest
client beside it gets its answers and the front's memory stays.  Against bare
libh2o (tests/bench/bare.c), which has none of the defences, it must do harm:
an attack that hurts nobody would prove nothing.
"""
import contextlib
import glob
import http.client
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "http"))
import harness  # noqa: E402

import h2.config  # noqa: E402
import h2.connection  # noqa: E402
import h2.events  # noqa: E402

ATTACKERS = [f"127.0.0.{n}" for n in range(2, 12)]     # the honest one is 127.0.0.1
MEMORY = 50 << 20


def tls(protocol):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    return context


class Target:
    """A server under attack: its port, and the process whose memory counts."""

    def __init__(self, port, pid):
        self.port, self.pid = port, pid

    def memory(self):
        with open(f"/proc/{self.pid}/status") as f:
            for line in f:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024

    def knock(self, source=ATTACKERS[0], timeout=60):
        """A connection that says nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout, (source, 0))

    def connect(self, protocol="http/1.1", source=ATTACKERS[0], timeout=60):
        raw = self.knock(source, timeout)
        try:
            return tls(protocol).wrap_socket(raw, server_hostname="localhost")
        except BaseException:
            raw.close()
            raise

    def http2(self, **kwargs):
        return Http2(self.connect("h2", **kwargs))

    def counts(self, name, seconds=60):
        """The same, once it is more than nothing: what was sent may not have been read yet."""
        harness.wait_for(lambda: self.counter(name) > 0, seconds, message=f"{name} stays 0")
        return self.counter(name)

    def counter(self, name):
        """A line of /metrics."""
        c = http.client.HTTPSConnection("127.0.0.1", self.port, context=tls("http/1.1"), timeout=60)
        c.request("GET", "/metrics")
        text = c.getresponse().read().decode()
        c.close()
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                   if line.startswith(name))


class Http2:
    """An HTTP/2 connection without scruples."""

    def __init__(self, sock):
        self.sock = sock
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(
            client_side=True, header_encoding="utf-8", validate_outbound_headers=False, normalize_outbound_headers=False))
        self.h2.initiate_connection()
        self.flush()

    def flush(self):
        self.sock.sendall(self.h2.data_to_send())

    def request(self, path, method="GET", more=(), end=True):
        stream = self.h2.get_next_available_stream_id()
        self.h2.send_headers(stream, [(":method", method), (":scheme", "https"),
                                      (":authority", "localhost"), (":path", path), *more], end)
        return stream

    def events(self, seconds=5):
        """What arrives within SECONDS, until the connection ends."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.sock.settimeout(left)
            try:
                data = self.sock.recv(65536)
            except (TimeoutError, ssl.SSLError, ConnectionError):
                return
            if not data:
                return
            for event in self.h2.receive_data(data):
                if isinstance(event, h2.events.DataReceived) and event.flow_controlled_length:
                    self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                yield event
            with contextlib.suppress(OSError):
                self.flush()

    def close(self):
        self.sock.close()


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def is_closed(sock, seconds):
    """Whether the other side ends the connection within SECONDS; what has arrived counts, however late we look."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > -5:
        sock.settimeout(max(left, 0.01))
        try:
            if not sock.recv(65536):
                return True
        except TimeoutError:
            return False
        except (ssl.SSLError, OSError):
            return True
    return False


class Honest:
    """Someone at another address who asks for a file and for an answer of a worker."""

    def __init__(self, target, paths=("/", "/api/v2/session"), codes=(200, 401)):
        self.target, self.paths, self.codes = target, paths, codes
        self.times, self.faults = [], []

    def __enter__(self):
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def ask(self, path):
        c = http.client.HTTPSConnection("127.0.0.1", self.target.port, context=tls("http/1.1"),
                                        timeout=60)
        begin = time.monotonic()
        try:
            c.request("GET", path)
            code = c.getresponse().status
            if code not in self.codes:
                self.faults.append(f"{path}: {code}")
        except OSError as e:
            self.faults.append(f"{path}: {e!r}")
        finally:
            c.close()
        self.times.append(time.monotonic() - begin)

    def run(self):
        while True:
            for path in self.paths:
                self.ask(path)
            if self.over.wait(0.1):
                return

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def p99(self):
        return sorted(self.times)[int(len(self.times) * 0.99)]


@contextlib.contextmanager
def hayloft(config=""):
    """A stack; with CONFIG one of its own."""
    stack = None if config else harness.Stack.from_environment()
    own = stack is None
    if own:
        stack = harness.Stack(config=config).start()
    try:
        target = Target(stack.port("https"), front_of(stack))
        target.stack = stack
        yield target
    finally:
        if own:
            stack.stop()


def front_of(stack):
    """The front's process id as we see it: the stack has a name space of its own."""
    space = os.readlink(f"/proc/{stack.status()['pid']}/ns/pid")
    for path in glob.glob("/proc/[0-9]*/comm"):
        folder = os.path.dirname(path)
        with contextlib.suppress(OSError), open(path) as f:
            if f.read().strip() == "hay-front" and os.readlink(folder + "/ns/pid") == space:
                return int(os.path.basename(folder))
    raise AssertionError("no front")


def bare_program():
    path = os.path.join(harness.BUILD, "bench", "bare")
    source = os.path.join(harness.ROOT, "tests", "bench", "bare.c")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-DH2O_USE_LIBUV=0", "-o", path,
                        source, "-lh2o-evloop", "-lssl", "-lcrypto"], check=True)
    return path


@contextlib.contextmanager
def bare():
    """libh2o without our defences."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = os.path.join(folder, "key"), os.path.join(folder, "certificate")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        process = subprocess.Popen([bare_program(), str(port), certificate, key],
                                   stderr=subprocess.DEVNULL)
        try:
            def up():
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    return True
            harness.wait_for(up, 60)
            yield Target(port, process.pid)
        finally:
            process.kill()
            process.wait()


class AttackTest(unittest.TestCase):
    config = ""

    def unharmed(self, attack, *args):
        """Hayloft under ATTACK: the honest one is served, memory stays.  What ATTACK returns."""
        with hayloft(self.config) as target:
            Honest(target).ask("/")
            before = target.memory()
            with Honest(target) as honest:
                result = attack(target, *args)
            self.slowest = max(honest.times)
            grown = target.memory() - before
            self.assertEqual([], honest.faults)
            self.assertGreater(len(honest.times), 1)
            self.assertLess(grown, MEMORY)
            print(f"{self.id().split('.')[-2]}: honest p99 {honest.p99() * 1000:.0f} ms of "
                  f"{len(honest.times)}, memory {grown / 1048576:+.1f} MB", flush=True)
            return result

    def against_bare(self, attack, *args):
        with bare() as target:
            return attack(target, *args)
