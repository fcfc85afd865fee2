#include <string.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "core/buf.h"
#include "webmail/mime_parse.h"
#include "webmail/smime_open.h"

#define RECIPIENTS_MAX	5000

bool
smime_is_opaque(const char *type)
{
	return strcmp(type, "application/pkcs7-mime") == 0 ||
	    strcmp(type, "application/x-pkcs7-mime") == 0;
}

static void
free_cms(void *p)
{
	CMS_ContentInfo_free(p);
}

/* ---- Whose it is ------------------------------------------------------------------- */

static bool
is_for(CMS_RecipientInfo *to, X509 *certificate)
{
	STACK_OF(CMS_RecipientEncryptedKey) *keys;

	if (CMS_RecipientInfo_type(to) == CMS_RECIPINFO_TRANS)
		return CMS_RecipientInfo_ktri_cert_cmp(to, certificate) == 0;
	if (CMS_RecipientInfo_type(to) != CMS_RECIPINFO_AGREE)
		return false;
	keys = CMS_RecipientInfo_kari_get0_reks(to);
	for (int i = 0; i < sk_CMS_RecipientEncryptedKey_num(keys) && i < RECIPIENTS_MAX; i++)
		if (CMS_RecipientEncryptedKey_cert_cmp(sk_CMS_RecipientEncryptedKey_value(keys, i),
		    certificate) == 0)
			return true;
	return false;
}

static const struct smime_key *
key_for(CMS_ContentInfo *cms, const struct smime_keys *keys)
{
	STACK_OF(CMS_RecipientInfo) *list = CMS_get0_RecipientInfos(cms);

	if (sk_CMS_RecipientInfo_num(list) > RECIPIENTS_MAX)
		return NULL;
	for (size_t k = 0; k < keys->count; k++)
		for (int i = 0; i < sk_CMS_RecipientInfo_num(list); i++)
			if (is_for(sk_CMS_RecipientInfo_value(list, i), keys->list[k].certificate))
				return &keys->list[k];
	return NULL;
}

/* ---- One layer ------------------------------------------------------------------------ */

static enum smime_fault
decrypt(struct arena *arena, CMS_ContentInfo *cms, const struct smime_keys *keys,
    struct smime_opened *out)
{
	const struct smime_key *key = key_for(cms, keys);
	enum smime_fault fault = SMIME_BROKEN;
	char *text;
	long len;
	BIO *into;

	if (key == NULL)
		return SMIME_NO_KEY;
	if ((into = BIO_new(BIO_s_mem())) == NULL)
		abort();
	/* All of it, tag and padding too, before anything of it is looked at. */
	if (CMS_decrypt(cms, key->key, key->certificate, NULL, into, 0) > 0) {
		len = BIO_get_mem_data(into, &text);
		out->bytes = arena_memdup(arena, text, (size_t)len);
		out->len = (size_t)len;
		fault = SMIME_FINE;
	}
	BIO_free(into);
	return fault;
}

static enum smime_fault
take_out(struct arena *arena, CMS_ContentInfo *cms, struct smime_opened *out)
{
	ASN1_OCTET_STRING **content = CMS_get0_content(cms);

	/* Other content could be a receipt or a time stamp. */
	if (OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_pkcs7_data || content == NULL ||
	    *content == NULL)
		return SMIME_OTHER;
	out->len = (size_t)ASN1_STRING_length(*content);
	out->bytes = arena_memdup(arena, ASN1_STRING_get0_data(*content), out->len);
	return SMIME_FINE;
}

/* *DONE: this layer is to stay. */
static enum smime_fault
open_layer(struct arena *arena, const char *der, size_t len, const struct smime_keys *keys,
    enum smime_depth depth, struct smime_opened *out, bool *done)
{
	const unsigned char *p = (const unsigned char *)der;
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &p, (long)len);
	enum smime_fault fault = SMIME_OTHER;

	if (cms == NULL)
		return SMIME_BROKEN;
	arena_adopt(arena, cms, free_cms);
	switch (OBJ_obj2nid(CMS_get0_type(cms))) {
	case NID_pkcs7_signed:
		*done = depth == SMIME_ENCRYPTION;
		fault = *done ? SMIME_FINE : take_out(arena, cms, out);
		break;
	case NID_pkcs7_enveloped:
		out->is_encrypted = true;
		out->is_authenticated = false;
		fault = decrypt(arena, cms, keys, out);
		break;
	case NID_id_smime_ct_authEnvelopedData:
		/* Within a layer that anybody could have changed it proves nothing of that one. */
		out->is_authenticated = !out->is_encrypted || out->is_authenticated;
		out->is_encrypted = true;
		fault = decrypt(arena, cms, keys, out);
		break;
	}
	return fault;
}

