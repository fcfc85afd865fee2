/*
 * Time zones: the server's data (TZif, RFC 8536) and VTIMEZONEs that came with
 * an object.  A zone never changes once made.  Wall-clock times are seconds
 * since 1970-01-01T00:00:00 on that clock.
 */
#ifndef PIM_ZONE_H
#define PIM_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"

struct zone;
struct ical_comp;

/*
 * Read all zones below a folder (NULL: /usr/share/zoneinfo).  The one place in
 * pim that reads files: once, at the start, before a process gives up its
 * rights; children inherit it.  Calling it again does nothing.
 * ERR_NOT_FOUND when there is no zone.  Before it only UTC is known.
 */
enum status zone_load(struct ctx *cx, const char *folder) NODISCARD;

/*
 * The server's zone of this TZID: IANA names without case, their old names,
 * Windows names ("W. Europe Standard Time", also as Outlook shows them), and
 * names behind a prefix ("/freeassociation.sourceforge.net/Tzfile/Europe/Paris",
 * "/citadel.org/20070227_1/Europe/Paris").  NULL when unknown.
 */
const struct zone *zone_find(const char *tzid);

/* The name under which the server knows it; for a VTIMEZONE its TZID. */
const char *zone_name(const struct zone *zone);

/* Is this, letter for letter, one of zone_names()? */
bool zone_is_listed(const char *tzid);

/* All names, sorted, old ones included. */
size_t zone_names(const char *const **names);
/* The version of the data ("2025b"), "" when it does not tell. */
const char *zone_version(void);
/* When its file was written, Unix seconds; 0 when unknown. */
int64_t zone_modified(void);

/* From a VTIMEZONE (RFC 5545, 3.6.5).  ERR_INVALID when nothing can be read from it. */
enum status zone_from_vtimezone(struct ctx *cx, const struct ical_comp *vtimezone,
    const struct zone **out) NODISCARD;

/* Seconds east of UTC at that moment. */
int zone_offset(const struct zone *zone, int64_t utc);
/* What the clock there is called at that moment: "CET"; "" when it has no name. */
const char *zone_abbreviation(const struct zone *zone, int64_t utc);
int64_t zone_to_wall(const struct zone *zone, int64_t utc);
/*
 * RFC 5545, 3.3.5: a time that exists twice is the first of both; one that
 * does not exist is read with the offset before the gap.
 */
int64_t zone_to_utc(const struct zone *zone, int64_t wall);

/* The first change of the offset after that moment: false when there is none. */
bool zone_next_change(const struct zone *zone, int64_t utc, int64_t *when, int *before,
    int *after);

/*
 * A compact VTIMEZONE that is right from FROM on (rules where the zone has
 * them, else single changes up to UNTIL).  TZID is what it is called; NULL:
 * the zone's name.
 */
struct ical_comp *zone_write(struct arena *arena, const struct zone *zone, const char *tzid,
    int64_t from, int64_t until);

/* Days since 1970-01-01 of a date of the Gregorian calendar, and back. */
int64_t zone_days(int64_t year, int month, int day);
void zone_date(int64_t days, int64_t *year, int *month, int *day);

#endif
