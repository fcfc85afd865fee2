#include <string.h>

#include "dav/acl.h"
#include "dav/private.h"
#include "dav/report.h"

#define ON_CALENDARS	1
#define ON_BOOKS	2
#define ON_BOTH		3

static const struct report {
	const char	*ns, *tag, *name;
	int		 on;
	int		 what;		/* of collections: which */
	int		 rights;
	dav_report_fn	*run;
	bool		 flat;		/* not defined for any Depth but 0 (RFC 3744, section 9) */
} reports[] = {
	{ NS_CALDAV, "C:calendar-query", "calendar-query", ON_KEPT, ON_CALENDARS,
	    RIGHT_READ, dav_calendar_query, false },
	{ NS_CALDAV, "C:calendar-multiget", "calendar-multiget", DAV_HOME | ON_KEPT, ON_CALENDARS,
	    RIGHT_READ, dav_multiget, false },
	{ NS_CALDAV, "C:free-busy-query", "free-busy-query", DAV_COLLECTION, ON_CALENDARS,
	    RIGHT_FREEBUSY, dav_freebusy_query, false },
	{ NS_CARDDAV, "CARD:addressbook-query", "addressbook-query", ON_KEPT, ON_BOOKS,
	    RIGHT_READ, dav_addressbook_query, false },
	{ NS_CARDDAV, "CARD:addressbook-multiget", "addressbook-multiget", DAV_HOME | ON_KEPT,
	    ON_BOOKS, RIGHT_READ, dav_multiget, false },
	{ NS_DAV, "D:sync-collection", "sync-collection", DAV_COLLECTION, ON_BOTH, RIGHT_READ,
	    dav_sync_collection, false },
	{ NS_DAV, "D:expand-property", "expand-property", ON_ANY, ON_BOTH, RIGHT_READ,
	    dav_expand_property, false },
	{ NS_DAV, "D:principal-property-search", "principal-property-search", ON_ANY, ON_BOTH,
	    RIGHT_READ, dav_principal_property_search, true },
	{ NS_DAV, "D:principal-search-property-set", "principal-search-property-set", ON_ANY,
	    ON_BOTH, RIGHT_READ, dav_principal_search_property_set, true },
	{ NS_CS, "CS:calendarserver-principal-search", "calendarserver-principal-search", ON_ANY,
	    ON_BOTH, RIGHT_READ, dav_calendarserver_search, false },
	{ NS_DAV, "D:principal-match", "principal-match", ON_ANY, ON_BOTH, RIGHT_READ,
	    dav_principal_match, true },
	{ NS_DAV, "D:acl-principal-prop-set", "acl-principal-prop-set", ON_KEPT, ON_BOTH,
	    RIGHT_READ_ACL, dav_acl_principal_prop_set, true },
};

static bool
is_for(const struct report *r, const struct dav_target *t)
{
	if (!(r->on & t->kind))
		return false;
	/* Who the people are is known, and not who they were. */
	if (t->kind & ON_KEPT && t->collection.directory != 0 &&
	    strcmp(r->name, "sync-collection") == 0)
		return false;
	/* What lies in an inbox makes nobody busy. */
	if (t->kind == DAV_COLLECTION && t->collection.kind != t->what &&
	    strcmp(r->name, "free-busy-query") == 0)
		return false;
	/* Notifications are no calendar objects. */
	if (t->kind & ON_KEPT && t->collection.kind == COLLECTION_NOTIFICATIONS)
		return r->what == ON_BOTH;
	return !(t->kind & (DAV_HOME | ON_KEPT)) ||
	    r->what & (t->what == COLLECTION_CALENDAR ? ON_CALENDARS : ON_BOOKS);
}

void
dav_reports_write(struct buf *out, const struct dav_target *t)
{
	for (size_t i = 0; i < COUNT(reports); i++)
		if (is_for(&reports[i], t))
			buf_printf(out, "<D:supported-report><D:report><%s/></D:report>"
			    "</D:supported-report>", reports[i].tag);
}

enum status
dav_report(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const struct xml_node *prop;
	struct xml_node *root;
	struct dav_target t;
	enum status st;

	if ((st = dav_target_load(cx, rq->path, &t)) != OK)
		return st;
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "nothing is there");
	if ((st = dav_body(cx, rq, XML_MAX_LIST, false, &root)) != OK)
		return st;
	prop = xml_child(root, NS_DAV, "prop");
	for (size_t i = 0; i < COUNT(reports); i++) {
		if (!xml_is(root, reports[i].ns, reports[i].name))
			continue;
		if (!is_for(&reports[i], &t))
			break;
		if (reports[i].flat && dav_depth(rq, 0) != 0)
			return fault(cx, ERR_INVALID, "this report has no depth");
		if (prop != NULL && xml_again(prop, NS_DAV, "prop") != NULL)
			return fault(cx, ERR_INVALID, "one list of properties is wanted");
		if ((st = dav_require(cx, &t, reports[i].rights)) != OK)
			return st;
		return reports[i].run(cx, rq, re, &t, root);
	}
	return dav_refuse(cx, ERR_DENIED, "D:supported-report", "no such report here");
}
