/*
 * Mail providers elsewhere where people sign in instead of giving us a password
 * (OAuth 2.0): what we are called there, and what holds for all who have mail
 * there.  Of those that everybody knows the rest is filled in.
 *
 * The secret is sealed, never shown, and goes to no other server than the one
 * that it was entered for; what people allowed does not either.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "core/redirect_uri.h"
#include "storage/mail_provider.h"

static const struct api_field fields[] = {
	{ "name", API_TEXT, IN_BOTH | NEEDED, "name", NULL, 1, 100, NULL, NULL, "what people read on the button" },
	{ "kind", API_CHOICE, IN_ADD, "kind", "generic", 0, 0, "google microsoft generic", NULL, "google and microsoft bring all of what is not sent, but client_id and client_secret" },
	{ "client_id", API_TEXT, IN_BOTH | NEEDED, "client_id", NULL, 1, 255, NULL, NULL, "what we are called there" },
	{ "client_secret", API_SECRET, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "and our secret there; left out: a public client. Needed again when client_id or token_url change" },
	{ "authorize_url", API_TEXT, IN_BOTH, "authorize_url", NULL, 9, 1000, NULL, NULL, "where people sign in, https" },
	{ "token_url", API_TEXT, IN_BOTH, "token_url", NULL, 9, 1000, NULL, NULL, "where we get tokens, https; when it changes everybody signs in again" },
	{ "scopes", API_TEXT, IN_BOTH, "scopes", NULL, 1, 1000, NULL, NULL, "what we ask for, with spaces: IMAP, sending, and to go on without them (offline_access)" },
	{ "imap_host", API_TEXT, IN_BOTH, "imap_host", NULL, 1, 253, NULL, NULL, "its IMAP server" },
	{ "imap_port", API_NUMBER, IN_BOTH, "imap_port", NULL, 1, 65535, NULL, NULL, "143, 993 or above 1023" },
	{ "imap_tls", API_CHOICE, IN_BOTH, "imap_tls", NULL, 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "smtp_host", API_TEXT, IN_BOTH, "smtp_host", NULL, 1, 253, NULL, NULL, "its submission server" },
	{ "smtp_port", API_NUMBER, IN_BOTH, "smtp_port", NULL, 1, 65535, NULL, NULL, "25, 465, 587 or above 1023" },
	{ "smtp_tls", API_CHOICE, IN_BOTH, "smtp_tls", NULL, 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "domains", API_LIST, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "of addresses that are offered it" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use; off, its accounts and jobs rest" },
	{ 0 }
};

struct preset {
	const char	*kind;
	const char	*column;
	const char	*text;
	int		 number;	/* where text is NULL */
};

/*
 * developers.google.com/gmail/imap/xoauth2-protocol and
 * learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 */
