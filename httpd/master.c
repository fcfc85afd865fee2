/*
 * The master opens the listening sockets, starts the mail core and then our
 * own processes, keeps all of them alive, and serves nobody.  It is one loop
 * around poll(): signals arrive by a descriptor, the supervisor of the mail
 * core and the children have one function each for "something happened" and
 * "what is due".
 *
 * It keeps root's rights where it has them, so it reads nothing from outside:
 * what reaches it are fixed packets from its own children (control.h), and the
 * status socket, from which it reads nothing at all.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/demo.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/log.h"
#include "httpd/children.h"
#include "httpd/listen.h"
#include "httpd/master.h"
#include "httpd/status.h"
#include "mailcore/ca.h"
#include "mailcore/dkim.h"
#include "mailcore/sandbox.h"
#include "mailcore/supervise.h"
#include "storage/db.h"
#include "storage/migrate.h"

#define POLL_MAX	64
#define STOP_MS		60000	/* then whatever is left goes by force */
#define CERTIFICATE_MS	10000	/* between looks at its file */

enum phase { STARTING, READY, DRAINING, STOPPING, STOPPED };

static const char *const phase_names[] = {
	[STARTING] = "starting", [READY] = "ready", [DRAINING] = "stopping",
	[STOPPING] = "stopping", [STOPPED] = "stopped",
};

struct master {
	struct conf		*conf;
	const char		*demo;		/* domain to make at the first start, NULL: as configured */
	bool			 private;	/* namespaces of our own */
	enum phase		 phase;
	int			 exit_code;
	int64_t			 since, stop_by;
	int64_t			 look_at;	/* when to look at the certificate next */
	struct inherited	 in;
	struct children		 children;
	struct mailcore_model	 model;
	struct supervisor	*sv;
	int			 signals, status;
	bool			 database_done;
};

const char run_usage[] =
	"usage: hayloft run [--config FILE] [--demo DOMAIN]\n"
	"\n"
	"Run Hayloft with its mail core in the foreground.  The state folder is\n"
	"HAYLOFT_STATE, otherwise var/ in the working directory.\n"
	"\n"
	"  --config FILE   read FILE instead of hayloft.conf in the state folder\n"
	"  --demo DOMAIN   at the first start make DOMAIN with alice, bob, carol and admin;\n"
	"                  mail then stays on this machine\n"
	"\n"
	"SIGTERM and SIGINT end it when what is being served is done; SIGHUP reads\n"
	"configuration and certificate again without losing a request.\n"
	"\n"
	"Exit code: 0 stopped, 1 could not start, 2 wrong usage.\n";

/* First start */

static void
take_demo(struct conf *conf, const char *demo)
{
	if (demo != NULL)
		conf->demo = demo;	/* mail greets with a name in it (mailcore/model.c) */
	/* Who looks around with a made-up domain must not write to real people. */
	if (*conf->demo != '\0')
		conf->offline = true;
}

/*
 * Passwords first reach a file of their own, so that a crash between the
 * commit and the last word leaves them findable.
 */
static enum status
make_demo(struct ctx *cx, const char *domain)
{
	const char *path = conf_root_path(cx->conf, cx->arena, "credentials");
	const char *draft = arena_printf(cx->arena, "%s.new", path);
	int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool made = false;
	enum status st;

	if (f == NULL)
		return fault(cx, ERR_INTERNAL, "%s: %s", draft, strerror(errno));
	if ((st = provision_demo(cx, domain, f, &made)) == OK && made &&
	    (fflush(f) != 0 || fsync(fd) != 0 || rename(draft, path) != 0))
		st = fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	fclose(f);
	if (st == OK && !made)
		unlink(draft);
	return st;
}

