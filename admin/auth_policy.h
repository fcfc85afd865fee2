/*
 * Dovecot asks before it looks at a password, and tells how it went: one
 * count of failures, and one decision, for IMAP, POP3, ManageSieve, SMTP and
 * the web (storage/throttle.h).
 */
#ifndef ADMIN_AUTH_POLICY_H
#define ADMIN_AUTH_POLICY_H

#include "core/http.h"

/*
 * POST /internal/auth-policy?command=allow|report, as Dovecot's auth_policy
 * server takes it: {"login", "remote", "protocol", "mech", "success"}.  The
 * answer's status is -1 to refuse, 0 to go on.
 */
enum status auth_policy_post(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
