#include <string.h>

#include "core/embed.h"
#include "mailcore/template.h"

#define DEPTH_MAX	16
#define NAME_MAX_	64

extern const struct embedded mailcore_templates[];

struct reader {
	struct ctx			*cx;
	const struct mailcore_model	*model;
	const char			*name;
	const char			*text, *at, *end;
	struct buf			*out;

	struct {
		char	name[NAME_MAX_];
		bool	on;
	}				 open[DEPTH_MAX];
	size_t				 depth;
};

struct tag {
	char		 kind;		/* '=', '#', '/' or '>' */
	char		 name[NAME_MAX_];
	const char	*begin, *end;	/* the tag itself */
};

static int
line_of(const struct reader *r, const char *at)
{
	int line = 1;

	for (const char *p = r->text; p < at; p++)
		line += *p == '\n';
	return line;
}

static enum status
wrong(struct reader *r, const char *at, const char *what, const char *name)
{
	return fault(r->cx, ERR_INVALID, "template %s, line %d: %s {{%s}}",
	    r->name, line_of(r, at), what, name);
}

static bool
shown(const struct reader *r)
{
	for (size_t i = 0; i < r->depth; i++)
		if (!r->open[i].on)
			return false;
	return true;
}

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static enum status
read_tag(struct reader *r, const char *begin, struct tag *tag)
{
	const char *close = memmem(begin, (size_t)(r->end - begin), "}}", 2);
	const char *p = begin + 2;
	size_t len;

	if (close == NULL)
		return wrong(r, begin, "unclosed", "");
	tag->kind = *p == '#' || *p == '/' || *p == '>' ? *p++ : '=';
	len = (size_t)(close - p);
	if (len == 0 || len >= sizeof tag->name)
		return wrong(r, begin, "no name in", "");
	memcpy(tag->name, p, len);
	tag->name[len] = '\0';
	for (size_t i = 0; i < len; i++)
		if (!name_char(tag->name[i]))
			return wrong(r, begin, "bad name", tag->name);
	tag->begin = begin;
	tag->end = close + 2;
	return OK;
}

/* A switch's tag alone on its line takes the line end with it. */
static void
swallow_line(const struct reader *r, struct tag *tag)
{
	if ((tag->begin == r->text || tag->begin[-1] == '\n') &&
	    tag->end < r->end && *tag->end == '\n')
		tag->end++;
}

static enum status
open_switch(struct reader *r, struct tag *tag)
{
	if (r->depth == DEPTH_MAX)
		return wrong(r, tag->begin, "too many nested switches at", tag->name);
	if (!mailcore_model_switch(r->model, tag->name, &r->open[r->depth].on))
		return wrong(r, tag->begin, "unknown switch", tag->name);
	memcpy(r->open[r->depth++].name, tag->name, sizeof tag->name);
	swallow_line(r, tag);
	return OK;
}

static enum status
close_switch(struct reader *r, struct tag *tag)
{
	if (r->depth == 0 || strcmp(r->open[r->depth - 1].name, tag->name) != 0)
		return wrong(r, tag->begin, "closes what is not open:", tag->name);
	r->depth--;
	swallow_line(r, tag);
	return OK;
}

/* No template stands in itself: those that stand in others hold no such tag. */
static enum status
put_template(struct reader *r, struct tag *tag)
{
	const struct embedded *e = mailcore_templates;
	struct buf text = BUF_ON(r->cx->arena);
	enum status st;

	while (e->name != NULL && strcmp(e->name, tag->name) != 0)
		e++;
	if (e->name == NULL || memmem(e->data, (size_t)(e->end - e->data), "{{>", 3) != NULL)
		return wrong(r, tag->begin, "no such part:", tag->name);
	swallow_line(r, tag);
	st = template_render(r->cx, r->model, e->name, e->data, (size_t)(e->end - e->data), &text);
	if (st == OK && shown(r))
		buf_add(r->out, text.data, text.len);
	return st;
}

/* Looked up even where it is not shown, so that a typo is found at once. */
static enum status
put_text(struct reader *r, const struct tag *tag)
{
	const char *text = mailcore_model_text(r->cx->arena, r->model, tag->name);

	if (text == NULL)
		return wrong(r, tag->begin, "unknown name", tag->name);
	if (strpbrk(text, "\r\n") != NULL)
		return wrong(r, tag->begin, "line end in the value of", tag->name);
	if (shown(r))
		buf_puts(r->out, text);
	return OK;
}

enum status
template_render(struct ctx *cx, const struct mailcore_model *model,
    const char *name, const char *text, size_t len, struct buf *out)
{
	struct reader r = {
		.cx = cx, .model = model, .name = name,
		.text = text, .at = text, .end = text + len, .out = out,
	};
	enum status st = OK;

	while (st == OK) {
		const char *begin = memmem(r.at, (size_t)(r.end - r.at), "{{", 2);
		struct tag tag;

		if (shown(&r))
			buf_add(out, r.at, (size_t)((begin != NULL ? begin : r.end) - r.at));
		if (begin == NULL)
			break;
		if ((st = read_tag(&r, begin, &tag)) != OK)
			return st;
		if (tag.kind == '#')
			st = open_switch(&r, &tag);
		else if (tag.kind == '/')
			st = close_switch(&r, &tag);
		else if (tag.kind == '>')
			st = put_template(&r, &tag);
		else
			st = put_text(&r, &tag);
		r.at = tag.end;
	}
	if (st == OK && r.depth > 0)
		return wrong(&r, r.end, "unclosed", r.open[r.depth - 1].name);
	return st;
}
