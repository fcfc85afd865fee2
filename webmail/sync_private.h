/*
 * What the files of following share: one round over an account's mailboxes.
 */
#ifndef WEBMAIL_SYNC_PRIVATE_H
#define WEBMAIL_SYNC_PRIVATE_H

#include "core/lookup.h"
#include "imapclient/fetch.h"
#include "imapclient/folder.h"
#include "storage/mail_index.h"
#include "storage/mail_mailbox.h"
#include "webmail/sync.h"

struct box {
	struct mail_mailbox	*row;
	const struct imap_folder *folder;
	struct imap_uids	 todo;		/* not indexed yet */
	bool			 todo_known;
};

struct sync {
	struct ctx		*cx;
	int64_t			 account;
	struct imap		*imap;
	struct imap_folders	 folders;	/* sorted by name */
	struct mail_mailbox	*rows;
	size_t			 row_count;
	struct lookup		 row_names;	/* path to place in rows */
	struct box		*boxes;		/* those with messages */
	size_t			 box_count;
	int64_t			 news_until;	/* step 2; clock_steady() */
	int64_t			 until;		/* step 3 */
	bool			 few;		/* messages are left for it: it is done whatever the time */
	bool			 missed;	/* a mailbox could not be followed to its end */
};

/* Small arenas for long walks: what is found stays on the one that was saved. */
struct arena *sync_turn_open(struct ctx *cx);
void sync_turn_close(struct ctx *cx, struct arena *saved);

/* sync.c: the mailboxes of both sides that can be followed; is one as the index has it? */
void sync_pair(struct sync *s);
bool sync_is_followed(const struct mail_mailbox *row, const struct imap_folder *f);

/* sync_came.c: a few messages came and nothing else; *DONE is false where that was not so. */
enum status sync_came(struct sync *s, bool *done) NODISCARD;

/* sync_folder.c, step 1: the server's mailboxes and ours, sorted before they are compared. */
void sync_folders_sort(struct sync *s);
bool sync_folders_agree(struct sync *s);
enum status sync_folders_follow(struct sync *s) NODISCARD;
const struct imap_folder *sync_folder_at(const struct sync *s, const char *path);

/* sync_box.c, step 2: a mailbox that moved. */
enum status sync_box_follow(struct sync *s, struct mail_mailbox *row,
    const struct imap_folder *f) NODISCARD;

/*
 * One modification sequence further, and as many messages more as numbers were
 * given: mail came and nothing else happened, since every other change would have
 * a sequence of its own (RFC 7162, section 3.1.3).  What came must then carry that
 * number: who asks looks whether it does.
 */
bool sync_only_came(const struct mail_mailbox *row, const struct imap_folder *f);

/* sync_fill.c, step 3: what was never indexed.  *COMPLETE: nothing is left. */
enum status sync_fill(struct sync *s, bool *complete) NODISCARD;

/*
 * sync_rows.c: messages of the selected mailbox on their way into rows of the index.
 * Between asking and reading the mail server works and its session takes no other command.
 */
struct batch {
	struct imap_uids	 uids;		/* at most IMAP_BATCH */
	bool			 many;		/* of first indexing: no text that can be done without */
	struct imap_fetching	 asked;
	struct arena		*raw;		/* for what the server tells, until rows are made; NULL: the ctx's */
	struct imap_messages	 found;
	struct mail_new		*rows;		/* without those that are marked as deleted */
	const struct mime_part	**texts;	/* of which a preview is owed; NULL: of none */
	size_t			 count;
	struct imap_uids	 same;		/* whose texts were asked for */
	size_t			 first;		/* row among them */
	uint64_t		 least_modseq;	/* of all that were told; 0: not told */
};
enum status sync_rows_ask(struct sync *s, struct batch *b) NODISCARD;
enum status sync_rows_take(struct sync *s, struct batch *b) NODISCARD;

/*
 * Reading in its steps: the answers; rows of them; and while there are texts that did
 * not come with the rest (*ANY), those are asked for and read.
 */
enum status sync_rows_read(struct sync *s, struct batch *b) NODISCARD;
void sync_rows_make(struct sync *s, struct batch *b);
enum status sync_texts_ask(struct sync *s, struct batch *b, bool *any) NODISCARD;
enum status sync_texts_read(struct sync *s, struct batch *b) NODISCARD;

/* The COUNT highest numbers of a set below END. */
struct imap_uids sync_highest(struct arena *arena, const struct imap_uids *set, int64_t end,
    size_t count);

/* Leave of a batch what the index lacks: below uid_low, and from uid_next on, it may have some. */
enum status sync_drop_known(struct sync *s, const struct mail_mailbox *row,
    struct imap_uids *batch) NODISCARD;

#endif
