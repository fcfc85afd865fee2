/*
 * SHA-256, HMAC, random tokens, base64, and comparing without telling how far
 * two secrets agree.  OpenSSL does the work.
 */
#ifndef CORE_HASH_H
#define CORE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

#define SHA256_LEN	32
#define TOKEN_LEN	43	/* characters of a token: 32 random bytes */

void hash_sha256(const void *p, size_t len, unsigned char out[static SHA256_LEN]);

/* The same as 64 lower-case hexadecimal digits on the arena. */
char *hash_sha256_hex(struct arena *arena, const void *p, size_t len);

/* The strong ETag of a text, with its quotes: a part of that. */
const char *hash_etag(struct arena *arena, const void *p, size_t len);

void hash_hmac(const void *key, size_t key_len, const void *p, size_t len,
    unsigned char out[static SHA256_LEN]);

/* Random bytes from the system; ends the process when it has none. */
void hash_random(void *out, size_t len);

/* 256 random bits as 43 characters of base64url, NUL-terminated. */
void hash_token(char out[static TOKEN_LEN + 1]);

/* Equal, in a time that depends on LEN alone. */
bool hash_equal(const void *a, const void *b, size_t len);

/* Overwrite a secret; the compiler may not leave it out. */
void hash_wipe(void *p, size_t len);

/* RFC 4648: base64 with padding; base64url without. */
char *base64_encode(struct arena *arena, const void *p, size_t len);
char *base64url_encode(struct arena *arena, const void *p, size_t len);

/*
 * Either alphabet, padding optional; NULL when broken.  *LEN bytes and a NUL
 * behind them.
 */
void *base64_decode(struct arena *arena, const char *s, size_t s_len, size_t *len);

#endif
