/* Content lines of iCalendar and vCard: what is written reads back as the same. */
#include "pim/content_line.h"
#include "tests/fuzz/fuzz.h"

static void
require_same(const struct content *a, const struct content *b)
{
	const struct content_line *x = a->first, *y = b->first;

	REQUIRE(a->count == b->count);
	for (; x != NULL; x = x->next, y = y->next) {
		const struct content_param *p = x->params, *q = y->params;

		require_text(x->value);
		REQUIRE(strcmp(x->name, y->name) == 0 && strcmp(x->value, y->value) == 0);
		REQUIRE(content_name_equal(x->group, y->group));
		for (; p != NULL; p = p->next, q = q->next) {
			REQUIRE(q != NULL && strcmp(p->name, q->name) == 0 && p->count == q->count);
			for (size_t i = 0; i < p->count; i++)
				REQUIRE(strcmp(p->values[i], q->values[i]) == 0);
		}
		REQUIRE(q == NULL);
	}
}

/* All lines as text; CHANGED: from their parts, not as they came. */
static struct buf
write_all(struct ctx *cx, const struct content *c, bool changed)
{
	struct buf out = BUF_ON(cx->arena);

	for (struct content_line *l = c->first; l != NULL; l = l->next) {
		if (changed)
			content_set_value(cx->arena, l, l->value, l->value_len);
		content_write(&out, l);
	}
	for (size_t i = 0, at = 0; i < out.len; i++) {
		REQUIRE(i - at <= 76);
		if (out.data[i] == '\n')
			at = i + 1;
	}
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct content_limits lenient = { .is_lenient = true };
	struct content one, two, three;
	struct buf text;
	struct ctx cx;

	ctx_open(&cx, NULL);
	if (content_read(&cx, (const char *)data, size, &lenient, &one) == OK) {
		text = write_all(&cx, &one, false);
		REQUIRE(content_read(&cx, buf_str(&text), text.len, NULL, &two) == OK);
		REQUIRE(!two.is_repaired);
		require_same(&one, &two);
		text = write_all(&cx, &two, true);
		REQUIRE(content_read(&cx, buf_str(&text), text.len, NULL, &three) == OK);
		require_same(&two, &three);
		for (struct content_line *l = one.first; l != NULL; l = l->next) {
			const char *plain = content_text(cx.arena, l);
			const char *escaped = content_escaped(cx.arena, plain);

			require_text(plain);
			REQUIRE(strcmp(plain, content_unescape(cx.arena, escaped, strlen(escaped))) == 0);
		}
	}
	ctx_close(&cx);
	return 0;
}
