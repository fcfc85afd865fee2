/*
 * Public keys of authenticators (WebAuthn, level 2): security keys that are a
 * second factor, and passkeys, which need no password beside them.
 */
#ifndef STORAGE_WEBAUTHN_KEY_H
#define STORAGE_WEBAUTHN_KEY_H

#include "core/ctx.h"

#define WEBAUTHN_KEYS_MAX	20	/* of one account */
#define WEBAUTHN_NAME_MAX	100

struct webauthn_key {
	int64_t		 account, id;
	const char	*name, *rp_id;
	const void	*credential_id, *public_key;
	size_t		 credential_id_len, public_key_len;
	int		 algorithm;	/* COSE */
	int64_t		 counter;
	bool		 passkey;	/* good without a password */
	const char	*created, *last_used;	/* RFC 3339; NULL: never */
};

/* Sets key->id.  ERR_EXISTS: this authenticator is known; ERR_LIMIT: too many. */
enum status db_webauthn_add(struct ctx *cx, struct webauthn_key *key) NODISCARD;
enum status db_webauthn_list(struct ctx *cx, int64_t account, struct webauthn_key **out,
    size_t *count) NODISCARD;

/* Whose key it is; ERR_NOT_FOUND.  Locked until the transaction ends: a counter is compared once. */
enum status db_webauthn_lock(struct ctx *cx, const void *credential_id, size_t len,
    struct webauthn_key *out) NODISCARD;
enum status db_webauthn_used(struct ctx *cx, const struct webauthn_key *key, int64_t counter) NODISCARD;
enum status db_webauthn_rename(struct ctx *cx, int64_t account, int64_t id, const char *name) NODISCARD;
enum status db_webauthn_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

#endif
