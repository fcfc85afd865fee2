/*
 * Asking the token endpoint of an authorization server elsewhere (RFC 6749,
 * sections 4.1.3, 5 and 6), in our name.
 */
#ifndef FETCH_TOKEN_H
#define FETCH_TOKEN_H

#include "fetch/fetch.h"

struct token_server {
	const char	*url;		/* https */
	const char	*client;	/* who we are there */
	const char	*secret;	/* NULL: a public client */
};

struct token_answer {
	char		*access, *refresh;	/* refresh: NULL when none came; both to be wiped */
	int64_t		 seconds;	/* that the access token is good for */
};

/* BODY (grant_type=…) to it; whatever it answers.  Faults as of fetch_url(). */
enum status token_post(struct ctx *cx, const struct token_server *at, const char *body,
    struct fetched *out) NODISCARD;

/*
 * The same, for tokens.  ERR_UNAUTHENTICATED: what was shown is taken no more
 * (invalid_grant); ERR_BUSY: not now; ERR_UPSTREAM: it does not take us for a
 * client of its own, or sends no token that can be used.  The words name the
 * server's error code where it is one of OAuth's, and nothing else of its answer.
 */
enum status token_ask(struct ctx *cx, const struct token_server *at, const char *body,
    struct token_answer *out) NODISCARD;

#endif
