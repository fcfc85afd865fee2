/*
 * TNEF ([MS-OXTNEF]), the "winmail.dat" that Outlook makes of attachments.  A
 * reader of our own, since libytnef's past is one of overruns: bounded, without
 * recursion, each step held against the end of what there is.  It reads what a
 * person wants of it: the files, and the text when the mail has it nowhere else.
 * What is broken behind a point does not take away what stands before it.
 */
#ifndef WEBMAIL_TNEF_H
#define WEBMAIL_TNEF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

#define TNEF_ITEMS_MAX	500
#define TNEF_RTF_MAX	((size_t)32 << 20)	/* bytes of an unpacked text */

enum tnef_kind {
	TNEF_FILE,
	TNEF_OBJECT,		/* a message or an OLE object within: its bytes are opaque */
	TNEF_TEXT, TNEF_HTML,	/* the message's text */
	TNEF_RTF,		/* likewise, packed */
};

struct tnef_item {
	enum tnef_kind	 kind;
	const char	*name;	/* UTF-8, without folders; never NULL */
	const char	*type;	/* "image/png"; never NULL */
	const char	*cid;	/* Content-ID, NULL: none */
	const char	*data;	/* within what was read */
	size_t		 len;
};

struct tnef {
	struct tnef_item *items;	/* files first, then texts */
	size_t		  count, files;
};

/* False: no TNEF.  P must outlive what is found. */
bool tnef_read(struct arena *arena, const char *p, size_t len, struct tnef *out);

/*
 * The bytes of an item as a file has them: TNEF_RTF unpacked ([MS-OXRTFCP]), as far as it
 * is not broken, on the arena; all others where they stand.
 */
const char *tnef_bytes(struct arena *arena, const struct tnef_item *item, size_t *len);

#endif
