/*
 * `hayloft group`: people to whom something is shared at once, and whom one
 * address reaches.  How it is as a mailing list: `hayloft api edit group`.
 */
#include <string.h>

#include "admin/commands.h"
#include "core/address.h"
#include "core/json.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/member.h"

static enum status
describe(struct cli *c, const struct account *group, json_t **out)
{
	json_t *addresses = json_array();
	const char **members;
	enum status st;
	size_t count;

	json_keep(c->cx.arena, addresses);
	if ((st = db_group_addresses(&c->cx, group->id, &members, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(addresses, json_string(members[i]));
	*out = json_keep(c->cx.arena, json_pack("{s:s, s:s, s:O}", "address", group->address,
	    "name", group->name, "members", addresses));
	return OK;
}

static enum status
find(struct cli *c, struct account *out)
{
	const char *address;
	enum status st;

	if ((st = address_parse(&c->cx, c->args[0], &address)) != OK ||
	    (st = db_account_find(&c->cx, address, out)) != OK)
		return st;
	return strcmp(out->kind, "group") == 0 ? OK :
	    fault(&c->cx, ERR_NOT_FOUND, "%s is no group", address);
}

/* Those named behind the group's address, and no others. */
static enum status
replace_members(struct cli *c, const struct account *group)
{
	const char *addresses[CLI_ARGS];
	enum status st;

	for (int i = 1; i < c->arg_count; i++)
		if ((st = address_parse(&c->cx, c->args[i], &addresses[i - 1])) != OK)
			return st;
	return db_group_set(&c->cx, group, addresses, (size_t)(c->arg_count - 1));
}

static enum status
save(struct cli *c, const struct account *group, const char *event, json_t *before)
{
	json_t *shown;
	enum status st;

	if ((st = replace_members(c, group)) != OK || (st = describe(c, group, &shown)) != OK ||
	    (st = cli_commit(c, group->id, event, group->address, before, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
add(struct cli *c)
{
	const char *name = cli_text(c, "name");
	struct account group = { .kind = "group", .name = name != NULL ? name : "",
		.role = ROLE_USER, .active = true };
	struct domain d;
	enum status st;

	if ((st = address_parse(&c->cx, c->args[0], &group.address)) != OK ||
	    (st = db_domain_find(&c->cx, address_domain(group.address), &d)) != OK)
		return st;
	group.domain = d.id;
	if ((st = db_begin(&c->cx)) != OK || (st = db_account_add(&c->cx, &group)) != OK)
		return st;
	return save(c, &group, "group.add", NULL);
}

static enum status
set(struct cli *c)
{
	struct account group;
	json_t *before;
	enum status st;

	if ((st = db_begin(&c->cx)) != OK || (st = find(c, &group)) != OK ||
	    (st = describe(c, &group, &before)) != OK)
		return st;
	return save(c, &group, "group.set", before);
}

static enum status
show(struct cli *c)
{
	struct account group;
	json_t *shown;
	enum status st;

	if ((st = find(c, &group)) == OK && (st = describe(c, &group, &shown)) == OK)
		cli_show(c, shown);
	return st;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "address", "name", "members", NULL };
	json_t *out = json_keep(c->cx.arena, json_array()), *shown;
	struct account *accounts;
	int64_t domain;
	enum status st;
	size_t count;

	if ((st = cli_domain(c, &domain)) != OK ||
	    (st = db_account_list(&c->cx, domain, &accounts, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(accounts[i].kind, "group") != 0)
			continue;
		if ((st = describe(c, &accounts[i], &shown)) != OK)
			return st;
		json_array_append(out, shown);
	}
	cli_list(c, out, columns);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct account group;
	json_t *before;
	enum status st;

	if ((st = db_begin(&c->cx)) != OK || (st = find(c, &group)) != OK ||
	    (st = describe(c, &group, &before)) != OK ||
	    (st = db_account_delete(&c->cx, group.id)) != OK ||
	    (st = cli_commit(c, 0, "group.delete", group.address, before, NULL)) != OK)
		return st;
	cli_show_deleted(c, group.address);
	return OK;
}

static const struct cli_option add_options[] = {
	{ "name", "NAME", "what people read" }, { 0 }
};
static const struct cli_option list_options[] = {
	{ "domain", "DOMAIN", "only of this domain" }, { 0 }
};

const struct cli_verb group_verbs[] = {
	{ "add", "ADDRESS [MEMBER...]", "make a group", 1, CLI_ARGS, add_options, add, false },
	{ "list", "", "all groups", 0, 0, list_options, list, false },
	{ "show", "ADDRESS", "one group", 1, 1, NULL, show, false },
	{ "set", "ADDRESS [MEMBER...]", "these are in it, and no others", 1, CLI_ARGS, NULL, set, false },
	{ "delete", "ADDRESS", "delete a group", 1, 1, NULL, delete, false },
	{ 0 }
};
