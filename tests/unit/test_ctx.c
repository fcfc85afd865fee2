/* A unit of work: faults, endings, deadlines; status and roles. */
#include "tests/unit/unit.h"

static char order[8];
static size_t ends;

static void
note(void *arg)
{
	order[ends++] = *(const char *)arg;
}

static void
test_endings_run_newest_first_and_before_the_arena(void **state)
{
	struct ctx cx;

	(void)state;
	ends = 0;
	ctx_open(&cx, NULL);
	for (const char *s = "abc"; *s != '\0'; s++)
		ctx_on_end(&cx, note, arena_strndup(cx.arena, s, 1));
	ctx_close(&cx);
	assert_memory_equal("cba", order, 3);
}

static void
test_the_first_fault_is_kept(void **state)
{
	struct ctx *cx = &unit_cx;

	(void)state;
	assert_int_equal(ERR_DENIED, fault(cx, ERR_DENIED, "no %s", "way"));
	assert_int_equal(ERR_INTERNAL, fault(cx, ERR_INTERNAL, "a consequence"));
	assert_int_equal(ERR_DENIED, cx->fault);
	assert_string_equal("no way", cx->fault_text);
	cx->condition = "C:x";
	ctx_forgive(cx);
	assert_int_equal(OK, cx->fault);
	assert_null(cx->fault_text);
	assert_null(cx->condition);
}

static void
test_time_left(void **state)
{
	(void)state;
	assert_int_equal(500, ctx_time_left(&unit_cx, 500));
	unit_cx.deadline = clock_steady() + 100000;
	assert_int_equal(500, ctx_time_left(&unit_cx, 500));
	assert_in_range(ctx_time_left(&unit_cx, 200000), 99000, 100000);
	unit_cx.deadline = clock_steady() - 5;
	assert_int_equal(0, ctx_time_left(&unit_cx, 500));
}

static void
test_names(void **state)
{
	(void)state;
	for (int r = ROLE_NONE; r <= ROLE_ADMIN; r++)
		assert_int_equal(r, role_parse(role_name((enum role)r)));
	assert_int_equal(ROLE_NONE, role_parse("root"));
	assert_int_equal(ROLE_NONE, role_parse(NULL));
	for (int s = 0; s < STATUS_COUNT; s++) {
		assert_string_not_equal("unknown", status_name((enum status)s));
		assert_in_range(status_http((enum status)s), 200, 503);
		for (int t = 0; t < s; t++)
			assert_string_not_equal(status_name((enum status)s), status_name((enum status)t));
	}
	assert_int_equal(500, status_http((enum status)99));
	assert_string_equal("unknown", status_name((enum status)-1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_endings_run_newest_first_and_before_the_arena),
		unit_case(test_the_first_fault_is_kept), unit_case(test_time_left),
		unit_case(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
