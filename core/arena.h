/*
 * Memory that goes when the work is done.  What belongs to a request is
 * allocated on its arena and never freed by hand.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "core/status.h"

struct arena;

/* Never NULL: a process that is out of memory ends (core/arena.c). */
struct arena *arena_open(void);

/* Frees all of it and calls what was adopted, newest first.  NULL is fine. */
void arena_close(struct arena *arena);

/* Forget everything allocated so far, keeping the first block for reuse. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type; never NULL, also for a size of 0. */
void *arena_alloc(struct arena *arena, size_t size)
    __attribute__((malloc, alloc_size(2), returns_nonnull));

/* COUNT zeroed elements of SIZE bytes; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size)
    __attribute__((malloc, alloc_size(2, 3), returns_nonnull));

/* Copies; NULL stays NULL for the string ones. */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t len);
void *arena_memdup(struct arena *arena, const void *p, size_t len);

char *arena_printf(struct arena *arena, const char *fmt, ...) PRINTF(2, 3);
char *arena_vprintf(struct arena *arena, const char *fmt, va_list ap) PRINTF(2, 0);

/*
 * Hand over what a library allocated: FREE_FN(P) runs when the arena ends.
 * Returns P, which may be NULL (then nothing happens).
 */
void *arena_adopt(struct arena *arena, void *p, void (*free_fn)(void *));

/* Bytes handed out since open or reset. */
size_t arena_size(const struct arena *arena);

#endif
