/*
 * `hayloft index`: the index of mail.  Here and not in admin/, since it asks the
 * mail server.
 */
#include "admin/cli.h"
#include "core/address.h"
#include "core/json.h"
#include "httpd/cmd_index.h"
#include "imapclient/pool.h"
#include "storage/account.h"
#include "storage/db.h"
#include "webmail/verify.h"

static void
close_pool(void *arg)
{
	imap_pool_close(arg);
}

static enum status
verify(struct cli *c)
{
	struct account a;
	const char *address;
	json_t *report;
	enum status st;

	if ((st = address_parse(&c->cx, c->args[0], &address)) != OK ||
	    (st = db_account_find(&c->cx, address, &a)) != OK)
		return st;
	c->cx.imap = imap_pool_open(2, 2, 60);
	ctx_on_end(&c->cx, close_pool, c->cx.imap);	/* behind what is leased from it */
	if ((st = index_verify(&c->cx, a.id, &report)) != OK)
		return st;
	json_object_set_new(report, "address", json_string(a.address));
	cli_show(c, report);
	if (json_array_size(json_object_get(report, "differences")) > 0)
		return fault(&c->cx, ERR_INTERNAL, "index and mail server differ");
	return OK;
}

const struct cli_verb index_verbs[] = {
	{ "verify", "ADDRESS", "Brings an account's index of mail up to date, then compares it with the mail server:\n"
	  "every mailbox, message and flag.  Exit code 1 when they differ.",
	    1, 1, NULL, verify, false },
	{ 0 }
};
