#include "dav/acl.h"
#include "dav/private.h"
#include "dav/props.h"
#include "storage/directory.h"
#include "storage/index.h"
#include "storage/share.h"

struct listing {
	struct multistatus	 ms;
	struct dav_want		 want;
	struct dav_target	 item;
};

static enum status
write_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct listing *l = arg;

	l->item.item = *item;
	l->item.name = item->name;
	return dav_props_write(cx, &l->ms, &l->item, &l->want);
}

static enum status
list_items(struct ctx *cx, struct listing *l, const struct dav_target *t)
{
	struct item_filter filter = { .most = dav_most_private(t), .marks = l->want.marks };

	l->item = *t;
	l->item.kind = DAV_ITEM;
	l->item.base = dav_href_text(cx, t);
	return db_item_each(cx, &t->collection, &filter, write_item, l);
}

static enum status
list_some(struct ctx *cx, struct listing *l, const struct dav_target *home,
    const struct collection *list, size_t count)
{
	enum status st = OK;

	for (size_t i = 0; i < count && st == OK; i++) {
		struct dav_target t = dav_target_of_collection(cx, home, &list[i]);

		if (!(t.rights & RIGHT_READ))
			continue;
		if ((st = dav_want_load(cx, &l->want, &t, false)) == OK)
			st = dav_props_write(cx, &l->ms, &t, &l->want);
	}
	return st;
}

/* One's own home: own collections and what others share.  Others': what they share with the asker. */
static enum status
list_home(struct ctx *cx, struct listing *l, const struct dav_target *home)
{
	bool own = home->owner == cx->who.account;
	struct collection *list;
	enum status st;
	size_t count;

	if (own && ((st = db_collection_list(cx, home->owner, home->what, &list, &count)) != OK ||
	    (count == 0 && ((st = db_collection_ensure(cx, home->owner, home->what)) != OK ||
	    (st = db_collection_list(cx, home->owner, home->what, &list, &count)) != OK)) ||
	    (st = list_some(cx, l, home, list, count)) != OK))
		return st;
	if ((st = db_collection_shared(cx, cx->who.account, own ? 0 : home->owner, home->what,
	    &list, &count)) != OK || (st = list_some(cx, l, home, list, count)) != OK)
		return st;
	if (own && home->what == COLLECTION_BOOK) {
		struct collection directory;
		bool listed = false;

		st = db_directory_find(cx, cx->who.domain, &directory, &listed);
		if (st == OK && listed)
			return list_some(cx, l, home, &directory, 1);
		return st == ERR_NOT_FOUND ? OK : st;
	}
	return OK;
}

/* Of all the people only the asker: others are found by searching. */
static enum status
list_one(struct ctx *cx, struct listing *l, const struct dav_target *t, enum dav_kind kind,
    enum collection_kind what)
{
	struct dav_target own = {
		.kind = kind,
		.exists = true,
		.sogo = t->sogo,
		.bare_at = t->bare_at,
		.what = what,
		.owner = cx->who.account,
		.address = cx->who.address,
		.owner_name = cx->who.name,
		.rights = RIGHT_ALL,
	};
	enum status st;

	if ((st = dav_want_load(cx, &l->want, &own, false)) != OK)
		return st;
	return dav_props_write(cx, &l->ms, &own, &l->want);
}

static enum status
list_root(struct ctx *cx, struct listing *l, const struct dav_target *t)
{
	static const struct {
		enum dav_kind		kind;
		enum collection_kind	what;
	} below[] = {
		{ DAV_PRINCIPALS, COLLECTION_CALENDAR },
		{ DAV_HOMES, COLLECTION_CALENDAR },
		{ DAV_HOMES, COLLECTION_BOOK },
	};
	enum status st = OK;

	if (t->sogo)
		return list_one(cx, l, t, DAV_PRINCIPAL, COLLECTION_CALENDAR);
	for (size_t i = 0; i < COUNT(below) && st == OK; i++) {
		struct dav_target one = {
			.kind = below[i].kind,
			.exists = true,
			.what = below[i].what,
			.rights = RIGHT_READ,
			.owner = cx->who.account,
			.address = cx->who.address,
			.owner_name = cx->who.name,
		};

		st = dav_props_write(cx, &l->ms, &one, &l->want);
	}
	return st;
}

