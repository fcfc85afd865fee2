/*
 * Header fields as properties (RFC 8621, section 4.1.2 and 4.1.3):
 * "header:Subject:asText:all" and "subject", which stands for one of those.
 */
#ifndef WEBMAIL_EMAIL_HEADER_H
#define WEBMAIL_EMAIL_HEADER_H

#include <jansson.h>
#include <stdbool.h>

#include "webmail/mime_header.h"

enum header_form { FORM_RAW, FORM_TEXT, FORM_ADDRESSES, FORM_GROUPS, FORM_IDS, FORM_DATE, FORM_URLS };

struct header_property {
	const char		*name;
	enum header_form	 form;
	bool			 all;
};

/*
 * Reads "header:…"; false when it is none, the name is no field name, the form
 * is unknown or not allowed for that field.
 */
bool header_property(struct arena *arena, const char *property, struct header_property *out);

/* "from" as header:From:asAddresses; false when it is no such property. */
bool header_shorthand(const char *property, struct header_property *out);

/* Its value as JSON, a new reference; null where there is no such field. */
json_t *header_value(struct arena *arena, const struct mime_fields *fields,
    const struct header_property *p);

#endif
