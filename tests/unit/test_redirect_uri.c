/* Where a browser may be sent back to, scopes, and forms. */
#include "tests/unit/unit.h"

#include "core/form.h"
#include "core/pkce.h"
#include "core/redirect_uri.h"
#include "core/scope.h"

static void
test_sound(void **state)
{
	static const struct {
		const char	*uri;
		bool		 want;
	} cases[] = {
		{ "https://app.example/back", true }, { "https://app.example", true },
		{ "https://app.example:8443/back?x=1", true }, { "https://[2001:db8::1]:443/", true },
		{ "http://127.0.0.1/back", true }, { "http://127.0.0.1:80/", true }, { "http://[::1]/back", true },
		{ "http://localhost/back", true }, { "http://localhost:9/", true }, { "org.example.app:/back", true },
		{ "", false }, { "https://", false }, { "https:///back", false }, { "https://user@app.example/", false },
		{ "https://app.example#x", false }, { "https://app.example/#", false }, { "https://app.example\\@evil/", false },
		{ "https://app.example:99999999/", false }, { "https://app.example:/", false }, { "https://a b/", false },
		{ "https://app.example/\r\nSet-Cookie: a=b", false }, { "https://app.example/\xc3\xa4", false },
		{ "http://app.example/", false }, { "http://127.0.0.1.evil.example/", false },
		{ "http://localhost.evil.example/", false }, { "http://127.0.0.1@evil.example/", false },
		{ "javascript:alert(1)", false }, { "data:text/html,x", false }, { "app:/back", false }, { "//evil.example", false },
		{ "/back", false }, { "HTTPS://app.example/", false }, { "vbscript:x.y", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (redirect_uri_is_sound(cases[i].uri) != cases[i].want)
			fail_msg("%s", cases[i].uri);
}

static void
test_matches(void **state)
{
	static const struct {
		const char	*registered, *sent;
		bool		 want;
	} cases[] = {
		{ "https://app.example/back", "https://app.example/back", true },
		{ "https://app.example/back", "https://app.example/back/", false },
		{ "https://app.example/back", "https://app.example:8443/back", false },
		{ "https://app.example/back", "https://app.example/back?x", false },
		{ "http://127.0.0.1/back", "http://127.0.0.1:4321/back", true },
		{ "http://127.0.0.1:1/back", "http://127.0.0.1:65535/back", true },
		{ "http://[::1]/back", "http://[::1]:4321/back", true },
		{ "http://127.0.0.1/back", "http://127.0.0.1:4321/other", false },
		{ "http://127.0.0.1/back", "http://127.0.0.1:4321@evil.example/back", false },
		{ "http://127.0.0.1/back", "http://127.0.0.1:999999/back", false },
		{ "http://127.0.0.1/back", "http://127.0.0.1:/back", false },
		{ "http://127.0.0.1/back", "http://[::1]/back", false },
		{ "http://localhost/back", "http://localhost:4321/back", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (redirect_uri_matches(cases[i].registered, cases[i].sent) != cases[i].want)
			fail_msg("%s %s", cases[i].registered, cases[i].sent);
	assert_string_equal("https://a/?x=1&state=a%26b%20%3D",
	    redirect_uri_add(*state, "https://a/?x=1", "state", "a&b ="));
	assert_string_equal("https://a/", redirect_uri_add(*state, "https://a/", "state", NULL));
}

static void
test_scopes(void **state)
{
	assert_true(scope_has("openid mail", "mail"));
	assert_false(scope_has("openid mailbox", "mail"));
	assert_false(scope_has("", ""));
	assert_true(scope_within("mail  openid", SCOPES_ALL));
	assert_false(scope_within("mail admin", SCOPES_ALL));
	assert_string_equal("openid mail", scope_common(*state, "mail mail x openid", "openid mail dav"));
	assert_string_equal("", scope_common(*state, "x", "openid"));
}

static void
test_forms(void **state)
{
	static const char *const broken[] = { "a=1&a=2", "a=%zz", "a=%00", "a=%ff", "%41=1&A=2" };
	struct form form;

	(void)state;
	assert_int_equal(OK, form_read(&unit_cx, "a=1+2&b=%26&&c&d=", &form));
	assert_string_equal("1 2", form_get(&form, "a"));
	assert_string_equal("&", form_get(&form, "b"));
	assert_null(form_get(&form, "c"));
	assert_null(form_get(&form, "e"));
	assert_int_equal(OK, form_read(&unit_cx, NULL, &form));
	for (size_t i = 0; i < COUNT(broken); i++)
		assert_int_equal(ERR_INVALID, form_read(&unit_cx, broken[i], &form));
}

/* RFC 7636, appendix B. */
static void
test_pkce(void **state)
{
	static const char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
	static const char challenge[] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
	const char *made = pkce_challenge(*state, verifier);

	assert_string_equal(challenge, made);
	assert_true(pkce_is_sound(made));
	assert_true(pkce_fits(*state, verifier, challenge));
	assert_false(pkce_fits(*state, challenge, challenge));
	assert_false(pkce_fits(*state, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl", challenge));
	assert_false(pkce_fits(*state, "", challenge));
	assert_false(pkce_is_sound("short"));
	assert_false(pkce_is_sound("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=="));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_sound), unit_case(test_matches), unit_case(test_scopes), unit_case(test_forms),
		unit_case(test_pkce),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
