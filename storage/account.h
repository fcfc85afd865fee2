/*
 * People, and later resources and groups.
 */
#ifndef STORAGE_ACCOUNT_H
#define STORAGE_ACCOUNT_H

#include "core/ctx.h"

struct account {
	int64_t		 id;
	int64_t		 domain;
	const char	*address;
	const char	*kind;		/* person, resource, group, shared, domain (storage/shared_collection.h); admin: no mailbox, no domain */
	const char	*name;
	enum role	 role;
	bool		 active;
	bool		 sign_in;	/* somebody may sign in as it; read only */
	bool		 domain_active;	/* its domain is, too; read only */
	int64_t		 quota;		/* bytes, 0: no bound */
	int64_t		 used;		/* bytes; read only */
	int64_t		 dav_quota;	/* bytes of calendars and address books, 0: no bound, -1: dav.quota */
	const char	*created;	/* RFC 3339 */
};

/*
 * ERR_EXISTS when the address is an account or an alias, ERR_LIMIT when the
 * domain is full.  Sets account->id.
 */
enum status db_account_add(struct ctx *cx, struct account *account) NODISCARD;

enum status db_account_find(struct ctx *cx, const char *address, struct account *out) NODISCARD;
enum status db_account_get(struct ctx *cx, int64_t id, struct account *out) NODISCARD;

/* Those of a domain, or of all for DOMAIN 0, by address. */
enum status db_account_list(struct ctx *cx, int64_t domain, struct account **out,
    size_t *count) NODISCARD;

/* Writes name, role, active and both quotas. */
enum status db_account_edit(struct ctx *cx, const struct account *account) NODISCARD;

/* Its credentials, sessions and everything else that is its own go with it. */
enum status db_account_delete(struct ctx *cx, int64_t id) NODISCARD;

/* May somebody sign in as this account at all? */
bool account_may_sign_in(const struct account *account);

/* May our own processes look after its mail?  That of a shared mailbox, too. */
bool account_has_mail(const struct account *account);

/* The one who asks is this account, proved by PROOF. */
void account_becomes(struct ctx *cx, const struct account *account, enum proof proof);

#endif
