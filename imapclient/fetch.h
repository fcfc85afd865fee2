/*
 * Messages of the selected mailbox, as plain structs on an arena that the
 * caller gives, so that a long walk can use a small one per turn.
 */
#ifndef IMAPCLIENT_FETCH_H
#define IMAPCLIENT_FETCH_H

#include "imapclient/folder.h"

/* What to fetch.  What the server cannot tell stays empty. */
enum {
	IMAP_FETCH_FLAGS	= 1 << 0,	/* flags and, where known, modseq */
	IMAP_FETCH_RECEIVED	= 1 << 1,	/* INTERNALDATE */
	IMAP_FETCH_SIZE		= 1 << 2,
	IMAP_FETCH_GUID		= 1 << 3,	/* X-GUID, or EMAILID (RFC 8474) */
	IMAP_FETCH_ENVELOPE	= 1 << 4,
	IMAP_FETCH_STRUCTURE	= 1 << 5,
	IMAP_FETCH_PREVIEW	= 1 << 6,
	IMAP_FETCH_HEADERS	= 1 << 7,	/* the fields of an index: imap_index_fields */
	IMAP_FETCH_HEADER	= 1 << 8,	/* all header fields */
	IMAP_FETCH_SAVED	= 1 << 9,	/* SAVEDATE */
	IMAP_FETCH_TEXT		= 1 << 10,	/* the first IMAP_TEXT_BYTES of part 1, raw */
	IMAP_FETCH_NOTED	= 1 << 11,	/* PREVIEW where the server knows it by heart (RFC 8970) */
	IMAP_FETCH_ROW		= 1 << 12,	/* those of them that a row of the index is made of, at least */
	IMAP_FETCH_INDEX	= IMAP_FETCH_FLAGS | IMAP_FETCH_RECEIVED | IMAP_FETCH_SIZE |
	    IMAP_FETCH_GUID | IMAP_FETCH_STRUCTURE | IMAP_FETCH_ROW,
};

#define IMAP_TEXT_BYTES	8192
#define IMAP_BATCH	500		/* messages of one imap_fetch() */

/* "Date From Sender Reply-To To Cc Bcc Subject Message-ID In-Reply-To References …" */
extern const char imap_index_fields[];

struct imap_bytes {
	const char	*data;		/* NUL behind it; NULL: NIL or not told */
	size_t		 len;
};

/* Raw bytes of the header, encoded words and all. */
struct imap_address {
	struct imap_bytes	 name, mailbox, host;	/* host NIL: begin or end of a group (RFC 9051, 7.5.2) */
	struct imap_address	*next;
};

struct imap_envelope {
	struct imap_bytes	 date, subject, in_reply_to, message_id;
	struct imap_address	*from, *sender, *reply_to, *to, *cc, *bcc;
};

struct imap_param {
	const char		*name;		/* lower case */
	struct imap_bytes	 value;		/* raw: RFC 2231 and 2047 are the caller's */
	struct imap_param	*next;
};

struct imap_part {
	const char		*id;		/* "1", "1.2": as BODY[…] takes it; "" for a multipart root */
	const char		*type, *subtype;	/* lower case */
	struct imap_param	*params;
	const char		*encoding;	/* lower case; "" for multiparts */
	int64_t			 size;		/* encoded bytes; 0 for multiparts */
	int64_t			 lines;		/* -1: not told */
	struct imap_bytes	 content_id, description, md5, location;
	const char		*disposition;	/* lower case, NULL: none */
	struct imap_param	*disposition_params;
	const char *const	*languages;	/* ended by NULL; NULL: none */
	struct imap_envelope	*envelope;	/* of a message/rfc822 */
	struct imap_part	*parent, *children, *next;
};

struct imap_message {
	uint32_t		 uid;
	uint32_t		 seen : 1, answered : 1, flagged : 1, deleted : 1, draft : 1;
	const char *const	*keywords;	/* other flags as the server wrote them; ended by NULL */
	bool			 has_flags, has_received;
	uint64_t		 modseq;	/* 0: not told */
	int64_t			 received;	/* seconds since 1970 */
	int64_t			 saved;		/* seconds since 1970, 0: not told */
	int64_t			 size;		/* -1: not told */
	const char		*guid;		/* NULL: not told */
	const char		*preview;	/* NULL: not told */
	struct imap_bytes	 header;
	struct imap_bytes	 text;		/* IMAP_FETCH_TEXT, imap_fetch_part() */
	struct imap_envelope	*envelope;
	struct imap_part	*structure;
	size_t			 order;		/* in which it was told */
};

