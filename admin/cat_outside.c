/*
 * Accounts with other providers, read here beside one's own mail.
 *
 * The password is sealed before it reaches the database (core/seal.h) and is
 * never shown.  Whoever may change where it is sent to could have it sent to
 * himself: so another server or login is taken with the password only.  Where its
 * person signed in at a provider (cat_mail_provider.c) the servers are that provider's.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/grant_of.h"
#include "storage/outside.h"

static const struct api_field fields[] = {
	{ "username", API_ADDRESS, IN_ADD, NULL, NULL, 0, 0, NULL, NULL, "whose it is; one's own when left out" },
	{ "address", API_TEXT, IN_BOTH | NEEDED, "address", NULL, 3, 254, NULL, NULL, "the mail address there" },
	{ "name", API_TEXT, IN_BOTH, "name", "", 0, 200, NULL, NULL, "the name that mail is sent with" },
	{ "imap_host", API_TEXT, IN_BOTH, "imap_host", NULL, 1, 253, NULL, NULL, "the IMAP server; needed with a password" },
	{ "imap_port", API_NUMBER, IN_BOTH, "imap_port", "993", 1, 65535, NULL, NULL, "143, 993 or above 1023" },
	{ "imap_tls", API_CHOICE, IN_BOTH, "imap_tls", "tls", 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "smtp_host", API_TEXT, IN_BOTH, "smtp_host", NULL, 1, 253, NULL, NULL, "the submission server; needed with a password" },
	{ "smtp_port", API_NUMBER, IN_BOTH, "smtp_port", "465", 1, 65535, NULL, NULL, "25, 465, 587 or above 1023" },
	{ "smtp_tls", API_CHOICE, IN_BOTH, "smtp_tls", "tls", 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "login", API_TEXT, IN_BOTH, "login", NULL, 1, 255, NULL, NULL, "the login there; the address when left out" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 1, 1000, NULL, NULL, "its password, or grant; needed, too, when server or login change" },
	{ "grant", API_TEXT, IN_BOTH, NULL, NULL, 0, 20, NULL, NULL, "what POST /api/v2/mail-sign-in told after a sign-in at a mail-provider, whose servers are taken then" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "read here" },
	{ 0 }
};

/* What decides who gets to see the password. */
static const char *const places[] = {
	"imap_host", "imap_port", "imap_tls", "smtp_host", "smtp_port", "smtp_tls", "login", NULL,
};

static bool
goes_elsewhere(const struct api_call *call)
{
	for (size_t i = 0; places[i] != NULL; i++)
		if (api_changes(call, places[i], places[i]))
			return true;
	return false;
}

