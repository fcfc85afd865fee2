/*
 * Properties of CalDAV: RFC 4791, 6638 (addresses), 7809 (zones by name), and
 * Apple's colour and order.
 */
#include <string.h>
#include <strings.h>

#include "dav/private.h"
#include "dav/props.h"
#include "dav/timezones.h"
#include "pim/ical.h"
#include "fetch/fetch.h"
#include "storage/person.h"
#include "storage/web_calendar.h"

static enum status
get_home(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	buf_puts(out, "<D:href>");
	dav_href_home(cx, out, t, COLLECTION_CALENDAR, t->address);
	buf_puts(out, "</D:href>");
	return OK;
}

/* RFC 6638, section 2.4.1: every address that means this person. */
static enum status
get_addresses(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const char **addresses;
	enum status st;
	size_t count;

	if ((st = db_person_addresses(cx, t->owner, &addresses, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, i == 0 ? "<D:href preferred=\"1\">mailto:" : "<D:href>mailto:");
		xml_escape(out, addresses[i]);
		buf_puts(out, "</D:href>");
	}
	buf_puts(out, "<D:href>");
	dav_href_principal(cx, out, t, t->address);
	buf_puts(out, "</D:href>");
	return OK;
}

static enum status
get_emails(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const char **addresses;
	enum status st;
	size_t count;

	if ((st = db_person_addresses(cx, t->owner, &addresses, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, "<CS:email-address>");
		xml_escape(out, addresses[i]);
		buf_puts(out, "</CS:email-address>");
	}
	return OK;
}

static enum status
get_components(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const char *s = t->collection.components;

	(void)cx;
	while (*s != '\0') {
		size_t len = strcspn(s, " ");

		buf_printf(out, "<C:comp name=\"%.*s\"/>", (int)len, s);
		s += len;
		s += strspn(s, " ");
	}
	return OK;
}

/*
 * Set when the calendar is made (RFC 4791, section 5.2.3), and protected from
 * then on.
 */
static enum status
set_components(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	struct buf out = BUF_ON(cx->arena);

	if (t->exists || node == NULL)
		return dav_refuse(cx, ERR_INVALID, "D:cannot-modify-protected-property",
		    "the components are set for good");
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		const char *name = xml_attr(e, "name");
		enum ical_kind kind;

		if (!xml_is(e, NS_CALDAV, "comp") || name == NULL ||
		    (kind = ical_kind_find(name)) == ICAL_OTHER)
			return dav_refuse(cx, ERR_INVALID, "C:supported-calendar-component",
			    "an unknown component");
		buf_printf(&out, out.len > 0 ? " %s" : "%s", ical_kind_name(kind));
	}
	t->collection.components = buf_str(&out);
	return OK;
}

static enum status
get_component_sets(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	for (int kind = ICAL_EVENT; kind < ICAL_KINDS; kind++)
		buf_printf(out, "<C:supported-calendar-component-set><C:comp name=\"%s\"/>"
		    "</C:supported-calendar-component-set>", ical_kind_name((enum ical_kind)kind));
	return OK;
}

static enum status
get_data_types(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_puts(out, "<C:calendar-data content-type=\"text/calendar\" version=\"2.0\"/>"
	    "<C:calendar-data content-type=\"application/calendar+json\" version=\"2.0\"/>");
	return OK;
}

static enum status
get_collations(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_puts(out, "<C:supported-collation>i;ascii-casemap</C:supported-collation>"
	    "<C:supported-collation>i;octet</C:supported-collation>"
	    "<C:supported-collation>i;unicode-casemap</C:supported-collation>");
	return OK;
}

static enum status
get_max_size(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_printf(out, "%u", DAV_RESOURCE_MAX);
	return OK;
}

static enum status
get_max_attendees(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_puts(out, "5000");
	return OK;
}

/* RFC 4791, sections 5.2.6 and 5.2.7: the years that pim/ical.h can count. */
static enum status
get_min_date(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)t;
	buf_puts(out, ical_utc_write(cx->arena, ICAL_MIN));
	return OK;
}

