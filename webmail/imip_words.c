/*
 * What a person reads in an invitation, whose program may know no calendars.
 * Everything from the object is escaped; nothing of it becomes structure.
 */
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/itip.h"
#include "webmail/html_text.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"

#define DESCRIPTION_MAX	10000
#define PEOPLE_SHOWN	50
#define PARTS_SHOWN	20

struct writer {
	struct ctx		*cx;
	const struct imip_language *in;
	struct buf		 text, html;
	const struct zone	*zone;
};

static const char *
value(struct ctx *cx, const struct ical_comp *c, const char *name)
{
	const struct content_line *p = c != NULL ? ical_prop(c, name) : NULL;
	char *s = p != NULL ? content_text(cx->arena, p) : NULL;

	if (s == NULL || *s == '\0')
		return NULL;
	if (strlen(s) > DESCRIPTION_MAX) {
		size_t n = DESCRIPTION_MAX;

		while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
		s[n] = '\0';
	}
	return s;
}

static const char *
escaped(struct writer *w, const char *s)
{
	return html_escape(w->cx->arena, s, strlen(s));
}

static void
row(struct writer *w, const char *label, const char *s, const char *before)
{
	if (s == NULL && before == NULL)
		return;
	buf_printf(&w->text, "%s: %s\n", label, s != NULL ? s : "-");
	buf_printf(&w->html, "<tr><th valign=\"top\" style=\"padding-inline-end:1em;text-align:start\">%s</th>"
	    "<td style=\"white-space:pre-line\">%s", label, s != NULL ? escaped(w, s) : "-");
	if (before != NULL) {
		buf_puts(&w->text, "    (");
		imip_fill(&w->text, w->in->before, &before);
		buf_puts(&w->text, ")\n");
		buf_printf(&w->html, "<br><s>%s</s>", escaped(w, before));
	}
	buf_puts(&w->html, "</td></tr>\n");
}

/* The old value where it is another one; NULL when the same, or when nothing was known. */
static const char *
changed(const char *now, const char *before, bool is_known)
{
	if (!is_known || before == NULL)
		return NULL;
	return now != NULL && strcmp(now, before) == 0 ? NULL : before;
}

static void
put_more(struct writer *w, struct buf *out, size_t n)
{
	imip_fill(out, w->in->more, (const char *[]){ arena_printf(w->cx->arena, "%zu", n) });
}

static void
put_people(struct writer *w, const struct ical_comp *c)
{
	struct buf out = BUF_ON(w->cx->arena);
	size_t n = 0;

	for (const struct content_line *a = ical_prop(c, "ATTENDEE"); a != NULL;
	    a = ical_prop_next(a, "ATTENDEE")) {
		const char *name = content_param_text(a, "CN");

		if (++n > PEOPLE_SHOWN)
			continue;
		buf_printf(&out, n == 1 ? "%s" : ", %s",
		    name != NULL && *name != '\0' ? name : ical_address(w->cx->arena, a));
	}
	if (n > PEOPLE_SHOWN) {
		buf_putc(&out, ' ');
		put_more(w, &out, n - PEOPLE_SHOWN);
	}
	if (n > 0)
		row(w, w->in->invited, buf_str(&out), NULL);
}

static void
put_part(struct writer *w, const struct ical *message, const struct ical_comp *c,
    const struct ical *before, const struct ical_comp *was, bool is_reply)
{
	const char *now, *old;

	now = value(w->cx, c, "SUMMARY");
	row(w, w->in->what, now, changed(now, value(w->cx, was, "SUMMARY"), was != NULL));
	now = imip_when(w->cx, w->in, message, c, w->zone);
	old = was != NULL ? imip_when(w->cx, w->in, before, was, w->zone) : NULL;
	row(w, w->in->when, now, changed(now, old, was != NULL));
	now = imip_how_often(w->cx, w->in, c);
	old = was != NULL ? imip_how_often(w->cx, w->in, was) : NULL;
	row(w, w->in->repeats, now, changed(now, old, was != NULL));
	now = value(w->cx, c, "LOCATION");
	row(w, w->in->where, now, changed(now, value(w->cx, was, "LOCATION"), was != NULL));
	if (is_reply)
		return;
	put_people(w, c);
	now = value(w->cx, c, "DESCRIPTION");
	row(w, w->in->about, now, NULL);
}

