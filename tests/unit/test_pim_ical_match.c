/* CalDAV filters, made-to-measure data, busy time and jCal. */
#include "core/buf.h"
#include "pim/freebusy.h"
#include "pim/ical_expand.h"
#include "pim/ical_match.h"
#include "pim/jcal.h"
#include "tests/unit/unit.h"

#define CAL(body)	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define COMP(name, lines)	"BEGIN:" name "\r\nUID:u\r\n" lines "END:" name "\r\n"
#define EVENT(lines)	COMP("VEVENT", lines)
#define TODO(lines)	COMP("VTODO", lines)

static struct ical *
read_cal(const char *text)
{
	struct ical *ical;

	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	if (ical_read(&unit_cx, text, strlen(text), NULL, &ical) != OK)
		fail_msg("%s", unit_cx.fault_text);
	return ical;
}

static int64_t
utc(const char *text)
{
	struct ical_time t;

	if (text == NULL)
		return SPAN_MIN;
	assert_true(ical_time_read(text, strlen(text), &t));
	return t.wall;
}

static struct span
span_of(const char *from, const char *to)
{
	return (struct span){ utc(from), to == NULL ? SPAN_MAX : utc(to) };
}

/* RFC 4791, 9.9, table by table. */
static const struct {
	const char	*text, *name, *from, *to;
	bool		 want;
} ranges[] = {
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n")), "VEVENT", "20260105T100000Z", "20260106T000000Z", false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n")), "VEVENT", "20260105T095959Z", "20260106T000000Z", true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n")), "VEVENT", "20260104T000000Z", "20260105T090000Z", false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), "VEVENT", "20260105T090000Z", "20260105T090001Z", true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), "VEVENT", "20260105T080000Z", "20260105T090000Z", false },
	{ CAL(EVENT("DTSTART;VALUE=DATE:20260105\r\n")), "VEVENT", "20260105T230000Z", "20260105T233000Z", true },
	{ CAL(EVENT("DTSTART;VALUE=DATE:20260105\r\n")), "VEVENT", "20260106T000000Z", "20260106T010000Z", false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), "VEVENT", NULL, "20270101T000000Z", true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), "VEVENT", "20260106T000000Z", NULL, false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=WEEKLY\r\n")), "VEVENT", "20360106T000000Z", NULL, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=SECONDLY\r\n")), "VEVENT", "20360106T000000Z", "20370106T000000Z", true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=SECONDLY;COUNT=2000000000\r\n")), "VEVENT", "20560106T000000Z", "20570106T000000Z", true },
	/* Never happens, which nobody can tell in time: shown. */
	{ CAL(EVENT("DTSTART:20260105T090001Z\r\nRRULE:FREQ=SECONDLY;INTERVAL=60;BYSECOND=0\r\n")), "VEVENT", "20260106T000000Z", NULL, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nRRULE:FREQ=YEARLY;INTERVAL=10\r\n")), "VEVENT", "20260106T000000Z", "20360105T090000Z", false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), "VTODO", NULL, NULL, false },

	{ CAL(TODO("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n")), "VTODO", "20260105T100000Z", "20260106T000000Z", true },
	{ CAL(TODO("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n")), "VTODO", "20260105T100001Z", "20260106T000000Z", false },
	{ CAL(TODO("DTSTART:20260105T090000Z\r\nDUE:20260105T100000Z\r\n")), "VTODO", "20260105T100000Z", "20260106T000000Z", false },
	{ CAL(TODO("DTSTART:20260105T090000Z\r\nDUE:20260105T100000Z\r\n")), "VTODO", "20260104T100000Z", "20260105T090001Z", true },
	{ CAL(TODO("DTSTART:20260105T090000Z\r\n")), "VTODO", "20260105T090000Z", "20260106T000000Z", true },
	{ CAL(TODO("DUE:20260105T090000Z\r\n")), "VTODO", "20260105T080000Z", "20260105T090000Z", true },
	{ CAL(TODO("DUE:20260105T090000Z\r\n")), "VTODO", "20260105T090000Z", "20260106T000000Z", false },
	{ CAL(TODO("COMPLETED:20260105T090000Z\r\nCREATED:20260101T090000Z\r\n")), "VTODO", "20260102T000000Z", "20260103T000000Z", true },
	{ CAL(TODO("COMPLETED:20260105T090000Z\r\nCREATED:20260101T090000Z\r\n")), "VTODO", "20260106T000000Z", "20260107T000000Z", false },
	{ CAL(TODO("COMPLETED:20260105T090000Z\r\n")), "VTODO", "20260105T090000Z", "20260107T000000Z", true },
	{ CAL(TODO("CREATED:20260101T090000Z\r\n")), "VTODO", "20300101T000000Z", "20300102T000000Z", true },
	{ CAL(TODO("CREATED:20260101T090000Z\r\n")), "VTODO", "20250101T000000Z", "20250102T000000Z", false },
	{ CAL(TODO("")), "VTODO", "20250101T000000Z", "20250102T000000Z", true },

	{ CAL(COMP("VJOURNAL", "DTSTART;VALUE=DATE:20260105\r\n")), "VJOURNAL", "20260105T120000Z", "20260105T130000Z", true },
	{ CAL(COMP("VJOURNAL", "DTSTART:20260105T090000Z\r\n")), "VJOURNAL", "20260105T090001Z", "20260105T130000Z", false },
	{ CAL(COMP("VJOURNAL", "")), "VJOURNAL", "20260105T090001Z", "20260105T130000Z", false },

	{ CAL(COMP("VFREEBUSY", "DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n")), "VFREEBUSY", "20260105T100000Z", "20260106T000000Z", true },
	{ CAL(COMP("VFREEBUSY", "FREEBUSY:20260105T090000Z/PT1H\r\n")), "VFREEBUSY", "20260105T100000Z", "20260106T000000Z", false },
	{ CAL(COMP("VFREEBUSY", "FREEBUSY:20260105T090000Z/PT1H\r\n")), "VFREEBUSY", "20260105T093000Z", "20260106T000000Z", true },
};

