"""The `hayloft` commands: what they make, what they say, what they refuse."""

import base64
import contextlib
import hashlib
import imaplib
import json
import os
import re
import subprocess
import unittest

from cluster import DatabaseTest
from harness import PROGRAM, ROOT, Client, ServerTest

ALICE = "alice@example.org"


class DomainTest(DatabaseTest):
    def test_add_makes_a_key_and_shows_its_record(self):
        d = self.run_ok("domain", "add", "Example.ORG", "--description", "ours",
                        "--account-quota", "2G", "--max-accounts", "5")
        self.assertEqual(
            ("example.org", "ours", 2 << 30, 5, True),
            (d["name"], d["description"], d["account_quota"], d["max_accounts"], d["active"]))
        [record] = d["dkim"]
        self.assertEqual(("dkim._domainkey.example.org", "TXT"), (record["name"], record["type"]))
        self.assertTrue(record["value"].startswith("v=DKIM1; k=rsa; p="))
        key = base64.b64decode(record["value"].split("p=")[1])
        self.assertEqual(294, len(key))         # RSA 2048 as SubjectPublicKeyInfo
        self.assertEqual(d, self.run_ok("domain", "show", "example.org"))

    def test_letters_beyond_ascii_become_a_labels(self):
        d = self.run_ok("domain", "add", "Bücher.example")
        self.assertEqual(("xn--bcher-kva.example", "bücher.example"), (d["name"], d["display"]))
        u = self.run_ok("user", "add", "Anna@BÜCHER.example", "--random")
        self.assertEqual("anna@xn--bcher-kva.example", u["address"])

    def test_nonsense_is_refused(self):
        for name in ("localhost", "-a.example", "a_b.example", "a..b", "", "1.2.3.4", "a b.example"):
            self.refused(6, "domain", "add", name)
        self.assertEqual([], self.run_ok("domain", "list"))

    def test_twice_is_refused(self):
        self.run_ok("domain", "add", "example.org")
        self.refused(4, "domain", "add", "EXAMPLE.org")

    def test_edit_changes_what_is_given(self):
        self.run_ok("domain", "add", "example.org", "--description", "x", "--quota", "10G")
        d = self.run_ok("domain", "edit", "example.org", "--active", "off")
        self.assertEqual((False, "x", 10 << 30), (d["active"], d["description"], d["quota"]))

    def test_delete_waits_for_accounts(self):
        self.run_ok("domain", "add", "example.org")
        self.run_ok("user", "add", ALICE, "--random")
        self.run_ok("alias", "add", "info@example.org", ALICE)
        self.refused(7, "domain", "delete", "example.org", words="1 accounts")
        self.run_ok("user", "delete", ALICE)
        self.assertEqual({"deleted": "example.org"}, self.run_ok("domain", "delete", "example.org"))
        self.assertEqual([], self.run_ok("alias", "list"))
        self.refused(3, "domain", "show", "example.org")


