/*
 * PgpKey/get and /set (docs/openpgp.md).  The server looks into no key: what it is told
 * about one is kept for the person's programs, and counts for nobody else.
 */
#include <string.h>

#include "core/address.h"
#include "core/buf.h"
#include "core/hash.h"
#include "storage/db.h"
#include "storage/identity.h"
#include "storage/pgp.h"
#include "webmail/pgp_key.h"
#include "webmail/private.h"

#define KEY_MAX		(128 * 1024)	/* bytes in base64 */
#define ABOUT_MAX	8192
#define EMAILS_MAX	20

static const char *const properties[] = {
	"id", "fingerprint", "emails", "publicKey", "secretKey", "isOwn", "isPublished", "about", NULL,
};

static const char *
state_of(struct ctx *cx, const struct pgp_key_row *rows, size_t count)
{
	struct buf all = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&all, "%lld %d,", (long long)rows[i].version, rows[i].is_published);
	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&all), all.len), 16);
}

json_t *
pgp_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	return a == NULL || a->personal ? json_object() : NULL;
}

/* ---- get ------------------------------------------------------------------------------ */

static enum status
key_json(struct jmap *j, const struct pgp_key_row *row, bool secret, json_t **out)
{
	json_t *emails = json_array(), *about = json_loads(row->about, 0, NULL);
	char *text = NULL;
	enum status st;

	for (const char **e = row->emails; *e != NULL; e++)
		json_array_append_new(emails, json_string(*e));
	*out = json_keep(j->cx->arena, json_pack("{s:o, s:s, s:o, s:b, s:b, s:o}", "id",
	    jmap_id_json('o', row->id), "fingerprint", row->fingerprint, "emails", emails, "isOwn",
	    row->is_own, "isPublished", row->is_published, "about",
	    about != NULL ? about : json_object()));
	if (row->public != NULL)
		json_object_set_new(*out, "publicKey", json_string(base64_encode(j->cx->arena,
		    row->public, row->public_len)));
	if (!secret)
		return OK;
	if (row->is_own && (st = db_pgp_key_secret(j->cx, row->id, &text)) != OK)
		return st;
	json_object_set_new(*out, "secretKey", text != NULL ? json_string(text) : json_null());
	return OK;
}

enum status
pgp_key_get(struct jmap *j, json_t *args, json_t **result)
{
	struct pgp_key_row *rows;
	struct jmap_get get;
	json_t *one;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'o', properties, &get)) != OK ||
	    (st = db_pgp_keys(j->cx, j->account, jmap_wants(get.wanted, "publicKey"), &rows,
	    &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (!jmap_get_asks(&get, rows[i].id))
			continue;
		if ((st = key_json(j, &rows[i], jmap_wants(get.wanted, "secretKey"), &one)) != OK)
			return st;
		jmap_get_put(&get, json_incref(one));
	}
	*result = jmap_get_end(&get, args, state_of(j->cx, rows, count));
	return OK;
}

/* ---- set ------------------------------------------------------------------------------ */

struct setter {
	struct jmap	*j;
	json_t		*result;
};

/* What a creation or a patch gives; NULL where it does not. */
struct given {
	struct pgp_key_row	 row;
	const char		*secret;
	const json_t		*published;
};

static bool
is_fingerprint(const char *s)
{
	size_t len = s != NULL ? strspn(s, "0123456789abcdef") : 0;

	return (len == 40 || len == 64) && s[len] == '\0';
}

static json_t *
read_emails(struct jmap *j, const json_t *list, struct pgp_key_row *row)
{
	const char **to = row->emails = arena_array(j->cx->arena, EMAILS_MAX + 1, sizeof *to);
	json_t *one;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) > EMAILS_MAX)
		return jmap_bad_property("emails", "addresses, not too many");
	json_array_foreach(list, i, one)
		if (!json_is_string(one) ||
		    address_parse(j->cx, json_string_value(one), to++) != OK) {
			ctx_forgive(j->cx);
			return jmap_bad_property("emails", "One of them is no address.");
		}
	return NULL;
}