/* The component of BEFORE that C was, if it was there. */
static const struct ical_comp *
former(struct ctx *cx, const struct ical *message, const struct ical *before,
    const struct ical_comp *c)
{
	struct ical_time id;

	if (before == NULL)
		return NULL;
	if (ical_time(cx, message, c, "RECURRENCE-ID", &id) != OK)
		return before->master;
	return ical_override(cx, before, id);
}

static enum imip_matter
answer_of(const struct ical_comp *c)
{
	static const struct {
		const char		*word;
		enum imip_matter	 matter;
	} answers[] = {
		{ "ACCEPTED", IMIP_ACCEPTED }, { "DECLINED", IMIP_DECLINED },
		{ "TENTATIVE", IMIP_TENTATIVE }, { "DELEGATED", IMIP_DELEGATED },
	};
	const struct content_line *a = ical_prop(c, "ATTENDEE");

	for (size_t i = 0; a != NULL && i < COUNT(answers); i++)
		if (content_param_has(a, "PARTSTAT", answers[i].word))
			return answers[i].matter;
	return IMIP_ANSWERED;
}

static enum imip_matter
matter_of(const struct ical *message, bool is_update)
{
	if (message->method == NULL)
		return IMIP_REMINDER;
	switch (itip_method_find(message->method)) {
	case ITIP_REPLY:
		return answer_of(message->comps[0]);
	case ITIP_CANCEL:
		return IMIP_CANCELLED;
	default:
		return is_update ? IMIP_CHANGED : IMIP_INVITED;
	}
}

static const char *
filled(struct ctx *cx, const char *pattern, const char *with)
{
	struct buf out = BUF_ON(cx->arena);

	imip_fill(&out, pattern, &with);
	return buf_str(&out);
}

/* A subject is one line and no novel. */
static const char *
one_line(struct ctx *cx, const char *s)
{
	char *out = arena_strndup(cx->arena, s, 200);
	size_t n = strlen(out);

	while (n > 0 && n == 200 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	out[n] = '\0';
	for (char *p = out; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return out;
}

void
imip_words(struct ctx *cx, const struct imip_language *language, const struct ical *message,
    const struct ical *before, const char *name, const struct zone *zone, struct imip_words *out)
{
	struct writer w = {
		.cx = cx, .in = language, .text = BUF_ON(cx->arena), .html = BUF_ON(cx->arena),
		.zone = zone,
	};
	bool is_reply = message->method != NULL && itip_method_find(message->method) == ITIP_REPLY;
	enum imip_matter matter = matter_of(message, before != NULL);
	const char *summary = value(cx, message->comps[0], "SUMMARY"), *head, *comment;

	head = filled(cx, language->matters[matter].head, one_line(cx, name));
	out->subject = filled(cx, language->matters[matter].subject,
	    summary != NULL ? one_line(cx, summary) : language->no_title);
	buf_printf(&w.text, "%s\n\n", head);
	buf_printf(&w.html, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">"
	    "</head><body>\n<p>%s</p>\n", language->code, language->direction, escaped(&w, head));
	comment = value(cx, message->comps[0], "COMMENT");
	if (comment != NULL) {
		buf_printf(&w.text, "%s\n\n", comment);
		buf_printf(&w.html, "<p style=\"white-space:pre-line\">%s</p>\n", escaped(&w, comment));
	}
	for (size_t i = 0; i < message->count && i < PARTS_SHOWN; i++) {
		buf_puts(&w.html, "<table>\n");
		put_part(&w, message, message->comps[i], before,
		    former(cx, message, before, message->comps[i]), is_reply);
		buf_puts(&w.html, "</table>\n");
		buf_puts(&w.text, "\n");
	}
	if (message->count > PARTS_SHOWN) {
		buf_puts(&w.text, "… ");
		put_more(&w, &w.text, message->count - PARTS_SHOWN);
		buf_putc(&w.text, '\n');
	}
	buf_puts(&w.html, "</body></html>\n");
	out->text = buf_str(&w.text);
	out->html = buf_str(&w.html);
}
