/*
 * With whom a mailbox is shared: `shareWith` of a Mailbox (RFC 9670, section 4; draft-ietf-jmap-
 * mail-sharing), by the mail server's lists of rights.  Its owner may change them, and
 * whoever he lets do so.
 */
#ifndef WEBMAIL_MAILBOX_SHARE_H
#define WEBMAIL_MAILBOX_SHARE_H

#include "webmail/private.h"

#define SHARE_MAX	200	/* whom one mailbox is shared with */

/* Of each in LIST, whose LETTERS are known: an object, or null where one may not know or nobody has it. */
enum status mailbox_share_json(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const char *const *letters, json_t **out) NODISCARD;

/*
 * Part of an update of NOW: "shareWith", or "shareWith/ID" and deeper; of one that is to be made
 * (NULL) the whole.  *WANT is what it becomes (NULL: nobody spoke of it yet, or null, so that a new
 * one is shared as its parent is).  A SetError or NULL.
 */
json_t *mailbox_share_read(struct jmap *j, const struct mail_mailbox *now, const char *key,
    const json_t *value, json_t **want);

/*
 * Before a mailbox is made below PARENT (NULL: at the top), whose list of rights it takes over: may
 * its maker share it, and is there everybody?  *ERROR: no.
 */
enum status mailbox_share_check(struct jmap *j, const struct mail_mailbox *parent,
    const json_t *want, json_t **error) NODISCARD;

/* Make it so.  *ERROR: why not. */
enum status mailbox_share_apply(struct jmap *j, const struct mail_mailbox *now, const json_t *want,
    json_t **error) NODISCARD;

#endif
