/*
 * Is this the password of that login?  One way for the browser's sign-in and
 * for Basic: throttle, look up, verify, audit, with the same work for a login
 * that does not exist.
 */
#ifndef ADMIN_SIGNIN_H
#define ADMIN_SIGNIN_H

#include "storage/account.h"
#include "storage/credential.h"

/*
 * PROTOCOL as in db_credential_verify.  OK: cx->who is the account, proved by
 * PROOF, and *USED says by which password.  For PROOF_SESSION this may be the
 * first of two steps (used->needs_more); for PROOF_BASIC, which has one step
 * only, such a password is wrong.
 * ERR_UNAUTHENTICATED: wrong, audited.  ERR_LIMIT: come back after *WAIT
 * seconds.  ERR_BUSY: the database is away, nobody signs in; or the directory that
 * knows the password (admin/directory.h).
 */
enum status signin(struct ctx *cx, const char *login, const char *password,
    const char *protocol, enum proof proof, struct credential_use *used, int64_t *wait) NODISCARD;

/* Audit that it was wrong: ERR_UNAUTHENTICATED.  ACCOUNT 0: of nobody; WHAT: "password", "code", "key". */
enum status signin_failed(struct ctx *cx, int64_t account, const char *login, const char *what,
    int64_t wait) NODISCARD;

/*
 * What a person typed as an address: trimmed, lower case, with the default
 * domain when there is none, A-labels.  What makes no sense is nobody's login
 * and no failure; only the database can fail.
 */
enum status signin_login(struct ctx *cx, const char *typed, const char **login) NODISCARD;

#endif
