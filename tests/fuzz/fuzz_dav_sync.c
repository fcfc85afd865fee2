/* Sync tokens: of what is accepted the number is one that this collection has drawn. */
#include "core/buf.h"
#include "dav/sync.h"
#include "storage/share.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dav_target t = {
		.kind = DAV_COLLECTION, .rights = RIGHT_ALL,
		.collection = { .id = 42, .modseq = 1000, .forgotten = 7 },
	};
	struct ctx cx;
	int64_t modseq, again;
	char *token;

	ctx_open(&cx, NULL);
	token = arena_strndup(cx.arena, (const char *)data, size);
	if (dav_sync_parse(token, &t.collection, &modseq) && *token != '\0') {
		struct buf out = BUF_ON(cx.arena);

		REQUIRE(modseq >= 7 && modseq <= 1000);
		dav_sync_token(&out, &t, modseq);
		REQUIRE(dav_sync_parse(buf_str(&out), &t.collection, &again) && again == modseq);
	}
	ctx_close(&cx);
	return 0;
}
