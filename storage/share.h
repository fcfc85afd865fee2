/*
 * Who may do what with a collection.  The owner may do everything; others
 * what the table says.  This is the only place that answers the question.
 */
#ifndef STORAGE_SHARE_H
#define STORAGE_SHARE_H

#include "storage/collection.h"

enum share_right {
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

	/* What a proxy may in all calendars of the one for whom he acts. */
	RIGHTS_READ_PROXY = RIGHT_FREEBUSY | RIGHT_READ,
	RIGHTS_WRITE_PROXY = RIGHTS_READ_PROXY | RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND |
	    RIGHT_WRITE_PROPERTIES | RIGHT_SEE_CONFIDENTIAL,
};

#define SHARE_EVERYBODY	0	/* grantee: whoever is signed in, of the owner's domain */

enum share_state { SHARE_PENDING, SHARE_ACCEPTED, SHARE_DECLINED };

struct share {
	int64_t			 grantee;	/* a person or a group */
	const char		*address;	/* NULL for everybody */
	int			 rights;
	enum share_state	 state;		/* only what is accepted counts */
	const char		*invite;	/* uid of its invitation; NULL: granted without asking */
	const char		*name;		/* of the invited, as the owner typed it, or NULL */
	const char		*summary;	/* NULL when none */
	const char		*full_name;	/* of the account; "" when none; read only */
	bool			 is_group;
	bool			 tell;		/* by mail, if it is new to him (storage/share_mail.h) */
};

/*
 * What WHO may do with C: the bits of enum share_right.  By himself, by a group, as
 * a proxy, or since it is for everybody.  A web calendar's objects nobody writes.
 */
enum status db_share_rights(struct ctx *cx, const struct collection *c, int64_t who,
    int *rights) NODISCARD;

enum status db_share_list(struct ctx *cx, const struct collection *c, struct share **out,
    size_t *count) NODISCARD;

/* What is left of RIGHTS when C is a copy of a calendar in the web. */
int share_rights_on(const struct collection *c, int rights);

/*
 * These and no others are granted from now on, in the caller's transaction;
 * invitations that nobody has accepted stay.
 */
enum status db_share_replace(struct ctx *cx, const struct collection *c,
    const struct share *shares, size_t count) NODISCARD;

/*
 * GRANTEE wants no part in it any more: he declines his invitation, gives up what
 * was granted to him, or sees no more of what he has by a group or proxy.
 */
enum status db_share_leave(struct ctx *cx, const struct collection *c, int64_t grantee) NODISCARD;

/* ---- Invitations ------------------------------------------------------------------ */

/* Invite, or change the rights of who is.  The invite's uid is kept when there is one. */
enum status db_share_invite(struct ctx *cx, const struct collection *c, struct share *share) NODISCARD;

/* Take it back.  ERR_NOT_FOUND quietly when GRANTEE has none. */
enum status db_share_remove(struct ctx *cx, const struct collection *c, int64_t grantee) NODISCARD;

/*
 * Who is in the group that SHARE gives C to, at any depth, by id; but for C's owner.
 * They have it without an answer: theirs says whether they want to see it, and those
 * who are new are told by mail when SHARE->tell says so.
 */
struct share_member {
	int64_t			 id;
	const char		*address;
	enum share_state	 state;
};
enum status db_share_members(struct ctx *cx, const struct collection *c, const struct share *share,
    struct share_member **out, size_t *count) NODISCARD;

/*
 * GRANTEE's answer to an invitation of his own, or of a group that he is in; ERR_NOT_FOUND
 * quietly when there is none.
 */
enum status db_share_answer(struct ctx *cx, int64_t grantee, const char *invite,
    enum share_state state, struct collection *out) NODISCARD;

/* Put C into the home of everybody of the domain (LISTED), or not. */
enum status db_share_listed(struct ctx *cx, const struct collection *c, bool listed) NODISCARD;

/* ---- One's own view of others' collections ------------------------------------------- */

/* C as WHO sees it: its label, colour, order and transparency are his, where he set them. */
enum status db_share_view(struct ctx *cx, int64_t who, struct collection *c) NODISCARD;

/* Keep these four of C for WHO alone. */
enum status db_share_view_put(struct ctx *cx, int64_t who, const struct collection *c) NODISCARD;

#endif
