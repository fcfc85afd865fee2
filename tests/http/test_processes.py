"""What happens to requests when processes of ours die, hang, restart, reload
or stop: never more than the one request that it concerns."""
import contextlib
import os
import signal
import ssl
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from harness import PROGRAM, ROOT, ServerTest, wait_for

ME = "/api/v2/session"


def kill(pids, sig=signal.SIGKILL):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):	# it ended meanwhile
            os.kill(pid, sig)


class Load:
    """Requests from several sides, each on a new connection, until stopped; what
    did not end in CODES is kept."""

    def __init__(self, client, threads=4, codes=(200,), path=ME):
        self.client, self.codes, self.path = client, codes, path
        self.stopped = threading.Event()
        self.count, self.odd = 0, []
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]

    def work(self):
        while not self.stopped.is_set():
            try:
                r = self.client.get(self.path)
                if r.code not in self.codes:
                    self.odd.append((r.code, r.body[:200]))
                self.count += 1
            except Exception as e:
                self.odd.append(repr(e))
            self.client.close()

    def __enter__(self):
        for t in self.threads:
            t.start()
        wait_for(lambda: self.count > 20)
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for t in self.threads:
            t.join()


class ProcessTest(ServerTest):
    """Alice and bob are signed in by cookie."""

    def setUp(self):
        super().setUp()
        self.healthy()
        self.alice.sign_in()
        self.bob.sign_in()

    def healthy(self):
        """Whatever was ended: everything is there again, and who signs in is known."""
        def answers():
            try:
                r = self.anyone.post(ME, {"login": self.carol.address, "password": self.carol.password})
                return r.code == 200 and self.stack.status().get("state") == "ready" and \
                    self.anyone.get(ME, headers={"Cookie": r.headers["set-cookie"].split(";")[0]}).code == 200
            except OSError:
                return False
        wait_for(answers, 120, 0.1)


class CrashTest(ProcessTest):
    own_stack = True

    def test_a_crash_costs_one_request(self):
        self.alice.get(ME, expect=200)
        bob = self.bob
        bob.get(ME, expect=200)
        with self.stack.locked("account") as lock, ThreadPoolExecutor(1) as pool:
            before = lock.waiting()
            victim = pool.submit(self.alice.get, ME)
            wait_for(lambda: lock.waiting() > before)
            workers = self.stack.pids("worker", "admin")
            kill(workers, signal.SIGSEGV)
            self.assertEqual(500, victim.result(60).code)
            lock.release()
        self.assertEqual(200, bob.get(ME).code)
        self.assertEqual(200, self.alice.get(ME).code)
        wait_for(lambda: set(workers).isdisjoint(self.stack.pids("worker", "admin")))

    def test_every_process_is_replaced(self):
        for name, pool in (("worker", "admin"), ("worker", "mail"), ("worker", "auth"),
                           ("watcher", None), ("operator", None), ("front", None)):
            with self.subTest(name=name, pool=pool):
                old = wait_for(lambda: self.stack.pids(name, pool))
                kill(old)
                wait_for(lambda: (new := self.stack.pids(name, pool)) and
                         set(old).isdisjoint(new))
                self.healthy()

    def test_every_service_is_replaced(self):
        for name in ("redis", "rspamd", "dovecot", "postfix", "postgresql"):
            with self.subTest(name=name):
                old = self.stack.pids(name)
                kill(old)
                wait_for(lambda: (new := self.stack.pids(name)) and set(old).isdisjoint(new))
                self.healthy()

    def test_the_master_is_replaced(self):
        master = self.stack.status()["pid"]
        kill([master])
        wait_for(lambda: self.stack.status().get("pid", master) != master)
        self.healthy()
        self.stack.space = os.readlink(f"/proc/{self.stack.status()['pid']}/ns/pid")
        self.assertTrue(os.path.exists(os.path.join(self.stack.state, "ready")))

    def test_a_burst_of_crashes_does_not_stop_the_rest(self):
        """Workers that die again and again are started with patience, and others serve on."""
        for _ in range(12):
            kill(self.stack.pids("worker", "dav"))
            time.sleep(0.05)
        self.healthy()
        wait_for(lambda: self.stack.pids("worker", "dav"))

    def test_a_worker_that_is_told_to_end_loses_nothing(self):
        with Load(self.alice, threads=2) as load:
            for _ in range(10):
                kill(self.stack.pids("worker", "admin"), signal.SIGTERM)
                time.sleep(0.2)
        self.assertEqual([], load.odd)


