/*
 * People as others find them: who is in a domain, and by which addresses.
 */
#ifndef STORAGE_PERSON_H
#define STORAGE_PERSON_H

#include "core/ctx.h"

struct person {
	int64_t		 id;
	const char	*address;
	const char	*name;		/* "" when none */
	const char	*kind;		/* person, resource, group */
};

/* An account's address, then its aliases. */
enum status db_person_addresses(struct ctx *cx, int64_t account, const char ***out,
    size_t *count) NODISCARD;

/*
 * Whom scheduling messages to these addresses (lower case) reach in DOMAIN, in
 * the same order; id 0: nobody here, or several.
 */
struct person_at {
	int64_t		 id;
	const char	*address;	/* the account's own */
	bool		 is_resource;
	bool		 is_list;	/* several: a group, or an alias with several targets */
	bool		 goes_out;	/* some of the list are not accounts of DOMAIN */
};
enum status db_person_at(struct ctx *cx, int64_t domain, const char *const *addresses,
    size_t count, struct person_at *out) NODISCARD;

/*
 * The people and resources of DOMAIN who are in the group or alias ADDRESS, at any
 * depth of groups, by address.  At most LIMIT + 1: the last one says that there are more.
 */
enum status db_person_listed(struct ctx *cx, int64_t domain, const char *address, size_t limit,
    struct person **out, size_t *count) NODISCARD;

/* Is mail for this address taken here: a mailbox, an alias, or its domain's catch-all? */
enum status db_person_has_mail(struct ctx *cx, const char *address, bool *yes) NODISCARD;

/* Those of DOMAIN whose name or address holds WORD (any case), at most LIMIT, by address. */
enum status db_person_search(struct ctx *cx, int64_t domain, const char *word, size_t limit,
    struct person **out, size_t *count) NODISCARD;

/* Whose address, alias included, this is, in DOMAIN; ERR_NOT_FOUND quietly. */
enum status db_person_by_address(struct ctx *cx, int64_t domain, const char *address,
    struct person *out) NODISCARD;

/* The person at ADDRESS, when his domain tells strangers when he is busy; ERR_NOT_FOUND quietly. */
enum status db_person_public_busy(struct ctx *cx, const char *address, struct person *out) NODISCARD;

/* The language that an account chose for what it reads ("de"), "" when it did not. */
enum status db_person_language(struct ctx *cx, int64_t account, const char **out) NODISCARD;

#endif
