#include <string.h>

#include "dav/backup.h"
#include "dav/object.h"
#include "dav/private.h"
#include "storage/db.h"
#include "storage/index.h"
#include "storage/property.h"
#include "storage/share.h"
#include "storage/web_calendar.h"

#define NAME_MOST	255

static const enum collection_kind kinds[] = { COLLECTION_CALENDAR, COLLECTION_BOOK };

static const char *
path_of(struct ctx *cx, const struct collection *c)
{
	return arena_printf(cx->arena, "%s/%s", collection_kind_name(c->kind), c->name);
}

enum status
dav_collection_path(struct ctx *cx, const char *text, enum collection_kind *kind, const char **name)
{
	const char *slash = text != NULL ? strchr(text, '/') : NULL;

	for (size_t i = 0; slash != NULL && i < COUNT(kinds); i++) {
		const char *word = collection_kind_name(kinds[i]);

		if (strlen(word) != (size_t)(slash - text) || strncmp(word, text, strlen(word)) != 0)
			continue;
		*kind = kinds[i];
		*name = slash + 1;
		if (**name != '\0' && strlen(*name) <= NAME_MOST && strchr(*name, '/') == NULL &&
		    strcmp(*name, ".") != 0 && strcmp(*name, "..") != 0)
			return OK;
	}
	return fault(cx, ERR_INVALID, "calendar/NAME or addressbook/NAME is wanted, not \"%.80s\"",
	    text != NULL ? text : "");
}

enum status
dav_collection_named(struct ctx *cx, const struct account *a, const char *text, bool lock,
    struct collection *out)
{
	enum collection_kind kind;
	const char *name;
	enum status st;

	if ((st = dav_collection_path(cx, text, &kind, &name)) != OK)
		return st;
	st = lock ? db_collection_lock_named(cx, a->id, kind, name, out) :
	    db_collection_find(cx, a->id, kind, name, out);
	return st == ERR_NOT_FOUND ? fault(cx, st, "%s has no %s", a->address, text) : st;
}

/* Writing */

struct writing {
	dav_line_fn		*write;
	void			*arg;
	struct dav_backed	*sum;
};

static enum status
write_line(struct ctx *cx, struct writing *w, json_t *value)
{
	return w->write(cx, w->arg, json_write(cx, json_keep(cx->arena, value), NULL));
}

static enum status
write_object(struct ctx *cx, void *arg, const struct item *item)
{
	struct writing *w = arg;

	w->sum->objects++;
	return write_line(cx, w, json_pack("{s:s, s:b, s:s}", "name", item->name, "scheduled",
	    item->schedule_tag != NULL, "body", item->body));
}

