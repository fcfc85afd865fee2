/*
 * The state machine.  A unit is one service at work:
 *
 *   waiting --launch--> starting --answers--> ready
 *      ^                    |                   |
 *      +------- died, hung or told to ----------+      stop: stopping -> stopped
 *
 * Whatever kills a unit's main process, by us or by others, comes back as
 * child_exited(), which is the only place where a unit leaves a living state;
 * what it left behind is killed before anything is launched again.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/journal.h"
#include "mailcore/orphans.h"
#include "mailcore/pg_probe.h"
#include "mailcore/prepare.h"
#include "mailcore/restart.h"
#include "mailcore/service.h"
#include "mailcore/supervise.h"

#define HURRY_MS	20	/* between looks while something starts or stops */
#define AGAIN_MS	40	/* between two questions to one that starts */
#define HEALTH_MS	5000	/* between two questions to a ready service */
#define ANSWER_MS	5000	/* to answer one */
#define FLUSH_MS	300	/* after one that Postfix needs is back */
#define JOBS_MAX	4
#define UNANSWERED_MAX	3	/* in a row, then it hangs */

struct unit {
	struct service		*service;
	enum service_state	 state;
	bool			 again;		/* to be launched again after a stop */
	bool			 killed;	/* SIGKILL was sent */
	pid_t			 pid;
	int64_t			 since;		/* of the state */
	int64_t			 launched;
	int64_t			 due;		/* waiting: not before */
	bool			 asked;		/* an answer is awaited */
	int64_t			 next_check;	/* when to ask again */
	int			 unanswered;
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

static const char *
exit_words(int how, char *out, size_t size)
{
	if (WIFSIGNALED(how))
		snprintf(out, size, "killed by signal %d", WTERMSIG(how));
	else
		snprintf(out, size, "ended with code %d", WEXITSTATUS(how));
	return out;
}

static void
move(struct unit *u, enum service_state state)
{
	u->state = state;
	u->since = clock_steady();
}

static unsigned
on_bits(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state != SERVICE_OFF)
			bits |= NEEDS(i);
	return bits;
}

static unsigned
ready_bits(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state == SERVICE_READY)
			bits |= NEEDS(i);
	return bits;
}

static unsigned
running_bits(const struct supervisor *sv)
{
	unsigned bits = 0;

	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].pid != 0)
			bits |= NEEDS(i);
	return bits;
}

static void
watch(struct supervisor *sv, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	(void)epoll_ctl(sv->epoll, EPOLL_CTL_ADD, fd, &e);
}

/* ---- open, close ---------------------------------------------------------- */

static enum status
open_units(struct supervisor *sv, struct ctx *cx)
{
	enum status st;

	for (int i = 0; i < SERVICE_COUNT; i++) {
		struct unit *u = &sv->units[i];

		u->service = sv->services[i] =
		    service_describe(sv->arena, &sv->model, (enum mailcore_service)i);
		u->probe = PROBE_NONE;
		move(u, SERVICE_OFF);
		if (!sv->model.service[i])
			continue;
		move(u, SERVICE_STOPPED);
		if ((st = journal_open(cx, sv->model.root, u->service->name,
		    u->service->worries, &u->journal)) != OK)
			return st;
		watch(sv, journal_fd(u->journal));
	}
	return OK;
}

enum status
supervisor_open(struct ctx *cx, const struct mailcore_model *model,
    const struct supervisor_hooks *hooks, struct supervisor **out)
{
	struct supervisor *sv;
	enum status st;
	int lock;

	if ((st = mailcore_lock(cx, model, &lock)) != OK)
		return st;
	if ((st = mailcore_prepare(cx, model)) != OK) {
		close(lock);
		return st;
	}
	if ((sv = calloc(1, sizeof *sv)) == NULL)
		abort();
	*sv = (struct supervisor){
		.arena = arena_open(),
		.model = *model,
		.hooks = *hooks,
		.pg = pg_probe_open(model),
		.lock = lock,
		.epoll = epoll_create1(EPOLL_CLOEXEC),
	};
	if (sv->epoll < 0)
		abort();
	if ((st = open_units(sv, cx)) != OK) {
		supervisor_close(sv);
		return st;
	}
	*out = sv;
	return OK;
}

