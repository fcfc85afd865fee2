/*
 * The API that mailcow's clients know.
 *
 *	GET  /api/v1/get/CATEGORY/all|KEY
 *	POST /api/v1/add/CATEGORY		an object
 *	POST /api/v1/edit/CATEGORY		{"items": [KEY, …], "attr": {…}}
 *	POST /api/v1/delete/CATEGORY		[KEY, …]
 *	POST /api/v1/search/domain|mailbox	a page, as DataTables asks
 *
 * What a rule of ours refuses is 200 with type "danger" and a word for it, an
 * entry for each object; HTTP's own codes tell of broken requests.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/api.h"
#include "admin/api_http.h"
#include "admin/geo.h"
#include "admin/operation.h"
#include "core/buf.h"

#define PREFIX		"/api/v1/"
#define ITEMS_MOST	1000
#define PAGE_MOST	1000

static enum status
say(struct ctx *cx, struct reply *re, int code, const char *msg)
{
	const char *body = json_write(cx, json_keep(cx->arena, json_pack("{s:s, s:s}",
	    "type", "error", "msg", msg)), NULL);

	reply_bytes(cx, re, code, "application/json", body, strlen(body));
	return OK;
}

static enum status
not_found(struct ctx *cx, struct reply *re)
{
	return say(cx, re, 404, "route not found");
}

/* Broken on our side, or the database's: no word of mailcow's fits. */
static bool
is_ours(enum status st)
{
	return st == ERR_INTERNAL || st == ERR_BUSY || st == ERR_UPSTREAM;
}

static void
reply_json(struct ctx *cx, struct reply *re, const char *text)
{
	reply_bytes(cx, re, 200, "application/json", text, strlen(text));
	reply_header(cx, re, "cache-control", "no-store");
}

/* Writing */

/* ["mailbox", "add", "alias", {…}, null] */
static json_t *
log_of(const struct api_call *call, const json_t *items)
{
	const struct api_category *c = call->category;
	const char *verb = strncmp(c->log, "mailbox tags_", 13) == 0 ? "delete" :
	    api_verb_name(call->verb);
	size_t first = strcspn(c->log, " ");
	json_t *out = json_array(), *attr = api_masked(c, call->sent);

	if (items != NULL)
		json_object_set(attr, c->item != NULL ? c->item : "id", (json_t *)(uintptr_t)items);
	json_array_append_new(out, json_stringn(c->log, first));
	json_array_append_new(out, json_string(verb));
	if (c->log[first] == ' ')
		json_array_append_new(out, json_string(c->log + first + 1));
	json_array_append_new(out, attr);
	/* The parts of mailcow that take extra arguments log that there were none. */
	if (strncmp(c->log, "mailbox", 7) == 0 || strcmp(c->log, "bcc") == 0 ||
	    strcmp(c->log, "recipient_map") == 0 || strcmp(c->log, "tls_policy_maps") == 0)
		json_array_append_new(out, json_null());
	return out;
}

/* "alias_added+" is ["alias_added", NAME]; "#" for the key, "=" for "", nothing for the bare word. */
static json_t *
message(const struct api_call *call, const char *word)
{
	size_t len = strlen(word);
	char mark = len > 0 ? word[len - 1] : '\0';

	if (mark == '+')
		return json_pack("[s%, s]", word, len - 1, call->name);
	if (mark == '#')
		return json_pack("[s%, s]", word, len - 1, call->key);
	if (mark == '=')
		return json_pack("[s%, s]", word, len - 1, "");
	return json_string(word);
}

static const char *
word_of(const struct api_call *call)
{
	const struct api_category *c = call->category;
	const char *word = call->verb == API_ADD ? c->added : call->verb == API_EDIT ? c->edited :
	    c->deleted;

	if (call->done != NULL)
		return call->done;
	return word != NULL ? word : "object_modified+";
}

static json_t *
entry(struct api_call *call, enum status st, const json_t *items)
{
	json_t *out = json_object(), *msg;
	const char *key;
	json_t *value;

	json_object_set_new(out, "type", json_string(st == OK ? "success" : "danger"));
	json_object_set_new(out, "log", log_of(call, items));
	if (st == OK)
		msg = message(call, word_of(call));
	else if (call->message_about != NULL)
		msg = json_pack("[s, s]", call->message, call->message_about);
	else
		msg = json_string(call->message);
	json_object_set_new(out, "msg", msg != NULL ? msg : json_string("temp_error"));
	if (st == OK && call->more != NULL)
		json_object_foreach(call->more, key, value)
			json_object_set(out, key, value);
	return out;
}

