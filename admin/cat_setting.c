/*
 * Settings of the whole server, in mailcow's members.  Each is the one object of
 * its category.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "core/placeholder.h"
#include "storage/credential.h"
#include "storage/setting.h"
#include "storage/wording.h"

enum status
api_setting_edited(struct api_call *call)
{
	return db_setting_change(call->cx, call->category->only, call->in);
}

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
	API_SETTING("cors"), .help = "Pages elsewhere whose scripts may call this API",
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
	{ "sender", API_TEXT, IN_EDIT, NULL, NULL, 0, 320, NULL, NULL, "of the digest: an address; postmaster of this host when empty" },
	{ "subject", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "of the digest; may have {{counter}}, {{username}}, {{days}}, {{hostname}}" },
	{ "plain_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "the digest as plain text, with the same and {{messages}}" },
	{ "html_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "and as HTML; our own words when both are empty" },
	{ 0 }
};

/* One text with placeholders: only those that there are, and in a body the one that it is for. */
static enum status
check_words(struct api_call *call, const struct wording_kind *kind, const char *name, bool is_body)
{
	const char *text = api_text(call, name), *clean;
	enum status st;

	if (text == NULL || *text == '\0')
		return OK;
	if ((st = placeholder_check(call->cx, text, kind->names, &clean)) != OK) {
		call->message = "value_invalid";
		call->message_about = arena_printf(call->cx->arena, "%s: %s", name, call->cx->fault_text);
		return st;
	}
	if (is_body && kind->needed != NULL && !placeholder_has(call->cx->arena, clean, kind->needed))
		return api_refuse(call, ERR_INVALID, "value_invalid",
		    arena_printf(call->cx->arena, "%s: {{%s}} is missing", name, kind->needed));
	json_object_set_new(call->in, name, json_string(clean));
	return OK;
}

/* Sender, subject and texts of a mail that we write (storage/wording.h), by whichever name mailcow has for them. */
static enum status
wording_prepare(struct api_call *call)
{
	const struct wording_kind *kind = wording_kind(call->category->only);
	const char *sender = api_text(call, "sender"), *name = "sender", *clean;
	enum status st;

	if (sender == NULL)
		sender = api_text(call, name = "from");
	if (sender != NULL && *sender != '\0' && address_parse(call->cx, sender, &clean) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "value_invalid", name);
	}
	if ((st = check_words(call, kind, "subject", false)) != OK ||
	    (st = check_words(call, kind, "plain_tmpl", true)) != OK ||
	    (st = check_words(call, kind, "text_tmpl", true)) != OK)
		return st;
	return check_words(call, kind, "html_tmpl", true);
}

static enum status
quarantine_prepare(struct api_call *call)
{
	const char **names;
	size_t count;
	enum status st;

	if ((st = api_domain_list(call, "exclude_domains", &names, &count)) != OK)
		return st;
	return wording_prepare(call);
}

const struct api_category cat_quarantine = {
	API_SETTING("quarantine"), .help = "What is kept of refused mail, and for how long",
	.view = "api.quarantine_setting", .log = "quarantine", .edited = "saved_settings",
	.fields = quarantine_fields, .prepare = quarantine_prepare,
};

/* What people are told when their mailbox is nearly full */

static const struct api_field quota_fields[] = {
	{ "sender", API_TEXT, IN_EDIT, NULL, NULL, 0, 320, NULL, NULL, "an address; postmaster of this host when empty" },
	{ "subject", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "may have {{percent}}, {{username}}, {{hostname}}" },
	{ "plain_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "the mail as plain text, with the same" },
	{ "html_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "and as HTML; our own words when both are empty" },
	{ 0 }
};

const struct api_category cat_quota_notification = {
	API_SETTING("quota_notification"), .help = "The mail that tells of a nearly full mailbox",
	.view = "api.quota_notification", .log = "quota_notification", .edited = "saved_settings",
	.fields = quota_fields, .prepare = wording_prepare,
};

/* What is sent to who forgot the password */

static const struct api_field reset_fields[] = {
	{ "from", API_TEXT, IN_EDIT, NULL, NULL, 0, 320, NULL, NULL, "an address; postmaster of the domain when empty" },
	{ "subject", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "may have {{username}}, {{username2}} (the name), {{hostname}}, {{date}}, {{token_lifetime}} (minutes)" },
	{ "text_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "the mail as plain text, with the same and {{link}}" },
	{ "html_tmpl", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "and as HTML; our own words when both are empty" },
	{ 0 }
};

const struct api_category cat_reset_notification = {
	API_SETTING("reset-password-notification"), .help = "The mail with the link for a forgotten password",
	.view = "api.reset_password_notification", .log = "reset_password", .edited = "saved_settings",
	.fields = reset_fields, .prepare = wording_prepare,
};

/* The password of Rspamd's own pages (admin/rspamd_ui.h) */

#define UI_PASSWORD_MIN	8

static const struct api_field rspamd_ui_fields[] = {
	{ "rspamd_ui_pass", API_SECRET, IN_EDIT | NEEDED, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "8 characters of ASCII at least; empty closes the pages" },
	{ "rspamd_ui_pass2", API_SECRET, IN_EDIT, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ 0 }
};

static enum status
rspamd_ui_edited(struct api_call *call)
{
	const char *password = api_text(call, "rspamd_ui_pass"), *again = api_text(call, "rspamd_ui_pass2");
	const char *hash = "";

	if (password == NULL)
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	if (again != NULL && strcmp(password, again) != 0)
		return api_refuse(call, ERR_INVALID, "password_mismatch", NULL);
	if (*password != '\0') {
		if (strlen(password) < UI_PASSWORD_MIN)
			return api_refuse(call, ERR_INVALID, "rspamd_ui_pw_length", NULL);
		/* Rspamd's page takes no other characters. */
		for (const char *c = password; *c != '\0'; c++)
			if (*c < ' ' || *c > '~')
				return api_refuse(call, ERR_INVALID, "password_complexity", NULL);
		hash = credential_hash(call->cx, password);
	}
	return db_setting_change(call->cx, call->category->only,
	    json_keep(call->cx->arena, json_pack("{s:s}", "hash", hash)));
}

const struct api_category cat_rspamd_ui = {
	.name = "rspamd-ui", .only = "rspamd-ui", .help = "The password of Rspamd's own pages at /rspamd/",
	.view = "api.rspamd_ui", .log = "rspamd_ui", .edited = "rspamd_ui_pw_set",
	.get = WHO_ADMIN, .edit = WHO_ADMIN, .on_edit = rspamd_ui_edited, .fields = rspamd_ui_fields,
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
