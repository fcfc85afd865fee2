/*
 * S/MIME messages opened: each made here with fresh keys, and then what strangers do to them.
 */
#include <stdio.h>
#include <string.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/buf.h"
#include "core/hash.h"
#include "tests/unit/unit.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_open.h"

#define TEXT	"Content-Type: text/plain\r\n\r\nMeet me at noon.\r\n"
#define HEAD	"From: a@example.org\r\nContent-Type: application/pkcs7-mime; smime-type=x\r\n" \
		"Content-Transfer-Encoding: base64\r\n\r\n"

static struct smime_key rsa, ec, other;

static struct smime_key
person(EVP_PKEY *key, const char *usage)
{
	static int serial;
	struct smime_key p = { .id = ++serial, .certificate = X509_new(), .key = key };
	X509_NAME *name = X509_get_subject_name(p.certificate);
	X509_EXTENSION *e;

	X509_set_version(p.certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(p.certificate), serial);
	X509_gmtime_adj(X509_getm_notBefore(p.certificate), -60);
	X509_gmtime_adj(X509_getm_notAfter(p.certificate), 3600);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)"Ålice", -1, -1, 0);
	X509_set_issuer_name(p.certificate, name);
	X509_set_pubkey(p.certificate, key);
	assert_non_null(e = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "email:a@example.org"));
	X509_add_ext(p.certificate, e, -1);
	X509_EXTENSION_free(e);
	assert_non_null(e = X509V3_EXT_conf_nid(NULL, NULL, NID_key_usage, usage));
	X509_add_ext(p.certificate, e, -1);
	X509_EXTENSION_free(e);
	assert_true(X509_sign(p.certificate, key, EVP_sha256()) > 0);
	return p;
}

static int
setup(void **state)
{
	(void)state;
	rsa = person(EVP_RSA_gen(2048), "digitalSignature,keyEncipherment");
	ec = person(EVP_EC_gen("P-256"), "keyAgreement");
	other = person(EVP_EC_gen("P-256"), "digitalSignature");
	return 0;
}

static int
teardown(void **state)
{
	struct smime_key *all[] = { &rsa, &ec, &other };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		X509_free(all[i]->certificate);
		EVP_PKEY_free(all[i]->key);
	}
	return 0;
}

static const char *
message(struct arena *arena, CMS_ContentInfo *cms)
{
	unsigned char *der = NULL;
	int len = i2d_CMS_ContentInfo(cms, &der);
	char *out;

	assert_true(len > 0);
	out = arena_printf(arena, "%s%s\r\n", HEAD, base64_encode(arena, der, (size_t)len));
	OPENSSL_free(der);
	CMS_ContentInfo_free(cms);
	return out;
}

static const char *
enveloped(struct arena *arena, const struct smime_key *to, const char *content, const EVP_CIPHER *cipher)
{
	STACK_OF(X509) *list = sk_X509_new_null();
	BIO *in = BIO_new_mem_buf(content, -1);
	CMS_ContentInfo *cms;
	const char *out;

	sk_X509_push(list, to->certificate);
	assert_non_null(cms = CMS_encrypt(list, in, cipher, CMS_BINARY));
	out = message(arena, cms);
	sk_X509_free(list);
	BIO_free(in);
	return out;
}

static const char *
signed_(struct arena *arena, const char *content, int type)
{
	BIO *in = BIO_new_mem_buf(content, -1);
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, in, CMS_BINARY | CMS_PARTIAL);
	const char *out;

	assert_non_null(CMS_add1_signer(cms, other.certificate, other.key, EVP_sha256(), CMS_BINARY));
	CMS_set1_eContentType(cms, OBJ_nid2obj(type));
	assert_true(CMS_final(cms, in, NULL, CMS_BINARY));
	out = message(arena, cms);
	BIO_free(in);
	return out;
}

static struct smime_opened
open_with(struct arena *arena, const char *bytes, const struct smime_key *key, enum smime_depth depth)
{
	struct smime_key one = key != NULL ? *key : other;
	struct smime_keys keys = { &one, 1 };
	struct smime_opened opened;

	smime_open(arena, bytes, strlen(bytes), &keys, depth, &opened);
	assert_int_equal(opened.bytes != NULL, opened.fault == SMIME_FINE);
	return opened;
}

static void
says(struct smime_opened *o, bool encrypted, bool authenticated)
{
	assert_int_equal(SMIME_FINE, o->fault);
	assert_int_equal(strlen(TEXT), o->len);
	assert_memory_equal(TEXT, o->bytes, o->len);
	assert_int_equal(encrypted, o->is_encrypted);
	assert_int_equal(authenticated, o->is_authenticated);
}

static void
test_kinds(void **state)
{
	struct arena *arena = arena_open();
	struct smime_opened o;

	(void)state;
	o = open_with(arena, TEXT, NULL, SMIME_CONTENT);
	says(&o, false, false);
	o = open_with(arena, signed_(arena, TEXT, NID_pkcs7_data), NULL, SMIME_CONTENT);
	says(&o, false, false);
	o = open_with(arena, enveloped(arena, &rsa, TEXT, EVP_aes_256_cbc()), &rsa, SMIME_CONTENT);
	says(&o, true, false);
	o = open_with(arena, enveloped(arena, &ec, TEXT, EVP_aes_256_cbc()), &ec, SMIME_CONTENT);
	says(&o, true, false);
	o = open_with(arena, enveloped(arena, &rsa, TEXT, EVP_aes_256_gcm()), &rsa, SMIME_CONTENT);
	says(&o, true, true);
	o = open_with(arena, enveloped(arena, &ec, TEXT, EVP_aes_256_gcm()), &ec, SMIME_CONTENT);
	says(&o, true, true);
	/* What is in a layer that anybody may have changed is no better than that one. */
	o = open_with(arena, enveloped(arena, &rsa, enveloped(arena, &rsa, TEXT, EVP_aes_256_gcm()),
	    EVP_aes_128_cbc()), &rsa, SMIME_CONTENT);
	says(&o, true, false);
	o = open_with(arena, enveloped(arena, &rsa, signed_(arena, TEXT, NID_pkcs7_data), EVP_aes_256_gcm()),
	    &rsa, SMIME_CONTENT);
	says(&o, true, true);
	o = open_with(arena, enveloped(arena, &rsa, signed_(arena, TEXT, NID_pkcs7_data), EVP_aes_256_gcm()),
	    &rsa, SMIME_ENCRYPTION);
	assert_int_equal(SMIME_FINE, o.fault);
	assert_non_null(strstr(o.bytes, "application/pkcs7-mime"));
	arena_close(arena);
}

