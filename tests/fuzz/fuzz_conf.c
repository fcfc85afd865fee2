/* hayloft.conf. */
#include "core/conf.h"
#include "core/log.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conf conf = { .arena = arena_open() };
	char *text = arena_strndup(conf.arena, (const char *)data, size), error[200] = "", line[64];

	if (conf_parse(&conf, "fuzz", text, error, sizeof error) != OK)
		REQUIRE(strncmp(error, "fuzz:", 5) == 0);
	REQUIRE(log_quote(line, sizeof line, text) < sizeof line && strchr(line, '\n') == NULL);
	conf_close(&conf);
	return 0;
}
