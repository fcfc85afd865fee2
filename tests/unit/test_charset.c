/* Any bytes to well-formed UTF-8. */
#include "core/http.h"
#include "tests/unit/unit.h"
#include "webmail/charset.h"

static const struct {
	const char	*charset, *in, *want;
	bool		 problem;
} cases[] = {
	{ "utf-8", "Gr\xc3\xbc\xc3\x9f" "e", "Grüße", false },
	{ "UTF8", "a\xff" "b", "a\xef\xbf\xbd" "b", true },
	{ "utf-8", "\xe2\x82", "\xef\xbf\xbd", true },			/* a cut character: one mark */
	{ "utf-8", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", true },	/* overlong */
	{ "utf-8", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", true },	/* surrogate */
	{ "iso-8859-1", "\xe9\x80", "é€", false },			/* means windows-1252 */
	{ "ISO-8859-15", "\xa4", "€", false },
	{ "iso-8859-2", "\xb1\xea", "ąę", false },
	{ "windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет", false },
	{ "koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет", false },
	{ "gb2312", "\xc4\xe3\xba\xc3", "你好", false },
	{ "GB18030", "\x81\x30\x81\x30", "\xc2\x80", false },
	{ "big5", "\xa7\x41\xa6\x6e", "你好", false },
	{ "shift_jis", "\x93\xfa\x96\x7b", "日本", false },
	{ "euc-jp", "\xc6\xfc\xcb\xdc", "日本", false },
	{ "iso-2022-jp", "\033$BF|K\\\033(B!", "日本!", false },
	{ "euc-kr", "\xc7\xd1", "한", false },
	{ "utf-7", "+AOk-", "é", false },
	{ "\"utf-8\"", "\xc3\xa9", "é", false },
	{ NULL, "\xc3\xa9", "é", false },		/* unlabelled: UTF-8 when it is */
	{ "", "caf\xe9", "café", false },		/* else windows-1252 */
	{ NULL, "\033$BF|K\\\033(B", "日本", false },
	{ "us-ascii", "caf\xe9", "café", true },
	{ "x-nobody-knows", "caf\xe9", "café", true },
	{ "utf-8//TRANSLIT", "a", "a", true },		/* no suffixes, no paths */
	{ "../../x", "a", "a", true },
	{ "shift_jis", "\x93", "\xef\xbf\xbd", true },	/* ends within a character */
	{ "utf-8", "", "", false },
};

static void
test_to_utf8(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool problem = false;
		size_t len;
		char *got = charset_to_utf8(*state, cases[i].charset, cases[i].in,
		    strlen(cases[i].in), &len, &problem);

		assert_row(i, cases[i].want, got);
		assert_int_equal(len, strlen(got));
		if (problem != cases[i].problem)
			fail_msg("row %zu: problem is %d", i, problem);
	}
}

static void
test_nul_goes(void **state)
{
	size_t len;

	assert_string_equal("ab", charset_to_utf8(*state, "utf-8", "a\0b", 3, &len, NULL));
	assert_int_equal(2, len);
	assert_string_equal("é", charset_to_utf8(*state, "utf-16be", "\0\xe9\0\0", 4, &len, NULL));
	assert_string_equal("aé", charset_to_utf8(*state, NULL, "a\0\xc3\xa9", 4, &len, NULL));
}

/* Every charset, every byte: no crash, well-formed, and it comes to an end. */
static void
test_any_bytes(void **state)
{
	static const char *const names[] = { "utf-8", "gb18030", "big5", "iso-2022-jp", "shift_jis",
		"euc-jp", "euc-kr", "iso-2022-kr", "utf-7", "utf-16", "utf-32", "koi8-u", "x" };
	unsigned char bytes[4096];
	unsigned seed = 7;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)((seed = seed * 1103515245 + 12345) >> 16);
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t len;
		char *got = charset_to_utf8(*state, names[i], bytes, sizeof bytes, &len, NULL);

		assert_true(utf8_valid(got, len));
	}
}

static void
test_cut(void **state)
{
	static const struct {
		const char	*s;
		size_t		 max, want;
	} cuts[] = {
		{ "abc", 5, 3 }, { "abc", 2, 2 }, { "aé", 2, 1 }, { "aé", 3, 3 }, { "日本", 5, 3 },
		{ "日本", 2, 0 }, { "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++)
		assert_int_equal(cuts[i].want, charset_cut(cuts[i].s, strlen(cuts[i].s), cuts[i].max));
	assert_int_equal(3, charset_prefix("aéb", 4, 2));
	assert_int_equal(4, charset_prefix("aéb", 4, 9));
	assert_int_equal(0, charset_prefix("aéb", 4, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_to_utf8), unit_case(test_nul_goes), unit_case(test_any_bytes),
		unit_case(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
