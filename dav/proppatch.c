#include "dav/acl.h"
#include "dav/etag.h"
#include "dav/private.h"
#include "dav/props.h"
#include "storage/db.h"

/* PROPPATCH (RFC 4918, section 9.2): set and remove, all or nothing. */
enum status
dav_proppatch(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct multistatus ms;
	struct dav_target t;
	struct xml_node *root;
	enum status st;
	bool all_set;

	if ((st = dav_target_lock(cx, rq->path, &t)) != OK)
		return st;
	if (!(t.kind & (DAV_PRINCIPAL | DAV_PROXIES | DAV_HOME | ON_KEPT)))
		return dav_not_allowed(cx, re, &t);
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "nothing is there");
	/* The rights on a principal or home that is one's own. */
	if (t.kind == DAV_PRINCIPAL)
		t.rights = t.owner == cx->who.account ? RIGHT_ALL : RIGHT_READ;
	if ((st = dav_require(cx, &t, RIGHT_READ)) != OK ||
	    (st = dav_body(cx, rq, XML_MAX, false, &root)) != OK)
		return st;
	if (!xml_is(root, NS_DAV, "propertyupdate"))
		return fault(cx, ERR_INVALID, "a propertyupdate is wanted");
	if (!(t.kind == DAV_COLLECTION && t.collection.account != cx->who.account &&
	    t.collection.directory == 0 && dav_props_personal(root)) && (st = dav_require(cx, &t, RIGHT_WRITE_PROPERTIES)) != OK)
		return st;
	if ((st = dav_check_state(cx, rq, &t)) != OK)
		return st;
	multistatus_open(cx, &ms);
	multistatus_begin(&ms, dav_href_text(cx, &t));
	if ((st = dav_props_apply(cx, &t, root, &all_set, &ms)) != OK)
		return st;
	multistatus_end(&ms);
	if (all_set && t.kind == DAV_COLLECTION &&
	    (st = db_collection_tell(cx, &t.collection, false)) != OK)
		return st;
	if ((st = db_commit(cx)) != OK)
		return st;
	/* RFC 8144, section 2.2: nothing to say when all went well. */
	if (all_set && dav_is_brief(rq)) {
		reply_header(cx, re, "preference-applied", "return=minimal");
		re->code = 204;
		re->body = "";
		return OK;
	}
	multistatus_close(cx, &ms, NULL, re);
	return OK;
}
