#include <string.h>

#include <openssl/bio.h>
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

enum status
dkim_generate(struct ctx *cx, int bits, const char *selector, struct dkim_key *out)
{
	EVP_PKEY *key = arena_adopt(cx->arena, EVP_RSA_gen((unsigned)bits), free_key);
	BIO *bio = arena_adopt(cx->arena, BIO_new(BIO_s_mem()), free_bio);
	unsigned char *der = NULL;
	char *pem;
	long pem_len;
	int der_len;

	if (key == NULL || bio == NULL ||
	    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) != 1 ||
	    (der_len = i2d_PUBKEY(key, &der)) <= 0)
		return fault(cx, ERR_INTERNAL, "OpenSSL could not make a DKIM key");
	arena_adopt(cx->arena, der, free_der);
	pem_len = BIO_get_mem_data(bio, &pem);
	*out = (struct dkim_key){
		.selector = selector,
		.algorithm = "rsa",
		.private_pem = arena_strndup(cx->arena, pem, (size_t)pem_len),
		.public_base64 = base64_encode(cx->arena, der, (size_t)der_len),
		.active = true,
	};
	return OK;
}

const char *
dkim_record(struct arena *arena, const struct dkim_key *key)
{
	return arena_printf(arena, "v=DKIM1; k=%s; p=%s", key->algorithm, key->public_base64);
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
	    (st = redis_do(cx, redis, REDIS_ARGS("DEL", "DKIM_KEYS", "DKIM_SELECTORS"))) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const char *name = arena_printf(cx->arena, "%s.%s", keys[i].selector, keys[i].domain);

		if ((st = redis_do(cx, redis, REDIS_ARGS("HSET", "DKIM_KEYS", name,
		    keys[i].private_pem))) != OK ||
		    (st = redis_do(cx, redis, REDIS_ARGS("HSET", "DKIM_SELECTORS",
		    keys[i].domain, keys[i].selector))) != OK)
			return st;
	}
	return redis_do(cx, redis, REDIS_ARGS("EXEC"));
}
