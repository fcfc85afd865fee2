/*
 * Tells somebody by mail what was shared with him (storage/share_mail.h; a kind
 * of task, httpd/tasks.c).  The words are ours; of the one who shares there are
 * his name and the collections' names in it, short and as plain text.
 */
#ifndef WEBMAIL_SHARE_MAIL_H
#define WEBMAIL_SHARE_MAIL_H

#include "core/ctx.h"
#include "storage/task.h"

enum status share_mail(struct ctx *cx, const struct task *task) NODISCARD;

/* What it says, by language; {0} is who shares it. */
struct share_words {
	const char	*language, *direction;
	const char	*calendar, *book, *several;	/* subjects */
	const char	*head;
	const char	*may_see, *may_read, *may_write;
	const char	*asks;			/* where a calendar program asks first */
	const char	*there;
};

/* English for languages that it does not know. */
const struct share_words *share_words(const char *language);

#endif
