/* Invitations in the languages of the webmail. */
#include "pim/ical.h"
#include "tests/unit/unit.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"

static const char *const codes[] = { "en", "de", "es", "fr", "nb", "ar" };

static const char *
how_often(const char *code, const char *rule)
{
	struct ical_comp *c = ical_comp_new(unit_cx.arena, "VEVENT");

	ical_add(unit_cx.arena, c, "RRULE", rule);
	return imip_how_often(&unit_cx, imip_language(code), c);
}

static void
test_nothing_is_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct imip_language *l = imip_language(codes[i]);
		/* All members behind the directions are texts. */
		const char *const *text = &l->direction;
		size_t count = (const char *const *)(l + 1) - text;

		assert_string_equal(codes[i], l->code);
		for (size_t k = 0; k < count; k++)
			assert_true(text[k] != NULL && *text[k] != '\0');
		for (size_t k = 0; k < IMIP_MATTERS; k++) {
			assert_non_null(strstr(l->matters[k].subject, "{0}"));
			assert_non_null(strstr(l->matters[k].head, "{0}"));
		}
	}
	assert_ptr_equal(imip_language("de"), imip_language("de-AT"));
	assert_null(imip_language("tlh"));
	assert_null(imip_language(""));
}

static void
test_rules(void **state)
{
	static const struct {
		const char	*code, *rule, *want;
	} cases[] = {
		{ "en", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10", "every week on Monday and Wednesday, 10 times" },
		{ "de", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE", "alle 2 Wochen am Montag, Dienstag und Mittwoch" },
		{ "de", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270315T100000Z", "jeden Monat am letzten Freitag, bis Montag, 15. März 2027" },
		{ "fr", "FREQ=WEEKLY;INTERVAL=3", "toutes les 3 semaines" },
		{ "es", "FREQ=MONTHLY;BYDAY=1MO", "cada mes el primer lunes" },
		{ "nb", "FREQ=DAILY;COUNT=4", "hver dag, 4 ganger" },
		{ "ar", "FREQ=YEARLY", "كل سنة" },
		{ "de", "FREQ=NEVER", "immer wieder" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].want, how_often(cases[i].code, cases[i].rule));
}

static void
test_words(void **state)
{
	static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:u\r\n"
	    "DTSTART:20270315T100000Z\r\nDTEND:20270315T110000Z\r\nSUMMARY:{0} <b>\r\n"
	    "ORGANIZER:mailto:anna@x\r\nATTENDEE:mailto:ben@x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	struct imip_words words;
	struct ical *ical;

	(void)state;
	assert_int_equal(OK, ical_read(&unit_cx, text, strlen(text), NULL, &ical));
	imip_words(&unit_cx, imip_language("de"), ical, NULL, "Anna", NULL, &words);
	assert_string_equal("Abgesagt: {0} <b>", words.subject);
	assert_non_null(strstr(words.text, "Wann: Montag, 15. März 2027, 10:00 – 11:00 (UTC)\n"));
	assert_null(strstr(words.html, "<b>"));
	imip_words(&unit_cx, imip_language("ar"), ical, NULL, "Anna", NULL, &words);
	assert_non_null(strstr(words.html, "<html lang=\"ar\" dir=\"rtl\">"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_nothing_is_missing), unit_case(test_rules), unit_case(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
