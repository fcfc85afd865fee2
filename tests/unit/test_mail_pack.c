/* What of an email is packed comes out as it went in; what is broken is said to be. */
#include "core/buf.h"
#include "storage/mail_pack.h"
#include "tests/unit/unit.h"

static void
assert_kept(struct ctx *cx, const struct mail_detail *d, size_t *len)
{
	struct mail_detail got;
	void *packed = mail_pack(cx->arena, d, len);

	assert_int_equal(OK, mail_unpack(cx, packed, *len, &got));
	if (d->subject == NULL)
		assert_null(got.subject);
	else
		assert_string_equal(d->subject, got.subject);
	assert_string_equal(d->head, got.head);
	assert_string_equal(d->structure, got.structure);
	assert_string_equal(d->preview, got.preview);
}

static void
test_kept(void **state)
{
	struct ctx *cx = &unit_cx;
	struct mail_detail usual = { "Minutes", "{\"sentAt\":\"2026-11-20T10:00:00+01:00\","
		"\"from\":[[\"Bob\",\"bob@example.org\"]],\"messageId\":[\"1@mail.example\"]}",
		"{\"type\":\"text/plain\",\"charset\":\"utf-8\",\"id\":\"1\",\"enc\":\"7bit\",\"size\":12}",
		"Hello there" };
	struct mail_detail none = { NULL, "{}", "{}", "" }, empty = { "", "{}", "{}", "" }, large = usual;
	struct buf long_text = BUF_ON(cx->arena);
	size_t len;

	(void)state;
	assert_kept(cx, &none, &len);
	assert_kept(cx, &empty, &len);
	assert_kept(cx, &usual, &len);
	assert_true(len < 110);		/* of 230 */
	for (int i = 0; i < 200000; i++)
		buf_printf(&long_text, "%d ", i % 7);
	large.structure = buf_str(&long_text);
	assert_kept(cx, &large, &len);
	assert_kept(cx, &usual, &len);
}

static void
test_broken(void **state)
{
	struct ctx *cx = &unit_cx;
	struct mail_detail d = { "subject", "{\"a\":1}", "{\"b\":2}", "preview" }, got;
	size_t len;
	char *packed = mail_pack(cx->arena, &d, &len);

	(void)state;
	for (size_t cut = 0; cut < len; cut++) {
		assert_int_equal(ERR_INTERNAL, mail_unpack(cx, packed, cut, &got));
		ctx_forgive(cx);
	}
	packed[0] = 99;
	assert_int_equal(ERR_INTERNAL, mail_unpack(cx, packed, len, &got));
	ctx_forgive(cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_kept),
		unit_case(test_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
