/*
 * Content-Transfer-Encodings (RFC 2045, section 6): a stream decoder that
 * takes any pieces and never fails, and the same for bytes in memory.
 */
#ifndef WEBMAIL_MIME_DECODE_H
#define WEBMAIL_MIME_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

enum mime_encoding {
	MIME_IDENTITY,		/* 7bit, 8bit, binary, or none named */
	MIME_BASE64,
	MIME_QUOTED_PRINTABLE,
	MIME_UUENCODE,
	MIME_UNKNOWN		/* passed on as it is; an encoding problem */
};

/* By its name in Content-Transfer-Encoding or BODYSTRUCTURE; any case, spaces around it. */
enum mime_encoding mime_encoding_parse(const char *name);

struct mime_decoder {
	enum mime_encoding	 encoding;
	bool			 problem;	/* something did not decode */
	uint32_t		 bits;		/* base64: not yet a byte */
	int			 have;
	bool			 ended;		/* base64: padding was seen; uuencode: "end" */
	char			 hold[128];	/* uuencode: a line; quoted-printable: "=", "=4", blanks */
	size_t			 held;
	bool			 begun;		/* uuencode: "begin" was seen */
};

void mime_decoder_open(struct mime_decoder *d, enum mime_encoding encoding);

/* Bytes that OUT must have room for when LEN bytes are fed. */
#define MIME_DECODED_MAX(len)	((len) + 128)

/* Decodes LEN bytes at P into OUT; returns how many bytes that gave. */
size_t mime_decoder_feed(struct mime_decoder *d, const char *p, size_t len, char *out);

/* The rest, at most 128 bytes. */
size_t mime_decoder_close(struct mime_decoder *d, char out[static 128]);

/* All at once, with a NUL behind.  PROBLEM may be NULL; it is only ever set to true. */
char *mime_decode(struct arena *arena, enum mime_encoding encoding, const char *p, size_t len,
    size_t *out_len, bool *problem);

#endif
