/* What passwords lack. */
#include "storage/password_rule.h"
#include "tests/unit/unit.h"

static const struct password_rule easy = { .length = 8 };
static const struct password_rule hard = { .length = 10, .chars = true, .special_chars = true,
	.lowerupper = true, .numbers = true };

static const struct {
	const struct password_rule	*rule;
	const char			*password, *lacks, *code;	/* NULL: nothing */
} cases[] = {
	{ &easy, "correct horse", NULL, NULL },
	{ &easy, "", "it needs 8 characters at least", "length=8" },
	{ &easy, "1234567", "it needs 8 characters at least", "length=8" },
	{ &easy, "PassWord", "too many people use it, so it is tried first", "common" },
	{ &easy, "dorothea", "too many people use it, so it is tried first", "common" },
	{ &easy, "Dorothea@Example.org", "too many people use it, so it is tried first", "common" },
	{ &easy, "dorothea7", NULL, NULL },
	{ &hard, "Aa1-Aa1-A", "it needs 10 characters at least", "length=10" },
	{ &hard, "1234-56789", "it needs a letter", "letter" },
	{ &hard, "aaaa-a6789", "it needs small and capital letters", "cases" },
	{ &hard, "AAAA-A6789", "it needs small and capital letters", "cases" },
	{ &hard, "Aaaa-aaaaa", "it needs a digit", "digit" },
	{ &hard, "Aaaa1aaaaa", "it needs a character that is neither letter nor digit", "special" },
	{ &hard, "Aaaa1-aaaa", NULL, NULL },
	{ &hard, "Größe 1 aA", NULL, NULL },
};

static void
test_lacks(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *code;

		assert_row(i, cases[i].lacks, password_lacks(*state, cases[i].rule, cases[i].password,
		    "dorothea@example.org", &code));
		if (cases[i].lacks != NULL)
			assert_row(i, cases[i].code, code);
	}
}

static void
test_too_long(void **state)
{
	char *text = arena_alloc(*state, 1026);
	const char *code;

	memset(text, 'x', 1025);
	assert_string_equal("it may have 1024 bytes at most",
	    password_lacks(*state, &easy, text, NULL, &code));
	assert_string_equal("long=1024", code);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_lacks), unit_case(test_too_long) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
