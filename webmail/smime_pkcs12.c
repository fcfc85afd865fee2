/*
 * PKCS#12 as programs make it, in a library context of its own: what old ones encrypted
 * with (RC2, 3DES) is known there and nowhere else.
 */
#include <string.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "core/buf.h"
#include "core/hash.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_key.h"

#define CHAIN_MAX	10

static OSSL_LIB_CTX *
with_old_ciphers(void)
{
	static OSSL_LIB_CTX *kept;

	if (kept != NULL)
		return kept;
	if ((kept = OSSL_LIB_CTX_new()) == NULL)
		abort();
	OSSL_PROVIDER_load(kept, "default");
	OSSL_PROVIDER_load(kept, "legacy");
	ERR_clear_error();
	return kept;
}

static char *
pem_of(struct arena *arena, EVP_PKEY *key)
{
	BIO *into = BIO_new(BIO_s_secmem());
	char *text, *out = NULL;
	long len;

	if (into == NULL)
		abort();
	if (PEM_write_bio_PKCS8PrivateKey(into, key, NULL, NULL, 0, NULL, NULL)) {
		len = BIO_get_mem_data(into, &text);
		out = arena_strndup(arena, text, (size_t)len);
	}
	BIO_free(into);
	return out;
}

static void
add_chain(struct arena *arena, STACK_OF(X509) *list, struct pkcs12_found *out)
{
	struct buf all = BUF_ON(arena);

	for (int i = 0; i < sk_X509_num(list) && i < CHAIN_MAX; i++) {
		size_t len;
		const void *der = smime_certificate_der(arena, sk_X509_value(list, i), &len);

		buf_add(&all, der, len);
	}
	out->chain = buf_str(&all);
	out->chain_len = all.len;
}

static enum pkcs12
take(struct arena *arena, PKCS12 *p12, const char *password, struct pkcs12_found *out)
{
	STACK_OF(X509) *chain = NULL;
	EVP_PKEY *key = NULL;
	X509 *certificate = NULL;
	enum pkcs12 found = PKCS12_BROKEN;
	size_t len;

	if (PKCS12_mac_present(p12) && !PKCS12_verify_mac(p12, password, -1) &&
	    !(*password == '\0' && PKCS12_verify_mac(p12, NULL, 0)))
		return PKCS12_PASSWORD;
	if (PKCS12_parse(p12, password, &key, &certificate, &chain)) {
		found = key == NULL || certificate == NULL ? PKCS12_NO_KEY :
		    X509_check_private_key(certificate, key) == 1 ? PKCS12_FINE : PKCS12_BROKEN;
	} else if (!PKCS12_mac_present(p12)) {
		found = PKCS12_PASSWORD;
	}
	if (found == PKCS12_FINE) {
		const void *der = smime_certificate_der(arena, certificate, &len);

		out->certificate = smime_certificate(arena, der, len);
		out->pem = pem_of(arena, key);
		add_chain(arena, chain, out);
		if (out->certificate == NULL || out->pem == NULL)
			found = PKCS12_BROKEN;
	}
	EVP_PKEY_free(key);
	X509_free(certificate);
	sk_X509_pop_free(chain, X509_free);
	return found;
}

enum pkcs12
pkcs12_read(struct arena *arena, const void *der, size_t len, const char *password,
    struct pkcs12_found *out)
{
	const unsigned char *p = der;
	PKCS12 *p12 = PKCS12_init_ex(NID_pkcs7_data, with_old_ciphers(), NULL);
	enum pkcs12 found = PKCS12_BROKEN;

	*out = (struct pkcs12_found){ 0 };
	if (p12 == NULL)
		abort();
	if (d2i_PKCS12(&p12, &p, (long)len) != NULL)
		found = take(arena, p12, password, out);
	PKCS12_free(p12);
	ERR_clear_error();
	return found;
}
