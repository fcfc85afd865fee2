/*
 * `hayloft mailaccess`: whose mail others may read and change.
 */
#include <string.h>

#include "admin/commands.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "core/json.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/mail_access.h"

static enum status
find(struct cli *c, int n, struct account *out)
{
	const char *address;
	enum status st;

	if ((st = address_parse(&c->cx, c->args[n], &address)) != OK)
		return st;
	return db_account_find(&c->cx, address, out);
}

static json_t *
describe(struct cli *c, const char *owner, const char *grantee, bool may_write,
    const char *may_send)
{
	return json_keep(c->cx.arena, json_pack("{s:s, s:s, s:b, s:s*}", "account", owner,
	    "grantee", grantee, "may_write", may_write, "may_send", may_send));
}

static enum status
add(struct cli *c)
{
	struct account owner, grantee;
	const char *send = cli_text(c, "send");
	bool write = true;
	json_t *shown;
	enum status st;

	if ((st = cli_bool(c, "write", &write)) != OK ||
	    (st = db_begin(&c->cx)) != OK ||
	    (st = find(c, 0, &owner)) != OK ||
	    (st = find(c, 1, &grantee)) != OK)
		return st;
	if (owner.id == grantee.id)
		return fault(&c->cx, ERR_INVALID, "everybody may see his own mail");
	if (send != NULL && strcmp(send, "no") != 0 && strcmp(send, "as") != 0 &&
	    strcmp(send, "behalf") != 0)
		return fault(&c->cx, ERR_INVALID, "--send takes no, as or behalf");
	shown = describe(c, owner.address, grantee.address, write, send);
	if ((st = db_mail_access_put(&c->cx, owner.id, grantee.id, write, send)) != OK ||
	    (st = cli_commit(c, owner.id, "mailaccess.add", owner.address, NULL, shown)) != OK)
		return st;
	mail_news_login(&c->cx, NULL);
	mail_news_policy(&c->cx);
	cli_show(c, shown);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "account", "grantee", "may_write", "may_send", NULL };
	json_t *out = json_keep(c->cx.arena, json_array());
	struct mail_access *all;
	struct account owner;
	size_t count;
	enum status st;

	if ((st = find(c, 0, &owner)) != OK ||
	    (st = db_mail_access_grants(&c->cx, owner.id, &all, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, owner.address, all[i].address,
		    all[i].may_write, all[i].may_send));
	cli_list(c, out, columns);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct account owner, grantee;
	enum status st;

	if ((st = db_begin(&c->cx)) != OK ||
	    (st = find(c, 0, &owner)) != OK ||
	    (st = find(c, 1, &grantee)) != OK ||
	    (st = db_mail_access_remove(&c->cx, owner.id, grantee.id)) != OK ||
	    (st = cli_commit(c, owner.id, "mailaccess.delete", owner.address,
	    describe(c, owner.address, grantee.address, false, NULL), NULL)) != OK)
		return st;
	mail_news_login(&c->cx, NULL);
	mail_news_policy(&c->cx);
	cli_show_deleted(c, grantee.address);
	return OK;
}

static const struct cli_option add_options[] = {
	{ "write", "on|off", "off: the mail may be read, and nothing changed" },
	{ "send", "no|as|behalf", "send as that account, or on its behalf, which the mail tells" }, { 0 }
};

const struct cli_verb mailaccess_verbs[] = {
	{ "add", "ACCOUNT GRANTEE", "let GRANTEE see the mail of ACCOUNT", 2, 2, add_options, add,
	  false },
	{ "list", "ACCOUNT", "who may see the mail of ACCOUNT", 1, 1, NULL, list, false },
	{ "delete", "ACCOUNT GRANTEE", "not any more", 2, 2, NULL, delete, false },
	{ 0 }
};