static enum status
get_max_date(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)t;
	buf_puts(out, ical_utc_write(cx->arena, ICAL_MAX));
	return OK;
}

static enum status
get_text(struct buf *out, const char *text)
{
	if (text == NULL)
		return ERR_NOT_FOUND;
	xml_escape(out, text);
	return OK;
}

/* NULL when removed; ERR_INVALID past MAX bytes. */
static enum status
set_text(struct ctx *cx, const struct xml_node *node, size_t max, const char **out)
{
	const char *text = node != NULL ? xml_text(cx->arena, node) : NULL;

	if (text != NULL && strlen(text) > max)
		return fault(cx, ERR_INVALID, "a very long property");
	*out = text;
	return OK;
}

static enum status
get_description(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	return get_text(out, t->collection.description);
}

static enum status
set_description(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	return set_text(cx, node, 100000, &t->collection.description);
}

static enum status
get_color(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	return get_text(out, t->collection.color);
}

static enum status
set_color(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	return set_text(cx, node, 100, &t->collection.color);
}

static enum status
get_order(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	return get_text(out, t->collection.order);
}

static enum status
set_order(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	return set_text(cx, node, 20, &t->collection.order);
}

static enum status
get_timezone(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	return get_text(out, t->collection.timezone);
}

/* RFC 4791, section 5.2.2: a VCALENDAR with just one VTIMEZONE. */
static enum status
set_timezone(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *text;
	enum status st;

	if ((st = set_text(cx, node, 100000, &text)) != OK)
		return st;
	if (text != NULL && !dav_is_timezone(cx, text))
		return dav_refuse(cx, ERR_INVALID, "C:valid-calendar-data",
		    "a time zone that is none");
	t->collection.timezone = text;
	return OK;
}

/* RFC 7809, section 3.1.5: the TZID of the same, whoever knows it. */
static enum status
get_timezone_id(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const struct ical_comp *zone;
	const char *tzid;
	struct ical *ical;

	if (t->collection.timezone == NULL)
		return ERR_NOT_FOUND;
	if (ical_read(cx, t->collection.timezone, strlen(t->collection.timezone), NULL, &ical) != OK) {
		ctx_forgive(cx);
		return ERR_NOT_FOUND;
	}
	zone = ical_child(ical->root, "VTIMEZONE");
	tzid = zone != NULL ? ical_value(zone, "TZID") : NULL;
	return get_text(out, tzid);
}

static enum status
set_timezone_id(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *tzid = xml_word(cx->arena, node);
	const struct zone *zone;
	struct ical *ical;

	if (node == NULL) {
		t->collection.timezone = NULL;
		return OK;
	}
	if ((zone = zone_find(tzid)) == NULL)
		return dav_refuse(cx, ERR_INVALID, "C:valid-timezone", "an unknown time zone");
	ical = ical_new(cx);
	ical_comp_add(ical->root, dav_timezone(cx, zone, zone_is_listed(tzid) ? tzid : zone_name(zone)));
	t->collection.timezone = ical_write(cx, ical->root, NULL);
	return OK;
}

/* RFC 6638, section 9.1 */
static enum status
get_transp(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	buf_puts(out, t->collection.transparent ? "<C:transparent/>" : "<C:opaque/>");
	return OK;
}

static enum status
set_transp(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	(void)cx;
	t->collection.transparent = node != NULL &&
	    xml_child(node, NS_CALDAV, "transparent") != NULL;
	return OK;
}

/*
 * The web calendar that this one follows (dav/web_calendar.h).  Its address may
 * hold a password, so it is the owner's alone.  Given when the calendar is made;
 * afterwards it may only change.
 */
static enum status
get_source(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->collection.source == NULL)
		return ERR_NOT_FOUND;
	if (t->collection.account != cx->who.account)
		return ERR_DENIED;
	buf_puts(out, "<D:href>");
	xml_escape(out, t->collection.source);
	buf_puts(out, "</D:href>");
	return OK;
}

