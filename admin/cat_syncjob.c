/*
 * Mail fetched from elsewhere again and again: the jobs as objects.  What runs
 * them is webmail/syncjob.c.
 *
 * As of accounts elsewhere (cat_outside.c), the password is sealed, never shown,
 * and goes to no other server than the one that it was entered for.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/grant_of.h"
#include "core/pattern.h"
#include "storage/sync_job.h"

static const struct api_field fields[] = {
	{ "username", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the mailbox here" },
	{ "host1", API_TEXT, IN_BOTH, "host", NULL, 1, 255, NULL, NULL, "the IMAP server there; needed with a password" },
	{ "port1", API_NUMBER, IN_BOTH, "port", "993", 1, 65535, NULL, NULL, "its port" },
	{ "user1", API_TEXT, IN_BOTH | NEEDED, "login", NULL, 1, 255, NULL, NULL, "the login there" },
	{ "password1", API_SECRET, IN_BOTH, NULL, NULL, 1, 1000, NULL, NULL, "its password, or grant; needed, too, when server or login change" },
	{ "grant", API_TEXT, IN_BOTH, NULL, NULL, 0, 20, NULL, NULL, "what POST /api/v2/mail-sign-in told after a sign-in at a mail-provider, whose server is taken then" },
	{ "enc1", API_CHOICE, IN_BOTH, "encryption", "TLS", 0, 0, "TLS SSL PLAIN", NULL, "STARTTLS, TLS from the first byte, or none (only where fetch.allow says so)" },
	{ "mins_interval", API_NUMBER, IN_BOTH, "minutes", "20", 1, 43800, NULL, NULL, "minutes between two runs" },
	{ "subfolder2", API_TEXT, IN_BOTH, "subfolder", "", 0, 255, NULL, NULL, "folder here, empty: the same" },
	{ "maxage", API_NUMBER, IN_BOTH, "max_age", "0", 0, 32000, NULL, NULL, "days; older mail stays there; 0: all" },
	{ "maxbytespersecond", API_NUMBER, IN_BOTH, "rate", "0", 0, 125000000, NULL, NULL, "bytes a second, on average; 0: no bound" },
	{ "timeout1", API_NUMBER, IN_BOTH, "timeout_there", "600", 1, 32000, NULL, NULL, "seconds without a word of it that are borne, 60 at most" },
	{ "timeout2", API_NUMBER, IN_BOTH, "timeout_here", "600", 1, 32000, NULL, NULL, "kept; here nobody waits for longer than 60" },
	{ "exclude", API_TEXT, IN_BOTH, "exclude", "(?i)spam|(?i)junk", 0, 1000, NULL, NULL, "folders that stay there: a regular expression of Perl" },
	{ "custom_params", API_TEXT, IN_BOTH | SERVER_ONLY, "parameters", NULL, 0, 1000, NULL, NULL, "--dry --maxsize N --minsize N --skipemptyfolders --noresyncflags" },
	{ "delete2duplicates", API_SWITCH, IN_BOTH, "delete_doubles", "1", 0, 0, NULL, NULL, "mail that is here twice, byte by byte, goes" },
	{ "delete1", API_SWITCH, IN_BOTH, "delete_there", "0", 0, 0, NULL, NULL, "what is here goes there" },
	{ "delete2", API_SWITCH, IN_BOTH, "delete_here", "0", 0, 0, NULL, NULL, "what came from there, or was here as well, and is gone there goes here" },
	{ "automap", API_SWITCH, IN_BOTH, "automap", "1", 0, 0, NULL, NULL, "folders for Sent, Drafts … are found" },
	{ "skipcrossduplicates", API_SWITCH, IN_BOTH, "skip_cross", "0", 0, 0, NULL, NULL, "each mail once, whatever the folder" },
	{ "subscribeall", API_SWITCH, IN_BOTH, "subscribe_all", "1", 0, 0, NULL, NULL, "new folders are subscribed" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "runs" },
	{ 0 }
};

/* What decides who gets to see the password, as it is kept and as it is shown. */
static const struct {
	const char	*column, *shown;
} places[] = {
	{ "host", "host1" }, { "port", "port1" }, { "login", "user1" }, { "encryption", "enc1" },
};

