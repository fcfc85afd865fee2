"""Mail programs that set themselves up: Thunderbird's, Outlook's and Apple's requests."""

import imaplib
import json
import os
import plistlib
import poplib
import socket
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

import harness

OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
REQUEST = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
REPLY = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"

# As Outlook sends it (MS-OXDSCLI, section 4.2).
ASK = ('<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="' + REQUEST + '"><Request>'
       "<EMailAddress>{}</EMailAddress><AcceptableResponseSchema>{}</AcceptableResponseSchema>"
       "</Request></Autodiscover>")


class ClientSetupTest(harness.ServerTest):
    def config_at(self, path, headers=None):
        answer = self.anyone.get(path, headers=headers)
        self.assertEqual(200, answer.code, answer.body)
        self.assertEqual("text/xml; charset=utf-8", answer.headers["content-type"])
        return ET.fromstring(answer.body)

    def servers(self, config, tag):
        return {(s.get("type"), s.find("socketType").text): (s.find("hostname").text, int(s.find("port").text))
                for s in config.iter(tag)}

    def test_thunderbird(self):
        for path in ("/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=alice%40example.org",
                     "/mail/config-v1.1.xml?emailaddress=nobody-at-all%40Example.ORG"):
            config = self.config_at(path)
            self.assertEqual("clientConfig", config.tag)
            self.assertEqual("example.org", config.find("emailProvider").get("id"))
            self.assertEqual({("imap", "SSL"): ("localhost", self.stack.port("imaps")),
                              ("imap", "STARTTLS"): ("localhost", self.stack.port("imap")),
                              ("pop3", "SSL"): ("localhost", self.stack.port("pop3s")),
                              ("pop3", "STARTTLS"): ("localhost", self.stack.port("pop3"))},
                             self.servers(config, "incomingServer"))
            self.assertEqual({("smtp", "SSL"): ("localhost", self.stack.port("submissions")),
                              ("smtp", "STARTTLS"): ("localhost", self.stack.port("submission"))},
                             self.servers(config, "outgoingServer"))
            dav = f"https://localhost:{self.stack.port('https')}/dav/"
            self.assertEqual([dav, dav], [e.text for e in config.iter("serverURL")])

    def test_by_the_name_of_the_host(self):
        config = self.config_at("/mail/config-v1.1.xml", {"Host": "autoconfig.example.org"})
        self.assertEqual("example.org", config.find("emailProvider/domain").text)

    def test_no_domain_of_ours(self):
        self.assertEqual(404, self.anyone.get("/mail/config-v1.1.xml?emailaddress=a%40elsewhere.example").code)
        for path in ("/mail/config-v1.1.xml", "/mail/config-v1.1.xml?emailaddress=a%40%3Cb%3E"):
            self.assertEqual(400, self.anyone.get(path).code)

    def outlook(self, body):
        answer = self.anyone.post("/autodiscover/autodiscover.xml", body.encode(),
                                  headers={"Content-Type": "text/xml"})
        self.assertEqual(200, answer.code)
        return ET.fromstring(answer.body)

    def test_outlook(self):
        root = self.outlook(ASK.format("Alice@Example.org", OUTLOOK))
        ns = {"o": OUTLOOK}
        self.assertEqual("settings", root.find(".//o:Action", ns).text)
        found = {p.find("o:Type", ns).text: (p.find("o:Server", ns).text, int(p.find("o:Port", ns).text))
                 for p in root.iterfind(".//o:Protocol", ns)}
        url = f"https://localhost:{self.stack.port('https')}/dav/"
        self.assertEqual({"IMAP": ("localhost", self.stack.port("imaps")),
                          "POP3": ("localhost", self.stack.port("pop3s")),
                          "SMTP": ("localhost", self.stack.port("submissions")),
                          "CalDAV": (url, self.stack.port("https")),
                          "CardDAV": (url, self.stack.port("https"))}, found)
        self.assertEqual({"alice@example.org"}, {e.text for e in root.iterfind(".//o:LoginName", ns)})

    def test_outlook_does_not_tell_who_is_here(self):
        known, unknown = (self.outlook(ASK.format(who + "@example.org", OUTLOOK)) for who in ("alice", "nobody"))
        self.assertEqual(ET.tostring(known).replace(b"alice", b"nobody"), ET.tostring(unknown))

    def test_outlook_errors(self):
        for body, code in [("", "600"), ("<a/>", "600"), ("not XML", "600"),
                           ('<!DOCTYPE a [<!ENTITY b "c">]>' + ASK.format("a@example.org", OUTLOOK), "600"),
                           (ASK.format("no address", OUTLOOK), "600"),
                           (ASK.format("&lt;script&gt;@example.org", OUTLOOK), "600"),
                           (ASK.format("a@elsewhere.example", OUTLOOK), "500"),
                           (ASK.format("a@example.org", OUTLOOK.replace("outlook", "mobilesync")), "601")]:
            with self.subTest(body=body[:60]):
                self.assertEqual(code, self.outlook(body).find(".//{" + REPLY + "}ErrorCode").text)

    def test_autodiscover_json(self):
        answer = self.anyone.get("/autodiscover/autodiscover.json?Email=a%40example.org&Protocol=AutodiscoverV1")
        self.assertEqual(f"https://localhost:{self.stack.port('https')}/autodiscover/autodiscover.xml",
                         json.loads(answer.body)["Url"])
        answer = self.anyone.get("/autodiscover/autodiscover.json/v1.0/a%40example.org?Protocol=Nonsense")
        self.assertEqual((400, "InvalidProtocol"), (answer.code, json.loads(answer.body)["ErrorCode"]))

    def profile(self, path, who=None):
        """What a device reads, and who signed it as openssl tells."""
        body = (who or self.alice).get(path, expect=200).body
        with tempfile.NamedTemporaryFile() as signer:
            done = subprocess.run(["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any",
                                   "-CAfile", os.path.join(self.stack.state, "tls", "ca.crt"), "-signer", signer.name],
                                  input=body, capture_output=True, check=True)
            self.signer = subprocess.run(["openssl", "x509", "-noout", "-ext", "subjectAltName", "-in", signer.name],
                                         capture_output=True, check=True, text=True).stdout
        return plistlib.loads(done.stdout)

    def test_apple(self):
        alice = self.alice
        self.assertEqual(401, self.anyone.get("/mobileconfig").code)
        profile = self.profile("/mobileconfig")
        self.assertIn("DNS:localhost", self.signer)
        mail, calendars, contacts = profile["PayloadContent"]
        self.assertEqual(("localhost", self.stack.port("imaps"), "alice@example.org", True),
                         (mail["IncomingMailServerHostName"], mail["IncomingMailServerPortNumber"],
                          mail["IncomingMailServerUsername"], mail["IncomingMailServerUseSSL"]))
        self.assertEqual("com.apple.caldav.account", calendars["PayloadType"])
        self.assertEqual(self.stack.port("https"), contacts["CardDAVPort"])
        self.assertEqual(4, len({p["PayloadUUID"] for p in [profile, mail, calendars, contacts]}))
        self.assertEqual(profile, self.profile("/mobileconfig.php"))
        only = self.profile("/mobileconfig?only_email")
        self.assertEqual(["com.apple.mail.managed"], [p["PayloadType"] for p in only["PayloadContent"]])
        self.assertNotIn("Password", "".join(key for p in profile["PayloadContent"] for key in p if "Auth" not in key and "Same" not in key))
        # The principal that it names is there.
        self.assertEqual(207, alice.request("PROPFIND", calendars["CalDAVPrincipalURL"], b"",
                                            headers={"Depth": "0"}).code)

    def test_apple_with_a_password_of_its_own(self):
        someone = self.stack.new_account("apple")
        self.assertEqual(200, someone.request("HEAD", "/mobileconfig?app_password").code)
        self.assertEqual([["0"]], self.passwords_of(someone))
        profile = self.profile("/mobileconfig.php?app_password", someone)
        mail, calendars, contacts = profile["PayloadContent"]
        password = mail["IncomingPassword"]
        self.assertEqual({password}, {mail["OutgoingPassword"], calendars["CalDAVPassword"], contacts["CardDAVPassword"]})
        self.assertEqual([["1"]], self.passwords_of(someone))
        # It opens what the profile sets up, and nothing else.
        with imaplib.IMAP4_SSL("localhost", self.stack.port("imaps"), ssl_context=self.stack.tls()) as imap:
            imap.login(someone.address, password)
        device = harness.Client(self.stack, someone.address, password)
        self.assertEqual(207, device.request("PROPFIND", calendars["CalDAVPrincipalURL"], b"", headers={"Depth": "0"}).code)
        pop = poplib.POP3_SSL("localhost", self.stack.port("pop3s"), context=self.stack.tls())
        pop.user(someone.address)
        self.assertRaises(poplib.error_proto, pop.pass_, password)
        pop.close()
        # With one app password nobody makes another.
        self.assertIn(device.get("/mobileconfig?app_password").code, (401, 403))
        self.assertEqual([["1"]], self.passwords_of(someone))

    def passwords_of(self, who):
        return self.stack.sql("SELECT count(*) FROM credential c JOIN account a ON a.id = c.account_id"
                              f" WHERE a.address = '{who.address}' AND c.kind = 'app'")

    def test_mta_sts(self):
        def policy(host="mta-sts.example.org"):
            return self.anyone.get("/.well-known/mta-sts.txt", headers={"Host": host})

        def change(call, body):
            self.assertEqual("success", self.admin.post(f"/api/v1/{call}/mta-sts", body).json()[0]["type"])
        self.assertEqual(404, policy().code)
        change("add", {"domain": "example.org", "mode": "enforce", "mx": "mail.example.org, *.backup.example"})
        try:
            self.assertEqual(b"version: STSv1\r\nmode: enforce\r\nmx: mail.example.org\r\nmx: *.backup.example\r\n"
                             b"max_age: 604800\r\n", policy().body)
            self.assertEqual("text/plain", policy().headers["content-type"])
            for host in ("example.org", "mta-sts.elsewhere.example", "mta-sts.", "mta-sts.<b>"):
                self.assertIn(policy(host).code, (400, 404))
            first = self.admin.get("/api/v1/get/mta-sts/example.org").json()
            change("edit", {"items": ["example.org"], "attr": {"mode": "testing"}})
            self.assertIn(b"mode: testing", policy().body)
            records = self.admin.get("/api/v2/domains/example.org/dns?check=no").json()["records"]
            said = next(r["expected"] for r in records if r["name"] == "_mta-sts.example.org")
            now = self.admin.get("/api/v1/get/mta-sts/example.org").json()
            self.assertEqual("v=STSv1; id=" + now["id"], said)
            self.assertNotEqual(first["id"], now["id"])
            for bad in ({"mx": "not a name"}, {"mode": "maybe"}, {"max_age": "0"}, {"max_age": "99999999"}):
                answer = self.admin.post("/api/v1/edit/mta-sts", {"items": ["example.org"], "attr": bad}).json()
                self.assertEqual("danger", answer[0]["type"], bad)
        finally:
            change("delete", ["example.org"])
        self.assertEqual(404, policy().code)


