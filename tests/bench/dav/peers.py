"""Other people's servers from Debian, each on private state and ports in a
folder of its own; nothing of the machine's own instances is touched."""
import contextlib
import imaplib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import data  # noqa: E402
from client import Refused, Target, family, free_port, pss  # noqa: E402

PG = "/usr/lib/postgresql/15/bin/"


class Peer(Target):
    package = None

    def start(self):
        if self.package and subprocess.run(["dpkg", "-s", self.package], capture_output=True).returncode:
            raise Refused(f"the Debian package {self.package} is not installed: make bench as root does it")
        self.folder = tempfile.mkdtemp(prefix=f"hayloft-bench-{self.name.lower()}-")
        os.chmod(self.folder, 0o755)
        self.processes = []
        self.port = free_port()
        self.launch()
        self.wait_up()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w") as f:
            f.write(text)
        os.chmod(self.path(name), mode)
        return self.path(name)

    def give_to(self, user):
        """The folder and all in it."""
        subprocess.run(["chown", "-R", user, self.folder], check=True)

    def spawn(self, *argv, user=None, env=None, counts=True):
        """A process that stays; COUNTS: its memory is the server's."""
        with open(self.path("log"), "a") as log:
            os.chmod(log.name, 0o666)
            p = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, user=user,
                                 group=pwd.getpwnam(user).pw_gid if user else None,
                                 extra_groups=[] if user else None, cwd=self.folder,
                                 env={**os.environ, "HOME": self.folder, **(env or {})},
                                 start_new_session=True)
        self.processes.append((p, counts))
        return p

    def log(self):
        with contextlib.suppress(OSError), open(self.path("log"), errors="replace") as f:
            return f.read()[-1500:]
        return ""

    def wait_up(self, request=None, seconds=60):
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(Refused):
                return self.run([request or self.request("OPTIONS", self.calendars)])
            if time.monotonic() > end or self.processes[-1][0].poll() is not None:
                raise Refused(f"{self.name} does not answer:\n{self.log()}")
            time.sleep(0.3)

    def pids(self):
        return [pid for p, _ in self.processes for pid in family(p.pid)]

    def memory(self):
        """As with ours, without the database."""
        return pss(pid for p, counts in self.processes if counts for pid in family(p.pid))

    def stop(self):
        for p, _ in reversed(getattr(self, "processes", [])):
            below = family(p.pid)
            p.terminate()
            try:
                p.wait(20)
            except subprocess.TimeoutExpired:
                for pid in below:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, 9)
                p.wait()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def postgres(self):
        """A private cluster, durable as ours is; its port."""
        self.database_port = free_port()
        base = self.path("pg")
        os.mkdir(base)
        shutil.chown(base, "postgres", "postgres")
        subprocess.run(["runuser", "-u", "postgres", "--", PG + "initdb", "-D", base + "/data", "-A", "trust",
                        "-E", "UTF8", "--locale=C.UTF-8"], check=True, capture_output=True)
        self.spawn(PG + "postgres", "-D", base + "/data", "-k", base, "-p", str(self.database_port),
                   "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=256MB", user="postgres",
                   counts=False)
        end = time.monotonic() + 60
        while subprocess.run([PG + "pg_isready", "-q", "-h", base, "-p", str(self.database_port)]).returncode:
            if time.monotonic() > end:
                raise Refused("the private PostgreSQL does not start:\n" + self.log())
            time.sleep(0.2)

    def psql(self, text, database="postgres"):
        done = subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", self.path("pg"), "-p",
                               str(self.database_port), "-U", "postgres", "-d", database],
                              input=text, capture_output=True, text=True)
        if done.returncode:
            raise Refused(done.stderr[:600])


class Radicale(Peer):
    """Each PUT looks through the whole collection, so it is filled by files beside it."""
    name, package = "Radicale", "radicale"
    calendars = books = "/alice/"

    def launch(self):
        self.write("users", "alice:secret\n")
        config = self.write("config", f"[server]\nhosts = 127.0.0.1:{self.port}\nmax_connections = 32\n"
                            f"[auth]\ntype = htpasswd\nhtpasswd_filename = {self.path('users')}\n"
                            "htpasswd_encryption = plain\ndelay = 0\n"
                            f"[storage]\nfilesystem_folder = {self.path('data')}\n")
        self.spawn("/usr/bin/python3", "-m", "radicale", "--config", config)

    def place(self, path, files):
        folder = os.path.join(self.path("data"), "collection-root", path.strip("/"))
        for name, text in files:
            with open(os.path.join(folder, name), "w", newline="") as f:
                f.write(text)

    def fill(self, calendar, events):
        self.place(self.calendar(calendar), ((f"{e.n}.ics", e.ics()) for e in events))

    def fill_cards(self, book, count):
        self.place(self.book(book), ((f"{n}.vcf", data.card(n)) for n in range(count)))


