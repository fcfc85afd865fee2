/*
 * Values with parameters: Content-Type, Content-Disposition (RFC 2045, RFC
 * 2183), with the continuations and charsets of RFC 2231 and the encoded words
 * that programs wrongly put there.
 */
#ifndef WEBMAIL_MIME_PARAM_H
#define WEBMAIL_MIME_PARAM_H

#include <stddef.h>

#include "core/arena.h"

#define MIME_PARAMS_MAX	64	/* of one field; more are left out */

struct mime_param {
	const char		*name;	/* lower case, without "*" */
	const char		*value;	/* decoded, UTF-8 */
	struct mime_param	*next;
};

struct mime_value {
	const char		*value;		/* lower case: "text/plain", "attachment"; "" when none */
	struct mime_param	*params;	/* in the order of their first mention */
};

/* Reads the bytes behind the colon, still folded. */
struct mime_value mime_value_read(struct arena *arena, const char *raw, size_t len);

/* The parameter NAME (lower case), or NULL. */
const char *mime_param_find(const struct mime_param *params, const char *name);

/*
 * Parameters as they arrive from elsewhere (IMAP's BODYSTRUCTURE gives them
 * undecoded): NAMES[i] may be "filename*0*".  The same rules, the same result.
 */
struct mime_param *mime_params_decode(struct arena *arena, const char *const *names,
    const char *const *values, size_t count);

#endif
