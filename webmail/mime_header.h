/*
 * The header of a message or part: its fields in order, and a field's value in
 * the forms of RFC 8621, section 4.1.2.  Every function takes the bytes behind
 * the colon as they stand in the message, still folded, and gives well-formed
 * UTF-8; none fails on hostile input, and all work in linear time without
 * recursion.
 */
#ifndef WEBMAIL_MIME_HEADER_H
#define WEBMAIL_MIME_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/arena.h"
#include "webmail/mime_address.h"
#include "webmail/mime_date.h"
#include "webmail/mime_param.h"

#define MIME_FIELD_MAX	(64 * 1024)	/* bytes of one field; more is cut */
#define MIME_HEADER_MAX	(1024 * 1024)	/* bytes of one header block; more is not looked at */
#define MIME_FIELDS_MAX	2000		/* fields of one header block; more are left out */

struct mime_field {
	const char	*name;		/* as written, with a NUL; "Subject" */
	const char	*raw;		/* behind the colon, without the last line end; in the message */
	size_t		 len;
};

struct mime_fields {
	struct mime_field	*list;
	size_t			 count;
	size_t			 size;		/* bytes, the empty line included */
	const char		*limit;		/* what was too much, in words; NULL: nothing */
};

/*
 * Reads a header block at P: up to the empty line or LEN.  A first line "From "
 * of an mbox is passed over; a line without a colon ends the block, and what
 * follows is the body, as mail programs do it.
 */
struct mime_fields mime_header_read(struct arena *arena, const char *p, size_t len);

/* The last field of that name (the one JMAP means), any case; NULL when none. */
const struct mime_field *mime_field_find(const struct mime_fields *fields, const char *name);

/* The next field of that name at or behind index *I, which moves behind it; NULL at the end. */
const struct mime_field *mime_field_next(const struct mime_fields *fields, const char *name,
    size_t *i);

/* asRaw: NULs dropped, broken UTF-8 replaced; folding kept. */
char *mime_header_raw(struct arena *arena, const char *raw, size_t len);

/* asText: unfolded, encoded words (RFC 2047) decoded, spaces around it gone. */
char *mime_header_text(struct arena *arena, const char *raw, size_t len);

/* asMessageIds: without the angle brackets.  False when it cannot be parsed. */
struct mime_ids {
	const char	**list;
	size_t		  count;
};
bool mime_header_ids(struct arena *arena, const char *raw, size_t len, struct mime_ids *out);

/* asURLs: what stands in angle brackets (RFC 2369).  False when it cannot be parsed. */
bool mime_header_urls(struct arena *arena, const char *raw, size_t len, struct mime_ids *out);

/* asAddresses and asGroupedAddresses: mime_address.h.  asDate: mime_date.h. */

/* One line without its folding: each line end before white space goes, others become spaces. */
char *mime_unfold(struct arena *arena, const char *raw, size_t len);

#endif
