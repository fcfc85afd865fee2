#include <string.h>
#include <strings.h>

#include "decode/bytes.h"
#include "decode/vba.h"

#define CHUNK		4096			/* bytes that a chunk has when unpacked */
#define STREAM_MAX	((size_t)8 << 20)	/* bytes of a stream that are read */
#define DIR_MAX		((size_t)1 << 20)	/* of the list of modules */
#define READ_MAX	((size_t)32 << 20)	/* of all streams of a document together */
#define MODULES_MAX	2000			/* of a document */

/* Records of that list (section 2.3.4.2). */
enum { PROJECT_VERSION = 0x0009, STREAM_NAME = 0x001a, TEXT_OFFSET = 0x0031 };

/* ---- compression -------------------------------------------------------------------- */

/* A copy: how many bits say how far back depends on how much of the chunk is there. */
static bool
copy(struct buf *out, size_t begin, uint16_t token)
{
	size_t have = out->len - begin, back, count;
	int bits = 4;

	while (((size_t)1 << bits) < have)
		bits++;
	back = (size_t)(token >> (16 - bits)) + 1;
	count = (token & (0xffffu >> bits)) + 3u;
	if (back > have || count > CHUNK - have)
		return false;
	/* It may reach into what it makes. */
	for (size_t i = 0; i < count; i++)
		buf_putc(out, out->data[out->len - back]);
	return true;
}

static bool
unpack_chunk(const char *p, const char *end, struct buf *out)
{
	size_t begin = out->len;

	while (p < end) {
		unsigned flags = (unsigned char)*p++;

		for (int bit = 0; bit < 8 && p < end; bit++, flags >>= 1) {
			if (out->len - begin >= CHUNK)
				return false;
			if ((flags & 1) == 0) {
				buf_putc(out, *p++);
				continue;
			}
			if (end - p < 2 || !copy(out, begin, bytes_u16(p)))
				return false;
			p += 2;
		}
	}
	return true;
}

bool
vba_unpack(const char *p, size_t len, struct buf *out, size_t most)
{
	const char *end = p + len;

	if (len < 3 || *p++ != 1)
		return false;
	while (end - p >= 2 && out->len < most) {
		unsigned header = bytes_u16(p);
		size_t size = (header & 0xfff) + 1u;

		p += 2;
		/* What stands behind the last chunk is none. */
		if ((header & 0x7000) != 0x3000)
			return true;
		if (size > (size_t)(end - p))
			size = (size_t)(end - p);
		if ((header & 0x8000) == 0)
			buf_add(out, p, size);
		else if (!unpack_chunk(p, p + size, out))
			return false;
		p += size;
	}
	return true;
}

/* ---- projects ------------------------------------------------------------------------- */

static char *
module_name(struct arena *arena, const char *p, size_t len)
{
	char *name = arena_strndup(arena, p, len);

	/* As entry names are made (cfb.c): a byte of another code page is one letter, in most. */
	for (char *c = name; *c != '\0'; c++)
		if ((unsigned char)*c >= 0x80)
			*c = '?';
	return name;
}

struct reading {
	struct ctx		*cx;
	const struct cfb	*f;
	struct buf		*out;
	size_t			 left, modules;
};

/* A stream, MOST bytes at most, and no more than is left of what a document may cost. */
static const char *
read_stream(struct reading *r, const struct cfb_entry *e, size_t most, size_t *len)
{
	const char *p = cfb_read(r->cx, r->f, e, most < r->left ? most : r->left, len);

	r->left -= *len;
	return p;
}

/* The module NAME in STORAGE, from byte OFFSET of its stream; false: it has no text. */
static bool
read_module(struct reading *r, int storage, const char *name, uint32_t offset)
{
	bool found = false;

	for (size_t i = 1; i < r->f->count && r->out->len < VBA_TEXT_MAX && r->left > 0; i++) {
		const struct cfb_entry *e = &r->f->entries[i];
		size_t len, before = r->out->len;
		const char *p;

		if (e->parent != storage || !e->is_stream || strcasecmp(e->name, name) != 0)
			continue;
		p = read_stream(r, e, STREAM_MAX, &len);
		if (offset < len)
			(void)vba_unpack(p + offset, len - offset, r->out, VBA_TEXT_MAX);
		found = found || r->out->len > before;
		buf_putc(r->out, '\n');
	}
	return found;
}

/* False: some module has no text, or there is none. */
static bool
read_project(struct reading *r, int storage, const struct cfb_entry *dir)
{
	struct buf list = BUF_ON(r->cx->arena);
	const char *packed, *p, *end, *name = NULL;
	size_t len, before = r->modules;
	bool whole = true;

	packed = read_stream(r, dir, DIR_MAX, &len);
	(void)vba_unpack(packed, len, &list, DIR_MAX);
	p = buf_str(&list);
	end = p + list.len;
	while (end - p >= 6) {
		unsigned id = bytes_u16(p);
		size_t size = bytes_u32(p + 2);

		p += 6;
		if (id == PROJECT_VERSION)
			size = 6;	/* it says 4 */
		if (size > (size_t)(end - p))
			return false;
		if (id == STREAM_NAME)
			name = module_name(r->cx->arena, p, size);
		else if (id == TEXT_OFFSET && size >= 4 && name != NULL) {
			if (++r->modules > MODULES_MAX)
				return false;
			whole = read_module(r, storage, name, bytes_u32(p)) && whole;
			name = NULL;
		}
		p += size;
	}
	return whole && r->modules > before;
}

bool
vba_text(struct ctx *cx, const struct cfb *f, struct buf *out, bool *hidden)
{
	struct reading r = { .cx = cx, .f = f, .out = out, .left = READ_MAX };
	bool found = false;

	for (size_t i = 1; i < f->count && r.left > 0 && r.modules <= MODULES_MAX; i++) {
		const struct cfb_entry *dir;

		if (f->entries[i].is_stream || strcasecmp(f->entries[i].name, "VBA") != 0)
			continue;
		found = true;
		dir = cfb_find(f, (int)i, "dir");
		if (dir == NULL || !read_project(&r, (int)i, dir))
			*hidden = true;
	}
	return found;
}
