#include <string.h>
#include <strings.h>

#include "core/address.h"
#include "dav/target.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/directory.h"
#include "storage/member.h"
#include "storage/scheduling.h"
#include "storage/share.h"

/* What comes and goes in an inbox is the server's matter; its owner may clear it. */
#define BOX_RIGHTS \
	(RIGHT_FREEBUSY | RIGHT_READ | RIGHT_UNBIND | RIGHT_WRITE_PROPERTIES | RIGHT_READ_ACL | \
	RIGHT_SEE_CONFIDENTIAL | RIGHT_SEE_PRIVATE)

/* "alice" is alice@ the domain of the one who asks, as SOGo has it. */
static enum status
find_owner(struct ctx *cx, const char *login, struct dav_target *t)
{
	struct account account;
	enum status st;

	t->short_name = strchr(login, '@') == NULL;
	if (t->short_name)
		login = arena_printf(cx->arena, "%s@%s", login, address_domain(cx->who.address));
	if (strcasecmp(login, cx->who.address) == 0) {
		t->owner = cx->who.account;
		t->address = cx->who.address;
		t->owner_name = cx->who.name;
		return OK;
	}
	if ((st = address_parse(cx, login, &login)) != OK ||
	    (st = db_account_find(cx, login, &account)) != OK ||
	    account.domain != cx->who.domain || !account.active) {
		if (st == ERR_BUSY || st == ERR_INTERNAL || st == ERR_LIMIT)
			return st;
		ctx_forgive(cx);
		return fault(cx, ERR_NOT_FOUND, "there is nobody of this name");
	}
	t->owner = account.id;
	t->address = account.address;
	t->owner_name = account.name;
	t->owner_kind = strcmp(account.kind, "person") == 0 ? NULL : account.kind;
	return OK;
}

enum how { HOW_FIND, HOW_LOAD, HOW_LOCK };

/* One's own is made when it is asked for, and by whoever acts for its owner. */
static enum status
find_box(struct ctx *cx, struct dav_target *t, enum collection_kind kind)
{
	int rights = 0;
	enum status st;

	if (t->owner != cx->who.account) {
		st = db_collection_find(cx, t->owner, kind, t->segment, &t->collection);
		if (st != ERR_NOT_FOUND)
			return st;
		if ((st = db_proxy_rights(cx, t->owner, cx->who.account, &rights)) != OK)
			return st;
		if (rights == 0)
			return ERR_NOT_FOUND;
	}
	return db_scheduling_box(cx, t->owner, kind, &t->collection);
}

/*
 * Of the path's owner, or shared with him as OWNER_NAME.  *LOCKED when it was
 * found and locked at once, which is what nearly every writer meets.
 */
