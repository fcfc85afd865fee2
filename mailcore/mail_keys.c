#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "core/buf.h"
#include "mailcore/files.h"
#include "mailcore/mail_keys.h"

#define FOLDER	"%s/conf/mail-keys"

static void free_key(void *p) { EVP_PKEY_free(p); }
static void free_bio(void *p) { BIO_free(p); }

static const char *
file_of(struct arena *arena, const char *root, int number, const char *kind)
{
	return arena_printf(arena, FOLDER "/%d.%s", root, number, kind);
}

static enum status
write_bio(struct ctx *cx, const char *path, BIO *bio, mode_t mode)
{
	bool changed;
	char *pem;
	long len = BIO_get_mem_data(bio, &pem);

	return file_update(cx, path, pem, (size_t)len, mode, NULL, &changed);
}

static enum status
make_key(struct ctx *cx, const char *root)
{
	EVP_PKEY *key = arena_adopt(cx->arena, EVP_EC_gen("P-256"), free_key);
	BIO *bio = arena_adopt(cx->arena, BIO_new(BIO_s_mem()), free_bio);
	enum status st;

	if (key == NULL || bio == NULL ||
	    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) != 1)
		return fault(cx, ERR_INTERNAL, "OpenSSL could not make a key for stored mail");
	if ((st = file_folder(cx, arena_printf(cx->arena, FOLDER, root), 0700, NULL, NULL)) != OK)
		return st;
	return write_bio(cx, file_of(cx->arena, root, 1, "key"), bio, 0600);
}

/* Dovecot reads it from a file of its own; made anew each time, from what counts. */
static enum status
write_public(struct ctx *cx, const char *root, int number)
{
	const char *path = file_of(cx->arena, root, number, "key");
	BIO *in, *out = arena_adopt(cx->arena, BIO_new(BIO_s_mem()), free_bio);
	EVP_PKEY *key;
	size_t len;
	char *pem;
	enum status st;

	if ((st = file_read(cx, path, &pem, &len)) != OK)
		return st;
	in = arena_adopt(cx->arena, BIO_new_mem_buf(pem, (int)len), free_bio);
	key = PEM_read_bio_PrivateKey(in, NULL, NULL, (void *)"");
	ERR_clear_error();
	if (key == NULL)
		return fault(cx, ERR_INVALID, "%s is no private key in PEM", path);
	arena_adopt(cx->arena, key, free_key);
	if (PEM_write_bio_PUBKEY(out, key) != 1)
		return fault(cx, ERR_INTERNAL, "OpenSSL could not write a public key");
	return write_bio(cx, file_of(cx->arena, root, number, "pub"), out, 0600);
}

/* Here, not in a template: there are as many lines as keys. */
static enum status
tell_dovecot(struct ctx *cx, const char *root, int count)
{
	struct buf text = BUF_ON(cx->arena);
	bool changed;

	buf_printf(&text, "plugin {\n  mail_crypt_global_public_key = <%s\n",
	    file_of(cx->arena, root, count, "pub"));
	for (int n = count, place = 1; n > 0; n--, place++)
		buf_printf(&text, "  mail_crypt_global_private_key%s = <%s\n",
		    place > 1 ? arena_printf(cx->arena, "%d", place) : "",
		    file_of(cx->arena, root, n, "key"));
	buf_puts(&text, "}\n");
	return file_update(cx, arena_printf(cx->arena, FOLDER "/dovecot.conf", root),
	    buf_str(&text), text.len, 0600, NULL, &changed);
}

enum status
mail_keys_count(struct ctx *cx, const char *root, bool make, int *count)
{
	int n = 0;
	enum status st;

	while (n < MAIL_KEYS_MAX && access(file_of(cx->arena, root, n + 1, "key"), F_OK) == 0)
		n++;
	if (n == 0 && make) {
		if ((st = make_key(cx, root)) != OK)
			return st;
		n = 1;
	}
	*count = n;
	if (n == 0)
		return OK;
	return (st = write_public(cx, root, n)) == OK ? tell_dovecot(cx, root, n) : st;
}
