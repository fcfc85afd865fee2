/*
 * The methods, and how a failure looks on the wire: the code of its status and
 * an element that names the precondition (RFC 4918, section 16; RFC 3253,
 * section 1.6).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dav/dav.h"
#include "dav/multistatus.h"
#include "dav/private.h"
#include "dav/quota.h"
#include "pim/zone.h"
#include "storage/db.h"

#define REPEATS		10
#define ON_ANY		DAV_KINDS
#define ON_KEPT		(DAV_COLLECTION | DAV_ITEM)

static const struct {
	const char	*name;
	int		 on;		/* kinds of resource that are there */
	int		 on_missing;
	dav_method	*run;
} methods[] = {
	{ "OPTIONS", ON_ANY, ON_KEPT, dav_options },
	{ "GET", ON_KEPT, 0, dav_get },
	{ "HEAD", ON_KEPT, 0, dav_get },
	{ "PUT", DAV_ITEM, DAV_ITEM, dav_put },
	{ "POST", DAV_HOME | DAV_COLLECTION, 0, dav_post },
	{ "DELETE", ON_KEPT, 0, dav_delete },
	{ "MKCOL", 0, DAV_COLLECTION, dav_mkcol },
	{ "MKCALENDAR", 0, DAV_COLLECTION, dav_mkcalendar },
	{ "COPY", ON_KEPT, 0, dav_copy },
	{ "MOVE", ON_KEPT, 0, dav_move },
	{ "PROPFIND", ON_ANY, 0, dav_propfind },
	{ "PROPPATCH", DAV_PRINCIPAL | DAV_PROXIES | DAV_HOME | ON_KEPT, 0, dav_proppatch },
	{ "REPORT", ON_ANY, 0, dav_report },
	{ "ACL", DAV_COLLECTION, 0, dav_acl },
};

void
dav_header(struct ctx *cx, struct reply *re)
{
	reply_header(cx, re, "dav", "1, 3, access-control, extended-mkcol, calendar-access,"
	    " calendar-auto-schedule, calendar-availability, addressbook, calendar-proxy, webdav-push,"
	    " calendar-query-extended, calendarserver-principal-property-search,"
	    " calendarserver-principal-search, calendarserver-sharing,"
	    " calendarserver-group-sharee, resource-sharing, calendar-no-timezone");
}

const char *
dav_allow(struct ctx *cx, const struct dav_target *t)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < COUNT(methods); i++)
		if ((t->exists ? methods[i].on : methods[i].on_missing) & t->kind)
			buf_printf(&out, out.len > 0 ? ", %s" : "%s", methods[i].name);
	return buf_str(&out);
}

enum status
dav_not_allowed(struct ctx *cx, struct reply *re, const struct dav_target *t)
{
	reply_header(cx, re, "allow", dav_allow(cx, t));
	return dav_answer(cx, re, 405, NULL);
}

/* The code for a status: with a precondition 403 where it would be 400 or 413. */
static int
code_of(const struct ctx *cx, enum status st)
{
	if (cx->condition != NULL && strcmp(cx->condition, DAV_QUOTA_EXCEEDED) != 0)
		switch (st) {
		case ERR_INVALID:
		case ERR_PRECONDITION:
		case ERR_TOO_LARGE:
		case ERR_LIMIT:
			return 403;
		default:
			break;
		}
	/* Room for more of something is not to be had by waiting. */
	return st == ERR_LIMIT ? 507 : status_http(st);
}

enum status
dav_answer(struct ctx *cx, struct reply *re, int code, const char *condition)
{
	struct buf out = BUF_ON(cx->arena);

	re->code = code;
	re->body = "";
	re->body_len = 0;
	if (condition == NULL)
		return OK;
	buf_puts(&out, XML_HEAD "<D:error" XML_NAMESPACES ">");
	buf_printf(&out, *condition == '<' ? "%s" : "<%s/>", condition);
	buf_puts(&out, "</D:error>\n");
	reply_bytes(cx, re, code, "application/xml; charset=utf-8", out.data, out.len);
	return OK;
}

enum status
dav_body(struct ctx *cx, const struct request *rq, size_t max, bool may_miss,
    struct xml_node **root)
{
	*root = NULL;
	if (rq->body_len == 0)
		return may_miss ? OK : fault(cx, ERR_INVALID, "no body");
	if (rq->body_len > max)
		return fault(cx, ERR_TOO_LARGE, "an XML body of %zu bytes", rq->body_len);
	return xml_parse(cx, rq->body, rq->body_len, root);
}

int
dav_depth(const struct request *rq, int otherwise)
{
	const char *depth = http_header(rq, "depth");

	if (depth == NULL)
		return otherwise;
	if (strcmp(depth, "0") == 0)
		return 0;
	if (strcmp(depth, "1") == 0)
		return 1;
	return strcasecmp(depth, "infinity") == 0 ? DAV_DEPTH_INFINITY : -1;
}

bool
dav_prefers(const struct request *rq, const char *preference)
{
	size_t len = strlen(preference);

	for (const struct header *h = rq->headers; h != NULL; h = h->next) {
		if (strcmp(h->name, "prefer") != 0)
			continue;
		for (const char *s = h->value; *s != '\0'; s += strcspn(s, ",;")) {
			s += strspn(s, " \t,;");
			if (strncasecmp(s, preference, len) == 0 &&
			    strchr(" \t,;", s[len]) != NULL)
				return true;
		}
	}
	return false;
}

bool
dav_is_brief(const struct request *rq)
{
	const char *brief = http_header(rq, "brief");

	return (brief != NULL && strcasecmp(brief, "t") == 0) || dav_prefers(rq, "return=minimal") ||
	    dav_prefers(rq, "return-minimal");
}

/*
 * Two who invite each other at once lock each other's calendars, and PostgreSQL
 * ends one of them.  Nothing of it was kept, so it is done again.
 */
static enum status
run_method(struct ctx *cx, dav_method *run, const struct request *rq, struct reply *re)
{
	enum status st = run(cx, rq, re);

	for (int again = 0; again < REPEATS && st == ERR_BUSY && db_may_repeat(cx); again++) {
		db_rollback(cx);
		ctx_forgive(cx);
		cx->condition = NULL;
		*re = (struct reply){ .body_fd = -1 };
		st = run(cx, rq, re);
	}
	return st;
}

void
dav_foresee(struct ctx *cx, const struct request *rq, int64_t account)
{
	bool get = strcmp(rq->method, "GET") == 0;

	if (account != 0 && (get || strcmp(rq->method, "PUT") == 0))
		dav_target_foresee(cx, account, rq->path, get);
}

enum status
dav_handle(struct ctx *cx, const struct request *rq, struct reply *re)
{
	enum status st;

	cx->push_quiet = http_header(rq, "push-dont-notify");
	for (size_t i = 0; i < COUNT(methods); i++) {
		if (strcmp(rq->method, methods[i].name) != 0)
			continue;
		st = run_method(cx, methods[i].run, rq, re);
		if (st == OK || st == ERR_INTERNAL)
			return st;
		*re = (struct reply){ .body_fd = -1 };
		if (st == ERR_BUSY)
			reply_header(cx, re, "retry-after", "2");
		return dav_answer(cx, re, code_of(cx, st), cx->condition);
	}
	reply_header(cx, re, "allow", "OPTIONS, GET, HEAD, PUT, POST, DELETE, MKCOL, MKCALENDAR,"
	    " COPY, MOVE, PROPFIND, PROPPATCH, REPORT, ACL");
	return dav_answer(cx, re, 405, NULL);
}

enum status
dav_prepare(struct ctx *cx)
{
	return zone_load(cx, NULL);
}
