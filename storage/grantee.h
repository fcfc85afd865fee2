/*
 * Whom something may be shared with: the people, groups and resources of a domain, and
 * everybody in it (RFC 9670, section 2).  Who is found is what the domain's directory shows.
 */
#ifndef STORAGE_GRANTEE_H
#define STORAGE_GRANTEE_H

#include "core/ctx.h"

struct grantee {
	int64_t		 id;		/* of the account, or of the domain: everybody in it */
	const char	*address;	/* NULL: everybody */
	const char	*name;		/* "" when none */
	const char	*kind;		/* person, group, resource, everybody */
	const char	*who;		/* as our mail server calls it in its lists of rights */
};

/*
 * Whom WHO finds in DOMAIN, by address: himself, his groups and everybody; with an open
 * directory all; the one of this very EMAIL (NULL: of none) always.  *STATE moves with each change.
 */
enum status db_grantee_list(struct ctx *cx, int64_t domain, int64_t who, const char *email,
    struct grantee **out, size_t *count, int64_t *state) NODISCARD;

/* Those of IDS that are in DOMAIN; those whom the mail server calls NAMES. */
enum status db_grantee_get(struct ctx *cx, int64_t domain, const int64_t *ids, size_t id_count,
    struct grantee **out, size_t *count) NODISCARD;
enum status db_grantee_named(struct ctx *cx, int64_t domain, const char *const *names,
    size_t name_count, struct grantee **out, size_t *count) NODISCARD;

/* ---- Who has to hear of it --------------------------------------------------------------- */

#define SHARED_NEWS_TASK	"shared-news"	/* ref: whom; of the owner's account */
#define SHARED_FORGET_TASK	"shared-forget"	/* payload: a name in lists of rights that is over */

/*
 * OWNER shares something with WHOM, or no more: a task has their clients look again, and ends
 * their sessions when they must begin AGAIN to know of it.
 */
enum status db_grantee_tell(struct ctx *cx, int64_t owner, int64_t whom, bool again) NODISCARD;

/* The people whom WHOM means: himself, all in a group at any depth, all of a domain. */
enum status db_grantee_people(struct ctx *cx, int64_t whom, struct grantee **out,
    size_t *count) NODISCARD;

/* His mail moved: whoever watches it looks. */
enum status db_grantee_look(struct ctx *cx, int64_t account) NODISCARD;

#endif
