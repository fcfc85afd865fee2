/*
 * The IMAP response reader: what comes in as bytes, in pieces of any size, and
 * what tree comes out; limits; FETCH answers as structs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/buf.h"
#include "imapclient/private.h"
#include "tests/imap_source.h"

/* The tree as text: (a "b" NIL). */
static void
show(struct buf *b, const struct imap_node *n)
{
	for (; n != NULL; n = n->next) {
		if (n->kind == IMAP_LIST) {
			buf_putc(b, '(');
			show(b, n->child);
			buf_putc(b, ')');
		} else if (n->kind == IMAP_NIL) {
			buf_puts(b, "NIL");
		} else if (n->skipped) {
			buf_printf(b, "<%zu>", n->len);
		} else {
			buf_puts(b, n->kind == IMAP_STRING ? "\"" : "");
			buf_add(b, n->data, n->len);
			buf_puts(b, n->kind == IMAP_STRING ? "\"" : "");
		}
		if (n->next != NULL)
			buf_putc(b, ' ');
	}
}

static const struct {
	const char	*in, *want;	/* want NULL: no IMAP */
} cases[] = {
	{ "* 12 EXISTS\r\n", "12 EXISTS" },
	{ "* 12 EXISTS\n", "12 EXISTS" },
	{ "* LIST (\\HasNoChildren) \"/\" \"a b\"\r\n", "LIST (\\HasNoChildren) \"/\" \"a b\"" },
	{ "* LIST () NIL {3}\r\na\r\n\r\n", "LIST () NIL \"a\r\n\"" },
	{ "* 1 FETCH (X \"a\\\"\\\\b\" Y {0}\r\n Z nil)\r\n", "1 FETCH (X \"a\"\\b\" Y \"\" Z NIL)" },
	{ "* 1 FETCH (BODY[HEADER.FIELDS (TO \"]\" X)]<0> ~{2}\r\n\001\002)\r\n",
	    "1 FETCH (BODY[HEADER.FIELDS (TO \"]\" X)]<0> \"\001\002\")" },
	{ "* 1 FETCH (BODY ((a)(b) c))\r\n", "1 FETCH (BODY ((a) (b) c))" },
	{ "* ESEARCH (TAG \"h1\") UID ALL 1:3,7\r\n", "ESEARCH (TAG \"h1\") UID ALL 1:3,7" },
	{ "* SEARCH\r\n", "SEARCH" },
	{ "* OK [UIDNEXT 5] words [here] (x\r\n", "OK:UIDNEXT 5:words [here] (x" },
	{ "h1 NO [COPYUID 1 2:3 4:5] done\r\n", "h1 NO:COPYUID 1 2:3 4:5:done" },
	{ "h1 OK\r\n", "h1 OK::" },
	{ "* BYE\r\n", "BYE::" },
	{ "* OK [PERMANENTFLAGS (\\Seen \\*)] ok\r\n", "OK:PERMANENTFLAGS (\\Seen \\*):ok" },
	{ "+ idling\r\n", "+idling" },
	{ "+\r\n", "+" },

	{ "", NULL }, { "* ", NULL }, { "\r\n", NULL }, { "* 1 FETCH (\r\n", NULL },
	{ "* 1 FETCH )\r\n", NULL }, { "* 1 FETCH (X \"a\r\n\")\r\n", NULL },
	{ "* 1 FETCH (X {5}\r\nab", NULL }, { "* 1 FETCH (X {5x}\r\nabcde)\r\n", NULL },
	{ "* 1 FETCH (X {}\r\n)\r\n", NULL }, { "* 1 FETCH (X {99999999999999}\r\n)\r\n", NULL },
	{ "* 1 FETCH (B[x )\r\n", NULL }, { "HTTP/1.1 200 OK\r\n", NULL }, { "*\r\n", NULL },
	{ "* 1 \001\r\n", NULL }, { "* OK [X (] a\r\n", NULL }, { "* 1\rX\r\n", NULL },
	{ "220 smtp.example.org ESMTP\r\n", NULL },
	{ "this-is-a-tag-of-more-than-forty-characters-in-all OK\r\n", NULL },
};

static void
check_one(struct arena *arena, const char *in, const char *want, size_t piece)
{
	static const char *const conditions[] = { "", "OK", "NO", "BAD", "BYE", "PREAUTH" };
	struct source source = { in, strlen(in), piece };
	struct imap_response re;
	struct imap_reader r;
	struct buf b = BUF_ON(arena);
	char buf[64];

	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	if (want == NULL) {
		assert_false(imap_reader_next(&r, arena, &re));
		return;
	}
	assert_true(imap_reader_next(&r, arena, &re));
	if (re.kind == IMAP_CONTINUE)
		buf_printf(&b, "+%s", re.text);
	if (re.kind == IMAP_TAGGED)
		buf_printf(&b, "%s ", re.tag);
	if (re.condition != IMAP_COND_NONE) {
		buf_printf(&b, "%s:", conditions[re.condition]);
		show(&b, re.code);
		buf_printf(&b, ":%s", re.text);
	}
	show(&b, re.nodes);
	assert_string_equal(want, buf_str(&b));
	assert_false(re.cut);
	assert_int_equal(0, source.left + r.end - r.pos);
}

