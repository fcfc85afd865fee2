/*
 * A collection that is a copy of something elsewhere: of a calendar in the web,
 * of a directory.  Each object is put where it differs from what we have, so
 * clients that sync get what changed and no more; names are made from UIDs.
 * All in the caller's transaction: a client sees it as it was or as it is.
 */
#ifndef DAV_MIRROR_H
#define DAV_MIRROR_H

#include "dav/target.h"

struct mirror {
	struct dav_target	*t;	/* locked */
	struct arena		*arena;
	struct item		*held;	/* name, UID and ETag of what is there, by name */
	size_t			 count, size;
	bool			*kept;
	size_t			 changes;
};

enum status mirror_open(struct ctx *cx, struct mirror *m, struct dav_target *t) NODISCARD;

/* One object.  What cannot be used is passed over: it does not cost the others. */
enum status mirror_put(struct ctx *cx, struct mirror *m, const char *text, size_t len) NODISCARD;

/* What was not put goes; M->changes says how much differed. */
enum status mirror_close(struct ctx *cx, struct mirror *m) NODISCARD;

#endif
