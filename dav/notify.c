/*
 * The collection of notifications (calendarserver.org): a small XML object for
 * each thing that its owner should hear of.
 */
#include <string.h>

#include "core/clock.h"
#include "dav/etag.h"
#include "dav/multistatus.h"
#include "dav/private.h"
#include "dav/share.h"
#include "storage/db.h"
#include "pim/ical.h"
#include "storage/scheduling.h"

static const char *
document(struct ctx *cx, const char *nodes)
{
	return arena_printf(cx->arena, XML_HEAD "<CS:notification" XML_NAMESPACES "><CS:dtstamp>%s"
	    "</CS:dtstamp>%s</CS:notification>\n", ical_utc_write(cx->arena, clock_seconds()), nodes);
}

enum status
dav_notify(struct ctx *cx, int64_t account, const char *name, const char *nodes)
{
	struct collection box;
	struct item item, old;
	enum status st;

	if ((st = db_scheduling_box(cx, account, COLLECTION_NOTIFICATIONS, &box)) != OK ||
	    (st = db_collection_lock(cx, account, box.id, &box)) != OK)
		return st;
	if (nodes == NULL) {
		st = db_item_find(cx, &box, name, false, &old);
		if (st == OK)
			st = db_item_delete(cx, &box, &old);
		else if (st == ERR_NOT_FOUND)
			return OK;
	} else {
		const char *text = document(cx, nodes);

		item = (struct item){
			.name = name, .uid = name, .component = "NOTIFICATION",
			.body = text, .size = (int64_t)strlen(text),
			.etag = dav_etag(cx, text, strlen(text)),
			.first_at = INT64_MIN, .last_at = INT64_MAX,
		};
		st = db_item_put(cx, &box, &item);
	}
	return st == OK ? db_collection_tell(cx, &box, false) : st;
}
