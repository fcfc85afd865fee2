#include <string.h>

#include "admin/look.h"
#include "core/buf.h"
#include "core/json.h"
#include "storage/look.h"

bool
look_is_link(const char *text)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

	/* Nothing that ends an attribute or that browsers read past. */
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
		if (*c <= ' ' || *c == 0x7f || strchr("\"'<>\\^`{|}", *c) != NULL)
			return false;
	if (text[0] == '/')
		return text[1] != '/';
	for (size_t i = 0; i < COUNT(schemes); i++) {
		size_t len = strlen(schemes[i]);

		if (strncmp(text, schemes[i], len) == 0)
			return text[len] != '\0' && text[len] != '/';
	}
	return false;
}

/* Past declarations, comments and a document type: what an SVG may begin with. */
static bool
is_svg(const char *s, const char *end)
{
	if (end - s >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	for (;;) {
		const char *close = ">";

		while (s < end && strchr(" \t\r\n", *s) != NULL && *s != '\0')
			s++;
		if (end - s >= 5 && memcmp(s, "<svg", 4) == 0 && strchr(" \t\r\n>", s[4]) != NULL)
			return true;
		if (end - s < 4 || s[0] != '<' || (s[1] != '?' && s[1] != '!'))
			return false;
		if (memcmp(s, "<!--", 4) == 0)
			close = "-->";
		if ((s = memmem(s, (size_t)(end - s), close, strlen(close))) == NULL)
			return false;
		s += strlen(close);
	}
}

const char *
look_image_type(const void *image, size_t len)
{
	static const struct {
		const char	*type, *begin;
		size_t		 at, len;
	} kinds[] = {
		{ "image/png", "\x89PNG\r\n\x1a\n", 0, 8 },
		{ "image/jpeg", "\xff\xd8\xff", 0, 3 },
		{ "image/gif", "GIF87a", 0, 6 },
		{ "image/gif", "GIF89a", 0, 6 },
		{ "image/webp", "WEBP", 8, 4 },
	};
	const char *p = image;

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (len >= kinds[i].at + kinds[i].len &&
		    memcmp(p + kinds[i].at, kinds[i].begin, kinds[i].len) == 0)
			return kinds[i].type;
	return is_svg(p, p + len) ? "image/svg+xml" : NULL;
}

/* LINK with ADDRESS, escaped, for each %u. */
static const char *
personal(struct arena *arena, const char *link, const char *address)
{
	const char *escaped = http_escape(arena, address), *at;
	struct buf out = BUF_ON(arena);

	for (; (at = strstr(link, "%u")) != NULL; link = at + 2)
		buf_printf(&out, "%.*s%s", (int)(at - link), link, escaped);
	buf_puts(&out, link);
	return buf_str(&out);
}

enum status
look_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *text;
	enum status st;
	json_t *look, *link;
	size_t i, len;

	(void)rq;
	if ((st = db_look(cx, &look)) != OK)
		return st;
	json_array_foreach(json_object_get(look, "links"), i, link) {
		const char *url = cx->who.account == 0 ? json_get_text(link, "href") :
		    personal(cx->arena, json_get_text(link, "userHref"), cx->who.address);

		json_object_set_new(link, "url", json_string(url));
		json_object_del(link, "href");
		json_object_del(link, "userHref");
	}
	text = json_write(cx, look, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}

enum status
look_get_logo(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct logo logo;
	enum status st;

	if ((st = db_logo_find(cx, strrchr(rq->path, '/') + 1, &logo)) != OK)
		return st;
	reply_bytes(cx, re, 200, logo.type, logo.image, logo.len);
	/* Pages name the version; whoever does not is shown each as it is now. */
	reply_header(cx, re, "cache-control", rq->query != NULL ?
	    "public, max-age=31536000, immutable" : "no-cache");
	return OK;
}