static json_t *
read_key(struct jmap *j, const json_t *given, struct pgp_key_row *row)
{
	const char *base64 = json_string_value(given);

	if (base64 == NULL || strlen(base64) > KEY_MAX ||
	    (row->public = base64_decode(j->cx->arena, base64, strlen(base64), &row->public_len)) ==
	    NULL || !pgp_is_public(row->public, row->public_len))
		return jmap_bad_property("publicKey", "a public key in base64, not too large");
	return NULL;
}

static json_t *
read_secret(struct jmap *j, const json_t *value, const char **out)
{
	const char *text = json_string_value(value);
	size_t len = 0;

	if (value == NULL || json_is_null(value))
		return NULL;
	if (text == NULL || *text == '\0' || strlen(text) > KEY_MAX ||
	    base64_decode(j->cx->arena, text, strlen(text), &len) == NULL)
		return jmap_bad_property("secretKey", "a secret key in base64, not too large");
	*out = text;
	return NULL;
}

static json_t *
read_given(struct jmap *j, const json_t *object, struct given *out)
{
	const json_t *about = json_object_get(object, "about"), *value;
	json_t *error = NULL;

	if ((value = json_object_get(object, "emails")) != NULL)
		error = read_emails(j, value, &out->row);
	if (error == NULL && (value = json_object_get(object, "publicKey")) != NULL)
		error = read_key(j, value, &out->row);
	if (error != NULL)
		return error;
	if (about != NULL) {
		size_t len;

		out->row.about = json_write(j->cx, about, &len);
		if (!json_is_object(about) || len > ABOUT_MAX)
			return jmap_bad_property("about", "an object, not too large");
	}
	out->published = json_object_get(object, "isPublished");
	return out->published == NULL || json_is_boolean(out->published) ? NULL :
	    jmap_bad_property("isPublished", "true or false");
}

/* By those of its addresses that are this person's everybody finds it, or by none. */
static enum status
publish(struct jmap *j, const struct pgp_key_row *row, bool on, json_t **error)
{
	bool any = false, own;
	enum status st;

	if ((st = db_pgp_withdraw(j->cx, j->account, row->id)) != OK || !on)
		return st;
	for (const char **e = row->emails; *e != NULL; e++) {
		const char *domain = address_domain(*e);

		if ((st = db_identity_may_use(j->cx, j->account, *e, &own)) != OK)
			return st;
		if (own && (st = db_pgp_publish(j->cx, j->account, row->id, *e, domain,
		    pgp_wkd_hash(j->cx->arena, *e, (size_t)(domain - *e - 1)))) != OK)
			return st;
		any |= own;
	}
	if (!any)
		*error = jmap_set_error("notYours", "The key names none of your addresses.", NULL);
	return OK;
}

/* The transaction's end: an ERROR for the client takes back what was done. */
static enum status
settle(struct jmap *j, enum status st, json_t **error)
{
	if (st == ERR_EXISTS || st == ERR_LIMIT)
		*error = st == ERR_EXISTS ? jmap_set_error("alreadyExists", "You have this key.", NULL) :
		    jmap_set_error("overQuota", "You have too many keys.", NULL);
	else if (st != OK)
		return st;
	if (*error == NULL)
		return db_commit(j->cx);
	ctx_forgive(j->cx);
	db_rollback(j->cx);
	return OK;
}

static enum status
add(struct jmap *j, struct given *g, json_t **error)
{
	enum status st;

	if ((st = db_begin(j->cx)) != OK)
		return st;
	if ((st = db_pgp_key_add(j->cx, j->account, &g->row, g->secret)) == OK &&
	    json_is_true(g->published))
		st = publish(j, &g->row, true, error);
	return settle(j, st, error);
}

