#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "dav/acl.h"
#include "dav/multistatus.h"
#include "dav/private.h"
#include "dav/props.h"
#include "dav/share.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/person.h"
#include "storage/share.h"

#define READ		(RIGHT_FREEBUSY | RIGHT_READ)
/* All of D:write, which programs look for before they let anybody write (RFC 3744, section 3.12). */
#define READ_WRITE	(READ | RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND | RIGHT_WRITE_PROPERTIES)
#define ORDERS_MAX	500
#define MEMBERS_MAX	1000	/* of a larger group nobody is asked: they have it, and hear of it by mail */

static const char *const answers[] = {
	[SHARE_PENDING] = "invite-noresponse",
	[SHARE_ACCEPTED] = "invite-accepted",
	[SHARE_DECLINED] = "invite-declined",
};

static bool
writes(int rights)
{
	return rights & RIGHT_WRITE_CONTENT;
}

static void
element(struct buf *out, const char *tag, const char *text)
{
	buf_printf(out, "<%s>", tag);
	xml_escape(out, text);
	buf_printf(out, "</%s>", tag);
}

/* Whom an href means: a mailto: or a principal of ours.  ERR_NOT_FOUND quietly. */
static enum status
find_person(struct ctx *cx, const struct request *rq, const char *href, struct person *out)
{
	const char *path;
	struct dav_target t;
	enum status st;

	if (strncasecmp(href, "mailto:", 7) == 0)
		return db_person_by_address(cx, cx->who.domain,
		    http_unescape(cx->arena, href + 7, strlen(href + 7)), out);
	if ((path = dav_path_of(cx, rq, href)) == NULL)
		return ERR_NOT_FOUND;
	st = dav_target_find(cx, path, &t);
	if (st == OK && t.kind == DAV_PRINCIPAL)
		return db_person_by_address(cx, cx->who.domain, t.address, out);
	ctx_forgive(cx);
	return st == ERR_BUSY || st == ERR_INTERNAL ? st : ERR_NOT_FOUND;
}

static const char *
own_path(struct ctx *cx, const struct collection *c)
{
	struct buf out = BUF_ON(cx->arena);
	struct dav_target like = { 0 };

	dav_href_home(cx, &out, &like, c->kind == COLLECTION_BOOK ? COLLECTION_BOOK :
	    COLLECTION_CALENDAR, c->owner);
	buf_puts(&out, http_escape(cx->arena, c->name));
	buf_putc(&out, '/');
	return buf_str(&out);
}

/* The instance in the home of one with whom it is shared. */
static const char *
path_at(struct ctx *cx, const struct collection *c, const char *address)
{
	struct buf out = BUF_ON(cx->arena);
	struct dav_target like = { 0 };

	dav_href_home(cx, &out, &like, c->kind == COLLECTION_BOOK ? COLLECTION_BOOK :
	    COLLECTION_CALENDAR, address);
	buf_puts(&out, http_escape(cx->arena, arena_printf(cx->arena, "%s_%s", c->owner, c->name)));
	buf_putc(&out, '/');
	return buf_str(&out);
}

static const char *
shared_type(const struct collection *c)
{
	return c->kind == COLLECTION_BOOK ? "addressbook" : "calendar";
}

/* A list of tasks is accepted elsewhere than a calendar: which it is, Apple's programs read here. */
static void
put_components(struct buf *out, const struct collection *c)
{
	if (c->kind != COLLECTION_CALENDAR)
		return;
	buf_puts(out, "<C:supported-calendar-component-set>");
	for (const char *s = c->components; *s != '\0'; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");

		buf_printf(out, "<C:comp name=\"%.*s\"/>", (int)len, s);
		s += len;
	}
	buf_puts(out, "</C:supported-calendar-component-set>");
}

