/*
 * What changed in a collection since a change number (RFC 6578).
 */
#ifndef STORAGE_CHANGE_H
#define STORAGE_CHANGE_H

#include "storage/item.h"

struct change {
	struct item	 item;		/* name and modseq alone when it was deleted */
	bool		 deleted;
};

/*
 * The first LIMIT changes behind SINCE, oldest first; *MORE when there are
 * others.  SINCE 0 gives what is there and no deletions.
 */
enum status db_change_list(struct ctx *cx, const struct collection *c, int64_t since,
    size_t limit, enum item_class most, bool bodies, struct change **out, size_t *count, bool *more) NODISCARD;

/* Forget deletions that are more than a year old. */
enum status db_change_forget(struct ctx *cx) NODISCARD;

#endif