class DeadlineTest(ProcessTest):
    """Alone: what waits five seconds on a busy machine is ended, too."""
    config = "deadline = 5\n"

    def test_the_deadline_ends_a_worker_that_hangs(self):
        self.alice.get(ME, expect=200)
        workers = self.stack.pids("worker", "admin")
        kill(workers, signal.SIGSTOP)
        begin = time.monotonic()
        # Were nobody to end it, this would wait for ever.
        r = self.alice.get(ME, timeout=60)
        self.assertIn(r.code, (503, 504))
        self.assertGreater(time.monotonic() - begin, 3)
        self.healthy()
        wait_for(lambda: set(workers).isdisjoint(self.stack.pids("worker", "admin")))


class DatabaseTest(ProcessTest):
    own_stack = True

    def test_a_restart_is_503_and_success_is_on_disk(self):
        """Whoever was told 200 has a session afterwards; nobody is told anything but 200 or 503."""
        outcomes, stop = [], threading.Event()
        client = self.stack.client("alice")

        def sign_in():
            while not stop.is_set():
                r = self.anyone.post(ME, {"login": client.address, "password": client.password},
                                            headers={"Sec-Fetch-Site": "same-origin"})
                outcomes.append((r.code, r.headers.get("set-cookie", "").split(";")[0]))
                if r.code == 503:
                    self.assertIsNotNone(r.headers.get("retry-after"))
                    time.sleep(0.05)

        threads = [threading.Thread(target=sign_in) for _ in range(3)]
        for t in threads:
            t.start()
        wait_for(lambda: len(outcomes) > 5)
        old = self.stack.pids("postgresql")
        kill(old)
        wait_for(lambda: any(code == 503 for code, _ in outcomes))
        wait_for(lambda: outcomes[-1][0] == 200 and set(old).isdisjoint(self.stack.pids("postgresql")))
        stop.set()
        for t in threads:
            t.join()
        self.assertEqual(set(), {code for code, _ in outcomes} - {200, 503})
        for code, cookie in outcomes:
            if code == 200:
                self.anyone.get(ME, headers={"Cookie": cookie}, expect=200)

    def test_workers_start_while_the_database_is_away(self):
        """A front and its workers that begin without a database serve as soon as it is back."""
        kill(self.stack.pids("postgresql"), signal.SIGSTOP)
        try:
            old = self.stack.pids("worker")
            kill(old)
            wait_for(lambda: (new := self.stack.pids("worker", "admin")) and set(old).isdisjoint(new))
        finally:
            kill(self.stack.pids("postgresql"), signal.SIGCONT)
        wait_for(lambda: self.alice.get(ME).code == 200)


class QueueTest(ProcessTest):
    config = "queue = 5\npool.admin.floor = 1\npool.admin.ceiling = 1\ndeadline = 120\n"

    def test_more_than_the_queue_holds_is_told_to_come_back(self):
        self.alice.get(ME, expect=200)
        workers = self.stack.pids("worker", "admin")
        kill(workers, signal.SIGSTOP)
        try:
            with ThreadPoolExecutor(20) as pool:
                answers = [pool.submit(self.alice.get, ME) for _ in range(20)]
                full = wait_for(lambda: len(done := [a for a in answers if a.done()]) >= 10 and done)
                for a in full:
                    self.assertEqual(503, a.result().code)
                    self.assertGreater(int(a.result().headers["retry-after"]), 0)
                kill(workers, signal.SIGCONT)
                codes = [a.result().code for a in answers]
        finally:
            kill(workers, signal.SIGCONT)
        self.assertGreaterEqual(codes.count(200), 5)
        self.assertEqual(20, codes.count(200) + codes.count(503))

    def test_who_leaves_makes_room(self):
        """A client that hangs up while it waits does not hold its place in the queue."""
        self.leave_and_make_room("--http2")

    def test_who_leaves_by_http_1_makes_room(self):
        self.leave_and_make_room("--http1.1")

    def leave_and_make_room(self, version):
        self.alice.get(ME, expect=200)
        workers = self.stack.pids("worker", "admin")
        kill(workers, signal.SIGSTOP)
        try:
            def give_up(_):
                subprocess.run(["curl", "-s", version, "-m", "1", "--cacert", f"{self.stack.state}/tls/ca.crt",
                                "-H", f"Cookie: {self.alice.cookie}", self.stack.url + ME[1:]])
            with ThreadPoolExecutor(6) as pool:
                list(pool.map(give_up, range(6)))
            # HTTP/1 is looked at once a second.
            wait_for(lambda: 'hayloft_pool_queue{pool="admin"} 0\n' in self.anyone.get("/metrics", expect=200).text)
            with ThreadPoolExecutor(3) as pool:
                answers = [pool.submit(self.bob.get, ME) for _ in range(3)]
                time.sleep(1)
                kill(workers, signal.SIGCONT)
                self.assertEqual([200] * 3, [a.result().code for a in answers])
        finally:
            kill(workers, signal.SIGCONT)


