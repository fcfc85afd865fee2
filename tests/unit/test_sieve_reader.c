/* What a ManageSieve server says, in any pieces. */
#include "core/buf.h"
#include "imapclient/sieve.h"
#include "imapclient/sieve_reader.h"
#include "tests/imap_source.h"
#include "tests/unit/unit.h"

/* Each line as "kind(code)text" or its tokens; "!" behind the last when it is no good any more. */
static const char *
shown(struct arena *arena, const char *raw, size_t piece)
{
	static const char *const kinds[] = { "", "OK", "NO", "BYE" };
	struct source source = { raw, strlen(raw), piece };
	struct sieve_reader r;
	struct sieve_line line;
	struct buf out = BUF_ON(arena);

	sieve_reader_open(&r, pull, &source);
	while (sieve_reader_next(&r, arena, &line)) {
		if (line.condition != SIEVE_NONE)
			buf_printf(&out, "%s(%s)%s;", kinds[line.condition], line.code, line.text);
		else
			for (size_t i = 0; i < line.count; i++)
				buf_printf(&out, "%c%s;", line.token[i].string ? '=' : '-',
				    line.token[i].data);
	}
	if (r.error != NULL)
		buf_putc(&out, '!');
	return buf_str(&out);
}

static const struct {
	const char	*raw, *want;
} cases[] = {
	{ "OK\r\n", "OK();" },
	{ "ok \"done\"\r\n", "OK()done;" },
	{ "\"a\\\"b\\\\\" ACTIVE\r\nOK (WARNINGS \"x\") {3+}\r\na\nb\r\n", "=a\"b\\;-ACTIVE;OK(WARNINGS)a\nb;" },
	{ "NO (QUOTA/MAXSIZE) \"big\"\r\nBYE (TRYLATER)\r\n", "NO(QUOTA/MAXSIZE)big;BYE(TRYLATER);" },
	{ "{4}\r\nOK\r\n\r\nOK\r\n", "=OK\r\n;OK();" },
	{ "\"OK\"\r\n", "=OK;" },
	{ "OK", "" },
	{ "\"a\r\n", "!" },
	{ "{99999999}\r\n", "!" },
	{ "{3\r\nabc\r\n", "!" },
	{ "{}\r\n", "!" },
	{ "OK (a\r\n", "!" },
	{ "OK )\r\n", "!" },
	{ "((((((\r\n", "!" },
	{ "\001\r\n", "!" },
};

static void
test_lines(void **state)
{
	static const size_t pieces[] = { 1, 2, 3, 1000 };
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t k = 0; k < COUNT(pieces); k++)
			assert_string_equal(cases[i].want, shown(arena, cases[i].raw, pieces[k]));
	arena_close(arena);
}

static void
test_names(void **state)
{
	static const struct {
		const char	*name;
		bool		 valid;
	} names[] = {
		{ "mine", true }, { "Ünïcode ☃ \"x\" \\", true }, { "", false }, { "a/b", false },
		{ ".hidden", false }, { "a\nb", false }, { "a\x7f", false }, { "\xff", false },
		{ "a\xc2\x85", false }, { "a\xe2\x80\xa8", false }, { "a\xe2\x80\xaa", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(names[i].valid, sieve_name_valid(names[i].name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
