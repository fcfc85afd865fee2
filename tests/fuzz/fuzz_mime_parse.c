/* A whole message: structure within the limits and the bytes, every part decoded. */
#include "tests/fuzz/fuzz.h"
#include "webmail/mime_flowed.h"
#include "webmail/mime_parse.h"
#include "webmail/mime_write.h"
#include "webmail/preview.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mime_message m;
	struct mime_bodies b;
	struct mime_spans spans;
	size_t parts = 0, total = 0;
	struct ctx cx;

	ctx_open(&cx, NULL);
	m = mime_parse(cx.arena, (const char *)data, size);
	for (struct mime_part *p = mime_part_next(&m, NULL); p != NULL; p = mime_part_next(&m, p)) {
		size_t len, out;
		char *text;

		parts++;
		REQUIRE(p->depth <= MIME_DEPTH_MAX && p->body_start <= size &&
		    p->body_len <= size - p->body_start && p->header_start <= p->body_start);
		REQUIRE(p->parent == NULL || p->parent->body_start <= p->header_start);
		require_text(p->type);
		require_text(p->disposition != NULL ? p->disposition : "");
		require_text(p->location != NULL ? p->location : "");
		for (size_t i = 0; p->language != NULL && p->language[i] != NULL; i++)
			require_text(p->language[i]);
		require_text(p->id);
		if (p->name != NULL)
			require_text(p->name);
		if (p->cid != NULL)
			require_text(p->cid);
		mime_kind(p);
		if (p->child != NULL || parts > 20)
			continue;
		text = mime_part_text(cx.arena, &m, p, &len, NULL);
		REQUIRE(utf8_valid(text, len));
		require_text(preview_plain(cx.arena, text, len));
		require_text(mime_flowed_join(cx.arena, text, len, parts & 1, &out));
		require_text(mime_flowed_split(cx.arena, text, len, &out));
	}
	REQUIRE(parts == m.parts && parts <= MIME_PARTS_MAX);
	b = mime_bodies(cx.arena, &m);
	REQUIRE(b.text_count <= 2 * parts && b.html_count <= 2 * parts && b.attachments_count <= 2 * parts);
	spans = mime_without_bcc(cx.arena, (const char *)data, size);
	for (size_t i = 0; i < spans.count; i++)
		total += spans.list[i].len;
	REQUIRE(total == spans.total && total <= size);
	ctx_close(&cx);
	return 0;
}
