/*
 * `hayloft garbage`: mail of accounts that were deleted.
 */
#include "admin/commands.h"
#include "core/json.h"
#include "mailcore/garbage.h"
#include "storage/mail_garbage.h"

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "address", "folder", "deleted", "expired", NULL };
	json_t *out = json_keep(c->cx.arena, json_array());
	struct mail_garbage *garbage;
	size_t count;
	enum status st;

	if ((st = db_mail_garbage_list(&c->cx, c->conf.garbage_hours, &garbage, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:b}", "address",
		    garbage[i].address, "folder", garbage[i].mail_dir, "deleted",
		    garbage[i].deleted, "expired", garbage[i].expired));
	cli_list(c, out, columns);
	return OK;
}

static enum status
erase(struct cli *c)
{
	int64_t erased;
	enum status st;

	if ((st = mailcore_garbage_erase(&c->cx, &erased)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:I}", "erased", (json_int_t)erased)));
	return OK;
}

const struct cli_verb garbage_verbs[] = {
	{ "list", "", "what is kept", 0, 0, NULL, list, false },
	{ "erase", "", "erase now what has expired", 0, 0, NULL, erase, false },
	{ 0 }
};
