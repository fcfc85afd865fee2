/*
 * Samples of real mail programs (tests/fixtures/tnef, from the tests of the
 * program `tnef`), and what no program would write.
 */
#include <stdio.h>

#include "tests/unit/unit.h"
#include "webmail/tnef.h"

static const struct {
	const char	*file;
	size_t		 files, count;
	enum tnef_kind	 kind;		/* of the last */
	const char	*names[3];
	size_t		 lengths[3];
	const char	*begin;		/* of the last one's bytes */
} cases[] = {
	{ "one-file", 1, 1, TNEF_FILE, { "AUTHORS" }, { 244 }, NULL },
	{ "two-files", 2, 2, TNEF_FILE, { "AUTHORS", "README" }, { 0 }, NULL },
	{ "unicode-mapi-attr", 1, 2, TNEF_HTML, { "example.dat", "message.html" }, { 0 }, NULL },
	{ "rtf", 0, 1, TNEF_RTF, { "message.rtf" }, { 0 }, "{\\rtf1" },
	{ "body", 0, 1, TNEF_HTML, { "message.html" }, { 0 }, "<" },
};

static char *
read_sample(struct arena *arena, const char *name, size_t *len)
{
	FILE *f = fopen(arena_printf(arena, "tests/fixtures/tnef/%s.tnef", name), "rb");
	char *p = arena_alloc(arena, 65536);

	assert_non_null(f);
	*len = fread(p, 1, 65536, f);
	fclose(f);
	return p;
}

static void
test_samples(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tnef t;
		size_t len, n = 0;
		const char *bytes = NULL;
		char *p = read_sample(arena, cases[i].file, &len);

		assert_true(tnef_read(arena, p, len, &t));
		if (t.files != cases[i].files || t.count != cases[i].count)
			fail_msg("%s: %zu files of %zu", cases[i].file, t.files, t.count);
		for (size_t k = 0; k < t.count; k++) {
			assert_row(i, cases[i].names[k], t.items[k].name);
			bytes = tnef_bytes(arena, &t.items[k], &n);
			assert_true(n > 0);
			if (cases[i].lengths[k] != 0)
				assert_int_equal(cases[i].lengths[k], n);
		}
		assert_int_equal(cases[i].kind, t.items[t.count - 1].kind);
		if (cases[i].begin != NULL)
			assert_memory_equal(cases[i].begin, bytes, strlen(cases[i].begin));
	}
	arena_close(arena);
}

/* Cut anywhere, and with any byte changed: something or nothing, and never more than is there. */
static void
test_broken(void **state)
{
	struct arena *arena = arena_open();
	struct tnef t;
	size_t len, n;
	char *p, *copy;

	(void)state;
	p = read_sample(arena, "two-files", &len);
	for (size_t cut = 0; cut < len; cut += 7) {
		struct arena *turn = arena_open();

		copy = memcpy(malloc(cut + 1), p, cut);
		if (tnef_read(turn, copy, cut, &t))
			for (size_t i = 0; i < t.count; i++)
				assert_true(t.items[i].data + t.items[i].len <= copy + cut);
		else
			assert_true(cut < 4);
		free(copy);
		arena_close(turn);
	}
	p = read_sample(arena, "rtf", &len);
	copy = arena_alloc(arena, len);
	for (size_t at = 0; at < len; at++) {
		struct arena *turn = arena_open();

		memcpy(copy, p, len);
		copy[at] = (char)~copy[at];
		if (tnef_read(turn, copy, len, &t))
			for (size_t i = 0; i < t.count; i++)
				assert_non_null(tnef_bytes(turn, &t.items[i], &n));
		arena_close(turn);
	}
	assert_false(tnef_read(arena, "", 0, &t));
	assert_false(tnef_read(arena, "PK\003\004 a zip file", 15, &t));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_samples), unit_case(test_broken) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
