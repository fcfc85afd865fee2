/* Answers of a resolver, whatever type was asked for. */
#include "admin/dns_answer.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = {
		"A", "AAAA", "CNAME", "MX", "PTR", "SRV", "TXT", "TLSA", "CAA"
	};
	const char **found;
	struct ctx cx;
	size_t count;

	if (size == 0)
		return 0;
	ctx_open(&cx, NULL);
	if (dns_answer_read(&cx, data + 1, size - 1, dns_type(types[data[0] % COUNT(types)]),
	    &found, &count) == OK)
		for (size_t i = 0; i < count; i++)
			REQUIRE(strlen(found[i]) < 400000);
	ctx_close(&cx);
	return 0;
}
