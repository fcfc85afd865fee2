"""Mail servers of another provider, each in a folder of its own on ports of its
own: Dovecot with all it can do, the same with its extensions hidden, Cyrus, and
a submission server that keeps what it is given."""

import base64
import contextlib
import imaplib
import itertools
import os
import pwd
import re
import select
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time

from harness import STANDARD, Ports

PASSWORD = "what-alice-uses-elsewhere"
BARE = "IMAP4rev1 AUTH=PLAIN"


blocks = []
given = itertools.count()


def free_port():
    """From a block that is ours until we end: what the kernel chooses, others may have before a server binds it."""
    n = next(given) % len(STANDARD)
    if n == 0:
        blocks.append(Ports())
    return blocks[-1].base + list(STANDARD.values())[n]


class Certificate:
    """Signed by itself, for localhost."""

    def __init__(self, folder, name="there"):
        self.cert, self.key = os.path.join(folder, f"{name}.crt"), os.path.join(folder, f"{name}.key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", self.key, "-out", self.cert], check=True, capture_output=True)
        os.chmod(self.cert, 0o644)

    def context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert, self.key)
        return context


class Server:
    """`port` speaks IMAP under TLS, `plain` without."""

    def __init__(self, certificate):
        self.certificate = certificate
        self.folder = tempfile.mkdtemp(prefix="hayloft-elsewhere-")
        os.chmod(self.folder, 0o755)
        self.port, self.plain, self.process = free_port(), free_port(), None
        self.make()
        self.launch()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        with open(self.path(name), "w") as f:
            f.write(text)
        os.chmod(self.path(name), mode)
        return self.path(name)

    def spawn(self, *argv, user=None):
        with open(self.path("log"), "a") as log:
            os.chmod(log.name, 0o666)
            self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, user=user,
                                            group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None)
        end = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.plain)) as s:
                if s.recv(100).startswith(b"* OK"):
                    return
            if time.monotonic() > end or self.process.poll() is not None:
                with open(self.path("log"), errors="replace") as f:
                    raise AssertionError(f"{argv[0]} does not answer:\n{f.read()[-1500:]}")
            time.sleep(0.1)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def imap(self, box=None):
        """Another program of the person whose account it is."""
        with imaplib.IMAP4("127.0.0.1", self.plain) as c:
            c.login("alice", PASSWORD)
            if box is not None:
                c.select(box)
            yield c

    def append(self, message, box="INBOX", flags=None, date=None):
        with self.imap() as c:
            kind, data = c.append(box, flags, date, message)
            assert kind == "OK", data


class Dovecot(Server):
    capability = None
    anybody = False	# any name signs in with the password, and has mailboxes of its own

    def make(self):
        os.mkdir(self.path("mail"))
        os.chown(self.path("mail"), 5000, 5000)
        self.write("users", f"alice:{{PLAIN}}{PASSWORD}\n")
        hidden = f"protocol imap {{\n  imap_capability = {self.capability}\n}}\n" if self.capability else ""
        uses = "" if self.capability else "    special_use = \\%s\n"
        boxes = "".join(f"  mailbox {name} {{\n    auto = subscribe\n{uses % name if uses else ''}  }}\n"
                        for name in ("Sent", "Drafts", "Trash"))
        self.write("dovecot.conf", f"""protocols = imap
listen = 127.0.0.1
base_dir = {self.path('run')}
state_dir = {self.path('run')}
instance_name = elsewhere-{self.port}
log_path = {self.path('log')}
auth_mechanisms = plain
disable_plaintext_auth = no
passdb {{
  driver = {"static" if self.anybody else "passwd-file"}
  args = {f"password={PASSWORD}" if self.anybody else self.path('users')}
}}
userdb {{
  driver = static
  args = uid=5000 gid=5000 home={self.path('mail')}/%u
}}
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <{self.certificate.cert}
ssl_key = <{self.certificate.key}
namespace inbox {{
  inbox = yes
  separator = /
{boxes}}}
service imap-login {{
  inet_listener imap {{
    port = {self.plain}
  }}
  inet_listener imaps {{
    port = {self.port}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{hidden}""")

    def launch(self):
        self.spawn("/usr/sbin/dovecot", "-F", "-c", self.path("dovecot.conf"))


