/*
 * Encoded words: "=?utf-8?q?Gr=C3=BC=C3=9Fe?=" (RFC 2047, RFC 2231 section 5),
 * read leniently and written strictly.
 */
#ifndef WEBMAIL_MIME_WORD_H
#define WEBMAIL_MIME_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/*
 * Decodes the words in unfolded text S.  White space between two words goes;
 * a character split over words of one charset is put together; a word of an
 * unknown charset stays as it is.  Raw bytes are UTF-8 (RFC 6532), or what
 * charset.h guesses.  Control characters that were encoded are dropped.
 * The result is in Normalization Form C.
 */
char *mime_words_decode(struct arena *arena, const char *s, size_t len);

/* Bytes of the encoded word that S begins with; 0 when there is none. */
size_t mime_word_length(const char *s, size_t len);

/* Whether a header can hold S as it is: printable ASCII, and nothing like "=?". */
bool mime_words_unneeded(const char *s);

/*
 * S, UTF-8, as encoded words of at most 75 characters, separated by single
 * spaces, where the caller folds.  With PHRASE, only the characters that are
 * allowed in a phrase (RFC 2047, section 5, rule 3).
 */
char *mime_words_encode(struct arena *arena, const char *s, bool phrase);

#endif
