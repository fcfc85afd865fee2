/*
 * Files that are part of the program (core/embed.sh makes the tables):
 * migrations, templates.  A table ends with a NULL name; data ends with a NUL
 * that LEN does not count.
 */
#ifndef CORE_EMBED_H
#define CORE_EMBED_H

#include <stddef.h>

struct embedded {
	const char	*name;		/* without its folder */
	const char	*data;
	const char	*end;
};

#endif
