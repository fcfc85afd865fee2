/* What is said with an access token (RFC 7628, XOAUTH2), and what a server's error means. */
#include "tests/unit/unit.h"

#include "core/hash.h"
#include "imapclient/bearer.h"

static void
test_said(void **state)
{
	static const struct {
		bool		 oauthbearer;
		const char	*user, *want;
	} cases[] = {
		/* RFC 7628, section 4.1 */
		{ true, "user@example.com", "n,a=user@example.com,\001host=server.example.com\001port=143\001"
		    "auth=Bearer vF9dft4qmT\001\001" },
		{ true, "a,b=c", "n,a=a=2Cb=3Dc,\001host=server.example.com\001port=143\001"
		    "auth=Bearer vF9dft4qmT\001\001" },
		{ false, "someuser@example.com", "user=someuser@example.com\001auth=Bearer vF9dft4qmT\001\001" },
		{ false, "a,b=c", "user=a,b=c\001auth=Bearer vF9dft4qmT\001\001" },
	};
	struct ctx *cx = &unit_cx;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bearer b = bearer_make(cx->arena, cases[i].oauthbearer, cases[i].user, "vF9dft4qmT",
		    "server.example.com", 143);
		size_t len;
		const char *said = base64_decode(cx->arena, b.first, strlen(b.first), &len);

		assert_non_null(said);
		assert_int_equal(len, strlen(cases[i].want));
		assert_memory_equal(said, cases[i].want, len);
		assert_string_equal(b.mechanism, cases[i].oauthbearer ? "OAUTHBEARER" : "XOAUTH2");
		assert_string_equal(b.yes, cases[i].oauthbearer ? "AQ==" : "");
	}
}

static void
test_status(void **state)
{
	static const struct {
		const char	*told, *want;
	} cases[] = {
		{ "{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}", "invalid_token" },
		{ "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}", "400" },
		{ "{\"status\":\"insufficient_scope\"}", "insufficient_scope" },
		/* A server elsewhere may say what it was told. */
		{ "{\"status\":\"vF9dft4qmT\"}", "refused" }, { "{\"status\":\"4000\"}", "refused" },
		{ "{\"status\":\"40a\"}", "refused" }, { "{\"status\":401}", "refused" }, { "{}", "refused" },
		{ "[]", "refused" }, { "\"401\"", "refused" }, { "no JSON", "refused" }, { "", "refused" },
	};
	struct ctx *cx = &unit_cx;
	char *long_one = arena_alloc(cx->arena, 100000);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(bearer_status(cx, base64_encode(cx->arena, cases[i].told,
		    strlen(cases[i].told))), cases[i].want);
	assert_string_equal(bearer_status(cx, "no base64 !"), "refused");
	memset(long_one, 'A', 99999);
	long_one[99999] = '\0';
	assert_string_equal(bearer_status(cx, long_one), "refused");
	/* It was no fault of the work's. */
	assert_int_equal(cx->fault, OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_said), unit_case(test_status) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
