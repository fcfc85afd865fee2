/*
 * Keys for scripts (X-API-Key).  256 random bits, shown once, kept as SHA-256.
 */
#ifndef STORAGE_API_KEY_H
#define STORAGE_API_KEY_H

#include "core/ctx.h"
#include "core/hash.h"

struct api_key {
	int64_t		 id;
	const char	*name;
	bool		 read_only;
	bool		 active;
	const char	**allow_from;	/* addresses and networks; none: from everywhere */
	size_t		 allow_count;
	bool		 skip_ip_check;	/* allow_from is kept but not asked */
	const char	**scope;	/* calls, "get:domain", "*:alias"; none: all */
	size_t		 scope_count;
	bool		 bound;		/* to the domains of db_grant_key_domains; read only */
	const char	*expires;	/* RFC 3339; NULL: never */
	const char	*created, *last_used;	/* RFC 3339; NULL: never used */
};

/*
 * ERR_EXISTS when the name is taken, ERR_INVALID for something in allow_from
 * that is no address.  Sets id; TOKEN is the key's only copy.
 */
enum status db_api_key_add(struct ctx *cx, struct api_key *key, char token[static TOKEN_LEN + 1]) NODISCARD;

/* ERR_UNAUTHENTICATED: unknown or switched off; ERR_DENIED: not from cx->remote. */
enum status db_api_key_find(struct ctx *cx, const char *token, struct api_key *out) NODISCARD;

enum status db_api_key_named(struct ctx *cx, const char *name, struct api_key *out) NODISCARD;
enum status db_api_key_list(struct ctx *cx, struct api_key **out, size_t *count) NODISCARD;

/* Writes everything but id, name and bound. */
enum status db_api_key_edit(struct ctx *cx, const struct api_key *key) NODISCARD;
enum status db_api_key_delete(struct ctx *cx, int64_t id) NODISCARD;

#endif
