/* Messages as trees of parts, transfer encodings, flowed text, and mails that crash other readers. */
#include "core/buf.h"
#include "tests/unit/unit.h"
#include "webmail/mime_flowed.h"
#include "webmail/mime_parse.h"

/* The tree in one line: "id type[ children ]", and a leaf's body between quotes. */
static const char *
shown(struct arena *arena, const struct mime_message *m)
{
	struct buf out = BUF_ON(arena);
	int depth = 0;

	for (struct mime_part *p = mime_part_next(m, NULL); p != NULL; p = mime_part_next(m, p)) {
		for (; depth > p->depth; depth--)
			buf_puts(&out, "]");
		buf_printf(&out, "%s%s %s", out.len > 0 && out.data[out.len - 1] != '[' ? " " : "",
		    p->id, p->type);
		if (p->child != NULL) {
			buf_puts(&out, "[");
			depth = p->depth + 1;
		} else {
			buf_printf(&out, " '%.*s'", (int)p->body_len, m->bytes + p->body_start);
		}
	}
	for (; depth > 0; depth--)
		buf_puts(&out, "]");
	return buf_str(&out);
}

#define MIXED	"Content-Type: multipart/mixed; boundary=b\r\n\r\n"

static const struct {
	const char	*mail, *want;
} trees[] = {
	{ "Subject: x\r\n\r\nhello\r\n", "1 text/plain 'hello\r\n'" },
	{ "", "1 text/plain ''" },
	{ "\r\n", "1 text/plain ''" },
	{ "no header\r\n", "1 text/plain 'no header\r\n'" },
	{ "Content-Type: garbage\r\n\r\nx", "1 text/plain 'x'" },
	{ "Content-Type: Text/HTML\n\nx", "1 text/html 'x'" },
	{ MIXED "preamble\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: image/png\r\n\r\ntwo\r\n--b--\r\nepilogue",
	  " multipart/mixed[1 text/plain 'one' 2 image/png 'two']" },
	{ MIXED "--b\r\n\r\n--b\r\n\r\n--b--", " multipart/mixed[1 text/plain '' 2 text/plain '']" },
	{ MIXED "--b\r\nContent-Type: text/html\r\n--b--\r\n", " multipart/mixed[1 text/html '']" },
	{ MIXED "--b\r\n\r\nnever ends", " multipart/mixed[1 text/plain 'never ends']" },
	{ MIXED "--b  \t\r\n\r\nblanks behind\r\n--b-- \r\n", " multipart/mixed[1 text/plain 'blanks behind']" },
	{ MIXED "--bb\r\n\r\nx", " multipart/mixed '--bb\r\n\r\nx'" },
	{ MIXED "nothing", " multipart/mixed 'nothing'" },
	{ "Content-Type: multipart/mixed\r\n\r\n--\r\nx", "1 text/plain '--\r\nx'" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n",
	  " multipart/mixed[1 text/plain 'one' 2 text/plain 'two']" },
	{ MIXED "--b\r\nContent-Type: multipart/alternative; boundary=\"c:d\"\r\n\r\n--c:d\r\n\r\nplain\r\n"
	  "--c:d\r\nContent-Type: text/html\r\n\r\nhtml\r\n--c:d--\r\n--b\r\n\r\nlast\r\n--b--\r\n",
	  " multipart/mixed[1 multipart/alternative[1.1 text/plain 'plain' 1.2 text/html 'html'] 2 text/plain 'last']" },
	/* The inner multipart is not closed: the outer boundary ends it. */
	{ MIXED "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\nplain\r\n"
	  "--b\r\n\r\nlast\r\n--b--\r\n",
	  " multipart/mixed[1 multipart/alternative[1.1 text/plain 'plain'] 2 text/plain 'last']" },
	/* The same boundary within: the innermost takes it. */
	{ MIXED "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n--b--\r\n",
	  " multipart/mixed[1 multipart/mixed[1.1 text/plain 'x']]" },
	{ MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n--b--\r\n",
	  " multipart/mixed[1 message/rfc822[1.1 text/plain 'inner']]" },
	{ MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\n"
	  "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nA\r\n--i--\r\n--b--\r\n",
	  " multipart/mixed[1 message/rfc822[1.TEXT multipart/mixed[1.1 text/plain 'A']]]" },
	{ "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nx", "1 message/rfc822[1.1 text/plain 'x']" },
	{ "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdDogeA==",
	  "1 message/rfc822 'U3ViamVjdDogeA=='" },
	{ "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: d\r\n\r\nin a digest\r\n--b--\r\n",
	  " multipart/digest[1 message/rfc822[1.1 text/plain 'in a digest']]" },
};