/* PostgreSQL answers: the schema, the demo, and then our own processes may start. */
static enum status
database_ready(struct ctx *outer, void *arg)
{
	struct master *m = arg;
	const char *demo = m->demo != NULL ? m->demo : m->conf->demo;
	struct db *db;
	struct ctx cx;
	enum status st;

	ctx_open(&cx, m->conf);
	cx.db = db = db_open(db_conninfo(m->conf, cx.arena), 0);
	st = db_migrate(&cx, NULL);
	if (st == OK && *demo != '\0')
		st = make_demo(&cx, demo);
	if (st != OK)
		fault(outer, st, "%s", cx.fault_text != NULL ? cx.fault_text : "no schema");
	else
		m->database_done = true;
	ctx_close(&cx);
	db_close(db);
	return st;
}

static void
cache_ready(void *arg)
{
	struct master *m = arg;
	struct db *db;
	struct ctx cx;

	ctx_open(&cx, m->conf);
	cx.db = db = db_open(db_conninfo(m->conf, cx.arena), 10000);
	if (mailcore_dkim_publish(&cx, &m->model) != OK)
		log_error("dkim", "keys not published: %s", cx.fault_text);
	ctx_close(&cx);
	db_close(db);
}

/* What people see */

static const char *
url(struct master *m, struct arena *arena)
{
	const char *host = mailcore_model_loopback(&m->model) ? "localhost" : m->conf->host;
	int port = conf_port(m->conf, 443);

	return port == 443 ? arena_printf(arena, "https://%s/", host) :
	    arena_printf(arena, "https://%s:%d/", host, port);
}

static void
print_credentials(struct master *m, struct arena *arena)
{
	FILE *f = fopen(conf_root_path(m->conf, arena, "credentials"), "re");
	char line[512], *space;

	if (f == NULL)
		return;
	printf("\nDemo accounts (also in %s):\n", conf_state_path(m->conf, arena, "credentials"));
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if ((space = strchr(line, ' ')) != NULL)
			printf("  %-24.*s %s\n", (int)(space - line), line, space + 1);
	}
	fclose(f);
}

static void
announce(struct master *m)
{
	struct arena *arena = arena_open();
	FILE *f = fopen(conf_root_path(m->conf, arena, "ready"), "we");

	if (f != NULL) {
		fprintf(f, "%s\n", url(m, arena));
		fclose(f);
	}
	printf("Hayloft is ready: %s\n", url(m, arena));
	print_credentials(m, arena);
	printf("\nsmtp %d  submission %d  submissions %d  imap %d  imaps %d  pop3s %d  managesieve %d\n"
	    "Certificate authority: %s\n"
	    "Logs: %s   Stop: Ctrl-C\n",
	    m->model.ports.smtp, m->model.ports.submission, m->model.ports.submissions,
	    m->model.ports.imap, m->model.ports.imaps, m->model.ports.pop3s, m->model.ports.sieve,
	    conf_state_path(m->conf, arena, "tls/ca.crt"), conf_state_path(m->conf, arena, "log/"));
	fflush(stdout);
	log_event(LOG_INFO_, "ready", "ms", "%lld", (long long)(clock_steady() - m->since), NULL);
	arena_close(arena);
}

static void
forget_ready(struct master *m)
{
	struct arena *arena = arena_open();

	unlink(conf_root_path(m->conf, arena, "ready"));
	arena_close(arena);
}

static json_t *
describe_process(const struct children *ch, const struct process *pr)
{
	const struct patience *p = pr->kind == PROCESS_FRONT ? &ch->front :
	    pr->kind == PROCESS_WATCHER ? &ch->watcher : &ch->pool[pr->pool];
	json_t *row = json_pack("{s:s, s:i, s:s, s:I, s:i}", "name", process_name(pr->kind),
	    "pid", (int)pr->pid, "state", pr->draining ? "draining" :
	    pr->kind == PROCESS_FRONT && !pr->up ? "starting" : "up",
	    "seconds", (json_int_t)(clock_steady() - pr->since) / 1000,
	    "restarts", (int)p->restarts);

	if (pr->kind == PROCESS_WORKER)
		json_object_set_new(row, "pool", json_string(pool_label(pr->pool)));
	if (pr->kind == PROCESS_FRONT)
		json_object_set_new(row, "generation", json_integer(pr->generation));
	return row;
}

