/*
 * Address books of a whole domain that are copies of a directory (LDAP, a table of PostgreSQL).  The
 * book itself is a shared-collection, which says who sees it; what keeps it like
 * the directory is dav/book_source.c.
 *
 * As of sync jobs, the password is sealed, never shown, and goes to no other
 * server than the one that it was entered for.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "storage/book_source.h"
#include "storage/shared_collection.h"

static const struct api_field fields[] = {
	{ "collection", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 20, NULL, NULL, "id of an address book of a whole domain (shared-collection), which is only read from then on" },
	{ "kind", API_CHOICE, IN_ADD, "kind", "LDAP", 0, 0, "LDAP SQL", NULL, "a directory, or a table (or view) of a PostgreSQL database" },
	{ "host", API_TEXT, IN_BOTH | NEEDED, "host", NULL, 1, 255, NULL, NULL, "its server" },
	{ "port", API_NUMBER, IN_BOTH, "port", "389", 1, 65535, NULL, NULL, "389, 636, 3268 or 3269, of SQL 5432; others where fetch.allow has its address" },
	{ "encryption", API_CHOICE, IN_BOTH, "encryption", "TLS", 0, 0, "TLS SSL PLAIN", NULL, "STARTTLS, TLS from the first byte (the same for SQL), or none (only where fetch.allow says so)" },
	{ "login", API_TEXT, IN_BOTH, "login", NULL, 0, 1000, NULL, NULL, "a DN (empty: nobody signs in), of SQL a role" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "its password; needed, too, when server or login change" },
	{ "database", API_TEXT, IN_BOTH, "dbname", NULL, 0, 63, NULL, NULL, "of SQL: its name" },
	{ "base", API_TEXT, IN_BOTH | NEEDED, "base", NULL, 1, 1000, NULL, NULL, "the DN below which people are; of SQL the table or view, all of whose rows are read" },
	{ "filter", API_TEXT, IN_BOTH, "filter", "(&(objectClass=person)(mail=*))", 1, 2000, NULL, NULL, "who of them (RFC 4515); not of SQL" },
	{ "fields", API_LIST, IN_BOTH, NULL, NULL, 0, 50, NULL, NULL, "FIELD=ATTRIBUTE (FIELD=COLUMN) where it is not the usual one: name (cn), family (sn), given, mail, phone, mobile, home, fax, company, department, title, street, city, region, code, country, url, note, photo (jpegPhoto), id (entryUUID, of SQL the first column); nothing behind the = leaves it out" },
	{ "minutes", API_NUMBER, IN_BOTH, "minutes", "60", 5, 43200, NULL, NULL, "minutes between two looks" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "it is asked" },
	{ 0 }
};

/* What decides who gets to see the password. */
static const char *const places[] = { "host", "port", "encryption", "login" };

static bool
goes_elsewhere(const struct api_call *call)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (api_changes(call, places[i], places[i]))
			return true;
	return false;
}

static bool
is_field(const char *text)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.;_";
	const char *equals = strchr(text, '=');

	if (equals == NULL || strspn(equals + 1, allowed) != strlen(equals + 1))
		return false;
	for (const struct book_field *f = book_fields; f->name != NULL; f++)
		if (strlen(f->name) == (size_t)(equals - text) &&
		    strncmp(f->name, text, strlen(f->name)) == 0)
			return true;
	return false;
}

static enum status
check(struct api_call *call)
{
	const char *host = api_text(call, "host"), **list;
	size_t count;

	if (host != NULL && !api_is_host(host))
		return api_refuse(call, ERR_INVALID, "value_invalid", "host");
	if (!api_given(call, "fields"))
		return OK;
	list = api_list(call, "fields", &count);
	for (size_t i = 0; i < count; i++)
		if (!is_field(list[i]))
			return api_refuse(call, ERR_INVALID, "value_invalid", list[i]);
	api_column(call, "fields", json_deep_copy(json_object_get(call->in, "fields")));
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	const char *password = api_text(call, "password");
	struct collection c;
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_EDIT) {
		/* A form that does not show the password sends it back empty. */
		if ((password == NULL || *password == '\0') && goes_elsewhere(call) &&
		    json_integer_value(json_object_get(call->was, "has_password")) != 0)
			return api_refuse(call, ERR_INVALID, "password_empty", NULL);
		return OK;
	}
	st = db_shared_collection_lock(call->cx, strtoll(api_text(call, "collection"), NULL, 10), &c);
	if (st == ERR_NOT_FOUND || (st == OK && c.kind != COLLECTION_BOOK)) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "value_invalid", "collection");
	}
	if (st != OK || (st = api_of_domain(call, address_domain(c.owner))) != OK)
		return st;
	if (c.source != NULL)
		return api_refuse(call, ERR_EXISTS, "object_exists", c.name);
	call->name = c.name;
	api_column(call, "account_id", json_integer(c.account));
	api_column(call, "collection_id", json_integer(c.id));
	return OK;
}

static enum status
collection_of(struct api_call *call, struct collection *c)
{
	json_t *id = call->was == NULL ? NULL : json_object_get(call->was, "collection");

	return db_shared_collection_lock(call->cx, id != NULL ? json_integer_value(id) :
	    strtoll(api_text(call, "collection"), NULL, 10), c);
}

/* Whoever changed something wants to see what comes of it: it is asked at once. */
static enum status
written(struct api_call *call)
{
	const char *password = api_text(call, "password");
	struct collection c;
	enum status st;

	if ((st = collection_of(call, &c)) != OK)
		return st;
	if (password != NULL && *password != '\0' &&
	    (st = db_book_source_put_password(call->cx, strtoll(call->key, NULL, 10), password)) != OK)
		return st;
	return db_book_source_start(call->cx, &c, false);
}

/* What was copied stays, and may be written again. */
static enum status
deleted(struct api_call *call)
{
	struct collection c;
	enum status st;

	if ((st = collection_of(call, &c)) != OK ||
	    (st = db_book_source_start(call->cx, &c, true)) != OK)
		return st;
	return db_record_delete(call->cx, "book_source", "id", call->key);
}

const struct api_category cat_book_source = {
	.name = "book-source", .help = "Address books of a whole domain that are copies of a directory (LDAP, a table of PostgreSQL)",
	.view = "api.book_source", .table = "book_source", .key_column = "id", .named = "name",
	.log = "mailbox book_source", .added = "collection_modified+", .edited = "collection_modified+",
	.deleted = "collection_modified+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = written, .on_edit = written,
	.on_delete = deleted,
};
