/*
 * Dead properties: XML that clients keep with us (RFC 4918, section 4.4).
 */
#ifndef STORAGE_PROPERTY_H
#define STORAGE_PROPERTY_H

#include "core/ctx.h"

/* Whose property; collection 0: the principal's, item 0: the collection's own. */
struct property_of {
	int64_t		 account, collection, item;
};

/* As item of collection 0: a person's homes, which are no collections. */
#define PROPERTY_CALENDAR_HOME	1
#define PROPERTY_BOOK_HOME	2

/*
 * Where the page keeps what somebody set there, on the home of address books
 * (ui/dav/settings.ts): JSON in an XML element.
 */
#define SETTINGS_NAMESPACE	"urn:hayloft:webmail"
#define SETTINGS_NAME		"settings"

struct property {
	int64_t		 item;
	const char	*ns, *name;
	const char	*value;		/* the whole element */
};

#define PROPERTY_EVERY_ITEM	(-1)	/* as item of db_property_list */

/* By item. */
enum status db_property_list(struct ctx *cx, const struct property_of *of,
    struct property **out, size_t *count) NODISCARD;

/* ERR_LIMIT when there are too many. */
enum status db_property_put(struct ctx *cx, const struct property_of *of, const char *ns,
    const char *name, const char *value) NODISCARD;

/* Fine when it is not there. */
enum status db_property_delete(struct ctx *cx, const struct property_of *of, const char *ns,
    const char *name) NODISCARD;

#endif
