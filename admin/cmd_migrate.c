/*
 * `hayloft migrate`: bring the database up to date.
 */
#include <limits.h>

#include "admin/commands.h"
#include "core/json.h"
#include "storage/db.h"
#include "storage/migrate.h"

static enum status
migrate(struct cli *c)
{
	int64_t up_to = INT_MAX;
	int before, after, applied;
	enum status st;

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
	{ "to", "NUMBER", "stop after this one" }, { 0 }
};

const struct cli_verb migrate_verbs[] = {
	{ "", "", "Runs the migrations that this database has not seen yet, each once and in\n"
	  "a transaction of its own; several at a time wait for each other.",
	  0, 0, options, migrate, true },
	{ 0 }
};
