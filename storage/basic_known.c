#include <string.h>

#include "core/clock.h"
#include "storage/basic_known.h"

#define KNOWN_MAX	64	/* those who meet in a place push each other out */
#define TEXT_SIZE	768	/* who has longer names is asked about each time */

static struct entry {
	bool			 here;
	unsigned char		 mac[SHA256_LEN];
	struct basic_use	 use;
	int64_t			 until;		/* clock_steady() */
	struct basic_known	 known;
	char			 text[TEXT_SIZE];	/* what all of that points to … */
	size_t			 used;			/* … and how much of it is taken */
} entries[KNOWN_MAX];

/* A MAC is as random as a place can be. */
static struct entry *
place_of(const struct basic_use *use)
{
	return &entries[use->mac[0] % KNOWN_MAX];
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
is_here(const struct entry *e, const struct basic_use *use)
{
	return e->here && hash_equal(e->mac, use->mac, SHA256_LEN) &&
	    same(e->use.protocol, use->protocol) && same(e->use.service, use->service) &&
	    same(e->use.remote, use->remote);
}

const struct basic_known *
basic_known_find(const struct basic_use *use)
{
	const struct entry *e = place_of(use);

	return is_here(e, use) && clock_steady() < e->until ? &e->known : NULL;
}

/* A copy of TEXT in E; false when there is no room. */
static bool
keep(struct entry *e, const char *text, const char **out)
{
	size_t size = text != NULL ? strlen(text) + 1 : 0;

	*out = NULL;
	if (size > sizeof e->text - e->used)
		return false;
	if (size > 0)
		*out = memcpy(e->text + e->used, text, size);
	e->used += size;
	return true;
}

void
basic_known_put(const struct basic_use *use, const struct basic_known *known, int64_t seconds)
{
	struct entry *e = place_of(use);
	const struct account *a = &known->account;

	if (seconds > BASIC_KNOWN_SECONDS)
		seconds = BASIC_KNOWN_SECONDS;
	*e = (struct entry){ .use.mac = e->mac, .until = clock_steady() + seconds * 1000, .known = *known };
	memcpy(e->mac, use->mac, SHA256_LEN);
	e->known.account.created = NULL;
	e->here = keep(e, use->protocol, &e->use.protocol) && keep(e, use->service, &e->use.service) &&
	    keep(e, use->remote, &e->use.remote) && keep(e, a->address, &e->known.account.address) &&
	    keep(e, a->kind, &e->known.account.kind) && keep(e, a->name, &e->known.account.name);
}
