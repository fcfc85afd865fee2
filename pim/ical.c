/*
 * Reading, checking and writing a calendar stream.  Lines are read by
 * pim/content_line.c; here they become a tree.  The check is strict where
 * software would misunderstand (times, rules, identity) and lets pass what
 * merely is untidy: refusing an event loses it on somebody's phone.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/ical_data.h"
#include "pim/recur.h"

#define DEPTH_MAX	16

static const char *const kinds[ICAL_KINDS] = {
	[ICAL_OTHER] = "", [ICAL_EVENT] = "VEVENT", [ICAL_TODO] = "VTODO",
	[ICAL_JOURNAL] = "VJOURNAL", [ICAL_FREEBUSY] = "VFREEBUSY",
	[ICAL_AVAILABILITY] = "VAVAILABILITY", [ICAL_POLL] = "VPOLL",
};

const char *
ical_kind_name(enum ical_kind kind)
{
	return kinds[kind];
}

enum ical_kind
ical_kind_find(const char *name)
{
	for (int i = ICAL_EVENT; i < ICAL_KINDS; i++)
		if (strcasecmp(kinds[i], name) == 0)
			return (enum ical_kind)i;
	return ICAL_OTHER;
}

/* Look-ups */

const struct content_line *
ical_prop(const struct ical_comp *comp, const char *name)
{
	for (const struct content_line *p = comp->props; p != NULL; p = p->next)
		if (content_is(p, name))
			return p;
	return NULL;
}

const struct content_line *
ical_prop_next(const struct content_line *prop, const char *name)
{
	for (prop = prop->next; prop != NULL; prop = prop->next)
		if (content_is(prop, name))
			return prop;
	return NULL;
}

struct ical_comp *
ical_child(const struct ical_comp *comp, const char *name)
{
	for (struct ical_comp *c = comp->children; c != NULL; c = c->next)
		if (strcasecmp(c->name, name) == 0)
			return c;
	return NULL;
}

struct ical_comp *
ical_child_next(const struct ical_comp *child, const char *name)
{
	for (struct ical_comp *c = child->next; c != NULL; c = c->next)
		if (strcasecmp(c->name, name) == 0)
			return c;
	return NULL;
}

const char *
ical_value(const struct ical_comp *comp, const char *name)
{
	const struct content_line *p = ical_prop(comp, name);

	return p == NULL ? NULL : p->value;
}

int64_t
ical_int(const struct ical_comp *comp, const char *name, int64_t otherwise)
{
	const char *value = ical_value(comp, name);
	char *end;
	long long n;

	if (value == NULL)
		return otherwise;
	n = strtoll(value, &end, 10);
	return end == value || *end != '\0' ? otherwise : n;
}

/* Reading */

static enum status
bad(struct ctx *cx, const char *why, size_t line)
{
	cx->condition = "C:valid-calendar-data";
	return fault(cx, ERR_INVALID, "line %zu: %s", line, why);
}

static enum status
build(struct ctx *cx, struct content_line *line, const struct ical_limits *limits,
    struct ical_comp **root)
{
	struct ical_comp *at = NULL;
	size_t comps = 0, attendees[DEPTH_MAX] = { 0 };
	int depth = 0;

	*root = NULL;
	for (struct content_line *next; line != NULL; line = next) {
		next = line->next;
		if (content_is(line, "BEGIN")) {
			struct ical_comp *c = ical_comp_new(cx->arena, line->value);

			if (at == NULL && *root != NULL)
				return bad(cx, "more than one calendar", line->number);
			if (depth == DEPTH_MAX)
				return bad(cx, "components are nested too deep", line->number);
			if (++comps > limits->components) {
				cx->condition = "C:max-resource-size";
				return fault(cx, ERR_LIMIT, "more than %zu components",
				    limits->components);
			}
			if (at == NULL)
				*root = c;
			else
				ical_comp_add(at, c);
			at = c;
			attendees[depth++] = 0;
		} else if (at == NULL) {
			return bad(cx, "outside of any component", line->number);
		} else if (content_is(line, "END")) {
			if (strcasecmp(line->value, at->name) != 0)
				return bad(cx, "END does not fit BEGIN", line->number);
			at = at->parent;
			depth--;
		} else {
			if (content_is(line, "ATTENDEE") &&
			    ++attendees[depth - 1] > limits->attendees) {
				cx->condition = "C:max-attendees-per-instance";
				return fault(cx, ERR_LIMIT, "more than %zu attendees",
				    limits->attendees);
			}
			line->next = NULL;
			ical_prop_add(at, line);
		}
	}
	if (at != NULL || *root == NULL)
		return bad(cx, at != NULL ? "END is missing" : "no calendar", 0);
	if (strcasecmp((*root)->name, "VCALENDAR") != 0)
		return bad(cx, "not a VCALENDAR", 1);
	return OK;
}

