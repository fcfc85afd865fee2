/*
 * PostgreSQL, one connection per process (libpq).
 *
 * A statement runs on its own, or in a transaction between db_begin() and
 * db_commit(); a ctx that ends without commit rolls back.  A connection that
 * broke is opened again before the next unit of work; a statement that meets
 * a broken one is ERR_BUSY, since nobody can know what became of it.
 * Storage knows no HTTP.
 */
#ifndef STORAGE_DB_H
#define STORAGE_DB_H

#include "core/ctx.h"

struct db;

/* Statements stand beside the function that uses them and are prepared on first use. */
struct db_stmt {
	const char	*sql;
};

enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BYTES, DB_BOOL };

struct db_arg {
	enum db_type	 type;
	int64_t		 number;
	const void	*data;
	size_t		 len;
	size_t		 elements;	/* of an array */
};

static inline struct db_arg
db_int(int64_t n)
{
	return (struct db_arg){ .type = DB_INT, .number = n };
}

static inline struct db_arg
db_bool(bool b)
{
	return (struct db_arg){ .type = DB_BOOL, .number = b };
}

/* NULL is SQL's NULL. */
static inline struct db_arg
db_text(const char *s)
{
	return (struct db_arg){ .type = s != NULL ? DB_TEXT : DB_NULL, .data = s };
}

static inline struct db_arg
db_bytes(const void *p, size_t len)
{
	return (struct db_arg){ .type = p != NULL ? DB_BYTES : DB_NULL, .data = p, .len = len };
}

static inline struct db_arg
db_null(void)
{
	return (struct db_arg){ .type = DB_NULL };
}

struct db_blob {
	const void	*data;
	size_t		 len;
};

/* What is kept of a random token: its SHA-256, on the ctx's arena. */
struct db_arg db_hashed(struct ctx *cx, const char *token);

/* Arrays, for "= ANY($1::bigint[])" (no other type of numbers), text[] and bytea[]; on the ctx's arena. */
struct db_arg db_int_array(struct ctx *cx, const int64_t *n, size_t count);
struct db_arg db_bytes_array(struct ctx *cx, const struct db_blob *list, size_t count);
struct db_arg db_text_array(struct ctx *cx, const char *const *s, size_t count);

/* For text[] alone, and for uuid[] as 32 digits each in small letters: quicker to read for the server. */
struct db_arg db_text_list(struct ctx *cx, const char *const *s, size_t count);
struct db_arg db_uuid_array(struct ctx *cx, const char *const *hex, size_t count);

