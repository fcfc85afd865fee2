/*
 * The first words of a mail, for lists (RFC 8621, section 4.1.4: at most 256
 * characters, one line of plain text).  What the sender wrote comes first:
 * quoted lines, their introduction and the signature are passed over unless
 * there is nothing else.
 */
#ifndef WEBMAIL_PREVIEW_H
#define WEBMAIL_PREVIEW_H

#include <stddef.h>

#include "core/arena.h"

#define PREVIEW_CHARACTERS	256
#define PREVIEW_ENOUGH		(16 * 1024)	/* bytes of a decoded text that are worth fetching */

/* TEXT is UTF-8, and may be cut anywhere between characters. */
char *preview_plain(struct arena *arena, const char *text, size_t len);
char *preview_html(struct arena *arena, const char *html, size_t len);

#endif
