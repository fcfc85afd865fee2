/* Content lines: taken apart, changed, and written again. */
#include "pim/content_line.h"
#include "tests/unit/unit.h"

/* "group|NAME|P=a,b|P=c|value" for each line, a line each. */
static const char *
show(struct ctx *cx, const struct content *c)
{
	struct buf out = BUF_ON(cx->arena);

	for (const struct content_line *l = c->first; l != NULL; l = l->next) {
		if (l->group != NULL)
			buf_printf(&out, "%s.", l->group);
		buf_puts(&out, l->name);
		for (const struct content_param *p = l->params; p != NULL; p = p->next) {
			buf_printf(&out, "|%s", p->name);
			for (size_t i = 0; i < p->count; i++)
				buf_printf(&out, "%s[%s]", i == 0 ? "=" : "", p->values[i]);
		}
		buf_printf(&out, "|%s\n", l->value);
		assert_int_equal(strlen(l->value), l->value_len);
	}
	return buf_str(&out);
}

static const struct {
	const char	*text, *want;
} good[] = {
	{ "", "" },
	{ "\r\n\r\n", "" },
	{ "A:1\r\nB:2\r\n", "A|1\nB|2\n" },
	{ "A:1\nB:2", "A|1\nB|2\n" },
	{ "\xef\xbb\xbf" "A:1\r\n\r\nB:2\r\n\r\n", "A|1\nB|2\n" },
	{ "A:\r\n", "A|\n" },
	{ "A:one\r\n two\r\n\tthree\n four\r\n", "A|onetwothreefour\n" },
	{ "A:one\r\n  two\r\n", "A|one two\n" },
	{ "A:one\r\n \r\nB:2\r\n", "A|one\nB|2\n" },
	{ "A:gr\xc3\r\n \xbc\xc3\n \x9f" "e\r\n", "A|grüße\n" },	/* folded within characters */
	{ "A\r\n :1\r\n", "A|1\n" },
	{ "item1.EMAIL;type=INTERNET:a@b\r\n", "item1.EMAIL|type=[INTERNET]|a@b\n" },
	{ "A;X=1,2,3;Y=\"a;b:c,d\",e:v\r\n", "A|X=[1][2][3]|Y=[a;b:c,d][e]|v\n" },
	{ "A;X=:v", "A|X=[]|v\n" },
	{ "A;X=\"\":v", "A|X=[]|v\n" },
	{ "A;X=1;X=2:v", "A|X=[1]|X=[2]|v\n" },
	{ "TEL;HOME;VOICE:1", "TEL|HOME|VOICE|1\n" },
	{ "TEL;:1", "TEL|1\n" },
	{ "A; X=1:v", "A|X=[1]|v\n" },
	{ "A;X=^nb^^c^'d^e^:v", "A|X=[\nb^c\"d^e^]|v\n" },		/* RFC 6868 */
	{ "A;X=a \"b;\" c:v", "A|X=[a b; c]|v\n" },
	{ "URL:http://a:80/b;c,d\\,e", "URL|http://a:80/b;c,d\\,e\n" },
	{ "X_OLD:1", "X_OLD|1\n" },
	{ "A:v\x01w\x0b\xef\xbf\xbf!", "A|vw!\n" },
	{ "A:a\rb", "A|ab\n" },
};

static void
test_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct content c;

		assert_int_equal(OK, content_read(&unit_cx, good[i].text, strlen(good[i].text), NULL, &c));
		assert_row(i, good[i].want, show(&unit_cx, &c));
	}
}

static const struct {
	const char	*text;
	size_t		 len;		/* 0: strlen */
	const char	*want;
} bad[] = {
	{ "A:1\r\nno colon\r\n", 0, "line 2: there is no proper name" },
	{ "A:1\r\nNOCOLON\r\n", 0, "line 2: there is no colon" },
	{ ":1", 0, "line 1: there is no proper name" },
	{ " A:1", 0, "line 1: there is no proper name" },
	{ ".A:1", 0, "line 1: there is no proper name" },
	{ "a.:1", 0, "line 1: there is no proper name" },
	{ "A;X=\"open:1", 0, "line 1: a quote is left open" },
	{ "A;X=1", 0, "line 1: there is no colon" },
	{ "A;=1:v", 0, "line 1: a parameter has no proper name" },
	{ "A;X Y=1:v", 0, "line 1: a parameter has no proper name" },
	{ "A:\xff", 0, "line 1: it is not UTF-8 text" },
	{ "A:\xed\xa0\x80", 0, "line 1: it is not UTF-8 text" },
	{ "B:\r\nA:1\0002", 9, "line 2: it is not UTF-8 text" },
};