static enum status
find_collection(struct ctx *cx, enum how how, struct dav_target *t, bool *locked)
{
	struct collection *shared;
	enum status st;
	size_t count;

	*locked = false;
	for (int box = COLLECTION_INBOX; t->what == COLLECTION_CALENDAR && box < COLLECTION_KINDS;
	     box++) {
		enum collection_kind kind = (enum collection_kind)box;

		if (strcmp(t->segment, collection_kind_name(kind)) != 0)
			continue;
		return find_box(cx, t, kind);
	}
	*locked = how == HOW_LOCK && t->owner == cx->who.account;
	st = *locked ?
	    db_collection_lock_named(cx, t->owner, t->what, t->segment, &t->collection) :
	    db_collection_find(cx, t->owner, t->what, t->segment, &t->collection);
	if (st != ERR_NOT_FOUND)
		return st;
	*locked = false;
	if (t->owner != cx->who.account)
		return ERR_NOT_FOUND;
	if (strcmp(t->segment, "personal") == 0) {
		if ((st = db_collection_ensure(cx, t->owner, t->what)) != OK)
			return st;
		return db_collection_find(cx, t->owner, t->what, t->segment, &t->collection);
	}
	if (t->what == COLLECTION_BOOK && strcmp(t->segment, DIRECTORY_NAME) == 0) {
		*locked = true;		/* nobody writes to it */
		return db_directory_find(cx, cx->who.domain, &t->collection, NULL);
	}
	if (strchr(t->segment, '@') == NULL)
		return ERR_NOT_FOUND;
	if ((st = db_collection_shared(cx, t->owner, 0, t->what, &shared, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(shared[i].owner);

		if (strncmp(shared[i].owner, t->segment, len) == 0 && t->segment[len] == '_' &&
		    strcmp(t->segment + len + 1, shared[i].name) == 0) {
			t->collection = shared[i];
			return OK;
		}
	}
	return ERR_NOT_FOUND;
}

/* T->item is what was found; name NULL: nothing. */
static void
judge_item(struct dav_target *t)
{
	if (t->item.name == NULL)
		return;
	if (t->item.class > dav_most_private(t))
		t->hidden = true;
	else
		t->exists = true;
}

static enum status
find_item(struct ctx *cx, struct dav_target *t, bool with_body)
{
	enum status st = db_item_find(cx, &t->collection, t->name, with_body, &t->item);

	if (st == OK)
		judge_item(t);
	return st == ERR_NOT_FOUND ? OK : st;
}

/*
 * Nearly all that is asked for is an object in a collection of one's own: one
 * question for both.  *FOUND is false when it is not so simple.
 */
static enum status
find_own_item(struct ctx *cx, bool with_body, struct dav_target *t, bool *found)
{
	enum status st = db_item_find_with(cx, t->owner, t->what, t->segment, t->name, with_body,
	    &t->collection, &t->item);

	*found = st == OK;
	if (*found) {
		t->collection.owner = t->address;
		t->rights = share_rights_on(&t->collection, RIGHT_ALL);
		judge_item(t);
	}
	return st == ERR_NOT_FOUND ? OK : st;
}

static enum status
below_home(struct ctx *cx, char *const *segment, size_t count, bool trailing, enum how how,
    struct dav_target *t)
{
	bool locked, found;
	enum status st;

	t->segment = segment[0];
	t->rights = t->owner == cx->who.account ? RIGHT_ALL : 0;
	t->kind = count == 1 ? DAV_COLLECTION : DAV_ITEM;
	if (count > 2 || (count == 2 && trailing))
		return fault(cx, ERR_NOT_FOUND, "nothing is below an object");
	if (count == 2 && how != HOW_LOCK && t->owner == cx->who.account) {
		t->name = segment[1];
		if ((st = find_own_item(cx, how == HOW_LOAD, t, &found)) != OK || found)
			return st;
	}
	st = find_collection(cx, how, t, &locked);
	if (st == OK && how == HOW_LOCK && !locked)
		st = db_collection_lock(cx, t->collection.account, t->collection.id,
		    &t->collection);
	if (st == OK && (st = db_share_rights(cx, &t->collection, cx->who.account,
	    &t->rights)) == OK)
		st = db_share_view(cx, cx->who.account, &t->collection);
	else if (st == ERR_NOT_FOUND && t->owner != cx->who.account &&
	    t->what == COLLECTION_CALENDAR && db_proxy_rights(cx, t->owner, cx->who.account,
	    &t->rights) != OK)
		return ERR_BUSY;
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	if (st == OK && t->collection.kind != t->what)
		t->rights &= BOX_RIGHTS;
	/* To strangers "not there" and "not yours" look alike. */
	if (t->rights == 0)
		return fault(cx, ERR_DENIED, "not for %s", cx->who.address);
	if (count == 1) {
		t->exists = st == OK;
		return OK;
	}
	if (st == ERR_NOT_FOUND)
		return fault(cx, ERR_NOT_FOUND, "the collection is not there");
	t->name = segment[1];
	return find_item(cx, t, how == HOW_LOAD);
}

static enum status
in_home(struct ctx *cx, const struct path *p, size_t at, enum how how, struct dav_target *t)
{
	enum status st;

	if (p->count == at) {
		t->kind = DAV_HOMES;
		t->rights = RIGHT_READ;
		t->exists = true;
		return OK;
	}
	if ((st = find_owner(cx, p->segment[at], t)) != OK)
		return st;
	if (p->count > at + 1)
		return below_home(cx, p->segment + at + 1, p->count - at - 1, p->trailing, how, t);
	t->kind = DAV_HOME;
	t->exists = true;
	t->rights = t->owner == cx->who.account ? RIGHT_ALL : RIGHT_READ;
	return OK;
}

/* Who acts for a person is nobody's business but his and theirs. */
static enum status
in_principal(struct ctx *cx, const struct path *p, struct dav_target *t)
{
	bool writes = strcmp(p->segment[3], "calendar-proxy-write") == 0;
	enum status st;
	int rights;

	if (p->count > 4 || (!writes && strcmp(p->segment[3], "calendar-proxy-read") != 0))
		return fault(cx, ERR_NOT_FOUND, "nothing is below a principal");
	if ((st = find_owner(cx, p->segment[2], t)) != OK)
		return st;
	t->kind = DAV_PROXIES;
	t->writes = writes;
	t->rights = RIGHT_ALL;
	if (t->owner == cx->who.account)
		return OK;
	if ((st = db_proxy_rights(cx, t->owner, cx->who.account, &rights)) != OK)
		return st;
	t->rights = rights & RIGHT_READ;
	return rights != 0 ? OK : fault(cx, ERR_DENIED, "not for %s", cx->who.address);
}

static enum status
in_dav(struct ctx *cx, const struct path *p, enum how how, struct dav_target *t)
{
	t->rights = RIGHT_READ;
	t->exists = true;
	if (p->count == 1) {
		t->kind = DAV_ROOT;
		return OK;
	}
	if (strcmp(p->segment[1], "principals") == 0) {
		t->kind = p->count == 2 ? DAV_PRINCIPALS : DAV_PRINCIPAL;
		if (p->count > 3)
			return in_principal(cx, p, t);
		return p->count == 3 ? find_owner(cx, p->segment[2], t) : OK;
	}
	t->exists = false;
	t->what = strcmp(p->segment[1], "calendars") == 0 ? COLLECTION_CALENDAR : COLLECTION_BOOK;
	if (t->what == COLLECTION_BOOK && strcmp(p->segment[1], "addressbooks") != 0)
		return fault(cx, ERR_NOT_FOUND, "no such path");
	return in_home(cx, p, 2, how, t);
}

/* /SOGo/dav/ACCOUNT/Calendar/NAME/OBJECT: the account comes first. */
static enum status
in_sogo(struct ctx *cx, struct path *p, enum how how, struct dav_target *t)
{
	char *account;

	t->sogo = true;
	t->rights = RIGHT_READ;
	t->exists = true;
	if (p->count == 2) {
		t->kind = DAV_ROOT;
		return OK;
	}
	if (p->count == 3) {
		t->kind = DAV_PRINCIPAL;
		return find_owner(cx, p->segment[2], t);
	}
	if (strncmp(p->segment[3], "calendar-proxy-", 15) == 0)
		return in_principal(cx, p, t);
	t->exists = false;
	t->what = strcmp(p->segment[3], "Calendar") == 0 ? COLLECTION_CALENDAR : COLLECTION_BOOK;
	if (t->what == COLLECTION_BOOK && strcmp(p->segment[3], "Contacts") != 0)
		return fault(cx, ERR_NOT_FOUND, "no such path");
	account = p->segment[2];
	p->segment[3] = account;
	return in_home(cx, p, 3, how, t);
}

static enum status
resolve(struct ctx *cx, const char *path, enum how how, struct dav_target *t)
{
	struct path p;
	enum status st;

	*t = (struct dav_target){ .bare_at = strchr(path, '@') != NULL };
	if ((st = http_path(cx, path, &p)) != OK)
		return st;
	if (p.count > 0 && strcmp(p.segment[0], "dav") == 0)
		return in_dav(cx, &p, how, t);
	if (p.count > 1 && strcmp(p.segment[0], "SOGo") == 0 && strcmp(p.segment[1], "dav") == 0)
		return in_sogo(cx, &p, how, t);
	return fault(cx, ERR_NOT_FOUND, "no such path");
}

void
dav_target_foresee(struct ctx *cx, int64_t account, const char *path, bool with_body)
{
	struct path p;

	if (http_path(cx, path, &p) != OK) {
		ctx_forgive(cx);
		return;
	}
	if (p.count == 5 && !p.trailing && strcmp(p.segment[0], "dav") == 0 &&
	    (strcmp(p.segment[1], "calendars") == 0 || strcmp(p.segment[1], "addressbooks") == 0))
		db_item_foresee(cx, account, strcmp(p.segment[1], "calendars") == 0 ?
		    COLLECTION_CALENDAR : COLLECTION_BOOK, p.segment[3], p.segment[4], with_body);
}

enum status
dav_target_find(struct ctx *cx, const char *path, struct dav_target *t)
{
	return resolve(cx, path, HOW_FIND, t);
}

enum status
dav_target_load(struct ctx *cx, const char *path, struct dav_target *t)
{
	return resolve(cx, path, HOW_LOAD, t);
}

enum status
dav_target_lock(struct ctx *cx, const char *path, struct dav_target *t)
{
	enum status st = db_begin(cx);

	return st == OK ? resolve(cx, path, HOW_LOCK, t) : st;
}

const char *
dav_path_of(struct ctx *cx, const struct request *rq, const char *href)
{
	const char *path = href, *host;

	if (strncasecmp(href, "https://", 8) == 0 || strncasecmp(href, "http://", 7) == 0) {
		host = strstr(href, "//") + 2;
		path = host + strcspn(host, "/?#");
		if (rq->authority == NULL || strlen(rq->authority) != (size_t)(path - host) ||
		    strncasecmp(rq->authority, host, (size_t)(path - host)) != 0)
			return NULL;
	}
	if (*path != '/')
		return NULL;
	return arena_strndup(cx->arena, path, strcspn(path, "?#"));
}

struct dav_target
dav_target_collection(const struct dav_target *t)
{
	struct dav_target up = *t;

	up.kind = DAV_COLLECTION;
	up.exists = true;
	up.hidden = false;
	up.name = NULL;
	up.item = (struct item){ 0 };
	return up;
}

struct dav_target
dav_target_home(const struct dav_target *t)
{
	return (struct dav_target){
		.kind = DAV_HOME,
		.exists = true,
		.sogo = t->sogo,
		.bare_at = t->bare_at,
		.what = t->what,
		.owner = t->owner,
		.address = t->address,
		.owner_name = t->owner_name,
		.rights = t->rights,
	};
}

struct dav_target
dav_target_of_collection(struct ctx *cx, const struct dav_target *home,
    const struct collection *c)
{
	struct dav_target t = dav_target_home(home);

	t.kind = DAV_COLLECTION;
	t.collection = *c;
	t.segment = c->account == home->owner || c->directory != 0 ? c->name :
	    arena_printf(cx->arena, "%s_%s", c->owner, c->name);
	t.rights = c->account == cx->who.account ? share_rights_on(c, RIGHT_ALL) : c->rights;
	return t;
}

static void
part(struct ctx *cx, struct buf *out, const struct dav_target *t, const char *text)
{
	size_t len;

	for (; t->bare_at && text[len = strcspn(text, "@")] == '@'; text += len + 1) {
		buf_puts(out, http_escape(cx->arena, arena_strndup(cx->arena, text, len)));
		buf_putc(out, '@');
	}
	buf_puts(out, http_escape(cx->arena, text));
}

static void
segment(struct ctx *cx, struct buf *out, const struct dav_target *t, const char *text)
{
	part(cx, out, t, text);
	buf_putc(out, '/');
}

/* "alice" where the client wrote so, of people of its own domain. */
static void
account_segment(struct ctx *cx, struct buf *out, const struct dav_target *t, const char *address)
{
	const char *at = strchr(address, '@');

	if (t->short_name && at != NULL &&
	    strcasecmp(at + 1, address_domain(cx->who.address)) == 0)
		address = arena_strndup(cx->arena, address, (size_t)(at - address));
	segment(cx, out, t, address);
}

void
dav_href_principal(struct ctx *cx, struct buf *out, const struct dav_target *t,
    const char *address)
{
	buf_puts(out, t->sogo ? "/SOGo/dav/" : "/dav/principals/");
	account_segment(cx, out, t, address);
}

void
dav_href_proxies(struct ctx *cx, struct buf *out, const struct dav_target *t,
    const char *address, bool writes)
{
	dav_href_principal(cx, out, t, address);
	buf_puts(out, writes ? "calendar-proxy-write/" : "calendar-proxy-read/");
}

void
dav_href_home(struct ctx *cx, struct buf *out, const struct dav_target *t,
    enum collection_kind what, const char *address)
{
	if (t->sogo) {
		dav_href_principal(cx, out, t, address);
		buf_puts(out, what == COLLECTION_CALENDAR ? "Calendar/" : "Contacts/");
	} else {
		buf_puts(out, what == COLLECTION_CALENDAR ? "/dav/calendars/" :
		    "/dav/addressbooks/");
		account_segment(cx, out, t, address);
	}
}

void
dav_href(struct ctx *cx, struct buf *out, const struct dav_target *t)
{
	switch (t->kind) {
	case DAV_ROOT:
		buf_puts(out, t->sogo ? "/SOGo/dav/" : "/dav/");
		return;
	case DAV_PRINCIPALS:
		buf_puts(out, t->sogo ? "/SOGo/dav/" : "/dav/principals/");
		return;
	case DAV_HOMES:
		buf_puts(out, t->what == COLLECTION_CALENDAR ? "/dav/calendars/" :
		    "/dav/addressbooks/");
		return;
	case DAV_PRINCIPAL:
		dav_href_principal(cx, out, t, t->address);
		return;
	case DAV_PROXIES:
		dav_href_proxies(cx, out, t, t->address, t->writes);
		return;
	default:
		break;
	}
	if (t->base != NULL) {
		buf_puts(out, t->base);
	} else {
		dav_href_home(cx, out, t, t->what, t->address);
		if (t->kind != DAV_HOME)
			segment(cx, out, t, t->segment);
	}
	if (t->kind == DAV_ITEM)
		part(cx, out, t, t->name);
}

const char *
dav_href_text(struct ctx *cx, const struct dav_target *t)
{
	struct buf out = BUF_ON(cx->arena);

	dav_href(cx, &out, t);
	return buf_str(&out);
}
