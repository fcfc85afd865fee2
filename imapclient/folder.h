/*
 * Mailboxes: list them with their numbers, select one, make, rename, delete.
 * Names are UTF-8; the server's separator is in each entry.
 */
#ifndef IMAPCLIENT_FOLDER_H
#define IMAPCLIENT_FOLDER_H

#include "imapclient/pool.h"
#include "imapclient/uids.h"

enum imap_use { IMAP_USE_NONE, IMAP_USE_ALL, IMAP_USE_ARCHIVE, IMAP_USE_DRAFTS, IMAP_USE_FLAGGED,
	IMAP_USE_IMPORTANT, IMAP_USE_JUNK, IMAP_USE_SENT, IMAP_USE_TRASH };

struct imap_folder {
	const char	*name;		/* UTF-8; "INBOX" in capitals */
	char		 separator;	/* 0: flat */
	enum imap_use	 use;
	bool		 selectable;	/* false: only a place in the tree */
	bool		 no_inferiors;
	bool		 subscribed;
	bool		 has_status;	/* the numbers below were told */
	bool		 has_modseq;
	uint32_t	 uidvalidity, uidnext, messages, unseen;
	uint64_t	 modseq;	/* HIGHESTMODSEQ */
	int64_t		 size;		/* bytes, -1: not told */
};

struct imap_folders {
	struct imap_folder	*list;
	size_t			 count;
};

/*
 * All mailboxes with status of now; one round trip where the server has LIST-STATUS.
 * Dovecot tells of the selected mailbox what this session saw of it.  So INBOX, which
 * nobody can delete or put another one in the place of, is brought up to date and stays
 * selected, since to select a large one again is slow; any other is let go of.
 */
enum status imap_folder_list(struct ctx *cx, struct imap *imap, struct imap_folders *out) NODISCARD;

/* The numbers of one mailbox.  ERR_NOT_FOUND.  Not for the selected one (RFC 9051, 6.3.11). */
enum status imap_folder_status(struct ctx *cx, struct imap *imap, const char *name,
    struct imap_folder *out) NODISCARD;

/* USE is asked for where the server can; ERR_EXISTS. */
enum status imap_folder_create(struct ctx *cx, struct imap *imap, const char *name,
    enum imap_use use) NODISCARD;
enum status imap_folder_rename(struct ctx *cx, struct imap *imap, const char *from, const char *to) NODISCARD;
enum status imap_folder_delete(struct ctx *cx, struct imap *imap, const char *name) NODISCARD;
enum status imap_folder_subscribe(struct ctx *cx, struct imap *imap, const char *name, bool on) NODISCARD;

/* What a selected mailbox says of itself. */
struct imap_box {
	uint32_t	 uidvalidity, uidnext, messages;
	bool		 has_modseq, read_only;
	bool		 any_keyword;	/* new keywords may be made (\*) */
	bool		 tells_flags;	/* PERMANENTFLAGS: only these can be changed */
	unsigned	 flags;		/* a bit for each of imap_system_flags */
	bool		 some_keyword;
	uint64_t	 modseq;
};

/* "\\Seen", "\\Answered", …; ended by NULL. */
extern const char *const imap_system_flags[];

/* Always asks the server, so the numbers are of now.  ERR_NOT_FOUND. */
enum status imap_select(struct ctx *cx, struct imap *imap, const char *name, struct imap_box *box) NODISCARD;

/* Whether the selected mailbox has modification sequences (RFC 7162). */
bool imap_knows_modseq(const struct imap *imap);

/*
 * Make sure that NAME with this UIDVALIDITY is the selected mailbox, and that
 * the session sees messages up to UID in it: one that came after it was
 * selected is not there for FETCH, STORE or MOVE before the server was asked
 * for news (RFC 9051, section 7.4.1).  Costs nothing when both are so.
 * ERR_PRECONDITION when the mailbox is another one by now.
 */
enum status imap_select_known(struct ctx *cx, struct imap *imap, const char *name,
    uint32_t uidvalidity, uint32_t uid) NODISCARD;

/* Let go of it: before it is renamed or deleted. */
enum status imap_unselect(struct ctx *cx, struct imap *imap) NODISCARD;

/*
 * What the names of one's own mailboxes begin with, INBOX excepted (RFC 2342):
 * "INBOX." of some servers elsewhere, "" of ours.
 */
const char *imap_prefix(const struct imap *imap);

#endif
