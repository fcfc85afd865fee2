/* Who asks behind proxies, by what X-Forwarded-For says. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include <h2o.h>

#include "httpd/forwarded.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*value, *want;	/* NULL: nobody knows */
} cases[] = {
	{ "203.0.113.5", "203.0.113.5" },
	{ "203.0.113.5, 10.0.0.1", "203.0.113.5" },
	{ "198.51.100.1,203.0.113.5 ,\t10.0.0.1, 127.0.0.1", "203.0.113.5" },
	{ "203.0.113.5:4711", "203.0.113.5" },
	{ "2001:db8::5", "2001:db8::5" },
	{ "[2001:db8::5]:80", "2001:db8::5" },
	{ "[2001:db8::5]", "2001:db8::5" },
	{ "203.0.113.5, 2001:db8:f::1", "203.0.113.5" },
	/* All of them are proxies: the first is it. */
	{ "10.0.0.9, 10.0.0.1", "10.0.0.9" },
	{ "", NULL }, { ",", NULL }, { "unknown", NULL }, { "203.0.113.5, unknown", NULL },
	{ "203.0.113.5,", NULL }, { "_hidden", NULL }, { "203.0.113.999", NULL }, { "[2001:db8::5", NULL },
	{ "203.0.113.5 203.0.113.6", NULL },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL },
};

static void
test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sockaddr_storage ss;
		char text[INET6_ADDRSTRLEN] = "";

		forwarded_read("127.0.0.1 10.0.0.0/8 2001:db8:f::/48", cases[i].value,
		    strlen(cases[i].value), &ss);
		if (ss.ss_family == AF_INET)
			inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)&ss)->sin_addr, text, sizeof text);
		else if (ss.ss_family == AF_INET6)
			inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)&ss)->sin6_addr, text, sizeof text);
		assert_row(i, cases[i].want, ss.ss_family == AF_UNSPEC ? NULL : text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_read) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
