/*
 * What people see of their own sign-ins, and how they end one.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/geo.h"
#include "admin/session.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/last_login.h"
#include "storage/session.h"

static enum status
reply_json(struct ctx *cx, struct reply *re, const json_t *value)
{
	size_t len;
	const char *text = json_write(cx, value, &len);

	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}

enum status
sessions_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *out = json_keep(cx->arena, json_array());
	struct session *list;
	size_t count;
	enum status st;

	(void)rq;
	if ((st = db_session_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s, s:s, s:b}",
		    "id", arena_printf(cx->arena, "%lld", (long long)list[i].id),
		    "created", list[i].created, "seen", list[i].last_used, "address", list[i].remote,
		    "country", geo_country(cx, list[i].remote),
		    "agent", list[i].user_agent, "way", list[i].way,
		    "current", list[i].id == cx->who.session));
	return reply_json(cx, re, out);
}

/* The segment behind /api/v2/sessions/. */
static enum status
end(struct ctx *cx, const char *name, struct audit *audit)
{
	char *rest;
	int64_t id = strtoll(name, &rest, 10), ended;
	json_t *after;
	enum status st;

	if (strcmp(name, "others") == 0) {
		audit->event = "session.end-others";
		if ((st = db_session_end_others(cx, cx->who.account, cx->who.session, &ended)) != OK)
			return st;
		after = json_pack("{s:I}", "ended", (json_int_t)ended);
	} else {
		audit->event = "session.end-one";
		if (*name == '\0' || *rest != '\0')
			return fault(cx, ERR_NOT_FOUND, "there is no such session");
		if ((st = db_session_end_one(cx, cx->who.account, id)) != OK)
			return st;
		after = json_pack("{s:s}", "id", name);
	}
	audit->after = json_write(cx, json_keep(cx->arena, after), NULL);
	return OK;
}

enum status
sessions_delete_one(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct audit audit = { .account = cx->who.account, .object = cx->who.address };
	struct path path;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != 4)
		return fault(cx, ERR_NOT_FOUND, "there is no such session");
	if ((st = db_begin(cx)) != OK ||
	    (st = end(cx, path.segment[3], &audit)) != OK ||
	    (st = db_audit(cx, &audit)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	re->code = 204;
	return OK;
}

enum status
last_logins_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *out = json_keep(cx->arena, json_array());
	struct last_login *list;
	size_t count;
	enum status st;

	(void)rq;
	if ((st = db_last_login_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s*}", "service", list[i].service,
		    "at", list[i].at, "address", list[i].remote, "country", geo_country(cx, list[i].remote)));
	return reply_json(cx, re, out);
}
