#include <string.h>

#include "core/conf.h"
#include "oauth/private.h"

enum status
oauth_refuse(struct ctx *cx, const char *error, const char *fmt, ...)
{
	va_list ap;
	char *words;

	va_start(ap, fmt);
	words = arena_vprintf(cx->arena, fmt, ap);
	va_end(ap);
	ctx_forgive(cx);
	cx->condition = error;
	return fault(cx, ERR_INVALID, "%s", words);
}

enum status
oauth_problem(struct ctx *cx, enum status st, const char *problem, const char *fmt, ...)
{
	va_list ap;
	char *words;

	va_start(ap, fmt);
	words = arena_vprintf(cx->arena, fmt, ap);
	va_end(ap);
	cx->problem = problem;
	return fault(cx, st, "%s", words);
}

void
oauth_for_all_pages(struct ctx *cx, struct reply *re)
{
	reply_header(cx, re, "access-control-allow-origin", "*");
}

enum status
oauth_send(struct ctx *cx, struct reply *re, int code, const json_t *value)
{
	size_t len;
	const char *text = json_write(cx, value, &len);

	reply_bytes(cx, re, code, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}

enum status
oauth_answer(struct ctx *cx, const struct request *rq, struct reply *re, enum status st,
    const json_t *value)
{
	bool who;

	if (st == OK && value == NULL) {
		reply_bytes(cx, re, 200, "application/json", "", 0);
	} else if (st == OK) {
		st = oauth_send(cx, re, 200, value);
	} else if (cx->condition != NULL) {
		who = strcmp(cx->condition, "invalid_client") == 0;
		st = oauth_send(cx, re, who ? 401 : 400, json_keep(cx->arena, json_pack("{s:s, s:s}",
		    "error", cx->condition, "error_description", cx->fault_text)));
		if (who && http_header(rq, "authorization") != NULL)
			reply_header(cx, re, "www-authenticate", "Basic realm=\"Hayloft\"");
		ctx_forgive(cx);
	}
	if (st == OK)
		oauth_for_all_pages(cx, re);
	return st;
}

const char *
oauth_issuer(struct ctx *cx)
{
	return conf_url(cx->conf, cx->arena, "");
}

const char *
oauth_url(struct ctx *cx, const char *path)
{
	return conf_url(cx->conf, cx->arena, path);
}

const char *
oauth_subject(struct ctx *cx, int64_t account)
{
	return arena_printf(cx->arena, "%lld", (long long)account);
}
