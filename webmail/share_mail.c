#include <string.h>

#include "core/address.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/http.h"
#include "storage/person.h"
#include "storage/share.h"
#include "storage/share_mail.h"
#include "webmail/html_text.h"
#include "webmail/imip_language.h"
#include "webmail/notice.h"
#include "webmail/share_mail.h"

#define NAME_MAX_	60	/* bytes of what somebody else wrote: room for a name, none for a message */

/* One short line. */
static const char *
name_of(struct ctx *cx, const char *s)
{
	char *out = arena_strndup(cx->arena, s, NAME_MAX_);
	size_t n = strlen(out);

	while (n > 0 && s[n] != '\0' && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	out[n] = '\0';
	for (char *p = out; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return out;
}

static const char *
filled(struct ctx *cx, const char *pattern, const char *who)
{
	struct buf out = BUF_ON(cx->arena);

	imip_fill(&out, pattern, &who);
	return buf_str(&out);
}

static const char *
html(struct ctx *cx, const char *s)
{
	return html_escape(cx->arena, s, strlen(s));
}

/* Where it is in the home of the one who is told. */
static const char *
url_of(struct ctx *cx, const struct share_mail *m, const struct share_given *g)
{
	return conf_url(cx->conf, cx->arena, arena_printf(cx->arena, "/dav/%s/%s/%s/",
	    g->is_book ? "addressbooks" : "calendars", http_escape(cx->arena, m->to),
	    http_escape(cx->arena, arena_printf(cx->arena, "%s_%s", m->owner_address, g->name))));
}

static const char *
subject_of(struct ctx *cx, const struct share_words *words, const struct share_mail *m,
    const char *who)
{
	size_t books = 0;

	for (size_t i = 0; i < m->count; i++)
		books += m->list[i].is_book;
	return filled(cx, m->count > 1 ? words->several : books > 0 ? words->book : words->calendar,
	    who);
}

static void
compose(struct ctx *cx, const struct share_words *words, const struct share_mail *m,
    const char *who, struct buf *text, struct buf *page)
{
	const char *head = filled(cx, words->head, *m->owner_name == '\0' ? who :
	    arena_printf(cx->arena, "%s (%s)", who, m->owner_address));
	bool asks = false;

	buf_printf(text, "%s\n\n", head);
	buf_printf(page, "<!DOCTYPE html><html lang=\"%s\" dir=\"%s\"><body><p>%s</p>\n<ul>",
	    words->language, words->direction, html(cx, head));
	for (size_t i = 0; i < m->count; i++) {
		const struct share_given *g = &m->list[i];
		const char *label = name_of(cx, g->label), *url = url_of(cx, m, g);
		const char *may = g->rights & RIGHT_WRITE_CONTENT ? words->may_write :
		    g->rights & RIGHT_READ ? words->may_read : words->may_see;

		asks = asks || g->asks;
		buf_printf(text, "* %s (%s)\n  %s\n", label, may, url);
		buf_printf(page, "<li><b><bdi>%s</bdi></b> (%s)<br>%s</li>\n", html(cx, label), may,
		    html(cx, url));
	}
	buf_printf(text, "\n%s\n", asks ? words->asks : words->there);
	buf_printf(page, "</ul>\n<p>%s</p></body></html>\n", asks ? words->asks : words->there);
}

static enum status
tell(struct ctx *cx, int64_t account, const struct share_mail *m)
{
	const char *who = name_of(cx, *m->owner_name != '\0' ? m->owner_name : m->owner_address);
	struct buf text = BUF_ON(cx->arena), page = BUF_ON(cx->arena);
	const struct share_words *words;
	const char *language;
	enum status st;

	if ((st = db_person_language(cx, account, &language)) != OK)
		return st;
	words = share_words(language);
	compose(cx, words, m, who, &text, &page);
	return notice_send(cx, &(struct notice){
		.letter = {
			.sender = arena_printf(cx->arena, "postmaster@%s", address_domain(m->to)),
			.is_ours = true, .subject = subject_of(cx, words, m, who),
			.plain = buf_str(&text), .html = buf_str(&page),
		},
		.to = m->to, .to_name = m->to_name,
		.id = arena_printf(cx->arena, "share-%lld-%.32s", (long long)account,
		    hash_sha256_hex(cx->arena, text.data, text.len)),
	});
}

/* All that is due, an owner at a time; a later task about the same finds nothing more. */
enum status
share_mail(struct ctx *cx, const struct task *task)
{
	struct share_mail mail;
	enum status st;

	while ((st = db_share_mail_find(cx, task->account, &mail)) == OK)
		if ((mail.may && (st = tell(cx, task->account, &mail)) != OK) ||
		    (st = db_share_mail_told(cx, task->account, &mail, mail.may)) != OK)
			return st;
	return st == ERR_NOT_FOUND ? OK : st;
}
