/*
 * Entries of a directory: whatever stands in them, what is made of one is one
 * vCard that we take ourselves, with no line that nobody meant.
 */
#include "dav/ldap_card.h"
#include "pim/content_line.h"
#include "pim/vcard.h"
#include "storage/book_source.h"
#include "tests/fuzz/fuzz.h"

/* "field number, length, bytes", again and again. */
static struct fetch_value *
values(struct ctx *cx, const uint8_t *data, size_t size, size_t fields)
{
	struct fetch_value *first = NULL, **end = &first;

	while (size > 2) {
		size_t len = (size_t)data[1] < size - 2 ? data[1] : size - 2;
		struct fetch_value *v = arena_alloc(cx->arena, sizeof *v);

		*v = (struct fetch_value){
			.attribute = book_fields[data[0] % fields].attribute,
			.data = memcpy(arena_alloc(cx->arena, len + 1), data + 2, len), .len = len,
		};
		*end = v;
		end = &v->next;
		data += 2 + len;
		size -= 2 + len;
	}
	return first;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const usual[] = { NULL }, *const other[] = { "phone=mail", "note=", "photo=cn", NULL };
	struct fetch_entry entry = { .dn = "cn=x" };
	size_t fields = 0;
	struct vcard card;
	struct content lines;
	const char *text;
	struct ctx cx;

	while (book_fields[fields].name != NULL)
		fields++;
	ctx_open(&cx, NULL);
	entry.values = values(&cx, data, size, fields);
	for (int i = 0; i < 2; i++) {
		size_t ends = 0;

		if ((text = ldap_card(&cx, &entry, i == 0 ? usual : other)) == NULL)
			continue;
		REQUIRE(content_read(&cx, text, strlen(text), NULL, &lines) == OK);
		for (const struct content_line *l = lines.first; l != NULL; l = l->next)
			ends += content_is(l, "END");
		REQUIRE(ends == 1 && !lines.is_repaired);
		REQUIRE(vcard_parse(&cx, text, strlen(text), &card) == OK);
	}
	ctx_close(&cx);
	return 0;
}
