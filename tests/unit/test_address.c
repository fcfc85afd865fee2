/*
 * Addresses and domain names as people type them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/address.h"

#define LABEL63	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* A NULL want is a refusal. */
struct example {
	const char	*text, *want;
};

static void
check(enum status (*parse)(struct ctx *, const char *, const char **),
    const struct example *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *out = NULL;
		struct ctx cx;
		enum status st;

		ctx_open(&cx, NULL);
		st = parse(&cx, cases[i].text, &out);
		if (cases[i].want != NULL) {
			assert_int_equal(OK, st);
			assert_string_equal(cases[i].want, out);
		} else {
			assert_int_equal(ERR_INVALID, st);
			assert_non_null(cx.fault_text);
		}
		ctx_close(&cx);
	}
}

static void
test_domain(void **state)
{
	static const struct example cases[] = {
		{ "example.org", "example.org" },
		{ "Example.ORG", "example.org" },
		{ "example.org.", "example.org" },
		{ "B\xc3\xbc" "cher.example", "xn--bcher-kva.example" },
		{ "xn--bcher-kva.example", "xn--bcher-kva.example" },
		{ "a-b.c1.example", "a-b.c1.example" },
		{ LABEL63 ".example", LABEL63 ".example" },
		{ LABEL63 "a.example", NULL },
		{ "localhost", NULL },
		{ "192.0.2.1", NULL },
		{ "-a.example", NULL },
		{ "a-.example", NULL },
		{ "a..example", NULL },
		{ ".example", NULL },
		{ "a_b.example", NULL },
		{ "a b.example", NULL },
		{ "a@b.example", NULL },
		{ "[192.0.2.1]", NULL },
		{ "\xff.example", NULL },
		{ "", NULL },
		{ ".", NULL },
	};

	(void)state;
	check(domain_parse, cases, COUNT(cases));
}

static void
test_address(void **state)
{
	static const struct example cases[] = {
		{ "Alice@Example.ORG", "alice@example.org" },
		{ "alice+news@example.org", "alice+news@example.org" },
		{ "o'brien@example.org", "o'brien@example.org" },
		{ "a.b@B\xc3\xbc" "cher.example", "a.b@xn--bcher-kva.example" },
		{ "alice", NULL },
		{ "@example.org", NULL },
		{ "alice@", NULL },
		{ "a..b@example.org", NULL },
		{ ".a@example.org", NULL },
		{ "a.@example.org", NULL },
		{ "a b@example.org", NULL },
		{ "a@b@example.org", NULL },
		{ "a,b@example.org", NULL },
		{ "a\n@example.org", NULL },
		{ "\"a b\"@example.org", NULL },
		{ "\xc3\xbc@example.org", NULL },
		{ LABEL63 "a@example.org", LABEL63 "a@example.org" },
		{ LABEL63 "ab@example.org", NULL },
	};

	(void)state;
	check(address_parse, cases, COUNT(cases));
}

static void
test_catchall(void **state)
{
	static const struct example cases[] = {
		{ "@Example.org", "@example.org" },
		{ "info@example.org", "info@example.org" },
		{ "@", NULL },
	};

	(void)state;
	check(address_parse_catchall, cases, COUNT(cases));
}

static void
test_mailbox(void **state)
{
	static const struct example cases[] = {
		{ "a.b-c_d1@example.org", "a.b-c_d1@example.org" },
		{ "alice+news@example.org", NULL },
		{ "o'brien@example.org", NULL },
		{ "a/b@example.org", NULL },
	};

	(void)state;
	check(address_parse_mailbox, cases, COUNT(cases));
}

static void
test_display(void **state)
{
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	assert_string_equal("b\xc3\xbc" "cher.example",
	    domain_display(&cx, "xn--bcher-kva.example"));
	assert_string_equal("example.org", domain_display(&cx, "example.org"));
	assert_string_equal("example.org", address_domain("alice@example.org"));
	assert_string_equal("", address_domain("alice"));
	ctx_close(&cx);
}

static void
test_network(void **state)
{
	static const char *const good[] = { "192.0.2.1", "192.0.2.7/24", "0.0.0.0/0", "::1", "2001:db8::/32",
		"::ffff:192.0.2.1/128" };
	static const char *const bad[] = { "", "/", "192.0.2", "192.0.2.1/", "192.0.2.1/33", "192.0.2.1/024x",
		"192.0.2.1/99999999999999999999", "192.0.2.1/-1", "::1/129", "host", "192.0.2.1 ", "300.1.1.1",
		"1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111" };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		if (!network_valid(good[i]))
			fail_msg("%s is one", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (network_valid(bad[i]))
			fail_msg("%s is none", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_domain),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_catchall),
		cmocka_unit_test(test_mailbox),
		cmocka_unit_test(test_display),
		cmocka_unit_test(test_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
