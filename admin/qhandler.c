#include <string.h>

#include "admin/mail_news.h"
#include "admin/qhandler.h"
#include "admin/qhandler_words.h"
#include "core/buf.h"
#include "core/xml.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/person.h"
#include "storage/quarantine.h"
#include "storage/quarantine_link.h"
#include "storage/task.h"
#include "storage/throttle.h"

static enum status
release(struct ctx *cx, const struct quarantine *q)
{
	struct task task = { .account = q->account, .kind = QUARANTINE_RELEASE, .ref = q->id };
	enum status st;

	/* The button may be pressed twice. */
	if ((st = db_task_remove(cx, q->account, QUARANTINE_RELEASE, q->id)) != OK)
		return st;
	return db_task_add(cx, &task);
}

static enum status
deny(struct ctx *cx, const struct quarantine *q)
{
	enum status st;

	if ((st = db_quarantine_deny(cx, q)) != OK)
		return st;
	return db_quarantine_delete(cx, q);
}

static const struct action {
	const char	*name, *event;
	size_t		 label;		/* where its words have the button */
	enum status	(*run)(struct ctx *cx, const struct quarantine *q);
	bool		 changes_policy;
} actions[] = {
	{ "release", "quarantine.release", offsetof(struct qhandler_words, release), release, false },
	{ "delete", "quarantine.delete", offsetof(struct qhandler_words, delete), db_quarantine_delete, false },
	{ "deny", "quarantine.deny", offsetof(struct qhandler_words, deny), deny, true },
	{ 0 }
};

static const struct action *
find_action(const char *name)
{
	for (const struct action *a = actions; a->name != NULL; a++)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

/* A page with TEXT, or with what is held back (Q) and a button for A. */
static enum status
page(struct ctx *cx, struct reply *re, int code, const struct qhandler_words *w, const char *text,
    const struct quarantine *q, const struct action *a)
{
	struct buf out = BUF_ON(cx->arena);

	buf_printf(&out, "<!DOCTYPE html><html lang=\"%s\" dir=\"%s\"><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>"
	    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em;"
	    "color-scheme:light dark}button{font:inherit;padding:.5em 1em}</style><h1>%s</h1>",
	    w->language, w->direction, w->title, w->title);
	if (text != NULL)
		buf_printf(&out, "<p>%s</p>", text);
	if (q != NULL) {
		buf_printf(&out, "<p dir=\"auto\">%s: ", w->from);
		xml_escape(&out, *q->from != '\0' ? q->from : q->sender);
		buf_printf(&out, "<br>%s: ", w->subject);
		xml_escape(&out, q->subject);
		buf_printf(&out, "</p><form method=\"post\"><button>%s</button></form>",
		    *(const char *const *)((const char *)w + a->label));
	}
	/* The address is a secret: it goes to nobody as a referrer, and into no cache. */
	reply_header(cx, re, "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; "
	    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
	reply_header(cx, re, "x-robots-tag", "noindex");
	reply_bytes(cx, re, code, "text/html; charset=utf-8", buf_str(&out), out.len);
	return OK;
}

/* Guessed links are counted like guessed passwords. */
static enum status
wrong_link(struct ctx *cx, struct reply *re, const struct qhandler_words *w)
{
	int64_t wait = 0;
	bool too_many = db_throttle_attempt(cx, "quarantine link", &wait) == ERR_LIMIT;

	ctx_forgive(cx);
	if (too_many)
		reply_header(cx, re, "retry-after", arena_printf(cx->arena, "%lld", (long long)wait));
	return page(cx, re, too_many ? 429 : 404, w, w->wrong, NULL, NULL);
}

static enum status
run(struct ctx *cx, const struct action *a, const struct quarantine *q)
{
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = a->run(cx, q)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = q->account, .event = a->event,
	    .object = q->address, .actor = "a link of a digest" })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	if (a->changes_policy)
		mail_news_policy(cx);
	return OK;
}

enum status
qhandler(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const struct qhandler_words *w = qhandler_words("");
	struct quarantine_link link;
	const struct action *a;
	struct quarantine q;
	const char *language, *token;
	struct path p;
	enum status st;

	if ((st = http_path(cx, rq->path, &p)) != OK)
		return st;
	/* In the query, which no log keeps. */
	token = http_query(cx, rq, "t");
	if (p.count != 2 || token == NULL || (a = find_action(p.segment[1])) == NULL)
		return fault(cx, ERR_NOT_FOUND, "no such link");
	st = quarantine_link_read(cx, a->name, token, &link);
	if (st == ERR_NOT_FOUND)
		return wrong_link(cx, re, w);
	if (st != OK && st != ERR_PRECONDITION)
		return st;
	if (db_person_language(cx, link.account, &language) == OK)
		w = qhandler_words(language);
	ctx_forgive(cx);
	if (st == ERR_PRECONDITION)
		return page(cx, re, 410, w, w->expired, NULL, NULL);
	if ((st = db_quarantine_find(cx, link.account, link.id, &q)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return page(cx, re, 410, w, w->gone, NULL, NULL);
	}
	if (st != OK)
		return st;
	if (strcmp(rq->method, "POST") != 0)
		return page(cx, re, 200, w, NULL, &q, a);
	if ((st = run(cx, a, &q)) != OK)
		return st;
	return page(cx, re, 200, w, w->done, NULL, NULL);
}