void
supervisor_close(struct supervisor *sv)
{
	if (sv == NULL)
		return;
	for (int i = 0; i < SERVICE_COUNT; i++) {
		struct unit *u = &sv->units[i];

		probe_end(&u->probe);
		if (u->pid != 0)
			(void)kill(-u->pid, SIGKILL);
		journal_close(u->journal);
	}
	pg_probe_close(sv->pg);
	close(sv->epoll);
	close(sv->lock);
	arena_close(sv->arena);
	free(sv);
}

void
supervisor_start(struct supervisor *sv)
{
	sv->started = true;
	sv->stopping = false;
	/* A master before us may have left something without a namespace. */
	sv->sweep = true;
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state == SERVICE_STOPPED)
			move(&sv->units[i], SERVICE_WAITING);
}

/* ---- launch --------------------------------------------------------------- */

static void
fail_start(struct supervisor *sv, const char *words)
{
	if (sv->failed == NULL) {
		sv->failed = arena_strdup(sv->arena, words);
		log_event(LOG_ERROR_, "mailcore.failed", "why", "%s", words, NULL);
	}
}

/*
 * A pid file of a killed service names a pid that, in a namespace as small as
 * ours, soon belongs to somebody else, and the service would refuse to start.
 * As PID 1 we know that nothing of it runs any more: it was killed, and the
 * lock keeps others away.  Without a namespace we cannot know, and a second
 * PostgreSQL on the same files would destroy them: the file stays.
 */
static void
remove_stale(const struct supervisor *sv, const struct service *s)
{
	char path[512];

	if (s->stale == NULL || getpid() != 1)
		return;
	snprintf(path, sizeof path, "%s/%s", sv->model.root, s->stale);
	(void)unlink(path);
}

static void
launch(struct supervisor *sv, struct unit *u)
{
	const struct service *s = u->service;
	struct ctx cx;

	remove_stale(sv, s);
	ctx_open(&cx, NULL);
	if (process_start(&cx, &s->command, journal_output(u->journal), s->stop_signal,
	    &u->pid) == OK) {
		u->launched = clock_steady();
		u->killed = u->again = false;
		u->unanswered = 0;
		u->next_check = 0;
		move(u, SERVICE_STARTING);
		log_event(LOG_DEBUG_, "service.start", "service", "%s", s->name,
		    "pid", "%d", (int)u->pid, NULL);
	} else {
		u->pid = 0;
		snprintf(u->trouble, sizeof u->trouble, "%s", cx.fault_text);
		fail_start(sv, u->trouble);
		u->due = clock_steady() + restart_delay(&u->record, 0);
	}
	ctx_close(&cx);
}

static void
kill_unit(struct unit *u, const char *why)
{
	snprintf(u->trouble, sizeof u->trouble, "%s", why);
	log_event(LOG_WARN_, "service.kill", "service", "%s", u->service->name,
	    "why", "%s", why, NULL);
	u->killed = true;
	(void)kill(-u->pid, SIGKILL);
	(void)kill(u->pid, SIGKILL);
}

/* ---- helpers ------------------------------------------------------------------ */

/*
 * What Postfix could not deliver while Dovecot or PostgreSQL was away would
 * wait for a minute or more.
 */
static void
flush_queue(struct supervisor *sv)
{
	const struct unit *u = &sv->units[SERVICE_POSTFIX];
	struct command flush = { .argv = {
		"/usr/sbin/postqueue", "-c", NULL, "-f",
	} };
	struct ctx cx;

	if (sv->flush_due == 0 || clock_steady() < sv->flush_due || sv->stopping ||
	    u->state != SERVICE_READY)
		return;
	sv->flush_due = 0;
	ctx_open(&cx, NULL);
	flush.argv[2] = arena_printf(cx.arena, "%s/conf/postfix", sv->model.root);
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (sv->jobs[i] == 0) {
			if (process_start(&cx, &flush, journal_output(u->journal), SIGKILL,
			    &sv->jobs[i]) != OK)
				log_event(LOG_WARN_, "queue.flush", "why", "%s", cx.fault_text, NULL);
			break;
		}
	ctx_close(&cx);
}

static bool
job_exited(struct supervisor *sv, pid_t pid)
{
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (sv->jobs[i] == pid) {
			sv->jobs[i] = 0;
			return true;
		}
	return false;
}

/* ---- becoming ready ---------------------------------------------------------- */

