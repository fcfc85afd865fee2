/*
 * What an update of the program wants to know of the database as a whole.
 */
#ifndef STORAGE_UPDATE_H
#define STORAGE_UPDATE_H

#include "core/ctx.h"

struct table_changes {
	const char	*name;
	int64_t		 changes;	/* rows made, changed and deleted, as the server counts them */
};

/*
 * Tables that hold what people or administrators did, with the server's count of
 * changes; not the index of mail, numbers for charts and the like, which make
 * themselves anew.
 */
enum status db_changes(struct ctx *cx, struct table_changes **out, size_t *count) NODISCARD;

/* Bytes of all databases. */
enum status db_cluster_size(struct ctx *cx, int64_t *out) NODISCARD;

/* The number that the newest id was made of. */
enum status db_last_id(struct ctx *cx, int64_t *out) NODISCARD;

/*
 * Nothing that is drawn from here on was ever drawn in a database that this one takes the
 * place of: sync tokens (dav/sync_token.c) and JMAP states that others have of that one are
 * none here, and those of before it stay good.
 */
enum status db_numbers_leap(struct ctx *cx) NODISCARD;

#endif
