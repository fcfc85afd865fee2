/*
 * OpenPGP keys of people as JMAP has them (docs/openpgp.md).  What OpenPGP itself
 * asks for is done by the person's own program, which alone can unlock a key.
 */
#ifndef WEBMAIL_PGP_KEY_H
#define WEBMAIL_PGP_KEY_H

#include <jansson.h>

#include "core/ctx.h"

struct mail_access;
json_t *pgp_capability(const struct ctx *cx, const struct mail_access *a);

/*
 * By which the Web Key Directory knows the local part of an address
 * (draft-koch-openpgp-webkey-service, section 3.1): 32 letters of z-base-32.
 */
const char *pgp_wkd_hash(struct arena *arena, const char *local, size_t len);

/* Is it a public key in its binary form, by its first packet (RFC 9580, section 4.2)? */
bool pgp_is_public(const void *p, size_t len);

#endif
