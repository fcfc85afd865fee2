/* What a user typed, in a message: it reads back as it was and makes no other structure. */
#include "tests/fuzz/fuzz.h"
#include "webmail/mime_parse.h"
#include "webmail/mime_write.h"

static const char *
cut(struct ctx *cx, const char **s, const char *end)
{
	const char *nul = memchr(*s, '\0', (size_t)(end - *s));
	size_t n = (size_t)((nul != NULL ? nul : end) - *s);
	const char *out = arena_strndup(cx->arena, *s, n);

	*s = nul != NULL ? nul + 1 : end;
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data, *end = s + size, *bytes;
	struct mime_out text = MIME_OUT, file = MIME_OUT, *root;
	struct mime_param extra = { .name = "x" };
	struct mime_message m;
	size_t len, n;
	char *got;
	struct ctx cx;

	ctx_open(&cx, NULL);
	text.type = "text/plain";
	text.flowed = size & 1;
	text.eight_bit = size & 2;
	file.type = cut(&cx, &s, end);
	file.disposition = "attachment";
	file.name = cut(&cx, &s, end);
	file.cid = cut(&cx, &s, end);
	extra.value = cut(&cx, &s, end);
	file.params = &extra;
	text.text = cut(&cx, &s, end);
	text.text_len = strlen(text.text);
	file.data = s;
	file.data_len = (size_t)(end - s);
	root = mime_out_tree(cx.arena, &text, NULL, NULL, &file);
	if (!utf8_valid(text.text, text.text_len) ||
	    mime_write_memory(&cx, root, &bytes, &len) != OK) {
		ctx_close(&cx);
		return 0;
	}
	m = mime_parse(cx.arena, bytes, len);
	REQUIRE(m.root->child != NULL && m.root->child->next != NULL && m.root->child->next->next == NULL);
	got = mime_part_bytes(cx.arena, &m, m.root->child->next, &n, NULL);
	REQUIRE(n == file.data_len && (n == 0 || memcmp(got, file.data, n) == 0));
	if (m.root->child->next->name != NULL && strpbrk(file.name, "/\\") == NULL)
		REQUIRE(strcmp(m.root->child->next->name, file.name) == 0);
	if (!text.flowed && strchr(text.text, '\r') == NULL) {
		got = mime_part_text(cx.arena, &m, m.root->child, &n, NULL);
		REQUIRE(strcmp(got, text.text) == 0);
	}
	ctx_close(&cx);
	return 0;
}
