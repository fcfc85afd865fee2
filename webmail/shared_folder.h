/*
 * What others share with somebody stands below "shared/" in his own mail, under the owner's
 * address: his session with Dovecot lists it, and Dovecot alone says what he may do there.
 */
#ifndef WEBMAIL_SHARED_FOLDER_H
#define WEBMAIL_SHARED_FOLDER_H

#include "imapclient/folder.h"
#include "storage/task.h"

#define SHARED_TOP	"shared/"

/* Is PATH one of another's folders?  His address, which ends at "/" or at the end of PATH. */
bool shared_owner(const char *path, size_t *len);

/* The one below which all others of its owner stand: his INBOX, or what only leads to them. */
bool shared_is_top(const char *path);

/* As its owner calls the folder. */
const char *shared_own_name(const char *path);

/* Without those of mailboxes that are accounts of their own (storage/mail_access.h), and what only leads to them. */
enum status shared_leave_out(struct ctx *cx, int64_t account, struct imap_folders *folders) NODISCARD;

/* A shared mailbox is there: an INBOX that all who use it see among their folders. */
enum status shared_mailbox_open(struct ctx *cx, const struct task *task) NODISCARD;

/* SHARED_FORGET_TASK: what a name may that is over is another's now, or nobody's. */
enum status shared_forget(struct ctx *cx, const struct task *task) NODISCARD;

#endif
