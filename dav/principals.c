/*
 * Reports about people (RFC 3744, section 9), with calendarserver.org's "test"
 * and "type".  Somebody finds those of his own domain.
 */
#include <string.h>
#include <strings.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/report.h"
#include "storage/person.h"
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

static struct dav_target
person_target(const struct ctx *cx, const struct dav_target *like, int64_t id,
    const char *address, const char *name)
{
	return (struct dav_target){
		.kind = DAV_PRINCIPAL,
		.exists = true,
		.sogo = like->sogo,
		.owner = id,
		.address = address,
		.owner_name = name,
		.rights = id == cx->who.account ? RIGHT_ALL : RIGHT_READ,
	};
}

static enum status
write_person(struct ctx *cx, struct multistatus *ms, struct dav_want *want,
    const struct dav_target *like, const struct person *p)
{
	struct dav_target one = person_target(cx, like, p->id, p->address, p->name);
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
	size_t count, written = 0;
	struct person *people;
	struct multistatus ms;
	struct dav_want want;
	enum status st;

	if (first == NULL)
		return fault(cx, ERR_INVALID, "nothing to search for");
	if (!any || xml_again(first, NS_DAV, "property-search") == NULL)
		word = match_text(cx, first);
	if ((st = dav_want_read(cx, root, dav_is_brief(rq), &want)) != OK ||
	    (st = db_person_search(cx, cx->who.domain, word, CANDIDATES, &people, &count)) != OK)
		return st;
	multistatus_open(cx, &ms);
	for (size_t i = 0; i < count && written <= FOUND_MAX; i++) {
		if (!matches(cx, &people[i], root, any))
			continue;
		if (written++ == FOUND_MAX)
			multistatus_status(&ms, dav_href_text(cx, t), 507,
			    "D:number-of-matches-within-limits");
		else if ((st = write_person(cx, &ms, &want, t, &people[i])) != OK)
			return st;
	}
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}

/* RFC 3744, section 9.3: of the principals here, the one that asks. */
enum status
dav_principal_match(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct person self = { cx->who.account, cx->who.address, cx->who.name, "person" };
	const struct xml_node *prop = xml_child(root, NS_DAV, "prop");
	struct multistatus ms;
	struct dav_want want;
	enum status st;

	if ((st = dav_want_read(cx, prop != NULL ? root : NULL, dav_is_brief(rq), &want)) != OK)
		return st;
	multistatus_open(cx, &ms);
	if (xml_child(root, NS_DAV, "self") != NULL && t->kind & (DAV_ROOT | DAV_PRINCIPALS) &&
	    (st = write_person(cx, &ms, &want, t, &self)) != OK)
		return st;
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}

/* RFC 3744, section 9.2: properties of all whom the ACL names. */
enum status
dav_acl_principal_prop_set(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	struct multistatus ms;
	struct share *shares;
	struct dav_want want;
	enum status st;
	size_t count;

	if ((st = dav_want_read(cx, root, dav_is_brief(rq), &want)) != OK ||
	    (st = db_share_list(cx, &t->collection, &shares, &count)) != OK)
		return st;
	multistatus_open(cx, &ms);
	for (size_t i = 0; i < count; i++) {
		struct person p;

		if (shares[i].grantee == SHARE_EVERYBODY)
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
