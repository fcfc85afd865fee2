/* Which addresses are kept out. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "httpd/bans.h"
#include "tests/unit/unit.h"

#define NOW	1000

static const char table[] =
	"ban 192.0.2.7/32 2000\nban 198.51.100.0/24 0\nban 203.0.113.5 900\nallow 198.51.100.64/28\n"
	"ban 2001:db8:1::/64 2000\nban 2001:db8:2::9 0\nallow 2001:db8:1::5\n"
	"ban 192.0.2.8/33 0\nban nonsense 0\nban\nallow\n\nshout 192.0.2.9 0\nban 192.0.2.10\n"
	"ban 192.0.2.7/32 1500\nallow 192.0.2.20\nban 192.0.2.20 0\n";

static const struct {
	const char	*address;
	bool		 hit;
} cases[] = {
	{ "192.0.2.7", true }, { "192.0.2.6", false }, { "198.51.100.1", true },
	{ "198.51.100.70", false }, { "198.51.100.80", true }, { "203.0.113.5", false },
	{ "2001:db8:1::1", true }, { "2001:db8:1::5", false }, { "2001:db8:1:1::1", false },
	{ "2001:db8:2::9", true }, { "2001:db8:2::8", false }, { "192.0.2.8", false },
	{ "192.0.2.9", false }, { "192.0.2.10", false }, { "192.0.2.20", false },
	{ "::ffff:192.0.2.7", true }, { "::ffff:192.0.2.6", false }, { "::1", false },
};

static bool
hit(const struct bans *b, const char *address, int64_t now)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };

	if (inet_pton(AF_INET, address, &four.sin_addr) == 1)
		return bans_hit(b, (struct sockaddr *)&four, now);
	assert_int_equal(1, inet_pton(AF_INET6, address, &six.sin6_addr));
	return bans_hit(b, (struct sockaddr *)&six, now);
}

static void
test_table(void **state)
{
	struct bans *b = bans_open();
	char *text = strdup(table);

	(void)state;
	assert_false(hit(b, "192.0.2.7", NOW));
	bans_read(b, text);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (hit(b, cases[i].address, NOW) != cases[i].hit)
			fail_msg("%s", cases[i].address);
	assert_true(hit(b, "192.0.2.7", 1999));
	assert_false(hit(b, "192.0.2.7", 2000));
	free(text);
	bans_close(b);
}

/* More than there is room for: what fits is found, nothing else. */
static void
test_many(void **state)
{
	struct bans *b = bans_open();
	char line[64];

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(line, sizeof line, "ban 10.%u.%u.%u 0", i >> 16, i >> 8 & 255, i & 255);
		bans_read(b, line);
	}
	assert_int_equal(8192, bans_count(b));
	assert_true(hit(b, "10.0.0.1", NOW));
	assert_true(hit(b, "10.0.31.255", NOW));
	assert_false(hit(b, "10.0.32.0", NOW));
	assert_false(hit(b, "11.0.0.1", NOW));
	bans_close(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table), cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
