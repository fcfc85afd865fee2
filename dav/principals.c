/*
 * Reports about people (RFC 3744, section 9), with calendarserver.org's "test"
 * and "type".  Somebody finds those of his own domain.
 */
#include <string.h>
#include <strings.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/report.h"
#include "storage/directory.h"
#include "storage/member.h"
#include "storage/share.h"

#define CANDIDATES	20000
#define FOUND_MAX	100

static const struct {
	const char	*ns, *tag, *name, *about;
	bool		 of_address;
} searched[] = {
	{ NS_DAV, "D:displayname", "displayname", "Name", false },
	{ NS_CS, "CS:email-address-set", "email-address-set", "Mail address", true },
	{ NS_CALDAV, "C:calendar-user-address-set", "calendar-user-address-set",
	    "Calendar address", true },
};

enum status
dav_principal_search_property_set(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	struct buf out = BUF_ON(cx->arena);

	(void)rq, (void)t, (void)root;
	buf_puts(&out, XML_HEAD "<D:principal-search-property-set" XML_NAMESPACES ">");
	for (size_t i = 0; i < COUNT(searched); i++)
		buf_printf(&out, "<D:principal-search-property><D:prop><%s/></D:prop>"
		    "<D:description xml:lang=\"en\">%s</D:description>"
		    "</D:principal-search-property>", searched[i].tag, searched[i].about);
	buf_puts(&out, "</D:principal-search-property-set>\n");
	reply_bytes(cx, re, 200, "application/xml; charset=utf-8", out.data, out.len);
	return OK;
}

/* Without "mailto:", in which some clients put it. */
static const char *
match_text(struct ctx *cx, const struct xml_node *search)
{
	const char *text = xml_word(cx->arena, xml_child(search, NS_DAV, "match"));

	return strncasecmp(text, "mailto:", 7) == 0 ? text + 7 : text;
}

static bool
is_like(const struct person *p, const struct xml_node *prop, const char *text)
{
	for (const struct xml_node *e = xml_first(prop); e != NULL; e = xml_next(e)) {
		bool one = false;

		for (size_t i = 0; i < COUNT(searched) && !one; i++)
			if (xml_is(e, searched[i].ns, searched[i].name))
				one = strcasestr(searched[i].of_address || *p->name == '\0' ?
				    p->address : p->name, text) != NULL;
		if (!one)
			return false;
	}
	return xml_first(prop) != NULL;
}

static bool
matches(struct ctx *cx, const struct person *p, const struct xml_node *root, bool any)
{
	const struct xml_node *s = xml_child(root, NS_DAV, "property-search");

	for (; s != NULL; s = xml_again(s, NS_DAV, "property-search")) {
		bool one = is_like(p, xml_child(s, NS_DAV, "prop"), match_text(cx, s));

		if (one == any)
			return any;
	}
	return !any;
}

/* Characters of what is looked for: of the longest word, or where ANY one is enough the shortest. */
static size_t
typed(struct ctx *cx, const struct xml_node *root, bool any)
{
	const struct xml_node *s = xml_child(root, NS_DAV, "property-search");
	size_t n = any ? SIZE_MAX : 0;

	for (; s != NULL; s = xml_again(s, NS_DAV, "property-search")) {
		size_t one = utf8_count(match_text(cx, s));

		if (any ? one < n : one > n)
			n = one;
	}
	return n;
}

/*
 * Whom WORD may find, as far as the domain lets somebody search who has TYPED
 * so many characters; at most MOST of them are told.
 */
static enum status
find_people(struct ctx *cx, const char *word, size_t typed, struct person **people, size_t *count,
    size_t *most)
{
	int least, first;
	enum status st;

	*count = 0;
	if ((st = db_directory_bounds(cx, cx->who.domain, &least, &first)) != OK)
		return st;
	*most = first > 0 && first < FOUND_MAX ? (size_t)first : FOUND_MAX;
	return typed < (size_t)least ? OK :
	    db_person_search(cx, cx->who.domain, word, CANDIDATES, people, count);
}

