#include <string.h>

#include "core/buf.h"
#include "core/placeholder.h"
#include "core/xml.h"

#define NAME_MOST	40	/* as much of a wrong one is repeated */

/* The name between "{{" and "}}", without the white space around it; *END is behind. */
static const char *
name_at(struct arena *arena, const char *open, const char **end)
{
	const char *s = open + 2, *close = strstr(s, "}}"), *stop = close;

	if (close == NULL)
		return NULL;
	*end = close + 2;
	while (s < stop && strchr(" \t\r\n", *s) != NULL)
		s++;
	while (stop > s && strchr(" \t\r\n", stop[-1]) != NULL)
		stop--;
	return arena_strndup(arena, s, (size_t)(stop - s));
}

static const char *
listed(struct arena *arena, const char *const *names)
{
	struct buf out = BUF_ON(arena);

	for (; *names != NULL; names++)
		buf_printf(&out, "%s{{%s}}", out.len > 0 ? ", " : "", *names);
	return buf_str(&out);
}

static bool
is_one_of(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

enum status
placeholder_check(struct ctx *cx, const char *text, const char *const *names, const char **out)
{
	struct buf clean = BUF_ON(cx->arena);
	const char *open, *end, *name;

	if (strstr(text, "{%") != NULL)
		return fault(cx, ERR_INVALID,
		    "\"{%%\" does nothing here: there are no conditions and no loops, only %s",
		    listed(cx->arena, names));
	for (; (open = strstr(text, "{{")) != NULL; text = end) {
		if ((name = name_at(cx->arena, open, &end)) == NULL)
			return fault(cx, ERR_INVALID, "a \"{{\" has no \"}}\"");
		if (!is_one_of(names, name))
			return fault(cx, ERR_INVALID, "{{%.*s}} is unknown: there are %s", NAME_MOST,
			    name, listed(cx->arena, names));
		buf_printf(&clean, "%.*s{{%s}}", (int)(open - text), text, name);
	}
	buf_puts(&clean, text);
	*out = buf_str(&clean);
	return OK;
}

bool
placeholder_has(struct arena *arena, const char *text, const char *name)
{
	return strstr(text, arena_printf(arena, "{{%s}}", name)) != NULL;
}

const char *
placeholder_fill(struct arena *arena, const char *text, const struct placeholder *values, bool html)
{
	struct buf out = BUF_ON(arena);
	const char *open, *end, *name;

	for (; (open = strstr(text, "{{")) != NULL; text = end) {
		const struct placeholder *v = values;

		if ((name = name_at(arena, open, &end)) == NULL)
			break;
		while (v->name != NULL && strcmp(v->name, name) != 0)
			v++;
		buf_add(&out, text, (size_t)(open - text));
		if (v->name == NULL)
			buf_add(&out, open, (size_t)(end - open));
		else if (!html)
			buf_puts(&out, v->text);
		else if (v->html != NULL)
			buf_puts(&out, v->html);
		else
			xml_escape(&out, v->text);
	}
	buf_puts(&out, text);
	return buf_str(&out);
}
