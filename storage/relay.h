/*
 * Ways out for mail: by its sender (relay hosts), by its destination (transports).
 */
#ifndef STORAGE_RELAY_H
#define STORAGE_RELAY_H

#include "core/ctx.h"

struct relay {
	const char	*host;		/* without brackets and port */
	int		 port;		/* 25 where none is said */
	bool		 by_mx;		/* it is a domain, whose MX take the mail */
	const char	*user;		/* NULL: nobody signs in */
	const char	*password;
};

/* KIND: "relayhost" or "transport"; ERR_INVALID for others, ERR_NOT_FOUND. */
enum status db_relay_find(struct ctx *cx, const char *kind, int64_t id, struct relay *out) NODISCARD;

/* "[mail.example.net]:587" into host, port and by_mx. */
void relay_parse(struct ctx *cx, const char *nexthop, struct relay *out);

#endif
