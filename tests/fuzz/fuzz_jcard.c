/* Contacts that come as JSON: what is taken is a vCard that can be read and given back. */
#include "pim/jcard.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vcard card, again;
	const char *text;
	struct ctx cx;
	size_t len;

	ctx_open(&cx, NULL);
	if (jcard_parse(&cx, (const char *)data, size, &card) == OK) {
		REQUIRE(card.version == VCARD_4 && card.uid != NULL && card.fn != NULL);
		text = vcard_text(&cx, &card, &len);
		REQUIRE(vcard_parse(&cx, text, len, &again) == OK);
		text = jcard_text(&cx, &again, &len);
		REQUIRE(jcard_parse(&cx, text, len, &again) == OK || cx.fault == ERR_TOO_LARGE ||
		    cx.fault == ERR_INVALID);
	}
	ctx_close(&cx);
	return 0;
}
