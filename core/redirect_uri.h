/*
 * Where an authorization server may send a browser back to (RFC 6749, section
 * 3.1.2; RFC 8252; RFC 9700, section 2.1): pure text.
 */
#ifndef CORE_REDIRECT_URI_H
#define CORE_REDIRECT_URI_H

#include <stdbool.h>

#include "core/arena.h"

#define REDIRECT_URI_MAX	2000

/*
 * May it be registered?  https; http to this machine alone (localhost,
 * 127.0.0.1, [::1]); a scheme of an app's own, which has a dot (RFC 8252,
 * section 7.1).  No fragment, no user, nothing that a header or a browser
 * would read in another way.
 */
bool redirect_uri_is_sound(const char *uri);

/*
 * Is SENT the REGISTERED one?  Byte by byte; but an app that listens on
 * 127.0.0.1 or [::1] takes whatever port is free (RFC 8252, section 7.3).
 */
bool redirect_uri_matches(const char *registered, const char *sent);

/* URI with NAME=VALUE in its query; NULL VALUE: as it is. */
const char *redirect_uri_add(struct arena *arena, const char *uri, const char *name,
    const char *value);

#endif
