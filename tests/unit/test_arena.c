/* Arenas and the bytes that grow on them. */
#include "core/buf.h"
#include "tests/unit/unit.h"

static void
test_zeroed_and_aligned(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 16, 100, 4095, 4096, 16384, 100000 };

	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < COUNT(sizes); i++)
			for (int k = 0; k < 20; k++) {
				char *p = arena_alloc(*state, sizes[i]);

				assert_non_null(p);
				assert_int_equal(0, (uintptr_t)p % _Alignof(max_align_t));
				for (size_t n = 0; n < sizes[i]; n++)
					assert_int_equal(0, p[n]);
				memset(p, 0xff, sizes[i]);
			}
		/* What is reused after a reset is zero again. */
		arena_reset(*state);
		assert_int_equal(0, arena_size(*state));
	}
}

static void
test_no_two_share(void **state)
{
	char *p[500];

	for (size_t i = 0; i < COUNT(p); i++) {
		p[i] = arena_alloc(*state, i * 17 % 6000 + 1);
		memset(p[i], (int)(i % 251), i * 17 % 6000 + 1);
	}
	for (size_t i = 0; i < COUNT(p); i++)
		for (size_t n = 0; n < i * 17 % 6000 + 1; n++)
			assert_int_equal((char)(i % 251), p[i][n]);
}

static void
test_copies(void **state)
{
	assert_string_equal("abc", arena_strdup(*state, "abc"));
	assert_null(arena_strdup(*state, NULL));
	assert_string_equal("ab", arena_strndup(*state, "abc", 2));
	assert_string_equal("abc", arena_strndup(*state, "abc", 99));
	assert_null(arena_strndup(*state, NULL, 1));
	assert_memory_equal("a\0b", arena_memdup(*state, "a\0b", 3), 4);	/* and a NUL behind */
	assert_string_equal("7 x", arena_printf(*state, "%d %s", 7, "x"));
}

static int ends;
static char order[8];

static void
note(void *p)
{
	order[ends++] = *(char *)p;
}

static void
test_adopted_go_newest_first(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	ends = 0;
	assert_null(arena_adopt(arena, NULL, note));
	for (const char *s = "abc"; *s != '\0'; s++)
		assert_non_null(arena_adopt(arena, arena_strndup(arena, s, 1), note));
	arena_reset(arena);
	assert_memory_equal("cba", order, 3);
	arena_adopt(arena, arena_strdup(arena, "d"), note);
	arena_close(arena);
	assert_memory_equal("cbad", order, 4);
	arena_close(NULL);
}

static void
test_buf(void **state)
{
	struct buf b = BUF_ON(*state);

	assert_string_equal("", buf_str(&b));
	for (int i = 0; i < 1000; i++) {
		buf_puts(&b, "ab");
		buf_putc(&b, 'c');
		buf_printf(&b, "%d", i % 10);
		buf_add(&b, NULL, 0);
	}
	assert_int_equal(4000, b.len);
	assert_int_equal(4000, strlen(buf_str(&b)));
	assert_memory_equal("abc9", b.data + 3996, 5);
	strcpy(buf_reserve(&b, 3), "xyz");
	b.len += 3;
	assert_string_equal("xyz", b.data + 4000);
	buf_printf(&b, "%5000d", 1);
	assert_int_equal(9003, b.len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_zeroed_and_aligned), unit_case(test_no_two_share),
		unit_case(test_copies), unit_case(test_adopted_go_newest_first), unit_case(test_buf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