static void
test_ranges(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ranges); i++) {
		bool got;

		assert_int_equal(OK, ical_overlaps(&unit_cx, read_cal(ranges[i].text), ranges[i].name,
		    span_of(ranges[i].from, ranges[i].to), NULL, &got));
		if (got != ranges[i].want)
			fail_msg("row %zu: %d", i, got);
	}
}

/* An alarm of an occurrence that starts outside of the range. */
static void
test_alarms(void **state)
{
	static const struct { const char *lines, *from, *to; bool want; } rows[] = {
		{ "TRIGGER:-PT1H\r\n", "20260110T075959Z", "20260110T080001Z", true },
		{ "TRIGGER:-PT1H\r\n", "20260110T083000Z", "20260110T093000Z", false },
		{ "TRIGGER;RELATED=END:PT0S\r\n", "20260110T100000Z", "20260110T100001Z", true },
		{ "TRIGGER:-P1D\r\n", "20260109T090000Z", "20260109T090001Z", true },
		{ "TRIGGER;VALUE=DATE-TIME:20300101T000000Z\r\n", "20300101T000000Z", "20300102T000000Z", true },
		{ "TRIGGER:PT0S\r\nREPEAT:2\r\nDURATION:PT10M\r\n", "20260110T092000Z", "20260110T092001Z", true },
		{ "TRIGGER:PT0S\r\nREPEAT:1\r\nDURATION:PT10M\r\n", "20260110T092000Z", "20260110T092001Z", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span span = span_of(rows[i].from, rows[i].to);
		struct ical_comp_filter alarm = { .name = "VALARM", .range = &span };
		struct ical_comp_filter event = { .name = "VEVENT", .comps = &alarm };
		struct ical_comp_filter top = { .name = "VCALENDAR", .comps = &event };
		bool got;

		assert_int_equal(OK, ical_match(&unit_cx, read_cal(arena_printf(*state, CAL("BEGIN:VEVENT\r\nUID:u\r\n"
		    "DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=6\r\nBEGIN:VALARM\r\n%sEND:VALARM\r\nEND:VEVENT\r\n"),
		    rows[i].lines)), &top, NULL, &got));
		if (got != rows[i].want)
			fail_msg("row %zu: %d", i, got);
	}
}

/* A filter over 20,000 overrides, each with an alarm, takes time that grows with them. */
static void
test_many(void **state)
{
	struct span span = span_of("20300101T000000Z", "20310101T000000Z");
	struct ical_comp_filter alarm = { .name = "VALARM", .range = &span };
	struct ical_comp_filter event = { .name = "VEVENT", .range = &span, .comps = &alarm };
	struct ical_comp_filter top = { .name = "VCALENDAR", .comps = &event };
	struct buf text = BUF_ON(*state);
	struct ical *ical;
	bool got;

	buf_puts(&text, "BEGIN:VCALENDAR\r\n" EVENT("DTSTART:20000101T000000Z\r\nRRULE:FREQ=HOURLY;COUNT=20000\r\n"));
	for (int64_t i = 0; i < 20000; i++) {
		const char *t = ical_utc_write(*state, 946684800 + i * 3600);

		buf_printf(&text, "BEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID%s:%s\r\nDTSTART:%s\r\n"
		    "BEGIN:VALARM\r\nTRIGGER:PT0S\r\nEND:VALARM\r\nEND:VEVENT\r\n",
		    i == 7 ? ";RANGE=THISANDFUTURE" : "", t, t);
	}
	buf_puts(&text, "END:VCALENDAR\r\n");
	ical = read_cal(text.data);
	assert_int_equal(OK, ical_match(&unit_cx, ical, &top, NULL, &got));
	assert_false(got);
	span = span_of("20000201T000000Z", "20000202T000000Z");
	assert_int_equal(OK, ical_match(&unit_cx, ical, &top, NULL, &got));
	assert_true(got);
}

#define PEOPLE	CAL(EVENT("DTSTART:20260105T090000Z\r\nSUMMARY:B\xc3\xbcro\\, Tee\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@x\r\n" \
		"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:b@x\r\nDTSTAMP:20260101T000000Z\r\n"))

