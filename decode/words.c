#include <string.h>

#include "core/lookup.h"
#include "decode/words.h"

static const char blanks[] = " \t\n\r\f\v";

static bool
is_blank(char c)
{
	return c == '\0' || strchr(blanks, c) != NULL;
}

bool
words_once(const char *text, size_t len, struct buf *out)
{
	struct lookup seen = LOOKUP_ON(out->arena);
	size_t at = 0;

	for (;;) {
		size_t begin, number;

		while (at < len && is_blank(text[at]))
			at++;
		for (begin = at; at < len && !is_blank(text[at]);)
			at++;
		if (begin == at)
			return true;
		if (lookup_find(&seen, text + begin, at - begin, &number))
			continue;
		if (at - begin + 1 > WORDS_MAX - out->len)
			return false;
		lookup_put(&seen, arena_strndup(out->arena, text + begin, at - begin), 0);
		buf_add(out, text + begin, at - begin);
		buf_putc(out, ' ');
	}
}
