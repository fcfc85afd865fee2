/*
 * Files in memory: request bodies and messages of many megabytes, which are
 * walked through and not kept.  What was walked through is forgotten on the
 * way, so that a process that sends 50 MB does not grow by them.
 */
#ifndef CORE_PAGES_H
#define CORE_PAGES_H

#include "core/arena.h"

#define PAGES_STEP	((size_t)1 << 20)	/* a good distance between two calls of pages_forget() */

/* LEN (> 0) bytes of a file from its start, a NUL behind them, until ARENA goes.  NULL: errno. */
const char *pages_map(struct arena *arena, int fd, size_t len);

/*
 * These bytes take no memory until they are read again.  Nothing happens to
 * memory that is no file's, so whoever walks through long texts may call it.
 */
void pages_forget(const void *p, size_t len);

#endif
