/*
 * Text in the XML of office programs, and documents cut at every byte.
 */
#include "decode/markup.h"
#include "decode/office.h"
#include "decode/words.h"
#include "tests/unit/unit.h"

static const struct {
	enum markup_text what;
	const char	*xml, *text;
} cases[] = {
	{ MARKUP_ALL, "<p>one</p><p>two</p>", "one two " },
	{ MARKUP_ALL, "<text:p>on<text:span>e</text:span></text:p>", "one " },
	{ MARKUP_ALL, "a &amp; b &lt;c&gt; &quot;&apos;", "a & b <c> \"'" },
	{ MARKUP_ALL, "&#65;&#x42;&#228;&#x20ac;&#x1F600;", "AB\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80" },
	{ MARKUP_ALL, "&#xD800;&#1114112;&#0;&nbsp;x", "x" },
	{ MARKUP_ALL, "a & b &; AT&T<p/>x", "a b AT x" },
	{ MARKUP_ALL, "x<!-- <p>no</p> -- -->y<?php no ?>z", "xyz" },
	{ MARKUP_ALL, "<![CDATA[<b>raw</b>]]>", "<b>raw</b>]]" },
	{ MARKUP_ALL, "<!DOCTYPE d [<!ENTITY a \"no\"> ]>yes&a;", "yes" },
	{ MARKUP_ALL, "<p a=\"x>y\" b='\"'>in</p>", "in " },
	{ MARKUP_ALL, "<draw:image><office:binary-data>AAAA</office:binary-data></draw:image>x", "x" },
	{ MARKUP_ALL, "</office:binary-data></office:binary-data>x", "x" },
	{ MARKUP_RUNS, "<w:p><w:r><w:t>wo</w:t></w:r><w:r><w:t xml:space=\"preserve\">rd </w:t></w:r></w:p>", "word " },
	{ MARKUP_RUNS, "<w:instrText>PAGE</w:instrText><wp:posOffset>12</wp:posOffset><w:t>x</w:t>", "x" },
	{ MARKUP_RUNS, "<c r=\"A1\" t=\"s\"><v>7</v></c><c r=\"A2\"><v>8</v></c><c t=\"str\"><v>nine</v></c>", "8 nine " },
	{ MARKUP_RUNS, "<t/>no<t>yes</t>no", "yes" },
	{ MARKUP_RUNS, "<t>cut", "cut" },
	{ MARKUP_ALL, "<a-name-that-is-longer-than-any-that-we-know:p>x", "x" },
};

static void
test_markup(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = BUF_ON(*state);
		struct markup m;

		markup_open(&m, cases[i].what, &out, 1000);
		for (const char *p = cases[i].xml; *p != '\0'; p++)
			assert_true(markup_add(&m, p, 1));
		assert_string_equal(cases[i].text, buf_str(&out));
	}
}

static void
test_its_bound(void **state)
{
	struct buf out = BUF_ON(*state);
	struct markup m;

	markup_open(&m, MARKUP_ALL, &out, 4);
	assert_false(markup_add(&m, "too much", 8));
	assert_string_equal("too ", buf_str(&out));
}

static char *
read_sample(struct arena *arena, const char *name, size_t *len)
{
	FILE *f = fopen(arena_printf(arena, "tests/fixtures/fuzz/office/%s", name), "rb");
	char *p = arena_alloc(arena, 65536);

	assert_non_null(f);
	*len = fread(p, 1, 65536, f);
	fclose(f);
	return p;
}

static void
test_documents(void **state)
{
	static const struct {
		const char	*file, *text;
	} samples[] = {
		{ "letter.docx", "Dear Ada, the engine works. " },
		{ "letter.odt", "Dear Ada, the engine works. " },
		{ "table.xlsx", "engine works 880088 " },
		{ "talk.pptx", "The engine works " },
	};

	for (size_t i = 0; i < COUNT(samples); i++) {
		struct buf out = BUF_ON(*state);
		size_t len;
		char *p = read_sample(*state, samples[i].file, &len);

		assert_int_equal(OK, office_text(&unit_cx, p, len, &out));
		while (out.len > 1 && out.data[out.len - 2] == ' ')
			out.data[--out.len] = '\0';
		assert_string_equal(samples[i].text, buf_str(&out));
		/* Of an exact size, so that a sanitizer sees a step too far. */
		for (size_t cut = 0; cut < len; cut++) {
			char *part = malloc(cut + 1);

			assert_non_null(part);
			memcpy(part, p, cut);
			out = BUF_ON(*state);
			assert_int_equal(ERR_INVALID, office_text(&unit_cx, part, cut, &out));
			assert_non_null(unit_cx.fault_text);
			free(part);
		}
	}
}

/* A byte of an archive that is another: no more than another text. */
static void
test_changed_bytes(void **state)
{
	size_t len;
	char *p = read_sample(*state, "letter.docx", &len);

	for (size_t i = 0; i < len; i++) {
		char kept = p[i];

		for (int change = 1; change < 256; change *= 2) {
			struct buf out = BUF_ON(*state);

			p[i] = (char)(kept ^ change);
			(void)!office_text(&unit_cx, p, len, &out);
			assert_true(out.len <= 65536);
		}
		p[i] = kept;
	}
}

static void
test_words(void **state)
{
	struct buf out = BUF_ON(*state), many = BUF_ON(*state), few = BUF_ON(*state);

	assert_true(words_once(" a b\n a  bc\0b c", 16, &out));
	assert_string_equal("a b bc c ", buf_str(&out));
	for (int i = 0; i < 40000; i++)
		buf_printf(&many, "w%d ", i);
	assert_false(words_once(buf_str(&many), many.len, &few));
	assert_true(few.len <= WORDS_MAX && few.len > WORDS_MAX - 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_markup, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_its_bound, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_documents, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_words, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_changed_bytes, unit_setup, unit_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
