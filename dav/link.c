/*
 * Whoever has the address reads what a stranger to whom it is shared would: no
 * private objects, of confidential ones only when; or, of a busy-only address,
 * nothing but when.  Wrong addresses are counted like wrong passwords.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "core/conf.h"
#include "dav/acl.h"
#include "dav/link.h"
#include "dav/multistatus.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/props.h"
#include "dav/public_busy.h"
#include "storage/db.h"
#include "storage/link.h"
#include "storage/share.h"
#include "storage/throttle.h"

static const char *
url_of(struct ctx *cx, const struct request *rq, const struct dav_target *t, const char *token,
    bool busy_only)
{
	return arena_printf(cx->arena, "https://%s/public/%s.%s",
	    rq != NULL && rq->authority != NULL ? rq->authority : cx->conf->host, token,
	    t->what == COLLECTION_BOOK ? "vcf" : busy_only ? "ifb" : "ics");
}

enum status
dav_no_such_address(struct ctx *cx, struct reply *re)
{
	int64_t wait = 0;

	if (db_throttle_attempt(cx, "public address", &wait) == ERR_LIMIT) {
		ctx_forgive(cx);
		reply_header(cx, re, "retry-after", arena_printf(cx->arena, "%lld", (long long)wait));
		reply_problem(cx, re, 429, "too many wrong addresses");
		return OK;
	}
	ctx_forgive(cx);
	return fault(cx, ERR_NOT_FOUND, "no such address");
}

enum status
dav_public(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t = { .kind = DAV_COLLECTION, .exists = true };
	struct link link;
	struct path p;
	enum status st;

	if ((st = http_path(cx, rq->path, &p)) != OK)
		return st;
	if (p.count != 2 || strlen(p.segment[1]) < TOKEN_LEN)
		return fault(cx, ERR_NOT_FOUND, "no such address");
	/* What follows the token is for programs that look at it. */
	p.segment[1][TOKEN_LEN] = '\0';
	if ((st = db_link_find(cx, p.segment[1], &link, &t.collection)) == ERR_NOT_FOUND)
		return dav_no_such_address(cx, re);
	if (st != OK)
		return st;
	t.what = t.collection.kind;
	t.owner = t.collection.account;
	t.address = t.collection.owner;
	t.owner_name = "";
	t.rights = RIGHT_FREEBUSY | (link.busy_only ? 0 : RIGHT_READ);
	reply_header(cx, re, "x-robots-tag", "noindex");
	return link.busy_only ? dav_busy_times(cx, re, &t.collection, NULL) : dav_export(cx, rq, re, &t);
}

/* Of calendars and books of one's own, or with the right to say who may read. */
static enum status
may_link(struct ctx *cx, const struct dav_target *t)
{
	if (t->collection.kind != t->what)
		return fault(cx, ERR_DENIED, "a box has no public address");
	return dav_require(cx, t, RIGHT_WRITE_ACL | RIGHT_READ);
}

/* It is done: tell the owner's other clients, and the answer is CODE alone. */
static enum status
finish(struct ctx *cx, const struct dav_target *t, struct reply *re, int code)
{
	enum status st;

	if ((st = db_collection_tell(cx, &t->collection, false)) != OK || (st = db_commit(cx)) != OK)
		return st;
	re->code = code;
	re->body = "";
	return OK;
}

