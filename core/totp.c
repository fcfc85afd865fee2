#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/totp.h"

uint32_t
totp_number(const unsigned char secret[static TOTP_SECRET_LEN], int64_t step)
{
	unsigned char counter[8], mac[EVP_MAX_MD_SIZE], *at;
	unsigned len = 0;

	for (int i = 0; i < 8; i++)
		counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	if (HMAC(EVP_sha1(), secret, TOTP_SECRET_LEN, counter, sizeof counter, mac, &len) == NULL)
		abort();	/* an OpenSSL without SHA-1: nobody could sign in */
	at = mac + (mac[len - 1] & 15);
	return ((uint32_t)(at[0] & 0x7f) << 24) | ((uint32_t)at[1] << 16) |
	    ((uint32_t)at[2] << 8) | at[3];
}

/* The six digits of CODE; false when it is something else. */
static bool
digits(const char *code, char out[static TOTP_DIGITS])
{
	size_t n = 0;

	for (; *code != '\0'; code++) {
		if (*code == ' ')
			continue;
		if (*code < '0' || *code > '9' || n == TOTP_DIGITS)
			return false;
		out[n++] = *code;
	}
	return n == TOTP_DIGITS;
}

bool
totp_looks_like(const char *code)
{
	char shown[TOTP_DIGITS];

	return digits(code, shown);
}

bool
totp_matches(const unsigned char secret[static TOTP_SECRET_LEN], const char *code, int64_t now,
    int64_t after, int64_t *step)
{
	char shown[TOTP_DIGITS], want[TOTP_DIGITS];
	bool found = false;

	if (!digits(code, shown))
		return false;
	/* All three are looked at, so that the time does not tell which. */
	for (int64_t s = now / TOTP_STEP - 1; s <= now / TOTP_STEP + 1; s++) {
		uint32_t n = totp_number(secret, s);

		for (int i = TOTP_DIGITS - 1; i >= 0; i--, n /= 10)
			want[i] = (char)('0' + n % 10);
		if (hash_equal(shown, want, sizeof want) && s > after && !found) {
			found = true;
			*step = s;
		}
	}
	return found;
}

char *
base32_encode(struct arena *arena, const void *p, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const unsigned char *in = p;
	char *out = arena_alloc(arena, (len * 8 + 4) / 5 + 1), *o = out;
	unsigned bits = 0, have = 0;

	for (size_t i = 0; i < len; i++) {
		bits = (bits << 8 | in[i]) & 0xffff;
		for (have += 8; have >= 5; have -= 5)
			*o++ = letters[bits >> (have - 5) & 31];
	}
	if (have > 0)
		*o++ = letters[bits << (5 - have) & 31];
	return out;
}
