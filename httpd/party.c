/*
 * Who waits and runs: a party is the account, once a worker has said whose
 * cookie or password this is, until then the address it comes from (made-up
 * credentials must not buy a place of their own).
 */
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "httpd/pool_private.h"

#define BUCKETS		1024
#define LEARNED		8192		/* credentials whose account is known */

static struct party *parties[BUCKETS];
static struct { uint64_t credential; int64_t account; } learned[LEARNED];
static uint64_t seed;

void
party_open(void)
{
	hash_random(&seed, sizeof seed);
}

uint64_t
pool_credential(const char *text, size_t len)
{
	uint64_t h = seed ^ len, word;

	for (; len > 0; text += sizeof word < len ? sizeof word : len,
	    len -= sizeof word < len ? sizeof word : len) {
		word = 0;
		memcpy(&word, text, len < sizeof word ? len : sizeof word);
		h = (h ^ word) * 0x9fb21c651e98df25u;
		h ^= h >> 29;
	}
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 32;
	return h != 0 ? h : 1;
}

static int64_t
learned_account(uint64_t credential)
{
	size_t i = credential % LEARNED;

	return credential != 0 && learned[i].credential == credential ? learned[i].account : 0;
}

void
party_learn(uint64_t credential, int64_t account)
{
	size_t i = credential % LEARNED;

	if (credential == 0)
		return;
	if (account > 0) {
		learned[i].credential = credential;
		learned[i].account = account;
	} else if (learned[i].credential == credential) {
		learned[i].credential = 0;	/* signed out, or a changed password */
	}
}

static struct party **
bucket(uint64_t key)
{
	return &parties[(key * 0x9e3779b97f4a7c15u >> 32) % BUCKETS];
}

struct party *
party_get(const struct job *job)
{
	int64_t account = job->account > 0 ? job->account : learned_account(job->credential);
	/* Accounts are positive, so the top bit tells addresses from them. */
	uint64_t key = account > 0 ? (uint64_t)account : job->address | 1ull << 63;
	struct party **head = bucket(key), *p;

	for (p = *head; p != NULL; p = p->next)
		if (p->key == key)
			break;
	if (p == NULL) {
		p = h2o_mem_alloc(sizeof *p);
		*p = (struct party){ .next = *head, .key = key, .account = account };
		for (size_t i = 0; i < POOL_COUNT; i++)
			h2o_linklist_init_anchor(&p->lines[i].jobs);
		*head = p;
	}
	p->uses++;
	return p;
}

void
party_put(struct party *p)
{
	struct party **at = bucket(p->key);

	if (--p->uses > 0)
		return;
	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	free(p);
}
