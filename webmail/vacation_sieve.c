/*
 * The vacation response becomes Sieve (RFC 5230).  Pigeonhole answers no lists,
 * no machines and nobody to whom the mail was not addressed, and each sender
 * once in some days; what is Junk never comes here (before.sieve).
 */
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "webmail/html_text.h"
#include "webmail/mime_write.h"
#include "webmail/sieve_made.h"

#define DAYS	4

static void
put_date(struct buf *b, const char *how, int64_t at)
{
	char text[40];
	time_t t = (time_t)at;
	struct tm tm;

	gmtime_r(&t, &tm);
	/* As Pigeonhole writes "iso8601": the same zone, so text compares as time. */
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S+00:00", &tm);
	buf_printf(b, "currentdate :zone \"+0000\" :value \"%s\" \"iso8601\" \"%s\"", how, text);
}

/* text/plain and text/html as an entity of MIME, in ASCII. */
static enum status
put_mime(struct ctx *cx, struct buf *b, const struct vacation *v)
{
	struct mime_out text = MIME_OUT, html = MIME_OUT, *tree;
	const char *bytes;
	size_t len;
	enum status st;

	text.type = "text/plain";
	text.text = v->text;
	if (text.text == NULL)
		text.text = html_text(cx->arena, v->html, strlen(v->html), 0, &len);
	text.text_len = strlen(text.text);
	html.type = "text/html";
	html.text = v->html;
	html.text_len = strlen(v->html);
	tree = mime_out_tree(cx->arena, &text, &html, NULL, NULL);
	if ((st = mime_write_memory(cx, tree, &bytes, &len)) != OK)
		return st;
	buf_puts(b, " :mime ");
	sieve_put_string(b, arena_strndup(cx->arena, bytes, len));
	return OK;
}

enum status
vacation_compile(struct ctx *cx, const struct vacation *v, const struct identity *addresses,
    size_t count, const char **script, size_t *len)
{
	struct buf b = BUF_ON(cx->arena);
	enum status st;

	buf_puts(&b, "# Made by Hayloft of the vacation response in its settings; changes here are"
	    " lost.\r\nrequire [\"vacation\", \"date\", \"relational\"];\r\n");
	if (v->enabled) {
		buf_puts(&b, "if allof (true");
		if (v->has_from) {
			buf_puts(&b, ",\r\n    ");
			put_date(&b, "ge", v->from);
		}
		if (v->has_to) {
			buf_puts(&b, ",\r\n    ");
			put_date(&b, "lt", v->to);
		}
		buf_printf(&b, ") {\r\n\tvacation :days %d :addresses [", DAYS);
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				buf_puts(&b, ", ");
			sieve_put_string(&b, addresses[i].address);
		}
		buf_putc(&b, ']');
		if (v->subject != NULL && *v->subject != '\0') {
			buf_puts(&b, " :subject ");
			sieve_put_string(&b, v->subject);
		}
		if (v->html != NULL) {
			if ((st = put_mime(cx, &b, v)) != OK)
				return st;
		} else {
			buf_putc(&b, ' ');
			sieve_put_string(&b, v->text != NULL && *v->text != '\0' ? v->text :
			    "I am away and will read your mail when I am back.");
		}
		buf_puts(&b, ";\r\n}\r\n");
	}
	*script = buf_str(&b);
	*len = b.len;
	return OK;
}
