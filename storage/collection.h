/*
 * Calendars and address books.
 */
#ifndef STORAGE_COLLECTION_H
#define STORAGE_COLLECTION_H

#include "core/ctx.h"

/* An inbox and an outbox are calendars' home's, one of each, and made on demand. */
enum collection_kind {
	COLLECTION_CALENDAR, COLLECTION_BOOK, COLLECTION_INBOX, COLLECTION_OUTBOX,
	COLLECTION_NOTIFICATIONS,	/* of invitations to share (dav/share.c): XML */
	COLLECTION_KINDS
};

struct collection {
	int64_t			 account;	/* whose it is */
	int64_t			 id;
	const char		*owner;		/* the account's address */
	enum collection_kind	 kind;
	const char		*name;		/* in its path */
	const char		*label;		/* the rest: NULL when not set */
	const char		*description;
	const char		*color;
	const char		*order;
	const char		*timezone;
	const char		*components;	/* "VEVENT VTODO VJOURNAL"; "" for books */
	bool			 transparent;
	int64_t			 modseq;	/* the last change number */
	int64_t			 forgotten;	/* older sync tokens are worth nothing, */
	int64_t			 lost_after, lost_until;	/* nor are those between these two, */
	int64_t			 lost_before;	/* or before this one: a crash took changes back (0066_numbers.sql) */
	int64_t			 items, bytes;
	const char		*created;	/* RFC 3339 */
	const char		*source;	/* a copy of the web calendar there; NULL: an own one */
	int64_t			 directory;	/* not 0: the people of this domain (storage/directory.h) */
	int			 search_least;	/* of a directory: characters that find somebody; */
	int			 search_most;	/* and how many are found at once; 0: no bound */
	bool			 shared;	/* with somebody, or somebody is invited */
	bool			 pushed;	/* somebody may want Web Push of its changes */
	int			 rights;	/* of those that db_collection_shared lists */
	bool			 own_label;	/* who sees it has given it this label (db_share_view) */
};

/* ERR_EXISTS when the name is taken, ERR_LIMIT when the account has too many.  Sets id. */
enum status db_collection_add(struct ctx *cx, struct collection *c) NODISCARD;

enum status db_collection_find(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *name, struct collection *out) NODISCARD;

/*
 * The same in a transaction, and nobody else writes to it or to its objects
 * until that ends.  What depends on its objects must be read after this.
 */
enum status db_collection_lock(struct ctx *cx, int64_t account, int64_t id,
    struct collection *out) NODISCARD;

/* The same by name; ERR_NOT_FOUND quietly. */
enum status db_collection_lock_named(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *name, struct collection *out) NODISCARD;

/* All of an account, by name. */
enum status db_collection_list(struct ctx *cx, int64_t account, enum collection_kind kind,
    struct collection **out, size_t *count) NODISCARD;

/*
 * Those of other people that GRANTEE may see, with rights filled in and as he
 * sees them: all of OWNER's, or with OWNER 0 those of his own home: what
 * somebody shares with him or a group of his, and what is listed for everybody.
 */
enum status db_collection_shared(struct ctx *cx, int64_t grantee, int64_t owner,
    enum collection_kind kind, struct collection **out, size_t *count) NODISCARD;

/*
 * Makes "personal" for an account that has no collection of this kind; an
 * "inbox" and the like is called so.
 */
enum status db_collection_ensure(struct ctx *cx, int64_t account, enum collection_kind kind) NODISCARD;

/* Writes label, description, color, order, timezone, transparent, components and source. */
enum status db_collection_edit(struct ctx *cx, const struct collection *c) NODISCARD;

/* ERR_EXISTS when the name is taken. */
enum status db_collection_rename(struct ctx *cx, const struct collection *c, const char *name) NODISCARD;

/* With all its objects, properties and shares. */
enum status db_collection_delete(struct ctx *cx, const struct collection *c) NODISCARD;

/*
 * Tell those who may see C, in this transaction, that its objects (OBJECTS) or
 * it itself changed.
 */
enum status db_collection_tell(struct ctx *cx, const struct collection *c, bool objects) NODISCARD;

/* "calendar", "addressbook", "inbox", "outbox", "notifications" */
const char *collection_kind_name(enum collection_kind kind);

/* How many changes all of ACCOUNT's own collections have seen: a number that only grows by them. */
enum status db_collection_changes(struct ctx *cx, int64_t account, int64_t *changes) NODISCARD;

/*
 * All that ACCOUNT keeps, and what its own row says that it may, -1 when that
 * says nothing.
 */
enum status db_collection_used(struct ctx *cx, int64_t account, int64_t *bytes,
    int64_t *bound) NODISCARD;

/* How many bytes of objects ACCOUNT keeps: in books, or in calendars, inbox and the like. */
enum status db_collection_bytes(struct ctx *cx, int64_t account, enum collection_kind kind,
    int64_t *bytes) NODISCARD;

#endif
