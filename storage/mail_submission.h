/*
 * What was handed to submission (RFC 8621, section 7), and the bytes of what
 * waits to be.
 */
#ifndef STORAGE_MAIL_SUBMISSION_H
#define STORAGE_MAIL_SUBMISSION_H

#include "storage/mail_state.h"

struct mail_submission {
	int64_t		 id, identity, email, thread;
	const char	*envelope;	/* JSON */
	int64_t		 send_at;	/* seconds since 1970; 0 when added: now */
	const char	*undo_status;	/* "pending", "final", "canceled" */
	const char	*delivery;	/* JSON: DeliveryStatus by recipient */
	const char	*envid;		/* names it on its way (migration 0010) */
	const char	*message_id;	/* when added: with its <>; NULL: none */
	const char	*queue_id;	/* Postfix's name for it, NULL: none yet */
	bool		 begun;		/* an attempt was begun and its end is not known */
	bool		 taken;		/* Postfix took it */
	const char	*reports, *receipts;	/* JSON: emails that are DSNs and MDNs about it */
	int64_t		 created, changed;	/* states */
};

/* Within a change; sets id, send_at and envid. */
enum status db_mail_submission_add(struct ctx *cx, struct mail_change *change,
    struct mail_submission *s) NODISCARD;
enum status db_mail_submission_remove(struct ctx *cx, struct mail_change *change, int64_t id,
    bool *found) NODISCARD;

/* What was sent or cancelled so many DAYS ago is forgotten, and clients are told; 0: never. */
enum status db_mail_submission_expire(struct ctx *cx, int64_t account, int64_t days) NODISCARD;

/* Within a change: undo_status, delivery, queue_id, begun, taken, reports, receipts. */
enum status db_mail_submission_update(struct ctx *cx, struct mail_change *change,
    const struct mail_submission *s) NODISCARD;

/* ERR_NOT_FOUND.  Within a change it is of now and stays so. */
enum status db_mail_submission_find(struct ctx *cx, int64_t account, int64_t id,
    struct mail_submission *out) NODISCARD;

/* That which a delivery report names. */
enum status db_mail_submission_by_envid(struct ctx *cx, int64_t account, const char *envid,
    struct mail_submission *out) NODISCARD;

/* The latest with this Message-ID. */
enum status db_mail_submission_by_message(struct ctx *cx, int64_t account, const char *message_id,
    struct mail_submission *out) NODISCARD;

/* Whether ADDRESS is a mailbox here: what is handed to it has arrived. */
enum status db_mail_is_here(struct ctx *cx, const char *address, bool *here) NODISCARD;

/* Of whom is the message that Postfix has under this name?  ERR_NOT_FOUND. */
enum status db_mail_submission_by_queue(struct ctx *cx, const char *queue_id, int64_t *account,
    int64_t *id) NODISCARD;

/* All, newest first; at most 10,000. */
enum status db_mail_submission_list(struct ctx *cx, int64_t account, struct mail_submission **out,
    size_t *count) NODISCARD;

/* ---- Held bytes ------------------------------------------------------------------ */

/* Add piece NUMBER (0, 1, …) of a held message: at most MAIL_HELD_PIECE bytes. */
#define MAIL_HELD_PIECE	(512 * 1024)
enum status db_mail_held_put(struct ctx *cx, int64_t account, int64_t submission, int number,
    const void *p, size_t len) NODISCARD;

/* Write them to a file.  ERR_NOT_FOUND when there are none. */
enum status db_mail_held_copy(struct ctx *cx, int64_t account, int64_t submission, int fd,
    int64_t *size) NODISCARD;

/* Bytes that an account has waiting. */
enum status db_mail_held_total(struct ctx *cx, int64_t account, int64_t *bytes) NODISCARD;

enum status db_mail_held_remove(struct ctx *cx, int64_t account, int64_t submission) NODISCARD;

/* ---- The bound on recipients ------------------------------------------------------- */

/* Count RECIPIENTS for this hour.  ERR_LIMIT beyond MOST: then they are not counted. */
enum status db_mail_rate_take(struct ctx *cx, int64_t account, int64_t recipients,
    int64_t most) NODISCARD;

#endif
