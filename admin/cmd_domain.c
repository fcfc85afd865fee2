/*
 * `hayloft domain`: mail domains and their DKIM records.
 */
#include "admin/commands.h"
#include "admin/domain_make.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "core/json.h"
#include "mailcore/dkim.h"
#include "storage/db.h"

static json_t *
describe(struct cli *c, const struct domain *d)
{
	return json_keep(c->cx.arena, json_pack(
	    "{s:s, s:s, s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "name", d->name,
	    "display", domain_display(&c->cx, d->name), "description", d->description,
	    "active", d->active, "accounts", (json_int_t)d->accounts,
	    "aliases", (json_int_t)d->aliases, "max_accounts", (json_int_t)d->max_accounts,
	    "max_aliases", (json_int_t)d->max_aliases, "quota", (json_int_t)d->quota,
	    "account_quota", (json_int_t)d->account_quota, "created", d->created));
}

/* The DNS records that receivers check our signatures with. */
static enum status
add_records(struct cli *c, const struct domain *d, json_t *shown)
{
	struct dkim_key *keys;
	json_t *records = json_array();
	size_t count;
	enum status st;

	json_object_set_new(shown, "dkim", records);
	if ((st = db_dkim_list(&c->cx, d->id, &keys, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(records, json_pack("{s:s, s:s, s:s}",
		    "name", arena_printf(c->cx.arena, "%s._domainkey.%s", keys[i].selector, d->name),
		    "type", "TXT", "value", dkim_record(c->cx.arena, &keys[i])));
	return OK;
}

static enum status
find(struct cli *c, struct domain *out)
{
	const char *name;
	enum status st;

	if ((st = domain_parse(&c->cx, c->args[0], &name)) != OK)
		return st;
	return db_domain_find(&c->cx, name, out);
}

static enum status
read_options(struct cli *c, struct domain *d)
{
	const char *description = cli_text(c, "description");
	enum status st;

	if (description != NULL)
		d->description = description;
	if ((st = cli_bool(c, "active", &d->active)) != OK ||
	    (st = cli_number(c, "max-accounts", &d->max_accounts)) != OK ||
	    (st = cli_number(c, "max-aliases", &d->max_aliases)) != OK ||
	    (st = cli_size(c, "quota", &d->quota)) != OK)
		return st;
	return cli_size(c, "account-quota", &d->account_quota);
}

static enum status
add(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct domain d = { .active = true, .description = "" };
	struct dkim_key key;
	json_t *shown;
	enum status st;

	if ((st = domain_parse(cx, c->args[0], &d.name)) != OK ||
	    (st = read_options(c, &d)) != OK ||
	    (st = domain_make(cx, &d, &key)) != OK ||
	    (st = db_domain_find(cx, d.name, &d)) != OK)
		return st;
	shown = describe(c, &d);
	if ((st = cli_audit(c, 0, "domain.add", d.name, NULL, shown)) != OK ||
	    (st = add_records(c, &d, shown)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	mail_news_keys(cx);
	cli_show(c, shown);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = {
		"name", "active", "accounts", "aliases", "quota", "description", NULL
	};
	struct domain *domains;
	json_t *out = json_keep(c->cx.arena, json_array());
	size_t count;
	enum status st;

	if ((st = db_domain_list(&c->cx, &domains, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, &domains[i]));
	cli_list(c, out, columns);
	return OK;
}

static enum status
show(struct cli *c)
{
	struct domain d;
	json_t *shown;
	enum status st;

	if ((st = find(c, &d)) != OK)
		return st;
	shown = describe(c, &d);
	if ((st = add_records(c, &d, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
edit(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct domain d;
	json_t *before, *shown;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &d)) != OK)
		return st;
	before = describe(c, &d);
	if ((st = read_options(c, &d)) != OK ||
	    (st = db_domain_edit(cx, &d)) != OK ||
	    (st = db_domain_find(cx, d.name, &d)) != OK)
		return st;
	shown = describe(c, &d);
	if ((st = cli_commit(c, 0, "domain.edit", d.name, before, shown)) != OK)
		return st;
	mail_news_keys(cx);
	mail_news_login(cx, NULL);
	cli_show(c, shown);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct domain d;
	json_t *before;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &d)) != OK)
		return st;
	before = describe(c, &d);
	if ((st = db_domain_delete(cx, d.id)) != OK ||
	    (st = cli_commit(c, 0, "domain.delete", d.name, before, NULL)) != OK)
		return st;
	mail_news_keys(cx);
	cli_show_deleted(c, d.name);
	return OK;
}

static const struct cli_option options[] = {
	{ "description", "TEXT", "a note" },
	{ "active", "on|off", "mail is accepted and its people may sign in" },
	{ "max-accounts", "NUMBER", "accounts at most, 0 for no bound" },
	{ "max-aliases", "NUMBER", "aliases at most, 0 for no bound" },
	{ "quota", "SIZE", "room for all accounts together: 500G, none" },
	{ "account-quota", "SIZE", "room of a new account: 2G, none" },
	{ 0 }
};

const struct cli_verb domain_verbs[] = {
	{ "add", "NAME", "make a domain and its DKIM key", 1, 1, options, add, false },
	{ "list", "", "all domains", 0, 0, NULL, list, false },
	{ "show", "NAME", "one domain and its DNS records", 1, 1, NULL, show, false },
	{ "edit", "NAME", "change a domain", 1, 1, options, edit, false },
	{ "delete", "NAME", "delete a domain that has no accounts", 1, 1, NULL, delete, false },
	{ 0 }
};
