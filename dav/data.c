#include <string.h>
#include <strings.h>

#include "dav/data.h"
#include "dav/object.h"
#include "dav/private.h"
#include "pim/ical_expand.h"
#include "pim/jcal.h"
#include "pim/jcard.h"
#include "pim/vcard_convert.h"
#include "pim/vcard_match.h"

#define INSTANCES_MAX	10000	/* of one object, expanded */

struct dav_data {
	bool			 whole;		/* as it is stored */
	bool			 json;
	/* calendars */
	enum dav_zones		 zones;
	bool			 expand, limit, limit_freebusy;
	struct span		 span, busy_span;
	struct ical_want	*part;
	const struct zone	*zone;
	/* books */
	const char		*type, *version;
	struct vcard_select	*select;
};

static enum status
read_comp(struct ctx *cx, const struct xml_node *node, int depth, struct ical_want **out)
{
	struct ical_want *want = arena_alloc(cx->arena, sizeof *want);
	struct ical_want_prop **prop = &want->props;
	struct ical_want **comp = &want->comps;
	enum status st;

	want->name = xml_attr(node, "name");
	if (want->name == NULL || depth > 10)
		return fault(cx, ERR_INVALID, "a comp without name");
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		if (xml_is(e, NS_CALDAV, "allprop")) {
			want->all_props = true;
		} else if (xml_is(e, NS_CALDAV, "allcomp")) {
			want->all_comps = true;
		} else if (xml_is(e, NS_CALDAV, "prop") && xml_attr(e, "name") != NULL) {
			const char *novalue = xml_attr(e, "novalue");

			*prop = arena_alloc(cx->arena, sizeof **prop);
			(*prop)->name = xml_attr(e, "name");
			(*prop)->novalue = novalue != NULL && strcmp(novalue, "yes") == 0;
			prop = &(*prop)->next;
		} else if (xml_is(e, NS_CALDAV, "comp")) {
			if ((st = read_comp(cx, e, depth + 1, comp)) != OK)
				return st;
			comp = &(*comp)->next;
		}
	}
	/* As in RFC 4791, section 7.8.1: named alone it is wanted whole. */
	if (xml_first(node) == NULL)
		want->all_props = want->all_comps = true;
	*out = want;
	return OK;
}

static enum status
read_calendar(struct ctx *cx, const struct xml_node *node, struct dav_data *d)
{
	const char *type = xml_attr(node, "content-type"), *version = xml_attr(node, "version");
	enum status st = OK;

	d->json = type != NULL && strcasecmp(type, "application/calendar+json") == 0;
	if ((type != NULL && !d->json && strcasecmp(type, "text/calendar") != 0) ||
	    (version != NULL && strcmp(version, "2.0") != 0))
		return dav_refuse(cx, ERR_INVALID, "C:supported-calendar-data",
		    "no calendar data of this kind");
	for (const struct xml_node *e = xml_first(node); e != NULL && st == OK; e = xml_next(e)) {
		if (xml_is(e, NS_CALDAV, "comp")) {
			st = read_comp(cx, e, 0, &d->part);
		} else if (xml_is(e, NS_CALDAV, "expand")) {
			d->expand = true;
			st = dav_span_read(cx, e, true, &d->span);
		} else if (xml_is(e, NS_CALDAV, "limit-recurrence-set")) {
			d->limit = true;
			st = dav_span_read(cx, e, true, &d->span);
		} else if (xml_is(e, NS_CALDAV, "limit-freebusy-set")) {
			d->limit_freebusy = true;
			st = dav_span_read(cx, e, true, &d->busy_span);
		}
	}
	if (st == OK && d->expand && d->limit)
		return fault(cx, ERR_INVALID, "expand and limit-recurrence-set at once");
	d->whole = d->part == NULL && !d->expand && !d->limit && !d->limit_freebusy && !d->json;
	return st;
}

static enum status
read_card(struct ctx *cx, const struct xml_node *node, struct dav_data *d)
{
	struct vcard_select **at = &d->select;
	enum vcard_version to;
	bool json;

	d->type = xml_attr(node, "content-type");
	d->version = xml_attr(node, "version");
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		const char *name = xml_attr(e, "name"), *novalue = xml_attr(e, "novalue");

		if (xml_is(e, NS_CARDDAV, "allprop")) {
			d->select = NULL;
			break;
		}
		if (!xml_is(e, NS_CARDDAV, "prop") || name == NULL)
			continue;
		*at = arena_alloc(cx->arena, sizeof **at);
		(*at)->name = name;
		(*at)->no_value = novalue != NULL && strcmp(novalue, "yes") == 0;
		at = &(*at)->next;
	}
	d->whole = d->select == NULL && d->type == NULL && d->version == NULL;
	/* Is it anything that we can give? */
	if (!d->whole && vcard_convert_choose(cx, d->type, d->version, VCARD_3, &to, &json) != OK) {
		ctx_forgive(cx);
		return dav_refuse(cx, ERR_INVALID, "CARD:supported-address-data",
		    "no address data of this kind");
	}
	return OK;
}

