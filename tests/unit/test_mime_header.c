/* Header fields, encoded words, parameters, Message-IDs, dates: what real and broken mail holds. */
#include "core/http.h"
#include "tests/unit/unit.h"
#include "webmail/mime_header.h"
#include "webmail/mime_word.h"

static const struct {
	const char	*raw, *want;
} texts[] = {
	{ " Hello", "Hello" },
	{ " Hello\r\n there", "Hello there" },
	{ " Hello\n\tthere ", "Hello\tthere" },
	{ " =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße" },
	{ " =?UTF-8?B?R3LDvMOfZQ==?=", "Grüße" },
	{ " =?UTF-8?B?R3LDvMOfZQ?=", "Grüße" },			/* padding is missing */
	{ " =?iso-8859-1*en?Q?caf=E9_au_lait?=", "café au lait" },	/* RFC 2231, section 5 */
	{ " =?utf-8?q?a?= =?utf-8?q?b?=", "ab" },			/* RFC 2047, section 6.2 */
	{ " =?utf-8?q?a?=\r\n =?utf-8?q?b?= c", "ab c" },
	{ " =?utf-8?q?a?= x =?utf-8?q?b?=", "a x b" },
	{ " =?utf-8?q?a_?= =?utf-8?q?b?=", "a b" },
	{ " =?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€" },		/* one character in two words */
	{ " =?utf-8?q?=E2=82?= =?UTF-8?b?rA==?=", "€" },
	{ " =?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本" },
	{ " =?gb2312?b?xOO6ww==?= =?utf-8?q?!?=", "你好!" },
	{ " =?x-none?q?abc?=", "=?x-none?q?abc?=" },		/* unknown: left as it is */
	{ " =?utf-8?x?abc?=", "=?utf-8?x?abc?=" },
	{ " =?utf-8?q?a b?=", "=?utf-8?q?a b?=" },		/* blanks end a word */
	{ " =?utf-8?q?abc", "=?utf-8?q?abc" },
	{ " x=?utf-8?q?abc?=y", "xabcy" },			/* within a word: wrong and common */
	{ " =?utf-8?q?a=0D=0AX-Evil:_1?=", "aX-Evil: 1" },	/* encoded controls go */
	{ " =?utf-8?q?a=00b?=", "ab" },
	{ " =?utf-8?q?=ZZ?=", "=ZZ" },
	{ " =?utf-8?b?!!!?=", "" },
	{ " raw \xc3\xbc", "raw ü" },				/* RFC 6532 */
	{ " raw \xfc", "raw ü" },				/* 8bit that says nothing */
	{ " u\xcc\x88 =?utf-8?q?o=CC?= =?utf-8?q?=88?=", "ü ö" },	/* NFC, RFC 8621 */
	{ "", "" },
	{ " =?=?=?utf-8?q?x?=", "=?=?x" },
};

static void
test_text(void **state)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_row(i, texts[i].want,
		    mime_header_text(*state, texts[i].raw, strlen(texts[i].raw)));
}

static void
test_encode_goes_back(void **state)
{
	static const char *const values[] = {
		"Grüße", "日本語のとても長い件名がここに入ります。折り返しが必要になるほど長いので、複数の語に分かれます。",
		"a", "=?utf-8?q?not?= a word", "Ünïcödé with a long tail of plain words that goes on and on and on, well past a line",
		"🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄🐄", "a=b?c_d é",
	};

	for (size_t i = 0; i < COUNT(values); i++)
		for (int phrase = 0; phrase < 2; phrase++) {
			char *got = mime_words_encode(*state, values[i], phrase);

			assert_row(i, values[i], mime_words_decode(*state, got, strlen(got)));
			for (char *w = strtok(got, " "); w != NULL; w = strtok(NULL, " "))
				assert_in_range(strlen(w), 1, 75);
		}
}

