"""What people hold in their hands: an authenticator app (RFC 6238) and a security key (WebAuthn)."""

import base64
import hashlib
import hmac
import json
import os
import struct
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec


def b64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_b64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def code_at(secret, step):
    """The code of a base32 SECRET in STEP (half minutes since 1970)."""
    mac = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class App:
    """An authenticator app that never shows a code twice."""

    def __init__(self, secret):
        self.secret, self.last = secret, 0

    def step(self):
        return int(time.time()) // 30

    def code(self):
        """A code that was not used and is good for a quarter of a minute at least: those of the step before and of the
        next are accepted, too, so two in half a minute are there."""
        step = max((int(time.time()) + 15) // 30 - 1, self.last + 1)
        while step > self.step() + 1:
            time.sleep(0.5)
        self.last = step
        return code_at(self.secret, step)


class Key:
    """A security key with one ES256 credential."""

    def __init__(self, origin, rp_id="localhost", verifies=True):
        self.origin, self.rp_id, self.verifies = origin, rp_id, verifies
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.counter = 0
        self.user = None

    def client_data(self, type_, challenge, **more):
        return json.dumps({"type": type_, "challenge": challenge, "origin": self.origin,
                           "crossOrigin": False, **more}).encode()

    def auth_data(self, credential=b"", flags=0, rp_id=None):
        flags |= 1 | (4 if self.verifies else 0) | (0x40 if credential else 0)
        rp = hashlib.sha256((rp_id or self.rp_id).encode()).digest()
        return rp + bytes([flags]) + struct.pack(">I", self.counter) + credential

    def credential(self):
        """Attested credential data: a model of nobody, the id, the COSE key."""
        n = self.private.public_key().public_numbers()
        cose = (b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + n.x.to_bytes(32, "big")
                + b"\x22\x58\x20" + n.y.to_bytes(32, "big"))
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + cose

    def create(self, options, **client_data):
        self.user = options["user"]["id"]
        return {"clientDataJSON": b64url(self.client_data("webauthn.create", options["challenge"], **client_data)),
                "authenticatorData": b64url(self.auth_data(self.credential()))}

    def get(self, options, counter=None, rp_id=None, **client_data):
        self.counter = self.counter + 1 if counter is None else counter
        data = self.client_data("webauthn.get", options["challenge"], **client_data)
        auth = self.auth_data(rp_id=rp_id)
        signature = self.private.sign(auth + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        return {"id": b64url(self.id), "clientDataJSON": b64url(data), "authenticatorData": b64url(auth),
                "signature": b64url(signature), "userHandle": self.user}
