/* What we write is right, cannot be turned into something else, and reads back as it was. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/http.h"
#include "tests/unit/unit.h"
#include "webmail/mime_flowed.h"
#include "webmail/mime_parse.h"
#include "webmail/mime_write.h"

static const char *
field_of(const struct mime_out_fields *f)
{
	return f->last != NULL ? f->last->text : NULL;
}

static const struct {
	const char	*in, *want;	/* NULL: refused */
} texts[] = {
	{ "Hello", "Hello" },
	{ "Grüße", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=" },
	{ "Re: Grüße aus Köln und mehr", "Re: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?= und mehr" },
	{ "日本", "=?UTF-8?B?5pel5pys?=" },
	{ "=?utf-8?q?x?=", "=?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=" },
	{ "  blanks  ", "blanks" },
	{ "a\x01" "b", "=?UTF-8?Q?a=01b?=" },
	{ "", "" },
	{ "a\r\nBcc: x@y", NULL },
	{ "a\nb", NULL },
	{ "a\rb", NULL },
	{ "bad \xff utf-8", NULL },
};

static void
test_text_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct mime_out_fields f = { NULL, NULL };
		enum status st = mime_put_text(&unit_cx, &f, "Subject", texts[i].in);

		assert_row(i, texts[i].want, st == OK ? field_of(&f) : NULL);
	}
}

/* Any text: lines of at most 78, and the same text back. */
static void
test_text_goes_back(void **state)
{
	static const char *const values[] = {
		"A subject that is quite long and has to be folded somewhere, since lines of more than 78 characters are not nice",
		"日本語のとても長い件名がここに入ります。折り返しが必要になるほど長いので、複数の語に分かれます。もっともっと長く。",
		"Mixed ünïcödé and plain, then a very long tail of plain words that goes on and on and on, well past two lines of header text",
		"two  blanks   three    four and more so that the line has to be folded at some place   with blanks",
	};
	char *word = arena_alloc(*state, 5001);
	struct mime_out_fields f = { NULL, NULL };

	for (size_t i = 0; i <= COUNT(values); i++) {
		const char *value = i < COUNT(values) ? values[i] : (memset(word, 'x', 5000), word);

		assert_int_equal(OK, mime_put_text(&unit_cx, &f, "Subject", value));
		assert_row(i, value, mime_header_text(*state, field_of(&f), strlen(field_of(&f))));
		for (const char *line = field_of(&f); *line != '\0';) {
			size_t n = strcspn(line, "\r");

			assert_in_range(n + (line == field_of(&f) ? 9 : 0), 1, 78);
			line += n + (line[n] != '\0' ? 2 : 0);
		}
	}
}

