/*
 * Mail that the server itself writes to somebody here: reminders, links, digests,
 * what is shared with him.  All of it says that no person wrote it (RFC 3834), and
 * reports about it would be for nobody.
 */
#ifndef WEBMAIL_NOTICE_H
#define WEBMAIL_NOTICE_H

#include "webmail/wording.h"

struct notice {
	struct letter	 letter;
	const char	*to;
	const char	*to_name;	/* NULL or "": none */
	/*
	 * What stands before the "@" of the Message-ID.  The same at each attempt of
	 * the same notice: a mail that was taken twice is seen once.
	 */
	const char	*id;
};

/* The whole message, on the arena. */
enum status notice_write(struct ctx *cx, const struct notice *notice, const char **bytes,
    size_t *len) NODISCARD;

/* Send it by way of Postfix; errors as of smtp_send(). */
enum status notice_send(struct ctx *cx, const struct notice *notice) NODISCARD;

#endif