static enum status
set_source(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const struct xml_node *href = xml_child(node, NS_DAV, "href");
	const char *url = xml_word(cx->arena, href != NULL ? href : node);
	enum status st;

	if (node == NULL || (t->exists && t->collection.source == NULL) ||
	    t->collection.account != cx->who.account)
		return dav_refuse(cx, ERR_DENIED, "D:cannot-modify-protected-property",
		    "a calendar follows another from its beginning, or never");
	if ((st = fetch_url_check(cx, url)) != OK)
		return ERR_INVALID;
	t->collection.source = url;
	/* Holidays of a country make nobody busy. */
	if (!t->exists)
		t->collection.transparent = true;
	return db_web_calendar_start(cx, &t->collection);
}

static enum status
web_calendar(struct ctx *cx, const struct dav_target *t, struct web_calendar *out)
{
	if (t->collection.source == NULL || t->collection.account != cx->who.account)
		return ERR_NOT_FOUND;
	return db_web_calendar_find(cx, t->collection.account, t->collection.id, out);
}

static enum status
get_source_checked(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct web_calendar w;
	enum status st = web_calendar(cx, t, &w);

	return st == OK ? get_text(out, w.checked) : st;
}

static enum status
get_source_fault(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct web_calendar w;
	enum status st = web_calendar(cx, t, &w);

	return st == OK ? get_text(out, w.fault) : st;
}

/* RFC 7809, section 5.2.1: where the zones are told that need not be sent. */
static enum status
get_timezone_services(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (t->what != COLLECTION_CALENDAR)
		return ERR_NOT_FOUND;
	buf_puts(out, "<D:href>" TIMEZONES_PATH "</D:href>");
	return OK;
}

const struct dav_prop dav_props_cal[] = {
	{ NS_CALDAV, "calendar-home-set", DAV_PRINCIPAL, false, get_home, NULL },
	{ NS_CALDAV, "calendar-user-address-set", DAV_PRINCIPAL, false, get_addresses, NULL },
	{ NS_CS, "email-address-set", DAV_PRINCIPAL, false, get_emails, NULL },
	{ NS_CALDAV, "supported-calendar-component-set", ON_CALENDAR, false,
	    get_components, set_components },
	{ NS_CALDAV, "supported-calendar-component-sets", DAV_HOME | IS_CALENDAR, false,
	    get_component_sets, NULL },
	{ NS_CALDAV, "timezone-service-set", DAV_HOME, false, get_timezone_services, NULL },
	{ NS_CALDAV, "supported-calendar-data", ON_CALENDAR, false, get_data_types, NULL },
	{ NS_CALDAV, "supported-collation-set", DAV_HOME | ON_CALENDAR, false,
	    get_collations, NULL },
	{ NS_CALDAV, "max-resource-size", ON_CALENDAR, false, get_max_size, NULL },
	{ NS_CALDAV, "min-date-time", ON_CALENDAR, false, get_min_date, NULL },
	{ NS_CALDAV, "max-date-time", ON_CALENDAR, false, get_max_date, NULL },
	{ NS_CALDAV, "max-attendees-per-instance", ON_CALENDAR, false, get_max_attendees, NULL },
	{ NS_CALDAV, "calendar-description", ON_CALENDAR, false, get_description, set_description },
	{ NS_CALDAV, "calendar-timezone", ON_CALENDAR, false, get_timezone, set_timezone },
	{ NS_CALDAV, "calendar-timezone-id", ON_CALENDAR, false, get_timezone_id, set_timezone_id },
	{ NS_CALDAV, "schedule-calendar-transp", ON_CALENDAR | IS_PERSONAL, false, get_transp, set_transp },
	{ NS_CS, "source", ON_CALENDAR, false, get_source, set_source },
	{ NS_HAYLOFT, "source-checked", ON_CALENDAR, false, get_source_checked, NULL },
	{ NS_HAYLOFT, "source-fault", ON_CALENDAR, false, get_source_fault, NULL },
	{ NS_ICAL, "calendar-color", DAV_COLLECTION | IS_PERSONAL, false, get_color, set_color },
	{ NS_ICAL, "calendar-order", DAV_COLLECTION | IS_PERSONAL, false, get_order, set_order },
	{ 0 }
};