static void
test_refuses(void **state)
{
	static const struct content_limits lenient = { .is_lenient = true };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		size_t len = bad[i].len != 0 ? bad[i].len : strlen(bad[i].text);
		struct content c;

		ctx_forgive(&unit_cx);
		assert_int_equal(ERR_INVALID, content_read(&unit_cx, bad[i].text, len, NULL, &c));
		assert_row(i, bad[i].want, unit_cx.fault_text);
		assert_int_equal(OK, content_read(&unit_cx, bad[i].text, len, &lenient, &c));
		assert_true(c.is_repaired);
	}
}

/* What came goes out again, folded. */
static void
test_round_trip(void **state)
{
	static const char *const lines[] = {
		"x-Odd;Type=a;type=\"b\";t:V\r\n",
		"item1.X-ABLabel:_$!<HomePage>!$_\r\n",
		"A;X=plain^odd;Y=\"quoted\":v\r\n",
		"NOTE:0123456789012345678901234567890123456789012345678901234567890123456789\r\n",
		"NOTE:0123456789012345678901234567890123456789012345678901234567890123456789\r\n x\r\n",
		"NOTE:0123456789012345678901234567890123456789012345678901234567890123456789\r\n €€\r\n",
		"NOTE:012345678901234567890123456789012345678901234567890123456789012345678\r\n 🐄\r\n",
	};

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct buf out = BUF_ON(*state);
		struct content c;

		assert_int_equal(OK, content_read(&unit_cx, lines[i], strlen(lines[i]), NULL, &c));
		assert_int_equal(1, c.count);
		content_write(&out, c.first);
		assert_row(i, lines[i], buf_str(&out));
	}
}

static void
test_folds_at_75(void **state)
{
	for (size_t shift = 0; shift < 8; shift++) {
		struct buf value = BUF_ON(*state), out = BUF_ON(*state);
		struct content_line *line;
		struct content c;

		for (size_t i = 0; i < shift; i++)
			buf_putc(&value, 'x');
		for (size_t i = 0; i < 200; i++)
			buf_puts(&value, i % 3 == 0 ? "é" : i % 3 == 1 ? "€" : "🐄");
		line = content_line_new(*state, "NOTE", value.data);
		content_write(&out, line);
		for (const char *p = out.data, *nl; *p != '\0'; p = nl + 2) {
			nl = strstr(p, "\r\n");
			assert_non_null(nl);
			assert_in_range(nl - p, 1, 75);
			assert_true(((unsigned char)p[1] & 0xc0) != 0x80);
		}
		assert_int_equal(OK, content_read(&unit_cx, out.data, out.len, NULL, &c));
		assert_string_equal(value.data, c.first->value);
	}
}

static void
test_changes(void **state)
{
	static const char text[] = "item1.TEL;Type=home,PREF;TYPE=pref;X=1:123\r\n";
	struct content_line *line, *copy;
	struct buf out = BUF_ON(*state);
	struct content c;

	assert_int_equal(OK, content_read(&unit_cx, text, strlen(text), NULL, &c));
	line = c.first;
	assert_true(content_param_has(line, "TYPE", "Pref"));
	assert_false(content_param_has(line, "TYPE", "work"));
	assert_string_equal("home", content_param_text(line, "type"));
	assert_null(content_param_text(line, "Y"));

	copy = content_line_copy(*state, line);
	content_param_remove(copy, "TYPE", "pref");
	content_param_put(*state, copy, "PREF", "1");
	content_param_add(*state, copy, "Q", "a,\"b\"\n^");
	content_param_add(*state, copy, "Q", "c");
	content_param_drop(copy, "x");
	content_set_name(*state, copy, "FAX");
	content_set_group(*state, copy, NULL);
	content_set_value(*state, copy, "1\r\nEVIL:2", 10);
	content_write(&out, copy);
	assert_string_equal("FAX;Type=home;PREF=1;Q=\"a,^'b^'^n^^\",c:1EVIL:2\r\n", buf_str(&out));

	out = BUF_ON(*state);
	content_write(&out, line);
	assert_string_equal(text, buf_str(&out));
}

static const struct {
	const char	*escaped, *text, *again;	/* again NULL: as escaped */
} values[] = {
	{ "", "", NULL },
	{ "a\\nb", "a\nb", NULL },
	{ "a\\Nb", "a\nb", "a\\nb" },
	{ "a\\,b\\;c\\\\d", "a,b;c\\d", NULL },
	{ "http\\://a", "http://a", "http://a" },
	{ "C:\\Users\\x", "C:\\Users\\x", "C:\\\\Users\\\\x" },
	{ "end\\", "end\\", "end\\\\" },
	{ "\\\\n", "\\n", NULL },
};

