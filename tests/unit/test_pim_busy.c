/* Packed busy time says the same as the text that it was made of. */
#include "core/buf.h"
#include "pim/busy.h"
#include "tests/unit/unit.h"

#define CAL(body)	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define EVENT(lines)	"BEGIN:VEVENT\r\nUID:u\r\n" lines "END:VEVENT\r\n"

static const struct span window = { 1735689600, 1830297600 };	/* 2025 to 2027 */

static struct ical *
read_cal(const char *text)
{
	struct ical *ical;

	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	if (ical_read(&unit_cx, text, strlen(text), NULL, &ical) != OK)
		fail_msg("%s", unit_cx.fault_text);
	return ical;
}

static struct busy
pack(const struct ical *ical)
{
	struct busy busy;
	struct span extent;

	assert_int_equal(OK, recur_extent(&unit_cx, ical, NULL, &extent));
	assert_int_equal(OK, busy_pack(&unit_cx, ical, "a@x", extent, window, &busy));
	return busy;
}

static const char *
shown(struct freebusy *fb)
{
	struct buf out = BUF_ON(unit_cx.arena);
	struct freebusy_period *list;
	size_t n = freebusy_periods(&unit_cx, fb, &list);

	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%lld-%lld%c ", (long long)list[i].when.start,
		    (long long)list[i].when.end, "FTUB"[list[i].type]);
	return buf_str(&out);
}

static const char *
by_text(const struct ical *ical, struct span span, const struct zone *zone)
{
	struct freebusy *fb = freebusy_open(&unit_cx, span, zone);

	assert_int_equal(OK, freebusy_add(&unit_cx, fb, ical, "a@x"));
	return shown(fb);
}

static const char *
by_pack(struct busy busy, struct span span, const struct zone *zone)
{
	struct freebusy *fb = freebusy_open(&unit_cx, span, zone);

	assert_true(busy_add(fb, span, zone, busy.data, busy.len));
	return shown(fb);
}

static const struct {
	const char	*text;
	size_t		 most;		/* bytes */
	bool		 whole;		/* known for ever */
} rows[] = {
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\n")), 8, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\nTRANSP:TRANSPARENT\r\n")), 0, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\n")), 0, true },
	{ CAL(EVENT("DTSTART:20360105T090000Z\r\nDURATION:PT1H\r\nSTATUS:TENTATIVE\r\n")), 8, true },
	{ CAL(EVENT("DTSTART:19001231T090000Z\r\nDURATION:PT1H\r\n")), 9, true },
	{ CAL(EVENT("DTSTART;VALUE=DATE:20260329\r\n")), 9, true },
	{ CAL(EVENT("DTSTART:20260329T010000\r\nDTEND:20260329T040000\r\n")), 9, true },
	{ CAL(EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=WEEKLY\r\n")), 13, false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n")), 90, false },
	{ CAL(EVENT("DTSTART;TZID=Europe/Berlin:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=30\r\n")), 26, true },
	{ CAL(EVENT("DTSTART;TZID=Europe/Berlin:20200105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n")), 600, false },
	{ CAL(EVENT("DTSTART;TZID=America/New_York:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY\r\nEXDATE;TZID=America/New_York:20260305T090000\r\n")), 400, false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20260301T000000Z\r\nRDATE:20300101T000000Z\r\n")
	    EVENT("RECURRENCE-ID:20260106T090000Z\r\nDTSTART:20260106T120000Z\r\nDURATION:PT3H\r\nSTATUS:TENTATIVE\r\n")
	    EVENT("RECURRENCE-ID:20260107T090000Z\r\nDTSTART:20260107T120000Z\r\nDURATION:PT3H\r\nSTATUS:CANCELLED\r\n")), 150, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n")
	    EVENT("RECURRENCE-ID;RANGE=THISANDFUTURE:20260202T090000Z\r\nDTSTART:20260203T120000Z\r\nDURATION:PT3H\r\n")), 60, false },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@x\r\n")), 0, true },
	{ CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1H\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@x\r\n")), 8, true },
	{ CAL("BEGIN:VTODO\r\nUID:u\r\nDUE:20260105T090000Z\r\nEND:VTODO\r\n"), 0, true },
};

static void
compare(size_t row, const struct ical *ical, struct busy busy)
{
	static const char *const zones[] = { NULL, "Europe/Berlin", "Pacific/Auckland" };
	int64_t step = 9 * ICAL_DAY + 3000;

	for (size_t z = 0; z < COUNT(zones); z++) {
		const struct zone *zone = zones[z] != NULL ? zone_find(zones[z]) : NULL;

		for (int64_t at = window.start; at + step <= window.end; at += step) {
			const struct span span = { at, at + step };

			assert_row(row, by_text(ical, span, zone), by_pack(busy, span, zone));
		}
		assert_row(row, by_text(ical, window, zone), by_pack(busy, window, zone));
	}
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct ical *ical = read_cal(rows[i].text);
		struct busy busy = pack(ical);

		assert_non_null(busy.data);
		if (busy.len > rows[i].most)
			fail_msg("row %zu: %zu bytes", i, busy.len);
		assert_int_equal(rows[i].whole, busy.known.end == SPAN_MAX);
		if (!rows[i].whole)
			assert_memory_equal(&window, &busy.known, sizeof window);
		compare(i, ical, busy);
	}
}

static unsigned
pick(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245 + 12345;
	return (*seed >> 16) % n;
}