static void
test_address_field(void **state)
{
	static const struct {
		const char	*name, *email, *want;
	} rows[] = {
		{ NULL, "a@x", "a@x" },
		{ "", "a@x", "a@x" },
		{ "Alice Smith", "a@x", "Alice Smith <a@x>" },
		{ "Smith, Alice", "a@x", "\"Smith, Alice\" <a@x>" },
		{ "A \"B\" \\C", "a@x", "\"A \\\"B\\\" \\\\C\" <a@x>" },
		{ "Jürgen", "a@x", "=?UTF-8?Q?J=C3=BCrgen?= <a@x>" },
		{ "=?utf-8?q?x?=", "a@x", "=?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= <a@x>" },
		{ "Alice", "jü@bücher.example", "Alice <jü@bücher.example>" },
		{ "A\r\nBcc: b@x", "a@x", NULL },
		{ "A", "a@x\r\nBcc: b@x", NULL },
		{ "A", "a@x, b@x", NULL },
		{ "A", "a@x>", NULL },
		{ "A", "nobody", NULL },
		{ "A", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mime_address a = { rows[i].name, rows[i].email };
		struct mime_addresses list = { &a, 1 }, back;
		struct mime_out_fields f = { NULL, NULL };
		enum status st = mime_put_addresses(&unit_cx, &f, "To", &list);

		assert_row(i, rows[i].want, st == OK ? field_of(&f) : NULL);
		if (st != OK)
			continue;
		back = mime_header_addresses(*state, field_of(&f), strlen(field_of(&f)));
		assert_int_equal(1, back.count);
		assert_row(i, a.email, back.list[0].email);
		if (a.name != NULL && *a.name != '\0')
			assert_row(i, a.name, back.list[0].name);
	}
}

static void
test_groups_and_ids(void **state)
{
	struct mime_address a[] = { { "Ed", "e@x" }, { NULL, "f@x" } };
	struct mime_group g[] = { { "Team, A", { a, 2 } }, { NULL, { a + 1, 1 } }, { "none", { NULL, 0 } } };
	struct mime_groups groups = { g, 3 };
	const char *id[60] = { "a@b", "c@d" }, *bad[] = { "a> <b" }, *line[] = { "a\r\nX: y" };
	struct mime_ids ids = { id, 2 }, evil = { bad, 1 }, broken = { line, 1 }, back;
	struct mime_out_fields f = { NULL, NULL };

	assert_int_equal(OK, mime_put_groups(&unit_cx, &f, "To", &groups));
	assert_string_equal("\"Team, A\": Ed <e@x>, f@x;, f@x, none:;", field_of(&f));
	assert_int_equal(OK, mime_put_ids(&unit_cx, &f, "References", &ids));
	assert_string_equal("<a@b> <c@d>", field_of(&f));
	assert_int_equal(OK, mime_put_urls(&unit_cx, &f, "List-Help", &ids));
	assert_string_equal("<a@b>, <c@d>", field_of(&f));
	assert_int_equal(ERR_INVALID, mime_put_ids(&unit_cx, &f, "References", &evil));
	assert_int_equal(ERR_INVALID, mime_put_ids(&unit_cx, &f, "References", &broken));
	for (size_t i = 0; i < COUNT(id); i++)
		id[i] = arena_printf(*state, "%zu.a.long.message.id.0123456789@example.org", i);
	ids.count = COUNT(id);
	assert_int_equal(OK, mime_put_ids(&unit_cx, &f, "References", &ids));
	assert_true(mime_header_ids(*state, field_of(&f), strlen(field_of(&f)), &back));
	assert_int_equal(COUNT(id), back.count);
	assert_string_equal(id[59], back.list[59]);
}

static void
test_raw_and_names(void **state)
{
	static const struct {
		const char	*name, *value, *want;
	} rows[] = {
		{ "X-A", "value", "value" },
		{ "X-A", " value", "value" },
		{ "X-A", "a\r\n b", "a b" },
		{ "X-A", "a\r\nb", NULL },
		{ "X-A", "a\r\n", NULL },
		{ "X-A", "a\n b", NULL },
		{ "X-A", "a\x01", NULL },
		{ "X A", "v", NULL },
		{ "X:A", "v", NULL },
		{ "", "v", NULL },
		{ "X\r\nY", "v", NULL },
		{ "Xé", "v", NULL },
		{ "X-A", "ü", "ü" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mime_out_fields f = { NULL, NULL };
		enum status st = mime_put_raw(&unit_cx, &f, rows[i].name, rows[i].value);

		assert_row(i, rows[i].want, st == OK ? field_of(&f) : NULL);
	}
}

static struct mime_out
text_part(const char *type, const char *text)
{
	struct mime_out p = MIME_OUT;

	p.type = type;
	p.text = text;
	p.text_len = strlen(text);
	return p;
}

/* Every line of a message: CRLF, at most 998 characters, no bare CR or LF. */
static void
assert_sound(const char *s, size_t len, bool seven_bit)
{
	size_t column = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\r') {
			assert_true(i + 1 < len && s[i + 1] == '\n');
			i++;
			column = 0;
			continue;
		}
		assert_int_not_equal('\n', s[i]);
		assert_int_not_equal('\0', s[i]);
		assert_in_range(++column, 1, 998);
		if (seven_bit)
			assert_in_range((unsigned char)s[i], 1, 126);
	}
}

