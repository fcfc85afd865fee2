"""What a domain's DNS should say and what it says, with a real resolver that holds the zone."""

import json
import os
import random
import shutil
import socket
import subprocess
import tempfile
import unittest

import harness

CONFIGURATION = """
server:
  interface: 127.0.0.1@{port}
  do-daemonize: no
  use-syslog: no
  chroot: ""
  username: ""
  pidfile: ""
  directory: "{folder}"
  do-ip6: no
  module-config: "iterator"
  local-zone: "." static
  include: "{folder}/zone"
remote-control:
  control-enable: no
"""


class Resolver:
    """Unbound that knows the records it is given, and nothing else."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="hayloft-dns-")
        # It begins anew for each zone: nobody else may get the port meanwhile.
        self.ports = harness.Ports()
        self.port = self.ports.base + harness.STANDARD["http"]
        self.process = None

    def serve(self, lines):
        self.stop()
        with open(os.path.join(self.folder, "zone"), "w") as f:
            for line in lines:
                f.write("local-data: '" + line + "'\n")
        path = os.path.join(self.folder, "unbound.conf")
        with open(path, "w") as f:
            f.write(CONFIGURATION.format(port=self.port, folder=self.folder))
        self.process = subprocess.Popen(["/usr/sbin/unbound", "-d", "-c", path],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        harness.wait_for(self.answers)

    def answers(self):
        question = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.5)
            try:
                s.sendto(question, ("127.0.0.1", self.port))
                return s.recv(512)[:2] == b"\x12\x34"
            except OSError:
                return False

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None


class DnsTest(harness.ServerTest):
    @classmethod
    def setUpClass(cls):
        cls.resolver = Resolver()
        cls.addClassCleanup(cls.resolver.stop)
        cls.config = f"host = mail.example.org\ndns.resolver = 127.0.0.1:{cls.resolver.port}\n"
        super().setUpClass()

    def hayloft(self, *args):
        done = self.stack.command(*args, check=False)
        return done.returncode, done.stdout, done.stderr

    def zone(self):
        """The zone as Hayloft wants it, a list of lines that a zone file takes."""
        code, out, err = self.hayloft("dns", "zone", "example.org")
        self.assertEqual(0, code, err)
        return [line for line in out.splitlines() if not line.startswith(";")]

    def complete(self):
        return self.zone() + ["mail.example.org. 3600 IN A 192.0.2.25",
                              "25.2.0.192.in-addr.arpa. 3600 IN PTR mail.example.org."]

    def check(self, lines):
        self.resolver.serve(lines)

        def told():
            answer = self.admin.get("/api/v2/domains/example.org/dns", expect=200).json()
            # It does not wait longer than some seconds for the resolver.
            return "unknown" not in {r["state"] for r in answer["records"]} and answer["records"]
        return {(r["name"], r["type"]): r for r in harness.wait_for(told)}

    def replace(self, begin, *new):
        lines = self.complete()
        kept = [line for line in lines if not line.startswith(begin)]
        self.assertNotEqual(len(lines), len(kept), begin)
        return kept + list(new)

    def test_the_zone_that_is_asked_for_is_good(self):
        records = self.check(self.complete())
        bad = {key: (r["state"], r["why"]) for key, r in records.items()
               if r["state"] != "good" and key not in (("mail.example.org", "AAAA"), ("example.org", "CAA"))}
        self.assertEqual({}, bad)
        wanted = {("mail.example.org", "A"), ("_25._tcp.mail.example.org", "TLSA"), ("example.org", "MX"),
                  ("example.org", "TXT"), ("_dmarc.example.org", "TXT"), ("autoconfig.example.org", "CNAME"),
                  ("_imaps._tcp.example.org", "SRV"), ("_submissions._tcp.example.org", "SRV"),
                  ("_caldavs._tcp.example.org", "SRV"), ("_caldavs._tcp.example.org", "TXT"),
                  ("_pop3._tcp.example.org", "SRV"), ("_smtps._tcp.example.org", "SRV"), ("example.org", "CAA"),
                  ("_carddavs._tcp.example.org", "SRV"), ("_autodiscover._tcp.example.org", "SRV")}
        self.assertEqual(set(), wanted - set(records))
        self.assertTrue(any(name.endswith("._domainkey.example.org") for name, _ in records))
        code, out, err = self.hayloft("dns", "check", "example.org")
        self.assertEqual((0, ""), (code, err))
        self.assertIn("_dmarc.example.org", out)

    def test_an_empty_zone(self):
        records = self.check(["unrelated.example. 3600 IN A 192.0.2.1"])
        self.assertEqual({"missing"}, {r["state"] for r in records.values()})
        code, _, err = self.hayloft("dns", "check", "example.org")
        self.assertEqual(7, code)
        self.assertIn("missing", err)

    def test_wrong_and_weak(self):
        txt, mx = ("example.org", "TXT"), ("example.org", "MX")
        spf, dmarc = "example.org. 3600 IN TXT ", "_dmarc.example.org. 3600 IN TXT "
        key = next(line.split()[0] for line in self.zone() if "._domainkey." in line)
        dkim = (key.rstrip("."), "TXT")
        cases = [
            (spf, [spf + '"v=spf1 mx +all"'], txt, "wrong"),
            (spf, [spf + '"v=spf1 exists:x.example -all"'], txt, "wrong"),
            (spf, [spf + '"v=spf1 mx ?all"'], txt, "weak"),
            (spf, [spf + '"v=spf1 a:mail.example.org ~all"'], txt, "good"),
            (spf, [spf + '"v=spf1 mx -all"', spf + '"v=spf1 a -all"'], txt, "wrong"),
            (spf, [spf + '"google-site-verification=x"'], txt, "missing"),
            (spf, [spf + '"something else"', spf + '"v=spf1 " "mx -all"'], txt, "good"),
            (dmarc, [dmarc + '"v=DMARC1; p=none"'], ("_dmarc.example.org", "TXT"), "weak"),
            (dmarc, [dmarc + '"v=DMARC1; rua=mailto:a@example.org"'], ("_dmarc.example.org", "TXT"), "wrong"),
            (key, [key + ' 3600 IN TXT "v=DKIM1; k=rsa; p=AAAA"'], dkim, "wrong"),
            ("example.org. 3600 IN MX", ["example.org. 3600 IN MX 10 elsewhere.example."], mx, "wrong"),
            ("example.org. 3600 IN MX", ["example.org. 3600 IN MX 5 mail.example.org.",
                                         "example.org. 3600 IN MX 9 backup.example."], mx, "good"),
            ("_imaps._tcp", ["_imaps._tcp.example.org. 3600 IN SRV 0 1 993 elsewhere.example."],
             ("_imaps._tcp.example.org", "SRV"), "wrong"),
            ("_25._tcp", ["_25._tcp.mail.example.org. 3600 IN TLSA 3 1 1 " + "ab" * 32],
             ("_25._tcp.mail.example.org", "TLSA"), "wrong"),
            ("25.2.0.192", ["25.2.0.192.in-addr.arpa. 3600 IN PTR dsl-25.example.net."],
             ("mail.example.org", "A"), "wrong"),
        ]
        for begin, new, record, state in cases:
            with self.subTest(new=new):
                got = self.check(self.replace(begin, *new))[record]
                self.assertEqual(state, got["state"], got)
                if state in ("wrong", "weak"):
                    self.assertNotEqual("", got["why"])

    def test_a_name_server_takes_the_zone(self):
        """Unbound read it above; a whole zone is what administrators paste it into."""
        head = "$TTL 3600\n@ SOA mail.example.org. nobody.example.org. 1 3600 600 86400 60\n@ NS mail.example.org.\n"
        lines = "\n".join(self.zone() + ["mail.example.org. 3600 IN A 192.0.2.25"])
        with tempfile.NamedTemporaryFile("w", suffix=".zone") as f:
            f.write("$ORIGIN example.org.\n" + head + lines + "\n")
            f.flush()
            done = subprocess.run(["ldns-read-zone", f.name], capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertIn("_imaps._tcp.example.org.", done.stdout)

    def test_a_domain_elsewhere(self):
        """What belongs into the zone of the server's name is no line of another domain's zone."""
        name = f"z{random.randrange(16 ** 8):08x}.example"
        self.stack.command("domain", "add", name)
        self.addCleanup(self.stack.command, "domain", "delete", name)
        code, out, err = self.hayloft("dns", "zone", name)
        lines = out.splitlines()
        self.assertEqual(0, code, err)
        self.assertEqual(set(), {line for line in lines if not line.startswith(";")
                                 and not line.split()[0].endswith(name + ".")})
        self.assertTrue(any(line.startswith("; _25._tcp.mail.example.org. 3600 IN TLSA 3 1 1 ") for line in lines))

    def test_a_resolver_that_does_not_answer(self):
        self.resolver.stop()
        records = self.admin.get("/api/v2/domains/example.org/dns", expect=200).json()["records"]
        self.assertEqual({"unknown"}, {r["state"] for r in records})

    def test_who_may(self):
        path = "/api/v2/domains/example.org/dns?check=no"
        self.anyone.get(path, expect=401)
        self.alice.get(path, expect=403)
        self.assertIn("v=spf1", self.admin.get(path, expect=200).json()["zone"])
        self.admin.get("/api/v2/domains/elsewhere.example/dns", expect=404)
        self.admin.get("/api/v2/domains/example.org/nonsense", expect=404)


class SwitchedOffTest(harness.ServerTest):
    """A server that keeps no mailboxes, with a certificate of an authority that CAA can name."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="hayloft-test-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        os.chmod(cls.folder, 0o755)
        key, cert = f"{cls.folder}/key.pem", f"{cls.folder}/cert.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/O=Let's Encrypt/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key,
                        "-out", cert], check=True, capture_output=True)
        cls.resolver = Resolver()
        cls.addClassCleanup(cls.resolver.stop)
        cls.config = (f"service.dovecot = off\nservice.rspamd = off\ntls.certificate = {cert}\ntls.key = {key}\n"
                      f"dns.resolver = 127.0.0.1:{cls.resolver.port}\n")
        super().setUpClass()

    def records(self, *lines):
        self.resolver.serve(["unrelated.example. 3600 IN A 192.0.2.1", *lines])

        def told():
            shown = json.loads(self.stack.command("dns", "check", "example.org", "--json", check=False).stdout)
            return "unknown" not in {r["state"] for r in shown} and {(r["name"], r["type"]): r for r in shown}
        return harness.wait_for(told)

    def test_what_is_off_says_so(self):
        zone = self.stack.command("dns", "zone", "example.org").stdout
        for name in ("imaps", "imap", "pop3s", "pop3", "sieve"):
            self.assertIn(f"_{name}._tcp.example.org. 3600 IN SRV 0 0 0 .\n", zone)
        self.assertRegex(zone, r"_submissions\._tcp\.example\.org\. 3600 IN SRV 0 1 \d+ localhost\.")
        off = ("_imaps._tcp.example.org", "SRV")
        line = "_imaps._tcp.example.org. 3600 IN SRV 0 0 0 "
        self.assertEqual("good", self.records(line + ".")[off]["state"])
        self.assertEqual("wrong", self.records(line.replace(" 0 0 0", " 0 1 993") + "mail.example.org.")[off]["state"])

    def test_who_may_issue_certificates(self):
        caa, line = ("example.org", "CAA"), "example.org. 3600 IN CAA "
        for lines, state in (([], "missing"), (['0 issue "letsencrypt.org"'], "good"),
                             (['0 issue "other.example"', '0 issue "letsencrypt.org; accounturi=https://x.example/1"'], "good"),
                             (['0 issue "other.example"'], "wrong"), (['0 issue ";"'], "wrong"),
                             (['0 issue "letsencrypt.org.example"'], "wrong"),
                             (['0 issuewild ";"', '0 iodef "mailto:a@example.org"'], "good")):
            with self.subTest(lines=lines):
                got = self.records(*(line + text for text in lines))[caa]
                self.assertEqual((state, '0 issue "letsencrypt.org"'), (got["state"], got["expected"]), got)


if __name__ == "__main__":
    unittest.main()
