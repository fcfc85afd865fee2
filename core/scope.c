#include <string.h>

#include "core/scope.h"

static bool
next(const char **s, const char **word, size_t *len)
{
	*s += strspn(*s, " ");
	*word = *s;
	*len = strcspn(*s, " ");
	*s += *len;
	return *len > 0;
}

static bool
has(const char *list, const char *word, size_t word_len)
{
	const char *w;
	size_t len;

	while (next(&list, &w, &len))
		if (len == word_len && memcmp(w, word, len) == 0)
			return true;
	return false;
}

bool
scope_has(const char *list, const char *word)
{
	return has(list, word, strlen(word));
}

bool
scope_within(const char *list, const char *allowed)
{
	const char *word;
	size_t len;

	while (next(&list, &word, &len))
		if (!has(allowed, word, len))
			return false;
	return true;
}

const char *
scope_common(struct arena *arena, const char *asked, const char *allowed)
{
	const char *out = "", *word;
	size_t len;

	while (next(&allowed, &word, &len))
		if (has(asked, word, len) && !has(out, word, len))
			out = arena_printf(arena, "%s%s%.*s", out, *out != '\0' ? " " : "", (int)len, word);
	return out;
}
