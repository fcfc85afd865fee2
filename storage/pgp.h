/*
 * OpenPGP keys of people and of those they write to (migration 0076).
 */
#ifndef STORAGE_PGP_H
#define STORAGE_PGP_H

#include "core/ctx.h"

#define PGP_KEYS_MAX	2000	/* of one account */

struct pgp_key_row {
	int64_t		 id, version;
	const char	*fingerprint;
	const char	**emails;	/* lower case, NULL-terminated */
	const void	*public;	/* NULL: was not asked for, or stays as it is */
	size_t		 public_len;
	bool		 is_own;	/* with a secret part */
	bool		 is_published;
	const char	*about;		/* JSON */
};

/* Oldest first; the public keys only if WHOLE. */
enum status db_pgp_keys(struct ctx *cx, int64_t account, bool whole, struct pgp_key_row **out,
    size_t *count) NODISCARD;

/*
 * Within a transaction.  SECRET (base64; NULL: none) is sealed.  Sets the id.
 * ERR_EXISTS; ERR_LIMIT: PGP_KEYS_MAX.
 */
enum status db_pgp_key_add(struct ctx *cx, int64_t account, struct pgp_key_row *row,
    const char *secret) NODISCARD;

/* Emails, about, and the public key where there is one.  ERR_NOT_FOUND */
enum status db_pgp_key_put(struct ctx *cx, int64_t account, const struct pgp_key_row *row) NODISCARD;

/* The secret part as it was given, on the arena. */
enum status db_pgp_key_secret(struct ctx *cx, int64_t id, char **secret) NODISCARD;

/* ERR_NOT_FOUND */
enum status db_pgp_key_remove(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* Within a transaction: nobody finds this key any more; and by EMAIL everybody does. */
enum status db_pgp_withdraw(struct ctx *cx, int64_t account, int64_t key) NODISCARD;
enum status db_pgp_publish(struct ctx *cx, int64_t account, int64_t key, const char *email,
    const char *domain, const char *hash) NODISCARD;

/* What everybody may have, as long as its address is still its owner's.  ERR_NOT_FOUND */
enum status db_pgp_published(struct ctx *cx, const char *domain, const char *hash,
    const void **key, size_t *len) NODISCARD;

#endif
