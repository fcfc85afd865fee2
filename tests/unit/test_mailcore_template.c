/*
 * The language of the mail core's templates.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mailcore/template.h"

static const struct mailcore_model model = {
	.root = "/run/hayloft",
	.hostname = "mail.example.org",
	.bind = "127.0.0.1",
	.offline = true, .dns_forward = "",
	.redis_password = "two\nlines",
};

static void
test_render(void **state)
{
	static const struct {
		const char	*text;
		const char	*want;		/* NULL: refused */
		const char	*why;		/* words of the refusal */
	} cases[] = {
		{ "", "", NULL },
		{ "plain { } text\n", "plain { } text\n", NULL },
		{ "a {{hostname}} b", "a mail.example.org b", NULL },
		{ "{{root}}{{hostname}}", "/run/hayloftmail.example.org", NULL },
		{ "{{#offline}}x{{/offline}}y", "xy", NULL },
		{ "{{#online}}x{{/online}}y", "y", NULL },
		/* A tag alone on its line vanishes with it, another does not. */
		{ "a\n{{#offline}}\nb\n{{/offline}}\nc\n", "a\nb\nc\n", NULL },
		{ "a\n{{#online}}\nb\n{{/online}}\nc\n", "a\nc\n", NULL },
		{ "a{{#offline}} b{{/offline}}\nc\n", "a b\nc\n", NULL },
		{ "a{{#online}} b{{/online}}\nc\n", "a\nc\n", NULL },
		{ "{{#offline}}{{#loopback}}in{{/loopback}}{{/offline}}", "in", NULL },
		{ "{{#online}}{{#loopback}}in{{/loopback}}{{/online}}", "", NULL },
		{ "{{#offline}}{{#public}}in{{/public}}out{{/offline}}", "out", NULL },
		{ "one\n{{nobody}}", NULL, "line 2: unknown name {{nobody}}" },
		{ "{{#online}}{{nobody}}{{/online}}", NULL, "unknown name" },
		{ "{{#hostname}}{{/hostname}}", NULL, "unknown switch" },
		{ "{{offline}}", NULL, "unknown name" },
		{ "{{#offline}}", NULL, "unclosed {{offline}}" },
		{ "{{/offline}}", NULL, "closes what is not open" },
		{ "{{#offline}}{{#fts}}{{/offline}}{{/fts}}", NULL, "closes what is not open" },
		{ "{{hostname", NULL, "unclosed" },
		{ "{{}}", NULL, "no name" },
		{ "{{Hostname}}", NULL, "bad name" },
		{ "{{ hostname }}", NULL, "bad name" },
		{ "{{^offline}}{{/offline}}", NULL, "bad name" },
		{ "{{redis_password}}", NULL, "line end in the value" },
		{ "{{>nobody}}", NULL, "no such part" },
		{ "a\n{{#online}}\n{{>postfix_submission}}\n{{/online}}\nb", "a\nb", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx cx;
		struct buf out;
		enum status st;

		ctx_open(&cx, NULL);
		out = BUF_ON(cx.arena);
		st = template_render(&cx, &model, "t", cases[i].text, strlen(cases[i].text), &out);
		if (cases[i].want != NULL) {
			if (st != OK || strcmp(buf_str(&out), cases[i].want) != 0)
				fail_msg("\"%s\" gives \"%s\" (%s)", cases[i].text, buf_str(&out),
				    cx.fault_text != NULL ? cx.fault_text : "no fault");
		} else if (st != ERR_INVALID || strstr(cx.fault_text, cases[i].why) == NULL) {
			fail_msg("\"%s\" gives %s, %s", cases[i].text, status_name(st),
			    cx.fault_text != NULL ? cx.fault_text : buf_str(&out));
		}
		ctx_close(&cx);
	}
}

static void
test_depth_is_bounded(void **state)
{
	struct buf text, out;
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	text = BUF_ON(cx.arena);
	out = BUF_ON(cx.arena);
	for (int i = 0; i < 1000; i++)
		buf_puts(&text, "{{#offline}}");
	assert_int_equal(ERR_INVALID,
	    template_render(&cx, &model, "t", text.data, text.len, &out));
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_render),
		cmocka_unit_test(test_depth_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
