/*
 * VacationResponse/get and /set (RFC 8621, section 8).  The script is made
 * before the row is committed: what Dovecot does not take is not kept.
 */
#include <string.h>

#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/sieve_made.h"
#include "webmail/upstream.h"

#define SINGLETON	"singleton"
#define SUBJECT_MAX	500
#define BODY_MAX	(256 * 1024)

static const char *const properties[] = {
	"id", "isEnabled", "fromDate", "toDate", "subject", "textBody", "htmlBody", NULL,
};

json_t *
vacation_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	return a == NULL || a->personal ? json_object() : NULL;
}

static json_t *
text_json(const char *s)
{
	return s != NULL ? json_string(s) : json_null();
}

static json_t *
vacation_json(const struct vacation *v)
{
	return json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o}", "id", SINGLETON, "isEnabled",
	    v->enabled, "fromDate", v->has_from ? jmap_date_json(v->from) : json_null(),
	    "toDate", v->has_to ? jmap_date_json(v->to) : json_null(),
	    "subject", text_json(v->subject), "textBody", text_json(v->text),
	    "htmlBody", text_json(v->html));
}

enum status
vacation_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties"), *ids = json_object_get(args, "ids"), *id;
	json_t *list = json_array(), *not_found = json_array();
	struct vacation v;
	bool asked = ids == NULL || json_is_null(ids);
	size_t i;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = db_vacation_get(j->cx, j->account, &v)) != OK)
		return st;
	json_array_foreach(ids, i, id) {
		if (strcmp(json_string_value(id), SINGLETON) == 0)
			asked = true;
		else
			json_array_append(not_found, id);
	}
	if (asked)
		json_array_append_new(list, jmap_keep_wanted(vacation_json(&v), properties, wanted));
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(v.state));
	json_incref(*result);
	return OK;
}

/* ---- set ------------------------------------------------------------------------- */

static json_t *
read_date(const json_t *o, const char *name, bool *has, int64_t *at)
{
	const json_t *value = json_object_get(o, name);

	*has = value != NULL && !json_is_null(value);
	return !*has || (json_is_string(value) && jmap_date(json_string_value(value), at)) ? NULL :
	    jmap_bad_property(name, "a date as 2026-11-20T10:00:00Z, or null");
}

static json_t *
read_text(const json_t *o, const char *name, size_t max, bool line, const char **out)
{
	const json_t *value = json_object_get(o, name);

	*out = json_string_value(value);
	if (value == NULL || json_is_null(value))
		return NULL;
	if (*out == NULL || json_string_length(value) > max ||
	    strlen(*out) != json_string_length(value))
		return jmap_bad_property(name, "a text of bounded length, or null");
	return line && (*out)[strcspn(*out, "\r\n")] != '\0' ?
	    jmap_bad_property(name, "a single line") : NULL;
}

static json_t *
read_vacation(const json_t *o, struct vacation *v)
{
	json_t *error;
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)o, key, value) {
		for (i = 0; properties[i] != NULL && strcmp(properties[i], key) != 0; i++)
			;
		if (properties[i] == NULL)
			return jmap_bad_property(key, "no such property");
	}
	if (strcmp(json_get_text(o, "id") != NULL ? json_get_text(o, "id") : "", SINGLETON) != 0)
		return jmap_bad_property("id", "there is one only");
	if (!json_is_boolean(json_object_get(o, "isEnabled")))
		return jmap_bad_property("isEnabled", "true or false");
	v->enabled = json_get_bool(o, "isEnabled", false);
	if ((error = read_date(o, "fromDate", &v->has_from, &v->from)) != NULL ||
	    (error = read_date(o, "toDate", &v->has_to, &v->to)) != NULL ||
	    (error = read_text(o, "subject", SUBJECT_MAX, true, &v->subject)) != NULL ||
	    (error = read_text(o, "textBody", BODY_MAX, false, &v->text)) != NULL ||
	    (error = read_text(o, "htmlBody", BODY_MAX, false, &v->html)) != NULL)
		return error;
	return v->has_from && v->has_to && v->from >= v->to ?
	    jmap_bad_property("toDate", "it must be after fromDate") : NULL;
}