static void
test_properties(void **state)
{
	static const struct {
		const char	*prop, *text, *param, *param_text;
		bool		 prop_not, negate, param_not, want;
		enum collation	 collation;
	} rows[] = {
		{ .prop = "SUMMARY", .want = true }, { .prop = "LOCATION" },
		{ .prop = "LOCATION", .prop_not = true, .want = true }, { .prop = "SUMMARY", .prop_not = true },
		{ .prop = "summary", .text = "RO, TEE", .want = true },
		{ .prop = "SUMMARY", .text = "RO, TEE", .collation = COLLATION_OCTET },
		{ .prop = "SUMMARY", .text = "B\xc3\x9cRO", .collation = COLLATION_UNICODE_CASEMAP, .want = true },
		{ .prop = "SUMMARY", .text = "B\xc3\x9cRO" },
		{ .prop = "SUMMARY", .text = "coffee", .negate = true, .want = true },
		/* Property and parameter of one and the same attendee. */
		{ .prop = "ATTENDEE", .text = "b@x", .param = "PARTSTAT", .param_text = "needs-action", .want = true },
		{ .prop = "ATTENDEE", .text = "a@x", .param = "PARTSTAT", .param_text = "needs-action" },
		{ .prop = "ATTENDEE", .param = "RSVP" }, { .prop = "ATTENDEE", .param = "RSVP", .param_not = true, .want = true },
	};
	struct ical *ical = read_cal(PEOPLE);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ical_param_filter param = { .name = rows[i].param, .is_not_defined = rows[i].param_not };
		struct ical_prop_filter prop = { .name = rows[i].prop, .is_not_defined = rows[i].prop_not };
		struct ical_comp_filter event = { .name = "VEVENT", .props = &prop };
		struct ical_comp_filter top = { .name = "VCALENDAR", .comps = &event };
		struct text_match *text;
		bool got;

		if (rows[i].text != NULL) {
			text = text_match_new(&unit_cx, rows[i].collation, MATCH_CONTAINS, rows[i].text);
			text->is_negated = rows[i].negate;
			prop.text = text;
		}
		if (rows[i].param_text != NULL)
			param.text = text_match_new(&unit_cx, COLLATION_ASCII_CASEMAP, MATCH_CONTAINS, rows[i].param_text);
		if (rows[i].param != NULL)
			prop.params = &param;
		assert_int_equal(OK, ical_match(&unit_cx, ical, &top, NULL, &got));
		if (got != rows[i].want)
			fail_msg("row %zu: %d", i, got);
	}
}