class TokenDovecot(Dovecot):
    """Takes access tokens as well, and asks PROVIDER (a Stack) whose they are, as its client ASKER (RFC 7662)."""

    def __init__(self, certificate, provider, authority, asker, mechanisms="oauthbearer xoauth2"):
        self.provider, self.authority, self.asker, self.mechanisms = provider, authority, asker, mechanisms
        super().__init__(certificate)

    def make(self):
        super().make()
        self.write("oauth2.conf", f"""introspection_mode = post
introspection_url = https://{self.asker['client_id']}:{self.asker['client_secret']}@localhost:{self.provider.port('https')}/oauth/introspect
username_attribute = username
active_attribute = active
active_value = true
tls_ca_cert_file = {self.authority}
""")
        with open(self.path("dovecot.conf")) as f:
            text = f.read()
        text = text.replace("auth_mechanisms = plain", f"auth_mechanisms = plain {self.mechanisms}")
        self.write("dovecot.conf", text.replace("passdb {", f"""passdb {{
  driver = oauth2
  mechanisms = {self.mechanisms}
  args = {self.path('oauth2.conf')}
}}
passdb {{
  mechanisms = plain
""".rstrip("\n"), 1))

    def capable(self):
        with imaplib.IMAP4("127.0.0.1", self.plain) as c:
            return c.capabilities


class BareDovecot(Dovecot):
    """Without any extension: not announced, and X-GUID, which no server announces, refused."""
    capability = BARE

    def launch(self):
        self.inner, self.port, self.signed_in = self.port, free_port(), 0
        super().launch()
        self.relay = Relay(self)

    def close(self):
        self.relay.close()
        super().close()


