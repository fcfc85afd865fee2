#include "admin/cli.h"
#include "core/json.h"
#include "dav/dav.h"
#include "dav/verify.h"
#include "httpd/cmd_dav.h"
#include "storage/account.h"

static void
note(void *arg, const char *where, const char *what)
{
	json_array_append_new(arg, json_pack("{s:s, s:s}", "where", where, "what", what));
}

static enum status
verify(struct cli *c)
{
	json_t *faults = json_keep(c->cx.arena, json_array());
	struct account account = { 0 };
	struct dav_verified sum;
	enum status st;

	if (c->arg_count > 0 && (st = db_account_find(&c->cx, c->args[0], &account)) != OK)
		return st;
	if ((st = dav_prepare(&c->cx)) != OK ||
	    (st = dav_verify(&c->cx, account.id, note, faults, &sum)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:I, s:I, s:I, s:O}",
	    "collections", (json_int_t)sum.collections, "objects", (json_int_t)sum.objects,
	    "meetings", (json_int_t)sum.meetings, "faults", faults)));
	c->is_bad = sum.faults > 0;
	return OK;
}

const struct cli_verb dav_verbs[] = {
	{ "verify", "[ACCOUNT]", "Whether all that is kept of calendars and contacts agrees.  Exit code 1 when it does not.", 0, 1,
	  NULL, verify, false },
	{ 0 }
};