static void
test_expand(void **state)
{
	struct ical *ical = read_cal(CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260328T100000\r\nDTEND;TZID=Europe/Berlin:20260328T110000\r\n"
	    "RRULE:FREQ=DAILY;COUNT=4\r\nSUMMARY:m\r\n")
	    EVENT("RECURRENCE-ID;TZID=Europe/Berlin:20260330T100000\r\nDTSTART;TZID=Europe/Berlin:20260330T120000\r\nSUMMARY:o\r\n"))), *out;

	(void)state;
	assert_int_equal(OK, ical_expand(&unit_cx, ical, span_of("20260329T000000Z", "20260331T000000Z"), NULL, 100, &out));
	assert_string_equal(CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260329T080000Z\r\nDTEND:20260329T090000Z\r\nSUMMARY:m\r\nRECURRENCE-ID:20260329T080000Z\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260330T100000Z\r\nSUMMARY:o\r\nRECURRENCE-ID:20260330T080000Z\r\nEND:VEVENT\r\n"),
	    ical_write(&unit_cx, out->root, NULL));
	assert_int_equal(OK, ical_limit_recurrence(&unit_cx, ical, span_of("20260328T000000Z", "20260329T000000Z"), NULL, &out));
	assert_int_equal(1, out->count);
	assert_int_equal(OK, ical_limit_recurrence(&unit_cx, ical, span_of("20260330T000000Z", "20260330T090000Z"), NULL, &out));
	assert_int_equal(2, out->count);	/* it was there before it was moved */

	ical = read_cal(CAL(COMP("VFREEBUSY", "FREEBUSY:20260105T090000Z/PT1H,20260106T090000Z/PT1H\r\nFREEBUSY:20270106T090000Z/PT1H\r\n")));
	assert_int_equal(OK, ical_limit_freebusy(&unit_cx, ical, span_of("20260106T000000Z", "20260107T000000Z"), &out));
	assert_string_equal(CAL(COMP("VFREEBUSY", "FREEBUSY:20260106T090000Z/20260106T100000Z\r\n")), ical_write(&unit_cx, out->root, NULL));
}

static void
test_partial(void **state)
{
	struct ical_want_prop uid = { .name = "UID" }, summary = { .name = "summary", .novalue = true, .next = &uid };
	struct ical_want event = { .name = "VEVENT", .props = &summary };
	struct ical_want top = { .name = "VCALENDAR", .all_props = true, .comps = &event };
	struct ical *ical = read_cal(CAL(EVENT("DTSTART:20260105T090000Z\r\nSUMMARY:m\r\nLOCATION:l\r\n") "BEGIN:X\r\nEND:X\r\n"));

	(void)state;
	assert_string_equal(CAL("BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:\r\nEND:VEVENT\r\n"),
	    ical_write(&unit_cx, ical_partial(&unit_cx, ical, &top)->root, NULL));
	ical = read_cal(CAL(EVENT("DTSTART:20260105T090000Z\r\nSUMMARY:secret\r\nATTENDEE:mailto:a@x\r\nTRANSP:OPAQUE\r\nBEGIN:VALARM\r\nEND:VALARM\r\n")));
	assert_string_equal(CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\nTRANSP:OPAQUE\r\nSUMMARY:Busy\r\nEND:VEVENT\r\n"),
	    ical_write(&unit_cx, ical_redact(&unit_cx, ical, "Busy")->root, NULL));
}

