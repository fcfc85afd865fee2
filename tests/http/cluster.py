"""A PostgreSQL cluster of one's own, for tests of commands and migrations that
need no running server: a temporary folder, a Unix socket, no port."""

import atexit
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import unittest

from harness import PG_BIN, PROGRAM


class Cluster:
    def __init__(self, port=None):
        """On PORT of this machine, too: with a password."""
        self.folder = tempfile.mkdtemp(prefix="hayloft-pg-")
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.count = 0
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        os.chmod(self.folder, 0o755)
        data = os.path.join(self.folder, "data")
        self._run(f"{PG_BIN}/initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C",
                  "--no-sync", "-U", "postgres")
        with open(os.path.join(data, "postgresql.conf"), "a") as f:
            f.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n"
                    "fsync = off\nshared_buffers = 16MB\nmax_connections = 30\n" +
                    (f"listen_addresses = '127.0.0.1'\nport = {port}\n" if port else ""))
        self.port = port or 5432
        with open(os.path.join(data, "pg_hba.conf"), "w") as f:
            f.write("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
        self.start()

    def _run(self, *command):
        as_user = ["runuser", "-u", self.user, "--"] if os.getuid() == 0 else []
        subprocess.run(as_user + list(command), check=True, timeout=300, cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self._run(f"{PG_BIN}/pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log",
                  "-w", "start")

    def stop(self):
        self._run(f"{PG_BIN}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)

    def psql(self, database, sql):
        """Rows as lists of strings."""
        done = subprocess.run(
            [PG_BIN + "/psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
             "-h", self.folder, "-p", str(self.port), "-U", "postgres", "-c", sql, database],
            check=True, capture_output=True, text=True, timeout=60)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def database(self):
        self.count += 1
        return Database(self, f"test{self.count}")


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)


class Database:
    """An empty database and the `hayloft` commands on it."""

    def __init__(self, cluster, name):
        self.cluster, self.name = cluster, name
        cluster.psql("postgres", f"CREATE DATABASE {name}")
        self.state = os.path.join(cluster.folder, name + ".state")
        os.mkdir(self.state)
        with open(os.path.join(self.state, "hayloft.conf"), "w") as f:
            f.write(f"database = host={cluster.folder} dbname={name} user=postgres\n")

    def sql(self, sql):
        return self.cluster.psql(self.name, sql)

    def start(self, *args):
        """A command that runs beside us."""
        return subprocess.Popen([PROGRAM, *args], env={**os.environ, "HAYLOFT_STATE": self.state},
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *args, stdin=""):
        return Result(subprocess.run(
            [PROGRAM, *args], env={**os.environ, "HAYLOFT_STATE": self.state}, input=stdin,
            capture_output=True, text=True, timeout=60))


class DatabaseTest(unittest.TestCase):
    """Each test has an empty database; self.run_ok("user", "list") gives JSON."""

    migrated = True

    cluster = None      # one for all tests of a process

    def setUp(self):
        if DatabaseTest.cluster is None:
            DatabaseTest.cluster = Cluster()
            atexit.register(DatabaseTest.cluster.close)
        self.db = self.cluster.database()
        if self.migrated:
            self.run_ok("migrate")

    def run_ok(self, *args, stdin=""):
        done = self.db.run(*args, "--json", stdin=stdin)
        self.assertEqual(0, done.code, done.err)
        return done.json

    def refused(self, code, *args, stdin="", words=""):
        """It ends with CODE, says so in JSON and in words, and shows no result."""
        done = self.db.run(*args, "--json", stdin=stdin)
        self.assertEqual(code, done.code, done.out + done.err)
        self.assertTrue(done.json["error"]["detail"])
        self.assertIn(words, done.err)
        return done
