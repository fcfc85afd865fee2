/*
 * glibc's iconv does the work, but only for the charsets of the table: mail
 * may not choose any of the hundreds of converters, some of which had holes,
 * and a label like "x//TRANSLIT" means nothing here.  Labels map to the
 * superset that is really meant, as browsers do it (iso-8859-1 is written by
 * programs that mean windows-1252).
 */
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "core/buf.h"
#include "core/http.h"
#include "webmail/charset.h"

#define NOT_OPEN	((iconv_t)0)
#define REPLACEMENT	"\xef\xbf\xbd"

/* Converters stay open: opening one loads a shared object. */
static struct converter {
	const char	*name;		/* glibc's; NULL ends; "" is UTF-8, "?" is to be guessed */
	const char	*labels;	/* lower case, a space around each */
	iconv_t		 open;
} converters[] = {
	{ "", " utf-8 utf8 unicode-1-1-utf-8 x-utf8 utf-8n ", NOT_OPEN },
	{ "?", " us-ascii ascii ansi_x3.4-1968 iso646-us 646 x-unknown unknown-8bit unknown"
	  " default 8bit binary none x-user-defined ", NOT_OPEN },
	{ "CP1252", " windows-1252 cp1252 cp-1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1"
	  " iso_8859-1:1987 latin1 latin-1 l1 8859-1 iso88591 x-ansi ansi ", NOT_OPEN },
	{ "CP1250", " windows-1250 cp1250 x-cp1250 cp-1250 ", NOT_OPEN },
	{ "CP1251", " windows-1251 cp1251 x-cp1251 cp-1251 win-1251 ", NOT_OPEN },
	{ "CP1253", " windows-1253 cp1253 x-cp1253 ", NOT_OPEN },
	{ "CP1254", " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 ", NOT_OPEN },
	{ "CP1255", " windows-1255 cp1255 x-cp1255 ", NOT_OPEN },
	{ "CP1256", " windows-1256 cp1256 x-cp1256 ", NOT_OPEN },
	{ "CP1257", " windows-1257 cp1257 x-cp1257 ", NOT_OPEN },
	{ "CP1258", " windows-1258 cp1258 x-cp1258 ", NOT_OPEN },
	{ "CP874", " windows-874 cp874 tis-620 tis620 iso-8859-11 ", NOT_OPEN },
	{ "CP866", " ibm866 cp866 866 ", NOT_OPEN },
	{ "CP850", " ibm850 cp850 cp-850 850 ", NOT_OPEN },
	{ "CP437", " ibm437 cp437 437 ", NOT_OPEN },
	{ "ISO-8859-2", " iso-8859-2 iso8859-2 iso_8859-2 latin2 latin-2 l2 8859-2 ", NOT_OPEN },
	{ "ISO-8859-3", " iso-8859-3 iso8859-3 iso_8859-3 latin3 ", NOT_OPEN },
	{ "ISO-8859-4", " iso-8859-4 iso8859-4 iso_8859-4 latin4 ", NOT_OPEN },
	{ "ISO-8859-5", " iso-8859-5 iso8859-5 iso_8859-5 cyrillic ", NOT_OPEN },
	{ "ISO-8859-6", " iso-8859-6 iso8859-6 iso_8859-6 arabic iso-8859-6-i iso-8859-6-e ", NOT_OPEN },
	{ "ISO-8859-7", " iso-8859-7 iso8859-7 iso_8859-7 greek ", NOT_OPEN },
	{ "ISO-8859-8", " iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i iso-8859-8-e hebrew ", NOT_OPEN },
	{ "ISO-8859-10", " iso-8859-10 iso8859-10 latin6 ", NOT_OPEN },
	{ "ISO-8859-13", " iso-8859-13 iso8859-13 ", NOT_OPEN },
	{ "ISO-8859-14", " iso-8859-14 iso8859-14 ", NOT_OPEN },
	{ "ISO-8859-15", " iso-8859-15 iso8859-15 iso_8859-15 latin-9 latin9 l9 ", NOT_OPEN },
	{ "ISO-8859-16", " iso-8859-16 iso8859-16 ", NOT_OPEN },
	{ "KOI8-R", " koi8-r koi8 koi8_r koi ", NOT_OPEN },
	{ "KOI8-U", " koi8-u koi8-ru ", NOT_OPEN },
	{ "MACINTOSH", " macintosh mac x-mac-roman macroman ", NOT_OPEN },
	{ "GB18030", " gb18030 gbk gb2312 gb_2312-80 x-gbk cp936 ms936 windows-936 euc-cn chinese"
	  " gb2312_charset csgb2312 ", NOT_OPEN },
	{ "BIG5-HKSCS", " big5 big5-hkscs cn-big5 x-x-big5 cp950 csbig5 ", NOT_OPEN },
	{ "ISO-2022-JP-2", " iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 csiso2022jp iso2022jp"
	  " cp50220 cp50221 ", NOT_OPEN },
	{ "CP932", " shift_jis shift-jis sjis x-sjis ms_kanji cp932 windows-31j cswindows31j ms932 ",
	  NOT_OPEN },
	{ "EUC-JP", " euc-jp x-euc-jp eucjp cseucpkdfmtjapanese ", NOT_OPEN },
	{ "UHC", " euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ks_c_5601 korean cp949 uhc"
	  " windows-949 cseuckr ", NOT_OPEN },
	{ "ISO-2022-KR", " iso-2022-kr csiso2022kr ", NOT_OPEN },
	{ "UTF-7", " utf-7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 ", NOT_OPEN },
	{ "UTF-16", " utf-16 utf16 unicode ucs-2 iso-10646-ucs-2 ", NOT_OPEN },
	{ "UTF-16LE", " utf-16le unicodefffe ", NOT_OPEN },
	{ "UTF-16BE", " utf-16be ", NOT_OPEN },
	{ "UTF-32", " utf-32 ucs-4 iso-10646-ucs-4 ", NOT_OPEN },
	{ NULL, NULL, NOT_OPEN },
};

