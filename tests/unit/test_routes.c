/* Which row of the table serves a method and a path. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "httpd/routes.h"

static const struct route table[] = {
	{ .path = "/a", .methods = "GET HEAD" },		/* 0 */
	{ .path = "/a", .methods = "POST" },			/* 1 */
	{ .path = "/a/*", .methods = "GET" },			/* 2 */
	{ .path = "/a/b/*", .methods = "PUT DELETE" },		/* 3 */
	{ .path = "/a/b/c", .methods = "GET" },			/* 4 */
	{ .path = "/dav/*", .methods = "*" },			/* 5 */
	{ 0 }
};

static const struct {
	const char	*method, *path;
	int		 want;		/* row, -1: none */
	bool		 known;
	const char	*allow;
} cases[] = {
	{ "GET", "/a", 0, true, "" },
	{ "POST", "/a", 1, true, "" },
	{ "PUT", "/a", -1, true, "GET, HEAD, POST" },
	{ "get", "/a", -1, true, "GET, HEAD, POST" },
	{ "GE", "/a", -1, true, "GET, HEAD, POST" },
	{ "GET", "/a/", 2, true, "" },
	{ "GET", "/a/x", 2, true, "" },
	{ "GET", "/a/b", 2, true, "" },
	{ "GET", "/a/b/x", -1, true, "PUT, DELETE" },
	{ "PUT", "/a/b/x", 3, true, "" },
	{ "GET", "/a/b/c", 4, true, "" },
	{ "PUT", "/a/b/c", -1, true, "GET" },
	{ "GET", "/ab", -1, false, "" },
	{ "GET", "/", -1, false, "" },
	{ "GET", "", -1, false, "" },
	{ "PROPFIND", "/dav/x/y", 5, true, "" },
	{ "GET", "/dav", -1, false, "" },
};

static void
test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *allow;
		bool known;
		const struct route *r = route_find_in(table, cases[i].method, cases[i].path, &known,
		    &allow);

		assert_ptr_equal(cases[i].want < 0 ? NULL : &table[cases[i].want], r);
		assert_int_equal(cases[i].known, known);
		assert_string_equal(cases[i].allow, allow);
	}
}

/* The real table: every row can be reached, has a function, and names its bounds. */
static void
test_own_table(void **state)
{
	(void)state;
	for (const struct route *r = routes; r->path != NULL; r++) {
		char path[256], method[32];
		const char *allow;
		bool known;

		assert_non_null(r->run);
		assert_true(r->max_body >= 0 && r->deadline >= 0);
		snprintf(path, sizeof path, "%s", r->path);
		if (path[strlen(path) - 1] == '*')
			strcpy(path + strlen(path) - 1, "x");
		snprintf(method, sizeof method, "%.*s", (int)strcspn(r->methods, " "), r->methods);
		if (strcmp(method, "*") == 0)
			strcpy(method, "GET");
		assert_ptr_equal(r, route_find(method, path, &known, &allow));
		assert_int_equal(r - routes, route_index(r));
		assert_true(strncmp(r->path, "/internal/", 10) != 0 || r->need == NEED_INTERNAL ||
		    r->need == NEED_SERVICE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_own_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
