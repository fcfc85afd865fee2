#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "decode/bytes.h"
#include "decode/cfb.h"

#define HEADER		512		/* bytes before the first sector, or its first sector */
#define IN_HEADER	109		/* sectors of the table that the header names */
#define ENTRY		128		/* bytes of an entry of the directory */
#define MINI_SHIFT	6
#define MINI_BELOW	4096		/* bytes of a stream that is kept in small sectors */
#define LAST		0xfffffffa	/* numbers from here on are no sectors */

enum kind { STORAGE = 1, STREAM = 2, ROOT = 5 };

bool
cfb_is(const char *p, size_t len)
{
	return len >= HEADER && memcmp(p, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

/* A sector's bytes; NULL: it is not in the file.  The last one may be cut. */
static const char *
sector(const struct cfb *f, uint32_t n, size_t *len)
{
	size_t at = ((size_t)n + 1) << f->shift;

	if (n >= LAST || at >= f->len)
		return NULL;
	*len = f->len - at < (size_t)1 << f->shift ? f->len - at : (size_t)1 << f->shift;
	return f->p + at;
}

/* Sector N of the table that says which sector is behind which. */
static void
take_table(struct cfb *f, uint32_t n, uint32_t *known)
{
	size_t len = 0;
	const char *p = sector(f, n, &len);

	for (size_t i = 0; i + 4 <= len && *known < f->sectors; i += 4)
		f->next[(*known)++] = bytes_u32(p + i);
}

/* Where the table's sectors are stands in the header, and in a chain of its own. */
static void
read_table(struct ctx *cx, struct cfb *f)
{
	uint32_t at = bytes_u32(f->p + 68), known = 0, turns = 0, per = (1u << f->shift) / 4;

	f->sectors = (uint32_t)(f->len >> f->shift) + 1;
	f->next = arena_array(cx->arena, f->sectors, sizeof *f->next);
	memset(f->next, 0xff, f->sectors * sizeof *f->next);
	for (int i = 0; i < IN_HEADER; i++)
		take_table(f, bytes_u32(f->p + 76 + 4 * i), &known);
	while (at < LAST && turns++ < f->sectors && known < f->sectors) {
		size_t len = 0;
		const char *p = sector(f, at, &len);

		if (p == NULL || len < (size_t)per * 4)
			return;
		for (uint32_t i = 0; i + 1 < per; i++)
			take_table(f, bytes_u32(p + 4 * (size_t)i), &known);
		at = bytes_u32(p + 4 * (size_t)(per - 1));
	}
}

/* What a chain of sectors holds, MOST bytes at most. */
static const char *
read_chain(struct ctx *cx, const struct cfb *f, uint32_t first, size_t most, size_t *len)
{
	struct buf out = BUF_ON(cx->arena);

	for (uint32_t at = first, turns = 0; out.len < most && turns < f->sectors; turns++) {
		size_t n = 0;
		const char *p = sector(f, at, &n);

		if (p == NULL)
			break;
		buf_add(&out, p, n < most - out.len ? n : most - out.len);
		at = at < f->sectors ? f->next[at] : LAST;
	}
	*len = out.len;
	return buf_str(&out);
}

static char *
entry_name(struct arena *arena, const char *p)
{
	size_t len = bytes_u16(p + 64) / 2;
	char *name;

	len = len > 0 && len <= 32 ? len - 1 : 0;
	name = arena_alloc(arena, len + 1);
	for (size_t i = 0; i < len; i++) {
		unsigned c = bytes_u16(p + 2 * i);

		name[i] = c > 0 && c < 0x80 ? (char)c : '?';
	}
	return name;
}

/*
 * Entries of a storage are a tree of brothers below the storage's child.  Each
 * entry is taken once, whatever the tree says.
 */
static void
find_parents(struct ctx *cx, struct cfb *f, const char *directory)
{
	struct todo { uint32_t entry; int parent; } *todo = arena_array(cx->arena, f->count * 3 + 1, sizeof *todo);
	size_t left = 0;

	todo[left++] = (struct todo){ bytes_u32(directory + 76), 0 };
	while (left > 0) {
		struct todo t = todo[--left];
		const char *p = directory + (size_t)ENTRY * t.entry;

		if (t.entry == 0 || t.entry >= f->count || f->entries[t.entry].parent >= 0)
			continue;
		f->entries[t.entry].parent = t.parent;
		todo[left++] = (struct todo){ bytes_u32(p + 68), t.parent };
		todo[left++] = (struct todo){ bytes_u32(p + 72), t.parent };
		if (!f->entries[t.entry].is_stream)
			todo[left++] = (struct todo){ bytes_u32(p + 76), (int)t.entry };
	}
}

static enum status
read_directory(struct ctx *cx, struct cfb *f)
{
	size_t len;
	const char *p = read_chain(cx, f, bytes_u32(f->p + 48), (size_t)ENTRY * (CFB_ENTRIES_MAX + 1), &len);

	f->count = len / ENTRY;
	if (f->count > CFB_ENTRIES_MAX)
		return fault(cx, ERR_TOO_LARGE, "a compound file with more than %d entries", CFB_ENTRIES_MAX);
	if (f->count == 0 || p[66] != ROOT)
		return fault(cx, ERR_INVALID, "a compound file without its directory");
	f->entries = arena_array(cx->arena, f->count, sizeof *f->entries);
	for (size_t i = 0; i < f->count; i++) {
		const char *e = p + ENTRY * i;

		f->entries[i] = (struct cfb_entry){
			.name = entry_name(cx->arena, e),
			.is_stream = e[66] == STREAM,
			.parent = -1,
			.first = bytes_u32(e + 116),
			/* With small sectors the upper half may be anything. */
			.size = f->shift == 9 ? bytes_u32(e + 120) : bytes_u32(e + 120) | (uint64_t)bytes_u32(e + 124) << 32,
		};
	}
	find_parents(cx, f, p);
	return OK;
}

static void
read_mini(struct ctx *cx, struct cfb *f)
{
	size_t len;
	const char *table = read_chain(cx, f, bytes_u32(f->p + 60), f->len, &len);

	f->mini_sectors = (uint32_t)(len / 4);
	f->mini_next = arena_array(cx->arena, (size_t)f->mini_sectors + 1, sizeof *f->mini_next);
	for (uint32_t i = 0; i < f->mini_sectors; i++)
		f->mini_next[i] = bytes_u32(table + 4 * (size_t)i);
	f->mini = read_chain(cx, f, f->entries[0].first, f->len, &f->mini_len);
}

enum status
cfb_open(struct ctx *cx, const char *p, size_t len, struct cfb *out)
{
	struct cfb f = { .p = p, .len = len };
	enum status st;

	if (!cfb_is(p, len))
		return fault(cx, ERR_INVALID, "no compound file");
	f.shift = bytes_u16(p + 30);
	if (f.shift != 9 && f.shift != 12)
		return fault(cx, ERR_INVALID, "a compound file with sectors of 2^%u bytes", f.shift);
	read_table(cx, &f);
	if ((st = read_directory(cx, &f)) != OK)
		return st;
	read_mini(cx, &f);
	*out = f;
	return OK;
}

const char *
cfb_read(struct ctx *cx, const struct cfb *f, const struct cfb_entry *e, size_t most, size_t *len)
{
	struct buf out = BUF_ON(cx->arena);

	if (e->size < most)
		most = (size_t)e->size;
	if (e->size >= MINI_BELOW)
		return read_chain(cx, f, e->first, most, len);
	for (uint32_t at = e->first, turns = 0; out.len < most && at < f->mini_sectors && turns < f->mini_sectors; turns++) {
		size_t begin = (size_t)at << MINI_SHIFT, n = (size_t)1 << MINI_SHIFT;

		if (begin >= f->mini_len)
			break;
		n = n < f->mini_len - begin ? n : f->mini_len - begin;
		buf_add(&out, f->mini + begin, n < most - out.len ? n : most - out.len);
		at = f->mini_next[at];
	}
	*len = out.len;
	return buf_str(&out);
}

const struct cfb_entry *
cfb_find(const struct cfb *f, int storage, const char *name)
{
	for (size_t i = 1; i < f->count; i++)
		if (f->entries[i].parent == storage && strcasecmp(f->entries[i].name, name) == 0)
			return &f->entries[i];
	return NULL;
}
