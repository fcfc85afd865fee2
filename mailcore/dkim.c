#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "core/hash.h"
#include "mailcore/dkim.h"
#include "mailcore/redis.h"

static void free_key(void *p) { EVP_PKEY_free(p); }
static void free_bio(void *p) { BIO_free(p); }
static void free_der(void *p) { OPENSSL_free(p); }

/*
 * What the record publishes: of an RSA key its DER form, of an Ed25519 key the
 * 32 bytes alone (RFC 8463, section 4).
 */
static const char *
public_part(struct arena *arena, EVP_PKEY *key, bool is_rsa)
{
	unsigned char raw[32], *der = NULL;
	size_t len = sizeof raw;
	int der_len;

	if (!is_rsa)
		return EVP_PKEY_get_raw_public_key(key, raw, &len) == 1 ?
		    base64_encode(arena, raw, len) : NULL;
	der_len = i2d_PUBKEY(key, &der);
	if (der_len <= 0)
		return NULL;
	arena_adopt(arena, der, free_der);
	return base64_encode(arena, der, (size_t)der_len);
}

static enum status
describe(struct ctx *cx, EVP_PKEY *key, const char *selector, struct dkim_key *out)
{
	BIO *bio = arena_adopt(cx->arena, BIO_new(BIO_s_mem()), free_bio);
	bool is_rsa;
	char *pem;
	long pem_len;

	if (key == NULL || bio == NULL ||
	    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) != 1)
		return fault(cx, ERR_INTERNAL, "OpenSSL could not make a DKIM key");
	pem_len = BIO_get_mem_data(bio, &pem);
	is_rsa = EVP_PKEY_id(key) == EVP_PKEY_RSA;
	*out = (struct dkim_key){
		.selector = selector,
		.algorithm = is_rsa ? "rsa" : "ed25519",
		.private_pem = arena_strndup(cx->arena, pem, (size_t)pem_len),
		.public_base64 = public_part(cx->arena, key, is_rsa),
		.active = true,
	};
	return out->public_base64 != NULL ? OK :
	    fault(cx, ERR_INTERNAL, "OpenSSL could not write a public key");
}

enum status
dkim_generate(struct ctx *cx, int bits, const char *selector, struct dkim_key *out)
{
	return describe(cx, arena_adopt(cx->arena, EVP_RSA_gen((unsigned)bits), free_key),
	    selector, out);
}

enum status
dkim_generate_ed25519(struct ctx *cx, const char *selector, struct dkim_key *out)
{
	return describe(cx, arena_adopt(cx->arena, EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"),
	    free_key), selector, out);
}

/* Nobody is asked for a passphrase here. */
static int
no_passphrase(char *buf, int size, int rwflag, void *arg)
{
	(void)buf, (void)size, (void)rwflag, (void)arg;
	return -1;
}

enum status
dkim_import(struct ctx *cx, const char *pem, const char *selector, struct dkim_key *out)
{
	BIO *bio = arena_adopt(cx->arena, BIO_new_mem_buf(pem, -1), free_bio);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
	int bits;

	ERR_clear_error();
	if (key == NULL)
		return fault(cx, ERR_INVALID, "this is no private key in PEM");
	arena_adopt(cx->arena, key, free_key);
	bits = EVP_PKEY_bits(key);
	/* RFC 8301: shorter ones are worthless, longer ones fit no record. */
	if (!(EVP_PKEY_id(key) == EVP_PKEY_ED25519 ||
	    (EVP_PKEY_id(key) == EVP_PKEY_RSA && bits >= 1024 && bits <= 4096)))
		return fault(cx, ERR_INVALID, "DKIM takes RSA keys of 1024 to 4096 bits and Ed25519");
	return describe(cx, key, selector, out);
}

const char *
dkim_record(struct arena *arena, const struct dkim_key *key)
{
	return arena_printf(arena, "v=DKIM1; k=%s; p=%s", key->algorithm, key->public_base64);
}

/* As Rspamd reads it: of an Ed25519 key the 32 bytes of its seed alone, in base64. */
static enum status
for_rspamd(struct ctx *cx, const struct dkim_key *key, const char **out)
{
	unsigned char seed[32];
	size_t len = sizeof seed;
	EVP_PKEY *k;
	BIO *bio;

	*out = key->private_pem;
	if (strcmp(key->algorithm, "rsa") == 0)
		return OK;
	bio = arena_adopt(cx->arena, BIO_new_mem_buf(key->private_pem, -1), free_bio);
	k = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
	if (k != NULL)
		arena_adopt(cx->arena, k, free_key);
	if (k == NULL || EVP_PKEY_get_raw_private_key(k, seed, &len) != 1)
		return fault(cx, ERR_INTERNAL, "the key %s of %s cannot be read", key->selector,
		    key->domain);
	*out = base64_encode(cx->arena, seed, len);
	hash_wipe(seed, sizeof seed);
	return OK;
}

/* The key under both of the names that Rspamd asks for: of signatures, of ARC's seals. */
static enum status
publish_key(struct ctx *cx, struct unix_talk *redis, const struct dkim_key *key)
{
	static const char *const hashes[][2] = {
		{ "DKIM_KEYS", "DKIM_SELECTORS" },
		{ "ARC_KEYS", "ARC_SELECTORS" },
	};
	/* Rspamd seals with RSA alone. */
	size_t count = strcmp(key->algorithm, "rsa") == 0 ? 2 : 1;
	const char *name = arena_printf(cx->arena, "%s.%s", key->selector, key->domain);
	const char *private;
	enum status st;

	if ((st = for_rspamd(cx, key, &private)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if ((st = redis_do(cx, redis, REDIS_ARGS("HSET", hashes[i][0], name,
		    private))) != OK ||
		    (st = redis_do(cx, redis, REDIS_ARGS("HSET", hashes[i][1], key->domain,
		    key->selector))) != OK)
			return st;
	return OK;
}

enum status
mailcore_dkim_publish(struct ctx *cx, const struct mailcore_model *model)
{
	struct dkim_key *keys;
	struct unix_talk *redis;
	size_t count;
	enum status st;

	if (!model->service[SERVICE_REDIS])
		return OK;
	if ((st = db_dkim_signing(cx, &keys, &count)) != OK ||
	    (st = redis_open(cx, model, &redis)) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("MULTI"))) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("DEL", "DKIM_KEYS", "DKIM_SELECTORS",
	    "ARC_KEYS", "ARC_SELECTORS"))) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if ((st = publish_key(cx, redis, &keys[i])) != OK)
			return st;
	return redis_do(cx, redis, REDIS_ARGS("EXEC"));
}
