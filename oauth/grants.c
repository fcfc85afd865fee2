/*
 * What somebody has allowed programs: he sees it beside his sessions and takes
 * it back.
 */
#include <stdlib.h>

#include "admin/mail_news.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"

enum status
oauth_grants_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *out = json_keep(cx->arena, json_array());
	struct oauth_grant *list;
	size_t count;
	enum status st;

	(void)rq;
	if ((st = db_oauth_grant_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		    "id", arena_printf(cx->arena, "%lld", (long long)list[i].id),
		    "client", list[i].client_id, "name", list[i].name, "scope", list[i].scopes,
		    "created", list[i].created, "used", list[i].last_used, "address", list[i].remote));
	return oauth_send(cx, re, 200, out);
}

enum status
oauth_grants_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *name;
	struct path path;
	char *rest;
	int64_t id;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	id = path.count == 5 ? strtoll(path.segment[4], &rest, 10) : 0;
	if (id <= 0 || *rest != '\0')
		return fault(cx, ERR_NOT_FOUND, "nothing of that kind was allowed");
	if ((st = db_begin(cx)) != OK ||
	    (st = db_oauth_grant_end(cx, cx->who.account, id, &name)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = cx->who.account, .event = "oauth.revoke",
	    .object = name })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	mail_news_shut(cx, cx->who.address);
	re->code = 204;
	return OK;
}
