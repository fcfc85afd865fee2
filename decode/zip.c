#include <string.h>
#include <zlib.h>

#include "decode/zip.h"

#define END_SIZE	22	/* of the record that ends an archive */
#define COMMENT_MAX	65535	/* bytes that may stand behind it */
#define DIRECTORY_SIZE	46	/* of an entry in the directory, without its name */
#define LOCAL_SIZE	30	/* of the same before its bytes */
#define PIECE		16384	/* bytes unpacked at a time */

static uint32_t
number(const char *p, int bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | (unsigned char)p[bytes];
	return n;
}

/* The end record, looked for from behind, since a comment may follow; NULL: none. */
static const char *
find_end(const char *p, size_t len)
{
	for (size_t at = len >= END_SIZE ? len - END_SIZE + 1 : 0; at-- > 0;) {
		if (memcmp(p + at, "PK\5\6", 4) == 0)
			return p + at;
		if (len - at > END_SIZE + COMMENT_MAX)
			return NULL;
	}
	return NULL;
}

/* Where an entry's bytes are; false when they are not in the archive or we cannot read them. */
static bool
find_bytes(const char *p, size_t len, const char *record, struct zip_entry *e)
{
	size_t local = number(record + 42, 4), packed = number(record + 20, 4), skip;

	e->method = (uint16_t)number(record + 10, 2);
	if ((number(record + 8, 2) & 1) != 0 || (e->method != 0 && e->method != 8) ||
	    local > len || len - local < LOCAL_SIZE || memcmp(p + local, "PK\3\4", 4) != 0)
		return false;
	skip = LOCAL_SIZE + number(p + local + 26, 2) + number(p + local + 28, 2);
	if (skip > len - local || packed > len - local - skip)
		return false;
	e->packed = p + local + skip;
	e->packed_len = packed;
	return true;
}

enum status
zip_open(struct ctx *cx, const char *p, size_t len, struct zip *out)
{
	const char *end = find_end(p, len), *at;
	size_t count, where;
	struct zip z = { 0 };

	if (end == NULL)
		return fault(cx, ERR_INVALID, "no ZIP archive");
	count = number(end + 10, 2);
	where = number(end + 16, 4);
	if (count > ZIP_ENTRIES_MAX)
		return fault(cx, ERR_TOO_LARGE, "an archive with %zu entries", count);
	if (where > len)
		return fault(cx, ERR_INVALID, "a ZIP archive without its directory");
	z.entries = arena_array(cx->arena, count + 1, sizeof *z.entries);
	at = p + where;
	for (size_t i = 0; i < count; i++) {
		struct zip_entry e = { 0 };
		size_t left = (size_t)(p + len - at), name, rest;

		if (left < DIRECTORY_SIZE || memcmp(at, "PK\1\2", 4) != 0)
			return fault(cx, ERR_INVALID, "a broken directory of a ZIP archive");
		name = number(at + 28, 2);
		rest = number(at + 30, 2) + number(at + 32, 2);
		if (name + rest > left - DIRECTORY_SIZE)
			return fault(cx, ERR_INVALID, "a broken directory of a ZIP archive");
		if (find_bytes(p, len, at, &e)) {
			e.name = arena_strndup(cx->arena, at + DIRECTORY_SIZE, name);
			z.entries[z.count++] = e;
		}
		at += DIRECTORY_SIZE + name + rest;
	}
	*out = z;
	return OK;
}

enum status
zip_read(struct ctx *cx, const struct zip_entry *e, zip_sink *sink, void *arg)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)e->packed, .avail_in = (uInt)e->packed_len };
	char piece[PIECE];
	bool wanted = true;
	int end = Z_OK;

	if (e->method == 0) {
		(void)sink(arg, e->packed, e->packed_len);
		return OK;
	}
	/* Negative: deflate alone, without zlib's own header. */
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return fault(cx, ERR_INTERNAL, "inflate could not begin");
	while (wanted && end == Z_OK) {
		z.next_out = (Bytef *)piece;
		z.avail_out = sizeof piece;
		end = inflate(&z, Z_NO_FLUSH);
		if (z.avail_out < sizeof piece)
			wanted = sink(arg, piece, sizeof piece - z.avail_out);
	}
	inflateEnd(&z);
	if (wanted && end != Z_STREAM_END)
		return fault(cx, ERR_INVALID, "%.100s in the archive is broken", e->name);
	return OK;
}
