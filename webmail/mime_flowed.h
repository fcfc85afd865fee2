/*
 * text/plain with format=flowed (RFC 3676): soft line breaks are joined, so
 * that a screen of any width can break the paragraphs anew.
 */
#ifndef WEBMAIL_MIME_FLOWED_H
#define WEBMAIL_MIME_FLOWED_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* TEXT (UTF-8, lines end with LF or CRLF) with its paragraphs joined; quote marks stay. */
char *mime_flowed_join(struct arena *arena, const char *text, size_t len, bool delsp,
    size_t *out_len);

/*
 * Breaks the lines of TEXT (LF) softly at about 72 columns and stuffs lines
 * that need it, for a part with format=flowed; lines end with CRLF.
 */
char *mime_flowed_split(struct arena *arena, const char *text, size_t len, size_t *out_len);

#endif
