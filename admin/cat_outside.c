/*
 * Accounts with other providers, read here beside one's own mail.
 *
 * The password is sealed before it reaches the database (core/seal.h) and is
 * never shown.  Whoever may change where it is sent to could have it sent to
 * himself: so another server or login is taken with the password only.
 */
#include <string.h>

#include "admin/categories.h"
#include "storage/outside.h"

static const struct api_field fields[] = {
	{ "username", API_ADDRESS, IN_ADD, NULL, NULL, 0, 0, NULL, NULL, "whose it is; one's own when left out" },
	{ "address", API_TEXT, IN_BOTH | NEEDED, "address", NULL, 3, 254, NULL, NULL, "the mail address there" },
	{ "name", API_TEXT, IN_BOTH, "name", "", 0, 200, NULL, NULL, "the name that mail is sent with" },
	{ "imap_host", API_TEXT, IN_BOTH | NEEDED, "imap_host", NULL, 1, 253, NULL, NULL, "the IMAP server" },
	{ "imap_port", API_NUMBER, IN_BOTH, "imap_port", "993", 1, 65535, NULL, NULL, "143, 993 or above 1023" },
	{ "imap_tls", API_CHOICE, IN_BOTH, "imap_tls", "tls", 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "smtp_host", API_TEXT, IN_BOTH | NEEDED, "smtp_host", NULL, 1, 253, NULL, NULL, "the submission server" },
	{ "smtp_port", API_NUMBER, IN_BOTH, "smtp_port", "465", 1, 65535, NULL, NULL, "25, 465, 587 or above 1023" },
	{ "smtp_tls", API_CHOICE, IN_BOTH, "smtp_tls", "tls", 0, 0, "tls starttls", NULL, "TLS from the first byte, or STARTTLS" },
	{ "login", API_TEXT, IN_BOTH | NEEDED, "login", NULL, 1, 255, NULL, NULL, "the login there" },
	{ "password", API_SECRET, IN_BOTH | NEEDED, NULL, NULL, 1, 1000, NULL, NULL, "its password; needed, too, when server or login change" },
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

	if (login != NULL && *login == '\0')
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

static enum status
prepare(struct api_call *call)
{
	const char *username = api_text(call, "username"), *password = api_text(call, "password");
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_ADD) {
		if (username == NULL || *username == '\0')
			username = call->cx->who.address;
		return username != NULL ? api_of_account(call, username) :
		    api_refuse(call, ERR_INVALID, "value_invalid", "username");
	}
	/* A form that does not show the password sends it back empty. */
	if ((password == NULL || *password == '\0') && goes_elsewhere(call))
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	api_column(call, "modified", json_string("now"));
	/* Whoever changed something wants to know whether it helped. */
	api_column(call, "fault", json_null());
	api_column(call, "failures", json_integer(0));
	api_column(call, "retry_at", json_null());
	return OK;
}

static enum status
added(struct api_call *call)
{
	const char *password = api_text(call, "password");
	int64_t account;
	enum status st;

	if (*password == '\0')
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	if ((st = db_outside_make(call->cx, call->account, &account)) != OK)
		return st;
	api_column(call, "account_id", json_integer(account));
	api_column(call, "owner_id", json_integer(call->account));
	if ((st = db_record_insert(call->cx, "outside_account", "account_id", call->columns,
	    &call->key)) != OK ||
	    (st = db_outside_put_password(call->cx, account, password)) != OK)
		return st;
	call->more = json_keep(call->cx->arena, json_pack("{s:I}", "id", (json_int_t)account));
	return OK;
}

static enum status
edited(struct api_call *call)
{
	const char *password = api_text(call, "password");
	enum status st = db_record_update(call->cx, "outside_account", "account_id", call->key,
	    call->columns);

	return st != OK || password == NULL || *password == '\0' ? st :
	    db_outside_put_password(call->cx, json_get_int(call->was, "id", 0), password);
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
