/* JSON of clients: what is accepted is written back as the same value. */
#include "core/json.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *value, *again;
	const char *text;
	struct ctx cx;
	size_t n;

	ctx_open(&cx, NULL);
	if (json_read(&cx, (const char *)data, size, &value) == OK) {
		text = json_write(&cx, value, &n);
		REQUIRE(utf8_valid(text, n));
		REQUIRE(json_read(&cx, text, n, &again) == OK && json_equal(value, again));
		json_get_text(value, "a");
		json_get_int(value, "a", 0);
		json_get_bool(value, "a", false);
	} else {
		REQUIRE(cx.fault == ERR_INVALID);
	}
	ctx_close(&cx);
	return 0;
}
