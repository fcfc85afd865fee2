/*
 * What became of a call.  Every call that can fail returns one of these and
 * the compiler insists that the caller looks.  Whoever notices the failure
 * says so with fault() (core/ctx.h); callers pass it up or act on it.
 */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

#define NODISCARD	__attribute__((warn_unused_result))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

enum status {
	OK = 0,
	ERR_INVALID,		/* what was sent makes no sense */
	ERR_UNAUTHENTICATED,	/* nobody we know, or not proven */
	ERR_DENIED,		/* known, but may not */
	ERR_NOT_FOUND,
	ERR_EXISTS,
	ERR_PRECONDITION,	/* a condition of the caller does not hold */
	ERR_TOO_LARGE,		/* one thing is too large */
	ERR_LIMIT,		/* too many things, or too often */
	ERR_UPSTREAM,		/* another server failed or answered nonsense */
	ERR_BUSY,		/* cannot be had now; try again later */
	ERR_INTERNAL,
	STATUS_COUNT
};

/* The name of a status for logs: "ok", "not-found", … */
const char *status_name(enum status st);

/* The HTTP code that tells this status: 200, 400, 404, … */
int status_http(enum status st);

#endif
