/*
 * Calendar objects and vCards, byte for byte as the client sent them, with
 * what queries ask of them beside.
 */
#ifndef STORAGE_ITEM_H
#define STORAGE_ITEM_H

#include <stddef.h>

#include "storage/collection.h"

enum item_class { CLASS_PUBLIC, CLASS_CONFIDENTIAL, CLASS_PRIVATE };

/*
 * When it makes busy, as pim/busy.h packs it: all that lies between FROM and
 * TO (Unix seconds), by the clocks of ZONES.  DATA NULL: the text must be read.
 */
struct item_busy {
	const void	*data;
	size_t		 len;
	int64_t		 from, to;
	const char	*zones;		/* NULL: nobody has packed it */
};

struct item {
	int64_t		 id;
	const char	*name;		/* in its path */
	const char	*uid;
	const char	*etag;		/* with its quotes */
	int64_t		 modseq;
	int64_t		 size;
	int64_t		 created;	/* Unix seconds */
	int64_t		 modified;
	const char	*body;		/* NULL when only the rest was asked for */

	/* the index */
	const char	*component;	/* VEVENT, VTODO, VJOURNAL, VFREEBUSY, VAVAILABILITY, VCARD */
	enum item_class	 class;
	int64_t		 first_at;	/* Unix seconds around all occurrences; */
	int64_t		 last_at;	/* INT64_MIN and INT64_MAX when nobody can tell */
	const char	*search;	/* names and addresses, folded */
	const char	*schedule_tag;	/* with its quotes; NULL: no scheduling object */
	bool		 is_meeting;	/* has an ORGANIZER; not stored */
	struct item_busy busy;		/* written; read where it is said (storage/busy.h, index.h) */
};

/* ERR_NOT_FOUND quietly: most callers go on from there. */
enum status db_item_find(struct ctx *cx, const struct collection *c, const char *name,
    bool with_body, struct item *out) NODISCARD;

/*
 * The collection of this name and its object in one question, since that is what
 * most requests begin with.  OUT->name is NULL when the object is not there;
 * ERR_NOT_FOUND quietly when the collection is not.  C has neither its owner's address
 * nor when it was made.
 */
enum status db_item_find_with(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *collection, const char *name, bool with_body, struct collection *c,
    struct item *out) NODISCARD;

/* That will be asked next (db_foresee). */
void db_item_foresee(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *collection, const char *name, bool with_body);

/*
 * Where ACCOUNT keeps the object with this UID among its calendars; NAME is NULL
 * when nowhere.  Of several the scheduling object, the oldest one.
 */
struct item_place {
	int64_t		 collection;
	const char	*name;
	bool		 is_scheduled;
};
enum status db_item_by_uid(struct ctx *cx, int64_t account, const char *uid,
    struct item_place *out) NODISCARD;

/* Names and UIDs of C's scheduling objects, the first MAX by name. */
enum status db_item_scheduled(struct ctx *cx, const struct collection *c, size_t max,
    const char ***names, const char ***uids, size_t *count) NODISCARD;

/* The name of the object with this UID, NULL when there is none. */
enum status db_item_name_of(struct ctx *cx, const struct collection *c, const char *uid,
    const char **name) NODISCARD;

/*
 * Make, or replace what has this name; the collection is locked.  ERR_EXISTS
 * when another object has the UID.  Sets id, modseq and c->modseq.
 */
enum status db_item_put(struct ctx *cx, struct collection *c, struct item *item) NODISCARD;

/*
 * The same in one call, with nothing locked before and everything committed
 * behind it, of no scheduling object.  WAS (ETag and size) is what the caller has
 * seen under this name, NULL when nothing was there; *STORED is false when
 * that has changed.
 */
enum status db_item_put_seen(struct ctx *cx, struct collection *c, struct item *item,
    const struct item *was, bool *stored) NODISCARD;

/* Leaves a tombstone; the collection is locked. */
enum status db_item_delete(struct ctx *cx, struct collection *c, const struct item *item) NODISCARD;

/* What was called NAME and went last was a meeting. */
enum status db_item_was_meeting(struct ctx *cx, const struct collection *c, const char *name,
    bool *yes) NODISCARD;

/* All of FROM with their dead properties into TO, which is new and empty. */
enum status db_item_copy_all(struct ctx *cx, const struct collection *from,
    const struct collection *to) NODISCARD;

#endif
