#include <string.h>

#include "admin/api.h"
#include "core/hash.h"
#include "storage/account.h"
#include "storage/audit.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/password_rule.h"
#include "storage/domain.h"

const char *
api_verb_name(enum api_verb verb)
{
	static const char *const names[] = {
		[API_GET] = "get", [API_ADD] = "add", [API_EDIT] = "edit", [API_DELETE] = "delete"
	};

	return names[verb];
}

enum admin_who
api_who_may(const struct api_category *category, enum api_verb verb)
{
	switch (verb) {
	case API_GET:
		return category->get;
	case API_ADD:
		return category->add;
	case API_EDIT:
		return category->edit;
	case API_DELETE:
		return category->delete;
	}
	return WHO_NOBODY;
}

const struct api_category *
api_category_find(const char *name)
{
	for (size_t i = 0; api_categories[i] != NULL; i++)
		if (strcmp(api_categories[i]->name, name) == 0)
			return api_categories[i];
	return NULL;
}

enum status
api_call_open(struct api_call *call, struct ctx *cx, const struct api_category *category,
    enum api_verb verb)
{
	enum status st;

	*call = (struct api_call){ .cx = cx, .category = category, .verb = verb };
	if ((st = rights_load(cx, &call->rights)) != OK)
		return st;
	if (!rights_in_scope(cx, api_verb_name(verb), category->name))
		return api_refuse(call, ERR_DENIED, "access_denied", "this key's scope");
	return OK;
}

enum status
api_of_domain(struct api_call *call, const char *name)
{
	struct domain d;
	enum status st;

	if ((st = db_domain_find(call->cx, name, &d)) != OK) {
		if (st == ERR_NOT_FOUND)
			call->message = "domain_not_found", call->message_about = name;
		return st;
	}
	call->domain = d.id;
	return OK;
}

enum status
api_of_mail_domain(struct api_call *call, const char *name)
{
	enum status st = db_domain_of_name(call->cx, name, &call->domain);

	if (st == ERR_NOT_FOUND)
		call->message = "domain_not_found", call->message_about = name;
	return st;
}

enum status
api_of_account(struct api_call *call, const char *address)
{
	struct account a;
	enum status st;

	if ((st = db_account_find(call->cx, address, &a)) != OK) {
		if (st == ERR_NOT_FOUND)
			call->message = "mailbox_invalid", call->message_about = address;
		return st;
	}
	call->domain = a.domain;
	call->account = a.id;
	return OK;
}

enum status
api_password(struct api_call *call, bool needed, const char **password)
{
	const char *one = api_text(call, "password"), *two = api_text(call, "password2");

	*password = NULL;
	if (one == NULL || *one == '\0')
		return needed ? api_refuse(call, ERR_INVALID, "password_empty", NULL) : OK;
	if (two != NULL && strcmp(one, two) != 0)
		return api_refuse(call, ERR_INVALID, "password_mismatch", NULL);
	*password = one;
	return api_password_rule(call, call->domain, one, call->name);
}

enum status
api_password_rule(struct api_call *call, int64_t domain, const char *password, const char *address)
{
	struct password_rule rule;
	const char *lacks;
	enum status st;

	if ((st = db_password_rule(call->cx, domain, &rule)) != OK)
		return st;
	if ((lacks = password_lacks(call->cx->arena, &rule, password, address,
	    &call->cx->problem_about)) == NULL)
		return OK;
	call->message = PASSWORD_PROBLEM;
	return fault(call->cx, ERR_INVALID, "%s", lacks);
}

const char *
api_etag(struct ctx *cx, const char *shown)
{
	return arena_printf(cx->arena, "\"%.32s\"",
	    hash_sha256_hex(cx->arena, shown, strlen(shown)));
}

/* What mailcow would say of a failure that nobody gave a word. */
static void
say_why(struct api_call *call, enum status st)
{
	static const struct {
		enum status	 st;
		const char	*message;
	} words[] = {
		{ ERR_DENIED, "access_denied" }, { ERR_NOT_FOUND, "access_denied" },
		{ ERR_EXISTS, "object_exists" }, { ERR_INVALID, "value_invalid" },
		{ ERR_LIMIT, "limit_reached" }, { ERR_PRECONDITION, "in_use" },
		{ ERR_TOO_LARGE, "value_invalid" },
	};

	if (call->message != NULL)
		return;
	call->message = "temp_error";
	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i].st == st)
			call->message = words[i].message;
}

