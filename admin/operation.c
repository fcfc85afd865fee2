#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "admin/operation.h"

#define COUNT_MOST	10000
#define ITEMS_MOST	100

const struct operation *
operation_find(const char *verb, const char *path, const char **rest)
{
	for (const struct operation *op = operations; op->verb != NULL; op++) {
		size_t len = strlen(op->path);

		if (strcmp(op->verb, verb) != 0 || strncmp(op->path, path, len) != 0 ||
		    (path[len] != '\0' && path[len] != '/'))
			continue;
		*rest = path[len] == '/' ? path + len + 1 : path + len;
		if (op->tail != TAIL_NONE || **rest == '\0')
			return op;
	}
	return NULL;
}

bool
operation_is_category(const char *name)
{
	for (const struct operation *op = operations; op->verb != NULL; op++)
		if (strcmp(op->category, name) == 0)
			return true;
	/* It has no call of mailcow's. */
	return strcmp(name, "trace") == 0;
}

void
operation_reply(struct ctx *cx, struct reply *re, int code, const json_t *value)
{
	size_t len;
	const char *text = json_write(cx, value, &len);

	reply_bytes(cx, re, code, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
}

json_t *
operation_text(struct arena *arena, const char *bytes, size_t len)
{
	char *copy;

	if (utf8_valid(bytes, len))
		return json_stringn(bytes, len);
	copy = arena_strndup(arena, bytes, len);
	for (size_t i = 0; i < len; i++)
		if (copy[i] == '\0' || (unsigned char)copy[i] >= 0x80)
			copy[i] = '?';
	return json_stringn(copy, len);
}

static void
say(struct ctx *cx, struct reply *re, int code, const char *msg)
{
	operation_reply(cx, re, code, json_keep(cx->arena, json_pack("{s:s, s:s}", "type", "error",
	    "msg", msg)));
}

static enum status
open_call(struct operation_call *call, struct ctx *cx, const struct operation *op)
{
	enum status st;

	*call = (struct operation_call){ .cx = cx };
	if ((st = rights_load(cx, &call->rights)) != OK)
		return st;
	if (!rights_in_scope(cx, op->verb, op->category) || call->rights.is == WHO_NOBODY ||
	    call->rights.is > op->who)
		return fault(cx, ERR_DENIED, "not for this role");
	return OK;
}

static bool
read_tail(struct operation_call *call, const struct operation *op, const char *rest)
{
	char *end;

	switch (op->tail) {
	case TAIL_NONE:
		return *rest == '\0';
	case TAIL_KEY:
		call->key = rest;
		return *rest != '\0';
	case TAIL_COUNT:
		errno = 0;
		call->count = *rest != '\0' ? strtoll(rest, &end, 10) : 100;
		return *rest == '\0' || (*end == '\0' && errno == 0 && call->count >= 1 &&
		    call->count <= COUNT_MOST);
	}
	return false;
}

enum status
operation_get(struct ctx *cx, const struct operation *op, const char *rest, struct reply *re)
{
	struct operation_call call;
	enum status st = open_call(&call, cx, op);

	if (st == ERR_DENIED) {
		ctx_forgive(cx);
		say(cx, re, 403, "access denied");
		return OK;
	}
	if (st != OK)
		return st;
	if (!read_tail(&call, op, rest)) {
		say(cx, re, 400, "a number from 1 to 10000 is expected");
		return OK;
	}
	st = op->run(&call);
	if (st == ERR_NOT_FOUND || st == ERR_INVALID) {
		/* What is not there is an empty object in that API. */
		ctx_forgive(cx);
		call.out = json_keep(cx->arena, json_object());
	} else if (st != OK) {
		return st;
	}
	operation_reply(cx, re, 200, call.out);
	return OK;
}

/* A list of names, or one. */
static void
read_items(struct operation_call *call, const json_t *items)
{
	size_t count = json_is_array(items) ? json_array_size(items) : 1;

	if (count > ITEMS_MOST)
		count = ITEMS_MOST + 1;
	call->items = arena_alloc(call->cx->arena, (count + 1) * sizeof *call->items);
	for (size_t i = 0; i < count; i++) {
		const json_t *one = json_is_array(items) ? json_array_get(items, i) : items;

		if (json_is_string(one))
			call->items[call->item_count++] = json_string_value(one);
	}
}

/* edit: {"items": …, "attr": {…}}, or the attributes alone; delete: names, or {"action": …}. */
static enum status
read_body(struct operation_call *call, const struct operation *op, const json_t *body)
{
	const json_t *attr = json_object_get(body, "attr");

	if (json_is_array(body) && json_array_size(body) == 1 && json_is_object(json_array_get(body, 0)))
		body = json_array_get(body, 0), attr = json_object_get(body, "attr");
	if (!json_is_object(body) && !json_is_array(body))
		return fault(call->cx, ERR_INVALID, "an object or an array is expected");
	call->sent = json_is_object(attr) ? attr : body;
	if (strcmp(op->verb, "delete") == 0 && json_is_array(body))
		read_items(call, body);
	else
		read_items(call, json_object_get(body, "items"));
	if (call->item_count > ITEMS_MOST)
		return fault(call->cx, ERR_LIMIT, "%d items at most", ITEMS_MOST);
	return OK;
}

static const char *
word_of(enum status st)
{
	return st == ERR_DENIED ? "access_denied" : st == ERR_NOT_FOUND ? "queue_unknown" :
	    st == ERR_LIMIT ? "limit_reached" : "value_invalid";
}

enum status
operation_post(struct ctx *cx, const struct operation *op, const json_t *body, struct reply *re)
{
	struct operation_call call;
	enum status st = open_call(&call, cx, op);
	const char *msg;
	json_t *words;

	call.sent = body;
	if (st == OK && (st = read_body(&call, op, body)) == OK)
		st = op->run(&call);
	if (st == ERR_INTERNAL || st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	msg = call.message != NULL ? call.message : st == OK ? "Task completed" : word_of(st);
	if (st != OK)
		ctx_forgive(cx);
	if (st == OK && call.out != NULL) {
		operation_reply(cx, re, 200, call.out);
		return OK;
	}
	words = call.message_about == NULL ? json_string(msg) :
	    json_pack("[s, s]", msg, call.message_about);
	operation_reply(cx, re, 200, json_keep(cx->arena, json_pack("[{s:s, s:[s, s, O], s:o}]",
	    "type", st == OK ? "success" : "danger", "log", op->category, op->verb, call.sent,
	    "msg", words)));
	return OK;
}
