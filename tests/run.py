#!/usr/bin/python3
"""Runs tests and closes with one line: N passed, N failed.

    tests/run.py GROUP…          unit http attack clients fuzz ui
    tests/run.py --only FILE[:Class[.test]]

unit: each program of build/unit.  http, ui, clients, attack: files that lanes take in turn, each with a stack
that the files of one group have one after the other; a class that breaks things brings its own.  fuzz: seconds for
each fuzzer.  What failed is shown with its output; what passed is a number.

One or two that fail among so many are tried once more at the end, alone on a new stack, and named whatever comes of
it: a stall of the machine passes then, a fault does not.  A test that needs that often has a fault of its own.
"""
import atexit
import concurrent.futures
import glob
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
# One more than there are processors: tests wait more than they work.
LANES = max(2, min(3, (os.cpu_count() or 1) + 1))
FILE_SECONDS = 1800
LOGS = os.path.join(BUILD, "test-log")
sys.path.insert(0, os.path.join(ROOT, "tests", "http"))

SECOND_TRIES = 2	# more failures than these are no chance
lock = threading.Lock()
passed = failed = skipped = 0
doubts = []	# what failed and can be tried again: (name, failures, function of the environment that tells whether it is well)


def count(name, good, bad, output="", skips=0, seconds=0.0, excerpt=None, again=None):
    global passed, failed, skipped
    with lock:
        if bad and again is not None:
            doubts.append((name, bad, again))
        passed += good
        failed += bad
        skipped += skips
        mark = "FAIL" if bad else "ok"
        print(f"{mark:4} {name}: {good} passed" + (f", {bad} failed" if bad else "") +
              (f", {skips} skipped" if skips else "") + f" ({seconds:.1f} s)", flush=True)
        log = os.path.join(LOGS, name.replace("/", "-").replace(" ", "-") + ".log")
        with open(log, "w") as f:
            f.write(output)
        if bad:
            shown = (excerpt or output).splitlines()[-200:]
            print("\n".join("    " + line for line in shown) + f"\n    (all of it: {log})", flush=True)


def run(argv, timeout, environment=None):
    """(exit code or None when it took too long, output)"""
    p = subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, env=dict(os.environ, **(environment or {})),
                         start_new_session=True)
    try:
        out, _ = p.communicate(timeout=timeout)
        return p.returncode, out.decode(errors="replace")
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, 15)
        try:
            out, _ = p.communicate(timeout=70)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, 9)
            out, _ = p.communicate()
        return None, out.decode(errors="replace") + f"\nended after {timeout} s"


# unit

def unit(path):
    begin = time.monotonic()
    code, out = run([path], 900)
    good = len(re.findall(r"^\[       OK \]", out, re.M))
    bad = len(set(re.findall(r"^\[  FAILED  \] (\w+)$", out, re.M)))
    skips = len(set(re.findall(r"^\[  SKIPPED \] (\w+)$", out, re.M)))
    if code != 0 and bad == 0:
        bad = 1
    quiet = "\n".join(line for line in out.splitlines() if not re.match(r"\[ (RUN|      OK)", line))
    count("unit " + os.path.basename(path)[5:], good, bad, quiet, skips, time.monotonic() - begin,
          again=lambda _: run([path], 300)[0] == 0)


def run_unit():
    sources = sorted(glob.glob(os.path.join(ROOT, "tests/unit/test_*.c")))
    programs = [os.path.join(BUILD, "unit", os.path.basename(s)[:-2]) for s in sources]
    for missing in (p for p in programs if not os.path.exists(p)):
        count("unit " + os.path.basename(missing), 0, 1, "not built")
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        list(pool.map(unit, (p for p in programs if os.path.exists(p))))


# Python: http and attack

