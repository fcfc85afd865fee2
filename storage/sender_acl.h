/*
 * Whom an account may send as, beside itself and the aliases that lead to it.
 */
#ifndef STORAGE_SENDER_ACL_H
#define STORAGE_SENDER_ACL_H

#include "core/ctx.h"

/*
 * How LOGIN, an address here, may use each of COUNT ADDRESSES: "own", as himself; "behalf",
 * with his own name in Sender; "no", it is somebody else's here; "elsewhere", of no domain of
 * ours.  As Postfix decides, too (migration 0032).
 */
enum status db_sends_as(struct ctx *cx, const char *login, const char *const *addresses,
    size_t count, const char **words) NODISCARD;

/* These and no others: addresses, "@example.org", "*". */
enum status db_sender_acl_put(struct ctx *cx, int64_t account, const char *const *senders,
    size_t count) NODISCARD;

#endif
