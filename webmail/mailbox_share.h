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
 * Part of an update of NOW: "shareWith", or "shareWith/ID" and deeper.  *WANT is what the whole
 * becomes (NULL: nobody spoke of it yet).  A SetError or NULL.
 */
json_t *mailbox_share_read(struct jmap *j, const struct mail_mailbox *now, const char *key,
    const json_t *value, json_t **want);

/* Make it so.  *ERROR: why not. */
enum status mailbox_share_apply(struct jmap *j, const struct mail_mailbox *now, const json_t *want,
    json_t **error) NODISCARD;

#endif
