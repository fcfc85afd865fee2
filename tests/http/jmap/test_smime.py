"""S/MIME signatures (RFC 9219), made by OpenSSL's program."""
import base64
import email
import email.policy
import hashlib
import os
import re
import subprocess
import tempfile

from jmap_case import JmapTest, mail

SMIME = "urn:ietf:params:jmap:smimeverify"
ALL = ("smimeStatus", "smimeStatusAtDelivery", "smimeErrors", "smimeVerifiedAt")


class SmimeCase(JmapTest):
    """A certificate of one's own, and words for keys and mail that OpenSSL makes."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = lambda name: os.path.join(folder.name, name)
        self.run_openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                         "-subj", "/CN=Somebody", "-addext", f"subjectAltName=email:{self.me.address}",
                         "-keyout", self.path("key"), "-out", self.path("certificate"))
        self.trusted = os.path.join(self.stack.state, "smime.pem")
        self.addCleanup(self.trust, "")
        with open(self.path("certificate"), encoding="ascii") as f:
            self.certificate = f.read()

    def run_openssl(self, *args, **kw):
        return subprocess.run(["openssl", *args], check=True, capture_output=True, **kw).stdout

    def trust(self, text):
        """The same file anew: another one the sandbox would not let workers read."""
        with open(self.trusted, "w", encoding="ascii") as f:
            f.write(text)

    def signed(self, subject, *how):
        part = b"Content-Type: text/plain\r\n\r\nPay the invoice.\r\n"
        return self.run_openssl("cms", "-sign", "-binary", "-crlfeol", "-signer", self.path("certificate"), "-inkey",
                                self.path("key"), "-from", self.me.address, "-subject", subject, *how, input=part)

    def found(self, *properties):
        """By subject: one property's value, or several."""
        out = {}
        for e in self.emails(self.query(), "subject", *(properties or ALL)):
            values = [e[p] for p in properties or ALL]
            out[e["subject"]] = values if len(values) > 1 else values[0]
        return out

    def file(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def make(self, name, address, *options):
        """A key and its certificate as files "key-NAME" and "NAME"."""
        self.run_openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}/O=Tests",
                         "-addext", f"subjectAltName=email:{address}", *options,
                         "-keyout", self.path("key-" + name), "-out", self.path(name))

    def pkcs12(self, name, password="secret", *options):
        return base64.b64encode(self.run_openssl("pkcs12", "-export", "-inkey", self.path("key-" + name), "-in", self.path(name),
                                                 "-passout", "pass:" + password, *options)).decode()

    def put_key(self, name, who=None, password="secret", *options):
        return self.one("SmimeKey/set", who, create={"a": {"pkcs12": self.pkcs12(name, password, *options), "password": password}})

    def encrypted(self, subject, text, *how, to=("me",)):
        part = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode() + b"\r\n"
        return self.run_openssl("cms", "-encrypt", "-binary", "-from", "bob@example.org", "-to", self.me.address, "-subject", subject,
                                *how, *(self.path(name) for name in to), input=part).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    def shown(self, subject, who=None, account=None):
        """Text and smimeContent of the message with that subject, to WHO."""
        more = {"accountId": account} if account else {}
        ids = self.one("Email/query", who, filter={"subject": subject}, **more)["ids"]
        [e] = self.one("Email/get", who, ids=ids, properties=["textBody", "bodyValues", "smimeContent", "attachments", "smimeStatus", "preview"],
                       fetchTextBodyValues=True, **more)["list"]
        return "".join(v["value"] for v in e["bodyValues"].values()), e["smimeContent"], e


