/*
 * Recurrence rules: whatever is read walks forward, within its budget, and
 * skipping gives what walking gives.
 */
#include "pim/recur.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct recur_rule *rule;
	struct ctx cx;

	if (size < 4)
		return 0;
	ctx_open(&cx, NULL);
	REQUIRE(zone_load(&cx, NULL) == OK);
	if (recur_rule_read(&cx, arena_strndup(cx.arena, (const char *)data + 4, size - 4), &rule) == OK) {
		struct ical_time start = {
			.wall = ((int64_t)data[0] << 24 | data[1] << 16 | data[2] << 8) - 500000000,
			.form = data[3] % 4,
		};
		int64_t budget = 50000, walls[40], wall, begin;
		struct recur_iter *it;
		enum status st = OK;
		size_t n = 0;

		if (start.form == ICAL_ZONED)
			start.zone = zone_find("America/New_York");
		if (start.form == ICAL_DATE)
			start.wall -= start.wall % ICAL_DAY;
		it = recur_iter_open(&cx, rule, start, &budget);
		while (n < COUNT(walls) && (st = recur_iter_next(it, &walls[n])) == OK) {
			REQUIRE(walls[n] >= start.wall && walls[n] <= ICAL_MAX);
			REQUIRE(n == 0 || walls[n] > walls[n - 1]);
			n++;
		}
		REQUIRE(st == OK || st == ERR_NOT_FOUND || st == ERR_LIMIT);
		REQUIRE(rule->count == 0 || n <= (size_t)rule->count);
		begin = n / 2;
		if (n > 2) {
			budget = 100000;
			it = recur_iter_open(&cx, rule, start, &budget);
			recur_iter_skip(it, walls[begin]);
			for (size_t i = (size_t)begin; i < n; i++) {
				st = recur_iter_next(it, &wall);
				REQUIRE(st == ERR_LIMIT || (st == OK && wall == walls[i]));
				if (st != OK)
					break;
			}
		}
	}
	ctx_close(&cx);
	return 0;
}
