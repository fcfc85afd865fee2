/* A document that may have macros, and their packed text by itself. */
#include "decode/macros.h"
#include "decode/vba.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vba_words words;
	struct macros m;
	struct buf text;
	struct ctx cx;

	ctx_open(&cx, NULL);
	if (macros_look(&cx, (const char *)data, size, &m) != OK)
		REQUIRE(cx.fault_text != NULL);
	REQUIRE(m.present || (m.automatic == NULL && m.suspicious == NULL));
	text = BUF_ON(cx.arena);
	(void)vba_unpack((const char *)data, size, &text, 10000);
	REQUIRE(text.len < 10000 + 4096);
	vba_judge(&cx, buf_str(&text), text.len, &words);
	ctx_close(&cx);
	return 0;
}
