"""What administrators look at and do while the server runs: the queue, its
state, the logs, what happened to a message, who is kept out."""

import base64
import http.client
import json
import os
import random
import re
import signal
import smtplib
import socket
import subprocess
import threading
import time
import unittest
import urllib.parse

from api_case import ApiTest, Caller
from harness import Client, wait_for
from mail import MailTest, message


class OperationTest(ApiTest, MailTest):
    """Mail for LATER waits: nobody listens where it should go."""
    later = f"later{random.randrange(16 ** 6):06x}.example"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api.done("add/transport", {"destination": cls.later, "nexthop": "[127.0.0.1]:9"})
        cls.addClassCleanup(cls.empty_queue)
        here = cls.new_domain()
        chief = f"chief-{here[:9]}"
        cls.api.done("add/domain-admin", {"username": chief, "domains": here, "password": "correct horse"})
        cls.addClassCleanup(cls.api.post, "delete/domain-admin", [chief])
        cls.here, cls.box = here, cls.new_mailbox(here)
        cls.chief = Caller(cls.stack, client=Client(cls.stack, chief, "correct horse"))
        cls.person = Caller(cls.stack, client=cls.stack.client("alice"))

    @classmethod
    def empty_queue(cls):
        cls.api.post("delete/mailq", {"action": "super_delete"})
        for row in cls.api.get("transport/all"):
            if row["destination"] == cls.later:
                cls.api.post("delete/transport", [row["id"]])

    def v2(self, path, method="GET", body=None, expect=200, who=None):
        r = (who or self.api).request(method, "/api/v2/" + path, body, expect=expect)
        return r.json() if r.body and "json" in r.headers["content-type"] else r.text

    def hayloft(self, *args):
        done = self.stack.command(*args, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout

    def send(self, to, sender="alice", **kind):
        m = message(self.address(sender), to, **kind)
        self.submission(sender).sendmail(self.address(sender), [to], m.as_bytes())
        return m

    def queued(self, to):
        """The one message to TO in the queue, or None: also while it goes from one part of the queue to another."""
        found = [m for m in self.v2("queue")["messages"] if [r["address"] for r in m["recipients"]] == [to]]
        return found[0] if found else None

    def waiting(self, to):
        """The same when it is known to be there."""
        return wait_for(lambda: self.queued(to))


class QueueTest(OperationTest):
    def later_mail(self, **kind):
        """A message that was tried and waits."""
        to = f"u{random.randrange(16 ** 8):08x}@{self.later}"
        self.send(to, **kind)
        return to, wait_for(lambda: (m := self.queued(to)) and m["queue_name"] == "deferred" and m)

    def test_why_and_until_when_it_waits(self):
        to, m = self.later_mail()
        self.assertEqual(("alice@example.org", "deferred"), (m["sender"], m["queue_name"]))
        self.assertIn("refused", m["recipients"][0]["delay_reason"])
        self.assertGreater(m["next_retry"], m["arrival_time"])
        [row] = wait_for(lambda: [r for r in self.api.get("mailq/all") if r["queue_id"] == m["queue_id"]])
        self.assertRegex(row["recipients"][0], re.escape(to) + r" \(.*refused")
        wait_for(lambda: m["queue_id"] in self.hayloft("queue", "list"))

    def test_what_it_says(self):
        """Nobody's bytes speak to a browser or a terminal."""
        _, m = self.later_mail(subject="<script>x</script>", text="\x1b[31mred\n")
        text = self.api.get(f"postcat/{m['queue_id']}")
        self.assertIn("<script>x</script>", text)
        r = self.api.request("GET", f"/api/v2/queue/{m['queue_id']}", expect=200)
        self.assertEqual(("text/plain; charset=utf-8", "nosniff"),
                         (r.headers["content-type"], r.headers["x-content-type-options"]))
        shown = self.hayloft("queue", "show", m["queue_id"])
        self.assertIn("[31mred", shown)
        self.assertNotIn("\x1b", shown)

    def test_held_released_deleted(self):
        to, m = self.later_mail()
        name = m["queue_id"]
        self.api.done("edit/mailq", {"items": [name], "attr": {"action": "hold"}})
        held = self.waiting(to)
        self.assertEqual(("hold", 0), (held["queue_name"], held["next_retry"]))
        self.api.done("edit/mailq", {"items": name, "attr": {"action": "unhold"}})
        self.assertNotEqual("hold", self.waiting(to)["queue_name"])
        self.v2("queue", "POST", {"action": "hold", "ids": [name]}, expect=204)
        self.hayloft("queue", "release", name)
        wait_for(lambda: self.waiting(to)["queue_name"] == "deferred")
        self.api.done("edit/mailq", {"items": [name], "attr": {"action": "deliver"}})
        self.api.done("edit/mailq", {"action": "flush"})
        self.api.done("delete/mailq", [name])
        self.assertIsNone(self.queued(to))
        rows = self.stack.sql(f"SELECT event FROM audit WHERE object = '{name}' ORDER BY id")
        self.assertEqual(["mailq.hold", "mailq.release", "mailq.hold", "mailq.release", "mailq.deliver",
                          "mailq.delete"], [row[0] for row in rows])

    def test_what_is_not_there(self):
        for name in ("4jWN0C2ncwz1g5QM", "ALL", "-d", "../x", "x" * 40, "a b", "a\tb", "a\nb", ""):
            with self.subTest(name=name):
                self.assertIn(self.api.refused("edit/mailq", {"items": [name], "attr": {"action": "hold"}}),
                              ("queue_unknown", "value_invalid"))
                self.assertIn(self.api.refused("delete/mailq", [name]), ("queue_unknown", "value_invalid"))
                if name:
                    r = self.api.request("GET", "/api/v2/queue/" + urllib.parse.quote(name, safe=""))
                    self.assertIn(r.code, (400, 404), r)
        for body in ({"items": [], "attr": {"action": "hold"}}, {"attr": {"action": "delete"}},
                     {"items": ["4jWN0C2ncwz1g5QM"], "attr": {"action": "explode"}}, {"action": "hold"}, {},
                     {"items": ["4jWN0C2ncwz1g5QM"] * 101, "attr": {"action": "hold"}}):
            with self.subTest(body=body):
                self.api.refused("edit/mailq", body)
        self.assertEqual({}, self.api.get("postcat/4jWN0C2ncwz1g5QM"))

    def test_for_the_servers_administrators_alone(self):
        for who in (self.chief, self.person):
            for path in ("mailq/all", "postcat/4jWN0C2ncwz1g5QM", "status/containers", "logs/postfix/5",
                         "logs/rspamd-history/5"):
                who.get(path, expect=403)
            self.assertEqual("access_denied", who.refused("edit/mailq", {"action": "flush"}))
            self.assertEqual("access_denied", who.refused("delete/mailq", {"action": "super_delete"}))
        scoped = Caller(self.stack, self.new_key("scope=get:mailq"))
        scoped.get("mailq/all")
        scoped.get("logs/postfix/5", expect=403)
        self.assertEqual("access_denied", scoped.refused("edit/mailq", {"action": "flush"}))

    def test_the_operator_has_few_capabilities(self):
        """No module, no mount, no raw socket: eight of them, for itself and for what it runs."""
        with open(f"/proc/{self.stack.pids('operator')[0]}/status") as f:
            sets = dict(re.findall(r"^(Cap\w+):\t([0-9a-f]+)$", f.read(), re.M))
        few = sum(1 << number for number in (1, 2, 3, 5, 6, 7, 12, 19))
        for name in ("CapPrm", "CapEff", "CapBnd", "CapInh"):
            with self.subTest(set=name):
                self.assertEqual(0, int(sets[name], 16) & ~few)

    def test_the_operator_serves_nobody_else(self):
        """And comes back when it dies."""
        pids = self.stack.pids("operator")
        path = os.path.join(self.stack.state, "run", "operator.sock")
        ask = ("import socket, sys\ns = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
               "s.sendall(b'queue-count\\n'); print(s.makefile().read())")
        done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", "/usr/bin/python3", "-c", ask, path],
                              capture_output=True, text=True)
        self.assertNotIn("ok", done.stdout)
        for question, answer in ((b"queue-count\n", b"ok\n"), (b"rm\t-rf\n", b"invalid\t"), (b"\n", b"invalid\t"),
                                 (b"queue-do\thold\t-d\tALL\n", b"invalid\t"), (b"x" * 8000, b"invalid\t"),
                                 (b"log-before\t../../etc/shadow\t-\t5\t\n", b"not-found\t"),
                                 (b"rspamd\t/../x\n", b"invalid\t"), (b"queue-show\t\x1b\n", b"invalid\t")):
            with self.subTest(question=question[:40]), socket.socket(socket.AF_UNIX) as s:
                s.connect(path)
                s.sendall(question)
                s.shutdown(socket.SHUT_WR)
                self.assertTrue((got := s.makefile("rb").read()).startswith(answer), got[:80])
        os.kill(pids[0], signal.SIGKILL)
        wait_for(lambda: (now := self.stack.pids("operator")) and now != pids and
                 self.api.request("GET", "/api/v2/queue").code == 200)


