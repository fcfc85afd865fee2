/* XML of DAV requests: what is accepted is written as XML that reads the same. */
#include "dav/multistatus.h"
#include "dav/xml.h"
#include "tests/fuzz/fuzz.h"

static void
walk(struct ctx *cx, const struct xml_node *node, int depth)
{
	REQUIRE(depth <= 64);
	require_text(xml_word(cx->arena, node));
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next) {
		require_text(a->name);
		require_text(a->value);
	}
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		const char *open, *close;

		REQUIRE(e->parent == node && xml_is(e, e->ns, e->name));
		xml_tags(cx->arena, e->ns, e->name, &open, &close);
		walk(cx, e, depth + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct xml_node *root, *again;
	struct ctx cx;

	ctx_open(&cx, NULL);
	if (xml_parse(&cx, (const char *)data, size, &root) == OK) {
		struct buf one = BUF_ON(cx.arena), two = BUF_ON(cx.arena);

		walk(&cx, root, 1);
		xml_write(&one, root);
		/* Names of namespaces take room: a tag may have grown past the limit. */
		if (xml_parse(&cx, one.data, one.len, &again) == OK) {
			xml_write(&two, again);
			REQUIRE(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
		} else {
			REQUIRE(cx.fault == ERR_TOO_LARGE);
		}
	} else {
		REQUIRE(cx.fault == ERR_INVALID || cx.fault == ERR_TOO_LARGE);
	}
	ctx_close(&cx);
	return 0;
}
