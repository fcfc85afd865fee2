/*
 * Whom an account may send as, beside itself and the aliases that lead to it.
 */
#ifndef STORAGE_SENDER_ACL_H
#define STORAGE_SENDER_ACL_H

#include "core/ctx.h"

/* These and no others: addresses, "@example.org", "*". */
enum status db_sender_acl_put(struct ctx *cx, int64_t account, const char *const *senders,
    size_t count) NODISCARD;

#endif
