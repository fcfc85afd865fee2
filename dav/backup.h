/*
 * Somebody's calendars and address books as lines of JSON, and back.  For
 * `hayloft dav backup` and `hayloft dav restore`.
 *
 *	{"hayloft":1,"address":"alice@example.org"}
 *	{"collection":"calendar/personal","label":…,"rights":[{"grantee":…,"rights":3}]}
 *	{"name":"lunch.ics","scheduled":false,"body":"BEGIN:VCALENDAR…"}	of the collection above
 *	{"settings":"<settings …>"}	what the page keeps (storage/property.h)
 *
 * Of a web calendar only the address is in it.  What clients keep as properties
 * beside is not, nor are deletions: who syncs fetches what came back.
 */
#ifndef DAV_BACKUP_H
#define DAV_BACKUP_H

#include "core/json.h"
#include "dav/target.h"
#include "storage/account.h"

struct dav_backed {
	int64_t	 collections, objects;
	int64_t	 unchanged;		/* of a restore: were there as they are in the file */
	int64_t	 refused;		/* and could not be taken: their UID is at another place */
};

/* One line without its end; borrowed. */
typedef enum status dav_line_fn(struct ctx *cx, void *arg, const char *line);

/* Each collection as it is at one moment. */
enum status dav_backup(struct ctx *cx, const struct account *a, dav_line_fn *write, void *arg,
    struct dav_backed *out) NODISCARD;

struct dav_restore {
	const struct account	*account;	/* whose it becomes */
	const char		*only;		/* "calendar/personal"; NULL: all */
	bool			 look;		/* write nothing, only count and list */
	json_t			*seen;		/* an array: collections of the file, with how many objects */
	struct dav_target	 t;		/* the collection that lines are of; locked */
	bool			 skip;		/* its lines are passed over */
	bool			 begun;
	size_t			 changes;	/* of it */
	struct dav_backed	 sum;
};

/*
 * One line, in the caller's transaction.  What the file has becomes as it was
 * then, and what came since stays; rights are given where the collection was gone
 * and who had them is there.  Nobody is invited or told by mail.  ERR_INVALID: not
 * such a file.
 */
enum status dav_restore_line(struct ctx *cx, struct dav_restore *r, const char *line,
    size_t len) NODISCARD;

/* After the last one. */
enum status dav_restore_end(struct ctx *cx, struct dav_restore *r) NODISCARD;

/* "calendar/personal" as kind and name; ERR_INVALID with words. */
enum status dav_collection_path(struct ctx *cx, const char *text, enum collection_kind *kind,
    const char **name) NODISCARD;

/* "calendar/personal" or "addressbook/friends" of ACCOUNT; ERR_INVALID, ERR_NOT_FOUND with words. */
enum status dav_collection_named(struct ctx *cx, const struct account *a, const char *text,
    bool lock, struct collection *out) NODISCARD;

#endif
