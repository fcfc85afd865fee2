/*
 * The workers of a pool: they come when there is work for them, answer, and go.
 *
 * Loss.  A worker that dies costs the job it ran and no other.  One past its
 * deadline is killed by the master, which alone may.
 */
#include <stdlib.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/front.h"
#include "httpd/pool_private.h"

#define LONG_IDLE	60000		/* ms after which a worker above the floor goes */
#define START_MAX	30000		/* ms in which a worker must be up */
#define RETRY		1000		/* ms before another start after a failed one */
#define GROW_AFTER	5		/* ms that a job waits before it is worth a process */

static struct arena *arena;			/* of the reply that is looked at */
static h2o_timeout_t growth;
static h2o_timeout_entry_t growth_entry;

/* Coming */

/* More workers, when jobs wait longer than a moment. */
void
hands_want(enum pool_name name)
{
	struct pool *pool = &pools[name];
	struct control c = { .kind = CONTROL_WANT, .pool = (int)name, .fd = -1 };
	size_t target = pool->busy;
	int64_t now = clock_steady();

	if (front.draining || now < pool->not_before)
		return;
	if (pool->waiting > 0) {
		if (now - queue_first(pool->ring.next, name)->submitted >= GROW_AFTER)
			target += pool->waiting;
		else if (!h2o_timeout_is_linked(&growth_entry))
			h2o_timeout_link(front.loop, &growth, &growth_entry);
	}
	if (target < pool->floor)
		target = pool->floor;
	if (target > pool->ceiling)
		target = pool->ceiling;
	while (pool->count + pool->asked < target) {
		pool->asked++;
		front_tell_master(&c);
	}
}

static void
on_growth(h2o_timeout_entry_t *entry)
{
	(void)entry;
	for (size_t i = 0; i < POOL_COUNT; i++)
		hands_want((enum pool_name)i);
}

void
hands_open(void)
{
	arena = arena_open();
	h2o_timeout_init(front.loop, &growth, GROW_AFTER);
	growth_entry.cb = on_growth;
}

/* Going */

static void
kill_worker(struct worker *w)
{
	struct control c = { .kind = CONTROL_KILL, .pid = w->pid, .fd = -1 };

	if (!w->killed)
		front_tell_master(&c);
	w->killed = true;
}

static void
end(struct worker *w)
{
	struct pool *pool = &pools[w->pool];

	held_return(w);
	h2o_linklist_unlink(&w->all);
	if (h2o_linklist_is_linked(&w->idle))
		h2o_linklist_unlink(&w->idle);
	pool->count--;
	if (w->ready)
		pool->ready--;
	h2o_socket_close(w->sock);
	free(w);
}

/* It died, or is as good as dead. */
static void
lost(struct worker *w)
{
	enum pool_name name = w->pool;
	struct pool *pool = &pools[name];
	bool was_up = w->ready;
	struct job *job = NULL;

	if (w->depth > 0) {
		struct held *h = held_at(w, 0);

		if (h->job != NULL)
			held_note(h, true);
		if (!w->killed) {
			pool->crashed++;
			log_event(LOG_ERROR_, "crash", "pool", "%s", pool_label(name),
			    "pid", "%d", (int)w->pid, "route", "%s", h->route->path,
			    "request", "%s", h->id, "input", "%s", h->input,
			    "client", "%s", h->job != NULL ? "waits" : "left", NULL);
		}
		job = held_release(w);
	}
	end(w);
	/* One that never came up would be tried again at once and for ever. */
	if (!was_up)
		pool->not_before = clock_steady() + RETRY;
	hands_want(name);
	pool_dispatch(name);
	if (job != NULL)
		pool_finish(job, JOB_CRASHED, NULL);
}

/* Answering */

static void
idle(struct worker *w)
{
	/* At the head: the warmest serves next, the coldest may go. */
	h2o_linklist_insert(pools[w->pool].idle.next, &w->idle);
}

