/*
 * The supervisor of the mail core: starts PostgreSQL, Redis, Rspamd, Dovecot
 * and Postfix in this order, each when the one before it answers, restarts
 * what dies or hangs, and stops them in reverse order.
 *
 * It runs inside the master and never blocks it (but for supervisor_open,
 * before anything else runs): one thread, no callbacks but the hook.  The
 * master's loop does three things:
 *
 *	struct pollfd p = { .fd = supervisor_fd(sv), .events = POLLIN };
 *	for (;;) {
 *		poll(&p, …, min(own_timeout, wait));
 *		while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
 *			if (!supervisor_child_exited(sv, pid, how))
 *				own_child_exited(pid, how);
 *		wait = supervisor_tick(sv);
 *	}
 *
 * A SIGCHLD must wake the poll (signalfd or a self-pipe of the master).  The
 * master has to be PID 1 of its namespace or a subreaper, so that orphans of
 * a dead service become its children: unknown pids reaped are harmless.
 *
 * Orphans: every process whose parent is the master and that runs another
 * executable than ours belongs to a service.  The master itself starts
 * nothing but forks of its own program, so nothing else can be hit.
 */
#ifndef MAILCORE_SUPERVISE_H
#define MAILCORE_SUPERVISE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/ctx.h"
#include "mailcore/model.h"

struct supervisor;

enum service_state {
	SERVICE_OFF,		/* switched off by configuration */
	SERVICE_WAITING,	/* for one before it, or for its restart delay */
	SERVICE_STARTING,	/* its process runs and does not answer yet */
	SERVICE_READY,
	SERVICE_ASLEEP,		/* runs on demand; it is started when somebody connects */
	SERVICE_STOPPING,
	SERVICE_STOPPED
};

struct supervisor_hooks {
	void	*arg;

	/*
	 * PostgreSQL answers for the first time, has its roles and database,
	 * and nothing that needs it was started: run the migrations.  May
	 * block.  Anything but OK ends the start; the fault of CX is logged.
	 * Called once; also when PostgreSQL is not ours to run.
	 */
	enum status (*database_ready)(struct ctx *cx, void *arg);

	/*
	 * Redis answers, at the start and after each of its restarts: fill it
	 * (mailcore_dkim_publish).  Rspamd is not waiting for it.
	 */
	void (*cache_ready)(void *arg);

	/*
	 * A service said something with one of its words in it, in a line of its log.
	 * Lists end with NULL; NULL: nobody cares.
	 */
	const char *const *words[SERVICE_COUNT];
	void (*heard)(void *arg, const char *service, const char *line);
};

struct service_status {
	const char		*name;
	enum service_state	 state;
	pid_t			 pid;		/* 0 when none */
	int64_t			 since;		/* clock_steady() of the last change of state */
	unsigned		 restarts;	/* since supervisor_start() */
	const char		*trouble;	/* last reason for a restart, "" when none */
};

/*
 * Prepare the state folder (mailcore/prepare.h), which is locked against a
 * second Hayloft until supervisor_close.  Blocks; a second or two at the very
 * first start, some milliseconds later.  MODEL and HOOKS are copied, their
 * strings and the hooks' arg must live on.
 */
enum status supervisor_open(struct ctx *cx, const struct mailcore_model *model,
    const struct supervisor_hooks *hooks, struct supervisor **out) NODISCARD;

/* Begin to start services; supervisor_tick() does the work. */
void supervisor_start(struct supervisor *sv);

/* Readable whenever supervisor_tick() has something to do. */
int supervisor_fd(const struct supervisor *sv);

/* Do what is due; never blocks.  Returns the milliseconds until the next call. */
int supervisor_tick(struct supervisor *sv);

/* A process was reaped.  True when it was a service of ours. */
bool supervisor_child_exited(struct supervisor *sv, pid_t pid, int how);

/* Every service that is switched on answers. */
bool supervisor_ready(const struct supervisor *sv);

/*
 * The start cannot succeed (a migration failed, a program is missing): the
 * words, or NULL while there is hope.
 */
const char *supervisor_failed(const struct supervisor *sv);

/* One service for `hayloft status`. */
void supervisor_status(const struct supervisor *sv, enum mailcore_service service,
    struct service_status *out);

/*
 * Configuration or certificate changed: render again and make the services
 * read it, without cutting sessions (Redis, which cannot, is restarted when
 * its configuration changed).  Which services run does not change by this.
 */
enum status supervisor_reload(struct supervisor *sv, struct ctx *cx,
    const struct mailcore_model *model) NODISCARD;

/* Begin a clean stop, in reverse order; also stops a start half-way. */
void supervisor_stop(struct supervisor *sv);

/* Nothing of ours runs any more. */
bool supervisor_all_stopped(const struct supervisor *sv);

/* Frees; kills what still runs. */
void supervisor_close(struct supervisor *sv);

#endif
