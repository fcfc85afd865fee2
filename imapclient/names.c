/*
 * Modified UTF-7: printable ASCII stands for itself, "&" is "&-", all else is
 * UTF-16 in base64 with "," for "/" between "&" and "-".
 */
#include <string.h>

#include "core/buf.h"
#include "imapclient/names.h"

#define NAME_MAX_BYTES	1000

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/* The character at *S (strict UTF-8), -1 when it is none. */
static int32_t
utf8_next(const unsigned char **s, const unsigned char *end)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = *s;
	uint32_t c = *p++;
	int more = c < 0x80 ? 0 : (c & 0xe0) == 0xc0 ? 1 : (c & 0xf0) == 0xe0 ? 2 :
	    (c & 0xf8) == 0xf0 ? 3 : -1;

	if (more < 0 || end - p < more)
		return -1;
	if (more > 0)
		c &= 0x3fu >> more;
	for (int i = 0; i < more; i++, p++) {
		if ((*p & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (*p & 0x3f);
	}
	if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return -1;
	*s = p;
	return (int32_t)c;
}

static void
utf8_put(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(b, (char)c);
	} else if (c < 0x800) {
		buf_putc(b, (char)(0xc0 | c >> 6));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_putc(b, (char)(0xe0 | c >> 12));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_putc(b, (char)(0xf0 | c >> 18));
		buf_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
	}
}

/* Bits wait in BITS until six are there. */
struct bits {
	uint32_t	 bits;
	int		 count;
};

static void
put_unit(struct buf *b, struct bits *w, uint32_t unit)
{
	w->bits = w->bits << 16 | unit;
	for (w->count += 16; w->count >= 6; w->count -= 6)
		buf_putc(b, alphabet[w->bits >> (w->count - 6) & 0x3f]);
	w->bits &= (1u << w->count) - 1;
}

static void
shift_out(struct buf *b, struct bits *w)
{
	if (w->count > 0)
		buf_putc(b, alphabet[w->bits << (6 - w->count) & 0x3f]);
	buf_putc(b, '-');
	*w = (struct bits){ 0 };
}

enum status
imap_name_encode(struct arena *arena, const char *name, char **wire)
{
	const unsigned char *s = (const unsigned char *)name, *end = s + strlen(name);
	struct buf b = BUF_ON(arena);
	struct bits w = { 0 };
	bool shifted = false;

	if (s == end || end - s > NAME_MAX_BYTES)
		return ERR_INVALID;
	while (s < end) {
		int32_t c = utf8_next(&s, end);

		if (c < ' ' || (c >= 0x7f && c < 0xa0))
			return ERR_INVALID;
		if (c < 0x7f) {
			if (shifted)
				shift_out(&b, &w);
			shifted = false;
			buf_putc(&b, (char)c);
			if (c == '&')
				buf_putc(&b, '-');
			continue;
		}
		if (!shifted)
			buf_putc(&b, '&');
		shifted = true;
		if (c >= 0x10000) {
			put_unit(&b, &w, 0xd800 + (((uint32_t)c - 0x10000) >> 10));
			put_unit(&b, &w, 0xdc00 + (((uint32_t)c - 0x10000) & 0x3ff));
		} else {
			put_unit(&b, &w, (uint32_t)c);
		}
	}
	if (shifted)
		shift_out(&b, &w);
	*wire = b.data;
	return OK;
}

/* What stands between & and -; false when it is not well-formed. */
static bool
shifted_text(struct buf *b, const char *s, const char *end)
{
	uint32_t bits = 0, high = 0;
	int count = 0;

	if (s == end) {
		buf_putc(b, '&');
		return true;
	}
	for (; s < end; s++) {
		const char *at = *s != '\0' ? strchr(alphabet, *s) : NULL;
		uint32_t unit;

		if (at == NULL)
			return false;
		bits = bits << 6 | (uint32_t)(at - alphabet);
		if ((count += 6) < 16)
			continue;
		count -= 16;
		unit = bits >> count & 0xffff;
		bits &= (1u << count) - 1;
		if (high != 0) {
			if (unit < 0xdc00 || unit > 0xdfff)
				return false;
			utf8_put(b, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
			high = 0;
		} else if (unit >= 0xd800 && unit < 0xdc00) {
			high = unit;
		} else if (unit >= 0xdc00 && unit <= 0xdfff) {
			return false;
		} else if (unit < ' ' || unit == 0x7f) {
			return false;
		} else {
			utf8_put(b, unit);
		}
	}
	return high == 0 && count < 6 && bits == 0;
}

char *
imap_name_decode(struct arena *arena, const char *wire, size_t len, bool *exact)
{
	const unsigned char *s = (const unsigned char *)wire, *end = s + len;
	struct buf b = BUF_ON(arena);
	char *again;

	while (s < end) {
		const unsigned char *was = s;
		const unsigned char *dash = *s == '&' ? memchr(s, '-', (size_t)(end - s)) : NULL;

		if (dash != NULL) {
			size_t before = b.len;

			if (shifted_text(&b, (const char *)s + 1, (const char *)dash)) {
				s = dash + 1;
				continue;
			}
			b.len = before;		/* take the & for what it is */
		}
		if (utf8_next(&s, end) < 0) {
			utf8_put(&b, 0xfffd);
			s = was + 1;
		} else {
			buf_add(&b, was, (size_t)(s - was));
		}
	}
	buf_add(&b, "", 0);
	*exact = memchr(b.data, '\0', b.len) == NULL &&
	    imap_name_encode(arena, b.data, &again) == OK &&
	    strlen(again) == len && memcmp(again, wire, len) == 0;
	return b.data;
}
