#include <stdarg.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/http.h"
#include "webmail/mime_parse.h"
#include "webmail/mime_signed.h"
#include "webmail/smime_certificate.h"

#define DETACHED_MAX	(1024 * 1024)		/* bytes of a signature alone */
#define OPAQUE_MAX	(25 * 1024 * 1024)	/* and of one with the message in it */
#define SIGNERS_MAX	5
#define CERTIFICATES_MAX 50
#define CHAIN_MAX	8
#define LEVEL		2		/* OpenSSL's: no RSA below 2048, no SHA-1 */

struct check {
	struct arena		*arena;
	struct mime_signed	*out;
	CMS_ContentInfo		*cms;
	STACK_OF(X509)		*certificates;	/* that came along */
	STACK_OF(X509)		*signers;
	bool			 good;		/* but for what the certificates are worth */
};

bool
mime_is_signed(const char *type)
{
	return strcmp(type, "multipart/signed") == 0 || smime_is_opaque(type);
}

static void PRINTF(2, 3)
because(struct check *c, const char *fmt, ...)
{
	va_list ap;

	c->good = false;
	if (c->out->error_count == SIGNED_ERRORS_MAX)
		return;
	va_start(ap, fmt);
	c->out->errors[c->out->error_count++] = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
}

/* ---- Whom to trust ----------------------------------------------------------------- */

struct x509_store_st *
mime_signed_trust(const char *path)
{
	static struct {
		X509_STORE	*store;
		char		*path;
		struct timespec	 changed;
	} kept;
	struct stat sb;
	X509_STORE *store;

	if (stat(path, &sb) < 0)
		return NULL;
	if (kept.store != NULL && strcmp(kept.path, path) == 0 &&
	    kept.changed.tv_sec == sb.st_mtim.tv_sec && kept.changed.tv_nsec == sb.st_mtim.tv_nsec)
		return kept.store;
	if ((store = X509_STORE_new()) == NULL)
		abort();
	if (!X509_STORE_load_file(store, path)) {
		X509_STORE_free(store);
		ERR_clear_error();
		return NULL;
	}
	X509_STORE_free(kept.store);
	free(kept.path);
	kept.store = store;
	kept.changed = sb.st_mtim;
	if ((kept.path = strdup(path)) == NULL)
		abort();
	return store;
}

/* What is wrong with a certificate at this time, for USE; X509_V_OK: nothing. */
static int
wrong_with(struct check *c, X509_STORE *trust, X509 *certificate, enum smime_use use, int64_t when)
{
	X509_STORE_CTX *cx = X509_STORE_CTX_new();
	X509_VERIFY_PARAM *param;
	int error;

	if (cx == NULL || !X509_STORE_CTX_init(cx, trust, certificate, c->certificates))
		abort();
	X509_STORE_CTX_set_default(cx, "smime_sign");
	param = X509_STORE_CTX_get0_param(cx);
	/* What the certificate itself is for, smime_certificate_may() knows better. */
	if (use == SMIME_ENCRYPT)
		X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_ANY);
	X509_VERIFY_PARAM_set_time(param, (time_t)when);
	X509_VERIFY_PARAM_set_depth(param, CHAIN_MAX);
	X509_VERIFY_PARAM_set_auth_level(param, LEVEL);
	if (X509_verify_cert(cx) > 0)
		error = X509_V_OK;
	else if ((error = X509_STORE_CTX_get_error(cx)) == X509_V_OK)
		error = X509_V_ERR_UNSPECIFIED;
	X509_STORE_CTX_free(cx);
	ERR_clear_error();
	return error;
}

/* Whether all who signed could be trusted then; TELL says why not. */
static bool
is_trusted(struct check *c, X509_STORE *trust, int64_t when, bool tell)
{
	bool all = true;

	for (int i = 0; i < sk_X509_num(c->signers); i++) {
		int wrong = wrong_with(c, trust, sk_X509_value(c->signers, i), SMIME_SIGN, when);

		all &= wrong == X509_V_OK;
		if (wrong != X509_V_OK && tell)
			because(c, "The certificate cannot be trusted: %s.",
			    X509_verify_cert_error_string(wrong));
	}
	return all;
}

