#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/pages.h"

#define KNOWN	64	/* mappings at a time; of more nothing is forgotten early */

struct mapping {
	char	*at;
	size_t	 len;
};

static struct mapping *known[KNOWN];

static void
unmap(void *arg)
{
	struct mapping *m = arg;

	for (size_t i = 0; i < KNOWN; i++)
		if (known[i] == m)
			known[i] = NULL;
	munmap(m->at, m->len + 1);
}

/* The byte behind the file's last is one of ours when the file fills its pages. */
const char *
pages_map(struct arena *arena, int fd, size_t len)
{
	struct mapping *m = arena_alloc(arena, sizeof *m);

	m->len = len;
	m->at = mmap(NULL, len + 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (m->at == MAP_FAILED)
		return NULL;
	arena_adopt(arena, m, unmap);
	if (mmap(m->at, len, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED)
		return NULL;
	for (size_t i = 0; i < KNOWN; i++)
		if (known[i] == NULL) {
			known[i] = m;
			break;
		}
	return m->at;
}

void
pages_forget(const void *p, size_t len)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)p, to = from + len;

	for (size_t i = 0; i < KNOWN; i++) {
		uintptr_t at = known[i] != NULL ? (uintptr_t)known[i]->at : UINTPTR_MAX;

		if (from < at || to > at + known[i]->len)
			continue;
		from = (from + page - 1) / page * page;
		to = to / page * page;
		if (to > from)
			madvise((void *)from, to - from, MADV_DONTNEED);
		return;
	}
}
