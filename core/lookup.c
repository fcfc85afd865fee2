#include <stdint.h>
#include <string.h>

#include "core/lookup.h"

struct lookup_slot {
	const char	*name;		/* NULL: free */
	size_t		 len, number;
};

static struct lookup_slot *
slot_of(const struct lookup *l, const char *name, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;	/* FNV-1a */
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * 0x100000001b3u;
	for (i = (size_t)(h ^ h >> 32);; i++) {
		struct lookup_slot *s = &l->slots[i & (l->size - 1)];

		if (s->name == NULL || (s->len == len && memcmp(s->name, name, len) == 0))
			return s;
	}
}

static void
grow(struct lookup *l)
{
	struct lookup old = *l;

	l->size = old.size == 0 ? 64 : old.size * 2;
	l->slots = arena_array(l->arena, l->size, sizeof *l->slots);
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].name != NULL)
			*slot_of(l, old.slots[i].name, old.slots[i].len) = old.slots[i];
}

void
lookup_put(struct lookup *l, const char *name, size_t number)
{
	size_t len = strlen(name);
	struct lookup_slot *s;

	if (l->count * 2 >= l->size)
		grow(l);
	s = slot_of(l, name, len);
	l->count += s->name == NULL;
	*s = (struct lookup_slot){ name, len, number };
}

bool
lookup_find(const struct lookup *l, const char *name, size_t len, size_t *number)
{
	const struct lookup_slot *s = l->size > 0 ? slot_of(l, name, len) : NULL;

	if (s == NULL || s->name == NULL)
		return false;
	*number = s->number;
	return true;
}
