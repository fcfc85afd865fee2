/*
 * What Postfix says in its log about a delivery: how mail that was submitted here
 * fares before, and without, any report.
 */
#ifndef WEBMAIL_DELIVERY_LOG_H
#define WEBMAIL_DELIVERY_LOG_H

#include "core/ctx.h"

struct delivery_line {
	const char	*queue_id;
	const char	*to;		/* the recipient as he was submitted */
	bool		 final;		/* handed to a mailbox here */
	enum { DELIVERY_SENT, DELIVERY_DEFERRED, DELIVERY_BOUNCED } status;
	const char	*reply;		/* "550 5.1.1 User unknown", printable ASCII */
};

/*
 * "… postfix/lmtp[7]: 4XyZ: to=<a@b>, orig_to=<c@d>, …, dsn=2.0.0, status=sent (…)";
 * false for anything else.
 */
bool delivery_line_parse(struct arena *arena, const char *line, struct delivery_line *out);

/*
 * The submission that it is about, if there is one, is told by a task.  *KNOWN is
 * false where there is none (yet): mail from elsewhere, or of a worker that has not
 * written down what it gave to Postfix.
 */
enum status delivery_line_note(struct ctx *cx, const char *line, bool *known) NODISCARD;

#endif
