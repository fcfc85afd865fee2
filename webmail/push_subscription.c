/*
 * PushSubscription/get and /set (RFC 8620, section 7.2).  They belong to who
 * signed in, not to an account of JMAP.  Nothing is told to an address before
 * the client showed the code that was sent there (webmail/push_send.c), so that
 * nobody can have others called.
 */
#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/webpush.h"
#include "fetch/fetch.h"
#include "storage/db.h"
#include "storage/mail_state.h"
#include "storage/notify.h"
#include "storage/push_subscription.h"
#include "storage/task.h"
#include "webmail/private.h"
#include "webmail/push.h"

const struct jmap_arg push_set_args[] = {
	{ "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 }, { "destroy", ARG_IDS, 0 },
	{ NULL, ARG_ID, 0 },
};

#define EXPIRES_MOST	(30 * 86400)	/* seconds */
#define EACH_MOST	20		/* of one account */
#define TYPES_MOST	50

static const char *const properties[] = {
	"id", "deviceClientId", "verificationCode", "expires", "types", NULL,
};

static json_t *
push_json(const struct push_subscription *s)
{
	return json_pack("{s:o, s:s, s:s?, s:o, s:o}", "id", jmap_id_json('p', s->id),
	    "deviceClientId", s->device, "verificationCode", s->verified ? s->code : NULL,
	    "expires", jmap_date_json(s->expires), "types",
	    s->types != NULL ? json_loads(s->types, 0, NULL) : json_null());
}

enum status
push_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	struct push_subscription *all;
	struct jmap_get get;
	size_t count;
	enum status st;

	/* Who reads this is perhaps not who subscribed. */
	if (json_is_array(wanted) && (jmap_wants(wanted, "url") || jmap_wants(wanted, "keys")))
		return jmap_fail(j, "forbidden", "url and keys are not told");
	if ((st = jmap_get_begin(j, args, 'p', properties, &get)) != OK ||
	    (st = db_push_list(j->cx, j->cx->who.account, &all, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, all[i].id))
			jmap_get_put(&get, push_json(&all[i]));
	*result = jmap_get_end(&get, args, NULL);
	return OK;
}

/* ---- Values --------------------------------------------------------------------------- */

static json_t *
read_expires(const json_t *value, struct push_subscription *s)
{
	int64_t most = clock_seconds() + EXPIRES_MOST, wished = most;

	if (!json_is_null(value) && !jmap_date(json_string_value(value), &wished))
		return jmap_bad_property("expires", "no UTCDate");
	if (wished <= clock_seconds())
		return jmap_bad_property("expires", "that is over");
	s->expires = wished < most ? wished : most;
	return NULL;
}

static json_t *
read_types(struct ctx *cx, const json_t *value, struct push_subscription *s)
{
	json_t *one;
	size_t i;

	s->types = NULL;
	if (json_is_null(value))
		return NULL;
	if (!json_is_array(value) || json_array_size(value) == 0 ||
	    json_array_size(value) > TYPES_MOST)
		return jmap_bad_property("types", "a list of types, or null");
	json_array_foreach((json_t *)value, i, one)
		if (!json_is_string(one) || json_string_length(one) > 100)
			return jmap_bad_property("types", "a list of types, or null");
	s->types = json_write(cx, value, NULL);
	return NULL;
}

static json_t *
read_keys(struct ctx *cx, const json_t *value, struct push_subscription *s)
{
	struct webpush_peer peer;

	s->p256dh = json_get_text(value, "p256dh");
	s->auth = json_get_text(value, "auth");
	if (json_is_null(value))
		return NULL;
	if (s->p256dh != NULL && s->auth != NULL && json_object_size(value) == 2 &&
	    webpush_peer_read(cx, s->p256dh, s->auth, &peer) == OK)
		return NULL;
	ctx_forgive(cx);
	return jmap_bad_property("keys", "p256dh and auth of a Web Push subscription");
}

static json_t *
read_new(struct ctx *cx, const json_t *given, struct push_subscription *s)
{
	const char *key, *text;
	json_t *value, *error = NULL;

	json_object_foreach((json_t *)given, key, value) {
		text = json_string_value(value);
		if (strcmp(key, "deviceClientId") == 0) {
			s->device = text;
		} else if (strcmp(key, "url") == 0) {
			s->url = text;
		} else if (strcmp(key, "keys") == 0) {
			error = read_keys(cx, value, s);
		} else if (strcmp(key, "expires") == 0) {
			error = read_expires(value, s);
		} else if (strcmp(key, "types") == 0) {
			error = read_types(cx, value, s);
		} else if (strcmp(key, "verificationCode") != 0 || !json_is_null(value)) {
			error = jmap_bad_property(key, "cannot be set");
		}
		if (error != NULL)
			return error;
	}
	if (s->device == NULL || *s->device == '\0' || strlen(s->device) > 255)
		return jmap_bad_property("deviceClientId", "names the device");
	if (s->url == NULL || strncmp(s->url, "https://", 8) != 0 || strlen(s->url) > 2000 ||
	    fetch_url_check(cx, s->url) != OK) {
		ctx_forgive(cx);
		return jmap_bad_property("url", "an https address");
	}
	return NULL;
}

/* ---- Set ---------------------------------------------------------------------------------- */

static enum status
create_one(struct jmap *j, const char *key, const json_t *given, size_t have, json_t *result)
{
	struct push_subscription s = { .expires = clock_seconds() + EXPIRES_MOST };
	struct task verify = { .account = j->cx->who.account, .kind = TASK_PUSH_VERIFY };
	char code[TOKEN_LEN + 1];
	json_t *error = json_is_object(given) ? read_new(j->cx, given, &s) :
	    jmap_set_error("invalidProperties", NULL, NULL), *one;
	enum status st;

	if (error == NULL && have >= EACH_MOST)
		error = jmap_set_error("overQuota", "There are too many subscriptions.", NULL);
	if (error != NULL) {
		jmap_set_note(result, "notCreated", key, error);
		return OK;
	}
	hash_token(code);
	s.code = code;
	if ((st = db_push_put(j->cx, j->cx->who.account, &s)) != OK)
		return st;
	verify.ref = s.id;
	if ((st = db_task_add(j->cx, &verify)) != OK)
		return st;
	one = json_pack("{s:o, s:o}", "id", jmap_id_json('p', s.id), "expires",
	    jmap_date_json(s.expires));
	jmap_note_created(j, key, json_object_get(one, "id"));
	jmap_set_note(result, "created", key, one);
	return OK;
}

static json_t *
read_patch(struct jmap *j, const json_t *patch, struct push_subscription *s)
{
	const char *key;
	json_t *value, *error = NULL;

	if (!json_is_object(patch))
		return jmap_set_error("invalidPatch", NULL, NULL);
	json_object_foreach((json_t *)patch, key, value) {
		if (strcmp(key, "expires") == 0) {
			error = read_expires(value, s);
		} else if (strcmp(key, "types") == 0) {
			error = read_types(j->cx, value, s);
		} else if (strcmp(key, "verificationCode") == 0) {
			if (!json_is_string(value) || json_string_length(value) != strlen(s->code) ||
			    !hash_equal(json_string_value(value), s->code, strlen(s->code)))
				error = jmap_bad_property(key, "that is not what was sent");
			else
				s->verified = true;
		} else {
			error = jmap_bad_property(key, "cannot be changed");
		}
		if (error != NULL)
			return error;
	}
	return NULL;
}

/* What is so far is known: told is what comes from now on. */
static enum status
begin_telling(struct jmap *j, struct push_subscription *s)
{
	json_t *now;
	enum status st = push_states(j->cx, j->cx->who.account, &now);

	if (st == OK)
		s->told = json_write(j->cx, now, NULL);
	return st;
}

static struct push_subscription *
find(struct push_subscription *all, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].id == jmap_id('p', id))
			return &all[i];
	return NULL;
}

