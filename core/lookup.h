/*
 * Numbers by name: a table on an arena that grows as names are put.  A name
 * that is put again has the new number.  Names are borrowed.
 */
#ifndef CORE_LOOKUP_H
#define CORE_LOOKUP_H

#include <stdbool.h>

#include "core/arena.h"

struct lookup {
	struct arena		*arena;
	struct lookup_slot	*slots;
	size_t			 size, count;	/* size: a power of two, or 0 */
};

#define LOOKUP_ON(a)	((struct lookup){ .arena = (a) })

void lookup_put(struct lookup *l, const char *name, size_t number);

/* The number of the first LEN bytes of NAME. */
bool lookup_find(const struct lookup *l, const char *name, size_t len, size_t *number);

#endif
