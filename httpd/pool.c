/*
 * Four pools of single-threaded workers, each worker at the end of a socket
 * pair, one request at a time.
 *
 * Fairness.  A job belongs to a party: the account, once a worker has said
 * whose cookie or password this is, until then the address it comes from (made
 * up credentials must not buy a place of their own).  Parties with waiting
 * jobs take turns, each may hold only some workers of a pool, and when the
 * queue is full the longest line gives up its newest.  A job whose client left
 * is out of the queue at once; if it runs, it counts against its party
 * until the worker is done, so that opening and resetting streams buys nothing.
 *
 * Affinity.  A worker that served the account last has its mail sessions and
 * statements open: it is taken when it is idle, never waited for.
 *
 * Loss.  A worker that dies costs the job it ran and no other.  One past its
 * deadline is killed by the master, which alone may.
 *
 * Ahead.  Waking a process costs more than a short request.  While jobs wait
 * for want of idle workers, those of routes that have been answered in well
 * under a millisecond are sent ahead, behind others of that kind, so that
 * worker and front go from one to the next without sleep.  A worker reads one
 * message at a time and answers in order, so of what it holds only the first
 * can have begun: the rest is asked again elsewhere when it dies.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <h2o.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/front.h"
#include "httpd/pool.h"

#define BUCKETS		1024
#define LEARNED		8192		/* credentials whose account is known */
#define GRACE		2000		/* ms past the deadline; the worker may still say 504 itself */
#define LONG_IDLE	60000		/* ms after which a worker above the floor goes */
#define START_MAX	30000		/* ms in which a worker must be up */
#define RETRY		1000		/* ms before another start after a failed one */
#define INPUT_HASHED	(1 << 20)	/* bytes of a body that name it in the log */
#define GROW_AFTER	5		/* ms that a job waits before it is worth a process */
#define AHEAD		8		/* jobs that a worker may hold */
#define SWIFT		500		/* µs on average, and … */
#define SWIFT_SEEN	64		/* … so many seen, to be sent ahead */
#define ROUTES_MAX	512

/* One that a worker holds: the first runs, the others lie in its socket. */
struct held {
	struct job	*job;			/* NULL: its client left */
	struct party	*party;			/* who pays for it */
	const struct route *route;
	char		 id[24], input[2 * SHA256_LEN + 1];	/* for the log when the client left */
};

struct worker {
	h2o_linklist_t	 all, idle;
	enum pool_name	 pool;
	pid_t		 pid;
	int		 fd;
	h2o_socket_t	*sock;
	bool		 ready, killed;
	int64_t		 since;			/* idle, busy or starting */
	int64_t		 began;			/* µs; when what runs began */
	int64_t		 deadline;
	int64_t		 account;		/* that it served last */
	struct held	 held[AHEAD];
	unsigned	 first, depth;
};

struct party {
	struct party *next;			/* in its bucket */
	uint64_t	 key;
	int64_t		 account;		/* 0: an address */
	size_t		 uses;			/* jobs that wait or run */
	struct line {
		h2o_linklist_t	ring;		/* among those who wait */
		h2o_linklist_t	jobs;
		size_t		waiting, running;
	} lines[POOL_COUNT];
};

static struct pool {
	h2o_linklist_t	 workers, idle;		/* the most recently used first */
	h2o_linklist_t	 ring;			/* parties that wait, next first */
	size_t		 count, asked, busy, ready, waiting;
	size_t		 floor, ceiling;
	int64_t		 not_before;		/* no start before */
	unsigned long	 served, crashed, late, refused, started, recycled;
} pools[POOL_COUNT];

static struct party *parties[BUCKETS];
static struct { uint64_t credential; int64_t account; } learned[LEARNED];
static size_t waiting, running;
static uint64_t seed;
static struct arena *arena;			/* of the reply that is looked at */
static int64_t last_good, last_bad;
static struct { unsigned seen; double mean; } pace[ROUTES_MAX];	/* µs, by route */
static h2o_timeout_t growth;
static h2o_timeout_entry_t growth_entry;

static void dispatch(enum pool_name pool);
static void on_growth(h2o_timeout_entry_t *entry);

