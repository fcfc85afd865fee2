/*
 * Access tokens for mail servers elsewhere (storage/mail_grant.h): the one that
 * we have, or, shortly before its end or when it was refused, another one.
 */
#ifndef WEBMAIL_UPSTREAM_TOKEN_H
#define WEBMAIL_UPSTREAM_TOKEN_H

#include "core/ctx.h"

struct upstream_token {
	int64_t	 grant;
	bool	 fresh;		/* made a moment ago: another one would be refused as well */
	char	*token;		/* to be wiped; NULL: not asked for yet */
};

/*
 * The token of t->grant; with REFUSED another one than t->token.
 * ERR_UNAUTHENTICATED: its person has to sign in again there, which the words say;
 * ERR_BUSY, ERR_UPSTREAM: the provider gives none.  Outside of transactions.
 */
enum status upstream_token(struct ctx *cx, struct upstream_token *t, bool refused) NODISCARD;

#endif