/* What stays the same for all objects of a request. */
struct writing {
	struct ctx	*cx;
	const struct api_category *category;
	enum api_verb	 verb;
	const json_t	*items;		/* as they came */
	json_t		*out;
	enum status	 broken;	/* the worst of ours */
};

static void
write_one(struct writing *w, const char *key, const json_t *sent)
{
	struct api_call call;
	enum status st = api_call_open(&call, w->cx, w->category, w->verb);

	call.key = key;
	call.name = key;
	call.sent = sent;
	if (st == OK)
		st = api_run(&call);
	else if (call.message == NULL)
		call.message = "temp_error";
	if (is_ours(st))
		w->broken = st;
	else
		ctx_forgive(w->cx);
	json_array_append_new(w->out, entry(&call, st, w->items));
}

/* A list of keys, one key, or {"items": …}. */
static json_t *
keys_of(struct arena *arena, const json_t *items)
{
	json_t *out = json_keep(arena, json_array());
	const json_t *one;
	size_t i;

	if (json_is_object(items) && json_object_size(items) == 1)
		items = json_object_iter_value(json_object_iter((json_t *)(uintptr_t)items));
	if (json_is_string(items) || json_is_integer(items))
		json_array_append(out, (json_t *)(uintptr_t)items);
	json_array_foreach(items, i, one)
		if (json_is_string(one) || json_is_integer(one))
			json_array_append(out, (json_t *)(uintptr_t)one);
	return out;
}

static const char *
key_text(struct arena *arena, const json_t *key)
{
	return json_is_string(key) ? json_string_value(key) :
	    arena_printf(arena, "%lld", (long long)json_integer_value(key));
}

#define BETWEEN	", ;\r\n"	/* names in one text */

/* add/dkim names several domains at a time, add/alias several addresses. */
static void
add_each(struct writing *w, const json_t *sent)
{
	const char *each = w->category->each, *text = each != NULL ? json_get_text(sent, each) : NULL;
	char *rest, *word;

	if (text == NULL || text[strcspn(text, BETWEEN)] == '\0') {
		write_one(w, NULL, sent);
		return;
	}
	rest = arena_strdup(w->cx->arena, text);
	while ((word = strsep(&rest, BETWEEN)) != NULL) {
		json_t *one;

		if (*word == '\0' || json_array_size(w->out) >= ITEMS_MOST)
			continue;
		one = json_keep(w->cx->arena, json_copy((json_t *)(uintptr_t)sent));
		json_object_set_new(one, each, json_string(word));
		write_one(w, NULL, one);
	}
}

static enum status
write_all(struct writing *w, const json_t *body, const char *key, struct reply *re)
{
	json_t *keys, *none = json_keep(w->cx->arena, json_object());
	const json_t *sent = none;

	w->out = json_keep(w->cx->arena, json_array());
	if (w->verb == API_ADD) {
		if (!json_is_object(body))
			return say(w->cx, re, 400, "an object is expected");
		add_each(w, body);
	} else {
		if (w->verb == API_EDIT && key == NULL) {
			/* mailcow's own document has some calls in an array. */
			if (json_is_array(body) && json_array_size(body) == 1)
				body = json_array_get(body, 0);
			sent = json_object_get(body, "attr");
			body = json_object_get(body, "items");
			if (w->category->only != NULL)
				key = w->category->only;
			if (!json_is_object(sent) || (body == NULL && key == NULL))
				return say(w->cx, re, 400, "items and attr are expected");
		}
		keys = key == NULL ? keys_of(w->cx->arena, body) :
		    json_keep(w->cx->arena, json_pack("[s]", key));
		if (json_array_size(keys) == 0 || json_array_size(keys) > ITEMS_MOST)
			return say(w->cx, re, 400, "items are expected, 1000 at most");
		if (key != NULL && w->category->only == NULL)
			sent = json_keep(w->cx->arena, json_pack("{s:O}", "tags", body));
		w->items = body != NULL ? keys : NULL;
		for (size_t i = 0; i < json_array_size(keys); i++)
			write_one(w, key_text(w->cx->arena, json_array_get(keys, i)), sent);
	}
	reply_json(w->cx, re, json_write(w->cx, w->out, NULL));
	if (w->broken != OK)
		re->code = status_http(w->broken);
	return OK;
}

/* Reading */

static enum status
reply_list(struct ctx *cx, struct reply *re, const char *view, const struct rights *r,
    const struct record_filter *f)
{
	const char *array;
	int64_t count;
	enum status st;

	if ((st = db_record_list(cx, view, &r->scope, f, &array, &count, NULL)) != OK)
		return st;
	/* Nothing is an empty object there. */
	reply_json(cx, re, count > 0 ? geo_shown(cx, view, array) : "{}");
	return OK;
}