/* Redis is filled from the database, whichever of the two was slower. */
static void
fill_cache(struct supervisor *sv)
{
	if (sv->database_done && sv->failed == NULL && sv->hooks.cache_ready != NULL &&
	    sv->units[SERVICE_REDIS].state == SERVICE_READY)
		sv->hooks.cache_ready(sv->hooks.arg);
}

static void
prepare_database(struct supervisor *sv)
{
	struct ctx cx;
	enum status st = OK;

	sv->database_done = true;
	ctx_open(&cx, NULL);
	if (sv->model.service[SERVICE_POSTGRESQL])
		st = pg_make_roles(&cx, &sv->model);
	if (st == OK && sv->hooks.database_ready != NULL)
		st = sv->hooks.database_ready(&cx, sv->hooks.arg);
	if (st != OK)
		fail_start(sv, cx.fault_text != NULL ? cx.fault_text : status_name(st));
	ctx_close(&cx);
	fill_cache(sv);
}

/*
 * PostgreSQL is back after it was away.  Postfix keeps failed look-ups while
 * its processes live, and Dovecot waits longer and longer before it tries to
 * connect again: both begin anew.  Open sessions go on.
 */
static void
tell_database_is_back(struct supervisor *sv)
{
	static const enum mailcore_service who[] = { SERVICE_DOVECOT, SERVICE_POSTFIX };

	log_event(LOG_INFO_, "database.back", NULL);
	for (size_t i = 0; i < COUNT(who); i++) {
		struct unit *u = &sv->units[who[i]];

		if (u->pid != 0 && u->state == SERVICE_READY)
			(void)kill(u->pid, u->service->reload_signal);
	}
}

static void
became_ready(struct supervisor *sv, struct unit *u)
{
	log_event(LOG_INFO_, "service.ready", "service", "%s", u->service->name,
	    "ms", "%lld", (long long)(clock_steady() - u->since), NULL);
	move(u, SERVICE_READY);
	u->next_check = clock_steady() + HEALTH_MS;
	if (u->service->id == SERVICE_POSTGRESQL) {
		if (!sv->database_done)
			prepare_database(sv);
		else
			tell_database_is_back(sv);
	}
	if (u->service->id == SERVICE_REDIS)
		fill_cache(sv);
	if (u->service->id == SERVICE_POSTGRESQL || u->service->id == SERVICE_DOVECOT)
		sv->flush_due = clock_steady() + FLUSH_MS;
}

/* ---- asking whether it answers ----------------------------------------------- */

static void
ask(struct supervisor *sv, struct unit *u)
{
	u->talk = 0;
	u->asked = true;
	if (u->service->id == SERVICE_POSTGRESQL)
		pg_probe_start(sv->pg, ANSWER_MS);
	else
		probe_start(&u->probe, &u->service->talks[0], ANSWER_MS);
}

/* All talks of a service, one after the other. */
static enum probe_state
listen_to(struct supervisor *sv, struct unit *u, const char **why)
{
	enum probe_state state;

	if (u->service->id == SERVICE_POSTGRESQL) {
		state = pg_probe_step(sv->pg);
		*why = pg_probe_why(sv->pg);
	} else {
		state = probe_step(&u->probe);
		*why = u->probe.why;
		if (state == PROBE_PASSED && ++u->talk < u->service->talk_count) {
			probe_start(&u->probe, &u->service->talks[u->talk], ANSWER_MS);
			state = PROBE_RUNNING;
		}
	}
	u->asked = state == PROBE_RUNNING;
	return state;
}

/* Whatever was asked, nobody waits for the answer any more. */
static void
forget_question(struct supervisor *sv, struct unit *u)
{
	u->asked = false;
	probe_end(&u->probe);
	u->probe.state = PROBE_IDLE;
	if (u->service->id == SERVICE_POSTGRESQL)
		pg_probe_forget(sv->pg);
}

/* ---- one step of each state --------------------------------------------------- */

static void
step_waiting(struct supervisor *sv, struct unit *u)
{
	unsigned needs = u->service->needs;

	if (sv->stopping) {
		move(u, SERVICE_STOPPED);
		return;
	}
	/* Who reads the database waits for the migrations as well. */
	if ((needs & NEEDS(SERVICE_POSTGRESQL)) != 0 && !sv->database_done)
		return;
	if (!sv->sweep && sv->failed == NULL && clock_steady() >= u->due &&
	    service_may_start(u->service, ready_bits(sv), on_bits(sv)))
		launch(sv, u);
}

