/* A delivered mail with an invitation: whom it names, what it says, what people are told. */
#include "pim/itip.h"
#include "tests/fuzz/fuzz.h"
#include "webmail/imip.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ical_limits limits = { .is_lenient = true };
	const char *addresses[] = { "ben@example.org" };
	const struct itip_user user = { .addresses = addresses, .count = 1 };
	struct itip_outcome outcome;
	struct imip_words words;
	struct imip_mail mail;
	struct ical *ical;
	struct ctx cx;

	ctx_open(&cx, NULL);
	imip_mail_read(&cx, (const char *)data, size, &mail);
	require_text(mail.from != NULL ? mail.from : "");
	require_text(mail.login != NULL ? mail.login : "");
	require_text(mail.domain != NULL ? mail.domain : "");
	if (mail.calendar != NULL &&
	    ical_read(&cx, mail.calendar, mail.calendar_len, &limits, &ical) == OK &&
	    ical->count > 0) {
		imip_words(&cx, ical, ical, "Anna", NULL, &words);
		require_text(words.text);
		require_text(words.html);
		REQUIRE(strpbrk(words.subject, "\r\n") == NULL);
		if (itip_apply(&cx, NULL, ical, &user, mail.from, &outcome) == OK &&
		    outcome.result == ITIP_STORE)
			require_text(ical_write(&cx, outcome.object->root, NULL));
	}
	ctx_close(&cx);
	return 0;
}
