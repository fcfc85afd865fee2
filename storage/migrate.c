#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"
#include "core/hash.h"
#include "core/log.h"
#include "storage/db.h"
#include "storage/migrate.h"

extern const struct embedded storage_migrations[];

/* Any number will do, as long as it is always the same. */
#define LOCK	"SELECT pg_advisory_xact_lock(7308324466)"

static const struct db_stmt find = {
	"SELECT sha256 FROM schema_version WHERE number = $1"
};
static const struct db_stmt record = {
	"INSERT INTO schema_version (number, name, sha256) VALUES ($1, $2, $3)"
};
static const struct db_stmt newest = {
	"SELECT coalesce(max(number), 0) FROM schema_version"
};
static const struct db_stmt exists = {
	"SELECT to_regclass('public.schema_version') IS NOT NULL"
};

static enum status
prepare_table(struct ctx *cx)
{
	return db_script(cx,
	    "CREATE TABLE IF NOT EXISTS schema_version ("
	    " number int PRIMARY KEY,"
	    " name text NOT NULL,"
	    " sha256 text NOT NULL,"
	    " applied timestamptz NOT NULL DEFAULT now())");
}

/* Did it run here?  ERR_PRECONDITION when it was another text then. */
static enum status
has_run(struct ctx *cx, const struct embedded *file, const char **sha, bool *out)
{
	struct db_rows rows;
	enum status st;

	*sha = hash_sha256_hex(cx->arena, file->data, (size_t)(file->end - file->data));
	if ((st = db_query(cx, &find, DB_ARGS(db_int(atoi(file->name))), &rows)) != OK)
		return st;
	*out = rows.count > 0;
	if (*out && strcmp(db_get_text(&rows, 0, 0), *sha) != 0)
		return fault(cx, ERR_PRECONDITION, "migration %s was edited after it ran here", file->name);
	return OK;
}

static enum status
apply(struct ctx *cx, const struct embedded *file, int *applied)
{
	const char *sha;
	bool done;
	enum status st;

	if ((st = has_run(cx, file, &sha, &done)) != OK || done)
		return st;
	if ((st = db_script(cx, file->data)) != OK ||
	    (st = db_exec(cx, &record, DB_ARGS(db_int(atoi(file->name)), db_text(file->name),
	    db_text(sha)))) != OK)
		return st;
	log_event(LOG_INFO_, "migrated", "file", "%s", file->name, NULL);
	++*applied;
	return OK;
}

enum status
db_migrate_to(struct ctx *cx, int up_to, int *applied)
{
	int count = 0;
	enum status st;

	if (applied != NULL)
		*applied = 0;
	if ((st = db_begin(cx)) != OK ||
	    (st = db_script(cx, LOCK)) != OK ||
	    (st = prepare_table(cx)) != OK)
		return st;
	for (const struct embedded *f = storage_migrations; f->name != NULL; f++)
		if (atoi(f->name) <= up_to && (st = apply(cx, f, &count)) != OK)
			return st;
	if ((st = db_commit(cx)) == OK && applied != NULL)
		*applied = count;
	return st;
}

enum status
db_migrations_due(struct ctx *cx, const char **names, size_t most, size_t *count)
{
	struct db_rows rows;
	enum status st;
	bool any;

	*count = 0;
	if ((st = db_query(cx, &exists, DB_NO_ARGS, &rows)) != OK)
		return st;
	any = db_get_bool(&rows, 0, 0);
	for (const struct embedded *f = storage_migrations; f->name != NULL && *count < most; f++) {
		const char *sha;
		bool done = false;

		if (any && (st = has_run(cx, f, &sha, &done)) != OK)
			return st;
		if (!done)
			names[(*count)++] = f->name;
	}
	return OK;
}

enum status
db_raise_ids(struct ctx *cx, int64_t least)
{
	static const struct db_stmt raise = {
		"SELECT setval('id_counter', greatest($1, (SELECT last_value FROM id_counter)))"
	};
	struct db_rows rows;

	return db_query(cx, &raise, DB_ARGS(db_int(least)), &rows);
}

enum status
db_migrate(struct ctx *cx, int *applied)
{
	return db_migrate_to(cx, INT_MAX, applied);
}

enum status
db_schema_version(struct ctx *cx, int *version)
{
	struct db_rows rows;
	enum status st;

	*version = 0;
	if ((st = db_query(cx, &exists, DB_NO_ARGS, &rows)) != OK || !db_get_bool(&rows, 0, 0))
		return st;
	if ((st = db_query(cx, &newest, DB_NO_ARGS, &rows)) != OK)
		return st;
	*version = (int)db_get_int(&rows, 0, 0);
	return OK;
}

int
db_schema_newest(void)
{
	int number = 0;

	for (const struct embedded *f = storage_migrations; f->name != NULL; f++)
		number = atoi(f->name);
	return number;
}
