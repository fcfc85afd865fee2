/*
 * What everybody may do to the own account, whatever the flags: a new password.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/identity_provider.h"
#include "storage/throttle.h"

static const struct api_field fields[] = {
	{ "user_old_pass", API_SECRET, IN_EDIT | NEEDED, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the password as it is" },
	{ "user_new_pass", API_SECRET, IN_EDIT | NEEDED, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "as the domain's password-rule says" },
	{ "user_new_pass2", API_SECRET, IN_EDIT, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ "end_sessions", API_SWITCH, IN_EDIT, NULL, "1", 0, 0, NULL, NULL, "signs out everywhere but here" },
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
	struct credential_use used;
	const char *source;
	enum status st;

	/* Not even an administrator says somebody else's old password. */
	if (call->account == 0 || call->account != call->cx->who.account)
		return api_refuse(call, ERR_DENIED, "access_denied", NULL);
	if (old == NULL || fresh == NULL)
		return api_refuse(call, ERR_INVALID, "value_missing", NULL);
	if (again != NULL && strcmp(fresh, again) != 0)
		return api_refuse(call, ERR_INVALID, "password_mismatch", NULL);
	if ((st = db_account_source(call->cx, call->account, &source)) != OK)
		return st;
	/* A provider's or directory's: it is changed there, and nobody guessed here. */
	if (strcmp(source, "mailcow") != 0)
		return (st = db_throttle_forgive(call->cx, call->cx->who.address, NULL)) != OK ||
		    (st = db_commit(call->cx)) != OK ? st : api_refuse(call, ERR_DENIED, "password_elsewhere", NULL);
	st = db_credential_verify(call->cx, call->account, old, NULL, &used);
	if (st == ERR_UNAUTHENTICATED)
		return api_refuse(call, ERR_DENIED, "access_denied", NULL);
	if (st != OK ||
	    (st = db_throttle_forgive(call->cx, call->cx->who.address, NULL)) != OK)
		return st;
	if ((st = api_password_rule(call, call->cx->who.domain, fresh, call->cx->who.address)) != OK)
		return st;
	return db_credential_change_password(call->cx, call->account, fresh, call->cx->who.session,
	    api_switch(call, "end_sessions", true));
}

static void
news(struct api_call *call)
{
	mail_news_shut(call->cx, call->key);
}

const struct api_category cat_self = {
	.name = "self", .item = "username", .help = "One's own password",
	.view = "api.last_login", .log = "mailbox self", .edited = "mailbox_modified+",
	.edit = WHO_PERSON, .fields = fields, .before = before, .on_edit = edited, .news = news,
};
