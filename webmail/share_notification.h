/*
 * Telling people that their rights on a mailbox of somebody else changed (RFC 9670, section 3).
 */
#ifndef WEBMAIL_SHARE_NOTIFICATION_H
#define WEBMAIL_SHARE_NOTIFICATION_H

#include "storage/grantee.h"
#include "webmail/private.h"

/*
 * G has NOW where he had WAS (letters; "": nothing) on BOX.  He, or who is in the group, finds a
 * notification.  Not those who are many: a group of more than some hundred, or everybody.  What goes
 * wrong with it is no reason not to share.
 */
void share_notify(struct jmap *j, const struct mail_mailbox *box, const struct grantee *g,
    const char *was, const char *now);

#endif