static json_t *
describe_service(struct master *m, enum mailcore_service service)
{
	static const char *const states[] = {
		[SERVICE_OFF] = "off", [SERVICE_WAITING] = "waiting",
		[SERVICE_STARTING] = "starting", [SERVICE_READY] = "ready",
		[SERVICE_STOPPING] = "stopping", [SERVICE_STOPPED] = "stopped",
	};
	struct service_status s;

	supervisor_status(m->sv, service, &s);
	return json_pack("{s:s, s:i, s:s, s:I, s:i, s:s}", "name", s.name, "pid", (int)s.pid,
	    "state", states[s.state], "seconds", (json_int_t)(clock_steady() - s.since) / 1000,
	    "restarts", (int)s.restarts, "trouble", s.trouble != NULL ? s.trouble : "");
}

static void
tell_status(struct master *m)
{
	const struct mailcore_ports *p = &m->model.ports;
	json_t *processes = json_array(), *services = json_array(), *answer;
	struct ctx cx;

	ctx_open(&cx, m->conf);
	for (const struct process *pr = m->children.list; pr != NULL; pr = pr->next)
		json_array_append_new(processes, describe_process(&m->children, pr));
	for (int i = 0; i < SERVICE_COUNT; i++)
		json_array_append_new(services, describe_service(m, (enum mailcore_service)i));
	answer = json_keep(cx.arena, json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o}",
	    "version", VERSION, "state", phase_names[m->phase], "url", url(m, cx.arena),
	    "folder", m->conf->state, "seconds", (json_int_t)(clock_steady() - m->since) / 1000,
	    "processes", processes, "services", services));
	json_object_set_new(answer, "ports", json_pack(
	    "{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}",
	    "https", conf_port(m->conf, 443), "http", conf_port(m->conf, 80),
	    "smtp", p->smtp, "submission", p->submission, "submissions", p->submissions,
	    "imap", p->imap, "imaps", p->imaps, "pop3", p->pop3, "pop3s", p->pop3s,
	    "managesieve", p->sieve));
	status_answer(m->status, json_write(&cx, answer, NULL));
	ctx_close(&cx);
}

/* Configuration */

