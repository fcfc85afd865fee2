/*
 * Reading proofs from a request, and which requests our own page made.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "httpd/auth.h"

static void
test_basic(void **state)
{
	static const struct {
		const char	*value, *login, *password;	/* NULL login: no Basic */
	} cases[] = {
		{ "Basic YWxpY2U6c2VjcmV0", "alice", "secret" },
		{ "basic   YWxpY2U6c2VjcmV0", "alice", "secret" },
		{ "Basic YWxpY2U6YTpi", "alice", "a:b" },
		{ "Basic Og==", "", "" },
		{ "Basic w7xiZXI6w7Y=", "\xc3\xbc" "ber", "\xc3\xb6" },
		{ "Basic YWxpY2U=", NULL, NULL },		/* no colon */
		{ "Basic YWxpYwA6eA==", NULL, NULL },		/* a NUL */
		{ "Basic !!!", NULL, NULL },
		{ "Basic", NULL, NULL },
		{ "Bearer YWxpY2U6c2VjcmV0", NULL, NULL },
		{ "", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *login = NULL, *password = NULL;
		bool found = auth_basic_parse(arena, cases[i].value, &login, &password);

		assert_int_equal(cases[i].login != NULL, found);
		if (found) {
			assert_string_equal(cases[i].login, login);
			assert_string_equal(cases[i].password, password);
		}
	}
	arena_close(arena);
}

static void
test_bearer(void **state)
{
	static const struct {
		const char	*path, *scopes;		/* NULL: no token opens it */
	} paths[] = {
		{ "/jmap/api", "mail" }, { "/.well-known/jmap", "mail" }, { "/img", "mail" },
		{ "/dav", "dav" }, { "/dav/calendars/a/b/", "dav" }, { "/SOGo/dav/a/", "dav" }, { "/.well-known/caldav", "dav" },
		{ "/davx", NULL }, { "/mobileconfig", NULL }, { "/", NULL },
		{ "/api/v1/get/domain/all", NULL }, { "/api/v2/session", NULL }, { "/api/v2/oauth/grants", NULL },
		{ "/oauth/userinfo", "openid profile" }, { "/oauth/profile", "openid profile" },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		const char *scopes = auth_scopes(paths[i].path);

		assert_int_equal(paths[i].scopes == NULL, scopes == NULL);
		if (scopes != NULL)
			assert_string_equal(paths[i].scopes, scopes);
	}
	assert_string_equal("abc", auth_bearer(arena, "Bearer abc"));
	assert_string_equal("abc", auth_bearer(arena, "bearer  abc "));
	assert_null(auth_bearer(arena, "Basic abc"));
	assert_null(auth_bearer(arena, "Bearer"));
	assert_null(auth_bearer(arena, NULL));
	arena_close(arena);
}

static void
test_same_origin(void **state)
{
	static const struct {
		const char	*site, *origin, *authority;
		bool		 want;
	} cases[] = {
		{ "same-origin", NULL, "h:8443", true },
		{ "same-origin", "https://evil.example", "h:8443", true },
		{ "same-site", NULL, "h:8443", false },
		{ "cross-site", "https://h:8443", "h:8443", false },
		{ "none", NULL, "h:8443", false },
		{ NULL, "https://h:8443", "h:8443", true },
		{ NULL, "HTTPS://H:8443", "h:8443", true },
		{ NULL, "https://h", "h:443", true },
		{ NULL, "https://h:443", "h", true },
		{ NULL, "http://h:8443", "h:8443", false },
		{ NULL, "https://h:8444", "h:8443", false },
		{ NULL, "https://h:8443.evil.example", "h:8443", false },
		{ NULL, "https://evil.example/h:8443", "h:8443", false },
		{ NULL, "null", "h:8443", false },
		{ NULL, "https://", "", false },
		{ NULL, "https://h", NULL, false },
		{ NULL, NULL, "h:8443", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct header site = { "sec-fetch-site", cases[i].site, NULL };
		struct header origin = { "origin", cases[i].origin, &site };
		struct request rq = { .headers = &origin, .authority = cases[i].authority };

		assert_int_equal(cases[i].want, auth_same_origin(&rq));
	}
}

static void
test_page(void **state)
{
	struct header cookie = { "cookie", "x=1", NULL };
	struct header dest = { "sec-fetch-dest", "document", NULL };
	struct header agent = { "user-agent", "curl", NULL };

	(void)state;
	assert_true(auth_from_page(&(struct request){ .headers = &cookie }));
	assert_true(auth_from_page(&(struct request){ .headers = &dest }));
	assert_false(auth_from_page(&(struct request){ .headers = &agent }));
}

static void
test_methods(void **state)
{
	static const char *const safe[] = { "GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT" };
	static const char *const unsafe[] = {
		"POST", "PUT", "DELETE", "PATCH", "MKCOL", "PROPPATCH", "MOVE", "LOCK", "get", ""
	};

	(void)state;
	for (size_t i = 0; i < COUNT(safe); i++)
		assert_true(auth_method_is_safe(safe[i]));
	for (size_t i = 0; i < COUNT(unsafe); i++)
		assert_false(auth_method_is_safe(unsafe[i]));
}

static void
test_protocol(void **state)
{
	(void)state;
	assert_string_equal("dav", auth_protocol("/dav/calendars/a/personal/"));
	assert_string_equal("dav", auth_protocol("/dav"));
	assert_string_equal("dav", auth_protocol("/SOGo/dav/alice/"));
	assert_string_equal("dav", auth_protocol("/.well-known/caldav"));
	assert_string_equal("jmap", auth_protocol("/davit"));
	assert_string_equal("jmap", auth_protocol("/jmap/api"));
	assert_null(auth_protocol("/api/v2/session"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_basic), cmocka_unit_test(test_bearer),
		cmocka_unit_test(test_same_origin),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_protocol),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
