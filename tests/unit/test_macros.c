/*
 * Macros in documents: how their text is packed, what their words say, and
 * documents cut and changed at every byte.
 */
#include "decode/macros.h"
#include "decode/vba.h"
#include "tests/unit/unit.h"

/* The examples of MS-OVBA, section 3.2, and broken ones. */
static const struct {
	const char	*packed;
	size_t		 len;
	const char	*text;
	bool		 whole;
} packed[] = {
	{ "\x01\x19\xb0\x00\x61\x62\x63\x64\x65\x66\x67\x68\x00\x69\x6a\x6b\x6c\x6d\x6e\x6f\x70\x00\x71\x72\x73\x74\x75\x76\x2e",
	  29, "abcdefghijklmnopqrstuv.", true },
	{ "\x01\x2f\xb0\x00\x23\x61\x61\x61\x62\x63\x64\x65\x82\x66\x00\x70\x61\x67\x68\x69\x6a\x01\x38\x08\x61\x6b\x6c\x00\x30"
	  "\x6d\x6e\x6f\x70\x06\x71\x02\x70\x04\x10\x72\x73\x74\x75\x76\x10\x77\x78\x79\x7a\x00\x3c",
	  51, "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa", true },
	{ "\x01\x03\xb0\x02\x61\x45\x00", 7,
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true },
	{ "\x01\x03\xb0\x01\x45\x00", 6, "", false },		/* a copy of nothing */
	{ "\x01\x03\xb0\x02\x61\x45", 6, "a", false },		/* half a copy */
	{ "\x02\x03\xb0\x00\x61", 5, "", false },
	{ "", 0, "", false },
};

static void
test_packed(void **state)
{
	for (size_t i = 0; i < COUNT(packed); i++) {
		struct buf out = BUF_ON(*state);

		assert_int_equal(packed[i].whole, vba_unpack(packed[i].packed, packed[i].len, &out, 1 << 16));
		assert_string_equal(packed[i].text, buf_str(&out));
	}
}

static const struct {
	const char	*text, *automatic, *suspicious;
} words[] = {
	{ "Sub AutoOpen()\r\nShell \"calc.exe\"\r\n", "autoopen", "shell" },
	{ "Private Sub Workbook_Open()\nMsgBox \"hello\"\n", "workbook_open", NULL },
	{ "Sub Total()\n' AutoOpen would Shell here\nx = \"it's\"\n", NULL, NULL },
	{ "Sub AutoOpener()\nShellSort x\nMyShell 1\n", NULL, NULL },
	{ "x = \"pow\" & \"ers\" + \"hell.exe -enc\"", NULL, "powershell" },
	{ "x = Wsc _\r\nript.Sh", NULL, NULL },
	{ "CreateObject _\r\n(\"Scripting.Dictionary\")", NULL, NULL },
	{ "Set x = CreateObject(\"Scripting.Dictionary\")", NULL, NULL },
	{ "Set x = CreateObject( kind)", NULL, "an object without a name" },
	{ "x = Chr(104) & Chr(105) & Chr(33) & Chr(34) & Chr(35) & Chr(36)", NULL, "text in numbers" },
	{ "x = a & Chr(13) & Chr(10) & b", NULL, NULL },
	{ "Declare PtrSafe Function f Lib \"urlmon\" Alias \"URLDownloadToFileA\" ()", NULL, "urldownloadtofile" },
	{ "Attribute VB_Name = \"AutoExec\"\nSub Main()", "autoexec", NULL },
	{ "x = \"\"\"\nshell 1", NULL, "shell" },		/* a quote without an end */
	{ "", NULL, NULL },
};

static void
assert_word(const char *want, const char *have)
{
	if (want == NULL)
		assert_null(have);
	else {
		assert_non_null(have);
		assert_string_equal(want, have);
	}
}

static void
test_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		struct vba_words w;

		vba_judge(&unit_cx, words[i].text, strlen(words[i].text), &w);
		assert_word(words[i].automatic, w.automatic);
		assert_word(words[i].suspicious, w.suspicious);
	}
}

/* As many beginnings of words as a document may have: each word goes through them once. */
static void
test_many_words(void **state)
{
	char *text = arena_alloc(*state, VBA_TEXT_MAX + 1);
	struct vba_words w;

	for (size_t i = 0; i < VBA_TEXT_MAX; i++)
		text[i] = "xshell"[i % 6];
	text[VBA_TEXT_MAX] = '\0';
	vba_judge(&unit_cx, text, VBA_TEXT_MAX, &w);
	assert_null(w.suspicious);
}

static char *
read_sample(struct arena *arena, const char *folder, const char *name, size_t *len)
{
	FILE *f = fopen(arena_printf(arena, "tests/fixtures/fuzz/%s/%s", folder, name), "rb");
	char *p = arena_alloc(arena, 65536);

	assert_non_null(f);
	*len = fread(p, 1, 65536, f);
	fclose(f);
	return p;
}

static const struct {
	const char	*folder, *file;
	bool		 present;
	const char	*automatic, *suspicious;
} samples[] = {
	{ "macros", "letter.doc", true, "autoopen", "shell" },
	{ "macros", "letter.docm", true, NULL, NULL },
	{ "macros", "table.xls", true, "auto_open", "a macro sheet" },
	{ "office", "letter.docx", false, NULL, NULL },
	{ "office", "table.xlsx", false, NULL, NULL },
};

static void
test_documents(void **state)
{
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct macros m;
		size_t len;
		char *p = read_sample(*state, samples[i].folder, samples[i].file, &len);

		assert_int_equal(OK, macros_look(&unit_cx, p, len, &m));
		assert_int_equal(samples[i].present, m.present);
		assert_word(samples[i].automatic, m.automatic);
		assert_word(samples[i].suspicious, m.suspicious);
		assert_false(m.encrypted);
		/* Of an exact size, so that a sanitizer sees a step too far. */
		for (size_t cut = 0; cut < len; cut += 7) {
			struct ctx cx;
			char *part = malloc(cut + 1);

			assert_non_null(part);
			memcpy(part, p, cut);
			ctx_open(&cx, NULL);
			if (macros_look(&cx, part, cut, &m) != OK)
				assert_non_null(cx.fault_text);
			ctx_close(&cx);
			free(part);
		}
	}
}

/* A byte that is another one: chains of sectors that go in circles, entries that are their own parents. */
static void
test_changed_bytes(void **state)
{
	for (size_t i = 0; i < COUNT(samples); i++) {
		size_t len;
		char *p = read_sample(*state, samples[i].folder, samples[i].file, &len);

		for (size_t at = 0; at < len; at++)
			for (int change = 1; change < 256; change *= 4) {
				struct macros m;
				struct ctx cx;

				p[at] = (char)(p[at] ^ change);
				ctx_open(&cx, NULL);
				(void)!macros_look(&cx, p, len, &m);
				ctx_close(&cx);
				p[at] = (char)(p[at] ^ change);
			}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_packed, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_words, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_many_words, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_documents, unit_setup, unit_teardown),
		cmocka_unit_test_setup_teardown(test_changed_bytes, unit_setup, unit_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
