/*
 * Muted conversations.  A client mutes one by setting the keyword $muted on its
 * messages (RFC 8621, section 4.1.1), and unmutes it by taking it away from all.
 */
#ifndef WEBMAIL_MUTE_H
#define WEBMAIL_MUTE_H

#include "storage/mail_index.h"
#include "storage/mail_mailbox.h"

/* Within a change: a task for those of ROWS, new in BOX, that belong to a muted conversation. */
enum status mute_notice(struct ctx *cx, const struct mail_change *change,
    const struct mail_mailbox *box, const struct mail_new *rows, size_t count) NODISCARD;

#endif
