/*
 * Mails a link to who forgot the password (storage/password_link.h; a kind of
 * task, httpd/tasks.c).  The link names this server as it is configured,
 * whatever name it was asked by.
 */
#ifndef WEBMAIL_PASSWORD_MAIL_H
#define WEBMAIL_PASSWORD_MAIL_H

#include "core/ctx.h"
#include "storage/task.h"

enum status password_mail(struct ctx *cx, const struct task *task) NODISCARD;

/* What it says, by language. */
struct password_words {
	const char	*language;
	const char	*subject;
	const char	*intro;		/* behind it the account's address and a full stop */
	const char	*link;		/* before the link */
	const char	*note;
};

/* English for languages that it does not know. */
const struct password_words *password_words(const char *language);

#endif