static struct dav_target
person_target(const struct ctx *cx, const struct dav_target *like, const struct person *p)
{
	return (struct dav_target){
		.kind = DAV_PRINCIPAL,
		.exists = true,
		.sogo = like->sogo,
		.bare_at = like->bare_at,
		.owner = p->id,
		.address = p->address,
		.owner_name = p->name,
		.owner_kind = strcmp(p->kind, "person") == 0 ? NULL : p->kind,
		.rights = p->id == cx->who.account ? RIGHT_ALL : RIGHT_READ,
	};
}

static enum status
write_person(struct ctx *cx, struct multistatus *ms, struct dav_want *want,
    const struct dav_target *like, const struct person *p)
{
	struct dav_target one = person_target(cx, like, p);
	enum status st = dav_want_load(cx, want, &one, false);

	return st == OK ? dav_props_write(cx, ms, &one, want) : st;
}

enum status
dav_principal_property_search(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *first = xml_child(root, NS_DAV, "property-search");
	const char *test = xml_attr(root, "test"), *word = "";
	bool any = test != NULL && strcmp(test, "anyof") == 0;
	size_t count, written = 0, most;
	struct person *people;
	struct multistatus ms;
	struct dav_want want;
	enum status st;

	if (first == NULL)
		return fault(cx, ERR_INVALID, "nothing to search for");
	if (!any || xml_again(first, NS_DAV, "property-search") == NULL)
		word = match_text(cx, first);
	/* What is to be told of them may be left open (section 9.4). */
	if ((st = dav_want_read(cx, xml_child(root, NS_DAV, "prop") != NULL ? root : NULL,
	    dav_is_brief(rq), &want)) != OK ||
	    (st = find_people(cx, word, typed(cx, root, any), &people, &count, &most)) != OK)
		return st;
	multistatus_open(cx, &ms);
	for (size_t i = 0; i < count && written <= most; i++) {
		if (!matches(cx, &people[i], root, any))
			continue;
		if (written++ == most)
			multistatus_status(&ms, dav_href_text(cx, t), 507,
			    "D:number-of-matches-within-limits");
		else if ((st = write_person(cx, &ms, &want, t, &people[i])) != OK)
			return st;
	}
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}

/* calendarserver.org: context="resource" and the like, which the person's kind answers. */
static bool
fits_context(const struct person *p, const char *context)
{
	if (context == NULL || strcmp(context, "attendee") == 0)
		return true;
	if (strcmp(context, "user") == 0)
		return strcmp(p->kind, "person") == 0;
	if (strcmp(context, "group") == 0)
		return strcmp(p->kind, "group") == 0;
	return strcmp(p->kind, "resource") == 0;	/* "resource", "location" */
}

static bool
has_tokens(struct ctx *cx, const struct person *p, const struct xml_node *root)
{
	const struct xml_node *s = xml_child(root, NS_CS, "search-token");

	for (; s != NULL; s = xml_again(s, NS_CS, "search-token")) {
		const char *word = xml_word(cx->arena, s);

		if (strcasestr(p->name, word) == NULL && strcasestr(p->address, word) == NULL)
			return false;
	}
	return true;
}

/* calendarserver.org's search by words, which phones and desktops use for invitations. */
enum status
dav_calendarserver_search(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *first = xml_child(root, NS_CS, "search-token");
	size_t count, written = 0, most, longest = 0;
	struct person *people;
	struct multistatus ms;
	struct dav_want want;
	enum status st;

	if (first == NULL)
		return fault(cx, ERR_INVALID, "nothing to search for");
	for (const struct xml_node *s = first; s != NULL; s = xml_again(s, NS_CS, "search-token")) {
		size_t one = utf8_count(xml_word(cx->arena, s));

		longest = one > longest ? one : longest;
	}
	if ((st = dav_want_read(cx, xml_child(root, NS_DAV, "prop") != NULL ? root : NULL,
	    dav_is_brief(rq), &want)) != OK ||
	    (st = find_people(cx, xml_word(cx->arena, first), longest, &people, &count, &most)) != OK)
		return st;
	multistatus_open(cx, &ms);
	for (size_t i = 0; i < count && written <= most; i++) {
		if (!fits_context(&people[i], xml_attr(root, "context")) ||
		    !has_tokens(cx, &people[i], root))
			continue;
		if (written++ == most)
			multistatus_status(&ms, dav_href_text(cx, t), 507,
			    "D:number-of-matches-within-limits");
		else if ((st = write_person(cx, &ms, &want, t, &people[i])) != OK)
			return st;
	}
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}