static void
test_trees(void **state)
{
	for (size_t i = 0; i < COUNT(trees); i++) {
		struct mime_message m = mime_parse(*state, trees[i].mail, strlen(trees[i].mail));

		assert_row(i, trees[i].want, shown(*state, &m));
		assert_null(m.limit);
	}
}

static void
test_what_a_part_says(void **state)
{
	static const char mail[] = "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
	    "Content-Type: image/png; name=\"old.png\"\r\n"
	    "Content-Disposition: INLINE; filename*=utf-8''..%2F..%2Fnew%C3%A9.png\r\n"
	    "Content-ID: <p1@x>\r\nContent-Location: http://x/a.png\r\nContent-Language: de, en-GB\r\n"
	    "Content-Transfer-Encoding: BASE64\r\n\r\naGVsbG8=\r\n--b\r\n"
	    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "caf=E9 =\r\nau lait\r\n--b\r\nContent-Type: application/ms-tnef\r\n\r\n--b\r\n"
	    "Content-Type: text/calendar; method=REQUEST\r\n\r\n--b--\r\n";
	struct mime_message m = mime_parse(*state, mail, sizeof mail - 1);
	struct mime_part *p = mime_part_find(&m, "1");
	bool problem = false;
	size_t len;

	assert_string_equal("newé.png", p->name);
	assert_string_equal("inline", p->disposition);
	assert_string_equal("p1@x", p->cid);
	assert_string_equal("http://x/a.png", p->location);
	assert_string_equal("de", p->language[0]);
	assert_string_equal("en-GB", p->language[1]);
	assert_null(p->language[2]);
	assert_null(p->charset);
	assert_string_equal("hello", mime_part_bytes(*state, &m, p, &len, &problem));
	p = mime_part_find(&m, "2");
	assert_string_equal("iso-8859-1", p->charset);
	assert_string_equal("café au lait", mime_part_text(*state, &m, p, &len, &problem));
	assert_false(problem);
	assert_int_equal(MIME_TNEF, mime_kind(mime_part_find(&m, "3")));
	assert_int_equal(MIME_CALENDAR, mime_kind(mime_part_find(&m, "4")));
	assert_null(mime_part_find(&m, "5"));
	assert_ptr_equal(m.root, mime_part_find(&m, ""));
}

static void
test_text(void **state)
{
	static const struct {
		const char	*mail, *want;
		bool		 problem;
	} texts[] = {
		{ "\r\na\r\nb\rc\n", "a\nb\rc\n", false },
		{ "\r\ncaf\xe9", "café", false },
		{ "Content-Type: text/plain; charset=nope\r\n\r\nx", "x", true },
		{ "Content-Transfer-Encoding: x-magic\r\n\r\nx", "x", true },
		{ "Content-Transfer-Encoding: base64\r\n\r\n!!!!", "", true },
		{ "Content-Type: text/html\r\n\r\n<meta charset=\"windows-1251\">\xcf\xf0",
		  "<meta charset=\"windows-1251\">Пр", false },
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct mime_message m = mime_parse(*state, texts[i].mail, strlen(texts[i].mail));
		bool problem = false;
		size_t len;

		assert_row(i, texts[i].want, mime_part_text(*state, &m, m.root, &len, &problem));
		assert_int_equal(texts[i].problem, problem);
	}
}

/* RFC 8621, section 4.1.4: the example there, and more. */
static void
list(struct buf *out, const char *name, struct mime_part **parts, size_t count)
{
	buf_printf(out, "%s:", name);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, " %s", parts[i]->id);
	buf_putc(out, ' ');
}

#define M(b)		"Content-Type: multipart/mixed; boundary=" b "\n\n"
#define R(b)		"Content-Type: multipart/related; boundary=" b "\n\n"
#define A(b)		"Content-Type: multipart/alternative; boundary=" b "\n\n"
#define T		"Content-Type: text/plain\n\nt\n"
#define H		"Content-Type: text/html\n\nh\n"
#define PNG		"Content-Type: image/png\n\np\n"
#define FILE_(t)	"Content-Type: " t "\nContent-Disposition: attachment; filename=f\n\nf\n"

