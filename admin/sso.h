/*
 * Tokens that open the page at /?sso_token=TOKEN, once and within a minute.
 */
#ifndef ADMIN_SSO_H
#define ADMIN_SSO_H

#include "admin/operation.h"
#include "core/hash.h"
#include "storage/account.h"

/*
 * add/sso/domain-admin {"username"}: {"token"} for a domain administrator whom another
 * system vouches for.  A second factor that is on is asked for all the same.
 */
enum status sso_domain_admin(struct operation_call *call);

/*
 * add/sso/mailbox {"username", "reason"}: {"token"} for an administrator (of the domain, with the
 * flag login_as) who looks at somebody's mailbox as that person does.  The session ends after an
 * hour, changes nothing about how its owner signs in, and is shown to him, while it lasts among his
 * sessions and then with his last sign-ins; audited with the reason.  Never that of an administrator.
 */
enum status sso_mailbox(struct operation_call *call);
enum status sso_mailbox_token(struct ctx *cx, const struct account *a, const char *reason,
    char token[static TOKEN_LEN + 1]) NODISCARD;

#endif
