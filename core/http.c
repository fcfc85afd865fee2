#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/http.h"
#include "core/json.h"

const char *
http_header(const struct request *rq, const char *name)
{
	for (const struct header *h = rq->headers; h != NULL; h = h->next)
		if (h->value != NULL && strcmp(h->name, name) == 0)
			return h->value;
	return NULL;
}

const char *
http_cookie(struct ctx *cx, const struct request *rq, const char *name)
{
	size_t name_len = strlen(name);

	for (const struct header *h = rq->headers; h != NULL; h = h->next) {
		const char *s = h->value;

		if (s == NULL || strcmp(h->name, "cookie") != 0)
			continue;
		while (*s != '\0') {
			size_t len;

			s += strspn(s, " ;");
			len = strcspn(s, ";");
			if (len > name_len && s[name_len] == '=' &&
			    memcmp(s, name, name_len) == 0)
				return arena_strndup(cx->arena, s + name_len + 1,
				    len - name_len - 1);
			s += len;
		}
	}
	return NULL;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *
unescape(struct arena *arena, const char *s, size_t len, bool plus)
{
	char *out = arena_alloc(arena, len + 1), *o = out;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c == '%') {
			int hi = i + 2 < len ? hex(s[i + 1]) : -1;
			int lo = hi >= 0 ? hex(s[i + 2]) : -1;

			if (lo < 0)
				return NULL;
			c = (char)(hi << 4 | lo);
			i += 2;
		} else if (plus && c == '+') {
			c = ' ';
		}
		if (c == '\0')
			return NULL;
		*o++ = c;
	}
	return out;
}

char *
http_unescape(struct arena *arena, const char *s, size_t len)
{
	return unescape(arena, s, len, false);
}

char *
http_escape(struct arena *arena, const char *s)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(arena, strlen(s) * 3 + 1), *to = out;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' || c == '~') {
			*to++ = (char)c;
		} else {
			*to++ = '%';
			*to++ = digits[c >> 4];
			*to++ = digits[c & 15];
		}
	}
	return out;
}

bool
utf8_valid(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + len;

	while (p < end) {
		unsigned char c = *p++;
		int more;

		if (c == 0)
			return false;
		if (c < 0x80)
			continue;
		more = c >= 0xc2 && c <= 0xdf ? 1 : (c & 0xf0) == 0xe0 ? 2 :
		    c >= 0xf0 && c <= 0xf4 ? 3 : 0;
		if (more == 0 || end - p < more)
			return false;
		/* Shortest form only, no surrogates, nothing above U+10FFFF. */
		if ((c == 0xe0 && p[0] < 0xa0) || (c == 0xed && p[0] > 0x9f) ||
		    (c == 0xf0 && p[0] < 0x90) || (c == 0xf4 && p[0] > 0x8f))
			return false;
		while (more-- > 0)
			if ((*p++ & 0xc0) != 0x80)
				return false;
	}
	return true;
}