/* ---- Who signed -------------------------------------------------------------------- */

static const char *
lower(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	return out;
}

/* All of From are among those who signed (RFC 8550, section 3). */
static void
check_from(struct check *c, const struct mime_fields *fields)
{
	struct mime_addresses from;
	const struct mime_field *f;
	size_t at = 0;

	f = mime_field_next(fields, "From", &at);
	if (f == NULL || mime_field_next(fields, "From", &at) != NULL) {
		because(c, "The message does not name its sender once.");
		return;
	}
	from = mime_header_addresses(c->arena, f->raw, f->len);
	if (from.count == 0)
		because(c, "The message does not name its sender.");
	else if (from.count == 1)
		c->out->signer = lower(c->arena, from.list[0].email);
	for (size_t i = 0; i < from.count && c->out->error_count < SIGNED_ERRORS_MAX; i++) {
		bool found = false;

		for (int k = 0; k < sk_X509_num(c->signers) && !found; k++)
			found = smime_certificate_names(sk_X509_value(c->signers, k),
			    from.list[i].email);
		if (!found)
			because(c, "It was not signed by %s.", from.list[i].email);
	}
}

static const char *
text_of(struct arena *arena, const struct mime_fields *fields, const char *name)
{
	const struct mime_field *f = mime_field_find(fields, name);

	return f != NULL ? mime_header_text(arena, f->raw, f->len) : "";
}

/*
 * A header that was signed with the rest (RFC 9788) says what carriers may not change.
 * Around encryption, the Subject is another one on purpose.
 */
static void
check_protected(struct check *c, const struct mime_fields *fields, const struct mime_part *payload)
{
	static const char *const names[] = { "From", "Subject" };

	if (mime_param_find(payload->params, "hp") == NULL)
		return;
	for (size_t i = 0; i < (c->out->is_encrypted ? 1 : COUNT(names)); i++)
		if (strcmp(text_of(c->arena, fields, names[i]),
		    text_of(c->arena, &payload->fields, names[i])) != 0)
			because(c, "Its %s was changed after it was signed.", names[i]);
}

/* Hashes that nobody can make two messages for. */
static void
check_digests(struct check *c)
{
	static const int good[] = {
		NID_sha256, NID_sha384, NID_sha512, NID_sha3_256, NID_sha3_384, NID_sha3_512,
		NID_shake256,
	};
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(c->cms);

	for (int i = 0; i < sk_CMS_SignerInfo_num(infos); i++) {
		const ASN1_OBJECT *oid;
		X509_ALGOR *digest;
		size_t k = 0;

		CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(infos, i), NULL, NULL, &digest, NULL);
		X509_ALGOR_get0(&oid, NULL, NULL, digest);
		while (k < COUNT(good) && good[k] != OBJ_obj2nid(oid))
			k++;
		if (k == COUNT(good))
			because(c, "It is signed in an old way that can be forged.");
	}
}

/* ---- The signature ------------------------------------------------------------------ */

static void
free_cms(void *p)
{
	CMS_ContentInfo_free(p);
}

static void
free_certificates(void *p)
{
	sk_X509_pop_free(p, X509_free);
}

static void
free_signers(void *p)
{
	sk_X509_free(p);
}

/*
 * Behind a filter that does nothing: of bare memory CMS_verify() makes a reader of its
 * own, which it forgets where the signature's digest is unknown.
 */
static BIO *
reader_of(const char *content, size_t len)
{
	BIO *filter = BIO_new(BIO_f_null()), *bytes = BIO_new_mem_buf(content, (int)len);

	if (filter == NULL || bytes == NULL)
		abort();
	return BIO_push(filter, bytes);
}

