"""The figures of `make bench`."""
import contextlib
import glob
import os
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "http"), os.path.join(HERE, "..", "attack")]
import attack   # noqa: E402
import harness  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "300000"))


def h2load(port, path, requests=REQUESTS):
    """Requests per second over TLS: 32 connections with 10 streams each."""
    out = subprocess.run(["h2load", "-t1", "-c32", "-m10", f"-n{requests}",
                          f"https://127.0.0.1:{port}{path}"], check=True, capture_output=True,
                         text=True, timeout=300).stdout
    answered = re.search(r"requests: \d+ total, \d+ started, (\d+) done", out)
    if int(answered[1]) != requests or " 0 5xx" not in out:
        raise SystemExit(f"not every request was answered:\n{out}")
    return float(re.search(r"([\d.]+) req/s", out)[1])


def cpu(pids):
    """Seconds of processor that these processes have used."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Figure:
    """One of the three, measured in turns with the others."""

    def __init__(self, port, path, requests, pids):
        self.port, self.path, self.requests, self.pids = port, path, requests, pids
        self.speeds, self.costs = [], []

    def measure(self):
        before = cpu(self.pids())
        self.speeds.append(h2load(self.port, self.path, self.requests))
        self.costs.append((cpu(self.pids()) - before) / self.requests * 1e6)

    def line(self, name, bare, wanted=""):
        ratio = statistics.median(a / b for a, b in zip(self.speeds, bare.speeds))
        return (f"{name:44} {statistics.median(self.speeds):10,.0f} requests/s  {ratio:5.2f} of bare"
                f"{wanted:15}  {statistics.median(self.costs):5.1f} us of processor each")


def ours(stack):
    """(process id, name) of the processes of our own, as we see them from outside."""
    space = os.readlink(f"/proc/{stack.status()['pid']}/ns/pid")
    for folder in glob.glob("/proc/[0-9]*"):
        with contextlib.suppress(OSError):
            pid = int(os.path.basename(folder))
            if (os.readlink(folder + "/ns/pid") == space or pid == stack.process.pid) and \
                    os.path.basename(os.readlink(folder + "/exe")).startswith("hayloft"):
                with open(folder + "/comm") as f:
                    yield pid, f.read().strip()


def a_file(folder):
    """The smallest script of the browser side: close to the yardstick's one line."""
    files = [f for f in glob.glob(os.path.join(folder, "assets", "*.js"))]
    if not files:
        raise SystemExit("the browser side is not built: make ui")
    return "/assets/" + os.path.basename(min(files, key=os.path.getsize))


def memory(stack):
    """(name, PSS in KiB) of our own processes."""
    rows = []
    for pid, name in ours(stack):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as f:
            rows.append((name, int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M)[1])))
    return sorted(rows)


def main():
    harness.Template().make()
    begin = time.monotonic()
    stack = harness.Stack().start()
    ready = time.monotonic() - begin
    try:
        time.sleep(3)
        idle = memory(stack)
        path = a_file(os.path.join(harness.ROOT, "build", "ui"))
        port = stack.port("https")
        with attack.bare() as yardstick:
            h2load(port, "/api/v2/session", 20000)
            bare = Figure(yardstick.port, "/", REQUESTS, lambda: [yardstick.pid])
            file = Figure(port, path, REQUESTS, lambda: [pid for pid, name in ours(stack)
                                                         if name == "hay-front"])
            worker = Figure(port, "/api/v2/session", REQUESTS // 3,
                            lambda: [pid for pid, name in ours(stack) if name.startswith("hay-")])
            # In turns, so that a busy neighbour hits all three.
            for _ in range(ROUNDS):
                for figure in (bare, file, worker):
                    figure.measure()
        busy = memory(stack)
    finally:
        stack.stop()
    print(bare.line("bare libh2o", bare))
    print(file.line("file " + path, bare, " (wanted 0.60)"))
    print(worker.line("worker GET /api/v2/session", bare, " (wanted 0.20)"))
    print(f"second start to ready: {ready:.1f} s (wanted 8)")
    print(f"memory of our processes: idle {sum(kib for _, kib in idle) / 1024:.1f} MiB PSS (wanted 40), "
          f"after the load {sum(kib for _, kib in busy) / 1024:.1f} MiB")
    for name, kib in idle:
        print(f"  {name:20} {kib / 1024:6.1f} MiB")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
