/*
 * Is this the password of that login?  One way for the browser's sign-in and
 * for Basic: throttle, look up, verify, audit, with the same work for a login
 * that does not exist.
 */
#ifndef ADMIN_SIGNIN_H
#define ADMIN_SIGNIN_H

#include "storage/account.h"

/*
 * PROTOCOL as in db_credential_verify.  OK: cx->who is the account, proved by
 * PROOF, and *CREDENTIAL says by which password.
 * ERR_UNAUTHENTICATED: wrong, audited.  ERR_LIMIT: come back after *WAIT
 * seconds.  ERR_BUSY: the database is away, nobody signs in.
 */
enum status signin(struct ctx *cx, const char *login, const char *password,
    const char *protocol, enum proof proof, int64_t *credential, int64_t *wait) NODISCARD;

/*
 * What a person typed as an address: trimmed, lower case, with the default
 * domain when there is none, A-labels.  What makes no sense is nobody's login
 * and no failure; only the database can fail.
 */
enum status signin_login(struct ctx *cx, const char *typed, const char **login) NODISCARD;

#endif
