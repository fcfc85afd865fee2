/*
 * `hayloft version`.  Works without a database.
 */
#include "admin/commands.h"
#include "core/json.h"
#include "storage/migrate.h"

static enum status
version(struct cli *c)
{
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s, s:i}", "version", VERSION, "schema", db_schema_newest())));
	return OK;
}

const struct cli_verb version_verbs[] = {
	{ "", "", "Prints the version of this program and of the database schema it wants.",
	  0, 0, NULL, version, true },
	{ 0 }
};
