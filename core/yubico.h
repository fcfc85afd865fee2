/*
 * One-time passwords of a YubiKey, and how a validation server is asked about
 * them: Yubico's validation protocol 2.0 (developers.yubico.com, "OTP validation
 * protocol").  No network here.
 *
 * A key types 44 letters of modhex, which look the same on most keyboards: 12
 * that name the key, 32 that only the server understands.  Question and answer
 * are signed by HMAC-SHA-1 under a key that both know, so an answer is believed
 * wherever it came from, and no other.
 */
#ifndef CORE_YUBICO_H
#define CORE_YUBICO_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/conf.h"

#define YUBICO_OTP_LEN		44
#define YUBICO_PUBLIC_LEN	12	/* of them the first */
#define YUBICO_NONCE_LEN	32	/* the protocol takes 16 to 40 letters and digits */

/* 44 letters of modhex, maybe with blanks around, in any case?  Then *OUT has them in lower case. */
bool yubico_otp(const char *typed, char out[static YUBICO_OTP_LEN + 1]);

/* What asks: the client's number and the key that it shares with the server. */
struct yubico_client {
	const char	*id;		/* digits */
	const void	*key;
	size_t		 key_len;
};

/* By `yubico.id` and `yubico.key`; false when one is missing or makes no sense. */
bool yubico_client(const struct conf *conf, struct arena *arena, struct yubico_client *out);

void yubico_nonce(char out[static YUBICO_NONCE_LEN + 1]);

/* URL with the signed question behind it. */
const char *yubico_question(struct arena *arena, const char *url, const struct yubico_client *client,
    const char *otp, const char *nonce);

enum yubico_said {
	YUBICO_RIGHT,
	YUBICO_WRONG,		/* the OTP is no good, or was seen before */
	YUBICO_FAILED,		/* the server could not tell */
	YUBICO_FORGED,		/* not an answer of that server to this question */
};

/*
 * What TEXT of LEN bytes says.  *STATUS: its word, for the log ("" when there is none), as long as
 * ARENA; of a forged answer it may be anything, but is printable.
 */
enum yubico_said yubico_answer(struct arena *arena, const struct yubico_client *client,
    const char *otp, const char *nonce, const char *text, size_t len, const char **status);

#endif