class UserTest(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.run_ok("domain", "add", "example.org", "--account-quota", "3G")

    def hash_of(self, address):
        return self.db.sql("SELECT c.hash FROM credential c JOIN account a ON a.id = c.account_id"
                           f" WHERE a.address = '{address}' AND c.kind = 'password'")[0][0]

    def test_add(self):
        u = self.run_ok("user", "add", "Alice@Example.org", "--name", "Alice Ö", "--random")
        self.assertEqual((ALICE, "Alice Ö", "user", True, 3 << 30, 0),
                         tuple(u[k] for k in ("address", "name", "role", "active", "quota", "used")))
        self.assertGreaterEqual(len(u["password"]), 20)
        self.assertTrue(self.hash_of(ALICE).startswith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$"))
        self.assertNotIn(u["password"], self.hash_of(ALICE))
        self.assertNotIn("password", self.run_ok("user", "show", ALICE))

    def test_password_from_standard_input(self):
        u = self.run_ok("user", "add", ALICE, "--password-stdin", stdin="correct horse\n")
        self.assertNotIn("password", u)
        before = self.hash_of(ALICE)
        self.assertEqual({"address": ALICE}, self.run_ok(
            "user", "password", ALICE, "--password-stdin", stdin="battery staple\n"))
        self.assertNotEqual(before, self.hash_of(ALICE))

    def test_passwords_that_are_refused(self):
        for text in ("", "\n", "short\n", "x" * 2000):
            self.refused(6, "user", "add", ALICE, "--password-stdin", stdin=text)
        self.refused(6, "user", "add", ALICE, words="no terminal")
        self.refused(3, "user", "show", ALICE)

    def typed(self, *words):
        """What a terminal shows while WORDS are typed at the prompts of `user add`."""
        keyboard, terminal = os.openpty()
        try:
            done = subprocess.Popen(
                [PROGRAM, "user", "add", ALICE], stdin=terminal, stdout=subprocess.PIPE,
                stderr=terminal, env={**os.environ, "HAYLOFT_STATE": self.db.state})
            os.close(terminal)
            shown = b""
            for word in words:
                while not shown.endswith(b": "):
                    shown += os.read(keyboard, 1000)
                shown += b"\n"
                os.write(keyboard, word.encode() + b"\n")
            # What was written last is there a moment later; when nobody holds the terminal any more, reading fails.
            with contextlib.suppress(OSError):
                while part := os.read(keyboard, 1000):
                    shown += part
            done.communicate(timeout=60)
            return done.returncode, shown.decode()
        finally:
            os.close(keyboard)

    def test_password_at_a_prompt(self):
        code, shown = self.typed("correct horse", "correct house")
        self.assertEqual(6, code)
        self.assertIn("differ", shown)
        code, shown = self.typed("correct horse", "correct horse")
        self.assertEqual(0, code, shown)
        self.assertIn("Password: ", shown)
        self.assertNotIn("horse", shown)
        self.assertTrue(self.hash_of(ALICE))

    def test_quotas(self):
        for text, want in (("2G", 2 << 30), ("1.5G", 3 << 29), ("500m", 500 << 20), ("none", 0),
                           ("12345", 12345)):
            self.run_ok("user", "add", ALICE, "--random", "--quota", text)
            self.assertEqual(want, self.run_ok("user", "show", ALICE)["quota"])
            self.run_ok("user", "delete", ALICE)
        for text in ("", "-1", "2X", "G", "1e9", "many"):
            self.refused(6, "user", "add", ALICE, "--random", f"--quota={text}")

    def test_addresses_that_are_refused(self):
        for address in ("alice", "@example.org", "a b@example.org", "a+b@example.org",
                        "a@b@example.org", "ä@example.org", "a..b@example.org", "x" * 65 + "@example.org"):
            self.refused(6, "user", "add", address, "--random")
        self.refused(3, "user", "add", "alice@example.net", "--random", words="example.net")

    def test_an_address_is_one_thing(self):
        self.run_ok("user", "add", ALICE, "--random")
        self.run_ok("alias", "add", "info@example.org", ALICE)
        self.refused(4, "user", "add", ALICE.upper(), "--random")
        self.refused(4, "user", "add", "info@example.org", "--random")
        self.refused(4, "alias", "add", ALICE, "bob@example.net")

    def test_edit(self):
        self.run_ok("user", "add", ALICE, "--random", "--name", "A")
        u = self.run_ok("user", "edit", ALICE, "--role", "admin", "--quota", "1G")
        self.assertEqual(("A", "admin", 1 << 30), (u["name"], u["role"], u["quota"]))
        for text, want in (("2G", 2 << 30), ("none", 0), ("default", -1)):
            u = self.run_ok("user", "edit", ALICE, "--dav-quota", text)
            self.assertEqual((want, 0, 1 << 30), (u["dav_quota"], u["dav_used"], u["quota"]))
            self.run_ok("user", "edit", ALICE, "--name", "B")
            self.assertEqual(want, self.run_ok("user", "show", ALICE)["dav_quota"])
        self.refused(6, "user", "edit", ALICE, "--dav-quota", "much")
        self.refused(6, "user", "edit", ALICE, "--role", "king")
        self.refused(6, "user", "edit", ALICE, "--active", "perhaps")
        self.refused(3, "user", "edit", "bob@example.org", "--name", "B")

    def test_bounds_of_the_domain(self):
        self.run_ok("domain", "edit", "example.org", "--max-accounts", "2", "--quota", "5G")
        self.run_ok("user", "add", ALICE, "--random")                       # 3G
        self.refused(7, "user", "add", "bob@example.org", "--random")       # 3G more
        self.refused(7, "user", "add", "bob@example.org", "--random", "--quota", "none")
        self.run_ok("user", "add", "bob@example.org", "--random", "--quota", "2G")
        self.refused(7, "user", "edit", "bob@example.org", "--quota", "3G")
        self.refused(7, "user", "add", "carol@example.org", "--random", "--quota", "1", words="2 accounts")

    def test_app_passwords(self):
        self.run_ok("user", "add", ALICE, "--random")
        made = self.run_ok("user", "app-add", ALICE, "--name", "phone", "--protocols", "imap,smtp")
        [listed] = self.run_ok("user", "app-list", ALICE)
        self.assertEqual((made["id"], "phone", "imap smtp", None),
                         (listed["id"], listed["name"], listed["protocols"], listed["last_used"]))
        self.assertEqual([["1"]], self.db.sql(
            f"SELECT count(*) FROM mail.app_password WHERE login = '{ALICE}' AND 'imap' = ANY (services)"
            f" AND hash = encode(sha256('{made['password']}'), 'hex')"))
        self.refused(6, "user", "app-add", ALICE, "--protocols", "imap,gopher")
        self.refused(3, "user", "app-delete", ALICE, "12")
        self.run_ok("user", "app-delete", ALICE, made["id"])
        self.assertEqual([], self.run_ok("user", "app-list", ALICE))


class AliasTest(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.run_ok("domain", "add", "example.org", "--max-aliases", "2")

    def test_add_edit_delete(self):
        a = self.run_ok("alias", "add", "Info@example.org", "b@example.net", "a@example.net")
        self.assertEqual(("info@example.org", ["a@example.net", "b@example.net"], True),
                         (a["address"], a["targets"], a["may_send"]))
        a = self.run_ok("alias", "edit", "info@example.org", "--to", "c@example.net",
                        "--may-send", "off", "--comment", "desk")
        self.assertEqual((["c@example.net"], False, "desk"), (a["targets"], a["may_send"], a["comment"]))
        self.assertEqual([a], self.run_ok("alias", "list", "--domain", "example.org"))
        self.run_ok("alias", "delete", "info@example.org")
        self.refused(3, "alias", "show", "info@example.org")

    def test_catch_all(self):
        self.run_ok("alias", "add", "@example.org", "a@example.net")
        self.assertEqual("@example.org", self.run_ok("alias", "show", "@EXAMPLE.org")["address"])

    def test_refused(self):
        self.refused(3, "alias", "add", "info@example.com", "a@example.net")
        self.refused(6, "alias", "add", "info@example.org", "info@example.org")
        self.refused(6, "alias", "add", "info@example.org", "nobody")
        self.run_ok("alias", "add", "1@example.org", "a@example.net")
        self.run_ok("alias", "add", "2@example.org", "a@example.net")
        self.refused(7, "alias", "add", "3@example.org", "a@example.net")


class ApikeyTest(DatabaseTest):
    def test_the_key_is_shown_once(self):
        k = self.run_ok("apikey", "add", "--name", "backup", "--read-only", "on",
                        "--allow-from", "192.0.2.0/24", "--allow-from", "2001:db8::7")
        self.assertEqual(43, len(k["key"]))
        self.assertEqual((True, ["192.0.2.0/24", "2001:db8::7"]), (k["read_only"], k["allow_from"]))
        self.assertNotIn("key", self.run_ok("apikey", "show", "backup"))
        self.assertEqual([[hashlib.sha256(k["key"].encode()).hexdigest()]], self.db.sql(
            "SELECT encode(key_sha256, 'hex') FROM api_key"))

    def test_edit_and_delete(self):
        self.run_ok("apikey", "add", "--name", "x", "--allow-from", "192.0.2.1")
        k = self.run_ok("apikey", "edit", "x", "--allow-from", "", "--active", "off")
        self.assertEqual(([], False), (k["allow_from"], k["active"]))
        self.run_ok("apikey", "delete", "x")
        self.refused(3, "apikey", "delete", "x")

    def test_refused(self):
        self.run_ok("apikey", "add", "--name", "x")
        self.refused(4, "apikey", "add", "--name", "x")
        self.refused(6, "apikey", "add")
        self.refused(6, "apikey", "add", "--name", "")
        self.refused(6, "apikey", "add", "--name", "y", "--allow-from", "somewhere")


class ShapeTest(DatabaseTest):
    """What holds for all commands."""

    def commands(self):
        """Every command, and the verbs that its help tells."""
        listed = self.db.run("--help").out
        for command in re.findall(r"^  ([a-z]+) +\S", listed, re.M):
            done = self.db.run(command, "--help")
            self.assertEqual((0, ""), (done.code, done.err))
            self.assertTrue(done.out.startswith(f"usage: hayloft {command}"), done.out)
            several = "VERB --help` lists" in done.out
            yield command, re.findall(r"^  ([a-z][a-z-]*)", done.out, re.M) if several else [], done.out

    def test_help_needs_no_database(self):
        count = 0
        for command, verbs, text in self.commands():
            for verb in verbs:
                self.assertIn(verb, text.splitlines()[0].replace("|", " ").split())
                one = self.db.run(command, verb, "--help")
                self.assertEqual((0, ""), (one.code, one.err))
                self.assertTrue(one.out.startswith(f"usage: hayloft {command} {verb}"), one.out)
                self.assertIn("--json", one.out)
                count += 1
        self.assertGreater(count, 60)

    def test_the_manual_has_every_option_that_help_tells(self):
        """tests/unit/test_man.c knows the commands of admin/ only."""
        with open(os.path.join(ROOT, "man", "hayloft.8")) as f:
            sections = dict(re.findall(r"^\.Ss hayloft (\S+)\n(.*?)(?=^\.S)", f.read(), re.M | re.S))
        everywhere = {"json", "config", "help"}
        for command, verbs, text in self.commands():
            told = [text] + [self.db.run(command, verb, "--help").out for verb in verbs]
            for option in set(re.findall(r"^  --([a-z0-9-]+)", "\n".join(told), re.M)) - everywhere:
                with self.subTest(command=command, option=option):
                    self.assertRegex(sections[command], rf"Fl -{option}\b")

    def test_wrong_usage(self):
        for args in (("user",), ("user", "fly"), ("user", "show"), ("user", "show", "a", "b"),
                     ("user", "list", "--colour"), ("user", "list", "--domain"),
                     ("user", "list", "--json=yes"), ("migrate", "now"), ("wording",), ("wording", "fly"), ("index",),
                     ("update", "--colour"), ("dav", "fly"), ("status", "now"), ("decode",), ("fly",), ()):
            done = self.db.run(*args)
            self.assertEqual((2, ""), (done.code, done.out), args)
            self.assertTrue(done.err, args)
            self.assertLessEqual(done.err.count("usage:"), 1, args)

    def test_people_get_a_table(self):
        self.run_ok("domain", "add", "example.org")
        self.run_ok("user", "add", ALICE, "--random", "--name", "Alice", "--quota", "2G")
        out = self.db.run("user", "list").out.splitlines()
        self.assertEqual("address name role active quota used".split(), out[0].split())
        self.assertEqual([ALICE, "Alice", "user", "on", "2G", "0"], out[1].split())

    def test_no_database(self):
        with open(self.db.state + "/hayloft.conf", "w") as f:
            f.write("database = host=/nonexistent dbname=x\n")
        done = self.refused(5, "user", "list")
        self.assertEqual("busy", done.json["error"]["status"])

    def test_nothing_runs_in_this_state_folder(self):
        with open(self.db.state + "/hayloft.conf", "w"):
            pass
        self.refused(5, "user", "list", words="is `hayloft run` up")

    def test_broken_configuration(self):
        with open(self.db.state + "/hayloft.conf", "w") as f:
            f.write("colour = blue\n")
        done = self.db.run("user", "list")
        self.assertEqual(6, done.code)
        self.assertIn("hayloft.conf:1: unknown key \"colour\"", done.err)

    def test_version(self):
        v = self.run_ok("version")
        self.assertRegex(v["version"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(v["schema"], self.run_ok("migrate")["now"])


class RunningTest(ServerTest):
    """While Hayloft runs, what commands change holds at once, also for mail programs."""

    def works(self, address, password):
        try:
            Client(self.stack, address, password).imap().logout()
        except imaplib.IMAP4.error:
            return False
        return True

    def test_a_new_password(self):
        dora = self.stack.new_account("dora", "the first one")
        self.assertTrue(self.works(dora.address, "the first one"))
        self.stack.command("user", "password", dora.address, "--password-stdin", input="the second\n")
        self.assertTrue(self.works(dora.address, "the second"))
        self.assertFalse(self.works(dora.address, "the first one"))

    def test_app_passwords_for_some_protocols(self):
        dora = self.stack.new_account("dora")
        for protocols, works in (("imap", True), ("smtp,dav", False)):
            made = json.loads(self.stack.command("user", "app-add", dora.address, "--protocols",
                                                 protocols, "--json").stdout)
            self.assertEqual(works, self.works(dora.address, made["password"]), protocols)
            self.stack.command("user", "app-delete", dora.address, made["id"])
            self.assertFalse(self.works(dora.address, made["password"]))

    def test_switched_off_and_on(self):
        dora = self.stack.new_account("dora")
        self.assertTrue(self.works(dora.address, dora.password))
        self.stack.command("user", "edit", dora.address, "--active", "off")
        self.assertFalse(self.works(dora.address, dora.password))
        self.stack.command("user", "edit", dora.address, "--active", "on")
        self.assertTrue(self.works(dora.address, dora.password))

    def test_a_new_domain(self):
        name = f"d{id(self)}.example"
        self.stack.command("domain", "add", name)
        self.addCleanup(self.stack.command, "domain", "delete", name)
        self.stack.command("user", "add", f"eve@{name}", "--password-stdin", input="a password\n")
        self.addCleanup(self.stack.command, "user", "delete", f"eve@{name}")
        self.assertTrue(self.works(f"eve@{name}", "a password"))
        who = self.anyone.post("/api/v2/session", {"login": f"eve@{name}", "password": "a password"},
                               expect=200).json()
        self.assertEqual(f"eve@{name}", who["address"])
        # With two domains a login without one is of the server's own, which none is.
        self.anyone.post("/api/v2/session", {"login": "eve", "password": "a password"}, expect=401)

    def test_a_quota_reaches_the_mailbox(self):
        dora = self.stack.new_account("dora")
        self.stack.command("user", "edit", dora.address, "--quota", "7M")
        imap = dora.imap()
        _, answer = imap.getquotaroot("INBOX")
        imap.logout()
        self.assertIn("7168", str(answer))

    def test_the_demo_accounts(self):
        self.assertEqual(
            [["admin@example.org", "admin"], ["alice@example.org", "user"],
             ["bob@example.org", "user"], ["carol@example.org", "user"]],
            self.stack.sql("SELECT address, role FROM account WHERE address IN"
                      " ('admin@example.org', 'alice@example.org', 'bob@example.org',"
                      " 'carol@example.org') ORDER BY address"))
        for address, password in self.stack.passwords().items():
            self.assertTrue(self.works(address, password), address)


if __name__ == "__main__":
    unittest.main()