void
ical_refresh(struct ctx *cx, struct ical *ical)
{
	size_t n = 0;
	bool one_uid = true;

	for (struct ical_comp *c = ical->root->children; c != NULL; c = c->next)
		n++;
	ical->comps = arena_array(cx->arena, n, sizeof(struct ical_comp *));
	ical->count = 0;
	ical->kind = ICAL_OTHER;
	ical->uid = "";
	ical->master = NULL;
	ical->method = ical_value(ical->root, "METHOD");
	for (struct ical_comp *c = ical->root->children; c != NULL; c = c->next) {
		const char *uid;

		if (strcasecmp(c->name, "VTIMEZONE") == 0)
			continue;
		uid = ical_value(c, "UID");
		if (ical->count == 0) {
			ical->kind = ical_kind_find(c->name);
			ical->uid = uid == NULL ? "" : uid;
		} else if (uid == NULL || strcmp(ical->uid, uid) != 0)
			one_uid = false;
		if (ical->master == NULL && ical_prop(c, "RECURRENCE-ID") == NULL)
			ical->master = c;
		ical->comps[ical->count++] = c;
	}
	if (!one_uid)
		ical->uid = "";
	ical->zones = arena_alloc(cx->arena, sizeof *ical->zones);
	*ical->zones = (struct ical_zones){ .cx = cx, .arena = cx->arena };
}

enum status
ical_from_root(struct ctx *cx, struct ical_comp *root, struct ical **out)
{
	struct ical *ical = arena_alloc(cx->arena, sizeof *ical);

	ical->root = root;
	ical_refresh(cx, ical);
	*out = ical;
	return OK;
}

enum status
ical_read(struct ctx *cx, const char *text, size_t len, const struct ical_limits *wanted,
    struct ical **out)
{
	struct ical_limits limits = { 0 };
	struct content lines;
	struct ical_comp *root;
	enum status st;

	if (wanted != NULL)
		limits = *wanted;
	if (limits.bytes == 0)
		limits.bytes = 10 << 20;
	if (limits.line == 0)
		limits.line = 8 << 20;
	if (limits.properties == 0)
		limits.properties = 1000000;
	if (limits.components == 0)
		limits.components = 200000;
	if (limits.attendees == 0)
		limits.attendees = 5000;
	if (len > limits.bytes) {
		cx->condition = "C:max-resource-size";
		return fault(cx, ERR_TOO_LARGE, "calendar of %zu octets", len);
	}
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	st = content_read(cx, text, len, &(struct content_limits){
		.size = limits.bytes, .lines = limits.properties + 2 * limits.components,
		.line = limits.line, .is_lenient = limits.is_lenient,
	    }, &lines);
	if (st != OK) {
		cx->condition = st == ERR_INVALID ? "C:valid-calendar-data" : "C:max-resource-size";
		return st;
	}
	if ((st = build(cx, lines.first, &limits, &root)) != OK)
		return st;
	return ical_from_root(cx, root, out);
}

/* Checking */

static enum status
no_object(struct ctx *cx, const char *why)
{
	cx->condition = "C:valid-calendar-object-resource";
	return fault(cx, ERR_INVALID, "%s", why);
}

static enum status
no_data(struct ctx *cx, const char *what, const char *value)
{
	cx->condition = "C:valid-calendar-data";
	return fault(cx, ERR_INVALID, "%s cannot be read: %.80s", what, value);
}

