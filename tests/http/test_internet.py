"""What passes between this server and others: forwarded mail keeps its good name
(SRS, ARC), mail from outside is held against what its domain says (SPF, DKIM,
DMARC), mail to outside is encrypted as its domain asks (DANE, MTA-STS), and
strangers are looked at before they are let in."""

import json
import os
import re
import signal
import smtplib
import socket
import time
import unittest
import uuid

import dkim

from harness import wait_for
from mail import eventually, message
from secure_sink import SecureSink
from world import PolicyServer, Receiver, Relay, WorldTest, run, tlsa

GOOD, BAD = "203.0.113.10", "203.0.113.66"	# what SPF names, and what not
NAMELESS, LISTED = "203.0.113.77", "203.0.113.88"
FAR = "203.0.113.50"
RANDOM_KEY = ["openssl", "genrsa", "-traditional", "2048"]


class InternetTest(WorldTest):
    # Rspamd asks our resolver, and that asks the one of this world.
    config = "service.unbound = on\ndns.forward = 127.0.0.1\n"

    @classmethod
    def furnish(cls, world):
        cls.key = run(*RANDOM_KEY).encode()
        public = "".join(run("openssl", "rsa", "-pubout", input=cls.key.decode()).splitlines()[1:-1])
        text = " ".join(f'"{part}"' for part in re.findall(".{1,200}", f"v=DKIM1; k=rsa; p={public}"))
        for name, policy in (("good", "reject"), ("strict", "reject"), ("careful", "quarantine"), ("loose", "none")):
            world.say(f"{name}.test. MX 10 mx.{name}.test.", f"mx.{name}.test. A {GOOD}",
                      f'{name}.test. TXT "v=spf1 ip4:{GOOD} -all"', f"s._domainkey.{name}.test. TXT {text}",
                      f'_dmarc.{name}.test. TXT "v=DMARC1; p={policy}"')
        world.say("10.113.0.203.in-addr.arpa. PTR mx.good.test.", "66.113.0.203.in-addr.arpa. PTR mx.bad.test.",
                  f"mx.bad.test. A {BAD}", "bad.test. MX 10 mx.bad.test.",
                  "far.test. MX 10 mx.far.test.", f"mx.far.test. A {FAR}", 'far.test. TXT "v=spf1 mx -all"')
        world.say('_dmarc.example.org. TXT "v=DMARC1; p=reject"', "nameless.test. MX 10 mx.good.test.",
                  f"without.test. A {GOOD}", "deaf.test. MX 10 mx.deaf.test.", "mx.deaf.test. A 203.0.113.99",
                  # As lists of bad addresses answer.
                  "88.113.0.203.zen.spamhaus.org. A 127.0.0.10", "88.113.0.203.zen.spamhaus.org. A 127.0.0.4",
                  "listed.test. MX 10 mx.good.test.", "88.113.0.203.in-addr.arpa. PTR mx.good.test.")
        cls.sender, cls.far = Receiver(GOOD), Receiver(FAR)
        cls.servers = {"good": cls.sender, "far": cls.far}
        cls.furnish_tls(world)
        # A shop whose list can be left; our server may fetch from the loopback.
        pem = world.authority.certificate("list.good.test")
        cls.shop = SecureSink(pem, pem)
        world.say("list.good.test. A 127.0.0.1")
        for server in cls.servers.values():
            cls.addClassCleanup(server.close)

    @classmethod
    def furnish_tls(cls, world):
        """Domains that say how mail to them is to be encrypted."""
        right = {}
        for i, (name, asked, pem) in enumerate((
                ("dane.secure", "tlsa", "mx.dane.secure"), ("forged.secure", "other tlsa", "mx.forged.secure"),
                ("stripped.secure", "tlsa", None), ("sts.test", "enforce", "mx.sts.test"),
                ("forged.test", "enforce", "mx.else.test"), ("stripped.test", "enforce", None), ("trying.test", "testing", None))):
            address, mx = f"203.0.113.{100 + i}", f"mx.{name}"
            certificate = world.authority.certificate(mx if pem is None else pem)
            right.setdefault("tlsa", tlsa(certificate))
            world.say(f"{name}. MX 10 {mx}.", f"{mx}. A {address}")
            if "tlsa" in asked:
                world.say(f"_25._tcp.{mx}. TLSA " + (right["tlsa"] if asked == "other tlsa" else tlsa(certificate)))
            else:
                where = f"203.0.113.{150 + i}"
                world.say(f'_mta-sts.{name}. TXT "v=STSv1; id=1"', f"mta-sts.{name}. A {where}")
                cls.servers["policy of " + name] = PolicyServer(where, world.authority.certificate(f"mta-sts.{name}"), asked, mx)
            cls.servers[name] = Receiver(address, certificate if pem else None)

    # --- sending as somebody outside

    def smtp(self, source=GOOD):
        # Postscreen lets a stranger wait for some seconds.
        s = smtplib.SMTP(self.host, self.port(25), timeout=60, source_address=(source, 0),
                         local_hostname="mx.bad.test" if source == BAD else "mx.good.test")
        self.addCleanup(s.close)
        return s

    def from_outside(self, sender, to, source=GOOD, signed=True, envelope=None, **kind):
        """A mail as another server would send it; its subject."""
        m = message(sender, to, **kind)
        data = m.as_bytes().replace(b"\n", b"\r\n")
        if signed:
            names = [n.encode() for n in m.keys() if n.lower() in ("from", "subject", "to") or n.startswith("List-")]
            data = dkim.sign(data, b"s", sender.split("@")[1].encode(), self.key, include_headers=names) + data
        self.smtp(source).sendmail(sender if envelope is None else envelope, [to], data)
        return m["Subject"]

    def dns(self, name, timeout=5):
        """Keys as our own database has them, and those of the others."""
        name = name.decode().rstrip(".")
        if name.endswith("example.org"):
            selector = name.split(".")[0]
            return self.sql(f"""SELECT 'v=DKIM1; k=' || algorithm || '; p=' || public_base64 FROM dkim_key k
                                JOIN domain d ON d.id = k.domain_id
                                WHERE d.name = 'example.org' AND selector = '{selector}'""").encode()
        return b"v=DKIM1; k=rsa; p=" + "".join(
            run("openssl", "rsa", "-pubout", input=self.key.decode()).splitlines()[1:-1]).encode()

    def alias(self, *targets):
        name = f"fwd{uuid.uuid4().hex[:8]}@example.org"
        self.stack.command("alias", "add", name, *targets)
        return name

    # --- forwarding

    def forwarded(self, **kind):
        to = self.alias("somebody@far.test")
        return self.far.wait(self.from_outside("Friend+Tag@good.test", to, **kind))

    def test_forwarded_mail_leaves_as_ours_and_still_proves_who_wrote_it(self):
        mail = self.forwarded()
        self.assertEqual(["somebody@far.test"], mail.recipients)
        self.assertRegex(mail.sender, r"^SRS0=[0-9a-f]{8}=[a-z2-7]{2}=good\.test=friend\+tag@example\.org$")
        self.assertTrue(dkim.verify(mail.data, dnsfunc=self.dns))
        verdict, chain, why = dkim.arc_verify(mail.data, dnsfunc=self.dns)
        self.assertEqual((dkim.CV_Pass, 1), (verdict, len(chain)), why)
        results = re.search(rb"ARC-Authentication-Results:.*?(?=\r\n\S)", mail.data, re.S)[0]
        for word in (b"spf=pass", b"dkim=pass", b"dmarc=pass"):
            self.assertIn(word, results)

    def test_what_bounces_goes_to_its_sender(self):
        # The next server refuses it at once: our own report goes to him.
        subject = self.from_outside("friend@good.test", self.alias("nobody@far.test"))
        report = self.sender.wait(subject)
        self.assertEqual(("", ["friend@good.test"]), (report.sender, report.recipients))
        self.assertIn(b"nobody of that name", report.data)
        # It sends one later, to the address that it was given.
        back = self.forwarded().sender
        said = f"later {uuid.uuid4().hex}"
        self.smtp(FAR).sendmail("", [back], message("postmaster@far.test", back, said).as_bytes())
        report = self.sender.wait(said)
        self.assertEqual(["friend+tag@good.test"], report.recipients)

    def test_nobody_makes_such_an_address_himself(self):
        back = self.forwarded().sender
        mac, day = re.match(r"SRS0=(\w+)=(\w\w)=", back).groups()
        for wrong in (back.replace(mac, "0" * 8), back.replace("good.test", "strict.test"), back.replace("=friend", "=boss"),
                      back.replace(f"={day}=", "=aa=" if day != "aa" else "=ab="), "SRS0=x=y=good.test=friend@example.org", "SRS0@example.org",
                      "SRS1=00000000=good.test==x=y=z@example.org"):
            with self.subTest(wrong):
                self.assertEqual(550, self.refusal(self.smtp(FAR).sendmail, "", [wrong], b"Subject: x\r\n\r\n"))
        # Three weeks later it's worth nothing.
        rest = re.match(r"SRS0=\w+=\w\w(=.*)@", back)[1]
        for age, taken in ((20, True), (22, False)):
            old = self.sql(f"SELECT 'SRS0=' || mail.srs_mac(d || '{rest}') || '=' || d || '{rest}@example.org'"
                           f" FROM mail.srs_day((mail.srs_today() - {age} + 1024) % 1024) d")
            code = self.smtp(FAR)
            code.ehlo()
            code.docmd("MAIL", "FROM:<>")
            self.assertEqual(250 if taken else 550, code.docmd("RCPT", f"TO:<{old}>")[0])

    def test_forwarded_for_the_second_time(self):
        first = "SRS0=AbCd=xy=orig.test=bob@good.test"
        subject = self.from_outside("friend@good.test", self.alias("somebody@far.test"), envelope=first)
        sender = self.far.wait(subject).sender
        self.assertRegex(sender, r"^SRS1=[0-9a-f]{8}=good\.test==abcd=xy=orig\.test=bob@example\.org$")
        said = f"later {uuid.uuid4().hex}"
        self.smtp(FAR).sendmail("", [sender], message("postmaster@far.test", sender, said).as_bytes())
        self.assertEqual(["SRS0=abcd=xy=orig.test=bob@good.test".lower()],
                         [r.lower() for r in self.sender.wait(said).recipients])

    def test_a_sieve_script_forwards(self):
        name = self.new_mailbox()
        self.sieve(name, 'require ["copy"];\nredirect :copy "somebody@far.test";\n')
        subject = self.from_outside("friend@good.test", self.address(name))
        mail = self.far.wait(subject)
        self.assertRegex(mail.sender, r"^SRS0=.*=good\.test=friend@example\.org$")
        self.assertTrue(dkim.verify(mail.data, dnsfunc=self.dns))
        self.assertEqual(dkim.CV_Pass, dkim.arc_verify(mail.data, dnsfunc=self.dns)[0])
        self.expect(name, subject)

    def test_our_own_people_stay_who_they_are(self):
        to = self.alias("somebody@far.test")
        for address in (to, "somebody@far.test"):
            m = message("alice@example.org", address)
            self.submission("alice").sendmail("alice@example.org", [address], m.as_bytes())
            mail = self.far.wait(m["Subject"])
            self.assertEqual("alice@example.org", mail.sender)
            self.assertTrue(dkim.verify(mail.data, dnsfunc=self.dns))
            self.assertNotIn(b"ARC-Seal", mail.data)

    # --- what a domain says of its mail

    def results(self, data):
        """Of the last server that looked: ours."""
        return re.search(rb"^Authentication-Results: mail\.example\.org;.*?(?=\r\n\S)", data, re.S | re.M)[0].decode()

    def test_what_was_found_out_is_told(self):
        for sender, source, signed, wanted in (
                ("a@good.test", GOOD, True, ("spf=pass", "dkim=pass", "dmarc=pass")),
                ("a@good.test", GOOD, False, ("spf=pass", "dkim=none", "dmarc=pass")),
                ("a@good.test", BAD, True, ("spf=fail", "dkim=pass", "dmarc=pass")),
                ("a@loose.test", BAD, False, ("spf=fail", "dkim=none", "dmarc=fail"))):
            with self.subTest(f"{sender} {source} {signed}"):
                name = self.new_mailbox()
                subject = self.from_outside(sender, self.address(name), source, signed)
                mail = eventually(lambda: self.find(name, subject) or self.find(name, subject, "Junk"))
                for word in wanted:
                    self.assertIn(word, self.results(mail))

    def test_in_the_browser(self):
        self.addCleanup(self.shop.close)
        self.shop.answer("/leave", "bye")
        offer = {"List_Unsubscribe": f"<https://list.good.test:{self.shop.port}/leave>", "List_Unsubscribe_Post": "List-Unsubscribe=One-Click"}
        sent = {"signed": self.from_outside("news@good.test", "alice@example.org", **offer),
                "forged": self.from_outside("boss@loose.test", "alice@example.org", BAD, False)}
        for subject in sent.values():
            eventually(lambda: self.find("alice", subject) or self.find("alice", subject, "Junk"))
        self.stack.in_browser("verified", sent, HAYLOFT_URL=f"https://{self.host}:{self.port(443)}/")
        [asked] = self.shop.wait("/leave")
        self.assertEqual(("POST", b"List-Unsubscribe=One-Click"), (asked.method, asked.body))

    def test_a_forgery_ends_as_its_domain_asks(self):
        name = self.new_mailbox()
        self.assertEqual(554, self.refusal(self.from_outside, "boss@strict.test", self.address(name), BAD, False))
        subject = self.from_outside("boss@careful.test", self.address(name), BAD, False)
        self.assertIn("dmarc=fail", self.results(self.expect(name, subject, "Junk")))
        # What was changed on its way is no longer signed.
        m = message("boss@strict.test", self.address(name)).as_bytes().replace(b"\n", b"\r\n")
        broken = dkim.sign(m, b"s", b"strict.test", self.key) + m.replace(b"hello", b"hallo")
        self.assertEqual(554, self.refusal(self.smtp(BAD).sendmail, "boss@strict.test", [self.address(name)], broken))

    def test_nobody_vouches_for_us_but_us(self):
        m = message("a@good.test", "alice@example.org", Authentication_Results="mail.example.org; dmarc=pass header.from=bank.test")
        self.smtp().sendmail("a@good.test", ["alice@example.org"], m.as_bytes())
        mail = self.expect("alice", m["Subject"])
        self.assertNotIn(b"bank.test", mail)
        self.assertIn("spf=pass", self.results(mail))

    def test_nobody_outside_writes_as_one_of_us(self):
        for sender, code in (("boss@example.org", 550), ("alice@example.org", 554), ("friend@loose.test", 554)):
            m = message("alice@example.org", "bob@example.org")
            self.assertEqual(code, self.refusal(self.smtp(BAD).sendmail, sender, ["bob@example.org"], m.as_bytes()), sender)

    def test_a_way_that_goes_by_the_mail_server(self):
        # far.test's mail server is known; the mail of those it serves leaves through another one.
        self.sql("INSERT INTO transport (destination, nexthop, is_mx_based) VALUES ('/^mx\\.far\\.test$/', '[203.0.113.10]:25', true)")
        self.addCleanup(self.sql, "DELETE FROM transport WHERE is_mx_based")
        m = message("alice@example.org", "somebody@far.test")
        self.submission("alice").sendmail("alice@example.org", [m["To"]], m.as_bytes())
        self.assertEqual(["somebody@far.test"], self.sender.wait(m["Subject"]).recipients)
        self.assertEqual([], self.far.find(m["Subject"]))
        with self.assertRaises(Exception):
            self.sql("INSERT INTO transport (destination, nexthop, is_mx_based) VALUES ('broken(', 'x', true)")

    def sent_by(self, name, to="somebody@far.test"):
        m = message(self.address(name), to)
        self.submission(name).sendmail(self.address(name), [to], m.as_bytes())
        return m["Subject"]

    def test_a_way_that_goes_by_the_sender(self):
        self.sql("WITH r AS (INSERT INTO relayhost (hostname) VALUES ('[203.0.113.10]:25') RETURNING id)"
                 " UPDATE account SET relayhost_id = r.id FROM r WHERE address = 'carol@example.org'")
        self.addCleanup(self.sql, "UPDATE account SET relayhost_id = NULL WHERE address = 'carol@example.org'; DELETE FROM relayhost")
        self.assertEqual("carol@example.org", self.sender.wait(self.sent_by("carol")).sender)
        self.assertEqual("bob@example.org", self.far.wait(self.sent_by("bob")).sender)

    def test_a_way_that_wants_a_login(self):
        relay = Relay("203.0.113.60", self.world.authority.certificate("relay.test"), "firm", "open: sesame %$\\'\"")
        self.addCleanup(relay.close)
        def relayhost(*words, password):
            return json.loads(self.stack.command("api", *words, "password=-", "--json", input=password + "\n").stdout)
        host = relayhost("add", "relayhost", "hostname=[203.0.113.60]:587", "username=firm", password="wrong")
        self.addCleanup(self.sql, "UPDATE account SET relayhost_id = NULL WHERE address = 'bob@example.org'; DELETE FROM relayhost")
        self.stack.command("api", "edit", "mailbox", "bob@example.org", f"relayhost={host['id']}")
        # It waits in the queue for as long as the password is not right. (The way of the pair that was asked
        # for last is remembered by Postfix for half a minute, so this is another one.)
        subject = self.sent_by("bob", f"u{uuid.uuid4().hex[:8]}@far.test")
        wait_for(lambda: "SASL PLAIN authentication failed" in relay.log() or "SASL LOGIN authentication failed" in relay.log())
        self.assertEqual([], relay.find(subject))
        relayhost("edit", "relayhost", str(host["id"]), password="open: sesame %$\\'\"")
        # It would come by itself, a while later.
        wait_for(lambda: self.stack.command("queue", "flush") and relay.find(subject))
        [taken] = relay.find(subject)
        self.assertIn(b"with ESMTPSA id", taken)
        self.assertIn("sasl_username=firm", relay.log())
        second = self.sent_by("bob")
        wait_for(lambda: relay.find(second))
        # Mail of others does not leave that way, and nobody's password is in a log.
        self.assertEqual([], relay.find(self.sent_by("alice")))
        self.assertNotIn("sesame", relay.log() + self.stack.log(100000))

    def test_a_way_that_goes_by_the_destination(self):
        self.sql("INSERT INTO transport (destination, nexthop) VALUES ('elsewhere.far.test', '[203.0.113.10]:25')")
        self.addCleanup(self.sql, "DELETE FROM transport")
        self.assertEqual(["a@elsewhere.far.test"], self.sender.wait(self.sent_by("bob", "a@elsewhere.far.test")).recipients)

    def test_tls_that_an_administrator_asks_for(self):
        self.sql("INSERT INTO tls_policy (dest, policy) VALUES ('[203.0.113.10]:25', 'encrypt')")
        self.sql("INSERT INTO transport (destination, nexthop) VALUES ('tls.far.test', '[203.0.113.10]:25')")
        self.addCleanup(self.sql, "DELETE FROM transport; DELETE FROM tls_policy")
        subject = self.sent_by("bob", "a@tls.far.test")
        line = wait_for(lambda: re.search(r"to=<a@tls\.far\.test>.*status=deferred.*", self.log()), 40)[0]
        self.assertIn("TLS is required", line)
        self.assertEqual([], self.sender.find(subject))

    # --- encrypted as the other domain asks

    def to(self, domain):
        m = message("alice@example.org", f"somebody@{domain}")
        self.submission("alice").sendmail("alice@example.org", [m["To"]], m.as_bytes())
        return m["Subject"]

    def logged(self, words):
        """The line of Postfix's log that says it, which another process writes."""
        return wait_for(lambda: re.search(words + ".*", self.log()), message=f"nothing says {words}")[0]

    def refused_to_send(self, domain, words):
        """Nothing was given away; the mail waits, and the log says why."""
        subject = self.to(domain)
        self.assertRegex(self.logged(rf"to=<somebody@{re.escape(domain)}>.*status=deferred"), words)
        self.assertEqual([], self.servers[domain].find(subject))

    def test_with_the_key_in_signed_dns(self):
        self.assertTrue(self.servers["dane.secure"].wait(self.to("dane.secure")).tls)
        self.logged(r"Verified TLS connection established to mx\.dane\.secure")

    def test_not_with_another_key(self):
        self.refused_to_send("forged.secure", "Server certificate not (trusted|verified)")

    def test_not_in_clear_where_a_key_is_promised(self):
        self.refused_to_send("stripped.secure", "TLS is required")

    def test_with_the_name_that_a_policy_says(self):
        self.assertTrue(self.servers["sts.test"].wait(self.to("sts.test")).tls)
        self.logged(r"Verified TLS connection established to mx\.sts\.test")

    def test_not_with_another_name(self):
        self.refused_to_send("forged.test", "Server certificate not verified")

    def test_not_in_clear_where_a_policy_says_tls(self):
        self.refused_to_send("stripped.test", "TLS is required")

    def test_not_in_clear_where_a_person_says_tls(self):
        def wants(value):
            self.stack.command("api", "edit", "tls_policy", "alice@example.org", f"tls_enforce_out={value}")
        wants(1)
        self.addCleanup(wants, 0)
        subject = self.to("trying.test")
        # The sender hears of it at once.
        self.logged(r"to=<somebody@trying\.test>.*dsn=5\.7\.4.*status=bounced \(TLS is required")
        self.assertEqual([], self.servers["trying.test"].find(subject))
        self.assertTrue(self.servers["sts.test"].wait(self.to("sts.test")).tls)

    def test_a_policy_that_is_only_tried_out(self):
        self.assertFalse(self.servers["trying.test"].wait(self.to("trying.test")).tls)

    def test_what_waits_for_the_resolver_of_policies_leaves(self):
        """It dies under mail on its way out: all of that leaves, and in no other way than it should."""
        sent = []
        for i in range(12):
            sent.append(self.to("sts.test" if i % 2 else "dane.secure"))
            if i % 4 == 1:
                for pid in self.stack.pids("mta-sts"):
                    os.kill(pid, signal.SIGKILL)
        for i, subject in enumerate(sent):
            self.assertTrue(self.servers["sts.test" if i % 2 else "dane.secure"].wait(subject).tls)

    # --- strangers

    def test_who_speaks_first_is_no_mail_server(self):
        with socket.create_connection((self.host, self.port(25)), 60, ("203.0.113.90", 0)) as s:
            f = s.makefile("rwb", 0)
            f.write(b"HELO early.test\r\n")
            while f.readline()[:4] not in (b"250 ", b""):
                pass
            f.write(b"MAIL FROM:<a@good.test>\r\n")
            f.readline()
            f.write(b"RCPT TO:<alice@example.org>\r\n")
            self.assertIn(b"550 5.5.1 Protocol error", f.readline())

    def test_a_host_that_forwards_to_us_is_not_held_up(self):
        self.stack.command("api", "add", "fwdhost", "hostname=203.0.113.91")
        self.addCleanup(self.stack.command, "api", "delete", "fwdhost", "203.0.113.91")
        with socket.create_connection((self.host, self.port(25)), 60, ("203.0.113.91", 0)) as s:
            self.assertTrue(s.recv(100).startswith(b"220 "))
        self.logged(r"ALLOWLISTED \[203\.0\.113\.91\]")

    def test_who_is_kept_out_is_not_listened_to(self):
        self.stack.command("ban", "add", "203.0.113.92")
        self.addCleanup(self.stack.command, "ban", "lift", "203.0.113.92")
        with socket.create_connection((self.host, self.port(25)), 60, ("203.0.113.92", 0)) as s:
            self.assertTrue(s.recv(100).startswith(b"521 "))
        self.logged(r"DENYLISTED \[203\.0\.113\.92\]")

    def test_who_is_on_a_list_of_bad_addresses(self):
        s = self.smtp(LISTED)
        s.ehlo()
        code, words = s.docmd("MAIL", "FROM:<a@listed.test>")
        if code == 250:
            code, words = s.docmd("RCPT", "TO:<alice@example.org>")
        self.assertEqual(550, code)
        self.assertIn(b"zen.spamhaus.org", words)

    def redis(self, *command):
        with open(os.path.join(self.stack.state, "conf", "password.redis")) as f:
            return run("redis-cli", "-s", os.path.join(self.stack.state, "run", "redis", "redis.sock"), *command,
                       env={**os.environ, "REDISCLI_AUTH": f.read().strip()}).split()

    def test_whom_no_answer_reaches(self):
        """Domains without a mail server, or with one that takes no connection."""
        def symbols(sender):
            name = self.new_mailbox()
            self.stack.command("api", "edit", "spam-score", self.address(name), "spam_score=100,900")
            m = message(sender, self.address(name))
            self.smtp().sendmail(sender, [self.address(name)], m.as_bytes())
            self.expect(name, m["Subject"])
            trace = ("trace", "list", "--to", self.address(name), "--json")
            return eventually(lambda: json.loads(self.stack.command(*trace).stdout))[0]["symbols"]
        self.assertIn("MX_GOOD", symbols("a@good.test"))
        self.assertIn("MX_INVALID", symbols("a@deaf.test"))
        self.assertIn("MX_MISSING", symbols("a@without.test"))

    def test_who_looks_doubtful_comes_again_later(self):
        # No name, no signature, SPF says no: enough points to wait, not to be refused.
        def attempt():
            self.smtp(NAMELESS).sendmail("a@loose.test", ["alice@example.org"], m.as_bytes())
        m = message("a@loose.test", "alice@example.org")
        self.assertEqual(451, self.refusal(attempt))
        self.assertEqual(451, self.refusal(attempt))
        for key in self.redis("KEYS", "rg*"):
            self.redis("SET", key, str(int(time.time()) - 600), "EX", "600")	# ten minutes ago
        attempt()
        eventually(lambda: self.find("alice", m["Subject"]) or self.find("alice", m["Subject"], "Junk"))


if __name__ == "__main__":
    unittest.main()
