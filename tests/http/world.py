"""A small internet for a Hayloft that is not offline: a network namespace in
which this machine is alone, a name server that says what a test wants, other
mail servers.  Nothing leaves it, and nothing outside it is touched.

Addresses: Hayloft is mail.example.org at 192.0.2.1, everybody else is somewhere
in 203.0.113.0/24.  Names below `secure.` are signed (DNSSEC).
"""

import base64
import ctypes
import http.server
import os
import pwd
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import unittest

from harness import PROGRAM, Stack, wait_for
from mail import MailTest

NEW_NETWORK = 0x40000000	# CLONE_NEWNET
HAYLOFT = "192.0.2.1"

ROOT_ZONE = f"""\
$ORIGIN .
$TTL 60
@ SOA ns. nobody. 1 3600 600 86400 1
@ NS ns.
ns. A 127.0.0.1
example.org. MX 10 mail.example.org.
example.org. TXT "v=spf1 mx -all"
mail.example.org. A {HAYLOFT}
1.2.0.192.in-addr.arpa. PTR mail.example.org.
"""
SECURE_ZONE = """\
$ORIGIN secure.
$TTL 60
@ SOA ns.secure. nobody.secure. 1 3600 600 86400 1
@ NS ns.secure.
ns.secure. A 127.0.0.1
"""


def run(*command, **kind):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, **kind).stdout


class Authority:
    """Signs certificates; whoever is inside trusts it."""

    def __init__(self, folder):
        self.folder = folder
        self.key, self.cert = f"{folder}/ca.key", f"{folder}/ca.pem"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=world", "-keyout", self.key, "-out", self.cert)

    def certificate(self, *names):
        """The file with key and certificate of a server."""
        base = f"{self.folder}/{names[0]}"
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", f"/CN={names[0]}", "-addext", "subjectAltName=" + ",".join(f"DNS:{n}" for n in names),
            "-keyout", base + ".key", "-out", base + ".csr")
        run("openssl", "x509", "-req", "-in", base + ".csr", "-CA", self.cert, "-CAkey", self.key, "-CAcreateserial",
            "-days", "2", "-copy_extensions", "copy", "-out", base + ".crt")
        with open(base + ".pem", "w") as out:
            for part in (".key", ".crt"):
                with open(base + part) as f:
                    out.write(f.read())
        return base + ".pem"

    def trusted(self):
        """A folder as /etc/ssl/certs is, with this authority alone."""
        out = f"{self.folder}/certs"
        os.mkdir(out)
        shutil.copy(self.cert, f"{out}/world.pem")
        shutil.copy(self.cert, f"{out}/ca-certificates.crt")
        run("openssl", "rehash", out)
        return out


def tlsa(pem):
    """The record of a certificate's key (RFC 6698): 3 1 1."""
    key = subprocess.run(["openssl", "x509", "-in", pem, "-noout", "-pubkey"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=key, check=True, capture_output=True).stdout
    digest = subprocess.run(["openssl", "dgst", "-sha256", "-r"], input=der, check=True, capture_output=True).stdout
    return "3 1 1 " + digest.split()[0].decode()


class Taken:
    """What a mail server was given."""

    def __init__(self, sender, recipients, data, tls):
        self.sender, self.recipients, self.data, self.tls = sender, recipients, data, tls


class Conversation(socketserver.StreamRequestHandler):
    timeout = 300	# what is cut off comes again five minutes later

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        try:
            self.converse()
        except (OSError, ssl.SSLError):
            pass

    def converse(self):
        tls, sender, to = False, "", []
        self.say("220 ready")
        while line := self.rfile.readline().decode(errors="replace").rstrip("\r\n"):
            verb, _, rest = line.partition(" ")
            verb, address = verb.upper(), rest.partition("<")[2].partition(">")[0]
            if verb == "EHLO":
                self.say("250-world")
                self.say("250 8BITMIME" if tls or self.server.context is None else "250 STARTTLS")
            elif verb == "STARTTLS":
                self.say("220 go on")
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
                tls = True
            elif verb == "MAIL":
                sender, to = address, []
                self.say("250 ok")
            elif verb == "RCPT":
                refused = address.split("@")[0] in self.server.nobody
                if not refused:
                    to.append(address)
                self.say("550 5.1.1 nobody of that name" if refused else "250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                while (one := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(one[1:] if one.startswith(b".") else one)
                self.server.take(Taken(sender, to, b"".join(lines), tls))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Receiver(socketserver.ThreadingTCPServer):
    """Somebody else's mail server: it keeps what it is given."""
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, address, pem=None):
        self.context, self.nobody = None, {"nobody"}
        if pem:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(pem)
        self.taken, self.changed = [], threading.Condition()
        super().__init__((address, 25), Conversation)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, mail):
        with self.changed:
            self.taken.append(mail)
            self.changed.notify_all()

    def find(self, text):
        return [m for m in self.taken if text.encode() in m.data]

    def wait(self, text, seconds=60):
        """The first mail that holds TEXT."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.find(text), seconds):
                raise AssertionError(f"no mail with {text} among {len(self.taken)}")
            return self.find(text)[0]

    def close(self):
        self.shutdown()
        self.server_close()


class Relay:
    """Another Postfix with a Dovecot for its logins, as a provider has them: mail leaves through it for
    who signs in over TLS, and is then in a folder."""

    def __init__(self, address, pem, login, password):
        self.folder = tempfile.mkdtemp(prefix="hayloft-relay-")
        os.chmod(self.folder, 0o755)
        for name in ("spool", "data", "mail", "run"):
            os.mkdir(self.path(name))
        shutil.chown(self.path("data"), "postfix")
        shutil.chown(self.path("mail"), "postfix")
        self.write("users", f"{login}:{{PLAIN.b64}}{base64.b64encode(password.encode()).decode()}\n")
        self.write("dovecot.conf", f"""protocols =