/* CONTENT NULL: it is in the signature. */
static void
check_bytes(struct check *c, const char *content, size_t len)
{
	BIO *in = content != NULL ? reader_of(content, len) : NULL;
	int done;

	ERR_clear_error();
	done = CMS_verify(c->cms, NULL, NULL, in, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY);
	if (done <= 0 && ERR_GET_REASON(ERR_peek_last_error()) == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND)
		because(c, "The certificate of who signed is not in the message.");
	else if (done <= 0)
		because(c, "The message was changed after it was signed.");
	ERR_clear_error();
	BIO_free_all(in);
	c->signers = arena_adopt(c->arena, CMS_get0_signers(c->cms), free_signers);
}

/* Reads DER; false where it is no signature at all. */
static bool
read_cms(struct check *c, const char *der, size_t len)
{
	const unsigned char *p = (const unsigned char *)der;

	c->cms = arena_adopt(c->arena, d2i_CMS_ContentInfo(NULL, &p, (long)len), free_cms);
	ERR_clear_error();
	if (c->cms == NULL || OBJ_obj2nid(CMS_get0_type(c->cms)) != NID_pkcs7_signed ||
	    sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(c->cms)) < 1)
		return false;
	c->certificates = arena_adopt(c->arena, CMS_get1_certs(c->cms), free_certificates);
	return true;
}

/* Can it open AES-GCM?  (RFC 8551, section 2.5.2) */
static int
opens_gcm(CMS_SignerInfo *info)
{
	int at = CMS_signed_get_attr_by_NID(info, NID_SMIMECapabilities, -1), found = 0;
	const ASN1_STRING *value = at < 0 ? NULL : X509_ATTRIBUTE_get0_data(
	    CMS_signed_get_attr(info, at), 0, V_ASN1_SEQUENCE, NULL);
	const unsigned char *p = value != NULL ? ASN1_STRING_get0_data(value) : NULL;
	X509_ALGORS *list;

	if (p == NULL || (list = d2i_X509_ALGORS(NULL, &p, ASN1_STRING_length(value))) == NULL)
		return -1;
	for (int i = 0; i < sk_X509_ALGOR_num(list); i++) {
		const ASN1_OBJECT *oid;

		X509_ALGOR_get0(&oid, NULL, NULL, sk_X509_ALGOR_value(list, i));
		found |= OBJ_obj2nid(oid) == NID_aes_256_gcm;
	}
	sk_X509_ALGOR_pop_free(list, X509_ALGOR_free);
	return found;
}

/* The signer's own certificate, or another of his that came along for just that. */
static void
find_encryption(struct check *c, X509_STORE *trust, int64_t now)
{
	STACK_OF(X509) *lists[] = { c->signers, c->certificates };

	c->out->gcm = opens_gcm(sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(c->cms), 0));
	for (size_t k = 0; k < COUNT(lists); k++)
		for (int i = 0; i < sk_X509_num(lists[k]) && c->out->certificate == NULL; i++) {
			X509 *x = sk_X509_value(lists[k], i);

			if (smime_certificate_names(x, c->out->signer) &&
			    smime_certificate_may(x, SMIME_ENCRYPT) &&
			    wrong_with(c, trust, x, SMIME_ENCRYPT, now) == X509_V_OK)
				c->out->certificate = x;
		}
}

/* The message within an opaque signature. */
static const struct mime_part *
hidden_payload(struct check *c)
{
	ASN1_OCTET_STRING **content = CMS_get0_content(c->cms);

	if (content == NULL || *content == NULL)
		return mime_parse(c->arena, "", 0).root;
	return mime_parse(c->arena, (const char *)ASN1_STRING_get0_data(*content),
	    (size_t)ASN1_STRING_length(*content)).root;
}

