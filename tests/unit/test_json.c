/* The strict reader, and what it refuses. */
#include "core/json.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*text, *want;	/* written again; NULL: refused */
} cases[] = {
	{ "{\"a\":1}", "{\"a\":1}" }, { " [ 1 , 2.5 , null , true ] ", "[1,2.5,null,true]" },
	{ "{\"a\":\"\\u00e9\\ud83d\\udc04\"}", "{\"a\":\"é🐄\"}" }, { "[9223372036854775807]", "[9223372036854775807]" },
	{ "{}", "{}" }, { "[]", "[]" },
	{ "", NULL }, { "{", NULL }, { "{\"a\":1,\"a\":2}", NULL }, { "[\"\xff\"]", NULL },
	{ "[\"\\ud800\"]", NULL }, { "[\"\\u0000\"]", NULL }, { "[9223372036854775808]", NULL },
	{ "[1] x", NULL }, { "[01]", NULL }, { "[1,]", NULL }, { "{a:1}", NULL }, { "['a']", NULL },
	{ "[NaN]", NULL }, { "[1e999]", NULL }, { "[\"a\nb\"]", NULL }, { "\xef\xbb\xbf[]", NULL },
};

static void
test_read(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *value;
		size_t len;
		const char *got = NULL;

		(void)state;
		if (json_read(&unit_cx, cases[i].text, strlen(cases[i].text), &value) == OK) {
			got = json_write(&unit_cx, value, &len);
			assert_int_equal(strlen(got), len);
		} else {
			assert_int_equal(ERR_INVALID, unit_cx.fault);
			assert_non_null(strstr(unit_cx.fault_text, "line"));
			ctx_forgive(&unit_cx);
		}
		assert_row(i, cases[i].want, got);
	}
}

static void
test_depth(void **state)
{
	char *deep = arena_alloc(*state, 1000001);
	json_t *value;

	memset(deep, '[', 1000000);
	assert_int_equal(ERR_INVALID, json_read(&unit_cx, deep, 1000000, &value));
}

static void
test_members(void **state)
{
	static const char text[] = "{\"t\":\"x\",\"n\":7,\"b\":true,\"z\":null}";
	json_t *o;

	(void)state;
	assert_int_equal(OK, json_read(&unit_cx, text, sizeof text - 1, &o));
	assert_string_equal("x", json_get_text(o, "t"));
	assert_null(json_get_text(o, "n"));
	assert_null(json_get_text(o, "none"));
	assert_int_equal(7, json_get_int(o, "n", 1));
	assert_int_equal(1, json_get_int(o, "t", 1));
	assert_true(json_get_bool(o, "b", false));
	assert_true(json_get_bool(o, "z", true));
	assert_null(json_get_text(NULL, "t"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_read), unit_case(test_depth), unit_case(test_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
