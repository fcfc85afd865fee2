/*
 * The filter and the sort of Email/query (RFC 8621, sections 4.4.1 and 4.4.2)
 * as the index understands them.  What only the mail server can find (bodies,
 * header fields beyond the index) is searched there and becomes a set of ids.
 */
#ifndef WEBMAIL_EMAIL_FILTER_H
#define WEBMAIL_EMAIL_FILTER_H

#include "storage/mail_query.h"
#include "webmail/private.h"

struct email_filter {
	struct mail_query	 query;
	bool			 searched;	/* the mail server was asked: changes cannot be told */
	bool			 by_thread;	/* other emails of a thread decide, too */
};

/* Reads filter, sort and collapseThreads. */
enum status email_filter(struct jmap *j, const json_t *args, struct email_filter *out) NODISCARD;

/* The words of a search text: "quoted ones" stay together; ended by NULL. */
char **email_filter_words(struct arena *arena, const char *text);

#endif