static enum status
reply_one(struct ctx *cx, struct reply *re, const char *view, const struct rights *r,
    enum admin_who least, const char *key)
{
	struct record record;
	enum status st = db_record_find(cx, view, key, &record);

	if (st == ERR_NOT_FOUND ||
	    (st == OK && !rights_sees(r, least, record.domain, record.account))) {
		/* What is not theirs looks like what is not there. */
		ctx_forgive(cx);
		reply_json(cx, re, "{}");
		return OK;
	}
	if (st == OK)
		reply_json(cx, re, geo_shown(cx, view, record.shown));
	return st;
}

/* The row whose path is the longest beginning of PATH; *REST is what follows. */
static const struct api_read *
find_read(const char *path, const char **rest)
{
	const struct api_read *best = NULL;
	size_t longest = 0;

	for (const struct api_read *r = api_reads; r->path != NULL; r++) {
		size_t len = strlen(r->path);

		if (len > longest && strncmp(path, r->path, len) == 0 &&
		    (path[len] == '/' || path[len] == '\0')) {
			best = r;
			longest = len;
			*rest = path[len] == '/' ? path + len + 1 : path + len;
		}
	}
	return best;
}

static enum status
get(struct ctx *cx, const struct request *rq, struct reply *re, const char *path)
{
	const char *rest = "", *view, *tail;
	const struct operation *op = operation_find("get", path, &rest);
	const struct api_read *read;
	struct record_filter f = { .tags = http_query(cx, rq, "tags") };
	struct api_call call;
	enum status st;

	if (op != NULL)
		return operation_get(cx, op, rest, re);
	if ((read = find_read(path, &rest)) == NULL)
		return not_found(cx, re);
	if ((st = api_call_open(&call, cx, read->category, API_GET)) == ERR_DENIED ||
	    call.rights.is == WHO_NOBODY || call.rights.is > read->category->get) {
		ctx_forgive(cx);
		return say(cx, re, 403, "access denied");
	}
	if (st != OK)
		return st;
	view = read->view != NULL ? read->view : read->category->view;
	if (f.tags != NULL && strcmp(view, "api.domain") != 0 && strcmp(view, "api.mailbox") != 0)
		f.tags = NULL;
	f.where = read->where;
	if (read->paths_with_all && (*rest == '\0' || strncmp(rest, "all", 3) == 0) &&
	    (rest[0] == '\0' || rest[3] == '\0' || rest[3] == '/')) {
		tail = strlen(rest) > 4 ? rest + 4 : NULL;
		if (tail != NULL && read->all_by == BY_DOMAIN)
			f.domain = tail;
		else if (tail != NULL && read->all_by == BY_OWNER)
			f.owner = tail;
		return reply_list(cx, re, view, &call.rights, &f);
	}
	if (*rest == '\0' && read->key != NULL)
		rest = read->key;
	if (*rest == '\0')
		return not_found(cx, re);
	if (read->by == BY_COUNT) {
		f.limit = strtoll(rest, NULL, 10);
		f.descending = true;
		if (f.limit < 1 || f.limit > PAGE_MOST)
			return say(cx, re, 400, "a number from 1 to 1000 is expected");
		return reply_list(cx, re, view, &call.rights, &f);
	}
	if (read->by == BY_KEY)
		return reply_one(cx, re, view, &call.rights, read->category->get, rest);
	if (read->by == BY_DOMAIN)
		f.domain = rest;
	else
		f.owner = rest;
	return reply_list(cx, re, view, &call.rights, &f);
}