#define DB_ARGS(...) \
	(const struct db_arg[]){ __VA_ARGS__ }, \
	sizeof((const struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg)
#define DB_NO_ARGS	NULL, 0

struct db_rows {
	int		 count;		/* rows */
	int64_t		 affected;	/* rows changed by INSERT, UPDATE, DELETE */
	void		*result;	/* PGresult, owned by the arena */
};

/*
 * CONNINFO as libpq takes it (copied).  Does not connect yet: the first
 * statement does.  TIMEOUT_MS bounds each statement on the server.
 */
struct db *db_open(const char *conninfo, int timeout_ms);
void db_close(struct db *db);

/*
 * Plan each statement once, for whatever values: of a swift one the planning is
 * the larger part, and what the planner believes of single values changes with
 * its statistics.  Before the first statement.
 */
void db_plan_once(struct db *db);

/*
 * The same, but for statements that were put together at run time and those with long
 * arrays, for which the best plan depends on what they hold.
 */
void db_plan_few_once(struct db *db);

/* Seconds that it may take to be connected: where a request waits, and else. */
#define DB_PATIENCE_SHORT	10
#define DB_PATIENCE_LONG	30

/*
 * conf->database, or the connection string of our own cluster (password file
 * included), which is given up after PATIENCE seconds.
 */
char *db_conninfo(const struct conf *conf, struct arena *arena, int patience);

/* A descriptor that turns readable when the server says something; -1 when not connected. */
int db_fd(struct db *db);

/*
 * Run one statement.  ERR_EXISTS for a unique constraint, ERR_PRECONDITION for
 * a foreign key, ERR_INVALID for a check, range or form, ERR_BUSY when the
 * database is away or the transaction must be repeated, ERR_LIMIT when it took
 * too long.
 */
enum status db_query(struct ctx *cx, const struct db_stmt *stmt,
    const struct db_arg *args, size_t count, struct db_rows *rows) NODISCARD;

/* The same when only success matters. */
enum status db_exec(struct ctx *cx, const struct db_stmt *stmt,
    const struct db_arg *args, size_t count) NODISCARD;

/*
 * The same for a statement that is a transaction of its own and turns synchronous_commit
 * off for it: what it locks is free as soon as it is committed in memory, and OK says that
 * it is on the disk, since a second commit behind it in the same journey is.
 */
enum status db_query_to_disk(struct ctx *cx, const struct db_stmt *stmt,
    const struct db_arg *args, size_t count, struct db_rows *rows) NODISCARD;

/*
 * Within a transaction, the same when it may wait: the statement travels with the
 * next one, whose failure its failure is.  ARGS stay where they are until then.
 */
enum status db_exec_later(struct ctx *cx, const struct db_stmt *stmt,
    const struct db_arg *args, size_t count) NODISCARD;

/* The same with its rows: they are there when the next statement's answer is. */
enum status db_query_later(struct ctx *cx, const struct db_stmt *stmt,
    const struct db_arg *args, size_t count, struct db_rows *rows) NODISCARD;

/*
 * Outside a transaction: this question will most likely come next.  It travels with the one
 * before it, and db_query() with the same arguments finds its answer there, unless something
 * was written meanwhile.  A guess costs no more than its answer; ARGS stay where they are.
 */
void db_foresee(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count);

/*
 * A statement that was put together at run time (a filter of many conditions).
 * SQL holds no values: these are arguments here too.  Not prepared.
 */
enum status db_query_built(struct ctx *cx, const char *sql, const struct db_arg *args,
    size_t count, struct db_rows *rows) NODISCARD;

/* Several statements in SQL's text form, without arguments; for migrations. */
enum status db_script(struct ctx *cx, const char *sql) NODISCARD;

/* A transaction (read committed); a second begin inside one does nothing. */
enum status db_begin(struct ctx *cx) NODISCARD;

/* One whose statements all see the database as it is at the first of them. */
enum status db_begin_snapshot(struct ctx *cx) NODISCARD;
enum status db_commit(struct ctx *cx) NODISCARD;

/*
 * The COMMIT that comes next is sent and not waited for, so that the database works while
 * we do something else.  What fails there is the failure of whatever is asked next.
 */
void db_commit_unwatched(struct ctx *cx);
void db_rollback(struct ctx *cx);

/*
 * A transaction behind the one that was committed so: what is queued in it does not wait
 * for that one either, until db_answers().
 */
enum status db_begin_behind(struct ctx *cx) NODISCARD;

/* What is queued goes out now; its rows are there after the next statement or db_answers(). */
enum status db_send(struct ctx *cx) NODISCARD;
enum status db_answers(struct ctx *cx) NODISCARD;

/* The next statement is the transaction's last: when it succeeds, all is committed. */
void db_commit_with_next(struct ctx *cx);

/*
 * Did the last statement that failed end its transaction because of another
 * one (a deadlock)?  Then all of it may be done again, after a rollback.
 */
bool db_may_repeat(const struct ctx *cx);

/*
 * Inside a transaction: what fails after a savepoint can be undone by
 * db_rollback_to without losing what came before.
 */
enum status db_savepoint(struct ctx *cx) NODISCARD;
enum status db_rollback_to(struct ctx *cx) NODISCARD;

/*
 * News of a collection's objects that are told when the transaction has
 * committed (storage/owed.h); TYPE lives for ever.  False: tell them now.
 * They go out when the unit of work ends, or, after db_news_later(), when
 * db_news_send() is called.
 */
bool db_owe(struct ctx *cx, int64_t account, int64_t collection, const char *type);
void db_news_later(struct db *db);
bool db_news_waiting(const struct db *db);
void db_news_send(struct db *db);

/* Cells.  Text and bytes live as long as the ctx; NULL text for SQL's NULL, 0 and false likewise. */
int64_t db_get_int(const struct db_rows *rows, int row, int column);
bool db_get_bool(const struct db_rows *rows, int row, int column);
const char *db_get_text(const struct db_rows *rows, int row, int column);
const void *db_get_bytes(struct ctx *cx, const struct db_rows *rows, int row, int column, size_t *len);
bool db_is_null(const struct db_rows *rows, int row, int column);

/* Of a text[] that was asked for by to_json(): NULL-terminated, on the arena. */
enum status db_get_texts(struct ctx *cx, const struct db_rows *rows, int row, int column,
    const char ***out) NODISCARD;

/* All rows as an array on the arena, of what is SIZE bytes each and filled by TAKE. */
typedef void db_take(const struct db_rows *rows, int row, void *one);
void *db_take_all(struct ctx *cx, const struct db_rows *rows, size_t size, db_take *take);

/*
 * The next notification that arrived (storage/notify.h), or false.  Channel
 * and payload on the arena.  ERR_BUSY when the connection is gone.
 */
enum status db_next_notify(struct ctx *cx, bool *found, const char **channel,
    const char **payload) NODISCARD;

#endif
