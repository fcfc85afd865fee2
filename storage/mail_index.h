/*
 * What the index of mail learns from the mail server: messages that came,
 * whose flags changed, that went.  Each call runs within a change
 * (storage/mail_state.h) and leaves threads, lists and counts right.
 */
#ifndef STORAGE_MAIL_INDEX_H
#define STORAGE_MAIL_INDEX_H

#include "storage/mail_state.h"

/* A message in a mailbox that the index does not know there. */
struct mail_new {
	int64_t			 uid;
	const char		*guid;
	int64_t			 size;
	int64_t			 received_at, sent_at;	/* seconds since 1970; INT64_MIN: unknown */
	const char		*subject;	/* NULL: none */
	const char		*head;		/* JSON, see storage/mail_pack.h */
	const char		*words;		/* what is searched, see migration 0020 */
	const char		*preview;
	bool			 has_attachment;
	bool			 is_signed;	/* or another S/MIME message */
	const char		*structure;	/* JSON */
	const char		*keywords;	/* separated by spaces, lower case */
	const int64_t		*keys;		/* of its message ids, for threads */
	size_t			 key_count;

	int64_t			 email, thread;	/* filled in */
	bool			 alone;		/* likewise: its thread has nothing that was there before */
};

enum status db_mail_add(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    struct mail_new *list, size_t count) NODISCARD;

/*
 * db_mail_change_begin() and db_mail_add() in two steps: what the database must tell is
 * asked, behind a commit that nobody waits for (db_commit_unwatched()), and answered
 * while the caller does something else.  LIST stays where it is until the end.
 */
struct mail_adding;
enum status db_mail_add_begin(struct ctx *cx, int64_t account, int64_t mailbox,
    struct mail_new *list, size_t count, struct mail_adding **out) NODISCARD;
enum status db_mail_add_end(struct ctx *cx, struct mail_adding *adding, struct mail_change *change) NODISCARD;

/* Of a message that the index has: its flags in this mailbox. */
struct mail_flags {
	int64_t		 uid;
	const char	*keywords;
};

enum status db_mail_flags(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_flags *list, size_t count) NODISCARD;

/* These left the mailbox; all of them did. */
enum status db_mail_vanish(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const int64_t *uids, size_t count) NODISCARD;
enum status db_mail_vanish_all(struct ctx *cx, struct mail_change *change, int64_t mailbox) NODISCARD;

/*
 * Emails that were in no mailbox when all mailboxes had been looked at are
 * destroyed.  Not earlier: a message that was moved turns up elsewhere.
 */
enum status db_mail_bury(struct ctx *cx, struct mail_change *change) NODISCARD;

/* Whether there are such, and whether db_mail_purge() is due. */
enum status db_mail_chores(struct ctx *cx, int64_t account, bool *orphans, bool *purge) NODISCARD;

/* UIDs that the index has in a mailbox, ascending: all below END, or those among ASKED. */
enum status db_mail_uids(struct ctx *cx, int64_t account, int64_t mailbox, int64_t end,
    int64_t **uids, size_t *count) NODISCARD;
enum status db_mail_uids_among(struct ctx *cx, int64_t account, int64_t mailbox,
    const int64_t *asked, size_t asked_count, int64_t **uids, size_t *count) NODISCARD;

#endif
