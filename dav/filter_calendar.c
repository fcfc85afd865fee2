#include <string.h>
#include <strings.h>

#include "dav/data.h"
#include "dav/filter.h"
#include "dav/private.h"

#define NESTED_MAX	20

static enum status
invalid(struct ctx *cx, const char *why)
{
	return dav_refuse(cx, ERR_INVALID, "C:valid-filter", why);
}

static enum status
read_param(struct ctx *cx, const struct xml_node *node, struct ical_param_filter **out)
{
	struct ical_param_filter *f = arena_alloc(cx->arena, sizeof *f);
	const struct xml_node *text = xml_child(node, NS_CALDAV, "text-match");
	struct text_match *match = NULL;
	enum status st = OK;

	f->name = xml_attr(node, "name");
	f->is_not_defined = xml_child(node, NS_CALDAV, "is-not-defined") != NULL;
	*out = f;
	if (f->name == NULL)
		return invalid(cx, "a param-filter without name");
	if (text != NULL)
		st = dav_text_match(cx, text, &match);
	f->text = match;
	return st;
}

static enum status
read_range(struct ctx *cx, const struct xml_node *node, const struct span **out)
{
	struct span *span = arena_alloc(cx->arena, sizeof *span);

	*out = span;
	return dav_span_read(cx, node, false, span);
}

static enum status
read_prop(struct ctx *cx, const struct xml_node *node, struct ical_prop_filter **out)
{
	struct ical_prop_filter *f = arena_alloc(cx->arena, sizeof *f);
	struct ical_param_filter **param = &f->params;
	struct text_match *match = NULL;
	enum status st = OK;

	f->name = xml_attr(node, "name");
	*out = f;
	if (f->name == NULL)
		return invalid(cx, "a prop-filter without name");
	for (const struct xml_node *e = xml_first(node); e != NULL && st == OK; e = xml_next(e)) {
		if (xml_is(e, NS_CALDAV, "is-not-defined")) {
			f->is_not_defined = true;
		} else if (xml_is(e, NS_CALDAV, "time-range")) {
			st = read_range(cx, e, &f->range);
		} else if (xml_is(e, NS_CALDAV, "text-match")) {
			st = dav_text_match(cx, e, &match);
			f->text = match;
		} else if (xml_is(e, NS_CALDAV, "param-filter")) {
			if ((st = read_param(cx, e, param)) == OK)
				param = &(*param)->next;
		} else {
			st = invalid(cx, "something unknown in a prop-filter");
		}
	}
	return st;
}

static enum status
read_comp(struct ctx *cx, const struct xml_node *node, int depth, struct ical_comp_filter **out)
{
	struct ical_comp_filter *f = arena_alloc(cx->arena, sizeof *f);
	struct ical_prop_filter **prop = &f->props;
	struct ical_comp_filter **comp = &f->comps;
	enum status st = OK;

	f->name = xml_attr(node, "name");
	*out = f;
	if (f->name == NULL || depth > NESTED_MAX)
		return invalid(cx, "a comp-filter without name");
	for (const struct xml_node *e = xml_first(node); e != NULL && st == OK; e = xml_next(e)) {
		if (xml_is(e, NS_CALDAV, "is-not-defined")) {
			f->is_not_defined = true;
		} else if (xml_is(e, NS_CALDAV, "time-range")) {
			st = read_range(cx, e, &f->range);
		} else if (xml_is(e, NS_CALDAV, "prop-filter")) {
			if ((st = read_prop(cx, e, prop)) == OK)
				prop = &(*prop)->next;
		} else if (xml_is(e, NS_CALDAV, "comp-filter")) {
			if ((st = read_comp(cx, e, depth + 1, comp)) == OK)
				comp = &(*comp)->next;
		} else {
			st = invalid(cx, "something unknown in a comp-filter");
		}
	}
	return st;
}

/* What may stand in what, and whether it is at some time (RFC 4791, section 9.9; RFC 7953). */
static const struct {
	const char	*name, *in;
	bool		 timed;
} components[] = {
	{ "VCALENDAR", "", false },
	{ "VEVENT", "VCALENDAR", true }, { "VTODO", "VCALENDAR", true },
	{ "VJOURNAL", "VCALENDAR", true }, { "VFREEBUSY", "VCALENDAR", true },
	{ "VAVAILABILITY", "VCALENDAR", true }, { "AVAILABLE", "VAVAILABILITY", true },
	{ "VALARM", "VEVENT", true }, { "VALARM", "VTODO", true },
	{ "VTIMEZONE", "VCALENDAR", false },
	{ "STANDARD", "VTIMEZONE", false }, { "DAYLIGHT", "VTIMEZONE", false },
};

static bool
fits(const struct ical_comp_filter *f, const char *in)
{
	bool known = false;

	for (size_t i = 0; i < COUNT(components); i++)
		if (content_name_equal(components[i].name, f->name)) {
			known = true;
			if (content_name_equal(components[i].in, in))
				return f->range == NULL || components[i].timed;
		}
	return !known && f->range == NULL;
}

static bool
is_time(const char *property)
{
	static const char *const names[] = { "DTSTART", "DTEND", "DUE", "DTSTAMP", "CREATED",
		"LAST-MODIFIED", "COMPLETED", "RECURRENCE-ID", "EXDATE", "RDATE", "TRIGGER",
		"ACKNOWLEDGED" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (content_name_equal(names[i], property))
			return true;
	return strncasecmp(property, "X-", 2) == 0;
}

/* RFC 4791, section 7.8: no VEVENT in a VTODO, no time range for a SUMMARY. */
static enum status
check(struct ctx *cx, const struct ical_comp_filter *f, const char *in)
{
	enum status st = OK;

	if (!fits(f, in))
		return invalid(cx, "a component where it cannot be, or a time that it has not");
	for (const struct ical_prop_filter *p = f->props; p != NULL; p = p->next)
		if (p->range != NULL && !is_time(p->name))
			return invalid(cx, "a time range for what is no time");
	for (const struct ical_comp_filter *c = f->comps; c != NULL && st == OK; c = c->next)
		st = check(cx, c, f->name);
	return st;
}

enum status
dav_filter_calendar(struct ctx *cx, const struct xml_node *filter, struct ical_comp_filter **out)
{
	const struct xml_node *top = xml_child(filter, NS_CALDAV, "comp-filter");
	enum status st;

	if (top == NULL || xml_again(top, NS_CALDAV, "comp-filter") != NULL)
		return invalid(cx, "no filter");
	if ((st = read_comp(cx, top, 0, out)) != OK)
		return st;
	return strcmp((*out)->name, "VCALENDAR") == 0 ? check(cx, *out, "") :
	    invalid(cx, "a filter that begins elsewhere");
}
