/*
 * One-time passwords by the clock (RFC 6238) as every authenticator makes them:
 * HMAC-SHA-1, steps of 30 seconds, six digits.
 */
#ifndef CORE_TOTP_H
#define CORE_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

#define TOTP_SECRET_LEN	20	/* bytes; RFC 4226 recommends 160 bits */
#define TOTP_STEP	30	/* seconds */
#define TOTP_DIGITS	6

/* RFC 4226, 5.3: the truncated 31 bits; its last six decimal digits are the code. */
uint32_t totp_number(const unsigned char secret[static TOTP_SECRET_LEN], int64_t step);

/*
 * Is CODE right now, or was it a step ago, or will it be in one (clocks differ),
 * and does it belong to a step after AFTER, the last that was used?  Then *STEP
 * is its step.  Blanks in CODE do not count.
 */
bool totp_matches(const unsigned char secret[static TOTP_SECRET_LEN], const char *code,
    int64_t now, int64_t after, int64_t *step);

/* Six digits, maybe with blanks between them? */
bool totp_looks_like(const char *code);

/* RFC 4648, section 6, without padding: how people see a secret. */
char *base32_encode(struct arena *arena, const void *p, size_t len);

#endif
