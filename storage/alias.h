/*
 * Where mail for an address goes that has no mailbox, or for a whole domain
 * ("@example.org").
 */
#ifndef STORAGE_ALIAS_H
#define STORAGE_ALIAS_H

#include "core/ctx.h"

struct alias {
	int64_t		 id;
	int64_t		 domain;
	const char	*address;
	bool		 active;
	bool		 may_send;	/* its targets may send as it */
	const char	*comment;
	const char	**targets;
	size_t		 target_count;
	const char	*created;	/* RFC 3339 */
};

/*
 * ERR_EXISTS when the address is taken, ERR_NOT_FOUND when the domain is not
 * ours, ERR_LIMIT when it is full.  Sets id and domain.
 */
enum status db_alias_add(struct ctx *cx, struct alias *alias) NODISCARD;

enum status db_alias_find(struct ctx *cx, const char *address, struct alias *out) NODISCARD;

/* Those of a domain, or all for DOMAIN 0, by address. */
enum status db_alias_list(struct ctx *cx, int64_t domain, struct alias **out,
    size_t *count) NODISCARD;

/* Writes everything but id, domain and address. */
enum status db_alias_edit(struct ctx *cx, const struct alias *alias) NODISCARD;

enum status db_alias_delete(struct ctx *cx, const struct alias *alias) NODISCARD;

#endif
