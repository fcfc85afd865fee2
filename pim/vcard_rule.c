/*
 * Each property with another face in the other version has a row and a function
 * each way; all others go over as they are, whoever invented them.  What one
 * version cannot say is left standing in the other's words, which its readers
 * pass over, so that the way back finds it again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "pim/vcard_conversion.h"
#include "pim/vcard_value.h"

#define MEDIA_MAX	VCARD_SIZE_MAX
#define APPLE_NO_YEAR	1604		/* Apple's year for birthdays without one: a leap year */

static void
set_value(struct conversion *cv, struct content_line *line, const char *value)
{
	content_set_value(cv->cx->arena, line, value, strlen(value));
}

/* Whether VALUE is there and is TYPE. */
static bool
is_value(const struct content_line *line, const char *type)
{
	const char *value = content_param_text(line, "VALUE");

	return value != NULL && strcasecmp(value, type) == 0;
}

/* RFC 3986: a scheme stands before the first colon. */
static bool
is_uri(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

	return n > 1 && text[n] == ':' && text[n + 1] != '\0';
}

static void
date_to_4(struct conversion *cv, struct content_line *line)
{
	const char *omitted = content_param_text(line, "X-APPLE-OMIT-YEAR");
	const char *text = content_text(cv->cx->arena, line);
	struct vcard_date date;

	if (is_value(line, "text") || *text == '\0')
		return;
	if (!vcard_date_parse(text, &date)) {
		content_param_put(cv->cx->arena, line, "VALUE", "text");
		return;
	}
	if (omitted != NULL && date.year == atoi(omitted)) {
		date.year = -1;
		content_param_drop(line, "X-APPLE-OMIT-YEAR");
	}
	content_param_drop(line, "VALUE");
	set_value(cv, line, vcard_date_text(cv->cx, &date, false));
}

static void
date_to_3(struct conversion *cv, struct content_line *line)
{
	struct vcard_date date;

	if (is_value(line, "text") || !vcard_date_parse(line->value, &date))
		return;
	if (date.year == -1 && date.month != -1 && date.day != -1) {
		char year[12];

		date.year = APPLE_NO_YEAR;
		snprintf(year, sizeof year, "%d", APPLE_NO_YEAR);
		content_param_put(cv->cx->arena, line, "X-APPLE-OMIT-YEAR", year);
	}
	content_param_drop(line, "VALUE");
	if (date.hour != -1)
		content_param_add(cv->cx->arena, line, "VALUE", "date-time");
	set_value(cv, line, vcard_date_text(cv->cx, &date, true));
}

/* REV: the same moment, in the other notation. */
static void
moment(struct conversion *cv, struct content_line *line)
{
	struct vcard_date date;

	if (vcard_date_parse(line->value, &date))
		set_value(cv, line, vcard_date_text(cv->cx, &date, cv->to->version == VCARD_3));
}

/* What TYPE tells of the octets, and not of home and work, goes into the media type. */
static void
drop_media_types(struct content_line *line)
{
	static const char *const kept[] = { "home", "work", "pref" };

	for (struct content_param **p = &line->params; *p != NULL;) {
		size_t left = 0;

		if (strcasecmp((*p)->name, "TYPE") != 0) {
			p = &(*p)->next;
			continue;
		}
		for (size_t i = 0; i < (*p)->count; i++)
			for (size_t k = 0; k < COUNT(kept); k++)
				if (strcasecmp((*p)->values[i], kept[k]) == 0)
					(*p)->values[left++] = kept[k];
		(*p)->count = left;
		if (left > 0)
			p = &(*p)->next;
		else
			*p = (*p)->next;
	}
	line->raw = NULL;
}

static void
media_to_4(struct conversion *cv, struct content_line *line)
{
	struct vcard_media media;
	struct arena *arena = cv->cx->arena;

	if (is_value(line, "text"))
		return;
	if (vcard_line_media(cv->cx, line, MEDIA_MAX, &media) != OK) {
		ctx_forgive(cv->cx);	/* what nobody can decode stays as it came */
		return;
	}
	content_param_drop(line, "VALUE");
	drop_media_types(line);
	if (media.uri != NULL) {
		if (*media.type != '\0')
			content_param_put(arena, line, "MEDIATYPE", media.type);
		set_value(cv, line, media.uri);
		return;
	}
	content_param_drop(line, "ENCODING");
	content_param_drop(line, "MEDIATYPE");
	set_value(cv, line, arena_printf(arena, "data:%s;base64,%s", media.type,
	    base64_encode(arena, media.bytes, media.len)));
}

