/* Paths that need no database: what they name, and how they are written. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "dav/target.h"

static const struct {
	const char		*path;
	enum dav_kind		 kind;	/* 0: not there */
	enum collection_kind	 what;
	const char		*again;	/* how answers write it; NULL: the same */
} paths[] = {
	{ "/dav/", DAV_ROOT, 0, NULL },
	{ "/dav", DAV_ROOT, 0, "/dav/" },
	{ "/dav/principals/", DAV_PRINCIPALS, 0, NULL },
	{ "/dav/principals/alice%40example.org/", DAV_PRINCIPAL, 0, NULL },
	{ "/dav/principals/alice@example.org", DAV_PRINCIPAL, 0, "/dav/principals/alice@example.org/" },
	{ "/dav/principals/alice/", DAV_PRINCIPAL, 0, NULL },
	{ "/dav/calendars/", DAV_HOMES, COLLECTION_CALENDAR, NULL },
	{ "/dav/addressbooks/", DAV_HOMES, COLLECTION_BOOK, NULL },
	{ "/dav/calendars/ALICE@example.org/", DAV_HOME, COLLECTION_CALENDAR,
	    "/dav/calendars/alice@example.org/" },
	{ "/dav/addressbooks/alice%40example.org/", DAV_HOME, COLLECTION_BOOK, NULL },
	{ "/SOGo/dav/", DAV_ROOT, 0, NULL },
	{ "/SOGo/dav/alice/", DAV_PRINCIPAL, 0, NULL },
	{ "/SOGo/dav/alice/Calendar/", DAV_HOME, COLLECTION_CALENDAR, NULL },
	{ "/SOGo/dav/alice/Contacts/", DAV_HOME, COLLECTION_BOOK, NULL },
	{ "/SOGo/dav/alice/Mail/", 0, 0, NULL },
	{ "/SOGo/", 0, 0, NULL },
	{ "/", 0, 0, NULL },
	{ "/davx/", 0, 0, NULL },
	{ "/dav/other/", 0, 0, NULL },
	{ "/dav/principals/alice/more/", 0, 0, NULL },
	{ "/dav//principals/", 0, 0, NULL },
	{ "/dav/principals/../", 0, 0, NULL },
	{ "/dav/principals/%2e%2e/", 0, 0, NULL },
	{ "/dav/%00/", 0, 0, NULL },
	{ "/dav/%zz/", 0, 0, NULL },
	{ "dav/", 0, 0, NULL },
	{ "", 0, 0, NULL },
};

static void
test_paths(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct dav_target t;
		enum status st;
		struct ctx cx;

		ctx_open(&cx, NULL);
		cx.who = (struct principal){ .account = 1, .address = "alice@example.org", .name = "" };
		st = dav_target_find(&cx, paths[i].path, &t);
		if ((st == OK) != (paths[i].kind != 0))
			fail_msg("%s: %s", paths[i].path, status_name(st));
		if (st == OK) {
			assert_int_equal(paths[i].kind, t.kind);
			assert_int_equal(paths[i].what, t.what);
			assert_string_equal(paths[i].again != NULL ? paths[i].again : paths[i].path,
			    dav_href_text(&cx, &t));
		}
		ctx_close(&cx);
	}
}

static void
test_hrefs_of_clients(void **state)
{
	static const struct {
		const char	*href, *want;
	} cases[] = {
		{ "/dav/x", "/dav/x" }, { "/dav/x?y#z", "/dav/x" },
		{ "https://host:8443/dav/", "/dav/" }, { "HTTP://HOST:8443/dav/", "/dav/" },
		{ "https://other/dav/", NULL }, { "https://host/dav/", NULL },
		{ "https://host:8443", NULL }, { "dav/", NULL }, { "", NULL }, { "mailto:a@b", NULL },
		{ "https://host:8443@evil/dav/", NULL },
	};
	struct request rq = { .authority = "host:8443" };
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = dav_path_of(&cx, &rq, cases[i].href);

		if (cases[i].want == NULL)
			assert_null(path);
		else
			assert_string_equal(cases[i].want, path);
	}
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_hrefs_of_clients),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
