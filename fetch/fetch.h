/*
 * HTTP from here to a server that somebody else named: web calendars, remote
 * pictures, push services.  All of it goes through this one call, which sees
 * to it that nobody reaches our own network by naming it (guard.h).
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "core/http.h"

struct fetch {
	const char	*url;		/* http, https, webcal, webcals */
	const char	*method;	/* NULL: GET */
	struct header	*headers;	/* sent with it, in this order; User-Agent is ours */
	const void	*body;		/* sent when not NULL */
	size_t		 body_len;
	const char	*user, *password;	/* Basic, to the server of url alone; NULL: none */
	size_t		 max;		/* bytes of the answer's body, unpacked; 0: 1 MiB */
	int		 timeout;	/* milliseconds for all of it; 0: 15 s */
	int		 redirects;	/* followed at most, of a GET or HEAD; 0: none */
	bool		 https_only;
};

struct fetched {
	int		 code;		/* of the last answer, whatever it is */
	const char	*url;		/* that it came from, without user and password */
	struct header	*headers;	/* names in lower case */
	const char	*body;		/* NUL behind its end */
	size_t		 body_len;
};

/*
 * OK with every answer, an error's as well.  ERR_INVALID: no URL that we take;
 * ERR_DENIED: it leads to an address or port that is not for everybody, or
 * nothing may leave this machine (`offline`); ERR_TOO_LARGE: longer than max;
 * ERR_LIMIT: too many redirects; ERR_BUSY: not within the time; ERR_UPSTREAM:
 * no such name, no connection, no trust in its certificate, no HTTP.  The words
 * of the fault may be shown to who named the URL.
 */
enum status fetch_url(struct ctx *cx, const struct fetch *f, struct fetched *out) NODISCARD;

/*
 * Whether fetch_url() would try: syntax, scheme and port, not where its name
 * leads.  For a URL that is kept for later.
 */
enum status fetch_url_check(struct ctx *cx, const char *url) NODISCARD;

/* The first header NAME (lower case) of an answer, or NULL. */
const char *fetched_header(const struct fetched *out, const char *name);

#endif
