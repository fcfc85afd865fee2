/*
 * A chain of blocks that only grows; large requests get a block of their own.
 * Under the address sanitizer every allocation is its own block, so that
 * overruns are seen.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"

#if defined(__has_feature)		/* clang's way to say it */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__	1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_SIZE	0
#define IS_LARGE(size)	true
#else
#define BLOCK_SIZE	(16 * 1024)
#define IS_LARGE(size)	((size) >= BLOCK_SIZE / 4)
#endif

#define ALIGN		_Alignof(max_align_t)

struct block {
	struct block	*next;
	size_t		 size;
	size_t		 used;
	_Alignas(max_align_t) char data[];
};

struct adopted {
	struct adopted	*next;
	void		*p;
	void		(*free_fn)(void *);
};

struct arena {
	struct block	*blocks;	/* newest first */
	struct adopted	*adopted;	/* newest first */
	size_t		 size;
};

/* Running out of memory cannot be mended by any caller: say so and end. */
static void *
must_calloc(size_t size)
{
	void *p = calloc(1, size);

	if (p == NULL) {
		fputs("hayloft: out of memory\n", stderr);
		abort();
	}
	return p;
}

struct arena *
arena_open(void)
{
	return must_calloc(sizeof(struct arena));
}

static void
release(struct arena *arena, struct block *keep)
{
	/* An adopted thing's free function may still look at arena memory. */
	for (struct adopted *a = arena->adopted; a != NULL; a = a->next)
		a->free_fn(a->p);
	arena->adopted = NULL;

	while (arena->blocks != NULL) {
		struct block *next = arena->blocks->next;

		if (arena->blocks != keep)
			free(arena->blocks);
		arena->blocks = next;
	}
	arena->size = 0;
}

void
arena_close(struct arena *arena)
{
	if (arena == NULL)
		return;
	release(arena, NULL);
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct block *keep = NULL;

	for (struct block *b = arena->blocks; b != NULL; b = b->next)
		if (BLOCK_SIZE > 0 && b->size == BLOCK_SIZE)
			keep = b;
	release(arena, keep);
	if (keep != NULL) {
		memset(keep->data, 0, keep->used);
		keep->used = 0;
		keep->next = NULL;
		arena->blocks = keep;
	}
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct block *b = arena->blocks;
	size_t need;

	if (size > SIZE_MAX / 2)
		size = SIZE_MAX / 2;	/* calloc refuses it, and we end */
	need = (size + ALIGN - 1) / ALIGN * ALIGN;
	arena->size += need;

	if (b != NULL && b->size - b->used >= need) {
		void *p = b->data + b->used;

		b->used += need;
		return p;
	}
	if (IS_LARGE(need)) {
		/* Its own block, put behind the current one, which still has room. */
		struct block *own = must_calloc(sizeof *own + size);

		own->size = own->used = need;
		if (b == NULL) {
			arena->blocks = own;
		} else {
			own->next = b->next;
			b->next = own;
		}
		return own->data;
	}
	b = must_calloc(sizeof *b + BLOCK_SIZE);
	b->size = BLOCK_SIZE;
	b->used = need;
	b->next = arena->blocks;
	arena->blocks = b;
	return b->data;
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX / 2;
	return arena_alloc(arena, bytes);
}

void *
arena_memdup(struct arena *arena, const void *p, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);

	if (len > 0)
		memcpy(copy, p, len);
	return copy;
}

char *
arena_strndup(struct arena *arena, const char *s, size_t len)
{
	return s == NULL ? NULL : arena_memdup(arena, s, strnlen(s, len));
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return s == NULL ? NULL : arena_memdup(arena, s, strlen(s));
}

char *
arena_vprintf(struct arena *arena, const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	if (len < 0)
		abort();
	s = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, again);
	va_end(again);
	return s;
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(arena, fmt, ap);
	va_end(ap);
	return s;
}

void *
arena_adopt(struct arena *arena, void *p, void (*free_fn)(void *))
{
	struct adopted *a;

	if (p == NULL)
		return NULL;
	a = arena_alloc(arena, sizeof *a);
	*a = (struct adopted){ .next = arena->adopted, .p = p, .free_fn = free_fn };
	arena->adopted = a;
	return p;
}

size_t
arena_size(const struct arena *arena)
{
	return arena->size;
}