static enum status
update_one(struct jmap *j, struct push_subscription *s, const char *key, const json_t *patch,
    json_t *result)
{
	bool was = s != NULL && s->verified;
	int64_t asked = 0;
	json_t *error = s == NULL ? jmap_set_error("notFound", NULL, NULL) : read_patch(j, patch, s);
	enum status st;

	if (error != NULL) {
		jmap_set_note(result, "notUpdated", key, error);
		return OK;
	}
	if ((!was && s->verified && (st = begin_telling(j, s)) != OK) ||
	    (st = db_push_put(j->cx, j->cx->who.account, s)) != OK)
		return st;
	/* Where we keep it for less long than was wished, that is said. */
	(void)jmap_date(json_get_text(patch, "expires"), &asked);
	jmap_set_note(result, "updated", key, json_object_get(patch, "expires") == NULL ||
	    asked == s->expires ? json_null() :
	    json_pack("{s:o}", "expires", jmap_date_json(s->expires)));
	return OK;
}

enum status
push_set(struct jmap *j, json_t *args, json_t **result)
{
	json_t *destroy = json_object_get(args, "destroy"), *value, *out;
	int64_t account = j->cx->who.account;
	struct push_subscription *all, *s;
	const char *key;
	size_t count, have, i;
	enum status st;

	if ((st = jmap_set_begin_at(j, args, "")) != OK ||
	    (st = db_begin(j->cx)) != OK ||
	    (st = db_push_list(j->cx, account, &all, &count)) != OK)
		return st;
	have = count;
	out = json_keep(j->cx->arena, json_pack("{s:n, s:n, s:n, s:n, s:n, s:n}", "created",
	    "updated", "destroyed", "notCreated", "notUpdated", "notDestroyed"));
	json_object_foreach(json_object_get(args, "create"), key, value)
		if ((st = create_one(j, key, value, have++, out)) != OK)
			return st;
	if ((st = db_push_list(j->cx, account, &all, &count)) != OK)
		return st;
	json_object_foreach(json_object_get(args, "update"), key, value)
		if ((st = update_one(j, find(all, count, jmap_created(j, key)), key, value,
		    out)) != OK)
			return st;
	json_array_foreach(destroy, i, value) {
		const char *id = json_string_value(value);

		if ((s = find(all, count, jmap_created(j, id))) == NULL) {
			jmap_set_note(out, "notDestroyed", id,
			    jmap_set_error("notFound", NULL, NULL));
			continue;
		}
		if ((st = db_push_remove(j->cx, account, s->id)) != OK)
			return st;
		s->id = 0;
		jmap_set_destroyed(out, id);
	}
	if ((st = db_notify(j->cx, account, NOTIFY_PUSH, "1")) != OK ||
	    (st = db_commit(j->cx)) != OK)
		return st;
	*result = json_incref(out);
	return OK;
}
