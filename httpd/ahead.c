/*
 * Jobs sent ahead to busy workers.
 *
 * Waking a process costs more than a short request.  While jobs wait for want
 * of idle workers, those of routes that have been answered in well under a
 * millisecond are sent ahead, behind others of that kind, so that worker and
 * front go from one to the next without sleep.  A worker reads one message at
 * a time and answers in order, so of what it holds only the first can have
 * begun: the rest is asked again elsewhere when it dies.
 */
#include "httpd/front.h"
#include "httpd/pool_private.h"

#define SWIFT		500		/* µs on average, and … */
#define SWIFT_SEEN	64		/* … so many seen, to be sent ahead */
#define ROUTES_MAX	512

static struct { unsigned seen; double mean; } pace[ROUTES_MAX];	/* µs, by route */

void
ahead_learn(const struct route *route, int64_t us)
{
	size_t i = (size_t)route_index(route);

	if (i < ROUTES_MAX) {
		pace[i].seen++;
		pace[i].mean += ((double)us - pace[i].mean) / SWIFT_SEEN;
	}
}

static bool
swift(const struct route *route)
{
	size_t i = (size_t)route_index(route);

	return i < ROUTES_MAX && pace[i].seen >= SWIFT_SEEN && pace[i].mean < SWIFT;
}

/*
 * Of the workers at something swift, the one that holds least; only of PARTY's
 * OWN when it may have no more.
 */
static struct worker *
pick(struct pool *pool, const struct party *party, bool own)
{
	struct worker *best = NULL;

	for (h2o_linklist_t *l = pool->workers.next; l != &pool->workers; l = l->next) {
		struct worker *w = H2O_STRUCT_FROM_MEMBER(struct worker, all, l);

		if (w->depth > 0 && w->depth < AHEAD && !w->killed &&
		    (best == NULL || w->depth < best->depth) &&
		    swift(held_at(w, 0)->route) && (!own || held_at(w, 0)->party == party))
			best = w;
	}
	return best;
}

/* Send one job ahead to a busy worker. */
bool
ahead_run(enum pool_name name)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->ring.next; l != &pool->ring; l = l->next) {
		struct job *job = queue_first(l, name);
		struct line *line = &job->party->lines[name];
		struct worker *w;

		if (job->rq.body_len > MESSAGE_INLINE || !swift(job->route))
			continue;
		w = pick(pool, job->party,
		    line->running >= (size_t)front.conf->workers_per_account);
		if (w == NULL)
			continue;
		queue_turn(l, name);
		return pool_run(w, job);
	}
	return false;
}
