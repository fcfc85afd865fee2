/*
 * When a calendar is busy, without reading its objects: what was packed for
 * each (struct item_busy) in one answer.
 *
 * Whoever writes an object packs it (scheduling/index.h).  What was not packed,
 * for other clocks or for another time, must be read as text, which is right and
 * slow; a task packs it then, so that the next question is quick.
 */
#ifndef STORAGE_BUSY_H
#define STORAGE_BUSY_H

#include "storage/item.h"

struct busy_question {
	int64_t		 from, to;	/* Unix seconds */
	const char	*but;		/* UID that is left out; NULL */
	const char	*zones;		/* the clocks of this process */
	int64_t		 pack_to;	/* what is packed now is known so far, when it has no end */
};

struct busy_answer {
	const void	*data;		/* of all that is known, one behind the other; NULL: nothing */
	size_t		 len;
	bool		 unknown;	/* others there are too: item_filter.busy_unknown finds them */
	bool		 stale;		/* and packing them anew would help */
};

enum status db_busy_read(struct ctx *cx, const struct collection *c,
    const struct busy_question *q, struct busy_answer *out) NODISCARD;

#define TASK_BUSY	"busy"		/* pack anew; its ref is the collection */

/* Have it done, in this transaction; once, however often it is wanted. */
enum status db_busy_again(struct ctx *cx, const struct collection *c) NODISCARD;

/* Objects of C that are to be packed anew, with their text, at most MAX. */
enum status db_busy_stale(struct ctx *cx, const struct collection *c,
    const struct busy_question *q, size_t max, struct item **out, size_t *count) NODISCARD;

/* The new ones, if the object is still the same. */
enum status db_busy_put(struct ctx *cx, const struct collection *c, const struct item *item) NODISCARD;

/* What is kept of one; zones NULL: nothing. */
enum status db_busy_of(struct ctx *cx, const struct collection *c, const char *name,
    struct item_busy *out) NODISCARD;

#endif
