/* Typed values of iCalendar (RFC 5545, section 3.3), read and written. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/ical_data.h"

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

const char *
ical_address(struct arena *arena, const struct content_line *prop)
{
	const char *s = prop->value;
	char *out;
	size_t n;

	if (strncasecmp(s, "mailto:", 7) != 0)
		return s;
	for (s += 7; *s == ' '; s++)
		;
	n = strlen(s);
	while (n > 0 && s[n - 1] == ' ')
		n--;
	out = arena_strndup(arena, s, n);
	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return out;
}

/* Times */

static bool
digits(const char *s, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*out = *out * 10 + s[i] - '0';
	}
	return true;
}

bool
ical_time_read(const char *s, size_t len, struct ical_time *out)
{
	int year, month, day, hour, minute, second;
	int64_t days, y;
	int m, d;

	if ((len != 8 && len != 15 && len != 16) || !digits(s, 4, &year) || !digits(s + 4, 2, &month) ||
	    !digits(s + 6, 2, &day) || year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	days = zone_days(year, month, day);
	zone_date(days, &y, &m, &d);
	if (m != month)
		return false;	/* 30 February */
	*out = (struct ical_time){ .wall = days * ICAL_DAY, .form = ICAL_DATE };
	if (len == 8)
		return true;
	if ((s[8] != 'T' && s[8] != 't') || !digits(s + 9, 2, &hour) || !digits(s + 11, 2, &minute) ||
	    !digits(s + 13, 2, &second) || hour > 23 || minute > 59 || second > 60)
		return false;
	if (second == 60)
		second = 59;
	out->wall += hour * 3600 + minute * 60 + second;
	out->form = ICAL_FLOATING;
	if (len == 16) {
		if (s[15] != 'Z' && s[15] != 'z')
			return false;
		out->form = ICAL_UTC;
	}
	return true;
}

const char *
ical_time_write(struct arena *arena, struct ical_time t)
{
	int64_t days = floor_div(t.wall, ICAL_DAY), year;
	int second = (int)(t.wall - days * ICAL_DAY);
	int month, day;

	zone_date(days, &year, &month, &day);
	if (t.form == ICAL_DATE)
		return arena_printf(arena, "%04d%02d%02d", (int)year, month, day);
	return arena_printf(arena, "%04d%02d%02dT%02d%02d%02d%s", (int)year, month, day,
	    second / 3600, second / 60 % 60, second % 60, t.form == ICAL_UTC ? "Z" : "");
}

const char *
ical_utc_write(struct arena *arena, int64_t utc)
{
	utc = utc < ICAL_MIN ? ICAL_MIN : utc > ICAL_MAX ? ICAL_MAX : utc;
	return ical_time_write(arena, (struct ical_time){ .wall = utc, .form = ICAL_UTC });
}

bool
ical_duration_read(const char *s, size_t len, struct ical_duration *out)
{
	static const struct { char unit; int64_t days, seconds; bool in_time; } units[] = {
		{ 'W', 7, 0, false }, { 'D', 1, 0, false },
		{ 'H', 0, 3600, true }, { 'M', 0, 60, true }, { 'S', 0, 1, true },
	};
	const char *end = s + len;
	bool minus = false, in_time = false, any = false;
	struct ical_duration d = { 0 };

	if (s < end && (*s == '+' || *s == '-'))
		minus = *s++ == '-';
	if (s == end || (*s != 'P' && *s != 'p'))
		return false;
	for (s++; s < end;) {
		int64_t n = 0;
		const char *from = s;
		size_t i;

		if (*s == 'T' || *s == 't') {
			if (in_time)
				return false;
			in_time = true;
			s++;
			continue;
		}
		for (; s < end && *s >= '0' && *s <= '9'; s++)
			if ((n = n * 10 + *s - '0') > 100000000)
				return false;
		if (s == from || s == end)
			return false;
		for (i = 0; i < COUNT(units); i++)
			if (units[i].in_time == in_time &&
			    (*s == units[i].unit || *s == units[i].unit + 32))
				break;
		if (i == COUNT(units))
			return false;
		d.days += n * units[i].days;
		d.seconds += n * units[i].seconds;
		any = true;
		s++;
	}
	if (!any || d.days > 4000000 || d.seconds > 4000000LL * ICAL_DAY)
		return false;
	*out = (struct ical_duration){ minus ? -d.days : d.days, minus ? -d.seconds : d.seconds };
	return true;
}

const char *
ical_duration_write(struct arena *arena, struct ical_duration d)
{
	struct buf out = BUF_ON(arena);
	bool minus = d.days < 0 || (d.days == 0 && d.seconds < 0);
	int64_t s;

	if (minus)
		d = (struct ical_duration){ -d.days, -d.seconds };
	if (d.seconds < 0) {	/* signs differ: nothing says that, so take seconds for all */
		d.seconds += d.days * ICAL_DAY;
		d.days = 0;
		if (d.seconds < 0) {
			minus = !minus;
			d.seconds = -d.seconds;
		}
	}
	s = d.seconds;
	buf_puts(&out, minus ? "-P" : "P");
	if (d.days != 0 && d.days % 7 == 0 && s == 0)
		buf_printf(&out, "%lldW", (long long)(d.days / 7));
	else if (d.days != 0)
		buf_printf(&out, "%lldD", (long long)d.days);
	if (s != 0 || d.days == 0)
		buf_putc(&out, 'T');
	if (s / 3600 != 0)
		buf_printf(&out, "%lldH", (long long)(s / 3600));
	if (s / 60 % 60 != 0)
		buf_printf(&out, "%dM", (int)(s / 60 % 60));
	if (s % 60 != 0 || (s == 0 && d.days == 0))
		buf_printf(&out, "%dS", (int)(s % 60));
	return buf_str(&out);
}

int64_t
ical_instant(struct ical_time t, const struct zone *floating)
{
	if (t.form == ICAL_UTC)
		return t.wall;
	if (t.form == ICAL_ZONED)
		return zone_to_utc(t.zone, t.wall);
	return floating == NULL ? t.wall : zone_to_utc(floating, t.wall);
}

struct ical_time
ical_time_add(struct ical_time t, struct ical_duration d)
{
	t.wall += d.days * ICAL_DAY;
	if (d.seconds == 0)
		return t;
	if (t.form == ICAL_ZONED)
		t.wall = zone_to_wall(t.zone, zone_to_utc(t.zone, t.wall) + d.seconds);
	else
		t.wall += d.seconds;
	if (t.form == ICAL_DATE && t.wall % ICAL_DAY != 0)
		t.form = ICAL_FLOATING;
	return t;
}

int64_t
ical_instant_after(struct ical_time t, struct ical_duration d, const struct zone *floating)
{
	t.wall += d.days * ICAL_DAY;
	return ical_instant(t, floating) + d.seconds;
}

struct ical_time
ical_time_at(int64_t utc, struct ical_time like, const struct zone *floating)
{
	switch (like.form) {
	case ICAL_UTC:
		like.wall = utc;
		break;
	case ICAL_ZONED:
		like.wall = zone_to_wall(like.zone, utc);
		break;
	default:
		like.wall = floating == NULL ? utc : zone_to_wall(floating, utc);
		if (like.form == ICAL_DATE)
			like.wall = floor_div(like.wall, ICAL_DAY) * ICAL_DAY;
	}
	return like;
}

/* What TZIDs mean */

struct ical_zone_name {
	struct ical_zone_name	*next;
	const char		*tzid;
	const struct zone	*zone;
};

/* The zone of a VTIMEZONE, kept as long as the object: a turn (ctx_turn) may be under way. */
static const struct zone *
sent_zone(const struct ical_zones *z, const struct ical_comp *vtimezone)
{
	struct arena *turn = z->cx->arena;
	const struct zone *zone = NULL;

	z->cx->arena = z->arena;
	if (zone_from_vtimezone(z->cx, vtimezone, &zone) != OK)
		zone = NULL;
	z->cx->arena = turn;
	return zone;
}

const struct zone *
ical_zone(const struct ical *ical, const char *tzid)
{
	struct arena *arena = ical->zones->arena;
	struct ical_zone_name *n;
	const struct zone *zone;

	for (n = ical->zones->first; n != NULL; n = n->next)
		if (strcmp(n->tzid, tzid) == 0)
			return n->zone;
	/* The server's data wins: what is sent may be years old. */
	zone = zone_find(tzid);
	for (const struct ical_comp *c = ical_child(ical->root, "VTIMEZONE"); zone == NULL && c != NULL;
	    c = ical_child_next(c, "VTIMEZONE")) {
		const char *name = ical_value(c, "TZID");
		const char *location = ical_value(c, "X-LIC-LOCATION");

		if (name == NULL || strcmp(name, tzid) != 0)
			continue;
		if (location != NULL)
			zone = zone_find(location);
		if (zone == NULL)
			zone = sent_zone(ical->zones, c);
	}
	n = arena_alloc(arena, sizeof *n);
	*n = (struct ical_zone_name){ ical->zones->first, arena_strdup(arena, tzid), zone };
	ical->zones->first = n;
	return zone;
}

const struct zone *
ical_zone_of(struct ctx *cx, const char *text)
{
	const struct ical_comp *vtimezone;
	struct ical *ical;
	const char *tzid;

	if (ical_read(cx, text, strlen(text), NULL, &ical) != OK) {
		ctx_forgive(cx);
		return NULL;
	}
	vtimezone = ical_child(ical->root, "VTIMEZONE");
	tzid = vtimezone != NULL ? ical_value(vtimezone, "TZID") : NULL;
	return tzid != NULL ? ical_zone(ical, tzid) : NULL;
}

static enum status
unreadable(struct ctx *cx, const struct content_line *prop)
{
	cx->condition = "C:valid-calendar-data";
	return fault(cx, ERR_INVALID, "%s cannot be read: %.80s", prop->name, prop->value);
}

static enum status
read_time(struct ctx *cx, const struct ical *ical, const struct content_line *prop, const char *s,
    size_t len, struct ical_time *out)
{
	const char *tzid;

	while (len > 0 && s[len - 1] == ' ')
		len--;
	if (!ical_time_read(s, len, out))
		return unreadable(cx, prop);
	if (out->form != ICAL_FLOATING || (tzid = content_param_text(prop, "TZID")) == NULL ||
	    tzid[0] == '\0')
		return OK;
	if ((out->zone = ical_zone(ical, tzid)) == NULL) {
		cx->condition = "C:valid-timezone";	/* RFC 7809, section 3.1.4 */
		return fault(cx, ERR_INVALID, "time zone \"%.80s\" is neither known nor sent", tzid);
	}
	out->form = ICAL_ZONED;
	return OK;
}

enum status
ical_prop_time(struct ctx *cx, const struct ical *ical, const struct content_line *prop,
    struct ical_time *out)
{
	return read_time(cx, ical, prop, prop->value, prop->value_len, out);
}

enum status
ical_time(struct ctx *cx, const struct ical *ical, const struct ical_comp *comp, const char *name,
    struct ical_time *out)
{
	const struct content_line *p = ical_prop(comp, name);

	return p == NULL ? ERR_NOT_FOUND : ical_prop_time(cx, ical, p, out);
}

enum status
ical_duration(struct ctx *cx, const struct ical_comp *comp, const char *name, struct ical_duration *out)
{
	const struct content_line *p = ical_prop(comp, name);

	if (p == NULL)
		return ERR_NOT_FOUND;
	return ical_duration_read(p->value, p->value_len, out) ? OK : unreadable(cx, p);
}

/* A time without a period gives one without length. */
enum status
ical_prop_periods(struct ctx *cx, const struct ical *ical, const struct content_line *prop,
    struct ical_period **out, size_t *count)
{
	const char *s = prop->value, *end = s + prop->value_len;
	struct ical_period *list;
	size_t n = 1;
	enum status st;

	for (const char *p = s; p < end; p++)
		n += *p == ',';
	list = arena_array(cx->arena, n, sizeof *list);
	n = 0;
	while (s < end) {
		const char *comma = memchr(s, ',', (size_t)(end - s));
		const char *stop = comma == NULL ? end : comma;
		const char *slash = memchr(s, '/', (size_t)(stop - s));
		struct ical_period *p = &list[n];
		struct ical_duration d;

		if (stop > s) {		/* empty items mean nothing */
			if ((st = read_time(cx, ical, prop, s,
			         (size_t)((slash == NULL ? stop : slash) - s), &p->start)) !=
			    OK)
				return st;
			p->end = p->start;
			if (slash != NULL &&
			    ical_duration_read(slash + 1, (size_t)(stop - slash - 1), &d))
				p->end = ical_time_add(p->start, d);
			else if (slash != NULL && (st = read_time(cx, ical, prop, slash + 1,
			    (size_t)(stop - slash - 1), &p->end)) != OK)
				return st;
			n++;
		}
		s = stop + (comma != NULL);
	}
	*out = list;
	*count = n;
	return OK;
}

enum status
ical_prop_times(struct ctx *cx, const struct ical *ical, const struct content_line *prop,
    struct ical_time **out, size_t *count)
{
	struct ical_period *periods;
	struct ical_time *times;
	size_t n;
	enum status st;

	if ((st = ical_prop_periods(cx, ical, prop, &periods, &n)) != OK)
		return st;
	times = arena_array(cx->arena, n, sizeof *times);
	for (size_t i = 0; i < n; i++)
		times[i] = periods[i].start;
	*out = times;
	*count = n;
	return OK;
}

enum status
ical_extent(struct ctx *cx, const struct ical *ical, const struct ical_comp *comp,
    struct ical_extent *out)
{
	bool is_todo = strcasecmp(comp->name, "VTODO") == 0;
	struct ical_extent e = { 0 };
	struct ical_time end;
	enum status st;

	if ((st = ical_time(cx, ical, comp, "DTSTART", &e.start)) != OK)
		return st;
	st = ical_time(cx, ical, comp, is_todo ? "DUE" : "DTEND", &end);
	if (st == OK) {
		e.has_end = true;
		/* The exact length holds for every occurrence (RFC 5545, 3.8.5.3). */
		if (e.start.form == ICAL_DATE && end.form == ICAL_DATE)
			e.length.days = (end.wall - e.start.wall) / ICAL_DAY;
		else
			e.length.seconds = ical_instant(end, NULL) - ical_instant(e.start, NULL);
		if (e.length.days < 0 || e.length.seconds < 0)
			e.length = (struct ical_duration){ 0 };
	} else if (st == ERR_NOT_FOUND && (st = ical_duration(cx, comp, "DURATION", &e.length)) == OK) {
		e.has_end = true;
		if (e.length.days < 0 || e.length.seconds < 0)
			e.length = (struct ical_duration){ 0 };
	} else if (st == ERR_NOT_FOUND) {
		if (e.start.form == ICAL_DATE && !is_todo)
			e.length.days = 1;
	} else
		return st;
	*out = e;
	return OK;
}
