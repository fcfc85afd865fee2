/*
 * Who may do what with an administered object.  This is the only place of
 * admin/ that answers the question: the API asks before it shows, before it
 * writes, and for each member that is not everybody's.
 *
 * An administrator may everything.  A domain administrator may what a table
 * row gives to domains, in the domains that the view `administered` tells,
 * as far as the flags (mailcow's da_acl) allow.  A person may what a row gives
 * to persons with what is the person's own, with the flags of user_acl.  An
 * API key is an administrator, unless it is bound to domains or to calls.
 */
#ifndef ADMIN_RIGHTS_H
#define ADMIN_RIGHTS_H

#include "storage/record.h"

/* The least that may. */
enum admin_who { WHO_NOBODY, WHO_ADMIN, WHO_DOMAIN, WHO_PERSON };

struct rights {
	struct record_scope	 scope;		/* what is theirs at all */
	enum admin_who		 is;
	const char *const	*acl;		/* flags; NULL: all of them */
	size_t			 acl_count;
};

/* The flags that exist, in mailcow's order; end with NULL. */
extern const char *const rights_domain_flags[], *const rights_person_flags[];

/* Find out about cx->who.  Nobody gets rights on nothing. */
enum status rights_load(struct ctx *cx, struct rights *out) NODISCARD;

/* Has FLAG (NULL: none is needed)?  Administrators have all. */
bool rights_flag(const struct rights *r, const char *flag);

/* May the key that asks make this call ("get", "domain")?  Others may. */
bool rights_in_scope(const struct ctx *cx, const char *verb, const char *category);

/* May look at an object of DOMAIN that is ACCOUNT's own, where LEAST may look. */
bool rights_sees(const struct rights *r, enum admin_who least, int64_t domain, int64_t account);

/*
 * What LEAST may, with FLAG, for an object of DOMAIN that is ACCOUNT's own (0:
 * of none).  ERR_DENIED with words.
 */
enum status rights_require(struct ctx *cx, const struct rights *r, enum admin_who least,
    const char *flag, int64_t domain, int64_t account) NODISCARD;

#endif
