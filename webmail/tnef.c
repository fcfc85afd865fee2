#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/http.h"
#include "webmail/charset.h"
#include "webmail/tnef.h"

#define SIGNATURE	0x223e9f78u
#define PROPERTIES_MAX	20000	/* of one block */

/* Attributes, by the low half of their ids. */
enum {
	ATTR_BODY = 0x800c, ATTR_DATA = 0x800f, ATTR_TITLE = 0x8010, ATTR_RENDER = 0x9002,
	ATTR_PROPERTIES = 0x9003, ATTR_ATTACHMENT = 0x9005, ATTR_CODEPAGE = 0x9007,
};

/* MAPI properties ([MS-OXPROPS]) and types ([MS-OXCDATA], 2.11.1). */
enum {
	PR_BODY = 0x1000, PR_RTF = 0x1009, PR_HTML = 0x1013, PR_NAME = 0x3001, PR_DATA = 0x3701,
	PR_SHORT_NAME = 0x3704, PR_LONG_NAME = 0x3707, PR_TYPE = 0x370e, PR_CID = 0x3712,
};
enum {
	PT_INT16 = 2, PT_INT32 = 3, PT_FLOAT = 4, PT_DOUBLE = 5, PT_CURRENCY = 6, PT_APPTIME = 7,
	PT_ERROR = 10, PT_BOOL = 11, PT_OBJECT = 13, PT_INT64 = 20, PT_STRING8 = 30,
	PT_UNICODE = 31, PT_TIME = 64, PT_GUID = 72, PT_BINARY = 0x102, PT_MANY = 0x1000,
};

/* What is left to be read; a read beyond it gives 0 and sets OVER. */
struct cursor {
	const unsigned char	*p, *end;
	bool			 over;
};

struct reading {
	struct arena	*arena;
	struct tnef	*out;
	const char	*charset;
	struct tnef_item *file;		/* being described; NULL: none yet */
	int		 rank;		/* of its name: a long one is better than a title */
	struct tnef_item texts[3];	/* by kind, TNEF_TEXT first; data NULL: none */
};

static size_t
left(const struct cursor *c)
{
	return (size_t)(c->end - c->p);
}

static const unsigned char *
take(struct cursor *c, size_t n)
{
	const unsigned char *at = c->p;

	if (n > left(c)) {
		c->over = true;
		c->p = c->end;
		return NULL;
	}
	c->p += n;
	return at;
}

static uint32_t
number(struct cursor *c, size_t bytes)
{
	const unsigned char *at = take(c, bytes);
	uint32_t n = 0;

	for (size_t i = bytes; at != NULL && i-- > 0;)
		n = n << 8 | at[i];
	return n;
}

/* ---- Words for what was found -------------------------------------------------- */

static const char *
charset_of(struct arena *arena, uint32_t codepage)
{
	static const struct {
		uint32_t	 page;
		const char	*name;
	} others[] = {
		{ 65001, "utf-8" }, { 932, "shift_jis" }, { 936, "gbk" }, { 949, "euc-kr" },
		{ 950, "big5" }, { 28591, "iso-8859-1" }, { 28605, "iso-8859-15" },
	};
	const char *name = arena_printf(arena, "windows-%u", (unsigned)codepage);

	for (size_t i = 0; i < COUNT(others); i++)
		if (others[i].page == codepage)
			return others[i].name;
	return charset_known(name) ? name : NULL;
}

