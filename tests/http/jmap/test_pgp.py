"""OpenPGP keys (docs/openpgp.md): kept for their owner, published for everybody."""
import base64
import hashlib
import subprocess
import tempfile

from jmap_case import JmapTest

PGP = "urn:hayloft:params:jmap:openpgp"


class PgpTest(JmapTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = folder.name

    def gpg(self, *args, **kw):
        return subprocess.run(["gpg", "--homedir", self.home, "--batch", "--pinentry-mode", "loopback", "--passphrase", "", *args],
                              check=True, capture_output=True, **kw).stdout

    def key(self, address):
        """Fingerprint, public key and secret key as GnuPG makes them."""
        self.addCleanup(subprocess.run, ["gpgconf", "--homedir", self.home, "--kill", "all"], capture_output=True)
        self.gpg("--quick-gen-key", address, "ed25519", "sign", "never")
        listed = self.gpg("--with-colons", "--list-keys", address).decode()
        fingerprint = [line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr:")][-1].lower()
        text = lambda *how: base64.b64encode(self.gpg(*how, fingerprint)).decode()
        return fingerprint, text("--export"), text("--export-secret-keys")

    def make(self, address, who=None, **more):
        fingerprint, public, secret = self.key(address)
        got = self.one("PgpKey/set", who, create={"k": {"fingerprint": fingerprint, "emails": [address], "publicKey": public, **more}})
        return got, fingerprint, public, secret

    def keys(self, who=None, **more):
        return self.one("PgpKey/get", who, ids=None, **more)["list"]

    def published(self, address, host="", path="/.well-known/openpgpkey/{domain}/hu/{hash}"):
        local, domain = address.split("@")
        digest = int.from_bytes(hashlib.sha1(local.encode()).digest(), "big")
        letters = "".join("ybndrfg8ejkmcpqxot1uwisza345h769"[digest >> (155 - 5 * i) & 31] for i in range(32))
        wanted = path.format(domain=domain, hash=letters)
        return self.anyone.get(wanted, headers={"Host": host} if host else {})

    def test_a_key_is_kept_and_its_secret_sealed(self):
        session = self.me.session()
        self.assertEqual({}, session["accounts"][self.me.account()]["accountCapabilities"][PGP])
        fingerprint, public, secret = self.key(self.me.address)
        before = self.one("PgpKey/get", ids=None)["state"]
        got = self.one("PgpKey/set", create={"k": {"fingerprint": fingerprint, "emails": [self.me.address.upper()], "publicKey": public,
                                                   "secretKey": secret, "about": {"name": "Me"}}})
        self.assertTrue(got["created"]["k"]["isOwn"])
        self.assertEqual(before, got["oldState"])
        self.assertNotEqual(before, got["newState"])
        [key] = self.keys()
        self.assertEqual({"id": got["created"]["k"]["id"], "fingerprint": fingerprint, "emails": [self.me.address], "publicKey": public,
                          "secretKey": secret, "isOwn": True, "isPublished": False, "about": {"name": "Me"}}, key)
        self.assertNotIn("secretKey", self.keys(properties=["emails"])[0])
        stored = self.stack.sql(f"SELECT encode(secret, 'base64') FROM pgp_key WHERE fingerprint = '{fingerprint}'")
        self.assertNotIn(base64.b64decode(secret)[:40], base64.b64decode(str(stored)))
        self.assertEqual("alreadyExists", self.one("PgpKey/set", create={"k": {"fingerprint": fingerprint, "emails": [], "publicKey": public}})
                         ["notCreated"]["k"]["type"])
        # What is known of it changes; the secret part never does.
        patch = {"about": {"verified": True}, "emails": ["other@example.net"]}
        self.assertIn(key["id"], self.one("PgpKey/set", update={key["id"]: patch})["updated"])
        [key] = self.keys()
        self.assertEqual((["other@example.net"], {"verified": True}, secret), (key["emails"], key["about"], key["secretKey"]))
        self.assertEqual("invalidProperties", self.one("PgpKey/set", update={key["id"]: {"secretKey": None}})["notUpdated"][key["id"]]["type"])
        # Nobody else's.
        other = self.stack.client("bob")
        self.assertEqual([], [k for k in self.keys(other) if k["id"] == key["id"]])
        self.assertEqual("notFound", self.one("PgpKey/set", other, destroy=[key["id"]])["notDestroyed"][key["id"]]["type"])
        self.assertEqual("notFound", self.one("PgpKey/set", other, update={key["id"]: {"about": {}}})["notUpdated"][key["id"]]["type"])
        self.assertEqual([key["id"]], self.one("PgpKey/set", destroy=[key["id"]])["destroyed"])
        self.assertEqual([], self.keys())

    def test_what_is_no_key_is_refused(self):
        good = {"fingerprint": "a" * 40, "emails": [self.me.address], "publicKey": base64.b64encode(b"\xc6" + b"x" * 30).decode()}
        for bad in ({"fingerprint": "A" * 40}, {"fingerprint": "a" * 39}, {"fingerprint": None}, {"emails": ["nobody"]}, {"emails": "x"},
                    {"emails": [1]}, {"emails": ["a@example.org"] * 21}, {"publicKey": "-----BEGIN"}, {"publicKey": ""},
                    {"publicKey": base64.b64encode(b"\xc5" + b"x" * 30).decode()}, {"publicKey": good["publicKey"] + "A" * 200_000},
                    {"secretKey": 1}, {"secretKey": "%"}, {"about": []}, {"about": {"x": "y" * 9000}}, {"isPublished": 1}, {"more": 1}):
            got = self.one("PgpKey/set", create={"k": {**good, **bad}})
            self.assertEqual("invalidProperties", got["notCreated"]["k"]["type"], bad)
        self.assertEqual("notYours", self.one("PgpKey/set", create={"k": {**good, "emails": ["x@example.net"], "isPublished": True}})
                         ["notCreated"]["k"]["type"])
        self.assertEqual([], self.keys())

    def test_a_published_key_is_found_by_everybody(self):
        got, _, public, _ = self.make(self.me.address)
        key = got["created"]["k"]["id"]
        self.assertEqual(404, self.published(self.me.address).code)
        self.assertEqual([self.me.address], self.one("PgpKey/lookup", self.stack.client("bob"), emails=[self.me.address])["notFound"])
        self.one("PgpKey/set", update={key: {"isPublished": True}})
        domain = self.me.address.split("@")[1]
        for host, path in (("", "/.well-known/openpgpkey/{domain}/hu/{hash}"), ("openpgpkey." + domain, "/.well-known/openpgpkey/{domain}/hu/{hash}?l=x"),
                           (domain, "/.well-known/openpgpkey/hu/{hash}")):
            answer = self.published(self.me.address, host, path)
            self.assertEqual((200, "application/octet-stream"), (answer.code, answer.headers["content-type"]), path)
            self.assertEqual(base64.b64decode(public), answer.body)
        self.assertEqual(200, self.anyone.get(f"/.well-known/openpgpkey/{domain}/policy").code)
        found = self.one("PgpKey/lookup", self.stack.client("bob"), emails=[self.me.address, "nobody@" + domain, "x"])
        self.assertEqual(([{"email": self.me.address, "publicKey": public}], ["nobody@" + domain, "x"]), (found["list"], found["notFound"]))
        for path in ("", "hu/", "hu/x", f"{domain}/", f"{domain}/hu/../x", "a b/hu/" + "y" * 32, f"{domain}/hu/" + "y" * 32):
            self.assertEqual(404, self.anyone.get("/.well-known/openpgpkey/" + path.replace(" ", "%20")).code, path)
        self.one("PgpKey/set", update={key: {"isPublished": False}})
        self.assertEqual(404, self.published(self.me.address).code)

    def test_directories_of_our_own_network_are_not_asked(self):
        found = self.one("PgpKey/lookup", emails=["a@localhost.localdomain", "b@localhost"])
        self.assertEqual([], found["list"])
        self.assertEqual("requestTooLarge", self.error("PgpKey/lookup", emails=["a@example.org"] * 11))
