/*
 * JOSE is libcjose's: ours is which key.  RS256, because every program that
 * reads ID tokens must know it (OpenID Connect Core, section 15.1).
 */
#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "oauth/private.h"
#include "storage/db.h"
#include "storage/oauth_key.h"

#define KEY_BITS	2048

static void
free_key(void *key)
{
	cjose_jwk_release(key);
}

static void
free_header(void *header)
{
	cjose_header_release(header);
}

static void
free_jws(void *jws)
{
	cjose_jws_release(jws);
}

static enum status
failed(struct ctx *cx, const char *what, const cjose_err *err)
{
	return fault(cx, ERR_INTERNAL, "%s: %s", what, err->message != NULL ? err->message : "?");
}

/* The JWK, with "use" and "alg" beside what it is made of. */
static enum status
text_of(struct ctx *cx, const cjose_jwk_t *key, bool private, const char **out)
{
	cjose_err err = { 0 };
	char *text = cjose_jwk_to_json(key, private, &err);
	enum status st = OK;
	json_t *read;

	if (text == NULL)
		return failed(cx, "a key as text", &err);
	if (private) {
		*out = arena_strdup(cx->arena, text);
		hash_wipe(text, strlen(text));
	} else if ((st = json_read(cx, text, strlen(text), &read)) == OK) {
		json_object_set_new(read, "use", json_string("sig"));
		json_object_set_new(read, "alg", json_string(CJOSE_HDR_ALG_RS256));
		*out = json_write(cx, read, NULL);
	}
	free(text);
	return st;
}

static enum status
make(struct ctx *cx, struct oauth_key *out)
{
	static const uint8_t f4[] = { 1, 0, 1 };
	cjose_err err = { 0 };
	cjose_jwk_t *key = cjose_jwk_create_RSA_random(KEY_BITS, f4, sizeof f4, &err);
	enum status st;

	if (arena_adopt(cx->arena, key, free_key) == NULL)
		return failed(cx, "a new key", &err);
	*out = (struct oauth_key){ 0 };
	if ((st = text_of(cx, key, true, &out->secret)) != OK ||
	    (st = text_of(cx, key, false, &out->public)) != OK)
		return st;
	return db_oauth_key_add(cx, out);
}

/* Within a transaction of the caller, or with one of its own. */
static enum status
signing_key(struct ctx *cx, struct oauth_key *out)
{
	enum status st = db_oauth_key_signing(cx, out);

	if (st != ERR_NOT_FOUND)
		return st;
	if ((st = db_oauth_key_lock(cx)) != OK)
		return st;
	return (st = db_oauth_key_signing(cx, out)) == ERR_NOT_FOUND ? make(cx, out) : st;
}

enum status
oauth_sign(struct ctx *cx, const json_t *claims, const char **out)
{
	cjose_err err = { 0 };
	cjose_header_t *header;
	struct oauth_key key;
	cjose_jwk_t *jwk;
	cjose_jws_t *jws;
	const char *text, *compact;
	size_t len;
	enum status st;

	if ((st = signing_key(cx, &key)) != OK)
		return st;
	jwk = arena_adopt(cx->arena, cjose_jwk_import(key.secret, strlen(key.secret), &err), free_key);
	header = arena_adopt(cx->arena, cjose_header_new(&err), free_header);
	text = json_write(cx, claims, &len);
	if (jwk == NULL || header == NULL ||
	    !cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_RS256, &err) ||
	    !cjose_header_set(header, CJOSE_HDR_KID, key.kid, &err) ||
	    !cjose_header_set(header, "typ", "JWT", &err))
		return failed(cx, "the key", &err);
	jws = arena_adopt(cx->arena, cjose_jws_sign(jwk, header, (const uint8_t *)text, len, &err),
	    free_jws);
	if (jws == NULL || !cjose_jws_export(jws, &compact, &err))
		return failed(cx, "a signature", &err);
	*out = arena_strdup(cx->arena, compact);
	return OK;
}

enum status
oauth_keys(struct ctx *cx, json_t **out)
{
	json_t *set = json_array(), *one;
	struct oauth_key first, *keys;
	size_t count;
	enum status st;

	*out = json_keep(cx->arena, json_pack("{s:o}", "keys", set));
	/* Whoever asks before the first token finds what will sign it. */
	if ((st = signing_key(cx, &first)) != OK || (st = db_commit(cx)) != OK ||
	    (st = db_oauth_key_list(cx, &keys, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if ((st = json_read(cx, keys[i].public, strlen(keys[i].public), &one)) != OK)
			return st;
		json_object_set_new(one, "kid", json_string(keys[i].kid));
		json_array_append(set, one);
	}
	return OK;
}
