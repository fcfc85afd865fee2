/*
 * A row of collection as storage's functions read it.
 */
#ifndef STORAGE_COLLECTION_ROW_H
#define STORAGE_COLLECTION_ROW_H

#include "storage/collection.h"
#include "storage/db.h"
#include "storage/private.h"

#define COLLECTION_COLUMNS \
	"c.account_id, c.id, c.kind, c.name, c.label, c.description, c.color, c.sort_order," \
	" c.timezone, c.components, c.transparent, c.modseq, c.forgotten, c.items, c.bytes," \
	SQL_TIME("c.created") ", a.address, c.source, c.pushed, c.shared," \
	" c.lost_after, c.lost_until, c.lost_before"
/* The same places without when it was made and whose it is: of one's own, object by object. */
#define COLLECTION_HEADS \
	"c.account_id, c.id, c.kind, c.name, c.label, c.description, c.color, c.sort_order," \
	" c.timezone, c.components, c.transparent, c.modseq, c.forgotten, c.items, c.bytes," \
	" NULL, NULL, c.source, c.pushed, c.shared, c.lost_after, c.lost_until, c.lost_before"
#define COLLECTION_COUNT	23	/* behind these comes what else a statement asks */
#define COLLECTION_FROM	" FROM collection c JOIN account a ON a.id = c.account_id "

void collection_read_row(const struct db_rows *rows, int row, struct collection *out);

#endif
