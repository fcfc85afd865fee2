#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "webmail/mime_decode.h"

enum mime_encoding
mime_encoding_parse(const char *name)
{
	static const struct {
		const char		*name;
		enum mime_encoding	 encoding;
	} names[] = {
		{ "7bit", MIME_IDENTITY }, { "8bit", MIME_IDENTITY }, { "binary", MIME_IDENTITY },
		{ "base64", MIME_BASE64 }, { "quoted-printable", MIME_QUOTED_PRINTABLE },
		{ "x-uuencode", MIME_UUENCODE }, { "uuencode", MIME_UUENCODE }, { "x-uue", MIME_UUENCODE },
	};
	size_t len;

	if (name == NULL)
		return MIME_IDENTITY;
	name += strspn(name, " \t\r\n\"");
	len = strcspn(name, " \t\r\n\";(");
	if (len == 0)
		return MIME_IDENTITY;
	for (size_t i = 0; i < COUNT(names); i++)
		if (len == strlen(names[i].name) && strncasecmp(name, names[i].name, len) == 0)
			return names[i].encoding;
	return MIME_UNKNOWN;
}

void
mime_decoder_open(struct mime_decoder *d, enum mime_encoding encoding)
{
	*d = (struct mime_decoder){ .encoding = encoding, .problem = encoding == MIME_UNKNOWN };
}

/* ---- base64 ---- */

enum { BLANK = -1, PAD = -2, ALIEN = -3 };

static int
base64_digit(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '/')
		return c == '+' ? 62 : 63;
	if (c == '=')
		return PAD;
	return c == '\r' || c == '\n' || c == ' ' || c == '\t' ? BLANK : ALIEN;
}

/* Made on first use: large attachments are worth a table. */
static const signed char *
base64_table(void)
{
	static signed char table[256];
	static bool made;

	if (!made) {
		for (int i = 0; i < 256; i++)
			table[i] = (signed char)base64_digit((unsigned char)i);
		made = true;
	}
	return table;
}

static size_t
feed_base64(struct mime_decoder *d, const char *p, size_t len, char *out)
{
	const signed char *table = base64_table();
	char *o = out;

	for (size_t i = 0; i < len; i++) {
		int v = table[(unsigned char)p[i]];

		if (v >= 0) {
			d->bits = d->bits << 6 | (uint32_t)v;
			if (++d->have == 4) {
				*o++ = (char)(d->bits >> 16);
				*o++ = (char)(d->bits >> 8);
				*o++ = (char)d->bits;
				d->have = 0;
			}
			d->ended = false;
		} else if (v == PAD) {
			/* What follows the padding is another piece: some programs join such. */
			if (d->have == 2)
				*o++ = (char)(d->bits >> 4);
			else if (d->have == 3) {
				*o++ = (char)(d->bits >> 10);
				*o++ = (char)(d->bits >> 2);
			} else if (!d->ended)
				d->problem = true;
			d->have = 0;
			d->ended = true;
		} else if (v == ALIEN) {
			d->problem = true;
		}
	}
	return (size_t)(o - out);
}

static size_t
close_base64(struct mime_decoder *d, char *out)
{
	char *o = out;

	/* Padding that is missing harms nothing. */
	if (d->have == 2) {
		*o++ = (char)(d->bits >> 4);
	} else if (d->have == 3) {
		*o++ = (char)(d->bits >> 10);
		*o++ = (char)(d->bits >> 2);
	} else if (d->have == 1) {
		d->problem = true;
	}
	return (size_t)(o - out);
}

/* ---- quoted-printable ---- */

