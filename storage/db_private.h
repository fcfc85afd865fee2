/*
 * What db.c, db_ask.c, db_travel.c and db_result.c share.
 */
#ifndef STORAGE_DB_PRIVATE_H
#define STORAGE_DB_PRIVATE_H

#include <libpq-fe.h>

#include "storage/db.h"
#include "storage/owed.h"

#define PREPARED_MAX	512	/* a power of two, more than the program has statements */

#define QUEUE_MAX	24

#define DB_ARGS_MAX	64
#define DB_NAME_SIZE	32	/* of a prepared statement */

/* Arguments as libpq takes them. */
struct db_bound {
	const char	*values[DB_ARGS_MAX];
	int		 lengths[DB_ARGS_MAX], formats[DB_ARGS_MAX];
	char		 numbers[DB_ARGS_MAX][24];
};

/* What goes to the server: a prepared statement, text with arguments, or a script. */
struct db_question {
	const struct db_stmt	*stmt;		/* NULL: as in sql */
	const char		*sql;
	bool			 script;
	const struct db_arg	*args;
	size_t			 count;
};

/* One that travels before the next. */
struct db_queued {
	const char	*sql;
	char		 name[DB_NAME_SIZE];	/* "": not prepared */
	size_t		 count;
	struct db_bound	 args;
	struct db_rows	*rows;		/* NULL: nobody asks for them */
	struct arena	*arena;		/* that they go to */
};

struct db {
	char			*conninfo;
	int			 timeout_ms;
	PGconn			*conn;
	struct ctx		*user;		/* whose unit of work holds the connection now */
	bool			 in_transaction;
	bool			 begin_owed;	/* BEGIN travels with the transaction's first statement */
	bool			 snapshot;	/* and all of its statements see what the first one saw */
	bool			 commit_next;	/* COMMIT travels with the next one, which is its last */
	const struct db_queued	*queue[QUEUE_MAX];	/* they travel before the next one; on the ctx's arena */
	size_t			 queued;
	bool			 unwatched;	/* nobody waits for the next COMMIT … */
	size_t			 flying;	/* … and of so many statements nobody has read the answers yet */
	const char		*flown[QUEUE_MAX + 3];	/* these */
	struct {
		const struct db_stmt	*stmt;	/* NULL: nothing is */
		const struct db_arg	*args;
		size_t			 count;
		struct db_rows		 rows;	/* result NULL: it has not travelled yet */
	} foreseen;			/* what will be asked next, and its answer (db_foresee) */
	bool			 behind;	/* the transaction is one behind those */
	bool			 ahead;		/* the queue was sent, and its answers were not read yet … */
	bool			 ahead_begins;	/* … nor that to the BEGIN before it */
	bool			 checked;	/* alive since this unit of work began */
	bool			 broken;	/* lost in this unit of work, which is over for it */
	bool			 used;		/* something succeeded in this unit of work */
	struct owed		 owed;		/* news to be told */
	bool			 later;		/* by whoever opened us, and not at each end of work */
	bool			 plan_once;	/* statements are planned without their arguments … */
	bool			 plan_few_once;	/* … but for those of many */
	enum { PLANS_UNKNOWN, PLANS_ONCE, PLANS_ANEW } plans;	/* what the server was told last */
	const struct db_stmt	*prepared[PREPARED_MAX];
	bool			 may_repeat;	/* the last failure was a deadlock */
};

/*
 * The connection for CX, alive: its own until CX ends.  ERR_BUSY: the database
 * is away, or went away in this unit of work.
 */
enum status db_lease(struct ctx *cx, struct db **out) NODISCARD;

/* Read the answers that nobody waited for; what failed there fails now. */
enum status db_land(struct ctx *cx, struct db *db) NODISCARD;

/*
 * Q, with what is owed before and behind it, in one journey; NAME and B are its own.  ROWS
 * may be NULL, and are empty where nobody waits (db_commit_unwatched).
 */
enum status db_travel(struct ctx *cx, struct db *db, const struct db_question *q,
    const char *name, const struct db_bound *b, struct db_rows *rows) NODISCARD;

/* Q and behind it NOTE, which takes no arguments: two transactions, and both must succeed. */
enum status db_travel_twice(struct ctx *cx, struct db *db, const struct db_question *q,
    const char *name, const struct db_bound *b, const char *note, struct db_rows *rows) NODISCARD;

/* The answer to SQL, which becomes CX's; an error of the server becomes a fault. */
enum status db_result_take(struct ctx *cx, struct db *db, PGresult *result, const char *sql,
    struct db_rows *rows) NODISCARD;

/* RESULT goes when ARENA does. */
void db_result_keep(struct arena *arena, PGresult *result);

struct db_rows db_result_rows(PGresult *result);

/* What begins the transaction that is owed. */
const char *db_begin_sql(const struct db *db);

/* Nothing of it is known any more: statements, transaction. */
void db_disconnect(struct db *db);

#endif
