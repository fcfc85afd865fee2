#include <fnmatch.h>
#include <string.h>

#include "decode/markup.h"
#include "decode/office.h"
#include "decode/zip.h"

/* The parts of a document that hold what people wrote. */
static const struct {
	const char	*name;		/* a pattern as the shell's */
	enum markup_text what;
} parts[] = {
	{ "word/document.xml", MARKUP_RUNS }, { "word/header*.xml", MARKUP_RUNS },
	{ "word/footer*.xml", MARKUP_RUNS }, { "word/footnotes.xml", MARKUP_RUNS },
	{ "word/endnotes.xml", MARKUP_RUNS }, { "word/comments.xml", MARKUP_RUNS },
	{ "xl/sharedStrings.xml", MARKUP_RUNS }, { "xl/worksheets/*.xml", MARKUP_RUNS },
	{ "xl/comments*.xml", MARKUP_RUNS },
	{ "ppt/slides/*.xml", MARKUP_RUNS }, { "ppt/notesSlides/*.xml", MARKUP_RUNS },
	{ "content.xml", MARKUP_ALL }, { "styles.xml", MARKUP_ALL },
};

struct reading {
	struct markup	 markup;
	size_t		 unpacked;	/* of all parts */
};

static bool
take(void *arg, const char *p, size_t len)
{
	struct reading *r = arg;

	if (len > OFFICE_UNPACKED_MAX - r->unpacked)
		len = OFFICE_UNPACKED_MAX - r->unpacked;
	r->unpacked += len;
	return markup_add(&r->markup, p, len) && r->unpacked < OFFICE_UNPACKED_MAX;
}

enum status
office_text(struct ctx *cx, const char *p, size_t len, struct buf *out)
{
	struct reading r = { .unpacked = 0 };
	enum status st, broken = OK;
	bool known = false;
	struct zip z;

	if ((st = zip_open(cx, p, len, &z)) != OK)
		return st;
	for (size_t i = 0; i < z.count; i++)
		for (size_t k = 0; k < COUNT(parts); k++) {
			if (fnmatch(parts[k].name, z.entries[i].name, FNM_PATHNAME) != 0)
				continue;
			known = true;
			markup_open(&r.markup, parts[k].what, out, OFFICE_TEXT_MAX);
			/* One that is broken does not take away the others. */
			if (zip_read(cx, &z.entries[i], take, &r) != OK)
				broken = ERR_INVALID;
			if (r.unpacked >= OFFICE_UNPACKED_MAX)
				return fault(cx, ERR_TOO_LARGE, "more than %zu MiB when unpacked",
				    OFFICE_UNPACKED_MAX >> 20);
			if (out->len >= OFFICE_TEXT_MAX)
				return fault(cx, ERR_TOO_LARGE, "more than %zu MiB of text",
				    OFFICE_TEXT_MAX >> 20);
			if (out->len > 0 && out->data[out->len - 1] != ' ')
				buf_putc(out, ' ');
		}
	if (broken != OK)
		return broken;
	return known ? OK : fault(cx, ERR_INVALID, "an archive, and no document of an office program");
}
