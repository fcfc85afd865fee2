/*
 * Octets within a card: ENCODING=b of 3.0 (and 2.1's BASE64), data: URIs of 4.0
 * (RFC 2397).
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "pim/vcard_value.h"

/* What TYPE says in 3.0, and what that is called now. */
static const struct {
	const char	*name, *type, *media;
} media_types[] = {
	{ "KEY",   "PGP",   "application/pgp-keys" },
	{ "KEY",   "X509",  "application/pkix-cert" },
	{ "SOUND", "BASIC", "audio/basic" },
	{ "SOUND", "WAVE",  "audio/wav" },
	{ "SOUND", "MP3",   "audio/mpeg" },
	{ "PHOTO", "JPG",   "image/jpeg" },
	{ "LOGO",  "JPG",   "image/jpeg" },
};

/* MEDIATYPE, or what TYPE stands for; "" when nobody says. */
static const char *
media_type(struct ctx *cx, const struct content_line *line)
{
	const char *type = content_param_text(line, "MEDIATYPE");
	const char *family = content_is(line, "SOUND") ? "audio/" :
	    content_is(line, "KEY") ? "application/" : "image/";
	char *media;

	if (type != NULL)
		return type;
	type = content_param_text(line, "TYPE");
	if (type == NULL || content_name_equal(type, "pref") || content_name_equal(type, "home") ||
	    content_name_equal(type, "work"))
		return "";
	for (size_t i = 0; i < COUNT(media_types); i++)
		if (content_is(line, media_types[i].name) &&
		    content_name_equal(type, media_types[i].type))
			return media_types[i].media;
	media = strchr(type, '/') != NULL ? arena_strdup(cx->arena, type) :
	    arena_printf(cx->arena, "%s%s", family, type);
	for (char *c = media; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return media;
}

static enum status
take_base64(struct ctx *cx, const char *text, size_t max, struct vcard_media *out)
{
	char *packed = arena_strdup(cx->arena, text), *to = packed;

	for (const char *c = text; *c != '\0'; c++)
		if (!isspace((unsigned char)*c))
			*to++ = *c;
	*to = '\0';
	if ((size_t)(to - packed) / 4 * 3 > max + 2)
		return fault(cx, ERR_TOO_LARGE, "more than %zu octets within a card", max);
	out->bytes = base64_decode(cx->arena, packed, (size_t)(to - packed), &out->len);
	if (out->bytes == NULL)
		return fault(cx, ERR_INVALID, "octets within a card are no base64");
	if (out->len > max)
		return fault(cx, ERR_TOO_LARGE, "more than %zu octets within a card", max);
	return OK;
}

static int
hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* "%41" to "A", in place; returns the length. */
static size_t
decode_percent(char *s)
{
	char *to = s;

	for (const char *c = s; *c != '\0'; c++) {
		if (*c == '%' && hex(c[1]) >= 0 && hex(c[2]) >= 0) {
			*to++ = (char)(hex(c[1]) * 16 + hex(c[2]));
			c += 2;
		} else {
			*to++ = *c;
		}
	}
	*to = '\0';
	return (size_t)(to - s);
}

/* "data:image/png;base64,…" */
static enum status
take_data(struct ctx *cx, char *uri, size_t max, struct vcard_media *out)
{
	char *type = uri + strlen("data:"), *comma = strchr(type, ','), *base64;

	if (comma == NULL)
		return fault(cx, ERR_INVALID, "a data: URI has no data");
	*comma = '\0';
	base64 = comma - type >= 7 ? comma - 7 : NULL;
	if (base64 != NULL && strcasecmp(base64, ";base64") == 0)
		*base64 = '\0';
	else
		base64 = NULL;
	if (*type != '\0')
		out->type = arena_strndup(cx->arena, type, strcspn(type, ";"));
	if (base64 == NULL && strlen(comma + 1) / 3 > max)
		return fault(cx, ERR_TOO_LARGE, "more than %zu octets within a card", max);
	out->len = decode_percent(comma + 1);
	out->bytes = comma + 1;
	if (base64 != NULL)
		return take_base64(cx, comma + 1, max, out);
	if (out->len > max)
		return fault(cx, ERR_TOO_LARGE, "more than %zu octets within a card", max);
	return OK;
}

enum status
vcard_line_media(struct ctx *cx, const struct content_line *line, size_t max,
    struct vcard_media *out)
{
	char *text = content_text(cx->arena, line);
	struct vcard_media media = { .type = media_type(cx, line) };
	const char *encoding = content_param_text(line, "ENCODING");
	enum status st = OK;

	if (encoding == NULL && content_param(line, "BASE64") != NULL)
		encoding = "b";
	if (strncasecmp(text, "data:", 5) == 0)
		st = take_data(cx, text, max, &media);
	else if (encoding != NULL &&
	    (strcasecmp(encoding, "b") == 0 || strcasecmp(encoding, "BASE64") == 0))
		st = take_base64(cx, text, max, &media);
	else
		media.uri = text;
	if (st == OK)
		*out = media;
	return st;
}

enum status
vcard_get_media(struct ctx *cx, const struct vcard *card, const char *name, size_t max,
    struct vcard_media *out)
{
	const struct content_line *line = vcard_preferred(card, name);

	return line != NULL ? vcard_line_media(cx, line, max, out) : ERR_NOT_FOUND;
}
