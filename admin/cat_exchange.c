/*
 * The Exchange that a domain asks when people elsewhere are busy
 * (dav/exchange.c).  As of sync jobs, the password is sealed, never shown, and
 * goes to no other server than the one that it was entered for.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "storage/exchange.h"

static const struct api_field fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "whose people ask it" },
	{ "url", API_TEXT, IN_BOTH | NEEDED, "url", NULL, 9, 1000, NULL, NULL, "of its web services: https://mail.corp.example/EWS/Exchange.asmx" },
	{ "login", API_TEXT, IN_BOTH | NEEDED, "login", NULL, 1, 255, NULL, NULL, "a user who may see when the others are busy; it signs in by Basic" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "its password; needed, too, when url or login change" },
	{ "domains", API_LIST, IN_BOTH | NEEDED, NULL, NULL, 1, 100, NULL, NULL, "of the people who are looked up there" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "it is asked" },
	{ 0 }
};

static enum status
check(struct api_call *call)
{
	const char *url = api_text(call, "url");

	if (url != NULL && (strncmp(url, "https://", 8) != 0 || strpbrk(url, " \"<>@") != NULL))
		return api_refuse(call, ERR_INVALID, "value_invalid", "url");
	return api_domains_column(call, "domains");
}

static enum status
prepare(struct api_call *call)
{
	const char *password = api_text(call, "password");
	bool none = password == NULL || *password == '\0';
	enum status st;

	if ((st = check(call)) != OK)
		return st;
	if (call->verb == API_EDIT)
		return none && (api_changes(call, "url", "url") || api_changes(call, "login", "login")) ?
		    api_refuse(call, ERR_INVALID, "password_empty", NULL) : OK;
	if (none)
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	call->name = api_text(call, "domain");
	if ((st = api_of_domain(call, call->name)) != OK)
		return st;
	api_column(call, "domain_id", json_integer(call->domain));
	return OK;
}

static enum status
written(struct api_call *call)
{
	const char *password = api_text(call, "password");

	return password == NULL || *password == '\0' ? OK :
	    db_exchange_put_password(call->cx, strtoll(call->key, NULL, 10), password);
}

const struct api_category cat_exchange = {
	.name = "exchange", .help = "The Exchange that a domain asks when people elsewhere are busy",
	.view = "api.exchange", .table = "exchange", .key_column = "id", .named = "domain",
	.log = "mailbox exchange", .added = "domain_modified+", .edited = "domain_modified+",
	.deleted = "domain_modified+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = written, .on_edit = written,
};
