/*
 * What everybody may do to the own account, whatever the flags: a new password.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "storage/credential.h"
#include "storage/throttle.h"

static const struct api_field fields[] = {
	{ "user_old_pass", API_SECRET, IN_EDIT | NEEDED, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the password as it is" },
	{ "user_new_pass", API_SECRET, IN_EDIT | NEEDED, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "8 bytes at least" },
	{ "user_new_pass2", API_SECRET, IN_EDIT, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ 0 }
};

/* Whoever holds a session must not guess faster than who signs in. */
static enum status
before(struct api_call *call)
{
	int64_t wait;

	return db_throttle_attempt(call->cx, call->cx->who.address, &wait);
}

static enum status
edited(struct api_call *call)
{
	const char *old = api_text(call, "user_old_pass"), *fresh = api_text(call, "user_new_pass");
	const char *again = api_text(call, "user_new_pass2");
	int64_t credential;
	bool is_app, first;
	enum status st;

	/* Not even an administrator says somebody else's old password. */
	if (call->account == 0 || call->account != call->cx->who.account)
		return api_refuse(call, ERR_DENIED, "access_denied", NULL);
	if (old == NULL || fresh == NULL)
		return api_refuse(call, ERR_INVALID, "value_missing", NULL);
	if (again != NULL && strcmp(fresh, again) != 0)
		return api_refuse(call, ERR_INVALID, "password_mismatch", NULL);
	if (strlen(fresh) < 8)
		return api_refuse(call, ERR_INVALID, "password_complexity", NULL);
	st = db_credential_verify(call->cx, call->account, old, NULL, &credential, &is_app);
	if (st == ERR_UNAUTHENTICATED)
		return api_refuse(call, ERR_DENIED, "access_denied", NULL);
	if (st != OK ||
	    (st = db_throttle_forgive(call->cx, call->cx->who.address, &first)) != OK)
		return st;
	return db_credential_set_password(call->cx, call->account, fresh);
}

static void
news(struct api_call *call)
{
	mail_news_login(call->cx, call->key);
}

const struct api_category cat_self = {
	.name = "self", .item = "username", .help = "One's own password",
	.view = "api.last_login", .log = "mailbox self", .edited = "mailbox_modified+",
	.edit = WHO_PERSON, .fields = fields, .before = before, .on_edit = edited, .news = news,
};
