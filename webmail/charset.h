/*
 * Text in any charset to well-formed UTF-8.  A label lies often: bytes that
 * do not fit become U+FFFD, unknown and missing labels are guessed, and the
 * caller is told that there was a problem (isEncodingProblem of RFC 8621).
 */
#ifndef WEBMAIL_CHARSET_H
#define WEBMAIL_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* Whether we can read this charset; case and common misspellings do not matter. */
bool charset_known(const char *charset);

/*
 * LEN bytes of CHARSET as UTF-8 with a NUL behind; NUL characters within are
 * dropped.  CHARSET NULL or "": UTF-8 where the bytes are that, ISO-2022-JP
 * where they announce it, else windows-1252.  An unknown name is guessed alike
 * and counts as a problem.  OUT_LEN and PROBLEM may be NULL; PROBLEM is only
 * ever set to true, so one flag can gather several calls.
 */
char *charset_to_utf8(struct arena *arena, const char *charset, const void *p, size_t len,
    size_t *out_len, bool *problem);

/* Well-formed UTF-8 from what should be that: broken runs become U+FFFD, NULs go. */
char *charset_repair(struct arena *arena, const char *s, size_t len, size_t *out_len,
    bool *problem);

/* The longest length <= MAX of UTF-8 text S that ends between characters. */
size_t charset_cut(const char *s, size_t len, size_t max);

/* The bytes that the first CHARACTERS characters of S take. */
size_t charset_prefix(const char *s, size_t len, size_t characters);

/* Append one character as UTF-8; not a character: U+FFFD.  Returns bytes written. */
size_t charset_put(char out[static 4], unsigned c);

#endif