struct imap_messages {
	struct imap_message	*list;		/* ascending by UID */
	size_t			 count;
};

/*
 * WHAT of the messages in UIDS (at most IMAP_BATCH, else ERR_LIMIT).  Those
 * that are gone are missing in OUT.
 */
enum status imap_fetch(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, unsigned what, struct imap_messages *out) NODISCARD;

/*
 * The same in two halves: the question leaves now, the answer is read when it is
 * wanted.  Until then the session takes no other command, and is closed when it is
 * given back.  UIDS are kept, the rest is on CX's arena of then.
 */
struct imap_fetching {
	const struct imap_uids	*uids;
	const char		*items;
	size_t			 from;		/* ranges that were asked for */
};
enum status imap_fetch_send(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    unsigned what, struct imap_fetching *out) NODISCARD;
enum status imap_fetch_take(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_fetching *asked, struct imap_messages *out) NODISCARD;

/* The first LEN bytes of part SECTION ("1.2"; "": the whole message) of each, raw, as its text. */
enum status imap_fetch_part(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, const char *section, size_t len,
    struct imap_messages *out) NODISCARD;

/* The same in two steps, between which the session takes no other command. */
enum status imap_fetch_part_send(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *section, size_t len, struct imap_fetching *out) NODISCARD;
enum status imap_fetch_part_take(struct ctx *cx, struct imap *imap, struct arena *arena,
    struct imap_fetching *asked, struct imap_messages *out) NODISCARD;

/* The header of each with the fields NAME, at least; Dovecot has what it told once in its cache. */
enum status imap_fetch_field(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_uids *uids, const char *name, struct imap_messages *out) NODISCARD;

struct imap_changes {
	struct imap_messages	 changed;	/* uid, modseq, flags; new messages too */
	struct imap_uids	 vanished;
	bool			 all;		/* changed is every message there is: what is not in it has gone */
	bool			 vanished_known;	/* else, when not all: compare with imap_search_all() */
};

/*
 * Select NAME and learn what moved there since MODSEQ, in one round trip with
 * QRESYNC.  MODSEQ 0, a server without CONDSTORE, or another UIDVALIDITY than
 * the one in *BOX: the flags of all messages come.  Hand in box->modseq next time.
 */
enum status imap_resync(struct ctx *cx, struct imap *imap, struct arena *arena, const char *name,
    uint32_t uidvalidity, uint64_t modseq, struct imap_box *box, struct imap_changes *out) NODISCARD;

/* A mailbox as it was followed until now. */
struct imap_known {
	const char	*name;
	uint32_t	 uidvalidity;
	uint64_t	 modseq;	/* what changed since this is asked for */
};

/*
 * The same of a mailbox that is selected already, which is quicker in a large
 * one: *CAN is false, and nothing was asked, where it is not, or the server
 * has no QRESYNC.  The numbers of the mailbox are those that STATUS told before.
 */
enum status imap_changed_since(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_known *known, struct imap_changes *out, bool *can) NODISCARD;

/* Bytes of a message: in memory when small, else in a descriptor. */
struct imap_body {
	const char	*data;		/* NULL when in fd */
	size_t		 len;
	int		 fd;		/* memfd, position 0, closed with CX; -1 when in memory */
};

#define IMAP_BODY_IN_MEMORY	(64 * 1024)

/*
 * SECTION as in BODY[…]: "" the message, "HEADER", "TEXT", "1.2", "1.2.MIME".
 * Raw, transfer encoding not undone.  ERR_NOT_FOUND when the message is gone
 * (a part that is not there is so too, or empty: servers differ), ERR_TOO_LARGE
 * above MAX bytes.
 */
enum status imap_body(struct ctx *cx, struct imap *imap, uint32_t uid, const char *section,
    size_t max, struct imap_body *out) NODISCARD;

/* LEN bytes from OFFSET on (fewer at the end), in memory. */
enum status imap_body_piece(struct ctx *cx, struct imap *imap, struct arena *arena, uint32_t uid,
    const char *section, size_t offset, size_t len, struct imap_bytes *out) NODISCARD;

#endif
