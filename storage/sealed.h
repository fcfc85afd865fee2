/*
 * All columns of the database that hold what core/seal.h sealed, to be sealed
 * anew when the key was changed.
 */
#ifndef STORAGE_SEALED_H
#define STORAGE_SEALED_H

#include "core/ctx.h"

/* Within a transaction: everything by the newest key.  *COUNT were by another one. */
enum status db_sealed_renew(struct ctx *cx, size_t *count) NODISCARD;

#endif
