/*
 * Download (RFC 8620, section 6.2).  What arrives by mail is hostile: nothing
 * is shown in our origin except pictures, sound and plain text, which cannot
 * run anything; the rest is saved, with no sniffing and in a sandbox should a
 * browser show it after all.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/buf.h"
#include "webmail/blob.h"
#include "webmail/webmail.h"

static const char *const harmless[] = {
	"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp",
	"audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "video/mp4", "video/webm",
	"video/ogg", "text/plain",
};

static bool
is_harmless(const char *type)
{
	for (size_t i = 0; i < COUNT(harmless); i++)
		if (http_type_is(type, harmless[i]))
			return true;
	return false;
}

static bool
is_token(const char *s, const char *end)
{
	if (s == end)
		return false;
	for (; s < end; s++)
		if (*s <= ' ' || *s >= 0x7f || strchr("()<>@,;:\\\"/[]?=", *s) != NULL)
			return false;
	return true;
}

/* The type that the client asked for, without parameters, when it is one. */
static const char *
asked_type(struct ctx *cx, const char *type)
{
	const char *slash = type != NULL ? strchr(type, '/') : NULL;
	const char *end = type != NULL ? type + strcspn(type, "; ") : NULL;

	if (slash == NULL || end - type > 100 || slash > end || !is_token(type, slash) ||
	    !is_token(slash + 1, end))
		return "application/octet-stream";
	return arena_strndup(cx->arena, type, (size_t)(end - type));
}

/* RFC 6266 with RFC 8187: a plain name for old readers, the true one beside it. */
static const char *
disposition(struct ctx *cx, const char *kind, const char *name)
{
	struct buf out = BUF_ON(cx->arena);

	buf_printf(&out, "%s; filename=\"", kind);
	for (const char *c = name; *c != '\0'; c++)
		buf_putc(&out, *c < ' ' || *c >= 0x7f || strchr("\"\\%", *c) != NULL ? '_' : *c);
	buf_printf(&out, "\"; filename*=UTF-8''%s", http_escape(cx->arena, name));
	return buf_str(&out);
}

/*
 * One range of bytes (RFC 9110, section 14).  Several at once, and what makes
 * no sense, get the whole.  False: it cannot be satisfied.
 */
static bool
range(const char *header, int64_t len, int64_t *first, int64_t *count)
{
	const char *s = header != NULL ? header + 6 : NULL;
	char *end;
	int64_t a, b;

	*first = 0;
	*count = len;
	if (header == NULL || strncasecmp(header, "bytes=", 6) != 0 || strchr(s, ',') != NULL)
		return true;
	if (*s == '-') {
		a = strtoll(s + 1, &end, 10);
		if (end == s + 1 || *end != '\0' || a < 0)
			return true;
		if (a == 0 || len == 0)
			return false;
		*first = a < len ? len - a : 0;
		*count = len - *first;
		return true;
	}
	a = strtoll(s, &end, 10);
	if (end == s || *end != '-' || a < 0)
		return true;
	s = end + 1;
	b = len - 1;
	if (*s != '\0') {
		b = strtoll(s, &end, 10);
		if (end == s || *end != '\0' || b < a)
			return true;
	}
	if (a >= len)
		return false;
	*first = a;
	*count = (b < len ? b : len - 1) - a + 1;
	return true;
}

enum status
jmap_download(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *type = asked_type(cx, http_query(cx, rq, "type")), *etag, *match;
	bool safe = is_harmless(type);
	int64_t first, count;
	struct mail_access account;
	struct path path;
	struct blob blob;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != 5 || jmap_account(cx, path.segment[2], &account) != OK)
		return fault(cx, ERR_NOT_FOUND, "no such account");
	etag = arena_printf(cx->arena, "\"%s\"", path.segment[3]);
	match = http_header(rq, "if-none-match");
	if ((st = blob_open(cx, account.account, path.segment[3], &blob)) != OK)
		return st;

	/* What an id names never changes (RFC 8620, section 6); what was encrypted rests nowhere. */
	reply_header(cx, re, "cache-control", blob.opened != NULL ? "no-store" :
	    "private, immutable, max-age=31536000");
	reply_header(cx, re, "etag", etag);
	if (match != NULL && strcmp(match, etag) == 0) {
		re->code = 304;
		return OK;
	}
	reply_header(cx, re, "x-content-type-options", "nosniff");
	reply_header(cx, re, "content-security-policy",
	    "sandbox; default-src 'none'; frame-ancestors 'none'");
	reply_header(cx, re, "cross-origin-resource-policy", "same-origin");
	reply_header(cx, re, "accept-ranges", "bytes");
	reply_header(cx, re, "content-disposition", disposition(cx,
	    safe ? "inline" : "attachment", path.segment[4]));
	if (!range(http_header(rq, "range"), blob.len, &first, &count)) {
		reply_header(cx, re, "content-range", arena_printf(cx->arena, "bytes */%lld",
		    (long long)blob.len));
		re->code = 416;
		return OK;
	}
	re->code = 200;
	if (count != blob.len) {
		re->code = 206;
		reply_header(cx, re, "content-range", arena_printf(cx->arena,
		    "bytes %lld-%lld/%lld", (long long)first, (long long)(first + count - 1),
		    (long long)blob.len));
	}
	reply_header(cx, re, "content-type", type);
	if (blob.data != NULL || blob.len == 0) {
		re->body = blob.data != NULL ? blob.data + first : "";
		re->body_len = (size_t)count;
		return OK;
	}
	/* The worker closes what it sends; the context closes its own. */
	if ((re->body_fd = dup(blob.fd)) < 0)
		return fault(cx, ERR_INTERNAL, "cannot hand a file on");
	re->body_fd_start = first;
	re->body_fd_len = count;
	return OK;
}