static void
test_fields(void **state)
{
	static const char block[] = "From someone Mon Jan  1 00:00:00 2024\n"
	    "Subject: one\r\nX-Long: a\r\n b\r\n\tc\r\nsubject : two\nEmpty:\r\n\r\nbody: no\r\n";
	struct mime_fields f = mime_header_read(*state, block, sizeof block - 1);
	size_t i = 0;

	assert_int_equal(4, f.count);
	assert_string_equal("body: no\r\n", block + f.size);
	assert_string_equal("two", mime_header_text(*state, mime_field_find(&f, "SUBJECT")->raw,
	    mime_field_find(&f, "SUBJECT")->len));
	assert_string_equal("Subject", mime_field_next(&f, "subject", &i)->name);
	assert_string_equal("subject", mime_field_next(&f, "subject", &i)->name);
	assert_null(mime_field_next(&f, "subject", &i));
	assert_string_equal(" a\r\n b\r\n\tc", mime_header_raw(*state, f.list[1].raw, f.list[1].len));
	assert_string_equal("a b\tc", mime_header_text(*state, f.list[1].raw, f.list[1].len));
	assert_int_equal(0, mime_field_find(&f, "empty")->len);
	assert_null(f.limit);

	f = mime_header_read(*state, "A: b\nno field\n\nx", 16);
	assert_int_equal(1, f.count);
	assert_int_equal(5, f.size);
	f = mime_header_read(*state, "", 0);
	assert_int_equal(0, f.count + f.size);
	f = mime_header_read(*state, "A: b", 4);
	assert_int_equal(1, f.count);
	assert_int_equal(4, f.size);
}

static void
test_field_limits(void **state)
{
	size_t len = 3 << 20;
	char *block = arena_alloc(*state, len + 64);
	struct mime_fields f;

	/* One huge field is cut; what is behind it is still found. */
	memcpy(block, "X: ", 3);
	memset(block + 3, 'a', 200000);
	strcpy(block + 200003, "\r\nSubject: s\r\n\r\nbody");
	f = mime_header_read(*state, block, strlen(block));
	assert_int_equal(2, f.count);
	assert_int_equal(MIME_FIELD_MAX, f.list[0].len);
	assert_non_null(f.limit);
	assert_string_equal("body", block + f.size);

	/* A million fields. */
	for (size_t i = 0; i < len; i += 3)
		memcpy(block + i, "a:\n", 3);
	strcpy(block + len, "\nbody");
	f = mime_header_read(*state, block, len + 5);
	assert_int_equal(MIME_FIELDS_MAX, f.count);
	assert_non_null(f.limit);
	assert_string_equal("body", block + f.size);
}

static const struct {
	const char	*raw, *value, *name, *want;
} params[] = {
	{ " text/plain; charset=utf-8", "text/plain", "charset", "utf-8" },
	{ " TEXT/Plain ; CharSet=\"UTF-8\"", "text/plain", "charset", "UTF-8" },
	{ " text/plain; charset=utf-8 (a comment; x=y)", "text/plain", "charset", "utf-8" },
	{ " text/plain (c); charset=x", "text/plain", "charset", "x" },
	{ " text / plain; charset=x", "text/plain", "charset", "x" },
	{ " text/plain", "text/plain", "charset", NULL },
	{ " text/plain; charset", "text/plain", "charset", NULL },
	{ " ; charset=x", "", "charset", "x" },
	{ "", "", "x", NULL },
	{ " attachment; filename=\"a \\\"b\\\" c.txt\"", "attachment", "filename", "a \"b\" c.txt" },
	{ " attachment; filename=my file.pdf", "attachment", "filename", "my file.pdf" },
	{ " attachment; filename=\"a;b.txt\"; size=3", "attachment", "filename", "a;b.txt" },
	{ " attachment; filename*=utf-8''%e2%82%ac%20rates.pdf", "attachment", "filename", "€ rates.pdf" },
	{ " attachment; filename*=iso-8859-1'en'%A3%20rates", "attachment", "filename", "£ rates" },
	{ " attachment; filename=EURO.pdf; filename*=utf-8''%e2%82%ac.pdf", "attachment", "filename", "€.pdf" },
	{ " attachment; filename*=utf-8''%e2%82%ac.pdf; filename=EURO.pdf", "attachment", "filename", "€.pdf" },
	{ " attachment; filename*0=\"long \"; filename*1=\"name\"; filename*2=.txt", "attachment", "filename", "long name.txt" },
	{ " attachment; filename*1=b; filename*0=a", "attachment", "filename", "ab" },
	{ " a; f*0*=utf-8''%c3; f*1*=%bc; f*2=\"%41\"", "a", "f", "ü%41" },	/* a split character */
	{ " a; f*0=a; f*2=c", "a", "f", "a" },				/* a gap ends it */
	{ " a; f*1=b; f=plain", "a", "f", "plain" },
	{ " a; f*=bad%", "a", "f", "bad%" },
	{ " a; f*=''x", "a", "f", "x" },
	{ " a; f*999999999999=x; f=y", "a", "f", "y" },
	{ " attachment; filename=\"=?utf-8?b?4oKsLnR4dA==?=\"", "attachment", "filename", "€.txt" },
	{ " attachment; filename=\"=?utf-8?q?a?=\r\n =?utf-8?q?b?=\"", "attachment", "filename", "ab" },
	{ " attachment; filename=\"\xfc.txt\"", "attachment", "filename", "ü.txt" },
	{ " attachment; filename*=utf-8''a%0d%0aX-Evil:%00%201.txt", "attachment", "filename", "aX-Evil: 1.txt" },
	{ " attachment; filename=\"never ends", "attachment", "filename", "never ends" },
	{ " attachment; filename=((((", "attachment", "filename", NULL },
	{ " multipart/mixed; boundary=\"=_a:b;c\"", "multipart/mixed", "boundary", "=_a:b;c" },
	{ " multipart/mixed; boundary=a=b", "multipart/mixed", "boundary", "a=b" },
};

