/*
 * Which worker takes which request.  A job waits in a bounded queue, runs in
 * one worker at a time, and ends exactly once: by done() or by pool_cancel().
 */
#ifndef HTTPD_POOL_H
#define HTTPD_POOL_H

#include <h2o.h>

#include "core/buf.h"
#include "httpd/message.h"
#include "httpd/routes.h"

enum job_end {
	JOB_REPLIED,		/* the worker answered */
	JOB_FULL,		/* too many wait already, or this one waited too long */
	JOB_TOO_LARGE,		/* its header does not fit a message */
	JOB_CRASHED,		/* its worker died */
	JOB_LATE,		/* past its deadline; its worker is being ended */
	JOB_LEFT		/* its client left while it waited */
};

struct party;
struct worker;

struct job {
	/* filled by who submits it */
	enum pool_name		 pool;
	const struct route	*route;
	struct request		 rq;		/* lives as long as the job */
	uint64_t		 credential;	/* pool_credential(), 0: none */
	uint64_t		 address;	/* who shares the lot of unknown people */
	int64_t			 account;	/* known beforehand, 0: not; after the end: whose it was */
	int			 client;	/* the socket of an HTTP/1 client, of whose leaving libh2o
						 * tells nothing while it waits; 0: it does */

	/* REPLY is set for JOB_REPLIED and lasts for this call; whoever wants its body_fd takes it. */
	void			(*done)(struct job *job, enum job_end end, struct message *reply);

	/* the pool's own */
	h2o_linklist_t		 link;		/* among its party's waiting ones */
	struct party		*party;
	struct worker		*worker;	/* that runs it */
	enum pool_name		 queue;		/* where it waits or runs: its pool, or auth */
	bool			 verified;	/* the auth pool said yes once */
	int64_t			 submitted, started;	/* clock_steady() */
	int64_t			 worker_ms;	/* spent in workers */
};

void pool_open(void);

/* Run it, or let it wait.  done() may come before this returns. */
void pool_submit(struct job *job);

/*
 * Nobody wants it any more.  A waiting job is out of the queue at once; a
 * running one stays its worker's, and counts against its account, until the
 * worker has answered.
 */
void pool_cancel(struct job *job);

/* From the master: a worker and its socket; or none could be had. */
void pool_add(enum pool_name pool, pid_t pid, int fd);
void pool_none(enum pool_name pool);

/* Once a second: deadlines, waits, floor and ceiling. */
void pool_tick(int64_t now);

/* Jobs that run or wait. */
size_t pool_busy(void);

/* Every pool that keeps workers has one that is up, and the latest answers were not all 503. */
bool pool_healthy(const char **why);

/* Prometheus lines. */
void pool_metrics(struct buf *out);

/* A keyed hash of what proves who asks; never 0. */
uint64_t pool_credential(const char *text, size_t len);

#endif
