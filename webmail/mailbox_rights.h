/*
 * What the one who asks may do with a mailbox (RFC 8621, section 2: MailboxRights), by the lists
 * of rights of the mail server (RFC 4314).
 */
#ifndef WEBMAIL_MAILBOX_RIGHTS_H
#define WEBMAIL_MAILBOX_RIGHTS_H

#include "webmail/private.h"

/* The letters of each in LIST, alongside; NULL where the server tells none: then all is allowed. */
enum status mailbox_letters(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const char ***letters) NODISCARD;

/* They, as MailboxRights; mayShare only where the request speaks of sharing. */
json_t *mailbox_rights_json(const struct jmap *j, const struct mail_mailbox *m, const char *letters);

/*
 * Whether all of WANTED (letters) is allowed in a mailbox that another shares, asked of the
 * server once in a request; everywhere else the server refuses what is not.
 */
enum status mailbox_allows(struct jmap *j, const struct mail_mailbox *m, const char *wanted,
    bool *may) NODISCARD;

/* MailboxRights as letters; NULL: it is none, or names what there is not. */
const char *mailbox_rights_read(struct arena *arena, const json_t *rights);

/* The rights of somebody else, whom LETTERS were given to. */
json_t *mailbox_rights_of(const char *letters);

#endif
