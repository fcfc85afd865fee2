/* A header value in all its forms, and what we write of it. */
#include "tests/fuzz/fuzz.h"
#include "webmail/mime_header.h"
#include "webmail/mime_word.h"
#include "webmail/mime_write.h"

static void
require_folded(const char *s)
{
	size_t column = 0;

	for (; *s != '\0'; s++) {
		if (*s == '\r') {
			REQUIRE(s[1] == '\n' && (s[2] == ' ' || s[2] == '\t'));
			s++;
			column = 0;
			continue;
		}
		REQUIRE(*s != '\n' && ++column <= 998);
	}
}

static const char *
trimmed(struct ctx *cx, const char *s)
{
	size_t n;

	s += strspn(s, " \t");
	for (n = strlen(s); n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'); n--)
		;
	return arena_strndup(cx->arena, s, n);
}

/* They do not survive encoding: RFC 8621 drops them. */
static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f ||
		    ((unsigned char)*s == 0xc2 && (unsigned char)s[1] < 0xa0))
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *raw = (const char *)data;
	struct mime_out_fields f = { NULL, NULL };
	struct mime_fields fields;
	struct mime_value v;
	struct mime_ids ids;
	struct mime_date date;
	const char *text;
	struct ctx cx;

	ctx_open(&cx, NULL);
	require_text(mime_header_raw(cx.arena, raw, size));
	text = mime_header_text(cx.arena, raw, size);
	require_text(text);
	v = mime_value_read(cx.arena, raw, size);
	require_text(v.value);
	for (const struct mime_param *p = v.params; p != NULL; p = p->next) {
		require_text(p->name);
		require_text(p->value);
	}
	if (mime_header_ids(cx.arena, raw, size, &ids))
		for (size_t i = 0; i < ids.count; i++)
			require_text(ids.list[i]);
	if (mime_header_urls(cx.arena, raw, size, &ids))
		for (size_t i = 0; i < ids.count; i++)
			require_text(ids.list[i]);
	if (mime_header_date(raw, size, &date)) {
		struct mime_date again;
		char out[32], json[26];

		mime_date_rfc5322(&date, out);
		REQUIRE(mime_header_date(out, strlen(out), &again) && again.time == date.time);
		mime_date_rfc3339(&date, json);
		REQUIRE(mime_date_from_rfc3339(json, &again) && again.time == date.time);
	}
	fields = mime_header_read(cx.arena, raw, size);
	REQUIRE(fields.size <= size && fields.count <= MIME_FIELDS_MAX);
	for (size_t i = 0; i < fields.count; i++)
		REQUIRE(fields.list[i].raw >= raw && fields.list[i].raw + fields.list[i].len <= raw + size);

	/* What was read can be written and reads the same. */
	if (mime_put_text(&cx, &f, "Subject", text) == OK) {
		require_folded(f.last->text);
		text = trimmed(&cx, text);
		if (!has_control(text))
			REQUIRE(strcmp(text, mime_header_text(cx.arena, f.last->text,
			    strlen(f.last->text))) == 0);
	}
	if (mime_put_raw(&cx, &f, "X-Raw", mime_header_raw(cx.arena, raw, size)) == OK)
		require_folded(f.last->text);
	ctx_close(&cx);
	return 0;
}
