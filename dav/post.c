/* POST of an order in XML, which its root element names. */
#include "dav/link.h"
#include "dav/private.h"
#include "dav/push.h"
#include "dav/share.h"

typedef enum status order_fn(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root);

static const struct {
	const char	*ns, *name;
	int		 on;
	order_fn	*run;
} orders[] = {
	{ NS_PUSH, "push-register", DAV_COLLECTION, dav_push_register },
	{ NS_CS, "share", DAV_COLLECTION, dav_share },
	{ NS_DAV, "share-resource", DAV_COLLECTION, dav_share },
	{ NS_CS, "publish-calendar", DAV_COLLECTION, dav_publish },
	{ NS_CS, "unpublish-calendar", DAV_COLLECTION, dav_unpublish },
	{ NS_HAYLOFT, "add-link", DAV_COLLECTION, dav_link_add },
	{ NS_HAYLOFT, "remove-link", DAV_COLLECTION, dav_link_remove },
	{ NS_CS, "invite-reply", DAV_HOME | DAV_COLLECTION, dav_invite_reply },
};

bool
dav_is_order(const struct request *rq)
{
	const char *type = http_header(rq, "content-type");

	return http_type_is(type, "application/xml") || http_type_is(type, "text/xml") ||
	    http_type_is(type, "application/davsharing+xml");
}

enum status
dav_order(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t)
{
	struct xml_node *root;
	enum status st;

	if (t->kind == DAV_COLLECTION && t->collection.directory != 0)
		return fault(cx, ERR_DENIED, "the directory takes no orders");
	if ((st = dav_body(cx, rq, XML_MAX, false, &root)) != OK)
		return st;
	for (size_t i = 0; i < COUNT(orders); i++)
		if (xml_is(root, orders[i].ns, orders[i].name) && orders[i].on & t->kind)
			return orders[i].run(cx, rq, re, t, root);
	return dav_refuse(cx, ERR_INVALID, "D:supported-post", "nobody knows what to do");
}
