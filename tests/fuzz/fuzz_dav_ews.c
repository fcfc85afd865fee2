/* What an Exchange answers: whatever it is, nobody is told of but those who were asked for, within the span. */
#include "dav/ews.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct span span = { 1800000000, 1803000000 };
	struct ews_person people[2];
	struct ctx cx;

	ctx_open(&cx, NULL);
	for (size_t i = 0; i < 2; i++)
		people[i] = (struct ews_person){ .address = "zoe@corp.example", .fb = freebusy_open(&cx, span, NULL) };
	if (ews_read(&cx, (const char *)data, size, people, 2) == OK)
		for (size_t i = 0; i < 2; i++) {
			struct freebusy_period *list;
			size_t n = freebusy_periods(&cx, people[i].fb, &list);

			REQUIRE(n == 0 || people[i].known);
			for (size_t k = 0; k < n; k++)
				REQUIRE(list[k].when.start >= span.start && list[k].when.end <= span.end);
		}
	ctx_close(&cx);
	return 0;
}