/* The groups of those who act for somebody, where he is one of them. */
static enum status
match_proxies(struct ctx *cx, struct multistatus *ms, struct dav_want *want,
    const struct dav_target *t, bool writes)
{
	struct person *people;
	enum status st;
	size_t count;

	if ((st = db_proxy_for(cx, cx->who.account, writes, &people, &count)) != OK)
		return st;
	for (size_t i = 0; i < count && st == OK; i++) {
		struct dav_target one = person_target(cx, t, &people[i]);

		one.kind = DAV_PROXIES;
		one.writes = writes;
		if ((st = dav_want_load(cx, want, &one, false)) == OK)
			st = dav_props_write(cx, ms, &one, want);
	}
	return st;
}

/* Himself, and the groups that he is in. */
static enum status
match_self(struct ctx *cx, struct multistatus *ms, struct dav_want *want,
    const struct dav_target *t)
{
	const struct person self = { cx->who.account, cx->who.address, cx->who.name, "person" };
	struct person *groups;
	enum status st;
	size_t count;

	if ((st = write_person(cx, ms, want, t, &self)) != OK ||
	    (st = db_group_of(cx, self.id, &groups, &count)) != OK)
		return st;
	for (size_t i = 0; i < count && st == OK; i++)
		st = write_person(cx, ms, want, t, &groups[i]);
	for (int writes = 0; writes < 2 && st == OK; writes++)
		st = match_proxies(cx, ms, want, t, writes);
	return st;
}

/* Collections of the home of which he is the owner. */
static enum status
match_owner(struct ctx *cx, struct multistatus *ms, struct dav_want *want,
    const struct dav_target *home)
{
	struct collection *list;
	enum status st;
	size_t count;

	if (home->owner != cx->who.account)
		return OK;
	if ((st = db_collection_list(cx, home->owner, home->what, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count && st == OK; i++) {
		struct dav_target one = dav_target_of_collection(cx, home, &list[i]);

		if ((st = dav_want_load(cx, want, &one, false)) == OK)
			st = dav_props_write(cx, ms, &one, want);
	}
	return st;
}

/*
 * RFC 3744, section 9.3: of the principals here those that are the asker, or of
 * the resources here those whose owner he is.
 */
enum status
dav_principal_match(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *property = xml_child(root, NS_DAV, "principal-property");
	const struct xml_node *prop = xml_child(root, NS_DAV, "prop");
	struct multistatus ms;
	struct dav_want want;
	enum status st = OK;

	if (property == NULL && xml_child(root, NS_DAV, "self") == NULL)
		return fault(cx, ERR_INVALID, "self or principal-property is wanted");
	if ((st = dav_want_read(cx, prop != NULL ? root : NULL, dav_is_brief(rq), &want)) != OK)
		return st;
	multistatus_open(cx, &ms);
	if (property == NULL && t->kind & (DAV_ROOT | DAV_PRINCIPALS))
		st = match_self(cx, &ms, &want, t);
	else if (xml_child(property, NS_DAV, "owner") != NULL && t->kind == DAV_HOME)
		st = match_owner(cx, &ms, &want, t);
	if (st != OK)
		return st;
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}

/* RFC 3744, section 9.2: properties of all whom the ACL names, each once; the owner is one. */
enum status
dav_acl_principal_prop_set(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	struct multistatus ms;
	struct share *shares;
	struct dav_want want;
	struct person p;
	enum status st;
	size_t count;

	if ((st = dav_want_read(cx, root, dav_is_brief(rq), &want)) != OK ||
	    (st = db_share_list(cx, &t->collection, &shares, &count)) != OK)
		return st;
	multistatus_open(cx, &ms);
	if ((st = db_person_by_address(cx, cx->who.domain, t->collection.owner, &p)) == OK)
		st = write_person(cx, &ms, &want, t, &p);
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (shares[i].grantee == SHARE_EVERYBODY || shares[i].state != SHARE_ACCEPTED)
			continue;
		st = db_person_by_address(cx, cx->who.domain, shares[i].address, &p);
		if (st == OK)
			st = write_person(cx, &ms, &want, t, &p);
		if (st != OK && st != ERR_NOT_FOUND)
			return st;
	}
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}