class SmimeTest(SmimeCase):
    def fill(self):
        self.append(mail("plain"))
        self.append(self.signed("detached"))
        self.append(self.signed("opaque", "-nodetach"))
        self.append(self.signed("altered").replace(b"invoice", b"INVOICE"))
        self.append(self.signed("another's").replace(b"From: ", b"From: x"))

    def test_status(self):
        session = self.me.session()
        self.assertEqual(({}, {}), (session["capabilities"][SMIME], session["accounts"][self.me.account()]["accountCapabilities"][SMIME]))
        self.fill()
        # Nobody's word counts yet, so nothing is said.
        self.assertEqual({"plain": None, "detached": "signed", "opaque": "signed", "altered": "signed", "another's": "signed"},
                         self.found("smimeStatus"))
        self.trust(self.certificate)
        found = self.found()
        self.assertEqual([None] * 4, found["plain"])
        for subject in ("detached", "opaque"):
            self.assertEqual(["signed/verified", "signed/verified", None], found[subject][:3], subject)
            self.assertRegex(found[subject][3], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for subject, word in (("altered", "changed after it was signed"), ("another's", "not signed by x" + self.me.address)):
            self.assertEqual(["signed/failed", "signed/failed"], found[subject][:2])
            self.assertIn(word, found[subject][2][0])
        # They come only when they are asked for, and of messages in a mailbox only.
        self.assertNotIn("smimeStatus", self.one("Email/get", ids=self.query(limit=1))["list"][0])
        self.assertEqual("invalidArguments", self.error("Email/parse", blobIds=[], properties=["smimeStatus"]))

    def test_filters(self):
        self.trust(self.certificate)
        self.fill()
        everything = {"plain", "detached", "opaque", "altered", "another's"}
        verified = {"detached", "opaque"}
        inbox = self.box_id("inbox")
        for filter, want in (({"hasSmime": True}, everything - {"plain"}), ({"hasSmime": False}, {"plain"}),
                             ({"hasVerifiedSmime": True}, verified), ({"hasVerifiedSmime": False}, everything - verified),
                             ({"hasVerifiedSmimeAtDelivery": True}, verified),
                             ({"inMailbox": inbox, "hasVerifiedSmimeAtDelivery": False}, everything - verified),
                             ({"inMailbox": inbox, "hasVerifiedSmime": True, "subject": "opaque"}, {"opaque"})):
            self.assertEqual(want, set(self.subjects(filter=filter)), filter)
        self.assertEqual("invalidArguments", self.error("Email/query", filter={"hasVerifiedSmime": 1}))

    def test_what_was_trusted_is_told_when_it_is_no_more(self):
        self.trust(self.certificate)
        self.append(self.signed("detached"))
        self.assertEqual("signed/verified", self.found("smimeStatus")["detached"])
        state = self.state()
        [email] = self.query()
        self.run_openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Other",
                         "-keyout", self.path("other"), "-out", self.path("other"))
        with open(self.path("other"), encoding="ascii") as f:
            self.trust(f.read())
        # For a day the answer stays as it is.
        self.assertEqual("signed/verified", self.found("smimeStatus")["detached"])
        self.assertEqual(state, self.state())
        self.stack.sql("UPDATE mail_email SET smime = (smime::jsonb || '{\"at\": 1}')::text"
                       f" WHERE account_id = {self.me.account()[1:]} AND smime <> ''")
        now, then, errors, _ = self.found()["detached"]
        self.assertEqual(("signed/failed", "signed/verified"), (now, then))
        self.assertIn("cannot be trusted", errors[0])
        changes = self.one("Email/changes", sinceState=state)
        self.assertEqual(([email], []), (changes["updated"], changes["created"]))
        state = changes["newState"]
        self.found()
        self.assertEqual(state, self.state())


