/*
 * Recurrence rules against python-dateutil: thousands of generated rules in
 * zones with all kinds of daylight saving (tests/unit/recur_oracle.py).
 * HAYLOFT_ORACLE_SEED makes other rules than usual.
 */
#include "pim/recur.h"
#include "tests/unit/unit.h"

#define RULES	6500
#define ORACLE	"/usr/bin/python3 -W ignore tests/unit/recur_oracle.py ${HAYLOFT_ORACLE_SEED:-1}"

static const char *
join(const int64_t *v, size_t n)
{
	char *s = arena_strdup(unit_cx.arena, "");

	for (size_t i = 0; i < n; i++)
		s = arena_printf(unit_cx.arena, "%s%s%lld", s, i == 0 ? "" : ",", (long long)v[i]);
	return s;
}

/* Walk from FROM on; UTC times into OUT, the wall clock into WALLS. */
static size_t
walk(const char *rule_text, struct ical_time start, int64_t from, size_t most, int64_t *out, int64_t *walls)
{
	int64_t budget = 2000000;
	struct recur_rule *rule;
	struct recur_iter *it;
	size_t n = 0;

	assert_int_equal(OK, recur_rule_read(&unit_cx, rule_text, &rule));
	it = recur_iter_open(&unit_cx, rule, start, &budget);
	recur_iter_skip(it, from);
	while (n < most) {
		struct ical_time t = start;
		enum status st = recur_iter_next(it, &t.wall);

		if (st == ERR_NOT_FOUND)
			break;
		if (st != OK)
			fail_msg("%s: %s", rule_text, status_name(st));
		walls[n] = t.wall;
		out[n++] = ical_instant(t, NULL);
	}
	return n;
}

static void
test_oracle(void **state)
{
	FILE *f = popen(ORACLE, "r");
	char line[2000];
	size_t rules = 0, wrong = 0;

	(void)state;
	assert_non_null(f);
	assert_int_equal(OK, zone_load(&unit_cx, NULL));
	while (fgets(line, sizeof line, f) != NULL) {
		char *save = NULL, *zone, *at, *rule, *want;
		struct ical_time start;
		int64_t got[24], walls[24], again[24], unused[24];
		size_t n;

		line[strcspn(line, "\n")] = '\0';
		zone = strtok_r(line, "|", &save);
		at = strtok_r(NULL, "|", &save);
		rule = strtok_r(NULL, "|", &save);
		want = save;
		assert_non_null(rule);
		assert_true(ical_time_read(at, strlen(at), &start));
		start.form = ICAL_ZONED;
		start.zone = zone_find(zone);
		assert_non_null(start.zone);
		n = walk(rule, start, start.wall, COUNT(got), got, walls);
		if (strcmp(want, join(got, n)) != 0) {
			if (wrong++ < 20)
				print_error("%s %s %s\n want %s\n got  %s\n", zone, at, rule, want, join(got, n));
		} else if (n > 1) {
			/* Skipping there gives the same as walking there. */
			size_t k = rules % n;
			size_t rest = walk(rule, start, walls[k], n - k, again, unused);

			assert_string_equal(join(got + k, n - k), join(again, rest));
		}
		rules++;
		arena_reset(unit_cx.arena);
	}
	assert_int_equal(0, pclose(f));
	assert_int_equal(RULES, rules);
	assert_int_equal(0, wrong);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_oracle) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
