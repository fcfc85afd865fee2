/*
 * The server of Exchange's web services that a domain asks when people elsewhere
 * are busy (migration 0036).
 */
#ifndef STORAGE_EXCHANGE_H
#define STORAGE_EXCHANGE_H

#include "core/ctx.h"

struct exchange {
	int64_t			 id;
	const char		*url, *login;
	const char *const	*domains;	/* of the people whom it knows; NULL at the end */
	bool			 failed;	/* the last time */
};

/* ERR_NOT_FOUND quietly where DOMAIN has none that is active. */
enum status db_exchange_find(struct ctx *cx, int64_t domain, struct exchange *out) NODISCARD;
enum status db_exchange_password(struct ctx *cx, int64_t id, char **password) NODISCARD;
enum status db_exchange_put_password(struct ctx *cx, int64_t id, const char *password) NODISCARD;

/* What came of asking it; FAULT NULL: it answered. */
enum status db_exchange_asked(struct ctx *cx, int64_t id, const char *fault) NODISCARD;

#endif