/* A page, as DataTables asks for it. */
static enum status
search(struct ctx *cx, const json_t *body, struct reply *re, const char *what)
{
	const struct api_category *c = api_category_find(what);
	const json_t *order = json_array_get(json_object_get(body, "order"), 0);
	const char *word = json_get_text(json_object_get(body, "search"), "value"), *array, *dir;
	struct record_filter f = {
		.light = c != NULL ? c->light : NULL,
		.limit = json_get_int(body, "length", 25), .offset = json_get_int(body, "start", 0),
	};
	int64_t total, found, shown;
	struct buf out = BUF_ON(cx->arena);
	struct api_call call;
	enum status st;

	if (c == NULL || (strcmp(what, "domain") != 0 && strcmp(what, "mailbox") != 0))
		return not_found(cx, re);
	if ((st = api_call_open(&call, cx, c, API_GET)) == ERR_DENIED || call.rights.is > c->get) {
		ctx_forgive(cx);
		return say(cx, re, 403, "access denied");
	}
	if (f.limit <= 0 || f.limit > PAGE_MOST)
		f.limit = PAGE_MOST;
	if (f.offset < 0)
		f.offset = 0;
	dir = json_get_text(order, "dir");
	f.descending = dir != NULL && strcmp(dir, "desc") == 0;
	if (st != OK || (st = db_record_count(cx, c->view, &call.rights.scope, &f, &total)) != OK)
		return st;
	f.word = word != NULL && *word != '\0' ? word : NULL;
	found = total;
	if ((f.word != NULL && (st = db_record_count(cx, c->view, &call.rights.scope, &f,
	    &found)) != OK) ||
	    (st = db_record_list(cx, c->view, &call.rights.scope, &f, &array, &shown, NULL)) != OK)
		return st;
	buf_printf(&out, "{\"draw\":%lld,\"recordsTotal\":%lld,\"recordsFiltered\":%lld,\"data\":%s}",
	    (long long)json_get_int(body, "draw", 0), (long long)total, (long long)found, array);
	reply_json(cx, re, buf_str(&out));
	return OK;
}

/* Both */

/* "domain/tag/example.org" takes tags away; other paths are a category's name. */
static const struct api_category *
find_written(const char *path, enum api_verb *verb, const char **key)
{
	const char *slash = strrchr(path, '/');
	const struct api_category *c = api_category_find(path);

	*key = NULL;
	if (c == NULL && *verb == API_DELETE && slash != NULL &&
	    (strncmp(path, "domain/tag/", 11) == 0 || strncmp(path, "mailbox/tag/", 12) == 0)) {
		*key = slash + 1;
		*verb = API_EDIT;
		c = api_category_find(*path == 'd' ? "domain/tag" : "mailbox/tag");
	}
	return c != NULL && api_who_may(c, *verb) != WHO_NOBODY ? c : NULL;
}

static enum status
post(struct ctx *cx, const struct request *rq, struct reply *re, const char *verb,
    const char *path)
{
	struct writing w = { .cx = cx, .verb = API_ADD };
	const char *key = NULL, *rest;
	const struct operation *op = operation_find(verb, path, &rest);
	json_t *body;

	if (strcmp(verb, "edit") == 0)
		w.verb = API_EDIT;
	else if (strcmp(verb, "delete") == 0)
		w.verb = API_DELETE;
	if (op == NULL && strcmp(verb, "search") != 0 &&
	    (w.category = find_written(path, &w.verb, &key)) == NULL)
		return not_found(cx, re);
	if (json_read(cx, rq->body, rq->body_len, &body) != OK) {
		ctx_forgive(cx);
		return say(cx, re, 400, "Request body doesn't contain valid json!");
	}
	if (op != NULL)
		return operation_post(cx, op, body, re);
	if (strcmp(verb, "search") == 0)
		return search(cx, body, re, path);
	return write_all(&w, body, key, re);
}

/* A page elsewhere may make a browser go here, but not fetch. */
static bool
is_navigation(const struct request *rq)
{
	const char *to = http_header(rq, "sec-fetch-dest");

	return to != NULL && strcmp(to, "empty") != 0;
}

enum status
api_v1(struct ctx *cx, const struct request *rq, struct reply *re)
{
	char *path = http_unescape(cx->arena, rq->path + strlen(PREFIX),
	    strlen(rq->path) - strlen(PREFIX)), *rest;
	bool reads = strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0;
	size_t len;

	if (is_navigation(rq))
		return say(cx, re, 403, "access denied");
	api_cors(cx, rq, re);
	if (path == NULL || !utf8_valid(path, strlen(path)))
		return not_found(cx, re);
	/* mailcow's document has "edit/rl-domain/". */
	for (len = strlen(path); len > 0 && path[len - 1] == '/'; len--)
		path[len - 1] = '\0';
	rest = path + strcspn(path, "/");
	if (*rest == '/')
		*rest++ = '\0';
	if (strcmp(path, "get") == 0)
		return reads ? get(cx, rq, re, rest) : say(cx, re, 405, "only GET method is allowed");
	if (strcmp(path, "add") == 0 || strcmp(path, "edit") == 0 || strcmp(path, "delete") == 0 ||
	    strcmp(path, "search") == 0)
		return strcmp(rq->method, "POST") == 0 ? post(cx, rq, re, path, rest) :
		    say(cx, re, 405, "only POST method is allowed");
	return not_found(cx, re);
}
