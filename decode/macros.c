#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "decode/bytes.h"
#include "decode/macros.h"
#include "decode/vba.h"
#include "decode/zip.h"

#define DEPTH_MAX	4	/* a document in a document in an archive, and its project */
#define WORD_ENCRYPTED	0x0100	/* in the flags that a Word document begins with (MS-DOC, section 2.5.2) */

struct looking {
	struct ctx	*cx;
	struct macros	*out;
	size_t		 unpacked;
};

static enum status look_at(struct looking *l, const char *p, size_t len, int depth);

static void
found(struct looking *l, const char *automatic, const char *suspicious)
{
	l->out->present = true;
	if (l->out->automatic == NULL)
		l->out->automatic = automatic;
	if (l->out->suspicious == NULL)
		l->out->suspicious = suspicious;
}

/* A word in what may be text of one or of two bytes a letter. */
static bool
says(const char *p, size_t len, const char *word)
{
	size_t at = 0, size = strlen(word);

	for (size_t i = 0; i < len; i++) {
		char c = (char)tolower((unsigned char)p[i]);

		if (c == '\0' && at > 0)
			continue;
		at = c == word[at] ? at + 1 : c == word[0];
		if (at == size)
			return true;
	}
	return false;
}

/* ---- compound files -------------------------------------------------------------------- */

/* Records of a workbook (MS-XLS, section 2.4). */
enum { BEGIN = 0x0809, NAME = 0x0018, SHEET = 0x0085, PASSWORD = 0x002f };

/* A name that Excel knows by its number: macros that run when the file is opened, closed or shown. */
static bool
is_automatic_name(const char *p, size_t len, bool old)
{
	char c;

	if (len < 16)
		return false;
	/* Letters stand behind a byte that says how wide they are, since 1997. */
	c = old ? p[14] : p[15];
	if ((bytes_u16(p) & 0x20) != 0 && p[3] == 1)
		return c == 1 || c == 2 || c == 10 || c == 11;
	return says(p + 14, len - 14, "auto_open") || says(p + 14, len - 14, "auto_close");
}

static void
look_at_workbook(struct looking *l, const char *p, size_t len)
{
	bool sheet = false, automatic = false, old = false;

	while (len >= 4) {
		unsigned type = bytes_u16(p);
		size_t size = bytes_u16(p + 2);

		p += 4;
		len -= 4;
		if (size > len)
			break;
		if (type == BEGIN && size >= 2)
			old = bytes_u16(p) < 0x0600;
		else if (type == PASSWORD)
			l->out->encrypted = true;
		else if (type == SHEET && size > 5)
			sheet = sheet || p[5] == 1;
		else if (type == NAME)
			automatic = automatic || is_automatic_name(p, size, old);
		p += size;
		len -= size;
	}
	if (sheet)
		found(l, automatic ? "auto_open" : NULL, automatic ? "a macro sheet" : NULL);
}

static enum status
look_at_compound(struct looking *l, const char *p, size_t len, int depth)
{
	struct buf text = BUF_ON(l->cx->arena);
	const struct cfb_entry *e;
	bool hidden = false;
	enum status st;
	struct cfb f;

	if ((st = cfb_open(l->cx, p, len, &f)) != OK)
		return st;
	if (cfb_find(&f, 0, "EncryptedPackage") != NULL)
		l->out->encrypted = true;
	if (vba_text(l->cx, &f, &text, &hidden)) {
		struct vba_words words;

		vba_judge(l->cx, buf_str(&text), text.len, &words);
		found(l, words.automatic, words.suspicious);
		if (hidden)
			found(l, NULL, "no text");
	}
	if ((e = cfb_find(&f, 0, "Workbook")) != NULL || (e = cfb_find(&f, 0, "Book")) != NULL) {
		p = cfb_read(l->cx, &f, e, MACROS_UNPACKED_MAX, &len);
		look_at_workbook(l, p, len);
	}
	if ((e = cfb_find(&f, 0, "WordDocument")) != NULL) {
		p = cfb_read(l->cx, &f, e, 12, &len);
		l->out->encrypted = l->out->encrypted || (len == 12 && (bytes_u16(p + 10) & WORD_ENCRYPTED) != 0);
	}
	if ((e = cfb_find(&f, 0, "Package")) != NULL && e->is_stream) {
		p = cfb_read(l->cx, &f, e, MACROS_UNPACKED_MAX, &len);
		st = look_at(l, p, len, depth + 1);
	}
	return st;
}

/* ---- archives ------------------------------------------------------------------------------- */

struct taking {
	struct looking	*l;
	struct buf	 bytes;
	bool		 all;	/* whatever they are */
};

static bool
is_document(const char *p, size_t len)
{
	return cfb_is(p, len) || (len >= 4 && memcmp(p, "PK\3\4", 4) == 0);
}

/* All of an entry where its first bytes are a document's. */
static bool
take(void *arg, const char *p, size_t len)
{
	struct taking *t = arg;
	size_t left = MACROS_UNPACKED_MAX - t->l->unpacked;

	if (t->bytes.len == 0 && !t->all && !is_document(p, len))
		return false;
	t->l->unpacked += len < left ? len : left;
	buf_add(&t->bytes, p, len < left ? len : left);
	return len < left;
}

static enum status
look_at_archive(struct looking *l, const char *p, size_t len, int depth)
{
	bool sheets = false, automatic = false;
	enum status st, worst = OK;
	struct zip z;

	if ((st = zip_open(l->cx, p, len, &z)) != OK)
		return st;
	for (size_t i = 0; i < z.count && l->unpacked < MACROS_UNPACKED_MAX; i++) {
		const char *name = z.entries[i].name;
		bool workbook = strncasecmp(name, "xl/workbook.", 12) == 0;
		struct taking t = { .l = l, .bytes = BUF_ON(l->cx->arena), .all = workbook };

		sheets = sheets || strncasecmp(name, "xl/macrosheets/", 15) == 0;
		if ((st = zip_read(l->cx, &z.entries[i], take, &t)) != OK)
			worst = st;
		if (workbook)
			automatic = says(buf_str(&t.bytes), t.bytes.len, "auto_open") ||
			    says(buf_str(&t.bytes), t.bytes.len, "auto_close");
		else if (t.bytes.len > 0 && (st = look_at(l, t.bytes.data, t.bytes.len, depth + 1)) != OK)
			worst = st;
	}
	if (sheets)
		found(l, automatic ? "auto_open" : NULL, automatic ? "a macro sheet" : NULL);
	if (l->unpacked >= MACROS_UNPACKED_MAX)
		return fault(l->cx, ERR_TOO_LARGE, "more than %zu MiB when unpacked", MACROS_UNPACKED_MAX >> 20);
	return worst;
}

static enum status
look_at(struct looking *l, const char *p, size_t len, int depth)
{
	if (depth > DEPTH_MAX)
		return fault(l->cx, ERR_TOO_LARGE, "documents in documents");
	if (cfb_is(p, len))
		return look_at_compound(l, p, len, depth);
	if (len >= 4 && memcmp(p, "PK\3\4", 4) == 0)
		return look_at_archive(l, p, len, depth);
	return fault(l->cx, ERR_INVALID, "no document of an office program");
}

enum status
macros_look(struct ctx *cx, const char *p, size_t len, struct macros *out)
{
	struct looking l = { .cx = cx, .out = out };

	*out = (struct macros){ .present = false };
	return look_at(&l, p, len, 1);
}
