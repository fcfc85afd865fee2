/*
 * Forks one process and leaves it only what its job needs: its descriptors, its
 * rights, its name in logs and in the list of processes.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/rights.h"
#include "httpd/spawn.h"
#include "storage/db.h"

static void
close_but(const int *keep, size_t count)
{
	unsigned from = STDERR_FILENO + 1;

	for (;;) {
		int next = -1;

		for (size_t i = 0; i < count; i++)
			if (keep[i] >= (int)from && (next < 0 || keep[i] < next))
				next = keep[i];
		if (next < 0) {
			close_range(from, ~0u, 0);
			return;
		}
		if ((unsigned)next > from)
			close_range(from, (unsigned)next - 1, 0);
		from = (unsigned)next + 1;
	}
}

static enum log_level
log_least(const struct conf *conf)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(conf->log_level, names[i]) == 0)
			return (enum log_level)i;
	return LOG_INFO_;
}

/* In the child, before its main function: only what its job needs remains. */
static void
settle(struct children *ch, const struct process *pr, const int *keep, size_t count)
{
	static const enum rights_role roles[] = {
		[PROCESS_FRONT] = RIGHTS_FRONT,
		[PROCESS_WATCHER] = RIGHTS_WATCHER,
		[PROCESS_WORKER] = RIGHTS_WORKER,
	};
	const struct conf *conf = ch->in.conf;
	const int64_t uids[] = {
		[PROCESS_FRONT] = conf->uid_front,
		[PROCESS_WATCHER] = conf->uid_watcher,
		[PROCESS_WORKER] = conf->uid_worker,
	};
	char label[32], name[16];
	sigset_t none;
	struct ctx cx;
	enum status st;

	close_but(keep, count);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	/* Ctrl-C reaches the whole group of the terminal; the master alone decides. */
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);

	if (pr->kind == PROCESS_WORKER) {
		snprintf(label, sizeof label, "worker pool=%s", pool_label(pr->pool));
		snprintf(name, sizeof name, "hay-%s", pool_label(pr->pool));
		/* A woken worker must not take the processor from the front that wakes several. */
		sched_setscheduler(0, SCHED_BATCH, &(struct sched_param){ 0 });
	} else {
		snprintf(label, sizeof label, "%s", process_name(pr->kind));
		snprintf(name, sizeof name, "hay-%s", process_name(pr->kind));
	}
	log_open(label, log_least(conf));
	prctl(PR_SET_NAME, name);
	ctx_open(&cx, conf);
	if (pr->kind == PROCESS_OPERATOR) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		st = rights_keep_few(&cx);
	} else {
		/* Read as the one we still are: its file is closed to the one we become. */
		ch->in.database = pr->kind != PROCESS_FRONT ?
		    db_conninfo(conf, conf->arena, DB_PATIENCE_SHORT) : NULL;
		st = rights_drop(&cx, roles[pr->kind], uids[pr->kind]);
	}
	if (st != OK) {
		log_error("rights", "%s", cx.fault_text);
		_exit(1);
	}
	ctx_close(&cx);
}

struct process *
spawn(struct children *ch, const struct process *like, const int *keep, size_t count, bool *child)
{
	struct process *pr = calloc(1, sizeof *pr);

	if (pr == NULL)
		abort();
	*pr = *like;
	fflush(NULL);
	pr->pid = fork();
	*child = pr->pid == 0;
	if (*child) {
		settle(ch, pr, keep, count);
		return pr;
	}
	if (pr->pid < 0) {
		log_error("fork", "%s", strerror(errno));
		free(pr);
		return NULL;
	}
	pr->since = clock_steady();
	pr->next = ch->list;
	ch->list = pr;
	log_event(LOG_INFO_, "started", "process", "%s", process_name(pr->kind), "child", "%d",
	    (int)pr->pid, "pool", "%s", pr->kind == PROCESS_WORKER ? pool_label(pr->pool) : "-",
	    NULL);
	return pr;
}
