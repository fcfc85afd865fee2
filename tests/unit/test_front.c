/* Parts of the front that are pure: HPACK counted, frames of events, encodings, policies. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/arena.h"
#include "httpd/assets.h"
#include "httpd/csp.h"
#include "httpd/events.h"
#include "httpd/guard.h"

#define BLOCK(s)	(const uint8_t *)(s), sizeof(s) - 1

static void
test_fields_are_counted(void **state)
{
	static const struct {
		const uint8_t	*block;
		size_t		 len;
		int		 want;
	} cases[] = {
		{ BLOCK(""), 0 },
		{ BLOCK("\x82\x87\x84"), 3 },				/* indexed */
		{ BLOCK("\xff\x00"), 1 },				/* index 127 */
		{ BLOCK("\x41\x01" "a"), 1 },				/* indexed name, indexing */
		{ BLOCK("\x40\x01" "a" "\x02" "bc"), 1 },		/* new name */
		{ BLOCK("\x00\x01" "a" "\x02" "bc\x82"), 2 },		/* not indexed */
		{ BLOCK("\x10\x01" "a" "\x02" "bc"), 1 },		/* never indexed */
		{ BLOCK("\x0f\x02\x01" "a"), 1 },			/* name 17, not indexed */
		{ BLOCK("\x20\x82"), 2 },				/* table size, a field */
		{ BLOCK("\x3f\xe1\x1f\x82"), 2 },			/* table size 4096 */
		{ BLOCK("\x40\x05" "a"), -1 },				/* cut */
		{ BLOCK("\x41"), -1 },
		{ BLOCK("\xff"), -1 },
		{ BLOCK("\xff\x80\x80\x80\x80\x80\x01"), -1 },		/* longer than any index */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(cases[i].want, guard_count_fields(cases[i].block, cases[i].len));
}

static void
test_frames_hold_what_is_wanted(void **state)
{
	static const struct {
		const char	*types, *changed, *want;
	} cases[] = {
		{ "*", "Email=s1 Mailbox=s2",
		  "event: state\ndata: {\"@type\":\"StateChange\","
		  "\"changed\":{\"a7\":{\"Email\":\"s1\",\"Mailbox\":\"s2\"}}}\n\n" },
		{ "Mailbox,Thread", "Email=s1 Mailbox=s2",
		  "event: state\ndata: {\"@type\":\"StateChange\","
		  "\"changed\":{\"a7\":{\"Mailbox\":\"s2\"}}}\n\n" },
		{ "*", "Email=12 Mailbox=11",
		  "id: 12\nevent: state\ndata: {\"@type\":\"StateChange\","
		  "\"changed\":{\"a7\":{\"Email\":\"12\",\"Mailbox\":\"11\"}}}\n\n" },
		{ "Mailbox", "Email=12 Mailbox=11",
		  "id: 11\nevent: state\ndata: {\"@type\":\"StateChange\","
		  "\"changed\":{\"a7\":{\"Mailbox\":\"11\"}}}\n\n" },
		{ "*", "12:Email=9 Email=3 12:Mailbox=10 13:Email=1", "id: 3\nevent: state\ndata: "
		  "{\"@type\":\"StateChange\",\"changed\":{\"a7\":{\"Email\":\"3\"},"
		  "\"a12\":{\"Email\":\"9\",\"Mailbox\":\"10\"},\"a13\":{\"Email\":\"1\"}}}\n\n" },
		{ "Mailbox", "12:Email=9 Email=3 12:Mailbox=10", "event: state\ndata: "
		  "{\"@type\":\"StateChange\",\"changed\":{\"a12\":{\"Mailbox\":\"10\"}}}\n\n" },
		{ "*", "12:=9 12:Email", NULL },
		{ "Mail", "Mailbox=s2", NULL },
		{ "", "Mailbox=s2", NULL },
		{ "*", "", NULL },
		{ "*", "nonsense", NULL },
		{ "*", "Email=\"},{", NULL },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = events_frame(arena, 7, cases[i].types, cases[i].changed);

		if (cases[i].want == NULL)
			assert_null(got);
		else
			assert_string_equal(cases[i].want, got);
	}
	arena_close(arena);
}

static void
test_encodings(void **state)
{
	static const struct {
		const char	*accept;
		int		 want;
	} cases[] = {
		{ "", 0 },
		{ "gzip", ENCODING_GZIP },
		{ "gzip, deflate, br", ENCODING_GZIP | ENCODING_BROTLI },
		{ "br;q=1.0,gzip;q=0", ENCODING_BROTLI },
		{ "br; q=0.000 , GZIP", ENCODING_GZIP },
		{ "gzip;q=0.5", ENCODING_GZIP },
		{ "*", ENCODING_GZIP | ENCODING_BROTLI },
		{ "*, br;q=0", ENCODING_GZIP },
		{ "identity", 0 },
		{ "brotli", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(cases[i].want,
		    assets_encodings(cases[i].accept, strlen(cases[i].accept)));
}

static const char *
policy(enum csp_kind kind, h2o_mem_pool_t *pool)
{
	h2o_header_t list[CSP_MAX];
	size_t n = csp_headers(kind, pool, h2o_iovec_init("mail.example:8443", 17), list);
	const char *found = NULL;

	assert_true(n <= CSP_MAX);
	for (size_t i = 0; i < n; i++)
		if (h2o_memis(list[i].name->base, list[i].name->len, "content-security-policy", 23)) {
			assert_null(found);
			found = h2o_strdup(pool, list[i].value.base, list[i].value.len).base;
		}
	return found;
}

static void
test_policies(void **state)
{
	h2o_mem_pool_t pool;

	(void)state;
	h2o_mem_init_pool(&pool);
	assert_non_null(strstr(policy(CSP_APP, &pool), "require-trusted-types-for 'script'"));
	assert_null(strstr(policy(CSP_APP, &pool), "unsafe"));
	assert_non_null(strstr(policy(CSP_MESSAGE, &pool), "https://mail.example:8443/img;"));
	assert_null(strstr(policy(CSP_MESSAGE, &pool), "script-src"));
	assert_null(strstr(policy(CSP_MESSAGE, &pool), "allow-scripts"));
	assert_null(strstr(policy(CSP_EDITOR, &pool), "sandbox"));
	assert_non_null(strstr(policy(CSP_API, &pool), "sandbox"));
	assert_null(policy(CSP_FILE, &pool));
	h2o_mem_clear_pool(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_are_counted),
		cmocka_unit_test(test_frames_hold_what_is_wanted),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_policies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