static const struct preset presets[] = {
	{ "google", "authorize_url", "https://accounts.google.com/o/oauth2/v2/auth", 0 },
	{ "google", "token_url", "https://oauth2.googleapis.com/token", 0 },
	{ "google", "scopes", "https://mail.google.com/", 0 },
	{ "google", "imap_host", "imap.gmail.com", 0 },
	{ "google", "smtp_host", "smtp.gmail.com", 0 },
	{ "google", "domains", "gmail.com googlemail.com", 0 },
	{ "microsoft", "authorize_url", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize", 0 },
	{ "microsoft", "token_url", "https://login.microsoftonline.com/common/oauth2/v2.0/token", 0 },
	{ "microsoft", "scopes", "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access", 0 },
	{ "microsoft", "imap_host", "outlook.office365.com", 0 },
	{ "microsoft", "smtp_host", "smtp.office365.com", 0 },
	{ "microsoft", "smtp_port", NULL, 587 },
	{ "microsoft", "smtp_tls", "starttls", 0 },
	{ "microsoft", "domains", "outlook.com hotmail.com live.com msn.com", 0 },
	{ NULL, "imap_port", NULL, 993 },
	{ NULL, "imap_tls", "tls", 0 },
	{ NULL, "smtp_port", NULL, 465 },
	{ NULL, "smtp_tls", "tls", 0 },
	{ NULL, "domains", "", 0 },
};

static json_t *
words(struct arena *arena, const char *text)
{
	json_t *out = json_array();
	char *save, *copy = arena_strdup(arena, text);

	for (char *w = strtok_r(copy, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save))
		json_array_append_new(out, json_string(w));
	return out;
}

/* What was not sent, by the kind. */
static enum status
fill(struct api_call *call)
{
	static const char *const needed[] = { "authorize_url", "token_url", "scopes", "imap_host", "smtp_host" };
	const char *kind = api_text(call, "kind");

	for (size_t i = 0; i < COUNT(presets); i++) {
		const struct preset *p = &presets[i];

		if (json_object_get(call->columns, p->column) != NULL ||
		    (p->kind != NULL && strcmp(p->kind, kind != NULL ? kind : "") != 0))
			continue;
		api_column(call, p->column, p->text == NULL ? json_integer(p->number) :
		    strcmp(p->column, "domains") == 0 ? words(call->cx->arena, p->text) : json_string(p->text));
	}
	for (size_t i = 0; i < COUNT(needed); i++)
		if (json_object_get(call->columns, needed[i]) == NULL)
			return api_refuse(call, ERR_INVALID, "value_missing", needed[i]);
	return OK;
}

static enum status
check_urls(struct api_call *call)
{
	static const char *const urls[] = { "authorize_url", "token_url" };

	for (size_t i = 0; i < COUNT(urls); i++) {
		const char *url = api_text(call, urls[i]);

		if (url != NULL && (strncmp(url, "https://", 8) != 0 || !redirect_uri_is_sound(url)))
			return api_refuse(call, ERR_INVALID, "value_invalid", urls[i]);
	}
	return OK;
}

static enum status
check_servers(struct api_call *call)
{
	static const char *const hosts[] = { "imap_host", "smtp_host" };

	for (size_t i = 0; i < COUNT(hosts); i++) {
		const char *host = api_text(call, hosts[i]);

		if (host != NULL && !api_is_host(host))
			return api_refuse(call, ERR_INVALID, "value_invalid", hosts[i]);
	}
	if (!api_is_mail_port(api_number(call, "imap_port", 993), 993, 143, 143))
		return api_refuse(call, ERR_INVALID, "value_invalid", "imap_port");
	if (!api_is_mail_port(api_number(call, "smtp_port", 465), 465, 587, 25))
		return api_refuse(call, ERR_INVALID, "value_invalid", "smtp_port");
	return OK;
}

/* RFC 6749, appendix A.4: printable, spaces between. */
static bool
is_scope(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text >= 127 || *text == '"' || *text == '\\')
			return false;
	return true;
}

static enum status
check(struct api_call *call)
{
	const char *scopes = api_text(call, "scopes"), *secret = api_text(call, "client_secret");
	enum status st;

	if ((st = check_urls(call)) != OK || (st = check_servers(call)) != OK)
		return st;
	if (scopes != NULL && !is_scope(scopes))
		return api_refuse(call, ERR_INVALID, "value_invalid", "scopes");
	if (secret != NULL && secret[strcspn(secret, "\r\n")] != '\0')
		return api_refuse(call, ERR_INVALID, "value_invalid", "client_secret");
	return api_domains_column(call, "domains");
}

/* Another server, or another name there: tokens that we have are not for it. */
static bool
goes_elsewhere(const struct api_call *call)
{
	return api_changes(call, "token_url", "token_url") || api_changes(call, "client_id", "client_id");
}

static enum status
prepare(struct api_call *call)
{
	const char *secret = api_text(call, "client_secret");
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_ADD)
		return fill(call);
	if ((secret == NULL || *secret == '\0') && json_get_int(call->was, "has_secret", 0) == 1 &&
	    goes_elsewhere(call))
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	api_column(call, "modified", json_string("now"));
	return OK;
}

static enum status
written(struct api_call *call)
{
	const char *secret = api_text(call, "client_secret");
	int64_t id = strtoll(call->key, NULL, 10);
	enum status st = OK;

	if (secret != NULL && *secret != '\0')
		st = db_mail_provider_put_secret(call->cx, id, secret);
	if (st == OK && call->verb == API_EDIT && goes_elsewhere(call))
		st = db_mail_provider_end_grants(call->cx, id);
	if (call->verb == API_ADD)
		call->more = json_keep(call->cx->arena, json_pack("{s:s}", "id", call->key));
	return st;
}

const struct api_category cat_mail_provider = {
	.name = "mail-provider", .help = "Mail providers elsewhere where people sign in instead of giving us a password (OAuth: Google, Microsoft and others)",
	.view = "api.mail_provider", .table = "mail_provider", .key_column = "id", .named = "name",
	.log = "mail_provider", .added = "object_added+", .edited = "object_modified+",
	.deleted = "object_removed+",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = fields, .prepare = prepare, .on_add = written, .on_edit = written,
};
