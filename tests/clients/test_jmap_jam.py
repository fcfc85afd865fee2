"""jmap-jam (npm), a JMAP client that knows bearer tokens alone: it gets one by OAuth, makes a
mailbox and a draft, sends it, reads it back by references in one request, and its file."""

import json
import os
import subprocess
import unittest

from harness import ROOT, wait_for
from oauth_case import OAuthCase


class JamTest(OAuthCase):
    def test_a_message_from_draft_to_sent(self):
        token = self.tokens(self.app, scope="mail")["access_token"]
        friend = self.stack.new_account("friend")
        environment = dict(os.environ, NODE_EXTRA_CA_CERTS=os.path.join(self.stack.state, "tls", "ca.crt"))
        done = subprocess.run(["node", os.path.join(ROOT, "tests/clients/jam.mjs"), f"https://localhost:{self.stack.port('https')}/.well-known/jmap",
                               token, friend.address], env=environment, capture_output=True, text=True, timeout=120)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        told = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(([["Jam", "spread thickly", True]], "a file", "accountNotFound"), (told["emails"], told["file"], told["error"]))
        self.assertTrue(told["mailbox"] and told["submission"])
        subjects = lambda: [e["subject"] for e in friend.jmap(("Email/query", {}), ("Email/get", {
            "#ids": {"resultOf": "c0", "name": "Email/query", "path": "/ids"}, "properties": ["subject"]}))[1][1]["list"]]
        wait_for(lambda: subjects() == ["Jam"])


if __name__ == "__main__":
    unittest.main()
