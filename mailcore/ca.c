#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "mailcore/ca.h"
#include "mailcore/files.h"

#define DAY		86400L
#define CA_DAYS		3650L
#define SERVER_DAYS	397L	/* the longest that browsers accept */
#define RENEW_DAYS	30L

static void free_key(void *p) { EVP_PKEY_free(p); }
static void free_cert(void *p) { X509_free(p); }
static void free_bio(void *p) { BIO_free(p); }

static enum status
failed(struct ctx *cx, const char *what)
{
	return fault(cx, ERR_INTERNAL, "OpenSSL could not %s", what);
}

static enum status
make_key(struct ctx *cx, EVP_PKEY **out)
{
	*out = arena_adopt(cx->arena, EVP_EC_gen("P-256"), free_key);
	return *out != NULL ? OK : failed(cx, "make a key");
}

static bool
extend(X509 *cert, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX v3;
	X509_EXTENSION *ext;
	bool done;

	X509V3_set_ctx_nodb(&v3);
	X509V3_set_ctx(&v3, issuer, cert, NULL, NULL, 0);
	if ((ext = X509V3_EXT_conf_nid(NULL, &v3, nid, value)) == NULL)
		return false;
	done = X509_add_ext(cert, ext, -1) == 1;
	X509_EXTENSION_free(ext);
	return done;
}

/* An empty certificate with serial number, times, subject and key. */
static X509 *
begin(struct ctx *cx, const char *name, long days, EVP_PKEY *key)
{
	X509 *cert = arena_adopt(cx->arena, X509_new(), free_cert);
	BIGNUM *serial = BN_new();
	X509_NAME *subject;
	bool done;

	if (cert == NULL || serial == NULL) {
		BN_free(serial);
		return NULL;
	}
	subject = X509_get_subject_name(cert);
	done = X509_set_version(cert, 2) == 1 &&
	    BN_rand(serial, 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
	    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(cert)) != NULL &&
	    X509_gmtime_adj(X509_getm_notBefore(cert), -DAY) != NULL &&
	    X509_gmtime_adj(X509_getm_notAfter(cert), days * DAY) != NULL &&
	    X509_set_pubkey(cert, key) == 1 &&
	    X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_ASC,
	    (const unsigned char *)"Hayloft", -1, -1, 0) == 1 &&
	    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
	    (const unsigned char *)name, -1, -1, 0) == 1;
	BN_free(serial);
	return done ? cert : NULL;
}

static enum status
save(struct ctx *cx, const char *path, X509 *cert, X509 *chain, EVP_PKEY *key, mode_t mode)
{
	BIO *bio = arena_adopt(cx->arena, BIO_new(BIO_s_mem()), free_bio);
	char *data;
	long len;

	if (bio == NULL ||
	    (cert != NULL && PEM_write_bio_X509(bio, cert) != 1) ||
	    (chain != NULL && PEM_write_bio_X509(bio, chain) != 1) ||
	    (key != NULL && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) != 1))
		return failed(cx, "write PEM");
	len = BIO_get_mem_data(bio, &data);
	return file_write(cx, path, data, (size_t)len, mode, NULL);
}

static enum status
load(struct ctx *cx, const char *path, X509 **cert, EVP_PKEY **key)
{
	BIO *bio;
	char *text;
	size_t len;
	enum status st;

	if ((st = file_read(cx, path, &text, &len)) != OK)
		return st;
	bio = arena_adopt(cx->arena, BIO_new_mem_buf(text, (int)len), free_bio);
	if (cert != NULL)
		*cert = arena_adopt(cx->arena, PEM_read_bio_X509(bio, NULL, NULL, NULL), free_cert);
	if (key != NULL)
		*key = arena_adopt(cx->arena, PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL), free_key);
	if ((cert != NULL && *cert == NULL) || (key != NULL && *key == NULL))
		return fault(cx, ERR_INVALID, "%s is damaged", path);
	return OK;
}

static bool
fresh(X509 *cert, long days)
{
	time_t then = time(NULL) + days * DAY;

	return X509_cmp_time(X509_get0_notAfter(cert), &then) > 0;
}

