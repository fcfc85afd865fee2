/*
 * Texts of administrators with names in braces, "{{username}}", for which values
 * are put in.  There is nothing else to them: no conditions, no loops, no
 * expressions.  A value is put in once and never looked at again, so braces in
 * it (a subject, somebody's name) stay what they are.
 */
#ifndef CORE_PLACEHOLDER_H
#define CORE_PLACEHOLDER_H

#include "core/ctx.h"

struct placeholder {
	const char	*name;		/* "username" */
	const char	*text;		/* its value */
	const char	*html;		/* the same as HTML; NULL: the text, escaped */
};

/*
 * *OUT: TEXT with "{{ username }}" written as "{{username}}".  ERR_INVALID with
 * words for a name that is not of NAMES (they end with NULL), or for "{%", of which
 * those who come from elsewhere expect that it runs.
 */
enum status placeholder_check(struct ctx *cx, const char *text, const char *const *names,
    const char **out) NODISCARD;

/* Does TEXT have {{NAME}}? */
bool placeholder_has(struct arena *arena, const char *text, const char *name);

/* VALUES end with a NULL name.  What is in braces and none of them stays as it is. */
const char *placeholder_fill(struct arena *arena, const char *text,
    const struct placeholder *values, bool html);

#endif
