/*
 * `hayloft migrate`: bring the database up to date.
 */
#include <limits.h>

#include "admin/commands.h"
#include "core/json.h"
#include "storage/db.h"
#include "storage/migrate.h"

#define DUE_MAX	500

static enum status
tell_due(struct cli *c)
{
	json_t *due = json_keep(c->cx.arena, json_array());
	const char *names[DUE_MAX];
	size_t count;
	enum status st;

	if ((st = db_migrations_due(&c->cx, names, DUE_MAX, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(due, json_string(names[i]));
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:O}", "due", due)));
	return OK;
}

static enum status
migrate(struct cli *c)
{
	int64_t up_to = INT_MAX;
	int before, after, applied;
	enum status st;

	if (cli_flag(c, "dry-run"))
		return tell_due(c);
	if ((st = cli_number(c, "to", &up_to)) != OK ||
	    (st = db_schema_version(&c->cx, &before)) != OK ||
	    (st = db_migrate_to(&c->cx, (int)up_to, &applied)) != OK ||
	    (st = db_schema_version(&c->cx, &after)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:i, s:i, s:i}", "before", before, "now", after,
	    "applied", applied)));
	return OK;
}

static const struct cli_option options[] = {
	{ "to", "NUMBER", "stop after this one" },
	{ "dry-run", NULL, "only tell which would run" }, { 0 }
};

const struct cli_verb migrate_verbs[] = {
	{ "", "", "Runs the migrations that this database has not seen yet, each once and all in\n"
	  "one transaction; several at a time wait for each other.",
	  0, 0, options, migrate, true },
	{ 0 }
};
