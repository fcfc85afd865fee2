/*
 * ZIP archives (PKWARE's APPNOTE.TXT) as office programs write them: stored or
 * deflated entries, neither encrypted nor ZIP64.  The archive is in memory and
 * comes from anybody: every number in it is held against its end, and what is
 * unpacked goes out in pieces, so that a bomb costs what the caller takes.
 */
#ifndef DECODE_ZIP_H
#define DECODE_ZIP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/ctx.h"

#define ZIP_ENTRIES_MAX	4096

struct zip_entry {
	const char	*name;		/* on the arena, as it stands there */
	const char	*packed;	/* within the archive */
	size_t		 packed_len;
	uint16_t	 method;	/* 0 stored, 8 deflated */
};

struct zip {
	struct zip_entry *entries;	/* in the directory's order */
	size_t		  count;
};

/* Takes LEN bytes at P; false when it wants no more. */
typedef bool zip_sink(void *arg, const char *p, size_t len);

/*
 * Read the directory.  Entries that point outside, are encrypted or packed by
 * another method are left out.  ERR_INVALID: no archive; ERR_TOO_LARGE: more
 * than ZIP_ENTRIES_MAX entries.
 */
enum status zip_open(struct ctx *cx, const char *p, size_t len, struct zip *out) NODISCARD;

/*
 * Unpack an entry into SINK until its end, or until SINK wants no more, which
 * is OK.  ERR_INVALID: broken; what came before has reached SINK.
 */
enum status zip_read(struct ctx *cx, const struct zip_entry *entry, zip_sink *sink, void *arg) NODISCARD;

#endif