class StateTest(OperationTest):
    def test_services_memory_and_disk(self):
        status = self.v2("status")
        by_name = {s["name"]: s for s in status["services"]}
        for name in ("postgresql", "redis", "rspamd", "dovecot", "postfix"):
            self.assertEqual("ready", by_name[name]["state"])
            self.assertGreater(by_name[name]["pss"], 1 << 20, name)
            self.assertGreaterEqual(by_name[name]["count"], 1)
        self.assertGreater(by_name["postgresql"]["count"], 3)
        self.assertLess(status["pss"], 2 << 30)
        self.assertGreater(status["machine"]["mail_total"], status["machine"]["mail_free"])
        self.assertEqual({"maildrop", "incoming", "active", "deferred", "hold"}, set(status["queue"]))
        # One that is just going has no memory any more.
        shown = wait_for(lambda: (now := self.stack.status()) and all(p.get("pss") for p in now["processes"]) and now)
        self.assertEqual({"front", "watcher", "operator", "worker"}, {p["name"] for p in shown["processes"]})
        self.assertGreater(shown["pss"], 1 << 20)

    def test_as_mailcow_says_it(self):
        containers = self.api.get("status/containers")
        self.assertEqual("running", containers["postfix-mailcow"]["state"])
        self.assertRegex(containers["dovecot-mailcow"]["started_at"], r"^20\d\d-\d\d-\d\dT")
        vmail = self.api.get("status/vmail")
        self.assertRegex(vmail["used_percent"], r"^\d+%$")
        self.assertRegex(vmail["total"], r"^[\d.]+[KMGTP]$")
        self.assertGreater(self.api.get("status/host")["memory"]["total"], 1 << 28)
        self.assertFalse(self.api.get("status/solr")["solr_enabled"])


    def test_numbers_over_time(self):
        """A quarter of a minute after the start, and then every minute."""
        series = wait_for(lambda: self.v2("measures")["series"], 120)
        for name in ("service.postfix", "queue.deferred", "pss", "pss.dovecot", "mail_free", "bans", "mail.taken", "quarantined", "signins_refused"):
            self.assertIn(name, series)
            at, value = series[name][-1]
            self.assertAlmostEqual(time.time(), at, delta=600)
        self.assertEqual(1, series["service.postfix"][-1][1])
        only = self.v2("measures?names=bans,pss&step=3600")
        self.assertEqual(({"bans", "pss"}, 3600), (set(only["series"]), only["step"]))
        for query in ("step=1", "step=x", "since=2000-01-01", "since=soonish", "step="):
            self.v2("measures?" + query, expect=400)
        self.v2("measures", who=self.chief, expect=403)
        watched = self.api.get("logs/watchdog/20")
        self.assertIn("postfix", {row["service"] for row in watched})
        self.assertEqual({"time", "service", "lvl", "hpnow", "hptotal", "hpdiff"}, set(watched[0]))
        # The row is there before the fronts hear of it; one that was made anew hears of the next one.
        text = wait_for(lambda: "hayloft_service_of{" in (now := self.anyone.get("/metrics", expect=200).text) and now, 120)
        for line in ('hayloft_service_of{name="postfix"} 1', 'hayloft_queue_of{name="deferred"} ', "hayloft_bans ",
                     "hayloft_mail_free ", "hayloft_mail_disk "):
            self.assertIn("\n" + line, text)
        # As promtool wants it: what each is, and "_total" of what counts up.
        helped = set(re.findall(r"^# HELP (\w+) \S.*\.$", text, re.M))
        kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", text, re.M))
        self.assertEqual(helped, set(kinds))
        self.assertEqual(set(), {name for name, kind in kinds.items() if name.endswith("_total") != (kind == "counter")})
        sampled = {re.sub("_(bucket|sum|count)$", "", name) if kinds.get(name) is None else name
                   for name in re.findall(r"^(\w+)[{ ]", text, re.M)}
        self.assertEqual(set(), sampled - set(kinds))


