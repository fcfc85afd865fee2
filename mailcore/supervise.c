/*
 * The supervisor as the master sees it: opens, ticks, hears of deaths, reloads
 * and stops.  What one service goes through is unit.c; what is to do around
 * them, chores.c.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/prepare.h"
#include "mailcore/unit.h"

#define HURRY_MS	20	/* between looks while something starts or stops */

static void
watch(struct supervisor *sv, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	(void)epoll_ctl(sv->epoll, EPOLL_CTL_ADD, fd, &e);
}

/* ---- open, close --------------------------------------------------------- */

static const char *const *
used_words(struct supervisor *sv, const struct unit *u)
{
	const char **words = arena_array(sv->arena, 2, sizeof *words);

	words[0] = u->service->used;
	return words;
}

/* It was of use (service.h). */
static void
note_use(void *arg, const char *service, const char *line)
{
	(void)service, (void)line;
	((struct unit *)arg)->used = clock_steady();
}

static enum status
open_units(struct supervisor *sv, struct ctx *cx)
{
	enum status st;

	for (int i = 0; i < SERVICE_COUNT; i++) {
		struct unit *u = &sv->units[i];

		u->service = sv->services[i] =
		    service_describe(sv->arena, &sv->model, (enum mailcore_service)i);
		u->probe = PROBE_NONE;
		u->listener = -1;
		unit_move(u, SERVICE_OFF);
		if (!sv->model.service[i])
			continue;
		unit_move(u, SERVICE_STOPPED);
		if ((st = journal_open(cx, sv->model.root, u->service->name,
		    u->service->worries, &u->journal)) != OK)
			return st;
		watch(sv, journal_fd(u->journal));
		if (sv->hooks.words[i] != NULL)
			journal_hear(u->journal, sv->hooks.words[i], sv->hooks.heard, sv->hooks.arg);
		else if (u->service->used != NULL)
			journal_hear(u->journal, used_words(sv, u), note_use, u);
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
		demand_close(u);
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
			unit_move(&sv->units[i], SERVICE_WAITING);
}

void
supervisor_fail(struct supervisor *sv, const char *words)
{
	if (sv->failed == NULL) {
		sv->failed = arena_strdup(sv->arena, words);
		log_event(LOG_ERROR_, "mailcore.failed", "why", "%s", words, NULL);
	}
}

/* ---- the loop ------------------------------------------------------------ */

int
supervisor_fd(const struct supervisor *sv)
{
	return sv->epoll;
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

static void
stop_who_may(struct supervisor *sv)
{
	for (int i = SERVICE_COUNT - 1; i >= 0; i--) {
		struct unit *u = &sv->units[i];

		if ((u->state == SERVICE_STARTING || u->state == SERVICE_READY) && u->pid != 0 &&
		    service_may_stop((enum mailcore_service)i, sv->services, units_running(sv)))
			unit_stop(sv, u);
	}
}

int
supervisor_tick(struct supervisor *sv)
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (sv->units[i].journal != NULL)
			journal_read(sv->units[i].journal);
	if (!sv->started)
		return HEALTH_MS;

	chores_sweep(sv);
	if (!sv->database_done && !sv->model.service[SERVICE_POSTGRESQL] && !sv->stopping)
		chores_database(sv);
	for (int i = 0; i < SERVICE_COUNT; i++)
		unit_step(sv, &sv->units[i]);
	if (sv->stopping)
		stop_who_may(sv);
	chores_flush(sv);
	watch_database(sv);
	return next_wait(sv);
}

static const char *
exit_words(int how, char *out, size_t size)
{
	if (WIFSIGNALED(how))
		snprintf(out, size, "killed by signal %d", WTERMSIG(how));
	else
		snprintf(out, size, "ended with code %d", WEXITSTATUS(how));
	return out;
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
		return chores_exited(sv, pid);
	u->pid = 0;
	unit_forget(sv, u);
	/* Its session first, in one blow; then what fled from it. */
	(void)kill(-pid, SIGKILL);
	sv->sweep = true;

	if (sv->stopping || (u->state == SERVICE_STOPPING && !u->again && !u->sleepy)) {
		unit_move(u, SERVICE_STOPPED);
		return true;
	}
	if (u->sleepy) {
		u->due = 0;
		unit_move(u, SERVICE_WAITING);
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
	unit_move(u, SERVICE_WAITING);
	return true;
}

/* ---- how it is, and orders ----------------------------------------------- */

bool
supervisor_ready(const struct supervisor *sv)
{
	return sv->started && !sv->stopping && sv->failed == NULL && sv->database_done &&
	    units_ready(sv) == units_on(sv);
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
			unit_stop(sv, u);
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
		if (sv->units[i].state == SERVICE_WAITING || sv->units[i].state == SERVICE_ASLEEP)
			unit_move(&sv->units[i], SERVICE_STOPPED);
	stop_who_may(sv);
}

bool
supervisor_all_stopped(const struct supervisor *sv)
{
	return units_running(sv) == 0 && !sv->sweep;
}
