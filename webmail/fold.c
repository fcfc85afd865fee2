#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "webmail/fold.h"

/* Letters that no decomposition takes apart, and people write without. */
static const struct {
	ucs4_t		 letter;
	const char	*plain;
} letters[] = {
	{ 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf0, "d" }, { 0xf8, "o" }, { 0xfe, "th" },
	{ 0x111, "d" }, { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" },
	{ 0x167, "t" }, { 0x180, "b" }, { 0x1e9e, "ss" },
};

/* Compatibility forms too: a ligature or a full-width letter is what it stands for. */
static void
fold_letter(struct buf *out, ucs4_t uc, int depth)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint8_t utf8[6];
	int tag, n;

	uc = uc_tolower(uc);
	for (size_t i = 0; i < COUNT(letters); i++)
		if (letters[i].letter == uc) {
			buf_puts(out, letters[i].plain);
			return;
		}
	if (depth < 8 && (n = uc_decomposition(uc, &tag, parts)) > 0) {
		for (int i = 0; i < n; i++)
			fold_letter(out, parts[i], depth + 1);
		return;
	}
	if (uc < 0x80 && uc > ' ') {
		buf_putc(out, (char)uc);
		return;
	}
	/* Marks go, but for those that are letters of their script. */
	if (uc_is_general_category(uc, UC_NON_SPACING_MARK) && uc_combining_class(uc) != 0 &&
	    uc < 0x590)
		return;
	if (uc <= ' ' || uc_is_general_category(uc, UC_SPACE_SEPARATOR)) {
		buf_putc(out, ' ');
		return;
	}
	if ((n = u8_uctomb(utf8, uc, sizeof utf8)) > 0)
		buf_add(out, utf8, (size_t)n);
}

void
fold_add(struct buf *out, const char *text, size_t max)
{
	size_t begin = out->len, kept = out->len, i = 0, len = text != NULL ? strlen(text) : 0;

	while (i < len && out->len - begin < max) {
		unsigned char c = (unsigned char)text[i];
		size_t at = out->len;

		if (c < 0x80) {
			buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c <= ' ' ? ' ' : (char)c);
			i++;
		} else {
			ucs4_t uc;
			int n = u8_mbtouc(&uc, (const uint8_t *)text + i, len - i);

			fold_letter(out, uc, 0);
			i += n > 0 ? (size_t)n : 1;
		}
		/* White space is single, and there is none at the ends. */
		if (out->len == at + 1 && out->data[at] == ' ' &&
		    (at == begin || out->data[at - 1] == ' '))
			out->len = at;
		else if (out->len > at && out->data[out->len - 1] != ' ')
			kept = out->len;
	}
	out->len = kept;
	if (out->data != NULL)
		out->data[out->len] = '\0';
}

char *
fold_text(struct arena *arena, const char *text)
{
	struct buf out = BUF_ON(arena);

	fold_add(&out, text, (size_t)-1);
	return arena_strdup(arena, buf_str(&out));
}

char *
fold_composed(struct arena *arena, char *text)
{
	size_t len;
	uint8_t *nfc;
	char *out;

	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c >= 0xcc) {	/* nothing below U+0300 combines */
			nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), NULL, &len);
			if (nfc == NULL)
				return text;
			out = arena_strndup(arena, (char *)nfc, len);
			free(nfc);
			return out;
		}
	return text;
}
