/* Names in braces: what administrators may write, and what is put in. */
#include "core/placeholder.h"
#include "tests/unit/unit.h"

static const char *const names[] = { "username", "percent", NULL };

static const struct {
	const char	*text, *want;	/* NULL: refused */
} checks[] = {
	{ "", "" },
	{ "no braces", "no braces" },
	{ "{{username}} {{ percent }}%", "{{username}} {{percent}}%" },
	{ "a{b:c{d:e}}", "a{b:c{d:e}}" },
	{ "{{\n\tusername\n}}", "{{username}}" },
	{ "{{nobody}}", NULL },
	{ "{{}}", NULL },
	{ "{{username", NULL },
	{ "{{1+1}}", NULL },
	{ "{{username|safe}}", NULL },
	{ "{{username.__class__}}", NULL },
	{ "{{{{username}}}}", NULL },
	{ "{% for x in y %}", NULL },
	{ "{%", NULL },
};

static void
test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(checks); i++) {
		const char *out = NULL;
		enum status st = placeholder_check(&unit_cx, checks[i].text, names, &out);

		if ((st == OK) != (checks[i].want != NULL))
			fail_msg("%s", checks[i].text);
		if (st == OK)
			assert_string_equal(checks[i].want, out);
		ctx_forgive(&unit_cx);
	}
}

/* What is put in is not looked at again, whatever it says. */
static const struct placeholder values[] = {
	{ "username", "{{percent}} <b>\"x\" & {{username}}", NULL },
	{ "percent", "80", "<b>80</b>" },
	{ 0 }
};

static const struct {
	const char	*text, *plain, *html;
} fills[] = {
	{ "", "", "" },
	{ "{{percent}}", "80", "<b>80</b>" },
	{ "{{username}}", "{{percent}} <b>\"x\" & {{username}}",
	  "{{percent}} &lt;b&gt;&quot;x&quot; &amp; {{username}}" },
	{ "x {{ percent }}{{percent}}", "x 8080", "x <b>80</b><b>80</b>" },
	{ "{{other}} {{percent", "{{other}} {{percent", "{{other}} {{percent" },
	{ "$(id) `id` %s%n", "$(id) `id` %s%n", "$(id) `id` %s%n" },
};

static void
test_fill(void **state)
{
	for (size_t i = 0; i < COUNT(fills); i++) {
		assert_string_equal(fills[i].plain, placeholder_fill(*state, fills[i].text, values, false));
		assert_string_equal(fills[i].html, placeholder_fill(*state, fills[i].text, values, true));
	}
	assert_true(placeholder_has(*state, "a {{username}}", "username"));
	assert_false(placeholder_has(*state, "a {{user}}", "username"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_check),
		unit_case(test_fill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
