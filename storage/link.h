/*
 * Addresses at which a collection can be read without signing in.  256 random
 * bits, kept as their SHA-256; those that a client published are kept as they
 * are too, since its protocol reads them again.
 */
#ifndef STORAGE_LINK_H
#define STORAGE_LINK_H

#include "core/hash.h"
#include "storage/collection.h"

struct link {
	int64_t		 account, collection, id;
	bool		 busy_only;	/* when, and not what */
	bool		 published;	/* by calendarserver.org's publishing */
	const char	*token;		/* of those alone; otherwise NULL */
	const char	*comment;
	int64_t		 expires;	/* Unix seconds, 0: never */
	const char	*created, *last_used;	/* RFC 3339; NULL: never */
};

/* Sets id; TOKEN is the only copy unless it is published.  ERR_LIMIT when there are too many. */
enum status db_link_add(struct ctx *cx, const struct collection *c, struct link *link,
    char token[static TOKEN_LEN + 1]) NODISCARD;

enum status db_link_list(struct ctx *cx, const struct collection *c, struct link **out,
    size_t *count) NODISCARD;

/* ERR_NOT_FOUND quietly. */
enum status db_link_delete(struct ctx *cx, const struct collection *c, int64_t id) NODISCARD;

/* Whose it is, and note that it was used (once an hour).  ERR_NOT_FOUND quietly. */
enum status db_link_find(struct ctx *cx, const char *token, struct link *out,
    struct collection *c) NODISCARD;

#endif
