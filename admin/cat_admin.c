/*
 * Those who administer: the server, some domains, or as a program.
 */
#include <string.h>
#include <strings.h>

#include "admin/categories.h"
#include "admin/operation.h"
#include "core/address.h"
#include "core/hash.h"
#include "storage/account.h"
#include "storage/api_key.h"
#include "storage/credential.h"
#include "storage/grant.h"
#include "storage/session.h"

static const struct api_field admin_fields[] = {
	{ "username", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 64, NULL, NULL, "a plain name, without a mailbox" },
	{ "username_new", API_TEXT, IN_EDIT, NULL, NULL, 1, 64, NULL, NULL, "another one" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "8 bytes at least; empty: as it is" },
	{ "password2", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ "active", API_SWITCH, IN_BOTH, NULL, "1", 0, 0, NULL, NULL, "may sign in" },
	{ 0 }
};

static const struct api_field domain_admin_fields[] = {
	{ "username", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 64, NULL, NULL, "a plain name, without a mailbox" },
	{ "username_new", API_TEXT, IN_EDIT, NULL, NULL, 1, 64, NULL, NULL, "another one" },
	{ "domains", API_LIST, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "the domains to administer" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "8 bytes at least; empty: as it is" },
	{ "password2", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ "active", API_SWITCH, IN_BOTH, NULL, "1", 0, 0, NULL, NULL, "may sign in" },
	{ 0 }
};

static enum status
check_name(struct api_call *call, const char *name)
{
	if (*name == '.' || *name == '_' || *name == '-' ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != strlen(name))
		return api_refuse(call, ERR_INVALID, "username_invalid", name);
	return OK;
}

static enum status
write_domains(struct api_call *call)
{
	const char **names;
	size_t count;
	enum status st;

	if (!api_given(call, "domains"))
		return OK;
	if ((st = api_domain_list(call, "domains", &names, &count)) != OK)
		return st;
	if ((st = db_grant_domains(call->cx, call->account, names, count)) == ERR_NOT_FOUND)
		call->message = "domain_invalid";
	return st;
}

static enum status
added(struct api_call *call)
{
	struct account a = { .kind = "admin", .name = "", .active = api_switch(call, "active", true) };
	const char *password;
	enum status st;

	a.role = call->category == &cat_admin ? ROLE_ADMIN : ROLE_DOMAIN_ADMIN;
	a.address = call->key = call->name = api_text(call, "username");
	if ((st = check_name(call, a.address)) != OK ||
	    (st = api_password(call, true, &password)) != OK)
		return st;
	if (a.role == ROLE_DOMAIN_ADMIN && json_array_size(json_object_get(call->in, "domains")) == 0)
		return api_refuse(call, ERR_INVALID, "domain_invalid", NULL);
	if ((st = db_account_add(call->cx, &a)) == ERR_EXISTS)
		return api_refuse(call, st, "object_exists", a.address);
	call->account = a.id;
	if (st != OK || (st = db_credential_set_password(call->cx, a.id, password)) != OK)
		return st;
	return write_domains(call);
}

/* The last one who may everything cannot be taken away. */
static enum status
require_another(struct api_call *call)
{
	struct record_scope all = { .all = true };
	int64_t count;
	enum status st;

	if (call->category != &cat_admin)
		return OK;
	if ((st = db_record_count(call->cx, "api.administrator", &all,
	    &(struct record_filter){ .where = "v.active = '1'" }, &count)) != OK)
		return st;
	return count > 1 || strcmp(json_get_text(call->was, "active"), "1") != 0 ? OK :
	    api_refuse(call, ERR_PRECONDITION, "last_admin", call->key);
}

