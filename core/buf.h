/*
 * Growing bytes on an arena.  Appending never fails; the text is always
 * NUL-terminated behind its length, so buf->data is a C string when nobody
 * appended a NUL.
 */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include "core/arena.h"

struct buf {
	struct arena	*arena;
	char		*data;		/* NULL until the first append */
	size_t		 len;
	size_t		 size;
};

#define BUF_ON(a)	((struct buf){ .arena = (a) })

void buf_add(struct buf *buf, const void *p, size_t len);
void buf_puts(struct buf *buf, const char *s);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);

/* What Prometheus reads before a metric's lines: TYPE "gauge", HELP one line. */
void buf_metric(struct buf *buf, const char *name, const char *type, const char *help);

/* Room for LEN more bytes, to be filled by the caller, who then adds to len. */
char *buf_reserve(struct buf *buf, size_t len);

/* Most texts are written character by character. */
static inline void
buf_putc(struct buf *buf, char c)
{
	char *to = buf->size - buf->len >= 2 ? buf->data + buf->len : buf_reserve(buf, 1);

	to[0] = c;
	to[1] = '\0';
	buf->len++;
}

/* The text so far; "" when nothing was added. */
const char *buf_str(const struct buf *buf);

#endif
