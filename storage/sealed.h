/*
 * All columns of the database that hold what core/seal.h sealed.
 */
#ifndef STORAGE_SEALED_H
#define STORAGE_SEALED_H

#include "core/ctx.h"

enum sealed { SEALED_TOTP, SEALED_OAUTH_KEY, SEALED_IDENTITY_PROVIDER, SEALED_OUTSIDE,
	SEALED_SYNC_JOB, SEALED_BOOK_SOURCE, SEALED_EXCHANGE, SEALED_SMIME_KEY,
	SEALED_MAIL_PROVIDER, SEALED_MAIL_GRANT, SEALED_PGP_KEY };

/* What the secret in the row ID is sealed for (WHOSE of core/seal.h). */
const char *sealed_whose(struct ctx *cx, enum sealed column, int64_t id);

/* A password into a row that is there; and out of it, "" where it has none.  ERR_NOT_FOUND: no row. */
enum status db_sealed_put(struct ctx *cx, enum sealed column, int64_t id, const char *text) NODISCARD;
enum status db_sealed_get(struct ctx *cx, enum sealed column, int64_t id, char **text) NODISCARD;

/* Within a transaction: everything by the newest key.  *COUNT were by another one. */
enum status db_sealed_renew(struct ctx *cx, size_t *count) NODISCARD;

#endif
