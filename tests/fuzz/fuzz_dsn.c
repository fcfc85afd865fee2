/* A message/delivery-status part. */
#include "tests/fuzz/fuzz.h"
#include "webmail/dsn_parse.h"

static void
require_printable(const char *s)
{
	REQUIRE(s != NULL && strlen(s) <= DSN_FIELD_MAX);
	for (; *s != '\0'; s++)
		REQUIRE(*s >= ' ' && *s <= '~');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct dsn d = dsn_parse(arena, (const char *)data, size);
	struct disposition m = disposition_parse(arena, (const char *)data, size);

	require_printable(m.message_id);
	require_printable(m.final);
	require_printable(d.envelope_id);
	require_printable(d.reporter);
	REQUIRE(d.count <= DSN_RECIPIENTS);
	for (size_t i = 0; i < d.count; i++) {
		require_printable(d.list[i].original);
		require_printable(d.list[i].final);
		require_printable(d.list[i].status);
		require_printable(d.list[i].diagnostic);
		REQUIRE(d.list[i].action <= DSN_EXPANDED);
	}
	arena_close(arena);
	return 0;
}
