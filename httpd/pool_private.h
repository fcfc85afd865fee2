/*
 * What the files of the pools share: party.c (who asks), queue.c (who waits),
 * hands.c (the workers), held.c (what each holds), ahead.c (jobs sent ahead),
 * pool.c (which worker takes which job) and pool_report.c.  Others know pool.h.
 */
#ifndef HTTPD_POOL_PRIVATE_H
#define HTTPD_POOL_PRIVATE_H

#include <h2o.h>

#include "core/hash.h"
#include "httpd/pool.h"

#define AHEAD		8		/* jobs that a worker may hold */

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

struct pool {
	h2o_linklist_t	 workers, idle;		/* the most recently used first */
	h2o_linklist_t	 ring;			/* parties that wait, next first */
	size_t		 count, asked, busy, ready, waiting;
	size_t		 floor, ceiling;
	int64_t		 not_before;		/* no start before */
	unsigned long	 served, crashed, late, refused, left, started, recycled;
};

extern struct pool pools[POOL_COUNT];

/* party.c: every get has its put. */
void party_open(void);
struct party *party_get(const struct job *job);
void party_put(struct party *p);

/* Whose this credential is; ACCOUNT 0: nobody's any more. */
void party_learn(uint64_t credential, int64_t account);

/* queue.c: behind the others of its party, or before them when it is asked again. */
void queue_add(struct job *job, bool first);
void queue_take(struct job *job);
size_t queue_length(void);
bool queue_make_room(size_t length);

/* RING: one of those in the ring of pool NAME. */
struct job *queue_first(h2o_linklist_t *ring, enum pool_name name);

/* It had its turn: the next one comes after all others. */
void queue_turn(h2o_linklist_t *ring, enum pool_name name);
struct party *queue_next_party(enum pool_name name);

/* Whose client left is out of the queue. */
void queue_forget_left(enum pool_name name);

/* Who waited too long is refused, the oldest of each line first. */
void queue_expire(enum pool_name name, int64_t now);

/* hands.c: ask for more of them when jobs wait longer than a moment. */
void hands_open(void);
void hands_want(enum pool_name name);
void hands_tick(enum pool_name name, int64_t now);

/* held.c: what W holds, the first of it runs. */
struct held *held_at(struct worker *w, unsigned i);
void held_note(struct held *h, bool with_body);

/* JOB was sent to W. */
void held_give(struct worker *w, struct job *job);

/* The client of JOB, which its worker holds, left. */
void held_abandon(struct job *job);

/* What W ran is over; returns the job, NULL when its client left. */
struct job *held_release(struct worker *w);

/* What lies unread in its socket has not begun: it waits again, before all others. */
void held_return(struct worker *w);
size_t held_running(void);

/* ahead.c: a job of ROUTE took US microseconds; false when no job could be sent ahead. */
void ahead_learn(const struct route *route, int64_t us);
bool ahead_run(enum pool_name name);

/* pool.c */
void pool_dispatch(enum pool_name name);
bool pool_run(struct worker *w, struct job *job);
void pool_finish(struct job *job, enum job_end end, struct message *reply);

/* A worker said M of JOB. */
void pool_answered(struct job *job, struct message *m);

/* pool_report.c: an answer came, BAD for want of database or mail server. */
void pool_note(bool bad, int64_t now);

#endif
