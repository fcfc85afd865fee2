/*
 * Groups: people to whom something is shared at once, and a mailing list of
 * the same name.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/member.h"

#define MEMBERS_MOST	20000

static const struct api_field fields[] = {
	{ "address", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "where one writes to it" },
	{ "name", API_TEXT, IN_BOTH, NULL, "", 0, 255, NULL, NULL, "what people read" },
	{ "members", API_LIST, IN_BOTH, NULL, NULL, 0, MEMBERS_MOST, NULL, NULL, "addresses: people and groups of the domain, and of anybody else, who get its mail" },
	{ "everybody", API_SWITCH, IN_BOTH, "everybody", "0", 0, 0, NULL, NULL, "all people of the domain are in it by themselves" },
	{ "post", API_CHOICE, IN_BOTH, "post", "members", 0, 0, "members domain listed anyone", NULL, "who may write to it" },
	{ "posters", API_LIST, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "with listed: addresses that may" },
	{ "reply_to", API_TEXT, IN_BOTH, NULL, "", 0, 320, NULL, NULL, "where answers go: empty, the author; list; or an address" },
	{ "subject_tag", API_TEXT, IN_BOTH, "subject_tag", "", 0, 60, NULL, NULL, "put before subjects, as [sales]" },
	{ "may_leave", API_SWITCH, IN_BOTH, "may_leave", "1", 0, 0, NULL, NULL, "members leave by a mail to name+unsubscribe@" },
	{ "active", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

/* Rights that the group has are its members' at the next sign-in. */
static void
tell(struct api_call *call)
{
	mail_news_login(call->cx, NULL);
	mail_news_policy(call->cx);
}

/* What a list holds, as addresses that we keep. */
static enum status
read_addresses(struct api_call *call, const char *field, const char ***out, size_t *count)
{
	const char **sent = api_list(call, field, count);

	for (size_t i = 0; i < *count; i++)
		if (address_parse(call->cx, sent[i], &sent[i]) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "address_invalid", sent[i]);
		}
	*out = sent;
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	const char *reply_to = api_text(call, "reply_to"), **posters;
	json_t *column;
	size_t count;
	enum status st;

	if (reply_to != NULL) {
		if (*reply_to != '\0' && strcmp(reply_to, "list") != 0 &&
		    address_parse(call->cx, reply_to, &reply_to) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "address_invalid", "reply_to");
		}
		api_column(call, "reply_to", json_string(reply_to));
	}
	if (api_given(call, "posters")) {
		if ((st = read_addresses(call, "posters", &posters, &count)) != OK)
			return st;
		column = json_array();
		for (size_t i = 0; i < count; i++)
			json_array_append_new(column, json_string(posters[i]));
		api_column(call, "posters", column);
	}
	if (call->verb != API_ADD)
		return OK;
	call->key = call->name = api_text(call, "address");
	if (strchr(call->key, '+') != NULL)
		return api_refuse(call, ERR_INVALID, "address_invalid", call->key);
	return api_of_domain(call, address_domain(call->key));
}

/* The list's own columns, then who is in it. */
static enum status
put(struct api_call *call, const struct account *group)
{
	const char *id = arena_printf(call->cx->arena, "%lld", (long long)group->id), **members;
	size_t count;
	enum status st;

	if (api_given(call, "members")) {
		if ((st = read_addresses(call, "members", &members, &count)) != OK)
			return st;
		if ((st = db_group_set(call->cx, group, members, count)) == ERR_INVALID)
			call->message = "members_invalid";
		if (st != OK)
			return st;
	}
	/* Last, since everybody of the domain is in it however it was before. */
	if (json_object_size(call->columns) == 0)
		return OK;
	return db_record_update(call->cx, "mail_list", "account_id", id, call->columns);
}

static enum status
added(struct api_call *call)
{
	struct account a = {
		.domain = call->domain, .address = call->key, .kind = "group", .role = ROLE_USER,
		.name = api_text(call, "name"), .active = api_switch(call, "active", true),
	};
	enum status st = db_account_add(call->cx, &a);

	if (st == ERR_EXISTS)
		call->message = "is_alias_or_mailbox", call->message_about = call->name;
	return st == OK ? put(call, &a) : st;
}

static enum status
edited(struct api_call *call)
{
	struct account a;
	enum status st;

	if ((st = db_account_find(call->cx, call->key, &a)) != OK)
		return st;
	/* Of one that has everybody only those elsewhere can be said. */
	if (api_given(call, "members") && !api_given(call, "everybody") &&
	    strcmp(json_get_text(call->was, "everybody"), "1") == 0)
		return api_refuse(call, ERR_PRECONDITION, "group_has_everybody", call->key);
	if (api_given(call, "name"))
		a.name = api_text(call, "name");
	a.active = api_switch(call, "active", a.active);
	if ((st = db_account_edit(call->cx, &a)) != OK)
		return st;
	return put(call, &a);
}

static enum status
deleted(struct api_call *call)
{
	struct account a;
	enum status st = db_account_find(call->cx, call->key, &a);

	return st == OK ? db_account_delete(call->cx, a.id) : st;
}

const struct api_category cat_group = {
	.name = "group", .help = "People to whom something is shared, and one address that reaches them",
	.view = "api.mail_group", .log = "mailbox group", .item = "address",
	.added = "group_added+", .edited = "group_modified+", .deleted = "group_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = added, .on_edit = edited,
	.on_delete = deleted, .news = tell,
};
