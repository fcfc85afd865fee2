/*
 * Where a message that is written goes, and the encodings of RFC 2045 on the way.
 */
#ifndef WEBMAIL_MIME_SINK_H
#define WEBMAIL_MIME_SINK_H

#include "core/buf.h"
#include "core/ctx.h"

#define SINK_BUFFER	(64 * 1024)

/* A descriptor, or memory when fd is -1. */
struct sink {
	struct ctx	*cx;
	int		 fd;
	struct buf	 memory;
	char		*buffer;	/* SINK_BUFFER bytes, of a descriptor */
	size_t		 used;
	int64_t		 written;
	enum status	 st;		/* the first failure; later bytes go nowhere */
};

void sink_add(struct sink *o, const char *p, size_t len);
void sink_say(struct sink *o, const char *s);

/* Once, at the end. */
void sink_flush(struct sink *o);

/* Base64 in lines (RFC 2045, section 6.8); in several calls only by multiples of 57 bytes.  TO is a sink. */
void sink_base64(void *to, const unsigned char *p, size_t len);

/* Text as quoted-printable (RFC 2045, section 6.7). */
void sink_quoted_printable(struct sink *o, const char *s, size_t len);

/* Text as it is, with CRLF. */
void sink_lines(struct sink *o, const char *s, size_t len);

#endif
