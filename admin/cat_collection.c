/*
 * Calendars and address books of a whole domain: who may do what with them, and
 * whether they are in everybody's home.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/share.h"
#include "storage/shared_collection.h"

/* api.shared_collection has the same words. */
static const struct {
	const char	*word;
	int		 rights;
} words[] = {
	{ "freebusy", RIGHT_FREEBUSY },
	{ "read", RIGHT_FREEBUSY | RIGHT_READ },
	{ "write", RIGHT_FREEBUSY | RIGHT_READ | RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND |
	    RIGHT_SEE_CONFIDENTIAL },
	{ "manage", RIGHT_ALL },
};

static const struct api_field fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "whose it is" },
	{ "kind", API_CHOICE, IN_ADD | NEEDED, NULL, NULL, 0, 0, "calendar addressbook", NULL, "what it holds" },
	{ "name", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 0, 100, NULL, NULL, "in its address: letters, digits, - and _" },
	{ "label", API_TEXT, IN_BOTH, NULL, NULL, 0, 255, NULL, NULL, "what people read; its name when left out" },
	{ "description", API_TEXT, IN_BOTH, NULL, NULL, 0, 1000, NULL, NULL, "what it is for" },
	{ "color", API_TEXT, IN_BOTH, NULL, NULL, 0, 9, NULL, NULL, "#RRGGBB" },
	{ "rights", API_LIST, IN_BOTH, NULL, "everybody=read", 0, 1000, NULL, NULL, "WHO=WHAT: everybody, a person or a group; freebusy, read, write or manage" },
	{ "listed", API_SWITCH, IN_BOTH, NULL, "1", 0, 0, NULL, NULL, "what is for everybody is in everybody's home by itself" },
	{ 0 }
};

/* "sales@example.org=write" */
static enum status
read_right(struct api_call *call, const char *text, struct share *out)
{
	const char *equals = strrchr(text, '=');
	struct account who;
	enum status st;

	*out = (struct share){ .grantee = SHARE_EVERYBODY };
	for (size_t i = 0; equals != NULL && i < COUNT(words); i++)
		if (strcmp(equals + 1, words[i].word) == 0)
			out->rights = words[i].rights;
	if (out->rights == 0)
		return api_refuse(call, ERR_INVALID, "rights_invalid", text);
	text = arena_strndup(call->cx->arena, text, (size_t)(equals - text));
	if (strcmp(text, "everybody") == 0)
		return OK;
	if ((st = address_parse(call->cx, text, &text)) == OK)
		st = db_account_find(call->cx, text, &who);
	if (st == ERR_INVALID || st == ERR_NOT_FOUND || (st == OK && (who.domain != call->domain ||
	    (strcmp(who.kind, "person") != 0 && strcmp(who.kind, "group") != 0)))) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "grantee_invalid", text);
	}
	out->grantee = who.id;
	return st;
}

/* Those who lose it hear of it as well as those who get it. */
static enum status
put_rights(struct api_call *call, const struct collection *c)
{
	struct share *shares;
	const char **sent;
	size_t count;
	enum status st;

	if ((st = db_collection_tell(call->cx, c, false)) != OK)
		return st;
	if (api_given(call, "rights")) {
		sent = api_list(call, "rights", &count);
		shares = arena_array(call->cx->arena, count, sizeof *shares);
		for (size_t i = 0; i < count; i++)
			if ((st = read_right(call, sent[i], &shares[i])) != OK)
				return st;
		if ((st = db_share_replace(call->cx, c, shares, count)) != OK)
			return st;
	}
	/* A new row for everybody is not listed by itself, so it is said each time. */
	if ((st = db_share_listed(call->cx, c, api_switch(call, "listed", call->was == NULL ||
	    strcmp(json_get_text(call->was, "listed"), "1") == 0))) != OK)
		return st;
	return db_collection_tell(call->cx, c, false);
}

static void
read_looks(struct api_call *call, struct collection *c)
{
	if (api_given(call, "label"))
		c->label = api_text(call, "label");
	if (api_given(call, "description"))
		c->description = api_text(call, "description");
	if (api_given(call, "color"))
		c->color = *api_text(call, "color") != '\0' ? api_text(call, "color") : NULL;
}

static enum status
prepare(struct api_call *call)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *color = api_text(call, "color");

	if (color != NULL && *color != '\0' && (*color != '#' || (strlen(color) != 7 && strlen(color) != 9) ||
	    strspn(color + 1, "0123456789abcdefABCDEF") != strlen(color) - 1))
		return api_refuse(call, ERR_INVALID, "value_invalid", "color");
	if (call->verb != API_ADD)
		return OK;
	call->name = api_text(call, "name");
	if (*call->name == '\0' || strspn(call->name, allowed) != strlen(call->name))
		return api_refuse(call, ERR_INVALID, "value_invalid", "name");
	return api_of_domain(call, api_text(call, "domain"));
}

static enum status
added(struct api_call *call)
{
	bool calendar = strcmp(api_text(call, "kind"), "calendar") == 0;
	struct collection c = {
		.kind = calendar ? COLLECTION_CALENDAR : COLLECTION_BOOK, .name = call->name,
		.label = call->name, .components = calendar ? "VEVENT VTODO VJOURNAL VFREEBUSY" : "",
	};
	enum status st;

	read_looks(call, &c);
	if ((st = db_shared_collection_add(call->cx, call->domain, api_text(call, "domain"), &c)) != OK)
		return st;
	call->key = arena_printf(call->cx->arena, "%lld", (long long)c.id);
	call->more = json_keep(call->cx->arena, json_pack("{s:I}", "id", (json_int_t)c.id));
	return put_rights(call, &c);
}

static enum status
edited(struct api_call *call)
{
	struct collection c;
	enum status st;

	if ((st = db_shared_collection_lock(call->cx, strtoll(call->key, NULL, 10), &c)) != OK)
		return st;
	read_looks(call, &c);
	if ((st = db_collection_edit(call->cx, &c)) != OK)
		return st;
	return put_rights(call, &c);
}

static enum status
deleted(struct api_call *call)
{
	struct collection c;
	enum status st;

	if ((st = db_shared_collection_lock(call->cx, strtoll(call->key, NULL, 10), &c)) != OK ||
	    (st = db_collection_tell(call->cx, &c, false)) != OK)
		return st;
	return db_shared_collection_delete(call->cx, &c);
}

const struct api_category cat_shared_collection = {
	.name = "shared-collection", .help = "Calendars and address books of a whole domain",
	.view = "api.shared_collection", .log = "mailbox shared_collection", .named = "name",
	.added = "collection_added+", .edited = "collection_modified+", .deleted = "collection_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = added, .on_edit = edited,
	.on_delete = deleted,
};
