#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"

#define LINE_MAX_	4096

static const char *const level_names[] = { "debug", "info", "warn", "error" };
static char role[64] = "hayloft";
static enum log_level least = LOG_INFO_;

struct line {
	char	text[LINE_MAX_];
	size_t	len;
};

void
log_open(const char *new_role, enum log_level new_least)
{
	snprintf(role, sizeof role, "%s", new_role);
	least = new_least;
}

static int
is_plain(const char *s)
{
	if (*s == '\0')
		return 0;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == '"' || *s == '\\' || *s == '=' || *s == 0x7f)
			return 0;
	return 1;
}

size_t
log_quote(char *out, size_t size, const char *value)
{
	static const char cut[] = "…\"";
	size_t len = 0, room;

	if (size == 0)
		return 0;
	if (is_plain(value) && strlen(value) < size)
		return (size_t)snprintf(out, size, "%s", value);
	if (size < sizeof cut + 2) {
		out[0] = '\0';
		return 0;
	}
	room = size - sizeof cut;
	out[len++] = '"';
	for (const char *s = value; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		char one[5];
		size_t n;

		if (c == '"' || c == '\\')
			n = (size_t)snprintf(one, sizeof one, "\\%c", c);
		else if (c == '\n')
			n = (size_t)snprintf(one, sizeof one, "\\n");
		else if (c < ' ' || c == 0x7f)
			n = (size_t)snprintf(one, sizeof one, "\\x%02x", c);
		else
			n = (size_t)snprintf(one, sizeof one, "%c", c);
		if (len + n > room) {
			memcpy(out + len, cut, sizeof cut);
			return len + sizeof cut - 1;
		}
		memcpy(out + len, one, n);
		len += n;
	}
	out[len++] = '"';
	out[len] = '\0';
	return len;
}

static void
line_start(struct line *l, enum log_level level, const char *event)
{
	struct timespec ts;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	l->len = strftime(l->text, sizeof l->text, "%Y-%m-%dT%H:%M:%S", &tm);
	l->len += (size_t)snprintf(l->text + l->len, sizeof l->text - l->len,
	    ".%03ldZ %s %s event=%s", ts.tv_nsec / 1000000, level_names[level], role, event);
}

static void
line_pair(struct line *l, const char *key, const char *value)
{
	int n;

	if (l->len + strlen(key) + 16 >= sizeof l->text)
		return;
	n = snprintf(l->text + l->len, sizeof l->text - l->len, " %s=", key);
	l->len += (size_t)n;
	l->len += log_quote(l->text + l->len, sizeof l->text - l->len - 1, value);
}

/* One write, so that lines of several processes do not mix. */
static void
line_end(struct line *l)
{
	l->text[l->len++] = '\n';
	if (write(STDERR_FILENO, l->text, l->len) < 0)
		return;		/* nobody is left to hear that the log is gone */
}

void
log_event(enum log_level level, const char *event, ...)
{
	struct line l;
	const char *key;
	va_list ap;

	if (level < least)
		return;
	line_start(&l, level, event);
	va_start(ap, event);
	while ((key = va_arg(ap, const char *)) != NULL) {
		const char *fmt = va_arg(ap, const char *);
		char number[32];

		if (strcmp(fmt, "%s") == 0) {
			const char *s = va_arg(ap, const char *);

			line_pair(&l, key, s != NULL ? s : "-");
			continue;
		}
		if (strcmp(fmt, "%lld") == 0)
			snprintf(number, sizeof number, "%lld", va_arg(ap, long long));
		else if (strcmp(fmt, "%ld") == 0 || strcmp(fmt, "%zd") == 0)
			snprintf(number, sizeof number, "%ld", va_arg(ap, long));
		else if (strcmp(fmt, "%lu") == 0 || strcmp(fmt, "%zu") == 0)
			snprintf(number, sizeof number, "%lu", va_arg(ap, unsigned long));
		else if (strcmp(fmt, "%x") == 0)
			snprintf(number, sizeof number, "%x", va_arg(ap, unsigned));
		else if (strcmp(fmt, "%u") == 0)
			snprintf(number, sizeof number, "%u", va_arg(ap, unsigned));
		else
			snprintf(number, sizeof number, "%d", va_arg(ap, int));
		line_pair(&l, key, number);
	}
	va_end(ap);
	line_end(&l);
}

void
log_say(enum log_level level, const char *event, const char *fmt, ...)
{
	struct line l;
	char msg[2048];
	va_list ap;

	if (level < least)
		return;
	va_start(ap, fmt);
	vsnprintf(msg, sizeof msg, fmt, ap);
	va_end(ap);
	line_start(&l, level, event);
	line_pair(&l, "msg", msg);
	line_end(&l);
}