static const struct {
	const char	*mail, *want;
	bool		 has_attachment;
} bodies[] = {
	{ T, "text: 1 html: 1 files: ", false },
	{ H, "text: 1 html: 1 files: ", false },
	{ PNG, "text: 1 html: 1 files: ", false },
	{ FILE_("image/png"), "text: html: files: 1 ", true },
	{ A("a") "--a\n" T "--a\n" H "--a--\n", "text: 1 html: 2 files: ", false },
	{ A("a") "--a\n" H "--a--\n", "text: 1 html: 1 files: ", false },
	{ A("a") "--a\n" T "--a--\n", "text: 1 html: 1 files: ", false },
	{ M("m") "--m\n" T "--m\n" FILE_("application/pdf") "--m--\n", "text: 1 html: 1 files: 2 ", true },
	{ M("m") "--m\n" A("a") "--a\n" T "--a\n" R("r") "--r\n" H "--r\n" PNG "--r--\n--a--\n--m\n"
	  FILE_("application/pdf") "--m--\n", "text: 1.1 html: 1.2.1 files: 1.2.2 2 ", true },
	{ M("m") "--m\n" T "--m\n" PNG "--m\n" T "--m--\n", "text: 1 2 3 html: 1 2 3 files: ", false },
	{ M("m") "--m\n" T "--m\nContent-Type: text/plain; name=x.txt\n\nx\n--m--\n",
	  "text: 1 html: 1 files: 2 ", true },
	{ M("m") "--m\n" T "--m\nContent-Type: message/rfc822\n\n" T "--m--\n", "text: 1 html: 1 files: 2 ", true },
	{ R("r") "--r\n" H "--r\nContent-Type: image/png\nContent-Disposition: inline\n\np\n--r--\n",
	  "text: 1 html: 1 files: 2 ", false },
	/* A mailing list's footer beside alternatives: RFC 8621's own example. */
	{ M("m") "--m\n" T "--m\n" M("n") "--n\n" A("a") "--a\n" M("o") "--o\n" T "--o\n" PNG "--o\n" T "--o--\n"
	  "--a\n" R("r") "--r\n" H "--r\n" PNG "--r--\n--a--\n--n\n" FILE_("image/jpeg") "--n\n"
	  "Content-Type: application/x-excel\n\nx\n--n\nContent-Type: message/rfc822\n\n" T "--n--\n--m\n" T "--m--\n",
	  "text: 1 2.1.1.1 2.1.1.2 2.1.1.3 3 html: 1 2.1.2.1 3 files: 2.1.1.2 2.1.2.2 2.2 2.3 2.4 ", true },
};

static void
test_bodies(void **state)
{
	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct mime_message m = mime_parse(*state, bodies[i].mail, strlen(bodies[i].mail));
		struct mime_bodies b = mime_bodies(*state, &m);
		struct buf got = BUF_ON(*state);

		list(&got, "text", b.text, b.text_count);
		list(&got, "html", b.html, b.html_count);
		list(&got, "files", b.attachments, b.attachments_count);
		assert_row(i, bodies[i].want, got.data);
		assert_int_equal(bodies[i].has_attachment, b.has_attachment);
	}
}

