/*
 * Searches a directory (LDAP, RFC 4511) that an administrator named, as
 * guarded as fetch_url(): its name is resolved by core/guard.h, referrals are
 * not followed, and what it sends is bounded.
 */
#ifndef FETCH_LDAP_H
#define FETCH_LDAP_H

#include "fetch/directory.h"

enum fetch_ldap_tls { FETCH_LDAP_STARTTLS, FETCH_LDAP_TLS, FETCH_LDAP_PLAIN };

struct fetch_ldap {
	const char		*host;
	int			 port;
	enum fetch_ldap_tls	 tls;		/* PLAIN: only to an address of fetch.allow */
	const char		*login;		/* a DN; "": anonymous */
	const char		*password;
	const char		*base, *filter;
	const char *const	*attributes;	/* that are wanted; NULL-terminated */
	size_t			 max;		/* entries; more are ERR_LIMIT */
	int			 timeout;	/* milliseconds for all of it */
};

/*
 * Each entry below BASE that FILTER finds.  OK means that all were given.
 * ERR_DENIED: the address or port is not for everybody, or login and password
 * are refused; ERR_UPSTREAM, ERR_BUSY (not within the time), ERR_LIMIT (more
 * than max, or than it gives).  The words of the fault may be shown to who named it.
 */
enum status fetch_ldap(struct ctx *cx, const struct fetch_ldap *q, fetch_entry_fn *fn, void *arg) NODISCARD;

/*
 * Is PASSWORD that of the only entry which q->filter finds?  FN gets the entry,
 * whatever becomes of it; then we bind as it (RFC 4513, section 5.1.3), never
 * without a password, which would be nobody's bind and succeed (section 5.1.2).
 * ERR_UNAUTHENTICATED: no, or there are none or several; the rest as above.
 */
enum status fetch_ldap_verify(struct ctx *cx, const struct fetch_ldap *q, const char *password,
    fetch_entry_fn *fn, void *arg) NODISCARD;

/* TEXT as a value in a filter: RFC 4515, section 3. */
const char *fetch_ldap_escape(struct arena *arena, const char *text);

#endif
