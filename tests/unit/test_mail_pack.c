/* What of an email is packed comes out as it went in; what is broken is said to be. */
#include "core/buf.h"
#include "storage/mail_pack.h"
#include "tests/unit/unit.h"

static const struct mail_detail usual = { "Minutes", "{\"sentAt\":\"2026-11-20T10:00:00+01:00\","
	"\"from\":[[\"Bob\",\"bob@example.org\"]],\"messageId\":[\"1@mail.example\"]}",
	"{\"type\":\"text/plain\",\"charset\":\"utf-8\",\"id\":\"1\",\"enc\":\"7bit\",\"size\":12}",
	"Hello there" };

static void
assert_same(const struct mail_detail *d, const struct mail_detail *got)
{
	if (d->subject == NULL)
		assert_null(got->subject);
	else
		assert_string_equal(d->subject, got->subject);
	assert_string_equal(d->head, got->head);
	assert_string_equal(d->structure, got->structure);
	assert_string_equal(d->preview, got->preview);
}

static void
assert_kept(struct ctx *cx, const struct mail_detail *d, size_t *len)
{
	struct mail_detail got;
	void *packed = mail_pack(cx->arena, d, len);

	assert_int_equal(OK, mail_unpack(cx, packed, *len, &got));
	assert_same(d, &got);
}

static void
test_kept(void **state)
{
	struct ctx *cx = &unit_cx;
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

/* What an index was written with before (format 1). */
static void
test_deflated(void **state)
{
	static const char packed[] =
		"\001\363\315\314\053\055\111\055\146\100\165\267\231\256\241\041\320\351\041\206\006\100"
		"\367\302\035\216\354\156\247\374\044\040\067\051\077\011\303\365\050\316\065\204\270\027"
		"\252\006\350\154\006\062\323\020\212\243\015\215\152\031\074\122\163\162\362\101\261\131"
		"\224\312\000\000";
	struct mail_detail got;

	(void)state;
	assert_int_equal(OK, mail_unpack(&unit_cx, packed, sizeof packed - 1, &got));
	assert_same(&usual, &got);
	assert_int_equal(ERR_INTERNAL, mail_unpack(&unit_cx, packed, sizeof packed - 9, &got));
	ctx_forgive(&unit_cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_kept),
		unit_case(test_broken),
		unit_case(test_deflated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