static enum status
edited(struct api_call *call)
{
	const char *fresh = api_text(call, "username_new"), *password;
	struct account a;
	int64_t ended;
	enum status st;

	if ((st = db_account_get(call->cx, call->account, &a)) != OK ||
	    (st = api_password(call, false, &password)) != OK)
		return st;
	if (api_given(call, "active")) {
		a.active = api_switch(call, "active", true);
		if (!a.active && ((st = require_another(call)) != OK ||
		    (st = db_session_end_all(call->cx, a.id, &ended)) != OK))
			return st;
		if ((st = db_account_edit(call->cx, &a)) != OK)
			return st;
	}
	if (fresh != NULL && *fresh != '\0' && strcmp(fresh, a.address) != 0) {
		if (strcmp(a.kind, "admin") != 0 || check_name(call, fresh) != OK)
			return api_refuse(call, ERR_INVALID, "username_invalid", fresh);
		if ((st = db_record_update(call->cx, "account", "id", arena_printf(call->cx->arena,
		    "%lld", (long long)a.id), json_keep(call->cx->arena, json_pack("{s:s}",
		    "address", fresh)))) == ERR_EXISTS)
			return api_refuse(call, st, "object_exists", fresh);
		if (st != OK)
			return st;
		call->key = fresh;
	}
	if (password != NULL && (st = db_credential_set_password(call->cx, a.id, password)) != OK)
		return st;
	return write_domains(call);
}

/* Somebody with a mailbox keeps it and is a user again. */
static enum status
deleted(struct api_call *call)
{
	struct account a;
	enum status st;

	if ((st = require_another(call)) != OK ||
	    (st = db_account_get(call->cx, call->account, &a)) != OK)
		return st;
	if (strcmp(a.kind, "admin") == 0)
		return db_account_delete(call->cx, a.id);
	a.role = ROLE_USER;
	if ((st = db_grant_domains(call->cx, a.id, NULL, 0)) != OK)
		return st;
	return db_account_edit(call->cx, &a);
}

const struct api_category cat_admin = {
	.name = "admin", .item = "username", .help = "Those who administer the server", .view = "api.administrator",
	.log = "admin", .added = "admin_added+", .edited = "admin_modified+",
	.deleted = "admin_removed+",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = admin_fields, .on_add = added, .on_edit = edited, .on_delete = deleted,
};

const struct api_category cat_domain_admin = {
	.name = "domain-admin", .item = "username", .help = "Those who administer some domains",
	.view = "api.domain_admin", .log = "domain_admin", .added = "domain_admin_added+",
	.edited = "domain_admin_modified+", .deleted = "domain_admin_removed+",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = domain_admin_fields, .on_add = added, .on_edit = edited, .on_delete = deleted,
};

static const struct api_field acl_fields[] = {
	{ "da_acl", API_LIST, IN_EDIT | NEEDED, NULL, NULL, 0, 50, NULL, NULL, "what this administrator may" },
	{ 0 }
};

static enum status
acl_prepare(struct api_call *call)
{
	size_t count;
	const char **flags = api_list(call, "da_acl", &count);

	for (size_t i = 0; i < count; i++) {
		const char *const *known = rights_domain_flags;

		while (*known != NULL && strcmp(*known, flags[i]) != 0)
			known++;
		if (*known == NULL)
			return api_refuse(call, ERR_INVALID, "value_invalid", flags[i]);
	}
	if (api_given(call, "da_acl"))
		api_column(call, "acl", json_deep_copy(json_object_get(call->in, "da_acl")));
	return OK;
}

const struct api_category cat_da_acl = {
	.name = "da-acl", .item = "username", .help = "What a domain administrator may", .view = "api.domain_admin",
	.table = "account", .key_column = "address", .log = "acl", .edited = "acl_saved+",
	.edit = WHO_ADMIN, .fields = acl_fields, .prepare = acl_prepare,
};

/* API keys: ours, with scopes; mailcow has one of each kind. */

