/*
 * The processes that the master forks: watcher, operator, fronts and workers.  Starts
 * them, restarts what dies, hands sockets from one to the other, replaces
 * fronts at a reload, drains them at the end.  It never waits; the master's
 * loop calls it.
 */
#ifndef HTTPD_CHILDREN_H
#define HTTPD_CHILDREN_H

#include <poll.h>

#include "httpd/processes.h"

enum process_kind { PROCESS_FRONT, PROCESS_WATCHER, PROCESS_OPERATOR, PROCESS_WORKER };

struct process {
	enum process_kind	 kind;
	enum pool_name		 pool;		/* of a worker */
	pid_t			 pid;
	int			 control;	/* our end; -1: a worker has none, or it closed */
	struct process		*front;		/* of a worker: whom it serves, NULL when that died */
	unsigned		 generation;	/* of a front */
	bool			 up;		/* a front accepts connections */
	bool			 draining;
	int64_t			 since;		/* clock_steady() */
	int64_t			 kill_at;	/* then by force; 0: not planned */
	int			 owed[POOL_COUNT];	/* a front: workers it wants and has not got */
	struct process		*next;
};

/* How often one kind died, and when the next may be forked. */
struct patience {
	unsigned	 quick;		/* deaths in a row soon after the start */
	unsigned	 restarts;
	int64_t		 not_before;	/* clock_steady() */
};

struct children {
	struct inherited	 in;
	struct process		*list;
	unsigned		 generation;
	bool			 started, stopping;
	struct patience		 front, watcher, operator, pool[POOL_COUNT];
};

/* IN is copied; what it points to must live until the next reload. */
void children_start(struct children *ch, const struct inherited *in);

/* Descriptors to poll, at most MAX. */
size_t children_poll(const struct children *ch, struct pollfd *p, size_t max);

/* One of them has something to say. */
void children_heard(struct children *ch, int fd);

/* A process was reaped; false when it was none of these. */
bool children_exited(struct children *ch, pid_t pid, int how);

/* Do what is due; the milliseconds until the next call. */
int children_tick(struct children *ch);

/* Every front of this generation accepts connections, and the watcher runs. */
bool children_ready(const struct children *ch);

/* A line of a service's log, for the watcher; lost when there is none. */
void children_tell_line(struct children *ch, const char *service, const char *line);

/* New fronts, a new watcher and a new operator with IN; the old fronts drain once the new ones are up. */
void children_reload(struct children *ch, const struct inherited *in);

/* Accept no more, finish what is there, end; for good. */
void children_drain(struct children *ch);
void children_kill(struct children *ch);
bool children_gone(const struct children *ch);

/* "front", "watcher", "operator", "worker" */
const char *process_name(enum process_kind kind);

/* How often those of its kind died. */
const struct patience *children_patience(const struct children *ch, const struct process *pr);

#endif
