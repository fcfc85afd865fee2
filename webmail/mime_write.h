/*
 * Composes a message: headers encoded and folded (RFC 2047, 2231, 5322; lines
 * of 78, never more than 998), a tree of parts, bodies from memory or from
 * files, written to a descriptor in pieces so that memory stays flat.
 *
 * Nothing from a user becomes structure: CR, LF and NUL in a header's value
 * are refused, not cleaned, and so is a header name that is none.
 */
#ifndef WEBMAIL_MIME_WRITE_H
#define WEBMAIL_MIME_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"
#include "webmail/mime_address.h"
#include "webmail/mime_date.h"
#include "webmail/mime_header.h"

/* Encoded fields, in the order they were put. */
struct mime_out_field {
	const char		*name;
	const char		*text;		/* encoded and folded, behind "Name: ", without the last CRLF */
	struct mime_out_field	*next;
};

struct mime_out_fields {
	struct mime_out_field	*first, *last;
};

/*
 * Add a field in one of JMAP's forms.  ERR_INVALID with words when the name is
 * no header name, the value cannot stand in a header, or the result would not
 * fit the limits.
 */
enum status mime_put_raw(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const char *value) NODISCARD;	/* may hold proper folding; UTF-8 allowed (RFC 6532) */
enum status mime_put_text(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const char *utf8) NODISCARD;
enum status mime_put_addresses(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_addresses *list) NODISCARD;
enum status mime_put_groups(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_groups *groups) NODISCARD;
enum status mime_put_ids(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_ids *ids) NODISCARD;
enum status mime_put_urls(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_ids *urls) NODISCARD;
enum status mime_put_date(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_date *date) NODISCARD;

/* Whether a field of that name is there, any case. */
bool mime_out_has(const struct mime_out_fields *f, const char *name);

/* A new Message-ID without angle brackets, in the domain of EMAIL. */
const char *mime_new_message_id(struct ctx *cx, const char *email);

/*
 * A part to write.  Exactly one of: child (multipart), text, data, fd.  The
 * writer makes Content-Type, -Disposition, -ID, -Transfer-Encoding; FIELDS
 * holds any other.  Of the root, FIELDS are the message's header, and the
 * writer adds MIME-Version where missing.
 */
struct mime_out {
	struct mime_out_fields	 fields;
	const char		*type;		/* "text/plain", "multipart/mixed", "image/png" */
	const struct mime_param	*params;	/* more parameters of the Content-Type; not charset,
						 * boundary, name */
	const char		*disposition;	/* "inline", "attachment", NULL: none */
	const char		*name;		/* file name, UTF-8; NULL: none */
	const char		*cid;		/* without angle brackets; NULL: none */
	const char		*location;
	const char *const	*language;	/* NULL-terminated, NULL: none */

	struct mime_out		*child, *next;

	const char		*text;		/* UTF-8, lines end with LF or CRLF */
	size_t			 text_len;
	bool			 flowed;	/* text/plain: write format=flowed */
	bool			 eight_bit;	/* 8bit allowed, else quoted-printable */

	const char		*data;		/* bytes, base64 in the message */
	size_t			 data_len;
	int			 fd;		/* a file's bytes; used when text and data are NULL */
	int64_t			 fd_start, fd_len;
};

#define MIME_OUT	((struct mime_out){ .fd = -1 })

/*
 * The usual tree: text and HTML (either may be NULL) as multipart/alternative,
 * inline pictures (with a cid) by multipart/related on the HTML, the rest by
 * multipart/mixed.  The lists are linked by next.
 */
struct mime_out *mime_out_tree(struct arena *arena, struct mime_out *text, struct mime_out *html,
    struct mime_out *inlines, struct mime_out *attachments);

/*
 * Write the message to FD (a file or memfd, at its place).  Lines end with
 * CRLF.  *SIZE, when not NULL, gets the bytes written.  ERR_INVALID for a tree
 * that makes no message, ERR_INTERNAL when writing fails.
 */
enum status mime_write(struct ctx *cx, const struct mime_out *root, int fd, int64_t *size) NODISCARD;

/* The same in memory, for small ones. */
enum status mime_write_memory(struct ctx *cx, const struct mime_out *root, const char **bytes,
    size_t *len) NODISCARD;

/*
 * What may leave (RFC 8621, section 7.5): the message without its Bcc and
 * Resent-Bcc fields, every other byte as it is.  Pieces of BYTES, in order.
 */
struct mime_span {
	const char	*p;
	size_t		 len;
};
struct mime_spans {
	struct mime_span	*list;
	size_t			 count;
	size_t			 total;		/* bytes of all */
};
struct mime_spans mime_without_bcc(struct arena *arena, const char *bytes, size_t len);

#endif
