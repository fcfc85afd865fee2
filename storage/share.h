/*
 * Who may do what with a collection.  The owner may do everything; others
 * what the table says.  This is the only place that answers the question.
 */
#ifndef STORAGE_SHARE_H
#define STORAGE_SHARE_H

#include "storage/collection.h"

enum rights {
	RIGHT_FREEBUSY = 1 << 0,	/* see when it is busy */
	RIGHT_READ = 1 << 1,
	RIGHT_WRITE_CONTENT = 1 << 2,	/* change objects */
	RIGHT_BIND = 1 << 3,		/* add objects */
	RIGHT_UNBIND = 1 << 4,		/* delete objects */
	RIGHT_WRITE_PROPERTIES = 1 << 5,
	RIGHT_READ_ACL = 1 << 6,
	RIGHT_WRITE_ACL = 1 << 7,
	RIGHT_SEE_CONFIDENTIAL = 1 << 8, /* all of them, and not only when */
	RIGHT_SEE_PRIVATE = 1 << 9,
	RIGHT_ALL = (1 << 10) - 1,
};

#define SHARE_EVERYBODY	0	/* grantee: whoever is signed in, of the owner's domain */

struct share {
	int64_t		 grantee;
	const char	*address;	/* NULL for everybody */
	int		 rights;
};

/* What WHO may do with C: the bits of enum rights. */
enum status db_share_rights(struct ctx *cx, const struct collection *c, int64_t who,
    int *rights) NODISCARD;

enum status db_share_list(struct ctx *cx, const struct collection *c, struct share **out,
    size_t *count) NODISCARD;

/* These and no others from now on; in the caller's transaction. */
enum status db_share_replace(struct ctx *cx, const struct collection *c,
    const struct share *shares, size_t count) NODISCARD;

/* GRANTEE wants no part in it any more; ERR_NOT_FOUND when he has none of his own. */
enum status db_share_leave(struct ctx *cx, const struct collection *c, int64_t grantee) NODISCARD;

#endif