static void
step_starting(struct supervisor *sv, struct unit *u)
{
	const char *why = "";

	if (!u->asked && clock_steady() >= u->next_check)
		ask(sv, u);
	if (u->asked)
		switch (listen_to(sv, u, &why)) {
		case PROBE_PASSED:
			became_ready(sv, u);
			return;
		case PROBE_FAILED:
			u->next_check = clock_steady() + AGAIN_MS;
			break;
		default:
			break;
		}
	if (!u->killed && clock_steady() - u->since > u->service->start_ms)
		kill_unit(u, why[0] != '\0' ? why : "does not begin to answer");
}

static void
step_ready(struct supervisor *sv, struct unit *u)
{
	const char *why = "";

	if (u->service->id == SERVICE_POSTGRESQL && pg_probe_lost(sv->pg)) {
		/* All its sessions were cut; see whether it is there again. */
		log_event(LOG_WARN_, "database.cut", "why", "%s", pg_probe_why(sv->pg), NULL);
		u->next_check = 0;
		move(u, SERVICE_STARTING);
		return;
	}
	if (!u->asked) {
		if (clock_steady() < u->next_check)
			return;
		ask(sv, u);
	}
	switch (listen_to(sv, u, &why)) {
	case PROBE_PASSED:
		u->unanswered = 0;
		break;
	case PROBE_FAILED:
		log_event(LOG_WARN_, "service.silent", "service", "%s", u->service->name,
		    "why", "%s", why, NULL);
		if (++u->unanswered >= UNANSWERED_MAX && !u->killed)
			kill_unit(u, why);
		break;
	default:
		return;
	}
	u->next_check = clock_steady() + HEALTH_MS;
}

static void
step_stopping(struct unit *u)
{
	if (!u->killed && clock_steady() - u->since > u->service->stop_ms)
		kill_unit(u, "did not stop in time");
}

static void
begin_stop(struct supervisor *sv, struct unit *u)
{
	forget_question(sv, u);
	move(u, SERVICE_STOPPING);
	(void)kill(u->pid, u->service->stop_signal);
}

static void
stop_who_may(struct supervisor *sv)
{
	for (int i = SERVICE_COUNT - 1; i >= 0; i--) {
		struct unit *u = &sv->units[i];

		if ((u->state == SERVICE_STARTING || u->state == SERVICE_READY) && u->pid != 0 &&
		    service_may_stop((enum mailcore_service)i, sv->services, running_bits(sv)))
			begin_stop(sv, u);
	}
}

static void
sweep(struct supervisor *sv)
{
	pid_t keep[SERVICE_COUNT + JOBS_MAX];
	size_t count = 0;

	if (!sv->sweep)
		return;
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].pid != 0)
			keep[count++] = sv->units[i].pid;
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (sv->jobs[i] != 0)
			keep[count++] = sv->jobs[i];
	sv->sweep = orphans_kill(keep, count) > 0;
}

/*
 * The idle connection's end must wake the master.  A descriptor that was
 * closed has left the set by itself, and one that is in it stays: so ask each
 * time.
 */
static void
watch_database(struct supervisor *sv)
{
	if (pg_probe_fd(sv->pg) >= 0)
		watch(sv, pg_probe_fd(sv->pg));
}

/* ---- the master's side ----------------------------------------------------------- */

int
supervisor_fd(const struct supervisor *sv)
{
	return sv->epoll;
}

static int
next_wait(const struct supervisor *sv)
{
	int64_t now = clock_steady(), wait = HEALTH_MS;

	if (sv->sweep || sv->flush_due != 0)
		return HURRY_MS;
	for (int i = 0; i < SERVICE_COUNT; i++) {
		const struct unit *u = &sv->units[i];
		int64_t left = wait;

		switch (u->state) {
		case SERVICE_STARTING:
		case SERVICE_STOPPING:
			return HURRY_MS;
		case SERVICE_READY:
			left = u->asked ? HURRY_MS : u->next_check - now;
			break;
		case SERVICE_WAITING:
			left = u->due - now;
			/* Due, but for one that must answer first: that one will wake us. */
			if (left <= 0)
				left = sv->failed != NULL ? wait : HURRY_MS;
			break;
		default:
			break;
		}
		if (left < wait)
			wait = left;
	}
	return wait < 0 ? 0 : (int)wait;
}

