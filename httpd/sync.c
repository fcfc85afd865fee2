/*
 * One entry per account whose store is being followed.  A move of the store
 * during the job may or may not have been seen by it, so one more job follows;
 * any further moves are covered by that one.
 *
 * A job that left something to do (202) is followed by the next at once; it
 * queues behind the others, so that a large account does not hold a worker.
 * Few run at once, and fewer of those that were left with something to do: when
 * hundreds of accounts come at the same moment, pools do not grow by that, and
 * what came to a small mailbox is not behind large ones.
 *
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

#define AT_ONCE		4	/* accounts whose index is being followed … */
#define LARGE_AT_ONCE	2	/* … of which the last job left something to do */
#define PAUSE_MS	1000	/* after the first failure; doubles */
#define FAILURES_MAX	6
#define IDLE_MS		900	/* a job that ended sooner and left work did none */

struct sync {
	struct sync	*next;
	enum sync_what	 what;
	bool		 running, again, large;
	int		 failures;	/* in a row */
	int64_t		 due;		/* the next attempt while none is running; clock_steady(); 0: at once */
	uint64_t	 turn;		/* who asked first is first */
	struct job	 job;
	char		 query[40], id[24];
};

static struct sync *syncs;
static size_t running, running_large;	/* of SYNC_INDEX */
static uint64_t turns;

static bool
may_run(const struct sync *s)
{
	return s->what != SYNC_INDEX ||
	    (running < AT_ONCE && (!s->large || running_large < LARGE_AT_ONCE));
}

static void
count(const struct sync *s, int n)
{
	if (s->what != SYNC_INDEX)
		return;
	running += (size_t)n;
	if (s->large)
		running_large += (size_t)n;
}

static void
start(struct sync *s)
{
	static unsigned number;

	s->again = false;
	s->running = true;
	count(s, 1);
	snprintf(s->id, sizeof s->id, "sync-%08x", ++number);
	pool_submit(&s->job);
}

/* Those that wait for nothing but a place, while there is one. */
static void
start_next(void)
{
	static bool inside;		/* a job that cannot even wait ends at once */
	struct sync *first;

	if (inside || front.draining)
		return;
	inside = true;
	do {
		first = NULL;
		for (struct sync *s = syncs; s != NULL; s = s->next)
			if (!s->running && s->due == 0 && may_run(s) &&
			    (first == NULL || s->turn < first->turn))
				first = s;
		if (first != NULL)
			start(first);
	} while (first != NULL);
	inside = false;
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
	count(s, -1);
	s->large = unfinished;
	if (failed)
		log_event(LOG_WARN_, s->what == SYNC_INDEX ? "sync" : "tasks", "account", "%lld", (long long)s->job.account,
		    "code", "%d", end == JOB_REPLIED ? m->re.code : 0, "fault", "%s",
		    end == JOB_REPLIED && m->fault != NULL ? m->fault : "", NULL);
	if (front.draining) {
		forget(s);
	} else if (!failed && !(unfinished && job->worker_ms < IDLE_MS)) {
		s->failures = 0;
		s->turn = ++turns;
		if (!unfinished && !s->again)
			forget(s);
	} else if (++s->failures <= FAILURES_MAX) {
		s->due = clock_steady() + (PAUSE_MS << (s->failures - 1));
	} else {
		forget(s);
	}
	start_next();
}

void
sync_tick(int64_t now)
{
	for (struct sync *s = syncs; s != NULL; s = s->next)
		if (!s->running && s->due <= now)
			s->due = 0;
	start_next();
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
		.turn = ++turns,
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
	start_next();
}
