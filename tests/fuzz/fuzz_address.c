/* Addresses and domain names as people type them. */
#include <ctype.h>

#include "core/address.h"
#include "tests/fuzz/fuzz.h"

/* What was accepted can be stored: lower-case ASCII, and reading it again changes nothing. */
static void
check(struct ctx *cx, enum status (*parse)(struct ctx *, const char *, const char **),
    const char *text)
{
	const char *once, *twice;

	if (parse(cx, text, &once) != OK)
		return;
	for (const char *c = once; *c != '\0'; c++)
		REQUIRE(*c > ' ' && *c < 0x7f && !isupper((unsigned char)*c));
	REQUIRE(strlen(once) <= ADDRESS_MAX);
	REQUIRE(parse(cx, once, &twice) == OK && strcmp(once, twice) == 0);
	domain_display(cx, address_domain(once));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctx cx;
	char *text;

	ctx_open(&cx, NULL);
	text = arena_strndup(cx.arena, (const char *)data, size);
	check(&cx, domain_parse, text);
	check(&cx, address_parse, text);
	check(&cx, address_parse_catchall, text);
	check(&cx, address_parse_mailbox, text);
	ctx_close(&cx);
	return 0;
}
