/*
 * JMAP states of an account's mail (RFC 8620, section 5.2), and the
 * transaction in which the index of mail changes.
 *
 * Every row that is created, updated or destroyed draws a number of its own
 * from the account's counter; a type's state is the last number drawn for it.
 */
#ifndef STORAGE_MAIL_STATE_H
#define STORAGE_MAIL_STATE_H

#include "core/ctx.h"

struct mail_states {
	int64_t	 counter;
	int64_t	 floor;		/* changes up to here are forgotten */
	int64_t	 email, mailbox, thread, submission, delivery, filter, snooze, share;
};

/* The types that clients hear of by a StateChange: JMAP's name of the I-th, and where it is.
 * NULL behind the last. */
const char *mail_state_name(size_t i);
int64_t mail_state_at(const struct mail_states *s, size_t i);

/* Where the account is; its row is made when it has none. */
enum status db_mail_states(struct ctx *cx, int64_t account, struct mail_states *out) NODISCARD;

struct mail_change {
	int64_t			 account;
	struct mail_states	 was, now;
};

/* Begins a transaction and locks the account's counter: one writer at a time. */
enum status db_mail_change_begin(struct ctx *cx, int64_t account, struct mail_change *change) NODISCARD;

/*
 * The same, with the right to follow (db_mail_lock()) for this transaction, when nobody
 * has it and BOX is as it was read, with nothing from its uid_next on, and no chores wait
 * (db_mail_chores()).  *AS_READ is false otherwise: then roll back.
 */
struct mail_mailbox;
enum status db_mail_came_begin(struct ctx *cx, int64_t account, const struct mail_mailbox *box,
    struct mail_change *change, bool *as_read) NODISCARD;

/* Stores what was drawn, tells who listens (storage/notify.h), and commits. */
enum status db_mail_change_end(struct ctx *cx, struct mail_change *change) NODISCARD;

/* COUNT rows of a type took the numbers behind now.counter. */
void mail_change_drew(struct mail_change *change, int64_t *type, int64_t count);

enum mail_type { MAIL_EMAIL, MAIL_MAILBOX, MAIL_THREAD, MAIL_SUBMISSION, MAIL_FILTER, MAIL_SNOOZE,
	MAIL_SHARE };

/* Within a change: one of TYPE that was CREATED is gone, and its number is drawn. */
enum status mail_change_buried(struct ctx *cx, struct mail_change *change, enum mail_type type,
    int64_t id, int64_t created) NODISCARD;

/* What changed behind SINCE, oldest first, at most MAX ids. */
struct mail_changes {
	int64_t		*created, *updated, *destroyed;
	size_t		 created_count, updated_count, destroyed_count;
	int64_t		*destroyed_threads;	/* of destroyed emails, alongside */
	int64_t		 state;			/* up to here it is told */
	bool		 more;
	bool		 only_counts;		/* of mailboxes: nothing else was updated */
};

/* ERR_PRECONDITION when SINCE is forgotten or was never a state of this account. */
enum status db_mail_changes(struct ctx *cx, int64_t account, enum mail_type type, int64_t since,
    int64_t max, struct mail_changes *out) NODISCARD;

/* Forget what was destroyed more than a year ago; looks once a day. */
enum status db_mail_purge(struct ctx *cx, int64_t account) NODISCARD;

/*
 * The right to follow the mail server into the index, one process per account.
 * ERR_BUSY when another has it for longer than WAIT_MS.  Held until it is let
 * go or CX ends, also outside transactions.
 */
struct mail_lock {
	struct ctx	*cx;
	int64_t		 account;	/* 0: let go */
};

enum status db_mail_lock(struct ctx *cx, int64_t account, int wait_ms, struct mail_lock **lock) NODISCARD;
void db_mail_unlock(struct mail_lock *lock);

#endif
