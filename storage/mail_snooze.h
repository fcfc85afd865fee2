/*
 * Mail that comes back later (docs/jmap-snooze.md).
 */
#ifndef STORAGE_MAIL_SNOOZE_H
#define STORAGE_MAIL_SNOOZE_H

#include "storage/mail_state.h"

struct mail_snooze {
	int64_t		 email;
	const char	*guid;		/* finds it when the index was made anew */
	const char	*path;		/* of the mailbox that it was in */
	int64_t		 wake;		/* seconds since 1970 */
};

/* Snoozed mail, the first to wake first. */
enum status db_snooze_list(struct ctx *cx, int64_t account, struct mail_snooze **out,
    size_t *count) NODISCARD;

/* ERR_NOT_FOUND */
enum status db_snooze_find(struct ctx *cx, int64_t account, int64_t email,
    struct mail_snooze *out) NODISCARD;

/* Within a change: make it, or alter where and when. */
enum status db_snooze_put(struct ctx *cx, struct mail_change *change,
    const struct mail_snooze *s) NODISCARD;

/* Within a change; OK also when it is not there. */
enum status db_snooze_remove(struct ctx *cx, struct mail_change *change, int64_t email) NODISCARD;

/* The email that has this GUID now: 0 when none has. */
enum status db_snooze_email(struct ctx *cx, int64_t account, const char *guid, int64_t *email) NODISCARD;

/* And the GUID of an email.  ERR_NOT_FOUND. */
enum status db_snooze_guid(struct ctx *cx, int64_t account, int64_t email, const char **guid) NODISCARD;

#endif
