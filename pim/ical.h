/*
 * One calendar stream (RFC 5545, RFC 7986) as a tree.  Nothing that was sent
 * is lost: unknown properties and components, their order, the case of names
 * and the spelling of values stay.  Values are read when asked for.
 *
 * The tree lives on the arena of the context that read it.  It may be edited
 * with the functions at the end; all else takes it as it is.
 */
#ifndef PIM_ICAL_H
#define PIM_ICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"
#include "pim/content_line.h"
#include "pim/zone.h"

struct ical_comp {
	const char		*name;
	struct content_line	*props, *last_prop;	/* names and values: pim/content_line.h */
	struct ical_comp	*children, *last_child;
	struct ical_comp	*parent, *next;
};

/* What a calendar object is about. */
enum ical_kind {
	ICAL_OTHER,		/* nothing of the others; also a component unknown to us */
	ICAL_EVENT,
	ICAL_TODO,
	ICAL_JOURNAL,
	ICAL_FREEBUSY,
	ICAL_AVAILABILITY,
	ICAL_POLL,
	ICAL_KINDS
};

struct ical {
	struct ical_comp	 *root;		/* the VCALENDAR */
	enum ical_kind		  kind;		/* of comps */
	const char		 *uid;		/* "" when none or several */
	const char		 *method;	/* NULL when none */
	struct ical_comp	 *master;	/* the one without RECURRENCE-ID, NULL when none */
	struct ical_comp	**comps;	/* all but VTIMEZONE, as sent */
	size_t			  count;
	struct ical_zones	 *zones;	/* what TZIDs mean here */
};

/* 0 in a field: the default (pim/ical.c). */
struct ical_limits {
	size_t	bytes;		/* of the whole: 10 MiB */
	size_t	line;		/* of one unfolded line: 8 MiB, for inline attachments */
	size_t	properties;	/* in all: 1,000,000 */
	size_t	components;	/* in all: 200,000 */
	size_t	attendees;	/* of one component: 5,000 */
	bool	is_lenient;	/* leave out lines that make no sense (imports, web calendars) */
};

/*
 * Read a stream with one VCALENDAR, whatever it holds: iTIP messages, exports,
 * attachments.  ERR_INVALID when it is none (cx->condition
 * "C:valid-calendar-data"), ERR_TOO_LARGE or ERR_LIMIT past a limit
 * ("C:max-resource-size", "C:max-attendees-per-instance").  LIMITS may be NULL.
 */
enum status ical_read(struct ctx *cx, const char *text, size_t len,
    const struct ical_limits *limits, struct ical **out) NODISCARD;

/*
 * Is it one calendar object as a calendar collection keeps it (RFC 4791,
 * section 4.1 and 5.3.2.1)?  One UID, one kind, no METHOD, at most one master,
 * overrides distinct, times and rules that can be read, zones that are sent or
 * known.  ERR_INVALID and cx->condition "C:valid-calendar-object-resource" or
 * "C:valid-calendar-data" otherwise.
 */
enum status ical_check(struct ctx *cx, struct ical *ical) NODISCARD;

/* ical_read() and ical_check(): what a PUT does. */
enum status ical_parse(struct ctx *cx, const char *text, size_t len,
    const struct ical_limits *limits, struct ical **out) NODISCARD;

/* The component name of a kind: "VEVENT"; and back. */
const char *ical_kind_name(enum ical_kind kind);
enum ical_kind ical_kind_find(const char *name);

/*
 * A stream with many UIDs (an import, a web calendar) as one object each, with
 * the VTIMEZONEs that it names.  Trees share nothing with the stream's but
 * strings.  Objects come in the order of their first component; components
 * without UID get one derived from their content.  What fails ical_check() is
 * left out and counted.
 */
enum status ical_split(struct ctx *cx, const struct ical *stream, struct ical ***out,
    size_t *count, size_t *bad) NODISCARD;

/* Text with folded lines (75 octets, never inside a character) and CRLF. */
const char *ical_write(struct ctx *cx, const struct ical_comp *comp, size_t *len);

/* Look-ups; names compare without case.  NULL when there is none. */
const struct content_line *ical_prop(const struct ical_comp *comp, const char *name);
const struct content_line *ical_prop_next(const struct content_line *prop, const char *name);
struct ical_comp *ical_child(const struct ical_comp *comp, const char *name);
struct ical_comp *ical_child_next(const struct ical_comp *child, const char *name);
/* The raw value of a property, NULL when the component has none. */
const char *ical_value(const struct ical_comp *comp, const char *name);
/* A whole number; OTHERWISE when there is none or it is no number. */
int64_t ical_int(const struct ical_comp *comp, const char *name, int64_t otherwise);

/*
 * A moment as calendars write it.  wall counts seconds of its own clock since
 * 1970-01-01T00:00:00 on that clock, so arithmetic on it is wall-clock
 * arithmetic; ical_instant() tells when that is.
 */
enum ical_form { ICAL_DATE, ICAL_FLOATING, ICAL_UTC, ICAL_ZONED };

struct ical_time {
	int64_t			 wall;
	enum ical_form		 form;
	const struct zone	*zone;	/* ICAL_ZONED only */
};

/* Weeks and days are counted on the calendar, the rest in seconds (RFC 5545, 3.3.6). */
struct ical_duration {
	int64_t	days;
	int64_t	seconds;
};

struct ical_period {
	struct ical_time	start;
	struct ical_time	end;
};