/* "image/jpeg" to "JPEG"; what 3.0 calls otherwise, by that name. */
static const char *
old_media_type(struct arena *arena, const char *media)
{
	const char *slash = strchr(media, '/');
	char *name;

	if (strcasecmp(media, "application/pgp-keys") == 0)
		return "PGP";
	if (strcasecmp(media, "application/pkix-cert") == 0)
		return "X509";
	if (strcasecmp(media, "audio/wav") == 0)
		return "WAVE";
	name = arena_strdup(arena, slash != NULL ? slash + 1 : media);
	for (char *c = name; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return name;
}

static void
media_to_3(struct conversion *cv, struct content_line *line)
{
	struct vcard_media media;
	struct arena *arena = cv->cx->arena;

	if (is_value(line, "text"))
		return;
	if (vcard_line_media(cv->cx, line, MEDIA_MAX, &media) != OK) {
		ctx_forgive(cv->cx);
		return;
	}
	content_param_drop(line, "VALUE");
	content_param_drop(line, "MEDIATYPE");
	if (media.uri != NULL) {
		content_param_add(arena, line, "VALUE", "uri");
	} else {
		content_param_put(arena, line, "ENCODING", "b");
		set_value(cv, line, base64_encode(arena, media.bytes, media.len));
	}
	if (*media.type != '\0')
		content_param_add(arena, line, "TYPE", old_media_type(arena, media.type));
}

static void
geo_to_4(struct conversion *cv, struct content_line *line)
{
	struct content_list parts = content_split(cv->cx->arena, line->value, line->value_len, ';');

	if (parts.count != 2 || is_value(line, "uri"))
		return;
	content_param_drop(line, "VALUE");
	set_value(cv, line, arena_printf(cv->cx->arena, "geo:%s,%s", parts.items[0], parts.items[1]));
}

static void
geo_to_3(struct conversion *cv, struct content_line *line)
{
	const char *text = content_text(cv->cx->arena, line), *comma;

	if (strncasecmp(text, "geo:", 4) != 0 || strchr(text, ';') != NULL ||
	    (comma = strchr(text, ',')) == NULL || strchr(comma + 1, ',') != NULL) {
		content_param_put(cv->cx->arena, line, "VALUE", "uri");	/* "geo:1,2,3;u=4" */
		return;
	}
	content_param_drop(line, "VALUE");
	set_value(cv, line, arena_printf(cv->cx->arena, "%.*s;%s", (int)(comma - text) - 4,
	    text + 4, comma + 1));
}

/* "-05:00" is TZ's own type in 3.0, text in 4.0. */
static bool
is_offset(const char *text)
{
	return (*text == '+' || *text == '-') && text[1] != '\0' &&
	    strspn(text + 1, "0123456789:") == strlen(text + 1);
}

static void
tz_to_4(struct conversion *cv, struct content_line *line)
{
	char *to;

	if (is_value(line, "text")) {
		content_param_drop(line, "VALUE");
	} else if (!is_value(line, "uri") && is_offset(line->value)) {
		char *packed = arena_strdup(cv->cx->arena, line->value);

		content_param_put(cv->cx->arena, line, "VALUE", "utc-offset");
		for (const char *c = to = packed; *c != '\0'; c++)
			if (*c != ':')
				*to++ = *c;
		*to = '\0';
		set_value(cv, line, packed);
	}
}

static void
tz_to_3(struct conversion *cv, struct content_line *line)
{
	if (is_value(line, "uri"))
		return;
	if (!is_offset(line->value)) {
		content_param_put(cv->cx->arena, line, "VALUE", "text");
		return;
	}
	content_param_drop(line, "VALUE");
	if (line->value_len == 5 && line->value[3] != ':')
		set_value(cv, line, arena_printf(cv->cx->arena, "%.3s:%s", line->value,
		    line->value + 3));
}

/* URIs of 4.0 know no escapes; what only escapes can say stays escaped. */
static void
unescape_uri(struct conversion *cv, struct content_line *line)
{
	const char *text = content_text(cv->cx->arena, line);

	if (strchr(line->value, '\\') != NULL && strpbrk(text, "\\\n") == NULL)
		set_value(cv, line, text);
}

/* 4.0's UID is a URI unless it says text; the octets that tell cards apart stay. */
static void
uid_to_4(struct conversion *cv, struct content_line *line)
{
	const char *text = content_text(cv->cx->arena, line);

	if (is_uri(text)) {
		content_param_drop(line, "VALUE");
		unescape_uri(cv, line);
	} else {
		content_param_put(cv->cx->arena, line, "VALUE", "text");
	}
}

static void
uid_to_3(struct conversion *cv, struct content_line *line)
{
	if (content_param(line, "VALUE") == NULL)
		set_value(cv, line, content_escaped(cv->cx->arena,
		    content_text(cv->cx->arena, line)));
	content_param_drop(line, "VALUE");
}

/* Apple escapes within URIs of 3.0: "http\://". */
static void
uri_to_4(struct conversion *cv, struct content_line *line)
{
	if (!is_value(line, "text"))
		unescape_uri(cv, line);
}

/* "tel:+1-555;ext=1" as readers of 3.0 dial it. */
static void
tel_to_3(struct conversion *cv, struct content_line *line)
{
	if (!is_value(line, "uri") || strncasecmp(line->value, "tel:", 4) != 0)
		return;
	content_param_drop(line, "VALUE");
	set_value(cv, line, content_escaped(cv->cx->arena, vcard_plain(cv->cx, line)));
}

/* SORT-STRING of the card is SORT-AS of its N; where both are, N's own says more. */
static void
n_to_4(struct conversion *cv, struct content_line *line)
{
	if (cv->sort != NULL && content_param(line, "SORT-AS") == NULL)
		content_param_add(cv->cx->arena, line, "SORT-AS", cv->sort);
}

static void
rename_to(struct conversion *cv, struct content_line *line, const char *name)
{
	content_set_name(cv->cx->arena, line, name);
}

/* Apple and DAVx5 keep groups in 3.0 under names of their own. */
static void
kind_to_4(struct conversion *cv, struct content_line *line)
{
	if (!cv->has_kind)
		rename_to(cv, line, "KIND");
}

static void
kind_to_3(struct conversion *cv, struct content_line *line)
{
	if (strcasecmp(line->value, "group") == 0 && !cv->has_apple_kind)
		rename_to(cv, line, "X-ADDRESSBOOKSERVER-KIND");
}

static void
member_to_4(struct conversion *cv, struct content_line *line)
{
	rename_to(cv, line, "MEMBER");
	uri_to_4(cv, line);
}

static void
member_to_3(struct conversion *cv, struct content_line *line)
{
	rename_to(cv, line, "X-ADDRESSBOOKSERVER-MEMBER");
}

static void
anniversary_to_4(struct conversion *cv, struct content_line *line)
{
	if (cv->has_anniversary)
		return;
	rename_to(cv, line, "ANNIVERSARY");
	date_to_4(cv, line);
}

static void
anniversary_to_3(struct conversion *cv, struct content_line *line)
{
	if (cv->has_old_anniversary)
		return;
	rename_to(cv, line, "X-ANNIVERSARY");
	date_to_3(cv, line);
}

/* An agent elsewhere is RELATED; one within the card stays as it is. */
static void
agent_to_4(struct conversion *cv, struct content_line *line)
{
	if (!is_value(line, "uri"))
		return;
	content_param_drop(line, "VALUE");
	rename_to(cv, line, "RELATED");
	content_param_add(cv->cx->arena, line, "TYPE", "agent");
}

static const struct {
	const char	*name;
	void		(*to_4)(struct conversion *, struct content_line *);
	void		(*to_3)(struct conversion *, struct content_line *);
} rules[] = {
	{ "AGENT",			agent_to_4,	  NULL },
	{ "ANNIVERSARY",		date_to_4,	  anniversary_to_3 },
	{ "BDAY",			date_to_4,	  date_to_3 },
	{ "CALADRURI",			uri_to_4,	  NULL },
	{ "CALURI",			uri_to_4,	  NULL },
	{ "FBURL",			uri_to_4,	  NULL },
	{ "GEO",			geo_to_4,	  geo_to_3 },
	{ "IMPP",			uri_to_4,	  NULL },
	{ "KEY",			media_to_4,	  media_to_3 },
	{ "KIND",			NULL,		  kind_to_3 },
	{ "LOGO",			media_to_4,	  media_to_3 },
	{ "MEMBER",			NULL,		  member_to_3 },
	{ "N",				n_to_4,		  NULL },
	{ "PHOTO",			media_to_4,	  media_to_3 },
	{ "REV",			moment,		  moment },
	{ "SOUND",			media_to_4,	  media_to_3 },
	{ "SOURCE",			uri_to_4,	  NULL },
	{ "TEL",			NULL,		  tel_to_3 },
	{ "TZ",				tz_to_4,	  tz_to_3 },
	{ "UID",			uid_to_4,	  uid_to_3 },
	{ "URL",			uri_to_4,	  NULL },
	{ "X-ADDRESSBOOKSERVER-KIND",	kind_to_4,	  NULL },
	{ "X-ADDRESSBOOKSERVER-MEMBER",	member_to_4,	  NULL },
	{ "X-ANNIVERSARY",		anniversary_to_4, NULL },
};

void
vcard_rule_apply(struct conversion *cv, struct content_line *line)
{
	for (size_t i = 0; i < COUNT(rules); i++)
		if (content_is(line, rules[i].name)) {
			void (*rule)(struct conversion *, struct content_line *) =
			    cv->to->version == VCARD_4 ? rules[i].to_4 : rules[i].to_3;

			if (rule != NULL)
				rule(cv, line);
			return;
		}
}