class LogTest(OperationTest):
    def test_lines_in_mailcows_shape(self):
        to = f"u{random.randrange(16 ** 8):08x}@{self.later}"
        self.send(to)
        [line, *_] = wait_for(lambda: [x for x in self.api.get("logs/postfix/300") if to in x["message"]])
        self.assertEqual({"time", "priority", "program", "message"}, set(line))
        self.assertRegex(line["program"], r"^postfix/\w+")
        self.assertAlmostEqual(time.time(), int(line["time"]), delta=600)
        times = [int(x["time"]) for x in self.api.get("logs/dovecot/20")]
        self.assertEqual(sorted(times, reverse=True), times)
        history = wait_for(lambda: self.api.get("logs/rspamd-history/5"))
        self.assertIn("symbols", history[0])
        self.assertIn("scanned", self.api.get("logs/rspamd-stats"))
        wait_for(lambda: any(x["uri"].startswith("/api/v1/get/logs/postfix") for x in self.api.get("logs/api/50")))
        for bad in ("0", "x", "99999", "-1"):
            self.api.get(f"logs/postfix/{bad}", expect=400)

    def test_who_sends_too_fast_is_seen_and_let_go_on(self):
        box = self.new_mailbox(self.here, "fast", "correct horse")
        self.api.done("edit/rl-mbox", {"items": box, "attr": {"rl_value": "1", "rl_frame": "d"}})
        def send():
            s = smtplib.SMTP_SSL("127.0.0.1", self.port(465), timeout=60, context=self.tls)
            self.addCleanup(s.close)
            s.login(box, "correct horse")
            m = message(box, "alice@example.org")
            s.sendmail(box, ["alice@example.org"], m.as_bytes())
            return m
        send()
        with self.assertRaises(smtplib.SMTPDataError):
            send()
        [row] = wait_for(lambda: [r for r in self.api.get("logs/ratelimited/50") if r["user"] == box])
        self.assertEqual((box, [box], "127.0.0.1"), (row["from"], [row["rl_name"]], row["ip"]))
        self.api.refused("delete/rlhash", ["HAYLOFT_POLICY"])
        self.api.refused("delete/rlhash", [])
        self.api.done("delete/rlhash", [row["rl_hash"]])
        send()

    def test_search_and_pages(self):
        # It says something about every look of ours at it.
        wait_for(lambda: len(self.v2("logs/dovecot?count=6")["lines"]) == 6)
        first = self.v2("logs/dovecot?count=3")
        older = self.v2(f"logs/dovecot?count=3&before={first['before']}")
        places = [x["place"] for x in older["lines"] + first["lines"]]
        self.assertEqual(6, len(set(places)))
        whole = [x["place"] for x in self.v2("logs/dovecot?count=1000")["lines"]]
        at = whole.index(places[0])
        self.assertEqual(places, whole[at:at + 6])
        found = self.v2("logs/postfix?word=DAEMON%20started&count=3")["lines"]
        self.assertTrue(found and all("daemon started" in x["message"] for x in found))
        self.assertEqual([], self.v2("logs/postfix?word=no-such-word-" + "x" * 30)["lines"])
        for path in ("logs/shadow", "logs/..%2Fx", "logs/", "logs/a/b"):
            self.v2(path, expect=404)
        for query in ("count=0", "count=99999", "before=x", "before=1:2&after=1:2", "after=0:1", "wait=60", "before=1:-1"):
            self.v2("logs/postfix?" + query, expect=400)

    def test_live(self):
        """Whoever waits at the end hears what comes, and nothing twice."""
        at = self.v2("logs/postfix?count=1&after=-")["after"]
        to = f"u{random.randrange(16 ** 8):08x}@{self.later}"
        timer = threading.Timer(0.5, self.send, (to,))
        timer.start()
        heard = []
        for _ in range(20):
            answer = self.v2(f"logs/postfix?after={at}&wait=5&word={to}")
            at = answer["after"]
            heard += answer["lines"]
            if any("status=deferred" in x["message"] for x in heard):
                break
        timer.join()
        self.assertTrue(heard)
        self.assertEqual(len(heard), len({x["place"] for x in heard}))

    def test_from_the_shell(self):
        out = self.hayloft("logs", "postfix", "--word", "daemon started", "--count", "1")
        self.assertIn("postfix/master", out)
        row = json.loads(self.hayloft("logs", "postfix", "--count", "1", "--json"))
        self.assertIn("place", row)
        self.assertEqual(3, self.stack.command("logs", "nothing", check=False).returncode)