/* The address that Apple's clients make and revoke: there is one, or none. */
static enum status
find_published(struct ctx *cx, const struct dav_target *t, struct link *out)
{
	struct link *list;
	enum status st;
	size_t count;

	if ((st = db_link_list(cx, &t->collection, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].published) {
			*out = list[i];
			return OK;
		}
	return ERR_NOT_FOUND;
}

enum status
dav_publish(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	struct link link = { .published = true }, there;
	char token[TOKEN_LEN + 1];
	enum status st;

	(void)rq, (void)root;
	if ((st = may_link(cx, t)) != OK)
		return st;
	if ((st = find_published(cx, t, &there)) == ERR_NOT_FOUND)
		st = db_link_add(cx, &t->collection, &link, token);
	return st == OK ? finish(cx, t, re, 200) : st;
}

enum status
dav_unpublish(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	struct link there;
	enum status st;

	(void)rq, (void)root;
	if ((st = may_link(cx, t)) != OK)
		return st;
	while ((st = find_published(cx, t, &there)) == OK)
		if ((st = db_link_delete(cx, &t->collection, there.id)) != OK)
			return st;
	return st == ERR_NOT_FOUND ? finish(cx, t, re, 200) : st;
}

enum status
dav_link_add(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	const char *busy = xml_attr(root, "busy-only"), *expires = xml_attr(root, "expires");
	const struct xml_node *comment = xml_child(root, NS_HAYLOFT, "comment");
	struct link link = {
		.busy_only = busy != NULL && strcmp(busy, "true") == 0,
		.comment = comment != NULL ? xml_text(cx->arena, comment) : "",
	};
	struct buf out = BUF_ON(cx->arena);
	char token[TOKEN_LEN + 1];
	struct tm tm = { 0 };
	enum status st;

	if ((st = may_link(cx, t)) != OK)
		return st;
	if (link.busy_only && t->what == COLLECTION_BOOK)
		return fault(cx, ERR_INVALID, "a book is never busy");
	if (expires != NULL) {
		const char *end = strptime(expires, "%Y-%m-%dT%H:%M:%SZ", &tm);

		if (end == NULL || *end != '\0' || (link.expires = timegm(&tm)) <= clock_seconds())
			return fault(cx, ERR_INVALID, "expires is a time to come, 2027-01-31T00:00:00Z");
	}
	if ((st = db_link_add(cx, &t->collection, &link, token)) != OK || (st = db_commit(cx)) != OK)
		return st;
	buf_printf(&out, XML_HEAD "<H:link" XML_NAMESPACES " id=\"%lld\"><D:href>", (long long)link.id);
	xml_escape(&out, url_of(cx, rq, t, token, link.busy_only));
	buf_puts(&out, "</D:href></H:link>\n");
	hash_wipe(token, sizeof token);
	reply_header(cx, re, "cache-control", "no-store");
	reply_bytes(cx, re, 201, "application/xml; charset=utf-8", out.data, out.len);
	return OK;
}

enum status
dav_link_remove(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t,
    const struct xml_node *root)
{
	const char *id = xml_attr(root, "id");
	enum status st;

	(void)rq;
	if ((st = may_link(cx, t)) != OK)
		return st;
	st = db_link_delete(cx, &t->collection, id != NULL ? strtoll(id, NULL, 10) : 0);
	if (st == ERR_NOT_FOUND)
		return fault(cx, st, "no such address");
	return st == OK ? finish(cx, t, re, 204) : st;
}

static enum status
get_publish_url(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct link there;
	enum status st;

	if (!(t->rights & RIGHT_WRITE_ACL))
		return ERR_NOT_FOUND;
	if ((st = find_published(cx, t, &there)) != OK)
		return st;
	buf_puts(out, "<D:href>");
	xml_escape(out, url_of(cx, NULL, t, there.token, false));
	buf_puts(out, "</D:href>");
	return OK;
}

/* All there are; the addresses themselves nobody can tell again. */
static enum status
get_links(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct link *list;
	enum status st;
	size_t count;

	if (!(t->rights & RIGHT_WRITE_ACL))
		return ERR_DENIED;
	if ((st = db_link_list(cx, &t->collection, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		char until[21] = "";

		if (list[i].expires != 0)
			clock_rfc3339((time_t)list[i].expires, until);
		buf_printf(out, "<H:link id=\"%lld\" busy-only=\"%s\" created=\"%s\"",
		    (long long)list[i].id, list[i].busy_only ? "true" : "false", list[i].created);
		if (*until != '\0')
			buf_printf(out, " expires=\"%s\"", until);
		if (list[i].last_used != NULL)
			buf_printf(out, " last-used=\"%s\"", list[i].last_used);
		buf_puts(out, "><H:comment>");
		xml_escape(out, list[i].comment);
		buf_puts(out, "</H:comment></H:link>");
	}
	return OK;
}

const struct dav_prop dav_props_link[] = {
	{ NS_CS, "publish-url", DAV_COLLECTION, false, get_publish_url, NULL },
	{ NS_HAYLOFT, "links", DAV_COLLECTION, false, get_links, NULL },
	{ 0 }
};