#define ICAL_DAY	86400
/* Years 0001 to 9999 as wall seconds; nothing outside is accepted. */
#define ICAL_MIN	(-62135596800LL)
#define ICAL_MAX	(253402300799LL)

/*
 * Seconds since 1970 UTC.  Dates and floating times are taken in zone
 * FLOATING; NULL is UTC.
 */
int64_t ical_instant(struct ical_time t, const struct zone *floating);

/* Wall-clock days, then exact seconds. */
struct ical_time ical_time_add(struct ical_time t, struct ical_duration d);
/* When that is: exact also where the clock shows the end twice. */
int64_t ical_instant_after(struct ical_time t, struct ical_duration d, const struct zone *floating);
/* The moment UTC on the clock of LIKE: its zone, UTC, floating (by FLOATING) or date. */
struct ical_time ical_time_at(int64_t utc, struct ical_time like, const struct zone *floating);

/* "20261120", "20261120T101500", "20261120T101500Z" */
const char *ical_time_write(struct arena *arena, struct ical_time t);
const char *ical_utc_write(struct arena *arena, int64_t utc);
const char *ical_duration_write(struct arena *arena, struct ical_duration d);

bool ical_duration_read(const char *s, size_t len, struct ical_duration *out);
/* One DATE or DATE-TIME; the zone stays ICAL_FLOATING unless it ends in Z. */
bool ical_time_read(const char *s, size_t len, struct ical_time *out);

/*
 * Read typed values.  ERR_NOT_FOUND when the component has no such property
 * (no fault noted), ERR_INVALID when it cannot be read or its TZID means
 * nothing.
 */
enum status ical_time(struct ctx *cx, const struct ical *ical, const struct ical_comp *comp,
    const char *name, struct ical_time *out) NODISCARD;
enum status ical_prop_time(struct ctx *cx, const struct ical *ical,
    const struct content_line *prop, struct ical_time *out) NODISCARD;
enum status ical_duration(struct ctx *cx, const struct ical_comp *comp, const char *name,
    struct ical_duration *out) NODISCARD;

/* The times of one RDATE or EXDATE, or the periods of one RDATE or FREEBUSY. */
enum status ical_prop_times(struct ctx *cx, const struct ical *ical,
    const struct content_line *prop, struct ical_time **out, size_t *count) NODISCARD;
enum status ical_prop_periods(struct ctx *cx, const struct ical *ical,
    const struct content_line *prop, struct ical_period **out, size_t *count) NODISCARD;

/*
 * Start and length of an event, to-do, journal or anything with DTSTART, by
 * the rules of RFC 5545, 3.6.1: DTEND, else DURATION, else a day for a date,
 * else nothing.  For a VTODO the end is DUE.  ERR_NOT_FOUND without DTSTART.
 */
struct ical_extent {
	struct ical_time	start;
	struct ical_duration	length;		/* from start to end */
	bool			has_end;	/* DTEND, DUE or DURATION was there */
};
enum status ical_extent(struct ctx *cx, const struct ical *ical, const struct ical_comp *comp,
    struct ical_extent *out) NODISCARD;

/* "mailto:Bob@Example.ORG" → "bob@example.org" on the arena; other URIs as they are. */
const char *ical_address(struct arena *arena, const struct content_line *prop);

/* What a TZID means in this stream: the server's zone, else the VTIMEZONE sent; NULL: nothing. */
const struct zone *ical_zone(const struct ical *ical, const char *tzid);

/* The zone of a VCALENDAR's text with one VTIMEZONE; NULL when it has none. */
const struct zone *ical_zone_of(struct ctx *cx, const char *text);

/* Editing.  Strings are copied to the arena. */
struct ical_comp *ical_comp_new(struct arena *arena, const char *name);
struct ical_comp *ical_comp_copy(struct arena *arena, const struct ical_comp *comp);
void ical_comp_add(struct ical_comp *parent, struct ical_comp *child);
void ical_comp_remove(struct ical_comp *child);
struct content_line *ical_add(struct arena *arena, struct ical_comp *comp, const char *name,
    const char *value);
void ical_prop_add(struct ical_comp *comp, struct content_line *prop);
/* Replaces the first of that name and removes the others; adds when there is none. */
struct content_line *ical_set(struct arena *arena, struct ical_comp *comp, const char *name,
    const char *value);
/* With TZID or VALUE=DATE as T needs. */
struct content_line *ical_set_time(struct arena *arena, struct ical_comp *comp, const char *name,
    struct ical_time t);
size_t ical_remove(struct ical_comp *comp, const char *name);	/* how many there were */

/* An empty VCALENDAR with our PRODID. */
struct ical *ical_new(struct ctx *cx);
/* A deep copy that can be edited. */
struct ical *ical_copy(struct ctx *cx, const struct ical *ical);
/* After editing the tree: find kind, uid, master and comps anew. */
void ical_refresh(struct ctx *cx, struct ical *ical);

/* The override of this recurrence id, NULL when there is none. */
struct ical_comp *ical_override(struct ctx *cx, const struct ical *ical, struct ical_time id);
/* Put COMP (owned by the tree from now on) in place of the override with the same id, or add it. */
void ical_override_put(struct ctx *cx, struct ical *ical, struct ical_comp *comp);

/* A VTIMEZONE for every TZID that is used and not defined; drops those that nothing uses. */
void ical_zones_complete(struct ctx *cx, struct ical *ical);
/* Drops every VTIMEZONE whose TZID is one of zone_names() (RFC 7809, CalDAV-Timezones: F). */
void ical_zones_drop(struct ctx *cx, struct ical *ical);

#endif
