/*
 * Reports that come back about mail of ours: delivery status (RFC 3464) and
 * disposition notifications (RFC 8098), found when the index meets them.
 *
 * A delivery report counts when it names the envelope id of a submission, which
 * is random and known only to servers that the message went to (RFC 3461,
 * section 5.2); a disposition when it names the Message-ID and comes for one of the
 * recipients.  Neither can change another account's submissions.
 */
#ifndef WEBMAIL_REPORT_H
#define WEBMAIL_REPORT_H

#include "storage/mail_index.h"
#include "storage/mail_state.h"
#include "webmail/dsn_parse.h"

/* Within a change: have those of ROWS that are reports read by a task. */
enum status report_notice(struct ctx *cx, const struct mail_change *change,
    const struct mail_new *rows, size_t count) NODISCARD;

/*
 * Something else than a report tells how the delivery to TO goes, who is one of
 * the submission's recipients, or nothing happens.
 */
enum status report_delivery(struct ctx *cx, int64_t account, int64_t submission, const char *to,
    enum dsn_action action, const char *reply) NODISCARD;

#endif
