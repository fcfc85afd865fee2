/*
 * Bcc stays in the sender's copy and never leaves (RFC 8621, section 7.5).
 */
#include <string.h>
#include <strings.h>

#include "webmail/mime_write.h"

static bool
is_named(const char *line, size_t len, const char *name)
{
	size_t n = strlen(name);

	if (len <= n || strncasecmp(line, name, n) != 0)
		return false;
	while (n < len && (line[n] == ' ' || line[n] == '\t'))
		n++;
	return n < len && line[n] == ':';
}

static void
keep(struct mime_spans *s, const char *p, const char *end)
{
	if (p < end)
		s->list[s->count++] = (struct mime_span){ p, (size_t)(end - p) };
	s->total += (size_t)(end - p);
}

struct mime_spans
mime_without_bcc(struct arena *arena, const char *bytes, size_t len)
{
	struct mime_spans s = { NULL, 0, 0 };
	const char *at, *end = bytes + len, *start;
	size_t fields = 0;
	bool dropping = false;

	/* Twice over the header: the first time counts. */
	for (int turn = 0; turn < 2; turn++) {
		if (turn == 1)
			s.list = arena_array(arena, fields + 1, sizeof *s.list);
		for (at = start = bytes; at < end;) {
			const char *lf = memchr(at, '\n', (size_t)(end - at));
			const char *next = lf != NULL ? lf + 1 : end;
			bool goes;

			if (*at == '\n' || (*at == '\r' && next - at == 2))
				break;
			/* A continuation shares its field's fate. */
			goes = *at == ' ' || *at == '\t' ? dropping :
			    is_named(at, (size_t)(next - at), "bcc") ||
			    is_named(at, (size_t)(next - at), "resent-bcc");
			if (goes && !dropping) {
				fields++;
				if (turn == 1)
					keep(&s, start, at);
			}
			if (dropping && !goes)
				start = at;
			dropping = goes;
			at = next;
		}
		if (turn == 1)
			keep(&s, dropping ? at : start, end);
		dropping = false;
	}
	return s;
}
