/*
 * A mailbox that several people share is opened to them in Dovecot, once: who
 * they are is asked of the database at each sign-in (mail.acl_groups()).
 */
#ifndef WEBMAIL_SHARED_MAILBOX_H
#define WEBMAIL_SHARED_MAILBOX_H

#include "core/ctx.h"
#include "storage/task.h"

/* A kind of task (storage/mail_access.h: SHARED_TASK). */
enum status shared_mailbox_open(struct ctx *cx, const struct task *task) NODISCARD;

#endif
