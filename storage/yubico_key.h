/*
 * YubiKeys that type one-time passwords (core/yubico.h), as a second factor:
 * which is whose, and what was shown already.
 */
#ifndef STORAGE_YUBICO_KEY_H
#define STORAGE_YUBICO_KEY_H

#include "core/ctx.h"

#define YUBICO_KEYS_MAX	20	/* of one account */
#define YUBICO_NAME_MAX	100

struct yubico_key {
	int64_t		 account, id;
	const char	*public_id, *name;
	const char	*created, *last_used;	/* RFC 3339; NULL: never */
};

/* Sets key->id.  ERR_EXISTS: the account has this key; ERR_LIMIT: too many. */
enum status db_yubico_add(struct ctx *cx, struct yubico_key *key) NODISCARD;
enum status db_yubico_list(struct ctx *cx, int64_t account, struct yubico_key **out,
    size_t *count) NODISCARD;

/* The account's key of that public id; ERR_NOT_FOUND. */
enum status db_yubico_find(struct ctx *cx, int64_t account, const char *public_id, int64_t *id) NODISCARD;
enum status db_yubico_used(struct ctx *cx, int64_t account, int64_t id) NODISCARD;
enum status db_yubico_rename(struct ctx *cx, int64_t account, int64_t id, const char *name) NODISCARD;
enum status db_yubico_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* ACCOUNT shows OTP now; ERR_EXISTS when anybody ever did. */
enum status db_yubico_show(struct ctx *cx, int64_t account, const char *otp) NODISCARD;

#endif
