/*
 * Calendars and address books of a whole domain.  They belong to an account of
 * kind 'domain', which is there while it has one: nobody signs in as it and no
 * mail reaches it.
 */
#ifndef STORAGE_SHARED_COLLECTION_H
#define STORAGE_SHARED_COLLECTION_H

#include "storage/collection.h"

#define SHARED_HOLDER	"_shared"	/* @ the domain */

/* In a transaction: makes the holder where it is missing.  ERR_EXISTS, ERR_LIMIT as db_collection_add. */
enum status db_shared_collection_add(struct ctx *cx, int64_t domain, const char *domain_name,
    struct collection *c) NODISCARD;

/* By its id, locked for a writer; only one of a whole domain.  ERR_NOT_FOUND. */
enum status db_shared_collection_lock(struct ctx *cx, int64_t id, struct collection *out) NODISCARD;

/* With all that is in it; the last one takes the holder along. */
enum status db_shared_collection_delete(struct ctx *cx, const struct collection *c) NODISCARD;

#endif
