"""What the tests of signing in share: an account of the test's own, its browser, and what its password opens."""

import imaplib
import poplib
import smtplib
import socket
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

from authenticator import App, Key
from harness import Client, ServerTest

SESSION = "/api/v2/session"
SESSIONS = "/api/v2/sessions"
FACTORS = "/api/v2/factors"
OURS = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "correct horse battery"


class SignInServerTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.dora = self.stack.new_account("dora", PASSWORD)
        self.number = self.stack.sql(f"SELECT id FROM account WHERE address = '{self.dora.address}'")[0][0]

    def post(self, body, expect, cookie=None, path=SESSION, **headers):
        headers = {**OURS, **headers, **({"Cookie": cookie} if cookie else {})}
        return self.anyone.post(path, body, headers=headers, expect=expect)

    def password(self, expect=200, password=PASSWORD, **more):
        return self.post({"login": self.dora.address, "password": password}, expect, **more)

    def browser(self, cookie_of):
        """A Client with the cookie of an answer."""
        one = Client(self.stack, self.dora.address, PASSWORD)
        one.cookie = cookie_of.headers["set-cookie"].split(";")[0]
        return one

    def signed_in(self):
        return self.browser(self.password())

    def events(self):
        return [row[0] for row in self.stack.sql(f"SELECT event FROM audit WHERE account_id = {self.number} ORDER BY id")]

    def sql(self, text):
        return self.stack.sql(text)

    def enrol(self, browser):
        """An authenticator app; (App, recovery codes)."""
        offer = browser.post(FACTORS + "/totp", {}, expect=200).json()
        app = App(offer["secret"])
        done = browser.post(FACTORS + "/totp", {"step": offer["step"], "code": app.code()}, expect=200).json()
        return app, done.get("recoveryCodes", [])

    def origin(self):
        return f"https://localhost:{self.stack.port('https')}"

    def add_key(self, browser, name="my key", **how):
        key = Key(self.origin(), **how)
        offer = browser.post(FACTORS + "/keys", {}, expect=200).json()
        browser.post(FACTORS + "/keys", {"step": offer["step"], "name": name, "key": key.create(offer["key"])}, expect=200)
        return key

    def services(self, password):
        """Which services PASSWORD opens by itself."""
        who, tls = self.dora.address, self.stack.tls()
        opened = set()

        def tried(name, fn):
            try:
                fn()
                opened.add(name)
            except (imaplib.IMAP4.error, poplib.error_proto, smtplib.SMTPAuthenticationError, PermissionError):
                pass

        def imap():
            with imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=tls) as c:
                c.login(who, password)

        def pop3():
            c = poplib.POP3_SSL("localhost", self.stack.port("pop3s"), context=tls)
            try:
                c.user(who)
                c.pass_(password)
            finally:
                c.close()

        def smtp():
            with smtplib.SMTP_SSL("localhost", self.stack.port("submissions"), context=tls) as c:
                c.login(who, password)

        def sieve():
            with socket.create_connection(("localhost", self.stack.port("managesieve")), timeout=60) as raw:
                def until_done(f):
                    while not (line := f.readline()).startswith((b"OK", b"NO", b"BYE")):
                        self.assertTrue(line)
                    return line
                with raw.makefile("rb") as f:
                    until_done(f)
                    raw.sendall(b"STARTTLS\r\n")
                    until_done(f)
                with tls.wrap_socket(raw, server_hostname="localhost") as s, s.makefile("rb") as f:
                    until_done(f)
                    pair = b64encode(f"\0{who}\0{password}".encode()).decode()
                    s.sendall(f'AUTHENTICATE "PLAIN" "{pair}"\r\n'.encode())
                    if not until_done(f).startswith(b"OK"):
                        raise PermissionError()

        def http(method, path, headers=None):
            r = Client(self.stack, who, password).request(method, path, headers=headers)
            self.assertIn(r.code, (200, 207, 401), r)
            if r.code == 401:
                raise PermissionError()

        ways = {"imap": imap, "pop3": pop3, "smtp": smtp, "sieve": sieve,
                "jmap": lambda: http("GET", "/.well-known/jmap"),
                "dav": lambda: http("PROPFIND", f"/dav/principals/{who}/", {"Depth": "0"}),
                "rest": lambda: http("GET", "/api/v2/objects/app-passwd")}
        # Side by side: Dovecot answers a wrong password late.
        with ThreadPoolExecutor(len(ways)) as pool:
            list(pool.map(lambda way: tried(*way), ways.items()))
        return opened

    ALL = {"imap", "pop3", "smtp", "sieve", "jmap", "dav", "rest"}
