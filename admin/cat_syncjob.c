/*
 * Mail fetched from elsewhere again and again: the jobs as objects.
 */
#include <string.h>

#include "admin/categories.h"

static const struct api_field fields[] = {
	{ "username", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the mailbox here" },
	{ "host1", API_TEXT, IN_BOTH | NEEDED, "host", NULL, 1, 255, NULL, NULL, "the IMAP server there" },
	{ "port1", API_NUMBER, IN_BOTH, "port", "993", 1, 65535, NULL, NULL, "its port" },
	{ "user1", API_TEXT, IN_BOTH | NEEDED, "login", NULL, 1, 255, NULL, NULL, "the login there" },
	{ "password1", API_SECRET, IN_BOTH | NEEDED, "password", NULL, 1, 1000, NULL, NULL, "its password" },
	{ "enc1", API_CHOICE, IN_BOTH, "encryption", "TLS", 0, 0, "TLS SSL PLAIN", NULL, "STARTTLS, TLS from the start, or none" },
	{ "mins_interval", API_NUMBER, IN_BOTH, "minutes", "20", 1, 43800, NULL, NULL, "minutes between two runs" },
	{ "subfolder2", API_TEXT, IN_BOTH, "subfolder", "", 0, 255, NULL, NULL, "folder here, empty: the same" },
	{ "maxage", API_NUMBER, IN_BOTH, "max_age", "0", 0, 32000, NULL, NULL, "days, 0: all" },
	{ "maxbytespersecond", API_NUMBER, IN_BOTH, "rate", "0", 0, 125000000, NULL, NULL, "bytes a second, 0: no bound" },
	{ "timeout1", API_NUMBER, IN_BOTH, "timeout_there", "600", 1, 32000, NULL, NULL, "seconds" },
	{ "timeout2", API_NUMBER, IN_BOTH, "timeout_here", "600", 1, 32000, NULL, NULL, "seconds" },
	{ "exclude", API_TEXT, IN_BOTH, "exclude", "(?i)spam|(?i)junk", 0, 1000, NULL, NULL, "folders that stay there, a pattern" },
	{ "custom_params", API_TEXT, IN_BOTH | SERVER_ONLY, "parameters", NULL, 0, 1000, NULL, NULL, "more of imapsync's options" },
	{ "delete2duplicates", API_SWITCH, IN_BOTH, "delete_doubles", "1", 0, 0, NULL, NULL, "mail that is here twice goes" },
	{ "delete1", API_SWITCH, IN_BOTH, "delete_there", "0", 0, 0, NULL, NULL, "what was fetched goes there" },
	{ "delete2", API_SWITCH, IN_BOTH, "delete_here", "0", 0, 0, NULL, NULL, "what is not there goes here" },
	{ "automap", API_SWITCH, IN_BOTH, "automap", "1", 0, 0, NULL, NULL, "folders for Sent, Drafts … are found" },
	{ "skipcrossduplicates", API_SWITCH, IN_BOTH, "skip_cross", "0", 0, 0, NULL, NULL, "each mail once, whatever the folder" },
	{ "subscribeall", API_SWITCH, IN_BOTH, "subscribe_all", "1", 0, 0, NULL, NULL, "new folders are subscribed" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "runs" },
	{ 0 }
};

static enum status
prepare(struct api_call *call)
{
	const char *password = api_text(call, "password1");
	enum status st;

	if (call->verb == API_EDIT) {
		/* A form that does not show the password sends it back empty. */
		if (password != NULL && *password == '\0')
			json_object_del(call->columns, "password");
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	call->name = api_text(call, "username");
	if ((st = api_of_account(call, call->name)) != OK)
		return st;
	api_column(call, "account_id", json_integer(call->account));
	return OK;
}

const struct api_category cat_syncjob = {
	.name = "syncjob", .help = "Mail fetched from elsewhere", .view = "api.syncjob",
	.table = "sync_job", .key_column = "id", .named = "user2", .log = "mailbox syncjob",
	.added = "mailbox_modified+", .edited = "mailbox_modified+", .deleted = "deleted_syncjob#",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.flag = "syncjobs", .fields = fields, .prepare = prepare,
};
