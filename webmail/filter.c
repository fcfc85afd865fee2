/*
 * MailFilter/get, /changes and /set (docs/jmap-filters.md): filters as data, for
 * an editor.  The truth is a row each; the script is made of all of them before
 * a change is committed, and what Dovecot does not take is not kept.
 */
#include <string.h>

#include "core/hash.h"
#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/sieve_made.h"
#include "webmail/upstream.h"

#define FILTERS_MAX	500

static const char *const properties[] = {
	"id", "name", "isEnabled", "position", "match", "conditions", "actions", NULL,
};

json_t *
filters_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	if (a == NULL || !a->personal)
		return a == NULL ? json_object() : NULL;
	return json_pack("{s:i}", "maxFilters", FILTERS_MAX);
}

static const char *
state_of(struct ctx *cx, const struct mail_filter *list, size_t count)
{
	struct buf text = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%lld %lld %s\n", (long long)list[i].id,
		    (long long)list[i].position, list[i].rule);
	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&text), text.len), 16);
}

static json_t *
filter_json(const struct mail_filter *f)
{
	json_t *o = json_loads(f->rule, 0, NULL);

	json_object_set_new(o, "id", jmap_id_json('f', f->id));
	json_object_set_new(o, "position", json_integer((json_int_t)f->position));
	return o;
}

enum status
filter_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct mail_filter *rows;
	int64_t *ids;
	size_t count, id_count;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'f', &ids, &id_count, not_found, &all)) != OK ||
	    (st = db_filter_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (all || jmap_take_id(ids, id_count, rows[i].id))
			json_array_append_new(list, jmap_keep_wanted(filter_json(&rows[i]),
			    properties, wanted));
	jmap_not_found(ids, id_count, 'f', not_found);
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", json_string(state_of(j->cx, rows, count)));
	json_incref(*result);
	return OK;
}

