/* Address lists in, and out again. */
#include "tests/fuzz/fuzz.h"
#include "webmail/mime_header.h"
#include "webmail/mime_write.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mime_out_fields f = { NULL, NULL };
	struct mime_groups groups;
	struct mime_addresses flat;
	size_t n = 0;
	struct ctx cx;

	ctx_open(&cx, NULL);
	groups = mime_header_groups(cx.arena, (const char *)data, size);
	for (size_t i = 0; i < groups.count; i++) {
		if (groups.list[i].name != NULL)
			require_text(groups.list[i].name);
		n += groups.list[i].addresses.count;
		for (size_t k = 0; k < groups.list[i].addresses.count; k++) {
			const struct mime_address *a = &groups.list[i].addresses.list[k];

			require_text(a->email);
			if (a->name != NULL)
				require_text(a->name);
			mime_email_valid(a->email);
		}
	}
	flat = mime_header_addresses(cx.arena, (const char *)data, size);
	REQUIRE(flat.count == n && n <= MIME_ADDRESSES_MAX);
	/* What is written holds as many addresses as were meant, and the same ones. */
	if (flat.count > 0 && mime_put_addresses(&cx, &f, "To", &flat) == OK) {
		struct mime_addresses back = mime_header_addresses(cx.arena, f.last->text,
		    strlen(f.last->text));

		REQUIRE(strstr(f.last->text, "\n\r") == NULL);
		if (strlen(f.last->text) <= MIME_FIELD_MAX) {
			REQUIRE(back.count == flat.count);
			for (size_t i = 0; i < back.count; i++)
				REQUIRE(strcmp(back.list[i].email, flat.list[i].email) == 0);
		}
	}
	if (mime_put_groups(&cx, &f, "To", &groups) == OK)
		REQUIRE(utf8_valid(f.last->text, strlen(f.last->text)));
	ctx_close(&cx);
	return 0;
}
