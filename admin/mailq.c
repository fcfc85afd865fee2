#include <stdlib.h>
#include <string.h>

#include "admin/mailq.h"
#include "core/conf.h"
#include "mailcore/operator.h"
#include "storage/audit.h"
#include "storage/db.h"

#define MESSAGES_MOST	10000
#define IDS_MOST	100

/* Listing */

/* "retry ID SECONDS" */
static void
note_retry(struct ctx *cx, json_t *retries, const char *line)
{
	char *rest = arena_strdup(cx->arena, line + strlen("retry "));
	const char *id = strsep(&rest, " ");

	if (rest != NULL)
		json_object_set_new(retries, id, json_integer(strtoll(rest, NULL, 10)));
}

/* Names of other people's programs stand in these lines: one that is no JSON is left out. */
static void
note_message(struct ctx *cx, json_t *out, const json_t *retries, const char *line, size_t len)
{
	const char *id;
	json_t *message, *retry;

	if (json_read(cx, line, len, &message) != OK) {
		ctx_forgive(cx);
		return;
	}
	if ((id = json_get_text(message, "queue_id")) == NULL)
		return;
	retry = json_object_get(retries, id);
	json_object_set_new(message, "next_retry", retry != NULL ? json_incref(retry) : json_integer(0));
	json_array_append(out, message);
}

static int
by_arrival(const void *a, const void *b)
{
	int64_t x = json_get_int(*(json_t *const *)a, "arrival_time", 0);
	int64_t y = json_get_int(*(json_t *const *)b, "arrival_time", 0);

	return x < y ? -1 : x > y;
}

static json_t *
sorted(struct ctx *cx, const json_t *list)
{
	size_t count = json_array_size(list);
	json_t **all = arena_alloc(cx->arena, (count + 1) * sizeof *all);
	json_t *out = json_keep(cx->arena, json_array());

	for (size_t i = 0; i < count; i++)
		all[i] = json_array_get(list, i);
	qsort(all, count, sizeof *all, by_arrival);
	for (size_t i = 0; i < count; i++)
		json_array_append(out, all[i]);
	return out;
}

enum status
mailq_list(struct ctx *cx, json_t **out, bool *cut)
{
	json_t *list = json_keep(cx->arena, json_array());
	json_t *retries = json_keep(cx->arena, json_object());
	struct buf said = BUF_ON(cx->arena);
	enum status st;

	if ((st = operator_ask(cx, cx->conf->root, OPERATOR_WORDS("queue-list"), &said)) != OK)
		return st;
	*cut = false;
	for (const char *line = buf_str(&said), *end; (end = strchr(line, '\n')) != NULL;
	    line = end + 1) {
		*cut = json_array_size(list) >= MESSAGES_MOST;
		if (*cut)
			break;
		if (*line == '{')
			note_message(cx, list, retries, line, (size_t)(end - line));
		else if (strncmp(line, "retry ", 6) == 0)
			note_retry(cx, retries, arena_strndup(cx->arena, line, (size_t)(end - line)));
	}
	*out = sorted(cx, list);
	return OK;
}

enum status
mailq_show(struct ctx *cx, const char *id, const char **text, size_t *len)
{
	struct buf said = BUF_ON(cx->arena);
	enum status st = operator_ask(cx, cx->conf->root, OPERATOR_WORDS("queue-show", id), &said);

	*text = buf_str(&said);
	*len = said.len;
	return st;
}

/* Doing */

static enum status
audit_all(struct ctx *cx, const char *action, const char *const *ids, size_t count)
{
	struct audit row = { .event = arena_printf(cx->arena, "mailq.%s", action), .object = "ALL" };
	enum status st;

	if (count == 0)
		return db_audit(cx, &row);
	for (size_t i = 0; i < count; i++) {
		row.object = ids[i];
		if ((st = db_audit(cx, &row)) != OK)
			return st;
	}
	return OK;
}

/* The row is written first: what cannot be told of is not done. */
enum status
mailq_do(struct ctx *cx, const char *action, const char *const *ids, size_t count)
{
	const char *words[IDS_MOST + 3] = { count > 0 ? "queue-do" : "queue-do-all", action };
	struct buf said = BUF_ON(cx->arena);
	enum status st;

	if (count > IDS_MOST)
		return fault(cx, ERR_LIMIT, "%d messages at most at once", IDS_MOST);
	if (strcmp(action, "flush") == 0)
		words[0] = "queue-flush", words[1] = NULL, count = 0;
	for (size_t i = 0; i < count; i++)
		words[2 + i] = ids[i];
	if ((st = db_begin(cx)) != OK ||
	    (st = audit_all(cx, action, ids, count)) != OK ||
	    (st = operator_ask(cx, cx->conf->root, words, &said)) != OK)
		return st;
	return db_commit(cx);
}