void
smime_open(struct arena *arena, const char *bytes, size_t len, const struct smime_keys *keys,
    enum smime_depth depth, struct smime_opened *out)
{
	bool done = false;

	*out = (struct smime_opened){ .bytes = bytes, .len = len };
	for (int layer = 0; !done && out->fault == SMIME_FINE; layer++) {
		struct mime_message m = mime_parse(arena, out->bytes, out->len);
		const char *der;
		size_t der_len;

		if (!smime_is_opaque(m.root->type))
			return;
		if (layer == SMIME_LAYERS_MAX || out->len > SMIME_BYTES_MAX) {
			out->fault = SMIME_TOO_LARGE;
			break;
		}
		der = mime_part_bytes(arena, &m, m.root, &der_len, NULL);
		out->fault = open_layer(arena, der, der_len, keys, depth, out, &done);
		ERR_clear_error();
	}
	if (out->fault != SMIME_FINE) {
		out->bytes = NULL;
		out->len = 0;
	}
}

/* ---- The beginning of a signature that is not all there ----------------------------- */

struct ber {
	const unsigned char	*p, *end;
};

#define INDEFINITE	SIZE_MAX

/* Behind the tag and length of an element; *LEN may go beyond the end. */
static bool
enter(struct ber *b, unsigned char tag, size_t *len)
{
	size_t bytes, n = 0;

	if (b->end - b->p < 2 || b->p[0] != tag)
		return false;
	*len = b->p[1];
	b->p += 2;
	if (*len < 0x80)
		return true;
	if ((bytes = *len & 0x7f) == 0) {
		*len = INDEFINITE;
		return true;
	}
	if (bytes > 4 || (size_t)(b->end - b->p) < bytes)
		return false;
	while (bytes-- > 0)
		n = n << 8 | *b->p++;
	*len = n;
	return true;
}

static bool
skip(struct ber *b, unsigned char tag)
{
	size_t len;

	if (!enter(b, tag, &len) || len > (size_t)(b->end - b->p))
		return false;
	b->p += len;
	return true;
}

/* The object identifier of that name. */
static bool
is_named(struct ber *b, int nid)
{
	const ASN1_OBJECT *oid = OBJ_nid2obj(nid);
	size_t len;

	if (!enter(b, 0x06, &len) || len > (size_t)(b->end - b->p) || len != OBJ_length(oid) ||
	    memcmp(b->p, OBJ_get0_data(oid), len) != 0)
		return false;
	b->p += len;
	return true;
}

const char *
smime_beginning(struct arena *arena, const char *der, size_t len, size_t *out_len)
{
	struct ber b = { (const unsigned char *)der, (const unsigned char *)der + len };
	struct buf out = BUF_ON(arena);
	size_t n;

	/* ContentInfo, SignedData, EncapsulatedContentInfo (RFC 5652, sections 3 and 5). */
	if (!enter(&b, 0x30, &n) || !is_named(&b, NID_pkcs7_signed) || !enter(&b, 0xa0, &n) ||
	    !enter(&b, 0x30, &n) || !skip(&b, 0x02) || !skip(&b, 0x31) || !enter(&b, 0x30, &n) ||
	    !is_named(&b, NID_pkcs7_data) || !enter(&b, 0xa0, &n))
		return NULL;
	/* One string, or one in pieces. */
	if (b.p < b.end && *b.p == 0x24 && !enter(&b, 0x24, &n))
		return NULL;
	while (enter(&b, 0x04, &n)) {
		if (n > (size_t)(b.end - b.p))
			n = (size_t)(b.end - b.p);
		buf_add(&out, b.p, n);
		b.p += n;
	}
	*out_len = out.len;
	return buf_str(&out);
}