class Xandikos(Peer):
    """Has no sign-in of its own.  Each PUT is a git commit that looks through the
    whole collection, so it is filled by one commit beside it."""
    name, package = "Xandikos", "xandikos"
    login = None
    sync_depth = 1
    calendars, books = "/user/calendars/", "/user/contacts/"

    def launch(self):
        self.spawn("/usr/bin/python3", "-m", "xandikos.web", "-d", self.path("data"), "--defaults",
                   "-l", "127.0.0.1", "-p", str(self.port))

    def commit(self, path, files):
        from dulwich import porcelain
        folder, names = self.path("data") + path, []
        for name, text in files:
            with open(folder + name, "w", newline="") as f:
                f.write(text)
            names.append(folder + name)
        porcelain.add(folder, names)
        porcelain.commit(folder, b"fill", author=b"bench <bench@example.org>",
                         committer=b"bench <bench@example.org>")

    def fill(self, calendar, events):
        self.commit(self.calendar(calendar), ((f"{e.n}.ics", e.ics()) for e in events))

    def fill_cards(self, book, count):
        self.commit(self.book(book), ((f"{n}.vcf", data.card(n)) for n in range(count)))


class Cyrus(Peer):
    """Its mailbox is made over IMAP.  cyrus-imapd cannot be installed beside
    dovecot-imapd, which Hayloft needs: the package is unpacked into our folder."""
    name, package = "Cyrus", "cyrus-caldav"
    login, password = "alice", "secret"
    calendars = "/dav/calendars/user/alice/"
    books = "/dav/addressbooks/user/alice/"

    def unpack_imapd(self):
        os.mkdir(self.path("unpacked"))
        done = subprocess.run(["apt-get", "-q", "download", "cyrus-imapd"], cwd=self.path("unpacked"),
                              capture_output=True, text=True)
        files = os.listdir(self.path("unpacked"))
        if done.returncode or not files:
            raise Refused(f"cyrus-imapd cannot be downloaded: {done.stderr[-300:]}")
        subprocess.run(["dpkg", "-x", self.path(f"unpacked/{files[0]}"), self.path("unpacked")], check=True)
        return self.path("unpacked/usr/lib/cyrus/bin/imapd")

    def launch(self):
        imap_port, imapd = free_port(), self.unpack_imapd()
        for name in ("config/db", "config/socket", "config/proc", "config/user", "spool", "run", "sasl", "run/lock", "run/proc"):
            os.makedirs(self.path(name))
        config = self.write("imapd.conf", f"""configdirectory: {self.path('config')}
partition-default: {self.path('spool')}
defaultpartition: default
proc_path: {self.path('run/proc')}
mboxname_lockpath: {self.path('run/lock')}
idlesocket: {self.path('run/idle')}
lmtpsocket: {self.path('run/lmtp')}
admins: cyrus
virtdomains: off
unixhierarchysep: yes
altnamespace: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {self.path('sasl/db')}
sasl_mech_list: PLAIN
allowplaintext: yes
servername: localhost
httpmodules: caldav carddav freebusy
httpallowcompress: no
caldav_realm: bench
sync_log: off
tls_server_cert: disabled
""")
        cyrus_conf = self.write("cyrus.conf", f"""START {{
  recover cmd="ctl_cyrusdb -C {config} -r"
}}
SERVICES {{
  imap cmd="{imapd} -C {config} -U 30" listen="127.0.0.1:{imap_port}" prefork=0 maxchild=5
  http cmd="httpd -C {config}" listen="127.0.0.1:{self.port}" prefork=8 maxchild=40
}}
EVENTS {{
}}
""")
        for user in ("alice", "cyrus"):
            subprocess.run(["saslpasswd2", "-p", "-c", "-f", self.path("sasl/db"), "-u", "localhost", user],
                           input="secret", text=True, check=True, capture_output=True)
        self.give_to("cyrus:mail")
        self.spawn("/usr/sbin/cyrmaster", "-C", config, "-M", cyrus_conf, "-p", self.path("run/master.pid"),
                   user="cyrus")
        end = time.monotonic() + 120
        while True:
            try:
                with imaplib.IMAP4("127.0.0.1", imap_port) as c:
                    c.login("cyrus", "secret")
                    reply = c.create("user/alice")
                    if reply[0] != "OK":
                        raise Refused(str(reply))
                    return
            except (OSError, imaplib.IMAP4.error) as e:
                if time.monotonic() > end:
                    raise Refused(f"Cyrus: {e}\n{self.log()}") from None
                time.sleep(0.3)


