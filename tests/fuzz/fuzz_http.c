/* Paths, queries and cookies as clients send them. */
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct request rq = { .method = "GET" };
	struct header cookie = { .name = "cookie" };
	struct path path;
	const char *value;
	char *s, *escaped;
	struct ctx cx;

	ctx_open(&cx, NULL);
	s = arena_strndup(cx.arena, (const char *)data, size);
	if (http_path(&cx, s, &path) == OK)
		for (size_t i = 0; i < path.count; i++) {
			require_text(path.segment[i]);
			REQUIRE(strcmp(path.segment[i], ".") != 0 && strcmp(path.segment[i], "..") != 0 &&
			    *path.segment[i] != '\0');
		}
	rq.query = s;
	cookie.value = s;
	rq.headers = &cookie;
	if ((value = http_query(&cx, &rq, "a")) != NULL)
		require_text(value);
	if ((value = http_cookie(&cx, &rq, "hayloft")) != NULL)
		REQUIRE(strchr(value, ';') == NULL);
	escaped = http_escape(cx.arena, s);
	REQUIRE(strcmp(http_unescape(cx.arena, escaped, strlen(escaped)), s) == 0);
	http_type_is(s, "application/json");
	ctx_close(&cx);
	return 0;
}