bool
api_is_host(const char *host)
{
	return *host != '\0' && host[strspn(host, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:")] == '\0';
}

bool
api_is_mail_port(int64_t port, int64_t first, int64_t second, int64_t third)
{
	return port == first || port == second || port == third || port >= 1024;
}

/* The database would say so, too, without a word for people. */
static enum status
check(struct api_call *call)
{
	static const char *const hosts[] = { "imap_host", "smtp_host" };
	const char *address = api_text(call, "address"), *login = api_text(call, "login");
	const char *password = api_text(call, "password");

	if (login != NULL && (*login == '\0' || login[strcspn(login, "\r\n\001")] != '\0'))
		return api_refuse(call, ERR_INVALID, "value_invalid", "login");
	if (password != NULL && password[strcspn(password, "\r\n\001")] != '\0')
		return api_refuse(call, ERR_INVALID, "value_invalid", "password");

	for (size_t i = 0; i < COUNT(hosts); i++) {
		const char *host = api_text(call, hosts[i]);

		if (host != NULL && !api_is_host(host))
			return api_refuse(call, ERR_INVALID, "value_invalid", hosts[i]);
	}
	if (address != NULL && (strchr(address, '@') == NULL ||
	    address[strcspn(address, " \t<>\",")] != '\0'))
		return api_refuse(call, ERR_INVALID, "value_invalid", "address");
	if (!api_is_mail_port(api_number(call, "imap_port", 993), 993, 143, 143))
		return api_refuse(call, ERR_INVALID, "value_invalid", "imap_port");
	if (!api_is_mail_port(api_number(call, "smtp_port", 465), 465, 587, 25))
		return api_refuse(call, ERR_INVALID, "value_invalid", "smtp_port");
	return OK;
}

/* The servers of the provider that its person signed in at, whatever was sent. */
static void
put_servers(struct api_call *call, const struct mail_provider *p)
{
	api_column(call, "imap_host", json_string(p->imap.host));
	api_column(call, "imap_port", json_integer(p->imap.port));
	api_column(call, "imap_tls", json_string(p->imap.starttls ? "starttls" : "tls"));
	api_column(call, "smtp_host", json_string(p->smtp.host));
	api_column(call, "smtp_port", json_integer(p->smtp.port));
	api_column(call, "smtp_tls", json_string(p->smtp.starttls ? "starttls" : "tls"));
}

static bool
has_password(const struct api_call *call)
{
	const char *password = api_text(call, "password");

	return password != NULL && *password != '\0';
}

static enum status
prepare_add(struct api_call *call)
{
	const char *username = api_text(call, "username");
	struct mail_provider p;
	enum status st;

	if (username == NULL || *username == '\0')
		username = call->cx->who.address;
	if (username == NULL)
		return api_refuse(call, ERR_INVALID, "value_invalid", "username");
	if ((st = api_of_account(call, username)) != OK ||
	    (st = grant_of(call, call->account, &call->other, &p)) != OK)
		return st;
	if (call->other != 0)
		put_servers(call, &p);
	else if (!has_password(call))
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	if (api_text(call, "login") == NULL)
		api_column(call, "login", json_string(api_text(call, "address")));
	for (size_t i = 0; places[i] != NULL; i++)
		if (json_object_get(call->columns, places[i]) == NULL)
			return api_refuse(call, ERR_INVALID, "value_missing", places[i]);
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	struct mail_provider p;
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_ADD)
		return prepare_add(call);
	if ((st = grant_of(call, call->account, &call->other, &p)) != OK)
		return st;
	/* A form that does not show the password sends it back empty. */
	if (call->other != 0)
		put_servers(call, &p);
	else if (!has_password(call) && goes_elsewhere(call))
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	api_column(call, "modified", json_string("now"));
	/* Whoever changed something wants to know whether it helped. */
	api_column(call, "fault", json_null());
	api_column(call, "failures", json_integer(0));
	api_column(call, "retry_at", json_null());
	return OK;
}

/* What it signs in with, where that was sent. */
static enum status
put_secret(struct api_call *call, int64_t account)
{
	if (call->other != 0)
		return db_outside_put_grant(call->cx, account, call->other);
	return has_password(call) ?
	    db_outside_put_password(call->cx, account, api_text(call, "password")) : OK;
}

static enum status
added(struct api_call *call)
{
	int64_t account;
	enum status st;

	if ((st = db_outside_make(call->cx, call->account, &account)) != OK)
		return st;
	api_column(call, "account_id", json_integer(account));
	api_column(call, "owner_id", json_integer(call->account));
	if ((st = db_record_insert(call->cx, "outside_account", "account_id", call->columns,
	    &call->key)) != OK ||
	    (st = put_secret(call, account)) != OK)
		return st;
	call->more = json_keep(call->cx->arena, json_pack("{s:I}", "id", (json_int_t)account));
	return OK;
}

static enum status
edited(struct api_call *call)
{
	enum status st = db_record_update(call->cx, "outside_account", "account_id", call->key,
	    call->columns);

	return st != OK ? st : put_secret(call, json_get_int(call->was, "id", 0));
}

static enum status
deleted(struct api_call *call)
{
	return db_record_delete(call->cx, "outside_account", "account_id", call->key);
}

const struct api_category cat_outside = {
	.name = "outside-account", .help = "Mail accounts with other providers, read here",
	.view = "api.outside_account", .key_column = "account_id", .named = "address",
	.log = "mailbox outside_account", .added = "object_added+", .edited = "object_modified+",
	.deleted = "object_removed+",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.flag = "syncjobs", .fields = fields, .prepare = prepare, .on_add = added,
	.on_edit = edited, .on_delete = deleted,
};
