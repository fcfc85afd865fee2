#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/pages.h"
#include "storage/mail_smime.h"
#include "webmail/blob.h"
#include "webmail/email_smime.h"
#include "webmail/mime_signed.h"
#include "webmail/smime_harvest.h"
#include "webmail/smime_key.h"

#define FRESH		(24 * 60 * 60)		/* seconds for which an answer is good */
#define BYTES_MAX	(100 * 1024 * 1024)	/* of messages that one request verifies */
#define UNREAD_MAX	1000
#define SYSTEM_TRUST	"/etc/ssl/certs/ca-certificates.crt"

const char *const email_smime_properties[] = {
	"smimeStatus", "smimeStatusAtDelivery", "smimeErrors", "smimeVerifiedAt", SMIME_CONTENT_PROPERTY,
	NULL,
};

static const char *
status_of(enum signed_state state)
{
	return state == SIGNED_VERIFIED ? "signed/verified" :
	    state == SIGNED_FAILED ? "signed/failed" : "unknown";
}

static json_t *
found_json(const struct mime_signed *found)
{
	json_t *out = json_pack("{s:s, s:s, s:I}", "status", status_of(found->now), "delivered",
	    status_of(found->delivered), "at", (json_int_t)clock_seconds());
	json_t *errors = json_array();

	if (found->is_encrypted)
		json_object_set_new(out, "encrypted", json_true());
	for (size_t i = 0; i < found->error_count; i++)
		json_array_append_new(errors, json_string(found->errors[i]));
	if (json_array_size(errors) > 0)
		json_object_set(out, "errors", errors);
	json_decref(errors);
	return out;
}

/* *OUT stays as it was where nobody may look now.  KEEP certificates that come along. */
static enum status
look(struct jmap *j, const struct mail_email *e, bool keep, json_t **out)
{
	const char *authorities = *j->cx->conf->smime_authorities != '\0' ?
	    j->cx->conf->smime_authorities : SYSTEM_TRUST, *bytes;
	struct x509_store_st *trust = mime_signed_trust(authorities);
	json_t *id = json_keep(j->cx->arena, blob_of_email(e->id));
	const struct smime_keys *keys;
	struct mime_signed found;
	struct blob blob;
	size_t len;
	enum status st;

	if ((st = smime_keys_of(j, &keys)) != OK)
		return st;
	if (trust == NULL) {
		log_warn("smime.authorities", "cannot read %s", authorities);
		return OK;
	}
	if (j->verified > 0 && e->size > BYTES_MAX - j->verified)
		return OK;
	j->verified += e->size;
	st = e->size > BYTES_MAX ? ERR_TOO_LARGE :
	    blob_open(j->cx, j->account, json_string_value(id), &blob);
	if (st == OK && (st = blob_bytes(j->cx, &blob, &bytes, &len)) == OK) {
		mime_signed_check(j->cx->arena, bytes, len, keys, trust, clock_seconds(),
		    e->received_at, &found);
		pages_forget(bytes, len);
		if (keep && (st = smime_harvest(j->cx, &found)) != OK)
			return st;
	} else if (st == ERR_TOO_LARGE) {
		ctx_forgive(j->cx);
		found = (struct mime_signed){ .now = SIGNED_FAILED, .delivered = SIGNED_FAILED,
			.errors = { "It is too large to be verified." }, .error_count = 1 };
	} else {
		return st;
	}
	*out = json_keep(j->cx->arena, found_json(&found));
	return OK;
}

/* Also where both have none. */
static bool
is_same(const json_t *a, const json_t *b, const char *key)
{
	json_t *x = json_object_get(a, key), *y = json_object_get(b, key);

	return x == y || json_equal(x, y);
}

/*
 * What was encrypted depends on who asks, and is for him alone: the row, which others
 * of a shared mailbox see, only says so much.
 */
