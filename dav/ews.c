#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/xml.h"
#include "dav/ews.h"

#define TYPES	"http://schemas.microsoft.com/exchange/services/2006/types"
#define CALLS	"http://schemas.microsoft.com/exchange/services/2006/messages"

/* All times are UTC: a zone that never changes its clocks has to say when it would. */
#define CHANGE(month) \
	"<t:Bias>0</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>" #month \
	"</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>"

static void
put_time(struct buf *out, const char *name, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	gmtime_r(&t, &tm);
	buf_printf(out, "<t:%s>%04d-%02d-%02dT%02d:%02d:%02d</t:%s>", name, tm.tm_year + 1900, tm.tm_mon + 1,
	    tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, name);
}

void
ews_write(struct buf *out, const struct ews_person *people, size_t count, struct span span)
{
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"" CALLS
	    "\" xmlns:t=\"" TYPES "\"><s:Header><t:RequestServerVersion Version=\"Exchange2010\"/></s:Header>"
	    "<s:Body><m:GetUserAvailabilityRequest><t:TimeZone><t:Bias>0</t:Bias><t:StandardTime>" CHANGE(10)
	    "</t:StandardTime><t:DaylightTime>" CHANGE(4) "</t:DaylightTime></t:TimeZone><m:MailboxDataArray>");
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, "<t:MailboxData><t:Email><t:Address>");
		xml_escape(out, people[i].address);
		buf_puts(out, "</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType>"
		    "<t:ExcludeConflicts>false</t:ExcludeConflicts></t:MailboxData>");
	}
	buf_puts(out, "</m:MailboxDataArray><t:FreeBusyViewOptions><t:TimeWindow>");
	put_time(out, "StartTime", span.start);
	put_time(out, "EndTime", span.end);
	buf_puts(out, "</t:TimeWindow><t:MergedFreeBusyIntervalInMinutes>30</t:MergedFreeBusyIntervalInMinutes>"
	    "<t:RequestedView>FreeBusy</t:RequestedView></t:FreeBusyViewOptions>"
	    "</m:GetUserAvailabilityRequest></s:Body></s:Envelope>\n");
}

/* By its name alone: descriptions and servers do not agree on the namespaces' spelling. */
static const struct xml_node *
inside(const struct xml_node *node, const char *name)
{
	const struct xml_node *n = node == NULL ? NULL : xml_first(node);

	while (n != NULL && strcmp(n->name, name) != 0)
		n = xml_next(n);
	return n;
}

/* "2026-01-21T11:30:00", with "Z" or "+02:00" behind it, or nothing: UTC, as we asked. */
static bool
read_time(struct ctx *cx, const struct xml_node *node, int64_t *out)
{
	const char *text = node == NULL ? "" : xml_word(cx->arena, node), *p;
	int hours = 0, minutes = 0, len = 0;
	struct tm tm = { 0 };

	if (strlen(text) > 40 || sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
	    &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &len) != 6 || len == 0)
		return false;
	p = text + len;
	if (*p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	if (*p == '+' || *p == '-') {
		if (sscanf(p + 1, "%2d:%2d", &hours, &minutes) != 2)
			return false;
	} else if (*p != '\0' && strcmp(p, "Z") != 0) {
		return false;
	}
	if (tm.tm_year < 1 || tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 || tm.tm_mday > 31 ||
	    tm.tm_hour < 0 || tm.tm_hour > 24 || tm.tm_min < 0 || tm.tm_min > 59 || tm.tm_sec < 0 || tm.tm_sec > 60 ||
	    hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	*out = (int64_t)timegm(&tm) - (*p == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return true;
}

static enum freebusy_type
type_of(struct ctx *cx, const struct xml_node *node)
{
	const char *type = node == NULL ? "" : xml_word(cx->arena, node);

	return strcmp(type, "Busy") == 0 ? FB_BUSY : strcmp(type, "OOF") == 0 ? FB_UNAVAILABLE :
	    strcmp(type, "Tentative") == 0 ? FB_TENTATIVE : FB_FREE;
}

static void
read_person(struct ctx *cx, const struct xml_node *response, struct ews_person *p)
{
	const struct xml_node *message = inside(response, "ResponseMessage");
	const struct xml_node *view = inside(response, "FreeBusyView"), *kind = inside(view, "FreeBusyViewType");
	const struct xml_node *events = inside(view, "CalendarEventArray");
	const char *class = message == NULL ? NULL : xml_attr(message, "ResponseClass");

	/* "None": his calendar is not for us; it does not mean that he is free. */
	if (class == NULL || strcmp(class, "Success") != 0 || kind == NULL ||
	    strcmp(xml_word(cx->arena, kind), "None") == 0)
		return;
	p->known = true;
	for (const struct xml_node *e = events == NULL ? NULL : xml_first(events); e != NULL; e = xml_next(e)) {
		enum freebusy_type type = type_of(cx, inside(e, "BusyType"));
		struct span when;

		if (strcmp(e->name, "CalendarEvent") == 0 && type != FB_FREE &&
		    read_time(cx, inside(e, "StartTime"), &when.start) &&
		    read_time(cx, inside(e, "EndTime"), &when.end) && when.end > when.start)
			freebusy_add_period(p->fb, when, type);
	}
}

/* They are told in the order in which they were asked for. */
enum status
ews_read(struct ctx *cx, const char *text, size_t len, struct ews_person *people, size_t count)
{
	const struct xml_node *list, *one;
	struct xml_node *root;
	size_t n = 0;

	if (xml_parse(cx, text, len, &root) != OK) {
		ctx_forgive(cx);
		return fault(cx, ERR_UPSTREAM, "Exchange: an answer that is no XML");
	}
	list = inside(inside(inside(root, "Body"), "GetUserAvailabilityResponse"), "FreeBusyResponseArray");
	if (list == NULL)
		return fault(cx, ERR_UPSTREAM, "Exchange: no answer about free and busy times");
	for (one = xml_first(list); one != NULL && n < count; one = xml_next(one))
		if (strcmp(one->name, "FreeBusyResponse") == 0)
			read_person(cx, one, &people[n++]);
	return OK;
}
