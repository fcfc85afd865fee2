/*
 * The same objects with HTTP's own words.
 *
 *	GET    /api/v2/objects/			what there is
 *	GET    /api/v2/objects/CATEGORY		?limit=100&after=KEY&word=…&domain=…&owner=…
 *	POST   /api/v2/objects/CATEGORY		201 with Location and the object
 *	GET    /api/v2/objects/CATEGORY/KEY	with ETag
 *	PATCH  /api/v2/objects/CATEGORY/KEY	members that change; If-Match
 *	DELETE /api/v2/objects/CATEGORY/KEY	204; If-Match
 *
 * Members are mailcow's.  A refusal is problem+json (RFC 9457) whose "type"
 * ends with mailcow's word for it.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/api.h"
#include "admin/api_http.h"
#include "admin/geo.h"
#include "core/buf.h"

#define PREFIX		"/api/v2/objects/"
#define PAGE		100
#define PAGE_MOST	1000

static enum status
refuse(struct api_call *call, struct reply *re, enum status st)
{
	struct ctx *cx = call->cx;
	json_t *problem;
	const char *text;

	if (st == ERR_INTERNAL || st == ERR_BUSY || call->message == NULL)
		return st;
	problem = json_keep(cx->arena, json_pack("{s:s, s:s, s:i, s:s*, s:s*}",
	    "type", arena_printf(cx->arena, "/api/#%s", call->message),
	    "title", http_phrase(status_http(st)), "status", status_http(st),
	    "detail", cx->fault_text, "about", call->message_about != NULL ? call->message_about :
	    cx->problem_about));
	text = json_write(cx, problem, NULL);
	reply_bytes(cx, re, status_http(st), "application/problem+json", text, strlen(text));
	return OK;
}

static enum status
reply_object(struct ctx *cx, struct reply *re, int code, const char *text)
{
	reply_bytes(cx, re, code, "application/json", text, strlen(text));
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}

static enum status
list_categories(struct ctx *cx, struct reply *re)
{
	json_t *out = json_keep(cx->arena, json_array());

	for (size_t i = 0; api_categories[i] != NULL; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}", "name", api_categories[i]->name,
		    "help", api_categories[i]->help));
	return reply_object(cx, re, 200, json_write(cx, out, NULL));
}

static enum status
list_objects(struct api_call *call, const struct request *rq, struct reply *re)
{
	struct ctx *cx = call->cx;
	const char *limit = http_query(cx, rq, "limit"), *array, *last, *next = "null";
	struct record_filter f = {
		.light = call->category->light, .after = http_query(cx, rq, "after"), .word = http_query(cx, rq, "word"),
		.domain = http_query(cx, rq, "domain"), .owner = http_query(cx, rq, "owner"),
		.limit = limit != NULL ? strtoll(limit, NULL, 10) : PAGE,
	};
	int64_t count;
	enum status st;

	if (f.limit < 1 || f.limit > PAGE_MOST)
		return fault(cx, ERR_INVALID, "limit is from 1 to %d", PAGE_MOST);
	if ((st = db_record_list(cx, call->category->view, &call->rights.scope, &f, &array,
	    &count, &last)) != OK)
		return st;
	if (count == f.limit)
		next = json_write(cx, json_keep(cx->arena, json_string(last)), NULL);
	return reply_object(cx, re, 200, arena_printf(cx->arena, "{\"objects\":%s,\"next\":%s}",
	    geo_shown(cx, call->category->view, array), next));
}

static enum status
get_object(struct api_call *call, struct reply *re, const char *key)
{
	struct ctx *cx = call->cx;
	struct record record;
	enum status st;

	if ((st = db_record_find(cx, call->category->view, key, &record)) != OK)
		return st;
	if (!rights_sees(&call->rights, call->category->get, record.domain, record.account))
		return fault(cx, ERR_NOT_FOUND, "there is no %s", key);
	reply_header(cx, re, "etag", api_etag(cx, record.shown));
	return reply_object(cx, re, 200, geo_shown(cx, call->category->view, record.shown));
}

static enum status
reply_written(struct api_call *call, struct reply *re)
{
	struct ctx *cx = call->cx;
	const struct api_category *c = call->category;
	struct record record;
	json_t *shown;
	enum status st;

	if (call->verb == API_DELETE) {
		re->code = 204;
		return OK;
	}
	if ((st = db_record_find(cx, c->view, call->key, &record)) != OK ||
	    (st = json_read(cx, record.shown, strlen(record.shown), &shown)) != OK)
		return st;
	reply_header(cx, re, "etag", api_etag(cx, record.shown));
	if (call->more != NULL)
		json_object_update(shown, call->more);
	if (call->verb == API_ADD)
		reply_header(cx, re, "location", arena_printf(cx->arena, PREFIX "%s/%s", c->name,
		    http_escape(cx->arena, call->key)));
	return reply_object(cx, re, call->verb == API_ADD ? 201 : 200, json_write(cx, shown, NULL));
}

static enum status
write_object(struct api_call *call, const struct request *rq, struct reply *re, const char *key)
{
	json_t *sent = json_keep(call->cx->arena, json_object());
	enum status st;

	call->key = call->name = key;
	call->if_match = http_header(rq, "if-match");
	if (call->verb != API_DELETE) {
		if (!http_type_is(http_header(rq, "content-type"), "application/json") &&
		    !http_type_is(http_header(rq, "content-type"), "application/merge-patch+json"))
			return fault(call->cx, ERR_INVALID, "send application/json");
		if ((st = json_read(call->cx, rq->body, rq->body_len, &sent)) != OK)
			return st;
		if (!json_is_object(sent))
			return fault(call->cx, ERR_INVALID, "send an object");
	}
	call->sent = sent;
	call->strict = true;
	if ((st = api_run(call)) != OK)
		return refuse(call, re, st);
	return reply_written(call, re);
}

/* The category whose name is the longest beginning of PATH; *KEY is what follows. */
static const struct api_category *
find_category(const char *path, const char **key)
{
	const struct api_category *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; api_categories[i] != NULL; i++) {
		size_t len = strlen(api_categories[i]->name);

		if (len > longest && strncmp(path, api_categories[i]->name, len) == 0 &&
		    (path[len] == '/' || path[len] == '\0')) {
			best = api_categories[i];
			longest = len;
			*key = path[len] == '/' && path[len + 1] != '\0' ? path + len + 1 : NULL;
		}
	}
	return best;
}