/* What the invited is told: CS:invite-notification with his present state, or that it is over. */
static enum status
notify_invited(struct ctx *cx, const struct collection *c, const struct share *s, const char *state)
{
	struct buf out = BUF_ON(cx->arena);

	buf_printf(&out, "<CS:invite-notification shared-type=\"%s\"><CS:uid>%s</CS:uid>"
	    "<D:href>mailto:", shared_type(c), s->invite);
	xml_escape(&out, s->address);
	buf_printf(&out, "</D:href><CS:%s/><CS:access><CS:%s/></CS:access><CS:hosturl><D:href>%s"
	    "</D:href></CS:hosturl><CS:organizer><D:href>mailto:", state,
	    writes(s->rights) ? "read-write" : "read", own_path(cx, c));
	xml_escape(&out, c->owner);
	buf_puts(&out, "</D:href>");
	element(&out, "CS:common-name", c->account == cx->who.account && *cx->who.name != '\0' ?
	    cx->who.name : c->owner);
	buf_puts(&out, "</CS:organizer>");
	element(&out, "CS:summary", s->summary != NULL ? s->summary :
	    c->label != NULL ? c->label : c->name);
	put_components(&out, c);
	buf_puts(&out, "</CS:invite-notification>");
	return dav_notify(cx, s->grantee, arena_printf(cx->arena, "%s.xml", s->invite), buf_str(&out));
}

/*
 * Each who is in the group that has the collection: whether he wants to see it is asked
 * of him alone (ENDED: he hears that it is over).
 */
static enum status
notify_members(struct ctx *cx, const struct collection *c, const struct share *s, bool ended)
{
	struct share_member *members;
	enum status st;
	size_t count;

	if ((st = db_share_members(cx, c, s, &members, &count)) != OK || count > MEMBERS_MAX)
		return st;
	for (size_t i = 0; i < count && st == OK; i++) {
		struct share one = *s;

		if (members[i].state == SHARE_DECLINED)
			continue;
		one.grantee = members[i].id;
		one.address = members[i].address;
		st = notify_invited(cx, c, &one, ended ? "invite-deleted" : answers[members[i].state]);
	}
	return st;
}

/* Who has the collection hears that he has it no more; a question that is open goes. */
static enum status
notify_ended(struct ctx *cx, const struct collection *c, const struct share *s)
{
	if (s->invite == NULL)
		return OK;
	if (s->is_group)
		return notify_members(cx, c, s, true);
	return s->state == SHARE_ACCEPTED ? notify_invited(cx, c, s, "invite-deleted") :
	    dav_notify(cx, s->grantee, arena_printf(cx->arena, "%s.xml", s->invite), NULL);
}

enum status
dav_share_end(struct ctx *cx, const struct collection *c)
{
	struct share *list;
	enum status st;
	size_t count;

	if (!c->shared)
		return OK;
	st = db_share_list(cx, c, &list, &count);
	for (size_t i = 0; st == OK && i < count; i++)
		st = notify_ended(cx, c, &list[i]);
	return st;
}