static void
test_params(void **state)
{
	for (size_t i = 0; i < COUNT(params); i++) {
		struct mime_value v = mime_value_read(*state, params[i].raw, strlen(params[i].raw));
		const char *got = mime_param_find(v.params, params[i].name);

		assert_row(i, params[i].value, v.value);
		/* Comments without an end leave an empty value. */
		assert_row(i, params[i].want, got != NULL && *got == '\0' ? NULL : got);
	}
}

static void
test_params_from_imap(void **state)
{
	const char *names[] = { "CHARSET", "FILENAME*0*", "filename*1" };
	const char *values[] = { "utf-8", "utf-8''%c3%a9", "t.txt" };
	struct mime_param *p = mime_params_decode(*state, names, values, COUNT(names));

	assert_string_equal("utf-8", mime_param_find(p, "charset"));
	assert_string_equal("ét.txt", mime_param_find(p, "filename"));
}

static const struct {
	const char	*raw, *want;	/* joined by "|"; NULL: cannot be parsed */
	bool		 urls;
} ids[] = {
	{ " <a@b>", "a@b", false },
	{ " <a@b>\r\n <c@d>", "a@b|c@d", false },
	{ " <a@b><c@d>", "a@b|c@d", false },
	{ " <a@\r\n b>", "a@b", false },
	{ " (x <no@no>) <a@b>", "a@b", false },
	{ " Your message of Monday <a@b>", "a@b", false },	/* obsolete, and still met */
	{ " a@b", NULL, false },
	{ " <a@b", NULL, false },
	{ " <>", NULL, false },
	{ "", NULL, false },
	{ " <https://x/?a=1>, <mailto:l@x?subject=u>", "https://x/?a=1|mailto:l@x?subject=u", true },
	{ " <https://x> (help), <y>", "https://x|y", true },
	{ " https://x", NULL, true },
};

static void
test_ids(void **state)
{
	for (size_t i = 0; i < COUNT(ids); i++) {
		struct mime_ids got;
		char joined[200] = "";
		bool good = (ids[i].urls ? mime_header_urls : mime_header_ids)(*state, ids[i].raw,
		    strlen(ids[i].raw), &got);

		for (size_t k = 0; good && k < got.count; k++) {
			strcat(joined, k > 0 ? "|" : "");
			strcat(joined, got.list[k]);
		}
		assert_row(i, ids[i].want, good ? joined : NULL);
	}
}

