/*
 * SmimeKey/get and /set (docs/jmap-smime.md).  A private key goes in and never comes out:
 * what is told of one is its certificate.
 */
#include <string.h>
#include <strings.h>

#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "core/log.h"
#include "storage/db.h"
#include "storage/identity.h"
#include "storage/outside.h"
#include "storage/smime.h"
#include "webmail/private.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_key.h"

#define PKCS12_MAX	(512 * 1024)	/* bytes in base64 */

static const char *const properties[] = {
	"id", "subject", "issuer", "emails", "notBefore", "notAfter", "fingerprint", "isExpired",
	"maySign", "mayEncrypt", NULL,
};

/* ---- The keys themselves -------------------------------------------------------------- */

static void
free_key(void *p)
{
	EVP_PKEY_free(p);
}

static bool
read_key(struct ctx *cx, const struct smime_key_row *row, struct smime_key *out)
{
	char *pem;
	BIO *in;

	out->id = row->id;
	out->key = NULL;
	out->certificate = smime_certificate(cx->arena, row->certificate, row->certificate_len);
	if (db_smime_key_secret(cx, row->id, &pem) != OK) {
		log_warn("smime.key", "key %lld cannot be unsealed", (long long)row->id);
		ctx_forgive(cx);
		return false;
	}
	if ((in = BIO_new_mem_buf(pem, -1)) == NULL)
		abort();
	out->key = arena_adopt(cx->arena, PEM_read_bio_PrivateKey(in, NULL, NULL, NULL), free_key);
	BIO_free(in);
	hash_wipe(pem, strlen(pem));
	ERR_clear_error();
	return out->key != NULL && out->certificate != NULL;
}

enum status
smime_keys_own(struct ctx *cx, struct smime_keys *out)
{
	struct smime_key_row *rows;
	size_t count;
	enum status st;

	*out = (struct smime_keys){ 0 };
	if ((st = db_smime_keys(cx, cx->who.account, &rows, &count)) != OK)
		return st;
	out->list = arena_array(cx->arena, count, sizeof *out->list);
	while (count-- > 0)
		if (read_key(cx, &rows[count], &out->list[out->count]))
			out->count++;
	return OK;
}

enum status
smime_keys_of(struct jmap *j, const struct smime_keys **out)
{
	struct smime_keys *keys;
	enum status st;

	if (j->keys == NULL) {
		keys = arena_alloc(j->cx->arena, sizeof *keys);
		if ((st = smime_keys_own(j->cx, keys)) != OK)
			return st;
		j->keys = keys;
	}
	*out = j->keys;
	return OK;
}

/* ---- get -------------------------------------------------------------------------------- */

static const char *
state_of(struct ctx *cx, const struct smime_key_row *rows, size_t count)
{
	struct buf all = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++)
		buf_puts(&all, rows[i].fingerprint);
	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&all), all.len), 16);
}

static json_t *
key_json(struct ctx *cx, int64_t id, struct x509_st *certificate)
{
	json_t *out = smime_certificate_json(cx->arena, certificate, clock_seconds());

	json_object_set_new(out, "id", jmap_id_json('k', id));
	return out;
}

json_t *
smime_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	return a == NULL || a->personal || a->outside ? json_object() : NULL;
}

enum status
smime_key_get(struct jmap *j, json_t *args, json_t **result)
{
	struct smime_key_row *rows;
	struct jmap_get get;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'k', properties, &get)) != OK ||
	    (st = db_smime_keys(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		struct x509_st *certificate = smime_certificate(j->cx->arena, rows[i].certificate,
		    rows[i].certificate_len);

		if (certificate != NULL && jmap_get_asks(&get, rows[i].id))
			jmap_get_put(&get, key_json(j->cx, rows[i].id, certificate));
	}
	*result = jmap_get_end(&get, args, state_of(j->cx, rows, count));
	return OK;
}

/* ---- set -------------------------------------------------------------------------------- */

struct setter {
	struct jmap	*j;
	json_t		*result;
};

/* Is it an address of this person, here or with a provider elsewhere? */
static enum status
is_own(struct jmap *j, struct x509_st *certificate, bool *own)
{
	const char **list = smime_certificate_addresses(j->cx->arena, certificate);
	struct outside *outside;
	size_t count;
	enum status st;

	*own = false;
	if ((st = db_outside_list(j->cx, j->account, &outside, &count)) != OK)
		return st;
	for (; *list != NULL && !*own; list++) {
		if ((st = db_identity_may_use(j->cx, j->account, *list, own)) != OK)
			return st;
		for (size_t i = 0; i < count; i++)
			*own |= strcasecmp(outside[i].address, *list) == 0;
	}
	return OK;
}

