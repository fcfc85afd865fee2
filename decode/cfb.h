/*
 * Compound files (MS-CFB), in which Office kept documents before 2007 and keeps
 * macros still: a small file system of streams in storages.  The file is in memory
 * and comes from anybody: every number in it is held against its end, and every
 * chain of sectors against the number of sectors that there are.
 */
#ifndef DECODE_CFB_H
#define DECODE_CFB_H

#include <stdbool.h>
#include <stdint.h>

#include "core/ctx.h"

#define CFB_ENTRIES_MAX	16384

struct cfb_entry {
	char		*name;		/* on the arena; what is beyond ASCII is '?' */
	bool		 is_stream;	/* else a storage */
	int		 parent;	/* the storage that it is in; -1: none that can be found */
	uint32_t	 first;		/* sector */
	uint64_t	 size;
};

struct cfb {
	const char	*p;
	size_t		 len;
	unsigned	 shift;		/* a sector has 1 << shift bytes */
	uint32_t	*next;		/* for each sector the one behind it */
	uint32_t	 sectors;
	uint32_t	*mini_next;	/* the same for sectors of 64 bytes, */
	uint32_t	 mini_sectors;
	const char	*mini;		/* which are in here */
	size_t		 mini_len;
	struct cfb_entry *entries;	/* the first is the root */
	size_t		 count;
};

/* Does it begin like one? */
bool cfb_is(const char *p, size_t len);

/* ERR_INVALID: no compound file, or broken; ERR_TOO_LARGE: more than CFB_ENTRIES_MAX entries. */
enum status cfb_open(struct ctx *cx, const char *p, size_t len, struct cfb *out) NODISCARD;

/*
 * The bytes of a stream, MOST at most, on the arena; where its chain of sectors
 * breaks off, what came before.
 */
const char *cfb_read(struct ctx *cx, const struct cfb *f, const struct cfb_entry *e, size_t most, size_t *len);

/* The entry of that name (ASCII, whatever its case) in a storage; NULL: none. */
const struct cfb_entry *cfb_find(const struct cfb *f, int storage, const char *name);

#endif