static const struct {
	const char	*raw, *want;
} dates[] = {
	{ " Thu, 30 Oct 2014 14:12:00 +0800", "2014-10-30T14:12:00+08:00" },
	{ " Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00" },
	{ " 21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z" },		/* RFC 5322, A.6.2 */
	{ " Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00" },
	{ " Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-07-01T10:52:37+02:00" },
	{ " Tue, 1 Jul 2003 10:52 EST", "2003-07-01T10:52:00-05:00" },
	{ " 1 Jan 2020 00:00:00 Z", "2020-01-01T00:00:00Z" },
	{ " 1 Jan 2020 00:00:00 -0000", "2020-01-01T00:00:00Z" },
	{ " Thu Jan  1 00:00:00 1970", "1970-01-01T00:00:00Z" },	/* asctime */
	{ " 2020-02-29 10:00:00 +0100", "2020-02-29T10:00:00+01:00" },
	{ " 2020-02-29T10:00:00Z", "2020-02-29T10:00:00Z" },
	{ " 29 Feb 2021 10:00:00 +0000", NULL },
	{ " 31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59Z" },
	{ " 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59Z" },	/* a leap second */
	{ " 3 Mar 2024 11:30:00 PM +0000", "2024-03-03T23:30:00Z" },
	{ " 3 Mar 2024 25:30:00 +0000", NULL },
	{ " 32 Mar 2024 05:30:00 +0000", NULL },
	{ " 3 Mar 99999 05:30:00 +0000", NULL },
	{ " nonsense", NULL },
	{ "", NULL },
	{ " ((((((", NULL },
	{ " 21 Nov 97\r\n 09:55:06 GMT", "1997-11-21T09:55:06Z" },
	{ " 01-Jan-2020 05:06:07 +0000", "2020-01-01T05:06:07Z" },
	{ " Mon, 1 Jan 2024 00:00:00 +9999", "2024-01-01T00:00:00Z" },
};

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct mime_date d, again;
		char text[26], mail[32];

		if (!mime_header_date(dates[i].raw, strlen(dates[i].raw), &d)) {
			assert_row(i, dates[i].want, NULL);
			continue;
		}
		mime_date_rfc3339(&d, text);
		assert_row(i, dates[i].want, text);
		assert_true(mime_date_from_rfc3339(text, &again));
		assert_int_equal(d.time, again.time);
		mime_date_rfc5322(&d, mail);
		assert_true(mime_header_date(mail, strlen(mail), &again));
		assert_int_equal(d.time, again.time);
		assert_int_equal(d.offset, again.offset);
	}
}

static void
test_rfc3339(void **state)
{
	static const struct {
		const char	*s;
		bool		 good;
	} forms[] = {
		{ "2026-11-20T10:42:00Z", true }, { "2026-11-20T10:42:00.123Z", true },
		{ "2026-11-20T10:42:00+05:30", true }, { "2026-11-20T10:42:00", false },
		{ "2026-11-20 10:42:00Z", false }, { "2026-11-20T10:42:00.Z", false },
		{ "2026-13-20T10:42:00Z", false }, { "2026-11-20T10:42:00+0530", false },
		{ "2026-11-20T10:42:00Zx", false }, { "", false },
	};
	struct mime_date d;

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++)
		if (mime_date_from_rfc3339(forms[i].s, &d) != forms[i].good)
			fail_msg("row %zu: %s", i, forms[i].s);
}

/* Lines that make bad readers slow or crash. */
static void
test_hostile(void **state)
{
	static const char *const units[] = { "(", "=?", "=?utf-8?q?", "=?utf-8?q?a?= ", "\"", "\\",
		"<", "f*0*=", ";", "; a*=", "\r\n ", "%", ")", "=?a?b?" };
	size_t len = 1 << 20;
	int64_t start = unit_worked();

	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i]);
		char *raw = arena_alloc(*state, len + n);
		struct mime_ids found;
		struct mime_date date;

		for (size_t k = 0; k < len; k += n)
			memcpy(raw + k, units[i], n);
		mime_header_text(*state, raw, len);
		mime_value_read(*state, raw, len);
		mime_header_ids(*state, raw, len, &found);
		mime_header_urls(*state, raw, len, &found);
		mime_header_date(raw, len, &date);
		mime_words_decode(*state, raw, len);
	}
	/* Quadratic would be minutes. */
	assert_in_range(unit_worked() - start, 0, 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_text), unit_case(test_encode_goes_back), unit_case(test_fields),
		unit_case(test_field_limits), unit_case(test_params),
		unit_case(test_params_from_imap), unit_case(test_ids), unit_case(test_dates),
		unit_case(test_rfc3339), unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
