#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "core/webpush.h"

#define CURVE		"P-256"
#define KEY_LEN		16
#define NONCE_LEN	12
#define TAG_LEN		16
#define RECORD		4096
#define TOKEN_SECONDS	(12 * 3600)	/* RFC 8292 allows 24 hours; clocks differ */

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

static enum status
broken(struct ctx *cx, const char *what)
{
	return fault(cx, ERR_INTERNAL, "OpenSSL: %s", what);
}

/* A key of OpenSSL's; PRIVATE_ is NULL for a peer's. */
static enum status
load(struct ctx *cx, const unsigned char *private_, const unsigned char *public_, EVP_PKEY **out)
{
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *scalar = private_ != NULL ? BN_bin2bn(private_, WEBPUSH_PRIVATE, NULL) : NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;
	bool good;

	good = maker != NULL && build != NULL &&
	    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, CURVE, 0) &&
	    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_,
	    WEBPUSH_PUBLIC) &&
	    (scalar == NULL || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, scalar)) &&
	    (params = OSSL_PARAM_BLD_to_param(build)) != NULL &&
	    EVP_PKEY_fromdata_init(maker) == 1 &&
	    EVP_PKEY_fromdata(maker, &key, private_ != NULL ? EVP_PKEY_KEYPAIR :
	    EVP_PKEY_PUBLIC_KEY, params) == 1;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	BN_clear_free(scalar);
	EVP_PKEY_CTX_free(maker);
	if (!good)
		return fault(cx, ERR_INVALID, "not a key on P-256");
	*out = arena_adopt(cx->arena, key, free_key);
	return OK;
}

enum status
webpush_key_make(struct ctx *cx, struct webpush_key *out)
{
	EVP_PKEY *key = arena_adopt(cx->arena, EVP_EC_gen(CURVE), free_key);
	BIGNUM *scalar = NULL;
	size_t len = 0;
	bool good;

	good = key != NULL && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &scalar) &&
	    BN_bn2binpad(scalar, out->private_, WEBPUSH_PRIVATE) == WEBPUSH_PRIVATE &&
	    EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
	    OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) &&
	    EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, out->public_,
	    WEBPUSH_PUBLIC, &len) && len == WEBPUSH_PUBLIC;
	BN_clear_free(scalar);
	return good ? OK : broken(cx, "no new key");
}

enum status
webpush_peer_read(struct ctx *cx, const char *p256dh, const char *auth, struct webpush_peer *out)
{
	size_t public_len, auth_len;
	unsigned char *public_ = base64_decode(cx->arena, p256dh, strlen(p256dh), &public_len);
	unsigned char *secret = base64_decode(cx->arena, auth, strlen(auth), &auth_len);
	EVP_PKEY *key;

	if (public_ == NULL || public_len != WEBPUSH_PUBLIC || public_[0] != 4 ||
	    secret == NULL || auth_len != WEBPUSH_AUTH)
		return fault(cx, ERR_INVALID, "not the keys of a subscription");
	memcpy(out->public_, public_, WEBPUSH_PUBLIC);
	memcpy(out->auth, secret, WEBPUSH_AUTH);
	return load(cx, NULL, out->public_, &key);
}

static enum status
agree(struct ctx *cx, const struct webpush_key *mine, const struct webpush_peer *to,
    unsigned char out[static 32])
{
	EVP_PKEY *key, *peer;
	EVP_PKEY_CTX *deriving;
	size_t len = 32;
	enum status st;
	bool good;

	if ((st = load(cx, mine->private_, mine->public_, &key)) != OK ||
	    (st = load(cx, NULL, to->public_, &peer)) != OK)
		return st;
	deriving = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
	good = deriving != NULL && EVP_PKEY_derive_init(deriving) == 1 &&
	    EVP_PKEY_derive_set_peer(deriving, peer) == 1 &&
	    EVP_PKEY_derive(deriving, out, &len) == 1 && len == 32;
	EVP_PKEY_CTX_free(deriving);
	return good ? OK : broken(cx, "no shared secret");
}

/* HKDF-Expand of one block (RFC 5869, section 2.3); INFO ends with its NUL where it must. */
static void
expand(struct ctx *cx, const unsigned char prk[static 32], const void *info, size_t info_len,
    unsigned char out[static 32])
{
	struct buf text = BUF_ON(cx->arena);

	buf_add(&text, info, info_len);
	buf_putc(&text, 1);
	hash_hmac(prk, 32, text.data, text.len, out);
}

/* RFC 8291, section 3.4: the key and nonce of the one record. */
static void
derive(struct ctx *cx, const unsigned char shared[static 32], const struct webpush_key *mine,
    const unsigned char *salt, const struct webpush_peer *to, unsigned char *key,
    unsigned char *nonce)
{
	static const char key_info[] = "Content-Encoding: aes128gcm";
	static const char nonce_info[] = "Content-Encoding: nonce";
	struct buf info = BUF_ON(cx->arena);
	unsigned char prk[32], material[32], block[32];

	hash_hmac(to->auth, WEBPUSH_AUTH, shared, 32, prk);
	buf_add(&info, "WebPush: info", sizeof "WebPush: info");
	buf_add(&info, to->public_, WEBPUSH_PUBLIC);
	buf_add(&info, mine->public_, WEBPUSH_PUBLIC);
	expand(cx, prk, info.data, info.len, material);
	hash_hmac(salt, WEBPUSH_SALT, material, sizeof material, prk);
	expand(cx, prk, key_info, sizeof key_info, block);
	memcpy(key, block, KEY_LEN);
	expand(cx, prk, nonce_info, sizeof nonce_info, block);
	memcpy(nonce, block, NONCE_LEN);
}

