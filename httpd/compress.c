#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "httpd/compress.h"

#define WORTH_IT	1024
#define LEVEL		5

/* "gzip;q=0" refuses, whatever "*" says. */
bool
accepts_gzip(const char *accept)
{
	bool any = false;

	while (accept != NULL && *accept != '\0') {
		const char *name, *end, *q;
		size_t name_len;
		bool wanted;

		name = accept + strspn(accept, " \t,");
		end = name + strcspn(name, ",");
		name_len = strcspn(name, " \t,;");
		q = memmem(name, (size_t)(end - name), "q=", 2);
		wanted = q == NULL || strtod(q + 2, NULL) > 0;
		if (name_len == 4 && strncasecmp(name, "gzip", 4) == 0)
			return wanted;
		if (name_len == 1 && *name == '*')
			any = wanted;
		accept = end;
	}
	return any;
}

static bool
ends_with(const char *s, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && strncasecmp(s + len - n, end, n) == 0;
}

static bool
is_text(const char *type)
{
	size_t len;

	if (type == NULL)
		return false;
	len = strcspn(type, "; ");
	return strncasecmp(type, "text/", 5) == 0 || ends_with(type, len, "/json") ||
	    ends_with(type, len, "+json") || ends_with(type, len, "/xml") ||
	    ends_with(type, len, "+xml") || ends_with(type, len, "/javascript");
}

void
reply_compress(struct ctx *cx, const struct request *rq, struct reply *re)
{
	z_stream z = { 0 };
	size_t size;
	char *out;

	if (re->body_fd >= 0 || re->stream != NULL || re->body_len < WORTH_IT ||
	    !is_text(reply_find(re, "content-type")) ||
	    reply_find(re, "content-encoding") != NULL || reply_find(re, "etag") != NULL ||
	    reply_find(re, "content-range") != NULL)
		return;
	if (reply_find(re, "vary") == NULL)
		reply_header(cx, re, "vary", "accept-encoding");
	if (!accepts_gzip(http_header(rq, "accept-encoding")) ||
	    deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	size = deflateBound(&z, re->body_len);
	out = arena_alloc(cx->arena, size);
	z.next_in = (Bytef *)(uintptr_t)re->body;
	z.avail_in = (uInt)re->body_len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)size;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < re->body_len) {
		re->body = out;
		re->body_len = z.total_out;
		reply_header(cx, re, "content-encoding", "gzip");
	}
	deflateEnd(&z);
}
