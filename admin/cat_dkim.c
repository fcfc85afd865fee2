/*
 * DKIM keys.  A domain may have several at a time under different selectors:
 * a new one signs as soon as it is there, and the old one stays published
 * until it is deleted, which is what rotation wants.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "mailcore/dkim.h"

static const struct api_field add_fields[] = {
	{ "domains", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the domain, or several with commas" },
	{ "dkim_selector", API_TEXT, IN_ADD, NULL, "dkim", 0, 63, NULL, NULL, "letters, digits and hyphens" },
	{ "key_size", API_CHOICE, IN_ADD, NULL, "2048", 0, 0, "1024 2048 3072 4096 ed25519", NULL, "bits of RSA, or ed25519" },
	{ 0 }
};

static const struct api_field import_fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the domain" },
	{ "dkim_selector", API_TEXT, IN_ADD, NULL, "dkim", 0, 63, NULL, NULL, "letters, digits and hyphens" },
	{ "private_key_file", API_SECRET, IN_ADD | NEEDED | LINES, NULL, NULL, 0, 16384, NULL, NULL, "the private key in PEM" },
	{ "overwrite_existing", API_SWITCH, IN_ADD, NULL, "0", 0, 0, NULL, NULL, "instead of a key of this selector" },
	{ 0 }
};

static const struct api_field duplicate_fields[] = {
	{ "from_domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "whose key" },
	{ "to_domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "for whom, too" },
	{ 0 }
};

static enum status
keep(struct api_call *call, struct dkim_key *key)
{
	enum status st;

	key->domain_id = call->domain;
	st = db_dkim_add(call->cx, key);
	if (st == ERR_EXISTS || st == ERR_INVALID)
		return api_refuse(call, st, st == ERR_EXISTS ? "dkim_domain_or_sel_exists" :
		    "dkim_domain_or_sel_invalid", call->name);
	call->key = call->name;
	return st;
}

static enum status
prepare_add(struct api_call *call)
{
	call->name = api_text(call, call->category == &cat_dkim ? "domains" : "domain");
	return api_of_domain(call, call->name);
}

static enum status
added(struct api_call *call)
{
	const char *selector = api_text(call, "dkim_selector"), *size = api_text(call, "key_size");
	struct dkim_key key;
	enum status st;

	if (strcmp(size, "ed25519") == 0)
		st = dkim_generate_ed25519(call->cx, selector, &key);
	else
		st = dkim_generate(call->cx, atoi(size), selector, &key);
	return st == OK ? keep(call, &key) : st;
}

static enum status
imported(struct api_call *call)
{
	const char *selector = api_text(call, "dkim_selector");
	struct dkim_key key;
	enum status st;

	if (dkim_import(call->cx, api_text(call, "private_key_file"), selector, &key) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "private_key_error", call->name);
	}
	if (api_switch(call, "overwrite_existing", false)) {
		st = db_dkim_delete(call->cx, call->domain, selector);
		if (st != OK && st != ERR_NOT_FOUND)
			return st;
		ctx_forgive(call->cx);
	}
	return keep(call, &key);
}

static enum status
prepare_duplicate(struct api_call *call)
{
	enum status st;

	/* Rights on both: a key is worth a domain's name. */
	if ((st = api_of_domain(call, api_text(call, "from_domain"))) != OK ||
	    (st = rights_require(call->cx, &call->rights, WHO_ADMIN, NULL, call->domain, 0)) != OK)
		return st;
	call->other = call->domain;
	call->name = api_text(call, "to_domain");
	return api_of_domain(call, call->name);
}

static enum status
duplicated(struct api_call *call)
{
	struct dkim_key key;
	enum status st;

	if ((st = db_dkim_signing_of(call->cx, call->other, &key)) != OK)
		return st;
	return keep(call, &key);
}

static enum status
deleted(struct api_call *call)
{
	return db_dkim_delete_all(call->cx, call->domain);
}

static void
news(struct api_call *call)
{
	mail_news_keys(call->cx);
}

const struct api_category cat_dkim = {
	.name = "dkim", .item = "domains", .help = "The keys that sign a domain's mail",
	.view = "api.dkim", .log = "dkim", .added = "dkim_added+", .deleted = "dkim_removed+",
	.get = WHO_DOMAIN, .add = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = add_fields, .prepare = prepare_add, .on_add = added, .on_delete = deleted,
	.each = "domains", .news = news,
};

const struct api_category cat_dkim_import = {
	.name = "dkim_import", .help = "A key that was made elsewhere", .view = "api.dkim",
	.log = "dkim import", .added = "dkim_added+", .add = WHO_ADMIN,
	.fields = import_fields, .prepare = prepare_add, .on_add = imported, .news = news,
};

const struct api_category cat_dkim_duplicate = {
	.name = "dkim_duplicate", .help = "One domain's key for another, too", .view = "api.dkim",
	.log = "dkim duplicate", .added = "dkim_duplicated+", .add = WHO_ADMIN,
	.fields = duplicate_fields, .prepare = prepare_duplicate, .on_add = duplicated,
	.news = news,
};

/* One key of several, for rotation. */

static const struct api_field key_fields[] = {
	{ "active", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "signs; the newest active one does" },
	{ 0 }
};

static const char *
selector_of(const struct api_call *call)
{
	return json_get_text(call->was, "dkim_selector");
}

static enum status
key_edited(struct api_call *call)
{
	return api_given(call, "active") ? db_dkim_activate(call->cx, call->domain,
	    selector_of(call), api_switch(call, "active", true)) : OK;
}

static enum status
key_deleted(struct api_call *call)
{
	return db_dkim_delete(call->cx, call->domain, selector_of(call));
}

const struct api_category cat_dkim_key = {
	.name = "dkim-key", .help = "Single keys, DOMAIN/SELECTOR, for rotation",
	.view = "api.dkim_key", .log = "dkim key", .edited = "object_modified+",
	.deleted = "dkim_removed+", .get = WHO_DOMAIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = key_fields, .on_edit = key_edited, .on_delete = key_deleted, .news = news,
};
