/*
 * Signed messages: each signed here with fresh keys, and then what strangers do to them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/buf.h"
#include "tests/unit/unit.h"
#include "webmail/mime_signed.h"

#define NOW	1790000000
#define YEAR	(365 * 24 * 60 * 60)

#define PART	"Content-Type: text/plain; charset=utf-8\r\n\r\nPay the invoice.\r\nThanks\r\n"

struct person {
	EVP_PKEY	*key;
	X509		*certificate;
};

static struct person root, alice, lapsed, server, stranger;
static char trusted_file[64];
static const struct smime_keys none;

static void
add(X509 *x, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX cx;
	X509_EXTENSION *e;

	X509V3_set_ctx(&cx, issuer, x, NULL, NULL, 0);
	assert_non_null(e = X509V3_EXT_conf_nid(NULL, &cx, nid, value));
	X509_add_ext(x, e, -1);
	X509_EXTENSION_free(e);
}

static struct person
person(const char *name, const struct person *issuer, int64_t from, int64_t until, const char *usage,
    const char *address)
{
	static int serial;
	struct person p = { EVP_EC_gen("P-256"), X509_new() };
	X509_NAME *subject = X509_get_subject_name(p.certificate);
	const struct person *by = issuer != NULL ? issuer : &p;

	X509_set_version(p.certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(p.certificate), ++serial);
	ASN1_TIME_set(X509_getm_notBefore(p.certificate), (time_t)from);
	ASN1_TIME_set(X509_getm_notAfter(p.certificate), (time_t)until);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(p.certificate, X509_get_subject_name(by->certificate));
	X509_set_pubkey(p.certificate, p.key);
	add(p.certificate, by->certificate, NID_basic_constraints, issuer == NULL ? "critical,CA:TRUE" : "CA:FALSE");
	if (usage != NULL)
		add(p.certificate, by->certificate, NID_ext_key_usage, usage);
	if (address != NULL)
		add(p.certificate, by->certificate, NID_subject_alt_name, address);
	assert_true(X509_sign(p.certificate, by->key, EVP_sha256()) > 0);
	return p;
}

static int
setup(void **state)
{
	FILE *f;
	int fd;

	(void)state;
	root = person("Root", NULL, NOW - 9 * YEAR, NOW + 9 * YEAR, NULL, NULL);
	alice = person("Alice", &root, NOW - YEAR, NOW + YEAR, "emailProtection", "email:Alice@example.org");
	lapsed = person("Alice", &root, NOW - 3 * YEAR, NOW - YEAR, NULL, "email:alice@example.org");
	server = person("Alice", &root, NOW - YEAR, NOW + YEAR, "serverAuth", "email:alice@example.org");
	stranger = person("Alice", NULL, NOW - YEAR, NOW + YEAR, NULL, "email:alice@example.org");
	strcpy(trusted_file, "/tmp/test-signed-XXXXXX");
	assert_true((fd = mkstemp(trusted_file)) >= 0);
	f = fdopen(fd, "w");
	PEM_write_X509(f, root.certificate);
	fclose(f);
	return 0;
}

static int
teardown(void **state)
{
	struct person *all[] = { &root, &alice, &lapsed, &server, &stranger };

	(void)state;
	unlink(trusted_file);
	for (size_t i = 0; i < COUNT(all); i++) {
		EVP_PKEY_free(all[i]->key);
		X509_free(all[i]->certificate);
	}
	return 0;
}

/* A CMS structure in base64. */
static char *
base64(struct arena *arena, CMS_ContentInfo *cms)
{
	unsigned char *der = NULL;
	int len = i2d_CMS_ContentInfo(cms, &der);
	char *out = arena_alloc(arena, (size_t)len * 2 + 8);

	assert_true(len > 0);
	EVP_EncodeBlock((unsigned char *)out, der, len);
	OPENSSL_free(der);
	CMS_ContentInfo_free(cms);
	return out;
}

