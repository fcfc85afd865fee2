/*
 * A signature under Apple's configuration profile, by the key of the server's
 * certificate, which workers do not have: devices then show whose it is.
 */
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>

#include "core/conf.h"
#include "core/hash.h"
#include "mailcore/operate.h"

/* Nothing else is signed, whoever asks. */
#define BEGIN	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC "

struct signer {
	BIO		*file, *content, *out;
	X509		*certificate;
	STACK_OF(X509)	*others;	/* the rest of the chain */
	EVP_PKEY	*key;
	CMS_ContentInfo	*cms;
};

static void
signer_free(void *p)
{
	struct signer *s = p;

	BIO_free(s->file);
	BIO_free(s->content);
	BIO_free(s->out);
	X509_free(s->certificate);
	sk_X509_pop_free(s->others, X509_free);
	EVP_PKEY_free(s->key);
	CMS_ContentInfo_free(s->cms);
}

static enum status
broken(struct ctx *cx, const char *what)
{
	ERR_clear_error();
	return fault(cx, ERR_INTERNAL, "%s could not be used to sign a profile", what);
}

static enum status
read_chain(struct ctx *cx, struct signer *s)
{
	const char *path = *cx->conf->tls_certificate != '\0' ? cx->conf->tls_certificate :
	    conf_root_path(cx->conf, cx->arena, "tls/server.crt");
	X509 *one;

	if ((s->file = BIO_new_file(path, "r")) == NULL ||
	    (s->others = sk_X509_new_null()) == NULL ||
	    (s->certificate = PEM_read_bio_X509(s->file, NULL, NULL, NULL)) == NULL)
		return broken(cx, path);
	while ((one = PEM_read_bio_X509(s->file, NULL, NULL, NULL)) != NULL)
		if (sk_X509_push(s->others, one) == 0) {
			X509_free(one);
			return broken(cx, path);
		}
	ERR_clear_error();	/* of the file's end */
	BIO_free(s->file);
	s->file = NULL;
	return OK;
}

static enum status
read_key(struct ctx *cx, struct signer *s)
{
	const char *path = *cx->conf->tls_key != '\0' ? cx->conf->tls_key :
	    conf_root_path(cx->conf, cx->arena, "tls/server.key");

	if ((s->file = BIO_new_file(path, "r")) == NULL ||
	    (s->key = PEM_read_bio_PrivateKey(s->file, NULL, NULL, NULL)) == NULL)
		return broken(cx, path);
	return OK;
}

enum status
operate_profile_sign(struct operate *o)
{
	struct signer *s = arena_alloc(o->cx->arena, sizeof *s);
	size_t len;
	char *text = base64_decode(o->cx->arena, o->words[0], strlen(o->words[0]), &len), *der;
	enum status st;
	long n;

	if (text == NULL || strncmp(text, BEGIN, strlen(BEGIN)) != 0)
		return fault(o->cx, ERR_INVALID, "that is no profile");
	ctx_on_end(o->cx, signer_free, s);
	if ((st = read_chain(o->cx, s)) != OK || (st = read_key(o->cx, s)) != OK)
		return st;
	if ((s->content = BIO_new_mem_buf(text, (int)len)) == NULL ||
	    (s->out = BIO_new(BIO_s_mem())) == NULL ||
	    (s->cms = CMS_sign(s->certificate, s->key, s->others, s->content,
	    CMS_BINARY | CMS_NOSMIMECAP)) == NULL ||
	    i2d_CMS_bio(s->out, s->cms) != 1 || (n = BIO_get_mem_data(s->out, &der)) <= 0)
		return broken(o->cx, "the server's certificate");
	buf_add(&o->out, der, (size_t)n);
	return OK;
}
