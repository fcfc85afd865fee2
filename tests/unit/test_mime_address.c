/* Address lists, right and wrong. */
#include "core/buf.h"
#include "tests/unit/unit.h"
#include "webmail/mime_address.h"

/* "name<email>" joined by "|"; a group as "name{…}" */
static const char *
shown(struct arena *arena, const char *raw)
{
	struct mime_groups g = mime_header_groups(arena, raw, strlen(raw));
	struct buf out = BUF_ON(arena);

	for (size_t i = 0; i < g.count; i++) {
		if (out.len > 0)
			buf_putc(&out, '|');
		if (g.list[i].name != NULL)
			buf_printf(&out, "%s{", g.list[i].name);
		for (size_t k = 0; k < g.list[i].addresses.count; k++) {
			const struct mime_address *a = &g.list[i].addresses.list[k];

			buf_printf(&out, "%s%s<%s>", k > 0 ? "|" : "", a->name != NULL ? a->name : "",
			    a->email);
		}
		if (g.list[i].name != NULL)
			buf_putc(&out, '}');
	}
	return buf_str(&out);
}

static const struct {
	const char	*raw, *want;
} cases[] = {
	{ " alice@example.org", "<alice@example.org>" },
	{ " Alice <alice@example.org>", "Alice<alice@example.org>" },
	{ " \"Smith, Alice\" <a@x>, bob@x", "Smith, Alice<a@x>|<bob@x>" },
	{ " \"A \\\"B\\\" \\\\C\" <a@x>", "A \"B\" \\C<a@x>" },
	{ " alice@x (Alice Smith)", "Alice Smith<alice@x>" },
	{ " alice@x (Alice (work) Smith)", "Alice (work) Smith<alice@x>" },
	{ " Alice (a comment) <a@x>", "Alice<a@x>" },
	{ " a@x (\\) paren)", ") paren<a@x>" },
	{ " =?utf-8?q?J=C3=BCrgen?= <j@x>", "Jürgen<j@x>" },
	{ " =?utf-8?q?J=C3=BC?=\r\n =?utf-8?q?rgen?= Maier <j@x>", "Jürgen Maier<j@x>" },
	{ " \"=?utf-8?q?J=C3=BCrgen?=\" <j@x>", "Jürgen<j@x>" },
	{ " =?utf-8?q?Doe,_John?= <j@x>, b@x", "Doe, John<j@x>|<b@x>" },
	{ " J\xc3\xbcrgen <j\xc3\xbc@b\xc3\xbc" "cher.example>", "Jürgen<jü@bücher.example>" },
	{ " J\xfcrgen <j@x>", "Jürgen<j@x>" },
	{ " A Group:Ed Jones <joe@where.test>,joe@x,John <jdoe@one.test>;",
	  "A Group{Ed Jones<joe@where.test>|<joe@x>|John<jdoe@one.test>}" },
	{ " undisclosed-recipients:;", "undisclosed-recipients{}" },
	{ " a@x, G: b@x; , c@x", "<a@x>|G{<b@x>}|<c@x>" },
	{ " G: b@x, H: c@x;", "G{<b@x>|H<c@x>}" },	/* groups do not nest */
	{ " \"quoted local\"@x", "<\"quoted local\"@x>" },
	{ " a . b @ x . y", "<a.b@x.y>" },		/* obsolete blanks, RFC 5322 section 4.4 */
	{ " <@one,@two:a@x>", "<a@x>" },		/* an obsolete route */
	{ " Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
	  "Pete<pete@silly.test>" },
	{ " a@x; b@x", "<a@x>|<b@x>" },			/* semicolons between, as Outlook writes */
	{ " Alice alice@x", "Alice<alice@x>" },
	{ " Alice <a@x> <b@x>", "Alice<a@x>|<b@x>" },
	{ " Alice <a@x", "Alice<a@x>" },
	{ " \"Alice <a@x>", "Alice<a@x>" },
	{ " Alice (work <a@x>", "Alice (work<a@x>" },
	{ " ,,, a@x ,,", "<a@x>" },
	{ " Nobody", "<Nobody>" },
	{ " Two Words", "<Two Words>" },
	{ " <>", "" },
	{ " Empty <>", "Empty<>" },
	{ "", "" },
	{ " mailto:a@x", "mailto{<a@x>}" },
	{ " a@[127.0.0.1]", "<a@[127.0.0.1]>" },
	{ " alice@bank.example <evil@x>", "alice@bank.example<evil@x>" },
};

static void
test_lists(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_row(i, cases[i].want, shown(*state, cases[i].raw));
}

static void
test_flat(void **state)
{
	static const char raw[] = " a@x, G: b@x; , c@x";
	struct mime_addresses a = mime_header_addresses(*state, raw, sizeof raw - 1);

	assert_int_equal(3, a.count);
	assert_string_equal("b@x", a.list[1].email);
	assert_null(a.list[1].name);
}

static void
test_valid(void **state)
{
	static const struct {
		const char	*email;
		bool		 want;
	} emails[] = {
		{ "alice@example.org", true }, { "a.b+c@x", true }, { "\"a b\"@x", true },
		{ "jü@bücher.example", true }, { "a@[127.0.0.1]", true }, { "a@[IPv6:::1]", true },
		{ "alice", false }, { "@x", false }, { "a@", false }, { "a@-x", false },
		{ "a@x-", false }, { "a@x..y", false }, { ".a@x", false }, { "a.@x", false },
		{ "a..b@x", false }, { "a b@x", false }, { "a@x\r\nRCPT TO:<b@x>", false },
		{ "\"a\r\n\"@x", false }, { "a@x>", false }, { "\"a\"b\"@x", false }, { "a@x ", false },
		{ "a\xff@x", false }, { "", false }, { "a@[", false }, { "a,b@x", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(emails); i++)
		if (mime_email_valid(emails[i].email) != emails[i].want)
			fail_msg("row %zu: %s", i, emails[i].email);
}

/* libetpan dies of 106,000 parentheses; whatever comes, we answer at once. */
static void
test_hostile(void **state)
{
	static const char *const units[] = { "(", ")", "<", ">", "\"", "\\", ",", ";", ":", "a:",
		"<,", "(\"", "=?", "=?u?q?,?=", "a@b,", "<a@b>", "(a)", "@", "<@a:", " " };
	size_t len = 1 << 20;
	int64_t start = unit_worked();

	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i]);
		char *raw = arena_alloc(*state, len + n);

		for (size_t k = 0; k < len; k += n)
			memcpy(raw + k, units[i], n);
		assert_in_range(mime_header_addresses(*state, raw, len).count, 0, MIME_ADDRESSES_MAX);
	}
	assert_in_range(unit_worked() - start, 0, 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_lists), unit_case(test_flat), unit_case(test_valid),
		unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