static void
test_cases(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t piece = 1; piece <= 64; piece++)
			check_one(*state, cases[i].in, cases[i].want, piece);
}

/* 200,000 open parentheses cost libetpan the process; here they are left out. */
static void
test_depth(void **state)
{
	enum { DEEP = 200000 };
	struct buf b = BUF_ON(*state);
	struct imap_response re;
	struct imap_reader r;
	struct source source;
	char buf[4096];

	buf_puts(&b, "* 1 FETCH (UID 7 BODYSTRUCTURE ");
	for (int i = 0; i < DEEP; i++)
		buf_putc(&b, '(');
	buf_puts(&b, "\"x\"");
	for (int i = 0; i < DEEP; i++)
		buf_putc(&b, ')');
	buf_puts(&b, ")\r\n* 2 EXISTS\r\n");
	source = (struct source){ b.data, b.len, sizeof buf };
	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	assert_true(imap_reader_next(&r, *state, &re));
	assert_true(re.cut);
	struct imap_message m;
	imap_message_read(*state, &re, &m);
	assert_int_equal(7, m.uid);
	assert_true(imap_reader_next(&r, *state, &re));
	assert_true(imap_node_is(re.nodes->next, "EXISTS"));
}

/* Too many nodes, too long a string: left out, in step, told. */
static void
test_limits(void **state)
{
	struct buf b = BUF_ON(*state);
	struct imap_response re;
	struct imap_reader r;
	struct source source;
	char buf[256];

	buf_puts(&b, "* 1 FETCH (UID 7 A {100}\r\n");
	for (int i = 0; i < 100; i++)
		buf_putc(&b, 'x');
	buf_puts(&b, " B \"");
	for (int i = 0; i < 1000; i++)
		buf_putc(&b, 'y');
	buf_puts(&b, "\" C (");
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, "z ");
	buf_puts(&b, "))\r\n* 2 EXISTS\r\n");
	source = (struct source){ b.data, b.len, 100 };
	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	r.limits = (struct imap_limits){ .literal = 50, .memory = 2000, .nodes = 20, .wire = 100000 };
	assert_true(imap_reader_next(&r, *state, &re));
	assert_true(re.cut);
	struct imap_node *list = re.nodes->next->next;
	assert_true(imap_node_is(list->child, "UID"));
	assert_true(list->child->next->next->next->skipped);
	assert_int_equal(100, list->child->next->next->next->len);
	assert_true(imap_reader_next(&r, *state, &re));
	assert_true(imap_node_is(re.nodes->next, "EXISTS"));

	/* An answer without end is an end. */
	source = (struct source){ b.data, b.len, 100 };
	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	r.limits.wire = 500;
	assert_false(imap_reader_next(&r, *state, &re));
	assert_non_null(r.error);
}

static void
test_sink(void **state)
{
	const char in[] = "* 1 FETCH (UID 7 BODY[] {10}\r\n0123456789 X {3}\r\nabc)\r\n";
	struct source source = { in, sizeof in - 1, 7 };
	int fd = memfd_create("sink", MFD_CLOEXEC);
	struct imap_response re;
	struct imap_reader r;
	char buf[64], back[16] = "";

	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	r.sink = fd;
	r.sink_above = 5;
	r.sink_max = 100;
	assert_true(imap_reader_next(&r, *state, &re));
	struct imap_node *n = re.nodes->next->next->child->next->next->next;
	assert_true(n->sunk);
	assert_int_equal(10, n->len);
	assert_int_equal(10, pread(fd, back, sizeof back, 0));
	assert_string_equal("0123456789", back);
	assert_string_equal("abc", n->next->next->data);
	close(fd);
}

static bool
read_message(struct arena *arena, const char *in, struct imap_message *m)
{
	struct source source = { in, strlen(in), 1000 };
	struct imap_response re;
	struct imap_reader r;
	char *buf = arena_alloc(arena, 1000);

	imap_reader_open(&r, pull, &source, buf, 1000);
	if (!imap_reader_next(&r, arena, &re) || !imap_is_fetch(&re))
		return false;
	imap_message_read(arena, &re, m);
	return true;
}

