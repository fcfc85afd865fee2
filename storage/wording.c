#include <string.h>

#include "storage/db.h"
#include "storage/wording.h"

static const char *const quota[] = { "percent", "username", "hostname", NULL };
static const char *const quarantine[] = { "username", "counter", "days", "hostname", "messages", NULL };
static const char *const reset[] = {
	"username", "username2", "hostname", "date", "link", "token_lifetime", NULL
};

static const struct wording_kind kinds[] = {
	{ "quota_notification", quota, NULL },
	{ "quarantine", quarantine, "messages" },
	{ "reset-password-notification", reset, "link" },
};

const struct wording_kind *
wording_kind(const char *setting)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].setting, setting) == 0)
			return &kinds[i];
	return NULL;
}

enum status
db_wording(struct ctx *cx, const struct wording_kind *kind, struct wording *out)
{
	static const struct db_stmt find = {
		"SELECT sender, subject, plain, html FROM mail.wording($1)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(kind->setting)), &rows)) != OK)
		return st;
	*out = (struct wording){
		.sender = db_get_text(&rows, 0, 0),
		.subject = db_get_text(&rows, 0, 1),
		.plain = db_get_text(&rows, 0, 2),
		.html = db_get_text(&rows, 0, 3),
	};
	return OK;
}