uint64_t
pool_credential(const char *text, size_t len)
{
	uint64_t h = seed ^ len, word;

	for (; len > 0; text += sizeof word < len ? sizeof word : len,
	    len -= sizeof word < len ? sizeof word : len) {
		word = 0;
		memcpy(&word, text, len < sizeof word ? len : sizeof word);
		h = (h ^ word) * 0x9fb21c651e98df25u;
		h ^= h >> 29;
	}
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 32;
	return h != 0 ? h : 1;
}

void
pool_open(void)
{
	const struct conf_pool *limits[POOL_COUNT] = {
		[POOL_AUTH] = &front.conf->pool_auth, [POOL_ADMIN] = &front.conf->pool_admin,
		[POOL_MAIL] = &front.conf->pool_mail, [POOL_DAV] = &front.conf->pool_dav,
	};

	hash_random(&seed, sizeof seed);
	arena = arena_open();
	h2o_timeout_init(front.loop, &growth, GROW_AFTER);
	growth_entry.cb = on_growth;
	for (size_t i = 0; i < POOL_COUNT; i++) {
		h2o_linklist_init_anchor(&pools[i].workers);
		h2o_linklist_init_anchor(&pools[i].idle);
		h2o_linklist_init_anchor(&pools[i].ring);
		pools[i].floor = (size_t)limits[i]->floor;
		pools[i].ceiling = (size_t)(limits[i]->ceiling > limits[i]->floor ?
		    limits[i]->ceiling : limits[i]->floor);
	}
}

/* Parties */

static int64_t
learned_account(uint64_t credential)
{
	size_t i = credential % LEARNED;

	return credential != 0 && learned[i].credential == credential ? learned[i].account : 0;
}

static void
learn(uint64_t credential, int64_t account)
{
	size_t i = credential % LEARNED;

	if (credential == 0)
		return;
	if (account > 0) {
		learned[i].credential = credential;
		learned[i].account = account;
	} else if (learned[i].credential == credential) {
		learned[i].credential = 0;	/* signed out, or a changed password */
	}
}

static struct party *
party_get(const struct job *job)
{
	int64_t account = job->account > 0 ? job->account : learned_account(job->credential);
	/* Accounts are positive, so the top bit tells addresses from them. */
	uint64_t key = account > 0 ? (uint64_t)account : job->address | 1ull << 63;
	struct party **head = &parties[(key * 0x9e3779b97f4a7c15u >> 32) % BUCKETS], *p;

	for (p = *head; p != NULL; p = p->next)
		if (p->key == key)
			break;
	if (p == NULL) {
		p = h2o_mem_alloc(sizeof *p);
		*p = (struct party){ .next = *head, .key = key, .account = account };
		for (size_t i = 0; i < POOL_COUNT; i++)
			h2o_linklist_init_anchor(&p->lines[i].jobs);
		*head = p;
	}
	p->uses++;
	return p;
}

static void
party_put(struct party *p)
{
	struct party **at = &parties[(p->key * 0x9e3779b97f4a7c15u >> 32) % BUCKETS];

	if (--p->uses > 0)
		return;
	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	free(p);
}

/* The queue */

static void
enqueue(struct job *job, bool first)
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

static void
dequeue(struct job *job)
{
	struct pool *pool = &pools[job->queue];
	struct line *line = &job->party->lines[job->queue];

	h2o_linklist_unlink(&job->link);
	if (--line->waiting == 0)
		h2o_linklist_unlink(&line->ring);
	pool->waiting--;
	waiting--;
}

static void
finish(struct job *job, enum job_end end, struct message *reply)
{
	party_put(job->party);
	job->party = NULL;
	job->done(job, end, reply);
}

static struct party *
party_of(h2o_linklist_t *ring, size_t pool)
{
	struct line *line = H2O_STRUCT_FROM_MEMBER(struct line, ring, ring);

	return (struct party *)((char *)(line - pool) - offsetof(struct party, lines));
}

