/*
 * What the files of this folder share.
 */
#ifndef STORAGE_PRIVATE_H
#define STORAGE_PRIVATE_H

/* A timestamptz as RFC 3339 text. */
#define SQL_TIME(column) \
	"to_char(" column " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

/* Is it stored when an item makes busy, for a whole span and by these zones? */
#define SQL_BUSY_KNOWN(from, to, zones) \
	"coalesce(busy_from <= " from " AND busy_to >= " to " AND busy_zones = " zones ", false)"

struct collection;
struct db_rows;

/* Label, colour, order and transparency from COLUMN on, where they are not NULL. */
void share_view_read(const struct db_rows *rows, int row, int column, struct collection *c);

#endif
