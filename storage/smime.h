/*
 * S/MIME keys of people, and certificates of those they write to (migration 0054).
 */
#ifndef STORAGE_SMIME_H
#define STORAGE_SMIME_H

#include "core/ctx.h"

#define SMIME_KEYS_MAX		50	/* of one account */
#define SMIME_CERTIFICATES_MAX	10	/* of one address, the newest */

struct smime_key_row {
	int64_t		 id;
	const char	*fingerprint;
	const void	*certificate, *chain;	/* DER; of the chain one after another */
	size_t		 certificate_len, chain_len;
};

/* Oldest first. */
enum status db_smime_keys(struct ctx *cx, int64_t account, struct smime_key_row **out,
    size_t *count) NODISCARD;

/* Within a transaction.  PEM is sealed.  Sets the id.  ERR_EXISTS; ERR_LIMIT: SMIME_KEYS_MAX. */
enum status db_smime_key_add(struct ctx *cx, int64_t account, struct smime_key_row *row,
    const char *pem) NODISCARD;

/* On the arena, to be wiped. */
enum status db_smime_key_secret(struct ctx *cx, int64_t id, char **pem) NODISCARD;

/* ERR_NOT_FOUND */
enum status db_smime_key_remove(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

struct smime_certificate_row {
	const char	*email;		/* lower case */
	const char	*fingerprint;
	const void	*certificate;
	size_t		 certificate_len;
	int		 gcm;		/* 1, 0; -1: not known */
};

/* Of these addresses (lower case), the last seen first. */
enum status db_smime_certificates(struct ctx *cx, int64_t account, const char *const *emails,
    size_t email_count, struct smime_certificate_row **out, size_t *count) NODISCARD;

/* Seen now. */
enum status db_smime_certificate_put(struct ctx *cx, int64_t account,
    const struct smime_certificate_row *row) NODISCARD;

#endif