static enum status
create(void *arg, const char *key, const json_t *object)
{
	static const char *const names[] = { "fingerprint", "emails", "publicKey", "secretKey",
		"isPublished", "about", NULL };
	struct setter *s = arg;
	struct given g = { .row.fingerprint = json_get_text(object, "fingerprint"), .row.about = "{}" };
	json_t *error = jmap_only(object, names);
	enum status st;

	if (error == NULL && !is_fingerprint(g.row.fingerprint))
		error = jmap_bad_property("fingerprint", "hexadecimal digits");
	if (error == NULL)
		error = read_given(s->j, object, &g);
	if (error == NULL)
		error = read_secret(s->j, json_object_get(object, "secretKey"), &g.secret);
	if (error == NULL && (g.row.emails == NULL || g.row.public == NULL))
		error = jmap_bad_property(g.row.emails == NULL ? "emails" : "publicKey", "is missing");
	if (error == NULL && (st = add(s->j, &g, &error)) != OK)
		return st;
	if (error != NULL) {
		jmap_set_note(s->result, "notCreated", key, error);
		return OK;
	}
	jmap_note_created(s->j, key, jmap_id_json('o', g.row.id));
	jmap_set_note(s->result, "created", key, json_pack("{s:o, s:b}", "id",
	    jmap_id_json('o', g.row.id), "isOwn", g.secret != NULL));
	return OK;
}

static enum status
change(struct jmap *j, int64_t id, const struct given *g, json_t **error)
{
	struct pgp_key_row *rows, row;
	size_t count, i = 0;
	enum status st;

	if ((st = db_begin(j->cx)) != OK ||
	    (st = db_pgp_keys(j->cx, j->account, false, &rows, &count)) != OK)
		return st;
	while (i < count && rows[i].id != id)
		i++;
	if (i == count) {
		*error = jmap_set_error("notFound", NULL, NULL);
		return settle(j, OK, error);
	}
	row = rows[i];
	if (g->row.emails != NULL)
		row.emails = g->row.emails;
	if (g->row.about != NULL)
		row.about = g->row.about;
	row.public = g->row.public;
	row.public_len = g->row.public_len;
	st = db_pgp_key_put(j->cx, j->account, &row);
	if (st == OK && (g->published != NULL || row.is_published))
		st = publish(j, &row, g->published != NULL ? json_is_true(g->published) : true, error);
	return settle(j, st, error);
}

static enum status
update(void *arg, const char *id, const json_t *patch)
{
	static const char *const names[] = { "emails", "publicKey", "isPublished", "about", NULL };
	struct setter *s = arg;
	struct given g = { 0 };
	json_t *error = jmap_only(patch, names);
	enum status st;

	if (error == NULL)
		error = read_given(s->j, patch, &g);
	if (error == NULL &&
	    (st = change(s->j, jmap_id('o', jmap_created(s->j, id)), &g, &error)) != OK)
		return st;
	jmap_set_note(s->result, error != NULL ? "notUpdated" : "updated", id,
	    error != NULL ? error : json_null());
	return OK;
}

static enum status
destroy(void *arg, const char *id)
{
	struct setter *s = arg;
	enum status st = db_pgp_key_remove(s->j->cx, s->j->account,
	    jmap_id('o', jmap_created(s->j, id)));

	if (st == ERR_NOT_FOUND) {
		ctx_forgive(s->j->cx);
		jmap_set_note(s->result, "notDestroyed", id, jmap_set_error("notFound", NULL, NULL));
		return OK;
	}
	if (st == OK)
		jmap_set_destroyed(s->result, id);
	return st;
}

enum status
pgp_key_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct setter s = { .j = j };
	struct pgp_key_row *rows;
	const char *before;
	size_t count;
	enum status st;

	if ((st = db_pgp_keys(j->cx, j->account, false, &rows, &count)) != OK)
		return st;
	before = state_of(j->cx, rows, count);
	if ((st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	s.result = jmap_set_result(j, args, before);
	if ((st = jmap_set_each(args, &steps, &s)) != OK ||
	    (st = db_pgp_keys(j->cx, j->account, false, &rows, &count)) != OK)
		return st;
	json_object_set_new(s.result, "newState", json_string(state_of(j->cx, rows, count)));
	*result = json_incref(s.result);
	return OK;
}
