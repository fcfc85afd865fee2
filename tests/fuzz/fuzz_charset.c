/* Any bytes under any label give well-formed UTF-8; the first line is the label. */
#include "tests/fuzz/fuzz.h"
#include "webmail/charset.h"
#include "webmail/mime_decode.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data, *lf = memchr(s, '\n', size);
	struct ctx cx;
	const char *label;
	char *text;
	size_t n;

	if (lf == NULL)
		return 0;
	ctx_open(&cx, NULL);
	label = arena_strndup(cx.arena, s, (size_t)(lf - s));
	text = charset_to_utf8(cx.arena, label, lf + 1, size - (size_t)(lf + 1 - s), &n, NULL);
	REQUIRE(utf8_valid(text, n) && strlen(text) == n);
	REQUIRE(utf8_valid(text, charset_cut(text, n, n / 2)));
	for (int e = MIME_IDENTITY; e <= MIME_UNKNOWN; e++) {
		struct mime_decoder d;
		size_t whole, pieces = 0, len = size < 4096 ? size : 4096;
		char *all = mime_decode(cx.arena, (enum mime_encoding)e, s, len, &whole, NULL);
		char *out = arena_alloc(cx.arena, len + 512);

		/* In pieces or at once: the same. */
		mime_decoder_open(&d, (enum mime_encoding)e);
		for (size_t i = 0; i < len; i += 3)
			pieces += mime_decoder_feed(&d, s + i, len - i < 3 ? len - i : 3, out + pieces);
		pieces += mime_decoder_close(&d, out + pieces);
		REQUIRE(pieces == whole && memcmp(all, out, whole) == 0);
	}
	ctx_close(&cx);
	return 0;
}
