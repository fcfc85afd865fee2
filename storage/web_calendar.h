/*
 * Calendars that are copies of one in the web: how far each is followed.  Task
 * TASK_WEB_CALENDAR, whose ref is the collection, fetches it again.
 */
#ifndef STORAGE_WEB_CALENDAR_H
#define STORAGE_WEB_CALENDAR_H

#include "core/hash.h"
#include "storage/collection.h"

#define TASK_WEB_CALENDAR	"web-calendar"

struct web_calendar {
	const char	*etag, *last_modified;	/* of the last answer; NULL: none */
	unsigned char	 sha256[SHA256_LEN];	/* of what was read last */
	bool		 read_once;
	int		 failures;		/* in a row */
	const char	*fault;			/* why the last attempt failed, NULL when it did not */
	const char	*checked, *changed;	/* RFC 3339; NULL: never */
};

/* C has a source now, or a new one: fetch it at once.  ERR_LIMIT when its owner has too many. */
enum status db_web_calendar_start(struct ctx *cx, const struct collection *c) NODISCARD;

/* ERR_NOT_FOUND quietly. */
enum status db_web_calendar_find(struct ctx *cx, int64_t account, int64_t id,
    struct web_calendar *out) NODISCARD;

/* After a look (CHANGED: it was another): keep W, and look again in so many seconds. */
enum status db_web_calendar_looked(struct ctx *cx, int64_t account, int64_t id,
    const struct web_calendar *w, bool changed, int64_t again) NODISCARD;

#endif
