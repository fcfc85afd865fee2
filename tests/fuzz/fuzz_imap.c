/* What an IMAP server might say; the first byte is the size of the pieces it comes in. */
#include "imapclient/private.h"
#include "tests/fuzz/fuzz.h"

struct source {
	const uint8_t	*p;
	size_t		 left, piece;
};

static ssize_t
pull(void *arg, void *p, size_t size)
{
	struct source *s = arg;
	size_t n = s->piece < size ? s->piece : size;

	if (n > s->left)
		n = s->left;
	if (n == 0)
		return -1;
	memcpy(p, s->p, n);
	s->p += n;
	s->left -= n;
	return (ssize_t)n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct imap_response re;
	struct imap_reader r;
	struct source source;
	char buf[256];
	struct ctx cx;

	if (size < 1)
		return 0;
	source = (struct source){ data + 1, size - 1, data[0] + 1u };
	ctx_open(&cx, NULL);
	imap_reader_open(&r, pull, &source, buf, sizeof buf);
	while (imap_reader_next(&r, cx.arena, &re)) {
		struct imap_message m = { 0 };

		REQUIRE(re.kind != IMAP_TAGGED || re.tag != NULL);
		for (const struct imap_node *n = re.nodes; n != NULL; n = n->next) {
			uint64_t value;

			imap_node_text(n);
			imap_node_number(n, UINT32_MAX, &value);
		}
		if (imap_is_fetch(&re))
			imap_message_read(cx.arena, &re, &m);
	}
	ctx_close(&cx);
	return 0;
}
