/*
 * An Email object from a tree of parts (RFC 8621, section 4.1), whether that
 * came from the index or from a message's bytes.
 */
#ifndef WEBMAIL_EMAIL_RENDER_H
#define WEBMAIL_EMAIL_RENDER_H

#include "webmail/mime_parse.h"
#include "webmail/private.h"

/* What was asked for. */
struct email_want {
	const json_t	*properties, *body_properties;	/* NULL: the defaults */
	bool		 text_values, html_values, all_values;
	int64_t		 max_value;			/* 0: whole */
	bool		 needs_fields;			/* something only the header itself tells */
	bool		 needs_parts;			/* and something that the tree of parts tells */
};

/* Checks the arguments of Email/get and Email/parse; METADATA: those of the index too. */
enum status email_want(struct jmap *j, const json_t *args, bool metadata, struct email_want *out) NODISCARD;

/* Where the bytes come from. */
struct email_source {
	struct mime_part	*root;
	const json_t		*head;		/* shorthand properties known already; NULL: from fields */
	void			*arg;
	const struct email_source *within;	/* what an opaque message says; NULL: nothing else than itself */

	/* The header of the message (PART NULL) or of a part. */
	enum status (*fields)(struct jmap *j, void *arg, const struct mime_part *part,
	    struct mime_fields *out);
	/* A text part in UTF-8 with LF, at least MAX bytes of it when it has so many. */
	enum status (*text)(struct jmap *j, void *arg, const struct mime_part *part, int64_t max,
	    const char **text, size_t *len, bool *problem);
	/* The files in a part that is a winmail.dat, none when it cannot be read; NULL: nobody looks. */
	enum status (*unpack)(struct jmap *j, void *arg, const struct mime_part *part, bool texts,
	    struct mime_part ***out, size_t *count);
	/* The blob of a part. */
	json_t *(*blob)(struct jmap *j, void *arg, const struct mime_part *part);
};

/*
 * Adds to OUT what WANT names and the source can tell.  ERR_NOT_FOUND when the
 * message is gone by now.
 */
enum status email_render(struct jmap *j, const struct email_want *want,
    const struct email_source *source, json_t *out) NODISCARD;

#endif
