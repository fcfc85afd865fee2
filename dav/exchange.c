#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/hash.h"
#include "dav/exchange.h"
#include "fetch/fetch.h"
#include "storage/db.h"

#define TIMEOUT_MS	8000	/* for all of it: somebody waits */
#define ANSWER_MAX	((size_t)4 << 20)
#define QUESTIONS_MAX	10	/* of 100 people or 42 days each; what is beyond stays unknown */

bool
exchange_has(const struct exchange *ex, const char *address)
{
	const char *at = strrchr(address, '@');

	for (const char *const *d = ex->domains; at != NULL && *d != NULL; d++)
		if (strcasecmp(at + 1, *d) == 0)
			return true;
	return false;
}

static enum status
ask_once(struct ctx *cx, const struct exchange *ex, const char *password, int64_t until, struct span span,
    struct ews_person *people, size_t count)
{
	struct header headers[] = {
		{ "content-type", "text/xml; charset=utf-8", &headers[1] },
		{ "soapaction", "\"http://schemas.microsoft.com/exchange/services/2006/messages/GetUserAvailability\"", NULL },
	};
	struct buf body = BUF_ON(cx->arena);
	struct fetched answer;
	struct fetch f = {
		.url = ex->url, .method = "POST", .headers = headers, .user = ex->login, .password = password,
		.max = ANSWER_MAX, .timeout = (int)(until - clock_steady()), .https_only = true,
	};
	enum status st;

	if (f.timeout <= 0)
		return fault(cx, ERR_BUSY, "Exchange: too slow");
	ews_write(&body, people, count, span);
	f.body = body.data;
	f.body_len = body.len;
	if ((st = fetch_url(cx, &f, &answer)) != OK)
		return st;
	if (answer.code != 200)
		return fault(cx, ERR_UPSTREAM, "Exchange: %d", answer.code);
	return ews_read(cx, answer.body, answer.body_len, people, count);
}

/* Each question about at most so many people and days; known is who was in every answer. */
static enum status
ask_all(struct ctx *cx, const struct exchange *ex, const char *password, struct span span,
    struct ews_person *people, size_t count)
{
	int64_t until = clock_steady() + TIMEOUT_MS;
	int asked = 0;

	for (size_t i = 0; i < count; i += EWS_PEOPLE_MAX) {
		size_t n = count - i < EWS_PEOPLE_MAX ? count - i : EWS_PEOPLE_MAX;
		bool *known = arena_array(cx->arena, n, sizeof *known);

		memset(known, 1, n);
		for (int64_t at = span.start; at < span.end; at += EWS_SPAN_MAX) {
			int64_t left = span.end - at;
			struct span part = { at, at + (left < EWS_SPAN_MAX ? left : EWS_SPAN_MAX) };
			enum status st = asked++ < QUESTIONS_MAX ?
			    ask_once(cx, ex, password, until, part, &people[i], n) :
			    fault(cx, ERR_LIMIT, "Exchange: very many people or days at once");

			for (size_t k = 0; k < n; k++) {
				known[k] = known[k] && st == OK && people[i + k].known;
				people[i + k].known = false;
			}
			if (st != OK)
				return st;
		}
		for (size_t k = 0; k < n; k++)
			people[i + k].known = known[k];
	}
	return OK;
}

enum status
exchange_ask(struct ctx *cx, const struct exchange *ex, struct span span, struct ews_person *people,
    size_t count)
{
	const char *why = NULL;
	char *password;
	enum status st;

	if ((st = db_exchange_password(cx, ex->id, &password)) != OK)
		return st;
	db_rollback(cx);
	st = ask_all(cx, ex, password, span, people, count);
	hash_wipe(password, strlen(password));
	if (st == ERR_INTERNAL)
		return st;
	if (st != OK) {
		why = cx->fault_text != NULL ? cx->fault_text : status_name(st);
		ctx_forgive(cx);
		cx->condition = NULL;
	}
	return why != NULL || ex->failed ? db_exchange_asked(cx, ex->id, why) : OK;
}
