/*
 * The table of paths: what serves them, in which pool, who may, how large and
 * how long.  The front reads pool and bounds; the worker checks who asks
 * (httpd/auth.h) and runs the handler.  A new feature is a row and a function.
 */
#ifndef HTTPD_ROUTES_H
#define HTTPD_ROUTES_H

#include "core/http.h"

enum pool_name { POOL_AUTH, POOL_ADMIN, POOL_MAIL, POOL_DAV, POOL_SLOW, POOL_COUNT };

/* Who may ask.  Checked in one place, worker.c, before the handler runs. */
enum need {
	NEED_NOBODY,		/* everyone; who asks is found out, but may be nobody */
	NEED_CLIENT,		/* programs of OAuth: neither cookies nor passwords of people are looked at, the
				 * handler asks for the program's own proof, and pages elsewhere may call */
	NEED_TOKEN,		/* an account by an access token that it allowed some program */
	NEED_ACCOUNT,		/* an account: session cookie or Basic */
	NEED_USER,		/* one that has a mailbox, calendars and contacts */
	NEED_API,		/* an account or an API key; the handler asks what it may (admin/rights.h) */
	NEED_ADMIN,		/* an administrator's session or an API key */
	NEED_INTERNAL,		/* our own processes; never a client */
	NEED_SERVICE		/* a service of the mail core, from this machine, with the password that its
				 * configuration holds; over the HTTP port, which does without certificates */
};

typedef enum status handler(struct ctx *cx, const struct request *rq, struct reply *re);

struct route {
	const char	*path;		/* "/jmap/api"; a final "*" makes it a prefix: "/jmap/upload/" "*" */
	const char	*methods;	/* "GET HEAD", "*" for all */
	enum pool_name	 pool;
	enum need	 need;
	int64_t		 max_body;	/* bytes; 0: none wanted */
	int		 deadline;	/* seconds; 0: conf->deadline */
	handler		*run;
};

extern const struct route routes[];	/* ends with a NULL path */

/*
 * The row for a method and a path, or NULL.  *KNOWN_PATH tells whether another
 * method would be served (405 rather than 404), and *ALLOW lists what it
 * takes (until the next call).  The longest path wins; of rows with the same
 * path the one that takes the method.
 */
const struct route *route_find(const char *method, const char *path,
    bool *known_path, const char **allow);

/* The same in another table; for tests. */
const struct route *route_find_in(const struct route *table, const char *method,
    const char *path, bool *known_path, const char **allow);

/* Its place in the table, which is how messages name it. */
int route_index(const struct route *route);

/* "auth", "admin", "mail", "dav" */
const char *pool_label(enum pool_name pool);

#endif
