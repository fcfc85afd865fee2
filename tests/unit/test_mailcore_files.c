/*
 * Files that are rewritten only when they change, passwords, certificates,
 * DKIM keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/hash.h"
#include "mailcore/ca.h"
#include "mailcore/dkim.h"
#include "mailcore/files.h"
#include "mailcore/secret.h"

static char root[64];

static int
make_root(void **state)
{
	struct ctx *cx = malloc(sizeof *cx);

	if (cx == NULL)
		return -1;
	ctx_open(cx, NULL);
	*state = cx;
	snprintf(root, sizeof root, "/tmp/hayloft-files-XXXXXX");
	return mkdtemp(root) != NULL && chmod(root, 0700) == 0 ? 0 : -1;
}

static int
remove_root(void **state)
{
	static const char *const files[] = {
		"f", "conf/password.redis", "conf", "tls/ca.crt", "tls/ca.key",
		"tls/server.crt", "tls/server.key", "tls", ".",
	};
	struct ctx *cx = *state;

	for (size_t i = 0; i < COUNT(files); i++)
		(void)remove(arena_printf(cx->arena, "%s/%s", root, files[i]));
	(void)rmdir(root);
	ctx_close(cx);
	free(cx);
	return access(root, F_OK) == 0 ? -1 : 0;
}

static void
test_update(void **state)
{
	struct ctx *cx = *state;
	const char *path = arena_printf(cx->arena, "%s/f", root);
	struct stat first, now;
	bool changed = false;
	char *text;
	size_t len;

	assert_int_equal(OK, file_update(cx, path, "abc", 3, 0640, NULL, &changed));
	assert_true(changed);
	assert_int_equal(0, stat(path, &first));
	assert_int_equal(0640, first.st_mode & 07777);

	changed = false;
	assert_int_equal(OK, file_update(cx, path, "abc", 3, 0640, NULL, &changed));
	assert_false(changed);
	assert_int_equal(0, stat(path, &now));
	assert_true(first.st_ino == now.st_ino);

	assert_int_equal(OK, file_update(cx, path, "abcd", 4, 0640, NULL, &changed));
	assert_true(changed);
	changed = false;
	assert_int_equal(OK, file_update(cx, path, "abcd", 4, 0600, NULL, &changed));
	assert_true(changed);
	assert_int_equal(OK, file_read(cx, path, &text, &len));
	assert_int_equal(4, len);
	assert_string_equal("abcd", text);
	assert_int_equal(ERR_NOT_FOUND, file_read(cx, "/nonexistent/f", &text, &len));
}

static void
test_secret(void **state)
{
	struct ctx *cx = *state;
	const char *one, *two;
	struct stat st;

	assert_int_equal(OK, mailcore_secret(cx, root, "redis", &one));
	assert_int_equal(48, strlen(one));
	assert_int_equal(48, strspn(one, "0123456789abcdef"));
	assert_int_equal(OK, mailcore_secret(cx, root, "redis", &two));
	assert_string_equal(one, two);
	assert_int_equal(0, stat(arena_printf(cx->arena, "%s/conf/password.redis", root), &st));
	assert_int_equal(0600, st.st_mode & 07777);
}

static X509 *
read_certificate(struct ctx *cx, const char *name)
{
	FILE *f = fopen(arena_printf(cx->arena, "%s/tls/%s", root, name), "re");
	X509 *cert;

	assert_non_null(f);
	cert = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	assert_non_null(cert);
	return cert;
}

static void
test_certificates(void **state)
{
	struct ctx *cx = *state;
	X509 *ca, *cert, *again;

	assert_int_equal(OK, file_folder(cx, arena_printf(cx->arena, "%s/tls", root), 0755, NULL, NULL));
	assert_int_equal(OK, ca_ensure(cx, root, "mail.example.org"));
	ca = read_certificate(cx, "ca.crt");
	cert = read_certificate(cx, "server.crt");
	assert_int_equal(1, X509_verify(cert, X509_get0_pubkey(ca)));
	assert_int_equal(X509_V_OK, X509_check_issued(ca, cert));
	assert_int_equal(1, X509_check_ca(ca));
	assert_int_equal(0, X509_check_ca(cert));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(1, X509_check_host(cert, ((const char *const[]){
		    "localhost", "mail.example.org", "example.org" })[i], 0, 0, NULL));
	assert_int_equal(1, X509_check_ip_asc(cert, "127.0.0.1", 0));
	assert_int_equal(1, X509_check_ip_asc(cert, "::1", 0));
	assert_int_equal(0, X509_check_host(cert, "example.com", 0, 0, NULL));

	/* The same names: the same certificate.  Another: a new one, the same authority. */
	assert_int_equal(OK, ca_ensure(cx, root, "mail.example.org"));
	again = read_certificate(cx, "server.crt");
	assert_int_equal(0, X509_cmp(cert, again));
	X509_free(again);
	assert_int_equal(OK, ca_ensure(cx, root, "mx.example.net"));
	again = read_certificate(cx, "server.crt");
	assert_int_equal(1, X509_check_host(again, "mx.example.net", 0, 0, NULL));
	assert_int_equal(1, X509_verify(again, X509_get0_pubkey(ca)));
	X509_free(again);
	X509_free(cert);
	X509_free(ca);
}

static void
test_dkim(void **state)
{
	static const unsigned char mail[] = "a mail";
	struct ctx *cx = *state;
	unsigned char signature[512];
	const unsigned char *der;
	size_t der_len, len = sizeof signature;
	struct dkim_key key;
	EVP_PKEY *private, *public;
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	BIO *bio;

	assert_int_equal(OK, dkim_generate(cx, 2048, "dkim", &key));
	assert_string_equal("dkim", key.selector);
	assert_int_equal(0, strncmp(dkim_record(cx->arena, &key), "v=DKIM1; k=rsa; p=MIIB", 22));

	/* The public half, as published, verifies what the private one signs. */
	bio = BIO_new_mem_buf(key.private_pem, -1);
	private = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	assert_non_null(private);
	assert_int_equal(2048, EVP_PKEY_get_bits(private));
	der = base64_decode(cx->arena, key.public_base64, strlen(key.public_base64), &der_len);
	assert_non_null(der);
	public = d2i_PUBKEY(NULL, &der, (long)der_len);
	assert_non_null(public);
	assert_int_equal(1, EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, private));
	assert_int_equal(1, EVP_DigestSign(md, signature, &len, mail, sizeof mail));
	EVP_MD_CTX_reset(md);
	assert_int_equal(1, EVP_DigestVerifyInit(md, NULL, EVP_sha256(), NULL, public));
	assert_int_equal(1, EVP_DigestVerify(md, signature, len, mail, sizeof mail));

	EVP_MD_CTX_free(md);
	EVP_PKEY_free(private);
	EVP_PKEY_free(public);
	BIO_free(bio);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_update, make_root, remove_root),
		cmocka_unit_test_setup_teardown(test_secret, make_root, remove_root),
		cmocka_unit_test_setup_teardown(test_certificates, make_root, remove_root),
		cmocka_unit_test_setup_teardown(test_dkim, make_root, remove_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
