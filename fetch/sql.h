/*
 * Reads a table of people in a PostgreSQL database that an administrator named,
 * as guarded as fetch_ldap(): its name is resolved by core/guard.h, nothing is
 * written, and what it sends is bounded.
 */
#ifndef FETCH_SQL_H
#define FETCH_SQL_H

#include "fetch/directory.h"

struct fetch_sql {
	const char	*host;
	int		 port;
	bool		 plain;		/* no TLS: only to an address of fetch.allow */
	const char	*login, *password;
	const char	*database;
	const char	*table;		/* or a view: "people", "schema.people" */
	size_t		 max;		/* rows; more are ERR_LIMIT */
	int		 timeout;	/* milliseconds for all of it */
};

/*
 * Each row: its columns are values, and the first one is its name.  OK means that
 * all were given.  ERR_INVALID: no login or database; ERR_DENIED: the address or port is not for everybody;
 * ERR_UPSTREAM, ERR_BUSY (not within the time), ERR_LIMIT (more than max).  The
 * words of the fault may be shown to who named it.
 */
enum status fetch_sql(struct ctx *cx, const struct fetch_sql *q, fetch_entry_fn *fn, void *arg) NODISCARD;

#endif
