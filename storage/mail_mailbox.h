/*
 * Mailboxes in the index of mail: their place in the tree, how far the index
 * followed them, and their counts.
 */
#ifndef STORAGE_MAIL_MAILBOX_H
#define STORAGE_MAIL_MAILBOX_H

#include "storage/mail_state.h"

struct mail_mailbox {
	int64_t		 id;
	const char	*path;		/* as the server lists it */
	const char	*separator;	/* "" where there are no levels */
	const char	*name;
	int64_t		 parent;	/* 0: none */
	const char	*role;		/* NULL: none */
	const char	*own_role;	/* what the owner wants instead; "none"; NULL: nothing */
	int64_t		 sort_order;	/* ours, by role */
	int64_t		 own_order;	/* what the owner wants instead; -1: nothing */
	bool		 subscribed, selectable;

	/* UIDs from uid_low up to uid_next are in the index. */
	int64_t		 uidvalidity, uid_next, uid_low, modseq;
	int64_t		 messages, unseen;	/* the server's numbers when we last agreed */

	int64_t		 total_emails, unread_emails, total_threads, unread_threads;
};

/* All of an account, by sort order and path. */
enum status db_mail_mailbox_list(struct ctx *cx, int64_t account, struct mail_mailbox **out,
    size_t *count) NODISCARD;

/* Within a change: a new one (sets its id), or its place in the tree. */
enum status db_mail_mailbox_add(struct ctx *cx, struct mail_change *change,
    struct mail_mailbox *box) NODISCARD;
enum status db_mail_mailbox_place(struct ctx *cx, struct mail_change *change,
    const struct mail_mailbox *box) NODISCARD;

/*
 * What its owner wants it to be for, as OWN_ROLE says.  The index follows when it is
 * held against the mail server again.  ERR_EXISTS: another one is for that.
 */
enum status db_mail_mailbox_role(struct ctx *cx, int64_t account, int64_t id, const char *role) NODISCARD;

/* The path of what its owner gave ROLE; *PATH stays as it is where he gave it to none. */
enum status db_mail_mailbox_given(struct ctx *cx, int64_t account, const char *role,
    const char **path) NODISCARD;

/* Within a change: where its owner wants it among the others. */
enum status db_mail_mailbox_order(struct ctx *cx, struct mail_change *change, int64_t id,
    int64_t order) NODISCARD;

/* Within a change: something of it changed that is not kept here. */
enum status db_mail_mailbox_touch(struct ctx *cx, struct mail_change *change, int64_t id) NODISCARD;

/* How far the index followed; not a change that anybody is told of. */
enum status db_mail_mailbox_follow(struct ctx *cx, int64_t account,
    const struct mail_mailbox *box) NODISCARD;

/*
 * Within a change: the mailbox was followed from BOX->modseq to MODSEQ, all else
 * being as it was.  *MOVED is false where another process has followed it since
 * BOX was read.
 */
enum status db_mail_mailbox_step(struct ctx *cx, int64_t account, const struct mail_mailbox *box,
    int64_t modseq, bool *moved) NODISCARD;

/* It is gone: its emails lose their place in it. */
enum status db_mail_mailbox_remove(struct ctx *cx, struct mail_change *change, int64_t id) NODISCARD;

#endif