static struct converter *
find(const char *label)
{
	char key[48];
	size_t n = 1;

	while (isspace((unsigned char)*label) || *label == '"' || *label == '\'')
		label++;
	key[0] = ' ';
	for (; *label > ' ' && *label != '"' && *label != '\'' && *label != '*'; label++) {
		if (n + 2 >= sizeof key)
			return NULL;
		key[n++] = (char)tolower((unsigned char)*label);
	}
	if (n == 1)
		return NULL;
	key[n++] = ' ';
	key[n] = '\0';
	for (struct converter *c = converters; c->name != NULL; c++)
		if (strstr(c->labels, key) != NULL)
			return c;
	return NULL;
}

bool
charset_known(const char *charset)
{
	return charset != NULL && find(charset) != NULL;
}

size_t
charset_put(char out[static 4], unsigned c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/*
 * The bytes of the well-formed character at P, or minus the bytes of the
 * longest broken beginning of one (Unicode 15, section 3.9, "maximal subpart").
 */
static int
character(const unsigned char *p, size_t len)
{
	unsigned char c = p[0], low = 0x80, high = 0xbf;
	int more;

	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c <= 0xdf)
		more = 1;
	else if ((c & 0xf0) == 0xe0)
		more = 2;
	else if (c >= 0xf0 && c <= 0xf4)
		more = 3;
	else
		return -1;
	if (c == 0xe0)
		low = 0xa0;
	else if (c == 0xed)
		high = 0x9f;
	else if (c == 0xf0)
		low = 0x90;
	else if (c == 0xf4)
		high = 0x8f;
	for (int i = 1; i <= more; i++) {
		if ((size_t)i >= len || p[i] < low || p[i] > high)
			return -i;
		low = 0x80;
		high = 0xbf;
	}
	return more + 1;
}

