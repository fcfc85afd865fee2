/*
 * Mail domains.
 */
#ifndef STORAGE_DOMAIN_H
#define STORAGE_DOMAIN_H

#include "core/ctx.h"

struct domain {
	int64_t		 id;
	const char	*name;		/* A-labels, lower case */
	const char	*description;
	bool		 active;
	int64_t		 max_accounts;	/* 0: no bound, also below */
	int64_t		 max_aliases;
	int64_t		 quota;		/* bytes of all accounts together */
	int64_t		 account_quota;	/* bytes of a new account */
	int64_t		 max_account_quota;	/* bytes of one account; read only here */
	int64_t		 accounts, aliases;	/* how many there are; from find and list */
	const char	*created;	/* RFC 3339 */
};

/* ERR_EXISTS when the name is taken.  Sets domain->id. */
enum status db_domain_add(struct ctx *cx, struct domain *domain) NODISCARD;

enum status db_domain_find(struct ctx *cx, const char *name, struct domain *out) NODISCARD;

/* The domain that NAME is, or another name of. */
enum status db_domain_of_name(struct ctx *cx, const char *name, int64_t *id) NODISCARD;

/* All, by name. */
enum status db_domain_list(struct ctx *cx, struct domain **out, size_t *count) NODISCARD;

/* Writes everything but id and name. */
enum status db_domain_edit(struct ctx *cx, const struct domain *domain) NODISCARD;

/* ERR_PRECONDITION while it has accounts; its aliases and keys go with it. */
enum status db_domain_delete(struct ctx *cx, int64_t id) NODISCARD;

/*
 * The domain that a login without one means: the only one, or among several
 * the one that this server's HOST is in.  ERR_NOT_FOUND when that is open.
 */
enum status db_domain_default(struct ctx *cx, const char *host, const char **name) NODISCARD;

#endif
