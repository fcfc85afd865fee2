/* Contacts: read, asked, converted, matched, as JSON and back. */
#include "pim/jcard.h"
#include "pim/vcard_convert.h"
#include "pim/vcard_index.h"
#include "pim/vcard_match.h"
#include "tests/fuzz/fuzz.h"

static void
require_list(const struct content_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		require_text(list->items[i]);
}

static void
ask(struct ctx *cx, const struct vcard *card)
{
	static const char *const names[] = { "TEL", "EMAIL", "URL", "RELATED", "X-A" };
	struct vcard_index ix;
	struct vcard_date date;
	struct vcard_media media;
	struct vcard_name name;
	struct vcard_address address;

	vcard_index(cx, card, &ix);
	require_text(ix.uid);
	require_text(ix.name);
	require_text(ix.sort);
	require_text(ix.search);
	require_text(ix.birthday);
	require_list(&ix.emails);
	require_list(&ix.phones);
	require_list(&ix.members);
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t count;
		const struct vcard_entry *e = vcard_get_all(cx, card, names[i], &count);

		for (; count > 0; count--, e++) {
			require_text(e->value);
			REQUIRE(e->pref >= 0 && e->pref <= 100);
			vcard_get_address(cx, e->line, &address);
		}
	}
	if (vcard_get_date(cx, card, "BDAY", &date) == OK && date.text == NULL) {
		struct vcard_date again;

		REQUIRE(vcard_date_parse(vcard_date_text(cx, &date, true), &again));
	}
	if (vcard_get_media(cx, card, "PHOTO", 1000, &media) == OK && media.uri == NULL)
		REQUIRE(media.len <= 1000);
	vcard_get_name(cx, card, &name);
	vcard_complaint(cx, card);
}

static void
filter(struct ctx *cx, const struct vcard *card)
{
	struct vcard_param_filter param = { .name = "TYPE", .is_not_defined = true };
	struct vcard_prop_filter prop = { .name = "g.EMAIL", .is_allof = true, .params = &param };
	struct vcard_filter f = { .props = &prop };
	struct vcard_select note = { .name = "NOTE", .no_value = true };
	struct vcard part, whole;
	const char *text;
	size_t len;

	for (enum collation c = 0; c <= COLLATION_UNICODE_CASEMAP; c++) {
		prop.matches = text_match_new(cx, c, MATCH_CONTAINS, card->fn != NULL ? card->fn : "x");
		prop.name = "FN";
		prop.params = NULL;
		REQUIRE(vcard_match(cx, &f, card) == (card->fn != NULL));
		prop.params = &param;
		vcard_match(cx, &f, card);
	}
	vcard_select(cx, card, &note, &part);
	text = vcard_text(cx, &part, &len);
	REQUIRE(vcard_read(cx, text, len, &whole) == OK);
}

/* What is written is read again, and is written as before. */
static void
round_trip(struct ctx *cx, const struct vcard *card, struct vcard *again)
{
	size_t len;
	const char *text = vcard_text(cx, card, &len);

	if (vcard_read(cx, text, len, again) != OK) {
		REQUIRE(cx->fault == ERR_TOO_LARGE);
		return;
	}
	REQUIRE(strcmp(text, vcard_text(cx, again, NULL)) == 0);
	REQUIRE((card->uid == NULL) == (again->uid == NULL));
	REQUIRE(card->uid == NULL || strcmp(card->uid, again->uid) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vcard card, again, other, back;
	struct vcard *all;
	struct ctx cx;
	size_t len;
	const char *json;

	ctx_open(&cx, NULL);
	if (vcard_read(&cx, (const char *)data, size, &card) == OK) {
		round_trip(&cx, &card, &again);
		ask(&cx, &card);
		filter(&cx, &card);
		vcard_convert(&cx, &card, card.version == VCARD_3 ? VCARD_4 : VCARD_3, &other);
		round_trip(&cx, &other, &again);
		vcard_convert(&cx, &other, card.version, &back);
		round_trip(&cx, &back, &again);
		json = jcard_text(&cx, &card, &len);
		if (jcard_parse(&cx, json, len, &back) == OK)
			round_trip(&cx, &back, &again);
	}
	ctx_forgive(&cx);
	if (vcard_read_all(&cx, (const char *)data, size, &all, &len) == OK)
		for (; all != NULL; all = all->next, len--)
			REQUIRE(len > 0);
	ctx_close(&cx);
	return 0;
}