static const struct api_field key_fields[] = {
	{ "name", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 100, NULL, NULL, "what it is called" },
	{ "read_only", API_SWITCH, IN_BOTH, NULL, "0", 0, 0, NULL, NULL, "it may look, not change" },
	{ "allow_from", API_LIST, IN_BOTH, NULL, "", 0, 100, NULL, NULL, "addresses and networks; none: everywhere" },
	{ "skip_ip_check", API_SWITCH, IN_BOTH, NULL, "0", 0, 0, NULL, NULL, "allow_from is not asked" },
	{ "scope", API_LIST, IN_BOTH, NULL, "", 0, 100, NULL, NULL, "calls: get:domain, *:alias; none: all" },
	{ "domains", API_LIST, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "only objects of these; left out: all" },
	{ "expires", API_TEXT, IN_BOTH, NULL, NULL, 0, 40, NULL, NULL, "when it ends, 2027-01-31T00:00:00Z" },
	{ "active", API_SWITCH, IN_BOTH, NULL, "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

static enum status
check_scope(struct api_call *call)
{
	size_t count;
	const char **scope = api_list(call, "scope", &count);

	for (size_t i = 0; i < count; i++) {
		size_t verb = strcspn(scope[i], ":");

		if (strpbrk(scope[i], " {}\"\\") != NULL || scope[i][verb] != ':' ||
		    (strcmp(scope[i] + verb + 1, "*") != 0 &&
		    api_category_find(scope[i] + verb + 1) == NULL &&
		    !operation_is_category(scope[i] + verb + 1)) ||
		    !((verb == 1 && scope[i][0] == '*') || (verb == 3 && memcmp(scope[i], "get", 3) == 0) ||
		    (verb == 3 && memcmp(scope[i], "add", 3) == 0) ||
		    (verb == 4 && memcmp(scope[i], "edit", 4) == 0) ||
		    (verb == 6 && memcmp(scope[i], "delete", 6) == 0)))
			return api_refuse(call, ERR_INVALID, "value_invalid", scope[i]);
	}
	return OK;
}

static void
read_key(struct api_call *call, struct api_key *k)
{
	k->read_only = api_switch(call, "read_only", k->read_only);
	k->active = api_switch(call, "active", k->active);
	k->skip_ip_check = api_switch(call, "skip_ip_check", k->skip_ip_check);
	if (api_given(call, "allow_from"))
		k->allow_from = api_list(call, "allow_from", &k->allow_count);
	if (api_given(call, "scope"))
		k->scope = api_list(call, "scope", &k->scope_count);
	if (api_text(call, "expires") != NULL)
		k->expires = *api_text(call, "expires") != '\0' ? api_text(call, "expires") : NULL;
}

static enum status
bind_key(struct api_call *call, int64_t id)
{
	const char **names;
	size_t count;
	enum status st;

	if (!api_given(call, "domains"))
		return OK;
	if ((st = api_domain_list(call, "domains", &names, &count)) != OK)
		return st;
	return db_grant_key_domains(call->cx, id, names, count);
}

static enum status
key_added(struct api_call *call)
{
	struct api_key k = { .active = true };
	char token[TOKEN_LEN + 1];
	enum status st;

	k.name = call->key = api_text(call, "name");
	read_key(call, &k);
	if ((st = check_scope(call)) != OK ||
	    (st = db_api_key_add(call->cx, &k, token)) != OK ||
	    (st = bind_key(call, k.id)) != OK)
		return st;
	call->more = json_keep(call->cx->arena, json_pack("{s:s}", "key", token));
	hash_wipe(token, sizeof token);
	return OK;
}

static enum status
key_edited(struct api_call *call)
{
	struct api_key k;
	enum status st;

	if ((st = check_scope(call)) != OK ||
	    (st = db_api_key_named(call->cx, call->key, &k)) != OK)
		return st;
	read_key(call, &k);
	if ((st = db_api_key_edit(call->cx, &k)) != OK)
		return st;
	return bind_key(call, k.id);
}

static enum status
key_deleted(struct api_call *call)
{
	struct api_key k;
	enum status st;

	if ((st = db_api_key_named(call->cx, call->key, &k)) != OK)
		return st;
	return db_api_key_delete(call->cx, k.id);
}

const struct api_category cat_apikey = {
	.name = "apikey", .help = "Keys for programs", .view = "api.apikey", .log = "apikey",
	.added = "apikey_added+", .edited = "object_modified+", .deleted = "item_deleted+",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = key_fields, .on_add = key_added, .on_edit = key_edited, .on_delete = key_deleted,
};
