#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "webmail/keyword.h"

static const struct {
	const char	*keyword, *flag;
} system_flags[] = {
	{ "$seen", "\\Seen" }, { "$answered", "\\Answered" }, { "$flagged", "\\Flagged" },
	{ "$draft", "\\Draft" },
};

bool
keyword_valid(const char *s)
{
	size_t len = strlen(s);

	if (len < 1 || len > 255)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 0x7f || strchr("(){]%*\"\\", *s) != NULL)
			return false;
	return true;
}

char *
keyword_fold(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *c = out; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return out;
}

const char *
keyword_flag(const char *keyword)
{
	for (size_t i = 0; i < COUNT(system_flags); i++)
		if (strcmp(system_flags[i].keyword, keyword) == 0)
			return system_flags[i].flag;
	return keyword;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
keyword_of_message(struct arena *arena, const struct imap_message *m)
{
	const bool set[] = { m->seen, m->answered, m->flagged, m->draft };
	struct buf out = BUF_ON(arena);
	size_t count = 0, n = 0;
	char **words;

	while (m->keywords != NULL && m->keywords[count] != NULL)
		count++;
	words = arena_array(arena, count, sizeof *words);
	for (size_t i = 0; i < count; i++)
		if (keyword_valid(m->keywords[i]))
			words[n++] = keyword_fold(arena, m->keywords[i]);
	qsort(words, n, sizeof *words, by_text);

	for (size_t i = 0; i < COUNT(set); i++)
		if (set[i])
			buf_printf(&out, "%s%s", out.len > 0 ? " " : "", system_flags[i].keyword);
	for (size_t i = 0; i < n; i++) {
		bool again = i > 0 && strcmp(words[i], words[i - 1]) == 0;

		/* A client may set "$seen" as a plain keyword: it is not the flag. */
		for (size_t k = 0; k < COUNT(system_flags); k++)
			again |= strcmp(words[i], system_flags[k].keyword) == 0;
		if (!again)
			buf_printf(&out, "%s%s", out.len > 0 ? " " : "", words[i]);
	}
	return arena_strdup(arena, buf_str(&out));
}
