#include <string.h>
#include <strings.h>

#include <openssl/cms.h>
#include <openssl/err.h>

#include "core/hash.h"
#include "webmail/mime_sink.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_make.h"

#define OBSCURED	"[...]"		/* RFC 9788, section 3.2.1 */

/* ---- The header within and without -------------------------------------------------- */

static bool
is(const struct mime_out_field *f, const char *name)
{
	return strcasecmp(f->name, name) == 0;
}

static void
add(struct arena *arena, struct mime_out_fields *to, const char *name, const char *text)
{
	struct mime_out_field *f = arena_alloc(arena, sizeof *f);

	*f = (struct mime_out_field){ .name = name, .text = text };
	if (to->last != NULL)
		to->last->next = f;
	else
		to->first = f;
	to->last = f;
}

/* What carriers see (hcp_baseline); NULL: nothing of it. */
static const char *
outer_text(const struct mime_out_field *f, bool encrypted)
{
	if (!encrypted)
		return f->text;
	if (is(f, "Comments") || is(f, "Keywords"))
		return NULL;
	return is(f, "Subject") ? OBSCURED : f->text;
}

/* The payload: the tree with the header in it, but for Bcc, which nobody is told. */
static struct mime_out
payload_of(struct arena *arena, const struct mime_out_fields *fields, const struct mime_out *root,
    bool encrypted)
{
	struct mime_param *hp = arena_alloc(arena, sizeof *hp);
	struct mime_out out = *root;
	const char *text;

	*hp = (struct mime_param){ .name = "hp", .value = encrypted ? "cipher" : "clear",
		.next = (struct mime_param *)root->params };
	out.params = hp;
	out.fields = (struct mime_out_fields){ NULL, NULL };
	for (const struct mime_out_field *f = fields->first; f != NULL; f = f->next)
		if (!is(f, "Bcc") && !is(f, "MIME-Version"))
			add(arena, &out.fields, f->name, f->text);
	for (const struct mime_out_field *f = fields->first; encrypted && f != NULL; f = f->next)
		if (!is(f, "Bcc") && !is(f, "MIME-Version") && (text = outer_text(f, true)) != NULL)
			add(arena, &out.fields, "HP-Outer", arena_printf(arena, "%s: %s", f->name, text));
	for (const struct mime_out_field *f = root->fields.first; f != NULL; f = f->next)
		add(arena, &out.fields, f->name, f->text);
	return out;
}

/* ---- CMS ------------------------------------------------------------------------------- */

/* On the arena; the structure goes. */
static enum status
der_of(struct ctx *cx, CMS_ContentInfo *cms, const unsigned char **der, size_t *len)
{
	int n = cms != NULL ? i2d_CMS_ContentInfo(cms, NULL) : -1;
	unsigned char *p;

	if (n > 0) {
		*der = p = arena_alloc(cx->arena, (size_t)n);
		*len = (size_t)i2d_CMS_ContentInfo(cms, &p);
	}
	CMS_ContentInfo_free(cms);
	ERR_clear_error();
	return n > 0 ? OK : fault(cx, ERR_INTERNAL, "OpenSSL makes no S/MIME of it");
}

static bool
add_chain(CMS_ContentInfo *cms, const struct smime_plan *plan)
{
	const unsigned char *p = plan->chain, *end = p + plan->chain_len;
	X509 *one;

	while (p != NULL && p < end && (one = d2i_X509(NULL, &p, end - p)) != NULL)
		if (!CMS_add0_cert(cms, one)) {
			X509_free(one);
			return false;
		}
	return true;
}

/* What we open ourselves, so that answers can be encrypted well (RFC 8551, section 2.5.2). */
static bool
add_capabilities(CMS_SignerInfo *info)
{
	static const int can[] = { NID_aes_256_gcm, NID_aes_128_gcm, NID_aes_256_cbc, NID_aes_128_cbc };
	STACK_OF(X509_ALGOR) *list = NULL;
	bool good = true;

	for (size_t i = 0; i < COUNT(can) && good; i++)
		good = CMS_add_simple_smimecap(&list, can[i], -1) == 1;
	good = good && CMS_add_smimecap(info, list) == 1;
	sk_X509_ALGOR_pop_free(list, X509_ALGOR_free);
	return good;
}