static enum status
list_proxies(struct ctx *cx, struct listing *l, const struct dav_target *t)
{
	struct dav_target one = *t;
	enum status st = OK;

	one.kind = DAV_PROXIES;
	for (int writes = 0; writes < 2 && st == OK; writes++) {
		one.writes = writes;
		st = dav_props_write(cx, &l->ms, &one, &l->want);
	}
	return st;
}

static enum status
list_below(struct ctx *cx, struct listing *l, const struct dav_target *t)
{
	switch (t->kind) {
	case DAV_ROOT:
		return list_root(cx, l, t);
	case DAV_PRINCIPALS:
		return list_one(cx, l, t, DAV_PRINCIPAL, t->what);
	case DAV_HOMES:
		return list_one(cx, l, t, DAV_HOME, t->what);
	case DAV_HOME:
		return list_home(cx, l, t);
	case DAV_COLLECTION:
		return list_items(cx, l, t);
	case DAV_PRINCIPAL:
		/* SOGo's principal is the folder of both homes as well. */
		if (t->sogo && t->owner == cx->who.account) {
			enum status st = list_one(cx, l, t, DAV_HOME, COLLECTION_CALENDAR);

			return st != OK ? st : list_one(cx, l, t, DAV_HOME, COLLECTION_BOOK);
		}
		return t->sogo || t->owner != cx->who.account ? OK : list_proxies(cx, l, t);
	case DAV_PROXIES:
	case DAV_ITEM:
		break;
	}
	return OK;
}

/*
 * PROPFIND (RFC 4918, section 9.1).  What has no bound is asked for level by
 * level; below a collection there are only objects, so "infinity" is 1 there.
 */
enum status
dav_propfind(struct ctx *cx, const struct request *rq, struct reply *re)
{
	int depth = dav_depth(rq, DAV_DEPTH_INFINITY);
	const struct xml_node *what = NULL;
	struct xml_node *root;
	struct dav_target t;
	struct listing l;
	bool noroot;
	enum status st;

	if ((st = dav_target_find(cx, rq->path, &t)) != OK)
		return st;
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "nothing is there");
	if (depth < 0)
		return fault(cx, ERR_INVALID, "Depth is 0, 1 or infinity");
	if (depth == DAV_DEPTH_INFINITY && !(t.kind & ON_KEPT))
		return dav_refuse(cx, ERR_DENIED, "D:propfind-finite-depth", "no end");
	if ((st = dav_require(cx, &t, RIGHT_READ)) != OK ||
	    (st = dav_body(cx, rq, XML_MAX, true, &root)) != OK)
		return st;
	if (root != NULL) {
		if (!xml_is(root, NS_DAV, "propfind"))
			return fault(cx, ERR_INVALID, "a propfind is wanted");
		what = root;
	}
	if (t.kind == DAV_PRINCIPAL || t.kind == DAV_PRINCIPALS || t.kind == DAV_ROOT ||
	    t.kind == DAV_HOMES) {
		/* Properties of nobody in particular are the asker's. */
		if (t.address == NULL) {
			t.address = cx->who.address;
			t.owner_name = cx->who.name;
		}
	}
	if ((st = dav_want_read(cx, what, dav_is_brief(rq), &l.want)) != OK ||
	    (st = dav_want_load(cx, &l.want, &t, depth > 0 && t.kind == DAV_COLLECTION)) != OK)
		return st;
	noroot = depth > 0 && dav_prefers(rq, "depth-noroot");
	multistatus_open(cx, &l.ms);
	if ((!noroot && (st = dav_props_write(cx, &l.ms, &t, &l.want)) != OK) ||
	    (depth > 0 && (st = list_below(cx, &l, &t)) != OK))
		return st;
	dav_header(cx, re);
	if (noroot)	/* RFC 8144, section 3.2 */
		reply_header(cx, re, "preference-applied", "depth-noroot");
	if (l.want.brief)
		reply_header(cx, re, "preference-applied", "return=minimal");
	reply_header(cx, re, "vary", "brief, prefer");
	multistatus_close(cx, &l.ms, NULL, re);
	return OK;
}
