/*
 * What the files of this folder share: the methods, and how they refuse.
 */
#ifndef DAV_PRIVATE_H
#define DAV_PRIVATE_H

#include "dav/target.h"
#include "dav/xml.h"

#define DAV_RESOURCE_MAX	(10u << 20)	/* bytes of one object */

typedef enum status dav_method(struct ctx *cx, const struct request *rq, struct reply *re);
dav_method dav_options, dav_get, dav_put, dav_post, dav_delete, dav_mkcol, dav_mkcalendar,
    dav_copy, dav_move, dav_propfind, dav_proppatch, dav_report, dav_acl;

/* POST: is it an order in XML rather than an object?  Then do it; T is locked. */
bool dav_is_order(const struct request *rq);
enum status dav_order(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t) NODISCARD;

/* Does the client want JSON (RFC 7265, RFC 7095) more than the usual form; and T's item in it. */
bool dav_wants_json(const struct request *rq, enum collection_kind what);
enum status dav_json(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    const char **type, const char **text, size_t *len) NODISCARD;

/* T, a collection, as one iCalendar or vCard stream, as far as T's rights let one see. */
enum status dav_export(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t) NODISCARD;

/* "OPTIONS, GET, …": what this kind of resource takes. */
const char *dav_allow(struct ctx *cx, const struct dav_target *t);

/* Refuse with 405 and Allow. */
enum status dav_not_allowed(struct ctx *cx, struct reply *re, const struct dav_target *t) NODISCARD;

/*
 * Answer CODE now, with an error body (RFC 4918, section 16) when CONDITION is
 * not NULL: "C:no-uid-conflict", or a whole element.
 */
enum status dav_answer(struct ctx *cx, struct reply *re, int code, const char *condition) NODISCARD;

/* Fail with a precondition element; WHY is for the log. */
enum status dav_refuse(struct ctx *cx, enum status st, const char *condition, const char *why) NODISCARD;

/* The request's body as XML; *ROOT is NULL when there is none and MAY_MISS. */
enum status dav_body(struct ctx *cx, const struct request *rq, size_t max, bool may_miss,
    struct xml_node **root) NODISCARD;

/* RFC 4918, section 10.2: 0, 1, or DEPTH_INFINITY; OTHERWISE without header; -1: nonsense. */
#define DAV_DEPTH_INFINITY	1000
int dav_depth(const struct request *rq, int otherwise);

/* "Prefer: return=minimal" and the like (RFC 7240), or "Brief: t". */
bool dav_prefers(const struct request *rq, const char *preference);
bool dav_is_brief(const struct request *rq);

/* The DAV header: what we can do, and nothing else. */
void dav_header(struct ctx *cx, struct reply *re);

#endif
