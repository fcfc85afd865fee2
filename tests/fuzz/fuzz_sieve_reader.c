/* What a ManageSieve server might say; the first byte is the size of the pieces it comes in. */
#include "imapclient/sieve_reader.h"
#include "tests/fuzz/fuzz.h"
#include "tests/imap_source.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sieve_reader r;
	struct sieve_line line;
	struct source source;
	struct arena *arena;

	if (size < 1)
		return 0;
	source = (struct source){ (const char *)data + 1, size - 1, data[0] + 1u };
	arena = arena_open();
	sieve_reader_open(&r, pull, &source);
	while (sieve_reader_next(&r, arena, &line)) {
		REQUIRE(line.code != NULL && line.text != NULL);
		REQUIRE(line.count <= SIEVE_TOKENS);
		REQUIRE(line.condition == SIEVE_NONE || line.count == 0);
		for (size_t i = 0; i < line.count; i++) {
			REQUIRE(line.token[i].data[line.token[i].len] == '\0');
			REQUIRE(line.token[i].len <= SIEVE_STRING);
		}
	}
	arena_close(arena);
	return 0;
}
