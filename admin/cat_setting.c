/*
 * Settings of the whole server, in mailcow's members.  Each is the one object of
 * its category.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "storage/setting.h"

static enum status
edited(struct api_call *call)
{
	return db_setting_change(call->cx, call->category->only, call->in);
}

#define SETTING(name_) \
	.name = name_, .only = name_, .get = WHO_ADMIN, .edit = WHO_ADMIN, .on_edit = edited

/* Which pages elsewhere may call the API (it takes no cookie from them) */

static const struct api_field cors_fields[] = {
	{ "allowed_origins", API_LIST, IN_EDIT, NULL, NULL, 0, 100, NULL, NULL, "https://host[:port] of pages elsewhere that may call the API with a key; * for all" },
	{ "allowed_methods", API_LIST, IN_EDIT, NULL, NULL, 0, 5, NULL, NULL, "GET, POST, PUT, PATCH, DELETE" },
	{ 0 }
};

/* Scheme, host and perhaps a port, as browsers send it (RFC 6454, section 6.2). */
static bool
is_origin(const char *text)
{
	const char *host = strncmp(text, "https://", 8) == 0 ? text + 8 :
	    strncmp(text, "http://", 7) == 0 ? text + 7 : NULL;

	return strcmp(text, "*") == 0 || (host != NULL && *host != '\0' &&
	    host[strspn(host, "0123456789abcdefghijklmnopqrstuvwxyz.-:[]")] == '\0');
}

static enum status
cors_prepare(struct api_call *call)
{
	static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
	size_t count;
	const char **list = api_list(call, "allowed_origins", &count);

	for (size_t i = 0; i < count; i++)
		if (!is_origin(list[i]))
			return api_refuse(call, ERR_INVALID, "cors_invalid_origin", list[i]);
	list = api_list(call, "allowed_methods", &count);
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < COUNT(methods) && strcmp(methods[k], list[i]) != 0)
			k++;
		if (k == COUNT(methods))
			return api_refuse(call, ERR_INVALID, "cors_invalid_method", list[i]);
	}
	return OK;
}

const struct api_category cat_cors = {
	SETTING("cors"), .help = "Pages elsewhere whose scripts may call this API",
	.view = "api.cors", .log = "cors", .edited = "cors_headers_edited",
	.fields = cors_fields, .prepare = cors_prepare,
};

/* What the quarantine keeps */

static const struct api_field quarantine_fields[] = {
	{ "max_age", API_NUMBER, IN_EDIT, NULL, NULL, 1, 3650, NULL, NULL, "days for which it is kept" },
	{ "max_size", API_NUMBER, IN_EDIT, NULL, NULL, 1, 100, NULL, NULL, "MiB of a mail; larger ones are refused without being kept" },
	{ "max_score", API_NUMBER, IN_EDIT, NULL, NULL, 1, 100000, NULL, NULL, "what is beyond all doubt is not kept either" },
	{ "retention_size", API_NUMBER, IN_EDIT, NULL, NULL, 1, 100000, NULL, NULL, "mails kept for a mailbox; older ones make room" },
	{ "exclude_domains", API_LIST, IN_EDIT, NULL, NULL, 0, 1000, NULL, NULL, "domains of ours for which nothing is kept" },
	{ 0 }
};

static enum status
quarantine_prepare(struct api_call *call)
{
	size_t count;
	const char **list = api_list(call, "exclude_domains", &count), *clean;

	for (size_t i = 0; i < count; i++)
		if (domain_parse(call->cx, list[i], &clean) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "domain_invalid", list[i]);
		}
	return OK;
}

const struct api_category cat_quarantine = {
	SETTING("quarantine"), .help = "What is kept of refused mail, and for how long",
	.view = "api.quarantine_setting", .log = "quarantine", .edited = "saved_settings",
	.fields = quarantine_fields, .prepare = quarantine_prepare,
};

/* What people are told when their mailbox is nearly full */

static const struct api_field quota_fields[] = {
	{ "sender", API_TEXT, IN_EDIT, NULL, NULL, 0, 320, NULL, NULL, "an address; postmaster of this host when empty" },
	{ "subject", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "may have {{percent}} and {{username}}" },
	{ "plain_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "the mail as plain text, with the same" },
	{ "html_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "and as HTML; our own words when both are empty" },
	{ 0 }
};

static enum status
quota_prepare(struct api_call *call)
{
	const char *sender = api_text(call, "sender"), *clean;

	if (sender == NULL || *sender == '\0' || address_parse(call->cx, sender, &clean) == OK)
		return OK;
	ctx_forgive(call->cx);
	return api_refuse(call, ERR_INVALID, "value_invalid", "sender");
}

const struct api_category cat_quota_notification = {
	SETTING("quota_notification"), .help = "The mail that tells of a nearly full mailbox",
	.view = "api.quota_notification", .log = "quota_notification", .edited = "saved_settings",
	.fields = quota_fields, .prepare = quota_prepare,
};

/* Rspamd's maps: one of a few names each */

static const struct api_field map_fields[] = {
	{ "rspamd_map_data", API_LONG, IN_EDIT | NEEDED, "content", NULL, 0, 1048576, NULL, NULL, "a regular expression in each line, /…/i; # begins a comment" },
	{ 0 }
};

static enum status
map_prepare(struct api_call *call)
{
	api_column(call, "modified", json_string("now"));
	return OK;
}

const struct api_category cat_rspamd_map = {
	.name = "rspamd-map", .item = "map", .help = "Patterns that Rspamd holds all mail from outside against",
	.view = "api.rspamd_map", .table = "rspamd_map", .key_column = "name", .log = "rspamd_maps",
	.edited = "object_modified+", .get = WHO_ADMIN, .edit = WHO_ADMIN,
	.fields = map_fields, .prepare = map_prepare, .news = api_news_policy,
};
