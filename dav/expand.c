/*
 * expand-property (RFC 3253, section 3.8): properties, and of what they point
 * to again properties.
 */
#include <string.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/report.h"

#define DEEPEST		5
#define RESPONSES_MAX	500

struct expansion {
	const struct request	*rq;
	struct multistatus	 ms;
	int			 responses;
};

static enum status expand(struct ctx *cx, struct expansion *x, const struct dav_target *t,
    const struct xml_node *list, int depth);

static bool
has_nested(const struct xml_node *property)
{
	return xml_child(property, NS_DAV, "property") != NULL;
}

/* VALUE is ours: each href in it becomes a response. */
static enum status
follow(struct ctx *cx, struct expansion *x, const char *value, const struct xml_node *property,
    int depth)
{
	const char *open;

	while ((open = strstr(value, "<D:href")) != NULL) {
		const char *begin = strchr(open, '>') + 1, *end = strstr(begin, "</D:href>");
		const char *href = arena_strndup(cx->arena, begin, (size_t)(end - begin));
		const char *path = dav_path_of(cx, x->rq, href);
		struct dav_target t;
		enum status st = ERR_NOT_FOUND;

		value = end;
		if (++x->responses > RESPONSES_MAX)
			return dav_refuse(cx, ERR_LIMIT, "D:number-of-matches-within-limits",
			    "too much to expand");
		if (path != NULL)
			st = dav_target_find(cx, path, &t);
		if (st == OK && t.exists && dav_require(cx, &t, RIGHT_READ) == OK) {
			if ((st = expand(cx, x, &t, property, depth + 1)) != OK)
				return st;
			continue;
		}
		if (st != OK && st != ERR_NOT_FOUND && st != ERR_DENIED && st != ERR_INVALID)
			return st;
		ctx_forgive(cx);
		multistatus_status(&x->ms, href, path == NULL ? 404 : 403, NULL);
	}
	return OK;
}

/* One property, written where x->ms stands; ERR_NOT_FOUND when there is none. */
static enum status
write_property(struct ctx *cx, struct expansion *x, const struct dav_target *t,
    const struct xml_node *property, const struct dav_prop *row, int depth)
{
	struct buf value = BUF_ON(cx->arena);
	const char *open, *close;
	enum status st;

	if (row == NULL || !dav_prop_is_on(row, t))
		return ERR_NOT_FOUND;
	if ((st = row->get(cx, t, &value)) != OK)
		return st;
	xml_tags(cx->arena, row->ns, row->name, &open, &close);
	buf_printf(&x->ms.out, "<%s>", open);
	if (has_nested(property) && depth < DEEPEST)
		st = follow(cx, x, buf_str(&value), property, depth);
	else
		buf_puts(&x->ms.out, buf_str(&value));
	buf_printf(&x->ms.out, "</%s>", close);
	return st;
}

static enum status
expand(struct ctx *cx, struct expansion *x, const struct dav_target *t,
    const struct xml_node *list, int depth)
{
	struct buf missing = BUF_ON(cx->arena);
	const struct xml_node *p = xml_child(list, NS_DAV, "property");
	enum status st;

	multistatus_begin(&x->ms, dav_href_text(cx, t));
	buf_puts(&x->ms.out, "<D:propstat><D:prop>");
	for (; p != NULL; p = xml_again(p, NS_DAV, "property")) {
		const char *name = xml_attr(p, "name"), *ns = xml_attr(p, "namespace");
		const char *open, *close;

		if (name == NULL || *name == '\0' || strpbrk(name, " <>&\"'/") != NULL)
			return fault(cx, ERR_INVALID, "a property without name");
		if (ns == NULL)
			ns = NS_DAV;
		st = write_property(cx, x, t, p, dav_prop_find(ns, name), depth);
		if (st != OK && st != ERR_NOT_FOUND && st != ERR_DENIED)
			return st;
		if (st == OK)
			continue;
		xml_tags(cx->arena, ns, name, &open, &close);
		buf_printf(&missing, "<%s/>", open);
	}
	buf_puts(&x->ms.out, "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>");
	multistatus_propstat(&x->ms, missing.data, missing.len, 404, NULL);
	multistatus_end(&x->ms);
	return OK;
}

enum status
dav_expand_property(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	struct expansion x = { .rq = rq };
	struct dav_target self = *t;
	enum status st;

	if (self.address == NULL) {
		self.address = cx->who.address;
		self.owner_name = cx->who.name;
		self.owner = cx->who.account;
	}
	multistatus_open(cx, &x.ms);
	if ((st = expand(cx, &x, &self, root, 0)) != OK)
		return st;
	multistatus_close(cx, &x.ms, NULL, re);
	return OK;
}
