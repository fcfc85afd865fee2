#include <string.h>

#include "core/form.h"

/* "+" is a space in a form, and nowhere else in a URL. */
static const char *
decode(struct ctx *cx, const char *s, size_t len)
{
	char *copy = arena_strndup(cx->arena, s, len), *out;

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '+')
			*p = ' ';
	out = http_unescape(cx->arena, copy, strlen(copy));
	return out != NULL && utf8_valid(out, strlen(out)) ? out : NULL;
}

static enum status
add(struct ctx *cx, const char *pair, size_t len, struct form *out)
{
	const char *eq = memchr(pair, '=', len);
	size_t name_len = eq != NULL ? (size_t)(eq - pair) : len;
	const char *name = decode(cx, pair, name_len);
	const char *value = eq != NULL ? decode(cx, eq + 1, len - name_len - 1) : "";

	if (name == NULL || value == NULL)
		return fault(cx, ERR_INVALID, "a parameter is broken");
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->field[i].name, name) == 0)
			return fault(cx, ERR_INVALID, "%.40s is there twice", name);
	if (out->count == FORM_FIELDS)
		return fault(cx, ERR_INVALID, "too many parameters");
	out->field[out->count].name = name;
	out->field[out->count++].value = value;
	return OK;
}

enum status
form_read(struct ctx *cx, const char *text, struct form *out)
{
	enum status st;

	out->count = 0;
	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, "&");

		if (len > 0 && (st = add(cx, text, len, out)) != OK)
			return st;
		text += len + (text[len] == '&');
	}
	return OK;
}

const char *
form_get(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->field[i].name, name) == 0)
			return *form->field[i].value != '\0' ? form->field[i].value : NULL;
	return NULL;
}