static enum status
settle_encrypted(struct jmap *j, const struct mail_email *e, bool fresh)
{
	return fresh ? OK : db_mail_smime_put(j->cx, j->account, e->id, arena_printf(j->cx->arena,
	    "{\"status\":\"unknown\",\"delivered\":\"unknown\",\"encrypted\":true,\"at\":%lld}",
	    (long long)clock_seconds()), false);
}

/* What is known of E by now: an object without "status" where that is nothing. */
static enum status
settle(struct jmap *j, const struct mail_email *e, json_t **out)
{
	json_t *was = json_keep(j->cx->arena, json_loads(e->smime, 0, NULL));
	const char *delivered = json_get_text(was, "delivered"), *text;
	bool known = json_get_text(was, "status") != NULL, same;
	bool fresh = known && json_get_int(was, "at", 0) > clock_seconds() - FRESH;
	enum status st;

	*out = was;
	if (fresh && json_object_get(was, "encrypted") == NULL)
		return OK;
	if ((st = look(j, e, !fresh, out)) != OK || *out == was)
		return st;
	if (json_object_get(*out, "encrypted") != NULL)
		return settle_encrypted(j, e, fresh);
	/* What was found at first is nearer to what was so at delivery. */
	if (delivered != NULL)
		json_object_set(*out, "delivered", json_object_get(was, "delivered"));
	same = is_same(was, *out, "status") && is_same(was, *out, "errors");
	text = arena_adopt(j->cx->arena, json_dumps(*out, JSON_COMPACT), free);
	return db_mail_smime_put(j->cx, j->account, e->id, text, known && !same);
}

static json_t *
value_of(const json_t *found, const char *name)
{
	json_t *value = json_object_get(found, strcmp(name, "smimeStatusAtDelivery") == 0 ?
	    "delivered" : strcmp(name, "smimeErrors") == 0 ? "errors" : "status");

	if (strcmp(name, "smimeVerifiedAt") == 0)
		return json_object_get(found, "at") == NULL ? json_null() :
		    jmap_date_json(json_get_int(found, "at", 0));
	if (value == NULL)
		return strcmp(name, "smimeErrors") == 0 ? json_null() : json_string("signed");
	if (json_object_get(found, "encrypted") != NULL && json_is_string(value) &&
	    strncmp(json_string_value(value), "signed/", 7) == 0)
		return json_sprintf("encrypted+%s", json_string_value(value));
	return json_incref(value);
}

enum status
email_smime(struct jmap *j, const json_t *properties, const struct mail_email *e, json_t *out)
{
	json_t *found = NULL;
	enum status st;

	for (const char *const *name = email_smime_properties; *name != NULL; name++) {
		if (properties == NULL || !jmap_wants(properties, *name) ||
		    strcmp(*name, SMIME_CONTENT_PROPERTY) == 0)
			continue;
		if (*e->smime != '\0' && found == NULL && (st = settle(j, e, &found)) != OK)
			return st;
		json_object_set_new(out, *name, found != NULL ? value_of(found, *name) : json_null());
	}
	return OK;
}

enum status
email_smime_all(struct jmap *j)
{
	struct mail_email *emails;
	int64_t *ids;
	size_t count, found_count;
	json_t *found;
	enum status st;

	if ((st = db_mail_smime_unread(j->cx, j->account, UNREAD_MAX, &ids, &count)) != OK ||
	    (st = db_mail_email_get(j->cx, j->account, ids, count, &emails, &found_count)) != OK)
		return st;
	for (size_t i = 0; i < found_count; i++) {
		st = settle(j, &emails[i], &found);
		if (st == ERR_NOT_FOUND)
			ctx_forgive(j->cx);	/* expunged since */
		else if (st != OK)
			return st;
		else if (json_get_text(found, "status") == NULL)
			return jmap_fail(j, "serverUnavailable", "more signatures are to be looked at");
	}
	return count < UNREAD_MAX ? OK :
	    jmap_fail(j, "serverUnavailable", "more signatures are to be looked at");
}
