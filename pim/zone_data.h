/* What a zone is made of; for the files of zones only. */
#ifndef PIM_ZONE_DATA_H
#define PIM_ZONE_DATA_H

#include "pim/zone.h"

struct zone_type {
	int		 offset;	/* seconds east of UTC */
	bool		 is_dst;
	const char	*abbreviation;	/* "" when none */
};

/* One change of POSIX TZ (RFC 8536, 3.3.1): "M3.5.0/2", "J79", "80". */
struct zone_change {
	enum { CHANGE_MONTH, CHANGE_JULIAN, CHANGE_DAY } kind;
	int	month, week, day;	/* week 5: the last; day 0: Sunday */
	int	time;			/* seconds after midnight; may be negative or past the day */
};

struct zone {
	const char		*name;
	bool			 is_known;
	struct zone_type	*types;		/* types[0] holds before the first change */
	int64_t			*at;		/* when types[kind[i]] begins */
	uint8_t			*kind;
	size_t			 count;
	/* What holds after the last change, when it goes on. */
	bool			 has_tail;
	struct zone_type	 standard, daylight;
	bool			 has_daylight;
	struct zone_change	 start, end;	/* of daylight, on the clock before each */
};

/* What holds at that moment. */
const struct zone_type *zone_type_at(const struct zone *zone, int64_t utc);

/* When a change of POSIX TZ happens in a year, on the clock before it. */
int64_t zone_change_wall(const struct zone_change *change, int64_t year);

/* A TZif file's content; false when it is none. */
bool zone_read_tzif(struct arena *arena, const unsigned char *data, size_t len, struct zone *out);

/* Leave out the changes that the tail tells as well. */
void zone_trim(struct zone *zone);

/* Windows name to IANA name, NULL when unknown. */
const char *zone_windows(const char *name);

#endif
