/*
 * Each word of a text once, in the order in which they came first: all that an
 * index wants, which takes seconds for each 100 KiB.
 */
#ifndef DECODE_WORDS_H
#define DECODE_WORDS_H

#include <stdbool.h>

#include "core/buf.h"

#define WORDS_MAX	((size_t)128 << 10)	/* bytes of words, with a blank behind each */

/* Words of TEXT into OUT; false: there were more than WORDS_MAX. */
bool words_once(const char *text, size_t len, struct buf *out);

#endif
