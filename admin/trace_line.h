/*
 * What the services say in their logs about one message, as an event for
 * storage/trace.h.  The lines hold bytes that strangers chose: whatever does not
 * look as the services write it is left out.
 */
#ifndef ADMIN_TRACE_LINE_H
#define ADMIN_TRACE_LINE_H

#include "core/json.h"

/*
 * LINE of SERVICE ("postfix", "rspamd", "dovecot") as an object of texts and
 * numbers on the arena; NULL when it tells nothing about a message.  Members, of
 * which each line has a few:
 *	q	Postfix' name of the message; missing for mail that was refused before it had one
 *	via	"smtpd", "submission", …	remote, helo, login, mid, from, size
 *	removed	true: Postfix is done with it	refused	words, when it was refused
 *	to, orig, relay, state, code, reply	about one recipient; session: Dovecot's
 *	action, score, symbols			what Rspamd thought
 *	session, mailbox			where Dovecot put it
 */
json_t *trace_line_parse(struct arena *arena, const char *service, const char *line);

/* Words that stand in lines which may tell something, by service; for whoever passes lines on. */
extern const char *const trace_words_postfix[], *const trace_words_rspamd[],
    *const trace_words_dovecot[];

#endif