class ReloadTest(ProcessTest):
    own_stack = True

    def generation(self):
        return max((p.get("generation", 0) for p in self.stack.status()["processes"]), default=0)

    def reload(self):
        before = self.generation()
        self.stack.process.send_signal(signal.SIGHUP)
        wait_for(lambda: self.generation() > before and all(
            p["state"] == "up" for p in self.stack.status()["processes"]))

    def test_no_request_is_lost(self):
        with Load(self.alice) as load:
            for _ in range(3):
                self.reload()
        self.assertEqual([], load.odd)
        wait_for(lambda: len(self.stack.pids("front")) == 1)

    def served(self):
        return ssl.get_server_certificate(("localhost", self.stack.port("https")))

    def test_a_renewed_certificate_is_served(self):
        """Nobody has to say so: the missing one is made again, and the new one is shown."""
        before = self.served()
        os.unlink(os.path.join(self.stack.state, "tls", "server.crt"))
        wait_for(lambda: self.served() != before)
        self.alice.get(ME, expect=200)

    def test_new_settings_hold(self):
        path = os.path.join(self.stack.state, "hayloft.conf")
        with open(path) as f:
            before = f.read()
        with open(path, "a") as f:
            f.write("pool.dav.floor = 3\n")
        self.reload()
        wait_for(lambda: len(self.stack.pids("worker", "dav")) == 3)
        with open(path, "w") as f:
            f.write(before)
        self.reload()

    def refusals(self):
        return self.stack.log(1_000_000).count("event=reload msg=\"refused")

    def test_a_broken_configuration_changes_nothing(self):
        path = os.path.join(self.stack.state, "hayloft.conf")
        with open(path) as f:
            before = f.read()
        with open(path, "a") as f:
            f.write("no.such.key = 1\n")
        fronts = self.stack.pids("front")
        before_it = self.refusals()
        self.stack.process.send_signal(signal.SIGHUP)
        wait_for(lambda: self.refusals() > before_it)
        with open(path, "w") as f:
            f.write(before)
        self.assertEqual(fronts, self.stack.pids("front"))
        self.alice.get(ME, expect=200)


class StopTest(ProcessTest):
    """Each of these ends its stack, so each starts one."""
    own_stack = True

    def setUp(self):
        if self.stack.process.poll() is not None:
            self.stack.start()
        super().setUp()

    def assert_nothing_left(self):
        wait_for(lambda: not self.stack.processes(), 90, message=f"left: {self.stack.processes()}")
        self.assertFalse(os.path.exists(os.path.join(self.stack.state, "ready")))

    def test_sigterm_lets_requests_finish(self):
        self.alice.get(ME, expect=200)
        with self.stack.locked("account") as lock, ThreadPoolExecutor(1) as pool:
            before = lock.waiting()
            answer = pool.submit(self.alice.get, ME)
            wait_for(lambda: lock.waiting() > before)
            self.stack.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            lock.release()
            self.assertEqual(200, answer.result(60).code)
        self.assertEqual(0, self.stack.process.wait(90))
        self.assert_nothing_left()

    def test_ctrl_c_in_a_terminal_leaves_nothing(self):
        # A terminal sends it to the whole group.
        os.killpg(self.stack.process.pid, signal.SIGINT)
        self.assertEqual(0, self.stack.process.wait(90))
        self.assert_nothing_left()

    def test_killing_the_guard_leaves_nothing(self):
        self.stack.process.kill()
        self.stack.process.wait()
        self.assert_nothing_left()

    def test_make_run_goes_on_when_its_outermost_process_is_killed(self):
        def master():
            return self.stack.status().get("pid")

        def goes_on():
            try:
                return master() not in (first, None) and self.alice.get(ME).code == 200
            except OSError:
                self.alice.close()
                return False
        self.stack.process.kill()
        self.stack.process.wait()
        self.assert_nothing_left()
        first = None
        with open(self.stack.log_path, "a") as log:
            again = subprocess.Popen(["sh", "httpd/again.sh", PROGRAM, "run", "--demo", "example.org"], cwd=ROOT,
                                     env=self.stack.run_environment(), stdout=log, stderr=log)
        try:
            wait_for(goes_on, 120, pause=0.2)
            first = master()
            with open(f"/proc/{again.pid}/task/{again.pid}/children") as f:
                os.kill(int(f.read().split()[0]), signal.SIGKILL)
            wait_for(goes_on, 120, pause=0.2)
            self.stack.know_space()
        finally:
            again.send_signal(signal.SIGTERM)
            self.assertEqual(0, again.wait(90))
        self.assert_nothing_left()

    def test_the_next_start_finds_everything(self):
        client = self.stack.new_account("keeper")
        self.stack.process.send_signal(signal.SIGTERM)
        self.stack.process.wait(90)
        self.stack.start()
        self.assertEqual(client.address, client.sign_in()["address"])


