/* CardDAV's filters: which contact is meant, and what of it is wanted. */
#include "pim/vcard_match.h"
#include "tests/unit/pim_sample.h"

static const struct {
	enum collation	 collation;
	enum match_type	 type;
	const char	*text, *value;
	bool		 want;
} texts[] = {
	{ COLLATION_ASCII_CASEMAP, MATCH_CONTAINS, "ELL", "hello", true },
	{ COLLATION_ASCII_CASEMAP, MATCH_CONTAINS, "", "", true },
	{ COLLATION_ASCII_CASEMAP, MATCH_CONTAINS, "ü", "GRÜN", false },
	{ COLLATION_ASCII_CASEMAP, MATCH_CONTAINS, "gr\xc3\xbc", "GR\xc3\xbcn", true },
	{ COLLATION_OCTET, MATCH_CONTAINS, "ell", "hello", true },
	{ COLLATION_OCTET, MATCH_CONTAINS, "ELL", "hello", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_CONTAINS, "ü", "GRÜN", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "Å", "a\xcc\x8a", true },	/* decomposed alike */
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "Å", "a", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "ｆｕｌｌ", "FULL", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "ёлка", "ЁЛКА", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "ǆ", "Ǆ", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_CONTAINS, "각", "ᄀ각ᄀ", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "hello", "HELLO", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_EQUALS, "hell", "HELLO", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_STARTS_WITH, "he", "HELLO", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_STARTS_WITH, "el", "HELLO", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_STARTS_WITH, "hello!", "HELLO", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_ENDS_WITH, "lo", "HELLO", true },
	{ COLLATION_UNICODE_CASEMAP, MATCH_ENDS_WITH, "ll", "HELLO", false },
	{ COLLATION_UNICODE_CASEMAP, MATCH_ENDS_WITH, "", "HELLO", true },
};

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct text_match *m = text_match_new(&unit_cx, texts[i].collation, texts[i].type, texts[i].text);

		if (text_match(&unit_cx, m, texts[i].value) != texts[i].want)
			fail_msg("row %zu", i);
		m->is_negated = true;
		if (text_match(&unit_cx, m, texts[i].value) == texts[i].want)
			fail_msg("row %zu, negated", i);
	}
}

/* A value too long for the stack is found like a short one, with and without accents. */
static void
test_long_texts(void **state)
{
	struct buf text = BUF_ON(*state);
	struct text_match *m = text_match_new(&unit_cx, COLLATION_UNICODE_CASEMAP, MATCH_ENDS_WITH, "END");

	for (int i = 0; i < 100000; i++)
		buf_puts(&text, "aaaaaaaaaa");
	buf_puts(&text, "end");
	assert_true(text_match(&unit_cx, m, text.data));
	buf_puts(&text, "ünd-end");
	assert_true(text_match(&unit_cx, m, text.data));
}

static void
test_names(void **state)
{
	enum collation c;
	enum match_type t;

	(void)state;
	assert_true(collation_parse(NULL, COLLATION_UNICODE_CASEMAP, &c) && c == COLLATION_UNICODE_CASEMAP);
	assert_true(collation_parse("default", COLLATION_OCTET, &c) && c == COLLATION_OCTET);
	assert_true(collation_parse("i;ascii-casemap", COLLATION_OCTET, &c) && c == COLLATION_ASCII_CASEMAP);
	assert_true(collation_parse("i;octet", COLLATION_ASCII_CASEMAP, &c) && c == COLLATION_OCTET);
	assert_true(collation_parse("i;unicode-casemap", COLLATION_OCTET, &c) && c == COLLATION_UNICODE_CASEMAP);
	assert_false(collation_parse("i;klingon", COLLATION_OCTET, &c));
	assert_true(match_type_parse(NULL, &t) && t == MATCH_CONTAINS);
	assert_true(match_type_parse("ends-with", &t) && t == MATCH_ENDS_WITH);
	assert_true(match_type_parse("starts-with", &t) && t == MATCH_STARTS_WITH);
	assert_true(match_type_parse("equals", &t) && t == MATCH_EQUALS);
	assert_false(match_type_parse("sounds-like", &t));
}

/*
 * A filter in short: props apart by blanks, "&" before all of them for allof;
 * "NAME", "!NAME" (is-not-defined), "NAME~text" (contains), "NAME^text"
 * (does not contain), "NAME?P" (has the parameter), "NAME?!P", "NAME?P=text";
 * "NAME~a+~b" with allof between, "NAME~a|~b" with anyof.
 */
