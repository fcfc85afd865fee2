/*
 * Which senders a domain or a mailbox always or never wants, and filters that
 * the administrator puts around a person's own.
 */
#include <string.h>

#include "admin/categories.h"

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
};