static enum status
read_file(struct ctx *cx, struct arena *arena, const char *path, const char **out)
{
	char *text = arena_alloc(arena, 1 << 20);
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		return fault(cx, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	n = fread(text, 1, (1 << 20) - 1, f);
	fclose(f);
	if (n == 0)
		return fault(cx, ERR_INVALID, "%s is empty", path);
	*out = text;
	return OK;
}

/* Append to the log of requests; a reload opens it anew, after it was rotated. */
static void
open_access_log(struct master *m, struct inherited *in)
{
	const char *path = conf_root_path(m->conf, m->conf->arena, "log/access.log");

	in->access_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (in->access_fd < 0)
		log_warn("access", "%s: %s; requests are logged here", path, strerror(errno));
}

/* Where the front lets large bodies wait: the only folder that it may write in. */
static enum status
make_front_folder(struct master *m, struct ctx *cx)
{
	const char *path = conf_root_path(m->conf, cx->arena, "tmp");
	uid_t uid = (uid_t)m->conf->uid_front;

	if ((mkdir(path, 0700) < 0 && errno != EEXIST) ||
	    (geteuid() == 0 && uid != 0 && chown(path, uid, uid) < 0))
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	return OK;
}

/* What children inherit of this configuration; on the configuration's arena. */
static enum status
prepare_inherited(struct master *m, struct ctx *cx, struct inherited *in)
{
	enum status st;

	in->conf = m->conf;
	open_access_log(m, in);
	if ((st = make_front_folder(m, cx)) != OK)
		return st;
	if ((st = read_file(cx, m->conf->arena, m->model.tls_cert, &in->certificate_pem)) != OK)
		return st;
	return read_file(cx, m->conf->arena, m->model.tls_key, &in->key_pem);
}

/*
 * The built browser side may lie below a home that the front's user cannot
 * enter, so in our own mount namespace it is shown inside the state folder.
 */
static void
show_ui(struct master *m)
{
	const char *at = conf_root_path(m->conf, m->conf->arena, "run/ui");

	if (!m->private || access(m->conf->ui, F_OK) != 0)
		return;
	umount2(at, MNT_DETACH);
	if ((mkdir(at, 0755) == 0 || errno == EEXIST) &&
	    mount(m->conf->ui, at, NULL, MS_BIND, NULL) == 0)
		m->conf->ui = at;
	else
		log_warn("ui", "%s: %s", at, strerror(errno));
}

/* The model lasts as long as the configuration: its strings go on that one's arena. */
static enum status
load_model(struct ctx *cx, const struct conf *conf, struct mailcore_model *model)
{
	struct ctx kept = *cx;
	enum status st;

	kept.arena = conf->arena;
	if ((st = mailcore_model_load(&kept, conf, model)) != OK)
		return fault(cx, st, "%s", kept.fault_text);
	return OK;
}

static bool
same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/*
 * SIGHUP.  A configuration that cannot be used leaves everything as it was:
 * whoever reloads looks at the log, and mail goes on.
 */
static void
reload(struct master *m, const char *path)
{
	struct conf *fresh = calloc(1, sizeof *fresh), *old = m->conf;
	struct mailcore_model model;
	struct inherited in = m->in;
	struct ctx cx;
	enum status st;

	if (fresh == NULL)
		abort();
	if (m->phase != READY || conf_load(fresh, path) != OK) {
		log_error("reload", "refused: %s", m->phase != READY ? "not ready" :
		    "the configuration cannot be used");
		free(fresh);
		return;
	}
	if (!same(fresh->state, old->state) || !same(fresh->bind, old->bind) ||
	    fresh->port_base != old->port_base) {
		log_warn("reload", "state, bind and port.base change at the next start only");
		fresh->state = old->state;
		fresh->bind = old->bind;
		fresh->port_base = old->port_base;
	}
	fresh->root = old->root;
	take_demo(fresh, m->demo);
	m->conf = fresh;
	show_ui(m);
	ctx_open(&cx, fresh);
	if ((st = load_model(&cx, fresh, &model)) == OK) {
		struct mailcore_model before = m->model;

		m->model = model;
		if ((st = prepare_inherited(m, &cx, &in)) == OK)
			st = supervisor_reload(m->sv, &cx, &m->model);
		if (st != OK)
			m->model = before;
	}
	if (st == OK) {
		close(m->in.access_fd);
		m->in = in;
		children_reload(&m->children, &m->in);
		log_info("reload", "done");
	} else {
		m->conf = old;
		log_error("reload", "refused: %s", cx.fault_text);
	}
	ctx_close(&cx);
	/* The configuration that is not used any more stays: readers of its strings are many. */
}

/* The loop */

static void
begin_stop(struct master *m, int exit_code)
{
	if (m->phase >= DRAINING) {
		/* Asked twice: somebody is in a hurry. */
		children_kill(&m->children);
		return;
	}
	log_info("stopping", "finishing what is being served");
	forget_ready(m);
	m->phase = DRAINING;
	m->exit_code = exit_code;
	m->stop_by = clock_steady() + STOP_MS;
	children_drain(&m->children);
}

static void
on_signal(struct master *m, const char *conf_path)
{
	struct signalfd_siginfo info;

	while (read(m->signals, &info, sizeof info) == sizeof info)
		switch (info.ssi_signo) {
		case SIGTERM:
		case SIGINT:
			begin_stop(m, EXIT_DONE);
			break;
		case SIGHUP:
			reload(m, conf_path);
			break;
		default:
			break;		/* SIGCHLD: reap() comes anyway */
		}
}

/*
 * A certificate that was renewed is served without being told to: ours, made
 * again before it ends, or the file that somebody else keeps fresh.
 */
static void
look_at_certificate(struct master *m, const char *conf_path)
{
	const char *served = m->in.certificate_pem, *now;
	struct ctx cx;

	if (m->phase != READY || clock_steady() < m->look_at)
		return;
	m->look_at = clock_steady() + CERTIFICATE_MS;
	ctx_open(&cx, m->conf);
	if ((*m->conf->tls_certificate == '\0' &&
	    ca_ensure(&cx, m->model.root, m->model.hostname) != OK) ||
	    read_file(&cx, cx.arena, m->model.tls_cert, &now) != OK)
		log_error("certificate", "%s", cx.fault_text);
	else if (strcmp(served, now) != 0)
		reload(m, conf_path);
	ctx_close(&cx);
}

static void
reap(struct master *m)
{
	pid_t pid;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		if (!children_exited(&m->children, pid, how))
			supervisor_child_exited(m->sv, pid, how);
}

/* Go on to the next phase where this one is over. */
static void
step(struct master *m)
{
	const char *why;

	switch (m->phase) {
	case STARTING:
		if ((why = supervisor_failed(m->sv)) != NULL) {
			fprintf(stderr, "hayloft: cannot start: %s\n", why);
			begin_stop(m, EXIT_FAILED);
			return;
		}
		if (m->database_done && !m->children.started)
			children_start(&m->children, &m->in);
		if (supervisor_ready(m->sv) && children_ready(&m->children)) {
			m->phase = READY;
			announce(m);
		}
		return;
	case READY:
		return;
	case DRAINING:
		if (children_gone(&m->children)) {
			supervisor_stop(m->sv);
			m->phase = STOPPING;
		}
		return;
	case STOPPING:
		if (supervisor_all_stopped(m->sv) || clock_steady() > m->stop_by)
			m->phase = STOPPED;
		return;
	case STOPPED:
		return;
	}
}

static int
loop(struct master *m, const char *conf_path)
{
	int wait = 0;

	while (m->phase != STOPPED) {
		struct pollfd p[POLL_MAX] = {
			{ .fd = m->signals, .events = POLLIN },
			{ .fd = m->status, .events = POLLIN },
			{ .fd = supervisor_fd(m->sv), .events = POLLIN },
		};
		size_t n = 3 + children_poll(&m->children, p + 3, POLL_MAX - 3);
		int due;

		if (poll(p, n, wait) < 0 && errno != EINTR)
			abort();
		if (p[0].revents != 0)
			on_signal(m, conf_path);
		if (p[1].revents != 0)
			tell_status(m);
		for (size_t i = 3; i < n; i++)
			if (p[i].revents != 0)
				children_heard(&m->children, p[i].fd);
		reap(m);
		wait = supervisor_tick(m->sv);
		due = children_tick(&m->children);
		wait = due < wait ? due : wait;
		step(m);
		look_at_certificate(m, conf_path);
		if (m->phase >= DRAINING && wait > 100)
			wait = 100;
		if (m->phase == STARTING && wait > 20)
			wait = 20;
	}
	return m->exit_code;
}

static int
signals_open(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_SETMASK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static enum status
open_all(struct master *m, struct ctx *cx)
{
	struct supervisor_hooks hooks = {
		.arg = m,
		.database_ready = database_ready,
		.cache_ready = cache_ready,
	};
	enum status st;

	if ((st = load_model(cx, m->conf, &m->model)) != OK)
		return st;
	if ((st = supervisor_open(cx, &m->model, &hooks, &m->sv)) != OK)
		return st;
	forget_ready(m);
	if ((st = listen_open(cx, m->conf->bind, conf_port(m->conf, 443), &m->in.https_fd)) != OK ||
	    (st = listen_open(cx, m->conf->bind, conf_port(m->conf, 80), &m->in.http_fd)) != OK ||
	    (st = status_listen(cx, conf_root_path(m->conf, m->conf->arena, STATUS_SOCKET),
	    &m->status)) != OK)
		return st;
	show_ui(m);
	hash_random(m->in.cache_key, sizeof m->in.cache_key);
	return prepare_inherited(m, cx, &m->in);
}

static int
master(struct conf *conf, const char *conf_path, const char *demo, bool private)
{
	struct master m = {
		.conf = conf,
		.demo = demo,
		.private = private,
		.since = clock_steady(),
		.in = { .https_fd = -1, .http_fd = -1, .access_fd = -1 },
		.status = -1,
	};
	struct ctx cx;
	enum status st;
	int code;

	log_open("master", LOG_INFO_);
	if (private)
		conf->root = SANDBOX_ROOT;
	take_demo(conf, demo);
	m.signals = signals_open();
	ctx_open(&cx, conf);
	st = open_all(&m, &cx);
	if (st != OK)
		fprintf(stderr, "hayloft: %s\n", cx.fault_text);
	ctx_close(&cx);
	if (st != OK) {
		if (m.sv != NULL)
			supervisor_close(m.sv);
		return EXIT_FAILED;
	}
	supervisor_start(m.sv);
	code = loop(&m, conf_path);
	unlink(conf_root_path(conf, conf->arena, STATUS_SOCKET));
	supervisor_close(m.sv);
	log_info("stopped", "nothing of ours runs any more");
	return code;
}

/* The state folder, with its parents. */
static enum status
make_folder(struct ctx *cx, const char *path)
{
	char *part = arena_strdup(cx->arena, path);

	for (char *s = part + 1;; s++) {
		char at = *s;

		if (at != '/' && at != '\0')
			continue;
		*s = '\0';
		if (mkdir(part, 0755) < 0 && errno != EEXIST)
			return fault(cx, ERR_DENIED, "%s: %s", part, strerror(errno));
		if (at == '\0')
			return OK;
		*s = at;
	}
}

/*
 * The lock itself is taken inside, where the state folder has another path;
 * looking here lets us name the one that a person knows.
 */
static enum status
look_for_another(struct ctx *cx, const char *state)
{
	int fd = open(arena_printf(cx->arena, "%s/lock", state), O_RDWR | O_CLOEXEC);
	bool taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return taken ? fault(cx, ERR_BUSY, "another Hayloft runs with the state folder %s; "
	    "`hayloft status` shows it", state) : OK;
}

int
run_main(int argc, char **argv)
{
	const char *path = NULL, *demo = NULL;
	bool private = false;
	struct conf conf;
	struct ctx cx;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
			path = argv[++i];
		} else if (strcmp(argv[i], "--demo") == 0 && i + 1 < argc) {
			demo = argv[++i];
		} else {
			fprintf(stderr, "hayloft: run knows no \"%s\"\n%s", argv[i], run_usage);
			return EXIT_USAGE;
		}
	}
	if (conf_load(&conf, path) != OK)
		return EXIT_FAILED;
	if (geteuid() != 0 && (conf.service_postgresql || conf.service_redis ||
	    conf.service_rspamd || conf.service_dovecot || conf.service_postfix)) {
		fprintf(stderr, "hayloft: the services of the mail core have users of their own: "
		    "become root, or switch them off (service.NAME = off)\n");
		return EXIT_FAILED;
	}
	ctx_open(&cx, &conf);
	if (make_folder(&cx, conf.state) != OK || look_for_another(&cx, conf.state) != OK ||
	    sandbox_enter(&cx, conf.state, &private) != OK) {
		fprintf(stderr, "hayloft: %s\n", cx.fault_text);
		return EXIT_FAILED;
	}
	ctx_close(&cx);
	/* From here on in the master; the guard never comes here. */
	exit(master(&conf, path, demo, private));
}
