/* Sync tokens: only our own, of this collection, of a time that we remember. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "dav/sync.h"
#include "storage/share.h"

static const struct collection collection = { .id = 42, .modseq = 10, .forgotten = 5 };

static const struct {
	const char	*token;
	int64_t		 want;		/* -1: refused */
} tokens[] = {
	{ "", 0 },
	{ "urn:hayloft:sync:42:10:2", 10 },
	{ "urn:hayloft:sync:42:5:2", 5 },
	{ "urn:hayloft:sync:42:4:2", -1 },
	{ "urn:hayloft:sync:42:11:2", -1 },
	{ "urn:hayloft:sync:42:0:2", -1 },
	{ "urn:hayloft:sync:42:-7:2", -1 },
	{ "urn:hayloft:sync:43:10:2", -1 },
	{ "urn:hayloft:sync:42:10", -1 },
	{ "urn:hayloft:sync:42", -1 },
	{ "urn:hayloft:sync:42:", -1 },
	{ "urn:hayloft:sync:42:x:2", -1 },
	{ "urn:hayloft:sync:42:10x:2", -1 },
	{ "urn:hayloft:sync:42:99999999999999999999:2", -1 },
	{ "urn:hayloft:sync:", -1 },
	{ "urn:hayloft", -1 },
	{ "data:,10", -1 },
	{ " ", -1 },
};

/* After two crashes: what was read just before either may have been lost. */
static const struct collection crashed = {
	.id = 42, .modseq = 310, .lost_before = 100, .lost_after = 105, .lost_until = 300,
};

static void
test_lost_numbers(void **state)
{
	static const struct { int modseq; bool good; } cases[] = {
		{ 99, false }, { 100, true }, { 105, true }, { 106, false }, { 299, false }, { 300, true },
		{ 310, true }, { 311, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char token[64];
		int64_t modseq;

		snprintf(token, sizeof token, "urn:hayloft:sync:42:%d:2", cases[i].modseq);
		assert_int_equal(cases[i].good, dav_sync_parse(token, &crashed, &modseq));
	}
}

static void
test_tokens(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tokens); i++) {
		int64_t modseq;
		bool fine = dav_sync_parse(tokens[i].token, &collection, &modseq);

		if (fine != (tokens[i].want >= 0) || (fine && modseq != tokens[i].want))
			fail_msg("%s: %d, %lld", tokens[i].token, fine, (long long)modseq);
	}
}

static void
test_written_ones_are_read(void **state)
{
	struct dav_target t = { .kind = DAV_COLLECTION, .collection = collection };
	struct buf owner, viewer;
	int64_t modseq;
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	owner = viewer = BUF_ON(cx.arena);
	t.rights = RIGHT_ALL;
	dav_sync_token(&owner, &t, 7);
	t.rights = RIGHT_READ;
	dav_sync_token(&viewer, &t, 7);
	assert_true(dav_sync_parse(buf_str(&owner), &collection, &modseq));
	assert_int_equal(7, modseq);
	/* Who sees less has another history. */
	assert_string_not_equal(buf_str(&owner), buf_str(&viewer));
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_lost_numbers),
		cmocka_unit_test(test_written_ones_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
