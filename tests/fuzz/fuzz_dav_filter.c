/*
 * Filters of reports, as XML: read, and held against an event and a card.  What
 * is refused says why, what is asked ends.
 */
#include "dav/filter.h"
#include "dav/xml.h"
#include "pim/vcard.h"
#include "tests/fuzz/fuzz.h"

static const char event[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//fuzz//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260105T090000\r\nDURATION:PT1H\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20\r\nSUMMARY:Gr\303\274\303\237e\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ann:mailto:ann@example.org\r\nBEGIN:VALARM\r\n"
    "ACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260112T090000\r\n"
    "DTSTART:20260113T090000\r\nDTEND:20260113T110000\r\nSUMMARY:Moved\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";
static const char card[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ann \304\260\304\261\r\nN:Example;Ann;;;\r\n"
    "EMAIL;TYPE=HOME,PREF:ann@example.org\r\nitem1.TEL;HOME:+49 30 1\r\nitem1.X-ABLabel:x\r\n"
    "NOTE:a\\nb\\,c\r\nEND:VCARD\r\n";

static void
calendar(struct ctx *cx, const struct xml_node *filter)
{
	struct ical_comp_filter *parsed;
	struct ical *ical;
	bool yes;

	if (dav_filter_calendar(cx, filter, &parsed) != OK) {
		REQUIRE(cx->fault == ERR_INVALID && cx->condition != NULL);
		return;
	}
	REQUIRE(ical_parse(cx, event, sizeof event - 1, NULL, &ical) == OK);
	if (ical_match(cx, ical, parsed, NULL, &yes) != OK)
		REQUIRE(cx->fault == ERR_LIMIT || cx->fault == ERR_INVALID);
}

static void
contact(struct ctx *cx, const struct xml_node *filter)
{
	struct vcard_filter parsed;
	struct vcard vcard;

	if (dav_filter_card(cx, filter, &parsed) != OK) {
		REQUIRE(cx->fault == ERR_INVALID && cx->condition != NULL);
		return;
	}
	REQUIRE(vcard_read(cx, card, sizeof card - 1, &vcard) == OK);
	REQUIRE(vcard_match(cx, &parsed, &vcard) == vcard_match(cx, &parsed, &vcard));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct xml_node *root;
	struct ctx cx;

	ctx_open(&cx, NULL);
	if (xml_parse(&cx, (const char *)data, size, &root) == OK) {
		if (xml_is(root, NS_CARDDAV, "filter"))
			contact(&cx, root);
		else
			calendar(&cx, root);
	}
	ctx_close(&cx);
	return 0;
}