static void
test_faults(void **state)
{
	struct arena *arena = arena_open();
	const char *nested = TEXT;

	(void)state;
	assert_int_equal(SMIME_NO_KEY, open_with(arena, enveloped(arena, &rsa, TEXT, EVP_aes_256_gcm()),
	    &ec, SMIME_CONTENT).fault);
	assert_int_equal(SMIME_OTHER, open_with(arena, signed_(arena, TEXT, NID_id_smime_ct_TSTInfo),
	    NULL, SMIME_CONTENT).fault);
	assert_int_equal(SMIME_BROKEN, open_with(arena, HEAD "AAAA\r\n", NULL, SMIME_CONTENT).fault);
	assert_int_equal(SMIME_BROKEN, open_with(arena, HEAD "MIAwgDCAMIAwgDCAMIAwgDCAMIAwgDCA\r\n", NULL,
	    SMIME_CONTENT).fault);
	for (int i = 0; i <= SMIME_LAYERS_MAX; i++)
		nested = signed_(arena, nested, NID_pkcs7_data);
	assert_int_equal(SMIME_TOO_LARGE, open_with(arena, nested, NULL, SMIME_CONTENT).fault);
	arena_close(arena);
}

/* Another byte anywhere, or the end missing: nothing, or what was meant; never something else. */
static void
test_changed(void **state)
{
	struct arena *arena = arena_open();
	const char *whole = enveloped(arena, &rsa, TEXT, EVP_aes_256_gcm());
	size_t len = strlen(whole), shown = 0;

	(void)state;
	for (size_t at = strlen(HEAD); at < len - 4; at += 3) {
		struct arena *turn = arena_open();
		char *copy = arena_strdup(turn, whole);
		struct smime_opened o;

		copy[at] = copy[at] == 'Q' ? 'g' : 'Q';
		o = open_with(turn, copy, &rsa, SMIME_CONTENT);
		if (o.fault == SMIME_FINE)
			says(&o, true, true);
		shown += o.fault == SMIME_FINE;
		copy[at] = '\0';
		o = open_with(turn, copy, &rsa, SMIME_CONTENT);
		assert_null(o.bytes);
		arena_close(turn);
	}
	/* There is hardly a byte in it that means nothing. */
	assert_true(shown < 20);
	arena_close(arena);
}

/* Cut anywhere: so much of the content as is there, never more or other. */
static void
test_beginning(void **state)
{
	struct arena *arena = arena_open();
	unsigned char *der = NULL;
	BIO *in = BIO_new_mem_buf(TEXT, -1);
	CMS_ContentInfo *cms = CMS_sign(other.certificate, other.key, NULL, in, CMS_BINARY);
	int len = i2d_CMS_ContentInfo(cms, &der);
	const char *found;
	size_t n, most = 0;

	(void)state;
	for (int cut = 0; cut <= len; cut++) {
		char *copy = arena_memdup(arena, der, (size_t)cut);

		if ((found = smime_beginning(arena, copy, (size_t)cut, &n)) == NULL)
			continue;
		assert_true(n >= most && n <= strlen(TEXT));
		assert_memory_equal(TEXT, found, n);
		most = n;
	}
	assert_int_equal(strlen(TEXT), most);
	assert_null(smime_beginning(arena, "0\x84\xff\xff\xff\xff", 6, &n));
	OPENSSL_free(der);
	CMS_ContentInfo_free(cms);
	BIO_free(in);
	arena_close(arena);
}

static void
test_certificates(void **state)
{
	struct arena *arena = arena_open();
	json_t *json = smime_certificate_json(arena, rsa.certificate, time(NULL));

	(void)state;
	assert_string_equal("CN=Ålice", json_string_value(json_object_get(json, "subject")));
	assert_string_equal("a@example.org",
	    json_string_value(json_array_get(json_object_get(json, "emails"), 0)));
	assert_true(json_is_false(json_object_get(json, "isExpired")));
	json_decref(json);
	assert_true(smime_certificate_names(rsa.certificate, "A@Example.ORG"));
	assert_false(smime_certificate_names(rsa.certificate, "b@example.org"));
	assert_true(smime_certificate_may(rsa.certificate, SMIME_ENCRYPT));
	assert_true(smime_certificate_may(ec.certificate, SMIME_ENCRYPT));
	assert_false(smime_certificate_may(other.certificate, SMIME_ENCRYPT));
	assert_true(smime_certificate_may(other.certificate, SMIME_SIGN));
	assert_true(smime_certificate_holds(rsa.certificate, time(NULL)));
	assert_false(smime_certificate_holds(rsa.certificate, time(NULL) + 7200));
	assert_null(smime_certificate(arena, "0\x80", 2));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_beginning),
		cmocka_unit_test(test_certificates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
