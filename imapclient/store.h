/*
 * Changes to messages of the selected mailbox, and APPEND to any.
 * Flags: "\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft" or keywords.
 */
#ifndef IMAPCLIENT_STORE_H
#define IMAPCLIENT_STORE_H

#include "imapclient/fetch.h"

enum imap_store_how { IMAP_STORE_ADD, IMAP_STORE_REMOVE, IMAP_STORE_REPLACE };

struct imap_stored {
	struct imap_messages	 now;		/* uid, modseq, flags as the server told them */
	struct imap_uids	 refused;	/* changed since UNCHANGED_SINCE (MODIFIED) */
};

/* UNCHANGED_SINCE 0: whatever happened.  STORED may be NULL. */
enum status imap_store(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    enum imap_store_how how, const char *const *flags, size_t flag_count,
    uint64_t unchanged_since, struct imap_stored *stored) NODISCARD;

/* Where messages went.  The Nth of from is the Nth of to; count 0 when the server did not tell. */
struct imap_copied {
	uint32_t	 uidvalidity;
	size_t		 count;
	const uint32_t	*from, *to;
};

/* ERR_NOT_FOUND when TO does not exist. */
enum status imap_copy(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *to, struct imap_copied *out) NODISCARD;

/* MOVE, or copy, flag and expunge where the server lacks it. */
enum status imap_move(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *to, struct imap_copied *out) NODISCARD;

/*
 * Delete for good.  Without UIDPLUS other messages marked \Deleted are spared
 * by taking the mark off them meanwhile.
 */
enum status imap_expunge(struct ctx *cx, struct imap *imap, const struct imap_uids *uids) NODISCARD;

/* A message to store: bytes in memory, or a descriptor read from its offset 0. */
struct imap_new {
	const void		*data;
	int			 fd;		/* used when data is NULL */
	size_t			 len;
	const char *const	*flags;
	size_t			 flag_count;
	int64_t			 received;	/* seconds since 1970; 0: now */
};

struct imap_appended {
	uint32_t	 uidvalidity, uid;	/* 0: it cannot be found out */
};

/*
 * Where the server does not tell the UID (UIDPLUS) it is looked for: the newest
 * message of this size that was not there before.  The mailbox is selected then.
 *
 * The message must have CRLF line ends.  ERR_NOT_FOUND, ERR_LIMIT (quota),
 * ERR_TOO_LARGE.
 */
enum status imap_append(struct ctx *cx, struct imap *imap, const char *mailbox,
    const struct imap_new *message, struct imap_appended *out) NODISCARD;

#endif