static void
test_many_rules(void **state)
{
	static const char *const freqs[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY" };
	static const char *const parts[] = { "", ";BYDAY=MO,WE,FR", ";BYMONTHDAY=13", ";BYHOUR=9,14", ";BYDAY=-1SU", ";COUNT=40",
		";UNTIL=20270101T000000Z" };
	static const char *const starts[] = { ";TZID=Europe/Berlin:", ";TZID=Pacific/Auckland:", ":", ";VALUE=DATE:" };
	unsigned seed = 1;
	size_t packed = 0;

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		struct arena *whole = ctx_turn(&unit_cx);
		unsigned form = pick(&seed, 4), part = pick(&seed, COUNT(parts));
		const char *freq = freqs[pick(&seed, COUNT(freqs))];
		const char *text = arena_printf(unit_cx.arena, CAL(EVENT("DTSTART%s%04u%02u%02u%s\r\nDURATION:%s\r\n"
		    "RRULE:FREQ=%s;INTERVAL=%u%s\r\n")), starts[form], 2018 + pick(&seed, 10), 1 + pick(&seed, 12), 1 + pick(&seed, 28),
		    form == 3 ? "" : arena_printf(unit_cx.arena, "T%02u3000", pick(&seed, 24)),
		    form == 3 ? "P2D" : pick(&seed, 2) ? "PT45M" : "P1DT1H", freq, 1 + pick(&seed, 5),
		    form == 3 && part == 3 ? "" : part == 4 && (freq[0] == 'D' || freq[0] == 'W' || freq[0] == 'H') ? "" :
		    parts[part]);
		const struct ical *ical = read_cal(text);
		struct busy busy = pack(ical);

		if (busy.data != NULL) {
			const struct zone *zone = zone_find("America/New_York");

			packed++;
			if (strcmp(by_text(ical, window, zone), by_pack(busy, window, zone)) != 0)
				fail_msg("%s\n%s\n%s", text, by_text(ical, window, zone), by_pack(busy, window, zone));
		}
		ctx_turn_end(&unit_cx, whole);
	}
	assert_true(packed > 300);
}

/* What the text must be asked for, and quickly. */
static void
test_unknown(void **state)
{
	static const char *const texts[] = {
		CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY\r\n")),
		CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY;COUNT=2000000000\r\n")),
		CAL(EVENT("DTSTART:20260105T090000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=HOURLY;BYMINUTE=1,2,4,8,16,32\r\n")),
		CAL("BEGIN:VFREEBUSY\r\nUID:u\r\nFREEBUSY:20260105T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"),
		CAL("BEGIN:VAVAILABILITY\r\nUID:v\r\nEND:VAVAILABILITY\r\n"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_null(pack(read_cal(texts[i])).data);
		assert_int_equal(OK, unit_cx.fault);
		assert_null(unit_cx.condition);
	}
}

/* Whatever stands in the store, reading it ends, and reads nothing else. */
static void
test_damaged(void **state)
{
	struct span always = { SPAN_MIN, SPAN_MAX };
	struct freebusy *fb = freebusy_open(&unit_cx, window, NULL);
	struct busy busy = pack(read_cal(rows[9].text));
	unsigned seed = 7;

	(void)state;
	for (size_t i = 1; i < busy.len / 2; i++)
		assert_false(busy_add(fb, window, NULL, arena_memdup(unit_cx.arena, busy.data, i), i));
	assert_true(busy_add(fb, window, NULL, "", 0));
	for (int i = 0; i < 20000; i++) {
		unsigned char bytes[24];

		for (size_t k = 0; k < sizeof bytes; k++)
			bytes[k] = (unsigned char)pick(&seed, 256);
		(void)!busy_add(fb, i % 2 ? window : always, zone_find("Europe/Berlin"), bytes, 1 + pick(&seed, sizeof bytes));
	}
}

/* At every moment the strongest type holds, whatever comes in which order. */
static void
test_merged(void **state)
{
	enum { MINUTES = 5000 };
	static const int64_t starts[] = { -120000, 0, INT64_C(1788220800), INT64_C(1) << 40 };
	unsigned seed = 11;

	(void)state;
	for (int turn = 0; turn < 40; turn++) {
		struct span span = { starts[turn % 4], starts[turn % 4] + MINUTES * 60 };
		struct freebusy *fb = freebusy_open(&unit_cx, span, NULL);
		unsigned char painted[MINUTES] = { 0 };
		struct freebusy_period *list;
		size_t n;

		for (int i = (int)pick(&seed, 300); i > 0; i--) {
			int from = (int)pick(&seed, MINUTES + 200) - 100, to = from + (int)pick(&seed, 90);
			enum freebusy_type type = (enum freebusy_type)pick(&seed, FB_BUSY + 1);

			freebusy_add_period(fb, (struct span){ span.start + from * 60,
			    span.start + to * 60 }, type);
			for (int m = from > 0 ? from : 0; m < to && m < MINUTES; m++)
				if (painted[m] < type)
					painted[m] = (unsigned char)type;
		}
		n = freebusy_periods(&unit_cx, fb, &list);
		for (size_t i = 0; i < n; i++) {
			assert_true(i == 0 || list[i - 1].when.end <= list[i].when.start);
			assert_true(i == 0 || list[i - 1].when.end < list[i].when.start ||
			    list[i - 1].type != list[i].type);
			for (int64_t m = (list[i].when.start - span.start) / 60;
			     m < (list[i].when.end - span.start) / 60; m++) {
				assert_int_equal(painted[m], list[i].type);
				painted[m] = FB_FREE;
			}
		}
		for (int m = 0; m < MINUTES; m++)
			assert_int_equal(FB_FREE, painted[m]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_rows), unit_case(test_many_rules), unit_case(test_unknown), unit_case(test_damaged),
		unit_case(test_merged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
