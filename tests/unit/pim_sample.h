/*
 * Cards in the manner of real programs, which are the fuzzers' seeds as well:
 * tests/fixtures/fuzz/vcard/NAME.vcf.
 */
#ifndef TESTS_PIM_SAMPLE_H
#define TESTS_PIM_SAMPLE_H

#include "core/buf.h"
#include "pim/vcard.h"
#include "tests/unit/unit.h"

static const char *const sample_names[] = {
	"apple_company", "apple_group", "apple_ios", "davx5", "davx5_group", "evolution", "google",
	"nextcloud", "old_phone", "outlook_sync", "rfc6350", "thunderbird",
};

static inline struct buf
sample_text(struct ctx *cx, const char *name)
{
	char *path = arena_printf(cx->arena, "tests/fixtures/fuzz/vcard/%s.vcf", name);
	struct buf text = BUF_ON(cx->arena);
	FILE *f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s is not to be read", path);
	for (int c; (c = getc(f)) != EOF;)
		buf_putc(&text, (char)c);
	fclose(f);
	return text;
}

static inline struct vcard
sample(struct ctx *cx, const char *name)
{
	struct buf text = sample_text(cx, name);
	struct vcard card;

	if (vcard_parse(cx, text.data, text.len, &card) != OK)
		fail_msg("%s: %s", name, cx->fault_text);
	return card;
}

/* A card of these lines, "\n" between them. */
static inline struct vcard
card_of(struct ctx *cx, enum vcard_version version, const char *lines)
{
	const char *text = arena_printf(cx->arena, "BEGIN:VCARD\nVERSION:%d.0\n%s\nEND:VCARD\n",
	    version, lines);
	struct vcard card;

	if (vcard_read(cx, text, strlen(text), &card) != OK)
		fail_msg("%s: %s", lines, cx->fault_text);
	return card;
}

/* The lines of a card, "\n" behind each, unfolded. */
static inline const char *
lines_of(struct ctx *cx, const struct vcard *card)
{
	struct buf out = BUF_ON(cx->arena);
	size_t len;
	const char *text = vcard_text(cx, card, &len);

	text = strchr(strchr(text, '\n') + 1, '\n') + 1;
	for (; strncmp(text, "END:VCARD", 9) != 0; text++)
		if (strncmp(text, "\r\n ", 3) == 0)
			text += 2;
		else if (*text != '\r')
			buf_putc(&out, *text);
	return buf_str(&out);
}

static inline const char *
join(struct ctx *cx, const struct content_list *list)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < list->count; i++)
		buf_printf(&out, "%s%s", i > 0 ? "|" : "", list->items[i]);
	return buf_str(&out);
}

#endif