static enum status
write_calendar(struct ctx *cx, const struct dav_data *d, const struct dav_target *t,
    struct buf *out)
{
	struct ical *ical;
	const char *text;
	enum status st;
	size_t len;

	if ((st = dav_object_calendar(cx, t, &ical)) != OK)
		return st;
	if (d->expand)
		st = ical_expand(cx, ical, d->span, d->zone, INSTANCES_MAX, &ical);
	else if (d->limit)
		st = ical_limit_recurrence(cx, ical, d->span, d->zone, &ical);
	if (st == OK && d->limit_freebusy)
		st = ical_limit_freebusy(cx, ical, d->busy_span, &ical);
	if (st != OK)
		return st;
	if (d->part != NULL)
		ical = ical_partial(cx, ical, d->part);
	dav_zones_apply(cx, d->zones, ical);
	text = d->json ? jcal_write(cx, ical->root, &len) : ical_write(cx, ical->root, &len);
	buf_puts(out, d->json ? " content-type=\"application/calendar+json\" version=\"2.0\">" : ">");
	xml_escape_n(out, text, len);
	return OK;
}

/* The end of the start tag, with what is not the default (RFC 6352, section 10.4). */
static void
open_card(struct buf *out, bool json, bool version_4)
{
	if (json || version_4)
		buf_printf(out, " content-type=\"%s\" version=\"%s\"",
		    json ? "application/vcard+json" : "text/vcard", version_4 ? "4.0" : "3.0");
	buf_putc(out, '>');
}

/* There VERSION comes first (RFC 6350, section 6.7.9). */
static bool
is_version_4(const char *card)
{
	const char *second = strchr(card, '\n');

	return second != NULL && strncasecmp(second + 1, "VERSION:4", 9) == 0;
}

static enum status
write_card(struct ctx *cx, const struct dav_data *d, const struct dav_target *t, struct buf *out)
{
	struct vcard card, converted, selected;
	enum vcard_version to;
	const char *text;
	enum status st;
	size_t len;
	bool json;

	if ((st = vcard_read(cx, t->item.body, (size_t)t->item.size, &card)) != OK ||
	    (st = vcard_convert_choose(cx, d->type, d->version, card.version, &to, &json)) != OK)
		return st;
	open_card(out, json, to == VCARD_4);
	if (d->select == NULL && !json && to == card.version) {
		xml_escape_n(out, t->item.body, (size_t)t->item.size);
		return OK;
	}
	vcard_convert(cx, &card, to, &converted);
	vcard_select(cx, &converted, d->select, &selected);
	text = json ? jcard_text(cx, &selected, &len) : vcard_text(cx, &selected, &len);
	xml_escape_n(out, text, len);
	return OK;
}

enum dav_zones
dav_zones_wanted(const struct request *rq)
{
	const char *wants = http_header(rq, "caldav-timezones");

	if (wants == NULL || strlen(wants) != 1)
		return ZONES_AS_STORED;
	return strcasecmp(wants, "F") == 0 ? ZONES_NOT_OURS :
	    strcasecmp(wants, "T") == 0 ? ZONES_ALL : ZONES_AS_STORED;
}

void
dav_zones_apply(struct ctx *cx, enum dav_zones wanted, struct ical *ical)
{
	if (wanted == ZONES_NOT_OURS)
		ical_zones_drop(cx, ical);
	else if (wanted == ZONES_ALL)
		ical_zones_complete(cx, ical);
}

static enum status
write_data(struct ctx *cx, void *arg, const struct dav_target *t, struct buf *out)
{
	const struct dav_data *d = arg;

	if (t->item.body == NULL)
		return ERR_NOT_FOUND;
	if (d->whole && d->zones == ZONES_AS_STORED && !dav_is_veiled(t, &t->item)) {
		if (t->what == COLLECTION_CALENDAR)
			buf_putc(out, '>');
		else
			open_card(out, false, is_version_4(t->item.body));
		xml_escape_n(out, t->item.body, (size_t)t->item.size);
		return OK;
	}
	return t->what == COLLECTION_CALENDAR ? write_calendar(cx, d, t, out) :
	    write_card(cx, d, t, out);
}

enum status
dav_data_read(struct ctx *cx, const struct request *rq, const struct xml_node *node,
    const struct dav_target *t, const struct zone *zone, struct dav_want *want)
{
	const struct xml_node *prop = xml_child(node, NS_DAV, "prop");
	bool calendar = t->what == COLLECTION_CALENDAR;
	const struct xml_node *data = calendar ? xml_child(prop, NS_CALDAV, "calendar-data") :
	    xml_child(prop, NS_CARDDAV, "address-data");
	struct dav_data *d = arena_alloc(cx->arena, sizeof *d);

	if (data == NULL)
		return OK;
	d->zone = zone;
	d->zones = calendar ? dav_zones_wanted(rq) : ZONES_AS_STORED;
	want->data = write_data;
	want->data_arg = d;
	return calendar ? read_calendar(cx, data, d) : read_card(cx, data, d);
}
