/*
 * Following the mail server into the index, before each answer and in the
 * background.
 */
#ifndef WEBMAIL_SYNC_H
#define WEBMAIL_SYNC_H

#include "imapclient/store.h"
#include "storage/mail_mailbox.h"

/*
 * After this the index tells what the mail server told a moment ago.  Where
 * nothing moved that costs one round trip.  Of a large account that is indexed
 * for the first time, and of thousands of messages that came at once, only the
 * newest are there (the rest follows in the background); and when another
 * process is at it for long, what that has committed so far.  *COMPLETE: the
 * index has all there is.
 */
enum status sync_follow(struct ctx *cx, int64_t account, bool *complete) NODISCARD;

/* The same after a change of our own, which must be in the next answer: waits for its turn. */
enum status sync_settle(struct ctx *cx, int64_t account) NODISCARD;

/* The same for up to BUDGET_MS; *COMPLETE when the index has all there is. */
enum status sync_run(struct ctx *cx, int64_t account, int budget_ms, bool *complete) NODISCARD;

/*
 * What imap_store() of UIDS in BOX told, asked with UNCHANGED_SINCE BOX->modseq.
 * *DONE: nothing else had happened there, so the index has it, and BOX->modseq
 * moved on; otherwise nothing was done, and sync_settle() is owed.
 */
enum status sync_stored(struct ctx *cx, int64_t account, struct mail_mailbox *box,
    const struct imap_uids *uids, const struct imap_stored *stored, bool *done) NODISCARD;

#endif
