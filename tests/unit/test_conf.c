/* hayloft.conf: defaults, what is refused and in which words, and who wins. */
#include <unistd.h>

#include "core/conf.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*text, *error;	/* NULL: accepted */
} cases[] = {
	{ "", NULL }, { "# a comment\n\n", NULL }, { "host = mail.example.org", NULL },
	{ "  host=mail.example.org  \r\n", NULL }, { "offline = ON", NULL }, { "port.base = 0", NULL },
	{ "host = a\nnothing = 1", "t:2: unknown key \"nothing\"" },
	{ "host", "t:1: no \"=\"" },
	{ "offline = yes", "t:1: offline takes on or off, not \"yes\"" },
	{ "port.base = 51001", "t:1: port.base takes a number from 0 to 51000, not \"51001\"" },
	{ "port.base = -1", "t:1: port.base takes a number from 0 to 51000, not \"-1\"" },
	{ "port.base = 8k", "t:1: port.base takes a number from 0 to 51000, not \"8k\"" },
	{ "port.base =", "t:1: port.base takes a number from 0 to 51000, not \"\"" },
	{ "port.base = 99999999999999999999", "t:1: port.base takes a number from 0 to 51000, not \"99999999999999999999\"" },
	{ "= x", "t:1: unknown key \"\"" },
};

static void
test_parse(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct conf conf = { .arena = *state };
		char error[200] = "";
		enum status st = conf_parse(&conf, "t", cases[i].text, error, sizeof error);

		assert_row(i, cases[i].error, st == OK ? NULL : error);
	}
}

static char *
write_file(const char *text)
{
	static char path[] = "/tmp/hayloft-conf-XXXXXX";
	int fd;

	strcpy(path + sizeof path - 7, "XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(strlen(text), write(fd, text, strlen(text)));
	close(fd);
	return path;
}

static void
test_load(void **state)
{
	struct conf conf;
	char *path = write_file("host = mail.example.org\nport.base = 20000\nbind = 127.0.0.2\nstate = here\n");

	unsetenv("HAYLOFT_STATE");
	unsetenv("HAYLOFT_BIND");
	setenv("HAYLOFT_PORT_BASE", "30000", 1);
	assert_int_equal(OK, conf_load(&conf, path));
	assert_string_equal("mail.example.org", conf.host);
	assert_string_equal("127.0.0.2", conf.bind);
	/* The environment wins. */
	assert_int_equal(30443, conf_port(&conf, 443));
	/* A default that nobody changed; a state folder made absolute. */
	assert_int_equal(200, conf.max_connections_per_address);
	assert_int_equal('/', conf.state[0]);
	assert_string_equal("/here", conf.state + strlen(conf.state) - 5);
	assert_string_equal(arena_printf(*state, "%s/run", conf.state),
	    conf_state_path(&conf, *state, "run"));
	conf_close(&conf);
	setenv("HAYLOFT_PORT_BASE", "many", 1);
	assert_int_equal(ERR_INVALID, conf_load(&conf, path));
	conf_close(&conf);
	unsetenv("HAYLOFT_PORT_BASE");
	unlink(path);
	assert_int_equal(ERR_NOT_FOUND, conf_load(&conf, path));
	conf_close(&conf);
}

/* What --help shows can be read back: each default is one that the key takes. */
static void
test_describe(void **state)
{
	struct conf conf = { .arena = *state };
	char *text, error[200] = "";
	size_t size;
	FILE *f = open_memstream(&text, &size);

	conf_describe(f);
	fclose(f);
	for (char *s = text; (s = strstr(s, "\n#")) != NULL; s++)
		if (s[2] != ' ')
			s[1] = ' ';
	if (conf_parse(&conf, "described", text, error, sizeof error) != OK)
		fail_msg("%s", error);
	assert_string_equal("localhost", conf.host);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_parse), unit_case(test_load), unit_case(test_describe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
