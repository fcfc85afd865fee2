/*
 * Bytes for the IMAP response reader, in pieces of at most PIECE.
 */
#ifndef TESTS_IMAP_SOURCE_H
#define TESTS_IMAP_SOURCE_H

#include <string.h>
#include <sys/types.h>

struct source {
	const char	*p;
	size_t		 left, piece;
};

static inline ssize_t
pull(void *arg, void *p, size_t size)
{
	struct source *s = arg;
	size_t n = s->piece < size ? s->piece : size;

	if (n > s->left)
		n = s->left;
	if (n == 0)
		return -1;
	memcpy(p, s->p, n);
	s->p += n;
	s->left -= n;
	return (ssize_t)n;
}

#endif
