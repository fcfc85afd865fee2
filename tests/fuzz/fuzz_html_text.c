/* Text of HTML, well-formed and not much longer than the markup. */
#include "tests/fuzz/fuzz.h"
#include "webmail/charset.h"
#include "webmail/html_text.h"
#include "webmail/preview.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctx cx;
	char *html, *text;
	size_t len, n;

	ctx_open(&cx, NULL);
	/* It is always given UTF-8, perhaps cut anywhere. */
	html = charset_repair(cx.arena, (const char *)data, size, &len, NULL);
	if (len > 0 && size % 3 == 0)
		len--;
	text = html_text(cx.arena, html, len, 0, &n);
	REQUIRE(utf8_valid(text, n) && n <= 8 * len + 16);
	text = html_text(cx.arena, html, len, 100, &n);
	REQUIRE(utf8_valid(text, n) && n <= 100);
	text = preview_html(cx.arena, html, len);
	require_text(text);
	REQUIRE(charset_prefix(text, strlen(text), PREVIEW_CHARACTERS) == strlen(text));
	preview_plain(cx.arena, html, len);
	html_escape(cx.arena, html, len);
	ctx_close(&cx);
	return 0;
}
