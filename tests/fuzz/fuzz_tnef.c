/* A winmail.dat. */
#include "tests/fuzz/fuzz.h"
#include "webmail/tnef.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char signature[] = "\x78\x9f\x3e\x22";
	struct arena *arena = arena_open();
	char *p = arena_alloc(arena, size + 4);
	struct tnef t;

	/* The signature would take long to guess. */
	memcpy(p, signature, 4);
	memcpy(p + 4, data, size);
	REQUIRE(tnef_read(arena, p, size + 4, &t));
	REQUIRE(t.files <= t.count && t.files <= TNEF_ITEMS_MAX && t.count <= TNEF_ITEMS_MAX + 3);
	for (size_t i = 0; i < t.count; i++) {
		const struct tnef_item *item = &t.items[i];
		size_t len;

		REQUIRE(item->data >= p && item->data + item->len <= p + size + 4);
		REQUIRE(item->name != NULL && *item->name != '\0' && item->type != NULL);
		REQUIRE(tnef_bytes(arena, item, &len) != NULL && len <= TNEF_RTF_MAX + size);
	}
	arena_close(arena);
	return 0;
}
