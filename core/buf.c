#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"

#define PRINTED	64	/* most of what is printed is shorter */

char *
buf_reserve(struct buf *buf, size_t len)
{
	if (buf->size - buf->len < len + 1 || buf->data == NULL) {
		size_t size = buf->size * 2;
		char *data;

		if (size < buf->len + len + 1)
			size = buf->len + len + 1;
		if (size < 256)
			size = 256;
		data = arena_alloc(buf->arena, size);
		if (buf->len > 0)
			memcpy(data, buf->data, buf->len);
		buf->data = data;
		buf->size = size;
	}
	return buf->data + buf->len;
}

void
buf_add(struct buf *buf, const void *p, size_t len)
{
	char *to = buf_reserve(buf, len);

	if (len > 0)
		memcpy(to, p, len);
	to[len] = '\0';
	buf->len += len;
}

void
buf_puts(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	char *to = buf_reserve(buf, PRINTED);
	size_t room = buf->size - buf->len;
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(to, room, fmt, ap);
	if (len < 0)
		abort();
	if ((size_t)len >= room)
		vsnprintf(buf_reserve(buf, (size_t)len), (size_t)len + 1, fmt, again);
	buf->len += (size_t)len;
	va_end(again);
	va_end(ap);
}

const char *
buf_str(const struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}

void
buf_metric(struct buf *buf, const char *name, const char *type, const char *help)
{
	buf_printf(buf, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}