static void
test_message(void **state)
{
	struct imap_message m;

	assert_true(read_message(*state, "* 3 FETCH (UID 7 FLAGS (\\Seen \\Recent $Junk) MODSEQ (42)"
	    " INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 123 X-GUID abc"
	    " PREVIEW \"Hi\" BODY[HEADER.FIELDS (TO)]<0> {6}\r\nTo: x\n"
	    " ENVELOPE (\"d\" \"s\" ((\"N\" NIL \"box\" \"host\")) NIL NIL"
	    " ((NIL NIL \"group\" NIL)(NIL NIL \"a\" \"b\")(NIL NIL NIL NIL)) NIL NIL NIL \"<id>\"))\r\n", &m));
	assert_int_equal(7, m.uid);
	assert_true(m.seen && !m.flagged && m.has_flags);
	assert_string_equal("$Junk", m.keywords[0]);
	assert_null(m.keywords[1]);
	assert_int_equal(42, m.modseq);
	assert_int_equal(837596665, m.received);
	assert_int_equal(123, m.size);
	assert_string_equal("abc", m.guid);
	assert_string_equal("Hi", m.preview);
	assert_int_equal(6, m.header.len);
	assert_string_equal("N", m.envelope->from->name.data);
	assert_string_equal("host", m.envelope->from->host.data);
	assert_string_equal("group", m.envelope->to->mailbox.data);
	assert_null(m.envelope->to->host.data);
	assert_string_equal("b", m.envelope->to->next->host.data);
	assert_string_equal("<id>", m.envelope->message_id.data);
}

static void
test_structure(void **state)
{
	struct imap_message m;
	struct imap_part *p;

	assert_true(read_message(*state, "* 3 FETCH (UID 7 BODYSTRUCTURE ("
	    "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") \"<cid>\" NIL \"QUOTED-PRINTABLE\" 10 2 NIL"
	    " (\"INLINE\" NIL) (\"de\" \"en\") \"http://x\")"
	    "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 300"
	    " (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL)"
	    " ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 2 1) \"alternative\") 9"
	    " NIL (\"attachment\" (\"filename\" \"m.eml\")))"
	    "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 300"
	    " (NIL \"single\" NIL NIL NIL NIL NIL NIL NIL NIL)"
	    " (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) 9)"
	    " \"MIXED\" (\"boundary\" \"b\") NIL \"fr\"))\r\n", &m));
	p = m.structure;
	assert_string_equal("", p->id);
	assert_string_equal("multipart", p->type);
	assert_string_equal("mixed", p->subtype);
	assert_string_equal("boundary", p->params->name);
	assert_string_equal("fr", p->languages[0]);
	p = p->children;
	assert_string_equal("1", p->id);
	assert_string_equal("text", p->type);
	assert_string_equal("charset", p->params->name);
	assert_string_equal("<cid>", p->content_id.data);
	assert_string_equal("quoted-printable", p->encoding);
	assert_int_equal(10, p->size);
	assert_int_equal(2, p->lines);
	assert_string_equal("inline", p->disposition);
	assert_string_equal("en", p->languages[1]);
	assert_null(p->languages[2]);
	assert_string_equal("http://x", p->location.data);
	p = p->next;
	assert_string_equal("2", p->id);
	assert_string_equal("inner", p->envelope->subject.data);
	assert_string_equal("filename", p->disposition_params->name);
	assert_string_equal("2", p->children->id);
	assert_string_equal("2.1", p->children->children->id);
	assert_string_equal("2.2", p->children->children->next->id);
	assert_ptr_equal(p, p->children->parent);
	p = p->next;
	assert_string_equal("3.1", p->children->id);

	assert_true(read_message(*state, "* 3 FETCH (UID 7 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL"
	    " NIL \"7bit\" 1 1))\r\n", &m));
	assert_string_equal("1", m.structure->id);
}

/* Answers that no honest server gives leave fields empty. */
static void
test_message_nonsense(void **state)
{
	static const char *const in[] = {
		"* 3 FETCH\r\n", "* 3 FETCH x\r\n", "* 3 FETCH ()\r\n", "* 3 FETCH (UID)\r\n",
		"* 3 FETCH (UID (7) FLAGS x MODSEQ 4 RFC822.SIZE -1 ENVELOPE x BODYSTRUCTURE (()))\r\n",
		"* 3 FETCH (UID 99999999999 BODYSTRUCTURE ((NIL) NIL) ENVELOPE () PREVIEW (x))\r\n",
		"* 3 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" x y z w v (a b) (c)))\r\n",
		"* 3 FETCH (BODYSTRUCTURE ((\"a\" \"b\")(\"message\" \"rfc822\" NIL NIL NIL NIL 1 NIL ())))\r\n",
	};
	struct imap_message m;

	for (size_t i = 0; i < COUNT(in); i++) {
		assert_true(read_message(*state, in[i], &m));
		assert_int_equal(0, m.uid);
	}
}

static int
setup(void **state)
{
	*state = arena_open();
	return 0;
}

static int
teardown(void **state)
{
	arena_close(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_sink),
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_message_nonsense),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
