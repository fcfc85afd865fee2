/*
 * Work that is due at a time, done by a worker, and tried again until it
 * succeeds or its kind gives it up (httpd/tasks.c).  Written in the transaction
 * that causes it, so that it is done exactly when that is committed.
 *
 * A task may run twice: its worker may die between the work and the commit that
 * takes the row away.  So each kind does what it does in a way that bears it.
 */
#ifndef STORAGE_TASK_H
#define STORAGE_TASK_H

#include "core/ctx.h"

struct task {
	int64_t		 account, id;
	const char	*kind;
	int64_t		 ref;		/* what it is about, 0: nothing in particular */
	int64_t		 due;		/* milliseconds since 1970; 0: now */
	int		 attempts;	/* begun so far, this one included */
	const char	*payload;	/* JSON; NULL: {} */
	bool		 slow;		/* waits for servers of strangers: done in a lane of its own */
};

/* Sets the id.  Call it in a transaction; the watcher hears of it after the commit. */
enum status db_task_add(struct ctx *cx, struct task *task) NODISCARD;

/* Take away those of KIND about REF. */
enum status db_task_remove(struct ctx *cx, int64_t account, const char *kind, int64_t ref) NODISCARD;

/* ---- For the watcher ---------------------------------------------------------- */

#define TASK_CHANNEL	"hayloft_task"

/* Hear when tasks are added: the payload is when one is due, as in struct task. */
enum status db_task_listen(struct ctx *cx) NODISCARD;

struct task_due {
	int64_t		 account;
	bool		 slow;
};

/* Accounts with something due, the longest waiting first, at most MAX; and how
 * many milliseconds until more is (-1: nothing is there). */
enum status db_task_due(struct ctx *cx, int max, struct task_due **out, size_t *count,
    int64_t *next_ms) NODISCARD;

/* ---- For workers ---------------------------------------------------------------- */

/*
 * The right to do an account's tasks, the SLOW ones or the others, one process at
 * a time, until CX ends.  ERR_BUSY when another has it.
 */
enum status db_task_lock(struct ctx *cx, int64_t account, bool slow) NODISCARD;

/* The next one that is due: from here on its next attempt is set.  ERR_NOT_FOUND: none. */
enum status db_task_begin(struct ctx *cx, int64_t account, bool slow, struct task *task) NODISCARD;

/* It is done (or given up): the row goes.  Best in the transaction of the work. */
enum status db_task_end(struct ctx *cx, const struct task *task) NODISCARD;

/* It failed, for the reason WHY; it stays for its next attempt. */
enum status db_task_failed(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

#endif