static void
test_escapes(void **state)
{
	for (size_t i = 0; i < COUNT(values); i++) {
		const char *text = content_unescape(*state, values[i].escaped, strlen(values[i].escaped));

		assert_row(i, values[i].text, text);
		assert_row(i, values[i].again != NULL ? values[i].again : values[i].escaped,
		    content_escaped(*state, text));
	}
	assert_string_equal("a\\nb\\nc", content_escaped(*state, "a\r\nb\rc"));
}

static const struct {
	const char	*value;
	char		 separator;
	const char	*raw, *text;
} lists[] = {
	{ "", ',', "[]", "[]" },
	{ "a,b,c", ',', "[a][b][c]", "[a][b][c]" },
	{ "a\\,b,c\\\\,d\\n", ',', "[a\\,b][c\\\\][d\\n]", "[a,b][c\\][d\n]" },
	{ ";;1 Main\\; St,Apt 2;Town;;", ';', "[][][1 Main\\; St,Apt 2][Town][][]",
	    "[][][1 Main; St,Apt 2][Town][][]" },
	{ "a,\\", ',', "[a][\\]", "[a][\\]" },
	{ ",", ',', "[][]", "[][]" },
};

static const char *
show_list(struct arena *arena, const struct content_list *list)
{
	struct buf out = BUF_ON(arena);

	for (size_t i = 0; i < list->count; i++)
		buf_printf(&out, "[%s]", list->items[i]);
	return buf_str(&out);
}

static void
test_lists(void **state)
{
	for (size_t i = 0; i < COUNT(lists); i++) {
		size_t len = strlen(lists[i].value);
		struct content_list raw = content_split(*state, lists[i].value, len, lists[i].separator);
		struct content_list text = content_texts(*state, lists[i].value, len, lists[i].separator);

		assert_row(i, lists[i].raw, show_list(*state, &raw));
		assert_row(i, lists[i].text, show_list(*state, &text));
	}
}

/* COUNT times PIECE behind HEAD, then TAIL. */
static struct buf
many(struct arena *arena, const char *head, const char *piece, size_t count, const char *tail)
{
	struct buf b = BUF_ON(arena);

	buf_puts(&b, head);
	for (size_t i = 0; i < count; i++)
		buf_puts(&b, piece);
	buf_puts(&b, tail);
	return b;
}

/* Each in linear time: the test as a whole is over at once. */
static void
test_hostile(void **state)
{
	static const struct {
		const char	*head, *piece, *tail;
		size_t		 count;
		enum status	 want;
		size_t		 lines;
	} cases[] = {
		{ "A", ";X=1", ":v\r\n", 100000, ERR_TOO_LARGE, 0 },
		{ "A;X=1", ",2", ":v\r\n", 100000, ERR_TOO_LARGE, 0 },
		{ "A;X=\"", "a", ":v\r\n", 4000000, ERR_INVALID, 0 },
		{ "A;X=", "\"\"", ":v\r\n", 2000000, OK, 1 },
		{ "A:", "0123456789", "\r\n", 1000000, OK, 1 },
		{ "A:", "x\r\n ", "\r\n", 2000000, OK, 1 },
		{ "A:", "\xc3\n \xbc", "\r\n", 1000000, OK, 1 },
		{ "", "A:\n", "", 1000001, ERR_TOO_LARGE, 0 },
		{ "", "BEGIN:X\n", "", 200000, OK, 200000 },
		{ "", "\n", "A:1", 5000000, OK, 1 },
		{ "", "a.", "A:1", 1000000, OK, 1 },
		{ "", "A", "", 17 << 20, ERR_TOO_LARGE, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ctx cx;
		struct buf text;
		struct content c;

		ctx_open(&cx, NULL);
		text = many(cx.arena, cases[i].head, cases[i].piece, cases[i].count, cases[i].tail);
		assert_int_equal(cases[i].want, content_read(&cx, text.data, text.len, NULL, &c));
		if (cases[i].want == OK)
			assert_int_equal(cases[i].lines, c.count);
		ctx_close(&cx);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_reads),
		unit_case(test_refuses),
		unit_case(test_round_trip),
		unit_case(test_folds_at_75),
		unit_case(test_changes),
		unit_case(test_escapes),
		unit_case(test_lists),
		unit_case(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