static void
test_text_parts(void **state)
{
	static const char *const bodies[] = {
		"Hello\nthere\n", "Grüße\n", "no line end", "", "trailing blank \nand =\n",
		"From here\n.\n..\nFrom\n", "tab\t\nnul-free\n", "\n\n\n",
		"a line that is much longer than 76 characters, because nobody broke it, and it goes on and on; ünd so weiter",
	};
	char *longest = arena_alloc(*state, 3001);

	memset(longest, 'y', 3000);
	for (size_t i = 0; i <= COUNT(bodies); i++)
		for (int how = 0; how < 4; how++) {
			const char *body = i < COUNT(bodies) ? bodies[i] : longest, *bytes;
			struct mime_out p = text_part("text/plain", body);
			struct mime_message m;
			size_t len, n;
			char *text;

			p.flowed = how & 1;
			p.eight_bit = how & 2;
			assert_int_equal(OK, mime_write_memory(&unit_cx, &p, &bytes, &len));
			assert_sound(bytes, len, !p.eight_bit);
			m = mime_parse(*state, bytes, len);
			text = mime_part_text(*state, &m, m.root, &n, NULL);
			if (p.flowed) {
				text = mime_flowed_join(*state, text, n, false, &n);
				/* Flowed text ends its last line, and drops blanks at hard ends. */
				assert_true(strncmp(body, text, 8) == 0);
			} else {
				assert_row(i * 10 + (size_t)how, body, text);
			}
			assert_null(strstr(bytes + m.root->body_start - 2, "\r\nFrom "));
		}
}

static const char *
tree_of(struct arena *arena, const struct mime_message *m)
{
	struct buf out = BUF_ON(arena);

	for (struct mime_part *p = mime_part_next(m, NULL); p != NULL; p = mime_part_next(m, p))
		buf_printf(&out, "%d %s;", p->depth, p->type);
	return buf_str(&out);
}

static void
test_whole_message(void **state)
{
	struct mime_out text = text_part("text/plain", "Grüße\n"), html = text_part("text/html", "<p>Gr&uuml;&szlig;e<img src=cid:p@x>");
	struct mime_out picture = MIME_OUT, file = MIME_OUT, mail = MIME_OUT, *root;
	struct mime_param extra = { "x-extra", "va\"lue ü", NULL };
	struct mime_address to = { "Bob Ü", "bob@example.org" };
	struct mime_addresses list = { &to, 1 };
	struct mime_message m;
	struct mime_bodies b;
	char data[1000], *got;
	const char *bytes;
	size_t len, n;

	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (char)(i * 7);
	picture.type = "image/png";
	picture.cid = "p@x";
	picture.disposition = "inline";
	picture.data = data;
	picture.data_len = 300;
	file.type = "application/pdf";
	file.disposition = "attachment";
	file.name = "Übersicht mit einem recht langen Namen, damit er in Stücke gebrochen werden muss \"1\".pdf";
	file.params = &extra;
	file.data = data;
	file.data_len = sizeof data;
	file.next = &mail;
	mail.type = "message/rfc822";
	mail.disposition = "attachment";
	mail.data = "Subject: in\r\n\r\nb\xc3\xbc\r\n";
	mail.data_len = strlen(mail.data);
	root = mime_out_tree(*state, &text, &html, &picture, &file);
	assert_int_equal(OK, mime_put_addresses(&unit_cx, &root->fields, "To", &list));
	assert_int_equal(OK, mime_put_text(&unit_cx, &root->fields, "Subject", "Grüße"));
	assert_int_equal(OK, mime_write_memory(&unit_cx, root, &bytes, &len));
	assert_sound(bytes, len, false);
	m = mime_parse(*state, bytes, len);
	assert_string_equal("0 multipart/mixed;1 multipart/alternative;2 text/plain;2 multipart/related;"
	    "3 text/html;3 image/png;1 application/pdf;1 message/rfc822;2 text/plain;", tree_of(*state, &m));
	assert_non_null(mime_field_find(&m.root->fields, "mime-version"));
	assert_string_equal("8bit", mime_header_text(*state,
	    mime_field_find(&m.root->fields, "content-transfer-encoding")->raw, 5));
	b = mime_bodies(*state, &m);
	assert_string_equal("Grüße\n", mime_part_text(*state, &m, b.text[0], &n, NULL));
	assert_string_equal("p@x", b.attachments[0]->cid);
	assert_string_equal("text/html", mime_param_find(b.html[0]->parent->params, "type"));
	got = mime_part_bytes(*state, &m, b.attachments[1], &n, NULL);
	assert_int_equal(sizeof data, n);
	assert_memory_equal(data, got, n);
	assert_string_equal(file.name, b.attachments[1]->name);
	assert_string_equal(extra.value, mime_param_find(b.attachments[1]->params, "x-extra"));
	got = mime_part_bytes(*state, &m, b.attachments[2], &n, NULL);
	assert_string_equal(mail.data, got);
	assert_true(b.has_attachment);
}