/* Busy time of one day, 2026-01-05, as "09-10 B". */
static const struct {
	const char	*texts[3];
	const char	*want;
} busy[] = {
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n")) }, "09-10B" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nTRANSP:TRANSPARENT\r\n")) }, "" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nSTATUS:CANCELLED\r\n")) }, "" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nSTATUS:TENTATIVE\r\n")) }, "09-10T" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nATTENDEE;PARTSTAT=DECLINED:MAILTO:A@x\r\n")) }, "" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x\r\nATTENDEE;PARTSTAT=DECLINED:mailto:b@x\r\n")) }, "09-10B" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\n")) }, "" },
	{ { CAL(EVENT("DTSTART:20260104T230000Z\r\nDURATION:PT2H\r\n")), CAL(EVENT("DTSTART:20260105T230000Z\r\nDURATION:PT2H\r\n")) }, "00-01B 23-24B" },
	{ { CAL(EVENT("DTSTART:20260101T090000Z\r\nDURATION:PT2H\r\nRRULE:FREQ=DAILY\r\n")), CAL(EVENT("DTSTART:20260105T100000Z\r\nDURATION:PT2H\r\nSTATUS:TENTATIVE\r\n")) }, "09-11B 11-12T" },
	{ { CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\n")), CAL(EVENT("DTSTART:20260105T100000Z\r\nDURATION:PT1H\r\n")) }, "09-11B" },
	{ { CAL(COMP("VFREEBUSY", "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260105T090000Z/PT1H\r\nFREEBUSY;FBTYPE=FREE:20260105T120000Z/PT1H\r\n")) }, "09-10U" },
	/* RFC 7953: outside of what is available, and the higher priority first. */
	{ { CAL("BEGIN:VAVAILABILITY\r\nUID:v\r\nBEGIN:AVAILABLE\r\nUID:a\r\nDTSTART:20260101T090000Z\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n") }, "00-09U 17-24U" },
	{ { CAL("BEGIN:VAVAILABILITY\r\nUID:v\r\nBUSYTYPE:BUSY\r\nBEGIN:AVAILABLE\r\nUID:a\r\nDTSTART:20260105T090000Z\r\nDURATION:PT8H\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n"),
	    CAL(EVENT("DTSTART:20260105T100000Z\r\nDURATION:PT1H\r\nSTATUS:TENTATIVE\r\n")) }, "00-09B 10-11T 17-24B" },
	{ { CAL("BEGIN:VAVAILABILITY\r\nUID:v\r\nBEGIN:AVAILABLE\r\nUID:a\r\nDTSTART:20260105T090000Z\r\nDURATION:PT8H\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n"),
	    CAL("BEGIN:VAVAILABILITY\r\nUID:w\r\nPRIORITY:1\r\nDTSTART:20260105T120000Z\r\nDTEND:20260105T200000Z\r\nBEGIN:AVAILABLE\r\nUID:b\r\nDTSTART:20260105T140000Z\r\nDURATION:PT5H\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n") }, "00-09U 12-14U 19-24U" },
};

static void
test_freebusy(void **state)
{
	for (size_t i = 0; i < COUNT(busy); i++) {
		struct freebusy *fb = freebusy_open(&unit_cx, span_of("20260105T000000Z", "20260106T000000Z"), NULL);
		struct buf out = BUF_ON(*state);
		struct freebusy_period *list;
		size_t n;

		for (size_t k = 0; k < COUNT(busy[i].texts) && busy[i].texts[k] != NULL; k++) {
			struct ical *ical = read_cal(busy[i].texts[k]);

			assert_int_equal(OK, freebusy_add(&unit_cx, fb, ical, "a@x"));
			assert_int_equal(OK, freebusy_add_availability(&unit_cx, fb, ical));
		}
		n = freebusy_periods(&unit_cx, fb, &list);
		for (size_t k = 0; k < n; k++)
			buf_printf(&out, "%s%02d-%02d%c", k > 0 ? " " : "", (int)((list[k].when.start - utc("20260105T000000Z")) / 3600),
			    (int)((list[k].when.end - utc("20260105T000000Z")) / 3600), "FTUB"[list[k].type]);
		assert_row(i, busy[i].want, buf_str(&out));
	}
}

static void
test_freebusy_write(void **state)
{
	struct freebusy *fb = freebusy_open(&unit_cx, span_of("20260105T000000Z", "20260106T000000Z"), NULL);

	(void)state;
	freebusy_add_period(fb, span_of("20260105T090000Z", "20260105T100000Z"), FB_TENTATIVE);
	assert_string_equal("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hayloft//EN\r\nMETHOD:REPLY\r\nBEGIN:VFREEBUSY\r\nUID:x\r\nDTSTAMP:20260101T000000Z\r\n"
	    "DTSTART:20260105T000000Z\r\nDTEND:20260106T000000Z\r\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20260105T090000Z/20260105T100000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n",
	    ical_write(&unit_cx, freebusy_write(&unit_cx, fb, &(struct freebusy_reply){ .method = "REPLY", .uid = "x", .now = utc("20260101T000000Z") })->root, NULL));
}

/* jCal: the object of RFC 7265, and both ways without loss. */
static const char *const both_ways[] = {
	CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\nDTEND;VALUE=DATE:20260106\r\nSUMMARY:a\\, b\\nc\\;d\r\nCATEGORIES:x,y\\,z\r\n"
	    "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=3;UNTIL=20260201T000000Z\r\nEXDATE:20260112T090000Z,20260119T090000Z\r\nGEO:48.2;16.3\r\n"
	    "ATTENDEE;CN=\"A, B\";MEMBER=\"mailto:g@x\",\"mailto:h@x\":mailto:a@x\r\nPRIORITY:5\r\nX-FOO;VALUE=INTEGER:7\r\nX-RAW:a,b;c\\,d\r\n"
	    "REQUEST-STATUS:2.0;Success\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n")),
	CAL(COMP("VFREEBUSY", "FREEBUSY;FBTYPE=BUSY:20260105T090000Z/PT1H,20260106T090000Z/20260106T100000Z\r\n")),
	CAL("BEGIN:VTIMEZONE\r\nTZID:M\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0330\r\nTZOFFSETTO:+010203\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"),
};

