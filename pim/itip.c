/* What both directions of scheduling need to know of an object. */
#include <string.h>
#include <strings.h>

#include "pim/itip_data.h"

static const char *const methods[ITIP_METHODS] = {
	[ITIP_NONE] = "",
	[ITIP_PUBLISH] = "PUBLISH",
	[ITIP_REQUEST] = "REQUEST",
	[ITIP_REPLY] = "REPLY",
	[ITIP_ADD] = "ADD",
	[ITIP_CANCEL] = "CANCEL",
	[ITIP_REFRESH] = "REFRESH",
	[ITIP_COUNTER] = "COUNTER",
	[ITIP_DECLINECOUNTER] = "DECLINECOUNTER",
};

enum itip_method
itip_method_find(const char *name)
{
	for (int i = ITIP_PUBLISH; name != NULL && i < ITIP_METHODS; i++)
		if (strcasecmp(methods[i], name) == 0)
			return (enum itip_method)i;
	return ITIP_NONE;
}

const char *
itip_method_name(enum itip_method method)
{
	return methods[method];
}

enum itip_agent
itip_agent(const struct content_line *who)
{
	const char *agent = content_param_text(who, "SCHEDULE-AGENT");

	if (agent == NULL || strcasecmp(agent, "SERVER") == 0)
		return ITIP_AGENT_SERVER;
	/* What we do not know is as NONE (RFC 6638, 7.1). */
	return strcasecmp(agent, "CLIENT") == 0 ? ITIP_AGENT_CLIENT : ITIP_AGENT_NONE;
}

bool
itip_is_user(const struct itip_user *user, const char *address)
{
	for (size_t i = 0; i < user->count; i++)
		if (strcasecmp(user->addresses[i], address) == 0)
			return true;
	return false;
}

const char *
itip_organizer(struct ctx *cx, const struct ical *ical)
{
	for (size_t i = 0; i < ical->count; i++) {
		const struct content_line *p = ical_prop(ical->comps[i], "ORGANIZER");

		if (p != NULL)
			return ical_address(cx->arena, p);
	}
	return NULL;
}

enum itip_role
itip_role(struct ctx *cx, const struct ical *ical, const struct itip_user *user)
{
	const char *organizer = itip_organizer(cx, ical);

	if (organizer == NULL)
		return ITIP_ROLE_NONE;
	if (itip_is_user(user, organizer))
		return ITIP_ROLE_ORGANIZER;
	for (size_t i = 0; i < ical->count; i++)
		if (itip_attendee_of(cx, ical->comps[i], user) != NULL)
			return ITIP_ROLE_ATTENDEE;
	return ITIP_ROLE_NONE;
}

struct content_line *
itip_attendee(struct ctx *cx, const struct ical_comp *comp, const char *address)
{
	for (struct content_line *p = comp->props; p != NULL; p = p->next)
		if (content_is(p, "ATTENDEE") && strcasecmp(ical_address(cx->arena, p), address) == 0)
			return p;
	return NULL;
}

static struct content_line *
line_of(struct ctx *cx, struct content_line *p, const struct itip_user *user)
{
	for (; p != NULL; p = p->next)
		if (content_is(p, "ATTENDEE") && itip_is_user(user, ical_address(cx->arena, p)))
			return p;
	return NULL;
}

struct content_line *
itip_attendee_of(struct ctx *cx, const struct ical_comp *comp, const struct itip_user *user)
{
	return line_of(cx, comp->props, user);
}

struct content_line *
itip_attendee_next(struct ctx *cx, const struct content_line *line, const struct itip_user *user)
{
	return line_of(cx, line->next, user);
}

const char *
itip_partstat(const struct content_line *attendee)
{
	const char *s = content_param_text(attendee, "PARTSTAT");

	return s == NULL ? "NEEDS-ACTION" : s;
}

struct ical_comp *
itip_same(struct ctx *cx, const struct ical *in, const struct ical *of, const struct ical_comp *comp)
{
	struct ical_time id;

	if (ical_time(cx, of, comp, "RECURRENCE-ID", &id) != OK)
		return in->master;
	return ical_override(cx, in, id);
}

