/*
 * A query or body of application/x-www-form-urlencoded that was taken apart.
 */
#ifndef CORE_FORM_H
#define CORE_FORM_H

#include "core/http.h"

#define FORM_FIELDS	40

struct form {
	struct {
		const char	*name, *value;
	} field[FORM_FIELDS];
	size_t	 count;
};

/*
 * ERR_INVALID: broken escapes, no UTF-8, a NUL, more than FORM_FIELDS, or a
 * name that comes twice (RFC 6749, section 3.1, wants that refused).  TEXT may
 * be NULL: no fields.
 */
enum status form_read(struct ctx *cx, const char *text, struct form *out) NODISCARD;

/* NULL when it was not sent, or without a value, which counts as the same there. */
const char *form_get(const struct form *form, const char *name);

#endif