static enum status
apply(struct jmap *j, struct sieve *sieve, const struct vacation *v)
{
	struct identity *who;
	const char *script;
	size_t count, len;
	enum status st;

	if ((st = db_identity_list(j->cx, j->account, &who, &count)) != OK ||
	    (st = vacation_compile(j->cx, v, who, count, &script, &len)) != OK)
		return st;
	return sieve_put(sieve, SIEVE_MADE_VACATION, script, len);
}

/* *ERROR when it is refused. */
static enum status
update(struct jmap *j, struct sieve *sieve, const struct vacation *was, const json_t *patch,
    struct vacation *now, json_t **error)
{
	json_t *before = json_keep(j->cx->arena, vacation_json(was)), *after;
	enum status st;

	after = json_is_object(patch) ? jmap_patch(before, patch) : NULL;
	if (after == NULL) {
		*error = jmap_set_error("invalidPatch", NULL, NULL);
		return OK;
	}
	*now = (struct vacation){ 0 };
	if ((*error = read_vacation(json_keep(j->cx->arena, after), now)) != NULL)
		return OK;
	st = apply(j, sieve, now);
	if (st == ERR_INVALID || st == ERR_TOO_LARGE || st == ERR_LIMIT) {
		*error = jmap_set_fault(j, st);
		return OK;
	}
	if (st != OK || (st = db_vacation_put(j->cx, j->account, now)) != OK)
		return st;
	return db_notify(j->cx, j->account, "VacationResponse",
	    arena_printf(j->cx->arena, "%lld", (long long)now->state));
}

static json_t *
refuse_all(const json_t *given, const char *type)
{
	json_t *out = json_object(), *value;
	const char *key;
	size_t i;

	json_object_foreach((json_t *)given, key, value)
		json_object_set_new(out, key, jmap_set_error(type, "there is one, always", NULL));
	json_array_foreach((json_t *)given, i, value)
		json_object_set_new(out, json_string_value(value),
		    jmap_set_error(type, "there is one, always", NULL));
	if (json_object_size(out) > 0)
		return out;
	json_decref(out);
	return json_null();
}

enum status
vacation_set(struct jmap *j, json_t *args, json_t **result)
{
	json_t *updates = json_object_get(args, "update"), *patch, *error;
	json_t *updated = json_keep(j->cx->arena, json_object());
	json_t *not_updated = json_keep(j->cx->arena, json_object());
	struct vacation was, now;
	struct sieve *sieve;
	const char *id;
	enum status st;

	/* Signed in before the transaction, which then lasts for one command to Dovecot:
	 * of two changes at once, script and row must be of the same one. */
	if ((st = upstream_sieve(j->cx, j->account, &sieve)) != OK || (st = db_begin(j->cx)) != OK || (st = db_sieve_lock(j->cx, j->account)) != OK ||
	    (st = db_vacation_get(j->cx, j->account, &was)) != OK ||
	    (st = jmap_set_begin(j, args, was.state)) != OK)
		return st;
	now = was;
	json_object_foreach(updates, id, patch) {
		error = NULL;
		if (strcmp(id, SINGLETON) != 0)
			error = jmap_set_error("notFound", NULL, NULL);
		else if ((st = update(j, sieve, &was, patch, &now, &error)) != OK)
			return st;
		if (error != NULL)
			json_object_set_new(not_updated, id, error);
		else
			json_object_set_new(updated, id, json_null());
		if (error != NULL)
			now = was;
	}
	if ((st = db_commit(j->cx)) != OK)
		return st;
	*result = json_pack("{s:O, s:o, s:o, s:n, s:O?, s:n, s:o, s:O?, s:o}", "accountId",
	    json_object_get(args, "accountId"), "oldState", jmap_state_json(was.state), "newState",
	    jmap_state_json(now.state), "created", "updated",
	    json_object_size(updated) > 0 ? updated : NULL, "destroyed",
	    "notCreated", refuse_all(json_object_get(args, "create"), "singleton"),
	    "notUpdated", json_object_size(not_updated) > 0 ? not_updated : NULL,
	    "notDestroyed", refuse_all(json_object_get(args, "destroy"), "singleton"));
	return OK;
}
