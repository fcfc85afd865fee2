/*
 * Properties of scheduling: RFC 6638, and RFC 7953 for availability.
 */
#include <string.h>
#include <strings.h>

#include "dav/private.h"
#include "dav/props.h"
#include "dav/schedule.h"
#include "pim/ical.h"
#include "storage/resource.h"
#include "storage/scheduling.h"

#define AVAILABILITY_MAX	(256u << 10)

static const struct {
	const char	*tag, *about;
	bool		 of_inbox;
	bool		 is_aggregate;
} privileges[] = {
	{ "C:schedule-deliver", "Deliver invitations", true, true },
	{ "C:schedule-deliver-invite", "Deliver invitations of organizers", true, false },
	{ "C:schedule-deliver-reply", "Deliver answers of attendees", true, false },
	{ "C:schedule-query-freebusy", "Ask when it is busy", true, false },
	{ "C:schedule-send", "Send invitations", false, true },
	{ "C:schedule-send-invite", "Send as organizer", false, false },
	{ "C:schedule-send-reply", "Answer as attendee", false, false },
	{ "C:schedule-send-freebusy", "Ask others when they are busy", false, false },
};

static bool
is_for(size_t i, const struct collection *c)
{
	return c->kind == (privileges[i].of_inbox ? COLLECTION_INBOX : COLLECTION_OUTBOX);
}

void
dav_schedule_privileges(struct buf *out, const struct collection *c)
{
	for (size_t i = 0; i < COUNT(privileges); i++)
		if (is_for(i, c))
			buf_printf(out, "<D:privilege><%s/></D:privilege>", privileges[i].tag);
}

void
dav_schedule_supported(struct buf *out, const struct collection *c)
{
	bool open = false;

	for (size_t i = 0; i < COUNT(privileges); i++) {
		if (!is_for(i, c))
			continue;
		buf_printf(out, "<D:supported-privilege><D:privilege><%s/></D:privilege>"
		    "<D:description xml:lang=\"en\">%s</D:description>", privileges[i].tag,
		    privileges[i].about);
		if (!privileges[i].is_aggregate)
			buf_puts(out, "</D:supported-privilege>");
		open = open || privileges[i].is_aggregate;
	}
	if (open)
		buf_puts(out, "</D:supported-privilege>");
}

static enum status
write_box(struct ctx *cx, const struct dav_target *t, struct buf *out, const char *name)
{
	if (t->owner_kind != NULL && strcmp(t->owner_kind, "group") == 0)
		return ERR_NOT_FOUND;
	buf_puts(out, "<D:href>");
	dav_href_home(cx, out, t, COLLECTION_CALENDAR, t->address);
	buf_printf(out, "%s/</D:href>", name);
	return OK;
}

static enum status
get_inbox(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	return write_box(cx, t, out, "inbox");
}

static enum status
get_outbox(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	return write_box(cx, t, out, "outbox");
}

/* RFC 6638, section 2.4.2 */
static enum status
get_user_type(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct resource r;
	enum status st;

	if (t->owner_kind != NULL && strcmp(t->owner_kind, "group") == 0) {
		buf_puts(out, "GROUP");
		return OK;
	}
	st = db_resource_find(cx, t->owner, &r);
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	buf_puts(out, st != OK ? "INDIVIDUAL" : strcmp(r.kind, "location") == 0 ? "ROOM" :
	    strcmp(r.kind, "group") == 0 ? "GROUP" : "RESOURCE");
	return OK;
}

static enum status
get_schedule_tag(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (t->item.schedule_tag == NULL)
		return ERR_NOT_FOUND;
	xml_escape(out, t->item.schedule_tag);
	return OK;
}

static bool
is_inbox(const struct dav_target *t)
{
	return t->collection.kind == COLLECTION_INBOX;
}

static enum status
get_default_calendar(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct dav_target calendar = dav_target_home(t);
	struct collection *list;
	struct scheduling s;
	const struct collection *found = NULL;
	enum status st;
	size_t count;

	if (!is_inbox(t))
		return ERR_NOT_FOUND;
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) != OK ||
	    (st = db_collection_ensure(cx, t->collection.account, COLLECTION_CALENDAR)) != OK ||
	    (st = db_collection_list(cx, t->collection.account, COLLECTION_CALENDAR, &list,
	    &count)) != OK)
		return st;
	/* As db_scheduling_calendar() chooses. */
	for (size_t i = 0; i < count; i++) {
		if (strstr(list[i].components, "VEVENT") == NULL)
			continue;
		if (list[i].id == s.default_calendar) {
			found = &list[i];
			break;
		}
		if (found == NULL || strcmp(list[i].name, "personal") == 0)
			found = &list[i];
	}
	if (found == NULL)
		return ERR_NOT_FOUND;
	calendar = dav_target_of_collection(cx, &calendar, found);
	buf_puts(out, "<D:href>");
	dav_href(cx, out, &calendar);
	buf_puts(out, "</D:href>");
	return OK;
}

