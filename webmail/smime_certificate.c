#include <string.h>
#include <strings.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/http.h"
#include "webmail/charset.h"
#include "webmail/smime_certificate.h"

#define ADDRESSES_MAX	50

static void
free_certificate(void *p)
{
	X509_free(p);
}

X509 *
smime_certificate(struct arena *arena, const void *der, size_t len)
{
	const unsigned char *p = der;
	X509 *x = d2i_X509(NULL, &p, (long)len);

	ERR_clear_error();
	return arena_adopt(arena, x, free_certificate);
}

const void *
smime_certificate_der(struct arena *arena, X509 *certificate, size_t *len)
{
	unsigned char *p, *der;
	int n = i2d_X509(certificate, NULL);

	*len = n > 0 ? (size_t)n : 0;
	p = der = arena_alloc(arena, *len);
	if (n > 0)
		i2d_X509(certificate, &p);
	return der;
}

const char *
smime_fingerprint(struct arena *arena, X509 *certificate)
{
	size_t len;
	const void *der = smime_certificate_der(arena, certificate, &len);

	return hash_sha256_hex(arena, der, len);
}

bool
smime_certificate_names(X509 *certificate, const char *address)
{
	STACK_OF(OPENSSL_STRING) *list = X509_get1_email(certificate);
	bool found = false;

	for (int i = 0; i < sk_OPENSSL_STRING_num(list) && !found; i++)
		found = strcasecmp(sk_OPENSSL_STRING_value(list, i), address) == 0;
	X509_email_free(list);
	return found;
}

const char **
smime_certificate_addresses(struct arena *arena, X509 *certificate)
{
	STACK_OF(OPENSSL_STRING) *list = X509_get1_email(certificate);
	const char **out = arena_array(arena, ADDRESSES_MAX + 1, sizeof *out);
	size_t n = 0;

	for (int i = 0; i < sk_OPENSSL_STRING_num(list) && n < ADDRESSES_MAX; i++) {
		const char *s = sk_OPENSSL_STRING_value(list, i);

		if (utf8_valid(s, strlen(s)))
			out[n++] = arena_strdup(arena, s);
	}
	X509_email_free(list);
	return out;
}

/* OpenSSL's own question does not know that keys of curves agree instead of enciphering. */
static bool
may_encrypt(X509 *certificate)
{
	uint32_t usage = X509_get_key_usage(certificate);
	uint32_t extended = X509_get_extended_key_usage(certificate);

	return (usage & (KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT)) != 0 &&
	    (extended == UINT32_MAX || (extended & (XKU_SMIME | XKU_ANYEKU)) != 0) &&
	    (X509_get_extension_flags(certificate) & EXFLAG_INVALID) == 0;
}

bool
smime_certificate_may(X509 *certificate, enum smime_use use)
{
	return use == SMIME_ENCRYPT ? may_encrypt(certificate) :
	    X509_check_purpose(certificate, X509_PURPOSE_SMIME_SIGN, 0) == 1;
}

static int64_t
seconds_of(const ASN1_TIME *t)
{
	struct tm tm;

	return ASN1_TIME_to_tm(t, &tm) ? (int64_t)timegm(&tm) : 0;
}

bool
smime_certificate_holds(X509 *certificate, int64_t now)
{
	return seconds_of(X509_get0_notBefore(certificate)) <= now &&
	    now <= seconds_of(X509_get0_notAfter(certificate));
}

/* "CN=Alice,O=Example" (RFC 4514) as UTF-8. */
static const char *
name_of(struct arena *arena, const X509_NAME *name)
{
	BIO *into = BIO_new(BIO_s_mem());
	char *text;
	long len;
	const char *out;

	if (into == NULL)
		abort();
	X509_NAME_print_ex(into, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
	len = BIO_get_mem_data(into, &text);
	out = charset_repair(arena, len > 0 ? text : "", len > 0 ? (size_t)len : 0, NULL, NULL);
	BIO_free(into);
	return out;
}

static json_t *
date_json(const ASN1_TIME *t)
{
	char text[21];

	clock_rfc3339(seconds_of(t), text);
	return json_string(text);
}

json_t *
smime_certificate_json(struct arena *arena, X509 *certificate, int64_t now)
{
	const char **list = smime_certificate_addresses(arena, certificate);
	json_t *emails = json_array();

	for (; *list != NULL; list++)
		json_array_append_new(emails, json_string(*list));
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s, s:b, s:b, s:b}",
	    "subject", name_of(arena, X509_get_subject_name(certificate)),
	    "issuer", name_of(arena, X509_get_issuer_name(certificate)), "emails", emails,
	    "notBefore", date_json(X509_get0_notBefore(certificate)),
	    "notAfter", date_json(X509_get0_notAfter(certificate)),
	    "fingerprint", smime_fingerprint(arena, certificate),
	    "isExpired", seconds_of(X509_get0_notAfter(certificate)) < now,
	    "maySign", smime_certificate_may(certificate, SMIME_SIGN),
	    "mayEncrypt", smime_certificate_may(certificate, SMIME_ENCRYPT));
}
