/* Delivery reports, right and wrong. */
#include "core/buf.h"
#include "tests/unit/unit.h"
#include "webmail/dsn_parse.h"

static const char *
shown(struct arena *arena, const char *raw)
{
	static const char *const actions[] = { "?", "failed", "delayed", "delivered", "relayed",
		"expanded" };
	struct dsn d = dsn_parse(arena, raw, strlen(raw));
	struct buf out = BUF_ON(arena);

	buf_printf(&out, "%s@%s", d.envelope_id, d.reporter);
	for (size_t i = 0; i < d.count; i++)
		buf_printf(&out, "|%s,%s,%s,%s,%s", d.list[i].original, d.list[i].final,
		    actions[d.list[i].action], d.list[i].status, d.list[i].diagnostic);
	return buf_str(&out);
}

static const struct {
	const char	*raw, *want;
} cases[] = {
	{ "", "@" },
	{ "Reporting-MTA: dns; mx\r\nOriginal-Envelope-Id: a+2Bb\r\n\r\n"
	  "Final-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.1.1 (no)\r\n"
	  "Diagnostic-Code: smtp; 550 5.1.1\r\n   no such\r\n\tone\r\n",
	  "a+b@mx|,a@b,failed,5.1.1,550 5.1.1 no such one" },
	{ "\r\n\nORIGINAL-ENVELOPE-ID:x\n\nfinal-recipient:a@b\naction:DELAYED (x)\n\n"
	  "Original-Recipient: rfc822;c+40d\nAction: delivered\n",
	  "x@|,a@b,delayed,,|c@d,,delivered,," },
	/* Without a group of its own there is no recipient. */
	{ "Original-Envelope-Id: x\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n", "x@" },
	/* An envelope id further down is none. */
	{ "Reporting-MTA: dns; m\r\n\r\nOriginal-Envelope-Id: x\r\nAction: failed\r\n", "@m|,,failed,," },
	{ "no field\r\n: none\r\n continuation\r\nReporting-MTA: dns;m\xff\x01\r\n\r\nAction: dancing\r\n",
	  "@m??|,,?,," },
	{ "\r\n\r\n\r\n", "@" },
};

static void
test_reports(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].want, shown(arena, cases[i].raw));
	arena_close(arena);
}

static void
test_bounds(void **state)
{
	struct arena *arena = arena_open();
	struct buf b = BUF_ON(arena);
	struct dsn d;

	(void)state;
	buf_puts(&b, "Original-Envelope-Id: ");
	for (int i = 0; i < 5000; i++)
		buf_putc(&b, 'x');
	buf_puts(&b, "\n\n");
	for (int i = 0; i < 3000; i++)
		buf_puts(&b, "Action: failed\n\n");
	d = dsn_parse(arena, b.data, b.len);
	assert_int_equal(DSN_FIELD_MAX, strlen(d.envelope_id));
	assert_int_equal(DSN_RECIPIENTS, d.count);
	arena_close(arena);
}

static void
test_dispositions(void **state)
{
	static const char raw[] = "Reporting-UA: x\r\nFinal-Recipient: rfc822;a@b\r\n"
	    "Original-Message-ID: <1@x>\r\nDisposition: manual-action/MDN-sent-manually; Displayed\r\n";
	static const char other[] = "Disposition: automatic-action/MDN-sent-automatically; deleted\r\n";
	struct arena *arena = arena_open();
	struct disposition d = disposition_parse(arena, raw, sizeof raw - 1);

	(void)state;
	assert_string_equal("<1@x>", d.message_id);
	assert_string_equal("a@b", d.final);
	assert_true(d.displayed);
	assert_false(disposition_parse(arena, other, sizeof other - 1).displayed);
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_dispositions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