/* False when the worker is gone. */
static bool
on_reply(struct worker *w, struct message *m)
{
	enum pool_name name = w->pool;
	struct pool *pool = &pools[name];
	struct job *job = held_release(w);
	bool last = m->last;

	pool->served++;
	pool_note(m->kind == MSG_REPLY && m->re.code == 503, w->since);
	if (m->account > 0)
		w->account = m->account;
	if (last) {
		pool->recycled++;
		end(w);
		hands_want(name);
	} else if (w->depth == 0) {
		idle(w);
	}
	/* Give it the next one before we look at what it said. */
	pool_dispatch(name);
	if (job != NULL)
		pool_answered(job, m);
	return !last;
}

/* One message of a worker; false when there is none or the worker is gone. */
static bool
hear(struct worker *w)
{
	struct message m;
	enum status st = message_recv(w->fd, arena, &m);
	bool more = false;

	if (st == ERR_BUSY)
		return false;
	if (st == OK && m.kind == MSG_READY && !w->ready) {
		w->ready = true;
		w->since = clock_steady();
		pools[w->pool].ready++;
		idle(w);
		pool_dispatch(w->pool);
	} else if (st == OK && w->depth > 0 &&
	    (m.kind == MSG_REPLY || m.kind == MSG_NEED_VERIFY ||
		(m.kind == MSG_VERIFIED && w->pool == POOL_AUTH))) {
		unsigned depth = w->depth;

		more = on_reply(w, &m) && depth > 1;
	} else {
		if (st != ERR_NOT_FOUND) {
			log_warn("worker", "pool %s pid %d said what no worker says",
			    pool_label(w->pool), (int)w->pid);
			kill_worker(w);
		}
		lost(w);
	}
	/* Whoever wanted the body's descriptor has set it to -1. */
	if (st == OK && m.re.body_fd >= 0)
		close(m.re.body_fd);
	arena_reset(arena);
	return more;
}

static void
on_worker(h2o_socket_t *sock, const char *err)
{
	struct worker *w = sock->data;

	(void)err;
	for (int i = 0; i < AHEAD && hear(w); i++)
		;
}

void
pool_add(enum pool_name name, pid_t pid, int fd)
{
	struct pool *pool = &pools[name];
	struct worker *w = h2o_mem_alloc(sizeof *w);

	*w = (struct worker){ .pool = name, .pid = pid, .fd = fd, .since = clock_steady() };
	w->sock = h2o_evloop_socket_create(front.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	w->sock->data = w;
	h2o_linklist_insert(&pool->workers, &w->all);
	pool->count++;
	pool->started++;
	if (pool->asked > 0)
		pool->asked--;
	/* Stays so for its life: polled level-triggered, no epoll_ctl per request. */
	h2o_socket_read_start(w->sock, on_worker);
}

void
pool_none(enum pool_name name)
{
	struct pool *pool = &pools[name];

	if (pool->asked > 0)
		pool->asked--;
	pool->not_before = clock_steady() + RETRY;
}

/* Past its deadline. */
static void
end_late(struct worker *w, int64_t now)
{
	struct held *h = held_at(w, 0);
	struct job *job = h->job;

	/* The worker keeps the party until it is gone. */
	if (job != NULL)
		pool_cancel(job);
	pools[w->pool].late++;
	log_event(LOG_WARN_, "late", "pool", "%s", pool_label(w->pool),
	    "pid", "%d", (int)w->pid, "route", "%s", h->route->path,
	    "request", "%s", h->id, "input", "%s", h->input, NULL);
	kill_worker(w);
	if (job != NULL) {
		job->worker_ms += now - job->started;
		job->done(job, JOB_LATE, NULL);
	}
}

void
hands_tick(enum pool_name name, int64_t now)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->workers.next, *next; l != &pool->workers; l = next) {
		struct worker *w = H2O_STRUCT_FROM_MEMBER(struct worker, all, l);

		next = l->next;
		if (w->depth > 0 && now > w->deadline && !w->killed)
			end_late(w, now);
		else if (!w->ready && now - w->since > START_MAX)
			kill_worker(w);
		else if (w->ready && w->depth == 0 && pool->count > pool->floor &&
		    now - w->since > LONG_IDLE)
			end(w);		/* it sees the end of its socket and goes */
	}
}
