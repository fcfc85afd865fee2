#include <string.h>
#include <strings.h>

#include "pim/vcard_match.h"

/* A name with a group means that group alone, one without means any (RFC 6352, section 10.5.1). */
static bool
is_named(const struct content_line *line, const char *name)
{
	const char *dot = strchr(name, '.');

	if (dot == NULL)
		return content_is(line, name);
	return line->group != NULL && strlen(line->group) == (size_t)(dot - name) &&
	    strncasecmp(line->group, name, (size_t)(dot - name)) == 0 && content_is(line, dot + 1);
}

/* A value of the parameter that matches; without a match, that it is there. */
static bool
param_matches(struct ctx *cx, const struct vcard_param_filter *filter,
    const struct content_line *line)
{
	bool is_there = false;

	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		/* "TEL;HOME:" is TYPE=HOME, as old telephones write it. */
		bool is_bare = p->count == 0 && strcasecmp(filter->name, "TYPE") == 0;

		if (!is_bare && strcasecmp(p->name, filter->name) != 0)
			continue;
		is_there = true;
		if (filter->is_not_defined)
			return false;
		if (filter->match == NULL)
			return true;
		if (is_bare && text_match(cx, filter->match, p->name))
			return true;
		for (size_t i = 0; i < p->count; i++)
			if (text_match(cx, filter->match, p->values[i]))
				return true;
	}
	return filter->is_not_defined && !is_there;
}

static bool
line_matches(struct ctx *cx, const struct vcard_prop_filter *filter, const struct content_line *line)
{
	const char *text = NULL;

	if (filter->matches == NULL && filter->params == NULL)
		return true;
	for (const struct text_match *m = filter->matches; m != NULL; m = m->next) {
		if (text == NULL)
			text = strchr(line->value, '\\') != NULL ?
			    content_text(cx->arena, line) : line->value;
		if (text_match(cx, m, text) != filter->is_allof)
			return !filter->is_allof;
	}
	for (const struct vcard_param_filter *p = filter->params; p != NULL; p = p->next)
		if (param_matches(cx, p, line) != filter->is_allof)
			return !filter->is_allof;
	return filter->is_allof;
}

static bool
prop_matches(struct ctx *cx, const struct vcard_prop_filter *filter, const struct vcard *card)
{
	/* VERSION is not among the lines, and every card has it. */
	struct content_line version = {
		.name = "VERSION", .value = card->version == VCARD_4 ? "4.0" : "3.0",
		.value_len = 3, .next = card->lines,
	};

	for (const struct content_line *l = &version; l != NULL; l = l->next) {
		if (!is_named(l, filter->name))
			continue;
		if (filter->is_not_defined)
			return false;
		if (line_matches(cx, filter, l))
			return true;
	}
	return filter->is_not_defined;
}

bool
vcard_match(struct ctx *cx, const struct vcard_filter *filter, const struct vcard *card)
{
	if (filter->props == NULL)
		return true;
	for (const struct vcard_prop_filter *p = filter->props; p != NULL; p = p->next)
		if (prop_matches(cx, p, card) != filter->is_allof)
			return !filter->is_allof;
	return filter->is_allof;
}

void
vcard_select(struct ctx *cx, const struct vcard *card, const struct vcard_select *select,
    struct vcard *out)
{
	struct content_line **end = &out->lines;

	*out = *card;
	if (select == NULL)
		return;
	for (const struct content_line *l = card->lines; l != NULL; l = l->next) {
		const struct vcard_select *s = select;

		while (s != NULL && !is_named(l, s->name))
			s = s->next;
		if (s == NULL)
			continue;
		*end = content_line_copy(cx->arena, l);
		if (s->no_value)
			content_set_value(cx->arena, *end, "", 0);
		end = &(*end)->next;
	}
	*end = NULL;
}
