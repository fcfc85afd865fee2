/*
 * Our side of OpenSSL.  What is offered: TLS 1.3, and TLS 1.2 with forward
 * secrecy and authenticated encryption only.
 */
#include <string.h>
#include <unistd.h>

#include <h2o.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/tls.h"

#define DAY	86400

/* The chain: our certificate first, then those that sign it. */
static bool
use_certificate(SSL_CTX *ctx, const char *pem)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	X509 *cert = PEM_read_bio_X509_AUX(bio, NULL, NULL, NULL);
	bool good = cert != NULL && SSL_CTX_use_certificate(ctx, cert) == 1;

	X509_free(cert);
	while (good && (cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
		if (SSL_CTX_add0_chain_cert(ctx, cert) != 1) {
			X509_free(cert);
			good = false;
		}
	ERR_clear_error();		/* the end of the file is one */
	BIO_free(bio);
	return good;
}

static bool
use_key(SSL_CTX *ctx, const char *pem)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	bool good = key != NULL && SSL_CTX_use_PrivateKey(ctx, key) == 1 &&
	    SSL_CTX_check_private_key(ctx) == 1;

	EVP_PKEY_free(key);
	BIO_free(bio);
	return good;
}

void
tls_rotate(SSL_CTX *ctx, const struct inherited *in)
{
	static int64_t today = -1;
	int64_t day = clock_seconds() / DAY;
	unsigned char keys[3 * SHA256_LEN];

	if (day == today)
		return;
	today = day;
	for (int64_t i = 0; i < 3; i++) {
		struct { char what[24]; int64_t day, part; } of = { "tls session tickets", day, i };

		hash_hmac(in->cache_key, sizeof in->cache_key, &of, sizeof of,
		    keys + i * SHA256_LEN);
	}
	/* 16 bytes of name, 32 of HMAC key, 32 of AES key. */
	SSL_CTX_set_tlsext_ticket_keys(ctx, keys, 80);
	hash_wipe(keys, sizeof keys);
}

SSL_CTX *
tls_open(const struct inherited *in)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx == NULL ||
	    SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) != 1 ||
	    SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1 ||
	    SSL_CTX_set1_groups_list(ctx, "X25519:P-256:P-384") != 1 ||
	    !use_certificate(ctx, in->certificate_pem) || !use_key(ctx, in->key_pem)) {
		log_error("tls", "certificate or key: %s",
		    ERR_reason_error_string(ERR_peek_error()));
		_exit(1);
	}
	SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
	    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
	/* An idle event stream holds no buffers of OpenSSL. */
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	tls_rotate(ctx, in);
	h2o_ssl_register_alpn_protocols(ctx, h2o_alpn_protocols);
	return ctx;
}
