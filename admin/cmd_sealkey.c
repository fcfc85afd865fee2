/*
 * `hayloft sealkey`: the keys that secrets in the database are sealed by.
 * To change them: `add`, reload the server, `finish`.
 */
#include "admin/commands.h"
#include "core/conf.h"
#include "core/json.h"
#include "core/seal.h"
#include "mailcore/seal_keys.h"
#include "storage/db.h"
#include "storage/sealed.h"

enum status
cli_seal_keys(struct cli *c)
{
	const char *text;
	enum status st = seal_keys_read(&c->cx, c->conf.root, &text);

	if (st == OK)
		seal_open(text);
	return st;
}

static enum status
add(struct cli *c)
{
	enum status st;

	if ((st = seal_keys_add(&c->cx, c->conf.root)) != OK ||
	    (st = db_begin(&c->cx)) != OK ||
	    (st = cli_commit(c, 0, "sealkey.add", "", NULL, NULL)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s}", "next",
	    "reload the server, then: hayloft sealkey finish")));
	return OK;
}

static enum status
finish(struct cli *c)
{
	size_t count, stale;
	enum status st;

	if ((st = cli_seal_keys(c)) != OK || (st = db_begin(&c->cx)) != OK ||
	    (st = db_sealed_renew(&c->cx, &count)) != OK ||
	    (st = cli_commit(c, 0, "sealkey.finish", "", NULL, NULL)) != OK ||
	    (st = db_begin(&c->cx)) != OK || (st = db_sealed_renew(&c->cx, &stale)) != OK)
		return st;
	/* Somebody with the old keys alone wrote meanwhile. */
	if (stale > 0)
		return fault(&c->cx, ERR_PRECONDITION,
		    "%zu secrets were sealed by an old key just now: was the server reloaded?", stale);
	if ((st = seal_keys_drop(&c->cx, c->conf.root)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:I}", "sealed", (json_int_t)count)));
	return OK;
}

const struct cli_verb sealkey_verbs[] = {
	{ "add", "", "a new key, which seals when the server was reloaded", 0, 0, NULL, add, false },
	{ "finish", "", "seal everything by the newest key, and forget the others", 0, 0, NULL, finish,
	  false },
	{ 0 }
};
