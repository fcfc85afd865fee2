/*
 * What a token of OAuth opens (RFC 6749, section 3.3), as texts with spaces
 * between the words.
 */
#ifndef CORE_SCOPE_H
#define CORE_SCOPE_H

#include <stdbool.h>

#include "core/arena.h"

/* All that there are. */
#define SCOPES_ALL	"openid profile email offline_access mail dav"

/* mailcow's clients may do this when nothing is said. */
#define SCOPES_USUAL	"openid profile email offline_access"

/* Is WORD one of LIST? */
bool scope_has(const char *list, const char *word);

/* Every word of LIST is in ALLOWED. */
bool scope_within(const char *list, const char *allowed);

/* The words of ASKED that ALLOWED has, each once, in ALLOWED's order; "" when none. */
const char *scope_common(struct arena *arena, const char *asked, const char *allowed);

#endif