class TraceTest(OperationTest):
    def trace(self, who=None, expect=200, **filters):
        query = urllib.parse.urlencode(filters)
        answer = self.v2("trace?" + query, who=who, expect=expect)
        return answer["messages"] if expect == 200 else answer

    def test_from_a_sender_into_a_mailbox(self):
        m = self.send("bob@example.org")
        [t] = wait_for(lambda: [t for t in self.trace(message_id=m["Message-ID"])
                                if t["ended"] and t["action"] and t["recipients"][0]["mailbox"]])
        self.assertEqual(("alice@example.org", "alice@example.org", "submissions", "127.0.0.1", "no action"),
                         (t["sender"], t["login"], t["via"], t["remote"], t["action"]))
        self.assertIn("DKIM_SIGNED", t["symbols"])
        [r] = t["recipients"]
        self.assertEqual(("bob@example.org", "sent", "INBOX"), (r["recipient"], r["state"], r["mailbox"]))
        shown = self.hayloft("trace", "list", "--message-id", m["Message-ID"])
        self.assertIn("sent in INBOX", shown)

    def test_an_alias_a_delay_and_a_refusal(self):
        self.api.done("add/alias", {"address": f"team@{self.here}", "goto": self.box})
        self.send(f"team@{self.here}")
        [t] = wait_for(lambda: self.trace(recipient=f"TEAM@{self.here}"))
        self.assertEqual((f"team@{self.here}", self.box), (t["recipients"][0]["original"], t["recipients"][0]["recipient"]))
        to = f"u{random.randrange(16 ** 8):08x}@{self.later}"
        self.send(to)
        [t] = wait_for(lambda: self.trace(recipient=to, state="deferred"))
        self.assertIn("refused", t["recipients"][0]["reply"])
        nobody = f"n{random.randrange(16 ** 8):08x}@{self.here}"
        with self.assertRaises(smtplib.SMTPRecipientsRefused):
            self.smtp().sendmail(self.outside, [nobody], b"x")
        [t] = wait_for(lambda: self.trace(recipient=nobody))
        self.assertIn("User unknown", t["refused"])
        self.assertEqual((None, "refused", self.outside), (t["queue_id"], t["recipients"][0]["state"], t["sender"]))

    def test_a_state_that_there_is_not(self):
        done = self.stack.command("trace", "list", "--state", "delivered", check=False)
        self.assertEqual(6, done.returncode)
        self.assertIn("sent, deferred, bounced, refused", done.stderr)
        self.v2("trace?state=delivered", expect=400)

    def test_whose_it_is(self):
        ours, theirs = self.send(self.box), self.send("bob@example.org")
        both = message(self.address("alice"), "x")
        self.submission("alice").sendmail(self.address("alice"), [self.box, "bob@example.org"], both.as_bytes())
        for m in (ours, theirs, both):
            wait_for(lambda m=m: [t for t in self.trace(message_id=m["Message-ID"]) if t["ended"]])
        self.assertEqual(1, len(self.trace(self.chief, message_id=ours["Message-ID"])))
        self.assertEqual([], self.trace(self.chief, message_id=theirs["Message-ID"]))
        [t] = self.trace(self.chief, message_id=both["Message-ID"])
        self.assertEqual([self.box], [r["recipient"] for r in t["recipients"]])
        self.assertEqual(2, len(self.trace(message_id=both["Message-ID"])[0]["recipients"]))
        self.trace(self.person, expect=403)
        self.v2("trace?days=0", "DELETE", expect=403, who=self.chief)
        self.trace(Caller(self.stack), expect=401)

    def test_pages_and_forgetting(self):
        for _ in range(3):
            self.send(self.box)
        wait_for(lambda: len(self.trace(self.chief)) >= 3)
        first = self.v2("trace?limit=2", who=self.chief)
        rest = self.v2(f"trace?limit=2&before={first['before']}", who=self.chief)
        self.assertGreater(first["messages"][1]["id"], rest["messages"][0]["id"])
        for query in ("limit=0", "limit=9999", "before=x", "since=yesterdayish", "before=-1"):
            self.v2("trace?" + query, expect=400)
        self.stack.sql("UPDATE mail_trace SET at = now() - interval '400 days' WHERE id ="
                       f" {first['messages'][0]['id']}")
        self.assertGreaterEqual(self.v2("trace?days=300", "DELETE")["forgotten"], 1)
        self.assertNotIn(first["messages"][0]["id"], [t["id"] for t in self.trace(self.chief)])
        self.v2("trace", "DELETE", expect=400)


