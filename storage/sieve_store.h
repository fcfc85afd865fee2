/*
 * What we keep about an account's Sieve scripts: ids for their names (RFC 9661),
 * the vacation response (RFC 8621, section 8), and the filters.
 */
#ifndef STORAGE_SIEVE_STORE_H
#define STORAGE_SIEVE_STORE_H

#include "storage/mail_state.h"

/*
 * Ids for NAMES, in their order; names that are new get one, those that are
 * gone lose theirs.
 */
enum status db_sieve_ids(struct ctx *cx, int64_t account, const char *const *names, size_t count,
    int64_t **ids) NODISCARD;

/* The script has another name from here on. */
enum status db_sieve_rename(struct ctx *cx, int64_t account, int64_t id, const char *name) NODISCARD;

struct vacation {
	bool		 enabled;
	bool		 has_from, has_to;
	int64_t		 from, to;		/* seconds since 1970 */
	const char	*subject, *text, *html;	/* NULL: none */
	int64_t		 state;			/* grows with every change */
};

/* One that is off where there is none yet. */
enum status db_vacation_get(struct ctx *cx, int64_t account, struct vacation *out) NODISCARD;

/* Sets state. */
enum status db_vacation_put(struct ctx *cx, int64_t account, struct vacation *v) NODISCARD;

struct mail_filter {
	int64_t		 id, position;
	const char	*rule;		/* JSON */
};

/* In the order in which they are applied. */
enum status db_filter_list(struct ctx *cx, int64_t account, struct mail_filter **out,
    size_t *count) NODISCARD;

/* Within a change: a new one (id 0: sets it) or what one is from now on.  ERR_NOT_FOUND. */
enum status db_filter_put(struct ctx *cx, struct mail_change *change,
    struct mail_filter *filter) NODISCARD;

/* Within a change.  ERR_NOT_FOUND */
enum status db_filter_remove(struct ctx *cx, struct mail_change *change, int64_t id) NODISCARD;

/* Within a transaction: nobody else changes what this account's scripts are made of. */
enum status db_sieve_lock(struct ctx *cx, int64_t account) NODISCARD;

#endif
