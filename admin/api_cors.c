/*
 * Pages elsewhere whose scripts call the API (Fetch standard, CORS protocol).
 * Who calls is seen by the key alone: a cookie is never allowed along, and none
 * would come, since it is SameSite=Strict.
 */
#include <string.h>

#include "admin/api_http.h"
#include "storage/setting.h"

/* The methods that ORIGIN may use; NULL: none. */
static const char *
methods_for(struct ctx *cx, const char *origin)
{
	const char *methods;
	bool may;

	if (origin == NULL)
		return NULL;
	if (db_setting_origin(cx, origin, &may, &methods) != OK) {
		ctx_forgive(cx);
		return NULL;
	}
	return may ? methods : NULL;
}

static bool
let(struct ctx *cx, const struct request *rq, struct reply *re, const char **methods)
{
	const char *origin = http_header(rq, "origin");

	if ((*methods = methods_for(cx, origin)) == NULL)
		return false;
	reply_header(cx, re, "access-control-allow-origin", origin);
	reply_header(cx, re, "vary", "Origin");
	return true;
}

void
api_cors(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *site = http_header(rq, "sec-fetch-site"), *methods;

	/* Our own page asks most, and needs no leave. */
	if (site == NULL || strcmp(site, "same-origin") != 0)
		let(cx, rq, re, &methods);
}

enum status
api_options(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *methods;

	re->code = 204;
	if (let(cx, rq, re, &methods)) {
		reply_header(cx, re, "access-control-allow-methods", methods);
		reply_header(cx, re, "access-control-allow-headers", "X-API-Key, Content-Type, If-Match");
		reply_header(cx, re, "access-control-max-age", "600");
	}
	return OK;
}