/* All properties of a component that say when something is. */
static enum status
check_times(struct ctx *cx, const struct ical *ical, const struct ical_comp *c)
{
	static const char *const once[] = {
		"DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "COMPLETED", "DTSTAMP",
	};
	size_t seen[COUNT(once)] = { 0 };
	struct ical_time t, start = { 0 };
	struct ical_duration d;
	struct recur_rule *rule;
	enum status st = OK;

	for (const struct content_line *p = c->props; p != NULL && st == OK; p = p->next) {
		for (size_t i = 0; i < COUNT(once); i++)
			if (content_is(p, once[i]) && ++seen[i] > 1)
				return no_data(cx, once[i], "there are several");
		if (content_is(p, "DTSTART")) {
			st = ical_prop_time(cx, ical, p, &start);
		} else if (content_is(p, "DTEND") || content_is(p, "DUE") ||
		           content_is(p, "RECURRENCE-ID") || content_is(p, "COMPLETED") ||
		           content_is(p, "DTSTAMP")) {
			st = ical_prop_time(cx, ical, p, &t);
		} else if (content_is(p, "DURATION")) {
			if (!ical_duration_read(p->value, p->value_len, &d))
				return no_data(cx, "DURATION", p->value);
		} else if (content_is(p, "RRULE")) {
			st = recur_rule_read(cx, p->value, &rule);
		} else if (content_is(p, "RDATE") || content_is(p, "EXDATE") ||
		           content_is(p, "FREEBUSY")) {
			struct ical_period *periods;
			size_t n;

			st = ical_prop_periods(cx, ical, p, &periods, &n);
		}
	}
	if (st != OK)
		return st;
	if (seen[3] > 0 && (seen[1] > 0 || seen[2] > 0))
		return no_data(cx, "DURATION", "there is an end as well");
	if (seen[0] > 0 && ical_time(cx, ical, c, "DTEND", &t) == OK &&
	    (t.form == ICAL_DATE) != (start.form == ICAL_DATE))
		return no_data(cx, "DTEND", "only one of start and end is a date");
	if (seen[0] == 0 && strcasecmp(c->name, "VEVENT") == 0)
		return no_data(cx, "DTSTART", "there is none");
	return OK;
}

static int
by_instant(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

enum status
ical_check(struct ctx *cx, struct ical *ical)
{
	const char *version = ical_value(ical->root, "VERSION");
	int64_t *ids = arena_array(cx->arena, ical->count, sizeof *ids);
	size_t masters = 0, overrides = 0;
	enum status st;

	if (version != NULL && strcmp(version, "2.0") != 0)
		return no_data(cx, "VERSION", version);
	if (ical->method != NULL)
		return no_object(cx, "METHOD has no place in a stored object");
	if (ical->count == 0)
		return no_object(cx, "nothing but time zones");
	if (ical->uid[0] == '\0')
		return no_object(cx, "not one UID");
	for (size_t i = 0; i < ical->count; i++) {
		struct ical_comp *c = ical->comps[i];
		struct ical_time id;

		if (strcasecmp(c->name, ical->comps[0]->name) != 0)
			return no_object(cx, "more than one type of component");
		if ((st = check_times(cx, ical, c)) != OK)
			return st;
		for (struct ical_comp *a = ical_child(c, "AVAILABLE"); a != NULL;
		     a = ical_child_next(a, "AVAILABLE"))
			if ((st = check_times(cx, ical, a)) != OK)
				return st;
		st = ical_time(cx, ical, c, "RECURRENCE-ID", &id);
		if (st == ERR_NOT_FOUND) {
			if (++masters > 1)
				return no_object(cx, "two components without RECURRENCE-ID");
		} else if (st != OK)
			return st;
		else
			ids[overrides++] = ical_instant(id, NULL) * 2 + (id.form == ICAL_DATE);
	}
	qsort(ids, overrides, sizeof *ids, by_instant);
	for (size_t i = 1; i < overrides; i++)
		if (ids[i] == ids[i - 1])
			return no_object(cx, "two components with the same RECURRENCE-ID");
	return OK;
}

enum status
ical_parse(struct ctx *cx, const char *text, size_t len, const struct ical_limits *limits,
    struct ical **out)
{
	struct ical *ical;
	enum status st;

	if ((st = ical_read(cx, text, len, limits, &ical)) != OK ||
	    (st = ical_check(cx, ical)) != OK)
		return st;
	*out = ical;
	return OK;
}

/* Writing; depth is bounded by what was read and what we build. */

static void
write_comp(struct buf *out, const struct ical_comp *c)
{
	buf_printf(out, "BEGIN:%s\r\n", c->name);
	for (const struct content_line *p = c->props; p != NULL; p = p->next)
		content_write(out, p);
	for (const struct ical_comp *child = c->children; child != NULL; child = child->next)
		write_comp(out, child);
	buf_printf(out, "END:%s\r\n", c->name);
}

const char *
ical_write(struct ctx *cx, const struct ical_comp *comp, size_t *len)
{
	struct buf out = BUF_ON(cx->arena);

	write_comp(&out, comp);
	if (len != NULL)
		*len = out.len;
	return buf_str(&out);
}
