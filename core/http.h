/*
 * A request and its reply as plain data.  No network here: the front fills a
 * request from libh2o and writes a reply to it; a handler sees only these.
 */
#ifndef CORE_HTTP_H
#define CORE_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"

struct header {
	const char	*name;		/* lower case */
	const char	*value;
	struct header	*next;
};

struct request {
	const char	*id;		/* names it in every log line and in X-Request-Id */
	const char	*method;	/* "GET", "PROPFIND" */
	const char	*path;		/* as sent, still percent-encoded, without the query */
	const char	*query;		/* behind "?", NULL when there is none */
	const char	*authority;	/* host[:port] that the client asked for */
	const char	*remote;	/* client's address, without port */
	struct header	*headers;
	const char	*body;		/* NUL behind its end; "" when none */
	size_t		 body_len;
};

/* An event stream that the front keeps open (RFC 8620, section 7.3). */
struct event_stream {
	int64_t		 account;
	const char	*types;		/* "*" or "Email,Mailbox" */
	int		 ping;		/* seconds between pings, 0: none */
	bool		 close_after_state;
	const char	*last_id;	/* Last-Event-ID, "" when none */
	const char	*first;		/* frame to send at once, "" when none */
};

struct reply {
	int			 code;
	struct header		*headers;	/* in the order they were added */
	const char		*body;
	size_t			 body_len;
	int			 body_fd;	/* -1, or a file that is the body instead; the
						 * worker closes it after sending */
	int64_t			 body_fd_start;	/* where in that file, how much of it */
	int64_t			 body_fd_len;
	struct event_stream	*stream;	/* not NULL: becomes an event stream */
};

/* The first header called NAME (lower case), or NULL. */
const char *http_header(const struct request *rq, const char *name);

/* Whether a cookie header holds NAME; its value on the arena, or NULL. */
const char *http_cookie(struct ctx *cx, const struct request *rq, const char *name);

/*
 * The decoded value of a query parameter ("+" is a space), NULL when it is
 * missing, broken, not UTF-8 or holds a NUL.
 */
const char *http_query(struct ctx *cx, const struct request *rq, const char *name);

/*
 * The decoded segments of a path: "/a/b%2Fc/" gives "a", "b/c", and trailing
 * is true.  ERR_INVALID for a broken escape, NUL, "." or ".." segment, bad
 * UTF-8 or more than 32 segments.
 */
struct path {
	char	*segment[32];
	size_t	 count;
	bool	 trailing;	/* it ended with "/" */
};
enum status http_path(struct ctx *cx, const char *path, struct path *out);

/* Percent-decode LEN bytes; NULL on a broken escape or NUL. */
char *http_unescape(struct arena *arena, const char *s, size_t len);

/* Percent-encode everything but RFC 3986's unreserved characters. */
char *http_escape(struct arena *arena, const char *s);

/* Whether a media type (with or without parameters) is TYPE: "application/json". */
bool http_type_is(const char *content_type, const char *type);

/* Well-formed UTF-8 (RFC 3629) without NUL? */
bool utf8_valid(const char *s, size_t len);

/* Characters of well-formed UTF-8. */
size_t utf8_count(const char *s);

/*
 * A worker's header for the front, which keeps it to itself: the index of this
 * reply's account lacks something, have it followed in the background.
 */
#define REPLY_SYNC_OWED	"x-sync-owed"

/* Add a header.  NAME lower case and static, VALUE must live on the arena or be static. */
void reply_header(struct ctx *cx, struct reply *re, const char *name, const char *value);

/* The header NAME of a reply, or NULL. */
const char *reply_find(const struct reply *re, const char *name);

/* Code, type and bytes in one go; the bytes are not copied. */
void reply_bytes(struct ctx *cx, struct reply *re, int code, const char *type,
    const char *body, size_t len);

/*
 * problem+json (RFC 9457) with DETAIL for a person; DETAIL may be NULL.
 * The title is the code's usual phrase.
 */
void reply_problem(struct ctx *cx, struct reply *re, int code, const char *detail);

/* What a failed handler answers: the status' code and the fault's words
 * (no words for ERR_INTERNAL: they are for the log). */
void reply_fault(struct ctx *cx, struct reply *re, enum status st);

/* "Not Found" for 404; "Unknown" for codes nobody knows. */
const char *http_phrase(int code);

#endif
