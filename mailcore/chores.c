/*
 * What is to do around the services: once when the database is there, when
 * one comes back after it was away, and after one that died.
 */
#include <signal.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/orphans.h"
#include "mailcore/unit.h"

#define FLUSH_MS	300	/* after one that Postfix needs is back */

/* Redis is filled from the database, whichever of the two was slower. */
static void
fill_cache(struct supervisor *sv)
{
	if (sv->database_done && sv->failed == NULL && sv->hooks.cache_ready != NULL &&
	    sv->units[SERVICE_REDIS].state == SERVICE_READY)
		sv->hooks.cache_ready(sv->hooks.arg);
}

void
chores_database(struct supervisor *sv)
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
		supervisor_fail(sv, cx.fault_text != NULL ? cx.fault_text : status_name(st));
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

void
chores_ready(struct supervisor *sv, struct unit *u)
{
	log_event(LOG_INFO_, "service.ready", "service", "%s", u->service->name,
	    "ms", "%lld", (long long)(clock_steady() - u->since), NULL);
	unit_move(u, SERVICE_READY);
	u->next_check = clock_steady() + HEALTH_MS;
	if (u->service->id == SERVICE_POSTGRESQL) {
		if (!sv->database_done)
			chores_database(sv);
		else
			tell_database_is_back(sv);
	}
	if (u->service->id == SERVICE_REDIS)
		fill_cache(sv);
	if (u->service->id == SERVICE_POSTGRESQL || u->service->id == SERVICE_DOVECOT)
		sv->flush_due = clock_steady() + FLUSH_MS;
}

/*
 * What Postfix could not deliver while Dovecot or PostgreSQL was away would
 * wait for a minute or more.
 */
void
chores_flush(struct supervisor *sv)
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

bool
chores_exited(struct supervisor *sv, pid_t pid)
{
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (sv->jobs[i] == pid) {
			sv->jobs[i] = 0;
			return true;
		}
	return false;
}

void
chores_sweep(struct supervisor *sv)
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
