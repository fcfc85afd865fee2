#include <string.h>

#include "admin/forget.h"
#include "storage/account.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/property.h"

/* The mailbox that is named, if one may; another's looks like nobody's. */
static enum status
find(struct operation_call *call, const char *name, const char *flag, struct account *out)
{
	enum status st = db_account_find(call->cx, name, out);

	/* As mailcow has it: a flag of people's own, and one for those of a domain. */
	if (st == OK)
		st = rights_require(call->cx, &call->rights, WHO_PERSON,
		    call->rights.is == WHO_DOMAIN ? "sogo_access" : flag, out->domain, out->id);
	if (st != ERR_NOT_FOUND && st != ERR_DENIED)
		return st;
	call->message = "access_denied";
	return fault(call->cx, ERR_DENIED, "no such mailbox");
}

static enum status
read_names(struct operation_call *call)
{
	const json_t *names = json_object_get(call->sent, "username");
	size_t i;
	json_t *one;

	/* mailcow's page sends them under a name, its API as an array. */
	if (call->item_count == 0 && json_is_string(names)) {
		call->items[call->item_count++] = json_string_value(names);
	} else if (call->item_count == 0 && json_is_array(names)) {
		call->items = arena_array(call->cx->arena, json_array_size(names) + 1, sizeof *call->items);
		json_array_foreach(names, i, one)
			if (json_is_string(one))
				call->items[call->item_count++] = json_string_value(one);
	}
	if (call->item_count > 0)
		return OK;
	call->message = "value_missing";
	return fault(call->cx, ERR_INVALID, "which mailboxes?");
}

static const char *
all_names(const struct operation_call *call)
{
	const char *out = call->items[0];

	for (size_t i = 1; i < call->item_count; i++)
		out = arena_printf(call->cx->arena, "%s, %s", out, call->items[i]);
	return out;
}

enum status
forget_profile(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	struct account a;
	enum status st;

	if ((st = read_names(call)) != OK || (st = db_begin(cx)) != OK)
		return st;
	for (size_t i = 0; i < call->item_count; i++)
		if ((st = find(call, call->items[i], "sogo_profile_reset", &a)) != OK ||
		    (st = db_property_delete(cx, &(struct property_of){ a.id, 0, PROPERTY_BOOK_HOME },
		    SETTINGS_NAMESPACE, SETTINGS_NAME)) != OK ||
		    (st = db_audit(cx, &(struct audit){ .account = a.id, .event = "profile.reset",
		    .object = a.address })) != OK)
			return st;
	if ((st = db_commit(cx)) != OK)
		return st;
	call->message = "sogo_profile_reset";
	call->message_about = all_names(call);
	return OK;
}

enum status
forget_eas(struct operation_call *call)
{
	struct account a;
	enum status st;

	if ((st = read_names(call)) != OK)
		return st;
	for (size_t i = 0; i < call->item_count; i++)
		if ((st = find(call, call->items[i], "eas_reset", &a)) != OK)
			return st;
	call->message = "no_active_sync";
	call->message_about = all_names(call);
	return fault(call->cx, ERR_INVALID, "there is no ActiveSync here, and so no cache of it");
}
