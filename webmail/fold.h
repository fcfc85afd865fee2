/*
 * Text as searches compare it: small letters, without accents, white space
 * single.  "Ćwiczenie Straße" is "cwiczenie strasse".
 */
#ifndef WEBMAIL_FOLD_H
#define WEBMAIL_FOLD_H

#include "core/buf.h"

/* TEXT is UTF-8; NULL is "". */
char *fold_text(struct arena *arena, const char *text);

/* The same, to the end of OUT, for at most MAX bytes of it. */
void fold_add(struct buf *out, const char *text, size_t max);

/* UTF-8 in Normalization Form C: "u" and two dots is "ü", however it was typed.  TEXT itself where it is. */
char *fold_composed(struct arena *arena, char *text);

#endif