static enum status
rights_of(struct ctx *cx, const struct collection *c, json_t **out)
{
	struct share *list;
	enum status st;
	size_t count;

	*out = json_array();
	json_keep(cx->arena, *out);
	if ((st = db_share_list(cx, c, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].state == SHARE_ACCEPTED)
			json_array_append_new(*out, json_pack("{s:s*, s:i}", "grantee", list[i].address,
			    "rights", list[i].rights));
	return OK;
}

static enum status
write_collection(struct ctx *cx, struct writing *w, const struct collection *listed)
{
	const struct item_filter all = { .most = CLASS_PRIVATE, .bodies = true };
	struct collection c;
	json_t *rights;
	enum status st;

	if (listed->directory != 0)
		return OK;
	if ((st = db_collection_lock(cx, listed->account, listed->id, &c)) != OK)
		return st;
	w->sum->collections++;
	if ((st = rights_of(cx, &c, &rights)) != OK ||
	    (st = write_line(cx, w, json_pack("{s:s, s:s*, s:s*, s:s*, s:s*, s:s*, s:s, s:b, s:s*, s:O}",
	    "collection", path_of(cx, &c), "label", c.label, "description", c.description,
	    "color", c.color, "order", c.order, "timezone", c.timezone, "components", c.components,
	    "transparent", c.transparent, "source", c.source, "rights", rights))) != OK)
		return st;
	if (c.source == NULL && (st = db_item_each(cx, &c, &all, write_object, w)) != OK)
		return st;
	return db_commit(cx);
}

static enum status
write_settings(struct ctx *cx, struct writing *w, int64_t account)
{
	const struct property_of of = { account, 0, PROPERTY_BOOK_HOME };
	struct property *list;
	enum status st;
	size_t count;

	if ((st = db_property_list(cx, &of, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].ns, SETTINGS_NAMESPACE) == 0 && strcmp(list[i].name, SETTINGS_NAME) == 0 &&
		    (st = write_line(cx, w, json_pack("{s:s}", "settings", list[i].value))) != OK)
			return st;
	return OK;
}

enum status
dav_backup(struct ctx *cx, const struct account *a, dav_line_fn *write, void *arg,
    struct dav_backed *out)
{
	struct writing w = { write, arg, out };
	struct collection *list;
	enum status st;
	size_t count;

	*out = (struct dav_backed){ 0 };
	if ((st = write_line(cx, &w, json_pack("{s:i, s:s}", "hayloft", 1, "address", a->address))) != OK)
		return st;
	for (size_t k = 0; k < COUNT(kinds); k++) {
		if ((st = db_collection_list(cx, a->id, kinds[k], &list, &count)) != OK)
			return st;
		for (size_t i = 0; i < count; i++)
			if ((st = write_collection(cx, &w, &list[i])) != OK)
				return st;
	}
	return write_settings(cx, &w, a->id);
}

/* Reading */

/* What is told of the collection before: its clients look. */
static enum status
leave(struct ctx *cx, struct dav_restore *r)
{
	size_t changes = r->changes;

	r->changes = 0;
	return changes > 0 && !r->look ? db_collection_tell(cx, &r->t.collection, true) : OK;
}

static enum status
give_rights(struct ctx *cx, const struct collection *c, const json_t *rights)
{
	size_t count = json_array_size(rights), n = 0, i;
	struct share *list = arena_array(cx->arena, count, sizeof *list);
	struct account grantee;
	json_t *one;
	enum status st;

	json_array_foreach(rights, i, one) {
		const char *address = json_get_text(one, "grantee");

		list[n] = (struct share){ .rights = (int)json_get_int(one, "rights", 0) & RIGHT_ALL };
		if (address != NULL) {
			if ((st = db_account_find(cx, address, &grantee)) == ERR_NOT_FOUND) {
				ctx_forgive(cx);
				continue;
			}
			if (st != OK)
				return st;
			list[n].grantee = grantee.id;
		}
		n++;
	}
	return db_share_replace(cx, c, list, n);
}

static void
read_looks(const json_t *line, struct collection *c)
{
	const char *components = json_get_text(line, "components");

	c->label = json_get_text(line, "label");
	c->description = json_get_text(line, "description");
	c->color = json_get_text(line, "color");
	c->order = json_get_text(line, "order");
	c->timezone = json_get_text(line, "timezone");
	c->transparent = json_get_bool(line, "transparent", false);
	if (components != NULL)
		c->components = components;
}

static enum status
open_collection(struct ctx *cx, struct dav_restore *r, const json_t *line, enum collection_kind kind,
    const char *name)
{
	struct collection *c = &r->t.collection;
	const char *source = json_get_text(line, "source");
	enum status st;

	r->t = (struct dav_target){ .kind = DAV_COLLECTION, .what = kind, .exists = true };
	if ((st = db_collection_ensure(cx, r->account->id, kind)) != OK)
		return st;
	st = db_collection_lock_named(cx, r->account->id, kind, name, c);
	if (st == OK) {
		/* A copy of something elsewhere is not written to. */
		r->skip = c->source != NULL || source != NULL || c->directory != 0;
		if (r->skip)
			return OK;
		read_looks(line, c);
		return db_collection_edit(cx, c);
	}
	if (st != ERR_NOT_FOUND)
		return st;
	*c = (struct collection){
		.account = r->account->id, .owner = r->account->address, .kind = kind, .name = name,
		.components = kind == COLLECTION_CALENDAR ? "VEVENT VTODO VJOURNAL VFREEBUSY" : "",
		.source = source,
	};
	read_looks(line, c);
	if ((st = db_collection_add(cx, c)) != OK ||
	    (source != NULL && (st = db_web_calendar_start(cx, c)) != OK) ||
	    (st = db_collection_lock(cx, r->account->id, c->id, c)) != OK)
		return st;
	r->skip = source != NULL;
	r->changes++;
	return give_rights(cx, c, json_object_get(line, "rights"));
}

static enum status
read_collection(struct ctx *cx, struct dav_restore *r, const json_t *line)
{
	const char *path = json_get_text(line, "collection"), *name;
	enum collection_kind kind;
	enum status st;

	if ((st = leave(cx, r)) != OK || (st = dav_collection_path(cx, path, &kind, &name)) != OK)
		return st;
	r->skip = r->only != NULL && strcmp(r->only, path) != 0;
	if (r->skip)
		return OK;
	r->sum.collections++;
	json_array_append_new(r->seen, json_pack("{s:s, s:i}", "collection", path, "objects", 0));
	return r->look ? OK : open_collection(cx, r, line, kind, name);
}

static void
count_one(struct dav_restore *r)
{
	json_t *last = json_array_get(r->seen, json_array_size(r->seen) - 1);

	r->sum.objects++;
	json_object_set_new(last, "objects", json_integer(json_get_int(last, "objects", 0) + 1));
}

static enum status
read_object(struct ctx *cx, struct dav_restore *r, const json_t *line)
{
	const char *name = json_get_text(line, "name"), *body = json_get_text(line, "body"), *other;
	struct collection *c = &r->t.collection;
	struct item item, old;
	enum status st;

	if (r->skip)
		return OK;
	if (body == NULL || *name == '\0' || strlen(name) > NAME_MOST || strchr(name, '/') != NULL ||
	    strlen(body) > DAV_RESOURCE_MAX || json_array_size(r->seen) == 0)
		return fault(cx, ERR_INVALID, "no object: \"%.80s\"", name);
	count_one(r);
	if (r->look)
		return OK;
	if ((st = dav_object_index(cx, &r->t, body, &item)) != OK)
		return st;
	if ((st = db_item_find(cx, c, name, false, &old)) != OK && st != ERR_NOT_FOUND)
		return st;
	if (st == OK && strcmp(old.etag, item.etag) == 0) {
		r->sum.unchanged++;
		return OK;
	}
	if ((st = db_item_name_of(cx, c, item.uid, &other)) != OK)
		return st;
	if (other != NULL && strcmp(other, name) != 0) {
		r->sum.refused++;
		return OK;
	}
	item.name = name;
	if (item.is_meeting && json_get_bool(line, "scheduled", false))
		item.schedule_tag = item.etag;
	r->changes++;
	return db_item_put(cx, c, &item);
}

static enum status
read_settings(struct ctx *cx, struct dav_restore *r, const char *value)
{
	const struct property_of of = { r->account->id, 0, PROPERTY_BOOK_HOME };

	if (r->look || r->only != NULL)
		return OK;
	if (strstr(value, SETTINGS_NAMESPACE) == NULL)
		return fault(cx, ERR_INVALID, "no settings of a page");
	return db_property_put(cx, &of, SETTINGS_NAMESPACE, SETTINGS_NAME, value);
}

enum status
dav_restore_line(struct ctx *cx, struct dav_restore *r, const char *line, size_t len)
{
	struct arena *whole = ctx_turn(cx);
	const char *settings;
	json_t *value;
	bool is_object;
	enum status st;

	/* Objects are many, and nothing of them stays. */
	st = json_read(cx, line, len, &value);
	is_object = st == OK && r->begun && json_get_text(value, "name") != NULL;
	if (is_object)
		st = read_object(cx, r, value);
	ctx_turn_end(cx, whole);
	if (st != OK || is_object)
		return st;
	if ((st = json_read(cx, line, len, &value)) != OK)
		return st;
	if (!r->begun) {
		if (json_get_int(value, "hayloft", 0) != 1)
			return fault(cx, ERR_INVALID, "it does not begin as a backup of ours");
		r->begun = true;
		return OK;
	}
	if (json_get_text(value, "collection") != NULL)
		return read_collection(cx, r, value);
	if ((settings = json_get_text(value, "settings")) != NULL)
		return read_settings(cx, r, settings);
	return fault(cx, ERR_INVALID, "a line that is neither collection nor object");
}

enum status
dav_restore_end(struct ctx *cx, struct dav_restore *r)
{
	return r->begun ? leave(cx, r) : fault(cx, ERR_INVALID, "an empty file");
}