static bool
verb_of(const char *method, bool has_key, enum api_verb *verb)
{
	static const struct {
		const char	*method;
		enum api_verb	 verb;
		bool		 needs_key, takes_key;
	} verbs[] = {
		{ "GET", API_GET, false, true }, { "HEAD", API_GET, false, true },
		{ "POST", API_ADD, false, false }, { "PATCH", API_EDIT, true, true },
		{ "DELETE", API_DELETE, true, true },
	};

	for (size_t i = 0; i < COUNT(verbs); i++)
		if (strcmp(verbs[i].method, method) == 0) {
			*verb = verbs[i].verb;
			return has_key ? verbs[i].takes_key : !verbs[i].needs_key;
		}
	return false;
}

enum status
api_v2(struct ctx *cx, const struct request *rq, struct reply *re)
{
	char *path = http_unescape(cx->arena, rq->path + strlen(PREFIX),
	    strlen(rq->path) - strlen(PREFIX));
	const struct api_category *c;
	const char *key = NULL;
	struct api_call call;
	enum api_verb verb;
	enum status st;

	api_cors(cx, rq, re);
	if (path == NULL || !utf8_valid(path, strlen(path)))
		return fault(cx, ERR_INVALID, "broken path");
	if (*path == '\0' && (strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0))
		return list_categories(cx, re);
	if ((c = find_category(path, &key)) == NULL || c->view == NULL)
		return fault(cx, ERR_NOT_FOUND, "there is no such category");
	if (!verb_of(rq->method, key != NULL, &verb) || api_who_may(c, verb) == WHO_NOBODY) {
		reply_problem(cx, re, 405, "this is not done here");
		return OK;
	}
	if ((st = api_call_open(&call, cx, c, verb)) != OK)
		return refuse(&call, re, st);
	if (call.rights.is == WHO_NOBODY || call.rights.is > api_who_may(c, verb))
		return fault(cx, ERR_DENIED, "not for this role");
	if (verb != API_GET)
		return write_object(&call, rq, re, key);
	return key != NULL ? get_object(&call, re, key) : list_objects(&call, rq, re);
}
