/* A delivered mail with an invitation: whom it names, what it says, what people are told. */
#include "pim/itip.h"
#include "tests/fuzz/fuzz.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ical_limits limits = { .is_lenient = true };
	const char *addresses[] = { "ben@example.org" };
	const struct itip_user user = { .addresses = addresses, .count = 1 };
	static const char *const languages[] = { "en", "de", "ar" };
	struct itip_message *reply;
	struct itip_outcome outcome;
	struct ical *answered;
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
		for (size_t i = 0; i < COUNT(languages); i++) {
			imip_words(&cx, imip_language(languages[i]), ical, ical, "Anna", NULL, &words);
			require_text(words.text);
			require_text(words.html);
			REQUIRE(strpbrk(words.subject, "\r\n") == NULL);
		}
		if (itip_apply(&cx, NULL, ical, &user, mail.from, &outcome) == OK &&
		    outcome.result == ITIP_STORE) {
			const struct itip_word yes = { .partstat = "ACCEPTED", .comment = "yes" };

			require_text(ical_write(&cx, outcome.object->root, NULL));
			if (itip_answer(&cx, outcome.object, &user, &yes, 1, 1767603600, &answered,
			    &reply) == OK && reply != NULL)
				require_text(ical_write(&cx, reply->body->root, NULL));
		}
	}
	ctx_close(&cx);
	return 0;
}
