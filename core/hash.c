#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/pages.h"

void
hash_sha256(const void *p, size_t len, unsigned char out[static SHA256_LEN])
{
	EVP_MD_CTX *c;

	if (len < PAGES_STEP) {
		SHA256(p, len, out);
		return;
	}
	/* Of a file in memory no more than a piece at a time. */
	if ((c = EVP_MD_CTX_new()) == NULL || !EVP_DigestInit_ex(c, EVP_sha256(), NULL))
		abort();
	for (size_t at = 0; at < len; at += PAGES_STEP) {
		size_t some = len - at < PAGES_STEP ? len - at : PAGES_STEP;

		if (!EVP_DigestUpdate(c, (const char *)p + at, some))
			abort();
		pages_forget((const char *)p + at, some);
	}
	if (!EVP_DigestFinal_ex(c, out, NULL))
		abort();
	EVP_MD_CTX_free(c);
}

char *
hash_sha256_hex(struct arena *arena, const void *p, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char raw[SHA256_LEN];
	char *out = arena_alloc(arena, 2 * SHA256_LEN + 1);

	hash_sha256(p, len, raw);
	for (size_t i = 0; i < SHA256_LEN; i++) {
		out[2 * i] = digits[raw[i] >> 4];
		out[2 * i + 1] = digits[raw[i] & 15];
	}
	return out;
}

const char *
hash_etag(struct arena *arena, const void *p, size_t len)
{
	return arena_printf(arena, "\"%.40s\"", hash_sha256_hex(arena, p, len));
}

void
hash_hmac(const void *key, size_t key_len, const void *p, size_t len,
    unsigned char out[static SHA256_LEN])
{
	if (HMAC(EVP_sha256(), key, (int)key_len, p, len, out, NULL) == NULL)
		abort();
}

void
hash_random(void *out, size_t len)
{
	if (RAND_bytes(out, (int)len) != 1)
		abort();
}

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static size_t
encode(const unsigned char *p, size_t len, const char last[2], char *out)
{
	char *o = out;

	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		uint32_t v = (uint32_t)p[i] << 16 |
		    (n > 1 ? (uint32_t)p[i + 1] << 8 : 0) | (n > 2 ? p[i + 2] : 0);

		for (size_t k = 0; k <= n; k++) {
			unsigned d = v >> (18 - 6 * k) & 63;

			*o++ = d < 62 ? alphabet[d] : last[d - 62];
		}
	}
	return (size_t)(o - out);
}

void
hash_token(char out[static TOKEN_LEN + 1])
{
	unsigned char raw[32];

	hash_random(raw, sizeof raw);
	out[encode(raw, sizeof raw, "-_", out)] = '\0';
	hash_wipe(raw, sizeof raw);
}

bool
hash_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void
hash_wipe(void *p, size_t len)
{
	OPENSSL_cleanse(p, len);
}

char *
base64_encode(struct arena *arena, const void *p, size_t len)
{
	char *out = arena_alloc(arena, (len + 2) / 3 * 4 + 1);
	size_t n = encode(p, len, "+/", out);

	while (n % 4 != 0)
		out[n++] = '=';
	return out;
}

char *
base64url_encode(struct arena *arena, const void *p, size_t len)
{
	char *out = arena_alloc(arena, (len + 2) / 3 * 4 + 1);

	encode(p, len, "-_", out);
	return out;
}

static int
digit(char c)
{
	const char *at = c != '\0' ? strchr(alphabet, c) : NULL;

	if (at != NULL)
		return (int)(at - alphabet);
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

void *
base64_decode(struct arena *arena, const char *s, size_t s_len, size_t *len)
{
	unsigned char *out = arena_alloc(arena, s_len / 4 * 3 + 4), *o = out;
	uint32_t v = 0;
	size_t bits = 0;

	while (s_len > 0 && s[s_len - 1] == '=')
		s_len--;
	if (s_len % 4 == 1)
		return NULL;
	for (size_t i = 0; i < s_len; i++) {
		int d = digit(s[i]);

		if (d < 0)
			return NULL;
		v = v << 6 | (uint32_t)d;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			*o++ = (unsigned char)(v >> bits);
		}
	}
	*len = (size_t)(o - out);
	return out;
}
