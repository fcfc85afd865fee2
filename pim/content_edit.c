/* Content lines made and changed by us: what is changed is no longer raw. */
#include <string.h>
#include <strings.h>

#include "pim/content_line.h"

void
content_param_append(struct arena *arena, struct content_param *param, const char *value)
{
	if (param->count == param->room) {
		const char **values;

		param->room = param->count == 0 ? 1 : param->count * 4;
		values = arena_array(arena, param->room, sizeof *values);
		if (param->count > 0)
			memcpy(values, param->values, param->count * sizeof *values);
		param->values = values;
	}
	param->values[param->count++] = value;
}

struct content_line *
content_line_new(struct arena *arena, const char *name, const char *value)
{
	struct content_line *line = arena_alloc(arena, sizeof *line);

	line->name = arena_strdup(arena, name);
	line->value_len = strlen(value);
	line->value = arena_strndup(arena, value, line->value_len);
	return line;
}

struct content_line *
content_line_copy(struct arena *arena, const struct content_line *line)
{
	struct content_line *copy = arena_memdup(arena, line, sizeof *line);
	struct content_param **end = &copy->params;

	/* Texts never change in place, so both may point at them. */
	copy->next = NULL;
	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		*end = arena_memdup(arena, p, sizeof *p);
		(*end)->values = p->count == 0 ? NULL :
		    arena_memdup(arena, p->values, p->count * sizeof *p->values);
		(*end)->room = p->count;
		end = &(*end)->next;
	}
	return copy;
}

void
content_set_value(struct arena *arena, struct content_line *line, const char *value, size_t len)
{
	line->value = arena_strndup(arena, value, len);
	line->value_len = strlen(line->value);
	line->raw = NULL;
}

void
content_set_name(struct arena *arena, struct content_line *line, const char *name)
{
	line->name = arena_strdup(arena, name);
	line->raw = NULL;
}

void
content_set_group(struct arena *arena, struct content_line *line, const char *group)
{
	line->group = arena_strdup(arena, group);
	line->raw = NULL;
}

void
content_param_add(struct arena *arena, struct content_line *line, const char *name,
    const char *value)
{
	struct content_param *param = content_param(line, name);

	if (param == NULL) {
		struct content_param **end = &line->params;

		while (*end != NULL)
			end = &(*end)->next;
		*end = param = arena_alloc(arena, sizeof *param);
		param->name = arena_strdup(arena, name);
	}
	content_param_append(arena, param, arena_strdup(arena, value));
	line->raw = NULL;
}

void
content_param_put(struct arena *arena, struct content_line *line, const char *name,
    const char *value)
{
	content_param_drop(line, name);
	content_param_add(arena, line, name, value);
}

void
content_param_drop(struct content_line *line, const char *name)
{
	for (struct content_param **p = &line->params; *p != NULL;) {
		if (strcasecmp((*p)->name, name) == 0) {
			*p = (*p)->next;
			line->raw = NULL;
		} else {
			p = &(*p)->next;
		}
	}
}

void
content_param_remove(struct content_line *line, const char *name,
    const char *value)
{
	for (struct content_param **p = &line->params; *p != NULL;) {
		size_t left = 0, had = (*p)->count;

		if (strcasecmp((*p)->name, name) == 0 && had > 0) {
			for (size_t i = 0; i < had; i++)
				if (strcasecmp((*p)->values[i], value) != 0)
					(*p)->values[left++] = (*p)->values[i];
			(*p)->count = left;
			if (left != had)
				line->raw = NULL;
			if (left == 0) {
				*p = (*p)->next;
				continue;
			}
		}
		p = &(*p)->next;
	}
}