/* A mail inside that cannot go as it is becomes a plain file, whole. */
static void
test_broken_mail_inside(void **state)
{
	struct mime_out mail = MIME_OUT;
	struct mime_message m;
	const char *bytes;
	size_t len, n;

	mail.type = "message/rfc822";
	mail.data = "Subject: bare\n\nline ends\n";
	mail.data_len = strlen(mail.data);
	assert_int_equal(OK, mime_write_memory(&unit_cx, &mail, &bytes, &len));
	m = mime_parse(*state, bytes, len);
	assert_string_equal("application/octet-stream", m.root->type);
	assert_string_equal(mail.data, mime_part_bytes(*state, &m, m.root, &n, NULL));
}

static void
test_refused(void **state)
{
	struct mime_out good = text_part("text/plain", "x"), p;
	struct mime_param param = { "a\r\nb", "v", NULL };
	const char *languages[] = { "de\r\nX: y", NULL }, *bytes;
	size_t len;

	(void)state;
#define REFUSED(member, value) do {						\
	p = good;								\
	p.member = (value);							\
	assert_int_equal(ERR_INVALID, mime_write_memory(&unit_cx, &p, &bytes, &len));	\
} while (0)
	REFUSED(type, "text");
	REFUSED(type, "text/plain; x=y");
	REFUSED(type, "text/plain\r\nBcc: x");
	REFUSED(type, NULL);
	REFUSED(type, "multipart/mixed");
	REFUSED(disposition, "inline; x");
	REFUSED(disposition, "inline\r\nX: y");
	REFUSED(name, "a\r\nb");
	REFUSED(name, "a\xff");
	REFUSED(cid, "a>\r\nX: y");
	REFUSED(cid, "");
	REFUSED(location, "http://x\r\nX: y");
	REFUSED(language, languages);
	REFUSED(params, &param);
	REFUSED(text, NULL);
	REFUSED(child, &good);
	param = (struct mime_param){ "a", "v\r\nX: y", NULL };
	REFUSED(params, &param);
}