size_t
utf8_count(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

const char *
http_query(struct ctx *cx, const struct request *rq, const char *name)
{
	size_t name_len = strlen(name);
	const char *s = rq->query;

	while (s != NULL && *s != '\0') {
		size_t len = strcspn(s, "&");

		if (len >= name_len && memcmp(s, name, name_len) == 0 &&
		    (len == name_len || s[name_len] == '=')) {
			size_t skip = len == name_len ? len : name_len + 1;
			char *v = unescape(cx->arena, s + skip, len - skip, true);

			return v != NULL && utf8_valid(v, strlen(v)) ? v : NULL;
		}
		s += len + (s[len] == '&');
	}
	return NULL;
}

enum status
http_path(struct ctx *cx, const char *path, struct path *out)
{
	*out = (struct path){ 0 };
	if (*path != '/')
		return fault(cx, ERR_INVALID, "a path begins with /");
	while (*path != '\0') {
		size_t len = strcspn(++path, "/");
		char *segment;

		if (len == 0) {
			out->trailing = *path == '\0';
			if (*path != '\0')
				return fault(cx, ERR_INVALID, "empty path segment");
			break;
		}
		if (out->count == COUNT(out->segment))
			return fault(cx, ERR_INVALID, "path is too deep");
		segment = http_unescape(cx->arena, path, len);
		if (segment == NULL || !utf8_valid(segment, strlen(segment)) ||
		    strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0)
			return fault(cx, ERR_INVALID, "broken path segment");
		out->segment[out->count++] = segment;
		path += len;
	}
	return OK;
}

bool
http_type_is(const char *content_type, const char *type)
{
	size_t len = strlen(type);

	return content_type != NULL && strncasecmp(content_type, type, len) == 0 &&
	    (content_type[len] == '\0' || content_type[len] == ';' ||
	    content_type[len] == ' ');
}

void
reply_header(struct ctx *cx, struct reply *re, const char *name, const char *value)
{
	struct header **at = &re->headers, *h = arena_alloc(cx->arena, sizeof *h);

	while (*at != NULL)
		at = &(*at)->next;
	*h = (struct header){ .name = name, .value = value };
	*at = h;
}

const char *
reply_find(const struct reply *re, const char *name)
{
	for (const struct header *h = re->headers; h != NULL; h = h->next)
		if (strcmp(h->name, name) == 0)
			return h->value;
	return NULL;
}

void
reply_bytes(struct ctx *cx, struct reply *re, int code, const char *type,
    const char *body, size_t len)
{
	re->code = code;
	re->body = body;
	re->body_len = len;
	reply_header(cx, re, "content-type", type);
}

void
reply_problem(struct ctx *cx, struct reply *re, int code, const char *detail)
{
	const char *type = cx->problem != NULL ? arena_printf(cx->arena, "/api/#%s", cx->problem) :
	    "about:blank";
	json_t *problem = json_pack("{s:s, s:s, s:i, s:s*, s:s*}", "type", type,
	    "title", http_phrase(code), "status", code, "detail", detail,
	    "about", cx->problem_about);
	size_t len;
	const char *text;

	/* A detail that is no UTF-8 cannot be packed; the rest still can. */
	if (problem == NULL)
		problem = json_pack("{s:s, s:s, s:i}", "type", type,
		    "title", http_phrase(code), "status", code);
	json_keep(cx->arena, problem);
	text = json_write(cx, problem, &len);
	reply_bytes(cx, re, code, "application/problem+json", text, len);
}

void
reply_fault(struct ctx *cx, struct reply *re, enum status st)
{
	reply_problem(cx, re, status_http(st), st == ERR_INTERNAL ? NULL : cx->fault_text);
	if (st == ERR_BUSY)
		reply_header(cx, re, "retry-after", "2");
}

const char *
http_phrase(int code)
{
	static const struct {
		int		 code;
		const char	*phrase;
	} phrases[] = {
		{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 204, "No Content" },
		{ 206, "Partial Content" }, { 207, "Multi-Status" },
		{ 301, "Moved Permanently" }, { 302, "Found" }, { 304, "Not Modified" },
		{ 307, "Temporary Redirect" }, { 308, "Permanent Redirect" },
		{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
		{ 404, "Not Found" }, { 405, "Method Not Allowed" }, { 406, "Not Acceptable" },
		{ 408, "Request Timeout" }, { 409, "Conflict" }, { 410, "Gone" },
		{ 411, "Length Required" }, { 412, "Precondition Failed" },
		{ 413, "Content Too Large" }, { 414, "URI Too Long" },
		{ 415, "Unsupported Media Type" }, { 416, "Range Not Satisfiable" },
		{ 417, "Expectation Failed" }, { 421, "Misdirected Request" },
		{ 422, "Unprocessable Content" }, { 423, "Locked" },
		{ 424, "Failed Dependency" }, { 429, "Too Many Requests" },
		{ 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" }, { 501, "Not Implemented" },
		{ 502, "Bad Gateway" }, { 503, "Service Unavailable" },
		{ 504, "Gateway Timeout" }, { 507, "Insufficient Storage" },
	};

	for (size_t i = 0; i < COUNT(phrases); i++)
		if (phrases[i].code == code)
			return phrases[i].phrase;
	return "Unknown";
}
