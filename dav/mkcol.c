#include <string.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/props.h"
#include "storage/db.h"

/* The type that an extended MKCOL asks for must be what this home holds (RFC 5689, section 3). */
static enum status
check_type(struct ctx *cx, const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *prop = xml_child(xml_child(root, NS_DAV, "set"), NS_DAV, "prop");
	const struct xml_node *type = xml_child(prop, NS_DAV, "resourcetype");
	bool calendar = t->what == COLLECTION_CALENDAR;

	if (type == NULL)
		return OK;
	for (const struct xml_node *e = xml_first(type); e != NULL; e = xml_next(e))
		if (calendar && xml_is(e, NS_CS, "subscribed") &&
		    xml_child(prop, NS_CS, "source") != NULL)
			continue;
		else if (!xml_is(e, NS_DAV, "collection") &&
		    !xml_is(e, calendar ? NS_CALDAV : NS_CARDDAV,
		    calendar ? "calendar" : "addressbook"))
			return dav_refuse(cx, ERR_DENIED, "D:valid-resourcetype",
			    "this home does not hold that");
	return OK;
}

/* It is asked for and given by being here; the rest of the properties is set one by one. */
static void
drop_type(struct xml_node *root)
{
	for (struct xml_node *set = xml_first(root); set != NULL; set = xml_next(set)) {
		struct xml_node *prop = xml_child(set, NS_DAV, "prop");

		for (struct xml_node **at = prop != NULL ? &prop->children : NULL;
		    at != NULL && *at != NULL;)
			if (xml_is(*at, NS_DAV, "resourcetype"))
				*at = (*at)->next;
			else
				at = &(*at)->next;
	}
}

/*
 * Which of the properties could not be set, so that nothing was made: MKCOL says it
 * with an element of its own (RFC 5689, section 3), MKCALENDAR, which is older, with
 * a 207 (RFC 4791, section 5.3.1).
 */
static void
begin_failure(struct ctx *cx, const struct dav_target *t, bool calendar, struct multistatus *ms)
{
	multistatus_open(cx, ms);
	if (calendar) {
		multistatus_begin(ms, dav_href_text(cx, t));
		return;
	}
	ms->out = BUF_ON(cx->arena);
	buf_puts(&ms->out, XML_HEAD "<D:mkcol-response" XML_NAMESPACES ">");
}

static void
end_failure(struct ctx *cx, bool calendar, struct multistatus *ms, struct reply *re)
{
	if (calendar) {
		multistatus_end(ms);
		multistatus_close(cx, ms, NULL, re);
		return;
	}
	buf_puts(&ms->out, "</D:mkcol-response>\n");
	reply_bytes(cx, re, 424, "application/xml; charset=utf-8", ms->out.data, ms->out.len);
}

static enum status
make(struct ctx *cx, struct dav_target *t, bool calendar, const struct xml_node *root,
    struct reply *re)
{
	struct multistatus failed;
	enum status st;
	bool all_set = true;

	t->collection = (struct collection){
		.account = t->owner,
		.kind = t->what,
		.name = t->segment,
		.owner = t->address,
		.components = t->what == COLLECTION_CALENDAR ? "VEVENT VTODO VJOURNAL VFREEBUSY" : "",
	};
	/* The first one is called "personal", whatever else is made. */
	if ((st = db_begin(cx)) != OK || (st = db_collection_ensure(cx, t->owner, t->what)) != OK ||
	    (st = db_collection_add(cx, &t->collection)) != OK)
		return st;
	if (root != NULL) {
		begin_failure(cx, t, calendar, &failed);
		if ((st = dav_props_apply(cx, t, root, &all_set, &failed)) != OK)
			return st;
	}
	if (!all_set) {
		end_failure(cx, calendar, &failed, re);
		return OK;
	}
	if ((st = db_collection_tell(cx, &t->collection, false)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	re->code = 201;
	re->body = "";
	reply_header(cx, re, "cache-control", "no-cache");
	return OK;
}

static enum status
prepare(struct ctx *cx, const struct request *rq, struct dav_target *t, struct xml_node **root)
{
	size_t len = strlen(rq->path);
	enum status st;

	/* The slash at the end says what is to be made, not what is there. */
	while (len > 1 && rq->path[len - 1] == '/')
		len--;
	if ((st = dav_target_find(cx, arena_strndup(cx->arena, rq->path, len), t)) != OK)
		return st;
	if (t->kind != DAV_COLLECTION || t->exists)
		return OK;
	if (t->owner != cx->who.account) {
		struct dav_target home = dav_target_home(t);

		if ((st = dav_require(cx, &home, RIGHT_BIND)) != OK)
			return st;
	}
	return dav_body(cx, rq, XML_MAX, true, root);
}

/* MKCOL, plain or with properties (RFC 5689): what the home is for. */
enum status
dav_mkcol(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct xml_node *root = NULL;
	struct dav_target t;
	enum status st;

	st = prepare(cx, rq, &t, &root);
	/* RFC 4918, section 9.3.1: the parent must be there; a body that nobody understands is 415. */
	if (st == ERR_NOT_FOUND)
		return dav_answer(cx, re, 409, NULL);
	if (st == ERR_INVALID && rq->body_len > 0)
		return dav_answer(cx, re, 415, NULL);
	if (st != OK)
		return st;
	if (t.kind & (DAV_PRINCIPAL | DAV_ITEM) && !t.exists)
		return dav_answer(cx, re, 403, NULL);
	if (t.kind != DAV_COLLECTION || t.exists)
		return dav_not_allowed(cx, re, &t);
	if (root != NULL && !xml_is(root, NS_DAV, "mkcol"))
		return dav_answer(cx, re, 415, NULL);
	if ((st = check_type(cx, &t, root)) != OK)
		return st;
	if (root != NULL)
		drop_type(root);
	st = make(cx, &t, false, root, re);
	return st == ERR_EXISTS ? dav_not_allowed(cx, re, &t) : st;
}

/* MKCALENDAR (RFC 4791, section 5.3.1) */
enum status
dav_mkcalendar(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct xml_node *root = NULL;
	struct dav_target t;
	enum status st;

	st = prepare(cx, rq, &t, &root);
	if (st == ERR_NOT_FOUND)
		return dav_answer(cx, re, 409, "C:calendar-collection-location-ok");
	if (st != OK)
		return st;
	if (t.kind == DAV_ITEM || (t.kind == DAV_COLLECTION && t.what != COLLECTION_CALENDAR))
		return dav_answer(cx, re, 403, "C:calendar-collection-location-ok");
	if (t.kind != DAV_COLLECTION || t.exists)
		return dav_answer(cx, re, 403, "D:resource-must-be-null");
	if (root != NULL && !xml_is(root, NS_CALDAV, "mkcalendar"))
		return dav_answer(cx, re, 415, NULL);
	if ((st = check_type(cx, &t, root)) != OK)
		return st;
	if (root != NULL)
		drop_type(root);
	st = make(cx, &t, true, root, re);
	return st == ERR_EXISTS ? dav_answer(cx, re, 403, "D:resource-must-be-null") : st;
}
