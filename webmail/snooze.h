/*
 * Snooze (docs/jmap-snooze.md): mail goes to a mailbox of its own and comes back
 * at its time, by a task (storage/task.h).
 */
#ifndef WEBMAIL_SNOOZE_H
#define WEBMAIL_SNOOZE_H

#include "storage/mail_email.h"
#include "storage/mail_snooze.h"
#include "webmail/private.h"

#define JMAP_SNOOZE	"urn:hayloft:params:jmap:snooze"
#define SNOOZE_MAILBOX	"Snoozed"
#define SNOOZE_KEYWORD	"$snoozed"

jmap_run snooze_get, snooze_changes, snooze_set;
json_t *snooze_capability(const struct ctx *cx, const struct mail_access *a);

/*
 * Take S's email out of the mailbox of snoozed mail and back to where it was, or
 * to INBOX where that is gone.  AS_NEW: unread, and received now, so that it is
 * at the top of every list; else as it was.  OK also when it is not there any
 * more: somebody moved it himself.  AGAIN: an earlier attempt may have done half.
 */
enum status snooze_return(struct ctx *cx, int64_t account, const struct mail_snooze *s, bool as_new,
    bool again) NODISCARD;

/* It sleeps no more: neither row nor task is left, and clients are told.  Commits. */
enum status snooze_forget(struct ctx *cx, int64_t account, int64_t email) NODISCARD;

/* Its copy among snoozed mail.  ERR_NOT_FOUND. */
enum status snooze_place(struct ctx *cx, int64_t account, const struct mail_snooze *s,
    struct mail_place *out) NODISCARD;

#endif
