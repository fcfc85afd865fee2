/*
 * Mailing lists: what was written to a group goes to its members
 * (storage/mail_list.h; a kind of task, httpd/tasks.c).
 */
#ifndef WEBMAIL_LIST_H
#define WEBMAIL_LIST_H

#include "core/ctx.h"
#include "storage/mail_list.h"
#include "storage/task.h"

/*
 * Send one mail on: to a batch of members after the other, each written down
 * before the next, so that an interrupted one goes on where it was.
 */
enum status list_post(struct ctx *cx, const struct task *task) NODISCARD;
enum status list_post_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

/* What a list makes of a message; no I/O. */
struct list_form {
	/*
	 * The author is at a domain that is not ours and the copy leaves this
	 * server: it comes from the list, since the author's own domain would
	 * call it forged (DMARC, RFC 7489).
	 */
	bool	rewrite_from;
};

/* A list's own mail has come back to it, or wandered too long (RFC 5321, section 6.3). */
bool list_mail_loops(struct ctx *cx, const struct mail_list *list, const char *bytes, size_t len);

/*
 * The header with which the copies leave; the body stays as it is and begins
 * at *BODY.  List-Id (RFC 2919), List-Post and List-Unsubscribe (RFC 2369).
 */
enum status list_mail_header(struct ctx *cx, const struct mail_list *list,
    const struct list_form *form, const char *bytes, size_t len, const char **header,
    size_t *header_len, size_t *body) NODISCARD;

#endif