static void
test_jcal(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(both_ways); i++) {
		struct ical *ical = read_cal(both_ways[i]), *again;
		size_t len;
		const char *json = jcal_write(&unit_cx, ical->root, &len);

		if (jcal_read(&unit_cx, json, len, &again) != OK)
			fail_msg("%s: %s", unit_cx.fault_text, json);
		assert_row(i, ical_write(&unit_cx, ical->root, NULL), ical_write(&unit_cx, again->root, NULL));
	}
	assert_string_equal("[\"vcalendar\",[[\"version\",{},\"text\",\"2.0\"]],[[\"vevent\",[[\"uid\",{},\"text\",\"u\"],"
	    "[\"dtstart\",{\"tzid\":\"Europe/Berlin\"},\"date-time\",\"2026-01-05T09:00:00\"],[\"rrule\",{},\"recur\",{\"freq\":\"DAILY\",\"count\":3,\"byday\":[\"MO\",\"TU\"]}],"
	    "[\"geo\",{},\"float\",[1.5,2.0]],[\"x-a\",{},\"unknown\",\"1\"]],[]]]]",
	    jcal_write(&unit_cx, read_cal(CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=3;BYDAY=MO,TU\r\nGEO:1.5;2\r\nX-A:1\r\n")))->root, NULL));
}

static void
test_bad_jcal(void **state)
{
	static const char *const rows[] = {
		"", "[]", "{}", "[\"vcard\",[],[]]", "[\"vcalendar\",[],[[]]]", "[\"vcalendar\",[[\"a\"]],[]]",
		"[\"vcalendar\",[[\"a b\",{},\"text\",\"\"]],[]]", "[\"vcalendar\",[[\"a\",{\"b\\r\\nX:1\":\"c\"},\"text\",\"\"]],[]]",
		"[\"vcalendar\",[[\"a\",{},\"text\",{}]],[]]", "[\"vcalendar\\r\\nX:1\",[],[]]",
	};
	struct ical *ical;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(ERR_INVALID, jcal_read(&unit_cx, rows[i], strlen(rows[i]), &ical));
		assert_string_equal("C:valid-calendar-data", unit_cx.condition);
		ctx_forgive(&unit_cx);
	}
	/* A value cannot make a line of its own. */
	assert_int_equal(OK, jcal_read(&unit_cx, "[\"vcalendar\",[[\"x\",{},\"uri\",\"a\\r\\nY:1\"]],[]]", 44, &ical));
	assert_null(ical_prop(read_cal(ical_write(&unit_cx, ical->root, NULL))->root, "Y"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_ranges), unit_case(test_alarms), unit_case(test_many), unit_case(test_properties), unit_case(test_expand),
		unit_case(test_partial), unit_case(test_freebusy), unit_case(test_freebusy_write), unit_case(test_jcal),
		unit_case(test_bad_jcal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