static const struct {
	enum mime_encoding	 encoding;
	const char		*in, *want;
	bool			 problem;
} encodings[] = {
	{ MIME_BASE64, "aGVsbG8=", "hello", false },
	{ MIME_BASE64, "aGVs\r\nbG8=\r\n", "hello", false },
	{ MIME_BASE64, "aGVsbG8", "hello", false },
	{ MIME_BASE64, "aGVsbG8=aGVsbG8=", "hellohello", false },
	{ MIME_BASE64, "aG*VsbG8=", "hello", true },
	{ MIME_BASE64, "a", "", true },
	{ MIME_BASE64, "====", "", true },
	{ MIME_BASE64, "", "", false },
	{ MIME_QUOTED_PRINTABLE, "a=3Db", "a=b", false },
	{ MIME_QUOTED_PRINTABLE, "a=3db", "a=b", false },
	{ MIME_QUOTED_PRINTABLE, "soft=\r\nbreak", "softbreak", false },
	{ MIME_QUOTED_PRINTABLE, "soft=\nbreak", "softbreak", false },
	{ MIME_QUOTED_PRINTABLE, "soft= \t\r\nbreak", "softbreak", false },
	{ MIME_QUOTED_PRINTABLE, "end=", "end", false },
	{ MIME_QUOTED_PRINTABLE, "blanks  \r\nx ", "blanks\r\nx", false },
	{ MIME_QUOTED_PRINTABLE, "a =20\r\n", "a  \r\n", false },
	{ MIME_QUOTED_PRINTABLE, "100% = x", "100% = x", true },
	{ MIME_QUOTED_PRINTABLE, "=4", "=4", true },
	{ MIME_QUOTED_PRINTABLE, "=G1", "=G1", true },
	{ MIME_QUOTED_PRINTABLE, "=4\n", "=4\n", true },
	{ MIME_QUOTED_PRINTABLE, "==41", "=A", true },
	{ MIME_QUOTED_PRINTABLE, "=4=41", "=4A", true },
	{ MIME_UUENCODE, "begin 644 x\r\n%:&5L;&\\\r\n`\r\nend\r\n", "hello", false },
	{ MIME_UUENCODE, "text\nbegin 644 x\n%:&5L;&\\\n`\nend\nmore", "hello", false },
	{ MIME_UUENCODE, "begin 644 x\nM:&5L\n", "hel", true },
	{ MIME_UUENCODE, "nothing", "", true },
	{ MIME_IDENTITY, "a=3D", "a=3D", false },
	{ MIME_UNKNOWN, "x", "x", true },
};

static void
test_encodings(void **state)
{
	for (size_t i = 0; i < COUNT(encodings); i++) {
		bool problem = false;
		size_t len, in = strlen(encodings[i].in);
		char *got = mime_decode(*state, encodings[i].encoding, encodings[i].in, in, &len, &problem);

		assert_row(i, encodings[i].want, got);
		if (problem != encodings[i].problem)
			fail_msg("row %zu: problem is %d", i, problem);
		/* Byte by byte gives the same. */
		for (size_t step = 1; step < 4; step++) {
			struct mime_decoder d;
			char pieces[1024];
			size_t n = 0;

			mime_decoder_open(&d, encodings[i].encoding);
			for (size_t k = 0; k < in; k += step)
				n += mime_decoder_feed(&d, encodings[i].in + k,
				    in - k < step ? in - k : step, pieces + n);
			n += mime_decoder_close(&d, pieces + n);
			pieces[n] = '\0';
			assert_row(i, encodings[i].want, pieces);
			assert_int_equal(problem, d.problem);
		}
	}
	assert_int_equal(MIME_QUOTED_PRINTABLE, mime_encoding_parse(" Quoted-Printable "));
	assert_int_equal(MIME_IDENTITY, mime_encoding_parse("8BIT"));
	assert_int_equal(MIME_IDENTITY, mime_encoding_parse(NULL));
	assert_int_equal(MIME_BASE64, mime_encoding_parse("base64 (c)"));
	assert_int_equal(MIME_UNKNOWN, mime_encoding_parse("base65"));
}

static void
test_flowed(void **state)
{
	static const struct {
		const char	*in, *want;
		bool		 delsp;
	} flows[] = {
		{ "one \r\nline\r\ntwo\r\n", "one line\ntwo\n", false },
		{ "one \ntwo \nthree", "one two three", false },
		{ "del \nsp\n", "delsp\n", true },
		{ "> quoted \n> text\nmine\n", "> quoted text\nmine\n", false },
		{ ">> deep \n> less\n", ">> deep \n> less\n", false },
		{ " >stuffed\n", ">stuffed\n", false },
		{ "text \n-- \nsig\n", "text \n-- \nsig\n", false },
		{ "", "", false },
		{ "a \n\nb\n", "a \nb\n", false },
	};

	for (size_t i = 0; i < COUNT(flows); i++) {
		size_t len;

		assert_row(i, flows[i].want, mime_flowed_join(*state, flows[i].in, strlen(flows[i].in),
		    flows[i].delsp, &len));
	}
}