static enum status
uninvite(struct ctx *cx, struct dav_target *t, const struct person *p)
{
	struct share *list, gone = { 0 };
	enum status st;
	size_t count;

	if ((st = db_share_list(cx, &t->collection, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].grantee == p->id)
			gone = list[i];
	if (gone.grantee == 0)
		return OK;
	/* Told before he cannot see it any more, and who is in a group before that is forgotten. */
	if ((st = db_collection_tell(cx, &t->collection, false)) != OK ||
	    (st = notify_ended(cx, &t->collection, &gone)) != OK)
		return st;
	return db_share_remove(cx, &t->collection, p->id);
}

bool
dav_share_tells(const struct request *rq)
{
	const char *says = http_header(rq, "share-notify");

	return says == NULL || strcasecmp(says, "F") != 0;
}

/* A group cannot answer: it has what it is given, and its members see it until they do not want to. */
static enum status
invite(struct ctx *cx, struct dav_target *t, const struct person *p, int rights, const char *name,
    const char *summary, bool tell)
{
	char token[TOKEN_LEN + 1];
	bool asks = strcmp(p->kind, "person") == 0;
	struct share s = {
		.grantee = p->id, .address = p->address, .rights = rights,
		.state = asks ? SHARE_PENDING : SHARE_ACCEPTED,
		.name = name, .summary = summary, .tell = tell,
		.is_group = strcmp(p->kind, "group") == 0,
	};
	enum status st;

	hash_token(token);
	s.invite = arena_strdup(cx->arena, token);
	if ((st = db_share_invite(cx, &t->collection, &s)) != OK)
		return st;
	if (s.is_group)
		return notify_members(cx, &t->collection, &s, false);
	return !asks ? OK : notify_invited(cx, &t->collection, &s, answers[s.state]);
}

/* One CS:set, CS:remove or D:sharee.  ERR_NOT_FOUND and ERR_INVALID are that one's. */
static enum status
one_order(struct ctx *cx, const struct request *rq, struct dav_target *t,
    const struct xml_node *node, const char *href)
{
	const struct xml_node *access = xml_child(node, NS_DAV, "share-access");
	const struct xml_node *name = xml_child(node, NS_CS, "common-name");
	const struct xml_node *summary = xml_child(node, NS_CS, "summary");
	struct person p;
	enum status st;

	if ((st = find_person(cx, rq, href, &p)) != OK)
		return st;
	if (p.id == t->collection.account)
		return ERR_INVALID;
	if (xml_is(node, NS_CS, "remove") || xml_child(access, NS_DAV, "no-access") != NULL)
		return uninvite(cx, t, &p);
	if (name == NULL)
		name = xml_child(xml_child(node, NS_DAV, "prop"), NS_DAV, "displayname");
	if (summary == NULL)
		summary = xml_child(node, NS_DAV, "comment");
	return invite(cx, t, &p, xml_child(node, NS_CS, "read-write") != NULL ||
	    xml_child(access, NS_DAV, "read-write") != NULL ? READ_WRITE : READ,
	    name != NULL ? xml_text(cx->arena, name) : NULL,
	    summary != NULL ? xml_text(cx->arena, summary) : NULL, dav_share_tells(rq));
}

static bool
is_order(const struct xml_node *n)
{
	return xml_is(n, NS_CS, "set") || xml_is(n, NS_CS, "remove") || xml_is(n, NS_DAV, "sharee");
}

enum status
dav_share(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	struct multistatus ms;
	bool all_good = true;
	size_t count = 0;
	enum status st;

	if ((st = dav_require(cx, t, RIGHT_WRITE_ACL)) != OK)
		return st;
	if (t->collection.kind != t->what)
		return fault(cx, ERR_DENIED, "a box is not shared");
	multistatus_open(cx, &ms);
	for (const struct xml_node *n = xml_first(root); n != NULL; n = xml_next(n)) {
		const char *href = xml_word(cx->arena, xml_child(n, NS_DAV, "href"));

		if (!is_order(n))
			continue;
		if (++count > ORDERS_MAX)
			return fault(cx, ERR_TOO_LARGE, "too many invitations at once");
		st = one_order(cx, rq, t, n, href);
		if (st != OK && st != ERR_NOT_FOUND && st != ERR_INVALID)
			return st;
		all_good = all_good && st == OK;
		multistatus_status(&ms, href, st == OK ? 200 : 403, NULL);
		ctx_forgive(cx);
	}
	if (count == 0)
		return fault(cx, ERR_INVALID, "nobody is named");
	if ((st = db_collection_tell(cx, &t->collection, false)) != OK || (st = db_commit(cx)) != OK)
		return st;
	if (all_good) {
		re->code = 200;
		re->body = "";
	} else {
		multistatus_close(cx, &ms, NULL, re);
	}
	return OK;
}

/* The owner hears what became of it. */
static enum status
notify_owner(struct ctx *cx, const struct collection *c, const char *uid, enum share_state state)
{
	struct buf out = BUF_ON(cx->arena);
	const char *who;

	buf_printf(&out, "<CS:invite-reply shared-type=\"%s\"><D:href>mailto:", shared_type(c));
	xml_escape(&out, cx->who.address);
	buf_printf(&out, "</D:href><CS:%s/><CS:hosturl><D:href>%s</D:href></CS:hosturl>"
	    "<CS:in-reply-to>", answers[state], own_path(cx, c));
	xml_escape(&out, uid);
	buf_puts(&out, "</CS:in-reply-to>");
	element(&out, "CS:summary", c->label != NULL ? c->label : c->name);
	element(&out, "CS:common-name", *cx->who.name != '\0' ? cx->who.name : cx->who.address);
	buf_puts(&out, "</CS:invite-reply>");
	/* Those of a group answer the same invitation. */
	who = arena_printf(cx->arena, "%s %s", uid, cx->who.address);
	return dav_notify(cx, c->account, arena_printf(cx->arena, "%s-reply.xml",
	    hash_sha256_hex(cx->arena, who, strlen(who))), buf_str(&out));
}

enum status
dav_share_leave(struct ctx *cx, const struct collection *c)
{
	struct share *list;
	enum status st;
	size_t count;

	if ((st = db_share_list(cx, c, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].grantee == cx->who.account && list[i].invite != NULL &&
		    (st = notify_owner(cx, c, list[i].invite, SHARE_DECLINED)) != OK)
			return st;
	return db_share_leave(cx, c, cx->who.account);
}

enum status
dav_invite_reply(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	const char *uid = xml_word(cx->arena, xml_child(root, NS_CS, "in-reply-to"));
	bool accepts = xml_child(root, NS_CS, "invite-accepted") != NULL;
	enum share_state state = accepts ? SHARE_ACCEPTED : SHARE_DECLINED;
	struct buf out = BUF_ON(cx->arena);
	struct collection c;
	enum status st;

	(void)rq;
	if (t->owner != cx->who.account)
		return fault(cx, ERR_DENIED, "everybody answers for himself");
	if (!accepts && xml_child(root, NS_CS, "invite-declined") == NULL)
		return fault(cx, ERR_INVALID, "neither accepted nor declined");
	st = db_share_answer(cx, cx->who.account, uid, state, &c);
	if (st == ERR_NOT_FOUND)
		return fault(cx, ERR_DENIED, "no such invitation");
	if (st != OK ||
	    (st = dav_notify(cx, cx->who.account, arena_printf(cx->arena, "%s.xml", uid),
	    NULL)) != OK ||
	    (st = notify_owner(cx, &c, uid, state)) != OK ||
	    (st = db_collection_tell(cx, &c, false)) != OK || (st = db_commit(cx)) != OK)
		return st;
	if (!accepts) {
		re->code = 204;
		re->body = "";
		return OK;
	}
	buf_puts(&out, XML_HEAD "<CS:shared-as" XML_NAMESPACES "><D:href>");
	xml_escape(&out, path_at(cx, &c, cx->who.address));
	buf_puts(&out, "</D:href></CS:shared-as>\n");
	reply_bytes(cx, re, 200, "application/xml; charset=utf-8", out.data, out.len);
	return OK;
}

/* ---- Properties ------------------------------------------------------------- */

static bool
is_shareable(const struct dav_target *t)
{
	return t->collection.kind == t->what;
}

static void
organizer(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const struct collection *c = &t->collection;

	buf_puts(out, "<CS:organizer><D:href>");
	dav_href_principal(cx, out, t, c->owner);
	buf_puts(out, "</D:href>");
	element(out, "CS:common-name", c->account == cx->who.account && *cx->who.name != '\0' ?
	    cx->who.name : c->owner);
	buf_puts(out, "</CS:organizer>");
}

static const char *
name_of(const struct share *s)
{
	return s->name != NULL ? s->name : *s->full_name != '\0' ? s->full_name : s->address;
}

/* Who else is invited is for those who may see the ACL; others learn whose it is. */
static enum status
get_invite(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct share *list;
	enum status st;
	size_t count = 0;

	if (!is_shareable(t) || !t->collection.shared)
		return ERR_NOT_FOUND;
	organizer(cx, t, out);
	if (t->rights & RIGHT_READ_ACL &&
	    (st = db_share_list(cx, &t->collection, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const struct share *s = &list[i];

		if (s->address == NULL)
			continue;
		buf_puts(out, "<CS:user><D:href>mailto:");
		xml_escape(out, s->address);
		buf_puts(out, "</D:href>");
		element(out, "CS:common-name", name_of(s));
		buf_printf(out, "<CS:%s/><CS:access><CS:%s/></CS:access>", answers[s->state],
		    writes(s->rights) ? "read-write" : "read");
		if (s->summary != NULL)
			element(out, "CS:summary", s->summary);
		buf_puts(out, "</CS:user>");
	}
	return OK;
}

static enum status
get_dav_invite(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct share *list;
	enum status st;
	size_t count;

	if (!is_shareable(t))
		return ERR_NOT_FOUND;
	if (!(t->rights & RIGHT_READ_ACL))
		return ERR_DENIED;
	if ((st = db_share_list(cx, &t->collection, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const struct share *s = &list[i];

		if (s->address == NULL)
			continue;
		buf_puts(out, "<D:sharee><D:href>mailto:");
		xml_escape(out, s->address);
		buf_printf(out, "</D:href><D:%s/><D:share-access><D:%s/></D:share-access>"
		    "<D:prop>", answers[s->state], writes(s->rights) ? "read-write" : "read");
		element(out, "D:displayname", name_of(s));
		buf_puts(out, "</D:prop></D:sharee>");
	}
	return OK;
}

static enum status
get_share_access(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (!is_shareable(t))
		return ERR_NOT_FOUND;
	if (t->collection.account != cx->who.account)
		buf_puts(out, writes(t->rights) ? "<D:read-write/>" : "<D:read/>");
	else
		buf_puts(out, t->collection.shared ? "<D:shared-owner/>" : "<D:not-shared/>");
	return OK;
}

static enum status
get_modes(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (!is_shareable(t) || !(t->rights & RIGHT_WRITE_ACL))
		return ERR_NOT_FOUND;
	buf_puts(out, "<CS:can-be-shared/><CS:can-be-published/>");
	return OK;
}

static enum status
get_shared_url(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->collection.account == cx->who.account)
		return ERR_NOT_FOUND;
	buf_puts(out, "<D:href>");
	xml_escape(out, own_path(cx, &t->collection));
	buf_puts(out, "</D:href>");
	return OK;
}

static enum status
get_notification_url(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->owner != cx->who.account)
		return ERR_NOT_FOUND;
	buf_puts(out, "<D:href>");
	dav_href_home(cx, out, t, COLLECTION_CALENDAR, t->address);
	buf_puts(out, "notifications/</D:href>");
	return OK;
}

/* The first element behind the stamp, without what is inside; we wrote it ourselves. */
static enum status
get_notification_type(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct item whole;
	enum status st;

	if (t->collection.kind != COLLECTION_NOTIFICATIONS)
		return ERR_NOT_FOUND;
	if ((st = db_item_find(cx, &t->collection, t->name, true, &whole)) != OK)
		return st;
	buf_puts(out, strstr(whole.body, "<CS:invite-reply ") != NULL ? "<CS:invite-reply/>" :
	    strstr(whole.body, "shared-type=\"addressbook\"") != NULL ?
	    "<CS:invite-notification shared-type=\"addressbook\"/>" :
	    "<CS:invite-notification shared-type=\"calendar\"/>");
	return OK;
}

const struct dav_prop dav_props_share[] = {
	{ NS_CS, "invite", DAV_COLLECTION, false, get_invite, NULL },
	{ NS_CS, "allowed-sharing-modes", DAV_COLLECTION, false, get_modes, NULL },
	{ NS_CS, "shared-url", DAV_COLLECTION, false, get_shared_url, NULL },
	{ NS_CS, "notification-URL", DAV_PRINCIPAL, false, get_notification_url, NULL },
	{ NS_CS, "notificationtype", DAV_ITEM, false, get_notification_type, NULL },
	{ NS_DAV, "invite", DAV_COLLECTION, false, get_dav_invite, NULL },
	{ NS_DAV, "share-access", DAV_COLLECTION, false, get_share_access, NULL },
	{ 0 }
};
