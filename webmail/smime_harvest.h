/*
 * Certificates of people who signed mail to us: kept, so that mail to them can be encrypted.
 */
#ifndef WEBMAIL_SMIME_HARVEST_H
#define WEBMAIL_SMIME_HARVEST_H

#include "core/ctx.h"
#include "webmail/mime_signed.h"

/* For who asks; only what FOUND says is verified, trusted and the sender's own. */
enum status smime_harvest(struct ctx *cx, const struct mime_signed *found) NODISCARD;

#endif
