/* A document of an office program: the archive, and the text of its parts. */
#include "decode/markup.h"
#include "decode/office.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text, again;
	struct markup m;
	struct ctx cx;
	size_t half = size / 2;

	ctx_open(&cx, NULL);
	text = BUF_ON(cx.arena);
	if (office_text(&cx, (const char *)data, size, &text) != OK)
		REQUIRE(cx.fault_text != NULL);
	REQUIRE(text.len <= OFFICE_TEXT_MAX + 1);

	/* As a part by itself, in one piece and in two: the same text. */
	for (int what = MARKUP_ALL; what <= MARKUP_RUNS; what++) {
		text = BUF_ON(cx.arena);
		markup_open(&m, (enum markup_text)what, &text, 1000);
		markup_add(&m, (const char *)data, size);
		again = BUF_ON(cx.arena);
		markup_open(&m, (enum markup_text)what, &again, 1000);
		if (markup_add(&m, (const char *)data, half))
			markup_add(&m, (const char *)data + half, size - half);
		REQUIRE(text.len <= 1000 + 4 && text.len == again.len);
		REQUIRE(memcmp(buf_str(&text), buf_str(&again), text.len) == 0);
	}
	ctx_close(&cx);
	return 0;
}