class OpaqueTest(SmimeCase):
    def test_an_opaque_signature_is_opened(self):
        inner = mail("inner", text="Pay the other invoice.\r\n")
        m = email.message_from_bytes(inner, policy=email.policy.SMTP)
        for name in list(m.keys()):
            if not name.lower().startswith(("content-", "mime")):
                del m[name]
        m.add_attachment(b"%PDF-1.4 bytes", maintype="application", subtype="pdf", filename="bill.pdf")
        part = m.as_bytes()
        self.append(self.run_openssl("cms", "-sign", "-binary", "-nodetach", "-signer", self.path("certificate"), "-inkey", self.path("key"),
                                     "-from", self.me.address, "-subject", "hidden", input=part).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        self.trust(self.certificate)
        text, content, e = self.shown("hidden")
        self.assertEqual("Pay the other invoice.\n", text)
        self.assertEqual("Pay the other invoice.", e["preview"])
        self.assertEqual({"isEncrypted": False, "isAuthenticated": False, "fault": None, "subject": None}, content)
        self.assertEqual("signed/verified", e["smimeStatus"])
        [bill] = e["attachments"]
        self.assertEqual(("bill.pdf", "application/pdf"), (bill["name"], bill["type"]))
        got = self.download(bill["blobId"], expect=200)
        self.assertEqual((b"%PDF-1.4 bytes", "no-store"), (got.body, got.headers.get("cache-control")))
        for blob in (bill["blobId"] + "9", bill["blobId"] + "_t1", bill["blobId"].rsplit("_", 1)[0] + "_s"):
            self.assertEqual(404, self.download(blob).code)
        other = self.stack.new_account("other")
        self.assertEqual(404, other.get(f"/jmap/download/{self.me.account()}/{bill['blobId']}/x?type=a/b").code)
        # What the message itself is stays what it is; the same as an attached file.
        [structure] = self.emails(self.query(), "bodyStructure", "blobId")
        self.assertIn("pkcs7-mime", structure["bodyStructure"]["type"])
        parsed = self.one("Email/parse", blobIds=[structure["blobId"]], fetchTextBodyValues=True)["parsed"][structure["blobId"]]
        self.assertIn("other invoice", parsed["preview"])

    def test_broken_ones_are_shown_as_files(self):
        head = b"From: a@example.org\r\nSubject: broken\r\nContent-Type: application/pkcs7-mime; name=x.p7m\r\n" \
               b"Content-Transfer-Encoding: base64\r\n\r\n"
        self.append(head + b"MIAwgDCAMIAwgDCAMIAwgDCAMIAwgDCAMIAwgA==\r\n")
        text, content, e = self.shown("broken")
        self.assertEqual(("", "broken", ["x.p7m"]), (text, content["fault"], [a["name"] for a in e["attachments"]]))


class KeyTest(SmimeCase):
    def test_a_key_comes_in_and_never_goes_out(self):
        self.make("me", self.me.address)
        r = self.put_key("me")
        key = r["created"]["a"]
        self.assertEqual(([self.me.address], False, True, True), (key["emails"], key["isExpired"], key["maySign"], key["mayEncrypt"]))
        self.assertIn("CN=me", key["subject"])
        der = self.run_openssl("x509", "-in", self.path("me"), "-outform", "DER")
        self.assertEqual(hashlib.sha256(der).hexdigest(), key["fingerprint"])
        got = self.one("SmimeKey/get", ids=None)
        self.assertEqual(([key], r["newState"]), (got["list"], got["state"]))
        self.assertEqual({"id", "subject", "issuer", "emails", "notBefore", "notAfter", "fingerprint", "isExpired", "maySign",
                          "mayEncrypt"}, set(key))
        # It rests sealed.
        sealed = self.stack.sql(f"SELECT encode(secret, 'escape') FROM smime_key WHERE account_id = {self.me.account()[1:]}")
        self.assertNotIn("PRIVATE", str(sealed))
        self.assertEqual("invalidArguments", self.error("SmimeKey/get", ids=None, properties=["secret"]))
        again = self.put_key("me")["notCreated"]["a"]
        self.assertEqual("alreadyExists", again["type"])
        gone = self.one("SmimeKey/set", destroy=[key["id"]], update={key["id"]: {"subject": "x"}})
        self.assertEqual(([key["id"]], "forbidden"), (gone["destroyed"], gone["notUpdated"][key["id"]]["type"]))
        self.assertEqual([], self.one("SmimeKey/get", ids=None)["list"])

    def test_files_of_all_kinds(self):
        self.make("me", self.me.address)
        self.make("stranger", "somebody@elsewhere.test")
        # As Windows and old Firefox make them.
        self.assertIn("a", self.put_key("me", None, "pässword", "-legacy")["created"])
        self.assertEqual("notYours", self.put_key("stranger")["notCreated"]["a"]["type"])
        for given, error in (({"pkcs12": self.pkcs12("me"), "password": "wrong"}, "wrongPassword"),
                             ({"pkcs12": self.pkcs12("me")}, "wrongPassword"),
                             ({"pkcs12": base64.b64encode(self.file("me")).decode(), "password": ""}, "invalidProperties"),
                             ({"pkcs12": "%%%"}, "invalidProperties"), ({}, "invalidProperties"), ([], "invalidProperties"),
                             ({"pkcs12": "A" * 600000}, "invalidProperties"),
                             ({"pkcs12": self.pkcs12("me", "secret", "-nokeys"), "password": "secret"}, "noKey"),
                             ({"pkcs12": "", "secret": "x"}, "invalidProperties")):
            self.assertEqual(error, self.one("SmimeKey/set", create={"a": given})["notCreated"]["a"]["type"], given)

    def test_nobody_uses_the_key_of_another(self):
        bob = self.stack.new_account("bob")
        self.make("me", self.me.address)
        key = self.put_key("me")["created"]["a"]
        self.append(self.encrypted("for me", "the secret", "-aes256"))
        self.assertEqual("the secret\n", self.shown("for me")[0])
        self.stack.command("mailaccess", "add", self.me.address, bob.address, "--send", "as")
        account = self.me.account()
        # Whom somebody lets into his mailbox reads there what is not encrypted.
        text, content, _ = self.shown("for me", bob, account)
        self.assertEqual(("", "noKey"), (text, content["fault"]))
        blob = self.emails(self.query(), "textBody")[0]["textBody"][0]["blobId"]
        self.assertEqual(404, bob.get(f"/jmap/download/{account}/{blob}/x?type=text/plain").code)
        for name, arguments in (("SmimeKey/get", {"ids": None}), ("SmimeKey/set", {"destroy": [key["id"]]})):
            self.assertIn(self.error(name, bob, accountId=account, **arguments), ("accountNotSupportedByMethod", "forbidden"))
        self.assertEqual("notFound", self.one("SmimeKey/set", bob, destroy=[key["id"]])["notDestroyed"][key["id"]]["type"])
        box = next(m["id"] for m in self.one("Mailbox/get", bob, ids=None)["list"] if m["role"] == "drafts")
        made = self.one("Email/set", bob, create={"a": {"mailboxIds": {box: True}, "from": [{"email": self.me.address}], "smimeSign": True}})
        self.assertEqual("smimeNoKey", made["notCreated"]["a"]["type"])
        self.assertEqual(1, len(self.one("SmimeKey/get", ids=None)["list"]))


class DecryptTest(SmimeCase):
    def test_what_was_encrypted_is_read(self):
        self.make("me", self.me.address)
        self.append(self.encrypted("cbc", "by blocks", "-aes256"))
        self.append(self.encrypted("gcm", "by counter", "-aes-256-gcm"))
        self.assertEqual(("", {"isEncrypted": True, "isAuthenticated": False, "fault": "noKey", "subject": None}), self.shown("cbc")[:2])
        key = self.put_key("me")["created"]["a"]["id"]
        self.assertEqual(("by blocks\n", {"isEncrypted": True, "isAuthenticated": False, "fault": None, "subject": None}), self.shown("cbc")[:2])
        self.assertEqual(("by counter\n", {"isEncrypted": True, "isAuthenticated": True, "fault": None, "subject": None}), self.shown("gcm")[:2])
        # A newer key does not take the old one's mail away; taking the old one away does.
        self.make("new", self.me.address)
        self.put_key("new")
        self.assertEqual("by blocks\n", self.shown("cbc")[0])
        self.one("SmimeKey/set", destroy=[key])
        self.assertEqual("noKey", self.shown("gcm")[1]["fault"])

    def test_changed_ones_show_nothing(self):
        self.make("me", self.me.address)
        self.put_key("me")
        m = self.encrypted("tag", "word " * 40, "-aes-256-gcm")
        at = m.rindex(b"\r\n\r\n") - 120
        self.append(m[:at] + (b"A" if m[at:at + 1] != b"A" else b"B") + m[at + 1:])
        text, content, _ = self.shown("tag")
        self.assertEqual(("", "broken"), (text, content["fault"]))

    def test_a_header_within(self):
        """RFC 9788, with words for programs that know nothing of it."""
        self.make("me", self.me.address)
        self.put_key("me")
        encrypt = lambda subject, part: self.append(self.run_openssl(
            "cms", "-encrypt", "-binary", "-from", "bob@example.org", "-subject", subject, "-aes-256-gcm", self.path("me"),
            input=part).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        encrypt("[one]", b"Content-Type: text/plain; hp=\"cipher\"; hp-legacy-display=\"1\"\r\nSubject: True\r\n\r\nSubject: True\r\n\r\nWords\r\n")
        encrypt("[two]", b"Content-Type: text/html; hp=\"cipher\"; hp-legacy-display=\"1\"\r\nSubject: =?utf-8?q?=C3=84?=\r\n\r\n<body>"
                b"<div class=\"header-protection-legacy-display\"><pre>Subject: x</pre></div><p>Words</p></body>\r\n")
        encrypt("[six]", b"Content-Type: text/plain\r\nSubject: not said to be protected\r\n\r\nSubject: x\r\n\r\nWords\r\n")
        for outer, subject, words in (("one", "True", "Words\n"), ("two", "Ä", "<body><p>Words</p></body>\n"), ("six", None, "Subject: x\n\nWords\n")):
            text, content, _ = self.shown(f"[{outer}]")
            self.assertEqual((subject, words), (content["subject"], re.sub(" {2,}", "", text)))

    def test_beside_something_else_it_stays_closed(self):
        """Else HTML around it could carry what it says elsewhere (EFAIL)."""
        self.make("me", self.me.address)
        self.put_key("me")
        part = self.encrypted("x", "the secret", "-aes256").split(b"\r\n\r\n", 1)[1]
        self.append(b"From: x@example.org\r\nSubject: around\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                    b"--b\r\nContent-Type: text/html\r\n\r\n<img src='http://elsewhere.test/\r\n--b\r\nContent-Type: application/pkcs7-mime\r\n"
                    b"Content-Transfer-Encoding: base64\r\n\r\n" + part + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n'>\r\n--b--\r\n")
        text, content, e = self.shown("around")
        self.assertNotIn("secret", text)
        self.assertEqual((None, ["application/pkcs7-mime"]), (content, [a["type"] for a in e["attachments"]]))
        self.assertNotIn(b"secret", self.download(e["attachments"][0]["blobId"], expect=200).body)

    def test_a_signature_within(self):
        self.make("me", self.me.address)
        self.put_key("me")
        self.trust(self.certificate)
        signed = self.signed("x").split(b"\n", 1)[1]
        part = signed[signed.index(b"MIME-Version"):]
        self.append(self.run_openssl("cms", "-encrypt", "-binary", "-from", self.me.address, "-subject", "both", "-aes-256-gcm", self.path("me"),
                                     input=part).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        text, content, e = self.shown("both")
        self.assertEqual(("Pay the invoice.\n", True, "encrypted+signed/verified"), (text, content["isAuthenticated"], e["smimeStatus"]))
        kept = self.stack.sql(f"SELECT smime FROM mail_email WHERE account_id = {self.me.account()[1:]}")
        self.assertNotIn("verified", str(kept))


class SendTest(SmimeCase):
    def setUp(self):
        super().setUp()
        self.make("me", self.me.address)
        self.put_key("me")

    def made(self, **properties):
        """The answer to a new email, and the message where there is one."""
        given = {"mailboxIds": {self.box_id("drafts"): True}, "from": [{"email": self.me.address}], "to": [{"email": self.me.address}],
                 "subject": "Übermorgen", "textBody": [{"partId": "1", "type": "text/plain"}], "bodyValues": {"1": {"value": "Grüße\n"}},
                 "attachments": [{"blobId": self.upload(b"\x00\x01file")["blobId"], "name": "f.bin"}], **properties}
        r = self.set(create={"a": given})
        if r["notCreated"]:
            return r["notCreated"]["a"], None
        return r["created"]["a"], self.download(r["created"]["a"]["blobId"], expect=200).body

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data)
        return self.path(name)

    def test_signed(self):
        made, message = self.made(smimeSign=True, bcc=[{"email": "hidden@example.org"}])
        out = self.run_openssl("cms", "-verify", "-in", self.write("m", message), "-CAfile", self.path("me"), "-signer", self.path("signer"))
        self.assertEqual(self.file("me").strip(), self.file("signer").strip())
        inner = email.message_from_bytes(out, policy=email.policy.default)
        self.assertEqual(("Übermorgen", "clear", None), (inner["Subject"], inner.get_param("hp"), inner["Bcc"]))
        outer = email.message_from_bytes(message, policy=email.policy.default)
        self.assertEqual(("Übermorgen", "hidden@example.org"), (outer["Subject"], outer["Bcc"]))
        self.assertNotIn(b"hidden@", out)
        self.assertTrue(all(b < 128 for b in message))
        self.trust(self.file("me").decode())
        [e] = self.emails([made["id"]], "smimeStatus", "textBody", "bodyValues", fetchTextBodyValues=True)
        self.assertEqual(("signed/verified", "Grüße\n"), (e["smimeStatus"], e["bodyValues"][e["textBody"][0]["partId"]]["value"]))
        # Whoever carries it cannot give it another subject, nor a sender another name.
        head, rest = message.split(b"--=_", 1)
        for name, other in ((b"Subject", b"Subject: Heute"), (b"From", b"From: Boss <" + self.me.address.encode() + b">")):
            changed = re.sub(rb"^" + name + rb": [^\r]*", other, head, count=1, flags=re.M)
            self.append(changed.replace(b"Message-ID: <", b"Message-ID: <" + name) + b"--=_" + rest)
        for e in self.emails(self.query(filter={"inMailbox": self.box_id("inbox")}), "smimeStatus", "smimeErrors"):
            self.assertEqual("signed/failed", e["smimeStatus"])
            self.assertRegex(e["smimeErrors"][0], "^Its (Subject|From) was changed after it was signed")

    def test_encrypted(self):
        made, message = self.made(smimeSign=True, smimeEncrypt="recipients")
        for word in (b"=?utf-8?", b"Gr=C3", b"f.bin"):
            self.assertNotIn(word, message.replace(b"\r\n", b""))
        self.assertIn(b"smime-type=authEnveloped-data", message)
        out = self.run_openssl("cms", "-decrypt", "-in", self.write("m", message), "-recip", self.path("me"), "-inkey", self.path("key-me"))
        payload = self.run_openssl("cms", "-verify", "-in", self.write("s", out), "-CAfile", self.path("me"))
        inner = email.message_from_bytes(payload, policy=email.policy.default)
        self.assertEqual(("Übermorgen", "cipher"), (inner["Subject"], inner.get_param("hp")))
        self.assertIn("Subject: [...]", inner.get_all("HP-Outer"))
        self.trust(self.file("me").decode())
        [e] = self.emails([made["id"]], "subject", "smimeStatus", "smimeContent", "textBody", "attachments", "bodyValues", fetchTextBodyValues=True)
        self.assertEqual(("[...]", "encrypted+signed/verified", "Übermorgen", True, "f.bin"),
                         (e["subject"], e["smimeStatus"], e["smimeContent"]["subject"], e["smimeContent"]["isAuthenticated"], e["attachments"][0]["name"]))

    def test_whom_it_is_for(self):
        bob = self.stack.new_account("bob")
        self.make("bob", bob.address)
        for given, error in (({"to": [{"email": bob.address}]}, "smimeNoCertificate"), ({"bcc": [{"email": bob.address}]}, "smimeBcc"),
                             ({"from": [{"email": bob.address}]}, "smimeNoKey"), ({"smimeEncrypt": "x"}, "invalidProperties"),
                             ({"smimeEncrypt": True}, "invalidProperties"), ({"smimeEncrypt": None, "smimeSign": "yes"}, "invalidProperties"),
                             ({"cc": None, "header:Cc:asAddresses:all": [[{"email": self.me.address}], [{"email": bob.address}]]}, "smimeNoCertificate")):
            r, _ = self.made(**{"smimeEncrypt": "recipients", **given})
            self.assertEqual(error, r["type"], given)
            self.assertEqual([bob.address] if error == "smimeNoCertificate" else None, r.get("emails"))
        # A draft is for oneself, whoever it will go to.
        _, draft = self.made(smimeEncrypt="self", to=[{"email": bob.address}], bcc=[{"email": "c@example.org"}])
        self.assertIn(b"pkcs7-mime", draft)
        # His certificate comes with mail that he signed.
        self.trust(self.file("bob").decode())
        lookup = lambda: self.one("SmimeCertificate/lookup", emails=[bob.address.upper(), self.me.address, "x@example.org"])
        self.assertEqual([bob.address, "x@example.org"], lookup()["notFound"])
        signed = self.run_openssl("cms", "-sign", "-binary", "-crlfeol", "-signer", self.path("bob"), "-inkey", self.path("key-bob"), "-from",
                                  bob.address, "-subject", "hello", input=b"Content-Type: text/plain\r\n\r\nHello.\r\n")
        self.append(signed)
        self.found("smimeStatus")
        self.assertEqual(["x@example.org"], lookup()["notFound"])
        _, message = self.made(smimeEncrypt="recipients", smimeSign=True, to=[{"email": bob.address}])
        # OpenSSL's own list of what it can has no GCM.
        self.assertIn(b"smime-type=enveloped-data", message)
        for name in ("bob", "me"):
            self.assertIn(b"hp=cipher", self.run_openssl("cms", "-decrypt", "-in", self.write("m", message), "-recip", self.path(name),
                                                         "-inkey", self.path("key-" + name)).replace(b'"', b""))
        # What a card says is known, too; and the card of who signs gets his certificate.
        carl, dora = (self.stack.new_account(n) for n in ("carl", "dora"))
        self.make("dora", dora.address)
        der = lambda name: base64.b64encode(self.run_openssl("x509", "-in", self.path(name), "-outform", "DER")).decode()
        card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{0}\r\nFN:{0}\r\nN:{0};;;;\r\nEMAIL:{1}\r\n{2}END:VCARD\r\n"
        path = f"/dav/addressbooks/{self.me.address}/personal/"
        put = lambda name, text: self.me.request("PUT", path + name, text.encode(), headers={"Content-Type": "text/vcard"}, expect=201)
        put("dora.vcf", card.format("dora", dora.address, f"KEY;ENCODING=b;TYPE=X509:{der('dora')}\r\n"))
        put("bob.vcf", card.format("bob", bob.address, ""))
        self.assertEqual([carl.address], self.one("SmimeCertificate/lookup", emails=[dora.address, carl.address])["notFound"])
        self.append(signed.replace(b"Subject: hello", b"Subject: again"))
        self.found("smimeStatus")
        got = self.me.get(path + "bob.vcf", expect=200).body.replace(b"\r\n ", b"")
        self.assertIn(f"KEY;ENCODING=b;TYPE=X509:{der('bob')}\r\n".encode(), got)
        self.append(signed.replace(b"Subject: hello", b"Subject: once more"))
        self.found("smimeStatus")
        self.assertEqual(got, self.me.get(path + "bob.vcf", expect=200).body.replace(b"\r\n ", b""))
        # Nobody else knows it by that, and an altered one is not believed.
        self.assertEqual([bob.address], self.one("SmimeCertificate/lookup", carl, emails=[bob.address])["notFound"])
