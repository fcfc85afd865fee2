"""Relay hosts and transports are tried out: all that a delivery says, but no message."""

import base64
import json
import os
import shutil
import socketserver
import ssl
import tempfile
import threading
import unittest

from api_case import ApiTest, Caller
from outside_servers import Certificate

PASSWORD = "what-the-relay-wants"


class Relay:
    """SMTP with STARTTLS and AUTH, or without; what it was told is in HEARD."""

    def __init__(self, certificate, tls=True):
        self.heard, self.tls, self.silent = [], tls, False
        relay, context = self, certificate.context()

        class Handler(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(line.encode("latin-1") + b"\r\n")

            def handle(self):
                known = secured = False
                self.say("220 relay ESMTP")
                while line := self.rfile.readline().decode("latin-1").strip():
                    relay.heard.append(line)
                    verb = line.split()[0].upper()
                    if verb == "EHLO":
                        self.say("250-relay")
                        if relay.tls and not secured:
                            self.say("250-STARTTLS")
                        self.say("250 AUTH PLAIN")
                    elif verb == "STARTTLS":
                        self.say("220 go on")
                        try:
                            self.request = context.wrap_socket(self.request, server_side=True)
                        except ssl.SSLError:
                            return	# our certificate is refused
                        self.rfile, self.wfile, secured = self.request.makefile("rb"), self.request.makefile("wb", 0), True
                    elif verb == "AUTH":
                        known = base64.b64decode(line.split()[2]).decode() == f"\0relay-user\0{PASSWORD}"
                        self.say("235 welcome" if known else "535 5.7.8 no")
                    elif verb == "MAIL":
                        self.say("250 yes" if "here@" in line else "553 5.7.1 not from here \xff")
                    elif verb == "RCPT":
                        self.say("550 5.1.1 nobody" if "nobody" in line else "250 yes")
                    else:
                        self.say("221 bye")
                        return

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class RelayTest(ApiTest):
    own_stack = True

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="hayloft-relay-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        os.chmod(cls.folder, 0o755)
        cls.certificate = Certificate(cls.folder)
        cls.config = f"fetch.authorities = {cls.certificate.cert}\n"
        super().setUpClass()

    def relay(self, **kw):
        relay = Relay(kw.pop("certificate", self.certificate), **kw)
        self.addCleanup(relay.close)
        return relay

    def add(self, kind, **fields):
        self.api.done(f"add/{kind}", fields)
        [row] = self.api.get(f"{kind}/all")
        self.addCleanup(self.api.done, f"delete/{kind}", [str(row["id"])])
        return row["id"]

    def asked(self, body, expect=200):
        return self.api.request("POST", "/api/v2/relay-test", body, expect=expect).json()

    def test_a_relay_that_takes_mail(self):
        relay = self.relay()
        number = self.add("relayhost", hostname=f"[localhost]:{relay.port}", username="relay-user", password=PASSWORD)
        said = self.asked({"relayhost": number, "from": "here@example.org", "to": "them@example.net"})
        self.assertEqual((True, f"localhost:{relay.port}", ""), (said["ok"], said["server"], said["why"]))
        self.assertEqual(["(greeting)", "EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "QUIT"], [s["said"].split()[0] for s in said["steps"]])
        self.assertNotIn(PASSWORD, json.dumps(said))
        self.assertFalse([line for line in relay.heard if line.upper().startswith("DATA")])
        for step, why in (({"from": "stranger@example.org"}, "553 5.7.1"), ({"from": "here@example.org", "to": "nobody@example.net"}, "550 5.1.1")):
            said = self.asked({"relayhost": str(number), **step})
            self.assertFalse(said["ok"])
            self.assertIn(why.split()[0], said["why"])
        # The same from the shell.
        done = self.stack.command("relay", "test", "relayhost", str(number), "--from", "here@example.org", "--json")
        self.assertTrue(json.loads(done.stdout)["ok"])
        done = self.stack.command("relay", "test", "relayhost", str(number), "--from", "stranger@example.org", check=False)
        self.assertEqual(1, done.returncode)
        self.assertIn("not well", done.stdout)

    def test_a_wrong_password_and_one_that_is_not_shown(self):
        relay = self.relay()
        number = self.add("relayhost", hostname=f"[localhost]:{relay.port}", username="relay-user", password="wrong")
        said = self.asked({"relayhost": number})
        self.assertFalse(said["ok"])
        self.assertNotIn("wrong", json.dumps(said))
        bare = self.relay(tls=False)
        self.api.done("edit/relayhost", {"items": str(number), "attr": {"hostname": f"[localhost]:{bare.port}", "password": PASSWORD}})
        said = self.asked({"relayhost": number})
        self.assertEqual((False, True), (said["ok"], "no TLS" in said["why"]))
        self.assertFalse([line for line in bare.heard if line.startswith("AUTH")])

    def test_transports_and_what_is_not_there(self):
        bare = self.relay(tls=False)
        number = self.add("transport", destination="example.net", nexthop=f"[127.0.0.1]:{bare.port}")
        self.assertTrue(self.asked({"transport": number, "from": "here@example.org"})["ok"])
        bare.close()
        said = self.asked({"transport": number})
        self.assertEqual((False, []), (said["ok"], said["steps"]))
        self.assertTrue(said["why"])
        for body, code in (({"transport": number, "from": "no address"}, 422), ({"transport": number, "from": "a@b\r\nRCPT TO:<x@y>"}, 422),
                           ({"relayhost": 1}, 404), ({"relayhost": "x"}, 422), ({}, 422), ([], 422)):
            self.assertIn(self.api.request("POST", "/api/v2/relay-test", body).code, (400, code), body)
        self.assertEqual(6, self.stack.command("relay", "test", "way", "1", check=False).returncode)
        self.assertEqual(3, self.stack.command("relay", "test", "transport", "1", check=False).returncode)
        self.assertEqual(6, self.stack.command("relay", "test", "transport", "x", check=False).returncode)

    def test_a_certificate_that_does_not_hold(self):
        relay = self.relay(certificate=Certificate(self.folder, "other"))
        number = self.add("relayhost", hostname=f"[localhost]:{relay.port}", username="relay-user", password=PASSWORD)
        said = self.asked({"relayhost": number})
        self.assertFalse(said["ok"])
        self.assertFalse([line for line in relay.heard if line.startswith("AUTH")])

    def test_who_may(self):
        self.assertEqual(403, Caller(self.stack, client=self.alice).request("POST", "/api/v2/relay-test", {"relayhost": 1}).code)
        self.assertEqual(401, self.anyone.post("/api/v2/relay-test", {"relayhost": 1}).code)


if __name__ == "__main__":
    unittest.main()
