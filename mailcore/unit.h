/*
 * A service at work, and the supervisor that owns it: what supervise.c, unit.c
 * and chores.c share.  Others know supervise.h.
 */
#ifndef MAILCORE_UNIT_H
#define MAILCORE_UNIT_H

#include "mailcore/journal.h"
#include "mailcore/pg_probe.h"
#include "mailcore/restart.h"
#include "mailcore/service.h"
#include "mailcore/supervise.h"

#define HEALTH_MS	5000	/* between two questions to a ready service */
#define JOBS_MAX	4

struct unit {
	struct service		*service;
	enum service_state	 state;
	bool			 again;		/* to be launched again after a stop */
	bool			 killed;	/* SIGKILL was sent */
	pid_t			 pid;
	int64_t			 since;		/* of the state */
	int			 listener;	/* of one that runs on demand; -1 */
	int64_t			 used;		/* when that was last of use */
	bool			 sleepy;	/* stopped because nobody wants it */
	int64_t			 launched;
	int64_t			 due;		/* waiting: not before */
	bool			 asked;		/* an answer is awaited */
	int64_t			 asked_at;
	int64_t			 next_check;	/* when to ask again */
	int			 unanswered;
	int64_t			 spent;		/* spent_ms() when it last did not answer */
	unsigned		 restarts;
	struct restart		 record;
	struct journal		*journal;
	struct probe		 probe;
	int			 talk;
	char			 trouble[200];
};

struct supervisor {
	struct arena		*arena;
	struct mailcore_model	 model;
	struct supervisor_hooks	 hooks;
	struct service		*services[SERVICE_COUNT];
	struct unit		 units[SERVICE_COUNT];
	struct pg_probe		*pg;
	int			 lock, epoll;
	bool			 started, stopping;
	bool			 database_done;	/* the hook ran */
	bool			 sweep;		/* orphans may be left */
	int64_t			 flush_due;	/* 0: nothing waits for it */
	pid_t			 jobs[JOBS_MAX];	/* short helpers that run now */
	char			*failed;
};

void unit_move(struct unit *u, enum service_state state);

/* Do what is due in its state. */
void unit_step(struct supervisor *sv, struct unit *u);

/* Whatever was asked, nobody waits for the answer any more. */
void unit_forget(struct supervisor *sv, struct unit *u);
void unit_stop(struct supervisor *sv, struct unit *u);

/* NEEDS() bits of those that are switched on, answer, have a process. */
unsigned units_on(const struct supervisor *sv);
unsigned units_ready(const struct supervisor *sv);
unsigned units_running(const struct supervisor *sv);

/* demand.c: its socket, on which nobody waits in vain while it sleeps. */
bool demand_open(struct supervisor *sv, struct unit *u);
bool demand_waits(const struct unit *u);	/* somebody wants it */
void demand_close(struct unit *u);

/* The start cannot succeed. */
void supervisor_fail(struct supervisor *sv, const char *words);

/* chores.c: U answers from now on. */
void chores_ready(struct supervisor *sv, struct unit *u);
void chores_database(struct supervisor *sv);
void chores_flush(struct supervisor *sv);
void chores_sweep(struct supervisor *sv);

/* A process was reaped; true when it was a helper of ours. */
bool chores_exited(struct supervisor *sv, pid_t pid);

#endif
