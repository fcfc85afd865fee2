#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "admin/operation.h"
#include "admin/trace.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/trace.h"

#define PAGE		100
#define PAGE_MOST	1000
#define DAYS_MOST	36500

static enum status
read_number(struct ctx *cx, const struct request *rq, const char *name, int64_t least,
    int64_t most, int64_t *out)
{
	const char *text = http_query(cx, rq, name);
	char *end;

	if (text == NULL)
		return OK;
	errno = 0;
	*out = strtoll(text, &end, 10);
	if (*text == '\0' || *end != '\0' || errno != 0 || *out < least || *out > most)
		return fault(cx, ERR_INVALID, "%s is from %lld to %lld", name, (long long)least,
		    (long long)most);
	return OK;
}

static enum status
purge(struct ctx *cx, const struct request *rq, const struct rights *rights, struct reply *re)
{
	int64_t days = -1, count;
	enum status st;

	if (rights->is != WHO_ADMIN)
		return fault(cx, ERR_DENIED, "for the server's administrators");
	if ((st = read_number(cx, rq, "days", 0, DAYS_MOST, &days)) != OK)
		return st;
	if (days < 0)
		return fault(cx, ERR_INVALID, "older than how many days?");
	if ((st = db_begin(cx)) != OK ||
	    (st = db_trace_purge(cx, days, &count)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .event = "trace.purge",
	    .object = arena_printf(cx->arena, "%lld days", (long long)days) })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	operation_reply(cx, re, 200, json_keep(cx->arena, json_pack("{s:I}", "forgotten",
	    (json_int_t)count)));
	return OK;
}

enum status
trace_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	bool deletes = strcmp(rq->method, "DELETE") == 0;
	struct trace_filter f = {
		.sender = http_query(cx, rq, "sender"), .recipient = http_query(cx, rq, "recipient"),
		.message_id = http_query(cx, rq, "message_id"),
		.queue_id = http_query(cx, rq, "queue_id"), .state = http_query(cx, rq, "state"),
		.since = http_query(cx, rq, "since"), .until = http_query(cx, rq, "until"),
		.limit = PAGE,
	};
	const char *array, *text;
	struct rights rights;
	int64_t count, last;
	enum status st;

	if ((st = rights_load(cx, &rights)) != OK)
		return st;
	if (rights.is == WHO_NOBODY || rights.is > WHO_DOMAIN ||
	    !rights_in_scope(cx, deletes ? "delete" : "get", "trace"))
		return fault(cx, ERR_DENIED, "not for this role");
	if (deletes)
		return purge(cx, rq, &rights, re);
	if ((st = read_number(cx, rq, "limit", 1, PAGE_MOST, &f.limit)) != OK ||
	    (st = read_number(cx, rq, "before", 1, INT64_MAX, &f.before)) != OK ||
	    (st = db_trace_list(cx, &rights.scope, &f, &array, &count, &last)) != OK)
		return st;
	text = arena_printf(cx->arena, "{\"messages\":%s,\"before\":%s}", array,
	    count == f.limit ? arena_printf(cx->arena, "%lld", (long long)last) : "null");
	reply_bytes(cx, re, 200, "application/json", text, strlen(text));
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}