/* The record: the text, the mark of the last record, and the tag. */
static enum status
seal(struct ctx *cx, const unsigned char *key, const unsigned char *nonce, const char *text,
    size_t len, struct buf *out)
{
	unsigned char *room = (unsigned char *)buf_reserve(out, len + 1 + TAG_LEN);
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int n = 0, last = 0, end = 0;
	bool good;

	good = c != NULL &&
	    EVP_EncryptInit_ex(c, EVP_aes_128_gcm(), NULL, key, nonce) == 1 &&
	    EVP_EncryptUpdate(c, room, &n, (const unsigned char *)text, (int)len) == 1 &&
	    EVP_EncryptUpdate(c, room + n, &last, (const unsigned char *)"\2", 1) == 1 &&
	    EVP_EncryptFinal_ex(c, room + n + last, &end) == 1 &&
	    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG_LEN, room + n + last + end) == 1;
	EVP_CIPHER_CTX_free(c);
	if (!good)
		return broken(cx, "no encryption");
	out->len += len + 1 + TAG_LEN;
	return OK;
}

enum status
webpush_encrypt_with(struct ctx *cx, const struct webpush_key *mine,
    const unsigned char salt[static WEBPUSH_SALT], const struct webpush_peer *to,
    const char *text, size_t len, const char **out, size_t *out_len)
{
	static const unsigned char head[5] = { 0, 0, RECORD >> 8, RECORD & 0xff, WEBPUSH_PUBLIC };
	unsigned char shared[32], key[KEY_LEN], nonce[NONCE_LEN];
	struct buf body = BUF_ON(cx->arena);
	enum status st;

	if (len > WEBPUSH_TEXT)
		return fault(cx, ERR_TOO_LARGE, "a push message of %zu bytes", len);
	if ((st = agree(cx, mine, to, shared)) != OK)
		return st;
	derive(cx, shared, mine, salt, to, key, nonce);
	buf_add(&body, salt, WEBPUSH_SALT);
	buf_add(&body, head, sizeof head);
	buf_add(&body, mine->public_, WEBPUSH_PUBLIC);
	st = seal(cx, key, nonce, text, len, &body);
	hash_wipe(shared, sizeof shared);
	hash_wipe(key, sizeof key);
	*out = body.data;
	*out_len = body.len;
	return st;
}

enum status
webpush_encrypt(struct ctx *cx, const struct webpush_peer *to, const char *text, size_t len,
    const char **out, size_t *out_len)
{
	unsigned char salt[WEBPUSH_SALT];
	struct webpush_key once;
	enum status st;

	hash_random(salt, sizeof salt);
	if ((st = webpush_key_make(cx, &once)) != OK)
		return st;
	st = webpush_encrypt_with(cx, &once, salt, to, text, len, out, out_len);
	hash_wipe(&once, sizeof once);
	return st;
}

/* ES256 (RFC 7518, section 3.4): r and s, 32 bytes each, which OpenSSL gives as DER. */
static enum status
sign(struct ctx *cx, EVP_PKEY *key, const char *text, size_t len, unsigned char out[static 64])
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	unsigned char der[128];
	const unsigned char *at = der;
	size_t der_len = sizeof der;
	ECDSA_SIG *sig = NULL;
	bool good;

	good = c != NULL && EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestSign(c, der, &der_len, (const unsigned char *)text, len) == 1 &&
	    (sig = d2i_ECDSA_SIG(NULL, &at, (long)der_len)) != NULL &&
	    BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, 32) == 32 &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + 32, 32) == 32;
	ECDSA_SIG_free(sig);
	EVP_MD_CTX_free(c);
	return good ? OK : broken(cx, "no signature");
}

/* "https://push.example.net" of "https://push.example.net/abc". */
static const char *
origin(struct ctx *cx, const char *url)
{
	const char *host = strstr(url, "://");

	return host == NULL ? NULL : arena_strndup(cx->arena, url,
	    (size_t)(host - url) + 3 + strcspn(host + 3, "/?#"));
}

enum status
webpush_vapid(struct ctx *cx, const struct webpush_key *key, const char *endpoint,
    const char *contact, const char **out)
{
	static const char head[] = "{\"typ\":\"JWT\",\"alg\":\"ES256\"}";
	const char *audience = origin(cx, endpoint), *claims, *text;
	unsigned char signature[64];
	EVP_PKEY *pkey;
	enum status st;

	if (audience == NULL || strpbrk(audience, "\"\\") != NULL || strpbrk(contact, "\"\\") != NULL)
		return fault(cx, ERR_INVALID, "no URL of a push service");
	claims = arena_printf(cx->arena, "{\"aud\":\"%s\",\"exp\":%lld,\"sub\":\"%s\"}", audience,
	    (long long)clock_seconds() + TOKEN_SECONDS, contact);
	text = arena_printf(cx->arena, "%s.%s", base64url_encode(cx->arena, head, sizeof head - 1),
	    base64url_encode(cx->arena, claims, strlen(claims)));
	if ((st = load(cx, key->private_, key->public_, &pkey)) != OK ||
	    (st = sign(cx, pkey, text, strlen(text), signature)) != OK)
		return st;
	*out = arena_printf(cx->arena, "vapid t=%s.%s, k=%s", text,
	    base64url_encode(cx->arena, signature, sizeof signature),
	    base64url_encode(cx->arena, key->public_, WEBPUSH_PUBLIC));
	return OK;
}
