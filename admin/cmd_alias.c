/*
 * `hayloft alias`: where mail for other addresses goes.
 */
#include <string.h>

#include "admin/commands.h"
#include "core/address.h"
#include "core/json.h"
#include "storage/alias.h"
#include "storage/db.h"
#include "storage/domain.h"

static json_t *
describe(struct cli *c, const struct alias *l)
{
	json_t *targets = json_array();

	for (size_t i = 0; i < l->target_count; i++)
		json_array_append_new(targets, json_string(l->targets[i]));
	return json_keep(c->cx.arena, json_pack("{s:s, s:o, s:b, s:b, s:s, s:s}", "address", l->address,
	    "targets", targets, "active", l->active, "may_send", l->may_send,
	    "comment", l->comment, "created", l->created));
}

static enum status
find(struct cli *c, struct alias *out)
{
	const char *address;
	enum status st;

	if ((st = address_parse_catchall(&c->cx, c->args[0], &address)) != OK)
		return st;
	return db_alias_find(&c->cx, address, out);
}

static enum status
read_targets(struct cli *c, struct alias *l, const char *const *typed, size_t count)
{
	enum status st;

	l->targets = arena_array(c->cx.arena, count, sizeof *l->targets);
	l->target_count = count;
	for (size_t i = 0; i < count; i++) {
		if ((st = address_parse(&c->cx, typed[i], &l->targets[i])) != OK)
			return st;
		if (strcmp(l->targets[i], l->address) == 0)
			return fault(&c->cx, ERR_INVALID, "an alias cannot lead to itself");
	}
	return OK;
}

static enum status
read_options(struct cli *c, struct alias *l)
{
	const char *comment = cli_text(c, "comment");
	enum status st;

	if (comment != NULL)
		l->comment = comment;
	if ((st = cli_bool(c, "active", &l->active)) != OK)
		return st;
	return cli_bool(c, "may-send", &l->may_send);
}

static enum status
add(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct alias l = { .active = true, .may_send = true, .comment = "" };
	json_t *shown;
	enum status st;

	if ((st = address_parse_catchall(cx, c->args[0], &l.address)) != OK ||
	    (st = read_targets(c, &l, c->args + 1, (size_t)c->arg_count - 1)) != OK ||
	    (st = read_options(c, &l)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_alias_add(cx, &l)) != OK ||
	    (st = db_alias_find(cx, l.address, &l)) != OK)
		return st;
	shown = describe(c, &l);
	if ((st = cli_commit(c, 0, "alias.add", l.address, NULL, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "address", "targets", "active", "comment", NULL };
	struct alias *aliases;
	json_t *out = json_keep(c->cx.arena, json_array());
	int64_t domain;
	size_t count;
	enum status st;

	if ((st = cli_domain(c, &domain)) != OK ||
	    (st = db_alias_list(&c->cx, domain, &aliases, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, &aliases[i]));
	cli_list(c, out, columns);
	return OK;
}

static enum status
show(struct cli *c)
{
	struct alias l;
	enum status st;

	if ((st = find(c, &l)) != OK)
		return st;
	cli_show(c, describe(c, &l));
	return OK;
}

static enum status
edit(struct cli *c)
{
	struct ctx *cx = &c->cx;
	const char **targets;
	size_t count = cli_texts(c, "to", &targets);
	struct alias l;
	json_t *before, *shown;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &l)) != OK)
		return st;
	before = describe(c, &l);
	if ((count > 0 && (st = read_targets(c, &l, targets, count)) != OK) ||
	    (st = read_options(c, &l)) != OK ||
	    (st = db_alias_edit(cx, &l)) != OK ||
	    (st = db_alias_find(cx, l.address, &l)) != OK)
		return st;
	shown = describe(c, &l);
	if ((st = cli_commit(c, 0, "alias.edit", l.address, before, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct alias l;
	json_t *before;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &l)) != OK)
		return st;
	before = describe(c, &l);
	if ((st = db_alias_delete(cx, &l)) != OK ||
	    (st = cli_commit(c, 0, "alias.delete", l.address, before, NULL)) != OK)
		return st;
	cli_show_deleted(c, l.address);
	return OK;
}

#define ALIAS_OPTIONS \
	{ "active", "on|off", "in use" }, \
	{ "may-send", "on|off", "its targets may send as it" }, \
	{ "comment", "TEXT", "a note" }

static const struct cli_option add_options[] = { ALIAS_OPTIONS, { 0 } };
static const struct cli_option list_options[] = {
	{ "domain", "NAME", "of this domain only" }, { 0 }
};
static const struct cli_option edit_options[] = {
	{ "to", "ADDRESS", "new target instead of the old ones; may be given again" },
	ALIAS_OPTIONS, { 0 }
};

const struct cli_verb alias_verbs[] = {
	{ "add", "ADDRESS TARGET...", "make an alias; @DOMAIN catches what nobody has",
	  2, CLI_ARGS, add_options, add, false },
	{ "list", "", "all aliases", 0, 0, list_options, list, false },
	{ "show", "ADDRESS", "one alias", 1, 1, NULL, show, false },
	{ "edit", "ADDRESS", "change an alias", 1, 1, edit_options, edit, false },
	{ "delete", "ADDRESS", "delete an alias", 1, 1, NULL, delete, false },
	{ 0 }
};