static struct vcard_filter *
filter_of(const char *text)
{
	struct vcard_filter *f = arena_alloc(unit_cx.arena, sizeof *f);
	struct vcard_prop_filter **end = &f->props;
	char *copy = arena_strdup(unit_cx.arena, text), *save, *word;

	if (*copy == '&') {
		f->is_allof = true;
		copy++;
	}
	for (word = strtok_r(copy, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save)) {
		struct vcard_prop_filter *p = arena_alloc(unit_cx.arena, sizeof *p);
		struct text_match **match = &p->matches;
		struct vcard_param_filter **param = &p->params;
		size_t n;

		*end = p;
		end = &p->next;
		if (*word == '!') {
			p->is_not_defined = true;
			word++;
		}
		n = strcspn(word, "~^?");
		p->name = arena_strndup(unit_cx.arena, word, n);
		for (word += n; *word != '\0';) {
			char kind = *word++;
			char *rest = arena_strndup(unit_cx.arena, word, strcspn(word, "+|"));

			word += strlen(rest);
			if (*word != '\0')
				p->is_allof = *word++ == '+';
			if (kind != '?') {
				*match = text_match_new(&unit_cx, COLLATION_UNICODE_CASEMAP, MATCH_CONTAINS, rest);
				(*match)->is_negated = kind == '^';
				match = &(*match)->next;
				continue;
			}
			*param = arena_alloc(unit_cx.arena, sizeof **param);
			(*param)->is_not_defined = *rest == '!';
			rest += *rest == '!';
			(*param)->name = arena_strndup(unit_cx.arena, rest, strcspn(rest, "="));
			if (strchr(rest, '=') != NULL)
				(*param)->match = text_match_new(&unit_cx, COLLATION_UNICODE_CASEMAP,
				    MATCH_EQUALS, strchr(rest, '=') + 1);
			param = &(*param)->next;
		}
	}
	return f;
}

static const char card_lines[] =
    "FN:Zoë Müller\n"
    "N:Müller;Zoë;;;\n"
    "item1.EMAIL;TYPE=home:zoe@example.com\n"
    "EMAIL;TYPE=work,pref:zoe@work.example\n"
    "TEL;CELL:123\n"
    "NOTE:a\\, b\\nc\n"
    "X-EMPTY:";

static const struct {
	const char	*filter;
	bool		 want;
} filters[] = {
	{ "", true },
	{ "FN", true },
	{ "fn", true },
	{ "TITLE", false },
	{ "!TITLE", true },
	{ "!FN", false },
	{ "TITLE FN", true },
	{ "&TITLE FN", false },
	{ "&FN NOTE", true },
	{ "FN~MÜLLER", true },
	{ "FN~muller", false },			/* RFC 5051 keeps the accent as a character of its own */
	{ "N~müller;zoë", true },
	{ "FN~x|~müller", true },
	{ "FN~x+~müller", false },
	{ "FN~zo+~müller", true },
	{ "FN^müller", false },
	{ "FN^x", true },
	{ "EMAIL^work", true },			/* there is one without */
	{ "EMAIL^zoe", false },
	{ "EMAIL~work.example+?TYPE=home", false },	/* not the same one */
	{ "EMAIL~work.example+?TYPE=work", true },
	{ "EMAIL~work.example+?TYPE=PREF", true },
	{ "EMAIL~nowhere|?TYPE=home", true },
	{ "EMAIL?TYPE", true },
	{ "EMAIL?X-P", false },
	{ "EMAIL?!X-P", true },
	{ "EMAIL?!TYPE", false },
	{ "FN?!TYPE", true },
	{ "TEL?TYPE=cell", true },
	{ "TEL?TYPE=home", false },
	{ "item1.EMAIL~example.com", true },
	{ "ITEM1.EMAIL~work", false },
	{ "item2.EMAIL", false },
	{ "!item2.EMAIL", true },
	{ "item.EMAIL", false },
	{ "NOTE~a,", true },
	{ "NOTE~b\nc", true },
	{ "NOTE~\\n", false },
	{ "X-EMPTY", true },
	{ "X-EMPTY~x", false },
	{ "X-EMPTY^x", true },
	{ "VERSION~3.0", true },
	{ "!VERSION", false },
	{ "UID~x", false },
	{ "UID^x", false },			/* nothing is there to match */
};

static void
test_filters(void **state)
{
	struct vcard card = card_of(&unit_cx, VCARD_3, card_lines);

	(void)state;
	for (size_t i = 0; i < COUNT(filters); i++)
		if (vcard_match(&unit_cx, filter_of(filters[i].filter), &card) != filters[i].want)
			fail_msg("row %zu: %s", i, filters[i].filter);
}

static void
test_select(void **state)
{
	static struct vcard_select tel = { NULL, "tel", false }, note = { &tel, "NOTE", true },
	    email = { &note, "EMAIL", false }, one = { NULL, "item1.EMAIL", false };
	struct vcard card = card_of(&unit_cx, VCARD_3, card_lines), out;

	(void)state;
	vcard_select(&unit_cx, &card, &email, &out);
	assert_string_equal("item1.EMAIL;TYPE=home:zoe@example.com\n"
	    "EMAIL;TYPE=work,pref:zoe@work.example\nTEL;CELL:123\nNOTE:\n", lines_of(&unit_cx, &out));
	assert_int_equal(VCARD_3, out.version);
	vcard_select(&unit_cx, &card, &one, &out);
	assert_string_equal("item1.EMAIL;TYPE=home:zoe@example.com\n", lines_of(&unit_cx, &out));
	vcard_select(&unit_cx, &card, NULL, &out);
	assert_string_equal(lines_of(&unit_cx, &card), lines_of(&unit_cx, &out));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_texts),
		unit_case(test_long_texts),
		unit_case(test_names),
		unit_case(test_filters),
		unit_case(test_select),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
