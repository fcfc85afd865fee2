/*
 * Mailboxes of several people, and who may do what with somebody else's mail.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/mail_access.h"
#include "storage/task.h"

#define MIB_MOST	INT64_C(1000000000)

/* Rights hold at the next sign-in, and Rspamd hears who sends for whom. */
static void
tell(struct api_call *call)
{
	mail_news_login(call->cx, NULL);
	mail_news_policy(call->cx);
}

static const struct api_field shared_fields[] = {
	{ "address", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "its address" },
	{ "name", API_TEXT, IN_BOTH, NULL, "", 0, 255, NULL, NULL, "what people read" },
	{ "quota", API_MIB, IN_BOTH, NULL, NULL, 0, MIB_MOST, NULL, NULL, "MiB, 0: no bound; the domain's usual one when left out" },
	{ "active", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "in use" },
	{ "sent_copy", API_SWITCH, IN_BOTH, "sent_copy", "1", 0, 0, NULL, NULL, "what is sent as it is in its Sent, too" },
	{ 0 }
};

static enum status
shared_prepare(struct api_call *call)
{
	if (call->verb != API_ADD)
		return OK;
	call->key = call->name = api_text(call, "address");
	if (strchr(call->key, '+') != NULL)
		return api_refuse(call, ERR_INVALID, "address_invalid", call->key);
	return api_of_domain(call, address_domain(call->key));
}

static enum status
say_full(struct api_call *call, enum status st)
{
	if (st == ERR_EXISTS)
		call->message = "is_alias_or_mailbox", call->message_about = call->name;
	else if (st == ERR_LIMIT)
		call->message = "mailbox_quota_left_exceeded";
	return st;
}

static enum status
shared_added(struct api_call *call)
{
	struct task task = { .kind = SHARED_TASK };
	struct account a = {
		.address = call->key, .kind = "shared", .role = ROLE_USER,
		.name = api_text(call, "name"), .active = api_switch(call, "active", true),
	};
	struct domain d;
	enum status st;

	if ((st = db_domain_find(call->cx, address_domain(call->key), &d)) != OK)
		return st;
	a.domain = d.id;
	a.quota = api_number(call, "quota", d.account_quota);
	if ((st = db_account_add(call->cx, &a)) != OK)
		return say_full(call, st);
	task.account = a.id;
	if ((st = db_task_add(call->cx, &task)) != OK)
		return st;
	return db_record_update(call->cx, "account", "address", call->key, call->columns);
}

static enum status
shared_edited(struct api_call *call)
{
	struct account a;
	enum status st;

	if ((st = db_account_find(call->cx, call->key, &a)) != OK)
		return st;
	if (api_given(call, "name"))
		a.name = api_text(call, "name");
	a.quota = api_number(call, "quota", a.quota);
	a.active = api_switch(call, "active", a.active);
	if ((st = db_account_edit(call->cx, &a)) != OK)
		return say_full(call, st);
	if (json_object_size(call->columns) == 0)
		return OK;
	return db_record_update(call->cx, "account", "address", call->key, call->columns);
}

static enum status
shared_deleted(struct api_call *call)
{
	struct account a;
	enum status st = db_account_find(call->cx, call->key, &a);

	return st == OK ? db_account_delete(call->cx, a.id) : st;
}

const struct api_category cat_shared_mailbox = {
	.name = "shared-mailbox", .help = "Mailboxes of several people, without a password",
	.view = "api.shared_mailbox", .log = "mailbox shared_mailbox", .item = "address",
	.added = "mailbox_added+", .edited = "mailbox_modified+", .deleted = "mailbox_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = shared_fields, .prepare = shared_prepare, .on_add = shared_added,
	.on_edit = shared_edited, .on_delete = shared_deleted, .news = tell,
};

/* Who may do what there, and with the mailbox of a person who has an assistant. */

static const struct api_field access_fields[] = {
	{ "mailbox", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "whose mail" },
	{ "grantee", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "a person of the same domain, or a group with all in it" },
	{ "write", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "may change it, too" },
	{ "send", API_CHOICE, IN_BOTH, NULL, NULL, 0, 0, "no as behalf", NULL, "sends as the mailbox, or on its behalf, which the mail tells" },
	{ 0 }
};

static enum status
access_prepare(struct api_call *call)
{
	struct account grantee;
	enum status st;

	/* Whoever finds a browser open must not let himself in. */
	if (call->cx->who.proof == PROOF_SESSION && !call->cx->who.proved &&
	    call->cx->who.role == ROLE_USER)
		return api_refuse(call, ERR_DENIED, "prove_again", NULL);
	if (call->verb != API_ADD)
		return OK;
	if ((st = api_of_account(call, api_text(call, "mailbox"))) != OK)
		return st;
	call->key = call->name = arena_printf(call->cx->arena, "%s/%s", api_text(call, "mailbox"),
	    api_text(call, "grantee"));
	st = db_account_find(call->cx, api_text(call, "grantee"), &grantee);
	if (st == ERR_NOT_FOUND || (st == OK && (grantee.domain != call->domain ||
	    grantee.id == call->account || (strcmp(grantee.kind, "person") != 0 &&
	    strcmp(grantee.kind, "group") != 0)))) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "grantee_invalid", api_text(call, "grantee"));
	}
	return st;
}

/* The two accounts that the key names. */
static enum status
find_pair(struct api_call *call, int64_t *owner, int64_t *grantee)
{
	size_t n = strcspn(call->key, "/");
	struct account a, b;
	enum status st;

	if ((st = db_account_find(call->cx, arena_strndup(call->cx->arena, call->key, n), &a)) != OK ||
	    (st = db_account_find(call->cx, call->key + n + (call->key[n] == '/'), &b)) != OK)
		return st;
	*owner = a.id;
	*grantee = b.id;
	return OK;
}

static enum status
access_put(struct api_call *call)
{
	const char *was = json_get_text(call->was, "write");
	int64_t owner, grantee;
	enum status st;

	if ((st = find_pair(call, &owner, &grantee)) != OK)
		return st;
	return db_mail_access_put(call->cx, owner, grantee,
	    api_switch(call, "write", was == NULL || strcmp(was, "1") == 0), api_text(call, "send"));
}

static enum status
access_deleted(struct api_call *call)
{
	int64_t owner, grantee;
	enum status st = find_pair(call, &owner, &grantee);

	return st == OK ? db_mail_access_remove(call->cx, owner, grantee) : st;
}

const struct api_category cat_mailbox_access = {
	.name = "mailbox-access", .help = "Who reads, changes and sends mail of somebody else's mailbox",
	.view = "api.mailbox_access", .log = "mailbox mailbox_access",
	.added = "mailbox_modified+", .edited = "mailbox_modified+", .deleted = "mailbox_modified+",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.fields = access_fields, .prepare = access_prepare, .on_add = access_put,
	.on_edit = access_put, .on_delete = access_deleted, .news = tell,
};
