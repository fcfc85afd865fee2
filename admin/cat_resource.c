/*
 * Rooms, cars and teams: accounts that answer invitations by themselves.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "storage/account.h"
#include "storage/domain.h"
#include "storage/resource.h"

static const struct api_field fields[] = {
	{ "description", API_TEXT, IN_BOTH | NEEDED, NULL, NULL, 1, 255, NULL, NULL, "what people call it; the address is made from it" },
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the domain" },
	{ "kind", API_CHOICE, IN_BOTH | NEEDED, NULL, NULL, 0, 0, "location group thing", NULL, "what it is" },
	{ "multiple_bookings", API_NUMBER, IN_BOTH, NULL, NULL, -1, 1000000, NULL, NULL, "how many at once; -1 any number and busy then, 0 any number and always free" },
	{ "active", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

/* "Room 7 (big)" is room7big. */
static const char *
local_part(struct arena *arena, const char *description)
{
	char *out = arena_strdup(arena, description), *end = out;

	for (const char *s = description; *s != '\0'; s++)
		if (isalnum((unsigned char)*s))
			*end++ = (char)tolower((unsigned char)*s);
	*end = '\0';
	if (end - out > 64)
		out[64] = '\0';
	return out;
}

static enum status
prepare(struct api_call *call)
{
	const char *domain = api_text(call, "domain"), *address;
	enum status st;

	if (call->verb != API_ADD)
		return OK;
	if ((st = api_of_domain(call, domain)) != OK)
		return st;
	if (address_parse_mailbox(call->cx, arena_printf(call->cx->arena, "%s@%s",
	    local_part(call->cx->arena, api_text(call, "description")), domain), &address) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "description_invalid", NULL);
	}
	call->key = call->name = address;
	return OK;
}

static enum status
put(struct api_call *call, const struct resource *now)
{
	struct resource r = *now;

	if (api_given(call, "kind"))
		r.kind = api_text(call, "kind");
	r.multiple_bookings = (int)api_number(call, "multiple_bookings", r.multiple_bookings);
	return db_resource_put(call->cx, &r);
}

static enum status
added(struct api_call *call)
{
	struct account a = {
		.domain = call->domain, .address = call->key, .kind = "resource", .role = ROLE_USER,
		.name = api_text(call, "description"), .active = api_switch(call, "active", true),
	};
	enum status st = db_account_add(call->cx, &a);

	if (st == ERR_EXISTS)
		call->message = "is_alias_or_mailbox", call->message_about = call->name;
	else if (st == ERR_LIMIT)
		call->message = "max_mailbox_exceeded";
	if (st != OK)
		return st;
	return put(call, &(struct resource){ .account = a.id, .kind = "thing" });
}

static enum status
find(struct api_call *call, struct account *a)
{
	return db_account_find(call->cx, call->key, a);
}

static enum status
edited(struct api_call *call)
{
	struct resource now;
	struct account a;
	enum status st;

	if ((st = find(call, &a)) != OK || (st = db_resource_find(call->cx, a.id, &now)) != OK)
		return st;
	if (api_given(call, "description"))
		a.name = api_text(call, "description");
	a.active = api_switch(call, "active", a.active);
	if ((st = db_account_edit(call->cx, &a)) != OK)
		return st;
	return put(call, &now);
}

static enum status
deleted(struct api_call *call)
{
	struct account a;
	enum status st = find(call, &a);

	return st == OK ? db_account_delete(call->cx, a.id) : st;
}

const struct api_category cat_resource = {
	.name = "resource", .help = "Rooms, cars and teams that answer invitations by themselves",
	.view = "api.resource", .log = "mailbox resource", .item = "name",
	.added = "resource_added+", .edited = "resource_modified+", .deleted = "resource_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = added, .on_edit = edited, .on_delete = deleted,
};
