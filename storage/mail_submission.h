/*
 * What was handed to submission (RFC 8621, section 7).
 */
#ifndef STORAGE_MAIL_SUBMISSION_H
#define STORAGE_MAIL_SUBMISSION_H

#include "storage/mail_state.h"

struct mail_submission {
	int64_t		 id, identity, email, thread;
	const char	*envelope;	/* JSON */
	int64_t		 send_at;	/* seconds since 1970 */
	const char	*undo_status;
	const char	*delivery;	/* JSON */
};

/* Within a change; sets the id. */
enum status db_mail_submission_add(struct ctx *cx, struct mail_change *change,
    struct mail_submission *s) NODISCARD;
enum status db_mail_submission_remove(struct ctx *cx, struct mail_change *change, int64_t id,
    bool *found) NODISCARD;

/* All, newest first. */
enum status db_mail_submission_list(struct ctx *cx, int64_t account, struct mail_submission **out,
    size_t *count) NODISCARD;

#endif
