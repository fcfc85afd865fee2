/*
 * One mailbox of a Mailbox/set (RFC 8621, section 2.5).  Each change is made on the
 * mail server, and the index follows, so that the next one sees what the last
 * one made.  *ERROR: why it was not made, a SetError, else NULL.
 */
#ifndef WEBMAIL_MAILBOX_CHANGE_H
#define WEBMAIL_MAILBOX_CHANGE_H

#include "imapclient/folder.h"
#include "webmail/private.h"

/* *MADE: what the client does not know of it. */
enum status mailbox_create(struct jmap *j, struct imap *imap, const char *key, const json_t *given,
    json_t **made, json_t **error) NODISCARD;

/* *TOLD: what became otherwise than the client asked, for "updated". */
enum status mailbox_update(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    const json_t *given, json_t **told, json_t **error) NODISCARD;

enum status mailbox_destroy(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    bool with_emails, json_t **error) NODISCARD;

/*
 * Whether NOW (NULL: a new one) can be as GIVEN says already, or one of OTHERS,
 * which the same call moves or destroys, must make room first.
 */
enum mailbox_wait { MAILBOX_GOES, MAILBOX_NEEDS_NAME, MAILBOX_NEEDS_PARENT };
enum mailbox_wait mailbox_waits(struct jmap *j, const struct mail_mailbox *now, const json_t *given,
    const int64_t *others, size_t count);

/* "Plans (2)": a name that nobody has there. */
const char *mailbox_spare_name(struct jmap *j, int64_t parent, const char *name);

/*
 * To where GIVEN wants it, under a spare name, so that others get past; GIVEN names the
 * name that it is to have then.  Not *DONE where that is below itself.
 */
enum status mailbox_step_aside(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    json_t *given, bool *done) NODISCARD;

/* And back to where it WAS, unless something else is there by now. */
enum status mailbox_step_back(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    const struct mail_mailbox *was) NODISCARD;

#endif