int
supervisor_tick(struct supervisor *sv)
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].journal != NULL)
			journal_read(sv->units[i].journal);
	if (!sv->started)
		return HEALTH_MS;

	sweep(sv);
	if (!sv->database_done && !sv->model.service[SERVICE_POSTGRESQL] && !sv->stopping)
		prepare_database(sv);
	for (int i = 0; i < SERVICE_COUNT; i++) {
		struct unit *u = &sv->units[i];

		switch (u->state) {
		case SERVICE_WAITING:
			step_waiting(sv, u);
			break;
		case SERVICE_STARTING:
			step_starting(sv, u);
			break;
		case SERVICE_READY:
			step_ready(sv, u);
			break;
		case SERVICE_STOPPING:
			step_stopping(u);
			break;
		default:
			break;
		}
	}
	if (sv->stopping)
		stop_who_may(sv);
	flush_queue(sv);
	watch_database(sv);
	return next_wait(sv);
}

static struct unit *
find(struct supervisor *sv, pid_t pid)
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].pid == pid)
			return &sv->units[i];
	return NULL;
}

bool
supervisor_child_exited(struct supervisor *sv, pid_t pid, int how)
{
	struct unit *u = find(sv, pid);
	char words[64];
	int delay;

	if (u == NULL)
		return job_exited(sv, pid);
	u->pid = 0;
	forget_question(sv, u);
	/* Its session first, in one blow; then what fled from it. */
	(void)kill(-pid, SIGKILL);
	sv->sweep = true;

	if (sv->stopping || (u->state == SERVICE_STOPPING && !u->again)) {
		move(u, SERVICE_STOPPED);
		return true;
	}
	delay = u->again ? 0 : restart_delay(&u->record, clock_steady() - u->launched);
	if (!u->again) {
		if (!u->killed)
			snprintf(u->trouble, sizeof u->trouble, "%s",
			    exit_words(how, words, sizeof words));
		log_event(LOG_ERROR_, "service.died", "service", "%s", u->service->name,
		    "pid", "%d", (int)pid, "how", "%s", exit_words(how, words, sizeof words),
		    "again_in_ms", "%d", delay, NULL);
	}
	u->restarts++;
	u->due = clock_steady() + delay;
	move(u, SERVICE_WAITING);
	return true;
}

bool
supervisor_ready(const struct supervisor *sv)
{
	return sv->started && !sv->stopping && sv->failed == NULL && sv->database_done &&
	    ready_bits(sv) == on_bits(sv);
}

const char *
supervisor_failed(const struct supervisor *sv)
{
	return sv->failed;
}

void
supervisor_status(const struct supervisor *sv, enum mailcore_service service,
    struct service_status *out)
{
	const struct unit *u = &sv->units[service];

	*out = (struct service_status){
		.name = u->service->name,
		.state = u->state,
		.pid = u->pid,
		.since = u->since,
		.restarts = u->restarts,
		.trouble = u->trouble,
	};
}

enum status
supervisor_reload(struct supervisor *sv, struct ctx *cx, const struct mailcore_model *model)
{
	bool changed[SERVICE_COUNT] = { false };
	enum status st;

	if ((st = mailcore_reconfigure(cx, model, changed)) != OK)
		return st;
	for (int i = 0; i < SERVICE_COUNT; i++) {
		struct unit *u = &sv->units[i];

		if (u->pid == 0 || u->state == SERVICE_STOPPING)
			continue;
		if (u->service->reload_signal != 0) {
			/* Also unchanged ones: the certificate has no render. */
			(void)kill(u->pid, u->service->reload_signal);
		} else if (changed[i]) {
			u->again = true;
			begin_stop(sv, u);
		}
	}
	return OK;
}

void
supervisor_stop(struct supervisor *sv)
{
	sv->stopping = true;
	sv->flush_due = 0;
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].state == SERVICE_WAITING)
			move(&sv->units[i], SERVICE_STOPPED);
	stop_who_may(sv);
}

bool
supervisor_all_stopped(const struct supervisor *sv)
{
	return running_bits(sv) == 0 && !sv->sweep;
}
