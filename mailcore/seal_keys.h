/*
 * The file of keys that secrets in the database are sealed by (core/seal.h):
 * conf/password.seal in the state folder, for root alone, a line for each key,
 * the newest first.
 */
#ifndef MAILCORE_SEAL_KEYS_H
#define MAILCORE_SEAL_KEYS_H

#include "core/ctx.h"

/* The lines as seal_open() takes them; made when there are none. */
enum status seal_keys_read(struct ctx *cx, const char *root, const char **text) NODISCARD;

/* One more, which seals from now on.  ERR_LIMIT: seal_keys_drop() first. */
enum status seal_keys_add(struct ctx *cx, const char *root) NODISCARD;

/* All but the newest go: nothing may be sealed by the others any more. */
enum status seal_keys_drop(struct ctx *cx, const char *root) NODISCARD;

#endif
