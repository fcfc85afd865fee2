/*
 * Who is told that his rights on a mailbox of somebody else changed (RFC 9670, section 3).
 */
#ifndef STORAGE_SHARE_NOTIFICATION_H
#define STORAGE_SHARE_NOTIFICATION_H

#include "storage/mail_state.h"

struct share_notification {
	int64_t		 id;
	int64_t		 at;		/* seconds since 1970 */
	int64_t		 by;		/* who changed it */
	const char	*by_name, *by_address;
	const char	*path;		/* the mailbox as who is told has it */
	int64_t		 mailbox;	/* there, once it is in his index; until then the owner's */
	const char	*name;
	const char	*was, *now;	/* rights as letters, "": none */
};

/* Those of ACCOUNT, the oldest first. */
enum status db_share_notification_list(struct ctx *cx, int64_t account,
    struct share_notification **out, size_t *count) NODISCARD;

/* Within a change of who is told; the oldest go when there are too many. */
enum status db_share_notification_add(struct ctx *cx, struct mail_change *change,
    const struct share_notification *n) NODISCARD;

/* Within a change; *FOUND: it was there. */
enum status db_share_notification_remove(struct ctx *cx, struct mail_change *change, int64_t id,
    bool *found) NODISCARD;

#endif
