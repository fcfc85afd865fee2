"""Debian's yubiserver as the validation server of YubiKeys, the keys, and somebody on the way who may change what it says.

It listens on every address of the machine, so it runs in a network of its own: behind a
socket of Unix, through which our side on the loopback asks it.
"""

import base64
import http.client
import http.server
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

from harness import wait_for
from yubiotp.otp import OTP, encode_otp

MODHEX = "cbdefghijklnrtuv"
PORT = 8000

# In its network: starts it (it goes into the background), and hands on what comes to the socket, until its input ends.
INSIDE = r"""
import os, socket, subprocess, sys, threading
folder, port = sys.argv[1], sys.argv[2]
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
subprocess.run(["yubiserver", "-d", folder + "/keys.sqlite", "-l", folder + "/log", "-p", port], check=True)
def end():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=end, daemon=True).start()
def pump(a, b):
    while data := a.recv(65536):
        b.sendall(data)
    b.shutdown(socket.SHUT_WR)
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(folder + "/socket")
    listener.listen()
    while True:
        here, _ = listener.accept()
        there = socket.create_connection(("127.0.0.1", int(port)))
        for pair in ((here, there), (there, here)):
            threading.Thread(target=pump, args=pair, daemon=True).start()
"""


class Through(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class YubiKey:
    """Types another one-time password at each touch, as one that was plugged in anew."""

    def __init__(self):
        self.public_id = "cccc" + "".join(random.choices(MODHEX, k=8))
        self.private_id, self.aes, self.session = os.urandom(6), os.urandom(16), 1

    def touch(self):
        self.session += 1
        otp = OTP(self.private_id, self.session, random.randrange(1 << 16), 0, random.randrange(1 << 16))
        return encode_otp(otp, self.aes, self.public_id.encode()).decode()


class ValidationServer:
    SECRET = b"0123456789abcdefghij"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="hayloft-yubi-")
        os.chmod(self.folder, 0o777)	# it gives up root's rights, and writes beside its database
        self.database = os.path.join(self.folder, "keys.sqlite")
        shutil.copy("/etc/yubiserver/yubiserver.sqlite.init", self.database)
        self.remember(True)
        self.admin("-p", "-a", "hayloft", self.SECRET.decode())
        own = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if os.getuid() != 0:
            own.insert(1, "--map-root-user")
        self.process = subprocess.Popen([*own, sys.executable, "-c", INSIDE, self.folder, str(PORT)], stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.asked = []
        self.change = None	# a function of what it says: what is said instead, None: nothing
        self.hold = None	# an Event that answers wait for
        self.keys = {}		# by name, for GET /touch/NAME
        self.serve()
        wait_for(lambda: os.path.exists(os.path.join(self.folder, "socket")))

    def serve(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/touch/"):
                    said = server.keys[self.path[7:]].touch().encode()
                else:
                    server.asked.append(self.path)
                    said = server.ask(self.path)
                    if server.hold:
                        server.hold.wait(30)
                    if server.change:
                        said = server.change(said)
                if said is None:
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *args):
                pass

        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.web.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.web.server_address[1]}"
        threading.Thread(target=self.web.serve_forever, daemon=True).start()

    def config(self):
        return (f"yubico.url = {self.url}/wsapi/2.0/verify\nyubico.id = 1\n"
                f"yubico.key = {base64.b64encode(self.SECRET).decode()}\n")

    def admin(self, *args):
        subprocess.run(["yubiserver-admin", "-b", self.database, *args], check=True, capture_output=True)

    def ask(self, path):
        c = Through(os.path.join(self.folder, "socket"))
        c.request("GET", path)
        said = c.getresponse().read()
        c.close()
        return said

    def key(self, name="key"):
        """A new YubiKey that it knows."""
        key = self.keys[name] = YubiKey()
        self.admin("-y", "-a", key.public_id, key.public_id, key.private_id.hex(), key.aes.hex())
        return key

    def remember(self, whether):
        """One that cannot write forgets what it has seen, and takes it again."""
        os.chmod(self.database, 0o666 if whether else 0o444)

    def close(self):
        self.web.shutdown()
        self.web.server_close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
