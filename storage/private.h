/*
 * What the files of this folder share.
 */
#ifndef STORAGE_PRIVATE_H
#define STORAGE_PRIVATE_H

#include "storage/db.h"

/* A timestamptz as RFC 3339 text. */
#define SQL_TIME(column) \
	"to_char(" column " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

/* Is it stored when an item makes busy, for a whole span and by these zones? */
#define SQL_BUSY_KNOWN(from, to, zones) \
	"coalesce(busy_from <= " from " AND busy_to >= " to " AND busy_zones = " zones ", false)"

struct collection;

/* A second factor of which an account may have several. */
struct key_kind {
	int		 most;
	struct db_stmt	 count;		/* those of account $1 */
	struct db_stmt	 add;		/* RETURNING id */
};

/* One more of ACCOUNT's.  ERR_LIMIT: there are KIND->most; ERR_EXISTS: this one is known. */
enum status key_add(struct ctx *cx, const struct key_kind *kind, int64_t account,
    const struct db_arg *args, size_t count, int64_t *id) NODISCARD;

/* Label, colour, order and transparency from COLUMN on, where they are not NULL. */
void share_view_read(const struct db_rows *rows, int row, int column, struct collection *c);

#endif
