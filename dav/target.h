/*
 * What a path names.
 *
 *	/dav/					root
 *	/dav/principals/			principals
 *	/dav/principals/ACCOUNT/		principal
 *	/dav/principals/ACCOUNT/calendar-proxy-write/	proxies (and -read)
 *	/dav/calendars/  /dav/addressbooks/	homes
 *	/dav/calendars/ACCOUNT/			home
 *	/dav/calendars/ACCOUNT/NAME/		collection
 *	/dav/calendars/ACCOUNT/NAME/OBJECT	item
 *
 * and the same under SOGo's addresses, /SOGo/dav/ACCOUNT/Calendar/NAME/ and
 * /SOGo/dav/ACCOUNT/Contacts/NAME/.  What others share with somebody is in his
 * home too, as OWNER_NAME.
 */
#ifndef DAV_TARGET_H
#define DAV_TARGET_H

#include "core/buf.h"
#include "core/http.h"
#include "storage/item.h"

enum dav_kind {
	DAV_ROOT = 1 << 0,
	DAV_PRINCIPALS = 1 << 1,
	DAV_PRINCIPAL = 1 << 2,
	DAV_HOMES = 1 << 3,
	DAV_HOME = 1 << 4,
	DAV_COLLECTION = 1 << 5,
	DAV_ITEM = 1 << 6,
	DAV_PROXIES = 1 << 7,		/* who acts for somebody: a principal, and a group */
};
#define DAV_KINDS	((1 << 8) - 1)

struct dav_target {
	enum dav_kind		 kind;
	bool			 exists;	/* false: nothing there yet, but its parent is */
	bool			 hidden;	/* there is something that the asker may not see */
	bool			 sogo;		/* asked for under SOGo's address */
	bool			 bare_at;	/* asked for with "@", which others write "%40" */
	bool			 short_name;	/* asked for as "alice", who is of the asker's domain */
	enum collection_kind	 what;		/* homes and below */
	int64_t			 owner;		/* whose principal or home it is in */
	const char		*address;	/* of the owner */
	const char		*owner_name;	/* "" when he has none */
	const char		*owner_kind;	/* "group", "resource"; NULL: a person */
	bool			 writes;	/* DAV_PROXIES: those who may write */
	const char		*segment;	/* the collection's name in this path */
	const char		*name;		/* the item's */
	const char		*base;		/* escaped path of the collection, NULL until asked for */
	struct collection	 collection;	/* DAV_COLLECTION that exists, DAV_ITEM */
	struct item		 item;		/* DAV_ITEM that exists */
	int			 rights;	/* what the asker may (storage/share.h) */
};

/*
 * ERR_NOT_FOUND when not even a parent is there; ERR_DENIED when it is
 * somebody else's and not for the asker, whether it is there or not.
 */
enum status dav_target_find(struct ctx *cx, const char *path, struct dav_target *t) NODISCARD;

/* What will be asked next of an object at PATH, if ACCOUNT asks, so that its answer is there then. */
void dav_target_foresee(struct ctx *cx, int64_t account, const char *path, bool with_body);

/* The same with the object's text. */
enum status dav_target_load(struct ctx *cx, const char *path, struct dav_target *t) NODISCARD;

/* The same for writers: in a transaction, with the collection locked. */
enum status dav_target_lock(struct ctx *cx, const char *path, struct dav_target *t) NODISCARD;

/* What is in a header or an href: an absolute path or a URI of this server; NULL when neither. */
const char *dav_path_of(struct ctx *cx, const struct request *rq, const char *href);

/* Its parent, where that is a collection or a home. */
struct dav_target dav_target_collection(const struct dav_target *t);
struct dav_target dav_target_home(const struct dav_target *t);

/* The home, collection or principal of the same address style. */
struct dav_target dav_target_of_collection(struct ctx *cx, const struct dav_target *home,
    const struct collection *c);

/*
 * The path, escaped; collections end in "/".  "@" and short names are as the client wrote
 * them: clients that compare texts find again what they asked for.
 */
void dav_href(struct ctx *cx, struct buf *out, const struct dav_target *t);
const char *dav_href_text(struct ctx *cx, const struct dav_target *t);
void dav_href_principal(struct ctx *cx, struct buf *out, const struct dav_target *t,
    const char *address);
void dav_href_proxies(struct ctx *cx, struct buf *out, const struct dav_target *t,
    const char *address, bool writes);
void dav_href_home(struct ctx *cx, struct buf *out, const struct dav_target *t,
    enum collection_kind what, const char *address);

/* The most private class of object that the asker hears of at all. */
enum item_class dav_most_private(const struct dav_target *t);

/* May he know of this object only when it is, not what? */
bool dav_is_veiled(const struct dav_target *t, const struct item *item);

#endif
