/*
 * Basic passwords that were verified a short while ago, so that a client which
 * sends its password with each request pays argon2id once.  What is kept is an
 * HMAC under a key that only the processes of this run know; no row outlives
 * the password, the account or conf->basic_cache_seconds.
 */
#ifndef STORAGE_BASIC_CACHE_H
#define STORAGE_BASIC_CACHE_H

#include "core/hash.h"
#include "storage/account.h"

/* HMAC over LOGIN, a NUL and PASSWORD. */
void basic_cache_mac(const unsigned char key[static SHA256_LEN], const char *login,
    const char *password, unsigned char mac[static SHA256_LEN]);

/*
 * ERR_NOT_FOUND when it must be verified (again).  PROTOCOL and *IS_APP as in
 * db_credential_verify; SERVICE as in last_login.h, where the use is noted.  OUT without
 * bounds, what is used of them, and when it was made.
 */
enum status db_basic_cache_find(struct ctx *cx, const unsigned char mac[static SHA256_LEN],
    const char *protocol, const char *service, struct account *out, bool *is_app) NODISCARD;

/* CREDENTIAL 0: a directory knows it (storage/directory_login.h). */
enum status db_basic_cache_put(struct ctx *cx, const unsigned char mac[static SHA256_LEN],
    int64_t account, int64_t credential) NODISCARD;

#endif
