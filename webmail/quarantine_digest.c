/*
 * Tells somebody what was held back for him since he was last told: a message
 * in his INBOX, which never leaves this machine, with links that work without
 * signing in (storage/quarantine_link.h).
 */
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "storage/person.h"
#include "storage/quarantine.h"
#include "storage/quarantine_link.h"
#include "webmail/html_text.h"
#include "webmail/notice.h"
#include "webmail/quarantine.h"
#include "webmail/quarantine_words.h"
#include "webmail/upstream.h"
#include "webmail/wording.h"

#define SHOWN_MAX	100

struct digest {
	struct ctx			*cx;
	const struct quarantine_words	*words;
	struct buf			 text, html;
	int64_t				 expires;
	int				 days;	/* for which it is kept */
	bool				 is_example;	/* its links lead nowhere */
};

static const char *
escaped(struct digest *d, const char *s)
{
	return html_escape(d->cx->arena, s, strlen(s));
}

/* A subject may hold anything: in the plain text it is one line. */
static const char *
one_line(struct digest *d, const char *s)
{
	char *out = arena_strdup(d->cx->arena, s);

	for (char *c = out; *c != '\0'; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	return out;
}

static enum status
put_link(struct digest *d, const struct quarantine *q, const char *action, const char *label)
{
	struct quarantine_link link = { q->account, q->id, d->expires };
	const char *token = "", *url;
	enum status st;

	if (!d->is_example && (st = quarantine_link_make(d->cx, action, &link, &token)) != OK)
		return st;
	url = conf_url(d->cx->conf, d->cx->arena,
	    arena_printf(d->cx->arena, "/qhandler/%s?t=%s", action, token));
	buf_printf(&d->text, "  %s: %s\n", label, url);
	buf_printf(&d->html, "<a href=\"%s\">%s</a> &nbsp; ", url, label);
	return OK;
}

static enum status
put_one(struct digest *d, const struct quarantine *q)
{
	const struct quarantine_words *w = d->words;
	const char *from = *q->from != '\0' ? q->from : q->sender;
	enum status st;

	buf_printf(&d->text, "\n%s\n  %s: %s\n  %s: %s\n  %s, %s: %.1f%s%s\n",
	    one_line(d, q->subject), w->from, one_line(d, from), w->to, q->recipient,
	    q->created, w->score, q->score, q->virus ? ", " : "", q->virus ? w->virus : "");
	buf_printf(&d->html, "<p dir=\"auto\"><b>%s</b><br>%s: %s<br>%s: %s<br>%s, %s: %.1f%s%s<br>",
	    escaped(d, q->subject), w->from, escaped(d, from), w->to, escaped(d, q->recipient),
	    q->created, w->score, q->score, q->virus ? ", " : "", q->virus ? w->virus : "");
	if ((st = put_link(d, q, "release", w->release)) != OK ||
	    (st = put_link(d, q, "delete", w->delete)) != OK ||
	    (*q->sender != '\0' && (st = put_link(d, q, "deny", w->deny)) != OK))
		return st;
	buf_puts(&d->html, "</p>\n");
	return OK;
}

/* The messages, around which our words or an administrator's come. */
static enum status
put_messages(struct digest *d, const struct quarantine *list, size_t count)
{
	size_t shown = count < SHOWN_MAX ? count : SHOWN_MAX;
	enum status st;

	for (size_t i = 0; i < shown; i++)
		if ((st = put_one(d, &list[i])) != OK)
			return st;
	if (shown < count) {
		buf_printf(&d->text, "\n%s: %zu\n", d->words->more, count - shown);
		buf_printf(&d->html, "<p>%s: %zu</p>\n", d->words->more, count - shown);
	}
	return OK;
}

/* The digest in our own words, and what can be put into others. */
static enum status
write_letter(struct digest *d, const char *address, const struct quarantine *list, size_t count,
    struct letter_made *out)
{
	const struct quarantine_words *w = d->words;
	struct arena *arena = d->cx->arena;
	const char *host = conf_mail_host(d->cx->conf, arena);
	struct placeholder *values = arena_array(arena, 6, sizeof *values);
	enum status st;

	if ((st = put_messages(d, list, count)) != OK)
		return st;
	values[0] = (struct placeholder){ "username", address, NULL };
	values[1] = (struct placeholder){ "counter", arena_printf(arena, "%zu", count), NULL };
	values[2] = (struct placeholder){ "days", arena_printf(arena, "%d", d->days), NULL };
	values[3] = (struct placeholder){ "hostname", host, NULL };
	values[4] = (struct placeholder){ "messages", buf_str(&d->text), buf_str(&d->html) };
	out->values = values;
	out->letter = (struct letter){
		.sender = arena_printf(arena, "postmaster@%s", host),
		.is_ours = true,
		.subject = arena_printf(arena, "%s: %zu", w->subject, count),
		.plain = arena_printf(arena, "%s%d%s\n%s\n%s\n", w->intro, d->days, w->intro_end,
		    values[4].text, w->note),
		.html = arena_printf(arena, "<!DOCTYPE html><html lang=\"%s\" dir=\"%s\"><body>"
		    "<p>%s%d%s</p>\n%s<p>%s</p></body></html>\n", w->language, w->direction,
		    w->intro, d->days, w->intro_end, values[4].html, w->note),
	};
	return OK;
}

static enum status
compose(struct digest *d, const struct task *task, const struct quarantine *list, size_t count,
    struct imap_new *out)
{
	const char *bytes, *address = list[0].address;
	struct letter_made made;
	enum status st;

	if ((st = write_letter(d, address, list, count, &made)) != OK ||
	    (st = letter_word(d->cx, "quarantine", made.values, &made.letter)) != OK)
		return st;
	st = notice_write(d->cx, &(struct notice){
		.letter = made.letter, .to = address,
		.id = arena_printf(d->cx->arena, "quarantine-%lld-%lld", (long long)task->account,
		    (long long)task->id),
	}, &bytes, &out->len);
	out->data = bytes;
	return st;
}

enum status
quarantine_digest_example(struct ctx *cx, struct letter_made *out)
{
	static const struct quarantine list[] = {
		{ .from = "Lotto <winner@lotto.example>", .sender = "bounce@lotto.example",
		  .recipient = "ann@example.org", .subject = "You have won <b>1,000,000</b> {{counter}}",
		  .created = "2026-01-31T12:00:00Z", .score = 23.5 },
		{ .from = "", .sender = "x@elsewhere.example", .recipient = "office@example.org",
		  .subject = "Invoice", .created = "2026-01-31T11:00:00Z", .score = 15.1, .virus = true },
	};
	struct digest d = { .cx = cx, .text = BUF_ON(cx->arena), .html = BUF_ON(cx->arena),
		.is_example = true };
	struct quarantine_bounds bounds;
	const char *language;
	enum status st;

	if ((st = db_person_language(cx, cx->who.account, &language)) != OK ||
	    (st = db_quarantine_bounds(cx, &bounds)) != OK)
		return st;
	d.days = (int)bounds.days;
	d.words = quarantine_words(language);
	return write_letter(&d, "ann@example.org", list, COUNT(list), out);
}

enum status
quarantine_digest(struct ctx *cx, const struct task *task)
{
	struct digest d = { .cx = cx, .text = BUF_ON(cx->arena), .html = BUF_ON(cx->arena) };
	struct imap_new message = { .fd = -1 };
	struct quarantine_bounds bounds;
	struct imap_appended where;
	struct quarantine *list;
	const char *language;
	struct imap *imap;
	size_t count;
	enum status st;

	if ((st = db_quarantine_untold(cx, task->account, &list, &count)) != OK || count == 0)
		return st;	/* released, deleted or not wanted any more */
	if ((st = db_person_language(cx, task->account, &language)) != OK ||
	    (st = db_quarantine_bounds(cx, &bounds)) != OK)
		return st;
	d.days = (int)bounds.days;
	d.expires = clock_seconds() + bounds.days * 86400;
	d.words = quarantine_words(language);
	if ((st = compose(&d, task, list, count, &message)) != OK ||
	    (st = upstream_imap(cx, task->account, &imap)) != OK ||
	    (st = imap_append(cx, imap, "INBOX", &message, &where)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_quarantine_told(cx, task->account, list, count)) != OK ||
	    (st = db_task_end(cx, task)) != OK)
		return st;
	return db_commit(cx);
}
