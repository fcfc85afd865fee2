/*
 * WebAuthn, section 7: is an authenticator's answer right?  The bounds stand
 * before anything is read; none of these is ever near.
 */
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>
#include <string.h>

#include "admin/webauthn.h"
#include "core/cbor_bounds.h"

enum { CLIENT_DATA_MAX = 4096, AUTH_DATA_MAX = 4096, SIGNATURE_MAX = 1024, ID_MAX = 1023 };

/* Flags of authenticator data (section 6.1). */
enum { USER_PRESENT = 1, USER_VERIFIED = 4, HAS_CREDENTIAL = 0x40 };
enum { FLAGS_AT = 32, HEAD_LEN = 37, AAGUID_LEN = 16 };

/* What follows the fixed parts is CBOR: of a new key the key, and extensions. */
static bool
auth_data_is_bounded(const struct webauthn_answer *a, bool is_new)
{
	const unsigned char *p = a->auth_data;
	size_t at = HEAD_LEN, len = a->auth_data_len;

	if (len < HEAD_LEN)
		return false;
	if (is_new != ((p[FLAGS_AT] & HAS_CREDENTIAL) != 0))
		return false;
	if (is_new) {
		if (len < HEAD_LEN + AAGUID_LEN + 2)
			return false;
		at += AAGUID_LEN;
		at += 2 + (size_t)(p[at] << 8 | p[at + 1]);
	}
	return at <= len && cbor_is_bounded(p + at, len - at);
}

static enum status
wrong(struct ctx *cx, const char *why)
{
	return fault(cx, ERR_DENIED, "the key's answer is not right: %s", why);
}

/* Sections 7.1 and 7.2, steps about client data. */
static enum status
check_client_data(struct ctx *cx, const struct webauthn_site *site, const char *type,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_answer *a)
{
	const char *want = base64url_encode(cx->arena, challenge, SHA256_LEN), *text;
	json_t *data;

	if (a->client_data_len > CLIENT_DATA_MAX || a->auth_data_len > AUTH_DATA_MAX ||
	    a->signature_len > SIGNATURE_MAX || a->credential_id_len > ID_MAX)
		return wrong(cx, "too long");
	if (!auth_data_is_bounded(a, strcmp(type, "webauthn.create") == 0))
		return wrong(cx, "broken");
	if (json_read(cx, a->client_data, a->client_data_len, &data) != OK) {
		ctx_forgive(cx);
		return wrong(cx, "no JSON");
	}
	if ((text = json_get_text(data, "type")) == NULL || strcmp(text, type) != 0)
		return wrong(cx, "of another type");
	if ((text = json_get_text(data, "challenge")) == NULL || strcmp(text, want) != 0)
		return wrong(cx, "to another question");
	if ((text = json_get_text(data, "origin")) == NULL || strcmp(text, site->origin) != 0)
		return wrong(cx, "for another site");
	if (json_is_true(json_object_get(data, "crossOrigin")))
		return wrong(cx, "from a frame of another site");
	return OK;
}

/* A key that OpenSSL takes: the point is on its curve, the modulus is one. */
static bool
key_is_sound(int algorithm, const void *p, size_t len)
{
	EVP_PKEY *made = NULL;

	if (algorithm == COSE_ES256) {
		es256_pk_t *pk = es256_pk_new();

		if (pk != NULL && es256_pk_from_ptr(pk, p, len) == FIDO_OK)
			made = es256_pk_to_EVP_PKEY(pk);
		es256_pk_free(&pk);
	} else if (algorithm == COSE_EDDSA) {
		eddsa_pk_t *pk = eddsa_pk_new();

		if (pk != NULL && eddsa_pk_from_ptr(pk, p, len) == FIDO_OK)
			made = eddsa_pk_to_EVP_PKEY(pk);
		eddsa_pk_free(&pk);
	} else if (algorithm == COSE_RS256) {
		rs256_pk_t *pk = rs256_pk_new();

		if (pk != NULL && rs256_pk_from_ptr(pk, p, len) == FIDO_OK)
			made = rs256_pk_to_EVP_PKEY(pk);
		rs256_pk_free(&pk);
	}
	EVP_PKEY_free(made);
	return made != NULL;
}

static void
free_cred(void *p)
{
	fido_cred_t *cred = p;

	fido_cred_free(&cred);
}

/* libfido2 wants to know the algorithm before it reads: one of those that we offer. */
static fido_cred_t *
read_credential(struct ctx *cx, const struct webauthn_answer *a, int *algorithm)
{
	static const int offered[] = { COSE_ES256, COSE_EDDSA, COSE_RS256 };

	for (size_t i = 0; i < COUNT(offered); i++) {
		fido_cred_t *cred = fido_cred_new();

		if (cred == NULL)
			return NULL;
		arena_adopt(cx->arena, cred, free_cred);
		if (fido_cred_set_type(cred, offered[i]) == FIDO_OK &&
		    fido_cred_set_authdata_raw(cred, a->auth_data, a->auth_data_len) == FIDO_OK) {
			*algorithm = offered[i];
			return cred;
		}
	}
	return NULL;
}

