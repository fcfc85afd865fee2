#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "webmail/mime_sink.h"

void
sink_flush(struct sink *o)
{
	size_t done = 0;

	while (o->st == OK && done < o->used) {
		ssize_t n = write(o->fd, o->buffer + done, o->used - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			o->st = fault(o->cx, ERR_INTERNAL, "writing a message: %s", strerror(errno));
		else
			done += (size_t)n;
	}
	o->used = 0;
}

void
sink_add(struct sink *o, const char *p, size_t len)
{
	o->written += (int64_t)len;
	if (o->fd < 0) {
		buf_add(&o->memory, p, len);
		return;
	}
	while (len > 0) {
		size_t n = SINK_BUFFER - o->used < len ? SINK_BUFFER - o->used : len;

		memcpy(o->buffer + o->used, p, n);
		o->used += n;
		p += n;
		len -= n;
		if (o->used == SINK_BUFFER)
			sink_flush(o);
	}
}

void
sink_say(struct sink *o, const char *s)
{
	sink_add(o, s, strlen(s));
}

void
sink_base64(void *to, const unsigned char *p, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	while (len > 0) {
		char line[78];
		size_t take = len < 57 ? len : 57, n = 0;

		for (size_t i = 0; i < take; i += 3) {
			size_t have = take - i < 3 ? take - i : 3;
			unsigned v = (unsigned)p[i] << 16 | (have > 1 ? (unsigned)p[i + 1] << 8 : 0) |
			    (have > 2 ? p[i + 2] : 0);

			line[n++] = digits[v >> 18];
			line[n++] = digits[v >> 12 & 63];
			line[n++] = have > 1 ? digits[v >> 6 & 63] : '=';
			line[n++] = have > 2 ? digits[v & 63] : '=';
		}
		line[n++] = '\r';
		line[n++] = '\n';
		sink_add(to, line, n);
		p += take;
		len -= take;
	}
}

/* What transports and mailbox files touch at the start of a line. */
static bool
is_touchy(const char *s, size_t len)
{
	return *s == '.' || (len >= 5 && memcmp(s, "From ", 5) == 0);
}

void
sink_quoted_printable(struct sink *o, const char *s, size_t len)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t column = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		bool last = i + 1 == len || s[i + 1] == '\r' || s[i + 1] == '\n';
		bool plain = (c > ' ' && c < 0x7f && c != '=') || ((c == ' ' || c == '\t') && !last);
		char one[3] = { '=', digits[c >> 4], digits[c & 15] };

		if (c == '\r' || c == '\n') {
			if (c == '\r' && i + 1 < len && s[i + 1] == '\n')
				i++;
			sink_say(o, "\r\n");
			column = 0;
			continue;
		}
		/* 76 characters with the "=" of a soft break. */
		if (column + (plain ? 1 : 3) > 75) {
			sink_say(o, "=\r\n");
			column = 0;
		}
		if (column == 0 && is_touchy(s + i, len - i))
			plain = false;
		sink_add(o, plain ? (const char *)&c : one, plain ? 1 : 3);
		column += plain ? 1 : 3;
	}
}

void
sink_lines(struct sink *o, const char *s, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] != '\r' && s[i] != '\n')
			continue;
		sink_add(o, s + start, i - start);
		sink_say(o, "\r\n");
		if (s[i] == '\r' && i + 1 < len && s[i + 1] == '\n')
			i++;
		start = i + 1;
	}
	sink_add(o, s + start, len - start);
}