char *
charset_repair(struct arena *arena, const char *s, size_t len, size_t *out_len, bool *problem)
{
	struct buf out = BUF_ON(arena);
	size_t good = 0;	/* where the run of good bytes begins */
	size_t i = 0;

	buf_reserve(&out, len);
	while (i < len) {
		int n = s[i] == '\0' ? 0 : character((const unsigned char *)s + i, len - i);

		if (n > 0) {
			i += (size_t)n;
			continue;
		}
		buf_add(&out, s + good, i - good);
		if (n < 0) {
			buf_add(&out, REPLACEMENT, 3);
			if (problem != NULL)
				*problem = true;
		}
		i += n < 0 ? (size_t)-n : 1;
		good = i;
	}
	buf_add(&out, s + good, len - good);
	if (out_len != NULL)
		*out_len = out.len;
	return out.data;
}

static bool
announces_iso2022(const char *s, size_t len)
{
	const char *esc = memchr(s, 033, len);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return esc != NULL && (size_t)(esc - s) + 2 < len &&
	    ((esc[1] == '$' && (esc[2] == 'B' || esc[2] == '@')) || (esc[1] == '(' && esc[2] == 'J'));
}

static char *
convert(struct arena *arena, struct converter *c, const char *s, size_t len, size_t *out_len,
    bool *problem)
{
	struct buf out = BUF_ON(arena);
	char *in = (char *)(uintptr_t)s;
	size_t left = len;

	if (c->open == NOT_OPEN)
		c->open = iconv_open("UTF-8", c->name);
	if (c->open == (iconv_t)-1) {
		c->open = NOT_OPEN;
		if (problem != NULL)
			*problem = true;
		return charset_repair(arena, s, len, out_len, problem);
	}
	iconv(c->open, NULL, NULL, NULL, NULL);
	while (left > 0) {
		size_t room = left * 2 + 16;
		char *to = buf_reserve(&out, room), *end = to;
		size_t done = iconv(c->open, &in, &left, &end, &room);

		out.len += (size_t)(end - to);
		if (done != (size_t)-1)
			break;
		if (errno == E2BIG)
			continue;
		/* A byte that does not fit (EILSEQ), or an end within a character (EINVAL). */
		if (problem != NULL)
			*problem = true;
		buf_add(&out, REPLACEMENT, 3);
		if (errno != EILSEQ || left == 0)
			break;
		in++;
		left--;
	}
	buf_add(&out, "", 0);
	if (memchr(out.data, '\0', out.len) != NULL || !utf8_valid(out.data, out.len))
		return charset_repair(arena, out.data, out.len, out_len, problem);
	if (out_len != NULL)
		*out_len = out.len;
	return out.data;
}

static char *
guess(struct arena *arena, const char *s, size_t len, size_t *out_len, bool *problem)
{
	if (announces_iso2022(s, len))
		return convert(arena, find("iso-2022-jp"), s, len, out_len, problem);
	if (utf8_valid(s, len)) {
		if (out_len != NULL)
			*out_len = len;
		return arena_memdup(arena, s, len);
	}
	/* NULs alone do not make it windows-1252. */
	if (memchr(s, '\0', len) != NULL) {
		bool broken = false;
		char *text = charset_repair(arena, s, len, out_len, &broken);

		if (!broken)
			return text;
	}
	return convert(arena, find("windows-1252"), s, len, out_len, problem);
}

char *
charset_to_utf8(struct arena *arena, const char *charset, const void *p, size_t len,
    size_t *out_len, bool *problem)
{
	struct converter *c;

	if (charset == NULL || *charset == '\0')
		return guess(arena, p, len, out_len, problem);
	if ((c = find(charset)) == NULL) {
		if (problem != NULL)
			*problem = true;
		return guess(arena, p, len, out_len, problem);
	}
	if (*c->name == '\0')
		return charset_repair(arena, p, len, out_len, problem);
	if (*c->name == '?') {
		for (size_t i = 0; problem != NULL && i < len; i++)
			if (((const unsigned char *)p)[i] >= 0x80) {
				*problem = true;
				break;
			}
		return guess(arena, p, len, out_len, problem);
	}
	return convert(arena, c, p, len, out_len, problem);
}

size_t
charset_cut(const char *s, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

size_t
charset_prefix(const char *s, size_t len, size_t characters)
{
	size_t i = 0;

	for (; i < len; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80 && characters-- == 0)
			break;
	return i;
}
