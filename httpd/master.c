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
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/trace_line.h"
#include "core/clock.h"
#include "core/log.h"
#include "httpd/listen.h"
#include "httpd/garbage.h"
#include "httpd/master.h"
#include "httpd/status.h"
#include "mailcore/sandbox.h"

#define POLL_MAX	64
#define STOP_MS		60000	/* then whatever is left goes by force */

static void
begin_stop(struct master *m, int exit_code)
{
	if (m->phase >= DRAINING) {
		/* Asked twice: somebody is in a hurry. */
		children_kill(&m->children);
		return;
	}
	log_info("stopping", "finishing what is being served");
	tell_gone(m);
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
			settings_reload(m, conf_path);
			break;
		default:
			break;		/* SIGCHLD: reap() comes anyway */
		}
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
			prepare_mailboxes(m);
			tell_ready(m);
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
		settings_watch_certificate(m, conf_path);
		if (m->phase == READY)
			garbage_tick(m);
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

static void
hear_line(void *arg, const char *service, const char *line)
{
	struct master *m = arg;

	children_tell_line(&m->children, service, line);
}

static enum status
open_all(struct master *m, struct ctx *cx)
{
	struct supervisor_hooks hooks = {
		.arg = m,
		.database_ready = prepare_database,
		.cache_ready = prepare_cache,
		.words = {
			[SERVICE_POSTFIX] = trace_words_postfix,
			[SERVICE_RSPAMD] = trace_words_rspamd,
			[SERVICE_DOVECOT] = trace_words_dovecot,
		},
		.heard = hear_line,
	};
	enum status st;

	if ((st = settings_model(cx, m->conf, &m->model)) != OK)
		return st;
	if ((st = supervisor_open(cx, &m->model, &hooks, &m->sv)) != OK)
		return st;
	if (mailcore_model_own_resolver(&m->model) &&
	    (st = sandbox_resolver(cx, conf_root_path(m->conf, cx->arena, "conf/" RESOLV_CONF))) != OK)
		return st;
	tell_gone(m);
	if ((st = listen_open(cx, m->conf->bind, conf_port(m->conf, 443), &m->in.https_fd)) != OK ||
	    (st = listen_open(cx, m->conf->bind, conf_port(m->conf, 80), &m->in.http_fd)) != OK ||
	    (st = status_listen(cx, conf_root_path(m->conf, m->conf->arena, STATUS_SOCKET),
	    &m->status)) != OK)
		return st;
	settings_show_ui(m);
	hash_random(m->in.cache_key, sizeof m->in.cache_key);
	return settings_inherit(m, cx, &m->in);
}

int
master_run(struct conf *conf, const char *conf_path, const char *demo, bool private)
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
	prepare_demo(conf, demo);
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