class BanTest(OperationTest):
    """The tests' own address is the loopback, which is never banned by itself but
    can be put on the list; other addresses guess through Dovecot's question to us."""

    def service(self, command, remote, login="alice@example.org", **more):
        """Dovecot's question before a password is looked at; its verdict."""
        with open(os.path.join(self.stack.state, "conf", "password.service")) as f:
            basic = base64.b64encode(b"service:" + f.read().strip().encode()).decode()
        c = http.client.HTTPConnection("127.0.0.1", self.port(80), timeout=60)
        self.addCleanup(c.close)
        c.request("POST", f"/internal/auth-policy?command={command}", json.dumps(
            {"login": login, "remote": remote, "protocol": "imap", **more}),
            {"Authorization": "Basic " + basic, "Content-Type": "application/json"})
        r = c.getresponse()
        self.assertEqual(200, r.status)
        return json.loads(r.read())["status"]

    def guess(self, remote, times, login=None):
        login = login or f"nobody{random.randrange(16 ** 8)}@example.org"
        return [self.service("allow", remote, f"{i}{login}") for i in range(times)]

    def bans(self):
        return {b["network"]: b for b in self.v2("bans")["bans"]}

    def setUp(self):
        super().setUp()
        for do in (self.stack.sql, lambda text: self.addCleanup(self.stack.sql, text)):
            do("DELETE FROM ban; DELETE FROM ban_list; DELETE FROM ban_attempt;"
               " DELETE FROM ban_setting; INSERT INTO ban_setting DEFAULT VALUES")

    def test_a_name_on_the_list_is_looked_up(self):
        # Names that no DNS need be asked for.
        friend, foe = "0xcb.0.0x71.7", "0xcb.0.0x71.8"
        self.hayloft("ban", "allow", friend)
        self.assertEqual([["{203.0.113.7}"]], self.stack.sql(f"SELECT addresses FROM ban_list WHERE entry = '{friend}'"))
        # It leads elsewhere by now: that is found out when somebody is about to be kept out.
        self.stack.sql("UPDATE ban_list SET addresses = '{192.0.2.1}', looked_up = now() - interval '1 hour'")
        self.assertEqual([0] * 13, self.guess("203.0.113.7", 13))
        self.hayloft("ban", "deny", foe)
        self.assertEqual([-1], self.guess("203.0.113.8", 1))

    def test_whoever_guesses_is_banned_and_lifted(self):
        net = f"198.51.{random.randrange(256)}.{random.randrange(256)}"
        self.assertEqual([0] * 10 + [-1] * 3, self.guess(net, 13))
        ban = self.bans()[net + "/32"]
        self.assertEqual(1, ban["times"])
        self.assertIn("10 wrong passwords", ban["reason"])
        self.assertAlmostEqual(1800, ban["seconds"], delta=300)
        [active] = self.api.get("fail2ban")["active_bans"]
        self.assertEqual((net + "/32", net), (active["network"], active["ip"]))
        self.assertTrue(any(net in row["message"] and row["priority"] == "crit"
                            for row in self.api.get("logs/netfilter/50")))
        self.api.done("edit/fail2ban", {"items": [net + "/32"], "attr": {"action": "unban"}})
        self.assertEqual({}, self.bans())
        self.assertEqual([0], self.guess(net, 1))

    def test_each_time_for_longer_up_to_a_bound(self):
        self.v2("bans", "PATCH", {"max_attempts": 1, "ban_time": 100, "max_ban_time": 300}, expect=204)
        net = f"203.0.113.{random.randrange(256)}"
        for want in (100, 200, 300, 300):
            self.assertEqual([0, -1], self.guess(net, 2))
            self.assertAlmostEqual(want, self.bans()[net + "/32"]["seconds"], delta=45)	# that are left
            self.stack.sql("UPDATE ban SET until = now() - interval '1 second'")

    def test_a_right_password_does_not_count(self):
        self.v2("bans", "PATCH", {"max_attempts": 2}, expect=204)
        net = "203.0.113.77"
        for _ in range(5):
            self.assertEqual(0, self.service("allow", net))
            self.service("report", net, success=True)
        self.assertEqual({}, self.bans())

    def test_networks(self):
        self.v2("bans", "PATCH", {"max_attempts": 2, "netban_ipv4": 24}, expect=204)
        self.assertEqual([0, 0], self.guess("203.0.113.1", 2))
        self.assertEqual([-1], self.guess("203.0.113.200", 1))
        # A customer's /64 is one.
        self.assertEqual([0, 0], self.guess("2001:db8:7::1", 2))
        self.assertEqual([-1], self.guess("2001:db8:7:0:ffff::2", 1))
        self.assertEqual([0], self.guess("2001:db8:7:1::2", 1))
        self.assertEqual([-1], self.guess("::ffff:203.0.113.9", 1))
        self.assertEqual({"203.0.113.0/24", "2001:db8:7::/64"}, set(self.bans()))
        mail = dict(self.stack.sql("SELECT a, coalesce(mail.banned(a), '-') FROM unnest(array['203.0.113.9', '203.0.113',"
                                   " '203.0.114.1', '2001:db8:7::9', '2001:db8:8::9', 'mx.example', '999.1.1.1', ':', '']) a"))
        self.assertEqual({"203.0.113.9", "2001:db8:7::9"}, {a for a, said in mail.items() if said.startswith("521 ")})

    def test_lists(self):
        self.api.done("edit/fail2ban", {"items": "none", "attr": {
            "max_attempts": "2", "whitelist": "203.0.113.0/25,friend.example", "blacklist": "198.51.100.0/24"}})
        f2b = self.api.get("fail2ban")
        self.assertEqual(("203.0.113.0/25\nfriend.example", "198.51.100.0/24", ["198.51.100.0/24"], 2),
                         (f2b["whitelist"], f2b["blacklist"], f2b["perm_bans"], f2b["max_attempts"]))
        self.assertEqual([0] * 8, self.guess("203.0.113.5", 8))
        self.assertEqual([-1], self.guess("198.51.100.5", 1))
        public = self.anyone.get(f"/f2b-banlist?id={f2b['banlist_id']}", expect=200).text
        self.assertEqual("198.51.100.0/24\n", public)
        for query in ("", "?id=", "?id=" + "0" * 32):
            self.anyone.get("/f2b-banlist" + query, expect=404)
        for attr in ({"max_attempts": "0"}, {"ban_time": "x"}, {"netban_ipv4": "33"}, {"whitelist": "a b/99 ,\u0001"},
                     {"whitelist": "1.2.3"}, {"ban_time": 10 ** 12}, {"action": "explode"}, {"blacklist": "'; DROP"}):
            with self.subTest(attr=attr):
                self.api.refused("edit/fail2ban", {"items": ["x"], "attr": attr})
        self.assertEqual(f2b, self.api.get("fail2ban"))
        for verb in ("add", "lift", "allow", "deny"):
            for wrong in ("a b", "203.0.113.1/33", "2001:db8::/129", "203.0.113.1/", "203.0.113.1/99999999999", "::1/x"):
                with self.subTest(verb=verb, wrong=wrong):
                    done = self.stack.command("ban", verb, wrong, check=False)
                    self.assertEqual(6, done.returncode)
                    self.assertIn("no network", done.stderr)
                    self.assertNotIn("inet", done.stderr)
        self.hayloft("ban", "forget", "198.51.100.0/24")
        self.assertEqual([0], self.guess("198.51.100.5", 1))

    def connect(self, port, source="127.0.0.9"):
        return socket.create_connection(("127.0.0.1", self.port(port)), timeout=60, source_address=(source, 0))

    def test_every_service_refuses(self):
        """An address of this machine that is on the list of those kept out."""
        open_before = self.connect(443)
        self.addCleanup(open_before.close)
        self.hayloft("ban", "deny", "127.0.0.9")

        def is_refused():
            with self.connect(443) as s:
                try:
                    s.sendall(b"GET / HTTP/1.0\r\n\r\n")
                    return s.recv(100) == b""
                except ConnectionError:
                    return True
        wait_for(is_refused)
        # What was open is cut.
        open_before.settimeout(60)
        try:
            self.assertEqual(b"", open_before.recv(10))
        except ConnectionError:
            pass
        with smtplib.SMTP("127.0.0.1", self.port(25), timeout=60, source_address=("127.0.0.9", 0)) as smtp:
            smtp.ehlo()
            code, said = smtp.mail(self.outside)
            if code == 250:
                code, said = smtp.rcpt("alice@example.org")
            self.assertEqual((521, True), (code, b"kept out" in said))
        with self.connect(143) as s:
            f = s.makefile("rwb")
            f.readline()
            f.write(b"a LOGIN alice@example.org x\r\n")
            f.flush()
            self.assertTrue(f.readline().startswith(b"a NO"))
        # Others come in as before, and so does this one when it is taken from the list.
        self.anyone.get("/healthz", expect=200)
        self.hayloft("ban", "forget", "127.0.0.9")
        wait_for(self.may_connect)

    def may_connect(self):
        with self.connect(80) as s:
            s.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            try:
                return s.recv(100).startswith(b"HTTP/1.")
            except ConnectionError:
                return False

    def test_a_new_front_knows_them(self):
        self.hayloft("ban", "add", "127.0.0.9/32", "--seconds", "600")
        wait_for(lambda: not self.may_connect())
        os.kill(self.stack.pids("front")[0], signal.SIGKILL)
        wait_for(lambda: self.anyone.get("/healthz").code == 200 and not self.may_connect())
        self.hayloft("ban", "lift", "127.0.0.9/32")
        wait_for(self.may_connect)

    def test_for_the_servers_administrators_alone(self):
        for who in (self.chief, self.person):
            who.get("fail2ban", expect=403)
            self.v2("bans", who=who, expect=403)
            self.assertEqual("access_denied", who.refused("edit/fail2ban", {"items": "none", "attr": {"ban_time": 1}}))
            self.v2("bans", "POST", {"network": "192.0.2.1"}, who=who, expect=403)
        for body, code in (({"network": "x"}, 400), ({"network": "192.0.2.1", "seconds": 0}, 400), ({}, 400),
                           ({"list": "other", "entry": "192.0.2.1"}, 400), ({"network": "192.0.2.1"}, 204)):
            self.v2("bans", "POST", body, expect=code)
        self.v2("bans/" + urllib.parse.quote("192.0.2.1/32", safe=""), "DELETE", expect=204)
        self.v2("bans/" + urllib.parse.quote("192.0.2.1/32", safe=""), "DELETE", expect=404)


if __name__ == "__main__":
    unittest.main()