static char *
text_of(const struct reading *r, const unsigned char *p, size_t len, bool unicode)
{
	char *text = charset_to_utf8(r->arena, unicode ? "utf-16le" : r->charset, p, len, NULL, NULL);

	for (char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return text;
}

static const char *
without_folders(const char *name)
{
	for (const char *c = name; *c != '\0'; c++)
		if ((*c == '/' || *c == '\\') && c[1] != '\0')
			name = c + 1;
	return name;
}

static bool
is_type(const char *s)
{
	size_t slash = strcspn(s, "/");

	return slash > 0 && s[slash] == '/' && s[slash + 1] != '\0' && strlen(s) < 128 &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-/") ==
	    strlen(s) && strchr(s + slash + 1, '/') == NULL;
}

/* Outlook says the type seldom; the name's end does. */
static const char *
type_by_name(const char *name)
{
	static const struct {
		const char	*end, *type;
	} known[] = {
		{ ".pdf", "application/pdf" }, { ".txt", "text/plain" }, { ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" }, { ".png", "image/png" }, { ".gif", "image/gif" },
		{ ".doc", "application/msword" }, { ".xls", "application/vnd.ms-excel" },
		{ ".ppt", "application/vnd.ms-powerpoint" },
		{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
		{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
		{ ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
		{ ".zip", "application/zip" }, { ".ics", "text/calendar" }, { ".vcf", "text/vcard" },
		{ ".htm", "text/html" }, { ".html", "text/html" }, { ".rtf", "application/rtf" },
		{ ".eml", "message/rfc822" }, { ".mp3", "audio/mpeg" }, { ".wav", "audio/wav" },
	};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < COUNT(known); i++)
		if (strcasecmp(dot, known[i].end) == 0)
			return known[i].type;
	return "application/octet-stream";
}

/* ---- Files ---------------------------------------------------------------------- */

static void
begin_file(struct reading *r)
{
	r->file = NULL;
	r->rank = 0;
	if (r->out->count == TNEF_ITEMS_MAX)
		return;
	r->file = &r->out->items[r->out->count++];
}

static void
name_file(struct reading *r, int rank, const char *name)
{
	name = without_folders(name);
	if (r->file == NULL || rank <= r->rank || *name == '\0')
		return;
	r->file->name = name;
	r->rank = rank;
}

static void
take_text(struct reading *r, enum tnef_kind kind, const char *name, const char *type,
    const void *data, size_t len)
{
	if (len > 0 && r->texts[kind - TNEF_TEXT].data == NULL)
		r->texts[kind - TNEF_TEXT] = (struct tnef_item){ .kind = kind, .name = name,
			.type = type, .data = data, .len = len };
}

/* ---- Properties ------------------------------------------------------------------- */

/* One value of variable length: of the message or, where FILE, of an attachment. */
static void
property(struct reading *r, bool of_file, unsigned id, unsigned type, const unsigned char *p,
    size_t len)
{
	bool unicode = type == PT_UNICODE;
	const char *text = NULL;

	if (type == PT_STRING8 || unicode)
		text = text_of(r, p, len, unicode);
	if (!of_file) {
		if (id == PR_RTF && type == PT_BINARY)
			take_text(r, TNEF_RTF, "message.rtf", "application/rtf", p, len);
		else if (id == PR_HTML && (type == PT_BINARY || type == PT_STRING8))
			take_text(r, TNEF_HTML, "message.html", "text/html", p, len);
		else if (id == PR_BODY && type == PT_STRING8)
			take_text(r, TNEF_TEXT, "message.txt", "text/plain", p, len);
		return;
	}
	if (r->file == NULL)
		return;
	if (id == PR_DATA && r->file->data == NULL && (type == PT_BINARY || type == PT_OBJECT)) {
		/* An object begins with the id of its interface. */
		size_t skip = type == PT_OBJECT && len >= 16 ? 16 : 0;

		r->file->kind = type == PT_OBJECT ? TNEF_OBJECT : TNEF_FILE;
		r->file->data = (const char *)p + skip;
		r->file->len = len - skip;
	} else if (text != NULL && id == PR_TYPE && is_type(text)) {
		r->file->type = text;
	} else if (text != NULL && id == PR_CID && *text != '\0') {
		text += strspn(text, "< ");
		r->file->cid = arena_strndup(r->arena, text, strcspn(text, "> "));
	} else if (text != NULL && (id == PR_LONG_NAME || id == PR_SHORT_NAME || id == PR_NAME)) {
		name_file(r, id == PR_LONG_NAME ? 4 : id == PR_NAME ? 1 : 2, text);
	}
}

/* Bytes of a fixed type as they stand, padding included; 0: of variable length. */
static size_t
fixed_size(unsigned type)
{
	switch (type) {
	case PT_INT16: case PT_INT32: case PT_FLOAT: case PT_ERROR: case PT_BOOL:
		return 4;
	case PT_DOUBLE: case PT_CURRENCY: case PT_APPTIME: case PT_INT64: case PT_TIME:
		return 8;
	case PT_GUID:
		return 16;
	default:
		return 0;
	}
}

/* The name of a property that has no number of its own. */
static void
skip_name(struct cursor *c)
{
	uint32_t len;

	take(c, 16);
	if (number(c, 4) == 0) {
		take(c, 4);
		return;
	}
	len = number(c, 4);
	if (take(c, len) != NULL)
		take(c, -len & 3);
}

static void
properties(struct reading *r, const unsigned char *p, size_t len, bool of_file)
{
	struct cursor c = { p, p + len, false };
	uint32_t count = number(&c, 4), seen = 0;

	while (!c.over && count-- > 0 && seen++ < PROPERTIES_MAX) {
		unsigned type = number(&c, 2), id = number(&c, 2), base = type & ~(unsigned)PT_MANY;
		size_t size = fixed_size(base);
		uint32_t values = 1;

		if (id >= 0x8000)
			skip_name(&c);
		if (size == 0 || (type & PT_MANY))
			values = number(&c, 4);
		if (size == 0 && base != PT_STRING8 && base != PT_UNICODE && base != PT_OBJECT &&
		    base != PT_BINARY)
			return;		/* of a type that we cannot step over */
		for (uint32_t i = 0; i < values && !c.over; i++) {
			size_t n = size > 0 ? size : number(&c, 4);
			const unsigned char *value = take(&c, n);

			if (size > 0 || value == NULL)
				continue;
			if (i == 0)
				property(r, of_file, id, base, value, n);
			take(&c, -n & 3);
			/* Empty values cost nothing to announce by the billion. */
			if (++seen > PROPERTIES_MAX)
				return;
		}
	}
}

/* ---- Attributes --------------------------------------------------------------------- */

static void
attribute(struct reading *r, unsigned level, unsigned id, const unsigned char *p, size_t len)
{
	struct cursor c = { p, p + len, false };
	bool of_file = level == 2;

	if (of_file && (id == ATTR_RENDER || r->file == NULL))
		begin_file(r);
	switch (id) {
	case ATTR_CODEPAGE:
		r->charset = charset_of(r->arena, number(&c, 4));
		break;
	case ATTR_BODY:
		take_text(r, TNEF_TEXT, "message.txt", "text/plain", p,
		    len > 0 && p[len - 1] == '\0' ? len - 1 : len);
		break;
	case ATTR_TITLE:
		if (of_file)
			name_file(r, 3, text_of(r, p, strnlen((const char *)p, len), false));
		break;
	case ATTR_DATA:
		if (of_file && r->file != NULL && (r->file->data == NULL ||
		    r->file->kind == TNEF_FILE)) {
			r->file->data = (const char *)p;
			r->file->len = len;
		}
		break;
	case ATTR_PROPERTIES:
	case ATTR_ATTACHMENT:
		properties(r, p, len, of_file);
		break;
	default:
		break;
	}
}

/* Nameless and empty ones, and what nobody can open without knowing what it is. */
static void
settle(struct reading *r)
{
	struct tnef *t = r->out;
	size_t kept = 0;

	for (size_t i = 0; i < t->count; i++) {
		struct tnef_item *item = &t->items[i];

		if (item->data == NULL)
			continue;
		if (item->name == NULL)
			item->name = arena_printf(r->arena, item->kind == TNEF_OBJECT ?
			    "object-%zu.dat" : "attachment-%zu.dat", kept + 1);
		if (item->type == NULL)
			item->type = item->kind == TNEF_OBJECT ? "application/octet-stream" :
			    type_by_name(item->name);
		t->items[kept++] = *item;
	}
	t->files = kept;
	for (size_t i = 0; i < COUNT(r->texts); i++)
		if (r->texts[i].data != NULL)
			t->items[kept++] = r->texts[i];
	t->count = kept;
}

bool
tnef_read(struct arena *arena, const char *p, size_t len, struct tnef *out)
{
	struct reading r = { .arena = arena, .out = out };
	struct cursor c = { (const unsigned char *)p, (const unsigned char *)p + len, false };

	*out = (struct tnef){ 0 };
	if (number(&c, 4) != SIGNATURE || c.over)
		return false;
	out->items = arena_array(arena, TNEF_ITEMS_MAX + COUNT(r.texts), sizeof *out->items);
	take(&c, 2);		/* a key that nobody uses */
	while (left(&c) > 0) {
		unsigned level = number(&c, 1), id = number(&c, 4) & 0xffff;
		uint32_t size = number(&c, 4);
		const unsigned char *data = take(&c, size);

		if (c.over || (level != 1 && level != 2))
			break;
		attribute(&r, level, id, data, size);
		take(&c, 2);	/* a sum that proves nothing */
	}
	settle(&r);
	return true;
}

/* ---- Packed RTF ------------------------------------------------------------------------ */

#define WINDOW	4096
#define PACKED	0x75465a4cu	/* "LZFu" */
#define PLAIN	0x414c454du	/* "MELA" */

static const char preset[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/* Each bit of a byte says what follows: a byte, or a place in the window and a length. */
static size_t
unpack(struct cursor *c, char *out, size_t size)
{
	char window[WINDOW] = { 0 };
	size_t at = sizeof preset - 1, n = 0;

	memcpy(window, preset, sizeof preset - 1);
	while (n < size && left(c) > 0) {
		unsigned bits = number(c, 1);

		for (int i = 0; i < 8 && n < size && left(c) > 0; i++, bits >>= 1) {
			size_t from, count = 1;

			if (bits & 1) {
				const unsigned char *two = take(c, 2);

				if (two == NULL)
					return n;
				from = (size_t)two[0] << 4 | two[1] >> 4;
				count = (two[1] & 15u) + 2;
				if (from == at)
					return n;	/* says the end */
				for (; count > 0 && n < size; count--, from = (from + 1) % WINDOW) {
					out[n++] = window[at] = window[from];
					at = (at + 1) % WINDOW;
				}
			} else {
				out[n++] = window[at] = (char)number(c, 1);
				at = (at + 1) % WINDOW;
			}
		}
	}
	return n;
}

static const char *
rtf(struct arena *arena, const struct tnef_item *item, size_t *len)
{
	struct cursor c = { (const unsigned char *)item->data,
		(const unsigned char *)item->data + item->len, false };
	uint32_t raw, magic;
	size_t size;
	char *out;

	take(&c, 4);		/* the size packed */
	raw = number(&c, 4);
	magic = number(&c, 4);
	take(&c, 4);		/* a checksum */
	*len = 0;
	if (c.over || (magic != PACKED && magic != PLAIN))
		return "";
	/* A reference of 2 bytes makes 17 at the most: nobody promises a gigabyte in ten bytes. */
	size = raw < TNEF_RTF_MAX ? raw : TNEF_RTF_MAX;
	if (size > left(&c) * 9)
		size = left(&c) * 9;
	if (magic == PLAIN && size > left(&c))
		size = left(&c);
	out = arena_alloc(arena, size + 1);
	if (magic == PACKED) {
		size = unpack(&c, out, size);
		out[size] = '\0';
	} else {
		memcpy(out, c.p, size);
	}
	*len = size;
	return out;
}

const char *
tnef_bytes(struct arena *arena, const struct tnef_item *item, size_t *len)
{
	if (item->kind == TNEF_RTF)
		return rtf(arena, item, len);
	*len = item->len;
	return item->data;
}
