/*
 * Back references and patches (RFC 8620, sections 3.7 and 5.3): tables of what
 * goes in and what comes out.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"
#include "webmail/private.h"

static json_t *
read_json(const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);

	assert_non_null(json);
	return json;
}

static void
assert_same(const char *want, json_t *got)
{
	json_t *wanted;

	if (want == NULL) {
		assert_null(got);
		return;
	}
	assert_non_null(got);
	wanted = read_json(want);
	if (!json_equal(wanted, got))
		fail_msg("wanted %s, got %s", want, json_dumps(got, JSON_ENCODE_ANY));
	json_decref(wanted);
	json_decref(got);
}

static void
test_pointers(void **state)
{
	static const char from[] = "{\"list\":[{\"id\":\"a\",\"x\":[1,2]},{\"id\":\"b\",\"x\":[3]}],"
	    "\"a/b\":{\"m~n\":5},\"none\":[],\"\":7,\"*\":8,\"deep\":[[[1]],[[2],[3]]]}";
	static const struct {
		const char	*path, *want;
	} cases[] = {
		{ "/list/0/id", "\"a\"" }, { "/list/*/id", "[\"a\",\"b\"]" },
		{ "/list/*/x", "[1,2,3]" }, { "/list/*/x/*", "[1,2,3]" }, { "/a~1b/m~0n", "5" },
		{ "/none/*/id", "[]" }, { "/none", "[]" }, { "/", "7" }, { "/*", "8" },
		{ "/deep/*/*", "[1,2,3]" },
		{ "/list/2/id", NULL }, { "/list/-1", NULL }, { "/list/01", NULL },
		{ "/list/x", NULL }, { "/list/*/y", NULL }, { "/nothing", NULL },
		{ "list", NULL }, { "/list/0/id/0", NULL }, { "/list/0x", NULL },
		{ "/list/99999999999999999999", NULL },
	};
	json_t *json = read_json(from);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_same(cases[i].want, jmap_point(json, cases[i].path));
	assert_same(from, jmap_point(json, ""));
	json_decref(json);
}

static void
test_patches(void **state)
{
	static const struct {
		const char	*object, *patch, *want;
	} cases[] = {
		{ "{\"k\":{\"a\":true}}", "{}", "{\"k\":{\"a\":true}}" },
		{ "{\"k\":{\"a\":true}}", "{\"k/b\":true}", "{\"k\":{\"a\":true,\"b\":true}}" },
		{ "{\"k\":{\"a\":true}}", "{\"k/a\":null}", "{\"k\":{}}" },
		{ "{\"k\":{\"a\":true}}", "{\"k/c\":null}", "{\"k\":{\"a\":true}}" },
		{ "{\"k\":{\"a\":true}}", "{\"k\":{\"b\":true}}", "{\"k\":{\"b\":true}}" },
		{ "{\"k\":{}}", "{\"k\":null}", "{\"k\":null}" },
		{ "{\"k\":{\"a/b\":1,\"c~d\":2}}", "{\"k/a~1b\":null,\"k/c~0d\":3}", "{\"k\":{\"c~d\":3}}" },
		{ "{\"k\":{\"a\":true}}", "{\"k\":{},\"k/b\":true}", NULL },
		{ "{\"k\":{\"a\":true}}", "{\"k/a/b\":true}", NULL },
		{ "{\"k\":{\"a\":true}}", "{\"x/b\":true}", NULL },
		{ "{\"k\":[1]}", "{\"k/0\":2}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *object = read_json(cases[i].object), *patch = read_json(cases[i].patch);

		assert_same(cases[i].want, jmap_patch(object, patch));
		/* What was there stays as it was. */
		assert_same(cases[i].object, object);
		json_decref(patch);
	}
}

static void
test_ids_and_states(void **state)
{
	static const struct {
		const char	*id;
		int64_t		 want;
	} ids[] = {
		{ "e1", 1 }, { "e123456789012345678", 123456789012345678 }, { "e0", 0 }, { "e01", 0 },
		{ "e", 0 }, { "m1", 0 }, { "e-1", 0 }, { "e1x", 0 }, { "e 1", 0 }, { "", 0 },
		{ NULL, 0 }, { "e1234567890123456789", 0 }, { "e99999999999999999999", 0 },
	};
	int64_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++)
		assert_int_equal(ids[i].want, jmap_id('e', ids[i].id));
	assert_true(jmap_state("1795176712846", &n) && n == 1795176712846);
	assert_false(jmap_state("", &n) || jmap_state("x", &n) || jmap_state("01", &n) ||
	    jmap_state("-1", &n) || jmap_state("1 ", &n) || jmap_state(NULL, &n));
	assert_true(jmap_is_id("aB0-_"));
	assert_false(jmap_is_id("") || jmap_is_id("a b") || jmap_is_id("ä") || jmap_is_id(NULL));
}

static void
test_dates(void **state)
{
	int64_t n;

	(void)state;
	assert_true(jmap_date("2026-11-20T10:42:00Z", &n) && n == 1795171320);
	assert_true(jmap_date("2026-11-20T10:42:00.5Z", &n) && n == 1795171320);
	assert_false(jmap_date("2026-11-20T10:42:00+01:00", &n));
	assert_false(jmap_date("2026-11-20", &n));
	assert_false(jmap_date("2026-13-20T10:42:00Z", &n));
	assert_false(jmap_date(NULL, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pointers),
		cmocka_unit_test(test_patches),
		cmocka_unit_test(test_ids_and_states),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