/* A limit of the flag's kind holds for whoever is not an administrator of the server. */
static enum status
require(struct api_call *call, int64_t domain, int64_t account)
{
	return rights_require(call->cx, &call->rights,
	    api_who_may(call->category, call->verb), call->category->flag, domain, account);
}

/* The object as it is, if it may be touched. */
static enum status
see(struct api_call *call)
{
	struct ctx *cx = call->cx;
	enum status st;

	if ((st = db_record_find(cx, call->category->view, call->key, &call->before)) != OK)
		return st;
	if ((st = json_read(cx, call->before.shown, strlen(call->before.shown), &call->was)) != OK)
		return st;
	call->domain = call->before.domain;
	call->account = call->before.account;
	if (call->category->named != NULL)
		call->name = json_get_text(call->was, call->category->named);
	if (call->name == NULL)
		call->name = call->key;
	if (call->if_match != NULL && strcmp(call->if_match, "*") != 0 &&
	    strcmp(call->if_match, api_etag(cx, call->before.shown)) != 0)
		return fault(cx, ERR_PRECONDITION, "the object is another one by now");
	return require(call, call->domain, call->account);
}

static enum status
write_add(struct api_call *call)
{
	const struct api_category *c = call->category;
	enum status st;

	if ((st = api_template(call)) != OK ||
	    (st = api_read(call)) != OK ||
	    (c->prepare != NULL && (st = c->prepare(call)) != OK) ||
	    (st = require(call, call->domain, call->account)) != OK)
		return st;
	if (c->table != NULL && (st = db_record_insert(call->cx, c->table, c->key_column,
	    call->columns, &call->key)) != OK)
		return st;
	return c->on_add != NULL ? c->on_add(call) : OK;
}

static enum status
write_edit(struct api_call *call)
{
	const struct api_category *c = call->category;
	enum status st;

	if ((st = see(call)) != OK ||
	    (st = api_read(call)) != OK ||
	    (c->prepare != NULL && (st = c->prepare(call)) != OK))
		return st;
	if (c->table != NULL && (st = db_record_update(call->cx, c->table, c->key_column,
	    call->key, call->columns)) != OK)
		return st;
	return c->on_edit != NULL ? c->on_edit(call) : OK;
}

static enum status
write_delete(struct api_call *call)
{
	const struct api_category *c = call->category;
	enum status st;

	if ((st = see(call)) != OK)
		return st;
	return c->on_delete != NULL ? c->on_delete(call) :
	    db_record_delete(call->cx, c->table, c->key_column, call->key);
}

static enum status
audit(struct api_call *call)
{
	const struct api_category *c = call->category;
	struct record after = { .shown = NULL };
	enum status st;

	if (call->verb != API_DELETE && c->view != NULL) {
		st = db_record_find(call->cx, c->view, call->key, &after);
		if (st == ERR_NOT_FOUND)
			ctx_forgive(call->cx);
		else if (st != OK)
			return st;
		if (call->name == NULL && c->named != NULL && after.shown != NULL) {
			json_t *shown;

			if ((st = json_read(call->cx, after.shown, strlen(after.shown), &shown)) != OK)
				return st;
			call->name = json_get_text(shown, c->named);
		}
	}
	if (call->name == NULL)
		call->name = call->key != NULL ? call->key : "";
	return db_audit(call->cx, &(struct audit){
		.account = call->account,
		.event = arena_printf(call->cx->arena, "%s.%s", c->name, api_verb_name(call->verb)),
		.object = call->name,
		.before = call->before.shown,
		.after = after.shown,
	});
}

enum status
api_run(struct api_call *call)
{
	enum status st;

	if ((call->category->before != NULL && (st = call->category->before(call)) != OK) ||
	    (st = db_begin(call->cx)) != OK) {
		say_why(call, st);
		return st;
	}
	st = call->verb == API_ADD ? write_add(call) :
	    call->verb == API_EDIT ? write_edit(call) : write_delete(call);
	if (st == OK && (st = audit(call)) == OK)
		st = db_commit(call->cx);
	if (st != OK) {
		db_rollback(call->cx);
		say_why(call, st);
		return st;
	}
	if (call->category->news != NULL)
		call->category->news(call);
	return OK;
}
