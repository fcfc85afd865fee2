/*
 * A row of item as storage's functions read it.
 */
#ifndef STORAGE_ITEM_ROW_H
#define STORAGE_ITEM_ROW_H

#include "storage/db.h"
#include "storage/item.h"
#include "storage/private.h"

/* Then body, or NULL. */
#define ITEM_COLUMNS \
	"id, name, uid, etag, modseq, size, floor(date_part('epoch', created))::bigint," \
	" floor(date_part('epoch', modified))::bigint, component, class, first_at, last_at, schedule_tag"

/* The same places with what lists need alone: it is ten thousand rows at times. */
#define ITEM_HEADS \
	"id, name, uid, etag, modseq, size, floor(date_part('epoch', created))::bigint," \
	" floor(date_part('epoch', modified))::bigint, component, class, NULL, NULL, schedule_tag"

/* Of struct item_busy. */
#define ITEM_BUSY	"busy, busy_from, busy_to, busy_zones"
#define BUSY_ARGS(b) \
	db_bytes((b)->data, (b)->len), \
	(b)->data != NULL ? db_int((b)->from) : db_null(), \
	(b)->zones != NULL ? db_int((b)->to) : db_null(), db_text((b)->zones)

/* The same places with name, etag, change number, component and class alone. */
#define ITEM_MARKS \
	"NULL, name, NULL, etag, modseq, NULL, NULL, NULL, component, class, NULL, NULL, NULL"

void item_read_row(const struct db_rows *rows, int row, struct item *out);

#endif
