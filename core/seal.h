/*
 * Secrets that we must be able to read again and that rest in the database:
 * AES-256-GCM (NIST SP 800-38D) under a key that is not there, but a file of
 * the state folder (conf/password.seal), so that a copy of the database alone
 * opens nothing.
 *
 * The file may have several keys, the newest first: that one seals, the others
 * open what is older, until everything was sealed anew (`hayloft sealkey`).
 */
#ifndef CORE_SEAL_H
#define CORE_SEAL_H

#include <stdbool.h>

#include "core/ctx.h"

#define SEAL_KEYS	8	/* that are known at a time; more lines are not looked at */

/* The keys are made from SECRET, the lines of the key file; once per process. */
void seal_open(const char *secret);

/*
 * *OUT on the arena: version, name of the key, nonce, ciphertext, tag.  WHOSE
 * ("totp 1234") is part of it: what was sealed for one row opens in no other.
 */
enum status seal(struct ctx *cx, const char *whose, const void *p, size_t len,
    const void **out, size_t *out_len) NODISCARD;

/*
 * What seal() was given, and a NUL behind it.  ERR_INTERNAL when it was changed,
 * belongs elsewhere, or the key is not among ours.
 */
enum status unseal(struct ctx *cx, const char *whose, const void *sealed, size_t len,
    void **out, size_t *out_len) NODISCARD;

/* By the newest key? */
bool seal_is_fresh(const void *sealed, size_t len);

#endif
