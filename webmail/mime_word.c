#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/hash.h"
#include "webmail/charset.h"
#include "webmail/fold.h"
#include "webmail/mime_decode.h"
#include "webmail/mime_word.h"

/*
 * An encoded word may take 75 characters; shorter ones leave room for the
 * header's name on the first line: 10 + 48 + 2 characters.
 */
#define WORD_TEXT	48

struct word {
	char		 charset[64];
	char		 encoding;	/* 'b' or 'q' */
	const char	*text;
	size_t		 text_len;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Every scan ends at the next "?", blank or after 64 characters, so trying at
 * each "=?" of a hostile line stays linear.
 */
static size_t
word_read(const char *s, size_t len, struct word *w)
{
	size_t i = 2, n = 0;

	if (len < 8 || s[0] != '=' || s[1] != '?')
		return 0;
	for (; i < len && s[i] != '?' && s[i] != '*'; i++) {
		if (n + 1 == sizeof w->charset || (unsigned char)s[i] <= ' ' || (unsigned char)s[i] > 126)
			return 0;
		w->charset[n++] = s[i];
	}
	w->charset[n] = '\0';
	for (; i < len && s[i] != '?'; i++)	/* "*en": a language, RFC 2231 */
		if (i > 80 || (unsigned char)s[i] <= ' ')
			return 0;
	if (n == 0 || i + 3 >= len || s[i + 2] != '?')
		return 0;
	w->encoding = (char)(s[i + 1] | 0x20);
	if (w->encoding != 'b' && w->encoding != 'q')
		return 0;
	i += 3;
	w->text = s + i;
	while (i < len && s[i] != '?' && (unsigned char)s[i] > ' ')
		i++;
	w->text_len = (size_t)(s + i - w->text);
	return i + 1 < len && s[i] == '?' && s[i + 1] == '=' ? i + 2 : 0;
}

size_t
mime_word_length(const char *s, size_t len)
{
	struct word w;

	return word_read(s, len, &w);
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
word_bytes(struct buf *out, const struct word *w)
{
	struct mime_decoder d;
	char end[128];

	if (w->encoding == 'b') {
		mime_decoder_open(&d, MIME_BASE64);
		out->len += mime_decoder_feed(&d, w->text, w->text_len,
		    buf_reserve(out, MIME_DECODED_MAX(w->text_len)));
		buf_add(out, end, mime_decoder_close(&d, end));
		return;
	}
	for (size_t i = 0; i < w->text_len; i++) {
		char c = w->text[i];
		int hi, lo;

		if (c == '=' && i + 2 < w->text_len && (hi = hex(w->text[i + 1])) >= 0 &&
		    (lo = hex(w->text[i + 2])) >= 0) {
			c = (char)(hi << 4 | lo);
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		buf_putc(out, c);
	}
}

/* RFC 8621, section 4.1.2.2: control characters that were encoded are dropped. */
static void
add_without_controls(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == 0xc2 && i + 1 < len && (unsigned char)s[i + 1] < 0xa0)
			i++;
		else if (c >= ' ' && c != 0x7f)
			buf_putc(out, s[i]);
	}
}

static void
add_plain(struct buf *out, const char *s, size_t len)
{
	size_t n;
	char *text;

	if (len == 0)
		return;
	text = charset_to_utf8(out->arena, NULL, s, len, &n, NULL);
	buf_add(out, text, n);
}

char *
mime_words_decode(struct arena *arena, const char *s, size_t len)
{
	struct buf out = BUF_ON(arena), bytes = BUF_ON(arena);
	size_t plain = 0;	/* where the text that is no word begins */
	char charset[64] = "";	/* of the words whose bytes are gathered */
	size_t i = 0;

	while (i < len) {
		const char *at = memchr(s + i, '=', len - i);
		struct word w;
		size_t n, blank = plain;

		i = at != NULL ? (size_t)(at - s) : len;
		if (at == NULL)
			break;
		if ((n = word_read(at, len - i, &w)) == 0 || !charset_known(w.charset)) {
			i += n > 0 ? n : 1;
			continue;
		}
		while (blank < i && is_blank(s[blank]))
			blank++;
		/* Between two words, blanks do not count; one charset's bytes go together. */
		if (*charset != '\0' && (blank < i || strcasecmp(charset, w.charset) != 0)) {
			size_t text_len;
			char *text = charset_to_utf8(arena, charset, buf_str(&bytes), bytes.len,
			    &text_len, NULL);

			add_without_controls(&out, text, text_len);
			bytes.len = 0;
		}
		if (*charset == '\0' || blank < i)
			add_plain(&out, s + plain, i - plain);
		memcpy(charset, w.charset, sizeof charset);
		word_bytes(&bytes, &w);
		i += n;
		plain = i;
	}
	if (*charset != '\0') {
		size_t text_len;
		char *text = charset_to_utf8(arena, charset, buf_str(&bytes), bytes.len, &text_len, NULL);

		add_without_controls(&out, text, text_len);
	}
	add_plain(&out, s + plain, len - plain);
	buf_add(&out, "", 0);
	/* RFC 8621, section 4.1.2.2. */
	return fold_composed(arena, out.data);
}

bool
mime_words_unneeded(const char *s)
{
	if (strstr(s, "=?") != NULL)
		return false;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || (unsigned char)*s > 126)
			return false;
	return true;
}

/* What stands for itself in Q: letters and digits, and more outside a phrase. */
static bool
q_plain(unsigned char c, bool phrase)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return true;
	if (c > 126 || c <= ' ')
		return false;
	return phrase ? strchr("!*+-/", c) != NULL : strchr("=?_", c) == NULL;
}

static size_t
q_size(const char *s, size_t len, bool phrase)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += s[i] == ' ' || q_plain((unsigned char)s[i], phrase) ? 1 : 3;
	return n;
}

static void
q_add(struct buf *out, const char *s, size_t len, bool phrase)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == ' ')
			buf_putc(out, '_');
		else if (q_plain(c, phrase))
			buf_putc(out, (char)c);
		else
			buf_add(out, (char[]){ '=', digits[c >> 4], digits[c & 15] }, 3);
	}
}

char *
mime_words_encode(struct arena *arena, const char *s, bool phrase)
{
	struct buf out = BUF_ON(arena);
	size_t len = strlen(s);
	bool q = q_size(s, len, phrase) <= (len + 2) / 3 * 4 + 8;

	while (len > 0) {
		size_t n = 0, size = 0;

		/* As many whole characters as a word takes; a word never splits one. */
		while (n < len) {
			size_t more = charset_prefix(s + n, len - n, 1);
			size_t grow = q ? size + q_size(s + n, more, phrase) : (n + more + 2) / 3 * 4;

			if (more == 0)
				more = 1;
			if (grow > WORD_TEXT && n > 0)
				break;
			size = grow;
			n += more;
		}
		buf_puts(&out, out.len > 0 ? " =?UTF-8?" : "=?UTF-8?");
		buf_puts(&out, q ? "Q?" : "B?");
		if (q)
			q_add(&out, s, n, phrase);
		else
			buf_puts(&out, base64_encode(arena, s, n));
		buf_puts(&out, "?=");
		s += n;
		len -= n;
	}
	buf_add(&out, "", 0);
	return out.data;
}
