/*
 * What an HTTP/1 or HTTP/2 request says it wants, held against RFC 9112 before
 * anybody believes it.  Pure text: no libh2o calls but its string type.
 */
#include <string.h>
#include <strings.h>

#include "httpd/bridge.h"

/* reg-name, IPv4, [IPv6], with a port (RFC 3986, section 3.2); no user name. */
static bool
is_authority(const char *s, size_t len)
{
	if (len == 0 || len > 255)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
		    (s[i] >= '0' && s[i] <= '9') || strchr("-._~:[]%", s[i]) != NULL) || s[i] == '\0')
			return false;
	return true;
}

bool
bridge_target(const char *s, size_t len, struct target *out)
{
	const char *q;

	*out = (struct target){ 0 };
	if (len == 1 && *s == '*') {
		out->path = h2o_iovec_init(s, len);
		return true;
	}
	if (len > 0 && *s != '/') {			/* absolute form */
		size_t scheme = len >= 8 && strncasecmp(s, "https://", 8) == 0 ? 8 :
		    len >= 7 && strncasecmp(s, "http://", 7) == 0 ? 7 : 0;
		size_t host = 0;

		if (scheme == 0)
			return false;
		s += scheme;
		len -= scheme;
		while (host < len && s[host] != '/' && s[host] != '?')
			host++;
		if (!is_authority(s, host))
			return false;
		out->authority = h2o_iovec_init(s, host);
		s += host;
		len -= host;
		if (len == 0 || *s != '/') {
			out->path = h2o_iovec_init("/", 1);
			if (len > 0)
				out->query = h2o_iovec_init(s + 1, len - 1);
			return true;
		}
	}
	for (size_t i = 0; i < len; i++)
		/* A fragment is never sent; spaces and controls would confuse logs and proxies. */
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f || s[i] == '#')
			return false;
	q = memchr(s, '?', len);
	out->path = h2o_iovec_init(s, q != NULL ? (size_t)(q - s) : len);
	if (q != NULL)
		out->query = h2o_iovec_init(q + 1, len - (size_t)(q - s) - 1);
	return len > 0;
}

static bool
is_name(const char *s, size_t len, const char *name)
{
	return len == strlen(name) && strncasecmp(s, name, len) == 0;
}

const char *
bridge_check_head(const char *s, size_t len)
{
	const char *end = s + len;
	unsigned hosts = 0, lengths = 0, codings = 0;
	bool first = true, old = false;

	/* Empty lines before the request line are to be ignored (RFC 9112, section 2.2). */
	while (end - s >= 2 && s[0] == '\r' && s[1] == '\n')
		s += 2;
	for (;;) {
		const char *eol = memchr(s, '\n', (size_t)(end - s)), *stop, *colon;

		if (eol == NULL || eol == s || eol[-1] != '\r')
			return "a line does not end in CR LF";
		stop = eol - 1;
		if (stop == s)
			break;
		if (memchr(s, '\r', (size_t)(stop - s)) != NULL)
			return "a bare CR";
		if (first) {
			old = stop - s >= 8 && memcmp(stop - 8, "HTTP/1.0", 8) == 0;
			first = false;
		} else {
			if (*s == ' ' || *s == '\t')
				return "a folded header line";
			colon = memchr(s, ':', (size_t)(stop - s));
			if (colon == NULL || colon == s || colon[-1] == ' ' || colon[-1] == '\t')
				return "a header line without a name";
			if (is_name(s, (size_t)(colon - s), "host")) {
				const char *value = colon + 1;

				while (value < stop && (*value == ' ' || *value == '\t'))
					value++;
				while (stop > value && (stop[-1] == ' ' || stop[-1] == '\t'))
					stop--;
				if (!is_authority(value, (size_t)(stop - value)))
					return "a Host that is none";
				hosts++;
			} else if (is_name(s, (size_t)(colon - s), "content-length")) {
				lengths++;
			} else if (is_name(s, (size_t)(colon - s), "transfer-encoding")) {
				codings++;
			}
		}
		s = eol + 1;
	}
	if (hosts > 1 || (hosts == 0 && !old))
		return hosts == 0 ? "no Host" : "more than one Host";
	if (lengths > 1)
		return "more than one Content-Length";
	if (codings > 1 || (codings == 1 && (lengths > 0 || old)))
		return "Transfer-Encoding beside something else";
	return NULL;
}
