/* Text as searches compare it. */
#include "tests/unit/unit.h"
#include "webmail/fold.h"

static const struct {
	const char	*text, *want;
} cases[] = {
	{ NULL, "" },
	{ "", "" },
	{ " Hello,\t World \r\n", "hello, world" },
	{ "Ćwiczenie STRASSE Straße", "cwiczenie strasse strasse" },
	{ "Résumé naïve Ångström", "resume naive angstrom" },
	{ "re\xcc\x81sume\xcc\x81", "resume" },			/* decomposed */
	{ "Smørrebrød Łódź Đorđe Œuvre Æther", "smorrebrod lodz dorde oeuvre aether" },
	{ "ПРИВЕТ Ёлка", "привет елка" },
	{ "ΑΘΗΝΑ Ἀθῆναι", "αθηνα αθηναι" },
	{ "関于 合同7406", "関于 合同7406" },
	{ "ﬁn ＡＢＣ１２", "fin abc12" },
	{ "a\xc2\xa0\xe3\x80\x80" "b", "a b" },
	{ "İstanbul ırmak", "istanbul irmak" },
	{ "नमस्ते", "नमस्ते" },				/* its marks are letters */
};

static void
test_fold(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_row(i, cases[i].want, fold_text(arena, cases[i].text));
	arena_close(arena);
}

static void
test_bounds(void **state)
{
	struct arena *arena = arena_open();
	struct buf out = BUF_ON(arena);

	(void)state;
	buf_puts(&out, "x\n");
	fold_add(&out, "  A  ", 100);
	assert_string_equal("x\na", buf_str(&out));
	fold_add(&out, "bcdef", 3);
	assert_string_equal("x\nabcd", buf_str(&out));
	/* What is not UTF-8 does not stop it. */
	fold_add(&out, "\xff\xc3", 100);
	assert_true(out.len < 20);
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
