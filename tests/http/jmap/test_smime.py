"""S/MIME signatures (RFC 9219), made by OpenSSL's program."""
import os
import subprocess
import tempfile

from jmap_case import JmapTest, mail

SMIME = "urn:ietf:params:jmap:smimeverify"
ALL = ("smimeStatus", "smimeStatusAtDelivery", "smimeErrors", "smimeVerifiedAt")


class SmimeTest(JmapTest):
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
