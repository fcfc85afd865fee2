/*
 * RFC 3744 over the one table of shares: every ACE grants, the owner has all
 * and keeps it, and what is granted on a collection holds for its objects.
 */
#include <string.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/share.h"
#include "storage/account.h"
#include "storage/db.h"

#define WRITE	(RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND | RIGHT_WRITE_PROPERTIES)

static const struct privilege {
	const char	*ns, *tag, *name;	/* tag: as multistatus.h declares its prefix */
	int		 rights;
	int		 within;		/* index of the aggregate that holds it, -1: none */
	const char	*about;
} privileges[] = {
	{ NS_DAV, "D:all", "all", RIGHT_ALL, -1, "Everything" },
	{ NS_DAV, "D:read", "read", RIGHT_READ | RIGHT_FREEBUSY, 0, "Read" },
	{ NS_CALDAV, "C:read-free-busy", "read-free-busy", RIGHT_FREEBUSY, 1, "See when it is busy" },
	{ NS_DAV, "D:read-current-user-privilege-set", "read-current-user-privilege-set",
	    RIGHT_READ, 1, "Read one's own privileges" },
	{ NS_DAV, "D:write", "write", WRITE, 0, "Write" },
	{ NS_DAV, "D:write-content", "write-content", RIGHT_WRITE_CONTENT, 4, "Change objects" },
	{ NS_DAV, "D:write-properties", "write-properties", RIGHT_WRITE_PROPERTIES, 4,
	    "Change properties" },
	{ NS_DAV, "D:bind", "bind", RIGHT_BIND, 4, "Add objects" },
	{ NS_DAV, "D:unbind", "unbind", RIGHT_UNBIND, 4, "Remove objects" },
	{ NS_DAV, "D:read-acl", "read-acl", RIGHT_READ_ACL, 0, "See who may do what" },
	{ NS_DAV, "D:write-acl", "write-acl", RIGHT_WRITE_ACL, 0, "Say who may do what" },
	{ NS_HAYLOFT, "H:see-confidential", "see-confidential", RIGHT_SEE_CONFIDENTIAL, 0,
	    "See confidential objects whole" },
	{ NS_HAYLOFT, "H:see-private", "see-private", RIGHT_SEE_PRIVATE, 0, "See private objects" },
};

static bool
fits(const struct privilege *p, enum collection_kind what)
{
	return what == COLLECTION_CALENDAR || strcmp(p->ns, NS_CALDAV) != 0;
}

enum status
dav_require(struct ctx *cx, const struct dav_target *t, int rights)
{
	int missing = rights & ~t->rights;
	struct buf out = BUF_ON(cx->arena);

	if (missing == 0)
		return OK;
	buf_puts(&out, "<D:need-privileges><D:resource><D:href>");
	dav_href(cx, &out, t);
	buf_puts(&out, "</D:href>");
	for (size_t i = 1; i < COUNT(privileges); i++)
		if (missing & privileges[i].rights && strcmp(privileges[i].name, "write") != 0) {
			buf_printf(&out, "<D:privilege><%s/></D:privilege>", privileges[i].tag);
			break;
		}
	buf_puts(&out, "</D:resource></D:need-privileges>");
	return dav_refuse(cx, ERR_DENIED, buf_str(&out), "not for the one who asks");
}

void
dav_privileges_write(struct buf *out, int rights, enum collection_kind what)
{
	for (size_t i = 0; i < COUNT(privileges); i++) {
		const struct privilege *p = &privileges[i];

		if ((rights & p->rights) == p->rights && fits(p, what))
			buf_printf(out, "<D:privilege><%s/></D:privilege>", p->tag);
	}
}

static void
supported(struct buf *out, int at, enum collection_kind what)
{
	const struct privilege *p = &privileges[at];

	buf_printf(out, "<D:supported-privilege><D:privilege><%s/></D:privilege>"
	    "<D:description xml:lang=\"en\">%s</D:description>", p->tag, p->about);
	for (int i = 0; i < (int)COUNT(privileges); i++)
		if (privileges[i].within == at && fits(&privileges[i], what))
			supported(out, i, what);
	buf_puts(out, "</D:supported-privilege>");
}

void
dav_privileges_supported(struct buf *out, enum collection_kind what)
{
	supported(out, 0, what);
}

/* Only the greatest that are granted: what they hold is understood. */
static void
write_granted(struct buf *out, int rights, enum collection_kind what)
{
	for (size_t i = 0; i < COUNT(privileges); i++) {
		const struct privilege *p = &privileges[i];

		if ((rights & p->rights) != p->rights || !fits(p, what))
			continue;
		if (p->within >= 0 && (rights & privileges[p->within].rights) ==
		    privileges[p->within].rights)
			continue;
		buf_printf(out, "<D:privilege><%s/></D:privilege>", p->tag);
	}
}

