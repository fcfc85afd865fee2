/*
 * What an account shows beside or instead of its password: codes of an
 * authenticator app, recovery codes, and keys (storage/webauthn_key.h, storage/yubico_key.h).  With one of them on,
 * the main password alone opens nothing (the view needs_more).
 */
#ifndef STORAGE_SECOND_FACTOR_H
#define STORAGE_SECOND_FACTOR_H

#include "core/ctx.h"
#include "core/totp.h"

#define RECOVERY_CODES		10
#define RECOVERY_CODE_LEN	19	/* "abcd-efgh-ijkl-mnop", 80 random bits */

struct second_factors {
	const char	*totp_since;	/* RFC 3339; NULL: no authenticator app */
	int64_t		 keys, recovery_codes;
	int64_t		 yubikeys;	/* that type one-time passwords */
	bool		 required;	/* by the administrator */
	bool		 must_change;	/* a new password at the next sign-in */
};

enum status db_second_factors(struct ctx *cx, int64_t account, struct second_factors *out) NODISCARD;

/* Does the main password of the account with this address open nothing alone?  False for nobody. */
enum status db_needs_more(struct ctx *cx, const char *address, bool *more) NODISCARD;

/* Is one of them on?  Required ones that are not there yet do not count. */
bool second_factors_on(const struct second_factors *f);

/* A new secret, sealed for ACCOUNT.  SECRET is for the person's eyes. */
enum status db_totp_make(struct ctx *cx, int64_t account, unsigned char secret[static TOTP_SECRET_LEN],
    const void **sealed, size_t *len) NODISCARD;

/* SEALED as above is the account's from now on, if CODE proves that an app has it; else ERR_UNAUTHENTICATED. */
enum status db_totp_add(struct ctx *cx, int64_t account, const void *sealed, size_t len,
    const char *code) NODISCARD;

/* ERR_UNAUTHENTICATED unless CODE is right now; then it never is again. */
enum status db_totp_use(struct ctx *cx, int64_t account, const char *code) NODISCARD;

/* ERR_NOT_FOUND when there is none. */
enum status db_totp_delete(struct ctx *cx, int64_t account) NODISCARD;

/* New ones instead of the old; RECOVERY_CODES texts that are not kept. */
enum status db_recovery_make(struct ctx *cx, int64_t account, const char *codes[static RECOVERY_CODES]) NODISCARD;

/* ERR_UNAUTHENTICATED unless it is one, which it was then.  However it was typed: case, blanks, dashes. */
enum status db_recovery_use(struct ctx *cx, int64_t account, const char *code) NODISCARD;

/* Recovery codes without anything to recover open nothing: away with them. */
enum status db_recovery_tidy(struct ctx *cx, int64_t account) NODISCARD;

/* For administrators: all of it away.  *HAD: there was something. */
enum status db_second_factors_reset(struct ctx *cx, int64_t account, bool *had) NODISCARD;

/* Passwords that were remembered may not be enough any more. */
enum status db_second_factors_changed(struct ctx *cx, int64_t account) NODISCARD;

#endif