/* RFC 6638, section 9.2: one of his own that takes events. */
static enum status
set_default_calendar(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const struct xml_node *href = xml_child(node, NS_DAV, "href");
	const char *path = href != NULL ? xml_word(cx->arena, href) : NULL;
	struct dav_target to = { 0 };
	struct scheduling s;
	enum status st;

	if (!is_inbox(t))
		return dav_refuse(cx, ERR_INVALID, "D:cannot-modify-protected-property", "no inbox");
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) != OK)
		return st;
	if (path != NULL && strstr(path, "://") != NULL)
		path = strchr(strstr(path, "://") + 3, '/');
	if (node != NULL && (path == NULL || dav_target_find(cx, path, &to) != OK ||
	    to.kind != DAV_COLLECTION || !to.exists ||
	    to.collection.account != t->collection.account ||
	    to.collection.kind != COLLECTION_CALENDAR ||
	    strstr(to.collection.components, "VEVENT") == NULL)) {
		ctx_forgive(cx);
		return dav_refuse(cx, ERR_INVALID, "C:valid-schedule-default-calendar-URL",
		    "no calendar for invitations");
	}
	s.default_calendar = to.collection.id;
	return db_scheduling_put(cx, &s);
}

static enum status
get_availability(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct scheduling s;
	enum status st;

	if (!is_inbox(t))
		return ERR_NOT_FOUND;
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) != OK)
		return st;
	if (s.availability == NULL)
		return ERR_NOT_FOUND;
	xml_escape(out, s.availability);
	return OK;
}

/* RFC 7953, section 7.2.4 */
static enum status
set_availability(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *text = node != NULL ? xml_text(cx->arena, node) : NULL;
	struct scheduling s;
	struct ical *ical;
	enum status st;

	if (!is_inbox(t))
		return dav_refuse(cx, ERR_INVALID, "D:cannot-modify-protected-property", "no inbox");
	if (text != NULL && strlen(text) > AVAILABILITY_MAX)
		return dav_refuse(cx, ERR_INVALID, "C:max-resource-size", "a very long availability");
	if (text != NULL && (ical_read(cx, text, strlen(text), NULL, &ical) != OK ||
	    ical->kind != ICAL_AVAILABILITY)) {
		ctx_forgive(cx);
		return dav_refuse(cx, ERR_INVALID, "C:valid-calendar-data", "no VAVAILABILITY");
	}
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) != OK)
		return st;
	s.availability = text;
	return db_scheduling_put(cx, &s);
}

/* Ours: what becomes of invitations that come by mail, "all", "known" or "off". */
static enum status
get_invitations(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct scheduling s;
	enum status st;

	if (!is_inbox(t))
		return ERR_NOT_FOUND;
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) == OK)
		buf_puts(out, s.invitations);
	return st;
}

static enum status
set_invitations(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *word = node != NULL ? xml_word(cx->arena, node) : "all";
	struct scheduling s;
	enum status st;

	if (!is_inbox(t))
		return dav_refuse(cx, ERR_INVALID, "D:cannot-modify-protected-property", "no inbox");
	if (strcmp(word, "all") != 0 && strcmp(word, "known") != 0 && strcmp(word, "off") != 0)
		return fault(cx, ERR_INVALID, "all, known or off");
	if ((st = db_scheduling_get(cx, t->collection.account, &s)) != OK)
		return st;
	s.invitations = word;
	return db_scheduling_put(cx, &s);
}

const struct dav_prop dav_props_schedule[] = {
	{ NS_CALDAV, "schedule-inbox-URL", DAV_PRINCIPAL, false, get_inbox, NULL },
	{ NS_CALDAV, "schedule-outbox-URL", DAV_PRINCIPAL, false, get_outbox, NULL },
	{ NS_CALDAV, "calendar-user-type", DAV_PRINCIPAL, false, get_user_type, NULL },
	{ NS_CALDAV, "schedule-tag", DAV_ITEM, false, get_schedule_tag, NULL },
	{ NS_CALDAV, "schedule-default-calendar-URL", DAV_COLLECTION, false,
	    get_default_calendar, set_default_calendar },
	{ NS_CALDAV, "calendar-availability", DAV_COLLECTION, false,
	    get_availability, set_availability },
	/* Where Apple looks for the same. */
	{ NS_CS, "calendar-availability", DAV_COLLECTION, false,
	    get_availability, set_availability },
	{ NS_HAYLOFT, "invitations", DAV_COLLECTION, false, get_invitations, set_invitations },
	{ 0 }
};
