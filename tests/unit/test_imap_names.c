/*
 * Mailbox names on the wire and sets of UIDs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "imapclient/names.h"
#include "imapclient/private.h"
#include "imapclient/uids.h"

static const struct {
	const char	*utf8, *wire;
} names[] = {
	{ "INBOX", "INBOX" },
	{ "A&B", "A&-B" },
	{ "Entwürfe", "Entw&APw-rfe" },
	{ "~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-" },
	{ "€", "&IKw-" },
	{ "Mail 😀", "Mail &2D3eAA-" },
	{ "ÄÖÜ", "&AMQA1gDc-" },
	{ "Ä&Ö", "&AMQ-&-&ANY-" },
};

static void
test_names(void **state)
{
	struct arena *arena = *state;

	for (size_t i = 0; i < COUNT(names); i++) {
		char *wire;
		bool exact;

		assert_int_equal(OK, imap_name_encode(arena, names[i].utf8, &wire));
		assert_string_equal(names[i].wire, wire);
		assert_string_equal(names[i].utf8,
		    imap_name_decode(arena, names[i].wire, strlen(names[i].wire), &exact));
		assert_true(exact);
	}
}

static void
test_names_refused(void **state)
{
	static const char *const bad[] = {
		"", "a\nb", "a\rb", "\x7f", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "a\x1b" "b",
		"\xf4\x90\x80\x80", "\xc2\x85",
	};
	char *wire;

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(ERR_INVALID, imap_name_encode(*state, bad[i], &wire));
}

/* What no server should send does no harm and is told apart. */
static void
test_names_odd(void **state)
{
	static const char *const odd[] = {
		"a&b", "&", "&AP", "&2D0-", "&3gA-", "&AGE-", "\xff", "Gr\xc3\xb6\xc3\x9f" "e", "&AAA-",
		"&AMQ-&ANY-", "&APx-",
	};
	bool exact;

	for (size_t i = 0; i < COUNT(odd); i++) {
		assert_non_null(imap_name_decode(*state, odd[i], strlen(odd[i]), &exact));
		assert_false(exact);
	}
	assert_string_equal("Größe", imap_name_decode(*state, odd[7], strlen(odd[7]), &exact));
}

static void
test_sets(void **state)
{
	static const struct {
		const char	*in, *out;
	} cases[] = {
		{ "1", "1" }, { "1,2,3", "1:3" }, { "3,1,2", "1:3" }, { "5:1", "1:5" },
		{ "1:3,5:7,4", "1:7" }, { "10,1,5", "1,5,10" }, { "4294967295", "4294967295" },
		{ "4294967290:4294967295,1", "1,4294967290:4294967295" },
		{ "1:10,3:5", "1:10" }, { "2,4,6,8,1:9", "1:9" }, { "2,4,6,1:5", "1:6" },
		{ "20:30,1:5,7:10,6", "1:10,20:30" },
	};
	static const char *const bad[] = { "", "0", "1,", ",1", "1:", "*", "1:*", "a", "1 2",
		"4294967296", "1::2", "-1", "01" };

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct imap_uids set = IMAP_UIDS_ON(*state);

		assert_int_equal(OK, imap_uids_parse(&set, cases[i].in, strlen(cases[i].in)));
		assert_string_equal(cases[i].out, imap_uids_format(&set, *state));
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct imap_uids set = IMAP_UIDS_ON(*state);

		assert_int_equal(ERR_INVALID, imap_uids_parse(&set, bad[i], strlen(bad[i])));
	}
}

static void
test_set_walk(void **state)
{
	struct imap_uids set = IMAP_UIDS_ON(*state), part = IMAP_UIDS_ON(*state);
	uint32_t u = 0, *list;
	size_t count;

	assert_int_equal(OK, imap_uids_parse(&set, "1:3,7,4294967294:4294967295", 27));
	assert_int_equal(6, imap_uids_total(&set));
	assert_int_equal(0, imap_uids_last(&part));
	assert_int_equal(4294967295, imap_uids_last(&set));
	assert_true(imap_uids_has(&set, 7));
	assert_false(imap_uids_has(&set, 6));
	static const uint32_t want[] = { 1, 2, 3, 7, 4294967294, 4294967295, 0 };
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(want[i], u = imap_uids_next(&set, u));

	assert_true(imap_uids_slice(&set, 0, 4, &part));
	assert_string_equal("1:3,7", imap_uids_format(&part, *state));
	assert_true(imap_uids_slice(&set, 7, 4, &part));
	assert_string_equal("4294967294:4294967295", imap_uids_format(&part, *state));
	assert_false(imap_uids_slice(&set, UINT32_MAX, 4, &part));

	/* COPYUID pairs in the order told. */
	assert_int_equal(OK, imap_uids_expand(*state, "5,3:1", 5, 10, &list, &count));
	assert_int_equal(4, count);
	assert_int_equal(5, list[0]);
	assert_int_equal(1, list[1]);
	assert_int_equal(ERR_LIMIT, imap_uids_expand(*state, "1:4294967295", 12, 10, &list, &count));
}

/* 400 single numbers need two commands, and none is lost between. */
static void
test_chunks(void **state)
{
	struct imap_uids set = IMAP_UIDS_ON(*state), some;
	uint64_t total = 0;
	size_t from = 0;

	for (uint32_t u = 2; u <= 1600; u += 4)
		imap_uids_add(&set, u);
	while (imap_uids_chunk(&set, &from, &some)) {
		total += imap_uids_total(&some);
		assert_true(strlen(imap_uids_format(&some, *state)) < 8000);
	}
	assert_int_equal(400, total);
}

static void
test_dates(void **state)
{
	static const struct {
		const char	*text;
		int64_t		 seconds;
	} good[] = {
		{ "17-Jul-1996 02:44:25 -0700", 837596665 },
		{ " 1-Jan-1970 00:00:00 +0000", 0 },
		{ "01-jan-1970 01:00:00 +0100", 0 },
		{ "29-Feb-2024 23:59:60 +0000", 1709251200 },
	};
	static const char *const bad[] = { "", "17-Jux-1996 02:44:25 -0700", "17-Jul-1996 02:44:25",
		"17-Jul-1996 25:44:25 +0000", "32-Jul-1996 02:44:25 +0000", "1-Jan-1970 00:00:00 +0000x" };
	int64_t seconds;
	char out[40];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(imap_date_read(good[i].text, &seconds));
		assert_int_equal(good[i].seconds, seconds);
		imap_date_write(seconds, out);
		assert_true(imap_date_read(out, &seconds));
		assert_int_equal(good[i].seconds, seconds);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(imap_date_read(bad[i], &seconds));
}

static int
setup(void **state)
{
	*state = arena_open();
	return 0;
}

static int
teardown(void **state)
{
	arena_close(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_names_refused),
		cmocka_unit_test(test_names_odd),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_set_walk),
		cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