/* mailcow's calls */

/* Recipients with the reason behind them, as there. */
enum status
mailq_get_all(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	json_t *message, *recipient;
	size_t i, k;
	enum status st;
	bool cut;

	if ((st = mailq_list(cx, &call->out, &cut)) != OK)
		return st;
	json_array_foreach(call->out, i, message) {
		json_t *texts = json_array();

		json_array_foreach(json_object_get(message, "recipients"), k, recipient) {
			const char *address = json_get_text(recipient, "address");
			const char *reason = json_get_text(recipient, "delay_reason");

			json_array_append_new(texts, json_string(reason == NULL ? address :
			    arena_printf(cx->arena, "%s (%s)", address != NULL ? address : "", reason)));
		}
		json_object_set_new(message, "recipients", texts);
	}
	return OK;
}

enum status
mailq_get_message(struct operation_call *call)
{
	const char *text;
	size_t len;
	enum status st = mailq_show(call->cx, call->key, &text, &len);

	if (st == OK)
		call->out = json_keep(call->cx->arena, operation_text(call->cx->arena, text, len));
	return st;
}

enum status
mailq_edit(struct operation_call *call)
{
	const char *action = json_get_text(call->sent, "action");

	if (action == NULL)
		return fault(call->cx, ERR_INVALID, "which action?");
	if (strcmp(action, "flush") == 0)
		return mailq_do(call->cx, "flush", NULL, 0);
	if (strcmp(action, "super_delete") == 0)
		return mailq_do(call->cx, "delete", NULL, 0);
	if (strcmp(action, "unhold") == 0)
		action = "release";
	/* Everything is meant by a word of its own only. */
	if (call->item_count == 0)
		return fault(call->cx, ERR_INVALID, "items are expected");
	return mailq_do(call->cx, action, call->items, call->item_count);
}

enum status
mailq_delete(struct operation_call *call)
{
	const char *action = json_get_text(call->sent, "action");

	if (action != NULL && strcmp(action, "super_delete") == 0)
		return mailq_do(call->cx, "delete", NULL, 0);
	if (call->item_count == 0)
		return fault(call->cx, ERR_INVALID, "items are expected");
	return mailq_do(call->cx, "delete", call->items, call->item_count);
}

/* /api/v2 */

static enum status
http_do(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *action, **ids, *id;
	const json_t *list;
	json_t *body;
	size_t count = 0;
	enum status st;

	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	action = json_get_text(body, "action");
	list = json_object_get(body, "ids");
	id = json_string_value(list);
	if (action == NULL)
		return fault(cx, ERR_INVALID, "which action?");
	if (strcmp(action, "flush") != 0 && json_array_size(list) == 0 &&
	    (id == NULL || strcmp(id, "all") != 0))
		return fault(cx, ERR_INVALID, "\"ids\" is a list, or \"all\"");
	ids = arena_alloc(cx->arena, (json_array_size(list) + 1) * sizeof *ids);
	for (size_t i = 0; i < json_array_size(list); i++)
		if ((ids[count++] = json_string_value(json_array_get(list, i))) == NULL)
			return fault(cx, ERR_INVALID, "\"ids\" are texts");
	if ((st = mailq_do(cx, action, ids, count)) != OK)
		return st;
	re->code = 204;
	return OK;
}

enum status
mailq_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct path path;
	const char *text;
	json_t *list;
	size_t len;
	bool cut;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count == 3 && strcmp(rq->method, "POST") == 0)
		return http_do(cx, rq, re);
	if (path.count > 4 || strcmp(rq->method, "POST") == 0)
		return fault(cx, ERR_NOT_FOUND, "no such path");
	if (path.count == 4) {
		if ((st = mailq_show(cx, path.segment[3], &text, &len)) != OK)
			return st;
		reply_bytes(cx, re, 200, "text/plain; charset=utf-8", text, len);
		reply_header(cx, re, "cache-control", "no-store");
		return OK;
	}
	if ((st = mailq_list(cx, &list, &cut)) != OK)
		return st;
	operation_reply(cx, re, 200, json_keep(cx->arena, json_pack("{s:O, s:b}", "messages", list,
	    "cut", cut)));
	return OK;
}