static bool
goes_elsewhere(const struct api_call *call)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (api_changes(call, places[i].column, places[i].shown))
			return true;
	return false;
}

static enum status
check(struct api_call *call)
{
	const char *host = api_text(call, "host1"), *login = api_text(call, "user1");
	const char *password = api_text(call, "password1"), *exclude = api_text(call, "exclude");
	const char *parameters = api_text(call, "custom_params");
	struct sync_options options;
	struct pattern *pattern;

	if (host != NULL && !api_is_host(host))
		return api_refuse(call, ERR_INVALID, "value_invalid", "host1");
	if (!api_is_mail_port(api_number(call, "port1", 993), 993, 143, 143))
		return api_refuse(call, ERR_INVALID, "value_invalid", "port1");
	if (login != NULL && (*login == '\0' || login[strcspn(login, "\r\n\001")] != '\0'))
		return api_refuse(call, ERR_INVALID, "value_invalid", "user1");
	if (password != NULL && password[strcspn(password, "\r\n\001")] != '\0')
		return api_refuse(call, ERR_INVALID, "value_invalid", "password1");
	if (parameters != NULL && sync_options_read(call->cx, parameters, &options) != OK) {
		call->message = "value_invalid", call->message_about = "custom_params";
		return ERR_INVALID;
	}
	if (exclude != NULL && pattern_read(call->cx, exclude, &pattern) != OK) {
		call->message = "value_invalid", call->message_about = "exclude";
		return ERR_INVALID;
	}
	return OK;
}

/* Where its mailbox' person signed in at a provider, that provider's server, whatever was sent. */
static enum status
read_grant(struct api_call *call)
{
	struct mail_provider p;
	enum status st = grant_of(call, call->account, &call->other, &p);

	if (st != OK || call->other == 0)
		return st;
	api_column(call, "host", json_string(p.imap.host));
	api_column(call, "port", json_integer(p.imap.port));
	api_column(call, "encryption", json_string(p.imap.starttls ? "TLS" : "SSL"));
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	const char *password = api_text(call, "password1");
	bool none = password == NULL || *password == '\0';
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_EDIT) {
		if ((st = read_grant(call)) != OK)
			return st;
		/* A form that does not show the password sends it back empty. */
		if (none && call->other == 0 && goes_elsewhere(call))
			return api_refuse(call, ERR_INVALID, "password_empty", NULL);
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	call->name = api_text(call, "username");
	if ((st = api_of_account(call, call->name)) != OK || (st = read_grant(call)) != OK)
		return st;
	if (none && call->other == 0)
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	if (json_object_get(call->columns, "host") == NULL)
		return api_refuse(call, ERR_INVALID, "value_missing", "host1");
	if ((st = db_sync_job_room(call->cx, call->account)) != OK)
		return st;
	api_column(call, "account_id", json_integer(call->account));
	return OK;
}

/* Whoever changed something wants to see what comes of it: it is run at once. */
static enum status
written(struct api_call *call)
{
	const char *password = api_text(call, "password1");
	int64_t id = strtoll(call->key, NULL, 10);
	bool active = call->was == NULL || strcmp(json_get_text(call->was, "active"), "1") == 0;
	enum status st = OK;

	if (call->other != 0)
		st = db_sync_job_put_grant(call->cx, id, call->other);
	else if (password != NULL && *password != '\0')
		st = db_sync_job_put_password(call->cx, id, password);
	return st != OK ? st : db_sync_job_plan(call->cx, call->account, id,
	    api_switch(call, "active", active) ? 0 : -1);
}

static enum status
deleted(struct api_call *call)
{
	enum status st = db_sync_job_plan(call->cx, call->account, strtoll(call->key, NULL, 10), -1);

	return st != OK ? st : db_record_delete(call->cx, "sync_job", "id", call->key);
}

const struct api_category cat_syncjob = {
	.name = "syncjob", .help = "Mail fetched from elsewhere", .view = "api.syncjob",
	.table = "sync_job", .key_column = "id", .named = "user2", .log = "mailbox syncjob",
	.added = "mailbox_modified+", .edited = "mailbox_modified+", .deleted = "deleted_syncjob#",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.flag = "syncjobs", .fields = fields, .prepare = prepare, .on_add = written,
	.on_edit = written, .on_delete = deleted,
};
