/*
 * Mail providers elsewhere that let us in with a token (migration 0063), as an
 * administrator registered us there.
 */
#ifndef STORAGE_MAIL_PROVIDER_H
#define STORAGE_MAIL_PROVIDER_H

#include "storage/outside.h"

struct mail_provider {
	int64_t			 id;
	const char		*name, *kind;		/* kind: google, microsoft, generic */
	const char		*authorize, *token;	/* URLs */
	const char		*scopes, *client;
	struct outside_server	 imap, smtp;
	const char		**domains;		/* of addresses that are offered it; NULL at the end */
	bool			 active;
};

/* ERR_NOT_FOUND. */
enum status db_mail_provider_find(struct ctx *cx, int64_t id, struct mail_provider *out) NODISCARD;

/* Those in use, by name. */
enum status db_mail_provider_list(struct ctx *cx, struct mail_provider **out, size_t *count) NODISCARD;

/* Our secret there, sealed (core/seal.h); asked for, NULL when there is none. */
enum status db_mail_provider_put_secret(struct ctx *cx, int64_t id, const char *secret) NODISCARD;
enum status db_mail_provider_secret(struct ctx *cx, int64_t id, char **secret) NODISCARD;

/* What was allowed there holds no more: it is asked elsewhere, or as somebody else. */
enum status db_mail_provider_end_grants(struct ctx *cx, int64_t id) NODISCARD;

#endif
