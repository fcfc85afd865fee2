/*
 * Which senders a domain or a mailbox always or never wants, and filters that
 * the administrator puts around a person's own.
 */
#include <string.h>

#include "admin/categories.h"
#include "storage/db.h"

static const struct api_field domain_fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the domain" },
	{ "object_from", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 320, NULL, NULL, "an address, or *@domain" },
	{ "object_list", API_CHOICE, IN_ADD | NEEDED, NULL, NULL, 0, 0, "wl bl", NULL, "always (wl) or never (bl)" },
	{ 0 }
};

static const struct api_field mailbox_fields[] = {
	{ "username", API_ADDRESS, IN_ADD, NULL, NULL, 0, 0, NULL, NULL, "the mailbox; one's own when left out" },
	{ "object_from", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 320, NULL, NULL, "an address, or *@domain" },
	{ "object_list", API_CHOICE, IN_ADD | NEEDED, NULL, NULL, 0, 0, "wl bl", NULL, "always (wl) or never (bl)" },
	{ 0 }
};

static enum status
policy_columns(struct api_call *call)
{
	const char *from = api_text(call, "object_from");
	char *lower = arena_strdup(call->cx->arena, from);

	for (char *c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	/* A pattern of nothing but stars would be everybody. */
	if (strchr(lower, '@') == NULL || strpbrk(lower, " ,;\"<>()[]\\") != NULL ||
	    strspn(lower, "*@.?") == strlen(lower))
		return api_refuse(call, ERR_INVALID, "policy_list_from_invalid", from);
	api_column(call, "sender", json_string(lower));
	api_column(call, "verdict", json_string(strcmp(api_text(call, "object_list"), "wl") == 0 ?
	    "allow" : "deny"));
	api_column(call, "domain_id", json_integer(call->domain));
	return OK;
}

static enum status
domain_prepare(struct api_call *call)
{
	enum status st;

	call->name = api_text(call, "domain");
	if ((st = api_of_domain(call, call->name)) != OK)
		return st;
	return policy_columns(call);
}

static enum status
mailbox_prepare(struct api_call *call)
{
	enum status st;

	call->name = api_text(call, "username");
	if (call->name == NULL || *call->name == '\0')
		call->name = call->cx->who.address;
	if ((st = api_of_account(call, call->name)) != OK)
		return st;
	api_column(call, "account_id", json_integer(call->account));
	return policy_columns(call);
}

const struct api_category cat_domain_policy = {
	.name = "domain-policy", .item = "prefid", .help = "Senders that a domain always or never wants",
	.view = "api.domain_policy", .table = "sender_policy", .key_column = "id",
	.log = "policy domain", .added = "domain_modified+", .deleted = "item_deleted#",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .delete = WHO_DOMAIN, .flag = "spam_policy",
	.fields = domain_fields, .prepare = domain_prepare, .news = api_news_policy,
};

const struct api_category cat_mailbox_policy = {
	.name = "mailbox-policy", .item = "prefid", .help = "Senders that a mailbox always or never wants",
	.view = "api.mailbox_policy", .table = "sender_policy", .key_column = "id",
	.log = "policy mailbox", .added = "mailbox_modified+", .deleted = "item_deleted#",
	.get = WHO_PERSON, .add = WHO_PERSON, .delete = WHO_PERSON, .flag = "spam_policy",
	.fields = mailbox_fields, .prepare = mailbox_prepare, .news = api_news_policy,
};

static const struct api_field filter_fields[] = {
	{ "username", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the mailbox" },
	{ "filter_type", API_CHOICE, IN_BOTH | NEEDED, "place", NULL, 0, 0, "prefilter postfilter", NULL, "before or after the person's own" },
	{ "script_desc", API_TEXT, IN_BOTH, "description", "", 0, 255, NULL, NULL, "what it is for" },
	{ "script_data", API_LONG, IN_BOTH | NEEDED, "script", NULL, 0, 1048576, NULL, NULL, "Sieve (RFC 5228)" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use; one of each type is" },
	{ 0 }
};

static enum status
filter_prepare(struct api_call *call)
{
	enum status st;

	if (call->verb == API_EDIT) {
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	call->name = api_text(call, "username");
	if ((st = api_of_account(call, call->name)) != OK)
		return st;
	api_column(call, "account_id", json_integer(call->account));
	return OK;
}

const struct api_category cat_filter = {
	.name = "filter", .help = "Sieve scripts around a person's own",
	.view = "api.filter", .table = "admin_filter", .key_column = "id", .named = "username",
	.log = "mailbox filter", .added = "mailbox_modified+", .edited = "mailbox_modified+",
	.deleted = "mailbox_modified+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.flag = "filters", .fields = filter_fields, .prepare = filter_prepare,
	.news = api_news_login,
};

/* The same for everybody: there is one before and one after, and add replaces it. */

static const struct api_field global_fields[] = {
	{ "filter_type", API_CHOICE, IN_ADD | NEEDED, NULL, NULL, 0, 0, "prefilter postfilter", NULL, "before or after everybody's own" },
	{ "script_data", API_LONG, IN_ADD | NEEDED, NULL, NULL, 0, 1048576, NULL, NULL, "Sieve (RFC 5228); empty: none" },
	{ 0 }
};

static enum status
global_prepare(struct api_call *call)
{
	if (call->verb == API_ADD)
		call->key = call->name = api_text(call, "filter_type");
	return OK;
}

static const char *
setting_name(struct api_call *call)
{
	return arena_printf(call->cx->arena, "global-%s", call->key);
}

static enum status
global_deleted(struct api_call *call)
{
	static const struct db_stmt del = { "DELETE FROM setting WHERE name = $1" };

	return db_exec(call->cx, &del, DB_ARGS(db_text(setting_name(call))));
}

static enum status
global_added(struct api_call *call)
{
	static const struct db_stmt put = {
		"INSERT INTO setting (name, value) VALUES ($1, jsonb_build_object('script_data', $2::text))"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value, modified = now()"
	};

	if (*api_text(call, "script_data") == '\0')
		return global_deleted(call);
	return db_exec(call->cx, &put, DB_ARGS(db_text(setting_name(call)),
	    db_text(api_text(call, "script_data"))));
}

const struct api_category cat_global_filter = {
	.name = "global-filter", .item = "filter_type", .help = "Sieve scripts around those of everybody",
	.view = "api.global_filter", .log = "mailbox global_filter", .added = "global_filter_written",
	.deleted = "global_filter_written", .get = WHO_ADMIN, .add = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = global_fields, .prepare = global_prepare, .on_add = global_added,
	.on_delete = global_deleted, .news = api_news_everybody,
};