static void
test_flowed_goes_back(void **state)
{
	static const char text[] = "A paragraph that is much longer than a line may be when it is sent, so that it must be broken softly somewhere in here.\n"
	    "\n> a quote\nFrom here on\n  indented\nшироко ходила молва по всей земле русской о том самом человеке который ничего не боялся\n"
	    "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutblanks end\n-- \nme\n";
	size_t len, back_len;
	char *sent = mime_flowed_split(*state, text, sizeof text - 1, &len);
	char *back = mime_flowed_join(*state, sent, len, false, &back_len);

	assert_string_equal(text, back);
	assert_non_null(strstr(sent, "\r\n From here on\r\n"));
	assert_non_null(strstr(sent, "\r\n> a quote\r\n"));
}

/* ---- what a mail can do to a reader (libs.md: libetpan dies of these) ---- */

static char *
repeat(struct arena *arena, const char *unit, size_t times, const char *end, size_t *len)
{
	size_t n = strlen(unit);
	char *s = arena_alloc(arena, n * times + strlen(end) + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(s + i * n, unit, n);
	strcpy(s + n * times, end);
	*len = n * times + strlen(end);
	return s;
}

static void
test_parentheses(void **state)
{
	size_t len;
	char *open = repeat(*state, "(", 106000, "", &len);
	char *mail = arena_printf(*state, "From: %s\r\nContent-Type: text/plain %s\r\nSubject: s\r\n\r\nbody",
	    open, open);
	int64_t start = unit_worked();
	struct mime_message m = mime_parse(*state, mail, strlen(mail));
	const struct mime_field *from = mime_field_find(&m.root->fields, "from");

	assert_int_equal(1, m.parts);
	assert_string_equal("a header field of more than 64 KiB", m.limit);
	mime_header_addresses(*state, from->raw, from->len);
	assert_string_equal("body", mail + m.root->body_start);
	assert_in_range(unit_worked() - start, 0, 5000);
}

static void
test_messages_within_messages(void **state)
{
	size_t len;
	char *mail = repeat(*state, "Content-Type: message/rfc822\r\n\r\n", 27700, "Subject: x\r\n\r\nx", &len);
	int64_t start = unit_worked();
	struct mime_message m = mime_parse(*state, mail, len);

	assert_int_equal(MIME_DEPTH_MAX + 1, m.parts);
	assert_string_equal("parts nested deeper than 50", m.limit);
	assert_in_range(unit_worked() - start, 0, 5000);
}

static void
test_multiparts_within_multiparts(void **state)
{
	struct buf mail = BUF_ON(*state);
	struct mime_message m;
	int64_t start;

	for (int i = 0; i < 20000; i++)
		buf_printf(&mail, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i);
	start = unit_worked();
	m = mime_parse(*state, mail.data, mail.len);
	assert_int_equal(MIME_DEPTH_MAX + 1, m.parts);
	assert_string_equal("parts nested deeper than 50", m.limit);
	mime_bodies(*state, &m);
	assert_in_range(unit_worked() - start, 0, 5000);
}

static void
test_many_parts(void **state)
{
	size_t len;
	char *parts = repeat(*state, "--b\r\n\r\nx\r\n", 500000, "", &len);
	char *mail = arena_printf(*state, MIXED "%s", parts);
	int64_t start = unit_worked();
	struct mime_message m = mime_parse(*state, mail, strlen(mail));

	assert_int_equal(MIME_PARTS_MAX, m.parts);
	assert_string_equal("more than 1000 parts", m.limit);
	assert_in_range(unit_worked() - start, 0, 10000);
}

/* Fifty open boundaries and a body of lines that look like one. */
static void
test_lines_of_dashes(void **state)
{
	struct buf mail = BUF_ON(*state);
	char *lines;
	size_t len;
	int64_t start;

	for (int i = 0; i < 50; i++)
		buf_printf(&mail, "Content-Type: multipart/mixed; boundary=%0200d\r\n\r\n--%0200d\r\n", i, i);
	lines = repeat(*state, "--00000000000000000000000000000000000000000000000000\n", 200000, "", &len);
	buf_puts(&mail, "\r\n");
	buf_add(&mail, lines, len);
	start = unit_worked();
	mime_parse(*state, mail.data, mail.len);
	assert_in_range(unit_worked() - start, 0, 15000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_trees), unit_case(test_what_a_part_says), unit_case(test_text),
		unit_case(test_bodies), unit_case(test_encodings), unit_case(test_flowed),
		unit_case(test_flowed_goes_back), unit_case(test_parentheses),
		unit_case(test_messages_within_messages), unit_case(test_multiparts_within_multiparts),
		unit_case(test_many_parts), unit_case(test_lines_of_dashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