base_dir = {self.path('run')}
state_dir = {self.path('run')}
instance_name = relay
log_path = {self.path('dovecot.log')}
auth_mechanisms = plain login
ssl = no
passdb {{
  driver = passwd-file
  args = {self.path('users')}
}}
userdb {{
  driver = static
  args = uid=5000 gid=5000 home=/nonexistent
}}
service auth {{
  unix_listener {self.path('auth')} {{
    mode = 0666
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
""")
        self.write("main.cf", f"""compatibility_level = 3.6
queue_directory = {self.path('spool')}
data_directory = {self.path('data')}
maillog_file = /dev/stdout
maillog_file_prefixes = /dev/stdout
myhostname = relay.test
mydestination =
mynetworks =
inet_protocols = ipv4
alias_maps =
smtpd_tls_chain_files = {pem}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {self.path('auth')}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
default_transport = virtual
virtual_mailbox_base = {self.path('mail')}
virtual_mailbox_maps = static:all
virtual_minimum_uid = 1
virtual_uid_maps = static:{pwd.getpwnam('postfix').pw_uid}
virtual_gid_maps = static:{pwd.getpwnam('postfix').pw_gid}
""")
        self.write("master.cf", f"""{address}:587 inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
""")
        self.started = []
        self.start("/usr/sbin/dovecot", "-F", "-c", self.path("dovecot.conf"))
        wait_for(lambda: os.path.exists(self.path("auth")))
        run("postfix", "-c", self.folder, "check")
        self.start("/usr/lib/postfix/sbin/master", "-c", self.folder, "-d")
        wait_for(lambda: self.answers(address))

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)

    def start(self, *command):
        with open(self.path("log"), "a") as log:
            self.started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True))

    @staticmethod
    def answers(address):
        try:
            with socket.create_connection((address, 587), 5) as s:
                return s.recv(100).startswith(b"220")
        except OSError:
            return False

    def find(self, text):
        """What was taken that holds TEXT."""
        texts = []
        for name in sorted(os.listdir(self.path("mail"))):
            with open(os.path.join(self.path("mail"), name), "rb") as f:
                texts.append(f.read())
        return [t for t in texts if text.encode() in t]

    def log(self):
        with open(self.path("log"), errors="replace") as f:
            return f.read()

    def close(self):
        for process in reversed(self.started):
            process.terminate()
            process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


class PolicyServer(http.server.ThreadingHTTPServer):
    """The web server of a domain's MTA-STS policy (RFC 8461)."""
    daemon_threads = True

    def __init__(self, address, pem, mode, mx):
        text = f"version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 86400\r\n".encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path == "/.well-known/mta-sts.txt" else 404)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *args):
                pass
        super().__init__((address, 443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class World:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="hayloft-world-")
        os.chmod(self.folder, 0o755)
        self.records, self.signed, self.server, self.stack = [], [], None, None
        self.outside = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(NEW_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), "unshare")
        self.libc = libc
        run("ip", "link", "set", "lo", "up")
        run("ip", "route", "add", "local", "203.0.113.0/24", "dev", "lo")
        run("ip", "addr", "add", HAYLOFT + "/32", "dev", "lo")
        self.authority = Authority(self.folder)

    def say(self, *records):
        """Records of the name server, as lines of a zone file with full names."""
        for record in records:
            (self.signed if record.split()[0].endswith("secure.") else self.records).append(record)

    def sign(self):
        zone = f"{self.folder}/secure"
        with open(zone, "w") as f:
            f.write(SECURE_ZONE + "\n".join(self.signed) + "\n")
        key = run("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", "secure", cwd=self.folder).strip()
        run("ldns-signzone", "-f", zone + ".signed", zone, f"{self.folder}/{key}", cwd=self.folder)
        return zone + ".signed", f"{self.folder}/{key}.key"

    def serve_names(self):
        signed, anchor = self.sign()
        self.anchor = anchor
        with open(f"{self.folder}/root", "w") as f:
            f.write(ROOT_ZONE + "\n".join(self.records) + "\n")
        with open(f"{self.folder}/unbound.conf", "w") as f:
            f.write(f"""\
server:
  interface: 127.0.0.1
  do-daemonize: no
  use-syslog: no
  logfile: "{self.folder}/unbound.log"
  username: ""
  chroot: ""
  directory: "{self.folder}"
  pidfile: ""
  num-threads: 1
  do-not-query-localhost: no
  trust-anchor-file: "{anchor}"
  local-zone: "test." nodefault
  local-zone: "2.0.192.in-addr.arpa." nodefault
  local-zone: "113.0.203.in-addr.arpa." nodefault
auth-zone:
  name: "."
  zonefile: "{self.folder}/root"
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no
auth-zone:
  name: "secure."
  zonefile: "{signed}"
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no
remote-control:
  control-enable: no
""")
        self.server = subprocess.Popen(["unbound", "-d", "-p", "-c", f"{self.folder}/unbound.conf"],
                                       stdin=subprocess.DEVNULL, start_new_session=True)

        def answers():
            with socket.socket() as s:
                return s.connect_ex(("127.0.0.1", 53)) == 0
        wait_for(answers)

    def start(self, config=""):
        """A Hayloft that lives here, ready to be started, with its names served."""
        self.serve_names()
        with open(f"{self.folder}/resolv.conf", "w") as f:
            # With a resolver of its own nobody asks the machine's, which is none here.
            address = "192.0.2.99" if "service.unbound = on" in config else "127.0.0.1"
            f.write(f"nameserver {address}\noptions edns0 trust-ad\n")
        mounts = (f"mount --bind {self.folder}/resolv.conf /etc/resolv.conf && "
                  # Its root is not the one that the world outside trusts.
                  f"mount --bind {self.anchor} /usr/share/dns/root.key && "
                  f"mount --bind {self.authority.trusted()} /etc/ssl/certs && exec \"$@\"")
        self.stack = Stack(config=f"offline = off\nhost = mail.example.org\n{config}",
                           environment={"HAYLOFT_BIND": HAYLOFT})
        self.stack.command_line = ["unshare", "-m", "sh", "-c", mounts, "sh", PROGRAM, "run"]
        return self.stack

    def close(self):
        if self.stack is not None:
            self.stack.stop()
        if self.server is not None:
            self.server.terminate()
            self.server.wait(60)
        self.libc.setns(self.outside, NEW_NETWORK)
        os.close(self.outside)
        shutil.rmtree(self.folder, ignore_errors=True)


@unittest.skipUnless(os.geteuid() == 0, "network namespaces want root")
class WorldTest(MailTest):
    """A conversation between a running Hayloft and the rest of the world."""

    @classmethod
    def furnish(cls, world):
        """Who else is there."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.furnish(cls.world)
        cls.stack = cls.world.start(cls.config)
        cls.stack.furnish = cls.prepare
        cls.stack.start()
        for name in ("alice", "bob", "carol", "admin"):
            setattr(cls, name, cls.stack.client(name))

    @classmethod
    def prepare(cls, state):
        """What its state folder holds before the first start."""

    @property
    def host(self):
        return HAYLOFT

    @property
    def tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    def log(self, service="postfix"):
        with open(os.path.join(self.stack.state, "log", service + ".log"), errors="replace") as f:
            return f.read()
