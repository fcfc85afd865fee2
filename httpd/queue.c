/*
 * Who waits, and whose turn it is.
 *
 * Fairness.  Parties (party.c) with waiting jobs take turns, each may hold
 * only some workers of a pool, and when the queue is full the longest line
 * gives up its newest.  A job whose client left is out of the queue at once;
 * if it runs, it counts against its party until the worker is done, so that
 * opening and resetting streams buys nothing.
 */
#include <poll.h>

#include "httpd/front.h"
#include "httpd/pool_private.h"

#define LEFT_MAX	256	/* forgotten in one second; the others in the next */

static size_t waiting;

void
queue_add(struct job *job, bool first)
{
	struct pool *pool = &pools[job->queue];
	struct line *line = &job->party->lines[job->queue];

	job->link = (h2o_linklist_t){ 0 };
	h2o_linklist_insert(first ? line->jobs.next : &line->jobs, &job->link);
	if (line->waiting++ == 0)
		h2o_linklist_insert(&pool->ring, &line->ring);
	pool->waiting++;
	waiting++;
}

void
queue_take(struct job *job)
{
	struct pool *pool = &pools[job->queue];
	struct line *line = &job->party->lines[job->queue];

	h2o_linklist_unlink(&job->link);
	if (--line->waiting == 0)
		h2o_linklist_unlink(&line->ring);
	pool->waiting--;
	waiting--;
}

size_t
queue_length(void)
{
	return waiting;
}

/* RING: one of those in the ring of pool NAME. */
static struct party *
party_in(h2o_linklist_t *ring, enum pool_name name)
{
	struct line *line = H2O_STRUCT_FROM_MEMBER(struct line, ring, ring);

	return (struct party *)((char *)(line - name) - offsetof(struct party, lines));
}

/* The queue is full: the newest of the longest line goes, if that is longer than LENGTH. */
bool
queue_make_room(size_t length)
{
	struct line *longest = NULL;
	struct job *job;
	size_t at = 0;

	for (size_t i = 0; i < POOL_COUNT; i++)
		for (h2o_linklist_t *l = pools[i].ring.next; l != &pools[i].ring; l = l->next) {
			struct line *line = &party_in(l, (enum pool_name)i)->lines[i];

			if (line->waiting > length + 1 &&
			    (longest == NULL || line->waiting > longest->waiting)) {
				longest = line;
				at = i;
			}
		}
	if (longest == NULL)
		return false;
	job = H2O_STRUCT_FROM_MEMBER(struct job, link, longest->jobs.prev);
	queue_take(job);
	pools[at].refused++;
	pool_finish(job, JOB_FULL, NULL);
	return true;
}

struct job *
queue_first(h2o_linklist_t *ring, enum pool_name name)
{
	return H2O_STRUCT_FROM_MEMBER(struct job, link,
	    party_in(ring, name)->lines[name].jobs.next);
}

void
queue_turn(h2o_linklist_t *ring, enum pool_name name)
{
	h2o_linklist_unlink(ring);
	h2o_linklist_insert(&pools[name].ring, ring);
}

/* Who is next and may have one more worker; its turn then comes last. */
struct party *
queue_next_party(enum pool_name name)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->ring.next; l != &pool->ring; l = l->next) {
		struct party *p = party_in(l, name);

		if (p->lines[name].running < (size_t)front.conf->workers_per_account) {
			queue_turn(l, name);
			return p;
		}
	}
	return NULL;
}

/* A socket tells of the other end's leaving also while nobody reads from it. */
static bool
has_left(const struct job *job)
{
	struct pollfd p = { .fd = job->client, .events = POLLRDHUP };

	return job->client > 0 && poll(&p, 1, 0) > 0;
}

void
queue_forget_left(enum pool_name name)
{
	struct job *left[LEFT_MAX];
	h2o_linklist_t *ring = &pools[name].ring;
	size_t count = 0;

	for (h2o_linklist_t *l = ring->next; l != ring; l = l->next) {
		struct line *line = &party_in(l, name)->lines[name];

		for (h2o_linklist_t *j = line->jobs.next; j != &line->jobs; j = j->next) {
			struct job *job = H2O_STRUCT_FROM_MEMBER(struct job, link, j);

			if (count < LEFT_MAX && has_left(job))
				left[count++] = job;
		}
	}
	for (size_t i = 0; i < count; i++) {
		queue_take(left[i]);
		pools[name].left++;
		pool_finish(left[i], JOB_LEFT, NULL);
	}
}

void
queue_expire(enum pool_name name, int64_t now)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->ring.next, *next; l != &pool->ring; l = next) {
		struct job *job = queue_first(l, name);

		next = l->next;
		if (now - job->submitted > front.conf->deadline * 1000) {
			queue_take(job);
			pool->refused++;
			pool_finish(job, JOB_FULL, NULL);
			next = pool->ring.next;
		}
	}
}
