/*
 * Erasing the mail files of accounts that were deleted long enough ago.
 */
#ifndef MAILCORE_GARBAGE_H
#define MAILCORE_GARBAGE_H

#include "core/ctx.h"

/*
 * What is older than conf->garbage_hours, below cx->conf->root; *ERASED counts
 * accounts.  Needs root's rights, or those of the owner of the mail, and
 * gives up root's while it erases: a link in a mail folder leads nowhere else.
 */
enum status mailcore_garbage_erase(struct ctx *cx, int64_t *erased) NODISCARD;

/* "3f/123456" and nothing else: it becomes a path. */
bool mailcore_is_mail_dir(const char *text);

#endif
