/* Sync tokens: only our own, of this collection, of a time that we remember. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
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
		cmocka_unit_test(test_written_ones_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