/* The authority: read, or made when missing or near its end. */
static enum status
find_authority(struct ctx *cx, const char *root, X509 **cert, EVP_PKEY **key, bool *made)
{
	const char *cert_path = arena_printf(cx->arena, "%s/tls/ca.crt", root);
	const char *key_path = arena_printf(cx->arena, "%s/tls/ca.key", root);
	enum status st;

	if (access(cert_path, F_OK) == 0 && access(key_path, F_OK) == 0) {
		if ((st = load(cx, cert_path, cert, NULL)) != OK ||
		    (st = load(cx, key_path, NULL, key)) != OK)
			return st;
		if (fresh(*cert, SERVER_DAYS))
			return OK;
	}
	*made = true;
	if ((st = make_key(cx, key)) != OK)
		return st;
	if ((*cert = begin(cx, "Hayloft's own authority", CA_DAYS, *key)) == NULL ||
	    X509_set_issuer_name(*cert, X509_get_subject_name(*cert)) != 1 ||
	    !extend(*cert, *cert, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
	    !extend(*cert, *cert, NID_key_usage, "critical,keyCertSign,cRLSign") ||
	    !extend(*cert, *cert, NID_subject_key_identifier, "hash") ||
	    X509_sign(*cert, *key, EVP_sha256()) == 0)
		return failed(cx, "make an authority");
	if ((st = save(cx, key_path, NULL, NULL, *key, 0600)) != OK)
		return st;
	return save(cx, cert_path, *cert, NULL, NULL, 0644);
}

static const char *
alternative_names(struct ctx *cx, const char *hostname)
{
	const char *dot = strchr(hostname, '.');
	const char *base = "DNS:localhost,IP:127.0.0.1,IP:::1";

	if (strcmp(hostname, "localhost") == 0)
		return base;
	if (dot == NULL || strchr(dot + 1, '.') == NULL)
		return arena_printf(cx->arena, "%s,DNS:%s", base, hostname);
	return arena_printf(cx->arena, "%s,DNS:%s,DNS:%s", base, hostname, dot + 1);
}

static bool
covers(X509 *cert, const char *hostname)
{
	return X509_check_host(cert, hostname, 0, 0, NULL) == 1 &&
	    X509_check_host(cert, "localhost", 0, 0, NULL) == 1 &&
	    X509_check_ip_asc(cert, "::1", 0) == 1;
}

enum status
ca_ensure(struct ctx *cx, const char *root, const char *hostname)
{
	const char *cert_path = arena_printf(cx->arena, "%s/tls/server.crt", root);
	const char *key_path = arena_printf(cx->arena, "%s/tls/server.key", root);
	EVP_PKEY *ca_key = NULL, *key = NULL;
	X509 *ca = NULL, *cert = NULL;
	bool made = false;
	enum status st;

	if ((st = find_authority(cx, root, &ca, &ca_key, &made)) != OK)
		return st;
	if (!made && access(cert_path, F_OK) == 0 && access(key_path, F_OK) == 0 &&
	    load(cx, cert_path, &cert, NULL) == OK &&
	    fresh(cert, RENEW_DAYS) && covers(cert, hostname))
		return OK;
	ctx_forgive(cx);

	if ((st = make_key(cx, &key)) != OK)
		return st;
	if ((cert = begin(cx, hostname, SERVER_DAYS, key)) == NULL ||
	    X509_set_issuer_name(cert, X509_get_subject_name(ca)) != 1 ||
	    !extend(cert, ca, NID_basic_constraints, "critical,CA:FALSE") ||
	    !extend(cert, ca, NID_key_usage, "critical,digitalSignature") ||
	    !extend(cert, ca, NID_ext_key_usage, "serverAuth") ||
	    !extend(cert, ca, NID_subject_key_identifier, "hash") ||
	    !extend(cert, ca, NID_authority_key_identifier, "keyid:always") ||
	    !extend(cert, ca, NID_subject_alt_name, alternative_names(cx, hostname)) ||
	    X509_sign(cert, ca_key, EVP_sha256()) == 0)
		return failed(cx, "make a certificate");
	/* The key first: a certificate without its key is worse than neither. */
	if ((st = save(cx, key_path, NULL, NULL, key, 0600)) != OK)
		return st;
	return save(cx, cert_path, cert, ca, NULL, 0644);
}
