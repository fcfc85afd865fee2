/*
 * Five pools of single-threaded workers, each worker at the end of a socket
 * pair, one request at a time: which worker takes which request, and what
 * becomes of its answer.  Who waits is in queue.c, how workers come and go in
 * hands.c, what a busy one gets on top in ahead.c.
 *
 * Affinity.  A worker that served the account last has its mail sessions and
 * statements open: it is taken when it is idle, never waited for.
 */
#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/front.h"
#include "httpd/pool_private.h"

struct pool pools[POOL_COUNT];

void
pool_open(void)
{
	const struct conf_pool *limits[POOL_COUNT] = {
		[POOL_AUTH] = &front.conf->pool_auth, [POOL_ADMIN] = &front.conf->pool_admin,
		[POOL_MAIL] = &front.conf->pool_mail, [POOL_DAV] = &front.conf->pool_dav,
		[POOL_SLOW] = &front.conf->pool_slow,
	};

	party_open();
	hands_open();
	for (size_t i = 0; i < POOL_COUNT; i++) {
		h2o_linklist_init_anchor(&pools[i].workers);
		h2o_linklist_init_anchor(&pools[i].idle);
		h2o_linklist_init_anchor(&pools[i].ring);
		pools[i].floor = (size_t)limits[i]->floor;
		pools[i].ceiling = (size_t)(limits[i]->ceiling > limits[i]->floor ?
		    limits[i]->ceiling : limits[i]->floor);
	}
}

void
pool_finish(struct job *job, enum job_end end, struct message *reply)
{
	party_put(job->party);
	job->party = NULL;
	job->done(job, end, reply);
}

static void
submit(struct job *job)
{
	enum pool_name queue = job->queue;

	if (queue_length() >= (size_t)front.conf->queue &&
	    !queue_make_room(job->party->lines[queue].waiting)) {
		pools[queue].refused++;
		pool_finish(job, JOB_FULL, NULL);
		return;
	}
	queue_add(job, false);
	pool_dispatch(queue);
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

void
pool_cancel(struct job *job)
{
	if (job->party == NULL)
		return;				/* over already */
	if (job->worker == NULL) {
		queue_take(job);
		party_put(job->party);
	} else {
		held_abandon(job);	/* the party stays in use through the worker */
	}
	job->party = NULL;
	job->worker = NULL;
}

/* From the auth pool back to its own, or the other way round. */
static void
move(struct job *job, enum pool_name to)
{
	job->queue = to;
	submit(job);
}

void
pool_answered(struct job *job, struct message *m)
{
	switch (m->kind) {
	case MSG_NEED_VERIFY:
		if (job->verified || job->pool == POOL_AUTH) {
			/* Verified, and not in the cache: asking again would go round for ever. */
			log_warn("verify", "a verified password is not in the cache, request %s",
			    job->rq.id);
			pool_finish(job, JOB_FULL, NULL);
		} else {
			move(job, POOL_AUTH);
		}
		break;
	case MSG_VERIFIED:
		job->verified = true;
		if (m->account > 0)
			party_learn(job->credential, m->account);
		move(job, job->pool);
		break;
	default:
		party_learn(job->credential, m->re.code == 401 ? 0 : m->account);
		if (job->account == 0)
			job->account = m->account;
		pool_finish(job, JOB_REPLIED, m);
		break;
	}
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
bool
pool_run(struct worker *w, struct job *job)
{
	bool verify = job->queue == POOL_AUTH && job->pool != POOL_AUTH;
	int64_t seconds = job->route->deadline > 0 ? job->route->deadline : front.conf->deadline;
	struct message m = {
		.kind = verify ? MSG_VERIFY : MSG_REQUEST,
		.route = route_index(job->route),
		.deadline_ms = seconds * 1000,
		.account = job->party->account,
		.rq = job->rq,
		.re.body_fd = -1,
	};
	enum status st;

	if (verify) {
		m.rq.body = "";
		m.rq.body_len = 0;
	}
	st = message_send(w->fd, &m);
	if (st == ERR_UPSTREAM || (st == ERR_BUSY && w->depth > 0))
		return false;
	queue_take(job);
	if (st != OK) {
		pools[job->queue].refused++;
		pool_finish(job, st == ERR_TOO_LARGE ? JOB_TOO_LARGE : JOB_FULL, NULL);
		return true;
	}
	held_give(w, job);
	return true;
}

void
pool_dispatch(enum pool_name name)
{
	struct pool *pool = &pools[name];

	while (pool->waiting > 0) {
		struct party *p = NULL;
		struct worker *w;

		if (h2o_linklist_is_empty(&pool->idle))
			hands_want(name);
		else
			p = queue_next_party(name);
		if (p == NULL) {
			if (!ahead_run(name))
				return;
			continue;
		}
		w = pick(pool, p->account);
		if (!pool_run(w, H2O_STRUCT_FROM_MEMBER(struct job, link, p->lines[name].jobs.next)))
			/* Its end of the socket is closed; hands.c hears of it next. */
			h2o_linklist_unlink(&w->idle);
	}
}

void
pool_tick(int64_t now)
{
	for (size_t i = 0; i < POOL_COUNT; i++) {
		enum pool_name name = (enum pool_name)i;

		hands_tick(name, now);
		queue_forget_left(name);
		queue_expire(name, now);
		hands_want(name);
		pool_dispatch(name);
	}
}

size_t
pool_busy(void)
{
	return queue_length() + held_running();
}
