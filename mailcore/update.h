/*
 * Another version of the program in the place of this one, and back.
 *
 * `hayloft update` prepares a folder STATE/updates/NNNN (the program that runs,
 * the one to come, the configuration) and asks the guard (mailcore/sandbox.h),
 * which is the one process that lives through it: it has the master stop, copies
 * the database's folder, which then nobody writes to, puts the new program in
 * place and starts it.  When that is not ready in time, everything is put back and
 * the guard begins its own master again, from its own image in memory.
 * `hayloft rollback` goes the same way with what was kept.
 *
 * Mail is in no snapshot: mailboxes and the queue stay as they are, whatever happens.
 *
 * In the folder: "state" (a word of update_states), "from" and "to" (programs),
 * "hayloft.conf", "ui-from" and "ui-to" where the browser side goes along, "pg" (the
 * database of before; after a rollback that of after).
 */
#ifndef MAILCORE_UPDATE_H
#define MAILCORE_UPDATE_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/ctx.h"

#define UPDATE_LOG	"updates/log"		/* below the state folder: a line per step */
#define UPDATE_WANTED	"updates/wanted"	/* what is asked of the guard */
#define UPDATE_RESULT	"updates/result"	/* its last word: "done …", "failed …", "refused …" */
#define UPDATE_FLOOR	"updates/ids"		/* ids up to here, and all numbers of changes, were given out already */
#define GUARD_PID	"guard.pid"
#define UPDATE_HOOKS	"hooks"			/* hooks/before-update/NAME, … */

struct update {
	const char	*state;		/* the state folder */
	const char	*folder;	/* STATE/updates/NNNN */
	const char	*program;	/* where the program is installed */
	const char	*ui;		/* where the browser side is; "" when it stays as it is */
	const char	*config;	/* the configuration file */
	int64_t		 ids;		/* the last id that was given out */
	int		 seconds;	/* in which it must be ready */
	bool		 back;		/* a rollback */
	bool		 turned;	/* the two databases of a rollback have changed places */
};

/* Ask the guard, who reads it with update_read(). */
enum status update_ask(struct ctx *cx, const struct update *u) NODISCARD;
enum status update_read(struct ctx *cx, const char *state, struct update *out) NODISCARD;

/* A line in the log; the last word. */
void update_say(struct ctx *cx, const char *state, const char *fmt, ...) PRINTF(3, 4);
void update_end(struct ctx *cx, const struct update *u, const char *word, const char *why);

/*
 * Run the programs in STATE/hooks/WHEN ("before-update"), in the order of their
 * names, with the update's folder as argument.  The first that fails ends it.
 */
enum status update_hooks(struct ctx *cx, const struct update *u, const char *when) NODISCARD;

/*
 * The master has stopped: put the other version in place.  Or take that back.
 * Both leave a whole state whatever fails.
 */
enum status update_switch(struct ctx *cx, struct update *u) NODISCARD;
enum status update_undo(struct ctx *cx, struct update *u) NODISCARD;

/*
 * Is the other version, whose first process is CHILD, ready within its time, and
 * still there some seconds later?  *HOW is set when it ended.
 */
bool update_watch(const struct update *u, pid_t child, const volatile int *stop, int *how);

/*
 * Run a program (ARGV, ended by NULL, at most 15) to its end, at most SECONDS;
 * what it says goes into SAID (NULL: nowhere), at most a MiB of it.
 */
enum status update_tool(struct ctx *cx, const char *const *argv, int seconds, struct buf *said) NODISCARD;

/* The number of an id_counter that UPDATE_FLOOR wants; 0: none.  For who opens the database next. */
int64_t update_floor(struct ctx *cx, const char *root);
void update_floor_done(struct ctx *cx, const char *root);

#endif
