/*
 * The DNS records that a domain needs: what they should be, what they are, and
 * the zone file with them.
 */
#ifndef ADMIN_DNS_H
#define ADMIN_DNS_H

#include "storage/domain.h"

enum dns_state {
	DNS_UNKNOWN,		/* not asked, or no answer */
	DNS_GOOD,
	DNS_MISSING,
	DNS_WRONG,		/* something else stands there */
	DNS_WEAK		/* works, but less is asked of receivers than could be */
};

struct dns_record {
	const char	*name;		/* without the dot at the end */
	const char	*type;		/* "TXT" */
	const char	*value;		/* as in a zone file; NULL: only you know it (an address,
					   an authority) */
	const char	*purpose;	/* for a person */
	bool		 optional;	/* convenience; mail works without */

	/* from dns_check() */
	enum dns_state	 state;
	const char	*why;		/* "" where the state says it all */
	const char	**found;	/* what stands there, as in a zone file */
	size_t		 found_count;
};

/*
 * A worker may not read files: it is given the server's certificate, which
 * must stay where it is.  Others read it where the configuration says.
 */
void dns_use_certificate(const char *pem);

/* What DOMAIN needs on this server, on the arena. */
enum status dns_expected(struct ctx *cx, const struct domain *domain, struct dns_record **out,
    size_t *count) NODISCARD;

/*
 * Ask for all of them at once, for some seconds at the most, and compare.
 * The resolver is conf's dns.resolver, otherwise the system's; with `offline`
 * and no resolver named nobody is asked and all is DNS_UNKNOWN.
 */
enum status dns_check(struct ctx *cx, struct dns_record *records, size_t count) NODISCARD;

/* Something that is asked; type as in dns_type() ("MX"). */
struct dns_question {
	const char	*name, *type;
	const char	**found;	/* as in a zone file */
	size_t		 count;
	bool		 answered;	/* if only by "there is none" */
};

/*
 * Ask for all of them at once, as dns_check() does.  ERR_BUSY: this server is offline and
 * has no resolver named.
 */
enum status dns_ask(struct ctx *cx, struct dns_question *questions, size_t count) NODISCARD;

/*
 * The records as lines of DOMAIN's zone file; what only the administrator
 * knows, and what stands in another zone (of the server's name), is a comment.
 */
const char *dns_zone(struct ctx *cx, const struct domain *domain,
    const struct dns_record *records, size_t count);

/* "good", "missing", … */
const char *dns_state_name(enum dns_state state);

#endif