class DAViCal(Peer):
    name, package = "DAViCal", "davical"
    calendars = books = "/caldav.php/alice/"

    def launch(self):
        self.postgres()
        where = {"PGHOST": self.path("pg"), "PGPORT": str(self.database_port)}
        done = subprocess.run(["runuser", "-u", "postgres", "--", "env", *(f"{k}={v}" for k, v in where.items()),
                               f"DBAOPTS=--dbhost={self.path('pg')} --dbport={self.database_port}",
                               "sh", "/usr/share/davical/dba/create-database.sh", "davical", "secret"],
                              capture_output=True, text=True, cwd="/tmp")
        if done.returncode:
            raise Refused(f"its database: {done.stdout[-600:]} {done.stderr[-600:]}")
        self.psql("INSERT INTO usr (active, email_ok, updated, username, password, fullname, email) VALUES "
                  "(true, now(), now(), 'alice', '**secret', 'Alice', 'alice@example.org');\n"
                  "INSERT INTO principal (type_id, user_no, displayname, default_privileges) SELECT 1, "
                  "user_no, fullname, 0::bit(24) FROM usr u WHERE username = 'alice' AND NOT EXISTS "
                  "(SELECT 1 FROM principal p WHERE p.user_no = u.user_no);\n", "davical")
        modules = "/usr/lib/apache2/modules/"
        config = self.write("apache.conf", f"""ServerRoot {self.folder}
ServerName localhost
Listen 127.0.0.1:{self.port}
PidFile {self.path('apache.pid')}
DefaultRuntimeDir {self.folder}
ErrorLog {self.path('log')}
User www-data
Group www-data
LoadModule mpm_prefork_module {modules}mod_mpm_prefork.so
LoadModule authz_core_module {modules}mod_authz_core.so
LoadModule dir_module {modules}mod_dir.so
LoadModule php_module {modules}libphp8.2.so
StartServers 8
MaxRequestWorkers 16
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 300
LimitXMLRequestBody 0
DocumentRoot /usr/share/davical/htdocs
AcceptPathInfo On
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
php_value include_path /usr/share/awl/inc
php_value memory_limit 1024M
php_value error_reporting "E_ALL & ~E_NOTICE & ~E_DEPRECATED"
php_admin_flag display_errors off
""")
        self.spawn("/usr/sbin/apache2", "-f", config, "-D", "FOREGROUND", env=where)


class SOGo(Peer):
    name, package = "SOGo", "sogo"
    calendars = "/SOGo/dav/alice/Calendar/"
    books = "/SOGo/dav/alice/Contacts/"

    def more(self):
        """Lines for its configuration."""
        return ""

    def launch(self):
        self.postgres()
        self.psql("CREATE ROLE sogo LOGIN PASSWORD 'sogo'; CREATE DATABASE sogo OWNER sogo;")
        self.psql("CREATE TABLE users (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text);"
                  f"INSERT INTO users VALUES ('{self.login}', '{self.login}', '{self.password}', 'Alice', 'alice@example.org');"
                  "ALTER TABLE users OWNER TO sogo;", "sogo")
        memcached_port = free_port()
        self.spawn("/usr/bin/memcached", "-l", "127.0.0.1", "-p", str(memcached_port), "-m", "64",
                   user="nobody")
        url = f"postgresql://sogo:sogo@127.0.0.1:{self.database_port}/sogo/"
        os.mkdir(self.path("home"))
        os.mkdir(self.path("spool"))
        config = self.write("sogo.conf", f"""{{
  SOGoProfileURL = "{url}sogo_user_profile";
  OCSFolderInfoURL = "{url}sogo_folder_info";
  OCSSessionsFolderURL = "{url}sogo_sessions_folder";
  SOGoTimeZone = UTC;
  SOGoMemcachedHost = "127.0.0.1:{memcached_port}";
  SOGoUserSources = ({{ type = sql; id = users; viewURL = "{url}users"; canAuthenticate = YES;
                       isAddressBook = NO; userPasswordAlgorithm = none; }});
  SOGoAppointmentSendEMailNotifications = NO;
  SOGoEnableEMailAlarms = NO;
  SOGoMaximumFailedLoginCount = 0;
  WOWorkersCount = 10;
  WOListenQueueSize = 64;
  SxVMemLimit = 1024;
  WOWatchDogRequestTimeout = 30;
{self.more()}}}
""")
        # It reads /etc/sogo/sogo.conf and nothing else: that is a file of its own
        # in a mount namespace of its own.
        subprocess.run(["chown", "-R", "sogo:sogo", self.path("home"), self.path("spool")], check=True)
        self.spawn("unshare", "-m", "sh", "-c", 'mount --bind "$1" /etc/sogo/sogo.conf && '
                   'exec setpriv --reuid=sogo --regid=sogo --init-groups sogod -WONoDetach YES '
                   '-WOPort "127.0.0.1:$2" -WOLogFile - -WOPidFile "$3/pid"', "sogo", config,
                   str(self.port), self.path("home"), env={"HOME": self.path("home")})

    def freebusy(self, calendar, span):
        """It has no free-busy-query: the same question by its outbox."""
        start, end = (t.strftime("%Y%m%dT%H%M%SZ") for t in span)
        who = "mailto:alice@example.org"
        return self.request("POST", self.calendar("personal"), "\r\n".join((
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hayloft//bench//EN", "METHOD:REQUEST",
            "BEGIN:VFREEBUSY", "UID:freebusy", "DTSTAMP:20260101T000000Z", f"DTSTART:{start}",
            f"DTEND:{end}", f"ORGANIZER:{who}", f"ATTENDEE:{who}", "END:VFREEBUSY", "END:VCALENDAR", "")),
            {"Content-Type": "text/calendar", "Originator": who, "Recipient": who})


ALL = (SOGo, Cyrus, Radicale, DAViCal, Xandikos)
