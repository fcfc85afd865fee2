/*
 * Reports about mail that was sent: delivery status (RFC 3464) and disposition
 * notifications (RFC 8098).  Read from hostile bytes, within bounds.
 */
#ifndef WEBMAIL_DSN_PARSE_H
#define WEBMAIL_DSN_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

#define DSN_RECIPIENTS	1000
#define DSN_FIELD_MAX	1000	/* bytes of a value that is kept */

enum dsn_action { DSN_UNKNOWN, DSN_FAILED, DSN_DELAYED, DSN_DELIVERED, DSN_RELAYED, DSN_EXPANDED };

struct dsn_recipient {
	const char	*original;	/* Original-Recipient's address, "" when none */
	const char	*final;		/* Final-Recipient's address, "" when none */
	enum dsn_action	 action;
	const char	*status;	/* "5.1.1", "" when none */
	const char	*diagnostic;	/* printable ASCII, "" when none */
};

struct dsn {
	const char		*envelope_id;	/* Original-Envelope-Id, "" when none */
	const char		*reporter;	/* Reporting-MTA's name, "" when none */
	struct dsn_recipient	*list;
	size_t			 count;
};

/* The body of a message/delivery-status part.  Never fails: what is no such thing has no recipients. */
struct dsn dsn_parse(struct arena *arena, const char *p, size_t len);

/* What a message/disposition-notification part says. */
struct disposition {
	const char	*message_id;	/* Original-Message-ID with its <>, "" when none */
	const char	*final;		/* Final-Recipient's address, "" when none */
	bool		 displayed;
};

struct disposition disposition_parse(struct arena *arena, const char *p, size_t len);

#endif
