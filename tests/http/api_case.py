"""What the tests of the administration API share: keys, and calls by them."""

import json
import os
import random
import urllib.parse

from harness import Client, ServerTest


class Caller:
    """Somebody who calls the API: by key, or as CLIENT with its cookie."""

    def __init__(self, stack, key=None, client=None):
        self.client = Client(stack)
        self.headers = {}
        if key is not None:
            self.headers["X-API-Key"] = key
        if client is not None:
            client.sign_in()
            self.headers.update({"Cookie": client.cookie, "Sec-Fetch-Site": "same-origin"})

    def request(self, method, path, body=None, expect=None, headers=None):
        return self.client.request(method, path, body, headers={**self.headers, **(headers or {})}, expect=expect)

    def get(self, what, expect=200):
        return self.request("GET", "/api/v1/get/" + urllib.parse.quote(what), expect=expect).json()

    def post(self, what, body, expect=200):
        """The entries of the answer."""
        return self.request("POST", "/api/v1/" + urllib.parse.quote(what), body, expect=expect).json()

    def done(self, what, body):
        """The same where all must have gone well."""
        entries = self.post(what, body)
        for entry in entries:
            if entry["type"] != "success":
                raise AssertionError(f"{what} {body}: {entry}")
        return entries

    def refused(self, what, body):
        """The word of the refusal."""
        [entry] = self.post(what, body)
        if entry["type"] != "danger":
            raise AssertionError(f"{what} {body}: {entry}")
        return entry["msg"] if isinstance(entry["msg"], str) else entry["msg"][0]


class ApiTest(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = Caller(cls.stack, cls.new_key())

    @classmethod
    def new_key(cls, *fields):
        name = f"test {os.getpid()} {random.randrange(16 ** 8):08x}"
        done = cls.stack.command("api", "add", "apikey", f"name={name}", *fields, "--json")
        cls.addClassCleanup(cls.stack.command, "api", "delete", "apikey", name, check=False)
        return json.loads(done.stdout)["key"]

    @classmethod
    def new_domain(cls, **attributes):
        """A domain of its own for a test; it goes with all that is in it."""
        name = f"d{random.randrange(16 ** 8):08x}.example"
        cls.api.done("add/domain", {"domain": name, "aliases": 100, "mailboxes": 100, "quota": 0,
                                    "maxquota": 0, "defquota": 100, **attributes})
        cls.addClassCleanup(cls.drop_domain, name)
        return name

    @classmethod
    def drop_domain(cls, name):
        boxes = cls.api.get(f"mailbox/all/{name}")
        if boxes:
            cls.api.post("delete/mailbox", [box["username"] for box in boxes])
        for kind, key_of in (("group", "address"), ("shared-mailbox", "address"), ("shared-collection", "id")):
            for key in [o[key_of] for o in cls.api.get(f"{kind}/all") or [] if o["domain"] == name]:
                cls.api.post(f"delete/{kind}", [key])
        cls.api.post("delete/domain", [name])

    @classmethod
    def new_mailbox(cls, domain, local="box", password="correct horse", **attributes):
        cls.api.done("add/mailbox", {"domain": domain, "local_part": local, "password": password,
                                     "password2": password, **attributes})
        return f"{local}@{domain}"