static int
hex(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *
release(struct mime_decoder *d, char *o)
{
	memcpy(o, d->hold, d->held);
	o += d->held;
	d->held = 0;
	return o;
}

static void
hold(struct mime_decoder *d, char c)
{
	d->hold[d->held++] = c;
}

/*
 * One character after "=": true when it was used up; false when what was held
 * turned out not to be an escape, and the character is to be seen afresh.
 */
static bool
escape(struct mime_decoder *d, char c, char **o)
{
	char last = d->hold[d->held - 1];

	if (c == '\n') {
		if (d->held == 2 && hex((unsigned char)last) >= 0)
			goto broken;
		d->held = 0;		/* a soft line break */
		return true;
	}
	if (last == '=') {
		if (hex((unsigned char)c) >= 0 || c == '\r' || c == ' ' || c == '\t') {
			hold(d, c);
			return true;
		}
	} else if (hex((unsigned char)last) >= 0) {
		if (hex((unsigned char)c) >= 0) {
			*(*o)++ = (char)(hex((unsigned char)last) << 4 | hex((unsigned char)c));
			d->held = 0;
			return true;
		}
	} else if (last == '\r') {
		d->held = 0;		/* a soft break that lost its LF */
		return false;
	} else if (c == ' ' || c == '\t' || c == '\r') {
		d->hold[d->held - 1] = c;	/* blanks that a transport added */
		return true;
	}
broken:
	d->problem = true;
	*o = release(d, *o);
	return false;
}

static size_t
feed_qp(struct mime_decoder *d, const char *p, size_t len, char *out)
{
	char *o = out;

	for (size_t i = 0; i < len; i++) {
		char c = p[i];

		if (d->held > 0 && d->hold[0] == '=' && escape(d, c, &o))
			continue;
		if (c == '=') {
			o = release(d, o);
			hold(d, c);
		} else if (c == ' ' || c == '\t') {
			if (d->held == sizeof d->hold)
				o = release(d, o);
			hold(d, c);
		} else if (c == '\r' || c == '\n') {
			d->held = 0;	/* blanks at a line's end are a transport's */
			*o++ = c;
		} else {
			o = release(d, o);
			*o++ = c;
		}
	}
	return (size_t)(o - out);
}

static size_t
close_qp(struct mime_decoder *d, char *out)
{
	if (d->held == 1 && d->hold[0] == '=')
		return 0;		/* a soft break at the very end */
	if (d->held > 0 && d->hold[0] != '=')
		return 0;
	if (d->held > 0)
		d->problem = true;
	return (size_t)(release(d, out) - out);
}

/* ---- uuencode ---- */

static size_t
uu_line(struct mime_decoder *d, char *out)
{
	size_t want, got = 0;
	const char *p = d->hold;

	while (d->held > 0 && (p[d->held - 1] == '\r' || p[d->held - 1] == '\n'))
		d->held--;
	if (!d->begun) {
		d->begun = d->held > 6 && memcmp(p, "begin ", 6) == 0;
		return 0;
	}
	if (d->ended || d->held == 0)
		return 0;
	if (d->held == 3 && memcmp(p, "end", 3) == 0) {
		d->ended = true;
		return 0;
	}
	want = (size_t)((*p - ' ') & 63);
	for (size_t i = 1; i < d->held && got < want; i += 4) {
		unsigned v = 0;

		for (size_t k = 0; k < 4; k++) {
			unsigned char c = i + k < d->held ? (unsigned char)p[i + k] : ' ';

			if (c < ' ' || c > '`')
				d->problem = true;
			v = v << 6 | ((unsigned)(c - ' ') & 63);
		}
		for (int k = 16; k >= 0 && got < want; k -= 8)
			out[got++] = (char)(v >> k);
	}
	if (got < want)
		d->problem = true;
	return got;
}

static size_t
feed_uu(struct mime_decoder *d, const char *p, size_t len, char *out)
{
	size_t done = 0;

	for (size_t i = 0; i < len; i++) {
		if (p[i] == '\n') {
			done += uu_line(d, out + done);
			d->held = 0;
		} else if (d->held < sizeof d->hold) {
			hold(d, p[i]);
		} else {
			d->problem = true;
		}
	}
	return done;
}

/* ---- all of them ---- */

size_t
mime_decoder_feed(struct mime_decoder *d, const char *p, size_t len, char *out)
{
	switch (d->encoding) {
	case MIME_BASE64:
		return feed_base64(d, p, len, out);
	case MIME_QUOTED_PRINTABLE:
		return feed_qp(d, p, len, out);
	case MIME_UUENCODE:
		return feed_uu(d, p, len, out);
	case MIME_IDENTITY:
	case MIME_UNKNOWN:
		break;
	}
	memcpy(out, p, len);
	return len;
}

size_t
mime_decoder_close(struct mime_decoder *d, char out[static 128])
{
	size_t n = 0;

	switch (d->encoding) {
	case MIME_BASE64:
		return close_base64(d, out);
	case MIME_QUOTED_PRINTABLE:
		return close_qp(d, out);
	case MIME_UUENCODE:
		n = uu_line(d, out);
		d->held = 0;
		if (!d->begun)
			d->problem = true;
		return n;
	case MIME_IDENTITY:
	case MIME_UNKNOWN:
		break;
	}
	return 0;
}

char *
mime_decode(struct arena *arena, enum mime_encoding encoding, const char *p, size_t len,
    size_t *out_len, bool *problem)
{
	struct mime_decoder d;
	char *out = arena_alloc(arena, MIME_DECODED_MAX(len) + 128 + 1);
	size_t n = 0;

	mime_decoder_open(&d, encoding);
	if (len > 0)
		n = mime_decoder_feed(&d, p, len, out);
	n += mime_decoder_close(&d, out + n);
	out[n] = '\0';
	if (problem != NULL && d.problem)
		*problem = true;
	if (out_len != NULL)
		*out_len = n;
	return out;
}