/* 40 MB from a file: the memory for it stays flat. */
static void
test_streaming(void **state)
{
	int in = memfd_create("in", MFD_CLOEXEC), out = memfd_create("out", MFD_CLOEXEC);
	struct mime_out file = MIME_OUT, text = text_part("text/plain", "see file"), *root;
	struct mime_message m;
	int64_t size, total = 40 << 20;
	char *map, line[4096];
	size_t n, before;

	for (size_t i = 0; i < sizeof line; i++)
		line[i] = (char)(i * 31 >> 3);
	for (int64_t i = 0; i < total; i += sizeof line)
		assert_int_equal(sizeof line, write(in, line, sizeof line));
	file.type = "application/octet-stream";
	file.disposition = "attachment";
	file.name = "big.bin";
	file.fd = in;
	file.fd_start = 1;
	file.fd_len = total - 1;
	root = mime_out_tree(*state, &text, NULL, NULL, &file);
	before = arena_size(*state);
	assert_int_equal(OK, mime_write(&unit_cx, root, out, &size));
	assert_in_range(arena_size(*state) - before, 0, 512 * 1024);
	assert_int_equal(size, lseek(out, 0, SEEK_END));

	map = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, out, 0);
	m = mime_parse(*state, map, (size_t)size);
	assert_string_equal("big.bin", mime_part_find(&m, "2")->name);
	char *got = mime_part_bytes(*state, &m, mime_part_find(&m, "2"), &n, NULL);
	assert_int_equal(total - 1, n);
	for (size_t i = 0; i < n; i += 4093)
		assert_int_equal(line[(i + 1) % sizeof line], got[i]);
	munmap(map, (size_t)size);

	/* A file that shrank is an error, not a short mail. */
	file.fd_len = total;
	assert_int_equal(0, ftruncate(in, total / 2));
	assert_int_equal(ERR_INTERNAL, mime_write(&unit_cx, root, out, &size));
	close(in);
	close(out);
}

static const struct {
	const char	*mail, *want;
} bccs[] = {
	{ "A: b\r\nBcc: x@y\r\nC: d\r\n\r\nBcc: body\r\n", "A: b\r\nC: d\r\n\r\nBcc: body\r\n" },
	{ "Bcc: x@y,\r\n z@y\r\n\tq@y\r\nC: d\r\n\r\nb", "C: d\r\n\r\nb" },
	{ "A: b\r\nBCC : x@y\r\nbcc: z\r\nResent-Bcc: q\r\n\r\nb", "A: b\r\n\r\nb" },
	{ "A: b\nBcc: x\n\nb", "A: b\n\nb" },
	{ "A: b\r\nX-Bcc: x\r\nBcc-X: y\r\n\r\nb", "A: b\r\nX-Bcc: x\r\nBcc-X: y\r\n\r\nb" },
	{ "Bcc: x", "" },
	{ "Bcc: x\r\n", "" },
	{ "A: b\r\n Bcc: in a continuation\r\n\r\n", "A: b\r\n Bcc: in a continuation\r\n\r\n" },
	{ "A: b\r\nBcc: x\r\n \r\n y\r\nC: d\r\n\r\n", "A: b\r\nC: d\r\n\r\n" },
	{ "\r\nBcc: body", "\r\nBcc: body" },
	{ "A: b\r\nbroken line\r\nBcc: x\r\n\r\nb", "A: b\r\nbroken line\r\n\r\nb" },
	{ "", "" },
};

static void
test_bcc(void **state)
{
	for (size_t i = 0; i < COUNT(bccs); i++) {
		struct mime_spans s = mime_without_bcc(*state, bccs[i].mail, strlen(bccs[i].mail));
		struct buf got = BUF_ON(*state);

		for (size_t k = 0; k < s.count; k++)
			buf_add(&got, s.list[k].p, s.list[k].len);
		assert_row(i, bccs[i].want, buf_str(&got));
		assert_int_equal(s.total, got.len);
	}
}

static void
test_message_id(void **state)
{
	const char *a = mime_new_message_id(&unit_cx, "alice@example.org");
	const char *b = mime_new_message_id(&unit_cx, "alice@example.org");

	(void)state;
	assert_string_not_equal(a, b);
	assert_string_equal("@example.org", strchr(a, '@'));
	assert_true(mime_email_valid(a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_text_field), unit_case(test_text_goes_back), unit_case(test_address_field),
		unit_case(test_groups_and_ids), unit_case(test_raw_and_names), unit_case(test_text_parts),
		unit_case(test_whole_message), unit_case(test_broken_mail_inside), unit_case(test_refused),
		unit_case(test_streaming), unit_case(test_bcc), unit_case(test_message_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
