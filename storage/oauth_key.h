/*
 * Keys that sign ID tokens, as JSON Web Keys (RFC 7517).  The private half is
 * sealed (core/seal.h).
 */
#ifndef STORAGE_OAUTH_KEY_H
#define STORAGE_OAUTH_KEY_H

#include "core/ctx.h"

#define OAUTH_KEY_DAYS		90	/* one signs for so long */
#define OAUTH_KEY_OVERLAP_DAYS	7	/* and is told for so long afterwards */

struct oauth_key {
	const char	*kid;
	const char	*secret;	/* JWK with the private half; NULL when it was not asked for */
	const char	*public;
};

/* The one that signs now; ERR_NOT_FOUND: one must be made. */
enum status db_oauth_key_signing(struct ctx *cx, struct oauth_key *out) NODISCARD;

/*
 * Begins a transaction in which nobody else makes a key.  Then look again: another
 * process may have been first.
 */
enum status db_oauth_key_lock(struct ctx *cx) NODISCARD;

/* It signs from now on, and those before it are replaced.  Sets key->kid. */
enum status db_oauth_key_add(struct ctx *cx, struct oauth_key *key) NODISCARD;

/* All that somebody may still need to verify with. */
enum status db_oauth_key_list(struct ctx *cx, struct oauth_key **out, size_t *count) NODISCARD;

/* The one that signs makes way: who signs next makes another. */
enum status db_oauth_key_rotate(struct ctx *cx) NODISCARD;

#endif