static enum status
sign(struct ctx *cx, const struct smime_plan *plan, const char *bytes, size_t len,
    const unsigned char **der, size_t *der_len)
{
	const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
	BIO *in = BIO_new_mem_buf(bytes, (int)len);
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags);
	CMS_SignerInfo *info;

	if (in == NULL || cms == NULL)
		abort();
	info = CMS_add1_signer(cms, plan->signer->certificate, plan->signer->key, EVP_sha256(), flags);
	if (info == NULL || !add_capabilities(info) || !add_chain(cms, plan) ||
	    CMS_final(cms, in, NULL, flags) <= 0) {
		CMS_ContentInfo_free(cms);
		cms = NULL;
	}
	BIO_free(in);
	return der_of(cx, cms, der, der_len);
}

static enum status
encrypt(struct ctx *cx, const struct smime_plan *plan, const char *bytes, size_t len,
    const unsigned char **der, size_t *der_len)
{
	STACK_OF(X509) *to = sk_X509_new_null();
	BIO *in = BIO_new_mem_buf(bytes, (int)len);
	CMS_ContentInfo *cms;

	if (to == NULL || in == NULL)
		abort();
	for (size_t i = 0; i < plan->recipient_count; i++)
		if (!sk_X509_push(to, plan->recipients[i]))
			abort();
	cms = CMS_encrypt(to, in, plan->gcm ? EVP_aes_256_gcm() : EVP_aes_256_cbc(), CMS_BINARY);
	sk_X509_free(to);
	BIO_free(in);
	return der_of(cx, cms, der, der_len);
}

/* ---- The message -------------------------------------------------------------------------- */

/* What is signed, and its signature. */
static void
put_signed(struct sink *o, const char *bytes, size_t len, const unsigned char *der, size_t der_len)
{
	char boundary[2 + TOKEN_LEN + 1] = "=_";

	hash_token(boundary + 2);
	sink_say(o, "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
	    " micalg=sha-256; boundary=\"");
	sink_say(o, boundary);
	sink_say(o, "\"\r\n\r\n--");
	sink_say(o, boundary);
	sink_say(o, "\r\n");
	sink_add(o, bytes, len);
	sink_say(o, "\r\n--");
	sink_say(o, boundary);
	sink_say(o, "\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename=smime.p7s\r\n\r\n");
	sink_base64(o, der, der_len);
	sink_say(o, "--");
	sink_say(o, boundary);
	sink_say(o, "--\r\n");
}

static void
put_encrypted(struct sink *o, bool gcm, const unsigned char *der, size_t der_len)
{
	sink_say(o, "Content-Type: application/pkcs7-mime; smime-type=");
	sink_say(o, gcm ? "authEnveloped-data" : "enveloped-data");
	sink_say(o, ";\r\n name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename=smime.p7m\r\n\r\n");
	sink_base64(o, der, der_len);
}

static void
put_header(struct sink *o, const struct mime_out_fields *fields, bool encrypted)
{
	const char *text;

	for (const struct mime_out_field *f = fields->first; f != NULL; f = f->next) {
		if (is(f, "MIME-Version") || (text = outer_text(f, encrypted)) == NULL)
			continue;
		sink_say(o, f->name);
		sink_say(o, ": ");
		sink_say(o, text);
		sink_say(o, "\r\n");
	}
	sink_say(o, "MIME-Version: 1.0\r\n");
}

enum status
smime_write(struct ctx *cx, const struct mime_out_fields *fields, const struct mime_out *root,
    const struct smime_plan *plan, int fd, int64_t *size)
{
	bool encrypted = plan->recipient_count > 0;
	struct mime_out payload = payload_of(cx->arena, fields, root, encrypted);
	struct sink within = { .cx = cx, .fd = -1, .memory = BUF_ON(cx->arena) };
	struct sink o = { .cx = cx, .fd = fd, .buffer = arena_alloc(cx->arena, SINK_BUFFER) };
	const unsigned char *der = NULL;
	const char *bytes;
	size_t len, der_len = 0;
	enum status st;

	if ((st = mime_write_memory(cx, &payload, &bytes, &len)) != OK)
		return st;
	if (len > SMIME_BYTES_MAX)
		return fault(cx, ERR_TOO_LARGE, "too large to be signed or encrypted");
	put_header(&o, fields, encrypted);
	if (plan->signer != NULL) {
		if ((st = sign(cx, plan, bytes, len, &der, &der_len)) != OK)
			return st;
		put_signed(encrypted ? &within : &o, bytes, len, der, der_len);
		bytes = buf_str(&within.memory);
		len = within.memory.len;
	}
	if (encrypted) {
		if ((st = encrypt(cx, plan, bytes, len, &der, &der_len)) != OK)
			return st;
		put_encrypted(&o, plan->gcm, der, der_len);
	}
	sink_flush(&o);
	*size = o.written;
	return o.st;
}