enum status
webauthn_register(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_answer *a,
    struct webauthn_key *out)
{
	unsigned char rp[SHA256_LEN];
	fido_cred_t *cred;
	int algorithm = 0, flags;
	enum status st;

	if ((st = check_client_data(cx, site, "webauthn.create", challenge, a)) != OK)
		return st;
	hash_sha256(site->rp_id, strlen(site->rp_id), rp);
	if (a->auth_data_len < SHA256_LEN || !hash_equal(rp, a->auth_data, SHA256_LEN))
		return wrong(cx, "made for another site");
	if ((cred = read_credential(cx, a, &algorithm)) == NULL)
		return wrong(cx, "a key of a kind that we do not know");
	flags = fido_cred_flags(cred);
	if ((flags & USER_PRESENT) == 0)
		return wrong(cx, "nobody was there");
	if (fido_cred_id_len(cred) == 0 || fido_cred_id_len(cred) > ID_MAX ||
	    !key_is_sound(algorithm, fido_cred_pubkey_ptr(cred), fido_cred_pubkey_len(cred)))
		return wrong(cx, "no sound key");
	*out = (struct webauthn_key){
		.rp_id = site->rp_id,
		.credential_id = fido_cred_id_ptr(cred),
		.credential_id_len = fido_cred_id_len(cred),
		.algorithm = algorithm,
		.public_key = fido_cred_pubkey_ptr(cred),
		.public_key_len = fido_cred_pubkey_len(cred),
		.counter = fido_cred_sigcount(cred),
		.passkey = (flags & USER_VERIFIED) != 0,
	};
	return OK;
}

/* libfido2's way to say "this key": its own type for each algorithm. */
static int
verify_with(const fido_assert_t *assertion, const struct webauthn_key *key)
{
	int r = FIDO_ERR_INVALID_ARGUMENT;

	if (key->algorithm == COSE_ES256) {
		es256_pk_t *pk = es256_pk_new();

		if (pk != NULL && (r = es256_pk_from_ptr(pk, key->public_key, key->public_key_len)) == FIDO_OK)
			r = fido_assert_verify(assertion, 0, COSE_ES256, pk);
		es256_pk_free(&pk);
	} else if (key->algorithm == COSE_EDDSA) {
		eddsa_pk_t *pk = eddsa_pk_new();

		if (pk != NULL && (r = eddsa_pk_from_ptr(pk, key->public_key, key->public_key_len)) == FIDO_OK)
			r = fido_assert_verify(assertion, 0, COSE_EDDSA, pk);
		eddsa_pk_free(&pk);
	} else if (key->algorithm == COSE_RS256) {
		rs256_pk_t *pk = rs256_pk_new();

		if (pk != NULL && (r = rs256_pk_from_ptr(pk, key->public_key, key->public_key_len)) == FIDO_OK)
			r = fido_assert_verify(assertion, 0, COSE_RS256, pk);
		rs256_pk_free(&pk);
	}
	return r;
}

static void
free_assertion(void *p)
{
	fido_assert_t *assertion = p;

	fido_assert_free(&assertion);
}

enum status
webauthn_verify(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_answer *a,
    const struct webauthn_key *key, bool verified, int64_t *counter)
{
	fido_assert_t *assertion;
	int64_t count;
	enum status st;

	if ((st = check_client_data(cx, site, "webauthn.get", challenge, a)) != OK)
		return st;
	if (strcmp(key->rp_id, site->rp_id) != 0)
		return wrong(cx, "a key of another site");
	if ((assertion = fido_assert_new()) == NULL)
		return fault(cx, ERR_INTERNAL, "no memory for an assertion");
	arena_adopt(cx->arena, assertion, free_assertion);
	if (fido_assert_set_count(assertion, 1) != FIDO_OK ||
	    fido_assert_set_clientdata(assertion, (const unsigned char *)a->client_data,
	    a->client_data_len) != FIDO_OK ||
	    fido_assert_set_rp(assertion, site->rp_id) != FIDO_OK ||
	    fido_assert_set_up(assertion, FIDO_OPT_TRUE) != FIDO_OK ||
	    fido_assert_set_uv(assertion, verified ? FIDO_OPT_TRUE : FIDO_OPT_OMIT) != FIDO_OK ||
	    fido_assert_set_authdata_raw(assertion, 0, a->auth_data, a->auth_data_len) != FIDO_OK ||
	    fido_assert_set_sig(assertion, 0, a->signature, a->signature_len) != FIDO_OK)
		return wrong(cx, "not readable");
	if (verify_with(assertion, key) != FIDO_OK)
		return wrong(cx, "the signature does not fit");
	/* Section 7.2, step 21: keys that count at all count up. */
	count = fido_assert_sigcount(assertion, 0);
	if ((count > 0 || key->counter > 0) && count <= key->counter)
		return wrong(cx, "its counter went back, as that of a copied key does");
	*counter = count;
	return OK;
}
