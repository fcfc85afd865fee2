/*
 * MailFilter/get, /changes and /set (docs/jmap-filters.md): filters as data, for
 * an editor.  The truth is a row each; the script is made of all of them before
 * a change is committed, and what Dovecot does not take is not kept.
 */
#include <string.h>

#include "storage/db.h"
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
	struct mail_filter *rows;
	struct mail_states states;
	struct jmap_get get;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'f', properties, &get)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_filter_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, rows[i].id))
			jmap_get_put(&get, filter_json(&rows[i]));
	*result = jmap_get_end(&get, args, jmap_state_text(j->cx, states.filter));
	return OK;
}

enum status
filter_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_FILTER, 'f', result);
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
	struct mail_change change;
	json_t		*result;
	int64_t		 position;	/* of the next new one */
	size_t		 count;
};

static void
refuse(struct setting *s, const char *list, const char *key, json_t *error)
{
	jmap_set_note(s->result, list, key, error);
}

static enum status
create(void *arg, const char *key, const json_t *given)
{
	struct setting *s = arg;
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
	if ((st = db_filter_put(j->cx, &s->change, &f)) != OK)
		return st;
	s->count++;
	s->position = f.position >= s->position ? f.position + 1 : s->position;
	id = json_keep(j->cx->arena, jmap_id_json('f', f.id));
	jmap_note_created(j, key, id);
	made = filter_json(&f);
	jmap_set_note(s->result, "created", key, made);
	return OK;
}

static enum status
update(void *arg, const char *key, const json_t *patch)
{
	struct setting *s = arg;
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
	if ((st = db_filter_put(j->cx, &s->change, f)) != OK)
		return st;
	jmap_set_note(s->result, "updated", key, json_null());
	return OK;
}

static enum status
destroy(void *arg, const char *key)
{
	struct setting *s = arg;
	struct jmap *j = s->j;
	enum status st = db_filter_remove(j->cx, &s->change, jmap_id('f', jmap_created(j, key)));

	if (st == ERR_NOT_FOUND) {
		refuse(s, "notDestroyed", key, jmap_set_fault(j, st));
		return OK;
	}
	if (st == OK) {
		s->count--;
		jmap_set_destroyed(s->result, key);
	}
	return st;
}

/* The script, and the news. */
static enum status
finish(struct setting *s, struct sieve *sieve)
{
	struct jmap *j = s->j;
	enum status st;

	if (s->change.now.filter != s->change.was.filter && (st = write_script(j, sieve)) != OK)
		return st == ERR_INVALID || st == ERR_TOO_LARGE ?
		    jmap_fail(j, "invalidArguments", "the filters make no script: %s",
		    j->cx->fault_text) : st;
	return db_mail_change_end(j->cx, &s->change);
}

enum status
filter_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct setting s = { .j = j };
	struct mail_filter *rows;
	struct sieve *sieve;
	enum status st;

	/* Signed in before the transaction, which then lasts for one command to Dovecot:
	 * of two changes at once, script and rows must be of the same one. */
	if ((st = jmap_boxes(j, false)) != OK ||
	    (st = upstream_sieve(j->cx, j->account, &sieve)) != OK || (st = db_begin(j->cx)) != OK ||
	    (st = db_sieve_lock(j->cx, j->account)) != OK ||
	    (st = db_mail_change_begin(j->cx, j->account, &s.change)) != OK ||
	    (st = db_filter_list(j->cx, j->account, &rows, &s.count)) != OK ||
	    (st = jmap_set_begin(j, args, s.change.was.filter)) != OK)
		return st;
	s.position = s.count > 0 ? rows[s.count - 1].position + 1 : 1;
	s.result = jmap_set_result(j, args, jmap_state_text(j->cx, s.change.was.filter));
	if ((st = jmap_set_each(args, &steps, &s)) != OK || (st = finish(&s, sieve)) != OK)
		return st;
	json_object_set_new(s.result, "newState", jmap_state_json(s.change.now.filter));
	*result = json_incref(s.result);
	return OK;
}
