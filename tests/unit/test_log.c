/* A line is one line, whatever is in it. */
#include <fcntl.h>
#include <unistd.h>

#include "core/http.h"
#include "core/log.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*value, *want;
} quotes[] = {
	{ "plain", "plain" }, { "", "\"\"" }, { "two words", "\"two words\"" }, { "a=b", "\"a=b\"" },
	{ "a\"b\\c", "\"a\\\"b\\\\c\"" }, { "a\nb", "\"a\\nb\"" }, { "a\rb\x1b[31m\x7f", "\"a\\x0db\\x1b[31m\\x7f\"" },
	{ "tab\t", "\"tab\\x09\"" }, { "ümlaut", "ümlaut" },
};

static void
test_quote(void **state)
{
	char out[100];

	(void)state;
	for (size_t i = 0; i < COUNT(quotes); i++) {
		size_t n = log_quote(out, sizeof out, quotes[i].value);

		assert_row(i, quotes[i].want, out);
		assert_int_equal(strlen(out), n);
	}
}

static void
test_quote_cut(void **state)
{
	char value[300], out[64];

	(void)state;
	memset(value, '"', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	for (size_t size = 0; size <= sizeof out; size++) {
		memset(out, 'X', sizeof out);
		assert_in_range(log_quote(out, size, value), 0, size);
		if (size < sizeof out)
			assert_int_equal('X', out[size]);
		if (size > 10)
			assert_string_equal("…\"", out + strlen(out) - 4);
	}
}

/* What one call writes to standard error. */
static char *
captured(struct arena *arena, void (*say)(void))
{
	char *out = arena_alloc(arena, 8192);
	int pipes[2], saved = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(0, pipe(pipes));
	fcntl(pipes[0], F_SETFL, O_NONBLOCK);
	dup2(pipes[1], STDERR_FILENO);
	say();
	dup2(saved, STDERR_FILENO);
	n = read(pipes[0], out, 8191);
	out[n > 0 ? n : 0] = '\0';
	close(pipes[0]);
	close(pipes[1]);
	close(saved);
	return out;
}

static char big[10000];

static void say_event(void) { log_event(LOG_WARN_, "crash", "pid", "%d", 7, "route", "%s", "a b",
	"size", "%zu", (size_t)9, "who", "%s", NULL, NULL); }
static void say_words(void) { log_warn("evil", "%s", "a\nfake line event=x"); }
static void say_debug(void) { log_debug("quiet", "nothing"); }
static void say_much(void) { log_event(LOG_ERROR_, "big", "a", "%s", big, "b", "%s", big, NULL); }

static void
test_lines(void **state)
{
	char *line;

	log_open("worker pool=mail", LOG_INFO_);
	line = captured(*state, say_event);
	assert_string_equal("Z warn worker pool=mail event=crash pid=7 route=\"a b\" size=9 who=-\n",
	    strchr(line, 'Z'));
	line = captured(*state, say_words);
	assert_string_equal("event=evil msg=\"a\\nfake line event=x\"\n", strstr(line, "event="));
	assert_string_equal("", captured(*state, say_debug));
	memset(big, 'y', sizeof big - 1);
	line = captured(*state, say_much);
	assert_ptr_equal(line + strlen(line) - 1, strchr(line, '\n'));
	assert_in_range(strlen(line), 1000, 4096);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_quote), unit_case(test_quote_cut), unit_case(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
