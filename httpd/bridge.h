/*
 * From libh2o's request to a message and from the worker's reply to libh2o's
 * response.  Everything that is not a static file passes here.
 */
#ifndef HTTPD_BRIDGE_H
#define HTTPD_BRIDGE_H

#include <h2o.h>

#include "core/http.h"
#include "httpd/routes.h"

/* What the access log and the metrics want to know of a request, beside what libh2o knows. */
struct note {
	const char	*id;		/* X-Request-Id */
	const char	*route;		/* "/jmap/api", "front", "static" */
	int64_t		 account;
	int64_t		 worker_ms;
	const char	*fault;		/* "" when none */
	bool		 stream;	/* an event stream: slow by nature */
};

/*
 * The request target (RFC 9112, 3.2) split.
 * AUTHORITY is set when the target was in absolute form.
 */
struct target {
	h2o_iovec_t	 path, query, authority;	/* base NULL: not there */
};

/* The handler of everything on the TLS port. */
int bridge_on_req(h2o_handler_t *self, h2o_req_t *req);

/*
 * Over plain HTTP: hand the request to a worker when its route is for services
 * (NEED_SERVICE) and it comes from this machine.  False: it is not such a one.
 */
bool bridge_serve_service(h2o_req_t *req, const struct target *target);

/* The note of a request, made when MAKE; else NULL where there is none. */
struct note *bridge_note(h2o_req_t *req, bool make);

/* Answer in our own words: problem+json (RFC 9457). */
void bridge_problem(h2o_req_t *req, int code, const char *detail);

/* Answer with a small text. */
void bridge_text(h2o_req_t *req, int code, const char *type, const char *body, size_t len);

/*
 * How large a body this request may have: its route's bound, or the general
 * one where no route is known yet.  For refusing early.
 */
int64_t bridge_body_limit(h2o_req_t *req);

/* The client's address as text, in the request's pool. */
const char *bridge_remote(h2o_req_t *req);

/* false when it makes no sense. */
bool bridge_target(const char *target, size_t len, struct target *out);

/*
 * The head of an HTTP/1 request as it came.  libh2o takes what RFC 9112 wants
 * refused: a missing or second Host, Content-Length beside Transfer-Encoding,
 * two Content-Lengths, folded lines, bare line feeds.  NULL, or what is wrong.
 */
const char *bridge_check_head(const char *head, size_t len);

#endif
