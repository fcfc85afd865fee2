/* What Postfix says of deliveries, and what only looks like it. */
#include "core/buf.h"
#include "tests/unit/unit.h"
#include "webmail/delivery_log.h"

static const struct {
	const char	*line, *want;	/* "" : none */
} cases[] = {
	{ "Nov 20 15:08:29 mail postfix/lmtp[207]: 4jWJcs3NRkz1gwbd: to=<a@b.org>, relay=x, delay=0.4,"
	  " delays=0/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 <a@b.org> cf6 Saved)",
	  "4jWJcs3NRkz1gwbd a@b.org 0 here 250 2.0.0 <a@b.org> cf6 Saved" },
	{ "mail postfix/smtp[7]: 4jWJcs3NRkz1gwbd: to=<a@b.org>, orig_to=<c@d.org>, relay=mx[1.2.3.4]:25,"
	  " dsn=5.1.1, status=bounced (host mx[1.2.3.4] said: 550 5.1.1 no such user (in reply to RCPT))",
	  "4jWJcs3NRkz1gwbd c@d.org 2 away 550 5.1.1 no such user (in reply to RCPT)" },
	{ "mail postfix/smtp[7]: 4jWJcs3NRkz: to=<a@b>, relay=none, dsn=4.4.1, status=deferred (connect"
	  " to b[::1]:25: Connection refused)",
	  "4jWJcs3NRkz a@b 1 away 450 4.4.1 connect to b[::1]:25: Connection refused" },
	{ "mail postfix/error[7]: 4jWJcs3NRkz: to=<a@b>, relay=none, dsn=5.1.1, status=bounced (user unknown)",
	  "4jWJcs3NRkz a@b 2 away 550 5.1.1 user unknown" },
	{ "mail postfix/cleanup[7]: 4jWJcs3NRkz: message-id=<x>, status=sent (250)", "" },
	{ "mail postfix/smtpd[7]: NOQUEUE: reject: to=<a@b>, dsn=2.0.0, status=sent (x)", "" },
	{ "mail dovecot[7]: 4jWJcs3NRkz: to=<a@b>, dsn=2.0.0, status=sent (x)", "" },
	{ "mail postfix/smtp[7]: 4jWJcs3NRkz: to=<a@b>, dsn=2.0.0, status=dancing (x)", "" },
	{ "mail postfix/smtp[7]: 4jWJcs3NRkz: to=<a@b", "" },
	{ "postfix/smtp[7]: 4jWJcs3NRkz: to=<a@b>, dsn=2.0.0, status=sent", "" },
	{ "", "" },
};

static void
test_lines(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct delivery_line d;
		const char *got = "";

		if (delivery_line_parse(arena, cases[i].line, &d))
			got = arena_printf(arena, "%s %s %d %s %s", d.queue_id, d.to, (int)d.status,
			    d.final ? "here" : "away", d.reply);
		assert_string_equal(cases[i].want, got);
	}
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
