/*
 * What identity.c and identity_set.c share.
 */
#ifndef WEBMAIL_IDENTITY_H
#define WEBMAIL_IDENTITY_H

#include "storage/identity.h"
#include "webmail/private.h"

/* The Identity object, a new reference. */
json_t *identity_json(const struct identity *who);

/* The state of these, which are all of ACCOUNT; remembered for Identity/changes. */
enum status identity_state(struct ctx *cx, int64_t account, struct identity *list, size_t count,
    const char **state) NODISCARD;

#endif