enum status
dav_acl_write(struct ctx *cx, struct buf *out, const struct dav_target *t)
{
	struct share *shares = NULL;
	size_t count = 0;
	enum status st;

	if (t->kind & (DAV_COLLECTION | DAV_ITEM) &&
	    (st = db_share_list(cx, &t->collection, &shares, &count)) != OK)
		return st;
	buf_puts(out, "<D:ace><D:principal><D:property><D:owner/></D:property></D:principal>"
	    "<D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>");
	for (size_t i = 0; i < count; i++) {
		if (shares[i].state != SHARE_ACCEPTED)
			continue;
		buf_puts(out, "<D:ace><D:principal>");
		if (shares[i].grantee == SHARE_EVERYBODY) {
			buf_puts(out, "<D:authenticated/>");
		} else {
			buf_puts(out, "<D:href>");
			dav_href_principal(cx, out, t, shares[i].address);
			buf_puts(out, "</D:href>");
		}
		buf_puts(out, "</D:principal><D:grant>");
		write_granted(out, shares[i].rights, t->what);
		buf_puts(out, "</D:grant></D:ace>");
	}
	return OK;
}

static enum status
read_principal(struct ctx *cx, const struct request *rq, const struct xml_node *principal,
    struct share *share)
{
	const struct xml_node *href = xml_child(principal, NS_DAV, "href");
	const char *path;
	struct dav_target t;

	if (xml_child(principal, NS_DAV, "authenticated") != NULL) {
		share->grantee = SHARE_EVERYBODY;
		return OK;
	}
	if (href == NULL)
		return dav_refuse(cx, ERR_DENIED, "D:allowed-principal",
		    "an ACE for a principal that we do not know");
	path = dav_path_of(cx, rq, xml_word(cx->arena, href));
	if (path == NULL || dav_target_find(cx, path, &t) != OK || t.kind != DAV_PRINCIPAL) {
		ctx_forgive(cx);
		return dav_refuse(cx, ERR_DENIED, "D:recognized-principal",
		    "an ACE for nobody we know");
	}
	share->grantee = t.owner;
	return OK;
}

static enum status
read_grant(struct ctx *cx, const struct xml_node *grant, struct share *share)
{
	for (const struct xml_node *p = xml_first(grant); p != NULL; p = xml_next(p)) {
		const struct xml_node *name = xml_first(p);
		size_t i = 0;

		while (i < COUNT(privileges) && !xml_is(name, privileges[i].ns, privileges[i].name))
			i++;
		if (!xml_is(p, NS_DAV, "privilege") || i == COUNT(privileges))
			return dav_refuse(cx, ERR_DENIED, "D:not-supported-privilege",
			    "an ACE with an unknown privilege");
		share->rights |= privileges[i].rights;
	}
	return OK;
}

static enum status
read_ace(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    const struct xml_node *ace, struct share *share)
{
	const struct xml_node *principal = xml_child(ace, NS_DAV, "principal");
	const struct xml_node *grant = xml_child(ace, NS_DAV, "grant");
	const struct xml_node *property = xml_child(principal, NS_DAV, "property");
	enum status st;

	*share = (struct share){ .tell = dav_share_tells(rq) };
	if (xml_child(ace, NS_DAV, "invert") != NULL)
		return dav_refuse(cx, ERR_DENIED, "D:no-invert", "an inverted ACE");
	if (xml_child(ace, NS_DAV, "deny") != NULL)
		return dav_refuse(cx, ERR_DENIED, "D:grant-only", "an ACE that denies");
	if (principal == NULL || grant == NULL)
		return fault(cx, ERR_INVALID, "an ACE without principal or grant");
	/* The owner's own ACE comes back as it was told; he has all anyway. */
	if (xml_child(property, NS_DAV, "owner") != NULL)
		return OK;
	if ((st = read_principal(cx, rq, principal, share)) != OK)
		return st;
	if (share->grantee == t->collection.account)
		return OK;
	return read_grant(cx, grant, share);
}

/* ACL (RFC 3744, section 8.1): these and no others from now on. */
enum status
dav_acl(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	struct xml_node *root;
	struct share *shares;
	size_t count = 0;
	enum status st;

	if ((st = dav_target_lock(cx, rq->path, &t)) != OK)
		return st;
	if (t.kind != DAV_COLLECTION)
		return dav_not_allowed(cx, re, &t);
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "the collection is not there");
	if ((st = dav_require(cx, &t, RIGHT_WRITE_ACL)) != OK ||
	    (st = dav_body(cx, rq, XML_MAX, false, &root)) != OK)
		return st;
	if (!xml_is(root, NS_DAV, "acl"))
		return fault(cx, ERR_INVALID, "an ACL is wanted");
	for (const struct xml_node *n = xml_first(root); n != NULL; n = xml_next(n))
		count++;
	if (count > 1000)
		return dav_refuse(cx, ERR_DENIED, "D:limited-number-of-aces", "too many ACEs");
	shares = arena_array(cx->arena, count, sizeof *shares);
	count = 0;
	for (const struct xml_node *n = xml_first(root); n != NULL; n = xml_next(n))
		if (!xml_is(n, NS_DAV, "ace"))
			return fault(cx, ERR_INVALID, "an ACE is wanted");
		else if ((st = read_ace(cx, rq, &t, n, &shares[count++])) != OK)
			return st;
	/* Those who lose it hear of it as well as those who get it. */
	if ((st = db_collection_tell(cx, &t.collection, false)) != OK ||
	    (st = db_share_replace(cx, &t.collection, shares, count)) != OK ||
	    (st = db_collection_tell(cx, &t.collection, false)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	re->code = 200;
	re->body = "";
	return OK;
}
