/*
 * A short list, searched from end to end: a worker keeps a handful of
 * sessions.  A session whose command did not come to its answer is closed,
 * because the next answer could be to the last question.
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "imapclient/private.h"

/* A session that slept for so long is asked before it is used. */
#define TRUST_MS	15000

struct imap_pool {
	struct imap	**list;
	int		 count, size;
	int		 max, per_account;
	int64_t		 idle_ms;
};

struct imap_pool *
imap_pool_open(int max, int per_account, int idle_seconds)
{
	struct imap_pool *pool = calloc(1, sizeof *pool);

	if (pool == NULL)
		abort();
	pool->max = max;
	pool->per_account = per_account;
	pool->idle_ms = (int64_t)idle_seconds * 1000;
	return pool;
}

static void
drop(struct imap_pool *pool, int i)
{
	imap_session_close(pool->list[i]);
	pool->list[i] = pool->list[--pool->count];
}

void
imap_pool_close(struct imap_pool *pool)
{
	if (pool == NULL)
		return;
	while (pool->count > 0)
		drop(pool, pool->count - 1);
	free(pool->list);
	free(pool);
}

void
imap_pool_sweep(struct imap_pool *pool)
{
	int64_t now = clock_steady();

	for (int i = pool->count - 1; i >= 0; i--) {
		struct imap *imap = pool->list[i];

		if (imap->holder == NULL &&
		    (now - imap->last_used > pool->idle_ms || !imap_session_alive(imap)))
			drop(pool, i);
	}
}

int
imap_pool_count(const struct imap_pool *pool)
{
	return pool->count;
}

/* Close least recently used idle sessions until MAX are left (of ACCOUNT, or of all). */
static void
shrink(struct imap_pool *pool, bool of_one, int64_t account, int max)
{
	for (;;) {
		int held = 0, oldest = -1;

		for (int i = 0; i < pool->count; i++) {
			struct imap *imap = pool->list[i];

			if (of_one && imap->account != account)
				continue;
			held++;
			if (imap->holder == NULL && (oldest < 0 ||
			    imap->last_used < pool->list[oldest]->last_used))
				oldest = i;
		}
		if (held <= max || oldest < 0)
			return;
		drop(pool, oldest);
	}
}

/* A unit of work ends: give back what it held. */
static void
give_back(void *arg)
{
	struct ctx *cx = arg;
	struct imap_pool *pool = cx->imap;

	for (int i = pool->count - 1; i >= 0; i--) {
		struct imap *imap = pool->list[i];

		if (imap->holder != cx)
			continue;
		imap->holder = NULL;
		imap->last_used = clock_steady();
		if (imap->broken || imap->busy)
			drop(pool, i);
		else
			shrink(pool, true, imap->account, pool->per_account);
	}
	shrink(pool, false, 0, pool->max);
}

static void
add(struct imap_pool *pool, struct imap *imap)
{
	if (pool->count == pool->size) {
		pool->size = pool->size == 0 ? 8 : pool->size * 2;
		pool->list = realloc(pool->list, (size_t)pool->size * sizeof *pool->list);
		if (pool->list == NULL)
			abort();
	}
	pool->list[pool->count++] = imap;
}

static bool
is_of(const struct imap *imap, const struct imap_login *login)
{
	return imap->account == login->account && imap->port == login->at.port &&
	    strcmp(imap->host, login->at.host) == 0 && strcmp(imap->user, login->user) == 0;
}

enum status
imap_lease_by(struct ctx *cx, const struct imap_login *login, imap_secret_fn *make, void *arg,
    struct imap **out)
{
	struct imap_pool *pool = cx->imap;
	struct imap_login with = *login;
	struct imap *imap;
	enum status st;
	bool holds = false;

	if (pool == NULL)
		return fault(cx, ERR_INTERNAL, "no mail sessions in this process");
	imap_pool_sweep(pool);
	for (int i = pool->count - 1; i >= 0; i--) {
		imap = pool->list[i];
		if (imap->holder == cx) {
			holds = true;
			if (is_of(imap, login) && !imap->broken && !imap->busy) {
				*out = imap;
				return OK;
			}
		}
	}
	if (!holds)
		ctx_on_end(cx, give_back, cx);

	for (int i = pool->count - 1; i >= 0; i--) {
		imap = pool->list[i];
		if (imap->holder != NULL || !is_of(imap, login))
			continue;
		imap->holder = cx;
		if (clock_steady() - imap->last_used > TRUST_MS && !imap_session_ask(cx, imap)) {
			drop(pool, i);
			continue;
		}
		*out = imap;
		return OK;
	}
	if (make != NULL && (st = make(cx, arg, &with.secret)) != OK)
		return st;
	if ((st = imap_session_open(cx, &with, &imap)) != OK)
		return st;
	add(pool, imap);
	*out = imap;
	return OK;
}

bool
imap_ended(struct ctx *cx)
{
	struct imap_pool *pool = cx->imap;
	bool any = false;

	for (int i = 0; pool != NULL && i < pool->count; i++) {
		struct imap *imap = pool->list[i];

		if (imap->holder != cx || !imap->broken || imap->mourned)
			continue;
		imap->mourned = true;
		any |= !stream_timed_out(imap->stream);
	}
	return any;
}

bool
imap_was_let_go(struct ctx *cx)
{
	struct imap_pool *pool = cx->imap;
	bool any = false;

	for (int i = 0; pool != NULL && i < pool->count; i++) {
		struct imap *imap = pool->list[i];

		if (imap->holder != cx || !imap->broken || !imap->bye || imap->mourned)
			continue;
		imap->mourned = any = true;
	}
	return any;
}

enum status
imap_lease(struct ctx *cx, const struct imap_login *login, struct imap **imap)
{
	return imap_lease_by(cx, login, NULL, NULL, imap);
}

void
imap_retire(struct imap *imap)
{
	imap->broken = true;
}
