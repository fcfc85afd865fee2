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

struct change_query {
	int64_t		 since;
	bool		 initial;	/* the asker knows nothing yet: no deletions */
	size_t		 limit;
	enum item_class	 most;		/* what is more private is told as deleted */
	bool		 bodies;
	bool		 marks;		/* initial, without bodies: as in struct item_filter */
};

/* The first changes behind SINCE, oldest first; *MORE when there are others. */
enum status db_change_list(struct ctx *cx, const struct collection *c,
    const struct change_query *q, struct change **out, size_t *count, bool *more) NODISCARD;

/* Forget deletions that are more than a year old. */
enum status db_change_forget(struct ctx *cx) NODISCARD;

#endif
