/*
 * Proof Key for Code Exchange (RFC 7636) with S256, from both sides.
 */
#ifndef CORE_PKCE_H
#define CORE_PKCE_H

#include <stdbool.h>

#include "core/arena.h"

const char *pkce_challenge(struct arena *arena, const char *verifier);

/* Of the form that a challenge has? */
bool pkce_is_sound(const char *challenge);

/* Is VERIFIER one, and this its challenge? */
bool pkce_fits(struct arena *arena, const char *verifier, const char *challenge);

#endif
