/*
 * Identities (RFC 8621, section 6): addresses that an account may send as, its
 * own and aliases that lead to it, and what the owner made of them.
 */
#ifndef STORAGE_IDENTITY_H
#define STORAGE_IDENTITY_H

#include "core/ctx.h"

struct identity {
	int64_t		 id;		/* of the account or the alias, or of its own */
	const char	*address;
	const char	*name;
	const char	*reply_to, *bcc;	/* JSON, EmailAddress[]; NULL: none */
	const char	*text_signature, *html_signature;
	bool		 made;		/* by the owner, who may delete it */
};

/* The account's own first.  One whose address was taken away is not among them. */
enum status db_identity_list(struct ctx *cx, int64_t account, struct identity **out,
    size_t *count) NODISCARD;

/* Whether ACCOUNT may send as ADDRESS: what Postfix asks, too (mail.sender_login). */
enum status db_identity_may_use(struct ctx *cx, int64_t account, const char *address,
    bool *may) NODISCARD;

/* Within a transaction: nobody else changes this account's identities until it ends. */
enum status db_identity_lock(struct ctx *cx, int64_t account) NODISCARD;

/* A new one (id 0: sets it), or what one is from now on. */
enum status db_identity_put(struct ctx *cx, int64_t account, struct identity *identity) NODISCARD;

/* Only one that was made; ERR_NOT_FOUND. */
enum status db_identity_remove(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/*
 * Remember what the identities were when STATE was told (JSON, id to hash), for
 * the last few states; and tell it again: ERR_NOT_FOUND.
 */
enum status db_identity_state_put(struct ctx *cx, int64_t account, const char *state,
    const char *content) NODISCARD;
enum status db_identity_state_find(struct ctx *cx, int64_t account, const char *state,
    const char **content) NODISCARD;

#endif
