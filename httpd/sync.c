/*
 * One entry per account whose store is being followed.  A move of the store
 * during the job may or may not have been seen by it, so one more job follows;
 * any further moves are covered by that one.
 *
 * A job that left something to do (202) is followed by the next at once; it
 * queues behind the others, so that a large account does not hold a worker.
 * After one that failed, or that came to nothing since another process was at
 * that account, the next waits, longer each time, and after some the account is
 * left alone: the next move or the next request of a client asks anew.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/front.h"
#include "httpd/pool.h"
#include "httpd/sync.h"
#include "httpd/tasks.h"

#define PAUSE_MS	1000	/* after the first failure; doubles */
#define FAILURES_MAX	6
#define IDLE_MS		900	/* a job that ended sooner and left work did none */

struct sync {
	struct sync	*next;
	enum sync_what	 what;
	bool		 running, again;
	int		 failures;	/* in a row */
	int64_t		 due;		/* the next attempt while none is running; clock_steady() */
	struct job	 job;
	char		 query[40], id[24];
};

static struct sync *syncs;

static void
start(struct sync *s)
{
	static unsigned count;

	s->again = false;
	s->running = true;
	snprintf(s->id, sizeof s->id, "sync-%08x", ++count);
	pool_submit(&s->job);
}

static void
forget(struct sync *s)
{
	struct sync **at;

	for (at = &syncs; *at != s; at = &(*at)->next)
		;
	*at = s->next;
	free(s);
}

static void
on_done(struct job *job, enum job_end end, struct message *m)
{
	struct sync *s = H2O_STRUCT_FROM_MEMBER(struct sync, job, job);
	bool failed = end != JOB_REPLIED || m->re.code >= 400;
	bool unfinished = !failed && m->re.code == 202;

	s->running = false;
	if (failed)
		log_event(LOG_WARN_, s->what == SYNC_INDEX ? "sync" : "tasks", "account", "%lld", (long long)s->job.account,
		    "code", "%d", end == JOB_REPLIED ? m->re.code : 0, "fault", "%s",
		    end == JOB_REPLIED && m->fault != NULL ? m->fault : "", NULL);
	if (front.draining) {
		forget(s);
	} else if (!failed && !(unfinished && job->worker_ms < IDLE_MS)) {
		s->failures = 0;
		if (unfinished || s->again)
			start(s);
		else
			forget(s);
	} else if (++s->failures <= FAILURES_MAX) {
		s->due = clock_steady() + (PAUSE_MS << (s->failures - 1));
	} else {
		forget(s);
	}
}

void
sync_tick(int64_t now)
{
	for (struct sync *s = syncs, *next; s != NULL; s = next) {
		next = s->next;		/* a job that ends at once may free its entry */
			if (!s->running && s->due <= now)
			start(s);
	}
}

void
sync_request(int64_t account, enum sync_what what)
{
	static const char *const paths[] = {
		[SYNC_INDEX] = "/internal/sync", [SYNC_TASKS] = TASKS_PATH, [SYNC_SLOW] = TASKS_SLOW,
	};
	const struct route *route;
	const char *allow;
	struct sync *s;
	bool known;

	for (s = syncs; s != NULL; s = s->next)
		if (s->job.account == account && s->what == what) {
			s->again = true;
			return;
		}
	if (front.draining ||
	    (route = route_find("POST", paths[what], &known, &allow)) == NULL)
		return;
	s = h2o_mem_alloc(sizeof *s);
	*s = (struct sync){
		.next = syncs,
		.what = what,
		.job = {
			.pool = route->pool,
			.route = route,
			.account = account,
			.done = on_done,
			.rq = {
				.id = s->id,
				.method = "POST",
				.path = paths[what],
				.query = s->query,
				.authority = "localhost",
				.remote = "-",
				.body = "",
			},
		},
	};
	snprintf(s->query, sizeof s->query, "account=%lld", (long long)account);
	syncs = s;
	start(s);
}
