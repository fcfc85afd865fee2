/*
 * Scheduling by mail (RFC 6047): messages for people elsewhere, stored with the
 * change that caused them, and mail that was delivered and is to be read.  Both
 * are done by tasks (storage/task.h) whose ref is the row's id.
 */
#ifndef STORAGE_OUTBOX_H
#define STORAGE_OUTBOX_H

#include "core/ctx.h"

#define TASK_IMIP_SEND	"imip-send"
#define TASK_IMIP_READ	"imip-read"	/* also written by the database's mail.imip_put() */

struct letter {
	int64_t		 account, id;
	const char	*sender, *recipient;	/* mail addresses */
	const char	*uid;
	const char	*body;		/* iCalendar with METHOD */
	const char	*before;	/* what the recipient knew, as iCalendar; NULL: nothing */
};

/* In the caller's transaction, with its task.  Sets the id. */
enum status db_outbox_add(struct ctx *cx, struct letter *letter) NODISCARD;

/* ERR_NOT_FOUND quietly. */
enum status db_outbox_find(struct ctx *cx, int64_t account, int64_t id, struct letter *out) NODISCARD;
enum status db_outbox_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* A mail with text/calendar, as it was delivered.  ERR_NOT_FOUND quietly. */
enum status db_imip_find(struct ctx *cx, int64_t account, int64_t id, const char **message,
    size_t *len) NODISCARD;
enum status db_imip_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

#endif