def python_once(path, only, environment):
    """One file in a process of its own; its results come back in a file: (exit code, output, results)."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as results:
        argv = [sys.executable, os.path.abspath(__file__), "--child", path, results.name] + only
        code, out = run(argv, FILE_SECONDS, environment)
        return code, out, json.loads(results.read() or "null")


def python(path, environment):
    begin = time.monotonic()
    code, out, r = python_once(path, [], environment)
    name = os.path.relpath(path, ROOT)[len("tests/"):-len(".py")]
    if r is None:
        count(name, 0, 1, out, 0, time.monotonic() - begin)
        return

    def again(other):
        code, out, _ = python_once(path, r["names"], other)
        print(out, flush=True)
        return code == 0
    # Where steps are random a second try would be another test.
    count(name, r["passed"], r["failed"] or (code != 0), out, r["skipped"], time.monotonic() - begin,
          again=again if r["names"] and "random" not in name else None)


def name_of(test):
    """Of a test, or of a class whose setUpClass failed, as loadTestsFromNames wants it, without its file."""
    words = getattr(test, "test_case", test).id()
    inner = re.search(r"\((.*)\)", words)
    return (inner.group(1) if inner else words).partition(".")[2]


def child(path, results, *only):
    import unittest
    folder, name = os.path.split(os.path.abspath(path))
    sys.path.insert(0, folder)
    names = [name[:-3] + "." + o for o in only] or [name[:-3]]
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)

    class Timed(unittest.TextTestResult):
        """Says how long each took."""
        def startTest(self, test):
            self.begin = time.monotonic()
            super().startTest(test)

        def stopTest(self, test):
            self.stream.writeln(f"    {time.monotonic() - self.begin:.1f} s")
            super().stopTest(test)
    result = unittest.TextTestRunner(sys.stdout, verbosity=2, buffer=False, resultclass=Timed).run(suite)
    wrong = [test for test, _ in result.failures + result.errors] + result.unexpectedSuccesses
    good = result.testsRun - len(result.failures) - len(result.skipped) - \
        len([1 for test, _ in result.errors if hasattr(test, "_testMethodName")])
    with open(results, "w") as f:
        json.dump({"passed": max(good, 0), "failed": len(wrong), "skipped": len(result.skipped),
                   "names": sorted({name_of(test) for test in wrong})}, f)
    sys.exit(1 if wrong else 0)


class Lane:
    """A stack that several files of a group use one after the other; a new one when it died."""

    def __init__(self):
        self.stack = self.group = None

    def environment(self, group):
        import harness
        if self.stack is not None and (group != self.group or self.stack.process.poll() is not None or
                                       self.stack.status().get("state") != "ready"):
            self.close()
        if self.stack is None:
            self.stack = harness.Stack().start()
            self.group = group
        return self.stack.variables()

    def close(self):
        if self.stack is not None:
            try:
                self.stack.stop()
            except AssertionError as e:
                count("stack", 0, 1, str(e))
            self.stack = None


def text_of(path):
    with open(path) as f:
        return f.read()


def needs_stack(path):
    if path.endswith(".mjs"):
        return True
    text = text_of(path)
    return re.search(r"^class \w+\((\w*ServerTest|JmapTest)\)", text, re.M) is not None or "HAYLOFT_" in text


def lanes(jobs, how_many):
    """Each job is the group, the file and the function that runs it."""
    jobs = list(jobs)

    def work():
        lane = Lane()
        try:
            while True:
                with lock:
                    if not jobs:
                        return
                    group, path, each = jobs.pop(0)
                try:
                    environment = lane.environment(group) if needs_stack(path) else {}
                except Exception as e:
                    count(os.path.relpath(path, ROOT), 0, 1, f"no stack: {e}")
                    continue
                each(path, environment)
        finally:
            lane.close()

    threads = [threading.Thread(target=work) for _ in range(min(how_many, len(jobs)))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def prepare():
    """The prepared state folder, made before lanes run into each other."""
    import harness
    begin = time.monotonic()
    try:
        harness.Template().make()
    except Exception as e:
        count("first start of a stack", 0, 1, str(e), 0, time.monotonic() - begin)
        return False
    return True


def files(*patterns):
    """The large ones first."""
    found = [f for p in patterns for f in glob.glob(os.path.join(ROOT, "tests", p))]
    return sorted(found, key=lambda f: (-os.path.getsize(f), f))


def jobs_of(groups):
    """
    The long ones first, so that no lane waits for another at the end: those of http that start stacks, and between
    them browser tests, which want more of the processors.
    """
    http = files("http/test_*.py", "http/jmap/test_*.py") if "http" in groups else []
    own = [("http", f, python) for f in http if "own_stack = True" in text_of(f)]
    shared = [("http", f, python) for f in http if "own_stack = True" not in text_of(f)]
    ui = [("ui", f, node) for f in files("ui/*.test.mjs", "attack/html/*.test.mjs")] if "ui" in groups else []
    clients = [("clients", f, python) for f in files("clients/test_*.py")] if "clients" in groups else []
    mixed = [job for pair in itertools.zip_longest(own, ui) for job in pair if job is not None]
    return mixed + clients + shared


def run_attack():
    lanes([("attack", f, python) for f in files("attack/test_*.py", "attack/attack_*.py")], 1)


def script(name, argv, timeout, environment=None):
    """A group with a runner of its own that closes with the same line."""
    begin = time.monotonic()
    code, out = run(argv, timeout, environment)
    line = re.findall(r"^(\d+) passed, (\d+) failed", out, re.M)
    good, bad = (int(n) for n in line[-1]) if line else (0, 0)
    if code != 0 and bad == 0:
        bad = 1
    if code == 0 and not line:
        good = 1
    count(name, good, bad, out, 0, time.monotonic() - begin)


def run_fuzz():
    path = os.path.join(ROOT, "tests/fuzz/run.sh")
    if os.path.exists(path):
        script("fuzz", ["nice", "-n", "10", "sh", path, os.environ.get("FUZZ_SECONDS", "3")], 3600,
               {"FUZZ_SEED": os.environ.get("FUZZ_SEED", "1")})


def node_once(path, environment, only):
    """Browser tests: a file of node:test, which counts them itself.  (exit code, output, how many did what)"""
    patterns = [f"--test-name-pattern={o}" for o in only]
    code, out = run(["node", "--test"] + patterns + [path], 3600, environment)
    return code, out, {k: int(n) for k, n in re.findall(r"^(?:#|\S) (pass|fail|skipped) (\d+)$", out, re.M)}


def node(path, environment, only=None):
    begin = time.monotonic()
    code, out, counted = node_once(path, environment, [only] if only else [])
    names = [n.replace("\\#", "#") for n in re.findall(r"^not ok \d+ - (.*)$", out, re.M)]
    wrong = re.findall(r"^ *not ok .*?\n *\.\.\.$", out, re.M | re.S)

    def again(other):
        code, out, counted = node_once(path, other, [f"^{re.escape(n)}$" for n in names])
        print(out, flush=True)
        return code == 0 and counted.get("pass", 0) >= len(names)
    count("ui/" + os.path.basename(path).partition(".")[0], counted.get("pass", 0), counted.get("fail", 0) or (code != 0),
          out, counted.get("skipped", 0), time.monotonic() - begin, "\n".join(wrong), again=again if names else None)


def run_groups(names):
    """
    The attacks mostly wait for bounds to be reached, and the fuzzers take what time of the processor is left, so
    these go on beside the rest.
    """
    def run_aside(each):
        try:
            each()
        except Exception as e:
            count(each.__name__, 0, 1, str(e))

    if "unit" in names:
        run_unit()
    if "ui" in names:
        script("ui check", ["node", os.path.join(ROOT, "ui/check.mjs")], 900)
    jobs = jobs_of(names)
    aside = [run_fuzz] if "fuzz" in names else []
    if (jobs or "attack" in names) and prepare():
        aside += [run_attack] if "attack" in names else []
    else:
        jobs = []
    threads = [threading.Thread(target=run_aside, args=(each,)) for each in aside]
    for t in threads:
        t.start()
    lanes(jobs, LANES)
    for t in threads:
        t.join()


def try_again():
    """What failed, once more (see above).  Returns what to say of it."""
    global passed, failed
    if failed > SECOND_TRIES or sum(bad for _, bad, _ in doubts) != failed:
        return []
    said = []
    for name, bad, again in doubts:
        lane = Lane()
        try:
            well = again(lane.environment(name))
        except Exception as e:
            well = False
            print(e)
        finally:
            lane.close()
        if well:
            failed -= bad
            passed += bad
        said.append(f"{name}: {bad} " + ("passed only when tried again" if well else "failed again"))
    return said


def keep_program():
    """The program as it is now: a build meanwhile must not change it under the tests."""
    program = os.environ.get("HAYLOFT_PROGRAM", os.path.join(BUILD, "hayloft"))
    if os.path.exists(program):
        folder = tempfile.mkdtemp(prefix="hayloft-program-")
        os.chmod(folder, 0o755)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["HAYLOFT_PROGRAM"] = shutil.copy(program, folder)


def main(argv):
    if argv[:1] == ["--child"]:
        child(*argv[1:])
    os.makedirs(LOGS, exist_ok=True)
    keep_program()
    if argv[:1] == ["--only"]:
        path, _, only = argv[1].partition(":")
        path = os.path.join(ROOT, path)
        if path.endswith(".py"):
            python_only(path, only)
        elif path.endswith(".c"):
            unit(os.path.join(BUILD, "unit", os.path.basename(path)[:-2]))
        else:
            lanes([("ui", path, lambda path, env: node(path, env, only))], 1)
    else:
        run_groups(argv)
        for line in try_again():
            print(line)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or passed == 0 else 0


def python_only(path, only):
    """One test: its output is wanted also when it passes."""
    global passed, failed, skipped
    with tempfile.NamedTemporaryFile("r", suffix=".json") as results:
        subprocess.run([sys.executable, os.path.abspath(__file__), "--child", path, results.name] +
                       ([only] if only else []), cwd=ROOT, check=False)
        r = json.loads(results.read() or '{"passed": 0, "failed": 1, "skipped": 0}')
    passed, failed, skipped = r["passed"], r["failed"], r["skipped"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
