/*
 * What an IMAP server might say; the first byte is the size of the pieces it
 * comes in, its highest bit asks for narrow limits and a sink.
 */
#include <fcntl.h>

#include "imapclient/private.h"
#include "tests/fuzz/fuzz.h"
#include "tests/imap_source.h"

/* Bounded in depth and number, data where the kind says so. */
static size_t
check_tree(const struct imap_node *n, int depth)
{
	size_t count = 0;

	REQUIRE(depth <= IMAP_DEPTH + 1);
	for (; n != NULL; n = n->next) {
		uint64_t value;

		count++;
		switch (n->kind) {
		case IMAP_LIST:
			REQUIRE(n->data == NULL);
			count += check_tree(n->child, depth + 1);
			break;
		case IMAP_ATOM:
		case IMAP_STRING:
			REQUIRE(n->child == NULL);
			REQUIRE(n->sunk || n->skipped || n->data[n->len] == '\0');
			break;
		case IMAP_NIL:
			break;
		}
		imap_node_text(n);
		imap_node_number(n, UINT32_MAX, &value);
	}
	return count;
}

/* Every part knows its parent, and the tree ends. */
static void
check_parts(const struct imap_part *part)
{
	size_t budget = 100000;

	for (const struct imap_part *p = part; p != NULL; budget--) {
		REQUIRE(budget > 0);
		REQUIRE(p->id != NULL && p->type != NULL && p->subtype != NULL && p->encoding != NULL);
		if (p->children != NULL) {
			REQUIRE(p->children->parent == p);
			p = p->children;
			continue;
		}
		while (p != NULL && p->next == NULL)
			p = p->parent;
		if (p != NULL)
			p = p->next;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int null = -1;
	struct imap_response re;
	struct imap_reader r;
	struct source source;
	char buf[256];
	struct ctx cx;

	if (size < 1)
		return 0;
	if (null < 0)
		null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	source = (struct source){ (const char *)data + 1, size - 1, (data[0] & 127) + 1u };
	ctx_open(&cx, NULL);
	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	if (data[0] & 128) {
		r.limits = (struct imap_limits){ .literal = 100, .memory = 2000, .nodes = 50, .wire = 10000 };
		r.sink = null;
		r.sink_above = 20;
		r.sink_max = 1000;
	}
	while (imap_reader_next(&r, cx.arena, &re)) {
		struct imap_message m = { 0 };

		REQUIRE(re.kind != IMAP_TAGGED || re.tag != NULL);
		REQUIRE(re.text != NULL);
		REQUIRE(check_tree(re.nodes, 1) + check_tree(re.code, 1) <= r.limits.nodes);
		(void)imap_error_status(re.condition, re.code);
		if (imap_is_fetch(&re)) {
			imap_message_read(cx.arena, &re, &m);
			check_parts(m.structure);
		}
	}
	ctx_close(&cx);
	return 0;
}
