/* Calendar objects: what is read, what is refused and why, what is written again, and zones. */
#include "core/buf.h"
#include "pim/ical_expand.h"
#include "tests/unit/unit.h"

#define CAL(body)	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" body "END:VCALENDAR\r\n"
#define EVENT(lines)	"BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T090000Z\r\n" lines "END:VEVENT\r\n"
#define OBJECT		"C:valid-calendar-object-resource"
#define DATA		"C:valid-calendar-data"

static const struct {
	const char	*text, *condition;	/* NULL: accepted */
} parses[] = {
	{ CAL(EVENT("")), NULL },
	{ "\xef\xbb\xbf" CAL(EVENT("")), NULL },
	{ "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u\nDTSTART:20260105\nEND:VEVENT\nEND:VCALENDAR", NULL },
	{ "begin:vcalendar\r\nbegin:vevent\r\nuid:u\r\ndtstart:20260105\r\nend:VEVENT\r\nend:vcalendar\r\n", NULL },
	{ CAL(EVENT("X-UNKNOWN;X-P=1:\\x \xf0\x9f\x90\x84\r\n") EVENT("RECURRENCE-ID:20260106T090000Z\r\n")), NULL },
	{ CAL("BEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\n"), NULL },
	{ CAL("BEGIN:VTODO\r\nUID:u\r\nDUE;VALUE=DATE:20260105\r\nSTATUS:NEEDS-ACTION\r\nEND:VTODO\r\n"), NULL },
	{ CAL("BEGIN:VJOURNAL\r\nUID:u\r\nDTSTART;VALUE=DATE:20260105\r\nEND:VJOURNAL\r\n"), NULL },
	{ CAL("BEGIN:VFREEBUSY\r\nUID:u\r\nFREEBUSY:20260105T090000Z/PT1H,20260106T090000Z/20260106T100000Z\r\nEND:VFREEBUSY\r\n"), NULL },
	{ CAL("BEGIN:VAVAILABILITY\r\nUID:u\r\nBEGIN:AVAILABLE\r\nUID:a\r\nDTSTART:20260105T090000Z\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n"), NULL },
	{ CAL(EVENT("DTEND;TZID=W. Europe Standard Time:20260105T120000\r\n")), NULL },
	{ CAL("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT("DTEND;TZID=Mine:20260105T120000\r\n")), NULL },

	/* RFC 4791, 4.1 */
	{ CAL(""), OBJECT },
	{ CAL("METHOD:REQUEST\r\n" EVENT("")), OBJECT },
	{ CAL("BEGIN:VEVENT\r\nDTSTART:20260105\r\nEND:VEVENT\r\n"), OBJECT },
	{ CAL(EVENT("") "BEGIN:VEVENT\r\nUID:v\r\nDTSTART:20260105\r\nRECURRENCE-ID:20260105\r\nEND:VEVENT\r\n"), OBJECT },
	{ CAL(EVENT("") "BEGIN:VTODO\r\nUID:u\r\nRECURRENCE-ID:20260105T090000Z\r\nEND:VTODO\r\n"), OBJECT },
	{ CAL(EVENT("") EVENT("")), OBJECT },
	{ CAL(EVENT("RECURRENCE-ID:20260106T090000Z\r\n") EVENT("RECURRENCE-ID;TZID=Europe/Berlin:20260106T100000\r\n")), OBJECT },
	{ CAL(EVENT("DTEND;TZID=Nowhere:20260105T120000\r\n")), "C:valid-timezone" },
	{ CAL("BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\n"), OBJECT },

	{ "", DATA }, { "nonsense", DATA }, { "BEGIN:VCARD\r\nEND:VCARD\r\n", DATA },
	{ "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105\r\nEND:VEVENT\r\n", DATA },
	{ "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n", DATA },
	{ CAL(EVENT("")) CAL(EVENT("")), DATA }, { CAL(EVENT("")) "X:1\r\n", DATA },
	{ CAL("VERSION:1.0\r\n" EVENT("")), NULL },	/* the first one counts */
	{ "BEGIN:VCALENDAR\r\nVERSION:1.0\r\n" EVENT("") "END:VCALENDAR\r\n", DATA },
	{ CAL("BEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\n"), DATA },
	{ CAL(EVENT("DTSTART:20260106T090000Z\r\n")), DATA },
	{ CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260230\r\nEND:VEVENT\r\n"), DATA },
	{ CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T250000\r\nEND:VEVENT\r\n"), DATA },
	{ CAL("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:tomorrow\r\nEND:VEVENT\r\n"), DATA },
	{ CAL(EVENT("DTEND;VALUE=DATE:20260106\r\n")), DATA },
	{ CAL(EVENT("DTEND:20260105T100000Z\r\nDURATION:PT1H\r\n")), DATA },
	{ CAL(EVENT("DURATION:1H\r\n")), DATA }, { CAL(EVENT("DURATION:P\r\n")), DATA },
	{ CAL(EVENT("RRULE:FREQ=NEVER\r\n")), DATA },
	{ CAL(EVENT("RRULE:RSCALE=MAYA;FREQ=DAILY\r\n")), "C:supported-rscale" },
	{ CAL(EVENT("EXDATE:1,2\r\n")), DATA },
};

static enum status
parse(const char *text, struct ical **out)
{
	return ical_parse(&unit_cx, text, strlen(text), NULL, out);
}

static void
test_parse(void **state)
{
	(void)state;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	for (size_t i = 0; i < COUNT(parses); i++) {
		struct ical *ical;
		enum status st = parse(parses[i].text, &ical);

		assert_row(i, parses[i].condition, st == OK ? NULL : unit_cx.condition);
		ctx_forgive(&unit_cx);
	}
}

/* Nothing is lost: order, case, unknown things, spellings. */
static void
test_lossless(void **state)
{
	static const char text[] =
	    "BEGIN:VCALENDAR\r\nPRODID:-//x//y\r\nX-wr-CalName:Caf\xc3\xa9\\, \\x\r\nVERSION:2.0\r\n"
	    "BEGIN:VEVENT\r\nSUMMARY;LANGUAGE=\"en\";X-A=^n^^,\"a:b\":\\;\\\\\\N\r\nUID:u\r\n"
	    "dtstart;tzid=Europe/Berlin:20260105T090000\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:AAEC\r\n"
	    "BEGIN:PARTICIPANT\r\nUID:p\r\nBEGIN:VLOCATION\r\nNAME:hall\r\nEND:VLOCATION\r\nEND:PARTICIPANT\r\n"
	    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	struct ical *ical;
	size_t len;

	(void)state;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	assert_int_equal(OK, parse(text, &ical));
	assert_string_equal(text, ical_write(&unit_cx, ical->root, &len));
	assert_int_equal(sizeof text - 1, len);
	assert_string_equal(text, ical_write(&unit_cx, ical_copy(&unit_cx, ical)->root, NULL));
}

static void
test_limits(void **state)
{
	struct buf text = BUF_ON(*state);
	struct ical *ical;

	buf_puts(&text, "BEGIN:VCALENDAR\r\n");
	for (int i = 0; i < 200; i++)
		buf_puts(&text, "BEGIN:X\r\n");
	assert_int_equal(ERR_INVALID, parse(text.data, &ical));
	ctx_forgive(&unit_cx);

	text.len = 0;
	buf_puts(&text, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105\r\n");
	for (int i = 0; i < 5001; i++)
		buf_printf(&text, "ATTENDEE:mailto:a%d@example.org\r\n", i);
	buf_puts(&text, "END:VEVENT\r\nEND:VCALENDAR\r\n");
	assert_int_equal(ERR_LIMIT, parse(text.data, &ical));
	assert_string_equal("C:max-attendees-per-instance", unit_cx.condition);
	ctx_forgive(&unit_cx);
	assert_int_equal(ERR_TOO_LARGE, ical_parse(&unit_cx, text.data, text.len, &(struct ical_limits){ .bytes = 1000 }, &ical));
	assert_string_equal("C:max-resource-size", unit_cx.condition);
	ctx_forgive(&unit_cx);
	assert_int_equal(ERR_LIMIT, ical_parse(&unit_cx, text.data, text.len, &(struct ical_limits){ .components = 1 }, &ical));
}

static const struct {
	const char	*text;
	int		 ok;
	int64_t		 days, seconds;
	const char	*written;
} durations[] = {
	{ "PT1H", 1, 0, 3600, "PT1H" }, { "P1D", 1, 1, 0, "P1D" }, { "-P2W", 1, -14, 0, "-P2W" },
	{ "P1DT2H3M4S", 1, 1, 7384, "P1DT2H3M4S" }, { "-PT15M", 1, 0, -900, "-PT15M" }, { "PT0S", 1, 0, 0, "PT0S" },
	{ "P0D", 1, 0, 0, "PT0S" }, { "+PT90M", 1, 0, 5400, "PT1H30M" }, { "P7W", 1, 49, 0, "P7W" },
	{ "P", 0, 0, 0, NULL }, { "PT", 0, 0, 0, NULL }, { "1H", 0, 0, 0, NULL }, { "P1H", 0, 0, 0, NULL },
	{ "PT1D", 0, 0, 0, NULL }, { "PT1", 0, 0, 0, NULL }, { "P99999999999D", 0, 0, 0, NULL }, { "", 0, 0, 0, NULL },
};

static void
test_durations(void **state)
{
	for (size_t i = 0; i < COUNT(durations); i++) {
		struct ical_duration d = { 0 };

		assert_int_equal(durations[i].ok, ical_duration_read(durations[i].text, strlen(durations[i].text), &d));
		if (!durations[i].ok)
			continue;
		assert_int_equal(durations[i].days, d.days);
		assert_int_equal(durations[i].seconds, d.seconds);
		assert_row(i, durations[i].written, ical_duration_write(*state, d));
	}
}

static void
test_edit(void **state)
{
	struct ical *ical;
	struct ical_comp *c;
	struct ical_time id;
	size_t n = 0;

	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	assert_int_equal(OK, parse(CAL(EVENT("SUMMARY:a\r\nSUMMARY:b\r\nRRULE:FREQ=DAILY\r\n")), &ical));
	ical_set(*state, ical->master, "summary", "c");
	assert_string_equal("c", ical_value(ical->master, "SUMMARY"));
	assert_null(ical_prop_next(ical_prop(ical->master, "SUMMARY"), "SUMMARY"));
	assert_int_equal(1, ical_remove(ical->master, "RRULE"));
	assert_int_equal(0, ical_remove(ical->master, "RRULE"));
	ical_add(*state, ical->master, "X-LAST", "1");
	assert_string_equal("X-LAST", ical->master->last_prop->name);

	/* An override replaces the one with the same moment, in whatever zone. */
	assert_true(ical_time_read("20260106T090000Z", 16, &id));
	c = ical_comp_copy(*state, ical->master);
	ical_set_time(*state, c, "RECURRENCE-ID", id);
	ical_override_put(&unit_cx, ical, c);
	assert_int_equal(2, ical->count);
	id = (struct ical_time){ .wall = id.wall + 3600, .form = ICAL_ZONED, .zone = zone_find("Europe/Berlin") };
	c = ical_comp_copy(*state, ical->master);
	ical_set_time(*state, c, "RECURRENCE-ID", id);
	ical_override_put(&unit_cx, ical, c);
	assert_int_equal(2, ical->count);
	assert_ptr_equal(c, ical_override(&unit_cx, ical, id));

	/* The zone that came in gets its VTIMEZONE, and the result is sound. */
	ical_zones_complete(&unit_cx, ical);
	ical_refresh(&unit_cx, ical);
	assert_non_null(ical_child(ical->root, "VTIMEZONE"));
	assert_int_equal(OK, ical_check(&unit_cx, ical));
	ical_zones_drop(&unit_cx, ical);
	assert_null(ical_child(ical->root, "VTIMEZONE"));
	for (const struct ical_comp *k = ical->root->children; k != NULL; k = k->next)
		n++;
	assert_int_equal(2, n);
}

static void
test_split(void **state)
{
	static const char text[] = CAL(
	    "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
	    "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;TZID=Mine:20260105T090000\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260105T090000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nDTSTART:20260105T090000Z\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20260106T090000Z\r\nDTSTART:20260105T100000Z\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:broken\r\nEND:VEVENT\r\n");
	struct ical *stream, **list;
	size_t n, bad;

	(void)state;
	assert_int_equal(OK, ical_read(&unit_cx, text, sizeof text - 1, NULL, &stream));
	assert_int_equal(OK, ical_split(&unit_cx, stream, &list, &n, &bad));
	assert_int_equal(3, n);
	assert_int_equal(1, bad);
	assert_string_equal("b", list[0]->uid);
	assert_non_null(ical_child(list[0]->root, "VTIMEZONE"));
	assert_string_equal("a", list[1]->uid);
	assert_int_equal(2, list[1]->count);
	assert_null(ical_child(list[1]->root, "VTIMEZONE"));
	assert_int_equal(32 + 16, strlen(list[2]->uid));
}

/* Zones */

static const struct {
	const char	*tzid, *name;	/* NULL: unknown */
} names[] = {
	{ "Europe/Berlin", "Europe/Berlin" }, { "europe/berlin", "Europe/Berlin" }, { "US/Eastern", "America/New_York" },
	{ "W. Europe Standard Time", "Europe/Berlin" }, { "w. europe standard time", "Europe/Berlin" },
	{ "Eastern Standard Time", "America/New_York" }, { "India Standard Time", "Asia/Kolkata" },
	{ "/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris" },
	{ "/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris" },
	{ "/softwarestudio.org/Olson_20011030_5/America/Chicago", "America/Chicago" },
	{ "/citadel.org/20250101_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia" },
	{ "UTC", "UTC" }, { "Etc/UTC", "UTC" }, { "tzone://Microsoft/Utc", "UTC" },
	{ "Nowhere", NULL }, { "", NULL }, { "/", NULL }, { "Europe", NULL }, { "../../etc/passwd", NULL },
	{ "posix/Europe/Berlin", NULL }, { "Customized Time Zone", NULL },
};

static void
test_zone_names(void **state)
{
	const char *const *list;

	(void)state;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct zone *z = zone_find(names[i].tzid);

		assert_row(i, names[i].name, z == NULL ? NULL : zone_name(z));
	}
	assert_true(zone_names(&list) > 400);
	assert_true(strlen(zone_version()) >= 5);
}

static const struct {
	const char	*zone;
	const char	*wall, *utc, *back;
} walls[] = {
	{ "Europe/Berlin", "20260705T120000", "20260705T100000Z", NULL },
	{ "Europe/Berlin", "20260105T120000", "20260105T110000Z", NULL },
	{ "Europe/Berlin", "20260329T023000", "20260329T013000Z", "20260329T033000" },
	{ "Europe/Berlin", "20261025T023000", "20261025T003000Z", NULL },
	{ "Europe/Berlin", "20610705T120000", "20610705T100000Z", NULL },	/* after the table's end */
	{ "Europe/Berlin", "18500101T120000", "18500101T110632Z", NULL },
	{ "Australia/Lord_Howe", "20261004T020000", "20261003T153000Z", "20261004T023000" },
	{ "Pacific/Apia", "20111230T120000", "20111230T220000Z", "20111231T120000" },	/* no such day */
	{ "America/New_York", "20261101T013000", "20261101T053000Z", NULL },
	{ "Asia/Kathmandu", "20260105T120000", "20260105T061500Z", NULL },
	{ "Africa/Casablanca", "20260105T120000", "20260105T110000Z", NULL },
	{ "Europe/Dublin", "20260705T120000", "20260705T110000Z", NULL },
	{ "Asia/Jerusalem", "20500705T120000", "20500705T090000Z", NULL },
};

static void
test_walls(void **state)
{
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	for (size_t i = 0; i < COUNT(walls); i++) {
		const struct zone *z = zone_find(walls[i].zone);
		struct ical_time t;
		int64_t utc;

		assert_true(ical_time_read(walls[i].wall, 15, &t));
		utc = zone_to_utc(z, t.wall);
		assert_row(i, walls[i].utc, ical_utc_write(*state, utc));
		t.wall = zone_to_wall(z, utc);
		assert_row(i, walls[i].back == NULL ? walls[i].wall : walls[i].back, ical_time_write(*state, t));
	}
}

/* What zone_write() says of every zone is what the zone says, for thirty years. */
static void
test_vtimezones(void **state)
{
	const char *const *list;
	size_t n, longest = 0;

	(void)state;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	n = zone_names(&list);
	for (size_t i = 0; i < n; i++) {
		const struct zone *z = zone_find(list[i]), *again;
		int64_t from = 1735689600, until = from + 30LL * 366 * ICAL_DAY;	/* 2025 */
		struct ctx cx;
		struct ical_comp *c;
		size_t len;

		ctx_open(&cx, NULL);
		c = zone_write(cx.arena, z, NULL, from, until);
		assert_int_equal(OK, zone_from_vtimezone(&cx, c, &again));
		for (int64_t t = from; t < until; t += 6 * 3600 + 1)
			if (zone_offset(z, t) != zone_offset(again, t))
				fail_msg("%s at %s: %d, written %d\n%s", list[i], ical_utc_write(cx.arena, t),
				    zone_offset(z, t), zone_offset(again, t), ical_write(&cx, c, NULL));
		ical_write(&cx, c, &len);
		if (strcmp(list[i], "Europe/Berlin") == 0)
			assert_true(len < 700);
		longest = len > longest ? len : longest;
		ctx_close(&cx);
	}
	assert_true(longest < 30000);
}

/* The server's data wins over what came with the name; a zone of one's own holds. */
static void
test_sent_zones(void **state)
{
	static const char zone[] = "BEGIN:VTIMEZONE\r\nTZID:%s\r\n"
	    "BEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0600\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
	    "BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nTZOFFSETFROM:+0600\r\nTZOFFSETTO:+0700\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
	static const struct { const char *tzid, *start, *utc; } rows[] = {
		{ "Europe/Berlin", "20260705T120000", "20260705T100000Z" },
		{ "Mine", "20260705T120000", "20260705T050000Z" },
		{ "Mine", "20260105T120000", "20260105T060000Z" },
		{ "Mine", "21500705T120000", "21500705T050000Z" },
		{ "Mine", "20260329T023000", "20260328T203000Z" },	/* in its gap */
	};

	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *tz = arena_printf(*state, zone, rows[i].tzid);
		const char *text = arena_printf(*state, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sBEGIN:VEVENT\r\nUID:u\r\n"
		    "DTSTART;TZID=%s:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", tz, rows[i].tzid, rows[i].start);
		struct ical *ical;
		struct ical_time t;

		assert_int_equal(OK, parse(text, &ical));
		assert_int_equal(OK, ical_time(&unit_cx, ical, ical->master, "DTSTART", &t));
		assert_row(i, rows[i].utc, ical_utc_write(*state, ical_instant(t, NULL)));
	}
}

/* What is found out about an object within a turn stays known after it. */
static void
test_turns(void **state)
{
	static const char text[] = CAL("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\n"
	    "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\n"
	    "END:VTIMEZONE\r\n" EVENT("RRULE:FREQ=DAILY\r\n")
	    EVENT("RECURRENCE-ID:20260106T090000Z\r\n"));
	struct ical_time id;
	struct arena *whole;
	struct ical *ical;

	(void)state;
	assert_int_equal(OK, parse(text, &ical));
	assert_true(ical_time_read("20260106T090000Z", 16, &id));
	whole = ctx_turn(&unit_cx);
	assert_non_null(ical_override(&unit_cx, ical, id));
	assert_int_equal(3 * 3600, zone_offset(ical_zone(ical, "Mine"), 0));
	ctx_turn_end(&unit_cx, whole);
	assert_non_null(ical_override(&unit_cx, ical, id));
	assert_int_equal(3 * 3600, zone_offset(ical_zone(ical, "Mine"), 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_parse), unit_case(test_lossless), unit_case(test_limits), unit_case(test_durations),
		unit_case(test_edit), unit_case(test_split), unit_case(test_zone_names), unit_case(test_walls),
		unit_case(test_vtimezones), unit_case(test_sent_zones), unit_case(test_turns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
