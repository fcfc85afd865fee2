/*
 * Groups (RFC 3744, sections 4.3 and 4.4) and proxies: two groups of each
 * person's, those who may read in all his calendars and those who may write
 * (calendarserver.org, caldav-proxy).
 */
#include <string.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/props.h"
#include "storage/member.h"

#define MEMBERS_MAX	1000

static void
principals(struct ctx *cx, struct buf *out, const struct dav_target *t,
    const struct person *people, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, "<D:href>");
		dav_href_principal(cx, out, t, people[i].address);
		buf_puts(out, "</D:href>");
	}
}

static enum status
get_members(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct person *people;
	enum status st;
	size_t count;

	if (t->kind == DAV_PRINCIPAL && t->owner_kind == NULL)
		return OK;
	st = t->kind == DAV_PROXIES ? db_proxy_list(cx, t->owner, t->writes, &people, &count) :
	    db_group_members(cx, t->owner, &people, &count);
	if (st == OK)
		principals(cx, out, t, people, count);
	return st;
}

/* Proxies are named by the one for whom they act; groups are the administrators'. */
static enum status
set_members(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const struct request here = { .authority = NULL };
	int64_t ids[MEMBERS_MAX];
	size_t count = 0;
	enum status st;

	if (t->kind != DAV_PROXIES)
		return dav_refuse(cx, ERR_DENIED, "D:cannot-modify-protected-property",
		    "groups are made by administrators");
	if ((st = dav_require(cx, t, RIGHT_WRITE_ACL)) != OK)
		return st;
	for (const struct xml_node *e = xml_child(node, NS_DAV, "href"); e != NULL;
	    e = xml_again(e, NS_DAV, "href")) {
		const char *href = xml_word(cx->arena, e), *host = strstr(href, "://");
		struct dav_target p;
		bool twice = false;

		if (host != NULL)
			href = host + 3 + strcspn(host + 3, "/");
		href = dav_path_of(cx, &here, href);
		if (href == NULL || dav_target_find(cx, href, &p) != OK ||
		    p.kind != DAV_PRINCIPAL || p.owner == t->owner || count == MEMBERS_MAX) {
			ctx_forgive(cx);
			return dav_refuse(cx, ERR_INVALID, "D:recognized-principal",
			    "a proxy whom we do not know");
		}
		for (size_t i = 0; i < count; i++)
			twice = twice || ids[i] == p.owner;
		if (!twice)
			ids[count++] = p.owner;
	}
	return db_proxy_replace(cx, t->owner, t->writes, ids, count);
}

static void
proxies_href(struct ctx *cx, struct buf *out, const struct dav_target *t, const char *address,
    bool writes)
{
	buf_puts(out, "<D:href>");
	dav_href_proxies(cx, out, t, address, writes);
	buf_puts(out, "</D:href>");
}

/* Groups, and the proxies' groups of those for whom he acts; the latter he alone learns. */
static enum status
get_memberships(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct person *people;
	enum status st;
	size_t count;

	if (t->kind == DAV_PROXIES)
		return OK;
	if ((st = db_group_of(cx, t->owner, &people, &count)) != OK)
		return st;
	principals(cx, out, t, people, count);
	for (int writes = 0; writes < 2 && t->owner == cx->who.account; writes++) {
		if ((st = db_proxy_for(cx, t->owner, writes, &people, &count)) != OK)
			return st;
		for (size_t i = 0; i < count; i++)
			proxies_href(cx, out, t, people[i].address, writes);
	}
	return OK;
}

static enum status
proxy_for(struct ctx *cx, const struct dav_target *t, bool writes, struct buf *out)
{
	struct person *people;
	enum status st;
	size_t count;

	if (t->owner != cx->who.account)
		return ERR_DENIED;
	if ((st = db_proxy_for(cx, t->owner, writes, &people, &count)) == OK)
		principals(cx, out, t, people, count);
	return st;
}

static enum status
get_read_for(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	return proxy_for(cx, t, false, out);
}

static enum status
get_write_for(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	return proxy_for(cx, t, true, out);
}

const struct dav_prop dav_props_people[] = {
	{ NS_DAV, "group-member-set", DAV_PRINCIPAL | DAV_PROXIES, false, get_members, set_members },
	{ NS_DAV, "group-membership", DAV_PRINCIPAL | DAV_PROXIES, false, get_memberships, NULL },
	{ NS_CS, "calendar-proxy-read-for", DAV_PRINCIPAL, false, get_read_for, NULL },
	{ NS_CS, "calendar-proxy-write-for", DAV_PRINCIPAL, false, get_write_for, NULL },
	{ 0 }
};
