/*
 * Passwords between our own programs: random, made at the first start, one
 * file each, readable by root alone.
 */
#ifndef MAILCORE_SECRET_H
#define MAILCORE_SECRET_H

#include "core/ctx.h"

/*
 * The password NAME from ROOT/conf/password.NAME; made when there is none.
 * Letters and digits only, so it needs no quoting in any configuration.
 */
enum status mailcore_secret(struct ctx *cx, const char *root, const char *name,
    const char **out) NODISCARD;

#endif
