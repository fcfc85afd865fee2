/*
 * A message as a tree of parts.  Our own reader, because libetpan's recurses
 * and can be crashed by a mail (106,000 parentheses, 27,700 messages within
 * messages).  This one is bounded in every direction, iterative, linear in
 * the message's size, and copies no body: parts are offsets into the bytes.
 * Beyond a limit the rest of the message stays one opaque part and the limit
 * is named, so any mail can be opened.
 */
#ifndef WEBMAIL_MIME_PARSE_H
#define WEBMAIL_MIME_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "webmail/mime_decode.h"
#include "webmail/mime_header.h"

#define MIME_DEPTH_MAX	50
#define MIME_PARTS_MAX	1000

struct mime_part {
	const char		*id;		/* IMAP's part number "1.2"; "" for a multipart that is the whole message */
	struct mime_fields	 fields;
	size_t			 header_start;	/* offsets into the message */
	size_t			 body_start, body_len;	/* still encoded */

	const char		*type;		/* "text/plain"; the default where none or a broken one is given */
	const struct mime_param	*params;	/* of the Content-Type */
	const char		*charset;	/* "us-ascii" where a text names none; NULL for others */
	const char		*disposition;	/* lower case; NULL when none */
	const char		*name;		/* file name without folders; NULL when none */
	const char		*cid;		/* without angle brackets; NULL when none */
	const char		*location;	/* NULL when none */
	const char		**language;	/* NULL-terminated; NULL when none */
	enum mime_encoding	 encoding;

	struct mime_part	*parent, *next;
	struct mime_part	*child;		/* of a multipart; of message/rfc822 the message within */
	int			 depth;
};

struct mime_message {
	const char		*bytes;
	size_t			 len;
	struct mime_part	*root;
	size_t			 parts;		/* how many */
	const char		*limit;		/* what was too much, in words; NULL: nothing */
};

/* Reads a message of LEN bytes, which must outlive the result.  Never fails. */
struct mime_message mime_parse(struct arena *arena, const char *bytes, size_t len);

/* The part with that id; NULL when there is none.  "" finds the root. */
struct mime_part *mime_part_find(const struct mime_message *m, const char *id);

/* Walks the tree in the order of the message: NULL gives the root; NULL at the end. */
struct mime_part *mime_part_next(const struct mime_message *m, const struct mime_part *part);

bool mime_is_multipart(const struct mime_part *part);
bool mime_type_is(const struct mime_part *part, const char *type);	/* "text/" means any text */

/* The decoded bytes of a leaf, with a NUL behind. */
char *mime_part_bytes(struct arena *arena, const struct mime_message *m,
    const struct mime_part *part, size_t *len, bool *problem);

/*
 * A text part as JMAP's EmailBodyValue: decoded, UTF-8, CRLF as LF.  PROBLEM
 * (may be NULL) becomes true for isEncodingProblem.  Not yet unflowed.
 */
char *mime_part_text(struct arena *arena, const struct mime_message *m,
    const struct mime_part *part, size_t *len, bool *problem);

/*
 * What a person reads, and what hangs on it: RFC 8621, section 4.1.4.  Messages
 * within are attachments.  Each list holds parts in the order of the message.
 */
struct mime_bodies {
	struct mime_part	**text, **html, **attachments;
	size_t			  text_count, html_count, attachments_count;
	bool			  has_attachment;	/* one that is not shown inline */
};
struct mime_bodies mime_bodies(struct arena *arena, const struct mime_message *m);

/* The same for a tree that came from elsewhere (BODYSTRUCTURE): type, name, disposition,
 * cid, child, next, parent must be set. */
struct mime_bodies mime_bodies_of(struct arena *arena, struct mime_part *root);

/* What a part with this name or type is to a person: "winmail.dat" is TNEF, and so on. */
enum mime_kind { MIME_PLAIN_KIND, MIME_CALENDAR, MIME_VCARD, MIME_TNEF, MIME_MESSAGE, MIME_REPORT };
enum mime_kind mime_kind(const struct mime_part *part);

#endif
