/*
 * Rspamd asks whether a message that somebody sends tells the truth about its
 * author: what stands in From is what readers see, and Postfix knows the
 * envelope alone (rspamd-local.lua, HAYLOFT_FROM).
 */
#ifndef ADMIN_SENDER_POLICY_H
#define ADMIN_SENDER_POLICY_H

#include "core/http.h"

/*
 * POST /internal/sender: {"login": ADDRESS, "addresses": [ADDRESS…]}, at most 100.  The answer
 * is an array of as many words: "own", "behalf", "no", "elsewhere" (storage/sender_acl.h).
 */
enum status sender_policy_post(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