class WithoutPop3Test(harness.ServerTest):
    config = "service.pop3 = off\nservice.rspamd = off\n"

    def test_nobody_is_told_of_it(self):
        config = self.anyone.get("/mail/config-v1.1.xml?emailaddress=alice%40example.org", expect=200).text
        self.assertIn('<incomingServer type="imap">', config)
        self.assertNotIn("pop3", config)
        body = ASK.format("alice@example.org", OUTLOOK).encode()
        answer = self.anyone.post("/autodiscover/autodiscover.xml", body, headers={"Content-Type": "text/xml"}).text
        self.assertIn("<Type>IMAP</Type>", answer)
        self.assertNotIn("POP3", answer)
        zone = self.stack.command("dns", "zone", "example.org").stdout
        for name in ("_pop3._tcp", "_pop3s._tcp"):
            self.assertIn(f"{name}.example.org. 3600 IN SRV 0 0 0 .\n", zone)
        self.assertRegex(zone, r"_imaps\._tcp\.example\.org\. 3600 IN SRV 0 1 \d+ localhost\.")

    def test_nobody_is_there(self):
        for port in ("pop3", "pop3s"):
            with socket.socket() as s:
                self.assertNotEqual(0, s.connect_ex(("127.0.0.1", self.stack.port(port))))
        c = self.alice.imap()
        self.assertEqual("OK", c.select()[0])
        self.assertEqual((0, 0), (self.stack.status()["ports"]["pop3"], self.stack.status()["ports"]["pop3s"]))


if __name__ == "__main__":
    unittest.main()