class Relay:
    """TLS in front of a server's plain port."""

    def __init__(self, server):
        self.server, self.context = server, server.certificate.context()
        self.listener = socket.create_server(("127.0.0.1", server.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                c, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(c,), daemon=True).start()

    def serve(self, c):
        """One thread: a TLS connection is not to be read and written at a time."""
        with contextlib.suppress(OSError), self.context.wrap_socket(c, server_side=True) as outer, \
                socket.create_connection(("127.0.0.1", self.server.plain)) as inner:
            while True:
                ready = [outer] if outer.pending() else select.select([outer, inner], [], [])[0]
                if inner in ready:
                    if not (data := inner.recv(65536)):
                        return
                    outer.sendall(data)
                if outer not in ready:
                    continue
                if not (data := outer.recv(65536)):
                    return
                if asked := re.fullmatch(rb"(\S+) UID FETCH \d+ \(X-GUID\)\r\n", data):
                    outer.sendall(asked[1] + b" BAD what is that?\r\n")
                else:
                    self.server.signed_in += b"AUTHENTICATE" in data
                    inner.sendall(data)

    def close(self):
        self.listener.close()


class Cyrus(Server):
    """cyrus-imapd cannot be installed beside dovecot-imapd, which Hayloft needs:
    the package is unpacked into our folder."""

    @staticmethod
    def is_there():
        return os.path.exists("/usr/sbin/cyrmaster") and shutil.which("saslpasswd2") is not None

    def unpack(self):
        os.mkdir(self.path("unpacked"))
        package = next((os.path.join("/var/cache/apt/archives", n) for n in os.listdir("/var/cache/apt/archives")
                        if n.startswith("cyrus-imapd_")), None)
        if package is None:
            subprocess.run(["apt-get", "-q", "download", "cyrus-imapd"], cwd=self.path("unpacked"), check=True, capture_output=True)
            package = self.path("unpacked/" + os.listdir(self.path("unpacked"))[0])
        subprocess.run(["dpkg", "-x", package, self.path("unpacked")], check=True)
        return self.path("unpacked/usr/lib/cyrus/bin/imapd")

    def make(self):
        imapd = self.unpack()
        for name in ("config/db", "config/socket", "config/proc", "config/user", "spool", "run", "sasl", "run/lock", "run/proc"):
            os.makedirs(self.path(name))
        for name, source in (("there.crt", self.certificate.cert), ("there.key", self.certificate.key)):
            shutil.copy(source, self.path(name))
        config = self.write("imapd.conf", f"""configdirectory: {self.path('config')}
partition-default: {self.path('spool')}
defaultpartition: default
proc_path: {self.path('run/proc')}
mboxname_lockpath: {self.path('run/lock')}
idlesocket: {self.path('run/idle')}
lmtpsocket: {self.path('run/lmtp')}
admins: cyrus
virtdomains: off
unixhierarchysep: no
altnamespace: no
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {self.path('sasl/db')}
sasl_mech_list: PLAIN
allowplaintext: yes
servername: localhost
sync_log: off
tls_server_cert: {self.path('there.crt')}
tls_server_key: {self.path('there.key')}
""")
        self.write("cyrus.conf", f"""START {{
  recover cmd="ctl_cyrusdb -C {config} -r"
}}
SERVICES {{
  imap cmd="{imapd} -C {config} -U 30" listen="127.0.0.1:{self.plain}" prefork=0 maxchild=20
  imaps cmd="{imapd} -s -C {config} -U 30" listen="127.0.0.1:{self.port}" prefork=0 maxchild=20
}}
EVENTS {{
}}
""")
        for user, password in (("alice", PASSWORD), ("cyrus", "secret")):
            subprocess.run(["saslpasswd2", "-p", "-c", "-f", self.path("sasl/db"), "-u", "localhost", user],
                           input=password, text=True, check=True, capture_output=True)
        subprocess.run(["chown", "-R", "cyrus:mail", self.folder], check=True)

    def launch(self):
        self.spawn("/usr/sbin/cyrmaster", "-C", self.path("imapd.conf"), "-M", self.path("cyrus.conf"),
                   "-p", self.path("run/master.pid"), user="cyrus")
        with imaplib.IMAP4("127.0.0.1", self.plain) as c:
            c.login("cyrus", "secret")
            c.create("user.alice")
        with self.imap() as c:
            for name in ("Sent", "Drafts", "Trash"):
                c.create(f"INBOX.{name}")
                c.subscribe(f"INBOX.{name}")


class SubmissionSink:
    """SMTP under TLS with AUTH; takes what signs in as alice."""

    def __init__(self, certificate, mechanisms="PLAIN LOGIN"):
        self.taken, self.refused, self.mechanisms = [], set(), mechanisms
        self.tokens, self.wrong_tokens = [], 0	# what came by OAUTHBEARER or XOAUTH2; how many more are refused
        sink, context = self, certificate.context()

        class Handler(socketserver.StreamRequestHandler):
            def setup(self):
                self.request = context.wrap_socket(self.request, server_side=True)
                super().setup()

            def say(self, line):
                self.wfile.write(line.encode() + b"\r\n")

            def word(self):
                return base64.b64decode(self.rfile.readline()).decode()

            def token(self, mechanism, first=None):
                """RFC 7628: an error is a challenge, and the client's answer to it ends the exchange."""
                if first is None:
                    self.say("334 ")
                    first = self.rfile.readline()
                words = base64.b64decode(first).decode()
                sink.tokens.append((mechanism, words))
                if sink.wrong_tokens == 0:
                    self.say("235 welcome")
                    return True
                sink.wrong_tokens -= 1
                status = '{"status":"invalid_token"}' if mechanism == "OAUTHBEARER" else '{"status":"401","schemes":"bearer"}'
                self.say("334 " + base64.b64encode(status.encode()).decode())
                assert self.rfile.readline() == (b"AQ==\r\n" if mechanism == "OAUTHBEARER" else b"\r\n")
                self.say("535 5.7.8 not you")
                return False

            def handle(self):
                sender, to, known = None, [], False
                self.say("220 elsewhere ESMTP")
                while line := self.rfile.readline().decode("utf-8").strip():
                    verb = line.split()[0].upper()
                    if verb == "EHLO":
                        sink.helo = line.split()[1]
                        self.say("250-elsewhere")
                        self.say("250-8BITMIME")
                        self.say(f"250 AUTH {sink.mechanisms}")
                    elif verb == "AUTH":
                        if line.split()[1] in ("OAUTHBEARER", "XOAUTH2"):
                            known = self.token(*line.split()[1:])
                            continue
                        if line.split()[1] == "PLAIN":
                            user, password = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                        else:
                            self.say("334 VXNlcm5hbWU6")
                            user = self.word()
                            self.say("334 UGFzc3dvcmQ6")
                            password = self.word()
                        known = (user, password) == ("alice", PASSWORD)
                        self.say("235 welcome" if known else f"535 not {password}")
                    elif not known and verb != "QUIT":
                        self.say("530 sign in first")
                    elif verb == "MAIL":
                        sender, to = line[line.index("<") + 1:line.index(">")], []
                        self.say("250 yes")
                    elif verb == "RCPT":
                        address = line[line.index("<") + 1:line.index(">")]
                        if address in sink.refused:
                            self.say("550 5.1.1 nobody of that name")
                        else:
                            to.append(address)
                            self.say("250 yes")
                    elif verb == "DATA":
                        self.say("354 go on")
                        data = b""
                        while (piece := self.rfile.readline()) != b".\r\n":
                            data += piece[1:] if piece.startswith(b".") else piece
                        sink.taken.append((sender, to, data))
                        self.say("250 2.0.0 Ok: queued as 4ELSEWHERE")
                    else:
                        self.say("221 bye")
                        return

        class Listener(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True

            def handle_error(self, request, address):
                pass

        self.server = Listener(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
