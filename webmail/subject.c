#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/hash.h"
#include "webmail/subject.h"

/* What programs in many languages write before an answer or a forwarded mail. */
static const char *const prefixes[] = {
	"re", "fwd", "fw", "aw", "wg", "sv", "vs", "vb", "antw", "antwort", "tr", "rv", "res",
	"enc", "rif", "i", "r", "odp", "pd", "ynt", "ilt", "atb", "doorst", "回复", "转发", "答复",
};

/* "Re:", "Re[2]:", "Fwd (3) :" at S: its length, 0 when there is none. */
static size_t
prefix(const char *s)
{
	for (size_t i = 0; i < COUNT(prefixes); i++) {
		size_t n = strlen(prefixes[i]);

		if (strncasecmp(s, prefixes[i], n) != 0)
			continue;
		n += strspn(s + n, " ");
		if (s[n] == '[' || s[n] == '(') {
			size_t digits = strspn(s + n + 1, "0123456789");

			if (digits == 0 || (s[n + 1 + digits] != ']' && s[n + 1 + digits] != ')'))
				continue;
			n += digits + 2;
			n += strspn(s + n, " ");
		}
		if (s[n] == ':')
			return n + 1;
		if (strncmp(s + n, "\xef\xbc\x9a", 3) == 0)	/* a full-width colon */
			return n + 3;
	}
	return 0;
}

/* "[list]" at S, unless nothing follows it. */
static size_t
tag(const char *s)
{
	size_t n;

	if (*s != '[')
		return 0;
	n = 1 + strcspn(s + 1, "[]");
	if (s[n] != ']')
		return 0;
	n++;
	return s[n + strspn(s + n, " ")] != '\0' ? n : 0;
}

char *
subject_base(struct arena *arena, const char *subject)
{
	struct buf out = BUF_ON(arena);
	char *s, *end;
	size_t n;

	for (const char *c = subject != NULL ? subject : ""; *c != '\0'; c++) {
		bool space = isspace((unsigned char)*c);

		if (!space)
			buf_putc(&out, *c);
		else if (out.len > 0 && out.data[out.len - 1] != ' ')
			buf_putc(&out, ' ');
	}
	s = arena_strdup(arena, buf_str(&out));
	end = s + strlen(s);
	while (end > s && end[-1] == ' ')
		*--end = '\0';
	while ((n = prefix(s)) > 0 || (n = tag(s)) > 0) {
		s += n;
		s += strspn(s, " ");
	}
	while (end - s >= 5 && strcasecmp(end - 5, "(fwd)") == 0) {
		end -= 5;
		while (end > s && end[-1] == ' ')
			end--;
		*end = '\0';
	}
	return s;
}

const char *
subject_core(struct arena *arena, const char *base)
{
	char *out = arena_alloc(arena, strlen(base) + 1), *o = out;

	for (; *base != '\0'; base++)
		if (*base != ' ')
			*o++ = (char)tolower((unsigned char)*base);
	return out;
}

int64_t
subject_thread_key(struct arena *arena, const char *message_id, const char *core)
{
	size_t id_len = strlen(message_id) + 1, len = strlen(core);
	char *text = arena_alloc(arena, id_len + len + 1);
	unsigned char digest[SHA256_LEN];
	int64_t key;

	memcpy(text, message_id, id_len);
	memcpy(text + id_len, core, len);
	hash_sha256(text, id_len + len, digest);
	memcpy(&key, digest, sizeof key);
	return key;
}