static char *
signature(struct arena *arena, const struct person *who, const EVP_MD *digest, unsigned flags, int content)
{
	BIO *in = BIO_new_mem_buf(PART, sizeof PART - 1);
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, in, flags | CMS_BINARY | CMS_PARTIAL);

	assert_non_null(cms);
	assert_non_null(CMS_add1_signer(cms, who->certificate, who->key, digest, flags | CMS_BINARY));
	CMS_set1_eContentType(cms, OBJ_nid2obj(content));
	assert_true(CMS_final(cms, in, NULL, flags | CMS_BINARY));
	BIO_free(in);
	return base64(arena, cms);
}

static char *
encrypted(struct arena *arena)
{
	STACK_OF(X509) *to = sk_X509_new_null();
	BIO *in = BIO_new_mem_buf(PART, sizeof PART - 1);
	CMS_ContentInfo *cms;

	sk_X509_push(to, alice.certificate);
	cms = CMS_encrypt(to, in, EVP_aes_256_cbc(), CMS_BINARY);
	assert_non_null(cms);
	sk_X509_free(to);
	BIO_free(in);
	return base64(arena, cms);
}

#define DETACHED(from, protocol, part, more) \
	from "Subject: s\r\nContent-Type: multipart/signed; protocol=\"" protocol "\"; boundary=b\r\n\r\n" \
	"not shown\r\n--b\r\n" part "\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n" \
	"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n" more "--b--\r\n"
#define OPAQUE(more) \
	"From: alice@example.org\r\nContent-Type: application/pkcs7-mime" more "\r\n" \
	"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n"
#define FROM	"From: Alice <alice@EXAMPLE.org>\r\n"
#define SMIME	"application/pkcs7-signature"

static const struct {
	const char		*message;	/* %s: the signature */
	const struct person	*who;
	const char		*digest;	/* NULL: SHA-256 */
	bool			 opaque, encrypted;
	int			 content;	/* 0: mail */
	enum signed_state	 now, delivered;
	const char		*error;
} cases[] = {
	{ .message = DETACHED(FROM, SMIME, PART, ""), .now = SIGNED_VERIFIED, .delivered = SIGNED_VERIFIED },
	{ .message = DETACHED(FROM, "application/x-PKCS7-signature", PART, ""), .digest = "SHA512",
	  .now = SIGNED_VERIFIED, .delivered = SIGNED_VERIFIED },
	{ .message = OPAQUE("; smime-type=signed-data"), .opaque = true, .now = SIGNED_VERIFIED,
	  .delivered = SIGNED_VERIFIED },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .who = &lapsed, .now = SIGNED_FAILED,
	  .delivered = SIGNED_VERIFIED, .error = "expired" },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .who = &stranger, .error = "cannot be trusted" },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .who = &server, .error = "purpose" },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .digest = "SHA1", .error = "old way" },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .content = NID_id_smime_ct_TSTInfo, .error = "no mail" },
	{ .message = DETACHED(FROM, SMIME, "Content-Type: text/plain\r\n\r\nPay the invoice!", ""), .error = "changed" },
	{ .message = DETACHED("From: bob@example.org\r\n", SMIME, PART, ""), .error = "not signed by bob" },
	{ .message = DETACHED("From: alice@example.org, bob@example.org\r\n", SMIME, PART, ""), .error = "not signed by bob" },
	{ .message = DETACHED(FROM "From: alice@example.org\r\n", SMIME, PART, ""), .error = "name its sender" },
	{ .message = DETACHED("", SMIME, PART, ""), .error = "name its sender" },
	{ .message = DETACHED(FROM, SMIME, PART, "--b\r\n\r\nand send me your password\r\n"), .error = "nothing else" },
	{ .message = DETACHED(FROM, SMIME, PART, ""), .encrypted = true, .error = "cannot be read" },
	{ .message = DETACHED(FROM, "application/pgp-signature", PART, ""), .now = SIGNED_UNKNOWN,
	  .delivered = SIGNED_UNKNOWN },
	{ .message = OPAQUE("; smime-type=enveloped-data"), .encrypted = true, .now = SIGNED_UNKNOWN,
	  .delivered = SIGNED_UNKNOWN },
	{ .message = FROM "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" PART "\r\n--b--\r\n%s",
	  .now = SIGNED_NOT, .delivered = SIGNED_NOT },
	{ .message = "Content-Type: multipart/signed; protocol=\"" SMIME "\"; boundary=b\r\n\r\n%.0s", .error = "nothing else" },
	{ .message = OPAQUE("") "%.0s", .now = SIGNED_UNKNOWN, .delivered = SIGNED_UNKNOWN, .digest = "none" },
};

