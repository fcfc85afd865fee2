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

/* What HREF points to, as a response. */
static enum status
follow(struct ctx *cx, struct expansion *x, const char *href, const struct xml_node *property,
    int depth)
{
	const char *path = dav_path_of(cx, x->rq, href);
	struct dav_target t;
	enum status st = ERR_NOT_FOUND;

	if (++x->responses > RESPONSES_MAX)
		return dav_refuse(cx, ERR_LIMIT, "D:number-of-matches-within-limits",
		    "too much to expand");
	if (path != NULL)
		st = dav_target_find(cx, path, &t);
	if (st == OK && t.exists && dav_require(cx, &t, RIGHT_READ) == OK)
		return expand(cx, x, &t, property, depth + 1);
	if (st != OK && st != ERR_NOT_FOUND && st != ERR_DENIED && st != ERR_INVALID)
		return st;
	ctx_forgive(cx);
	multistatus_status(&x->ms, href, path == NULL ? 404 : 403, NULL);
	return OK;
}

/* VALUE is ours: each href in it becomes a response. */
static enum status
follow_all(struct ctx *cx, struct expansion *x, const char *value, const struct xml_node *property,
    int depth)
{
	const char *open;
	enum status st;

	while ((open = strstr(value, "<D:href")) != NULL) {
		const char *begin = strchr(open, '>') + 1, *end = strstr(begin, "</D:href>");

		value = end;
		if ((st = follow(cx, x, arena_strndup(cx->arena, begin, (size_t)(end - begin)),
		    property, depth)) != OK)
			return st;
	}
	return OK;
}

/* One property, written where x->ms stands; ERR_NOT_FOUND when there is none. */
static enum status
write_live(struct ctx *cx, struct expansion *x, const struct dav_target *t,
    const struct xml_node *property, const struct dav_prop *row, int depth)
{
	struct buf value = BUF_ON(cx->arena);
	const char *open, *close;
	enum status st;

	if (!dav_prop_is_on(row, t))
		return ERR_NOT_FOUND;
	if ((st = row->get(cx, t, &value)) != OK)
		return st;
	xml_tags(cx->arena, row->ns, row->name, &open, &close);
	buf_printf(&x->ms.out, "<%s>", open);
	if (has_nested(property) && depth < DEEPEST)
		st = follow_all(cx, x, buf_str(&value), property, depth);
	else
		buf_puts(&x->ms.out, buf_str(&value));
	buf_printf(&x->ms.out, "</%s>", close);
	return st;
}

/* A dead property is a client's: hrefs stand anywhere in it, and what is around them stays. */
struct dead_href {
	struct ctx		*cx;
	struct expansion	*x;
	const struct xml_node	*property;
	int			 depth;
	enum status		 st;
};

static bool
write_href(void *arg, const struct xml_node *node)
{
	struct dead_href *h = arg;

	if (!xml_is(node, NS_DAV, "href"))
		return false;
	if (h->st == OK)
		h->st = follow(h->cx, h->x, xml_word(h->cx->arena, node), h->property, h->depth);
	return true;
}

static enum status
write_dead(struct ctx *cx, struct expansion *x, const char *value, const struct xml_node *property,
    int depth)
{
	struct dead_href h = { .cx = cx, .x = x, .property = property, .depth = depth };
	struct xml_node *root;
	enum status st;

	if (!has_nested(property) || depth >= DEEPEST) {
		buf_puts(&x->ms.out, value);
		return OK;
	}
	if ((st = xml_parse(cx, value, strlen(value), &root)) != OK)
		return st;
	xml_write_with(&x->ms.out, root, write_href, &h);
	return h.st;
}

static enum status
write_property(struct ctx *cx, struct expansion *x, const struct dav_target *t, struct dav_want *dead,
    const struct xml_node *property, const char *ns, const char *name, int depth)
{
	const struct dav_prop *row = dav_prop_find(ns, name);
	const struct property *p;
	enum status st;

	if (row != NULL)
		return write_live(cx, x, t, property, row, depth);
	if (!dead->dead) {
		dead->dead = true;
		if ((st = dav_want_load(cx, dead, t, false)) != OK)
			return st;
	}
	p = dav_want_dead(dead, ns, name);
	return p != NULL ? write_dead(cx, x, p->value, property, depth) : ERR_NOT_FOUND;
}

static enum status
expand(struct ctx *cx, struct expansion *x, const struct dav_target *t,
    const struct xml_node *list, int depth)
{
	struct buf missing = BUF_ON(cx->arena);
	const struct xml_node *p = xml_child(list, NS_DAV, "property");
	struct dav_want dead = { 0 };
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
		st = write_property(cx, x, t, &dead, p, ns, name, depth);
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
