/* Conditions of requests: any header text is held against any entity tag. */
#include "dav/etag.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {
		"if", "if-match", "if-none-match", "if-unmodified-since", "if-modified-since"
	};
	struct header one = { 0 };
	struct request rq = { .headers = &one, .path = "/a" };
	struct item it = { .etag = "\"1\"", .modified = 1000 };
	enum status st;
	struct ctx cx;

	if (size == 0)
		return 0;
	ctx_open(&cx, NULL);
	one.name = names[data[0] % COUNT(names)];
	one.value = arena_strndup(cx.arena, (const char *)data + 1, size - 1);
	st = dav_check_etag(&cx, &rq, &it);
	REQUIRE(st == OK || st == ERR_PRECONDITION || st == ERR_INVALID);
	st = dav_check_etag(&cx, &rq, NULL);
	REQUIRE(st == OK || st == ERR_PRECONDITION || st == ERR_INVALID);
	dav_is_fresh(&rq, &it);
	ctx_close(&cx);
	return 0;
}
