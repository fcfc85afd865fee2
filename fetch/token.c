#include <string.h>
#include <strings.h>

#include "core/json.h"
#include "fetch/token.h"

#define ANSWER_MAX	(256 << 10)
#define TIMEOUT_MS	8000
#define TOKEN_MOST	8000		/* characters of one */
#define SECONDS_USUAL	3600		/* where the server does not say */
#define SECONDS_MOST	86400

enum status
token_post(struct ctx *cx, const struct token_server *at, const char *body, struct fetched *out)
{
	struct header type = { "content-type", "application/x-www-form-urlencoded", NULL };
	struct fetch f = { .url = at->url, .method = "POST", .headers = &type, .max = ANSWER_MAX,
		.timeout = TIMEOUT_MS, .https_only = true };

	if (at->secret == NULL) {
		body = arena_printf(cx->arena, "%s&client_id=%s", body, http_escape(cx->arena, at->client));
	} else {
		f.user = http_escape(cx->arena, at->client);
		f.password = http_escape(cx->arena, at->secret);
	}
	f.body = body;
	f.body_len = strlen(body);
	return fetch_url(cx, &f, out);
}

/* RFC 6749, section 5.2; what else it says is not repeated. */
static enum status
refused(struct ctx *cx, int code, const json_t *told)
{
	static const char *const known[] = { "invalid_request", "invalid_client", "unauthorized_client",
		"unsupported_grant_type", "invalid_scope" };
	const char *error = told != NULL ? json_get_text(told, "error") : NULL;

	if (code == 429 || code / 100 == 5)
		return fault(cx, ERR_BUSY, "the provider gives no token now (%d)", code);
	if (error != NULL && strcmp(error, "invalid_grant") == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "the provider takes this sign-in no more");
	for (size_t i = 0; error != NULL && i < COUNT(known); i++)
		if (strcmp(error, known[i]) == 0)
			return fault(cx, ERR_UPSTREAM, "the provider gives no token: %s", known[i]);
	return fault(cx, ERR_UPSTREAM, "the provider gives no token (%d)", code);
}

/* RFC 6749, appendix A.12: printable, without spaces. */
static bool
is_token(const char *s)
{
	size_t len = strlen(s);

	for (size_t i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] >= 127)
			return false;
	return len > 0 && len <= TOKEN_MOST;
}

enum status
token_ask(struct ctx *cx, const struct token_server *at, const char *body, struct token_answer *out)
{
	const char *access, *refresh, *type;
	struct fetched got;
	json_t *told;
	enum status st;

	*out = (struct token_answer){ 0 };
	if ((st = token_post(cx, at, body, &got)) != OK)
		return st;
	if (json_read(cx, got.body, got.body_len, &told) != OK) {
		ctx_forgive(cx);
		told = NULL;
	}
	if (got.code != 200 || told == NULL)
		return refused(cx, got.code, told);
	access = json_get_text(told, "access_token");
	refresh = json_get_text(told, "refresh_token");
	type = json_get_text(told, "token_type");
	if (access == NULL || !is_token(access) || (refresh != NULL && !is_token(refresh)) ||
	    type == NULL || strcasecmp(type, "Bearer") != 0)
		return fault(cx, ERR_UPSTREAM, "the provider sends no token that can be used");
	out->access = arena_strdup(cx->arena, access);
	out->refresh = refresh != NULL ? arena_strdup(cx->arena, refresh) : NULL;
	out->seconds = json_get_int(told, "expires_in", SECONDS_USUAL);
	if (out->seconds < 0)
		out->seconds = 0;
	if (out->seconds > SECONDS_MOST)
		out->seconds = SECONDS_MOST;
	return OK;
}