int
itip_by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct ical *
itip_body(struct ctx *cx, enum itip_method method)
{
	struct ical *body = ical_new(cx);

	ical_add(cx->arena, body->root, "METHOD", itip_method_name(method));
	return body;
}

void
itip_finish(struct ctx *cx, struct ical *body, const struct ical *from)
{
	for (const struct ical_comp *z = ical_child(from->root, "VTIMEZONE"); z != NULL;
	    z = ical_child_next(z, "VTIMEZONE"))
		ical_comp_add(body->root, ical_comp_copy(cx->arena, z));
	ical_refresh(cx, body);
	ical_zones_complete(cx, body);	/* drops what is not used */
	ical_refresh(cx, body);
}

struct ical_comp *
itip_instance(struct ctx *cx, const struct ical *ical, struct ical_time id)
{
	static const char *const gone[] = { "RRULE", "RDATE", "EXDATE", "EXRULE" };
	struct ical_comp *c = ical_comp_copy(cx->arena, ical->master);
	const struct content_line *start = ical_prop(ical->master, "DTSTART");
	const char *end = strcasecmp(c->name, "VTODO") == 0 ? "DUE" : "DTEND";
	const char *tzid = start == NULL ? NULL : content_param_text(start, "TZID");
	struct ical_extent e;
	struct content_line *p;

	for (size_t i = 0; i < COUNT(gone); i++)
		ical_remove(c, gone[i]);
	if (ical_extent(cx, ical, ical->master, &e) == OK) {
		struct ical_time at = ical_time_at(ical_instant(id, NULL), e.start, NULL);

		/* On the master's clock and under its name of the zone. */
		p = ical_set_time(cx->arena, c, "DTSTART", at);
		if (tzid != NULL)
			content_param_put(cx->arena, p, "TZID", tzid);
		if (ical_prop(c, end) != NULL) {
			p = ical_set_time(cx->arena, c, end, ical_time_add(at, e.length));
			if (tzid != NULL)
				content_param_put(cx->arena, p, "TZID", tzid);
		}
		id = at;
	}
	p = ical_set_time(cx->arena, c, "RECURRENCE-ID", id);
	if (tzid != NULL && id.form == ICAL_ZONED)
		content_param_put(cx->arena, p, "TZID", tzid);
	return c;
}

/* A line with a time of MASTER's clock, under its name of the zone. */
static void
set_clock(struct ctx *cx, struct content_line *p, const struct ical_comp *master,
    struct ical_time id)
{
	const struct content_line *start = ical_prop(master, "DTSTART");

	if (id.form == ICAL_DATE)
		content_param_put(cx->arena, p, "VALUE", "DATE");
	else if (id.form == ICAL_ZONED)
		content_param_put(cx->arena, p, "TZID",
		    start != NULL && content_param_text(start, "TZID") != NULL
		        ? content_param_text(start, "TZID")
		        : zone_name(id.zone));
}

void
itip_exclude(struct ctx *cx, struct ical_comp *master, struct ical_time id)
{
	set_clock(cx, ical_add(cx->arena, master, "EXDATE", ical_time_write(cx->arena, id)),
	    master, id);
}

void
itip_include(struct ctx *cx, struct ical_comp *master, struct ical_time id,
    struct ical_comp *one, bool is_new)
{
	const char *when = ical_time_write(cx->arena, id);

	if (is_new)
		set_clock(cx, ical_add(cx->arena, master, "RDATE", when), master, id);
	set_clock(cx, ical_set(cx->arena, one, "RECURRENCE-ID", when), master, id);
}

void
itip_set_status(struct ctx *cx, struct ical *ical, const char *address, const char *status)
{
	for (size_t i = 0; i < ical->count; i++) {
		const struct content_line *o = ical_prop(ical->comps[i], "ORGANIZER");
		const char *where = o != NULL &&
		    strcasecmp(ical_address(cx->arena, o), address) == 0 ? "ORGANIZER" : "ATTENDEE";

		for (struct content_line *p = ical->comps[i]->props; p != NULL; p = p->next)
			if (content_is(p, where) &&
			    strcasecmp(ical_address(cx->arena, p), address) == 0)
				content_param_put(cx->arena, p, "SCHEDULE-STATUS", status);
	}
}
