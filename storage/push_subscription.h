/*
 * Who wants to hear of changes by Web Push (RFC 8620, section 7.2).
 */
#ifndef STORAGE_PUSH_SUBSCRIPTION_H
#define STORAGE_PUSH_SUBSCRIPTION_H

#include "core/ctx.h"

struct push_subscription {
	int64_t		 id;
	const char	*device, *url;
	const char	*p256dh, *auth;	/* keys; NULL: not encrypted */
	const char	*code;		/* that was sent there for the client to show */
	bool		 verified;
	int64_t		 expires;	/* seconds since 1970 */
	const char	*types;		/* JSON array; NULL: all */
	const char	*told;		/* JSON: the states that were told last (webmail/push.h) */
	int		 failures;
};

/* Those of an account that have not expired. */
enum status db_push_list(struct ctx *cx, int64_t account, struct push_subscription **out,
    size_t *count) NODISCARD;

/* A new one (id 0: sets it), or what may change of one: verified, expires, types, told, failures. */
enum status db_push_put(struct ctx *cx, int64_t account, struct push_subscription *s) NODISCARD;

/*
 * How telling it went: S->told and S->failures.  The message took its time; a client
 * who changed the subscription or ended it meanwhile has the last word.
 */
enum status db_push_note(struct ctx *cx, int64_t account, const struct push_subscription *s) NODISCARD;

enum status db_push_remove(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* Accounts that somebody is told of, at most MAX: their mail is looked after with no client there. */
enum status db_push_accounts(struct ctx *cx, int max, int64_t **accounts, size_t *count) NODISCARD;

#endif