/* The queue is full: the newest of the longest line goes, if that is longer than LENGTH. */
static bool
make_room(size_t length)
{
	struct line *longest = NULL;
	struct job *job;
	size_t at = 0;

	for (size_t i = 0; i < POOL_COUNT; i++)
		for (h2o_linklist_t *l = pools[i].ring.next; l != &pools[i].ring; l = l->next) {
			struct line *line = &party_of(l, i)->lines[i];

			if (line->waiting > length + 1 &&
			    (longest == NULL || line->waiting > longest->waiting)) {
				longest = line;
				at = i;
			}
		}
	if (longest == NULL)
		return false;
	job = H2O_STRUCT_FROM_MEMBER(struct job, link, longest->jobs.prev);
	dequeue(job);
	pools[at].refused++;
	finish(job, JOB_FULL, NULL);
	return true;
}

static struct job *
first_of(struct pool *pool, h2o_linklist_t *ring)
{
	return H2O_STRUCT_FROM_MEMBER(struct job, link,
	    party_of(ring, (size_t)(pool - pools))->lines[pool - pools].jobs.next);
}

/* More workers, when jobs wait longer than a moment. */
static void
want_workers(enum pool_name name)
{
	struct pool *pool = &pools[name];
	struct control c = { .kind = CONTROL_WANT, .pool = (int)name, .fd = -1 };
	size_t target = pool->busy;
	int64_t now = clock_steady();

	if (front.draining || now < pool->not_before)
		return;
	if (pool->waiting > 0) {
		if (now - first_of(pool, pool->ring.next)->submitted >= GROW_AFTER)
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
		want_workers((enum pool_name)i);
}

static void
submit(struct job *job)
{
	enum pool_name queue = job->queue;

	if (waiting >= (size_t)front.conf->queue &&
	    !make_room(job->party->lines[queue].waiting)) {
		pools[queue].refused++;
		finish(job, JOB_FULL, NULL);
		return;
	}
	enqueue(job, false);
	dispatch(queue);
}

void
pool_submit(struct job *job)
{
	job->queue = job->pool;
	job->worker = NULL;
	job->verified = false;
	job->submitted = clock_steady();
	job->worker_ms = 0;
	job->party = party_get(job);
	submit(job);
}

/*
 * What was asked, as the log may name it: method, path, query and body hashed.
 * The body only while the client is there: libh2o frees it first.
 */
static void
hash_input(const struct request *rq, bool with_body, char out[static 2 * SHA256_LEN + 1])
{
	struct arena *a = arena_open();
	struct buf text = BUF_ON(a);

	buf_printf(&text, "%s %s?%s\n", rq->method, rq->path, rq->query != NULL ? rq->query : "");
	if (with_body)
		buf_add(&text, rq->body, rq->body_len < INPUT_HASHED ? rq->body_len : INPUT_HASHED);
	memcpy(out, hash_sha256_hex(a, text.data, text.len), 2 * SHA256_LEN + 1);
	arena_close(a);
}

static struct held *
held(struct worker *w, unsigned i)
{
	return &w->held[(w->first + i) % AHEAD];
}

void
pool_cancel(struct job *job)
{
	struct worker *w = job->worker;

	if (job->party == NULL)
		return;				/* over already */
	if (w == NULL) {
		dequeue(job);
		party_put(job->party);
	} else {
		struct held *h;
		unsigned i = 0;

		while ((h = held(w, i))->job != job)
			i++;
		/* The party stays in use through the worker. */
		h->job = NULL;
		snprintf(h->id, sizeof h->id, "%s", job->rq.id);
		hash_input(&job->rq, false, h->input);
	}
	job->party = NULL;
	job->worker = NULL;
}

/* Workers */

static int64_t
microseconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static void
kill_worker(struct worker *w)
{
	struct control c = { .kind = CONTROL_KILL, .pid = w->pid, .fd = -1 };

	if (!w->killed)
		front_tell_master(&c);
	w->killed = true;
}

static bool
is_swift(const struct route *route)
{
	size_t i = (size_t)route_index(route);

	return i < ROUTES_MAX && pace[i].seen >= SWIFT_SEEN && pace[i].mean < SWIFT;
}

/* The first of what it holds runs from now on. */
static void
begin(struct worker *w, int64_t now_us)
{
	struct held *h = held(w, 0);
	int64_t seconds = h->route->deadline > 0 ? h->route->deadline : front.conf->deadline;

	h->party->lines[w->pool].running++;
	w->began = now_us;
	w->since = now_us / 1000;
	w->deadline = w->since + seconds * 1000 + GRACE;
	if (h->job != NULL)
		h->job->started = w->since;
}

/* What it ran is over; returns the job, NULL when its client left. */
static struct job *
release(struct worker *w)
{
	struct held *h = held(w, 0);
	struct job *job = h->job;
	int64_t now = microseconds();
	size_t i = (size_t)route_index(h->route);

	if (i < ROUTES_MAX) {
		pace[i].seen++;
		pace[i].mean += ((double)(now - w->began) - pace[i].mean) / SWIFT_SEEN;
	}
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

static void
worker_free(struct worker *w)
{
	struct pool *pool = &pools[w->pool];

	/* What lies unread in its socket has not begun: it waits again, before all others. */
	if (w->depth > 0) {
		held(w, 0)->party->lines[w->pool].running--;
		pool->busy--;
	}
	for (; w->depth > 0; w->depth--) {
		struct held *h = held(w, w->depth - 1);

		running--;
		if (h->job != NULL) {
			h->job->worker = NULL;
			enqueue(h->job, true);
		} else {
			party_put(h->party);
		}
	}
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
worker_lost(struct worker *w)
{
	enum pool_name name = w->pool;
	struct pool *pool = &pools[name];
	bool was_up = w->ready;
	struct job *job = NULL;

	if (w->depth > 0) {
		struct held *h = held(w, 0);

		if (h->job != NULL) {
			snprintf(h->id, sizeof h->id, "%s", h->job->rq.id);
			hash_input(&h->job->rq, true, h->input);
		}
		if (!w->killed) {
			pool->crashed++;
			log_event(LOG_ERROR_, "crash", "pool", "%s", pool_label(name),
			    "pid", "%d", (int)w->pid, "route", "%s", h->route->path,
			    "request", "%s", h->id, "input", "%s", h->input,
			    "client", "%s", h->job != NULL ? "waits" : "left", NULL);
		}
		job = release(w);
	}
	worker_free(w);
	/* One that never came up would be tried again at once and for ever. */
	if (!was_up)
		pool->not_before = clock_steady() + RETRY;
	want_workers(name);
	dispatch(name);
	if (job != NULL)
		finish(job, JOB_CRASHED, NULL);
}

static void
worker_idle(struct worker *w)
{
	/* At the head: the warmest serves next, the coldest may go. */
	h2o_linklist_insert(pools[w->pool].idle.next, &w->idle);
}

/* From the auth pool back to its own, or the other way round. */
static void
move(struct job *job, enum pool_name to)
{
	job->queue = to;
	submit(job);
}

/* False when the worker is gone. */
static bool
on_reply(struct worker *w, struct message *m)
{
	enum pool_name name = w->pool;
	struct pool *pool = &pools[name];
	struct job *job = release(w);
	bool last = m->last;

	pool->served++;
	if (m->kind == MSG_REPLY && m->re.code == 503)
		last_bad = w->since;
	else
		last_good = w->since;
	if (m->account > 0)
		w->account = m->account;
	if (last) {
		pool->recycled++;
		worker_free(w);
		want_workers(name);
	} else if (w->depth == 0) {
		worker_idle(w);
	}
	/* Give it the next one before we look at what it said. */
	dispatch(name);
	if (job == NULL)
		return !last;
	switch (m->kind) {
	case MSG_NEED_VERIFY:
		if (job->verified || job->pool == POOL_AUTH) {
			/* Verified, and not in the cache: asking again would go round for ever. */
			log_warn("verify", "a verified password is not in the cache, request %s",
			    job->rq.id);
			finish(job, JOB_FULL, NULL);
		} else {
			move(job, POOL_AUTH);
		}
		break;
	case MSG_VERIFIED:
		job->verified = true;
		if (m->account > 0)
			learn(job->credential, m->account);
		move(job, job->pool);
		break;
	default:
		learn(job->credential, m->re.code == 401 ? 0 : m->account);
		if (job->account == 0)
			job->account = m->account;
		finish(job, JOB_REPLIED, m);
		break;
	}
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
		worker_idle(w);
		dispatch(w->pool);
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
		worker_lost(w);
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

static struct worker *
pick(struct pool *pool, int64_t account)
{
	struct worker *fresh = NULL, *warmest =
	    H2O_STRUCT_FROM_MEMBER(struct worker, idle, pool->idle.next);

	if (account == 0)
		return warmest;
	for (h2o_linklist_t *l = pool->idle.next; l != &pool->idle; l = l->next) {
		struct worker *w = H2O_STRUCT_FROM_MEMBER(struct worker, idle, l);

		if (w->account == account)
			return w;
		if (w->account == 0)
			fresh = w;
	}
	/* The coldest, so that the others keep the sessions that they have open. */
	return fresh != NULL ? fresh :
	    H2O_STRUCT_FROM_MEMBER(struct worker, idle, pool->idle.prev);
}

/* Send JOB to W; false when W turned out to be dead or full: then the job still waits. */
static bool
run(struct worker *w, struct job *job)
{
	bool verify = job->queue == POOL_AUTH && job->pool != POOL_AUTH;
	int64_t seconds = job->route->deadline > 0 ? job->route->deadline : front.conf->deadline;
	struct message m = {
		.kind = verify ? MSG_VERIFY : MSG_REQUEST,
		.route = route_index(job->route),
		.deadline_ms = seconds * 1000,
		.rq = job->rq,
		.re.body_fd = -1,
	};
	struct held *h;
	enum status st;

	if (verify) {
		m.rq.body = "";
		m.rq.body_len = 0;
	}
	st = message_send(w->fd, &m);
	if (st == ERR_UPSTREAM || (st == ERR_BUSY && w->depth > 0))
		return false;
	dequeue(job);
	if (st != OK) {
		pools[job->queue].refused++;
		finish(job, st == ERR_TOO_LARGE ? JOB_TOO_LARGE : JOB_FULL, NULL);
		return true;
	}
	h = held(w, w->depth);
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
	return true;
}

/* Who is next and may have one more worker; its turn then comes last. */
static struct party *
next_party(enum pool_name name)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->ring.next; l != &pool->ring; l = l->next) {
		struct party *p = party_of(l, name);

		if (p->lines[name].running < (size_t)front.conf->workers_per_account) {
			h2o_linklist_unlink(l);
			h2o_linklist_insert(&pool->ring, l);
			return p;
		}
	}
	return NULL;
}

/*
 * Of the workers at something swift, the one that holds least; only of PARTY's
 * OWN when it may have no more.
 */
static struct worker *
pick_ahead(struct pool *pool, const struct party *party, bool own)
{
	struct worker *best = NULL;

	for (h2o_linklist_t *l = pool->workers.next; l != &pool->workers; l = l->next) {
		struct worker *w = H2O_STRUCT_FROM_MEMBER(struct worker, all, l);

		if (w->depth > 0 && w->depth < AHEAD && !w->killed &&
		    (best == NULL || w->depth < best->depth) &&
		    is_swift(held(w, 0)->route) && (!own || held(w, 0)->party == party))
			best = w;
	}
	return best;
}

/* Send one job ahead to a busy worker. */
static bool
run_ahead(enum pool_name name)
{
	struct pool *pool = &pools[name];

	for (h2o_linklist_t *l = pool->ring.next; l != &pool->ring; l = l->next) {
		struct job *job = first_of(pool, l);
		struct line *line = &job->party->lines[name];
		struct worker *w;

		if (job->rq.body_len > MESSAGE_INLINE || !is_swift(job->route))
			continue;
		w = pick_ahead(pool, job->party,
		    line->running >= (size_t)front.conf->workers_per_account);
		if (w == NULL)
			continue;
		h2o_linklist_unlink(l);
		h2o_linklist_insert(&pool->ring, l);
		return run(w, job);
	}
	return false;
}

static void
dispatch(enum pool_name name)
{
	struct pool *pool = &pools[name];

	while (pool->waiting > 0) {
		struct party *p = NULL;
		struct worker *w;

		if (h2o_linklist_is_empty(&pool->idle))
			want_workers(name);
		else
			p = next_party(name);
		if (p == NULL) {
			if (!run_ahead(name))
				return;
			continue;
		}
		w = pick(pool, p->account);
		if (!run(w, H2O_STRUCT_FROM_MEMBER(struct job, link, p->lines[name].jobs.next)))
			/* Its end of the socket is closed; on_worker() hears of it next. */
			h2o_linklist_unlink(&w->idle);
	}
}

void
pool_tick(int64_t now)
{
	for (size_t i = 0; i < POOL_COUNT; i++) {
		struct pool *pool = &pools[i];

		for (h2o_linklist_t *l = pool->workers.next, *next; l != &pool->workers; l = next) {
			struct worker *w = H2O_STRUCT_FROM_MEMBER(struct worker, all, l);

			next = l->next;
			if (w->depth > 0 && now > w->deadline && !w->killed) {
				struct held *h = held(w, 0);
				struct job *job = h->job;

				/* The worker keeps the party until it is gone. */
				if (job != NULL)
					pool_cancel(job);
				pool->late++;
				log_event(LOG_WARN_, "late", "pool", "%s", pool_label(w->pool),
				    "pid", "%d", (int)w->pid, "route", "%s", h->route->path,
				    "request", "%s", h->id, "input", "%s", h->input, NULL);
				kill_worker(w);
				if (job != NULL) {
					job->worker_ms += now - job->started;
					job->done(job, JOB_LATE, NULL);
				}
			} else if (!w->ready && now - w->since > START_MAX) {
				kill_worker(w);
			} else if (w->ready && w->depth == 0 && pool->count > pool->floor &&
			    now - w->since > LONG_IDLE) {
				worker_free(w);	/* it sees the end of its socket and goes */
			}
		}
		/* The oldest of each line first. */
		for (h2o_linklist_t *l = pool->ring.next, *next; l != &pool->ring; l = next) {
			struct job *job = first_of(pool, l);

			next = l->next;
			if (now - job->submitted > front.conf->deadline * 1000) {
				dequeue(job);
				pool->refused++;
				finish(job, JOB_FULL, NULL);
				next = pool->ring.next;
			}
		}
		want_workers((enum pool_name)i);
		dispatch((enum pool_name)i);
	}
}

size_t
pool_busy(void)
{
	return waiting + running;
}

bool
pool_healthy(const char **why)
{
	for (size_t i = 0; i < POOL_COUNT; i++)
		if (pools[i].ready == 0) {
			*why = "a pool has no worker";
			return false;
		}
	if (last_bad > last_good && clock_steady() - last_bad < 10000) {
		*why = "requests fail for want of the database or the mail server";
		return false;
	}
	return true;
}

void
pool_metrics(struct buf *out)
{
	static const struct {
		const char	*name, *type;
		size_t		 at;
		bool		 is_long;
	} rows[] = {
		{ "workers", "gauge", offsetof(struct pool, count), false },
		{ "workers_busy", "gauge", offsetof(struct pool, busy), false },
		{ "queue", "gauge", offsetof(struct pool, waiting), false },
		{ "served_total", "counter", offsetof(struct pool, served), true },
		{ "crashed_total", "counter", offsetof(struct pool, crashed), true },
		{ "late_total", "counter", offsetof(struct pool, late), true },
		{ "refused_total", "counter", offsetof(struct pool, refused), true },
		{ "started_total", "counter", offsetof(struct pool, started), true },
		{ "recycled_total", "counter", offsetof(struct pool, recycled), true },
	};

	for (size_t r = 0; r < COUNT(rows); r++) {
		buf_printf(out, "# TYPE hayloft_pool_%s %s\n", rows[r].name, rows[r].type);
		for (size_t i = 0; i < POOL_COUNT; i++) {
			const char *at = (const char *)&pools[i] + rows[r].at;

			buf_printf(out, "hayloft_pool_%s{pool=\"%s\"} %lu\n", rows[r].name,
			    pool_label((enum pool_name)i), rows[r].is_long ?
			    *(const unsigned long *)(const void *)at :
			    (unsigned long)*(const size_t *)(const void *)at);
		}
	}
}