static char *
message_of(struct arena *arena, size_t i)
{
	const EVP_MD *digest = EVP_get_digestbyname(cases[i].digest != NULL ? cases[i].digest : "SHA256");
	const char *s = digest == NULL ? "AAAA" : cases[i].encrypted ? encrypted(arena) :
	    signature(arena, cases[i].who != NULL ? cases[i].who : &alice, digest,
	    cases[i].opaque ? 0 : CMS_DETACHED, cases[i].content != 0 ? cases[i].content : NID_pkcs7_data);
	const char *at = strstr(cases[i].message, "%");
	struct buf out = BUF_ON(arena);

	buf_add(&out, cases[i].message, (size_t)(at - cases[i].message));
	if (at[1] == 's') {
		buf_puts(&out, s);
		buf_puts(&out, at + 2);
	}
	return arena_strndup(arena, buf_str(&out), out.len);
}

static void
test_messages(void **state)
{
	struct arena *arena = arena_open();
	struct x509_store_st *trust = mime_signed_trust(trusted_file);

	(void)state;
	assert_non_null(trust);
	assert_ptr_equal(trust, mime_signed_trust(trusted_file));
	assert_null(mime_signed_trust("/nowhere"));
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum signed_state now = cases[i].error != NULL ? SIGNED_FAILED : cases[i].now;
		enum signed_state then = cases[i].delivered == 0 && cases[i].error != NULL ?
		    SIGNED_FAILED : cases[i].delivered;
		const char *message = message_of(arena, i);
		struct mime_signed found;

		mime_signed_check(arena, message, strlen(message), &none, trust, NOW, NOW - 2 * YEAR +
		    (cases[i].who == &lapsed ? 0 : 2 * YEAR), &found);
		if (found.now != now || found.delivered != then)
			fail_msg("case %zu: %d and %d, %s", i, found.now, found.delivered,
			    found.error_count > 0 ? found.errors[0] : "no words");
		assert_int_equal(cases[i].error != NULL, found.error_count > 0);
		if (cases[i].error != NULL && strstr(found.errors[0], cases[i].error) == NULL)
			fail_msg("case %zu: %s", i, found.errors[0]);
	}
	arena_close(arena);
}

/*
 * Cut anywhere, or with another byte in what is signed: never verified.  With one in
 * the signature it may be, since not all of that says something.
 */
static void
test_broken(void **state)
{
	struct arena *arena = arena_open();
	struct x509_store_st *trust = mime_signed_trust(trusted_file);
	char *message = message_of(arena, 0);
	size_t len = strlen(message), begin = (size_t)(strstr(message, "Content-Type: text") - message);
	size_t signed_end = begin + sizeof PART - 1;

	(void)state;
	for (size_t at = begin; at < len - 60; at += at < signed_end ? 1 : 5) {
		struct arena *turn = arena_open();
		struct mime_signed found;
		char *copy = arena_memdup(turn, message, len + 1);

		mime_signed_check(turn, copy, at, &none, trust, NOW, NOW, &found);
		assert_int_not_equal(SIGNED_VERIFIED, found.now);
		copy[at] = copy[at] == 'Q' ? 'g' : 'Q';
		mime_signed_check(turn, copy, len, &none, trust, NOW, NOW, &found);
		if (at < signed_end && (found.now == SIGNED_VERIFIED || found.delivered == SIGNED_VERIFIED))
			fail_msg("byte %zu", at);
		arena_close(turn);
	}
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
