/*
 * Signing in with an access token: OAUTHBEARER (RFC 7628), or XOAUTH2, which
 * Google and Microsoft have had before it.  What both say, for IMAP and SMTP.
 */
#ifndef IMAPCLIENT_BEARER_H
#define IMAPCLIENT_BEARER_H

#include "core/ctx.h"

struct bearer {
	const char	*mechanism;	/* "OAUTHBEARER", "XOAUTH2" */
	char		*first;		/* in base64, what the client says first; to be wiped */
	const char	*yes;		/* what it says to the server's error, so that the server can end */
};

/* Of a server that has OAUTHBEARER, or XOAUTH2 alone.  USER and TOKEN hold no control characters. */
struct bearer bearer_make(struct arena *arena, bool oauthbearer, const char *user, const char *token,
    const char *host, int port);

/*
 * The "status" of a server's error (RFC 7628, section 3.2.2; XOAUTH2: "401") in
 * base64, where it is one of those that the RFC knows or a number: a server
 * elsewhere may say anything.  Otherwise "refused".
 */
const char *bearer_status(struct ctx *cx, const char *challenge);

#endif