class SecondTest(ProcessTest):
    """What a second one says that finds a place taken."""

    def start(self, state, base):
        environment = dict(os.environ, HAYLOFT_STATE=state, HAYLOFT_PORT_BASE=str(base),
                           HAYLOFT_BIND="127.0.0.1")
        return subprocess.run([PROGRAM, "run"], cwd=ROOT, env=environment, text=True,
                              capture_output=True, timeout=60)

    def test_the_same_state_folder_is_refused(self):
        done = self.start(self.stack.state, self.stack.base + 500)
        self.assertEqual(1, done.returncode)
        self.assertIn(self.stack.state, done.stderr)
        self.assertTrue(os.path.exists(os.path.join(self.stack.state, "ready")))
        self.alice.get(ME, expect=200)

    def test_without_root_it_says_what_is_needed(self):
        if os.getuid() != 0:
            self.skipTest("is about giving up root")
        done = subprocess.run([PROGRAM, "run"], cwd="/", text=True, capture_output=True, timeout=60,
                              env=dict(os.environ, HAYLOFT_STATE="/tmp/hayloft-nobody"), user=65534, group=65534)
        self.assertEqual(1, done.returncode)
        self.assertIn("become root", done.stderr)
        self.assertFalse(os.path.exists("/tmp/hayloft-nobody"))

    def test_a_broken_configuration_is_told_with_its_line(self):
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "hayloft.conf"), "w") as f:
                f.write("host = a\nport.base = many\n")
            environment = dict(os.environ, HAYLOFT_STATE=folder)
            environment.pop("HAYLOFT_PORT_BASE", None)
            done = subprocess.run([PROGRAM, "run"], cwd=ROOT, env=environment, text=True,
                                  capture_output=True, timeout=60)
        self.assertEqual(1, done.returncode)
        self.assertIn("hayloft.conf:2", done.stderr)


class BoundsTest(ProcessTest):
    def test_a_body_over_the_route_s_bound(self):
        r = self.anyone.post(ME, b"x" * (64 * 1024), headers={"Content-Type": "application/json"})
        self.assertEqual(413, r.code)
        self.anyone.get("/healthz", expect=200)

    def test_another_method(self):
        r = self.alice.put(ME, {})
        self.assertEqual(405, r.code)
        self.assertEqual({"GET", "HEAD", "POST", "DELETE"},
                         set(r.headers["allow"].replace(" ", "").split(",")))

    def test_internal_routes_are_closed(self):
        for client in (self.anyone, self.alice, self.admin):
            self.assertIn(client.post("/internal/sync?account=1").code, (401, 403, 404))

    def test_status_shows_all(self):
        status = self.stack.status()
        self.assertEqual("ready", status["state"])
        self.assertEqual({"front", "watcher", "operator", "worker"}, {p["name"] for p in status["processes"]})
        self.assertEqual({"auth", "admin", "mail", "dav"},
                         {p["pool"] for p in status["processes"] if p["name"] == "worker"})
        # These are off until they are wanted; MTA-STS asks the DNS, which an offline server does not.
        self.assertEqual({"clamav", "unbound", "mta-sts"}, {s["name"] for s in status["services"] if s["state"] == "off"})
        self.assertEqual({"ready", "off"}, {s["state"] for s in status["services"]})
        def all_there():
            status = self.stack.status()
            return all(os.path.exists(f"/proc/{p['pid']}") for p in status["processes"] +
                       [s for s in status["services"] if s["state"] == "ready"])
        wait_for(all_there)	# a worker may go at any moment
        self.assertIn("Hayloft", self.stack.command("status").stdout)

    def test_each_process_has_the_rights_of_its_job(self):
        if os.getuid() != 0:
            self.skipTest("own users are for those who start as root")
        for p in self.stack.status()["processes"]:
            if p["name"] == "operator":
                continue	# keeps root's rights; who may ask it: test_operation.py

            def has_given_up():
                with open(f"/proc/{p['pid']}/status") as f:
                    status = dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)
                return "0" not in status["Uid"].split() and ("0000000000000000",) * 2 == (status["CapEff"], status["CapBnd"]) and \
                    status["NoNewPrivs"] == "1" and (status["Seccomp"] == "2" or "asan" in os.environ.get("B", ""))
            # A worker comes with more, and may go at any moment.
            with contextlib.suppress(FileNotFoundError):
                wait_for(has_given_up, message=f"has more: {p}")