static json_t *
read_given(struct jmap *j, const json_t *given, struct pkcs12_found *out)
{
	static const char *const names[] = { "pkcs12", "password", NULL };
	const char *base64 = json_get_text(given, "pkcs12");
	const char *password = json_get_text(given, "password");
	json_t *error = jmap_only(given, names);
	size_t len;
	void *der;

	if (error != NULL)
		return error;
	if (base64 == NULL || strlen(base64) > PKCS12_MAX ||
	    (der = base64_decode(j->cx->arena, base64, strlen(base64), &len)) == NULL)
		return jmap_bad_property("pkcs12", "a PKCS#12 file in base64, not too large");
	switch (pkcs12_read(j->cx->arena, der, len, password != NULL ? password : "", out)) {
	case PKCS12_FINE:
		return NULL;
	case PKCS12_PASSWORD:
		return jmap_set_error("wrongPassword", "This password does not open the file.", NULL);
	case PKCS12_NO_KEY:
		return jmap_set_error("noKey", "There is no private key with its certificate in it.", NULL);
	case PKCS12_BROKEN:
		break;
	}
	return jmap_bad_property("pkcs12", "This is no PKCS#12 file, or its key does not fit.");
}

static enum status
add(struct jmap *j, const struct pkcs12_found *found, json_t **error, json_t **made)
{
	struct smime_key_row row = { .chain = found->chain, .chain_len = found->chain_len,
		.fingerprint = smime_fingerprint(j->cx->arena, found->certificate) };
	enum status st;
	bool own;

	if ((st = is_own(j, found->certificate, &own)) != OK)
		return st;
	if (!own) {
		*error = jmap_set_error("notYours", "The certificate names none of your addresses.", NULL);
		return OK;
	}
	row.certificate = smime_certificate_der(j->cx->arena, found->certificate, &row.certificate_len);
	if ((st = db_begin(j->cx)) != OK)
		return st;
	st = db_smime_key_add(j->cx, j->account, &row, found->pem);
	if (st == ERR_EXISTS || st == ERR_LIMIT) {
		ctx_forgive(j->cx);
		db_rollback(j->cx);
		*error = st == ERR_EXISTS ?
		    jmap_set_error("alreadyExists", "You have this key.", NULL) :
		    jmap_set_error("overQuota", "You have too many keys.", NULL);
		return OK;
	}
	if (st != OK || (st = db_commit(j->cx)) != OK)
		return st;
	*made = key_json(j->cx, row.id, found->certificate);
	return OK;
}

static enum status
create(void *arg, const char *key, const json_t *given)
{
	struct setter *s = arg;
	struct pkcs12_found found = { 0 };
	json_t *error = read_given(s->j, given, &found), *made = NULL;
	enum status st = OK;

	if (error == NULL)
		st = add(s->j, &found, &error, &made);
	if (found.pem != NULL)
		hash_wipe(found.pem, strlen(found.pem));
	if (st != OK)
		return st;
	if (error != NULL) {
		jmap_set_note(s->result, "notCreated", key, error);
		return OK;
	}
	jmap_note_created(s->j, key, json_object_get(made, "id"));
	jmap_set_note(s->result, "created", key, made);
	return OK;
}

static enum status
update(void *arg, const char *id, const json_t *patch)
{
	struct setter *s = arg;

	(void)patch;
	jmap_set_note(s->result, "notUpdated", id, jmap_set_error("forbidden",
	    "A key cannot be changed.", NULL));
	return OK;
}

static enum status
destroy(void *arg, const char *id)
{
	struct setter *s = arg;
	enum status st = db_smime_key_remove(s->j->cx, s->j->account,
	    jmap_id('k', jmap_created(s->j, id)));

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
smime_key_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct setter s = { .j = j };
	struct smime_key_row *rows;
	const char *before;
	size_t count;
	enum status st;

	if ((st = db_smime_keys(j->cx, j->account, &rows, &count)) != OK)
		return st;
	before = state_of(j->cx, rows, count);
	if ((st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	s.result = jmap_set_result(j, args, before);
	if ((st = jmap_set_each(args, &steps, &s)) != OK ||
	    (st = db_smime_keys(j->cx, j->account, &rows, &count)) != OK)
		return st;
	json_object_set_new(s.result, "newState", json_string(state_of(j->cx, rows, count)));
	*result = json_incref(s.result);
	return OK;
}
