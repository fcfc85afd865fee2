/*
 * One entry per account whose store is being followed.  A move of the store
 * during the job may or may not have been seen by it, so one more job follows;
 * any further moves are covered by that one.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/hash.h"
#include "core/log.h"
#include "httpd/pool.h"
#include "httpd/sync.h"

struct sync {
	struct sync	*next;
	bool		 again;
	struct job	 job;
	char		 query[40], id[24];
};

static struct sync *syncs;

static void
start(struct sync *s)
{
	static unsigned count;

	s->again = false;
	snprintf(s->id, sizeof s->id, "sync-%08x", ++count);
	pool_submit(&s->job);
}

static void
on_done(struct job *job, enum job_end end, struct message *m)
{
	struct sync *s = H2O_STRUCT_FROM_MEMBER(struct sync, job, job), **at;

	if (end != JOB_REPLIED || m->re.code >= 400)
		log_event(LOG_WARN_, "sync", "account", "%lld", (long long)s->job.account,
		    "code", "%d", end == JOB_REPLIED ? m->re.code : 0, "fault", "%s",
		    end == JOB_REPLIED && m->fault != NULL ? m->fault : "", NULL);
	if (s->again && end == JOB_REPLIED) {
		start(s);
		return;
	}
	for (at = &syncs; *at != s; at = &(*at)->next)
		;
	*at = s->next;
	free(s);
}

void
sync_request(int64_t account)
{
	const struct route *route;
	const char *allow;
	struct sync *s;
	bool known;

	for (s = syncs; s != NULL; s = s->next)
		if (s->job.account == account) {
			s->again = true;
			return;
		}
	if ((route = route_find("POST", "/internal/sync", &known, &allow)) == NULL)
		return;
	s = h2o_mem_alloc(sizeof *s);
	*s = (struct sync){
		.next = syncs,
		.job = {
			.pool = route->pool,
			.route = route,
			.account = account,
			.done = on_done,
			.rq = {
				.id = s->id,
				.method = "POST",
				.path = "/internal/sync",
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
