/* When an object reminds of itself. */
#include "pim/alarm.h"
#include "tests/unit/unit.h"

#define CAL(body)	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define MAIL(lines)	"BEGIN:VALARM\r\nACTION:EMAIL\r\n" lines "END:VALARM\r\n"
#define EVENT(lines)	"BEGIN:VEVENT\r\nUID:u\r\n" lines "END:VEVENT\r\n"
#define LUNCH		"DTSTART:20270315T120000Z\r\nDTEND:20270315T130000Z\r\n"
#define DAILY		LUNCH "RRULE:FREQ=DAILY;COUNT=3\r\n"
#define BERLIN		"DTSTART;TZID=Europe/Berlin:20270327T090000\r\nRRULE:FREQ=DAILY\r\n"

static const struct {
	const char	*text;
	const char	*after;		/* how far we look is ten days */
	const char	*want[5];	/* one behind the other; NULL: no more */
} cases[] = {
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\n"))), "20270314T000000Z", { "20270315T114500Z" } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER;RELATED=END:PT5M\r\n"))), "20270314T000000Z", { "20270315T130500Z" } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER;VALUE=DATE-TIME:20270316T080000Z\r\n"))), "20270314T000000Z", { "20270316T080000Z" } },
	/* What was due is not due again; what is farther than we look is not known. */
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\n"))), "20270315T114500Z", { NULL } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\n"))), "20270301T000000Z", { NULL } },
	/* Of other kinds, acknowledged, or broken. */
	{ CAL(EVENT(LUNCH "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n")), "20270314T000000Z", { NULL } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\nACKNOWLEDGED:20270315T114500Z\r\n"))), "20270314T000000Z", { NULL } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:soon\r\n") MAIL(""))), "20270314T000000Z", { NULL } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-P99999999W\r\n"))), "20270314T000000Z", { NULL } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\nREPEAT:2\r\nDURATION:PT5M\r\n"))), "20270314T000000Z",
	  { "20270315T114500Z", "20270315T115000Z", "20270315T115500Z" } },
	{ CAL(EVENT(LUNCH MAIL("TRIGGER:-PT15M\r\nREPEAT:1000000000\r\nDURATION:PT5M\r\n"))), "20270314T000000Z", { "20270315T114500Z" } },
	/* A series, with one that is elsewhere and has an alarm of its own. */
	{ CAL(EVENT(DAILY MAIL("TRIGGER:-PT1H\r\n"))), "20270314T000000Z", { "20270315T110000Z", "20270316T110000Z", "20270317T110000Z" } },
	{ CAL(EVENT(DAILY MAIL("TRIGGER:-PT1H\r\n")) EVENT("RECURRENCE-ID:20270316T120000Z\r\nDTSTART:20270316T180000Z\r\n" MAIL("TRIGGER:PT0S\r\n"))),
	  "20270315T110000Z", { "20270316T180000Z", "20270317T110000Z" } },
	{ CAL(EVENT(DAILY "EXDATE:20270316T120000Z\r\n" MAIL("TRIGGER:-PT1H\r\n"))), "20270315T110000Z", { "20270317T110000Z" } },
	/* On the clock of a zone, across the change of it; an hour is an hour, a day is a day. */
	{ CAL(EVENT(BERLIN MAIL("TRIGGER:-P1D\r\n"))), "20270326T000000Z", { "20270326T080000Z", "20270327T080000Z", "20270328T070000Z", "20270329T070000Z" } },
	/* Whole days, on the clock of the calendar. */
	{ CAL(EVENT("DTSTART;VALUE=DATE:20270315\r\n" MAIL("TRIGGER:PT9H\r\n"))), "20270314T000000Z", { "20270315T080000Z" } },
	/* Tasks: due, or begun and due. */
	{ CAL("BEGIN:VTODO\r\nUID:u\r\nDUE:20270315T120000Z\r\n" MAIL("TRIGGER;RELATED=END:-PT1H\r\n") "END:VTODO\r\n"), "20270314T000000Z", { "20270315T110000Z" } },
	{ CAL("BEGIN:VTODO\r\nUID:u\r\nDTSTART:20270315T090000Z\r\nDUE:20270315T120000Z\r\n" MAIL("TRIGGER:PT0S\r\n") MAIL("TRIGGER;RELATED=END:-PT1H\r\n") "END:VTODO\r\n"),
	  "20270314T000000Z", { "20270315T090000Z", "20270315T110000Z" } },
	{ CAL("BEGIN:VTODO\r\nUID:u\r\n" MAIL("TRIGGER:PT0S\r\n") "END:VTODO\r\n"), "20270314T000000Z", { NULL } },
};

static void
test_next(void **state)
{
	(void)state;
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct zone *zone = zone_find("Europe/Berlin");
		struct ical_time after;
		struct span within;
		struct alarm alarm;
		struct ical *ical;

		assert_int_equal(OK, ical_read(&unit_cx, cases[i].text, strlen(cases[i].text), NULL, &ical));
		assert_true(ical_time_read(cases[i].after, strlen(cases[i].after), &after));
		within.start = ical_instant(after, NULL);
		for (size_t k = 0; k < COUNT(cases[i].want) && (k == 0 || cases[i].want[k - 1] != NULL); k++) {
			enum status st;

			if (k > 0 && cases[i].want[k] == NULL && strstr(cases[i].text, "FREQ=DAILY\r\n") != NULL)
				break;		/* it goes on for ever */
			within.end = within.start + 10 * ICAL_DAY;
			st = alarm_next(&unit_cx, ical, "EMAIL", within, zone, &alarm);
			if (cases[i].want[k] == NULL) {
				assert_int_equal(ERR_NOT_FOUND, st);
				continue;
			}
			if (st != OK)
				fail_msg("case %zu, %s: %s", i, cases[i].want[k], status_name(st));
			assert_string_equal(cases[i].want[k], ical_utc_write(unit_cx.arena, alarm.at));
			within.start = alarm.at;
		}
	}
}

static void
test_every_second_for_ever(void **state)
{
	static const char text[] = CAL(EVENT(LUNCH "RRULE:FREQ=SECONDLY\r\n" MAIL("TRIGGER:PT0S\r\n")));
	struct alarm alarm;
	struct ical *ical;

	(void)state;
	assert_int_equal(OK, ical_read(&unit_cx, text, sizeof text - 1, NULL, &ical));
	assert_int_equal(ERR_LIMIT, alarm_next(&unit_cx, ical, "EMAIL", (struct span){ 1805112000, 1805112000 + 40 * ICAL_DAY },
	    NULL, &alarm));
	ctx_forgive(&unit_cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_next), unit_case(test_every_second_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