/* PAYLOAD and its bytes, CONTENT, are NULL where they are in the signature. */
static void
check_signature(struct check *c, const struct mime_fields *fields, X509_STORE *trust,
    const struct mime_part *payload, const char *content, size_t len, int64_t now,
    int64_t delivered)
{
	if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(c->cms)) > SIGNERS_MAX ||
	    sk_X509_num(c->certificates) > CERTIFICATES_MAX) {
		because(c, "There are more signatures or certificates than can be looked at.");
		return;
	}
	/* Other content could be a receipt or a time stamp that the signer never saw as mail. */
	if (OBJ_obj2nid(CMS_get0_eContentType(c->cms)) != NID_pkcs7_data) {
		because(c, "What is signed is no mail.");
		return;
	}
	check_bytes(c, content, len);
	check_digests(c);
	check_from(c, fields);
	if (payload == NULL)
		payload = hidden_payload(c);
	check_protected(c, fields, payload);
	if (sk_X509_num(c->signers) < 1)
		return;
	if (c->good) {
		c->out->delivered = is_trusted(c, trust, delivered, false) ? SIGNED_VERIFIED :
		    SIGNED_FAILED;
		c->out->now = is_trusted(c, trust, now, true) ? SIGNED_VERIFIED : SIGNED_FAILED;
		if (c->out->now == SIGNED_VERIFIED && c->out->signer != NULL)
			find_encryption(c, trust, now);
	} else {
		(void)is_trusted(c, trust, now, true);
	}
}

static bool
is_protocol(const char *s)
{
	return s != NULL && (strcasecmp(s, "application/pkcs7-signature") == 0 ||
	    strcasecmp(s, "application/x-pkcs7-signature") == 0);
}

/* The signature of M, whose own header or that around it is FIELDS. */
static void
check_message(struct check *c, const struct mime_message *m, const struct mime_fields *fields,
    X509_STORE *trust, int64_t now, int64_t delivered)
{
	const struct mime_part *first = m->root->child, *where = m->root;
	bool opaque = !mime_is_multipart(m->root);
	const char *der, *content = NULL;
	size_t der_len, content_len = 0;

	if (!opaque) {
		if (!is_protocol(mime_param_find(m->root->params, "protocol")))
			return;
		c->out->now = c->out->delivered = SIGNED_FAILED;
		if (first == NULL || (where = first->next) == NULL || where->next != NULL ||
		    mime_is_multipart(where)) {
			because(c, "The message is not what is signed and its signature, nothing else.");
			return;
		}
		content = m->bytes + first->header_start;
		content_len = first->body_start + first->body_len - first->header_start;
	}
	if (where->body_len / 4 * 3 > (opaque ? OPAQUE_MAX : DETACHED_MAX) || content_len > INT32_MAX) {
		c->out->now = c->out->delivered = SIGNED_FAILED;
		because(c, "It is too large to be verified.");
		return;
	}
	der = mime_part_bytes(c->arena, m, where, &der_len, NULL);
	if (!read_cms(c, der, der_len)) {
		if (!opaque)
			because(c, "The signature cannot be read.");
		return;
	}
	c->out->now = c->out->delivered = SIGNED_FAILED;
	check_signature(c, fields, trust, opaque ? NULL : first, content, content_len, now,
	    delivered);
}

void
mime_signed_check(struct arena *arena, const char *bytes, size_t len, const struct smime_keys *keys,
    struct x509_store_st *trust, int64_t now, int64_t delivered, struct mime_signed *out)
{
	struct mime_message m = mime_parse(arena, bytes, len), within = m;
	struct check c = { .arena = arena, .out = out, .good = true };
	struct smime_opened opened;

	*out = (struct mime_signed){ .now = SIGNED_NOT, .delivered = SIGNED_NOT, .gcm = -1 };
	if (!mime_is_signed(m.root->type))
		return;
	out->now = out->delivered = SIGNED_UNKNOWN;
	if (smime_is_opaque(m.root->type) && len <= SMIME_BYTES_MAX) {
		smime_open(arena, bytes, len, keys, SMIME_ENCRYPTION, &opened);
		out->is_encrypted = opened.is_encrypted;
		if (opened.is_encrypted && opened.bytes == NULL)
			return;
		if (opened.is_encrypted)
			within = mime_parse(arena, opened.bytes, opened.len);
	}
	if (mime_is_signed(within.root->type))
		check_message(&c, &within, &m.root->fields, trust, now, delivered);
}