enum status
filter_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since = json_get_text(args, "sinceState"), *state;
	struct mail_filter *rows;
	size_t count;
	enum status st;

	if ((st = db_filter_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	state = state_of(j->cx, rows, count);
	if (strcmp(state, since) != 0)
		return jmap_fail(j, "cannotCalculateChanges", "filters are few: get them all");
	*result = json_pack("{s:O, s:s, s:s, s:b, s:[], s:[], s:[]}", "accountId",
	    json_object_get(args, "accountId"), "oldState", state, "newState", state,
	    "hasMoreChanges", 0, "created", "updated", "destroyed");
	return OK;
}

/* ---- set --------------------------------------------------------------------------- */

/* Where a rule moves mail: the folder must be there, and its path is remembered. */
static const char *
check_boxes(struct jmap *j, json_t *rule)
{
	json_t *action;
	size_t i;

	json_array_foreach(json_object_get(rule, "actions"), i, action) {
		const char *named = json_get_text(action, "mailboxId");
		const struct mail_mailbox *box;

		json_object_del(action, "mailbox");
		if (named == NULL)
			continue;
		named = jmap_created(j, named);
		box = named != NULL ? jmap_box(j, jmap_id('m', named)) : NULL;
		if (box == NULL)
			return "no such mailbox";
		json_object_set_new(action, "mailboxId", jmap_id_json('m', box->id));
		json_object_set_new(action, "mailbox", json_string(box->path));
	}
	return NULL;
}

/* Takes OBJECT apart into F; an error when it is no filter. */
static json_t *
read_filter(struct jmap *j, json_t *object, int64_t position, struct mail_filter *f)
{
	const char *why, *property, *key;
	json_t *value;
	size_t i;

	json_object_foreach(object, key, value) {
		for (i = 0; properties[i] != NULL && strcmp(properties[i], key) != 0; i++)
			;
		if (properties[i] == NULL)
			return jmap_bad_property(key, "no such property");
	}
	value = json_object_get(object, "position");
	if (value != NULL && (!json_is_integer(value) || json_integer_value(value) < 0 ||
	    json_integer_value(value) > INT64_C(1) << 40))
		return jmap_bad_property("position", "a number");
	f->position = value != NULL ? json_integer_value(value) : position;
	json_object_del(object, "id");
	json_object_del(object, "position");
	if (json_object_get(object, "name") == NULL)
		json_object_set_new(object, "name", json_string(""));
	if (json_object_get(object, "isEnabled") == NULL)
		json_object_set_new(object, "isEnabled", json_true());
	if (json_object_get(object, "match") == NULL)
		json_object_set_new(object, "match", json_string("all"));
	if (json_object_get(object, "conditions") == NULL)
		json_object_set_new(object, "conditions", json_array());
	if ((why = check_boxes(j, object)) != NULL)
		return jmap_bad_property("actions", why);
	if ((why = filter_check(j->cx, object, &property)) != NULL)
		return jmap_bad_property(property, why);
	f->rule = json_write(j->cx, object, NULL);
	return NULL;
}

static enum status
write_script(struct jmap *j, struct sieve *sieve)
{
	struct mail_filter *rows;
	const char *script;
	size_t count, len;
	enum status st;

	if ((st = jmap_boxes(j, false)) != OK ||
	    (st = db_filter_list(j->cx, j->account, &rows, &count)) != OK ||
	    (st = filter_compile(j->cx, rows, count, j->boxes, j->box_count, &script, &len)) != OK)
		return st;
	return sieve_put(sieve, SIEVE_MADE_FILTERS, script, len);
}

enum status
filters_apply(struct jmap *j)
{
	struct mail_filter *rows;
	struct sieve *sieve;
	size_t count;
	enum status st;

	if ((st = db_filter_list(j->cx, j->account, &rows, &count)) != OK || count == 0)
		return st;
	if ((st = upstream_sieve(j->cx, j->account, &sieve)) != OK ||
	    (st = db_begin(j->cx)) != OK || (st = db_sieve_lock(j->cx, j->account)) != OK ||
	    (st = write_script(j, sieve)) != OK)
		return st;
	return db_commit(j->cx);
}

struct setting {
	struct jmap	*j;
	json_t		*result;
	int64_t		 position;	/* of the next new one */
	size_t		 count;
	bool		 changed;
};

static void
refuse(struct setting *s, const char *list, const char *key, json_t *error)
{
	jmap_set_note(s->result, list, key, error);
}

static enum status
create(struct setting *s, const char *key, const json_t *given)
{
	struct jmap *j = s->j;
	struct mail_filter f = { 0 };
	json_t *object = json_keep(j->cx->arena, json_deep_copy(given)), *error, *id, *made;
	enum status st;

	if (!json_is_object(object) || json_object_get(object, "id") != NULL) {
		refuse(s, "notCreated", key, jmap_bad_property("id", "the server chooses it"));
		return OK;
	}
	if (s->count >= FILTERS_MAX) {
		refuse(s, "notCreated", key, jmap_set_error("overQuota", "too many filters", NULL));
		return OK;
	}
	if ((error = read_filter(j, object, s->position, &f)) != NULL) {
		refuse(s, "notCreated", key, error);
		return OK;
	}
	if ((st = db_filter_put(j->cx, j->account, &f)) != OK)
		return st;
	s->count++;
	s->position = f.position >= s->position ? f.position + 1 : s->position;
	s->changed = true;
	id = json_keep(j->cx->arena, jmap_id_json('f', f.id));
	jmap_note_created(j, key, id);
	made = filter_json(&f);
	jmap_set_note(s->result, "created", key, made);
	return OK;
}

static enum status
update(struct setting *s, const char *key, const json_t *patch)
{
	struct jmap *j = s->j;
	int64_t id = jmap_id('f', jmap_created(j, key));
	json_t *error, *after, *now;
	struct mail_filter *rows, *f = NULL;
	size_t count;
	enum status st;

	if ((st = db_filter_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (rows[i].id == id)
			f = &rows[i];
	if (f == NULL) {
		refuse(s, "notUpdated", key, jmap_set_error("notFound", NULL, NULL));
		return OK;
	}
	now = json_keep(j->cx->arena, filter_json(f));
	after = json_is_object(patch) ? jmap_patch(now, patch) : NULL;
	if (after == NULL || !json_equal(json_object_get(after, "id"), json_object_get(now, "id"))) {
		json_decref(after);
		refuse(s, "notUpdated", key, jmap_set_error("invalidPatch", NULL, NULL));
		return OK;
	}
	if ((error = read_filter(j, json_keep(j->cx->arena, after), f->position, f)) != NULL) {
		refuse(s, "notUpdated", key, error);
		return OK;
	}
	if ((st = db_filter_put(j->cx, j->account, f)) != OK)
		return st;
	s->changed = true;
	jmap_set_note(s->result, "updated", key, json_null());
	return OK;
}

static enum status
destroy(struct setting *s, const char *key)
{
	struct jmap *j = s->j;
	enum status st = db_filter_remove(j->cx, j->account, jmap_id('f', jmap_created(j, key)));

	if (st == ERR_NOT_FOUND) {
		refuse(s, "notDestroyed", key, jmap_set_fault(j, st));
		return OK;
	}
	if (st == OK) {
		s->changed = true;
		s->count--;
		jmap_set_destroyed(s->result, key);
	}
	return st;
}

/* The script, and the news. */
static enum status
finish(struct setting *s, struct sieve *sieve, const char **state)
{
	struct jmap *j = s->j;
	struct mail_filter *rows;
	size_t count;
	enum status st;

	if (s->changed && (st = write_script(j, sieve)) != OK)
		return st == ERR_INVALID || st == ERR_TOO_LARGE ?
		    jmap_fail(j, "invalidArguments", "the filters make no script: %s",
		    j->cx->fault_text) : st;
	if ((st = db_filter_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	*state = state_of(j->cx, rows, count);
	if (s->changed && (st = db_notify(j->cx, j->account, "MailFilter", *state)) != OK)
		return st;
	return db_commit(j->cx);
}

enum status
filter_set(struct jmap *j, json_t *args, json_t **result)
{
	const char *before, *after = "", *key;
	struct setting s = { .j = j };
	struct mail_filter *rows;
	struct sieve *sieve;
	json_t *value;
	size_t i;
	enum status st;

	/* Signed in before the transaction, which then lasts for one command to Dovecot:
	 * of two changes at once, script and rows must be of the same one. */
	if ((st = jmap_boxes(j, false)) != OK ||
	    (st = upstream_sieve(j->cx, j->account, &sieve)) != OK || (st = db_begin(j->cx)) != OK ||
	    (st = db_sieve_lock(j->cx, j->account)) != OK ||
	    (st = db_filter_list(j->cx, j->account, &rows, &s.count)) != OK)
		return st;
	before = state_of(j->cx, rows, s.count);
	if ((st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	s.position = s.count > 0 ? rows[s.count - 1].position + 1 : 1;
	s.result = jmap_set_result(j, args, before);
	json_object_foreach(json_object_get(args, "create"), key, value)
		if ((st = create(&s, key, value)) != OK)
			return st;
	json_object_foreach(json_object_get(args, "update"), key, value)
		if ((st = update(&s, key, value)) != OK)
			return st;
	json_array_foreach(json_object_get(args, "destroy"), i, value)
		if ((st = destroy(&s, json_string_value(value))) != OK)
			return st;
	if ((st = finish(&s, sieve, &after)) != OK)
		return st;
	json_object_set_new(s.result, "newState", json_string(after));
	*result = json_incref(s.result);
	return OK;
}
