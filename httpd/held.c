/*
 * What a worker holds: the job that it runs, and behind it those that lie
 * unread in its socket.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "httpd/front.h"
#include "httpd/pool_private.h"

#define GRACE		2000		/* ms past the deadline; the worker may still say 504 itself */
#define INPUT_HASHED	(1 << 20)	/* bytes of a body that name it in the log */

static size_t running;

/*
 * For the log, what was asked: method, path, query and body hashed.  The body
 * only while the client is there: libh2o frees it first.
 */
void
held_note(struct held *h, bool with_body)
{
	const struct request *rq = &h->job->rq;
	struct arena *a = arena_open();
	struct buf text = BUF_ON(a);

	buf_printf(&text, "%s %s?%s\n", rq->method, rq->path, rq->query != NULL ? rq->query : "");
	if (with_body)
		buf_add(&text, rq->body, rq->body_len < INPUT_HASHED ? rq->body_len : INPUT_HASHED);
	snprintf(h->id, sizeof h->id, "%s", rq->id);
	memcpy(h->input, hash_sha256_hex(a, text.data, text.len), sizeof h->input);
	arena_close(a);
}

struct held *
held_at(struct worker *w, unsigned i)
{
	return &w->held[(w->first + i) % AHEAD];
}

static int64_t
microseconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

/* The first of what it holds runs from now on. */
static void
begin(struct worker *w, int64_t now_us)
{
	struct held *h = held_at(w, 0);
	int64_t seconds = h->route->deadline > 0 ? h->route->deadline : front.conf->deadline;

	h->party->lines[w->pool].running++;
	w->began = now_us;
	w->since = now_us / 1000;
	w->deadline = w->since + seconds * 1000 + GRACE;
	if (h->job != NULL)
		h->job->started = w->since;
}

void
held_give(struct worker *w, struct job *job)
{
	struct held *h = held_at(w, w->depth);

	h->job = job;
	h->party = job->party;
	h->route = job->route;
	job->worker = w;
	running++;
	if (w->depth++ == 0) {
		h2o_linklist_unlink(&w->idle);
		pools[w->pool].busy++;
		begin(w, microseconds());
	}
}

void
held_abandon(struct job *job)
{
	struct held *h;
	unsigned i = 0;

	while ((h = held_at(job->worker, i))->job != job)
		i++;
	held_note(h, false);
	h->job = NULL;
}

struct job *
held_release(struct worker *w)
{
	struct held *h = held_at(w, 0);
	struct job *job = h->job;
	int64_t now = microseconds();

	ahead_learn(h->route, now - w->began);
	h->party->lines[w->pool].running--;
	running--;
	if (job != NULL) {
		job->worker = NULL;
		job->worker_ms += (now - w->began) / 1000;
	} else {
		party_put(h->party);
	}
	w->first = (w->first + 1) % AHEAD;
	w->since = now / 1000;
	if (--w->depth > 0)
		begin(w, now);
	else
		pools[w->pool].busy--;
	return job;
}

void
held_return(struct worker *w)
{
	if (w->depth > 0) {
		held_at(w, 0)->party->lines[w->pool].running--;
		pools[w->pool].busy--;
	}
	for (; w->depth > 0; w->depth--) {
		struct held *h = held_at(w, w->depth - 1);

		running--;
		if (h->job != NULL) {
			h->job->worker = NULL;
			queue_add(h->job, true);
		} else {
			party_put(h->party);
		}
	}
}

size_t
held_running(void)
{
	return running;
}
