/* Mailbox names, UID sets and dates as a server might write them. */
#include "imapclient/names.h"
#include "imapclient/private.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text;
	struct imap_uids set, again;
	uint32_t *list, last = 0;
	char *name, *wire;
	size_t count;
	int64_t seconds;
	struct ctx cx;
	bool exact;

	ctx_open(&cx, NULL);
	text = arena_strndup(cx.arena, (const char *)data, size);
	size = strlen(text);

	name = imap_name_decode(cx.arena, text, size, &exact);
	require_text(name);
	if (exact) {
		REQUIRE(imap_name_encode(cx.arena, name, &wire) == OK);
		REQUIRE(strcmp(wire, text) == 0);
	}
	/* What we write is printable ASCII and comes back. */
	if (imap_name_encode(cx.arena, text, &wire) == OK) {
		for (const char *p = wire; *p != '\0'; p++)
			REQUIRE(*p >= ' ' && *p < 127);
		REQUIRE(strcmp(imap_name_decode(cx.arena, wire, strlen(wire), &exact), text) == 0);
		REQUIRE(exact);
	}

	set = IMAP_UIDS_ON(cx.arena);
	again = IMAP_UIDS_ON(cx.arena);
	if (imap_uids_parse(&set, text, size) == OK) {
		for (size_t i = 0; i < set.count; i++) {
			REQUIRE(set.ranges[i].first > last && set.ranges[i].first <= set.ranges[i].last);
			REQUIRE(i == 0 || set.ranges[i].first - last > 1);
			last = set.ranges[i].last;
		}
		wire = imap_uids_format(&set, cx.arena);
		REQUIRE(imap_uids_parse(&again, wire, strlen(wire)) == OK);
		REQUIRE(again.count == set.count && imap_uids_total(&again) == imap_uids_total(&set));
		if (imap_uids_expand(cx.arena, text, size, 10000, &list, &count) == OK)
			for (size_t i = 0; i < count; i++)
				REQUIRE(imap_uids_has(&set, list[i]));
	}
	(void)imap_date_read(text, &seconds);
	ctx_close(&cx);
	return 0;
}
