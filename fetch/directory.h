/*
 * What directories elsewhere have of people, however they are asked
 * (fetch/ldap.h, fetch/sql.h), and which of them may be asked.
 */
#ifndef FETCH_DIRECTORY_H
#define FETCH_DIRECTORY_H

#include "core/ctx.h"
#include "core/guard.h"

struct fetch_value {
	struct fetch_value	*next;
	const char		*attribute;	/* as the server calls it, without options */
	const char		*data;		/* any bytes, and a NUL behind them */
	size_t			 len;
};

struct fetch_entry {
	const char		*dn;		/* its name there */
	struct fetch_value	*values;	/* in their order; very large ones are left out */
};

/* What is given lives on CX's arena of this turn; anything but OK ends the search. */
typedef enum status fetch_entry_fn(struct ctx *cx, void *arg, const struct fetch_entry *entry);

/*
 * ERR_DENIED when AT is not an address of fetch.allow, and the port is no USUAL
 * one or the connection would not be encrypted (PLAIN).
 */
enum status fetch_directory_may(struct ctx *cx, const struct guard_address *at, int port, bool usual,
    bool plain) NODISCARD;

#endif
