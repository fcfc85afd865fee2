/*
 * A hash table of networks by address and length.  Few lengths are in use, so an
 * address is looked up once for each of them, whatever the number of bans.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "httpd/bans.h"

#define SLOTS	16384		/* at most half of them are taken */

struct network {
	unsigned char	 address[16];
	unsigned char	 length;	/* bits; IPv4 is ::ffff:0:0/96 and more */
	bool		 used, allow;
	int64_t		 until;
};

struct bans {
	struct network	*slots;
	size_t		 count;
	bool		 lengths[129];
};

struct bans *
bans_open(void)
{
	struct bans *b = calloc(1, sizeof *b);

	if (b == NULL || (b->slots = calloc(SLOTS, sizeof *b->slots)) == NULL)
		abort();
	return b;
}

void
bans_close(struct bans *b)
{
	if (b == NULL)
		return;
	free(b->slots);
	free(b);
}

size_t
bans_count(const struct bans *b)
{
	return b->count;
}

static void
mask(unsigned char address[static 16], unsigned length)
{
	for (unsigned i = 0; i < 16; i++) {
		unsigned bits = length > 8 * i ? length - 8 * i : 0;

		if (bits < 8)
			address[i] &= (unsigned char)(0xff00 >> bits);
	}
}

static size_t
slot_of(const unsigned char address[static 16], unsigned length)
{
	uint64_t halves[2], h;

	memcpy(halves, address, sizeof halves);
	h = (halves[0] * 0x9e3779b97f4a7c15u ^ halves[1]) * 0xff51afd7ed558ccdu + length;
	return (h ^ h >> 29) % SLOTS;
}

/* The network, or the free slot where it would be. */
static struct network *
find(const struct bans *b, const unsigned char address[static 16], unsigned length)
{
	size_t i = slot_of(address, length);

	while (b->slots[i].used && (b->slots[i].length != length ||
	    memcmp(b->slots[i].address, address, 16) != 0))
		i = (i + 1) % SLOTS;
	return &b->slots[i];
}

/* "192.0.2.0/24", "2001:db8::1" */
static bool
read_network(char *text, unsigned char address[static 16], unsigned *length)
{
	char *slash = strchr(text, '/');
	unsigned whole = 128, shift = 0;
	unsigned long bits;

	memset(address, 0, 16);
	if (slash != NULL)
		*slash++ = '\0';
	if (inet_pton(AF_INET, text, address + 12) == 1) {
		memset(address + 10, 0xff, 2);
		whole = 32;
		shift = 96;
	} else if (inet_pton(AF_INET6, text, address) != 1) {
		return false;
	}
	bits = slash != NULL ? strtoul(slash, NULL, 10) : whole;
	if (bits > whole)
		return false;
	*length = (unsigned)bits + shift;
	mask(address, *length);
	return true;
}

static void
add(struct bans *b, char *network, bool allow, int64_t until)
{
	unsigned char address[16];
	unsigned length;
	struct network *n;

	if (b->count >= SLOTS / 2 || !read_network(network, address, &length))
		return;
	n = find(b, address, length);
	/* Who is allowed stays so; of two bans the longer one counts. */
	if (n->used && (n->allow || (!allow && (n->until == 0 || (until != 0 && until < n->until)))))
		return;
	if (!n->used)
		b->count++;
	*n = (struct network){ .length = (unsigned char)length, .used = true, .allow = allow,
		.until = until };
	memcpy(n->address, address, sizeof n->address);
	b->lengths[length] = true;
}

void
bans_read(struct bans *b, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL) {
		const char *word = strsep(&line, " ");
		char *network = strsep(&line, " ");

		if (network == NULL)
			continue;
		if (strcmp(word, "allow") == 0)
			add(b, network, true, 0);
		else if (strcmp(word, "ban") == 0 && line != NULL)
			add(b, network, false, strtoll(line, NULL, 10));
	}
}

bool
bans_hit(const struct bans *b, const struct sockaddr *sa, int64_t now)
{
	unsigned char whole[16] = { 0 };
	bool hit = false;

	if (b == NULL || b->count == 0)
		return false;
	if (sa->sa_family == AF_INET) {
		memset(whole + 10, 0xff, 2);
		memcpy(whole + 12, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, 4);
	} else if (sa->sa_family == AF_INET6) {
		memcpy(whole, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, 16);
	} else {
		return false;
	}
	for (unsigned length = 0; length <= 128; length++) {
		unsigned char address[16];
		const struct network *n;

		if (!b->lengths[length])
			continue;
		memcpy(address, whole, sizeof address);
		mask(address, length);
		n = find(b, address, length);
		if (n->used && n->allow)
			return false;
		hit = hit || (n->used && (n->until == 0 || n->until > now));
	}
	return hit;
}
